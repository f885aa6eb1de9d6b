"""The work tree that shows main: it follows when an act moves main, as with `git merge --ff-only`."""

from __future__ import annotations

import fcntl
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from drafter.model.ids import CLAUSE_PATH, MAIN_REF, ROSTER_FILE
from drafter.model.problem import refuse
from drafter.store.objects import object_id
from drafter.store.plumbing import NO_OBJECT, GitFailed, Plumbing
from drafter.store.repository import Repository
from drafter.store.snapshot import tips

_PATIENCE = 10.0

Worked = Mapping[str, bytes | None]
"""Files as somebody has edited them in a work tree, by path; None where there is none any more."""

_NOTHING: Worked = {}

MAIN_SET_ASIDE = "refs/drafter/set-aside/main/"
"""What main was before it gave way to the server's."""


class WorkTree:
    """The work tree in which main is checked out."""

    def __init__(self, git: Plumbing, place: Path) -> None:
        self._git = git
        self._place = place

    @property
    def place(self) -> Path:
        """Its directory."""
        return self._place

    def check(self, main: str, worked: Worked = _NOTHING) -> None:
        """Check that it shows main, without local changes but those in `worked`, which are recorded. Raises Refused.

        When it shows main as it stood earlier, an act was killed before the work tree followed: it follows now.
        """
        # Files that were only touched are no changes. Status 1: some did change. With -q a lock would go unsaid.
        self._git.run("update-index", "--refresh", accept=(0, 1))
        if all(each[3:] in worked for each in self._changed()):
            return
        if not worked and self._brought_up(main) and not self._changed():
            return
        changed = [each[3:] for each in self._changed() if each[3:] not in worked]
        more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
        raise refuse(
            f"{self._place}: the work tree has local changes in {changed[0]}{more}",
            "record them with `drafter amend` (the secretariat with `drafter edit`), or put the text back with "
            "`git restore --staged --worktree .`",
            rule="work-tree",
        )

    def catch_up(self, main: str) -> None:
        """Show main where an act that was killed left this work tree behind; what was edited since stays.

        Raises Refused where the same file was edited: its text would take back what the act did.
        """
        if not self._brought_up(main):
            raise refuse(
                f"{self._place}: an act on main was interrupted, and what you edited is the text before it",
                "put your text aside, `git restore --staged --worktree .` shows main, and edit again",
                rule="work-tree",
            )

    def led_back(self, main: str, aside: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Show main where it was led back to, for the act that was shown here is lost: its words are nobody's edit.

        Its files are copied to `aside`, for nobody else may have them. Gives their paths, and those of them that were
        edited on top of it: these stay as they are. Raises Refused when git fails.
        """
        if self._left_at(main) is not None:
            self._brought_up(main)
            return (), ()
        self._git.run("update-index", "-q", "--refresh", accept=(0, 1))
        # What the lost act wrote may be among what is lost.
        shown = self._git.run("write-tree", "--missing-ok").decode().strip()
        lost = self._paths("diff-tree", "-r", "--name-only", "-z", "--no-renames", shown, main)
        edited = [each for each in self._paths("diff-files", "--name-only", "-z") if each in lost]
        for path in lost:
            if (self._place / path).is_file():
                (aside / path).parent.mkdir(parents=True, exist_ok=True)
                (aside / path).write_bytes((self._place / path).read_bytes())
        self._restore(main, [each for each in lost if each not in edited], "--staged", "--worktree")
        self._restore(main, edited, "--staged")
        return tuple(lost), tuple(edited)

    def _paths(self, *arguments: str) -> list[str]:
        told = self._git.run(*arguments).decode("utf-8", "surrogateescape")
        return [each for each in told.split("\0") if each]

    def _restore(self, main: str, paths: Sequence[str], *what: str) -> None:
        given = "".join(f"{path}\0" for path in paths).encode("utf-8", "surrogateescape")
        named = ("--pathspec-from-file=-", "--pathspec-file-nul")
        if given:
            self._git.run("restore", f"--source={main}", *what, *named, given=given, options=("--literal-pathspecs",))

    def _brought_up(self, main: str) -> bool:
        """Show main, where main as it stood earlier is shown. Gives False where something edited is in the way."""
        left = self._left_at(main)
        if left is None:
            return True
        told = self._git.run("diff-tree", "-r", "--raw", "-z", "--no-renames", "--no-abbrev", left, main)
        fields = told.decode("utf-8", "surrogateescape").split("\0")
        recorded = [path for head, path in zip(fields[::2], fields[1::2], strict=False)
                    if self._holds(path, head.split(" ")[3])]  # fmt: skip
        if recorded:
            # What was edited here, and is on record by now.
            given = "".join(f"{path}\0" for path in recorded).encode("utf-8", "surrogateescape")
            self._git.run("update-index", "--add", "--remove", "-z", "--stdin", given=given)
        return self._git.ask("read-tree", "-m", "-u", left, main).status == 0

    def _left_at(self, main: str) -> str | None:
        """Give the newest earlier commit of main that the index shows to the byte, or None when it shows main.

        One that was set aside, and main has given way, counts among them.
        """
        if self._git.ask("diff-index", "--cached", "--quiet", main).status == 0:
            return None
        shown = self._git.ask("write-tree")
        form = ("--no-commit-header", "--format=%H %T")
        listed = self._git.run("rev-list", "--first-parent", *form, main, f"--glob={MAIN_SET_ASIDE}").decode()
        at = {tree: commit for commit, tree in (line.split(" ") for line in reversed(listed.splitlines()))}
        return at.get(shown.out.decode().strip()) if shown.status == 0 else None

    def _holds(self, path: str, blob: str) -> bool:
        place = self._place / path
        if not place.is_file():
            return blob == NO_OBJECT and not place.exists()
        content = place.read_bytes()
        return object_id("blob", content) == blob

    def check_follows(self, old: str, new: str) -> None:
        """Check that nothing is in the way of following, before main moves. Raises Refused."""
        answer = self._git.ask("read-tree", "-m", "-u", "--dry-run", old, new)
        if answer.status != 0:
            failed = GitFailed("read-tree", answer.status, answer.said)
            if failed.locked:
                raise failed
            reason = failed.problem.message
            raise refuse(f"{self._place}: the work tree can't follow: {reason}", "move that away", rule="work-tree")

    def follow(self, old: str, new: str) -> None:
        """Show `new` instead of `old`."""
        self._git.run("read-tree", "-m", "-u", old, new)

    def check_still(self, worked: Worked) -> None:
        """Check that edited files still are as they were read. Raises Refused."""
        for path, content in worked.items():
            place = self._place / path
            if (place.read_bytes() if place.is_file() else None) != content:
                raise refuse("it was edited meanwhile", "nothing was recorded; try again", file=path, rule="work-tree")

    def keep(self, files: Worked) -> None:
        """Show files that were recorded out of this work tree as they were recorded, in the index too."""
        for path, content in files.items():
            place = self._place / path
            if content is None:
                place.unlink(missing_ok=True)
            elif not place.is_file() or place.read_bytes() != content:
                place.write_bytes(content)
        given = "".join(f"{path}\0" for path in files).encode()
        self._git.run("update-index", "--add", "--remove", "-z", "--stdin", given=given)

    def _changed(self) -> list[str]:
        """List what differs from main: two letters, for the index and the work tree, and the path."""
        told = self._git.run("status", "--porcelain", "-z", "--untracked-files=no", "--no-renames")
        return [each for each in told.decode("utf-8", "replace").split("\0") if each]


def catch_up(repo: Repository) -> None:
    """Let the work tree that shows main show it, before what was edited there is read. Raises Refused."""
    with moving_main(repo), showing_main(repo) as shown:
        if shown is not None:
            shown.catch_up(tips(repo)[MAIN_REF])


def files_at_work(repo: Repository) -> dict[str, bytes]:
    """Give clauses/ and signatories.toml as they stand in the work tree, by path. Raises Refused without one."""
    if repo.bare:
        raise refuse(
            "a bare repository has no work tree", "give the text with --file, or work in a clone", rule="work-tree"
        )
    directory = repo.root / "clauses"
    named = sorted(directory.iterdir()) if directory.is_dir() else []
    paths = [f"clauses/{each.name}" for each in named if CLAUSE_PATH.match(f"clauses/{each.name}")]
    return {path: (repo.root / path).read_bytes() for path in (*paths, ROSTER_FILE) if (repo.root / path).is_file()}


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
