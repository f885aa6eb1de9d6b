"""Typst sets the pages. It asks its fonts for every character, so that none is left as an empty box."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any, Literal

from drafter.draft.document import Document
from drafter.export.extra import missing
from drafter.export.pdf.sheets import sheets
from drafter.model.ids import few
from drafter.model.problem import Refused, refuse

STANDARDS: tuple[Literal["a-2a"], Literal["ua-1"]] = ("a-2a", "ua-1")
"""PDF/A-2a (ISO 19005-2): it can be kept, and every character must have a glyph. PDF/UA-1 (ISO 14289-1): it can be read
aloud and be gone through by its headings."""

_NO_GLYPH = re.compile(r'the text `"(?P<text>.*?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{(?P<code>[0-9a-f]+)\}")


LONG = 200
"""Pages from which on it is told how many are expected."""

_ON_A_PAGE = 3650
"""Characters: those of the large treaty of the benchmarks on its 529 pages."""

_OF_A_PAGE = 1.8e6
"""Bytes of memory that typst holds of each page until the last is set. Two fifths are those of the line numbers."""


def foretold(pages: int) -> str:
    """Say what so many pages will take."""
    return f"about {pages} pages, which take about {max(pages * _OF_A_PAGE / 1e9, 0.1):.1f} GB of memory to set"


def pdf(
    document: Document,
    *,
    fonts: Sequence[Path] = (),
    system: bool = True,
    foretell: Callable[[str], None] = lambda said: None,
) -> bytes:
    """Set a document as PDF/A-2a and PDF/UA-1. `fonts` are directories with fonts beside typst's own.

    Typst sets a document as a whole: its tags, its outline and its page numbers are of one file, so it can't be made in
    parts. What a long one will take is foretold before.

    With `system` the fonts of the system are asked too, but only for a document with characters that the others lack:
    so one that can do without them is the same bytes everywhere, and the others are where the same fonts are
    installed. Raises Refused without typst, and for characters that no font has.
    """
    try:
        import typst
    except ImportError:
        raise missing("PDF needs typst, which is not installed", "typst>=0.15") from None
    layout = resources.files("drafter.export.pdf").joinpath("layout.typ").read_bytes()
    paths: list[str | Path] = list(fonts)
    when = datetime.strptime(document.date, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    set_as = sheets(document)
    pages = round(_characters(set_as) / _ON_A_PAGE)
    if pages >= LONG:
        foretell(foretold(pages))
    held = json.dumps(set_as)
    diagnostic = ""
    for ignored in (True, False) if system else (True,):
        # The type of `font_paths` names a variable that nothing binds.
        compiler = typst.Compiler(layout, font_paths=paths, ignore_system_fonts=ignored)  # type: ignore[misc]
        try:
            found = compiler.compile(
                format="pdf",
                pdf_standards=list(STANDARDS),
                timestamp=int(when.timestamp()),
                sys_inputs={"document": held},
            )
        except typst.TypstError as error:
            diagnostic = f"{error.diagnostic or error.message}"
            if not _NO_GLYPH.search(diagnostic):
                break
        else:
            assert isinstance(found, bytes)
            return found
    raise _refusal(diagnostic, set_as)


def _characters(data: object) -> int:
    if isinstance(data, dict):
        return len(data["text"]) if isinstance(data.get("text"), str) else sum(map(_characters, data.values()))
    return sum(map(_characters, data)) if isinstance(data, list) else 0


def _refusal(diagnostic: str, set_as: dict[str, Any]) -> Refused:
    """Name the characters without a glyph, and where the first one stands."""
    missing = dict.fromkeys(
        character for match in _NO_GLYPH.finditer(diagnostic) for character in _unescaped(match["text"])
    )
    if not missing:
        return refuse(
            f"typst can't set this document: {diagnostic.splitlines()[0]}", "write HTML instead, with -f html"
        )
    named = [f"{each} (U+{ord(each):04X})" for each in missing if not unicodedata.category(each).startswith("C")]
    where = _place(next(iter(missing)), set_as)
    return refuse(
        f"no font has a glyph for {few(named)}{where}",
        "install a font that has them, or name its directory with --fonts DIR, or write HTML with -f html",
        rule="no-glyph",
    )


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match["code"], 16)), text)


def _place(character: str, set_as: dict[str, Any]) -> str:
    """Say under which heading a character stands first."""
    heading = ""
    for block in (*set_as["front"], *set_as["blocks"], *set_as["back"]):
        if block["type"] == "heading":
            heading = "".join(run["text"] for run in block["runs"])
        if character in json.dumps(block, ensure_ascii=False):
            return f", first in “{heading}”" if heading else ""
    return ""
