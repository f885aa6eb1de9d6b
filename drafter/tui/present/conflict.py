"""Words on which there is a choice, one by one, and the clause that choosing gives.

They are those that an amendment and the agreed text both changed, or the changes of an amendment of which the room
takes a part only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from drafter.model.amendment import Change
from drafter.model.clause import Clause
from drafter.model.terms import ClauseStatus
from drafter.text.alignment import Step
from drafter.text.carry import carry_head
from drafter.text.diff import Diff, Edit, diff
from drafter.text.merge import Agreed, Merge, merge
from drafter.text.paragraphs import paragraphs
from drafter.text.reconcile import Conflict, First, Piece
from drafter.text.reconcile import three_way as decided
from drafter.tui.present.row import Row
from drafter.tui.present.words import words

_AROUND = 160
"""Characters of the certain text that are shown on either side."""


@dataclass(frozen=True, slots=True)
class Disputed:
    """Words with more than one wording. `part`: number, heading or body."""

    part: str
    conflict: Conflict
    lead: str = ""
    trail: str = ""

    @property
    def sides(self) -> tuple[tuple[str, str], ...]:
        """The wordings, each with where it comes from: base, today's and the proposal, or the last two alone."""
        today = ("ours", self.conflict.ours), ("theirs", self.conflict.theirs)
        return today if self.conflict.base == self.conflict.ours else (("base", self.conflict.base), *today)

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

    def composed(self, chosen: Sequence[str]) -> Clause:
        """Give the clause with words for each of the disputed ones. Raises ValueError when that is no clause."""
        given = list(zip(self.disputed, chosen, strict=True))
        values = {"number": self.number, "heading": self.heading}
        values.update({each.part: text.strip() for each, text in given if each.part != "body"})
        body = iter([text for each, text in given if each.part == "body"])
        text = "".join(next(body) if isinstance(piece, Conflict) else piece.text for piece in self.pieces)
        clause = self.current
        for key, value in values.items():
            if getattr(clause, key) != value:
                clause = clause.with_value(key, value)
        return clause if text == clause.body else clause.with_body(text.rstrip("\n") + "\n")


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
    return _way(current, head, merge(before.body, current.body, after.body, first=first).pieces)


def whole_way(before: Clause, current: Clause, after: Clause) -> ThreeWay:
    """Put the whole texts of both sides beside each other, where one of them takes the clause out."""
    return _way(current, carry_head(before, after, current), decided(before.body, current.body, after.body, 0))


def in_parts(now: Clause, adopted: Clause) -> ThreeWay | None:
    """Take apart what an adoption would change in a clause, so that the room can take one change and leave another.

    Parts of a proposal may be voted on separately (Rules of Procedure of the General Assembly of the United Nations,
    A/520/Rev.20, rule 89). None where paragraphs move, are split, joined or renumbered: then one change does not stand
    without the others.
    """
    # With a break behind the last paragraph as behind every other, a paragraph comes or goes with its own.
    compared = diff(f"{now.body}\n", f"{adopted.body}\n")
    if not _apart(compared):
        return None
    pieces: list[Piece] = []
    at = 0
    for edit in _replacing(compared.edits):
        old, new = compared.deleted(edit), compared.inserted(edit)
        pieces.append(_unchanged("".join(compared.base[at : edit.start])))
        pieces.append(Conflict(old, old, new, edit.start) if old.strip() != new.strip() else _unchanged(new))
        at = edit.end
    pieces.append(_unchanged("".join(compared.base[at:])))
    head = {
        key: Merge((Conflict(old, old, new, 0) if old != new else _unchanged(old),))
        for key in ("number", "heading")
        for old, new in [(getattr(now, key), getattr(adopted, key))]
    }
    return _way(now, head, pieces)


def _apart(compared: Diff) -> bool:
    """Whether each paragraph stays what and where it is, so that its changes can be chosen one by one."""
    old, new = (paragraphs("".join(text)).items for text in (compared.base, compared.new))

    def alone(step: Step) -> bool:
        gone, come = old[step.start : step.end], new[step.start2 : step.end2]
        if step.kind in ("added", "deleted"):
            # The rows of a table stand or fall together.
            return all(each.separator == "\n\n" for each in (*gone, *come))
        told = [(each.label, each.separator) for each in gone] == [(each.label, each.separator) for each in come]
        return told and step.kind in ("kept", "changed")

    return all(map(alone, compared.steps))


def _replacing(edits: Sequence[Edit]) -> Iterator[Edit]:
    """Give a paragraph that goes, and the one that comes in its place, as one edit."""
    waiting: Edit | None = None
    for each in edits:
        if waiting is not None:
            if (waiting.end, waiting.end2) == (each.start, each.start2) and each.start == each.end:
                yield Edit(waiting.start, each.end, waiting.start2, each.end2)
                waiting = None
                continue
            yield waiting
            waiting = None
        if each.start2 == each.end2:
            waiting = each
        else:
            yield each
    if waiting is not None:
        yield waiting


def _unchanged(text: str) -> Agreed:
    return Agreed(text, "base", False, text, text, text)


def _way(current: Clause, head: Mapping[str, Merge], pieces: Sequence[Piece]) -> ThreeWay:
    values = {key: part.text if part.clean else getattr(current, key) for key, part in head.items()}
    disputed = [Disputed(key, conflict) for key, part in head.items() for conflict in part.conflicts]
    for nth, piece in enumerate(pieces):
        if isinstance(piece, Conflict):
            disputed.append(Disputed("body", piece, _end(_read(pieces[:nth])), _beginning(_read(pieces[nth + 1 :]))))
    return ThreeWay(current, values["number"], values["heading"], tuple(pieces), tuple(disputed))


def disputed_rows(each: Disputed, names: Mapping[str, str], chosen: str | None, keys: Sequence[str]) -> Iterator[Row]:
    """Give the words round a place and its wordings, by the names given and with the keys that choose them; the one
    that is chosen bears a mark.
    """
    around = words(f"{_flat(each.lead)} ", ".prose--quiet") + words("[ ? ]", ".prose--bracket")
    around += words(f" {_flat(each.trail)}", ".prose--quiet")
    if each.part == "body":
        yield Row(key="around", content=around, gap=1, selectable=False)
    else:
        yield Row(key="around", content=words(f"The {each.part}:", ".prose--quiet"), gap=1, selectable=False)
    for (side, text), key in zip(each.sides, keys, strict=False):
        mark = "(*)" if chosen == text else "( )"
        head = words(f"{mark} {key} ", ".prose--strong") + words(f"{names[side]}: ", ".prose--names")
        yield Row(key=side, content=head + words(text.strip() or "(nothing)"), hang=6, gap=1)
    if chosen is not None and chosen not in [text for _, text in each.sides]:
        own = words("(*)   ", ".prose--strong") + words("other words: ", ".prose--names")
        yield Row(key="own", content=own + words(chosen.strip() or "(nothing)"), hang=6, gap=1)


def _read(pieces: Sequence[Piece]) -> str:
    """Give how the words round a place read: as agreed, where no other change of theirs is in dispute."""
    return "".join(
        piece.text if isinstance(piece, Agreed) else piece.ours if piece.ours == piece.base else "[ ? ]"
        for piece in pieces
    )


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
