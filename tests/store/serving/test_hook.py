"""The server's door: a push comes in whole or not at all, and what is refused leaves nothing behind."""

from __future__ import annotations

import hashlib
import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from drafter.model.ids import SECRETARIAT
from drafter.model.problem import Refused
from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.store import recording
from drafter.store.objects import object_id
from drafter.store.repository import Repository
from drafter.store.serving import __main__ as serving
from drafter.store.serving.installing import install
from tests.conftest import acting_for
from tests.store.acts import CI, plain_git, table
from tests.store.served import Clone, cloned, everything_in, knocked, pushed, refs_of, served

XXS = acting_for(SECRETARIAT)
AUTHOR = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "Delegate of Germany"), ("EMAIL", "deu@example.org"), ("DATE", "@1772442000 +0000"))
}


@pytest.fixture
def server(treaty: Repository, tmp_path: Path) -> Path:
    return served(treaty, tmp_path / "server.git")


@pytest.fixture
def deu(server: Path, tmp_path: Path) -> Clone:
    """Germany's clone, with one record on the server and a second one that is not sent."""
    clone = cloned(server, tmp_path / "deu", "DEU")
    clone.take("scope", Stance.SUPPORT)
    assert clone.sync().ok
    clone.take(CI, Stance.OPPOSE)
    return clone


def test_every_kind_of_act_comes_in(server: Path, deu: Clone) -> None:
    deu.act(lambda repo: table(repo, "DEU", "refrain from", "not conduct", id="000001", on=30))
    deu.act(lambda repo: recording.adopt(repo, XXS, ["DEU-000001"]))
    deu.act(lambda repo: recording.issue(repo, XXS, "Rev.1"))
    status, said = pushed(deu.root, "main", "amendments/DEU-000001", "positions/DEU", "refs/tags/Rev.1")
    assert status == 0, said
    assert refs_of(server) == deu.refs()
    assert "positions/DEU is received, number" in said


@pytest.mark.parametrize(
    ("refspec", "said"),
    [
        ("positions/DEU:refs/heads/log", "written by the server only"),
        ("positions/DEU:refs/heads/positions/deu", "no ref of a negotiation"),
        ("positions/DEU:refs/heads/positions/DEU2", "no ref of a negotiation"),
        ("positions/DEU:refs/heads/positions/DE", "no ref of a negotiation"),
        ("positions/DEU:refs/heads/amendments/DEU-00000I", "no ref of a negotiation"),
        ("positions/DEU:refs/heads/amendments/DEU-000001/x", "no ref of a negotiation"),
        ("positions/DEU:refs/heads/feature", "no ref of a negotiation"),
        ("positions/DEU:refs/heads/Main", "no ref of a negotiation"),
        ("positions/DEU:refs/notes/commits", "no ref of a negotiation"),
        ("positions/DEU:refs/replace/4b825dc642cb6eb9a060e54bf8d69288fbee4904", "no ref of a negotiation"),
        ("positions/DEU:refs/drafter/verified/heads/main", "no ref of a negotiation"),
        ("positions/DEU:refs/tags/-x", "no ref of a negotiation"),
        (":refs/heads/positions/DEU", "delet"),
        (":refs/heads/main", "delet"),
        ("positions/DEU~1:refs/heads/main", "would lose records"),
        ("positions/DEU:refs/heads/main", "would lose records"),
        ("main:refs/heads/positions/DEU", "would lose records"),
        ("positions/DEU:refs/tags/Rev.1", "Rev.1"),
        ("positions/DEU^{tree}:refs/tags/Rev.2", "Rev.2"),
    ],
)
def test_a_ref_that_is_not_for_this_is_refused_and_leaves_nothing(
    server: Path, deu: Clone, refspec: str, said: str
) -> None:
    before = everything_in(server)
    status, told = knocked(server, deu.root, refspec)
    assert status != 0
    assert said in told
    assert everything_in(server) == before


def test_a_rewind_is_refused(server: Path, deu: Clone) -> None:
    assert deu.sync().ok
    before = everything_in(server)
    status, told = knocked(server, deu.root, "positions/DEU~1:refs/heads/positions/DEU")
    assert status != 0
    assert "would lose records" in told
    assert everything_in(server) == before


def test_one_bad_ref_keeps_the_good_ones_out(server: Path, deu: Clone) -> None:
    before = everything_in(server)
    status, told = knocked(server, deu.root, "positions/DEU", "positions/DEU:refs/heads/positions/AUS")
    assert status != 0
    assert told.count("drafter: refused:") >= 1
    assert everything_in(server) == before
    assert knocked(server, deu.root, "positions/DEU")[0] == 0


