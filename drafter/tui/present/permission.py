"""Why something can't be done now, in words; None when it can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafter.model.target import Target
from drafter.model.terms import AmendmentStatus
from drafter.tui.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drafter.model.amendment import Amendment
    from drafter.tui.desk import Desk
    from drafter.tui.keymap import Keys


def why_not(action: str, desk: Desk | None, subject: Subject, keys: Keys) -> str | None:
    """Say why an action of the registry does nothing now: nobody acts, it is not theirs to do, nothing is there."""
    if not action.startswith(("act.", "secretariat.", "show.")):
        return None
    if desk is None:
        return "the negotiation is still being read"
    if action in ("act.sync", "show.delegates"):
        return None
    if action == "show.agenda":
        nobody = f"nobody acts yet: choose your delegation with {keys['act.identity']}"
        return None if desk.who.somebody else nobody
    if action == "show.origin" and subject.clause not in desk.negotiation.treaty.by_id:
        return "no clause of the agreed text is under the cursor"
    if action in ("show.diff", "show.blocks", "show.origin"):
        return None if subject.target is not None else "nothing is under the cursor"
    if action == "act.identity":
        return "this page is for one delegate; start `drafter serve` for another" if desk.who.fixed else None
    if not desk.who.somebody:
        chooses = "" if desk.who.fixed else f": choose your delegation with {keys['act.identity']}"
        return f"{desk.who.why_nobody}{chooses}"
    if action.startswith("secretariat."):
        return _why_not_secretariat(action, desk, subject, keys)
    if action == "act.undo":
        return None
    if subject.target is None:
        return "nothing is under the cursor"
    if action == "act.position" and not desk.who.holds_positions(desk.negotiation.treaty.roster):
        return "the secretariat and observers hold no positions"
    if action == "act.amend":
        return _why_not_amend(desk, subject)
    if action == "act.withdraw":
        return _why_not_withdraw(desk, subject)
    return None


def elsewhere(action: str, desk: Desk | None) -> bool:
    """Whether an action is never the business of who sits here: the line of keys has no room for it."""
    if desk is None or not desk.who.somebody:
        return action.startswith("secretariat.")
    secretariat = desk.who.secretariat
    if action.startswith("secretariat."):
        return not secretariat
    if action in ("act.position", "matrix.mine", "positions.undecided"):
        return not desk.who.holds_positions(desk.negotiation.treaty.roster)
    return secretariat and action in ("act.amend", "act.withdraw", "act.undo")


def _why_not_amend(desk: Desk, subject: Subject) -> str | None:
    clause = desk.negotiation.treaty.by_id.get(subject.clause)
    if clause is not None and clause.deleted:
        return "the clause has been deleted"
    if desk.who.secretariat:
        return "the secretariat adopts amendments; it tables none"
    return None


def _why_not_withdraw(desk: Desk, subject: Subject) -> str | None:
    if withdrawable(desk, subject):
        return None
    mine = [each for each in _amendments(desk, subject) if each.signatory == desk.who.code]
    return "it no longer stands" if mine else "no amendment of your delegation is under the cursor"


def _why_not_adopt(desk: Desk, found: Sequence[Amendment], keys: Keys) -> str | None:
    # What compares texts is loaded after the first frame.
    from drafter.text.carry import sub_amendment_problem

    if not found:
        return "no tabled amendment is under the cursor"
    orphan = sub_amendment_problem(found[0], (), desk.negotiation.by_id) if len(found) == 1 else None
    both = keys["secretariat.adopt-several"]
    return orphan and f"{orphan}: adopt {found[0].parent} first, or both with {both}"


def _why_not_secretariat(action: str, desk: Desk, subject: Subject, keys: Keys) -> str | None:
    if not desk.who.secretariat:
        return "only the secretariat does this"
    if action in ("secretariat.issue", "secretariat.status-several"):
        return None
    if action == "secretariat.adopt-several":
        return None if open_amendments(desk) else "no amendment is on the table"
    if subject.target is None:
        return "nothing is under the cursor"
    if action == "secretariat.adopt":
        return _why_not_adopt(desk, adoptable(desk, subject), keys)
    if action == "secretariat.correct":
        clause = desk.negotiation.treaty.by_id.get(subject.clause)
        if clause is None:
            return "this clause is not in the agreed text"
        return "the clause has been deleted" if clause.deleted else None
    return None


def open_amendments(desk: Desk) -> tuple[Amendment, ...]:
    """Give the amendments that the secretariat could adopt, in order of tabling."""
    return tuple(each for each in desk.negotiation.amendments if each.status.pending and each.changes)


def markable(desk: Desk) -> tuple[tuple[Target, ...], tuple[Target, ...]]:
    """Give the clauses that can be given a status, and the amendments of which it can be said what became of them."""
    closed = (AmendmentStatus.ACCEPTED, AmendmentStatus.ACCEPTED_AS_MODIFIED, AmendmentStatus.WITHDRAWN)
    return (
        tuple(Target(each.id) for each in desk.negotiation.treaty.standing),
        tuple(Target(amendment=each.id) for each in desk.negotiation.amendments if each.status not in closed),
    )


def withdrawable(desk: Desk, subject: Subject) -> tuple[Amendment, ...]:
    """Give the amendments of who sits here that a withdrawal could be about: those that stand under the cursor."""
    return tuple(each for each in _amendments(desk, subject) if each.live and each.signatory == desk.who.code)


def adoptable(desk: Desk, subject: Subject) -> tuple[Amendment, ...]:
    """Give the amendments that an adoption could be about."""
    return tuple(each for each in _amendments(desk, subject) if each.status is AmendmentStatus.TABLED)


def adds(amendment: Amendment, clause: str) -> bool:
    """Whether an amendment proposes a clause that the agreed text doesn't hold."""
    change = amendment.change(clause)
    return amendment.parent is None and change is not None and change.before is None and change.after is not None


def settleable(desk: Desk, subject: Subject) -> tuple[Target, ...]:
    """Give what a status could be about: the amendment under the cursor, or the clause and those behind its words.

    A paragraph has no status of its own.
    """
    about = subject.target
    if about is None or about.amendment:
        return (about,) if about is not None else ()
    behind = _amendments(desk, subject) if subject.exact else []
    return (Target(about.clause), *(Target(amendment=each.id) for each in behind))


def _amendments(desk: Desk, subject: Subject) -> list[Amendment]:
    """Give those of them that the newest reading knows: the brackets of an earlier one may still be shown."""
    return [desk.negotiation.by_id[name] for name in names(subject) if name in desk.negotiation.by_id]


def names(subject: Subject) -> tuple[str, ...]:
    """Give the amendments that an act would be about: the one under the cursor, or those behind the words there."""
    if subject.target is not None and subject.target.amendment:
        return (subject.target.amendment,)
    return subject.names
