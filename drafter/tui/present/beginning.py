"""What stands in the editor at the beginning: the text that stands, or the draft that was begun on it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from drafter.model.amendment import Change
from drafter.model.clause import Clause, parse_clause
from drafter.text.carry import carry
from drafter.tui.desk import Desk
from drafter.tui.drafts import Draft, Drafts
from drafter.tui.present.proposal import next_number, proposed_clause

_CARRIED_OVER = ("modify", "revise", "sub", "correct")
_READ_AGAIN = "The agreed text has changed since you began it: read what changes."
_CARRIED = "The agreed text has changed since; your changes were carried over to it. Read them again."
_CONFLICTS = "The agreed text has changed in the same words: this proposal is still about the older text."


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """The base of a proposal, and what stands in the fields. `note` says what the delegate has to know about it."""

    base: str
    """The commit whose text `before` is."""
    before: Clause | None
    number: str = ""
    heading: str = ""
    text: str = ""
    rationale: str = ""
    note: str = ""


def beginning(desk: Desk, clause: str, what: str, amendment: str, draft: Draft | None) -> Beginning:
    """Give what to begin with: the text that stands, changed as the draft on disk has it.

    A draft that was begun on an older text of the clause is carried over to today's, word by word; when the same words
    have changed, it stays about the older text, so that nothing is lost and nothing is placed by guess.
    """
    fresh = _fresh(desk, clause, what, amendment)
    if draft is None:
        return fresh
    typed = replace(
        fresh,
        number=draft.number or fresh.number,
        heading=draft.heading,
        text=draft.body,
        rationale=draft.rationale,
        note=f"Your draft is back.{_overtaken(desk, what, amendment, draft)}",
    )
    return typed if draft.base == fresh.base else _carried(typed, draft, what)


def _overtaken(desk: Desk, what: str, amendment: str, draft: Draft) -> str:
    """Warn of a revision that was begun on another version than the one that it would replace."""
    if what != "revise" or draft.version in ("", desk.negotiation.by_id[amendment].commit):
        return ""
    return f" Your delegation has recorded another version of {amendment} since: this one would replace it, read both."


def begun(drafts: Drafts, desk: Desk, clause: str) -> tuple[Draft, ...]:
    """Give the drafts of who sits here of a proposal on a clause, the one written last first."""

    def opens(draft: Draft) -> bool:
        if draft.what not in ("revise", "sub"):
            return draft.what in ("modify", "delete", "retain", "add")
        amendment = desk.negotiation.by_id.get(draft.amendment)
        change = amendment.change(clause) if amendment is not None and amendment.live else None
        return change is not None and change.proposed_text is not None

    return tuple(draft for draft in drafts.on(desk.who.code, clause) if opens(draft))


def _fresh(desk: Desk, clause: str, what: str, amendment: str) -> Beginning:
    negotiation = desk.negotiation
    if what == "sub":
        parent = negotiation.by_id[amendment]
        change = parent.change(clause)
        before = change.after if change is not None else None
        return _of(parent.commit, before, before)
    before = negotiation.treaty.by_id.get(clause)
    commit = negotiation.treaty.commit
    if what == "add":
        return Beginning(base=commit, before=before, number=_number(desk, before))
    if what == "correct":
        return replace(_of(commit, before, before), number=before.number if before is not None else "")
    if what != "revise":
        return _of(commit, before, before)
    applied = desk.proposals.applied(amendment, clause)
    if applied.clause is not None:
        return _of(commit, before, applied.clause)
    return replace(
        _of(commit, before, applied.change.after),
        note="Your amendment no longer fits the agreed text: these are its own words. Read what changes.",
    )


def _of(commit: str, before: Clause | None, shown: Clause | None) -> Beginning:
    if shown is None:
        return Beginning(base=commit, before=before)
    return Beginning(base=commit, before=before, heading=shown.heading, text=shown.body)


def _carried(typed: Beginning, draft: Draft, what: str) -> Beginning:
    before = typed.before
    old = parse_clause(before.path, draft.base_source) if before is not None and draft.base_source else None
    if before is not None and isinstance(old, Clause) and _words(old) == _words(before):
        # Main has moved on, but not here.
        return typed
    if before is None or not isinstance(old, Clause) or what not in _CARRIED_OVER:
        return replace(typed, note=f"{typed.note} {_READ_AGAIN}")
    try:
        proposed = proposed_clause(old, draft.heading, draft.body)
    except ValueError:
        return replace(typed, note=f"{typed.note} {_READ_AGAIN}")
    carried = carry(Change(old.id, old, proposed), before)
    if carried.outcome == "conflicts" or carried.clause is None:
        return replace(typed, base=draft.base, before=old, note=f"{typed.note} {_CONFLICTS}")
    return replace(typed, heading=carried.clause.heading, text=carried.clause.body, note=f"{typed.note} {_CARRIED}")


def _words(clause: Clause) -> tuple[str, str, str]:
    return clause.number, clause.heading, clause.body


def _number(desk: Desk, clause: Clause | None) -> str:
    if clause is None:
        return ""
    numbers = {each.number for each in desk.negotiation.treaty.clauses}
    for amendment in desk.negotiation.live:
        numbers.update(change.after.number for change in amendment.changes if change.after is not None)
    return next_number(clause, frozenset(numbers))
