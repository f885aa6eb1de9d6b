"""A clause: one Markdown file with front matter, kept to the byte."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from drafter.model.designation import before_heading, called, own_words, renumbered
from drafter.model.ids import CLAUSE_PATH, meant
from drafter.model.language import ENGLISH
from drafter.model.place import place_of
from drafter.model.problem import Problem
from drafter.model.provision import provision
from drafter.model.source import FrontMatter, quoted, read_front_matter, scalar, with_value
from drafter.model.terms import ClauseStatus, Kind

NUMBER = re.compile(r"[^\W_]+(?:[ .\u00a0/-][^\W_]+)*\Z")
"""A literal number, in any script: `4`, `4 bis`, `II`, `III.A`, `四`."""

EMPTY_TEXT_SHA256 = hashlib.sha256(b"").hexdigest()
"""The hash that stands for the text of a deleted clause."""


@dataclass(frozen=True)
class Clause:
    """A clause of a treaty, read from `source`, the whole file.

    `order` is the number in the file name, which sorts the clauses and means nothing else; `id` is stable for
    ever; `number` is a literal label (`4 bis`).
    """

    id: str
    order: str
    kind: Kind
    number: str
    heading: str
    status: ClauseStatus
    sources: tuple[str, ...]
    """What the clause rests on."""
    source: str = field(repr=False)
    front: FrontMatter = field(repr=False)

    @property
    def path(self) -> str:
        """The file's path in the treaty repository."""
        return f"clauses/{self.order}-{self.id}.md"

    @cached_property
    def body(self) -> str:
        """The text below the front matter, byte for byte."""
        return self.source[self.front.body :]

    @property
    def text(self) -> str:
        """What a position on the clause is about: its heading and its body, but not its number or status."""
        return f"{self.heading}\n\n{self.body}" if self.heading else self.body

    @cached_property
    def text_sha256(self) -> str:
        """SHA-256 of `text` in UTF-8, as 64 hexadecimal digits."""
        return text_sha256(self.text)

    def words(self, label: str = "") -> str | None:
        """Give its text, or the words of one of its provisions; None where it has no such provision."""
        found = provision(self.body, label) if label else None
        return self.text if not label else self.body[found.start : found.end] if found is not None else None

    @property
    def deleted(self) -> bool:
        """Whether it is kept for the record only, and is no part of the text."""
        return self.status is ClauseStatus.DELETED

    @property
    def designation(self) -> str:
        """How the clause is called: `Article 4 bis`, `Part II`, `Annex`, `Preamble`.

        A file may say it in its own words, with the key `designation`: `Chapter IV`, `第四條`. They follow the number.
        """
        own = self.own_designation
        return renumbered(own, self.kind, self.number) if own else called(self.kind, self.number, ENGLISH)

    @property
    def own_designation(self) -> str:
        """How the file itself says that the clause is called, or nothing."""
        own = self.front.field("designation")
        return own.value if own is not None and isinstance(own.value, str) else ""

    @property
    def title(self) -> str:
        """Designation and heading: `Article 4. Protection of critical infrastructure`."""
        lead = self.designation
        return f"{lead}{before_heading(lead)}{self.heading}" if self.heading else lead

    @property
    def sort_key(self) -> tuple[int, str, str]:
        """Sorts clauses in the order of the treaty."""
        return (self.place, self.order, self.id)

    @property
    def place(self) -> int:
        """Where it stands: `order` as a number."""
        return place_of(self.order)

    def with_value(self, key: str, value: str) -> Clause:
        """Give the clause with one value of its front matter changed, every other byte kept.

        Raises ValueError when the result would not be a clause.
        """
        return _certain(parse_clause(self.path, with_value(self.source, self.front, key, value)))

    def with_body(self, body: str) -> Clause:
        """Give the clause with another body. Raises ValueError when the result would not be a clause."""
        head = self.source[: self.front.body]
        if body and not head.endswith(("\n\n", "\n\r\n")):
            newline = "\r\n" if head.endswith("\r\n") else "\n"
            head = head.rstrip("\r\n") + newline + newline
        return _certain(parse_clause(self.path, head + body))


def standing(clause: Clause | None) -> Clause | None:
    """Give a clause that is part of the text: None for one that is deleted, or not there."""
    return clause if clause is not None and not clause.deleted else None


