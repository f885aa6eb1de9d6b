"""Words that an amendment and the agreed text both changed, one by one, and the clause that choosing gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from drafter.model.amendment import Change
from drafter.model.clause import Clause
from drafter.model.terms import ClauseStatus
from drafter.text.carry import carry_head
from drafter.text.merge import Merge, merge
from drafter.text.reconcile import Conflict, First, Piece
from drafter.text.reconcile import three_way as decided
from drafter.tui.present.row import Row
from drafter.tui.present.words import words

_AROUND = 160
"""Characters of the certain text that are shown on either side."""


@dataclass(frozen=True, slots=True)
class Disputed:
    """Words that both sides changed. `part`: number, heading or body."""

    part: str
    conflict: Conflict
    lead: str = ""
    trail: str = ""

    @property
    def sides(self) -> tuple[tuple[str, str], ...]:
        """The three wordings, each with where it comes from."""
        return ("base", self.conflict.base), ("ours", self.conflict.ours), ("theirs", self.conflict.theirs)

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
    """One clause: base, the text of today and a proposal, merged as far as that is certain."""

    current: Clause
    number: str
    heading: str
    pieces: tuple[Piece, ...]
    disputed: tuple[Disputed, ...]

    def composed(self, chosen: Sequence[str]) -> Clause:
        """Give the clause with words for each of the disputed ones. Raises ValueError when that is no clause."""
        given = dict(zip(self.disputed, chosen, strict=True))
        values = {"number": self.number, "heading": self.heading}
        values.update({each.part: text.strip() for each, text in given.items() if each.part != "body"})
        body = iter([text for each, text in given.items() if each.part == "body"])
        text = "".join(next(body) if isinstance(piece, Conflict) else piece.text for piece in self.pieces)
        clause = self.current
        for key, value in values.items():
            if getattr(clause, key) != value:
                clause = clause.with_value(key, value)
        return clause if text == clause.body else clause.with_body(text)


def three_way(change: Change, current: Clause | None, *, first: First = "ours") -> ThreeWay | None:
    """Bring a change and the text of today together; None where one of them has no words to choose among.

    `first` says whose words come first where both put some in at one point; None makes that a choice too.
    """
    before, after = change.before, change.after
    if before is None or after is None or change.proposed_text is None:
        return None
    if current is None or current.status is ClauseStatus.DELETED:
        return None
    head = carry_head(before, after, current, first=first)
    way = _way(current, head, merge(before.body, current.body, after.body, first=first).pieces)
    return way if len(set(way.disputed)) == len(way.disputed) else None


def whole_way(before: Clause, current: Clause, after: Clause) -> ThreeWay:
    """Put the whole texts of both sides beside each other, where their differences can't be told apart."""
    return _way(current, carry_head(before, after, current), decided(before.body, current.body, after.body, 0))


def _way(current: Clause, head: Mapping[str, Merge], pieces: Sequence[Piece]) -> ThreeWay:
    values = {key: part.text if part.clean else getattr(current, key) for key, part in head.items()}
    disputed = [Disputed(key, conflict) for key, part in head.items() for conflict in part.conflicts]
    for nth, piece in enumerate(pieces):
        if isinstance(piece, Conflict):
            disputed.append(Disputed("body", piece, _end(_read(pieces[:nth])), _beginning(_read(pieces[nth + 1 :]))))
    return ThreeWay(current, values["number"], values["heading"], tuple(pieces), tuple(disputed))


def disputed_rows(
    each: Disputed, names: tuple[str, str, str], chosen: str | None, keys: Sequence[str] = ("1", "2", "3")
) -> Iterator[Row]:
    """Give the words round a conflict and its wordings, by the names given and with the keys that choose them; the one
    that is chosen bears a mark.
    """
    around = words(f"{_flat(each.lead)} ", ".prose--quiet") + words("[ ? ]", ".prose--bracket")
    around += words(f" {_flat(each.trail)}", ".prose--quiet")
    if each.part == "body":
        yield Row(key="around", content=around, gap=1, selectable=False)
    else:
        yield Row(key="around", content=words(f"The {each.part}:", ".prose--quiet"), gap=1, selectable=False)
    for (side, text), name, key in zip(each.sides, names, keys, strict=True):
        mark = "(*)" if chosen == text else "( )"
        head = words(f"{mark} {key} ", ".prose--strong") + words(f"{name}: ", ".prose--names")
        yield Row(key=side, content=head + words(text.strip() or "(nothing)"), hang=6, gap=1)
    if chosen is not None and chosen not in [text for _, text in each.sides]:
        own = words("(*)   ", ".prose--strong") + words("other words: ", ".prose--names")
        yield Row(key="own", content=own + words(chosen.strip() or "(nothing)"), hang=6, gap=1)


def _read(pieces: Sequence[Piece]) -> str:
    return "".join("[ ? ]" if isinstance(piece, Conflict) else piece.text for piece in pieces)


def _end(text: str) -> str:
    """Give the last words of a text."""
    if len(text) <= _AROUND:
        return text
    last = text[-_AROUND:]
    return f".. {last.partition(' ')[2] or last}"


def _beginning(text: str) -> str:
    """Give its first words."""
    if len(text) <= _AROUND:
        return text
    first = text[:_AROUND]
    return f"{first.rpartition(' ')[0] or first} .."


def _flat(text: str) -> str:
    return " ".join(text.split())
