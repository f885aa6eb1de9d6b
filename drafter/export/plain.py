"""A document as plain text for a person's eyes: what its Markdown shows, without Markdown's escapes."""

from __future__ import annotations

import re

from drafter.draft.document import Document
from drafter.export.markdown import markdown
from drafter.text.printing import without_isolates

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
"""CommonMark 0.31, 2.4: a backslash before ASCII punctuation stands for that character."""


def plain(document: Document) -> str:
    """Write a document as it is read, with a final newline. It is not for parsing: brackets are not told apart."""
    return without_isolates(_ESCAPE.sub(r"\1", markdown(document)))
