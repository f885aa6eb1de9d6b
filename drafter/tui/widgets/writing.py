"""Where words are typed. A key costs as much in a paragraph of ten thousand words as in one of ten."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import ClassVar

from rich.containers import Lines
from rich.text import Text
from textual._wrap import compute_wrap_offsets
from textual.binding import Binding, BindingType
from textual.document._wrapped_document import WrappedDocument
from textual.widgets import TextArea

Location = tuple[int, int]

_LONG = 2000
"""Characters of a paragraph from which on its lines are painted and wrapped one by one."""

_AROUND = 8
"""Lines behind an edit that are wrapped anew at first: the breaks behind them are where they were, as a rule."""


class Writing(TextArea):
    """A field of several lines for words in paragraphs: Tab leaves it, and its cursor stands still."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+home", "end_of_text(False)", "To the beginning", show=False),
        Binding("ctrl+end", "end_of_text(True)", "To the end", show=False),
    ]

    def __init__(self, *, id: str, placeholder: str = "") -> None:
        super().__init__(soft_wrap=True, tab_behavior="focus", show_line_numbers=False, placeholder=placeholder, id=id)
        self.cursor_blink = False

    def action_end_of_text(self, last: bool) -> None:
        """Go to the end of the text, or to its beginning."""
        self.move_cursor(self.document.end if last else self.document.start, record_width=False)

    @property
    def wrapped_document(self) -> WrappedDocument:
        """The lines as they are painted."""
        return self._lines

    @wrapped_document.setter
    def wrapped_document(self, made: WrappedDocument) -> None:
        self._lines = Wrapped(made.document, tab_width=self.indent_width)

    def get_line(self, line_index: int) -> Text:
        """Give a paragraph to be painted."""
        text = self.document.get_line(line_index)
        return Paragraph(text) if len(text) > _LONG else super().get_line(line_index)


class Wrapped(WrappedDocument):
    """Paragraphs broken into lines; where one is edited, those lines alone are broken anew that change."""

    def get_sections(self, line_index: int) -> list[str]:
        """Give the lines of a paragraph."""
        text = self.document[line_index]
        ends = [0, *self.get_offsets(line_index), len(text)]
        return [text[start:end] for start, end in pairwise(ends)]

    def wrap_range(self, start: Location, old_end: Location, new_end: Location) -> None:
        """Break the edited paragraphs anew."""
        at = start[0]
        if at == old_end[0] == new_end[0] and self._width and len(self.document[at]) > _LONG:
            made = self._again(at, min(start[1], old_end[1]), new_end[1], new_end[1] - old_end[1])
            if made is not None and len(made) == len(self._wrap_offsets[at]):
                self._wrap_offsets[at] = made
                return
        super().wrap_range(start, old_end, new_end)

    def _again(self, at: int, first: int, end: int, grown: int) -> list[int] | None:
        """Break a paragraph anew from the line before an edit on, to where a break stands that stood there before.

        The edit reaches from `first` to `end` by now, and made the paragraph so much longer. Gives None where that
        can't be known: tabs are as wide as their place makes them.
        """
        text, before = self.document[at], self._wrap_offsets[at]
        if "\t" in text or any(self._tab_width_cache[at]):
            return None
        known = bisect_right(before, first) - 1
        while known > 0 and not text[before[known - 1] - 1].isspace():
            known -= 1
        kept = before[: max(known, 0)]
        begin, stood, lines = (kept[-1] if kept else 0), set(before), _AROUND
        while True:
            until = _word_begins(text, end + lines * self._width)
            made = [begin + each for each in compute_wrap_offsets(text[begin:until], self._width, self._tab_width)]
            for nth, each in enumerate(made):
                if each >= end and each - grown in stood and each - grown > first and text[each - 1].isspace():
                    rest = before[bisect_right(before, each - grown) :]
                    return [*kept, *made[: nth + 1], *(place + grown for place in rest)]
            if until >= len(text):
                return [*kept, *made]
            lines *= 4


def _word_begins(text: str, at: int) -> int:
    """Give the first place from one on where a word begins behind white space, or the end."""
    while at < len(text) and not (text[at - 1].isspace() and not text[at].isspace()):
        at += 1
    return min(at, len(text))


class Paragraph(Text):
    """A long paragraph of which one line is painted: the others are not made for that."""

    def __init__(self, text: str) -> None:
        super().__init__("", end="", no_wrap=True)
        clean = _clean(text)
        self._text = [clean]
        self._length = len(clean)

    def pad_right(self, count: int, character: str = " ") -> None:
        """Add white space, which needs no cleaning, at the end."""
        self._text = [self.plain + character * count]
        self._length += count

    def divide(self, offsets: Iterable[int]) -> Lines:
        """Give the lines."""
        return _Lines(self, tuple(offsets))


class _Lines(Lines):
    """The lines of a paragraph, made when they are asked for."""

    def __init__(self, paragraph: Paragraph, offsets: Sequence[int]) -> None:
        super().__init__()
        self._paragraph = paragraph
        self._offsets = offsets
        self._asked = False

    def __getitem__(self, nth: int) -> Text:  # type: ignore[override]
        """Give a line. Once one was given, others are asked for the tabs in them alone."""
        plain = self._paragraph.plain
        if self._asked and "\t" not in plain:
            return _NONE
        self._asked = True
        start = self._offsets[nth - 1] if nth else 0
        end = self._offsets[nth] if nth < len(self._offsets) else len(plain)
        line = Text(plain[start:end], style=self._paragraph.style, end="", no_wrap=True)
        for span in self._paragraph.spans:
            if span.start < end and span.end > start:
                line.stylize(span.style, max(span.start - start, 0), min(span.end, end) - start)
        return line


_NONE = Text("")


@lru_cache(maxsize=8)
def _clean(text: str) -> str:
    """Give a text as it is painted, without the characters that steer a terminal."""
    return Text(text).plain
