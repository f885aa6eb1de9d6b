"""The subjects of records: the act in plain words, in at most a hundred characters."""

from __future__ import annotations

from collections.abc import Sequence

from drafter.model.amendment import Change
from drafter.model.character import not_text
from drafter.model.clause import Clause
from drafter.model.position import Position
from drafter.model.record import MOST_SUBJECT
from drafter.model.target import Target
from drafter.model.terms import AmendmentAction, Kind
from drafter.store.changes import AS_MODIFIED, WITH_CHANGES


def taking_over(code: str, id: str, changes: Sequence[Change], *, changed: bool) -> str:
    """`FRA takes over GBR-7K3QXD: article 4`; `FRA takes over GBR-7K3QXD with changes: article 4`."""
    return _with_heading(f"{code} takes over {id}{WITH_CHANGES if changed else ''}: {_named(changes)}", changes)


def tabling(code: str, changes: Sequence[Change], parent: str | None) -> str:
    """`FRA proposes to amend article 4 (Protection of critical infrastructure)`."""
    if parent is not None:
        return _with_heading(f"{code} proposes to change {parent}: {_named(changes)}", changes)
    actions = {change.action for change in changes}
    action = actions.pop() if len(actions) == 1 else AmendmentAction.MODIFY
    if action is AmendmentAction.ADD:
        article = "a new " if len(changes) == 1 else "new "
        return _with_heading(f"{code} proposes {article}{_named(changes)}", changes)
    verb = "delete" if action is AmendmentAction.DELETE else "amend"
    return _with_heading(f"{code} proposes to {verb} {_named(changes)}", changes)


def retaining(code: str, targets: Sequence[Target], clauses: Sequence[Clause], against: str | None) -> str:
    """`JPN asks to retain article 4, paragraph 1`."""
    by_id = {clause.id: clause for clause in clauses}
    named = [place(target, by_id.get(target.clause)) for target in targets]
    what = named[0] if len(named) == 1 else f"{len(named)} provisions"
    return _short(f"{code} asks to retain {what}" + (f" against {against}" if against is not None else ""))


def revising(code: str, id: str, changes: Sequence[Change]) -> str:
    """`FRA revises FRA-7K3QXD: article 4 (Protection of critical infrastructure)`."""
    return _with_heading(f"{code} revises {id}: {_named(changes)}", changes)


def withdrawing(code: str, id: str) -> str:
    """`FRA withdraws FRA-7K3QXD`."""
    return f"{code} withdraws {id}"


def standing(position: Position, clause: Clause | None) -> str:
    """`DEU supports FRA-7K3QXD, as co-sponsor`, `DEU can accept FRA-7K3QXD, on 2 conditions`."""
    code, group, target = position.signatory, position.on_behalf_of, position.target
    speaker = f"{code}, on behalf of {group}," if group is not None else code
    what = target.amendment or place(target, clause)
    made = len(position.conditions)
    on = f", on {made} condition{'' if made == 1 else 's'}" if made else ""
    return _short(f"{speaker} {position.stance.phrase} {what}" + (", as co-sponsor" if position.cosponsor else on))


def adopting(ids: Sequence[str], clauses: Sequence[Clause], *, modified: bool) -> str:
    """`Adopt FRA-7K3QXD as modified: article 4`."""
    amendments = _listed(ids) if len(ids) < 4 else f"{len(ids)} amendments"
    what = f": {_clauses(clauses)}" if clauses else ""
    return _short(f"Adopt {amendments}{AS_MODIFIED if modified else ''}{what}")


def correcting(changes: Sequence[Change]) -> str:
    """`Correct article 4 (Protection of critical infrastructure)`; `Put in`, `Take out` and `Move` as well."""
    verbs = {_correction(change) for change in changes}
    return _with_heading(f"{verbs.pop() if len(verbs) == 1 else 'Correct'} {_named(changes)}", changes)


def _correction(change: Change) -> str:
    if change.before is None or change.after is None:
        return "Put in" if change.before is None else "Take out"
    return "Move" if change.before.source == change.after.source else "Correct"


def marking(what: str, phrase: str) -> str:
    """`Mark article 4 as agreed ad referendum`."""
    return _short(f"Mark {what} as {phrase}")


def recommending(id: str, phrase: str) -> str:
    """`Recommend NOR-NTA3CC: not accepted`; nothing for a recommendation that is taken back."""
    return f"Recommend {id}: {phrase}" if phrase else f"Recommend nothing on {id} any more"


def issuing(name: str) -> str:
    """`Issue Rev.1`."""
    return f"Issue {name}"


def place(target: Target, clause: Clause | None) -> str:
    """`article 4, paragraph 1 (a)`; the address when the clause is not known."""
    if clause is None:
        return str(target)
    if not target.label:
        return designation(clause)
    first, *inner = target.label.split(".")
    what = f"paragraph {first}" if first[:1].isdigit() else f"({first})"
    return ", ".join([designation(clause), " ".join([what, *(f"({each})" for each in inner)])])


def designation(clause: Clause) -> str:
    """`article 4`, `part II`, `the preamble`."""
    said = clause.designation
    said = said[:1].lower() + said[1:]
    return f"the {said}" if clause.kind is Kind.PREAMBLE and not clause.number else said


def _named(changes: Sequence[Change]) -> str:
    return _clauses([clause for change in changes if (clause := change.after or change.before) is not None])


def _clauses(clauses: Sequence[Clause]) -> str:
    kinds = {clause.kind for clause in clauses}
    if len(clauses) > 1 and kinds == {Kind.ARTICLE} and all(clause.number for clause in clauses):
        said = f"articles {_listed([clause.number for clause in clauses])}"
    else:
        said = _listed([designation(clause) for clause in clauses])
    return said if len(said) <= MOST_SUBJECT // 2 else f"{len(clauses)} clauses"


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _with_heading(subject: str, changes: Sequence[Change]) -> str:
    """Add the heading when one clause is concerned and there is room for it."""
    clause = (changes[0].after or changes[0].before) if len(changes) == 1 else None
    heading = " ".join(clause.heading.split()) if clause is not None else ""
    if not heading or not_text(heading) is not None:
        return _short(subject)
    return _short(f"{subject} ({heading})") if len(subject) + len(heading) + 3 <= MOST_SUBJECT else _short(subject)


def _short(subject: str) -> str:
    return subject if len(subject) <= MOST_SUBJECT else f"{subject[: MOST_SUBJECT - 1].rstrip()}…"
