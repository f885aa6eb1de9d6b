"""Treaty text as it is painted: brackets and names, deletions and insertions, each told by signs and not by colour.

All treaty text passes through `visible` here, and becomes `Content` without any markup being read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from textual.content import Content

from drafter.draft.inline import Bracket, Deleted, Inline, Inserted, Reference, Words
from drafter.text.diff import Piece
from drafter.text.visible import visible
from drafter.tui.present.row import Contest

_EMPHASIS = re.compile(r"(?<![\\*\w])(?P<mark>\*\*?)(?=[^\s*])(?P<words>[^*\n]*[^\s*\\])(?P=mark)(?![*\w])")


def words(text: str, style: str = "") -> Content:
    """Give words of a treaty, or of a delegate, as they may be painted."""
    shown = visible(text)
    return Content.styled(shown, style) if style else Content(shown)


def passage(content: Iterable[Inline], *, names: bool = True) -> tuple[Content, tuple[Contest, ...]]:
    """Give bracketed text and the stretches of it that are in dispute (the outermost brackets)."""
    parts: list[Content] = []
    contests: list[Contest] = []
    at = 0
    for inline in content:
        part = _inline(inline, names=names)
        if isinstance(inline, Bracket):
            contests.append(Contest(at, at + len(part), _behind(inline)))
        parts.append(part)
        at += len(part)
    return emphasised(Content("").join(parts), contests)


def redline(pieces: Sequence[Piece], *, marks: bool = True) -> tuple[Content, tuple[Contest, ...]]:
    """Give a redline, deletions as `[-old-]` and insertions as `{+new+}`, and where something changed."""
    parts: list[Content] = []
    contests: list[Contest] = []
    at = 0
    for piece in pieces:
        if piece.kind == "same":
            part = words(piece.text)
        else:
            part = change(words(piece.text), deleted=piece.kind == "deleted", marks=marks)
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


def emphasised(content: Content, contests: Sequence[Contest] = ()) -> tuple[Content, tuple[Contest, ...]]:
    """Show `*emphasis*` and `**strong**` as italic and bold, without the asterisks."""
    cuts: list[tuple[int, int]] = []
    for match in _EMPHASIS.finditer(content.plain):
        style = ".prose--strong" if len(match["mark"]) == 2 else ".prose--emphasis"
        content = content.stylize(style, match.start("words"), match.end("words"))
        cuts += [match.span("mark"), (match.end("words"), match.end())]
    if not cuts:
        return content, tuple(contests)
    kept: list[Content] = []
    at = 0
    for start, end in cuts:
        kept.append(content[at:start])
        at = end
    kept.append(content[at:])

    def moved(offset: int) -> int:
        return offset - sum(min(end, offset) - start for start, end in cuts if start < offset)

    shifted = tuple(Contest(moved(each.start), moved(each.end), each.names) for each in contests)
    return Content("").join(kept), shifted


def _inline(inline: Inline, *, names: bool) -> Content:
    match inline:
        case Words():
            return words(inline.text)
        case Reference():
            return words(inline.text, ".prose--reference" if inline.resolved else ".prose--refused")
        case Inserted() | Deleted():
            shown = Content("").join([_inline(each, names=names) for each in inline.content])
            return change(shown, deleted=isinstance(inline, Deleted), label=inline.label if names else "")
        case Bracket():
            return _bracket(inline, names=names)


def _bracket(bracket: Bracket, *, names: bool) -> Content:
    parts: list[Content] = [Content.styled("[", ".prose--bracket")]
    for nth, wording in enumerate(bracket.wordings):
        if nth:
            parts.append(Content.styled(" / " if names else "][", ".prose--bracket"))
        style = ".prose--disputed" if wording.role == "base" else ".prose--proposed"
        spoken = Content("").join([_inline(each, names=names) for each in wording.content])
        parts.append(spoken.stylize_before(style))
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
