"""What git can't read of one branch of a service keeps nobody from the others, and is named."""

from __future__ import annotations

import fcntl
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.model.ids import owner
from drafter.model.problem import Refused
from drafter.model.terms import Stance
from drafter.store import reading
from drafter.store.doctor import examine_clone
from drafter.store.repository import Repository
from drafter.store.syncing.fetching import what_can_be_had
from drafter.store.syncing.remote import Broken, Undelivered
from tests.store.acts import CI, plain_git
from tests.store.served import Clone, cloned

FRA, DEU = "refs/heads/positions/FRA", "refs/heads/positions/DEU"


@pytest.fixture
def service(treaty: Repository, tmp_path: Path) -> Path:
    """A service that hosts git for others: no hook looks at what comes in."""
    plain_git(tmp_path, "clone", "--quiet", "--bare", str(treaty.root), "service.git")
    # The home of these tests would lead git to hooks that refuse everything.
    plain_git(tmp_path / "service.git", "config", "core.hooksPath", "hooks")
    return tmp_path / "service.git"


def put(service: Path, kind: str, content: bytes) -> str:
    """Write an object as it is, sound or not; gives its id."""
    command = ["git", "-C", str(service), "hash-object", "-t", kind, "-w", "--stdin", "--literally"]
    return subprocess.run(command, input=content, check=True, capture_output=True).stdout.decode().strip()


def spoil(service: Path, ref: str, harm: str) -> None:
    """Put a commit on a branch that no clone gets as a whole."""
    blob = put(service, "blob", harm.encode())
    mode = b"0100644" if harm == "broken" else b"100644"
    tree = put(service, "tree", mode + b" x\0" + bytes.fromhex(blob))
    if harm == "deep":
        for _ in range(2100):
            tree = put(service, "tree", b"40000 d\0" + bytes.fromhex(tree))
    parent = plain_git(service, "rev-parse", "--verify", "--quiet", ref, check=False).strip()
    line = f"parent {parent}\n" if parent else ""
    who = "A <a@example.org> 1770000000 +0000"
    commit = put(service, "commit", f"tree {tree}\n{line}author {who}\ncommitter {who}\n\nx\n".encode())
    plain_git(service, "update-ref", ref, commit)
    if harm == "damaged":
        file = service / "objects" / blob[:2] / blob[2:]
        file.chmod(0o644)
        file.write_bytes(b"no object")


def git_follows_any_depth() -> bool:
    """Whether this git is one of those that take in directories of any depth (before 2.45)."""
    said = subprocess.run(["git", "version"], check=True, capture_output=True, text=True).stdout.split()[2]
    return tuple(map(int, said.split(".")[:2])) < (2, 45)


HARMS = [
    ("broken", "holds a broken object"),
    ("damaged", "is damaged on the server"),
    pytest.param("deep", "directories without end", marks=pytest.mark.skipif(git_follows_any_depth(), reason="git")),
]


@pytest.mark.parametrize(("harm", "said"), HARMS)
def test_a_branch_that_git_cannot_read_stops_nobody_else(service: Path, tmp_path: Path, harm: str, said: str) -> None:
    fra, deu, fji = (cloned(service, tmp_path / code, code) for code in ("FRA", "DEU", "FJI"))
    first = fra.take("scope", Stance.SUPPORT)
    assert fra.sync().ok
    assert fji.sync().ok
    spoil(service, FRA, harm)
    theirs, mine = deu.take("scope", Stance.OPPOSE), fji.take("scope", Stance.RESERVE)
    report = deu.sync()
    assert [each.ref for each in report.sent] == [DEU]
    report = fji.sync()
    assert [(each.ref, each.sending) for each in report.kept] == [(FRA, False)]
    assert said in report.kept[0].reasons[0]
    assert "tell the secretariat" in report.kept[0].reasons[0]
    assert (report.alarms, report.violations, report.ok) == ([], [], False)
    assert {DEU: theirs, FRA: first, "refs/heads/positions/FJI": mine}.items() <= fji.refs().items()
    assert [each.ref for each in report.sent] == ["refs/heads/positions/FJI"]
    assert list((fji.root / ".git" / "objects" / "pack").glob("tmp_*")) == []


def test_a_new_clone_gets_all_but_the_branch_that_cannot_be_had_and_is_told_who_is_missing(
    service: Path, tmp_path: Path
) -> None:
    fra = cloned(service, tmp_path / "fra", "FRA")
    fra.take("scope", Stance.SUPPORT)
    assert fra.sync().ok
    spoil(service, FRA, "broken")
    plain_git(tmp_path, "clone", "-q", "--single-branch", "--no-tags", "--branch", "main", f"file://{service}", "deu")
    deu = Clone(tmp_path / "deu", "DEU")
    deu.take(CI, Stance.OPPOSE)
    report = deu.sync()
    ((ref, (why,)),) = [(each.ref, each.reasons) for each in report.kept]
    assert ref == FRA
    assert "nothing of it is here" in why
    assert "drafter bundle export" in why
    assert DEU in [each.ref for each in report.sent]
    # It says so again as long as that is so, and so does everything that is read meanwhile.
    assert [each.ref for each in deu.sync().kept] == [FRA]
    with Repository.open(deu.root) as repo:
        ((place, said),) = [(each.file, each.message) for each in reading.read(repo).problems]
    assert place == "positions/FRA"
    assert "could not be had at the last exchange: it holds a broken object" in said
    plain_git(service, "update-ref", FRA, f"{FRA}~1")
    assert deu.sync().kept == []
    with Repository.open(deu.root) as repo:
        assert reading.read(repo).problems == ()


