"""`blame`, `what-if` and `diff --accounted`: what stands behind the words, and what would."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from drafter.cli.options import at_option, example, format_option
from drafter.cli.output import coloured, columns, say, say_json
from drafter.cli.session import Session, find_target
from drafter.model.problem import refuse

if TYPE_CHECKING:
    from drafter.draft.account import Account, Accounted
    from drafter.draft.origin import Blamed, Origin
    from drafter.draft.selection import Selection

_SHORT = 10
_VOICES = ("opposes", "reserves", "retains", "silent", "stale", "depends")


@click.command("blame", epilog=example("drafter blame critical-infrastructure:1"))
@click.argument("target")
@at_option
@format_option("text", "json")
@click.pass_obj
def blame_command(session: Session, target: str, at: str | None, form: str) -> None:
    """Say who brought in each word of a clause or provision: the act, the signatory and the date."""
    from drafter.draft.origin import blame
    from drafter.store.history import history

    with session.repository() as repo:
        meant = find_target(repo, target, at)
        about = meant.target
        if about.amendment:
            remedy = f"`drafter show {about}` shows who proposes it; name a clause or a provision"
            raise refuse(f"{about} is an amendment, and blame is about the agreed text", remedy)
        found = blame(history(repo, clause=about.clause, until=meant.treaty.commit), about.clause, about.label)
    if form == "json":
        say_json([_blamed(about.clause, each) for each in found])
    else:
        _say_blame(found)


@click.command("what-if", epilog=example("drafter what-if NOR-NT RUS-0F"))
@click.argument("amendments", nargs=-1, required=True, metavar="AMENDMENT...")
@at_option
@format_option("text", "json")
@click.pass_obj
def what_if_command(session: Session, amendments: Sequence[str], at: str | None, form: str) -> int:
    """Show what adopting amendments would give, whatever their status; nothing is recorded.

    The text, the brackets that would remain, what conflicts with what, what has to be read first, and who would still
    oppose. Exit status 1 when they can't all be had together.
    """
    from drafter.draft.selection import select
    from drafter.model import resolve

    with session.negotiation(at) as (_, negotiation):
        chosen = select(negotiation, [resolve.amendment(negotiation, each).id for each in amendments])
    if form == "json":
        say_json(_selection(chosen))
    else:
        _say_selection(chosen)
    return 1 if chosen.refused else 0


def say_account(session: Session, since: str | None, until: str | None, clause: str | None, form: str) -> int:
    """Account for every change between two texts (`diff --accounted`). Gives the exit status: 1 when some is not."""
    from drafter.draft.account import account
    from drafter.model import resolve
    from drafter.store.history import history
    from drafter.store.reading import read

    with session.negotiation(until) as (repo, after):
        earlier = [each for each in after.issues if each.name != after.issue]
        start = since if since is not None else earlier[-1].name if earlier else after.treaty.root
        before = read(repo, start)
        if clause is not None and clause not in before.treaty.by_id:
            clause = resolve.clause(after, clause).id
        decisions = history(repo, since=before.treaty.commit, until=after.treaty.commit)
        found = account(before.treaty, after.treaty, decisions)
    changes = [each for each in found.changes if clause in (None, each.clause)]
    unattributed = [each for each in changes if not each.attributed]
    if form == "json":
        say_json(
            {
                "from": start,
                "to": until or "",
                "accounted": not unattributed,
                "edits": [_accounted(each) for each in changes],
                "unattributed": [_accounted(each) for each in unattributed],
                "unrecorded": _unrecorded(found),
            }
        )
    else:
        _say_account(found, changes)
    return 1 if unattributed else 0


def _origin(origin: Origin) -> dict[str, Any]:
    from drafter.export.data import plain

    return {**plain(origin), "amendment": next(iter(origin.amendments), None)}


def _blamed(clause: str, blamed: Blamed) -> dict[str, Any]:
    place = {"clause": clause, "part": blamed.part, "text": blamed.text, "start": blamed.start, "end": blamed.end}
    return {**place, **_origin(blamed.origin)}


def _accounted(each: Accounted) -> dict[str, Any]:
    from drafter.export.data import plain

    told = plain(each)
    del told["origins"]
    return {**told, "attributed": each.attributed, "behind": [_origin(origin) for origin in each.origins]}


def _unrecorded(found: Account) -> list[dict[str, Any]]:
    return [
        {
            "commit": each.commit,
            "date": each.date,
            "author": each.author,
            "subject": each.subject,
            "clauses": [change.clause for change in each.changes],
            "why": each.flaw,
        }
        for each in found.unrecorded
    ]


def _selection(chosen: Selection) -> dict[str, Any]:
    changed = {pair.clause: pair for pair in chosen.changed}
    return {
        "taken": list(chosen.taken),
        "contained": list(chosen.contained),
        "refused": [
            {
                "amendment": each.amendment,
                "reason": each.reason,
                "overlaps": list(each.overlaps),
                "conflicts": [
                    {"clause": clause, "base": words.base, "ours": words.ours, "theirs": words.theirs}
                    for clause, words in each.conflicts
                ],
            }
            for each in chosen.refused
        ],
        "near": [
            {
                "amendment": amendment,
                "clause": clause,
                "by": "amendment" if words.side == "theirs" else "text",
                "base": words.base,
                "text": words.text,
            }
            for amendment, clause, words in chosen.near
        ],
        "clauses": [{"id": id, "text": chosen.text(id), "brackets": chosen.brackets.get(id, 0)} for id in changed],
        "brackets": dict(chosen.brackets),
        "reopened": list(chosen.reopened),
        "opposed_by": list(chosen.opposed_by),
        "standing": [
            {
                "amendment": tally.target.amendment,
                **{name: list(getattr(tally, name)) for name in _VOICES},
                "consensus": tally.consensus,
            }
            for tally in chosen.tallies
        ],
    }


def _say_blame(found: Sequence[Blamed]) -> None:
    from drafter.export.facts import origin_line

    names = {each.origin: _name(each.origin) for each in found}
    width = max((len(name) for name in names.values()), default=0) + 2
    for place, paragraph in enumerate(_paragraphs(found)):
        if place:
            say()
        for words, origin in paragraph:
            for nth, line in enumerate(_wrapped(words, columns() - width)):
                say(f"{names[origin] if nth == 0 else '':<{width}}{line}")
    if found:
        say()
    for origin, name in names.items():
        say(f"{name:<{width}}{origin_line(origin)}")


def _paragraphs(found: Sequence[Blamed]) -> Iterator[list[tuple[str, Origin]]]:
    """Cut the stretches where paragraphs part, and leave out what is white space only."""
    paragraph: list[tuple[str, Origin]] = []
    part = ""
    for each in found:
        if each.part != part and paragraph:
            yield paragraph
            paragraph = []
        part = each.part
        for nth, words in enumerate(each.text.split("\n\n")):
            if nth and paragraph:
                yield paragraph
                paragraph = []
            if words.strip():
                paragraph.append((words.strip(), each.origin))
    if paragraph:
        yield paragraph


def _say_account(found: Account, changes: Iterable[Accounted]) -> None:
    from drafter.export.facts import origin_line

    attributed = [each for each in changes if each.attributed]
    unattributed = [each for each in changes if not each.attributed]
    for title, listed in (("", attributed), ("Unattributed:", unattributed)):
        if title and listed:
            say(f"{title}\n")
        clause = None
        for each in listed:
            if each.clause != clause:
                clause = each.clause
                say(f"{clause}:\n")
            for line in _wrapped(_shown(each), columns() - 2):
                say(f"  {line}")
            for origin in each.origins:
                say(f"      {origin_line(origin)}")
            say()
    for decision in found.unrecorded:
        if not any(decision.commit in _commits(each) for each in unattributed):
            commit = decision.commit[:_SHORT]
            say(f"{commit} is on main without being a record, and left no change: {decision.flaw}")
    changed = len(attributed) + len(unattributed)
    counted = "1 change" if changed == 1 else f"{changed} changes"
    say(f"{counted}, {len(unattributed)} unattributed" if changed else "no difference")


def _commits(each: Accounted) -> set[str]:
    return {origin.commit for origin in each.origins}


def _shown(each: Accounted) -> str:
    old, new = " ".join(each.old.split()), " ".join(each.new.split())
    if each.part in ("heading", "text"):
        words = f"{old} (moved)" if each.change == "moved" else _marked(old, new) or "(white space)"
        return f"heading: {words}" if each.part == "heading" else words
    if each.part == "clause":
        return f"the clause was {each.change}: {new or old}"
    return f"{each.part}: {_marked(old, new)}"


def _marked(old: str, new: str) -> str:
    return (f"[-{old}-]" if old else "") + (f"{{+{new}+}}" if new else "")


def _name(origin: Origin) -> str:
    if origin.amendments:
        return "+".join(origin.amendments)
    if origin.kind == "original":
        return "original"
    return f"{origin.kind} {origin.commit[:_SHORT]}"


def _say_selection(chosen: Selection) -> None:
    from drafter.cli.redline import clause_redline, print_redline

    for pair in chosen.changed:
        say(f"{pair.clause}:\n")
        print_redline(clause_redline(pair.old, pair.new, pair.renumbered, coloured=coloured(), columns=columns()))
        say()
    facts: list[tuple[str, Iterable[str]]] = [
        ("taken", [" ".join(chosen.taken)] if chosen.taken else []),
        ("in the text", [" ".join(chosen.contained)] if chosen.contained else []),
        (
            "not taken",
            [line for each in chosen.refused for line in _refused(each.amendment, each.reason, each.conflicts)],
        ),
        ("read first", list(_to_be_read(chosen))),
        ("reopens", [" ".join(chosen.reopened)] if chosen.reopened else []),
        ("opposed by", list(_still(chosen)) or ["nobody on record; silence is never consent"]),
        ("brackets", [_counted(chosen.brackets)]),
    ]
    for name, lines in facts:
        for nth, line in enumerate(lines):
            say(f"{name if nth == 0 else '':<13}{' '.join(line.split())}")


def _to_be_read(chosen: Selection) -> Iterator[str]:
    """Words that merge and stand near each other; those beside an amendment's own are not said to be its."""
    for name, id, words in chosen.near:
        marked = _marked(words.base, words.text)
        whose = name if words.side == "theirs" else f"beside {name}, changed before it,"
        yield f"{whose} in {id}: {marked}"


