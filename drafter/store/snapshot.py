"""Where every ref of the negotiation stands: one git call."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from drafter.model.ids import AMENDMENTS_PREFIX, MAIN_REF, POSITIONS_PREFIX
from drafter.model.problem import refuse
from drafter.store.repository import Repository

TAGS_PREFIX = "refs/tags/"
ALL = (AMENDMENTS_PREFIX, POSITIONS_PREFIX, TAGS_PREFIX)


def tips(repo: Repository, refs: Iterable[str] = ALL) -> Mapping[str, str]:
    """Give the object that each ref of the negotiation names: main, amendments, positions and annotated tags.

    Or main and only these `refs`, as far as they are there: a negotiation has thousands. In the order of the refs'
    names. Raises Refused when git fails or main is gone.
    """
    listed = repo.git.run(
        "for-each-ref", "--format=%(objectname) %(objecttype) %(refname)", MAIN_REF, *refs
    ).decode("utf-8", "surrogateescape")  # fmt: skip
    found: dict[str, str] = {}
    for line in listed.splitlines():
        id, kind, ref = line.split(" ", 2)
        if kind == ("tag" if ref.startswith(TAGS_PREFIX) else "commit"):
            found[ref] = id
    if MAIN_REF not in found:
        raise refuse("there is no branch main", "fetch it again from another clone", rule="repository")
    return found


def all_refs(repo: Repository, *prefixes: str) -> dict[str, str]:
    """Give the object that each ref names, whatever both are: of all refs, or of those below these prefixes."""
    listed = repo.git.run("for-each-ref", "--format=%(objectname) %(refname)", *prefixes)
    rows = (line.split(" ", 1) for line in listed.decode("utf-8", "surrogateescape").splitlines())
    return {ref: id for id, ref in rows}
