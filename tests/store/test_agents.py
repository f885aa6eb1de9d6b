"""Keys that an agent holds sign as any other: of a file that is locked or gone, or in hardware."""

from __future__ import annotations

import hashlib
import os
import signal
import socketserver
import struct
import subprocess
import threading
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.store import keys, passphrase, reading, recording
from drafter.store.identity import become, current
from drafter.store.repository import Repository
from drafter.store.verifying import verify
from drafter.store.verifying.signature import Signed, check_commit
from tests.conftest import SIGNATORIES, treaty_files
from tests.store.test_signing import make_key

PASSPHRASE = "open sesame"


def never(question: str) -> str:
    """Nobody is asked."""
    raise AssertionError(question)


@pytest.fixture(autouse=True)
def nobody_is_asked() -> Iterator[None]:
    """What asks for a passphrase fails the test."""
    passphrase.answer_with(never)
    yield
    passphrase.answer_with(None)
    passphrase.forget()


@pytest.fixture
def agent(hostile_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A real ssh-agent with nothing in it."""
    place = tmp_path / "agent"
    begun = subprocess.run(["ssh-agent", "-s", "-a", str(place)], check=True, capture_output=True, text=True).stdout
    monkeypatch.setenv("SSH_AUTH_SOCK", str(place))
    yield place
    os.kill(int(begun.partition("SSH_AGENT_PID=")[2].partition(";")[0]), signal.SIGTERM)


def load(key: Path, tmp_path: Path) -> None:
    """Load a locked key into the agent, as a delegate does in the morning."""
    helper = tmp_path / "askpass"
    helper.write_text(f"#!/bin/sh\necho '{PASSPHRASE}'\n")
    helper.chmod(0o700)
    asks = {"SSH_ASKPASS": str(helper), "SSH_ASKPASS_REQUIRE": "force", "DISPLAY": ":"}
    subprocess.run(
        ["ssh-add", str(key)], check=True, capture_output=True, stdin=subprocess.DEVNULL, env={**os.environ, **asks}
    )


@pytest.fixture
def founded(found_treaty: Callable[..., Repository]) -> Callable[[str], Repository]:
    """Founds the small treaty with a key listed for the delegate of France."""

    def found(public: str) -> Repository:
        listed = SIGNATORIES.replace('email = "fra@example.org"', f'email = "fra@example.org", keys = ["{public}"]')
        return found_treaty(files={**treaty_files(), "signatories.toml": listed.encode()})

    return found


def signs(repo: Repository) -> None:
    """A record of the delegate who acts is signed, and verifies."""
    act = recording.position(repo, current(repo, reading.read(repo).treaty.roster), Target("scope"), Stance.SUPPORT)
    assert act.signed
    ((_, _, raw),) = repo.git.objects([act.commit])
    assert isinstance(check_commit(raw), Signed)
    assert verify(repo).problems == ()


def test_a_key_that_only_the_agent_holds_is_found_and_signs(
    founded: Callable[[str], Repository], agent: Path, tmp_path: Path
) -> None:
    public = make_key(tmp_path / "elsewhere", passphrase=PASSPHRASE)
    load(tmp_path / "elsewhere", tmp_path)
    (tmp_path / "elsewhere").unlink()
    repo = founded(public)
    (found,) = keys.find(repo)
    assert found.key.text == public
    become(repo, reading.read(repo).treaty.roster, "FRA")
    signs(repo)


def test_the_passphrase_of_a_key_that_the_agent_holds_is_not_asked_for(
    founded: Callable[[str], Repository], agent: Path, hostile_home: Path, tmp_path: Path
) -> None:
    key = hostile_home / ".ssh" / "id_ed25519"
    repo = founded(make_key(key, passphrase=PASSPHRASE))
    load(key, tmp_path)
    who = become(repo, reading.read(repo).treaty.roster, "FRA")
    assert who.key == str(key)
    signs(repo)


def test_an_agent_that_does_not_answer_holds_nothing(
    treaty: Repository, hostile_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_AUTH_SOCK", str(tmp_path / "nobody"))
    assert keys.find(treaty) == ()


def _string(value: bytes) -> bytes:
    return struct.pack(">I", len(value)) + value


class HardwareKey:
    """What a security key does, in software: it signs what it is given with its own counter, when it is touched."""

    KIND, FOR = b"sk-ssh-ed25519@openssh.com", b"ssh:"

    def __init__(self) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"hardware").digest())
        public = self._private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.blob = _string(self.KIND) + _string(public) + _string(self.FOR)
        self.text = f"{self.KIND.decode()} {b64encode(self.blob).decode()}"

    def sign(self, data: bytes) -> bytes:
        """Sign as OpenSSH's PROTOCOL.u2f says: present, and used seven times."""
        said = struct.pack(">BI", 1, 7)
        made = self._private.sign(hashlib.sha256(self.FOR).digest() + said + hashlib.sha256(data).digest())
        return _string(self.KIND) + _string(made) + said


@pytest.fixture
def hardware(hostile_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[HardwareKey]:
    """A hardware key behind an agent that speaks the protocol of agents."""
    key = HardwareKey()

    class Answers(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            while size := self.rfile.read(4):
                asked = self.rfile.read(struct.unpack(">I", size)[0])
                self.wfile.write(_string(self._answer(asked[0], asked[1:])))

        def _answer(self, kind: int, asked: bytes) -> bytes:
            if kind == 11:
                return b"\x0c" + struct.pack(">I", 1) + _string(key.blob) + _string(b"hardware")
            at = 4 + struct.unpack(">I", asked[:4])[0] if kind == 13 else 0
            if kind == 13 and asked[4:at] == key.blob:
                length = struct.unpack(">I", asked[at : at + 4])[0]
                return b"\x0e" + _string(key.sign(asked[at + 4 : at + 4 + length]))
            return b"\x05"

    place = str(tmp_path / "agent")
    with socketserver.ThreadingUnixStreamServer(place, Answers) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        monkeypatch.setenv("SSH_AUTH_SOCK", place)
        yield key
        server.shutdown()
        thread.join()


def test_a_hardware_key_signs_through_ssh_and_is_verified_by_it(
    founded: Callable[[str], Repository], hardware: HardwareKey
) -> None:
    repo = founded(hardware.text)
    who = become(repo, reading.read(repo).treaty.roster, "FRA")
    assert who.key is not None
    assert keys.find(repo)[0].key.text == hardware.text
    signs(repo)


def test_what_a_hardware_key_signed_is_not_good_for_other_words(
    founded: Callable[[str], Repository], hardware: HardwareKey
) -> None:
    repo = founded(hardware.text)
    become(repo, reading.read(repo).treaty.roster, "FRA")
    signs(repo)
    tip = repo.git.run("rev-parse", "refs/heads/positions/FRA").decode().strip()
    ((_, _, raw),) = repo.git.objects([tip])
    assert check_commit(raw.replace(b"FRA supports", b"FRA opposes")) == "its signature is not one of this content"
