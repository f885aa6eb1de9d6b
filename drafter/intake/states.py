"""The parties to a new treaty: `signatories.toml` from the members of the United Nations, or from a file."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from typing import Any

from drafter.model.ids import ROSTER_FILE
from drafter.model.key import key_entry
from drafter.model.problem import Problem
from drafter.model.signatory import Delegate, Roster, parse_roster

_SECRETARIAT = {
    "ar": "الأمانة",
    "en": "Secretariat",
    "es": "Secretaría",
    "fr": "Secrétariat",
    "ru": "Секретариат",
    "zh": "秘书处",
}
"""How the secretariat is called in the languages of the United Nations."""


def un_language(tag: str) -> str:
    """Give the language in which `un_parties` names States for a treaty in a language, by its tag.

    That is its own where it is one of the six of the United Nations, which writes Chinese in simplified characters, and
    English otherwise.
    """
    language, *more = tag.split("-")
    traditional = language == "zh" and not {"Hant", "TW", "HK", "MO"}.isdisjoint(more)
    return language if language in _SECRETARIAT and not traditional else "en"


def un_parties(tag: str = "en") -> str:
    """Give the tables of the five regional groups and the 193 members of the United Nations, without delegates.

    They are called as the language of a treaty calls them (`un_language`), and stand in the English order in all: that
    in which codes stand in documents does not go by the language.
    """
    listed, language = _listed("un.toml"), un_language(tag)
    called = _listed(f"un-{language}.toml") if language != "en" else {}
    groups, names = called.get("groups", {}), called.get("names", {})
    lines: list[str] = []
    for code, group in listed["groups"].items():
        members = group["members"]
        rows = [", ".join(map(_string, members[at : at + 14])) for at in range(0, len(members), 14)]
        lines += [f"[groups.{code}]", f"name = {_string(groups.get(code, group['name']))}", "members = ["]
        lines += [*(f"  {row}," for row in rows), "]", ""]
    for code, english in listed["names"].items():
        name = names.get(code, english)
        lines += [f"[signatories.{code}]", f"name = {_string(name)}", 'kind = "state"', "delegates = []", ""]
    return "\n".join(lines[:-1]) + "\n"


def _listed(file: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("drafter.intake").joinpath(file).read_text(encoding="utf-8"))


def signatories_file(
    parties: str, *, id: str, title: str, founder: Delegate, language: str = "", file: str = ROSTER_FILE
) -> tuple[bytes, Roster] | Problem:
    """Make `signatories.toml` from the tables of `parties`, kept to the byte, and give it with what it says.

    The header and the secretariat are put before them when they are lacking; the founder becomes the secretariat's
    first delegate. Gives the first problem, with the line of `parties` in the file named `file`: tables that can't be
    read, or a secretariat that doesn't list the founder.
    """
    parties = parties.removeprefix("\ufeff")
    given = _tables(parties)
    head: list[str] = []
    if "treaty" not in given:
        head += ["[treaty]", f"id = {_string(id)}", f"title = {_string(title)}", 'symbol = ""']
        head += ['adoption = "consensus"', 'signatures = "optional"']
        head += [f"language = {_string(language)}", ""] if language else [""]
    if "secretariat" not in given:
        head += [
            "[secretariat]",
            f"name = {_string(_SECRETARIAT[un_language(language)])}",
            f"delegates = [{delegate_table(founder)}]",
            "",
        ]
    source = "\n".join(head) + ("\n" if head and parties else "") + parties
    roster, problems = parse_roster(source)
    if roster is None:
        first = problems[0]
        line = max(1, (first.line or 1) - len(head))
        return Problem(rule=first.rule, message=first.message, remedy=first.remedy, file=file, line=line)
    if roster.delegate(roster.secretariat.code, founder.email) is None:
        return Problem(
            rule="founder",
            message=f"[secretariat] doesn't list {founder.email}, who begins the treaty",
            remedy=f"add {delegate_table(founder)} to its delegates",
            file=file,
        )
    return source.encode(), roster


def treaty_id(title: str) -> str:
    """Make the id of a treaty from its title: small ASCII letters, digits and hyphens; `treaty` when none is left."""
    words = re.findall(r"[a-z0-9]+", title.casefold().encode("ascii", "ignore").decode())
    return "-".join(words)[:60].strip("-") or "treaty"


def _tables(parties: str) -> set[str]:
    try:
        return set(tomllib.loads(parties))
    except (ValueError, RecursionError):
        return {"treaty", "secretariat"}


def delegate_table(delegate: Delegate) -> str:
    """Write a delegate as an entry of `delegates`."""
    keys = f", keys = [{', '.join(map(key_entry, delegate.keys))}]" if delegate.keys else ""
    return f"{{ name = {_string(delegate.name)}, email = {_string(delegate.email)}{keys} }}"


def _string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda match: f"\\u{ord(match[0]):04X}", escaped) + '"'
