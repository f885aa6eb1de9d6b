"""Issuing a text: main and every branch as they stand, under one name."""

from __future__ import annotations

import re
from collections.abc import Mapping

from drafter.model.ids import AMENDMENTS_PREFIX, ISSUE_NAME, MAIN_REF, NO_FILE, POSITIONS_PREFIX, TAGS_PREFIX
from drafter.model.negotiation import Act
from drafter.model.problem import refuse
from drafter.store.agreed import Agreed
from drafter.store.credentials import act
from drafter.store.identity import Identity
from drafter.store.issued import branch_of
from drafter.store.plumbing import GitFailed
from drafter.store.recording import wording
from drafter.store.recording.commit import (
    Draft,
    Moved,
    author,
    check_secretariat,
    compose,
    moment,
    signature,
    signing_environment,
    trailers_of,
    until_recorded,
    write,
)
from drafter.store.repository import Repository
from drafter.store.snapshot import tips

MOST_NAME = 64
_HEX = re.compile(r"[0-9a-fA-F]{4,40}\Z")


def issue(repo: Repository, who: Identity, name: str, *, date: str | None = None) -> Act:
    """Issue the text: an annotated tag on a commit of its own.

    The commit has main's tree; its parents are main and the tip of every amendment and of every signatory's positions,
    by ref name, so that the negotiation can be read back as it stood. Raises Refused.
    """

    def attempt() -> Act:
        now = tips(repo)
        agreed = Agreed(repo, repo.commit(now[MAIN_REF]))
        check_secretariat(agreed, who, "issues a text")
        _check_name(name, now)
        branches = sorted(ref for ref in now if ref.startswith((AMENDMENTS_PREFIX, POSITIONS_PREFIX)))
        commits = repo.commits(now[ref] for ref in branches)
        joined = [now[ref] for ref in branches if branch_of(commits[now[ref]]) == ref]
        trailers = [("Regarding", agreed.commit.id), ("Action", "issue"), ("Issue", name)]
        draft = Draft(
            ref=f"{TAGS_PREFIX}{name}",
            old=None,
            tree=agreed.commit.tree,
            parents=(agreed.commit.id, *joined),
            message=compose(wording.issuing(name), "", trailers_of(agreed, "main", who) + trailers),
            who=who,
            epoch=moment(date, [agreed.commit, *(commits[id] for id in joined)]),
        )
        commit = write(repo, draft)
        options, signing = signature(who)
        with signing_environment(who) as environment:
            answer = repo.git.ask(
                "tag", "--annotate", "--cleanup=verbatim", "--file=-", *(["--sign"] if signing else []),
                "--end-of-options", name, commit.id,
                given=draft.message.format().encode(),
                environment={**author(who, draft.epoch), **environment},
                options=options,
            )  # fmt: skip
        if answer.status != 0:
            if "already exists" in answer.said:
                raise Moved
            raise GitFailed("tag", answer.status, answer.said)
        repo.keep_made(done=True)
        return act(commit, draft.message, draft.ref)

    return until_recorded(attempt)


def _check_name(name: str, now: Mapping[str, str]) -> None:
    if not ISSUE_NAME.match(name) or len(name) > MOST_NAME or name.endswith(".lock"):
        remedy = "use letters, digits, `.` and `-`, and no name of something else: Rev.1"
        raise refuse(f"`{name}` can't be the name of an issue", remedy, rule="issue")
    if NO_FILE.match(name):
        said = f"no clone on Windows can hold an issue `{name}`: that is no name of a file there"
        raise refuse(said, "choose another name: Rev.1", rule="issue")
    # A tag would hide the branch or the commit that plain git knows by that name.
    branches = {ref.removeprefix("refs/heads/").partition("/")[0] for ref in now if ref.startswith("refs/heads/")}
    if name in branches | {"main", "log", "HEAD", "FETCH_HEAD", "ORIG_HEAD", "MERGE_HEAD"} or _HEX.match(name):
        raise refuse(f"git knows something else as `{name}`", "choose another name: Rev.1", rule="issue")
    taken = [ref.removeprefix(TAGS_PREFIX) for ref in now if ref.startswith(TAGS_PREFIX)]
    # Loose refs are files, and some file systems don't tell rev.1 from Rev.1.
    if name.casefold() in (each.casefold() for each in taken):
        remedy = f"issued are {', '.join(taken)}"
        raise refuse(f"there is already an issue {name}", remedy, rule="issue")
