"""What stands in the editor at the beginning: the text that stands, or the draft that was begun on it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from drafter.model.amendment import Change
from drafter.model.clause import Clause, parse_clause
from drafter.model.provision import provision
from drafter.text.carry import carry
from drafter.text.choice import ThreeWay, three_way, whole_way
from drafter.text.reconcile import Agreed
from drafter.text.tokens import tokens
from drafter.tui.desk import Desk
from drafter.tui.drafts import Draft, Drafts
from drafter.tui.present.kinds import takes_over
from drafter.tui.present.proposal import next_number, proposed_clause

_CARRIED_OVER = ("modify", "revise", "sub", "take", "correct")
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
    shown: Clause | None = None
    """The clause that stands in the fields when nothing has been typed."""
    version: str = ""
    """Of a revision: the commit of the version that `shown` is of. No other one is replaced."""
    newer: tuple[str, str] | None = None
    """The text on which a revision was begun, and that of the version that a colleague has recorded since."""
    disputed: ThreeWay | None = None
    """Where the draft and that newer version can't be brought together without a choice."""


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
        note="Your draft is back.",
    )
    if what == "revise" and draft.version not in ("", desk.negotiation.by_id[amendment].commit):
        return _merged(typed, draft, amendment)
    if what == "revise" and fresh.before is None:
        # The agreed text holds no such clause: nothing in it can have changed.
        return typed
    return typed if draft.base == fresh.base else _carried(typed, draft, what)


def _merged(typed: Beginning, draft: Draft, amendment: str) -> Beginning:
    """Bring a revision in the making together with the version that a colleague has recorded since it was begun.

    Neither's words are given up by guess: where both changed the same ones, the delegate chooses.
    """
    now = typed.shown
    old = _began_on(typed, draft) if draft.version_source else typed.before
    if now is None or not isinstance(old, Clause):
        return typed
    since = f"Your delegation has recorded a newer version of {amendment} since you began this draft"
    try:
        mine = proposed_clause(old, draft.heading, draft.body)
    except ValueError:
        note = f"{since}. Mend this text, close it and open it again: then both are merged."
        return replace(typed, note=note, shown=old, version=draft.version)
    typed = replace(typed, newer=(old.text, now.text))
    way = three_way(Change(old.id, old, mine), now, first=None) or whole_way(old, now, mine)
    if way.disputed:
        return replace(typed, note=f"{since}, with other words in the same places.", disputed=way)
    merged = way.composed(())
    near = any(isinstance(piece, Agreed) and piece.near for piece in way.pieces)
    close = " Some changes stand close together." if near else ""
    note = f"{since}: both are merged here.{close} Read what changes."
    return replace(typed, heading=merged.heading, text=merged.body, note=note)


def place(text: str, label: str, shown: str) -> int | None:
    """Give where in a text the writing begins: at its provision `label`, else at the paragraph that says most of what
    was `shown`, with its brackets and names; None where there is none that says the half of it."""
    found = provision(text, label) if label else None
    if found is not None:
        return found.words
    sought, best, most, at = set(tokens(shown)), None, 0.5, 0
    for paragraph in text.split("\n\n"):
        said = {each for each in tokens(paragraph) if not each.isspace()}
        share = len(said & sought) / len(said) if said else 0.0
        if share > most:
            best, most = at, share
        at += len(paragraph) + 2
    return best


def begun(drafts: Drafts, desk: Desk, clause: str) -> tuple[Draft, ...]:
    """Give the drafts of who sits here of a proposal on a clause, the one written last first."""

    def opens(draft: Draft) -> bool:
        if draft.what not in ("revise", "sub", "take"):
            return draft.what in ("modify", "delete", "retain", "add")
        amendment = desk.negotiation.by_id.get(draft.amendment)
        if draft.what == "take":
            return amendment is not None and takes_over(amendment, clause)
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
    if what not in ("revise", "take"):
        return _of(commit, before, before)
    revised = negotiation.by_id[amendment]
    change = revised.change(clause)
    assert change is not None
    if what == "take":
        carried = carry(change, before).clause
        note = (
            ""
            if carried
            else f"{amendment} no longer fits the agreed text: these are its own words. Read what changes."
        )
        return replace(_of(commit, before, carried or change.after), note=note)
    about = "the agreed text"
    above = negotiation.by_id.get(revised.parent or "")
    amended = above.change(clause) if above is not None and above.live else None
    if above is not None and amended is not None:
        # What the parent proposes is not the sub-amendment's to take back.
        commit, before, about = above.commit, amended.after, above.id
    carried = carry(change, before).clause
    note = "" if carried else f"Your amendment no longer fits {about}: these are its own words. Read what changes."
    return replace(_of(commit, before, carried or change.after), version=revised.commit, note=note)


def _of(commit: str, before: Clause | None, shown: Clause | None) -> Beginning:
    if shown is None:
        return Beginning(base=commit, before=before)
    return Beginning(base=commit, before=before, heading=shown.heading, text=shown.body, shown=shown)


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
        return replace(typed, shown=_began_on(typed, draft), note=f"{typed.note} {_READ_AGAIN}")
    carried = carry(Change(old.id, old, proposed), before)
    if carried.outcome == "conflicts" or carried.clause is None:
        note = f"{typed.note} {_CONFLICTS}"
        return replace(typed, base=draft.base, before=old, shown=_began_on(typed, draft), note=note)
    return replace(typed, heading=carried.clause.heading, text=carried.clause.body, note=f"{typed.note} {_CARRIED}")


def _began_on(typed: Beginning, draft: Draft) -> Clause | None:
    """Give the version on which a revision was begun: what is merged later is merged over that one."""
    shown = typed.shown
    found = parse_clause(shown.path, draft.version_source) if shown is not None and draft.version_source else shown
    return found if isinstance(found, Clause) else shown


def _words(clause: Clause) -> tuple[str, str, str]:
    return clause.number, clause.heading, clause.body


def _number(desk: Desk, clause: Clause | None) -> str:
    if clause is None:
        return ""
    numbers = {each.number for each in desk.negotiation.treaty.clauses}
    for amendment in desk.negotiation.live:
        numbers.update(change.after.number for change in amendment.changes if change.after is not None)
    return next_number(clause, frozenset(numbers))
