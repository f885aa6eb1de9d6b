"""What is written in `signatories.toml` and means nothing to the program, or nothing to anybody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from drafter.model.ids import ROSTER_FILE, meant
from drafter.model.language import language_flaw
from drafter.model.problem import Problem
from drafter.model.toml import line_of, parse_toml

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
    data = parse_toml(source.removeprefix("\ufeff"))
    for table, known in _KEYS.items():
        found = data.get(table, {})
        named = {f"{table}.{code}": each for code, each in found.items()} if table in ("groups", "signatories") else {}
        for where, values in (named or {table: found}).items():
            yield from _unknown(source, where, values, known)
            for delegate in values.get("delegates", ()):
                yield from _unknown(source, where, delegate, _OF_DELEGATES)


def unknown_language(source: str) -> Iterator[Problem]:
    """The language of the treaty is one that readers of its exports know: `french` would be shown as English."""
    treaty = parse_toml(source.removeprefix("\ufeff")).get("treaty", {})
    if "language" in treaty:
        value = treaty["language"]
        not_text = ("`language` is not text", 'write it as language = "fr"')
        flaw = language_flaw(value) if isinstance(value, str) else not_text
        if flaw is not None:
            line = line_of(source, "treaty", "language")
            yield Problem(rule="language", message=flaw[0], remedy=flaw[1], file=ROSTER_FILE, line=line)


def _unknown(source: str, where: str, values: Mapping[str, object], known: tuple[str, ...]) -> Iterator[Problem]:
    for key in values:
        if key not in known:
            remedy = meant(key, known, f"the keys are {', '.join(known)}")
            message = f"the key `{key}` of [{where}] is unknown and says nothing"
            line = line_of(source, where, key)
            yield Problem(
                rule="unknown-key", message=message, remedy=remedy, file=ROSTER_FILE, line=line, severity="warning"
            )
