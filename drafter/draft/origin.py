"""What stands behind a change of the agreed text: an adopted amendment, a decision, a declared editorial change, or
nothing on record. And the blame that follows: who brought in each word of a clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from drafter.model.amendment import Change
from drafter.model.clause import Clause
from drafter.model.decision import Decision
from drafter.model.provision import provision
from drafter.model.target import Target
from drafter.model.terms import AmendmentAction, ClauseStatus
from drafter.text.descent import Proposed, Source, Version, passage, runs

Part = Literal["heading", "text"]
OriginKind = Literal["original", "amendment", "editorial", "decision", "unattributed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What is behind words that came, went or moved, or behind another value of the front matter.

    `original`: the text as it was opened. `amendment`: an adopted amendment has it. `editorial`: declared by an
    adoption as modified, beside its amendments. `decision`: another act of the secretariat. `unattributed`: nothing on
    record says it, and `why` says what is wrong with the commit.
    """

    kind: OriginKind
    commit: str
    """The commit of main with which it came into the text."""
    date: str
    action: str
    """The action of that act, empty when it is not on record."""
    subject: str
    author: str
    """Who made that commit."""
    signatory: str
    """Whose words they are: of the amendment, otherwise the secretariat; empty when unattributed."""
    amendments: tuple[str, ...] = ()
    """The adopted amendments that have it, the first one adopted first; several when they say the same."""
    signatories: tuple[str, ...] = ()
    """Theirs, in the same order."""
    tabled: str = ""
    """When the first of them was tabled."""
    delegate: str = ""
    """Who tabled them."""
    why: str = ""

    @property
    def attributed(self) -> bool:
        """Whether something on record is behind it."""
        return self.kind != "unattributed"


@dataclass(frozen=True, slots=True)
class Blamed:
    """A stretch of a clause with one origin. `start` and `end` are character offsets in the heading or the text."""

    part: Part
    text: str
    start: int
    end: int
    origin: Origin


def blame(decisions: Sequence[Decision], clause: str, label: str = "") -> tuple[Blamed, ...]:
    """Say who brought in each word of a clause, or of one provision of it, as the last of its decisions left it.

    `decisions` are main's about the clause, oldest first and from its beginning. Joined, the stretches of each part
    are that part; the heading is left out for a provision. Gives nothing when the clause or provision is not there.
    """
    touching = [decision for decision in decisions if decision.change(clause) is not None]
    changes = [change for decision in touching if (change := decision.change(clause)) is not None]
    last = changes[-1].after if changes else None
    if last is None:
        return ()
    found = []
    for part in ("heading", "text"):
        if part == "heading" and label:
            continue
        lines = versions(touching, clause, part)
        plain = plainly("", lines)
        at = 0
        for run in runs(lines):
            step = run.source.version
            origin = origin_of_words(touching[step], clause, run.source, plain=plain[step])
            found.append(Blamed(part, run.text, at, at + len(run.text), origin))
            at += len(run.text)
    if not label:
        return tuple(found)
    place = provision(last.body, label)
    return () if place is None else tuple(_within(found, place.start, place.end))


def versions(decisions: Sequence[Decision], clause: str, part: Part) -> list[Version]:
    """Give the versions of a clause's heading or text, one for each of the decisions that touch it."""
    found = []
    for decision in decisions:
        change = decision.change(clause)
        if change is None:
            continue
        proposed = []
        for amendment in decision.adopted:
            proposal = amendment.change(clause)
            if proposal is not None and proposal.action is not AmendmentAction.DELETE:
                proposed.append(
                    Proposed(amendment.id, part_of(proposal.before, part), part_of(proposal.after, part)),
                )
        found.append(Version(part_of(change.after, part), tuple(proposed), clause in decision.editorial))
    return found


def part_of(clause: Clause | None, part: Part) -> str:
    """Give the heading or the text of a clause, empty when there is none."""
    if clause is None:
        return ""
    return clause.heading if part == "heading" else clause.body


def plainly(before: str, lines: Sequence[Version]) -> list[bool]:
    """Say of each version whether it is the plain merge of what was adopted into it."""
    return [
        passage(old, version).plain
        for old, version in zip([before, *(each.text for each in lines[:-1])], lines, strict=True)
    ]


def origin_of_words(decision: Decision, clause: str, source: Source, *, plain: bool) -> Origin:
    """Say what is behind words that a decision brought in, took out or moved.

    `plain` says whether its text is the plain merge of the amendments that it adopts; when it is neither that nor
    declared, none of its words is attributed.
    """
    alone = _whatever_it_did(decision, clause)
    if alone is not None:
        return alone
    if decision.action == "adopt":
        declared = clause in decision.editorial
        if source.names and (plain or declared):
            return _of_amendments(decision, source.names)
        if declared:
            return _origin(decision, "editorial")
        return _unattributed(decision, _not_the_merge(decision, clause))
    return _unattributed(decision, _changes_no(decision, "words"))


