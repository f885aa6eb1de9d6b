"""An amendment: a base, a whole proposed text, and who proposed it. Never a patch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from drafter.model.clause import EMPTY_TEXT_SHA256, Clause, standing, text_sha256
from drafter.model.target import Target
from drafter.model.terms import AmendmentAction, AmendmentStatus


@dataclass(frozen=True, slots=True)
class Change:
    """What an amendment does to one clause: the clause at its base, and as proposed."""

    clause: str
    before: Clause | None
    """None when the clause is new."""
    after: Clause | None
    """None when the file is gone; a deleted clause is usually kept for the record, with the status `deleted`."""

    @property
    def action(self) -> AmendmentAction:
        """Whether the clause is added, deleted or modified."""
        if self.before is None:
            return AmendmentAction.ADD
        return AmendmentAction.DELETE if self.proposed_text is None else AmendmentAction.MODIFY

    @property
    def proposed_text(self) -> str | None:
        """The proposed text of the clause (`Clause.text`), or None when it is deleted."""
        after = standing(self.after)
        return after.text if after is not None else None

    @property
    def sort_key(self) -> tuple[int, str, str]:
        """Where the clause stands in the treaty, as it shall stand."""
        clause = self.after or self.before
        return clause.sort_key if clause is not None else (0, "", self.clause)

    @property
    def text_sha256(self) -> str:
        """Hash of the proposed text; that of the empty text for a deletion."""
        text = self.proposed_text
        return EMPTY_TEXT_SHA256 if text is None else text_sha256(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One commit on an amendment's branch: its tabling, a revision or its withdrawal."""

    commit: str
    date: str
    delegate: str
    """Name of the delegate."""
    action: str
    """table, revise or withdraw."""
    subject: str
    rationale: str


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What the Chair recommends to do with an amendment, before the room decides: nothing is decided by it."""

    status: AmendmentStatus
    """What would become of it."""
    stale: bool
    """Whether it is about an older version."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """A proposal of one signatory, as its branch holds it."""

    id: str
    signatory: str
    base: str
    """The commit that it changes: of main, or of its parent for a sub-amendment."""
    changes: tuple[Change, ...]
    """In the order of the treaty; empty for a retain."""
    retains: tuple[Target, ...] = ()
    """What a retain asks to keep as it is."""
    against: str | None = None
    """The amendment against which it retains, when it is about those words only."""
    parent: str | None = None
    """The amendment that a sub-amendment changes."""
    taken_over: str | None = None
    """The amendment whose words it puts forward, since nobody else does any more."""
    versions: tuple[Version, ...]
    """Oldest first: tabling, revisions, withdrawal."""
    status: AmendmentStatus
    decided: str | None = None
    """The commit of main that decided about it."""
    decision: str = ""
    """That commit's subject."""
    decided_because: str = ""
    """The reason that it gives, if it gives one."""
    recommendation: Recommendation | None = None
    """None once it is decided about."""
    signed: bool = False

    @property
    def commit(self) -> str:
        """The newest commit of the branch."""
        return self.versions[-1].commit

    @property
    def tabled(self) -> str:
        """When it was tabled."""
        return self.versions[0].date

    @property
    def subject(self) -> str:
        """What it does, in words."""
        spoken = [version for version in self.versions if version.action != "withdraw"]
        return (spoken or self.versions)[-1].subject

    @property
    def rationale(self) -> str:
        """The newest rationale."""
        spoken = [each.rationale for each in self.versions if each.rationale and each.action != "withdraw"]
        return spoken[-1] if spoken else ""

    @property
    def live(self) -> bool:
        """Whether it still stands in the brackets."""
        return self.status.live

    @property
    def recommended(self) -> str:
        """What the Chair recommends until it is decided about: `deferred`, or `deferred, of an older version`."""
        found = self.recommendation
        if found is None:
            return ""
        return found.status.phrase + (", of an older version" if found.stale else "")

    @property
    def clauses(self) -> tuple[str, ...]:
        """The ids of the clauses that it is about, in the order of the treaty."""
        return tuple(dict.fromkeys([change.clause for change in self.changes] + [each.clause for each in self.retains]))

    @property
    def action(self) -> AmendmentAction:
        """What it does: retain without changes; the one action of all its changes, otherwise modify."""
        if not self.changes:
            return AmendmentAction.RETAIN
        actions = {change.action for change in self.changes}
        return actions.pop() if len(actions) == 1 else AmendmentAction.MODIFY

    @property
    def text_sha256(self) -> str:
        """Hash of what a position on the amendment is about: see `amendment_text_sha256`."""
        if not self.changes:
            return amendment_text_sha256([(str(target), EMPTY_TEXT_SHA256) for target in self.retains])
        return amendment_text_sha256([(change.clause, change.text_sha256) for change in self.changes])

    def change(self, clause: str) -> Change | None:
        """Give what it does to one clause, or None."""
        return next((change for change in self.changes if change.clause == clause), None)


def unseen(before: Sequence[Change], after: Sequence[Change]) -> str | None:
    """Say what two versions of one amendment propose otherwise though the hashes of their texts are the same, or None.

    A position is about the hash: on the new version it would still count, about a number or a place that its delegate
    never saw.
    """
    if {(each.clause, each.text_sha256) for each in before} != {(each.clause, each.text_sha256) for each in after}:
        return None
    old, new = ({each.clause: _beside_words(each) for each in some} for some in (before, after))
    return next((clause for clause in new if old[clause] != new[clause]), None)


def _beside_words(change: Change) -> tuple[str, ...]:
    """Give what a change proposes of a clause beside the words that are hashed: its number, what of them is heading."""
    was, becomes = change.before, change.after
    if becomes is None or change.proposed_text is None:
        return ()
    if was is None:
        return becomes.path, becomes.designation, becomes.heading
    return "" if becomes.number == was.number else becomes.number, becomes.heading


def amendment_text_sha256(hashes: list[tuple[str, str]]) -> str:
    """Hash the proposed texts of an amendment: SHA-256 of the lines `<clause id> <hex>`, sorted, each with LF.

    They are the values of the record's `Text-SHA256` trailers, so that a shell can compute it.
    """
    return text_sha256("".join(f"{clause} {digest}\n" for clause, digest in sorted(hashes)))
