"""A delegate's SSH key in this clone: found where ssh keeps keys, or made."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from drafter.model.key import Key, parse_key
from drafter.model.problem import refuse
from drafter.store import passphrase as asked
from drafter.store.repository import Repository

_KINDS = ("ssh-ed25519 ", "sk-ssh-ed25519@openssh.com ", "ecdsa-", "sk-ecdsa-", "ssh-rsa ")
"""Best first."""


@dataclass(frozen=True, slots=True)
class Found:
    """A key that can sign here."""

    file: Path
    """Its private file, or the public one of a key that the agent holds."""
    key: Key


def find(repo: Repository) -> tuple[Found, ...]:
    """Give the keys that are there, best first: drafter's own, those of ~/.ssh, those of the agent."""
    found: dict[str, Found] = {}
    for directory in (repo.common_dir / "drafter" / "keys", own_directory(), Path.home() / ".ssh"):
        for public in sorted(directory.glob("*.pub")) if directory.is_dir() else ():
            key = public_key(public)
            if key is not None and public.with_suffix("").is_file():
                found.setdefault(key.blob, Found(public.with_suffix(""), key))
    for key in _of_agent():
        if key.blob not in found:
            found[key.blob] = Found(_written(repo, key), key)
    rank = {kind: place for place, kind in enumerate(_KINDS)}
    return tuple(
        sorted(found.values(), key=lambda each: next((rank[k] for k in _KINDS if each.key.text.startswith(k)), 9))
    )


def find_listed(repo: Repository, listed: Collection[Key]) -> Found | None:
    """Give the key that is there and listed, or None."""
    blobs = {key.blob for key in listed if key.until is None and key.revoked is None}
    return next((each for each in find(repo) if each.key.blob in blobs), None)


def offered(repo: Repository, email: str, others: Collection[str]) -> tuple[Found, ...]:
    """Give the keys that are there and may be listed for a delegate, best first.

    Not those made here for another address, nor those (blobs) that `others` have: a person may act for several.
    """
    mine = re.compile(rf"{re.escape(_stem(email))}(?:-[0-9]+)?\Z")
    found = (each for each in find(repo) if each.key.blob not in others)
    return tuple(each for each in found if each.file.parent != own_directory() or mine.match(each.file.name))


def make(email: str, passphrase: str = "") -> Found:
    """Make an ed25519 key in drafter's own directory. Raises Refused."""
    directory = own_directory()
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    place = next(each for each in _names(directory, email) if not each.exists())
    # Through the helper, not as an argument: arguments are everybody's to read.
    try:
        with asked.answered_with(lambda _: passphrase), asked.environment() as environment:
            ran = subprocess.run(
                ["ssh-keygen", "-q", "-t", "ed25519", "-C", email, "-f", str(place)],
                stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, start_new_session=True,
                env={**os.environ, **environment},
            )  # fmt: skip
    except OSError:
        raise refuse("ssh-keygen is not installed", "install OpenSSH", rule="key") from None
    key = public_key(place.with_name(f"{place.name}.pub"))
    if ran.returncode != 0 or key is None:
        raise refuse(f"no key could be made: {ran.stderr.strip()[:200]}", "name one with --key FILE", rule="key")
    return Found(place, key)


def public_key(file: Path) -> Key | None:
    """Read the public key of a file, which may be the private one beside it; None when there is none."""
    place = file if file.suffix == ".pub" else file.with_name(f"{file.name}.pub")
    try:
        text = " ".join(place.read_text(encoding="utf-8").split()[:2])
    except (OSError, UnicodeDecodeError):
        return None
    read = parse_key(text)
    return read if isinstance(read, Key) else None


def is_key(file: Path) -> bool:
    """Whether a file is an SSH key, private or public, as far as can be told without its passphrase."""
    try:
        with file.open("rb") as stream:
            first = stream.readline(200)
    except OSError:
        return False
    return public_key(file) is not None or re.match(rb"-----BEGIN [A-Z ]*PRIVATE KEY-----", first) is not None


def own_directory() -> Path:
    """Give the directory of drafter's own keys."""
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "drafter" / "keys"


def _stem(email: str) -> str:
    return "".join(each if each.isalnum() or each in "@.-_" else "-" for each in email).lstrip(".-") or "key"


def _names(directory: Path, email: str) -> Iterator[Path]:
    stem = _stem(email)
    yield directory / stem
    number = 2
    while True:
        yield directory / f"{stem}-{number}"
        number += 1


def _of_agent() -> list[Key]:
    if not os.environ.get("SSH_AUTH_SOCK"):
        return []
    try:
        ran = subprocess.run(["ssh-add", "-L"], capture_output=True, text=True, check=False, timeout=5)
    except (OSError, subprocess.TimeoutExpired):
        return []
    read = (parse_key(" ".join(line.split()[:2])) for line in ran.stdout.splitlines()) if ran.returncode == 0 else ()
    return [key for key in read if isinstance(key, Key)]


def _written(repo: Repository, key: Key) -> Path:
    """Write the public file of a key that the agent holds: git names keys by files."""
    directory = repo.common_dir / "drafter" / "agent"
    directory.mkdir(parents=True, exist_ok=True)
    place = directory / f"{''.join(each for each in key.blob[-24:] if each.isalnum())}.pub"
    if not place.exists():
        place.write_text(f"{key.text}\n", encoding="utf-8")
    return place
