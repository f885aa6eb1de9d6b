"""The parties to the talks, their delegates and their groups, as `signatories.toml` lists them.

The order of the entries is the order of attributions and columns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from drafter.model.character import not_text
from drafter.model.ids import GROUP_CODE, NO_FILE, ROSTER_FILE, SECRETARIAT, SIGNATORY_CODE, meant, nearest
from drafter.model.key import Key, parse_key
from drafter.model.language import ENGLISH, language_flaw
from drafter.model.problem import Problem
from drafter.model.terms import Adoption, SignatoryKind, Signatures
from drafter.model.toml import line_of, parse_toml

_TREATY_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_EMAIL = re.compile(r"[^\s<>@,;:\"'\\]+@[^\s<>@,;:\"'\\]+(?<!\.)\Z")
_CRUD = " .,:;<>\"\\'"
"""What git silently strips from both ends of a name, so that the author of a record would not be its delegate."""


@dataclass(frozen=True, slots=True)
class Delegate:
    """A person who acts for one signatory."""

    name: str
    email: str
    keys: tuple[Key, ...] = ()
    """Public SSH keys, those of the past too."""


@dataclass(frozen=True, slots=True)
class Signatory:
    """A delegation that takes part."""

    code: str
    name: str
    kind: SignatoryKind
    delegates: tuple[Delegate, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A group of signatories. `spokesperson` is the one that may speak on its behalf; any member when None."""

    code: str
    name: str
    members: tuple[str, ...]
    spokesperson: str | None = None

    def may_be_spoken_for_by(self, code: str) -> bool:
        """Whether a signatory may take positions on behalf of the group."""
        return code == self.spokesperson if self.spokesperson is not None else code in self.members

    def holds_for(self, code: str) -> bool:
        """Whether a position on behalf of the group is also that signatory's."""
        return code in self.members or code == self.spokesperson


@dataclass(frozen=True)
class Roster:
    """`signatories.toml`: the treaty's header, the secretariat, the groups and the signatories, in order."""

    id: str
    title: str
    symbol: str
    adoption: Adoption
    signatures: Signatures
    secretariat: Signatory
    groups: tuple[Group, ...]
    signatories: tuple[Signatory, ...]
    server: Delegate | None = None
    """Who signs the log of what the secretariat's server received."""
    language: str = ENGLISH
    """That of the treaty's text, as BCP 47 names it."""

    @cached_property
    def by_code(self) -> Mapping[str, Signatory]:
        """The signatories and the secretariat by code."""
        return {each.code: each for each in (*self.signatories, self.secretariat)}

    @cached_property
    def holders(self) -> tuple[Delegate, ...]:
        """Everybody who can have keys: all delegates, and the server."""
        delegates = (each for signatory in self.by_code.values() for each in signatory.delegates)
        return (*delegates, self.server) if self.server is not None else tuple(delegates)

    @cached_property
    def groups_by_code(self) -> Mapping[str, Group]:
        """The groups by code."""
        return {group.code: group for group in self.groups}

    @cached_property
    def rank(self) -> Mapping[str, int]:
        """Where a group or signatory stands in attributions: groups first, then the signatories, in file order."""
        codes = (*(group.code for group in self.groups), *(each.code for each in self.signatories))
        return {code: position for position, code in enumerate(dict.fromkeys(codes))}

    def name(self, code: str) -> str:
        """Give the name of a signatory or group, or the code itself when nobody has it."""
        if code in self.by_code:
            return self.by_code[code].name
        return self.groups_by_code[code].name if code in self.groups_by_code else code

    def meant(self, word: str, otherwise: str = "signatories.toml lists them", *, groups: bool = False) -> str:
        """Say which codes somebody may have meant who wrote a name, or a code that nobody has; else `otherwise`."""
        parties: list[Signatory | Group] = [*self.signatories, self.secretariat, *(self.groups if groups else ())]
        codes = {each.name: each.code for each in parties} | {each.code: each.code for each in parties}
        near = dict.fromkeys(codes[each] for each in nearest(word, codes))
        return f"did you mean {', '.join(near)}?" if near else otherwise

    def delegate(self, code: str, email: str) -> Delegate | None:
        """Give the delegate of that signatory with that address, or None."""
        signatory = self.by_code.get(code)
        if signatory is None:
            return None
        return next((each for each in signatory.delegates if each.email == email), None)

    def groups_of(self, code: str) -> tuple[Group, ...]:
        """Give the groups for which a signatory counts, in file order."""
        return tuple(group for group in self.groups if group.holds_for(code))