def test_an_issued_text_is_never_issued_anew(server: Path, deu: Clone) -> None:
    deu.act(lambda repo: recording.issue(repo, XXS, "Rev.1"))
    assert knocked(server, deu.root, "positions/DEU", "refs/tags/Rev.1")[0] == 0
    deu.act(lambda repo: recording.issue(repo, XXS, "Rev.2"))
    for name in ("Rev.1", "rev.1"):
        before = everything_in(server)
        status, told = knocked(server, deu.root, f"refs/tags/Rev.2:refs/tags/{name}")
        assert status != 0
        assert "issued already" in told or "capitals only" in told
        assert everything_in(server) == before


def test_two_issues_that_differ_in_capitals_only_do_not_come_by_one_push(server: Path, tmp_path: Path) -> None:
    """No file system that takes one for the other could hold them both."""
    xxs = cloned(server, tmp_path / "xxs", SECRETARIAT)
    xxs.act(lambda repo: recording.issue(repo, XXS, "Rev.1"))
    status, told = knocked(server, xxs.root, "refs/tags/Rev.1", "refs/tags/Rev.1:refs/tags/rev.1")
    assert status != 0
    assert "differs from refs/tags/rev.1 in capitals only [ref-name]" in told


def test_a_push_of_too_many_commits_is_refused_before_it_is_read(server: Path, deu: Clone) -> None:
    plain_git(server, "config", "drafter.mostCommits", "3")
    for number in range(3):
        deu.take("preamble", Stance.SUPPORT, f"Number {number}.")
    before = everything_in(server)
    status, told = knocked(server, deu.root, "positions/DEU")
    assert status != 0
    assert "more than 3 commits" in told
    assert everything_in(server) == before
    plain_git(server, "config", "drafter.mostCommits", "4")
    assert knocked(server, deu.root, "positions/DEU")[0] == 0


def test_a_push_of_more_refs_than_anybody_moves_is_refused(server: Path, deu: Clone) -> None:
    before = everything_in(server)
    status, told = knocked(
        server, deu.root, *(f"positions/DEU:refs/heads/amendments/DEU-{each:06}" for each in range(2001))
    )
    assert status != 0
    assert "it moves 2001 refs, and one push moves at most 2000" in told
    assert everything_in(server) == before


def _with_file(deu: Clone, path: str, content: bytes) -> str:
    file = deu.root.parent / "blob"
    file.write_bytes(content)
    blob = plain_git(deu.root, "hash-object", "-w", str(file)).strip()
    index = str(deu.root.parent / "index")
    os.environ["GIT_INDEX_FILE"] = index
    try:
        plain_git(deu.root, "read-tree", "positions/DEU")
        plain_git(deu.root, "update-index", "--add", "--cacheinfo", f"100644,{blob},{path}")
        return plain_git(deu.root, "write-tree").strip()
    finally:
        del os.environ["GIT_INDEX_FILE"]


