"""The issued texts: tags on commits that join main and every branch as they stood."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from drafter.model.ids import AMENDMENTS_PREFIX, MAIN_REF, POSITIONS_PREFIX, SECRETARIAT, TAGS_PREFIX, is_negotiated
from drafter.model.negotiation import Issue
from drafter.model.problem import Problem
from drafter.model.record import parse_message
from drafter.store.agreed import Agreed
from drafter.store.credentials import ref_of
from drafter.store.objects import Commit, Tag, parse_tag
from drafter.store.repository import Repository


def read_issues(
    repo: Repository, tips: Mapping[str, str], agreed: Agreed
) -> tuple[tuple[Issue, ...], tuple[Problem, ...]]:
    """Read the issues among the tags, oldest first, and those that claim to be one and are not.

    Tags of other kinds are nobody's business here. An issue of a text that is not on this main is left out.
    """
    tags = [ref for ref in tips if ref.startswith(TAGS_PREFIX)]
    read = [parse_tag(id, raw) for id, _, raw in repo.git.objects([tips[ref] for ref in tags])]
    claimed = [
        (ref, tag)
        for ref, tag in zip(tags, read, strict=True)
        if tag is not None and "\nDrafter-Record: " in tag.message
    ]
    commits = repo.commits(tag.commit for _, tag in claimed)
    repo.commits(each.parents[0] for each in commits.values() if each.parents)
    issues: list[Issue] = []
    problems: list[Problem] = []
    for ref, tag in claimed:
        name = ref.removeprefix(TAGS_PREFIX)
        commit = commits[tag.commit]
        why = _flaw(repo, name, tag, commit, agreed)
        if why is not None:
            problems.append(
                Problem(rule="issue", message=f"the tag {name} is not an issue: {why}", file=f"tags/{name}")
            )
        elif commit.parents[0] in agreed.on_main:
            issues.append(Issue(name, commit.id, commit.parents[0], commit.date))
    place = {id: -place for place, id in enumerate(agreed.history)}
    return tuple(sorted(issues, key=lambda each: (place[each.main], each.date, each.name))), tuple(problems)


def snapshot_of(repo: Repository, issue: Commit) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Give where every ref stood when a text was issued: each parent's own record says which ref it was the tip of."""
    parents = repo.commits(issue.parents)
    found = {MAIN_REF: issue.parents[0]}
    problems: list[Problem] = []
    for id in issue.parents[1:]:
        ref = branch_of(parents[id])
        if ref is None or ref in found:
            problems.append(Problem(rule="issue", message=f"the commit {id[:12]} in the issue is not that of a branch"))
        else:
            found[ref] = id
    return found, tuple(problems)


def branch_of(commit: Commit) -> str | None:
    """Give the branch on which a record of an amendment or a position belongs, or None when it is no such record."""
    return _branch(commit.message)


@lru_cache(maxsize=8192)
def _branch(text: str) -> str | None:
    """Read it: each issue holds every branch, most of them as the one before did."""
    message = parse_message(text)
    ref = ref_of(message) if not isinstance(message, Problem) else ""
    return ref if ref.startswith((AMENDMENTS_PREFIX, POSITIONS_PREFIX)) and is_negotiated(ref) else None


def _flaw(repo: Repository, name: str, tag: Tag, commit: Commit, agreed: Agreed) -> str | None:
    message = agreed.credentials.record(commit, "main", SECRETARIAT)
    if isinstance(message, Problem):
        return message.message
    if message.one("Action") != "issue" or message.one("Issue") != name or tag.name != name:
        return "its record is that of another act"
    if tag.message != commit.message:
        return "the tag says something else than its commit"
    if not commit.parents or repo.commit(commit.parents[0]).tree != commit.tree:
        return "its text is not that of main"
    return None
