"""The work tree that shows main: it follows when an act moves main, as with `git merge --ff-only`."""

from __future__ import annotations

import fcntl
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from drafter.model.ids import MAIN_REF
from drafter.model.problem import refuse
from drafter.store.plumbing import GitFailed, Plumbing
from drafter.store.repository import Repository

_PATIENCE = 10.0


class WorkTree:
    """The work tree in which main is checked out."""

    def __init__(self, git: Plumbing, place: Path) -> None:
        self._git = git
        self._place = place

    def check(self, main: str, before: str | None) -> None:
        """Check that it shows main without local changes. Raises Refused.

        When it shows `before`, the parent of main, an earlier act was killed before the work tree followed: it
        follows now.
        """
        # Files that were only touched are no changes. Status 1: some did change.
        self._git.run("update-index", "-q", "--refresh", accept=(0, 1))
        if not self._changed():
            return
        if before is not None and not self._differs_from(before):
            self.follow(before, main)
            return
        changed = self._changed().split("\0")
        more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
        raise refuse(
            f"{self._place}: the work tree has local changes in {changed[0][3:]}{more}",
            "table them with `drafter amend`, or put the text back with `git restore --staged --worktree .`",
            rule="work-tree",
        )

    def check_follows(self, old: str, new: str) -> None:
        """Check that nothing is in the way of following, before main moves. Raises Refused."""
        answer = self._git.ask("read-tree", "-m", "-u", "--dry-run", old, new)
        if answer.status != 0:
            reason = GitFailed("read-tree", answer.status, answer.said).problem.message
            raise refuse(f"{self._place}: the work tree can't follow: {reason}", "move that away", rule="work-tree")

    def follow(self, old: str, new: str) -> None:
        """Show `new` instead of `old`."""
        self._git.run("read-tree", "-m", "-u", old, new)

    def _changed(self) -> str:
        return (
            self._git.run("status", "--porcelain", "-z", "--untracked-files=no", "--no-renames")
            .decode("utf-8", "replace")
            .rstrip("\0")
        )

    def _differs_from(self, commit: str) -> bool:
        """Whether the work tree, or the index, shows another text than a commit."""
        if any(each[1:2] != " " for each in self._changed().split("\0")):
            return True
        return self._git.ask("diff-index", "--cached", "--quiet", commit).status != 0


@contextmanager
def moving_main(repo: Repository) -> Iterator[None]:
    """Keep other processes of this program from moving main in this repository meanwhile.

    Two work trees that follow at once would mix. The lock is the kernel's: a killed process holds none.
    """
    place = repo.common_dir / "drafter"
    try:
        place.mkdir(exist_ok=True)
        stream = (place / "main.lock").open("w")
    except OSError as error:
        raise refuse(f"{place} can't be written: {error.strerror}", "nothing was recorded", rule="lock") from None
    with stream:
        patient_until = time.monotonic() + _PATIENCE
        while True:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > patient_until:
                    remedy = "nothing was recorded; try again"
                    raise refuse("another drafter is at work on main", remedy, rule="lock") from None
                time.sleep(random.uniform(0.005, 0.05))  # noqa: S311
        yield


@contextmanager
def showing_main(repo: Repository) -> Iterator[WorkTree | None]:
    """Give the work tree in which main is checked out, or None."""
    listed = repo.git.run("for-each-ref", "--format=%(worktreepath)", MAIN_REF).decode("utf-8", "surrogateescape")
    place = Path(listed.rstrip("\n"))
    if not listed.strip() or not (place / ".git").exists():
        yield None
    elif place.resolve() == repo.root.resolve():
        yield WorkTree(repo.git, place)
    else:
        git = Plumbing(place)
        try:
            yield WorkTree(git, place)
        finally:
            git.close()