def compose_clause(
    id: str,
    order: str,
    *,
    kind: Kind,
    number: str = "",
    heading: str = "",
    status: ClauseStatus = ClauseStatus.OPEN,
    sources: tuple[str, ...] = (),
    designation: str = "",
    language: str = ENGLISH,
    body: str = "",
) -> Clause:
    """Make a new clause, with its file. Raises ValueError when an id, order or value has not its form.

    Without a `designation` it is called as its kind and number are in the `language` of the treaty.
    """
    lines = [
        "---",
        f"kind: {kind.value}",
        f"number: {quoted(number)}",
        f"heading: {scalar(heading) if heading else quoted('')}",
        f"status: {status.value}",
    ]
    designation = designation or own_words(kind, number, language)
    if designation:
        lines.append(f"designation: {quoted(designation)}")
    if sources:
        lines.append("sources:")
        lines.extend(f"  - {quoted(source)}" for source in sources)
    lines.append("---\n")
    source = "\n".join(lines) + (f"\n{body}" if body else "")
    return _certain(parse_clause(f"clauses/{order}-{id}.md", source))


def parse_clause(path: str, source: str | bytes) -> Clause | Problem:
    """Read a clause file. Gives the clause, or the first thing that is wrong with the file, with its line."""
    match = CLAUSE_PATH.match(path)
    if match is None:
        return Problem(
            rule="clause-path",
            message="not the name of a clause file",
            remedy="name it clauses/<number>-<id>.md, the id in small letters, digits and hyphens",
            file=path,
        )
    if isinstance(source, bytes):
        raw = source
        try:
            source = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            return Problem(
                rule="utf-8",
                message="the file is not UTF-8",
                remedy="save it as UTF-8",
                file=path,
                line=raw.count(b"\n", 0, error.start) + 1,
            )
    front = read_front_matter(source, path)
    if isinstance(front, Problem):
        return front
    values: dict[str, str] = {}
    for key in ("kind", "number", "heading", "status", "designation"):
        entry = front.field(key)
        if entry is None:
            if key in ("kind", "status"):
                return _schema(f"`{key}` is missing", f"add `{key}: {_example(key)}`", path, 1)
            values[key] = ""
            continue
        if not isinstance(entry.value, str) or "\n" in entry.value:
            return _schema(f"`{key}` is not one line of text", f"write `{key}: {_example(key)}`", path, entry.line)
        values[key] = entry.value
    lines = {entry.key: entry.line for entry in front.fields}
    if values["kind"] not in _KINDS:
        known = ", ".join(_KINDS)
        return _schema(f"unknown kind `{values['kind']}`", _choose(values["kind"], _KINDS, known), path, lines["kind"])
    if values["status"] not in _STATUSES:
        known = ", ".join(_STATUSES)
        remedy = _choose(values["status"], _STATUSES, known)
        return _schema(f"unknown status `{values['status']}`", remedy, path, lines["status"])
    if values["number"] and (len(values["number"]) > 32 or not NUMBER.match(values["number"])):
        remedy = 'write letters and digits such as "4", "4 bis" or "II"'
        return _schema(f"`{values['number']}` is not the number of a clause", remedy, path, lines["number"])
    sources = front.field("sources")
    if sources is None or sources.value is None:
        listed: tuple[str, ...] = ()
    else:
        listed = sources.value if isinstance(sources.value, tuple) else (sources.value,)
    return Clause(
        id=match["id"],
        order=match["order"],
        kind=_KINDS[values["kind"]],
        number=values["number"],
        heading=values["heading"],
        status=_STATUSES[values["status"]],
        sources=listed,
        source=source,
        front=front,
    )


def text_sha256(text: str) -> str:
    """Hash a text: SHA-256 of its UTF-8 bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


_KINDS = {kind.value: kind for kind in Kind}
_STATUSES = {status.value: status for status in ClauseStatus}


def _example(key: str) -> str:
    return {"kind": "article", "number": '"4"', "heading": "Scope", "status": "open", "designation": '"Chapter IV"'}[
        key
    ]


def _choose(word: str, known: Mapping[str, object], listed: str) -> str:
    return meant(word, known, f"use one of {listed}")


def _schema(message: str, remedy: str, path: str, line: int) -> Problem:
    return Problem(rule="schema", message=message, remedy=remedy, file=path, line=line)


def _certain(read: Clause | Problem) -> Clause:
    if isinstance(read, Problem):
        raise ValueError(str(read))
    return read
