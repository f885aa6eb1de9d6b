"""Real servers on the loopback interface, with configuration and keys of their own.

The tests skip where the servers are not installed; with DRAFTER_TRANSPORTS=required that fails instead.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from drafter.store.repository import Repository
from tests.store.served import served

GUIDE = Path(__file__).parents[2] / "docs" / "server.md"
BASIC = {"FRA": "liberte", "DEU": "einigkeit", "XXS": "secret"}


@dataclass(frozen=True)
class Served:
    """A server, and how an account reaches it."""

    bare: Path
    address: Callable[[str], str]
    """The address for the account of a signatory."""
    stop: Callable[[], None]


def program(name: str) -> str:
    """Find a server's program, or skip."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
    if found is None:
        if os.environ.get("DRAFTER_TRANSPORTS") == "required":
            pytest.fail(f"{name} is not installed, and this run requires it")
        pytest.skip(f"{name} is not installed")
    return found


def free_port() -> int:
    """A port of the loopback interface that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def answers(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until a server listens."""
    until = time.monotonic() + 30
    while process.poll() is None and time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.02)
    process.terminate()
    raise AssertionError(f"the server did not start: {process.args!r}")


def ended(process: subprocess.Popen[bytes]) -> None:
    """End a server."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def key(place: Path) -> Path:
    """Make an SSH key."""
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(place)], check=True)
    return place


@pytest.fixture
def ssh_server(treaty: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """A real sshd whose accounts are lines of one authorized_keys, each with its forced command."""
    sshd = program("sshd")
    bare = served(treaty, tmp_path / "srv" / "treaty.git")
    place = tmp_path / "sshd"
    place.mkdir()
    host = key(place / "host")
    drafter = shlex.quote(str(Path(sys.executable).with_name("drafter")))
    lines = []
    for code in ("FRA", "DEU", "XXS"):
        own = key(place / code)
        command = f"{drafter} hook serve {code} {bare}"
        lines.append(f'command="{command}",restrict {own.with_suffix(".pub").read_text()}')
    (place / "authorized_keys").write_text("".join(lines))
    port = free_port()
    (place / "sshd_config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {host}\nAuthorizedKeysFile {place}/authorized_keys\n"
        f"PidFile {place}/pid\nStrictModes no\nUsePAM no\nPermitRootLogin prohibit-password\n"
        + guide(r"Recommended in `sshd_config`:\n\n```\n(.*?)```", {})
    )
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    process = subprocess.Popen([sshd, "-D", "-e", "-f", str(place / "sshd_config")], stderr=(place / "log").open("wb"))
    known = place / "known_hosts"
    known.write_text(f"[127.0.0.1]:{port} {host.with_suffix('.pub').read_text()}")
    agent = f"ssh -F /dev/null -oUserKnownHostsFile={known} -oIdentitiesOnly=yes -oIdentityAgent=none"

    def address(code: str) -> str:
        monkeypatch.setenv("GIT_SSH_COMMAND", f"{agent} -i {place / code}")
        return f"ssh://127.0.0.1:{port}{bare}"

    answers(port, process)
    yield Served(bare, address, lambda: ended(process))
    ended(process)


def hashed(password: str) -> str:
    """A password as `htpasswd -s` writes it."""
    return "{SHA}" + base64.b64encode(hashlib.sha1(password.encode()).digest()).decode()


def guide(named: str, places: Mapping[str, str]) -> str:
    """A configuration as docs/server.md gives it, with other places, and for whoever runs this."""
    (block,) = re.findall(named, GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    for there, here in places.items():
        assert there in block
        block = block.replace(there, here)
    return re.sub(r"server\.(?:user|group)name = .*\n", "", block)


@pytest.fixture
def web_server(treaty: Repository, tmp_path: Path) -> Iterator[Served]:
    """A real web server with git's http-backend, and a user name and password for each account."""
    lighttpd = program("lighttpd")
    bare = served(treaty, tmp_path / "srv" / "treaty.git")
    backend = subprocess.run(["git", "--exec-path"], check=True, capture_output=True, text=True).stdout.strip()
    place = tmp_path / "web"
    (place / "uploads").mkdir(parents=True)
    (place / "users").write_text("".join(f"{name}:{hashed(password)}\n" for name, password in BASIC.items()))
    port = free_port()
    (place / "lighttpd.conf").write_text(
        f'server.bind = "127.0.0.1"\nserver.port = {port}\nserver.document-root = "{place}"\n'
        f'server.errorlog = "{place}/log"\nserver.upload-dirs = ("{place}/uploads")\n'
        + guide(r"For lighttpd:\n\n```\n(.*?)```", {
            "/etc/lighttpd/drafter.users": f"{place}/users",
            "/usr/lib/git-core": backend,
            "/usr/bin:/bin": os.environ["PATH"],
            "/srv/drafter": str(bare.parent),
        })
    )  # fmt: skip
    process = subprocess.Popen([lighttpd, "-D", "-f", str(place / "lighttpd.conf")])

    def address(code: str) -> str:
        return f"http://{code}:{BASIC[code]}@127.0.0.1:{port}/git/treaty.git"

    answers(port, process)
    yield Served(bare, address, lambda: ended(process))
    ended(process)


@pytest.fixture
def file_server(treaty: Repository, tmp_path: Path) -> Served:
    """A directory that all share."""
    bare = served(treaty, tmp_path / "srv" / "treaty.git")
    return Served(bare, lambda _code: f"file://{bare}", lambda: None)


@pytest.fixture(params=["file", "ssh", "http"])
def transport(request: pytest.FixtureRequest) -> Served:
    """Each transport in turn."""
    name = {"file": "file_server", "ssh": "ssh_server", "http": "web_server"}[request.param]
    found: Served = request.getfixturevalue(name)
    return found
