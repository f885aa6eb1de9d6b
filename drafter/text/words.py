"""Edits between two token sequences: which words were taken out and put in, so that a person would say the same."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from diff_match_patch import diff_match_patch

from drafter.text.tokens import LIGHTEST, common_ends, token_key, weight

Range: TypeAlias = tuple[int, int, int, int]
"""Tokens `start:end` of the base became `start2:end2` of the new sequence."""


class Replacement(NamedTuple):
    """Words that stand in the place of base tokens `start:end`."""

    start: int
    end: int
    words: tuple[str, ...]


LARGE = 62_500
"""Cells (words by words) from which on a comparison is first cut at words that occur once on both sides."""
LONG = 250
"""Tokens from which on what is known of a text is kept for the next comparison with it."""
PASSAGE = 8
"""So many words in a row that occur once on both sides certainly correspond."""
HOPELESS = 90_000
"""Cells from which on two stretches without a single common rare word count as unrelated: Myers' algorithm is quadratic
in what differs, and nobody can read such a comparison."""

KEPT_WEIGHT = 3.0
KEPT_WEIGHT_ALIKE = 0.5
KEPT_SHARE = 0.5
KEPT_SHARE_TURNED = 1.0
"""What may be kept between two edits that are shown as one: so much in words, less between two insertions or two
deletions, and so much of the lighter edit, more where a word is taken out on one side and put in on the other."""

REACH = 6
"""How many kept tokens an edit takes along to pair a round or square bracket of the text."""
REACH_EDIT = 24
"""The same, when the partner of the bracket is in another edit: `[⟦A⟧⟦B⟧ / A]`, not `[⟦]A[⟧⟦B⟧]`."""


def word_edits(base: Sequence[str], new: Sequence[str]) -> tuple[Range, ...]:
    """Compare two token sequences, without paragraphs in mind.

    The ranges are sorted and don't touch; nothing but them differs. None exactly when the sequences are equal.
    """
    return edits_between(base, new, common_ends(base, new))


def edits_between(base: Sequence[str], new: Sequence[str], ends: tuple[int, int]) -> tuple[Range, ...]:
    """The same, when it is known how many tokens they have in common at either end."""
    head, tail = ends
    end, end2 = len(base) - tail, len(new) - tail
    if head == end and head == end2:
        return ()
    if end - head > LONG:
        text, words, known = _of_base(tuple(base))
        letters = _Letters(known)
        first, last = bisect_left(words, head), bisect_left(words, end)
        text, words = text[first:last], words[first:last]
    else:
        letters = _Letters()
        text, words = _lettered(base[head:end], head, letters)
    text2, words2 = _lettered(new[head:end2], head, letters)
    hunks: list[Range] = []
    _compare(text, text2, 0, 0, hunks)
    hunks = _fused(joined(hunks), base, new, words, words2)
    edits = _with_white_space(base, new, words, words2, hunks, (head, end, head, end2))
    return tuple(_paired(base, new, _slid(base, new, edits)))


@lru_cache(maxsize=64)
def _of_base(base: tuple[str, ...]) -> tuple[str, list[int], dict[str, str]]:
    """What a comparison needs of a long text with which many others are compared: as letters, and which they are."""
    letters = _Letters()
    return *_lettered(base, 0, letters), letters


def _lettered(run: Sequence[str], start: int, letters: Mapping[str, str]) -> tuple[str, list[int]]:
    """Words and signs as one letter each, and where they stand."""
    found = list(map(letters.__getitem__, run))
    return "".join(found), [at for at, letter in enumerate(found, start) if letter]


class _Letters(dict[str, str]):
    """One character for each word, the same for words that differ only in their encoding; none for white space."""

    def __missing__(self, token: str) -> str:
        key = token_key(token)
        if token.isspace():
            letter = ""
        elif key == token:
            # The number of entries grows with each, so no letter is given twice.
            letter = _letter(len(self))
        else:
            letter = self[key]
        self[token] = letter
        return letter


def _letter(number: int) -> str:
    # Surrogates are no characters of their own everywhere, and control characters mean something to some engines.
    return chr(0xE000 + number) if number < 0x1900 else chr(0x10000 + number - 0x1900)


def _compare(text: str, text2: str, at: int, at2: int, found: list[Range]) -> None:
    head, tail = common_ends(text, text2)
    at, at2 = at + head, at2 + head
    text, text2 = text[head : len(text) - tail], text2[head : len(text2) - tail]
    if not text or not text2 or set(text).isdisjoint(text2):
        if text or text2:
            found.append((at, at + len(text), at2, at2 + len(text2)))
        return
    size = len(text) * len(text2)
    if size > LARGE:
        passages = _passages(text, text2) or [(end, end2, 1) for end, end2 in _anchors(text, text2)]
        if passages:
            start = start2 = 0
            for end, end2, length in [*passages, (len(text), len(text2), 0)]:
                if text[start:end] != text2[start2:end2]:
                    _compare(text[start:end], text2[start2:end2], at + start, at2 + start2, found)
                start, start2 = end + length, end2 + length
            return
        if size > HOPELESS:
            found.append((at, at + len(text), at2, at2 + len(text2)))
            return
    for operation, run in _ENGINE.diff_main(text, text2, False):
        length = len(run)
        if operation < 0:
            found.append((at, at + length, at2, at2))
            at += length
        elif operation > 0:
            found.append((at, at, at2, at2 + length))
            at2 += length
        else:
            at, at2 = at + length, at2 + length


_ENGINE = diff_match_patch()
# With a time limit the result would depend on the clock, and be coarse without saying so.
_ENGINE.Diff_Timeout = 0


def _passages(text: str, text2: str) -> list[tuple[int, int, int]]:
    """Passages of some words that occur once on both sides: where they begin, and how long they are."""
    candidates = []
    for at in range(0, len(text) - PASSAGE + 1, 2 * PASSAGE):
        passage = text[at : at + PASSAGE]
        at2 = text2.find(passage)
        if at2 >= 0 and text2.find(passage, at2 + 1) < 0 and text.find(passage) == at == text.rfind(passage):
            candidates.append((at, at2))
    found: list[tuple[int, int, int]] = []
    end2 = 0
    for at, at2 in _rising(candidates):
        if at2 >= end2:
            found.append((at, at2, PASSAGE))
            end2 = at2 + PASSAGE
    return found


def _anchors(text: str, text2: str) -> list[tuple[int, int]]:
    """Words that occur once on both sides next to the same word: where two long stretches certainly correspond."""
    once = {letter for letter, count in Counter(text).items() if count == 1}
    once &= {letter for letter, count in Counter(text2).items() if count == 1}
    places2 = {letter: at2 for at2, letter in enumerate(text2) if letter in once}
    candidates = []
    for at, letter in enumerate(text):
        if letter in once:
            at2 = places2[letter]
            if text[at - 1 : at] == text2[at2 - 1 : at2] or text[at + 1 : at + 2] == text2[at2 + 1 : at2 + 2]:
                candidates.append((at, at2))
    return _rising(candidates)


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest strictly rising chain of pairs, by the second of each."""
    lowest: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(lowest, place)
        if length == len(lowest):
            lowest.append(place)
            ends.append(number)
        else:
            lowest[length] = place
            ends[length] = number
        before.append(ends[length - 1] if length else -1)
    chain = []
    number = ends[-1] if ends else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def joined(ranges: Sequence[Range]) -> list[Range]:
    """Join ranges that touch."""
    result: list[Range] = []
    for each in ranges:
        if result and result[-1][1] == each[0] and result[-1][3] == each[2]:
            result[-1] = (result[-1][0], each[1], result[-1][2], each[3])
        else:
            result.append(each)
    return result


