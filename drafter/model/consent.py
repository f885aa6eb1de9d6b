"""A signatory's consent to its own list of delegates: the file `roster.toml` on its positions branch."""

from __future__ import annotations

from collections.abc import Sequence

from drafter.model.key import key_entry
from drafter.model.signatory import Delegate

CONSENT_FILE = "roster.toml"


def consent_file(code: str, delegates: Sequence[Delegate]) -> str:
    """Write who shall act for a signatory, in the one form that is compared to the byte."""
    lines = [f'signatory = "{code}"']
    for delegate in delegates:
        lines += ["", "[[delegates]]", f"name = {_quoted(delegate.name)}", f"email = {_quoted(delegate.email)}"]
        lines += ["keys = [", *(f"  {key_entry(key)}," for key in delegate.keys), "]"]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
