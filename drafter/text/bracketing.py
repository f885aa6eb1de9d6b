"""The regions of one paragraph as brackets: which white space stands outside, and who stands behind which wording."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple, TypeAlias

from drafter.text.attribution import NOBODY, Attribution, Change, Parties, Voice, attribute
from drafter.text.inline import Bracket, Inline, Wording, Words
from drafter.text.lattice import Choice, Passage, Region
from drafter.text.paragraphs import STANDARD_BREAK
from drafter.text.tokens import HYPHENS, tokens

CLOSING = frozenset(".,;:!?)]}»”’…。，、；：！？؟،؛")
"""Characters before which no space is left over when the words before them go."""

_ASKING = ("proposes", "cosponsors", "supports")


@dataclass(frozen=True, slots=True)
class Speakers:
    """Who speaks about the proposals of a clause, and who amends whom.

    `retaining` gives those who ask to keep the base against any of some proposals.
    """

    voices: Mapping[str, Sequence[Voice]]
    parties: Parties
    parents: Mapping[str, str]
    retaining: Callable[[Sequence[str]], Iterable[str]]
    around: frozenset[str] = frozenset()
    """The proposals that have a part in the outermost bracket round the words."""
    attributed: dict[tuple[object, ...], Attribution] = field(default_factory=dict)
    """What was attributed before: an amendment with three changes is attributed thrice."""

    def within(self, names: Iterable[str]) -> "Speakers":
        """Give the same for words in a bracket in which these proposals have a part."""
        return self if self.around else replace(self, around=frozenset(names))

    def attribution(
        self, names: Sequence[str], change: Change, *, rivals: Iterable[Sequence[str]] = (), within: Sequence[str] = ()
    ) -> Attribution:
        """Attribute a change to those who spoke about the proposals that make it, and base words (`deletion`) also to
        those who want to keep them against rival wordings, each with its proposals.

        A sub-amendment does not speak for the words of its parent, though its text has them too. One that has not these
        words is against them; `within` are those that change them otherwise.
        """
        asked = (tuple(names), change, tuple(map(tuple, rivals)), tuple(within))
        key = (*asked, self.around)
        if key not in self.attributed:
            self.attributed[key] = self._attributed(*asked)
        return self.attributed[key]

    def _attributed(
        self, names: Sequence[str], change: Change, rivals: Sequence[Sequence[str]], within: Sequence[str]
    ) -> Attribution:
        voices = [voice for name in self._speaking(names) for voice in self._voices(name)]
        if change not in ("replacement", "renumbering"):
            wordings = (names, *rivals)
            against = [name for wording in wordings for name in self._speaking(wording)]
            asking = {voice.party for name in against for voice in self._voices(name) if voice.stance in _ASKING}
            kept = {*within}.union(*wordings)
            undoing = [each for each in self.parents if each not in kept and self._amends(each, against)]
            undone = [voice.party for name in undoing for voice in self._voices(name) if voice.stance in _ASKING]
            if change in ("insertion", "move"):
                voices += [Voice(party, "opposes") for party in undone if party not in asking]
            elif change == "deletion":
                voices += [Voice(party, "retains") for party in undone if party not in asking]
            voices += [Voice(party, "retains") for party in self.retaining(against) if party not in asking]
        if not voices:
            return NOBODY
        elsewhere = {voice.party for name in self.around.difference(names) for voice in self._voices(name)}
        elsewhere.update(self.retaining(tuple(self.around)))
        return attribute(voices, self.parties, change, elsewhere & self.parties.members.keys())

    def _speaking(self, names: Sequence[str]) -> list[str]:
        """Give those of the proposals with one wording that ask for it, and don't have it of what they amend."""
        return [name for name in names if not self._amends(name, names)]

    def _amends(self, name: str, names: Sequence[str]) -> bool:
        """Whether a sub-amendment changes one of some proposals, or what changes one of them."""
        seen = {name}
        while (name := self.parents.get(name, "")) and name not in seen:
            if name in names:
                return True
            seen.add(name)
        return False

    def _voices(self, name: str) -> Sequence[Voice]:
        return self.voices.get(name) or (Voice(name, "proposes"),)