def _fused(
    hunks: Sequence[Range], base: Sequence[str], new: Sequence[str], words: Sequence[int], words2: Sequence[int]
) -> list[Range]:
    """Fuse two edits when little is kept between them: an island of `of the` in a rewritten sentence helps nobody.

    Two insertions stay apart, and so do two deletions: kept words between them can be read where they stand. Hunks are
    counted in `words`, which say where they stand among the tokens.
    """

    def heavy(edit: Range) -> float:
        return max(_weighed(base, words[edit[0] : edit[1]]), _weighed(new, words2[edit[2] : edit[3]]))

    def turned(*edits: Range) -> bool:
        gone = {base[at] for edit in edits for at in words[edit[0] : edit[1]]}
        return any(new[at] in gone and new[at][0].isalnum() for edit in edits for at in words2[edit[2] : edit[3]])

    stack: list[tuple[Range, float]] = []
    for edit in hunks:
        mass = heavy(edit)
        place = len(stack)
        kept, alike = 0.0, True
        while place:
            before, mass_before = stack[place - 1]
            kinds = {_kind(before), _kind(edit)}
            alike = alike and len(kinds) == 1 and "replacement" not in kinds
            after = stack[place][0][0] if place < len(stack) else edit[0]
            if after - before[1] > KEPT_WEIGHT / LIGHTEST:
                break
            kept += _weighed(base, words[before[1] : after])
            if kept > (KEPT_WEIGHT_ALIKE if alike else KEPT_WEIGHT):
                break
            place -= 1
            share = KEPT_SHARE_TURNED if kinds == {"insertion", "deletion"} and turned(before, edit) else KEPT_SHARE
            if kept <= share * min(mass, mass_before):
                edit = (before[0], edit[1], before[2], edit[3])
                mass += kept + sum(each for _, each in stack[place:])
                del stack[place:]
                kept, alike = 0.0, True
        stack.append((edit, mass))
    return [edit for edit, _ in stack]


