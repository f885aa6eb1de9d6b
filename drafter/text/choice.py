"""Words on which there is a choice, one by one, and the clause that choosing gives.

They are those that an amendment and the agreed text both changed, or the parts of an amendment (`parts`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from drafter.model.amendment import Change
from drafter.model.clause import Clause
from drafter.text.carry import carry_head
from drafter.text.merge import Merge, merge
from drafter.text.reconcile import Agreed, Conflict, First, Piece
from drafter.text.reconcile import three_way as decided

_AROUND = 160
"""Characters of the certain text that are given on either side."""
_APART = " … "
"""Stands between words of one part that are not in one place."""


@dataclass(frozen=True, slots=True)
class Disputed:
    """Words with more than one wording. `part`: number, heading, body, or the whole clause.

    `conflict` has their wordings; of a part that has words in several places, those of all places in a row. `places`
    says which pieces of the body they are.
    """

    part: str
    conflict: Conflict
    lead: str = ""
    trail: str = ""
    places: tuple[int, ...] = ()

    @property
    def sides(self) -> tuple[tuple[str, str], ...]:
        """The wordings, each with where it comes from: base, today's and the proposal, or the last two alone."""
        today = ("ours", self.conflict.ours), ("theirs", self.conflict.theirs)
        return today if self.conflict.base == self.conflict.ours else (("base", self.conflict.base), *today)

    @property
    def typable(self) -> bool:
        """Whether other words can be said here: not in several places, nor of a clause that comes or goes."""
        return self.part != "clause" and len(self.places) <= 1

    def typed(self, text: str) -> str:
        """Give typed words with the white space that stands round those of a side; nothing for no words."""
        pattern = next((side for _, side in reversed(self.sides) if side.strip()), "")
        bare = pattern.strip()
        if not text.strip() or not bare:
            return text.strip()
        start = pattern.index(bare)
        return pattern[:start] + text.strip() + pattern[start + len(bare) :]


@dataclass(frozen=True, slots=True)
class ThreeWay:
    """One clause as far as its words are certain, and the places at which they are to be chosen."""

    current: Clause
    number: str
    heading: str
    pieces: tuple[Piece, ...]
    disputed: tuple[Disputed, ...]
    whole: Clause | None = None
    """What choosing the proposal everywhere gives, where that is known to the byte."""

    def composed(self, chosen: Sequence[str]) -> Clause:
        """Give the clause with words for each of the disputed ones. Raises ValueError when that is no clause."""
        given = list(zip(self.disputed, chosen, strict=True))
        if self.whole is not None and all(text == each.conflict.theirs for each, text in given):
            return self.whole
        values = {"number": self.number, "heading": self.heading}
        values.update({each.part: text.strip() for each, text in given if each.part in values})
        clause = self.current
        for key, value in values.items():
            if getattr(clause, key) != value:
                clause = clause.with_value(key, value)
        body = self._body({place: (each, text) for each, text in given for place in each.places})
        return clause if body.rstrip("\n") == clause.body.rstrip("\n") else clause.with_body(body.rstrip("\n") + "\n")

    def _body(self, given: Mapping[int, tuple[Disputed, str]]) -> str:
        body, left_out = "", False
        for place, piece in enumerate(self.pieces):
            if isinstance(piece, Conflict):
                each, words = given[place]
                if len(each.places) > 1:
                    words = piece.theirs if words == each.conflict.theirs else piece.ours
            else:
                # A paragraph that is left out takes the white space behind it along.
                words = piece.text.lstrip() if left_out and body[-1:] in ("", "\n") else piece.text
            left_out = (left_out or isinstance(piece, Conflict)) and not words
            body += words
        return body


def three_way(change: Change, current: Clause | None, *, first: First = "ours") -> ThreeWay | None:
    """Bring a change and the text of today together; None where one of them has no words to choose among.

    `first` says whose words come first where both put some in at one point; None makes that a choice too.
    """
    before, after = change.before, change.after
    if before is None or after is None or change.proposed_text is None:
        return None
    if current is None or current.deleted:
        return None
    head = carry_head(before, after, current, first=first)
    return _merged(current, head, merge(before.body, current.body, after.body, first=first).pieces)


def whole_way(before: Clause, current: Clause, after: Clause) -> ThreeWay:
    """Put the whole texts of both sides beside each other, where one of them takes the clause out."""
    return _merged(current, carry_head(before, after, current), decided(before.body, current.body, after.body, 0))


def _merged(current: Clause, head: Mapping[str, Merge], pieces: Sequence[Piece]) -> ThreeWay:
    values = {key: part.text if part.clean else getattr(current, key) for key, part in head.items()}
    disputed = [Disputed(key, conflict) for key, part in head.items() for conflict in part.conflicts]
    places = [(place,) for place, piece in enumerate(pieces) if isinstance(piece, Conflict)]
    disputed += in_body(pieces, places)
    return ThreeWay(current, values["number"], values["heading"], tuple(pieces), tuple(disputed))


def in_body(pieces: Sequence[Piece], several: Sequence[tuple[int, ...]]) -> list[Disputed]:
    """Give the disputed words of a body with what stands round them: each in one piece of it, or in several."""
    read = [_read(piece) for piece in pieces]
    found = []
    for places in several:
        there = [piece for place in places if isinstance(piece := pieces[place], Conflict)]
        conflict = there[0]
        if len(there) > 1:
            old, new = ([getattr(each, side).strip() for each in there] for side in ("ours", "theirs"))
            conflict = Conflict(_APART.join(old), _APART.join(old), _APART.join(new), there[0].start)
        behind = "".join(read[places[-1] + 1 : places[-1] + 1 + _AROUND])
        lead, trail = _end(read[: places[0]]), beginning(behind)
        found.append(Disputed("body", conflict, lead, trail, places))
    return found


def _read(piece: Piece) -> str:
    """Give how a piece reads beside another place: as agreed, where no other change of theirs is in dispute."""
    return piece.text if isinstance(piece, Agreed) else piece.ours if piece.ours == piece.base else "[ ? ]"


def _end(read: Sequence[str]) -> str:
    """Give the last words of some pieces."""
    text = ""
    for piece in reversed(read):
        if len(text) > _AROUND:
            break
        text = piece + text
    if len(text) <= _AROUND:
        return text
    last = text[-_AROUND:]
    return f".. {last.partition(' ')[2] or last}"


def beginning(text: str) -> str:
    """Give the first words of a text."""
    if len(text) <= _AROUND:
        return text
    first = text[:_AROUND]
    return f"{first.rpartition(' ')[0] or first} .."
