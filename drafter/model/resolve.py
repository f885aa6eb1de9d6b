"""From what a person types to what is meant: prefixes of amendments, clauses, provisions."""

from __future__ import annotations

import re
from collections.abc import Collection

from drafter.model.amendment import Amendment
from drafter.model.clause import Clause
from drafter.model.ids import AMENDMENT_ID, AMENDMENT_PREFIX, few, meant
from drafter.model.negotiation import Negotiation
from drafter.model.problem import refuse
from drafter.model.provision import provisions
from drafter.model.target import Target
from drafter.model.treaty import Treaty, with_proposed

MOST_CANDIDATES = 6
_NUMBERED = re.compile(r"(?:(?P<kind>article|part|annex)[ -]?)?(?P<number>[0-9ivxlc]+(?: ?[a-z]+)?)\Z")


def amendment(negotiation: Negotiation, text: str) -> Amendment:
    """Give the amendment with that id, or that unique beginning of one. Raises Refused, with candidates."""
    prefix = text.upper()
    if prefix in negotiation.by_id:
        return negotiation.by_id[prefix]
    begun = [each for each in negotiation.amendments if prefix and each.id.startswith(prefix)]
    if len(begun) == 1:
        return begun[0]
    if begun:
        candidates = few([each.id for each in begun], MOST_CANDIDATES)
        raise refuse(f"`{text}` could be {candidates}", "type more of the id", rule="ambiguous-amendment")
    remedy = meant(text, negotiation.by_id, "`drafter amendments` lists them")
    raise refuse(f"there is no amendment `{text}`", remedy, rule="unknown-amendment")


def clause(negotiation: Negotiation, text: str) -> Clause:
    """Give the clause with that id. Raises Refused with the nearest ids; a clause is never found by a guess."""
    found = negotiation.treaty.by_id.get(text)
    if found is not None:
        return found
    remedy = _explained(negotiation, text) or meant(text, negotiation.treaty.by_id, "`drafter list` shows them")
    raise refuse(f"there is no clause `{text}`", remedy, rule="unknown-clause")


def _explained(negotiation: Negotiation, text: str) -> str:
    """Say which clause has the number that was typed (`4`, `article 4 bis`), or which amendment would add the clause.

    A number may be another clause's in the next text: it is explained, and never taken for a name.
    """
    match = _NUMBERED.match(text.casefold())

    def numbered(clause: Clause) -> bool:
        if match is None or match["kind"] not in (None, clause.kind.value):
            return False
        return "".join(clause.number.casefold().split()) == "".join(match["number"].split())

    for each in negotiation.treaty.clauses:
        if numbered(each):
            return f"{each.designation} is `{each.id}`"
    adding = [
        amendment.id
        for amendment in negotiation.live
        for change in amendment.changes
        if change.before is None and change.after is not None and (change.clause == text or numbered(change.after))
    ]
    return f"{' and '.join(adding)} would add it: name the amendment" if adding else ""


def plainly(treaty: Treaty, amendments: Collection[str], text: str) -> Target | None:
    """Give what is meant where the agreed text and the ids of all amendments say so; None: only `target` can say it.

    An amendment is one of these ids, or the only one that begins so; whether it counts is still to be seen.
    """
    found = _in_text(treaty, text)
    if found is None and _may_be_amendment(text):
        begun = [id for id in amendments if id.startswith(text.upper())]
        found = Target(amendment=begun[0]) if len(begun) == 1 and AMENDMENT_ID.match(begun[0]) else None
    return found


def _in_text(treaty: Treaty, text: str) -> Target | None:
    """Give the clause or provision of the agreed text that is called just that, or None."""
    if text in treaty.by_id:
        return Target(text)
    name, _, label = text.partition(":")
    owner = treaty.by_id.get(name)
    return Target(name, label) if owner is not None and label in _labels(owner) else None


def _may_be_amendment(text: str) -> bool:
    return bool(AMENDMENT_PREFIX.match(text.upper())) and (text.isupper() or "-" in text)


def _labels(clause: Clause) -> list[str]:
    return [each.label for each in provisions(clause.body)]


def target(negotiation: Negotiation, text: str) -> Target:
    """Give the clause, provision (`clause:1.a`) or amendment (id or prefix) that is meant.

    A clause or provision may also be one that a live amendment proposes to add. Raises Refused with candidates or
    near names.
    """
    found = _in_text(negotiation.treaty, text)
    if found is not None:
        return found
    if _may_be_amendment(text):
        return Target(amendment=amendment(negotiation, text).id)
    name, colon, label = text.partition(":")
    if not colon:
        known = [*negotiation.treaty.by_id, *negotiation.by_id]
        otherwise = "`drafter list` shows the clauses, `drafter amendments` the amendments"
        remedy = _explained(negotiation, text) or meant(text, known, otherwise)
        raise refuse(f"there is no clause or amendment `{text}`", remedy, rule="unknown-target")
    owner = clause(negotiation, name)
    labels = _labels(owner)
    remedy = meant(label, labels, f"it has {', '.join(labels[:MOST_CANDIDATES])}" if labels else "it has none")
    raise refuse(f"`{owner.id}` has no provision `{label}`", remedy, rule="unknown-provision")


def targets(negotiation: Negotiation, text: str) -> tuple[Target, ...]:
    """Give what is meant by a target, or by `scope..annex-1`: the clauses from one to another that stand in the text.

    Raises Refused.
    """
    if ".." not in text:
        return (target(negotiation, text),)
    first, last = _ends(negotiation, text)
    within = (each for each in negotiation.treaty.standing if first.sort_key <= each.sort_key <= last.sort_key)
    found = tuple(Target(each.id) for each in within)
    if not found:
        raise refuse(f"no clause of {text} stands in the text", "`drafter list` shows them", rule="range")
    return found


def span(negotiation: Negotiation, text: str, earlier: Treaty | None = None) -> tuple[str, ...]:
    """Give the ids of the clauses that are meant by one's id, or by `scope..annex-1`: those from one to another, with
    the proposed ones, and those only in an `earlier` text, among them and behind the last up to the next that stands.

    So of ranges that follow one another each proposal is in one. Raises Refused.
    """
    if ".." not in text:
        proposed = {each.id for each in negotiation.proposed}
        return (text if text in proposed else clause(negotiation, text).id,)
    ends = _ends(negotiation, text)
    standing = negotiation.treaty.clauses
    gone = [
        each for each in (earlier.clauses if earlier is not None else ()) if each.id not in negotiation.treaty.by_id
    ]
    ids = [each.id for each in with_proposed(standing, [*gone, *negotiation.proposed])]
    behind = [each.id for each in standing if each.sort_key > ends[1].sort_key]
    begin = 0 if ends[0] is standing[0] else ids.index(ends[0].id)
    return tuple(dict.fromkeys(ids[begin : ids.index(behind[0]) if behind else None]))


def _ends(negotiation: Negotiation, text: str) -> tuple[Clause, Clause]:
    """Give the first and the last clause of a range. Raises Refused."""
    first, _, last = text.partition("..")
    if not first or not last:
        raise refuse(f"`{text}` has no {'end' if first else 'beginning'}", "write it as `scope..annex-1`", rule="range")
    ends = clause(negotiation, first), clause(negotiation, last)
    if ends[0].sort_key > ends[1].sort_key:
        raise refuse(f"`{last}` stands before `{first}`", f"write {last}..{first}", rule="range")
    return ends