def _weighed(text: Sequence[str], places: Sequence[int]) -> float:
    return sum(weight(text[at]) for at in places)


def _kind(edit: Range) -> str:
    return "insertion" if edit[0] == edit[1] else "deletion" if edit[2] == edit[3] else "replacement"


def _with_white_space(
    base: Sequence[str],
    new: Sequence[str],
    words: Sequence[int],
    words2: Sequence[int],
    hunks: Sequence[Range],
    frame: Range,
) -> list[Range]:
    """Turn edits of words into edits of tokens: white space follows the words, and is compared gap by gap."""
    edits: list[Range] = []
    start, start2 = frame[0], frame[2]

    def gap(end: int, end2: int) -> None:
        edit = trimmed(base, new, (start, end, start2, end2))
        if edit is not None:
            edits.append(edit)

    at = 0
    at2 = 0
    for hunk in [*hunks, None]:
        stop = len(words) if hunk is None else hunk[0]
        if at < stop:
            # Most stretches between two edits are the same to the byte.
            word, word2 = words[stop - 1], words2[at2 + stop - at - 1]
            first, first2 = words[at], words2[at2]
            if base[first : word + 1] == new[first2 : word2 + 1]:
                gap(first, first2)
                start, start2 = word + 1, word2 + 1
                at, at2 = stop, at2 + stop - at
        while at < stop:
            word, word2 = words[at], words2[at2]
            gap(word, word2)
            if base[word] != new[word2]:
                edits.append((word, word + 1, word2, word2 + 1))
            start, start2 = word + 1, word2 + 1
            at, at2 = at + 1, at2 + 1
        if hunk is not None:
            at, at2 = hunk[1], hunk[3]
    gap(frame[1], frame[3])
    return joined(edits)


def trimmed(base: Sequence[str], new: Sequence[str], edit: Range) -> Range | None:
    """Give the common first and last tokens of an edit back; None when nothing is left."""
    start, end, start2, end2 = edit
    while start < end and start2 < end2 and base[start] == new[start2]:
        start, start2 = start + 1, start2 + 1
    while start < end and start2 < end2 and base[end - 1] == new[end2 - 1]:
        end, end2 = end - 1, end2 - 1
    return None if start == end and start2 == end2 else (start, end, start2, end2)


