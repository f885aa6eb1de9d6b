"""SSH signatures of git's objects, over their raw bytes (OpenSSH's PROTOCOL.sshsig, namespace `git`).

ed25519 is checked in process: that is a thousand times faster than a process for each commit. Other keys, of hardware
and RSA among them, are left to `ssh-keygen -Y check-novalidate`.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import struct
import subprocess
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

_IN_COMMIT = re.compile(rb"^gpgsig ([^\n]*\n(?: [^\n]*\n)*)", re.MULTILINE)
_BEGIN, _END = b"-----BEGIN SSH SIGNATURE-----\n", b"-----END SSH SIGNATURE-----\n"
_LONGEST = 16 * 1024
_ED25519 = b"ssh-ed25519"
_RESERVED = b"\0\0\0\0"
_HASHES = {b"sha256": hashlib.sha256, b"sha512": hashlib.sha512}


@dataclass(frozen=True, slots=True)
class Signed:
    """A good signature, whoever's it is."""

    key: str
    """The key that made it, in base64, as authorized-keys files write it."""


def of_commit(raw: bytes) -> tuple[bytes, bytes | None]:
    """Cut a commit object into what is signed and the signature, None without one."""
    end = raw.find(b"\n\n") + 1
    match = _IN_COMMIT.search(raw, 0, end)
    if match is None:
        return raw, None
    return raw[: match.start()] + raw[match.end() :], match[1].replace(b"\n ", b"\n")


def of_tag(raw: bytes) -> tuple[bytes, bytes | None]:
    """Cut a tag object into what is signed and the signature, None without one."""
    start = raw.find(_BEGIN)
    return (raw, None) if start < 0 else (raw[:start], raw[start:])


def check(payload: bytes, armoured: bytes) -> Signed | str:
    """Check a signature, strictly. Gives the key that made it, or in words what is wrong with it."""
    read = _read(armoured)
    if isinstance(read, str):
        return read
    blob, algorithm, digest, signature = read
    signed = b"SSHSIG" + _string(b"git") + _RESERVED + _string(algorithm) + _string(digest(payload).digest())
    key = base64.b64encode(blob).decode()
    if blob[4:15] != _ED25519:
        return Signed(key) if _good_by_ssh_keygen(payload, armoured) else "its signature is not one of this content"
    public = _public(blob)
    if public is None or signature[:19] != _string(_ED25519) + b"\0\0\0\x40" or len(signature) != 83:
        return "its signature is not in the form of ssh-ed25519"
    from cryptography.exceptions import InvalidSignature

    try:
        public.verify(signature[19:], signed)
    except InvalidSignature:
        return "its signature is not one of this content"
    return Signed(key)


def named_key(armoured: bytes) -> str | None:
    """Give the key of which a signature says that it is, in base64; whether that is so, `check` finds out."""
    read = _read(armoured)
    return base64.b64encode(read[0]).decode() if not isinstance(read, str) else None


def _read(armoured: bytes) -> tuple[bytes, bytes, type, bytes] | str:
    """Take the armour off; every field must be there, and nothing else."""
    broken = "its signature is not an SSH signature"
    if not (armoured.startswith(_BEGIN) and armoured.endswith(_END)) or len(armoured) > _LONGEST:
        return broken
    try:
        data = base64.b64decode(armoured[len(_BEGIN) : -len(_END)].replace(b"\n", b""), validate=True)
    except binascii.Error:
        return broken
    if data[:10] != b"SSHSIG\0\0\0\1":
        return broken
    fields, at = [], 10
    for _ in range(5):
        if at + 4 > len(data):
            return broken
        (length,) = struct.unpack_from(">I", data, at)
        fields.append(data[at + 4 : at + 4 + length])
        at += 4 + length
    blob, namespace, reserved, algorithm, signature = fields
    if at != len(data) or reserved or algorithm not in _HASHES:
        return broken
    if namespace != b"git":
        return "its signature is not one for git"
    return blob, algorithm, _HASHES[algorithm], signature  # type: ignore[return-value]


@lru_cache(maxsize=4096)
def _public(blob: bytes) -> Ed25519PublicKey | None:
    # Not with the module: who records one act should not wait for it.
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if len(blob) != 51 or blob[:19] != _string(_ED25519) + b"\0\0\0\x20":
        return None
    try:
        return Ed25519PublicKey.from_public_bytes(blob[19:])
    except ValueError:
        return None


def _good_by_ssh_keygen(payload: bytes, armoured: bytes) -> bool:
    with tempfile.TemporaryDirectory() as directory:
        place = Path(directory) / "signature"
        place.write_bytes(armoured)
        try:
            ran = subprocess.run(
                ["ssh-keygen", "-Y", "check-novalidate", "-n", "git", "-s", str(place)],
                input=payload, capture_output=True, check=False, start_new_session=True,
            )  # fmt: skip
        except OSError:
            return False
    return ran.returncode == 0


def _string(value: bytes) -> bytes:
    return struct.pack(">I", len(value)) + value
