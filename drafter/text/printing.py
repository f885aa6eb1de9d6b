"""Bracketed paragraphs as plain text, so marked that they can be read back to the byte."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from drafter.text.inline import Bracket, BracketedParagraph, Deleted, Inline, Inserted, Wording, Words
from drafter.text.paragraphs import STANDARD_BREAK
from drafter.text.tokens import FOOTNOTE

EMPTY = "∅"
"""A reading without words, where the white space round a bracket would not show what is left."""
NO_TEXT = "No text"
STANDS = "text as it stands"
"""Behind the base's wording among alternatives, when nobody asks to keep it in so many words."""
PILCROW = "¶"

WHITE = {" ": "␣", "\t": "⇥", "\n": "↵", "\u00a0": "⍽"}
"""White space where it is all that is in dispute."""

_OWN = re.compile(rf"(?<!\\){FOOTNOTE}|[\[\]]")
ISOLATE, ISOLATED = "\u2068", "\u2069"
"""What keeps a bracket in its place among words from right to left, where that is understood."""

ESCAPABLE = r"⟦⟧∅¶␣⇥↵⍽‹/\-{+AN\u2068\u2069"
"""Signs of the notation. A backslash before one makes it a sign of the text; a run of them stands for half as many."""

_ALWAYS = re.compile(rf"(\\+)(?=[\[\]{ESCAPABLE}])|([⟦⟧\u2068\u2069])")
_BEFORE_BREAK = re.compile(r"\\+(?=\n\n)")
_AT_END = re.compile(r"\\+\Z")
_INSIDE = re.compile(r"([∅¶␣⇥↵⍽‹])|(?<![^\s])([/-])(?![^\s])")
_MARKS = re.compile(r"(\{(?=\+)|\+(?=\})|-(?=\]))")
_AT_START = re.compile(r"\A(?=Alt \d+: |No text|\{amendments)")


def own_brackets(text: str) -> str:
    """Square brackets of the text itself, as printed beside derived ones: `⟦shall⟧`. Marks of footnotes stay."""
    if "[" not in text and "]" not in text:
        return text
    return _OWN.sub(lambda match: {"[": "⟦", "]": "⟧"}.get(match[0], match[0]), text)


def printed_white(text: str) -> str:
    """Print white space that is all that is in dispute: a sign for each character, and one where a paragraph ends."""
    return PILCROW.join(
        "".join(WHITE.get(each, f"‹U+{ord(each):04X}›") for each in part) for part in text.split(STANDARD_BREAK)
    )


def runs_right_to_left(text: str) -> bool:
    """Whether any letter runs from right to left; names and brackets would then change places."""
    return not text.isascii() and any(unicodedata.bidirectional(each) in ("R", "AL") for each in text)


def plain(paragraphs: Sequence[BracketedParagraph], *, attributed: bool = True) -> str:
    """Print bracketed paragraphs, with a blank line between them and one line end behind the last.

    Without names: `[refrain from][not conduct]`. The text's own square brackets are printed `⟦ ⟧`. In a paragraph
    with letters written from right to left, each bracket is isolated, so that names and words keep their places.
    """
    parts: list[str] = []
    for number, paragraph in enumerate(paragraphs):
        parts.append(_paragraph(paragraph, attributed=attributed))
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        if following is not None:
            # Two rows of a table stand line by line, but not with a bracket or a whole alternative.
            rows = paragraph.separator == "\n" and not paragraph.heading and not following.heading
            both_stand = paragraph.base is not None and following.base is not None and not parts[-1].endswith("]")
            parts.append(paragraph.separator if rows and both_stand else STANDARD_BREAK)
    return "".join(parts) + "\n" if parts else ""


