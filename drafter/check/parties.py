"""What is written in `signatories.toml` and means nothing to the program, or nothing to anybody."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping

from drafter.model.ids import ROSTER_FILE, meant
from drafter.model.language import language_flaw
from drafter.model.problem import Problem

_KEYS = {
    "treaty": ("id", "title", "symbol", "adoption", "signatures", "language"),
    "secretariat": ("name", "delegates"),
    "server": ("name", "email", "keys"),
    "groups": ("name", "members", "spokesperson"),
    "signatories": ("name", "kind", "delegates"),
}
_OF_DELEGATES = ("name", "email", "keys")


def unknown_keys(source: str) -> Iterator[Problem]:
    """Every key is one that is read: `signature = "required"` would require nothing."""
    data = tomllib.loads(source.removeprefix("\ufeff"))
    for table, known in _KEYS.items():
        found = data.get(table, {})
        named = {f"{table}.{code}": each for code, each in found.items()} if table in ("groups", "signatories") else {}
        for where, values in (named or {table: found}).items():
            yield from _unknown(source, where, values, known)
            for delegate in values.get("delegates", ()):
                yield from _unknown(source, where, delegate, _OF_DELEGATES)


def unknown_language(source: str) -> Iterator[Problem]:
    """The language of the treaty is one that readers of its exports know: `french` would be shown as English."""
    treaty = tomllib.loads(source.removeprefix("\ufeff")).get("treaty", {})
    if "language" in treaty:
        value = treaty["language"]
        flaw = language_flaw(value if isinstance(value, str) else str(value))
        if flaw is None and not isinstance(value, str):
            flaw = ("`language` is not text", f'write language = "{value}"')
        if flaw is not None:
            line = _line(source, "treaty", "language")
            yield Problem(rule="language", message=flaw[0], remedy=flaw[1], file=ROSTER_FILE, line=line)


def _unknown(source: str, where: str, values: Mapping[str, object], known: tuple[str, ...]) -> Iterator[Problem]:
    for key in values:
        if key not in known:
            remedy = meant(key, known, f"the keys are {', '.join(known)}")
            message = f"the key `{key}` of [{where}] is unknown and says nothing"
            line = _line(source, where, key)
            yield Problem(
                rule="unknown-key", message=message, remedy=remedy, file=ROSTER_FILE, line=line, severity="warning"
            )


def _line(source: str, where: str, key: str) -> int | None:
    """Find the line of a key below the header of its table; the reader of TOML doesn't tell places."""
    section = ""
    for number, line in enumerate(source.split("\n"), 1):
        header = re.match(r"\s*\[+([^\]]*)\]", line)
        if header is not None and "=" not in header[1]:
            section = re.sub(r"[\"' ]", "", header[1])
        if section == where and re.search(rf"(?<![\w-])[\"']?{re.escape(key)}[\"']?\s*[=.]", line):
            return number
    return None