def origin_of_value(decision: Decision, change: Change, key: str, value: str) -> Origin:
    """Say what is behind another value of a clause's front matter (`order` for that of its file name)."""
    alone = _whatever_it_did(decision, change.clause)
    if alone is not None:
        return alone
    if decision.action == "status":
        if key == "status" and decision.status == value:
            return _origin(decision, "decision")
        return _unattributed(decision, f"its record sets the status {decision.status or 'of nothing'}")
    if decision.action != "adopt":
        return _unattributed(decision, _changes_no(decision, "clause"))
    names = tuple(each.id for each in decision.adopted if _proposes(each.change(change.clause), key, value))
    if names:
        return _of_amendments(decision, names)
    if key == "status" and _reopens(change):
        return _origin(decision, "decision")
    if change.clause in decision.editorial:
        return _origin(decision, "editorial")
    return _unattributed(decision, _not_the_merge(decision, change.clause))


def origin_of_file(decision: Decision, change: Change) -> Origin:
    """Say what is behind a clause that a decision added to the text or removed from it."""
    alone = _whatever_it_did(decision, change.clause)
    if alone is not None:
        return alone
    names = []
    for each in decision.adopted:
        proposal = each.change(change.clause)
        if proposal is not None and (proposal.before is None, proposal.after is None) == (
            change.before is None,
            change.after is None,
        ):
            names.append(each.id)
    if names:
        return _of_amendments(decision, tuple(names))
    if change.clause in decision.editorial:
        return _origin(decision, "editorial")
    return _unattributed(decision, "no amendment that it adopts says so, and it declares nothing")


def _whatever_it_did(decision: Decision, clause: str) -> Origin | None:
    """Say what is behind all that a decision did to a clause; None where that goes by what it did."""
    if decision.opening:
        return _origin(decision, "original")
    why = _not_on_record(decision, clause)
    if why:
        return _unattributed(decision, why)
    return _origin(decision, "decision") if decision.action == "edit" else None


def _not_on_record(decision: Decision, clause: str) -> str:
    """Say why the record of a decision doesn't cover what it did to a clause, or give nothing."""
    if decision.act is None:
        return decision.flaw
    if Target(clause) not in decision.act.targets:
        return "its record doesn't name the clause"
    change, said = decision.change(clause), decision.hashes.get(clause)
    if said is None:
        return "its record doesn't state the text of the clause" if decision.action == "adopt" else ""
    stated = change is None or said == Change(clause, None, change.after).text_sha256
    return "" if stated else "its record states another text than its tree holds"


def _not_the_merge(decision: Decision, clause: str) -> str:
    if decision.missing:
        return f"{', '.join(decision.missing)}, which it says it adopts, does not count"
    names = [each.id for each in decision.adopted if each.change(clause) is not None]
    if not names:
        return "no amendment that it adopts changes this clause, and it declares nothing"
    return f"the text is neither the merge of {', '.join(names)} nor declared as an editorial change"


def _changes_no(decision: Decision, what: str) -> str:
    return f"an act of the kind `{decision.action}` changes no {what}"


def _proposes(proposal: Change | None, key: str, value: str) -> bool:
    if proposal is None:
        return False
    if key == "status" and value == ClauseStatus.DELETED.value:
        return proposal.action is AmendmentAction.DELETE
    after = values(proposal.after)
    return after.get(key) == value and (proposal.before is None or values(proposal.before).get(key) != value)


def _reopens(change: Change) -> bool:
    before, after = change.before, change.after
    if before is None or after is None:
        return False
    return before.status.settled and after.status is ClauseStatus.OPEN and before.text != after.text


def values(clause: Clause | None) -> dict[str, str]:
    """Give the front matter of a clause as one text a key, its heading left out, and the `order` of its file name."""
    if clause is None:
        return {}
    found = {"order": clause.order}
    for each in clause.front.fields:
        if isinstance(each.value, str):
            found[each.key] = each.value
        elif isinstance(each.value, tuple):
            found[each.key] = "; ".join(each.value)
        else:
            found[each.key] = clause.source[each.start : each.end].strip()
    found.pop("heading", None)
    return found


def _origin(decision: Decision, kind: OriginKind, why: str = "") -> Origin:
    act = decision.act
    return Origin(
        kind=kind,
        commit=decision.commit,
        date=decision.date,
        action=decision.action,
        subject=decision.subject,
        author=decision.author,
        signatory=act.signatory if act is not None and kind != "unattributed" else "",
        why=why,
    )


def _unattributed(decision: Decision, why: str) -> Origin:
    return _origin(decision, "unattributed", why)


def _of_amendments(decision: Decision, names: Sequence[str]) -> Origin:
    amendments = [each for each in decision.adopted if each.id in names]
    first = amendments[0]
    return replace(
        _origin(decision, "amendment"),
        signatory=first.signatory,
        amendments=tuple(each.id for each in amendments),
        signatories=tuple(dict.fromkeys(each.signatory for each in amendments)),
        tabled=first.tabled,
        delegate=", ".join(dict.fromkeys(each.versions[0].delegate for each in amendments)),
    )


def _within(found: Sequence[Blamed], start: int, end: int) -> list[Blamed]:
    """Cut the stretches at the borders of a provision."""
    cut = []
    for each in found:
        first, last = max(each.start, start), min(each.end, end)
        if first < last:
            text = each.text[first - each.start : last - each.start]
            cut.append(Blamed(each.part, text, first, last, each.origin))
    return cut
