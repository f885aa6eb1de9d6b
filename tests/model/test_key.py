"""Keys of delegates: what an entry may say, and that it only ever narrows."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from drafter.model.key import Key, Revocation, cut_off, key_entry, parse_key
from drafter.model.signatory import parse_roster
from tests.conftest import SIGNATORIES

MARCH, MAY = "2026-03-01T00:00:00Z", "2026-05-01T00:00:00Z"
ONE = "ssh-ed25519 AAAA"


@pytest.mark.parametrize(
    "key",
    [
        Key(ONE),
        Key(f"{ONE} a remark"),
        Key(ONE, MARCH),
        Key(ONE, MARCH, MAY),
        Key(ONE, None, MAY),
        Key(ONE, None, None, Revocation(MAY)),
        Key(ONE, None, None, Revocation(MAY, 0)),
        Key(ONE, MARCH, MAY, Revocation(MAY, 7, 'lost, "stolen"')),
    ],
)
def test_an_entry_reads_back_as_it_was_written(key: Key) -> None:
    source = SIGNATORIES.replace('email = "fra@example.org"', f'email = "fra@example.org", keys = [{key_entry(key)}]')
    roster, problems = parse_roster(source)
    assert roster is not None, problems
    assert roster.by_code["FRA"].delegates[0].keys == (key,)


@pytest.mark.parametrize(
    "entry",
    [
        "",
        "ssh-ed25519",
        "ssh-ed25519 AAAA\nssh-ed25519 BBBB",
        "-----BEGIN OPENSSH PRIVATE KEY-----",
        "cert-authority ssh-ed25519 AAAA",
        "ssh-ed25519 A",
        "ssh-foo AAAA",
        "ssh-dss AAAA",
        "ssh-ed25519-cert-v01@openssh.com AAAA",
        7,
        {},
        {"key": ONE, "form": MARCH},
        {"key": ONE, "until": "tomorrow"},
        {"key": ONE, "until": 7},
        {"key": "ssh-foo AAAA", "until": MAY},
        {"key": ONE, "from": "2026-02-30T00:00:00Z"},
        {"key": ONE, "until": "2026-05-01T24:00:00Z"},
        {"key": ONE, "from": "1969-12-31T00:00:00Z"},
        {"key": ONE, "until": "1066-10-14T09:00:00Z"},
        {"key": ONE, "revoked": {"at": "2026-02-30T00:00:00Z"}},
        {"key": ONE, "revoked": {"at": "May"}},
        {"key": ONE, "revoked": {"at": MAY, "reason": 7}},
        {"key": ONE, "revoked": {"at": MAY, "why": "lost"}},
        {"key": ONE, "revoked": {"at": MAY, "log": "7"}},
        {"key": ONE, "revoked": MAY},
        {"key": ONE, "revoked": {"reason": "lost"}},
        {"key": ONE, "revoked": {"at": MAY, "log": -1}},
        {"key": ONE, "revoked": {"at": MAY, "log": True}},
    ],
)
def test_what_is_no_key_is_said_in_words(entry: object) -> None:
    assert isinstance(parse_key(entry), str)


@pytest.mark.parametrize(
    ("before", "after", "opened"),
    [
        (Key(ONE), Key(ONE, MARCH, MAY, Revocation(MAY)), False),
        (Key(ONE, MARCH, MAY), Key(ONE, MAY, MARCH), False),
        (Key(ONE, MARCH, MAY, Revocation(MAY)), Key(ONE, MARCH, MAY, Revocation(MAY)), False),
        (Key(ONE, None, MARCH), Key(ONE), True),
        (Key(ONE, MAY), Key(ONE), True),
        (Key(ONE, None, MARCH), Key(ONE, None, MAY), True),
        (Key(ONE, MAY), Key(ONE, MARCH), True),
        (Key(ONE, None, None, Revocation(MARCH)), Key(ONE), True),
        (Key(ONE, None, None, Revocation(MARCH)), Key(ONE, None, None, Revocation(MAY)), True),
    ],
)
def test_a_key_only_ever_narrows(before: Key, after: Key, opened: bool) -> None:
    assert before.opened_by(after) is opened


def test_one_key_is_not_listed_for_two() -> None:
    source = SIGNATORIES.replace('email = "fra@example.org"', f'email = "fra@example.org", keys = ["{ONE}"]')
    twice = source.replace('email = "aus@example.org"', f'email = "aus@example.org", keys = ["{ONE} other"]')
    roster, (problem,) = parse_roster(twice)
    assert roster is None
    assert "a key of fra@example.org is listed twice, also for aus@example.org" in problem.message


@pytest.mark.parametrize("kind", ["ed25519", "ecdsa", "rsa"])
def test_a_key_that_was_not_copied_whole_is_told_from_one_that_was(kind: str, tmp_path: Path) -> None:
    subprocess.run(["ssh-keygen", "-q", "-t", kind, "-N", "", "-f", str(tmp_path / "key")], check=True)
    name, blob = (tmp_path / "key.pub").read_text().split()[:2]
    assert not cut_off(Key(f"{name} {blob} with a remark"))
    # What base64 can be cut to, and what stands behind it twice.
    for length in range(4, len(blob) - 3, 4):
        assert cut_off(Key(f"{name} {blob[:length]}"))
    other = {"ed25519": "ssh-rsa", "ecdsa": "ssh-ed25519", "rsa": "ssh-ed25519"}[kind]
    assert cut_off(Key(f"{other} {blob}"))
