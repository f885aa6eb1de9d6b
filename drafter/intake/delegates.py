"""Delegates added to and removed from `signatories.toml`, every other byte kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from drafter.intake.states import delegate_table
from drafter.model.ids import ROSTER_FILE, SECRETARIAT, SIGNATORY_CODE
from drafter.model.key import Key
from drafter.model.problem import Problem, refuse
from drafter.model.signatory import Delegate, Roster, Signatory, parse_roster

_NAMED = re.compile(r"(?P<name>[^<>]*[^<>\s])\s*<(?P<email>[^<>\s]+)>\s*\Z")
_TOKEN = re.compile(
    r"""(?P<string>\"\"\"(?:\\.|[^\\])*?\"\"\"|'''.*?'''|"(?:\\.|[^"\\\n])*"|'[^'\n]*')"""
    r"|(?P<comment>\#[^\n]*)|(?P<open>[\[{])|(?P<close>[\]}])|(?P<comma>,)|(?P<other>[^\"'\#\[\]{},]+|.)",
    re.DOTALL,
)
_BY_HAND = "edit signatories.toml by hand"


@dataclass(frozen=True, slots=True)
class _List:
    """A list of delegates in the source: where it begins and ends, and its entries."""

    start: int
    end: int
    entries: tuple[tuple[int, int], ...]


def named(text: str, key: str | None) -> Delegate:
    """Read `NAME <E-MAIL>`. Raises Refused."""
    match = _NAMED.match(text.strip())
    if match is None:
        raise refuse(f"`{text}` doesn't name a delegate", 'write "NAME <E-MAIL>"')
    return Delegate(match["name"], match["email"], (Key(key),) if key is not None else ())


def with_delegate(source: str, code: str, delegate: Delegate) -> str | Problem:
    """Give the file with one more delegate of a signatory (or of the secretariat, XXS), or what is wrong."""

    def write(found: _List | None) -> str | None:
        table = delegate_table(delegate)
        if found is None:
            return _with_line(source, code, f"delegates = [{table}]\n")
        if not found.entries:
            return source[: found.start] + f"[{table}]" + source[found.end :]
        first, last = found.entries[0][0], found.entries[-1][1]
        indent = source[source.rfind("\n", 0, first) + 1 : first]
        gap = f"\n{indent}" if not indent.strip() else " "
        return source[:last] + f",{gap}{table}" + source[last:]

    return _changed(source, code, write, lambda before: (*before, delegate))


def without_delegate(source: str, code: str, email: str) -> str | Problem:
    """Give the file without a delegate of a signatory, or what is wrong."""

    def write(found: _List | None) -> str | None:
        roster, _ = parse_roster(source)
        if found is None or roster is None:
            return None
        emails = [each.email for each in roster.by_code[code].delegates]
        if len(emails) != len(found.entries) or email not in emails:
            return None
        place = emails.index(email)
        start, end = found.entries[place]
        if place + 1 < len(found.entries):
            end = found.entries[place + 1][0]
        elif place > 0:
            start = found.entries[place - 1][1]
        return source[:start] + source[end:]

    def expected(before: tuple[Delegate, ...]) -> tuple[Delegate, ...] | Problem:
        if email not in [each.email for each in before]:
            return _unknown(before, code, email)
        return tuple(each for each in before if each.email != email)

    return _changed(source, code, write, expected)


def with_keys(source: str, code: str, email: str, keys: tuple[Key, ...]) -> str | Problem:
    """Give the file with other keys of a delegate, or what is wrong. That delegate's entry is written anew."""

    def write(found: _List | None) -> str | None:
        roster, _ = parse_roster(source)
        delegates = roster.by_code[code].delegates if roster is not None else ()
        emails = [each.email for each in delegates]
        if found is None or len(emails) != len(found.entries) or email not in emails:
            return None
        place = emails.index(email)
        start, end = found.entries[place]
        return source[:start] + delegate_table(replace(delegates[place], keys=keys)) + source[end:]

    def expected(before: tuple[Delegate, ...]) -> tuple[Delegate, ...] | Problem:
        if email not in [each.email for each in before]:
            return _unknown(before, code, email)
        return tuple(replace(each, keys=keys) if each.email == email else each for each in before)

    return _changed(source, code, write, expected)


def with_delegates(source: str, code: str, delegates: Sequence[Delegate]) -> str | Problem:
    """Give the file in which just these act for a signatory, or what is wrong. Who stays keeps his entry and place."""
    roster, problems = parse_roster(source)
    if roster is None:
        return problems[0]
    wanted = {each.email: each for each in delegates}
    signatory = roster.by_code.get(code)
    before = {each.email: each for each in signatory.delegates} if signatory is not None else {}
    found: str | Problem = source
    for email, delegate in before.items():
        if email not in wanted and isinstance(found, str):
            found = without_delegate(found, code, email)
        elif email in wanted and wanted[email].keys != delegate.keys and isinstance(found, str):
            found = with_keys(found, code, email, wanted[email].keys)
    for email, delegate in wanted.items():
        if email not in before and isinstance(found, str):
            found = with_delegate(found, code, delegate)
    return found


def _unknown(before: tuple[Delegate, ...], code: str, email: str) -> Problem:
    choice = ", ".join(each.email for each in before)
    remedy = f"its delegates are {choice}" if choice else "it has none"
    return Problem(rule="delegate", message=f"{email} is not a delegate of {code}", remedy=remedy, file=ROSTER_FILE)


def _changed(
    source: str,
    code: str,
    write: Callable[[_List | None], str | None],
    expected: Callable[[tuple[Delegate, ...]], tuple[Delegate, ...] | Problem],
) -> str | Problem:
    """Change the file, and give it only when it then says exactly what it should."""
    before, problems = parse_roster(source)
    if before is None:
        return problems[0]
    signatory = before.by_code.get(code)
    if signatory is None:
        begun = f'write [signatories.{code}] and name = "..." there'
        begun = f'{begun}, then `drafter edit signatories.toml --reason "..."`'
        remedy = before.meant(code, begun) if SIGNATORY_CODE.match(code) else before.meant(code)
        return Problem(
            rule="unknown-signatory", message=f"there is no signatory `{code}`", remedy=remedy, file=ROSTER_FILE
        )
    delegates = expected(signatory.delegates)
    if isinstance(delegates, Problem):
        return delegates
    written = write(_listed(source, code))
    after, problems = parse_roster(written) if written is not None else (None, ())
    if problems and problems[0].rule != "toml":
        return problems[0]
    if written is None or after != _with(before, signatory, delegates):
        return Problem(
            rule="delegate", message=f"the delegates of {code} can't be changed", remedy=_BY_HAND, file=ROSTER_FILE
        )
    return written


def _with(roster: Roster, signatory: Signatory, delegates: tuple[Delegate, ...]) -> Roster:
    changed = replace(signatory, delegates=delegates)
    if signatory.code == SECRETARIAT:
        return replace(roster, secretariat=changed)
    return replace(roster, signatories=tuple(changed if each is signatory else each for each in roster.signatories))


def _section(source: str, code: str) -> tuple[int, int] | None:
    """Give where the table of a signatory begins, behind its header, and where the next header stands."""
    name = "secretariat" if code == SECRETARIAT else rf"signatories\s*\.\s*[\"']?{re.escape(code)}[\"']?"
    header = re.search(rf"^[ \t]*\[[ \t]*{name}[ \t]*\][^\n]*\n?", source, re.MULTILINE)
    if header is None:
        return None
    behind = re.compile(r"^[ \t]*\[{1,2}[ \t]*[A-Za-z\"']", re.MULTILINE).search(source, header.end())
    return header.end(), behind.start() if behind is not None else len(source)


def _listed(source: str, code: str) -> _List | None:
    section = _section(source, code)
    if section is None:
        return None
    key = re.compile(r"^[ \t]*[\"']?delegates[\"']?[ \t]*=[ \t]*(?=\[)", re.MULTILINE).search(source, *section)
    if key is None:
        return None
    depth, entries, began = 0, [], None
    for token in _TOKEN.finditer(source, key.end()):
        if token["open"]:
            depth += 1
            if depth == 2:
                began = token.start()
        elif token["close"]:
            depth -= 1
            if depth == 1 and began is not None:
                entries.append((began, token.end()))
            if depth == 0:
                return _List(key.end(), token.end(), tuple(entries))
    return None


def _with_line(source: str, code: str, line: str) -> str | None:
    section = _section(source, code)
    if section is None:
        return None
    start, end = section
    written = source[start:end].rstrip()
    at = start + len(written)
    return source[:at] + ("\n" if written else "") + line.rstrip("\n") + (source[at:] or "\n")