_Before: TypeAlias = Literal["white", "black", "lead", "unknown"]
"""What stands before a region in every reading: white space or the start, a character, or white space that goes when
the region is empty."""


def inlines(label: Sequence[Passage], body: Sequence[Passage], speakers: Speakers) -> tuple[Inline, ...]:
    """Show a paragraph as words and brackets.

    White space at the ends of a region stands outside of its bracket, so that `a [b - X delete] c` reads well. Without
    the words one of the two spaces is left over; a reader drops it. Where that would not give
    the exact text, the empty reading is printed: `∅`. Words that are written apart or together stand in the bracket:
    `[human rights / human-rights - X]`, not `human[␣ / - - X]rights`.
    """
    renumbering = frozenset(id(passage) for passage in label if isinstance(passage, Region))
    return run_together(_shown((*label, *_with_words(body)), speakers, renumbering, "white", None))


def _with_words(passages: Sequence[Passage]) -> list[Passage]:
    """Take into each region the words that it only parts or joins, or of which it has a part up to a hyphen."""
    found = list(passages)
    for at, region in enumerate(found):
        if not isinstance(region, Region):
            continue
        before, behind = (_text_at(found, place) for place in (at - 1, at + 1))
        left, right = _words_beside(region, before, behind)
        if left:
            found[at - 1] = before[: len(before) - len(left)]
        if right:
            found[at + 1] = behind[len(right) :]
        if left or right:
            choices = tuple(replace(each, content=_within(left, each.content, right)) for each in region.choices)
            start, end = region.start - bool(left), region.end + bool(right)
            base = _within(left, region.base, right)
            found[at] = replace(region, start=start, end=end, base=base, choices=choices)
    return [each for each in found if each != ""]


def _text_at(passages: Sequence[Passage], at: int) -> str:
    # The region before this one may have taken all that stood between the two.
    return text if 0 <= at < len(passages) and isinstance(text := passages[at], str) else ""


def _words_beside(region: Region, before: str, behind: str) -> tuple[str, str]:
    """Give the words on either side that belong to a region: `[human rights / human-rights]`, `[non-State / private]`.

    Wordings of which some are white space and the others none, or a sign in its place, part or join two words. What
    ends with a hyphen has the word behind it, but for a mere deletion or insertion: `[non- - FRA delete]State`. Where
    some alone begin with white space, all have the word before: `[measures. / measures in good faith; - FRA]`.
    """
    wordings = [region.base, *(choice.content for choice in region.choices)]
    if any(isinstance(each, Region) for wording in wordings for each in wording):
        return "", ""
    texts = ["".join(map(str, wording)) for wording in wordings]
    left = tokens(before)[-1] if before else ""
    right = tokens(behind)[0] if behind else ""
    left, right = left if left[-1:].isalnum() else "", right if right[:1].isalnum() else ""
    if 0 < sum(map(str.isspace, texts)) < len(texts) and not any(map(str.isalnum, "".join(texts))):
        return (left, right) if left and right else ("", "")
    if not all(texts):
        return "", ""
    spaced = {each[0].isspace() for each in texts}
    begun = len(spaced) > 1 or any(each[0] in HYPHENS for each in texts)
    ended = any(each[-1] in HYPHENS for each in texts)
    return left if begun else "", right if ended else ""


def _within(left: str, content: Sequence[Passage], right: str) -> tuple[Passage, ...]:
    return ("".join((left, *map(str, content), right)),)


def named(passages: Sequence[Passage]) -> Iterator[str]:
    """Give the proposals that have a part in any region, in those within it too."""
    for passage in passages:
        if isinstance(passage, Region):
            yield from named(passage.base)
            for choice in passage.choices:
                yield from choice.names
                yield from named(choice.content)


def words_only(text: str) -> tuple[Inline, ...]:
    """Text without brackets; nothing when it is empty."""
    return (Words(text),) if text else ()