def _refused(amendment: str, reason: str, conflicts: Iterable[tuple[str, Any]]) -> Iterator[str]:
    yield f"{amendment}: {reason}"
    for clause, words in conflicts:
        yield f'in {clause}: base "{words.base}", text "{words.ours}", {amendment} "{words.theirs}"'


def _still(chosen: Selection) -> Iterator[str]:
    standings = chosen.standings
    for tally in chosen.tallies:
        against = (
            ("", standings.voices(tally.target, tally.opposes)),
            ("retained by ", standings.keepers(tally)),
            ("reserved by ", standings.voices(tally.target, tally.reserves)),
        )
        named = [f"{verb}{' '.join(codes)}" for verb, codes in against if codes]
        conditional = standings.conditional(tally.target, chosen.taken)
        named += [f"on conditions {' '.join(conditional)}"] if conditional else []
        if named:
            yield f"{tally.target}: {'; '.join(named)}"


def _counted(brackets: Mapping[str, int]) -> str:
    if not brackets:
        return "none would remain"
    return f"{sum(brackets.values())} would remain: " + ", ".join(f"{id} {count}" for id, count in brackets.items())


def _wrapped(words: str, width: int) -> list[str]:
    return textwrap.wrap(words, max(width, 30), break_long_words=False, break_on_hyphens=False) or [""]