def parse_roster(source: str | bytes, *, recorded: bool = False) -> tuple[Roster | None, tuple[Problem, ...]]:
    """Read `signatories.toml`. Gives the roster, or None and every problem with its line.

    `recorded`: it is on record already, and keys are read as `parse_key` reads those.
    """
    if isinstance(source, bytes):
        try:
            source = source.decode("utf-8")
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            return None, (_problem("the file is not UTF-8", "save it as UTF-8", line, rule="utf-8"),)
    source = source.removeprefix("\ufeff")
    try:
        data = parse_toml(source)
    except RecursionError:
        return None, (_problem("tables or lists are nested too deep", "flatten them", 1, rule="toml"),)
    except ValueError as error:
        said = re.match(r"(?P<what>.*?)\s*\(at (?:line (?P<line>\d+)|end of document)", str(error))
        what = said["what"] if said else str(error)
        line = int(said["line"]) if said and said["line"] else source.count("\n") + 1
        return None, (_problem(f"not TOML: {what}", "mend the syntax of this line", line, rule="toml"),)
    reading = _Reading(source, data, recorded=recorded)
    roster = reading.roster()
    return (roster, ()) if roster is not None and not reading.problems else (None, tuple(reading.problems))


class _Reading:
    """One reading of the parsed file: collects the problems instead of stopping at the first."""

    def __init__(self, source: str, data: Mapping[str, object], *, recorded: bool) -> None:
        self.problems: list[Problem] = []
        self._recorded = recorded
        self._source = source
        self._data = data

    def roster(self) -> Roster | None:
        for key in self._data:
            if key not in ("treaty", "secretariat", "server", "groups", "signatories"):
                self._say(f"unknown table `{key}`", "remove it, or mend its name", key)
        treaty = self._table("treaty", required=True)
        signatories = tuple(self._signatories())
        roster = Roster(
            id=self._treaty_id(treaty),
            title=self._text(treaty, "title", "treaty", required=True),
            symbol=self._text(treaty, "symbol", "treaty"),
            adoption=Adoption(self._one_of(treaty, "adoption", "treaty", [each.value for each in Adoption])),
            signatures=Signatures(self._one_of(treaty, "signatures", "treaty", [each.value for each in Signatures])),
            secretariat=self._secretariat(),
            groups=tuple(self._groups({each.code for each in signatories})),
            signatories=signatories,
            server=self._server(),
            language=_language(treaty.get("language")),
        )
        self._check_delegates(roster)
        self._check_keys(roster)
        return roster if not self.problems else None

    def _treaty_id(self, treaty: Mapping[str, object]) -> str:
        value = self._text(treaty, "id", "treaty", required=True)
        if value and not _TREATY_ID.match(value):
            self._say(f"`{value}` is not the id of a treaty", "use small letters, digits and hyphens", "treaty", "id")
        return value

    def _secretariat(self) -> Signatory:
        table = self._table("secretariat", required=True)
        name = self._text(table, "name", "secretariat") or "Secretariat"
        return Signatory(SECRETARIAT, name, SignatoryKind.OBSERVER, self._delegates(table, "secretariat"))

    def _server(self) -> Delegate | None:
        table = self._table("server")
        found = self._delegates({"delegates": [table]}, "server") if table else ()
        return found[0] if found else None

    def _signatories(self) -> Iterator[Signatory]:
        for code, table in self._tables("signatories"):
            where = f"signatories.{code}"
            if not SIGNATORY_CODE.match(code):
                self._say(f"`{code}` is not a code of three capital letters", "use the ISO 3166-1 alpha-3 code", where)
                continue
            if code == SECRETARIAT:
                self._say(f"{SECRETARIAT} is the secretariat's code", "list its delegates in [secretariat]", where)
                continue
            if NO_FILE.match(code) and not self._recorded:
                said = f"no clone on Windows can hold the positions of `{code}`: that is no name of a file there"
                self._say(said, "choose another code, XAA to XZZ for what has none", where)
                continue
            kind = self._one_of(table, "kind", where, [each.value for each in SignatoryKind])
            name = self._text(table, "name", where, required=True)
            yield Signatory(code, name, SignatoryKind(kind), self._delegates(table, where))

    def _groups(self, signatories: set[str]) -> Iterator[Group]:
        for code, table in self._tables("groups"):
            where = f"groups.{code}"
            if not GROUP_CODE.match(code) or code in signatories or code == SECRETARIAT:
                self._say(f"`{code}` is not the code of a group", "use capital letters and digits of its own", where)
                continue
            members = table.get("members", [])
            if not isinstance(members, list) or not all(isinstance(member, str) for member in members):
                self._say("`members` is not a list of codes", 'write members = ["AUT", "BEL"]', where, "members")
                members = []
            spokesperson = table.get("spokesperson")
            if spokesperson is not None and not isinstance(spokesperson, str):
                self._say("`spokesperson` is not a code", 'write spokesperson = "AUT"', where, "spokesperson")
                spokesperson = None
            for key, named in [("members", members), ("spokesperson", [spokesperson] if spokesperson else [])]:
                for member in named:
                    if member not in signatories:
                        remedy = meant(member, sorted(signatories), "list it under [signatories], or remove it")
                        self._say(f"group {code} names an unknown signatory `{member}`", remedy, where, key, member)
            for member in sorted(each for each, count in Counter(members).items() if count > 1):
                self._say(f"group {code} names `{member}` twice", "remove one", where, "members", member)
            name = self._text(table, "name", where, required=True)
            yield Group(code, name, tuple(dict.fromkeys(members)), spokesperson)

    def _delegates(self, table: Mapping[str, object], where: str) -> tuple[Delegate, ...]:
        listed = table.get("delegates", [])
        example = 'write delegates = [{ name = "...", email = "..." }]'
        if not isinstance(listed, list):
            self._say("`delegates` is not a list", example, where, "delegates")
            return ()
        found = []
        for entry in listed:
            if not isinstance(entry, dict):
                self._say("an entry of `delegates` is not a table", example, where, "delegates")
                continue
            name = self._text(entry, "name", where, required=True, key_line="delegates")
            email = self._text(entry, "email", where, required=True, key_line="delegates")
            keys = self._keys(entry.get("keys", []), where)
            if not name or not email:
                continue
            if "<" in name or ">" in name or name != name.strip(_CRUD):
                remedy = "leave out `<` and `>`, and points, quotation marks and spaces at its ends"
                self._say(f"`{name}` can't be the name of a delegate", remedy, where, "delegates", name)
            elif not _EMAIL.match(email) or not_text(email) or email != email.strip(_CRUD):
                self._say(f"`{email}` is not an e-mail address", "write name@host", where, "delegates", email)
            else:
                found.append(Delegate(name, email, keys))
        return tuple(found)

    def _keys(self, listed: object, where: str) -> tuple[Key, ...]:
        if not isinstance(listed, list):
            self._say("`keys` is not a list of public keys", 'write keys = ["ssh-ed25519 ..."]', where, "delegates")
            return ()
        found: list[Key] = []
        for entry in listed:
            key = parse_key(entry, recorded=self._recorded)
            if isinstance(key, str):
                self._say(key, 'write keys = ["ssh-ed25519 ..."]', where, "delegates")
            else:
                found.append(key)
        return tuple(found)

    def _check_keys(self, roster: Roster) -> None:
        """A key that is listed twice says nothing about who signed."""
        holders: dict[str, str] = {}
        speakers = [(code, each) for code, signatory in roster.by_code.items() for each in signatory.delegates]
        for code, delegate in [*speakers, *([("server", roster.server)] if roster.server is not None else [])]:
            for key in delegate.keys:
                other = holders.setdefault(key.blob, delegate.email)
                if other != delegate.email or [each.blob for each in delegate.keys].count(key.blob) > 1:
                    where = {SECRETARIAT: "secretariat", "server": "server"}.get(code, f"signatories.{code}")
                    message = f"a key of {delegate.email} is listed twice, also for {other}"
                    self._say(message, "give each delegate a key of its own", where, "delegates", delegate.email)

    def _check_delegates(self, roster: Roster) -> None:
        speaks_for: dict[str, str] = {}
        listed: dict[tuple[str, str], list[Delegate]] = {}
        for signatory in (roster.secretariat, *roster.signatories):
            for each in signatory.delegates:
                listed.setdefault((signatory.code, each.email.casefold()), []).append(each)
        for signatory in (roster.secretariat, *roster.signatories):
            where = "secretariat" if signatory.code == SECRETARIAT else f"signatories.{signatory.code}"
            for delegate in signatory.delegates:
                other = speaks_for.setdefault(delegate.email.casefold(), signatory.code)
                mine = listed[signatory.code, delegate.email.casefold()]
                if other != signatory.code:
                    message = f"{delegate.email} is listed for {other} and for {signatory.code}"
                    remedy = "a delegate acts for one signatory: give each an address of its own"
                elif mine[0] is not delegate and mine[1] is delegate:
                    message = f"{delegate.email} is listed twice for {signatory.code}"
                    remedy = "remove one, or give each delegate an address of its own"
                else:
                    continue
                self._say(message, remedy, where, "delegates", delegate.email)

    def _table(self, key: str, *, required: bool = False) -> Mapping[str, object]:
        value = self._data.get(key)
        if value is None and required:
            self._say(f"the table [{key}] is missing", f"add [{key}]")
        if value is not None and not isinstance(value, dict):
            self._say(f"`{key}` is not a table", f"write it as [{key}]", key)
        return value if isinstance(value, dict) else {}

    def _tables(self, key: str) -> Iterator[tuple[str, Mapping[str, object]]]:
        for name, value in self._table(key).items():
            if isinstance(value, dict):
                yield name, value
            else:
                self._say(f"`{name}` is not a table", f"write it as [{key}.{name}]", key, name)

    def _text(
        self, table: Mapping[str, object], key: str, where: str, *, required: bool = False, key_line: str | None = None
    ) -> str:
        value = table.get(key)
        if value is None:
            if required and (table or where in self._data or "." in where):
                self._say(f"`{key}` is missing in [{where}]", f'add {key} = "..."', where)
            return ""
        if not isinstance(value, str):
            self._say(f"`{key}` is not text", f'write {key} = "..."', where, key_line or key)
            return ""
        found = not_text(value, allowed="")
        if found is not None:
            self._say(
                f"`{key}` holds {found}", "write it on one line, without control characters", where, key_line or key
            )
            return ""
        return value

    def _one_of(self, table: Mapping[str, object], key: str, where: str, values: list[str]) -> str:
        value = self._text(table, key, where)
        if not value:
            return values[0]
        if value not in values:
            remedy = meant(value, values, f"use one of {', '.join(values)}")
            self._say(f"unknown {key} `{value}`", remedy, where, key)
            return values[0]
        return value

    def _say(self, message: str, remedy: str, where: str = "", key: str = "", value: str = "") -> None:
        self.problems.append(_problem(message, remedy, line_of(self._source, where, key, value)))


def _language(value: object) -> str:
    """Read the language. What is none counts as not given: programs that don't know the key took such a file as sound,
    and `drafter check` tells it."""
    return value if isinstance(value, str) and language_flaw(value) is None else ENGLISH


def _problem(message: str, remedy: str, line: int, rule: str = "signatories") -> Problem:
    return Problem(rule=rule, message=message, remedy=remedy, file=ROSTER_FILE, line=line)
