"""`show`: one clause, provision, amendment or position, with everything that is known of it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from drafter.cli.options import at_option, example, format_option
from drafter.cli.output import coloured, columns, listed, say, say_json, say_whole
from drafter.cli.redline import clause_redline, exchange, print_redline
from drafter.cli.session import Session, check_party
from drafter.model.problem import refuse

if TYPE_CHECKING:
    from drafter.draft.brackets import Brackets
    from drafter.model.amendment import Amendment
    from drafter.model.clause import Clause
    from drafter.model.negotiation import Negotiation
    from drafter.model.target import Target
    from drafter.text.choice import Disputed

_OF_SIGNATORY = re.compile(r"(?P<code>[A-Z]{3}):(?P<target>.+)\Z")


@click.command("show", epilog=example("drafter show critical-infrastructure:2.a\n  drafter show EST:NOR-NT"))
@click.argument("target")
@at_option
@format_option("text", "json")
@click.pass_obj
def show_command(session: Session, target: str, at: str | None, form: str) -> None:
    """Show a clause, a provision, an amendment or a position.

    TARGET is CLAUSE, CLAUSE:1.a, the beginning of the id of an amendment, or CODE: and one of these for a position.
    """
    with session.negotiation(at) as (_, negotiation):
        of = _OF_SIGNATORY.match(target)
        if of is not None:
            check_party(negotiation.treaty.roster, of["code"])
        found = _target(negotiation, of["target"] if of is not None else target)
        told: Any
        if of is not None:
            told = _position(negotiation, of["code"], found)
        elif found.amendment:
            told = _amendment(negotiation, negotiation.by_id[found.amendment])
        else:
            told = _text(negotiation, found)
        if form == "json":
            say_json(told)
        elif of is not None:
            _say_positions([told])
        elif found.amendment:
            _say_amendment(negotiation, negotiation.by_id[found.amendment], told)
        else:
            _say_text(told)


def _target(negotiation: Negotiation, text: str) -> Target:
    from drafter.model import resolve

    return resolve.target(negotiation, text)


def _position(negotiation: Negotiation, code: str, target: Target) -> dict[str, Any]:
    from drafter.draft.matrix import position_rows
    from drafter.export.data import plain

    for row in position_rows(negotiation, signatory=code):
        if row.target == str(target):
            return dict(plain(row))
    raise refuse(f"{code} holds no position on {target}", f"`drafter positions --signatory {code}` lists its positions")


def _text(negotiation: Negotiation, target: Target) -> dict[str, Any]:
    """Give what is known of a clause or provision."""
    from drafter.draft.brackets import Brackets
    from drafter.draft.matrix import position_rows
    from drafter.draft.summary import amendment_rows
    from drafter.export.data import plain
    from drafter.model.provision import provision

    clause = negotiation.treaty.by_id[target.clause]
    found = provision(clause.body, target.label) if target.label else None
    brackets = Brackets(negotiation)
    positions = [
        row for row in position_rows(negotiation, clauses=[clause.id]) if not _is_amendment(negotiation, row.target)
    ]
    if target.label:
        positions = [row for row in positions if row.target == str(target)]
    return {
        "id": str(target),
        "kind": clause.kind.value,
        "number": clause.number,
        "heading": clause.heading,
        "designation": clause.designation,
        "status": clause.status.value,
        "reopened_by": list(brackets.proposals.reopened_by(clause.id)),
        "sources": list(clause.sources),
        "path": clause.path,
        "text": clause.body[found.start : found.end] if found is not None else clause.body,
        "text_sha256": negotiation.current_text_sha256(target),
        "bracketed": _bracketed(brackets, clause) if not target.label else None,
        "brackets": brackets.count(clause.id),
        "amendments": plain(amendment_rows(negotiation, clauses=[clause.id])),
        "positions": plain(positions),
    }


def _is_amendment(negotiation: Negotiation, target: str) -> bool:
    return target in negotiation.by_id


def _bracketed(brackets: Brackets, clause: Clause) -> str:
    from drafter.text.printing import plain as printed
    from drafter.text.printing import without_isolates

    return "\n\n".join(without_isolates(printed(each.paragraphs)) for each in brackets.of(clause.id))


def _amendment(negotiation: Negotiation, amendment: Amendment) -> dict[str, Any]:
    """Give what is known of an amendment."""
    from drafter.draft.matrix import position_rows
    from drafter.draft.proposals import Proposals
    from drafter.draft.summary import amendment_rows
    from drafter.export.data import plain

    row = next(each for each in amendment_rows(negotiation) if each.id == amendment.id)
    positions = [each for each in position_rows(negotiation) if each.target == amendment.id]
    return {
        **plain(row),
        "nearly_same_as": list(Proposals(negotiation).nearly_same_as(amendment.id)),
        "rationale": amendment.rationale,
        "base": amendment.base,
        "text_sha256": amendment.text_sha256,
        "retains": [str(target) for target in amendment.retains],
        "decision": amendment.decision,
        "decided_because": amendment.decided_because,
        "recommendation_reason": amendment.recommendation.reason if amendment.recommendation is not None else "",
        "changes": [
            {
                "clause": change.clause,
                "action": change.action.value,
                "before": change.before.text if change.before is not None else None,
                "after": change.proposed_text,
            }
            for change in amendment.changes
        ],
        "parts": [
            {"clause": clause, "part": each.part, "old": each.conflict.ours, "new": each.conflict.theirs}
            for clause, each in _parts(negotiation, amendment)
        ],
        "versions": plain(amendment.versions),
        "positions": plain(positions),
    }


def _parts(negotiation: Negotiation, amendment: Amendment) -> list[tuple[str, Disputed]]:
    """Give the parts of which one can be adopted and another left, by clause; none where it goes as a whole."""
    from drafter.text.carry import plan, sub_amendment_problem
    from drafter.text.parts import in_parts

    if not amendment.status.pending or sub_amendment_problem(amendment, [], negotiation.by_id) is not None:
        return []
    planned = plan(negotiation.treaty, [amendment])
    divided = in_parts(negotiation.treaty.by_id, planned.clauses)
    found = [(clause, each) for clause, way in divided.items() for each in way.disputed]
    return found if len(found) > 1 else []


def _say_text(told: dict[str, Any]) -> None:
    heading = f". {told['heading']}" if told["heading"] else ""
    say(f"{told['designation']}{heading}")
    say()
    said = told["status"]
    if told["reopened_by"]:
        said += f", reopened by {' '.join(told['reopened_by'])}"
    of_provision = ":" in told["id"]
    brackets = f"{told['brackets']} in the whole clause" if of_provision else told["brackets"]
    _say_facts([("id", told["id"]), ("status", said), ("brackets", brackets), ("file", told["path"])])
    for source in told["sources"]:
        _say_facts([("source", source)])
    say()
    say_whole(told["text"].rstrip("\n") + "\n")
    if told["bracketed"] is not None and told["brackets"]:
        say("\nWith the brackets of all live proposals:\n")
        say_whole(told["bracketed"].rstrip("\n") + "\n")
    if told["amendments"]:
        say("\nAmendments to the clause:\n" if of_provision else "\nAmendments:\n")
        _say_rows([(row["id"], row["status"], row["subject"]) for row in told["amendments"]])
    if told["positions"]:
        say("\nPositions:\n")
        _say_positions(told["positions"])


def _say_amendment(negotiation: Negotiation, amendment: Amendment, told: dict[str, Any]) -> None:
    from drafter.draft.comparison import of_amendment
    from drafter.draft.family import family
    from drafter.draft.proposals import Proposals

    roster = negotiation.treaty.roster
    say(f"{told['id']}: {told['subject']}")
    say()
    facts = [
        ("by", f"{told['signatory']} ({roster.name(told['signatory'])})"),
        ("on behalf of", told["on_behalf_of"]),
        ("co-sponsors", " ".join(told["cosponsors"])),
        ("action", told["action"]),
        ("status", told["status"]),
        ("recommended", amendment.recommended),
        ("why", told["recommendation_reason"] if amendment.recommended else ""),
        ("decision", told["decision"]),
        ("because", told["decided_because"]),
        ("applies", f"{told['applies']}, its base has changed" if told["stale"] else told["applies"]),
        ("conflicts with", " ".join(told["conflicts"])),
        ("said before", Proposals(negotiation).said_before(amendment.id)),
        *((how, " ".join(others)) for how, others in family(Proposals(negotiation), amendment.id).items()),
        ("retains", " ".join(told["retains"])),
        ("tabled", told["tabled"]),
        ("versions", len(told["versions"]) if len(told["versions"]) > 1 else None),
        ("rationale", told["rationale"]),
    ]
    _say_facts([(name, value) for name, value in facts if value])
    for pair in of_amendment(amendment):
        say(f"\n{pair.clause}:\n")
        print_redline(clause_redline(pair.old, pair.new, pair.renumbered, coloured=coloured(), columns=columns()))
    parts = _parts(negotiation, amendment)
    if parts:
        say("\nParts, each of which `adopt --part` takes alone:\n")
    for nth, (clause, each) in enumerate(parts, start=1):
        where = clause if each.part == "body" else f"{clause}, the {each.part}"
        old, new = each.conflict.ours, each.conflict.theirs
        if each.part == "clause":
            where, old, new = f"{clause} {'is deleted' if old else 'is added'}", "", ""
        words = exchange(each.lead, old, new, each.trail, coloured=coloured(), columns=columns() - 5)
        say(f"{nth:>3}  {where}{':' if words else ''}")
        if words:
            print_redline(textwrap.indent(words, "     "))
    if told["positions"]:
        say("\nPositions:\n")
        _say_positions(told["positions"])


def _say_facts(facts: Sequence[tuple[str, Any]]) -> None:
    for name, value in facts:
        say(f"{name:<15}{' '.join(str(value).split())}")


def _say_rows(rows: Sequence[Sequence[str]]) -> None:
    say_whole(listed(rows[0], rows[1:]))


def _say_positions(rows: Sequence[dict[str, Any]]) -> None:
    for line in _positions_in_words(rows):
        say(line)


def _positions_in_words(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    from drafter.draft.conditions import Conditioned, in_words
    from drafter.model.terms import Stance

    for row in rows:
        speaker = (
            f"{row['signatory']}, on behalf of {row['on_behalf_of']}," if row["on_behalf_of"] else row["signatory"]
        )
        notes = "".join(
            note
            for note, holds in ((", as co-sponsor", row["cosponsor"]), (" (stale: the text has changed)", row["stale"]))
            if holds
        )
        on = in_words([Conditioned(**each) for each in row["conditions"]])
        yield f"{speaker} {Stance(row['stance']).phrase} {row['target']}{notes}{on}"
        if row["statement"]:
            yield "    " + "\n    ".join(row["statement"].splitlines())
