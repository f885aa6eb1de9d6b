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
from pathlib import Path

_IN_COMMIT = re.compile(rb"^gpgsig ([^\n]*\n(?: [^\n]*\n)*)", re.MULTILINE)
_BEGIN, _END = b"-----BEGIN SSH SIGNATURE-----\n", b"-----END SSH SIGNATURE-----\n"
_LONGEST = 16 * 1024
_ED25519 = b"ssh-ed25519"
_KEY, _SIGNATURE = (b"\0\0\0\x0b" + _ED25519 + size for size in (b"\0\0\0\x20", b"\0\0\0\x40"))
_RESERVED = b"\0\0\0\0"
_HASHES = {b"sha256": hashlib.sha256, b"sha512": hashlib.sha512}


@dataclass(frozen=True, slots=True)
class Signed:
    """A good signature, whoever's it is."""

    key: str
    """The key that made it, in base64, as authorized-keys files write it."""


Result = Signed | str | None
"""The key that signed, what is wrong with the signature, or None without one."""


def check_commit(raw: bytes) -> Result:
    """Check the signature of one commit object."""
    payload, armoured = of_commit(raw)
    return check(payload, armoured) if armoured is not None else None


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
    if (blob[:19], len(blob)) != (_KEY, 51) or (signature[:19], len(signature)) != (_SIGNATURE, 83):
        return "its signature is not in the form of ssh-ed25519"
    # Not with the module: who records one act should not wait for it.
    from nacl.bindings import crypto_sign_open
    from nacl.exceptions import BadSignatureError

    try:
        # libsodium also refuses keys of small order, under which one signature is good for every content.
        crypto_sign_open(signature[19:] + signed, blob[19:])
    except BadSignatureError:
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
