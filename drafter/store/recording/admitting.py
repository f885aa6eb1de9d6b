"""Recording who takes part: a change of signatories.toml on main."""

from __future__ import annotations

from collections.abc import Callable

from drafter.model.ids import MAIN_REF
from drafter.model.negotiation import Act
from drafter.model.problem import refuse
from drafter.model.signatory import FILE, parse_roster
from drafter.store.agreed import Agreed, unreadable
from drafter.store.identity import Identity
from drafter.store.recording.commit import check_secretariat, until_recorded
from drafter.store.recording.deciding import move
from drafter.store.recording.worktree import moving_main
from drafter.store.repository import Repository
from drafter.store.snapshot import tips


def roster(
    repo: Repository, who: Identity, change: Callable[[bytes], bytes], subject: str, *, date: str | None = None
) -> Act:
    """Change signatories.toml on main: `change` gets its bytes and gives the new ones. Raises Refused."""

    def attempt() -> Act:
        agreed = Agreed(repo, repo.commit(tips(repo)[MAIN_REF]))
        check_secretariat(agreed, who, "changes signatories.toml")
        before = repo.blobs([agreed.entries[FILE].id])[agreed.entries[FILE].id]
        after = change(before)
        if after == before:
            raise refuse("signatories.toml says that already", "nothing is to be done", rule="no-change")
        read, problems = parse_roster(after)
        if read is None:
            raise unreadable(problems)
        if not read.secretariat.delegates or read.id != agreed.roster.id:
            remedy = "keep a delegate of the secretariat, and the id of the treaty"
            raise refuse("nobody could act on this treaty any more", remedy, rule="roster")
        trailers = [("Regarding", agreed.commit.id)]
        return move(repo, agreed, who, "roster", subject, "", trailers, {FILE: after}, (), date)

    with moving_main(repo):
        return until_recorded(attempt)
