"""A document, or the rows of a list, as plain data for JSON: the same keys in the same order, always."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import is_dataclass
from enum import Enum
from typing import Any

from drafter.draft.document import (
    Alternative,
    Closing,
    Comparison,
    Document,
    Heading,
    Note,
    Paragraph,
    Table,
    Verbatim,
)
from drafter.draft.inline import Bracket, Deleted, Inserted, Reference, Words
from drafter.export.fields import names
from drafter.text.attribution import Attribution

TYPED = (
    Heading,
    Paragraph,
    Table,
    Alternative,
    Closing,
    Note,
    Verbatim,
    Comparison,
    Words,
    Reference,
    Inserted,
    Deleted,
    Bracket,
)
"""The kinds of blocks and of inline content, which bear a `type`."""


_PLAIN = frozenset({str, bool, int, type(None)})


def data(document: Document) -> dict[str, Any]:
    """Give a document as plain data. Blocks and inline content bear a `type`; text stays raw, to the byte."""
    found: dict[str, Any] = plain(document)
    found["brackets"] = document.brackets
    return found


def plain(value: object) -> Any:
    """Give a value of the program as dicts, lists, strings, numbers and None, in the order of its fields."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, Attribution):
        return {
            "text": str(value),
            "parts": [{"parties": list(part.parties), "verb": part.verb} for part in value.parts],
        }
    if isinstance(value, Enum):
        return value.value
    kind: type = type(value)
    if hasattr(kind, "_fields") or is_dataclass(kind):
        found: dict[str, Any] = {"type": kind.__name__.lower()} if kind in TYPED else {}
        # Rows are many, and most of what they hold is plain.
        for name in names(kind):
            each = getattr(value, name)
            found[name] = each if type(each) in _PLAIN else plain(each)
        return found
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [plain(each) for each in value]
    return value