def _shown(
    passages: Sequence[Passage], speakers: Speakers, renumbering: frozenset[int], before: _Before, end: str | None
) -> Iterator[Inline]:
    """`end` is the white space that stands behind all of it, None at the end of the paragraph."""
    sides = [passage if isinstance(passage, str) else _Edges.of(passage) for passage in passages]
    for number, (passage, edges) in enumerate(zip(passages, sides, strict=True)):
        if isinstance(passage, str) or isinstance(edges, str):
            text = str(passage)
            yield Words(text)
            before = "white" if text[-1].isspace() else "black"
            continue
        style = _style(edges, before, sides, number + 1, end)
        lead, trail = edges.outside(style)
        change: Change = "renumbering" if id(passage) in renumbering else "replacement"
        yield from words_only(lead)
        inner: _Before = "white" if lead else before
        yield from _bracket(passage, speakers, change, inner, (lead, trail), explicit=style == "explicit")
        yield from words_only(trail)
        if trail:
            before = "white"
        elif style == "lead" or before == "lead":
            before = "lead" if edges.empty else "black"
        elif edges.ends_black and (before == "black" or not edges.empty):
            before = "black"
        else:
            before = "unknown"


class _Edges(NamedTuple):
    """The white space that all wordings of a region begin and end with.

    Whether one of them is empty, and whether the others all end without white space, or begin with a closing sign.
    `void`: the empty one is that of the base, beside several others, so that it is printed: `∅`.
    """

    lead: str
    trail: str
    empty: bool
    ends_black: bool
    closing: bool
    void: bool

    @staticmethod
    def of(region: Region) -> "_Edges":
        leads, trails = set(), set()
        empty = white = False
        ends_black = closing = True
        for wording in (region.base, *(choice.content for choice in region.choices)):
            if not wording:
                empty = True
                continue
            first, last = wording[0], wording[-1]
            lead, trail = _lead(first), _trail(last)
            leads.add(lead)
            trails.add(trail)
            ends_black = ends_black and _ends_black(wording)
            closing = closing and isinstance(first, str) and first[0] in CLOSING
            white = white or (len(wording) == 1 and first == lead)
        void = not region.base and sum(bool(choice.content) for choice in region.choices) > 1
        if white:
            return _Edges("", "", empty, ends_black, closing, void)
        lead = leads.pop() if len(leads) == 1 else ""
        trail = trails.pop() if len(trails) == 1 else ""
        # A reader drops a space that is left over, but takes a paragraph break outside for one of the text.
        if empty and STANDARD_BREAK in lead:
            lead = ""
        if empty and STANDARD_BREAK in trail:
            trail = ""
        return _Edges(lead, trail, empty, ends_black, closing, void)

    def outside(self, style: "_Style") -> tuple[str, str]:
        """The white space that stands before and behind the bracket."""
        return (
            self.lead if style in ("lead", "full") else "",
            self.trail if style in ("trail", "full") else "",
        )


def _ends_black(wording: Sequence[Passage]) -> bool:
    """Whether some words end without white space in every reading."""
    *before, last = wording
    if isinstance(last, str):
        return not last[-1].isspace()
    readings = (each or before for each in (last.base, *(choice.content for choice in last.choices)))
    return all(each and _ends_black(each) for each in readings)


def _lead(passage: Passage) -> str:
    return passage[: len(passage) - len(passage.lstrip())] if isinstance(passage, str) else ""


def _trail(passage: Passage) -> str:
    return passage[len(passage.rstrip()) :] if isinstance(passage, str) else ""


_Style: TypeAlias = Literal["full", "trail", "lead", "inside", "explicit"]


