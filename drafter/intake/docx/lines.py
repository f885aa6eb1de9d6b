"""The lines of a Word file: words with their weight, who put them in and who took them out."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from drafter.model.target import REFERENCE
from drafter.text.shown import BAR, NOTHING, Shown, Signs, is_row, joined, plain


@dataclass(frozen=True, slots=True)
class Revision:
    """Whose tracked change it is. The date is to the minute: Word drops the seconds."""

    author: str
    date: str


@dataclass(frozen=True, slots=True)
class Span:
    """Words of one standing. `link` is the bookmark to which they lead, `hold` the number of that hyperlink."""

    shown: Shown
    put_in: Revision | None = None
    taken_out: Revision | None = None
    link: str = ""
    hold: int = 0
    note: tuple[Span, ...] = ()
    """The words of the footnote or endnote that is called here: the words of the span are its mark, `[^1]`."""


@dataclass(slots=True)
class WordLine:
    """A paragraph or a row of a table."""

    spans: list[Span] = field(default_factory=list)
    put_in: Revision | None = None
    taken_out: Revision | None = None
    style: str = ""
    """The name of its style, in small letters."""
    level: int = 0
    """Of a heading, from 1; 0 for what is none."""
    bold: bool = False
    """Whether its style sets all of it in bold."""
    row: bool = False
    bookmarks: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    label: str = ""
    """The number that Word counts for it, when it is an item of a list."""

    @property
    def text(self) -> str:
        """All words of it, whatever their standing."""
        return "".join(span.shown.text for span in self.spans)

    @property
    def revisions(self) -> tuple[Revision, ...]:
        """Whose changes are in it, in their order."""
        found = [each for span in self.spans for each in (span.put_in, span.taken_out)]
        return tuple(dict.fromkeys(each for each in (*found, self.put_in, self.taken_out) if each is not None))


@dataclass(frozen=True, slots=True)
class Reading:
    """A line as it reads when some changes are accepted and all others rejected."""

    shown: Shown
    line: WordLine
    """The last of the lines that it is made of."""


def labelled(line: WordLine) -> WordLine:
    """Put the number that Word counts before the words, where they don't begin with it."""
    if not line.label or not line.spans or line.text.lstrip().startswith(line.label):
        return line
    words = joined((plain(f"{line.label} "), line.spans[0].shown))
    return replace(line, spans=[replace(line.spans[0], shown=words), *line.spans[1:]])


Accepts = Callable[[Revision], bool]


def nobody(_: Revision) -> bool:
    """Accept no change."""
    return False


def only(author: str, but: Collection[Revision] = (), *, also: Revision | None = None) -> Accepts:
    """Accept the changes of one author except some, and those of one other revision."""
    return lambda revision: revision == also or (revision.author == author and revision not in but)


def read(lines: Sequence[WordLine], accepts: Accepts, targets: dict[str, str], signs: Signs) -> list[Reading]:
    """Read lines with some changes accepted. `targets` gives references by the bookmarks to which they lead.

    Lines without words are no paragraphs, and are left out.
    """
    found: list[Reading] = []
    spans: list[Span] = []
    for number, line in enumerate(lines):
        spans.extend(line.spans)
        if _stands(line.put_in, line.taken_out, accepts) or number == len(lines) - 1:
            shown = _stripped(_shown(spans, accepts, targets, signs), row=line.row)
            if not line.row and shown.text.startswith(("|", "\\|")):
                # A row outside of a table is printed with its bars, those that are words escaped.
                shown = _with_bars(shown)
                shown = normal_row(shown) if is_row(shown.text) else shown
            if shown.text:
                found.append(Reading(shown, line))
            spans = []
    return found


def note_lines(lines: Iterable[WordLine]) -> list[WordLine]:
    """Give the words of the notes that lines call, each on a line of its own that comes and goes with its mark."""
    return [_note_line(span) for line in lines for span in line.spans if span.note]


def _note_line(call: Span) -> WordLine:
    lead = replace(call, shown=joined((call.shown, plain(": "))), note=())
    words = (
        replace(each, put_in=each.put_in or call.put_in, taken_out=each.taken_out or call.taken_out)
        for each in call.note
    )
    return WordLine([lead, *words], call.put_in, call.taken_out)


def _stands(put_in: Revision | None, taken_out: Revision | None, accepts: Accepts) -> bool:
    return (put_in is None or accepts(put_in)) and not (taken_out is not None and accepts(taken_out))


def _shown(spans: Iterable[Span], accepts: Accepts, targets: dict[str, str], signs: Signs) -> Shown:
    parts: list[Shown] = []
    for (hold, link), run in groupby(spans, key=lambda span: (span.hold, span.link)):
        held = list(run)
        words = joined(each.shown for each in held if _stands(each.put_in, each.taken_out, accepts))
        if hold and link in targets and words.text:
            # A reference stands as long as nobody touched the words in which it was printed.
            own = [each for each in held if each.put_in is None] or held
            if words.text == joined(each.shown for each in own).text:
                words = Shown(signs.sign(targets[link]), words.weights[:1])
        parts.append(words)
    return _with_references(joined(parts), signs)


def _with_references(words: Shown, signs: Signs) -> Shown:
    """Put a sign for each reference that is written out: `{scope:1}`."""
    parts: list[Shown] = []
    at = 0
    for match in REFERENCE.finditer(words.text):
        parts += (words[at : match.start()], Shown(signs.sign(match["target"]), words.weights[match.start()]))
        at = match.end()
    return joined([*parts, words[at:]]) if parts else words


def _stripped(words: Shown, *, row: bool) -> Shown:
    if row and words.text.strip():
        return normal_row(words)
    start = len(words.text) - len(words.text.lstrip())
    return words[start : max(start, len(words.text.rstrip()))]


def _with_bars(words: Shown) -> Shown:
    parts: list[Shown] = []
    at = 0
    for match in re.finditer(r"\\\|", words.text):
        parts += (words[at : match.start()], Shown(BAR, words.weights[match.end() - 1]))
        at = match.end()
    return joined([*parts, words[at:]])


def normal_row(words: Shown) -> Shown:
    """Set a row of a table with one space round each cell; in a line of dashes three of them."""
    return _row(cells(words))


def cells(row: Shown) -> list[Shown]:
    """Give what stands between the bars of a row."""
    found: list[Shown] = []
    at = 0
    for place, character in enumerate(row.text):
        if character == "|":
            found.append(row[at:place])
            at = place + 1
    found.append(row[at:])
    if not found[0].text.strip():
        found = found[1:]
    if found and not found[-1].text.strip():
        found = found[:-1]
    return found


def filled(row: Shown) -> int:
    """Count the cells of a row up to the last that has words."""
    return max((place for place, cell in enumerate(cells(row), 1) if cell.text.strip()), default=0)


def with_cells(row: Shown, count: int) -> Shown:
    """Give a normal row with so many cells: the first of its own, and empty ones behind them."""
    return _row([*cells(row)[:count], *[NOTHING] * (count - len(cells(row)))])


def _row(found: Sequence[Shown]) -> Shown:
    parts = [plain("|")]
    for cell in found:
        core = _stripped(cell, row=False)
        if core.text and not core.text.strip("-:"):
            core = plain("---")
        parts += (plain(" "), core, plain(" |"))
    return joined(parts)