def _paragraph(paragraph: BracketedParagraph, *, attributed: bool) -> str:
    isolate = any(map(_right_to_left, paragraph.content))
    if not paragraph.heading:
        printed = "".join(_inline(paragraph.content, attributed=attributed, isolate=isolate))
        return _AT_START.sub(r"\\", printed)
    # A blank line ends a paragraph, so that a break within a whole wording is a sign, as in a bracket.
    broken = any(STANDARD_BREAK in each.text or PILCROW in each.text for each in _flat(paragraph.content))
    text = "".join(_inline(paragraph.content, attributed=attributed, isolate=isolate, inside=broken, whole=True))
    text = _AT_START.sub(r"\\", text) if paragraph.content else NO_TEXT
    behind = str(paragraph.attribution) or STANDS
    return f"{paragraph.heading}: {text} ({behind})" if attributed else f"{paragraph.heading}: {text}"


def _flat(content: Sequence[Inline]) -> Iterator[Words | Inserted | Deleted]:
    """Give the runs of words of a whole wording, in which there are no brackets."""
    return (each for each in content if not isinstance(each, Bracket))


def _inline(
    content: Sequence[Inline], *, attributed: bool, isolate: bool, inside: bool = False, whole: bool = False
) -> Iterator[str]:
    for number, each in enumerate(content):
        if isinstance(each, Words):
            text = _literal(each.text, inside=inside, marked=whole)
            # What comes next begins with a sign that a backslash would take its meaning.
            before_sign = (whole or isolate) and number + 1 < len(content)
            yield _ended(text) if before_sign else text
        elif isinstance(each, Inserted):
            yield "{+" + _ended(_literal(each.text, inside=inside, marked=True)) + "+}"
        elif isinstance(each, Deleted):
            yield "[-" + _ended(_literal(each.text, inside=inside, marked=True)) + "-]"
        else:
            yield _bracket(each, attributed=attributed, isolate=isolate)


def without_isolates(printed: str) -> str:
    """Give a printed line for a place where isolates are not understood, such as most terminals."""
    return printed.translate({ord(ISOLATE): None, ord(ISOLATED): None})


def _bracket(bracket: Bracket, *, attributed: bool, isolate: bool) -> str:
    wordings = [_wording(wording, attributed=attributed, isolate=isolate) for wording in bracket.wordings]
    printed = f"[{' / '.join(wordings)}]" if attributed else "".join(f"[{wording}]" for wording in wordings)
    return ISOLATE + printed + ISOLATED if isolate else printed


def _wording(wording: Wording, *, attributed: bool, isolate: bool) -> str:
    text = "".join(_inline(wording.content, attributed=attributed, isolate=isolate, inside=True)) or EMPTY
    if len(wording.content) == 1 and isinstance(only := wording.content[0], Words) and only.text.isspace():
        text = printed_white(only.text)
    return f"{text} - {wording.attribution}" if attributed and wording.attribution else text


def _literal(text: str, *, inside: bool, marked: bool) -> str:
    """Words of the text, with its own brackets marked and what would read as notation escaped.

    `marked`: in or beside what a redline takes out and puts in, or where one could stand.
    """
    if "\\" in text or any(each in text for each in "⟦⟧\u2068\u2069"):
        text = _ALWAYS.sub(lambda match: match[1] * 2 if match[1] else "\\" + match[2], text)
    if inside:
        text = _BEFORE_BREAK.sub(_doubled, text)
        text = _INSIDE.sub(lambda match: "\\" + match[0], text).replace(STANDARD_BREAK, PILCROW)
    if marked and ("{+" in text or "+}" in text or "-]" in text):
        text = _MARKS.sub(r"\\\1", text)
    return own_brackets(text)


def _ended(text: str) -> str:
    """Text before a sign that a backslash would take its meaning."""
    return _AT_END.sub(_doubled, text) if text.endswith("\\") else text


def _doubled(match: re.Match[str]) -> str:
    return match[0] * 2


def _right_to_left(each: Inline) -> bool:
    if isinstance(each, Bracket):
        return any(_right_to_left(part) for wording in each.wordings for part in wording.content)
    return runs_right_to_left(each.text)
