"""What changed between two texts: edits as ranges of tokens, from which both texts can always be rebuilt."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Literal

from drafter.text.alignment import Step, align
from drafter.text.paragraphs import Paragraph, Paragraphs, paragraphs, vocabulary, with_white
from drafter.text.tokens import beside, common_ends, layout_key, starts, tokens
from drafter.text.transposed import Stretch, transposed
from drafter.text.words import Range, Replacement, edits_between, trimmed, word_edits

REWRITTEN = 0.3
"""Below this share of common words a paragraph counts as replaced: comparing its words would only find accidents."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Tokens `start:end` of the base became tokens `start2:end2` of the new text. One of the ranges may be empty."""

    start: int
    end: int
    start2: int
    end2: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text as a redline shows it."""

    kind: Literal["same", "deleted", "inserted"]
    text: str
    editorial: bool = False


@dataclass(frozen=True, slots=True)
class Diff:
    """The edits that lead from a base to a new text: sorted, none empty, touching only where paragraphs meet.

    `steps` says what became of each paragraph (moved, renumbered, split, ...).
    """

    base: tuple[str, ...]
    new: tuple[str, ...]
    edits: tuple[Edit, ...]
    steps: tuple[Step, ...] = ()

    def deleted(self, edit: Edit) -> str:
        """The words of the base that an edit takes out."""
        return "".join(self.base[edit.start : edit.end])

    def inserted(self, edit: Edit) -> str:
        """The words that an edit puts in."""
        return "".join(self.new[edit.start2 : edit.end2])

    def editorial(self, edit: Edit) -> bool:
        """Whether an edit changes nothing but white space, quotation marks or the encoding of letters."""
        return layout_key(self.deleted(edit)) == layout_key(self.inserted(edit))

    def pieces(self) -> tuple[Piece, ...]:
        """The redline: what is the same, deleted and inserted.

        'same' and 'deleted' joined give the base, 'same' and 'inserted' the new text.
        """
        return tuple(piece for piece in self._pieces() if piece.text)

    def _pieces(self) -> Iterator[Piece]:
        at = 0
        for edit in self.edits:
            editorial = self.editorial(edit)
            yield Piece("same", "".join(self.base[at : edit.start]))
            yield Piece("deleted", self.deleted(edit), editorial)
            yield Piece("inserted", self.inserted(edit), editorial)
            at = edit.end
        yield Piece("same", "".join(self.base[at:]))

    def origins(self) -> tuple[int | None, ...]:
        """For each token of the new text the token of the base that it was, or None when the new text brought it in.

        This is what blame follows; a token in a paragraph that has moved keeps its origin, and so do sentences that
        stand in another paragraph, and words that an edit takes along because it puts brackets round them. A word that
        was only re-encoded counts as new.
        """
        found = self._in_place()
        old, young = paragraphs("".join(self.base)), paragraphs("".join(self.new))
        starts, starts2 = old.starts(), young.starts()
        for step in self.steps:
            if step.kind == "moved":
                one, other = old.items[step.start], young.items[step.start2]
                start, start2 = starts[step.start], starts2[step.start2]
                for origin, place in _kept(label_edits(one.label, other.label), len(tokens(one.label))):
                    found[start2 + place] = start + origin
                start, start2 = start + len(tokens(one.label)), start2 + len(tokens(other.label))
                for origin, place in _kept(text_edits(one.body, other.body), len(tokens(one.body))):
                    found[start2 + place] = start + origin
        known = {origin for origin in found if origin is not None}
        lost = _stretches(old, starts, lambda token: token not in known)
        brought = _stretches(young, starts2, lambda token: found[token] is None)
        for place, origin in transposed(self.base, lost, self.new, brought).items():
            found[place] = origin
        return tuple(found)

    def _in_place(self) -> list[int | None]:
        """The origins of what no edit touches, or takes along whole."""
        found: list[int | None] = []
        at = 0
        for edit in self.edits:
            found += range(at, edit.start)
            come: list[int | None] = [None] * (edit.end2 - edit.start2)
            if (place := _whole_in(self.base[edit.start : edit.end], self.new[edit.start2 : edit.end2])) is not None:
                come[place : place + edit.end - edit.start] = range(edit.start, edit.end)
            found += come
            at = edit.end
        found += range(at, len(self.base))
        return found


def _stretches(text: Paragraphs, starts: Sequence[int], wanted: Callable[[int], bool]) -> list[Stretch]:
    """The runs of wanted tokens in the bodies of paragraphs; a label is nobody's words."""
    stretches = []
    for paragraph, start in zip(text.items, starts, strict=False):
        first, words = start + len(tokens(paragraph.label)), tokens(paragraph.body)
        for is_wanted, run in groupby(range(first, first + len(words)), wanted):
            if is_wanted:
                places = list(run)
                behind = words[places[-1] + 1 - first :]
                whole = places[0] == first and not any(token[0].isalnum() for token in behind)
                stretches.append(Stretch(range(places[0], places[-1] + 1), whole))
    return stretches


