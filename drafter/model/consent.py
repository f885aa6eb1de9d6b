"""A signatory's consent to its own list of delegates: the file `roster.toml` on its positions branch."""

from __future__ import annotations

from collections.abc import Sequence

from drafter.model.key import Key, key_entry, parse_key
from drafter.model.signatory import Delegate
from drafter.model.toml import parse_toml

CONSENT_FILE = "roster.toml"


def consent_file(code: str, delegates: Sequence[Delegate]) -> str:
    """Write who shall act for a signatory, in the one form that is compared to the byte."""
    lines = [f'signatory = "{code}"']
    for delegate in delegates:
        lines += ["", "[[delegates]]", f"name = {_quoted(delegate.name)}", f"email = {_quoted(delegate.email)}"]
        lines += ["keys = [", *(f"  {key_entry(key)}," for key in delegate.keys), "]"]
    return "\n".join(lines) + "\n"


def consented(code: str, source: bytes) -> tuple[Delegate, ...] | None:
    """Read who shall act for a signatory; None when it is not in that form."""
    try:
        listed = parse_toml(source.decode()).get("delegates", [])
        read = [(each["name"], each["email"], [parse_key(key) for key in each["keys"]]) for each in listed]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    delegates = tuple(Delegate(name, email, tuple(k for k in keys if isinstance(k, Key))) for name, email, keys in read)
    return delegates if consent_file(code, delegates).encode() == source else None


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