def test_an_oversized_file_is_refused(server: Path, deu: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in AUTHOR.items():
        monkeypatch.setenv(name, value)
    tree = _with_file(deu, "clauses/scope.toml", b"x" * 300_000)
    commit = plain_git(deu.root, "commit-tree", tree, "-p", "positions/DEU", "-m", "large").strip()
    before = everything_in(server)
    status, told = knocked(server, deu.root, f"{commit}:refs/heads/positions/DEU")
    assert status != 0
    assert "300000 bytes" in told
    assert everything_in(server) == before


def test_what_no_ref_leads_to_has_its_bounds_as_well_and_what_the_server_holds_is_not_brought(
    server: Path, deu: Clone
) -> None:
    held = len(plain_git(server, "cat-file", "--batch-all-objects", "--batch-check").splitlines())
    plain_git(server, "config", "drafter.mostCommits", "2")
    deu.take("preamble", Stance.SUPPORT, "Here.")
    sent = len(plain_git(deu.root, "cat-file", "--batch-all-objects", "--batch-check").splitlines())
    assert sent > held > 10
    assert knocked(server, deu.root, "positions/DEU")[0] == 0
    deu.take("preamble", Stance.OPPOSE, "There.")
    file = deu.root.parent / "beside"
    file.write_bytes(b"x" * 300_000)
    blob = plain_git(deu.root, "hash-object", "-w", str(file)).strip()
    status, told = knocked(server, deu.root, "positions/DEU")
    assert (status, f"the blob {blob[:12]} has 300000 bytes" in told) == (1, True)


def test_an_oversized_pack_is_refused(server: Path, deu: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    plain_git(server, "config", "receive.maxInputSize", "2k")
    for name, value in AUTHOR.items():
        monkeypatch.setenv(name, value)
    tree = _with_file(deu, "clauses/scope.toml", os.urandom(8192))
    commit = plain_git(deu.root, "commit-tree", tree, "-p", "positions/DEU", "-m", "large").strip()
    before = everything_in(server)
    status, _ = pushed(deu.root, f"{commit}:refs/heads/positions/DEU")
    assert status != 0
    assert everything_in(server) == before


# Linux counts for a process what the one used that began it, and that is no server here: a small one stands between.
PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
"""


@pytest.mark.parametrize("kind", ["commit", "blob"])
def test_what_unfolds_to_more_than_anybody_writes_does_not_take_the_memory_of_the_server(
    server: Path, kind: str, tmp_path: Path
) -> None:
    before = everything_in(server)
    asked = tmp_path / "asked"
    asked.write_bytes(unfolding(kind, 400 * 1024 * 1024))
    assert asked.stat().st_size < 1024 * 1024
    environment = {**os.environ, "SSH_ORIGINAL_COMMAND": "git-receive-pack '/'"}
    with asked.open("rb") as given, (tmp_path / "said").open("wb") as said:
        served_by = [sys.executable, "-c", PEAK, sys.executable, "-m", "drafter", "hook", "serve", "FRA", str(server)]
        done = subprocess.run(served_by, stdin=given, stdout=said, stderr=subprocess.PIPE, env=environment, check=False)
    assert b"refs/heads/amendments/FRA-000009" in (tmp_path / "said").read_bytes().partition(b"ng ")[2]
    # Git's own processes are among them.
    assert int(done.stderr.split()[-1]) < 300 * 1024
    assert everything_in(server) == before


def unfolding(kind: str, size: int) -> bytes:
    """What a client sends that pushes one object of so many letters, and packs them well."""
    packed = zlib.compressobj(9)
    letters = b"a" * 1024 * 1024
    empty, person = "4b825dc642cb6eb9a060e54bf8d69288fbee4904", "X <x@example.org> 1772442000 +0000"
    head = f"tree {empty}\nauthor {person}\ncommitter {person}\n\n".encode() if kind == "commit" else b""
    named = hashlib.sha1(f"{kind} {len(head) + size}\0".encode() + head)
    body = [packed.compress(head)]
    for _ in range(size // len(letters)):
        named.update(letters)
        body.append(packed.compress(letters))
    body.append(packed.flush())
    objects = [_packed({"commit": 1, "blob": 3}[kind], len(head) + size, b"".join(body))]
    new = named.hexdigest()
    if kind == "blob":
        tree = b"100644 x\0" + named.digest()
        commit = f"tree {object_id('tree', tree)}\nauthor {person}\ncommitter {person}\n\nx\n".encode()
        objects += [_packed(2, len(tree), zlib.compress(tree)), _packed(1, len(commit), zlib.compress(commit))]
        new = object_id("commit", commit)
    else:
        objects.append(_packed(2, 0, zlib.compress(b"")))
    pack = b"PACK" + struct.pack(">II", 2, len(objects)) + b"".join(objects)
    line = f"{'0' * 40} {new} refs/heads/amendments/FRA-000009\0report-status".encode()
    return b"%04x" % (len(line) + 4) + line + b"0000" + pack + hashlib.sha1(pack).digest()


def _packed(kind: int, size: int, content: bytes) -> bytes:
    """An object of a pack, by gitformat-pack(5)."""
    head = [kind << 4 | size & 15]
    size >>= 4
    while size:
        head[-1] |= 128
        head.append(size & 127)
        size >>= 7
    return bytes(head) + content


def test_an_unsigned_record_comes_from_its_own_account_only(server: Path, deu: Clone) -> None:
    before = everything_in(server)
    for other in ("FRA", "XXS", "fra@example.org", "somebody@example.org"):
        status, told = knocked(server, deu.root, "positions/DEU", DRAFTER_PUSHER=other)
        assert status != 0
        assert "only DEU itself may push it unsigned" in told
        assert everything_in(server) == before
    assert knocked(server, deu.root, "positions/DEU", DRAFTER_PUSHER="DEU")[0] == 0
    assert "Pusher: DEU\n" in plain_git(server, "log", "-1", "--format=%B", "log")


@pytest.mark.parametrize("pusher", ["DEU-2", "deu@example.org", "deu"])
def test_an_account_may_be_named_by_code_number_or_address(server: Path, deu: Clone, pusher: str) -> None:
    assert knocked(server, deu.root, "positions/DEU", REMOTE_USER=pusher)[0] == 0


def test_hooks_of_the_account_that_serves_are_not_followed(server: Path, deu: Clone, hostile_home: Path) -> None:
    assert pushed(deu.root, "positions/DEU:refs/heads/feature", GIT_CONFIG_GLOBAL=str(hostile_home / ".gitconfig"))[0]
    assert "refs/heads/feature" not in refs_of(server)


def test_a_server_that_cannot_examine_refuses(server: Path, deu: Clone) -> None:
    (server / "drafter" / "accepted").rmdir() if (server / "drafter" / "accepted").exists() else None
    (server / "drafter" / "accepted").write_text("in the way")
    status, told = pushed(deu.root, "positions/DEU")
    assert status != 0
    assert "drafter: refused: the server failed" in told
    assert "Traceback" not in told


def test_the_first_push_has_to_bring_the_root_that_was_agreed(treaty: Repository, tmp_path: Path) -> None:
    root = plain_git(treaty.root, "rev-parse", "main").strip()
    for name, pinned, accepted in (("right.git", root, True), ("wrong.git", "1" * 40, False)):
        plain_git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", name)
        install(tmp_path / name, root=pinned)
        status, _ = knocked(tmp_path / name, treaty.root, "main")
        assert (status == 0) is accepted


def test_installing_again_keeps_key_and_log(server: Path, deu: Clone) -> None:
    assert pushed(deu.root, "positions/DEU")[0] == 0
    key, log = (server / "drafter" / "server-key").read_bytes(), plain_git(server, "rev-parse", "log")
    install(server)
    assert (server / "drafter" / "server-key").read_bytes() == key
    assert plain_git(server, "rev-parse", "log") == log
    assert (server / "drafter" / "server-key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("work tree", "is not a bare git repository; make one with `git init --bare`"),
        ("missing", "there is no directory"),
        ("foreign hook", "is there already; move it away first"),
        ("broken records", "what it holds breaks the rules"),
        ("shallow", "its records are not complete; fetch the rest with `git fetch --unshallow`"),
        ("partial", "holds a part of the records only; make a whole one with `git clone --bare`, without --filter"),
        ("sha256", "sha256 object ids is not supported"),
    ],
)
def test_what_can_be_no_server_is_refused_and_left_as_it_is(
    treaty: Repository, tmp_path: Path, kind: str, said: str
) -> None:
    place = tmp_path / "bare.git"
    if kind == "work tree":
        place = treaty.root
    elif kind == "foreign hook":
        plain_git(tmp_path, "init", "--quiet", "--bare", str(place))
        (place / "hooks").mkdir(exist_ok=True)
        (place / "hooks" / "pre-receive").write_text("#!/bin/sh\nexit 0\n")
    elif kind in ("shallow", "partial"):
        recording.status(treaty, XXS, Target("preamble"), "provisional")
        plain_git(treaty.root, "config", "uploadpack.allowFilter", "true")
        less = "--depth=1" if kind == "shallow" else "--filter=blob:none"
        plain_git(tmp_path, "clone", "--quiet", "--bare", less, f"file://{treaty.root}", str(place))
    elif kind == "sha256":
        plain_git(tmp_path, "init", "--quiet", "--bare", "--object-format=sha256", str(place))
    elif kind == "broken records":
        recording.position(treaty, acting_for("DEU"), Target("scope"), Stance.SUPPORT)
        plain_git(tmp_path, "clone", "--quiet", "--bare", str(treaty.root), str(place))
        plain_git(place, "update-ref", "refs/heads/positions/FRA", "refs/heads/positions/DEU")
    with pytest.raises(Refused) as refusal:
        install(place)
    assert said in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert not (place / "drafter").exists()


def test_whoever_waits_for_the_server_hears_that_it_is_at_work(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(serving, "_SPEAK", 0.001)
    said = ""
    with serving._signs_of_life():
        while "still at work" not in said:
            said += capfd.readouterr().err


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can take the place of another account")
def test_root_installs_no_server_in_the_place_of_the_account_that_serves(server: Path) -> None:
    """What root writes there the account can't read, and its hooks would log nothing."""
    os.chown(server, 12345, -1)
    with pytest.raises(Refused, match=r"belongs to the account #12345.*sudo -u '#12345' drafter hook install"):
        install(server)
    os.chown(server, 0, -1)
    assert install(server).root is not None