SENTENCE_ENDS = frozenset(".!?;:。！？；：؟۔।")
_COMMAS = frozenset(",，、،")
_CLAUSE_ENDS = SENTENCE_ENDS | _COMMAS | {"؛"}
_CONJUNCTIONS = frozenset(("and", "or", "et", "ou", "y", "o", "и", "или"))
_LED_BY_COMMA = 0.5
_WHOLE_WORDS = 0.25
"""Between places that are as good, an edit that begins with a word is preferred to one that begins with a space, and
one that begins with its comma to both: `Monitoring[, reporting], evaluating`."""


def sentence_rank(words: Sequence[str]) -> int:
    """Where words that are put in at one point with others have to stand, that no sentence is cut by another one.

    0, first: they end a sentence; 2, last: they begin behind the end of one; 1: they belong to the sentence there.
    """
    said = [token for token in words if not token.isspace()]
    if not said:
        return 1
    return 2 if said[0] in SENTENCE_ENDS else 0 if said[-1] in SENTENCE_ENDS else 1


def _slid(base: Sequence[str], new: Sequence[str], edits: Sequence[Range]) -> list[Range]:
    """Move each pure insertion or deletion to where a person would see it, among the places that give the same text.

    The best place is at a paragraph break, then behind the end of a sentence, then where a comma or its like parts
    two clauses, then behind a conjunction (`[the Parties and] the Secretariat`), then at white space, then at other
    punctuation; of two as good the later one: `intervention[, with
    ... such intervention];`, not `[intervention, with ... such] intervention;`. So equal edits of different proposals
    come to stand at one place.
    """
    result: list[Range] = []
    low = 0
    for number, (start, end, start2, end2) in enumerate(edits):
        high = edits[number + 1][0] if number + 1 < len(edits) else len(base)
        if start == end:
            shift = _best_shift(new, start2, end2, low - start, high - end)
        elif start2 == end2:
            shift = _best_shift(base, start, end, low - start, high - end)
        else:
            shift = 0
        result.append((start + shift, end + shift, start2 + shift, end2 + shift))
        low = end + shift
    return joined(result)


def _best_shift(text: Sequence[str], start: int, end: int, low: int, high: int) -> int:
    left = right = 0
    while left > low and text[start + left - 1] == text[end + left - 1]:
        left -= 1
    while right < high and text[start + right] == text[end + right]:
        right += 1
    if left == right:
        return 0
    best, best_score = 0, (-1.0, -1.0)
    for shift in range(left, right + 1):
        # An edit is as badly placed as the worse of its ends, be the other one at the beginning of a paragraph.
        ends = _boundary(text, start + shift), _boundary(text, end + shift)
        first = text[start + shift]
        led = 0.0 if first.isspace() else _LED_BY_COMMA if first in _COMMAS else _WHOLE_WORDS
        score = min(ends), sum(ends) + led
        if score >= best_score:
            best, best_score = shift, score
    return best


def _boundary(text: Sequence[str], at: int) -> float:
    """How good a place between two tokens is to begin or end an edit."""
    if at == 0:
        return 5.0
    if at == len(text):
        return 2.5 if text[at - 1] in _COMMAS else 5.0
    before, after = text[at - 1], text[at]
    if before.isspace() or after.isspace():
        gap, outer = (before, text[at - 2] if at > 1 else "") if before.isspace() else (after, before)
        if gap.count("\n") > 1:
            return 5.0
        if outer in _CLAUSE_ENDS:
            return 3.0 if outer in SENTENCE_ENDS else 2.5
        return 2.25 if outer in _CONJUNCTIONS else 2.0
    if after in _CLAUSE_ENDS or (before in _CLAUSE_ENDS and after[0].isalnum()):
        return 2.5
    return 0.0 if before[0].isalnum() and after[0].isalnum() else 1.0


_OPENING = {"(": 1, "[": 1, "{": 1, "（": 1, "「": 1, "«": 1, ")": -1, "]": -1, "}": -1, "）": -1, "」": -1, "»": -1}