def _whole_in(old: Sequence[str], new: Sequence[str]) -> int | None:
    """Where all that an edit takes out stands in what it puts in, or None when that is not in one place."""
    if all(token.isspace() for token in old):
        return None
    places = [at for at in range(len(new) - len(old) + 1) if new[at : at + len(old)] == old]
    return places[0] if len(places) == 1 else None


@lru_cache(maxsize=64)
def diff(base: str, new: str) -> Diff:
    """Compare two texts: paragraphs first, then words inside each pair. The same result in every process."""
    old, young = paragraphs(base), paragraphs(new)
    steps = align(old, young)
    before, after = _all_tokens(old), _all_tokens(young)
    edits = _with_breaks(_ranges(old, young, steps), before, after)
    return Diff(before, after, tuple(Edit(*each) for each in edits), steps)


@lru_cache(maxsize=4096)
def text_edits(base: str, new: str) -> tuple[Range, ...]:
    """Compare the words of one paragraph with those of another."""
    return _compared(base, new)[1]


def character_edits(base: str, new: str) -> Iterator[Range]:
    """The same, by the characters of both."""
    places, places2 = starts(base), starts(new)
    for start, end, start2, end2 in text_edits(base, new):
        yield places[start], places[end], places2[start2], places2[end2]


@lru_cache(maxsize=4096)
def replacements(base: str, new: str) -> tuple[Replacement, ...]:
    """The same, with the words of the other paragraph: what there is to be known of it beside the base."""
    words, edits = _compared(base, new)
    return tuple(Replacement(start, end, words[start2:end2]) for start, end, start2, end2 in edits)


def _compared(base: str, new: str) -> tuple[tuple[str, ...], tuple[Range, ...]]:
    """The tokens of the new paragraph, and its edits."""
    if base == new:
        return (), ()
    old, young, ends = beside(base, new)
    if base.startswith("|") and new.startswith("|") and old.count("|") == young.count("|"):
        return young, tuple(_by_cell(old, young))
    return young, _edits(base, old, young, ends)


def _by_cell(old: Sequence[str], young: Sequence[str]) -> Iterator[Range]:
    """The edits of a row that has as many cells as before: what comes into one cell takes the place of no other."""
    at = at2 = 0
    for cell, cell2 in zip(_cells(old), _cells(young), strict=True):
        for start, end, start2, end2 in _edits("".join(cell), cell, cell2, common_ends(cell, cell2)):
            yield at + start, at + end, at2 + start2, at2 + end2
        at, at2 = at + len(cell), at2 + len(cell2)


def _cells(row: Sequence[str]) -> Iterator[Sequence[str]]:
    """Each cell of a row with the bar that ends it."""
    bars = [at for at, each in enumerate(row, 1) if each == "|"]
    return (row[start:end] for start, end in pairwise((0, *bars, len(row))))


def _edits(base: str, old: Sequence[str], young: Sequence[str], ends: tuple[int, int]) -> tuple[Range, ...]:
    if sum(ends) < REWRITTEN * max(len(old), len(young)) and _common_share(base, young) < REWRITTEN:
        whole = trimmed(old, young, (0, len(old), 0, len(young)))
        return () if whole is None else (whole,)
    return edits_between(old, young, ends)


def _common_share(base: str, new_tokens: Sequence[str]) -> float:
    """How much of the smaller vocabulary of two paragraphs the other has, too; 1 when the base has no words."""
    words, words2 = vocabulary(base), set(new_tokens)
    return len(words & words2) / min(len(words), len(words2)) if words and words2 else 1.0


