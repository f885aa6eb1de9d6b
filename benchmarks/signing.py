"""Signing commits in process: ed25519 keys that a name gives, and git's SSH signatures (PROTOCOL.sshsig)."""

from __future__ import annotations

import base64
import struct
from hashlib import sha256, sha512
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

_NAMESPACE = b"git"


class Key:
    """The key of one delegate. The same name has the same key everywhere: these keys protect nothing."""

    def __init__(self, name: str) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(sha256(f"benchmark {name}".encode()).digest())
        raw = self._private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        public = _string(b"ssh-ed25519") + _string(raw)
        self.public = f"ssh-ed25519 {base64.b64encode(public).decode()}"
        """As a line of an authorized-keys file."""
        self._head = b"SSHSIG" + struct.pack(">I", 1) + _string(public) + _RESERVED
        self._head += struct.pack(">I", 83) + _string(b"ssh-ed25519") + struct.pack(">I", 64)

    def sign(self, message: bytes) -> str:
        """Give the armoured signature of a message, as `ssh-keygen -Y sign -n git` does."""
        signature = self._private.sign(b"SSHSIG" + _RESERVED + _string(sha512(message).digest()))
        body = base64.b64encode(self._head + signature).decode()
        lines = [body[at : at + 70] for at in range(0, len(body), 70)]
        return "\n".join(["-----BEGIN SSH SIGNATURE-----", *lines, "-----END SSH SIGNATURE-----"]) + "\n"

    def write(self, path: Path) -> None:
        """Write the private key for ssh-keygen, readable by its owner only."""
        path.touch(0o600)
        path.write_bytes(self._private.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))


def signed_commit(tree: bytes, parents: list[bytes], person: str, epoch: int, message: str, key: Key) -> bytes:
    """Give the content of a signed commit: what is signed is all of it but the signature."""
    head = f"tree {tree.hex()}\n" + "".join(f"parent {each.hex()}\n" for each in parents)
    head += f"author {person} {epoch} +0000\ncommitter {person} {epoch} +0000\n"
    signature = key.sign(f"{head}\n{message}".encode())
    return f"{head}gpgsig {signature.rstrip().replace(chr(10), chr(10) + ' ')}\n\n{message}".encode()


def _string(value: bytes) -> bytes:
    return struct.pack(">I", len(value)) + value


_RESERVED = _string(_NAMESPACE) + _string(b"") + _string(b"sha512")