def test_nobody_sends_on_top_of_what_could_not_be_had(service: Path, tmp_path: Path) -> None:
    fra = cloned(service, tmp_path / "fra", "FRA")
    fra.take("scope", Stance.SUPPORT)
    assert fra.sync().ok
    spoil(service, FRA, "broken")
    fra.take(CI, Stance.OPPOSE)
    report = fra.sync()
    assert ([(each.ref, each.sending) for each in report.kept], report.sent) == ([(FRA, False)], [])


def test_a_branch_below_the_name_of_a_delegation_is_not_taken_in_and_does_not_silence_it(
    service: Path, tmp_path: Path
) -> None:
    fji = cloned(service, tmp_path / "fji", "FJI")
    plain_git(service, "branch", "positions/DEU/x", "main")
    plain_git(service, "branch", "notes", "main")
    cloned(service, tmp_path / "fra", "FRA").take("scope", Stance.SUPPORT)
    assert Clone(tmp_path / "fra", "FRA").sync().ok
    assert fji.sync().ok
    plain_git(service, "branch", "-D", "positions/DEU/x")
    deu = cloned(service, tmp_path / "deu", "DEU")
    commit = deu.take("scope", Stance.OPPOSE)
    assert deu.sync().ok
    assert fji.sync().ok
    assert fji.refs()[DEU] == commit
    assert "notes" not in plain_git(fji.root, "branch", "--all")


def test_what_is_damaged_is_brought_back_from_a_server_of_which_another_branch_cannot_be_had(
    service: Path, tmp_path: Path
) -> None:
    deu = cloned(service, tmp_path / "deu", "DEU")
    commit = deu.take("scope", Stance.OPPOSE)
    assert deu.sync().ok
    spoil(service, FRA, "broken")
    (deu.root / ".git" / "objects" / commit[:2] / commit[2:]).unlink()
    found = [each for each in examine_clone(deu.root, fix=True) if each.rule == "objects"]
    assert [each.mended for each in found] == [True]
    assert plain_git(deu.root, "cat-file", "-t", commit) == "commit\n"


def having(bad: set[str], asked: list[Sequence[str]]) -> Callable[[Sequence[str]], None]:
    """A server of which some refs can't be had."""

    def fetch(refs: Sequence[str]) -> None:
        asked.append(refs)
        if bad & set(refs):
            raise Undelivered("server", "it is broken", "tell")

    return fetch


codes = st.sampled_from(["AUS", "DEU", "FRA", "FJI"])
refs = st.sets(st.builds(lambda code, n: f"refs/heads/amendments/{code}-{n:06}", codes, st.integers(0, 40)))


@given(refs, refs)
def test_of_a_delegation_that_spoils_little_all_else_is_had_and_it_stops_itself_only(
    good: set[str], bad: set[str]
) -> None:
    asked: list[Sequence[str]] = []
    missed = what_can_be_had(good | bad, having(bad, asked))
    had = {ref for some in asked if not bad & set(some) for ref in some}
    assert bad <= missed.keys()
    assert had | missed.keys() == good | bad
    assert not had & missed.keys()
    spoilers = {owner(ref) for ref in bad}
    assert {owner(ref) for ref in missed} <= spoilers
    few = {code for code in spoilers if sum(owner(ref) == code for ref in bad) < 5}
    assert {ref for ref in missed if owner(ref) in few} == {ref for ref in bad if owner(ref) in few}


def test_a_service_that_is_spoiled_throughout_is_not_asked_without_end() -> None:
    bad = {f"refs/heads/amendments/{a}{b}X-{n:06}" for a in "ABCDEFGH" for b in "ABCDEFGH" for n in range(20)}
    asked: list[Sequence[str]] = []
    assert what_can_be_had(bad, having(bad, asked)).keys() == bad
    assert len(asked) < 1000


def test_a_connection_that_breaks_is_tried_again_as_a_whole_and_in_the_end_in_parts() -> None:
    def fetch(refs: Sequence[str]) -> None:
        if FRA in refs:
            raise Broken(Undelivered("server", "the connection broke", "try again").problem)

    with pytest.raises(Broken):
        what_can_be_had([FRA, DEU], fetch)
    assert what_can_be_had([FRA, DEU], fetch, last=True).keys() == {FRA}


def test_a_server_that_cannot_be_reached_is_asked_once() -> None:
    def fetch(_refs: Sequence[str]) -> None:
        raise Refused(Undelivered("server", "nothing answers there", "try again later").problem)

    with pytest.raises(Refused, match="nothing answers there"):
        what_can_be_had([FRA, DEU], fetch)


@pytest.mark.parametrize("at_once", [True, False])
def test_an_exchange_that_gets_a_broken_branch_takes_nothing_from_another_one_in_the_same_clone(
    service: Path, tmp_path: Path, at_once: bool
) -> None:
    fji = cloned(service, tmp_path / "fji", "FJI")
    spoil(service, FRA, "broken")
    other = fji.root / ".git" / "objects" / "pack" / "tmp_pack_other"
    # What comes in while the server is asked is another one's, or a part of what is being refused.
    upload = tmp_path / "upload-pack"
    # It is asked where its branches stand first.
    first = tmp_path / "asked"
    upload.write_text(f'#!/bin/sh\ntest -e "{first}" && : > "{other}"\n: > "{first}"\nexec git-upload-pack "$@"\n')
    upload.chmod(0o755)
    plain_git(fji.root, "config", "remote.origin.uploadpack", str(upload))
    (fji.root / ".git" / "drafter").mkdir(exist_ok=True)
    with (fji.root / ".git" / "drafter" / "fetching.lock").open("w") as stream:
        if at_once:
            fcntl.flock(stream, fcntl.LOCK_SH)
        report = fji.sync()
    assert [each.ref for each in report.kept] == [FRA]
    assert other.exists() is at_once
