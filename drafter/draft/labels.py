"""What stands behind each changed word of a redline: the amendment, the decision, the declared editorial change, or
nothing on record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from drafter.draft.document import Behind
from drafter.draft.labelled import Origins, Traced, labelled
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
from drafter.model.clause import Clause, standing
from drafter.model.decision import Decision
from drafter.model.ids import SECRETARIAT
from drafter.model.negotiation import Act, Negotiation
from drafter.model.target import Target
from drafter.text.descent import Source, follow
from drafter.text.tokens import starts

UNATTRIBUTED = "unattributed"
SAME_WORDS = "same words"
MOVED = " move"
"""Behind the name of what put words elsewhere: they are taken out where they were, and put in where they are."""
_SELECTED = "selected"


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
        return labelled(paragraphs, self._traced(part), self._label)

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

    def label(self, origins: Origins) -> str:
        """Label a change by what is behind it."""
        return self._label(origins, False)

    def _label(self, origins: Origins | None, moved: bool) -> str:
        if origins is None:
            return self.named((), SAME_WORDS)
        self.unattributed |= not origins or not all(each.attributed for each in origins)
        return self.named(origins, moved=moved)

    def _traced(self, part: Part) -> Traced:
        """Say what became of each character of a part, and what put it in, out or elsewhere."""
        base, last = part_of(self.before, part), part_of(self.after, part)
        gone, put, came = self._through_decisions(part, base, last) if self.touching else ({}, {}, {})
        # A deleted clause keeps its words in its file: what is behind its status took them out, or puts them in again.
        stood, stands = standing(self.before) is not None, standing(self.after) is not None
        if stood != stands or not self.touching:
            whole = self.whole()
            gone = {**dict.fromkeys(range(len(base)), whole), **gone} if stood else {}
            put = {**dict.fromkeys(range(len(last)), whole), **put} if stands else {}
        return Traced(base, last, gone, put, came, [decision.commit for decision, _ in self.touching])

    def _through_decisions(
        self, part: Part, base: str, last: str
    ) -> tuple[dict[int, Origins], dict[int, Origins], dict[int, int]]:
        decisions = [decision for decision, _ in self.touching]
        lines = versions(decisions, self.clause, part)
        plain = plainly(base, lines)
        told: dict[tuple[Source, ...], Origins] = {}

        def said(*sources: Source) -> Origins:
            if sources not in told:
                told[sources] = tuple(
                    origin_of_words(decisions[each.version], self.clause, each, plain=plain[each.version])
                    for each in sources
                )
            return told[sources]

        followed = follow(base, lines)
        places, places2 = starts(base), starts(last)
        gone: dict[int, Origins] = {}
        put: dict[int, Origins] = {}
        came: dict[int, int] = {}
        for token, source in followed.went.items():
            gone.update(dict.fromkeys(range(places[token], places[token + 1]), said(source)))
        for token, (index, sources) in enumerate(followed.came):
            here = range(places2[token], places2[token + 1])
            if sources:
                put.update(dict.fromkeys(here, said(*sources)))
            if index is not None:
                came.update(zip(here, range(places[index], places[index + 1]), strict=True))
        return gone, put, came
