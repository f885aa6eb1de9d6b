"""Where every ref of the negotiation stands: one git call."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from drafter.model.ids import AMENDMENTS_PREFIX, MAIN_REF, POSITIONS_PREFIX, TAGS_PREFIX, place_of
from drafter.model.problem import refuse
from drafter.store.plumbing import DAMAGED, GitFailed, lines_of
from drafter.store.repository import Repository

ALL = (AMENDMENTS_PREFIX, POSITIONS_PREFIX, TAGS_PREFIX)

VERIFIED_PREFIX = "refs/drafter/verified/"
"""Where a clone notes how far each ref was verified."""

BROKEN = re.compile(r"ignoring broken ref (?P<ref>refs/\S+)")
"""What git says of a ref whose file names no object, and goes on without it."""


def tips(repo: Repository, refs: Iterable[str] = ALL) -> Mapping[str, str]:
    """Give the object that each ref of the negotiation names: main, amendments, positions and annotated tags.

    Or main and only these `refs`, as far as they are there: a negotiation has thousands. In the order of the refs'
    names. Raises Refused when git fails, main is gone, or a ref is damaged.
    """
    found: dict[str, str] = {}
    for line in _listed(repo, "%(objectname) %(objecttype) %(refname)", MAIN_REF, *refs):
        id, kind, ref = line.split(" ", 2)
        if kind == ("tag" if ref.startswith(TAGS_PREFIX) else "commit"):
            found[ref] = id
    if MAIN_REF not in found:
        raise refuse("there is no branch main", "fetch it again from another clone", rule="repository")
    return found


def all_refs(repo: Repository, *prefixes: str) -> dict[str, str]:
    """Give the object that each ref names, whatever both are: of all refs, or of those below these prefixes.

    Raises Refused when git fails or a ref is damaged.
    """
    rows = (line.split(" ", 1) for line in _listed(repo, "%(objectname) %(refname)", *prefixes))
    return {ref: id for id, ref in rows}


def verified(repo: Repository) -> dict[str, str]:
    """Give how far this repository was verified, by ref; empty when it never was."""
    return {f"refs/{ref.removeprefix(VERIFIED_PREFIX)}": id for ref, id in all_refs(repo, VERIFIED_PREFIX).items()}


def refs_under(repo: Repository, *prefixes: str) -> dict[str, str]:
    """Give the object that each ref below these prefixes names, damaged ones left out."""
    listed = lines_of(repo.git.run("for-each-ref", "--format=%(objectname) %(refname)", *prefixes))
    return {ref: id for id, ref in (line.split(" ", 1) for line in listed)}


def _listed(repo: Repository, form: str, *refs: str) -> list[str]:
    """Have git list refs. One that says nothing is no branch that isn't there: a State would seem to be silent."""
    answer = repo.git.ask("for-each-ref", f"--format={form}", *refs)
    broken = BROKEN.search(answer.said)
    if answer.status != 0:
        raise GitFailed("for-each-ref", answer.status, answer.said)
    if broken is not None:
        raise refuse(f"the branch {place_of(broken['ref'])} of this clone is damaged", DAMAGED, rule="git")
    return lines_of(answer.out)