def _all_tokens(text: Paragraphs) -> tuple[str, ...]:
    """The tokens of a text, of which most paragraphs are remembered."""
    found = list(tokens(text.lead))
    for paragraph in text.items:
        found += tokens(paragraph.label)
        found += tokens(paragraph.body)
        found += tokens(paragraph.separator)
    return tuple(found)


def _with_breaks(ranges: Iterable[tuple[Range, bool]], base: Sequence[str], new: Sequence[str]) -> Iterator[Range]:
    """Join a changed paragraph break with the edits that it touches: that of a last paragraph which comes or goes."""
    run: list[Range] = []
    last_break = False
    for each, is_break in (*ranges, (None, False)):
        if run and each is not None and (last_break or is_break) and run[-1][1] == each[0] and run[-1][3] == each[2]:
            run.append(each)
        else:
            if len(run) == 1:
                yield run[0]
            elif run:
                whole = trimmed(base, new, (run[0][0], run[-1][1], run[0][2], run[-1][3]))
                if whole is not None:
                    yield whole
            run = [] if each is None else [each]
        last_break = is_break


def _ranges(old: Paragraphs, young: Paragraphs, steps: Sequence[Step]) -> Iterator[tuple[Range, bool]]:
    """The edits of the whole texts in order, from the steps of their paragraphs, and which are paragraph breaks."""
    index = 0
    at, at2 = len(tokens(old.lead)), len(tokens(young.lead))
    if old.lead != young.lead:
        yield (0, at, 0, at2), True
    for step in (*steps, Step("kept", len(old.items), len(old.items), len(young.items), len(young.items))):
        while step.kind != "moved" and index < step.start:
            size = old.items[index].size
            yield (at, at + size, at2, at2), False
            at, index = at + size, index + 1
        gone = () if step.kind == "moved" else old.items[step.start : step.end]
        come = young.items[step.start2 : step.end2]
        if gone and come:
            for number, (before, after) in enumerate(_parts(gone, come)):
                for start, end, start2, end2 in text_edits(before, after) if number else label_edits(before, after):
                    yield (at + start, at + end, at2 + start2, at2 + end2), number == 2
                at, at2 = at + len(tokens(before)), at2 + len(tokens(after))
        elif gone or come:
            start, start2 = at, at2
            at, at2 = at + sum(each.size for each in gone), at2 + sum(each.size for each in come)
            yield (start, at, start2, at2), False
        index += len(gone)


def label_edits(base: str, new: str) -> tuple[Range, ...]:
    """Compare the labels of two paragraphs that are the same one: a number changes as a whole, `2.` for `3.`."""
    old, young = tokens(base), tokens(new)
    if base.split() == new.split():
        return word_edits(old, young)
    end, end2 = len(old), len(young)
    while end and end2 and old[end - 1].isspace() and old[end - 1] == young[end2 - 1]:
        end, end2 = end - 1, end2 - 1
    return ((0, end, 0, end2),)


def _parts(gone: Sequence[Paragraph], come: Sequence[Paragraph]) -> Iterator[tuple[str, str]]:
    """Label, body and separator of paragraphs that are the same ones: compared apart."""
    before, after = (gone[0].label, joined_body(gone)), (come[0].label, joined_body(come))
    if not (before[1] and after[1]):
        before, after = with_white(*before), with_white(*after)
    yield from zip(before, after, strict=True)
    yield gone[-1].separator, come[-1].separator


def joined_body(run: Sequence[Paragraph]) -> str:
    """What stands behind the first label of paragraphs, up to the white space behind the last."""
    text = "".join(paragraph.text + paragraph.separator for paragraph in run)
    return text[len(run[0].label) : len(text) - len(run[-1].separator)]


def _kept(edits: Sequence[Range], length: int) -> Iterator[tuple[int, int]]:
    """The tokens that no edit touches: place in the base, place in the new text."""
    at = at2 = 0
    for start, end, _, end2 in (*edits, (length, length, 0, 0)):
        yield from zip(range(at, start), range(at2, at2 + start - at), strict=True)
        at, at2 = end, end2
