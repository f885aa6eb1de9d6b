"""What stands behind each changed word of a redline: the amendment, the decision, the declared editorial change, or
nothing on record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, groupby
from typing import NamedTuple, TypeAlias

from drafter.draft.document import Behind
from drafter.draft.origin import (
    Origin,
    Part,
    origin_of_file,
    origin_of_value,
    origin_of_words,
    part_of,
    plainly,
    values,
    versions,
)
from drafter.draft.redline import RedlineParagraph
from drafter.model.amendment import Amendment, Change
from drafter.model.clause import Clause
from drafter.model.decision import Decision
from drafter.model.ids import SECRETARIAT
from drafter.model.negotiation import Act, Negotiation
from drafter.model.target import Target
from drafter.model.terms import ClauseStatus
from drafter.text.descent import Source, follow
from drafter.text.inline import Deleted, Inline, Inserted, Words
from drafter.text.paragraphs import paragraphs
from drafter.text.parting import FEWEST_WORDS
from drafter.text.tokens import tokens

UNATTRIBUTED = "unattributed"
SAME_WORDS = "same words"
MOVED = " move"
"""Behind the name of what put words elsewhere: they are taken out where they were, and put in where they are."""
_SELECTED = "selected"

Origins: TypeAlias = tuple[Origin, ...]
"""What is behind a change, oldest first; nothing when no commit is known to be."""


def as_if_adopted(before: Negotiation, after: Negotiation, amendments: Sequence[Amendment]) -> Decision:
    """Give the adoption that a selection of amendments, in the order in which they are applied, would be."""
    named = tuple(Target(amendment=each.id) for each in amendments)
    ids = dict.fromkeys(clause for each in amendments for clause in each.clauses)
    pairs = [(id, before.treaty.by_id.get(id), after.treaty.by_id.get(id)) for id in ids]
    changes = tuple(Change(id, was, becomes) for id, was, becomes in pairs if was != becomes)
    act = Act(
        commit="",
        ref="",
        date=after.treaty.date,
        signatory=SECRETARIAT,
        delegate="",
        email="",
        record="main",
        action="adopt",
        targets=(*named, *(Target(change.clause) for change in changes)),
        subject="",
        statement="",
        signed=False,
    )
    return Decision(
        commit="",
        date=after.treaty.date,
        author="",
        subject="",
        act=act,
        changes=changes,
        adopted=tuple(amendments),
        hashes={change.clause: change.text_sha256 for change in changes},
    )


@dataclass
class Labels:
    """The labels of a whole redline, each with what it stands for, in the order in which they are met.

    `decisions` are main's between the two texts, oldest first, and `as_if_adopted` behind them.
    """

    decisions: Sequence[Decision] = ()
    attributed: bool = True
    behind: dict[str, Behind] = field(default_factory=dict)

    def of(self, before: Clause | None, after: Clause | None) -> ClauseLabels:
        """Give the labels of one clause, as it was and as it is."""
        clause = after or before
        assert clause is not None
        touching = [(each, change) for each in self.decisions if (change := each.change(clause.id)) is not None]
        leads = bool(touching) and touching[0][1].before == before and touching[-1][1].after == after
        return ClauseLabels(clause.id, before, after, touching if leads else [], self.named)

    def named(self, origins: Origins, otherwise: str = UNATTRIBUTED, *, moved: bool = False) -> str:
        """Give the label that stands for origins, oldest first: they are remembered under it."""
        name = "; ".join(dict.fromkeys(_name(each, attributed=self.attributed) for each in origins)) or otherwise
        name += MOVED if moved else ""
        known = self.behind.get(name)
        told = origins if self.attributed else tuple(map(_without_names, origins))
        if known is None or not set(told) <= set(known.origins):
            before = known.origins if known is not None else ()
            self.behind[name] = Behind(name, tuple(dict.fromkeys((*before, *told))))
        return name


def _name(origin: Origin, *, attributed: bool) -> str:
    """Name what is behind words: `NOR-7K3QXD`, `edit 1a2b3c4d`, `editorial change 1a2b3c4d`."""
    commit = origin.commit[:8]
    if origin.kind == "amendment":
        return ", ".join(origin.amendments) if attributed else f"adopt {commit}" if commit else _SELECTED
    said = {"editorial": "editorial change", "decision": origin.action}.get(origin.kind, UNATTRIBUTED)
    return f"{said} {commit}".rstrip()


def _without_names(origin: Origin) -> Origin:
    return replace(origin, amendments=(), signatories=(), signatory="", delegate="", tabled="", subject="")


@dataclass
class ClauseLabels:
    """What stands behind the changes of one clause."""

    clause: str
    before: Clause | None
    after: Clause | None
    touching: Sequence[tuple[Decision, Change]]
    """The decisions that lead from the one to the other; none when nothing on record does."""
    named: Callable[..., str]
    unattributed: bool = False
    """Whether a change was met that nothing on record is behind."""

    def words(self, part: Part, paragraphs: Sequence[RedlineParagraph]) -> tuple[RedlineParagraph, ...]:
        """Label each changed word of a part; `paragraphs` are the redline of its two states."""
        if not any(each.changed for each in paragraphs):
            return tuple(paragraphs)
        return _Labelled(self, part, paragraphs).paragraphs

    def whole(self) -> Origins:
        """Give what is behind the coming or going of the clause as a whole."""
        origins = [
            origin_of_file(decision, change)
            for decision, change in self.touching
            if (change.before is None) != (change.after is None)
        ]
        return tuple(origins) if origins else self.value("status")

    def value(self, *keys: str) -> Origins:
        """Give what is behind other values of the front matter."""
        origins: dict[Origin, None] = {}
        for decision, change in self.touching:
            was, becomes = values(change.before), values(change.after)
            for key in keys:
                if change.before is not None and change.after is not None and was.get(key) != becomes.get(key):
                    origins[origin_of_value(decision, change, key, becomes.get(key, ""))] = None
        return tuple(origins)

    def label(self, origins: Origins | None, *, moved: bool = False) -> str:
        """Label a change by what is behind it; None stands for words that nothing changed."""
        if origins is None:
            return self.named((), SAME_WORDS)
        self.unattributed |= not origins or not all(each.attributed for each in origins)
        return self.named(origins, moved=moved)


class _Told(NamedTuple):
    """What is behind a character that is shown as changed, and whether that put it elsewhere only."""

    origins: Origins
    moved: bool


class _Labelled:
    """One part of a clause, character by character: which are shown as changed, and what is behind each."""

    def __init__(self, labels: ClauseLabels, part: Part, shown: Sequence[RedlineParagraph]) -> None:
        self._labels = labels
        self._part = part
        places = list(_placed(part_of(labels.before, part), part_of(labels.after, part), shown))
        self._same: dict[int, int] = {}
        """For each character of the new text that is shown as standing, the one of the old text."""
        for _, piece, at, at2 in places:
            if isinstance(piece, Words) and at is not None and at2 is not None:
                self._same.update(zip(range(at2, at2 + len(piece.text)), range(at, at + len(piece.text)), strict=True))
        self._same2 = {at: at2 for at2, at in self._same.items()}
        self._follow()
        movers = {each for at in self._same if at in self._from for each in self._put.get(at, ())}
        in_order = sorted(movers, key=self._order)
        self._reordered = _Told(tuple(in_order), moved=True) if movers else None
        """What moved words that are shown as standing; they changed places with those that are shown as moved."""
        contents: dict[int, list[Inline]] = {}
        for number, piece, at, at2 in places:
            contents.setdefault(number, []).extend(self._cut(piece, at, at2, moved=shown[number].change == "moved"))
        self.paragraphs = tuple(
            replace(each, content=tuple(contents.get(number, ()))) for number, each in enumerate(shown)
        )

    def _order(self, origin: Origin) -> tuple[int, tuple[str, ...]]:
        commits = [decision.commit for decision, _ in self._labels.touching]
        return commits.index(origin.commit), origin.amendments

    def _follow(self) -> None:
        """Say of each character of the two texts whence it came, and what put it in, out or elsewhere."""
        labels, part = self._labels, self._part
        decisions = [decision for decision, _ in labels.touching]
        base, last = part_of(labels.before, part), part_of(labels.after, part)
        self._gone: dict[int, Origins] = {}
        self._put: dict[int, Origins] = {}
        self._from: dict[int, int] = {}
        self._to: dict[int, int] = {}
        if decisions:
            self._follow_versions(decisions)
        # A deleted clause keeps its words in its file: what is behind its status took them out, or puts them in again.
        if _stands(labels.before) != _stands(labels.after) or not decisions:
            whole = labels.whole()
            shown, shown2 = (_stands(labels.before), _stands(labels.after))
            self._gone = {**dict.fromkeys(range(len(base)), whole), **self._gone} if shown else {}
            self._put = {**dict.fromkeys(range(len(last)), whole), **self._put} if shown2 else {}

    def _follow_versions(self, decisions: Sequence[Decision]) -> None:
        labels, part = self._labels, self._part
        base, last = part_of(labels.before, part), part_of(labels.after, part)
        lines = versions(decisions, labels.clause, part)
        plain = plainly(base, lines)
        told: dict[tuple[Source, ...], Origins] = {}

        def said(*sources: Source) -> Origins:
            if sources not in told:
                told[sources] = tuple(
                    origin_of_words(decisions[each.version], labels.clause, each, plain=plain[each.version])
                    for each in sources
                )
            return told[sources]

        followed = follow(base, lines)
        starts, starts2 = _starts(base), _starts(last)
        for token, source in followed.went.items():
            self._gone.update(dict.fromkeys(range(starts[token], starts[token + 1]), said(source)))
        for token, (index, sources) in enumerate(followed.came):
            here = range(starts2[token], starts2[token + 1])
            if sources:
                self._put.update(dict.fromkeys(here, said(*sources)))
            if index is not None:
                there = range(starts[index], starts[index + 1])
                self._from.update(zip(here, there, strict=True))
                self._to.update(zip(there, here, strict=True))

    def _cut(self, piece: Inline, at: int | None, at2: int | None, *, moved: bool) -> Iterator[Inline]:
        """Cut a change where something else begins to stand behind it. A paragraph that has `moved` says so."""
        if isinstance(piece, Inserted) and at2 is not None:
            found = [self._behind_put(at2 + place) for place in range(len(piece.text))]
        elif isinstance(piece, Deleted) and at is not None:
            found = [self._behind_gone(at + place) for place in range(len(piece.text))]
        else:
            yield piece
            return
        if moved:
            found = [each or self._reordered for each in found]
        place = 0
        labels = (
            self._labels.label(each.origins if each else None, moved=moved and each is not None and each.moved)
            for each in _filled(piece.text, found)
        )
        for label, run in groupby(labels):
            size = sum(1 for _ in run)
            yield type(piece)(piece.text[place : place + size], label)
            place += size

    def _behind_put(self, place: int) -> _Told | None:
        """Say what put a character in. Of several equal words another one may be shown as the one that stayed."""
        seen: set[int] = set()
        while place not in self._put:
            came = self._from.get(place)
            shown = self._same2.get(came) if came is not None else None
            if shown is None or shown in seen:
                return None
            seen.add(shown)
            place = shown
        return _Told(self._put[place], place in self._from)

    def _behind_gone(self, place: int) -> _Told | None:
        """Say what took a character out."""
        seen: set[int] = set()
        while place not in self._gone:
            went = self._to.get(place)
            if went is None:
                return None
            if went in self._put:
                return _Told(self._put[went], moved=True)
            shown = self._same.get(went)
            if shown is None or shown in seen:
                return None
            seen.add(shown)
            place = shown
        return _Told(self._gone[place], moved=False)


def _filled(text: str, found: Sequence[_Told | None]) -> Iterator[_Told | None]:
    """Give white space to the words before it, and a word or two that only show at another place to their neighbours.

    More words in a row that nothing changed are nobody's: to show them at another place was the redline's choice.
    """
    nearest = next((each for each in found if each is not None), None)
    filled: list[_Told | None] = []
    for character, told in zip(text, found, strict=True):
        filled.append(filled[-1] if character.isspace() and filled else told)
    at = 0
    for told, run in groupby(filled):
        size = sum(1 for _ in run)
        if told is not None:
            nearest = told
        few = len(text[at : at + size].split()) < FEWEST_WORDS
        yield from [nearest if told is None and few else told] * size
        at += size


def _stands(clause: Clause | None) -> bool:
    return clause is not None and clause.status is not ClauseStatus.DELETED


def _starts(text: str) -> list[int]:
    """Give where each token of a text begins, and its end."""
    found = [0]
    for token in tokens(text):
        found.append(found[-1] + len(token))
    return found


def _placed(
    old: str, new: str, shown: Sequence[RedlineParagraph]
) -> Iterator[tuple[int, Inline, int | None, int | None]]:
    """Give each piece of a redline, with its paragraph, and where it stands in the old text and in the new one."""
    body = paragraphs(new)
    lengths = (len(each.text) + len(each.separator) for each in body.items)
    starts = list(accumulate(lengths, initial=len(body.lead)))
    at = 0
    for number, paragraph in enumerate(shown):
        at2 = starts[paragraph.new] if paragraph.new is not None else 0
        for piece in paragraph.content:
            assert isinstance(piece, Words | Inserted | Deleted)
            place = place2 = None
            if not isinstance(piece, Inserted):
                place = _next(old, piece.text, at)
                at = place + len(piece.text)
            if not isinstance(piece, Deleted):
                place2, at2 = at2, at2 + len(piece.text)
            yield number, piece, place, place2


def _next(text: str, words: str, at: int) -> int:
    """Give where words stand next: at once, or behind the white space that parts two paragraphs."""
    while not text.startswith(words, at):
        assert text[at : at + 1].isspace(), "a redline that is not of this text"
        at += 1
    return at
