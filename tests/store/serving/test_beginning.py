"""A log that begins when the talks are old: what is there counts by its own dates, everything later by the log."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.signing import Key
from drafter.model.ids import LOG_REF, SECRETARIAT
from drafter.model.key import Key as Listed
from drafter.model.problem import Refused
from drafter.model.record import LOG, Message, message, parse_message
from drafter.model.signatory import Delegate
from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.store import recording
from drafter.store.identity import Identity
from drafter.store.objects import date_of
from drafter.store.repository import Repository
from drafter.store.serving.installing import Installed, install
from drafter.store.verifying import verify
from tests.conftest import SIGNATORIES, acting_for
from tests.store.acts import day, plain_git
from tests.store.served import cloned, knocked

XXS, DEU = acting_for(SECRETARIAT), acting_for("DEU")
OLD, NEW = Key("old"), Key("new")
ENDS = {
    "retired": f'until = "{day(5)}"',
    "revoked": f'revoked = {{ at = "{day(5)}", reason = "stolen" }}',
}


def signing(key: Key, place: Path) -> Identity:
    """The first delegate of Germany with a key."""
    file = place / key.public[-8:].replace("/", "-")
    key.write(file)
    file.with_suffix(".pub").write_text(f"{key.public}\n")
    return Identity("DEU", Delegate(DEU.delegate.name, DEU.delegate.email, (Listed(key.public),)), str(file))


def listing(*keys: str) -> Callable[[bytes], bytes]:
    own = 'email = "deu@example.org"'
    return lambda _: SIGNATORIES.replace(own, f"{own}, keys = [{', '.join(keys)}]").encode()


@pytest.fixture(params=list(ENDS))
def talks(request: pytest.FixtureRequest, treaty: Repository, tmp_path: Path) -> Path:
    """Talks on a service that keeps no log, in which a key of Germany has spoken on the fourth and ended on the fifth
    of March: a bare clone."""
    old, new = f'"{OLD.public}"', f'"{NEW.public}"'
    recording.roster(treaty, XXS, listing(old), "List a key", date=day(3))
    recording.position(treaty, signing(OLD, tmp_path), Target("scope"), Stance.OPPOSE, date=day(4))
    ended = f"{{ key = {old}, {ENDS[request.param]} }}"
    recording.roster(treaty, XXS, listing(ended, new), "End a key", date=day(5), recovery=("DEU",))
    assert verify(treaty).ok
    plain_git(tmp_path, "clone", "--quiet", "--bare", str(treaty.root), "server.git")
    return tmp_path / "server.git"


def stolen(remote: Path, place: Path, target: str, date: str) -> None:
    """Let a thief record with the old key, in a clone in which main does not know yet that it ended."""
    plain_git(place, "clone", "--quiet", str(remote), "thief")
    thief = place / "thief"
    plain_git(thief, "update-ref", "refs/heads/positions/DEU", "origin/positions/DEU", check=False)
    plain_git(thief, "reset", "--quiet", "--hard", "main~1")
    with Repository.open(thief) as repo:
        recording.position(repo, signing(OLD, place), Target(target), Stance.OPPOSE, date=date)


def log_of(server: Path) -> list[Message]:
    told = plain_git(server, "log", "-z", "--first-parent", "--reverse", "--format=%B", LOG_REF)
    read = [parse_message(each.rstrip("\n") + "\n") for each in told.split("\0") if each.strip()]
    return [each for each in read if isinstance(each, Message)]


def begun(server: Path) -> Installed:
    return install(server)


def test_a_key_that_ended_before_the_log_began_keeps_no_negotiation_from_a_server(talks: Path, tmp_path: Path) -> None:
    done = begun(talks)
    told = {each.rule: each.message for each in done.notices}
    assert set(told) == {"recovery", "earlier"}
    assert "one record counts by the date alone" in told["earlier"]
    assert "deu@example.org" in told["earlier"]
    first, *entries = log_of(talks)
    assert first.one("Earlier") is None
    assert {each.one("Earlier") for each in entries} == {"yes"}
    # A delegation that comes later finds it sound, and is told as the secretariat was.
    clone = cloned(talks, tmp_path / "fra", "FRA")
    found = clone.act(lambda repo: verify(repo, anew=True))
    assert found.ok  # type: ignore[attr-defined]
    assert {each.rule for each in found.notices} == {"recovery", "earlier", "log-key"}  # type: ignore[attr-defined]


def test_what_is_received_after_the_log_began_is_judged_by_the_log_whatever_its_date(
    talks: Path, treaty: Repository, tmp_path: Path
) -> None:
    begun(talks)
    # The clock of a thief says what he likes.
    stolen(talks, tmp_path, "preamble", day(4))
    status, said = knocked(talks, tmp_path / "thief", "positions/DEU")
    assert status != 0
    assert "[key-retired]" in said or "[key-revoked]" in said
    with Repository.open(tmp_path / "thief") as repo:
        for branch in ("main", "positions/DEU"):
            plain_git(repo.root, "update-ref", f"refs/heads/{branch}", f"origin/{branch}")
        recording.position(repo, signing(NEW, tmp_path), Target("preamble"), Stance.ACCEPT)
    assert knocked(talks, tmp_path / "thief", "positions/DEU")[0] == 0


def test_no_record_from_before_the_log_bears_a_date_after_its_beginning(treaty: Repository, tmp_path: Path) -> None:
    ahead = date_of(int(time.time()) + 10 * 24 * 3600)
    recording.position(treaty, DEU, Target("scope"), Stance.SUPPORT, date=ahead)
    plain_git(tmp_path, "clone", "--quiet", "--bare", str(treaty.root), "server.git")
    with pytest.raises(Refused) as refusal:
        begun(tmp_path / "server.git")
    assert "later than it was received" in str(refusal.value)


def test_a_key_that_had_ended_when_a_record_is_dated_did_not_speak(treaty: Repository, tmp_path: Path) -> None:
    recording.roster(treaty, XXS, listing(f'"{OLD.public}"'), "List a key", date=day(3))
    ended = f'{{ key = "{OLD.public}", {ENDS["retired"]} }}'
    recording.roster(treaty, XXS, listing(ended, f'"{NEW.public}"'), "End it", date=day(5), recovery=("DEU",))
    plain_git(tmp_path, "clone", "--quiet", "--bare", str(treaty.root), "server.git")
    stolen(treaty.root, tmp_path, "scope", day(6))
    plain_git(tmp_path / "thief", "push", "--quiet", str(tmp_path / "server.git"), "positions/DEU")
    with pytest.raises(Refused) as refusal:
        begun(tmp_path / "server.git")
    assert "its key was retired" in str(refusal.value)


def test_nothing_is_said_to_be_from_before_the_log_once_it_has_begun(talks: Path, tmp_path: Path) -> None:
    """Whoever has the server's key could else let a stolen one speak by its own dates for ever."""
    begun(talks)
    clone = cloned(talks, tmp_path / "deu", "DEU")
    clone.act(lambda repo: recording.position(repo, signing(NEW, tmp_path), Target("preamble"), Stance.ACCEPT))
    assert knocked(talks, clone.root, "positions/DEU")[0] == 0
    newest = log_of(talks)[-1]
    assert newest.one("Earlier") is None
    with Repository.open(talks) as repo:
        tip = plain_git(talks, "rev-parse", "log").strip()
        old = plain_git(talks, "rev-parse", "positions/DEU").strip()
        who = signing(NEW, tmp_path)
        new = clone.act(lambda own: recording.position(own, who, Target("scope"), Stance.NONE).commit)
        plain_git(talks, "fetch", "--quiet", str(clone.root), "positions/DEU:positions/DEU")
        trailers = [
            ("Drafter-Record", LOG), ("Treaty", newest.one("Treaty") or ""), ("Ref", "refs/heads/positions/DEU"),
            ("Seq", str(int(newest.one("Seq") or 0) + 1)), ("Old", old), ("New", str(new)),
            ("Received", date_of(int(time.time()))), ("Earlier", "yes"),
        ]  # fmt: skip
        entry = repo.git.run(
            "commit-tree", "4b825dc642cb6eb9a060e54bf8d69288fbee4904", "-p", tip, "-p", str(new), "-S",
            given=message("log", "", trailers).format().encode(),
            environment={
                f"GIT_{each}_{what}": value for each in ("AUTHOR", "COMMITTER")
                for what, value in (("NAME", "S"), ("EMAIL", "s@example.org"), ("DATE", f"@{int(time.time())} +0000"))
            },
            options=[
                "-c", "gpg.format=ssh", "-c", f"user.signingkey={talks / 'drafter' / 'server-key'}",
                "-c", "gpg.ssh.program=ssh-keygen",
            ],
        ).decode().strip()  # fmt: skip
        plain_git(talks, "update-ref", "refs/heads/log", entry)
    report = clone.sync()
    assert {each.rule for each in report.violations} >= {"log-entry"}