def _style(edges: _Edges, before: _Before, sides: Sequence[str | _Edges], after: int, end: str | None) -> _Style:
    """Where the white space of a region goes, so that every reading of the print is exact.

    `sides` are agreed words and the edges of regions; those from `after` on stand behind the region.
    """
    if not edges.empty:
        return "full"
    if edges.void:
        return "explicit"
    following = sides[after] if after < len(sides) else None
    if before in ("black", "lead") and _leads(edges, sides, after, end):
        return "lead"
    if before == "lead" and edges.closing:
        return "inside"
    if before == "white" and edges.trail:
        clear = not following[0].isspace() if isinstance(following, str) else True
        if isinstance(following, _Edges):
            clear = not following.lead
        if clear:
            return "trail"
    if before == "black":
        return "inside"
    if before == "white" and isinstance(following, str):
        first = following[0]
        if not edges.trail and not first.isspace() and first not in CLOSING:
            return "inside"
    return "explicit"


def _leads(edges: _Edges, sides: Sequence[str | _Edges], after: int, end: str | None) -> bool:
    """Whether the white space before some words may stand outside.

    Only the like follows, and additions that begin with a closing sign, up to a closing sign or the same white space.
    """
    if not edges.lead:
        return False
    for place in range(after, len(sides)):
        other = sides[place]
        if isinstance(other, str):
            return other[0] in CLOSING or (not other.isspace() and _lead(other) == edges.lead)
        if other.closing and not other.empty:
            return True
        if not other.empty or not (other.closing or other.lead == edges.lead):
            return False
    return end is None or end == edges.lead


def _bracket(
    region: Region,
    speakers: Speakers,
    change: Change,
    before: _Before,
    outside: tuple[str, str],
    *,
    explicit: bool,
) -> Iterator[Inline]:
    def content(passages: Sequence[Passage]) -> tuple[Inline, ...]:
        stripped = _with_words(_stripped(passages, *map(len, outside)))
        if all(isinstance(passage, str) for passage in stripped):
            return words_only("".join(map(str, stripped)))
        return run_together(_shown(stripped, speakers, frozenset(), before, outside[1]))

    everybody = tuple(named((region,)))
    speakers = speakers.within(everybody)
    deleting = [name for choice in region.choices if not choice.content for name in choice.names]
    proposed = [choice for choice in region.choices if choice.content]
    rivals = [choice.names for choice in proposed]
    within = [name for name in everybody if name not in {*deleting}.union(*rivals)]
    if not region.base and len(proposed) == 1 and not explicit:
        names = proposed[0].names
        attribution = speakers.attribution(names, "insertion", within=within)
        yield Bracket("insertion", (_wording(proposed[0], content, attribution),))
        return
    base = content(region.base)
    gone = deleting if region.base and not explicit else []
    keeping = speakers.attribution(gone, "deletion", rivals=[*rivals, *([] if gone else [deleting])], within=within)
    standing = Wording(base, "base", tuple(gone), keeping)
    others = [_wording(choice, content, speakers.attribution(choice.names, change)) for choice in proposed]
    if deleting and not gone:
        others.append(Wording((), "proposed", tuple(deleting), speakers.attribution(deleting, change)))
    yield Bracket("alternatives" if others else "deletion", (standing, *others))


def _wording(
    choice: Choice, content: Callable[[Sequence[Passage]], tuple[Inline, ...]], attribution: Attribution
) -> Wording:
    return Wording(content(choice.content), "proposed", choice.names, attribution)


def _stripped(passages: Sequence[Passage], lead: int, trail: int) -> tuple[Passage, ...]:
    result = list(passages)
    if result and trail and isinstance(last := result[-1], str):
        result[-1] = last[: len(last) - trail]
    if result and lead and isinstance(first := result[0], str):
        result[0] = first[lead:]
    return tuple(passage for passage in result if passage != "")


def run_together(inside: Iterable[Inline]) -> tuple[Inline, ...]:
    """Neighbouring words as one run."""
    result: list[Inline] = []
    for each in inside:
        last = result[-1] if result else None
        if isinstance(each, Words) and isinstance(last, Words):
            result[-1] = Words(last.text + each.text)
        else:
            result.append(each)
    return tuple(result)


def depth(content: Sequence[Inline]) -> int:
    """How deep brackets are nested."""
    return max(
        (1 + max(depth(wording.content) for wording in each.wordings) for each in content if isinstance(each, Bracket)),
        default=0,
    )
