"""A signature is good for the one content that its key has signed, by whichever program it was made."""

from __future__ import annotations

import base64
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.signing import Key
from drafter.store.verifying.signature import Signed, check, named_key

BAD = "its signature is not one of this content"
HEAD = b"SSHSIG\0\0\0\1"

SMALL_ORDER = (
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
)
"""Points of edwards25519 whose order divides eight, as public keys."""


def string(value: bytes) -> bytes:
    return struct.pack(">I", len(value)) + value


def armoured(public: bytes, signature: bytes) -> bytes:
    """A signature as git keeps it."""
    fields = (
        string(b"ssh-ed25519") + string(public), b"git", b"", b"sha512", string(b"ssh-ed25519") + string(signature),
    )  # fmt: skip
    body = base64.b64encode(HEAD + b"".join(map(string, fields))).decode()
    lines = "\n".join(body[at : at + 70] for at in range(0, len(body), 70))
    return f"-----BEGIN SSH SIGNATURE-----\n{lines}\n-----END SSH SIGNATURE-----\n".encode()


def parts(signed: str) -> tuple[bytes, bytes]:
    """The key and the signature itself of an armoured one."""
    data = base64.b64decode("".join(signed.splitlines()[1:-1]))
    return data[len(HEAD) + 23 : len(HEAD) + 55], data[-64:]


@given(st.binary(max_size=200), st.sampled_from(["one", "other"]))
def test_what_a_key_has_signed_is_good_and_names_it(content: bytes, name: str) -> None:
    key = Key(name)
    signed = key.sign(content).encode()
    assert check(content, signed) == Signed(key.public.split(" ")[1])
    assert named_key(signed) == key.public.split(" ")[1]
    assert armoured(*parts(key.sign(content))) == signed


@given(st.binary(min_size=1, max_size=100), st.integers(0, 799), st.integers(0, 511), st.booleans())
def test_one_bit_more_or_less_and_it_is_good_no_more(content: bytes, at: int, bit: int, of_content: bool) -> None:
    public, signature = parts(Key("one").sign(content))
    changed = bytearray(content if of_content else signature)
    at = at % (8 * len(changed)) if of_content else bit
    changed[at // 8] ^= 1 << at % 8
    if of_content:
        assert check(bytes(changed), armoured(public, signature)) == BAD
    else:
        assert check(content, armoured(public, bytes(changed))) == BAD


@given(st.binary(max_size=100))
def test_a_signature_is_not_that_of_another_key(content: bytes) -> None:
    _, signature = parts(Key("one").sign(content))
    other, _ = parts(Key("other").sign(content))
    assert check(content, armoured(other, signature)) == BAD


@pytest.mark.parametrize("point", SMALL_ORDER)
def test_a_key_under_which_one_signature_is_good_for_everything_signs_nothing(point: str) -> None:
    for content in (b"DEU supports article 4", b"DEU opposes article 4"):
        for first in SMALL_ORDER:
            assert check(content, armoured(bytes.fromhex(point), bytes.fromhex(first) + bytes(32))) == BAD


@pytest.mark.parametrize(
    ("public", "signature"), [(bytes(31), bytes(64)), (bytes(33), bytes(64)), (bytes(32), bytes(63)), (b"", b"")]
)
def test_a_key_or_signature_of_another_length_is_in_no_form(public: bytes, signature: bytes) -> None:
    assert check(b"x", armoured(public, signature)) == "its signature is not in the form of ssh-ed25519"
