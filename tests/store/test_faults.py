"""Races, kills, full disks: a record is whole or not there, and nobody's is lost."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from drafter.model.ids import SECRETARIAT
from drafter.model.problem import Refused
from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.store import reading, recording
from drafter.store.plumbing import Plumbing
from drafter.store.repository import Repository
from tests.conftest import acting_for, treaty_clauses, treaty_files
from tests.store.acts import CI, day, plain_git, refs, table

XXS = acting_for(SECRETARIAT)
_STANCES = (Stance.SUPPORT, Stance.OPPOSE, Stance.RESERVE, Stance.ACCEPT)

CHANGED = next(each.with_body(each.body.replace("without", "with")) for each in treaty_clauses() if each.id == CI)

spawn = multiprocessing.get_context("fork")


def _take_positions(root: Path, statement: str, count: int) -> None:
    with Repository.open(root) as repo:
        for each in range(count):
            recording.position(
                repo, acting_for("DEU"), Target("scope"), _STANCES[each % 4], statement=f"{statement} {each}"
            )


def _set_statuses(root: Path, ids: list[str]) -> None:
    with Repository.open(root) as repo:
        for id in ids:
            recording.status(repo, XXS, Target(id), "provisional")


def _run_together(works: list[tuple[Callable[..., None], tuple[object, ...]]]) -> None:
    processes = [spawn.Process(target=work, args=arguments) for work, arguments in works]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
    assert [process.exitcode for process in processes] == [0] * len(processes)


def test_two_processes_that_record_at_once_both_succeed(treaty: Repository) -> None:
    treaty.close()
    _run_together([(_take_positions, (treaty.root, name, 6)) for name in ("first", "second", "third")])
    subjects = plain_git(treaty.root, "log", "--format=%b", "positions/DEU")
    assert [subjects.count(f"{name} {each}\n") for name in ("first", "second", "third") for each in range(6)] == [
        1
    ] * 18
    assert reading.read(treaty).problems == ()


def test_two_processes_that_move_main_at_once_both_succeed_and_the_work_tree_follows(treaty: Repository) -> None:
    treaty.close()
    _run_together([(_set_statuses, (treaty.root, ["scope"])), (_set_statuses, (treaty.root, [CI, "preamble"]))])
    assert len(plain_git(treaty.root, "rev-list", "main").split()) == 4
    assert plain_git(treaty.root, "status", "--porcelain") == ""


def _die_at_call(root: Path, number: int, act: str) -> None:
    """Record an act, and be killed before the nth call of git that it would make."""
    repo = Repository.open(root)
    left = [number]

    def counting(method: Callable[..., object]) -> Callable[..., object]:
        def counted(self: Plumbing, *arguments: object, **options: object) -> object:
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left[0] -= 1
            return method(self, *arguments, **options)

        return counted

    for name in ("ask", "tree"):
        setattr(Plumbing, name, counting(getattr(Plumbing, name)))
    ACTS[act](repo)
    os._exit(0)


ACTS: dict[str, Callable[[Repository], object]] = {
    "amend": lambda repo: recording.amend(repo, acting_for("FRA"), {CI: CHANGED}, "x", id="FRA-000009", date=day(20)),
    "position": lambda repo: recording.position(
        repo, acting_for("DEU"), Target(amendment="FRA-000001"), Stance.SUPPORT, date=day(20)
    ),
    "adopt": lambda repo: recording.adopt(repo, XXS, ["FRA-000001"], date=day(20)),
    "issue": lambda repo: recording.issue(repo, XXS, "Rev.1", date=day(20)),
    "revise": lambda repo: recording.revise(repo, acting_for("FRA"), "FRA-000001", {CI: CHANGED}, "x", date=day(20)),
    "withdraw": lambda repo: recording.withdraw(repo, acting_for("FRA"), "FRA-000001", "x", date=day(20)),
    "retain": lambda repo: recording.retain(
        repo, acting_for("FRA"), [Target("scope")], "x", id="FRA-000009", date=day(20)
    ),
    "status": lambda repo: recording.status(repo, XXS, Target("scope"), "provisional", date=day(20)),
    "edit": lambda repo: recording.edit(repo, XXS, {CI: CHANGED}, "x", date=day(20)),
    "edit in the work tree": lambda repo: _edit_at_work(repo),
    "roster": lambda repo: recording.roster(repo, XXS, _renamed, "x", date=day(20)),
}
ON_MAIN = ("adopt", "status", "edit", "edit in the work tree", "roster")


def _renamed(content: bytes) -> bytes:
    return content.replace(b'name = "Germany"', b'name = "Germany, the Federal Republic of"')


def _edit_at_work(repo: Repository) -> object:
    place = repo.root / CHANGED.path
    place.write_bytes(CHANGED.source.encode())
    worked = {CHANGED.path: place.read_bytes()}
    return recording.edit(repo, XXS, {CI: CHANGED}, "x", worked=worked, date=day(20))


@pytest.mark.parametrize("act", sorted(ACTS))
def test_a_process_killed_at_any_moment_leaves_the_whole_record_or_none(
    treaty: Repository, tmp_path: Path, act: str
) -> None:
    table(treaty, "FRA", "refrain from", "not conduct", id="000001")
    treaty.close()
    before = refs(treaty)
    outcomes = []
    for number in range(60):
        root = tmp_path / f"killed-{number}"
        shutil.copytree(treaty.root, root)
        process = spawn.Process(target=_die_at_call, args=(root, number, act))
        process.start()
        process.join(60)
        with Repository.open(root) as repo:
            moved = {ref: id for ref, id in refs(repo).items() if before.get(ref) != id}
            read = reading.read(repo)
            assert read.problems == ()
            assert len(moved) <= 1
            assert plain_git(root, "fsck", "--no-dangling") == ""
            if not moved:
                ACTS[act](repo)
            elif act in ON_MAIN:
                # The next act of the secretariat goes on from there, and the work tree with it.
                recording.status(repo, XXS, Target("preamble"), "provisional", date=day(21))
            assert plain_git(root, "status", "--porcelain") == ""
        outcomes.append(bool(moved))
        shutil.rmtree(root)
        if process.exitcode == 0:
            break
    assert process.exitcode == 0
    assert outcomes == sorted(outcomes)
    assert outcomes[0] is False
    assert len(outcomes) > 4


@pytest.fixture
def failing_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Puts a git in the way that fails at one command as on a full disk."""
    real = shutil.which("git")

    def put(command: str, said: str) -> None:
        stub = tmp_path / "bin" / "git"
        stub.parent.mkdir(exist_ok=True)
        stub.write_text(
            f'#!/bin/sh\nfor each in "$@"; do\n  if [ "$each" = "{command}" ]; then\n'
            f'    printf "%b" "{said}" >&2\n    exit 128\n  fi\ndone\nexec "{real}" "$@"\n'
        )
        stub.chmod(stub.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{stub.parent}:{os.environ['PATH']}")

    return put


@pytest.mark.parametrize("command", ["hash-object", "mktree", "commit-tree", "update-ref"])
def test_a_full_disk_is_one_line_and_nothing_is_recorded(
    treaty: Repository, failing_git: Callable[[str, str], None], command: str
) -> None:
    before = refs(treaty)
    failing_git(command, "error: unable to write file: No space left on device\\nfatal: it ends\\n")
    with Repository.open(treaty.root) as repo, pytest.raises(Refused) as refusal:
        recording.position(repo, acting_for("DEU"), Target("scope"), Stance.SUPPORT)
    said = str(refusal.value)
    assert "No space left on device" in said
    assert "nothing was recorded" in said
    assert "\n" not in said
    assert refusal.value.status == 2
    assert refs(treaty) == before


def test_a_file_that_may_not_grow_is_a_full_disk_too(treaty: Repository) -> None:
    def limited(root: Path) -> None:
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        with Repository.open(root) as repo:
            try:
                recording.position(repo, acting_for("DEU"), Target("scope"), Stance.SUPPORT)
            except Refused as error:
                os._exit(42 if "nothing was recorded" in str(error) else 1)
        os._exit(0)

    before = refs(treaty)
    treaty.close()
    process = spawn.Process(target=limited, args=(treaty.root,))
    process.start()
    process.join(60)
    assert process.exitcode == 42
    assert refs(treaty) == before


def test_a_lock_that_somebody_left_is_named(treaty: Repository) -> None:
    lock = treaty.git_dir / "refs/heads/positions/DEU.lock"
    lock.parent.mkdir(parents=True)
    lock.touch()
    with pytest.raises(Refused, match=r"positions/DEU\.lock.*delete that lock file"):
        recording.position(treaty, acting_for("DEU"), Target("scope"), Stance.SUPPORT)
    assert lock.exists()


@pytest.mark.parametrize("seen", [True, False])
def test_a_lock_of_the_index_is_named(treaty: Repository, seen: bool) -> None:
    # Where git knows by their times that no file has changed, the index is not written before main moves.
    if seen:
        for path in treaty.git.run("ls-files").decode().split():
            os.utime(treaty.root / path, (1, 1))
        treaty.git.run("update-index", "--refresh")
    lock = treaty.git_dir / "index.lock"
    lock.touch()
    before = refs(treaty)
    with pytest.raises(Refused, match=r"index\.lock.*delete that lock file"):
        recording.status(treaty, XXS, Target("scope"), "agreed")
    assert refs(treaty) == before
    lock.unlink()
    recording.status(treaty, XXS, Target("scope"), "agreed")


def test_a_repository_in_which_one_may_not_write_is_named(
    treaty: Repository, failing_git: Callable[[str, str], None]
) -> None:
    place = ".git/objects"
    said = f"error: insufficient permission for adding an object to repository database {place}\n"
    failing_git("hash-object", f"{said}fatal: Unable to add (null) to database")
    with pytest.raises(Refused, match=f"repository database {place}; .*ask whoever keeps"):
        recording.position(treaty, acting_for("DEU"), Target("scope"), Stance.SUPPORT)


def test_a_missing_object_is_named(treaty: Repository) -> None:
    blob = plain_git(treaty.root, "rev-parse", "main:clauses/210-scope.md").strip()
    treaty.close()
    (treaty.git_dir / "objects" / blob[:2] / blob[2:]).unlink()
    with Repository.open(treaty.root) as repo, pytest.raises(Refused, match=f"{blob} is missing.*git fsck"):
        reading.read(repo)


def test_founding_on_a_full_disk_leaves_nothing(tmp_path: Path, failing_git: Callable[[str, str], None]) -> None:
    failing_git("commit-tree", "fatal: No space left on device")
    with pytest.raises(Refused, match="No space left"):
        recording.found(tmp_path / "new", treaty_files(), XXS, "Open")
    assert not (tmp_path / "new").exists()
