"""Treaty text as it is painted: brackets and names, deletions and insertions, each told by signs and not by colour.

All treaty text becomes `Content` by `words`, without any markup being read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from drafter.draft.inline import Bracket, Deleted, Inline, Inserted, Reference, Words
from drafter.draft.printing import own as marked
from drafter.text.printing import PILCROW
from drafter.tui.present.row import Contest
from drafter.tui.present.words import NO_WORDS, words

if TYPE_CHECKING:
    from drafter.draft.reference import References
    from drafter.text.diff import Piece


_BREAK = re.compile(r"(?<!\s)\s*\n\s*\n\s*")
_WEIGHTS = {"plain": "", "emphasis": ".prose--emphasis", "strong": ".prose--strong", "both": ".prose--both"}


def dialect(text: str) -> Content:
    """Give words in the inline dialect: emphasis as italic and strong as bold, without their marks."""
    if not any(mark in text for mark in "*_\\"):
        return words(text)
    from drafter.draft.emphasis import runs

    return Content("").join([words(run.text, _WEIGHTS[run.weight]) for run in runs(text)])


def passage(content: Iterable[Inline], *, names: bool = True, own: bool = False) -> tuple[Content, tuple[Contest, ...]]:
    """Give bracketed text and the stretches of it that are in dispute (the outermost brackets).

    `own`: square brackets of the text itself are shown as `⟦ ⟧`, so that nobody takes them for derived ones.
    """
    parts: list[Content] = []
    contests: list[Contest] = []
    at = 0
    for inline in content:
        part = _inline(inline, names=names, own=own)
        if isinstance(inline, Bracket):
            contests.append(Contest(at, at + len(part), _behind(inline)))
        parts.append(part)
        at += len(part)
    return Content("").join(parts), tuple(contests)


def redline(
    pieces: Sequence[Piece], references: References, *, marks: bool = True
) -> tuple[Content, tuple[Contest, ...]]:
    """Give a redline, deletions as `[-old-]` and insertions as `{+new+}`, and where something changed."""
    parts: list[Content] = []
    contests: list[Contest] = []
    at = 0
    for piece in pieces:
        part, _ = passage(references.split(piece.text))
        if piece.kind != "same":
            part = change(part, deleted=piece.kind == "deleted", marks=marks)
            contests.append(Contest(at, at + len(part), ()))
        parts.append(part)
        at += len(part)
    return Content("").join(parts), tuple(contests)


def change(shown: Content, *, deleted: bool, marks: bool = True, label: str = "") -> Content:
    """Give deleted or inserted words: struck out or underlined, and between signs that no colour is needed for."""
    style = ".prose--deleted" if deleted else ".prose--inserted"
    shown = shown.stylize_before(style)
    if label:
        shown = shown + words(f" - {label}", ".prose--names")
    if not marks:
        return shown
    before, after = ("[-", "-]") if deleted else ("{+", "+}")
    return Content.assemble((before, style), shown, (after, style))


def _inline(inline: Inline, *, names: bool, own: bool) -> Content:
    match inline:
        case Words():
            return dialect(marked(inline.text) if own else inline.text)
        case Reference():
            return words(inline.text, ".prose--reference" if inline.resolved else ".prose--refused")
        case Inserted() | Deleted():
            parts = [
                Words(_BREAK.sub(PILCROW, each.text)) if isinstance(each, Words) else each for each in inline.content
            ]
            shown = Content("").join([_inline(each, names=names, own=own) for each in parts])
            return change(shown, deleted=isinstance(inline, Deleted), label=inline.label if names else "")
        case Bracket():
            return _bracket(inline, names=names, own=own)


def _bracket(bracket: Bracket, *, names: bool, own: bool) -> Content:
    parts: list[Content] = [Content.styled("[", ".prose--bracket")]
    for nth, wording in enumerate(bracket.wordings):
        if nth:
            parts.append(Content.styled(" / " if names else "][", ".prose--bracket"))
        style = ".prose--disputed" if wording.role == "base" else ".prose--proposed"
        spoken = Content("").join([_inline(each, names=names, own=own) for each in wording.content])
        parts.append((spoken if spoken.plain else Content(NO_WORDS)).stylize_before(style))
        if names and wording.attribution:
            parts.append(words(f" - {wording.attribution}", ".prose--names"))
    parts.append(Content.styled("]", ".prose--bracket"))
    return Content("").join(parts)


def _behind(bracket: Bracket) -> tuple[str, ...]:
    """Give the amendments behind a bracket and what is nested in it, each once, in the order of the text."""
    found: dict[str, None] = {}
    for wording in bracket.wordings:
        found.update(dict.fromkeys(wording.names))
        for inline in wording.content:
            if isinstance(inline, Bracket):
                found.update(dict.fromkeys(_behind(inline)))
    return tuple(found)