def _paired(base: Sequence[str], new: Sequence[str], edits: Sequence[Range]) -> list[Range]:
    """Let an edit that cuts a pair of brackets of the text take the whole pair: `[(b) / (c)]`, not `([b) / c)]`.

    So does one that replaces the only word between them: the number of a point is read with its brackets.
    """
    edits = _with_partners(base, new, edits)
    result: list[Range] = []
    low = 0
    for number, (start, end, start2, end2) in enumerate(edits):
        opened, closed = _unpaired(base[start:end])
        opened2, closed2 = _unpaired(new[start2:end2])
        if (opened, closed) != (opened2, closed2) or opened or closed:
            high = edits[number + 1][0] if number + 1 < len(edits) else len(base)
            back = _reach(base[max(low, start - REACH) : start][::-1], max(closed, closed2), 1)
            ahead = _reach(base[end : min(high, end + REACH)], max(opened, opened2), -1)
            start, start2, end, end2 = start - back, start2 - back, end + ahead, end2 + ahead
        elif end - start == end2 - start2 == 1 and low < start and _alone(base, start, end):
            start, start2, end, end2 = start - 1, start2 - 1, end + 1, end2 + 1
        result.append((start, end, start2, end2))
        low = end
    return joined(result)


def _alone(text: Sequence[str], start: int, end: int) -> bool:
    """Whether a word stands in round brackets by itself."""
    return text[start][0].isalnum() and text[start - 1] == "(" and end < len(text) and text[end] == ")"


def _with_partners(base: Sequence[str], new: Sequence[str], edits: Sequence[Range]) -> Sequence[Range]:
    """Make one edit of those between which a pair of brackets of the text comes or goes with the words in it kept."""
    result: list[Range] = []
    at = 0
    while at < len(edits):
        last = _partner(base, new, edits, at)
        (start, _, start2, _), (_, end, _, end2) = edits[at], edits[last]
        whole = trimmed(base, new, (start, end, start2, end2)) if last > at else edits[at]
        assert whole is not None
        result.append(whole)
        at = last + 1
    return result


def _partner(base: Sequence[str], new: Sequence[str], edits: Sequence[Range], at: int) -> int:
    """The last of the edits that close a bracket which the one before them, not too far off, has left open."""
    start, end, start2, end2 = edits[at]
    opened, opened2 = _unpaired(base[start:end])[0], _unpaired(new[start2:end2])[0]
    now, now2 = opened, opened2
    last = at
    kept = 0
    while (opened or opened2) and at + 1 < len(edits):
        before, after = edits[at], edits[at + 1]
        kept += after[0] - before[1]
        if kept > REACH_EDIT:
            break
        low, now = _still_open(base[before[1] : after[1]], now)
        low2, now2 = _still_open(new[before[3] : after[3]], now2)
        at += 1
        if low < opened or low2 < opened2:
            last, kept, opened, opened2 = at, 0, now, now2
    return last


def _still_open(run: Sequence[str], opened: int) -> tuple[int, int]:
    """How many of some open brackets a run leaves open at its lowest point, and at its end."""
    low = opened
    for token in run:
        opened = max(opened + _OPENING.get(token, 0), 0)
        low = min(low, opened)
    return low, opened


def _unpaired(run: Sequence[str]) -> tuple[int, int]:
    """How many brackets a run opens without closing them, and closes without opening them."""
    opened = closed = 0
    for token in run:
        sign = _OPENING.get(token, 0)
        if sign > 0:
            opened += 1
        elif sign < 0 and opened:
            opened -= 1
        elif sign < 0:
            closed += 1
    return opened, closed


def _reach(run: Sequence[str], wanted: int, sign: int) -> int:
    """How far the run has to be taken along to find so many brackets; 0 when they are not in it."""
    if wanted:
        for place, token in enumerate(run, start=1):
            wanted -= _OPENING.get(token, 0) == sign
            if not wanted:
                return place
    return 0
