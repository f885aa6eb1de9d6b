"""YAML front matter, read so that it can be edited without touching any byte but the edited value's.

Every scalar is a string (YAML's failsafe schema): `NO`, `2.10` and `010` stay what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from drafter.model.problem import Problem

_LOADER: type = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_OPENING = re.compile(r"\ufeff?---[ \t]*\r?\n")
_CLOSING = re.compile(r"^---[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
_CONTROL = re.compile(r"[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""What YAML doesn't take, and the byte-order mark, which it would skip without counting it."""

_MOST_DEPTH = 20
_PLAIN = re.compile(
    r"(?!(?:no?|off|null|false|y(?:es)?|on|true)\Z)[a-z][a-z0-9 ,.()/-]*(?<! )\Z", re.IGNORECASE | re.ASCII
)


@dataclass(frozen=True, slots=True)
class Field:
    """One entry of the front matter: its text or list of texts, and where its value stands in the source."""

    key: str
    value: str | tuple[str, ...] | None
    """None for a value that is neither a scalar nor a list of scalars: kept, not understood."""
    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The front matter of a clause file and the place where its body begins."""

    fields: tuple[Field, ...]
    closing: int
    """Offset of the closing `---` in the source."""
    body: int
    """Offset of the body: after the closing line and one blank line, if there is one."""

    def field(self, key: str) -> Field | None:
        """Give the entry with that key, or None."""
        return next((field for field in self.fields if field.key == key), None)


def read_front_matter(source: str, file: str) -> FrontMatter | Problem:
    """Read the front matter of `source`, or say in which line of `file` it is broken."""
    opening = _OPENING.match(source)
    if opening is None:
        return Problem(
            rule="front-matter",
            message="the file doesn't begin with front matter",
            remedy="begin it with a line `---`, then kind, number, heading and status, then a line `---`",
            file=file,
            line=1,
        )
    closing = _CLOSING.search(source, opening.end())
    if closing is None:
        return Problem(
            rule="front-matter",
            message="the front matter is not closed",
            remedy="add a line `---` between the metadata and the text",
            file=file,
            line=1,
        )
    header = source[opening.end() : closing.start()]
    fields = _read_fields(header, opening.end(), file)
    if isinstance(fields, Problem):
        return fields
    body = closing.end()
    if source.startswith("\r\n", body):
        body += 2
    elif source.startswith("\n", body):
        body += 1
    return FrontMatter(fields, closing.start(), body)


def with_value(source: str, front: FrontMatter, key: str, value: str) -> str:
    """Give `source` with the value of one key changed; every other byte stays. A new key is added at the end."""
    field = front.field(key)
    if field is None:
        newline = "\r\n" if "\r\n" in source[: front.closing] else "\n"
        return f"{source[: front.closing]}{key}: {scalar(value)}{newline}{source[front.closing :]}"
    old = source[field.start : field.end]
    written = scalar(value) if old[:1] not in ("'", '"') else quoted(value)
    if not old:
        written = f" {written}"
    tail = old[len(old.rstrip()) :]
    return source[: field.start] + written + tail + source[field.end :]


def scalar(value: str) -> str:
    """Write a YAML scalar: plain when that can't be misread, quoted otherwise."""
    return value if _PLAIN.match(value) else quoted(value)


def quoted(value: str) -> str:
    """Write a double-quoted YAML scalar on one line."""
    out = []
    for character in value:
        if character in '"\\':
            out.append("\\" + character)
        elif character == "\n":
            out.append("\\n")
        elif not character.isprintable():
            code = ord(character)
            out.append(f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")
        else:
            out.append(character)
    return '"' + "".join(out) + '"'


def _read_fields(header: str, offset: int, file: str) -> tuple[Field, ...] | Problem:
    control = _CONTROL.search(header)
    if control is not None:
        line = header.count("\n", 0, control.start()) + 2
        return _broken(f"the front matter holds the control character U+{ord(control[0]):04X}", line, file)
    try:
        return _fields(iter(yaml.parse(header, Loader=_LOADER)), offset, file)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return _broken(f"the front matter is not YAML: {error.problem}", (mark.line if mark else 0) + 2, file)
    except yaml.YAMLError as error:
        return _broken(f"the front matter is not YAML: {error}", 2, file)


def _fields(events: Iterator[Any], offset: int, file: str) -> tuple[Field, ...] | Problem:
    """Read the entries from the parser's events: composing nodes would recurse, and hostile nesting end the process."""
    fields: list[Field] = []
    root: object = None
    for event in events:
        line = event.start_mark.line + 2
        if isinstance(event, yaml.DocumentStartEvent) and root is not None:
            return _broken("the front matter ends before its closing `---`", line, file)
        if isinstance(event, (yaml.StreamStartEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent)):
            continue
        if isinstance(event, (yaml.StreamEndEvent, yaml.MappingEndEvent)):
            continue
        if root is None:
            root = event
            indented = event.start_mark.column > 0
            if isinstance(event, yaml.ScalarEvent) and not event.value and event.implicit[0]:
                continue
            # A value of a flow mapping or of indented lines could not be written without touching its neighbours.
            if not isinstance(event, yaml.MappingStartEvent) or event.flow_style or indented:
                return _broken("the front matter is not one `key: value` a line", line, file)
            continue
        if not isinstance(event, yaml.ScalarEvent):
            return _broken("a key of the front matter is not a word", line, file)
        if any(field.key == event.value for field in fields):
            return _broken(f"`{event.value}` stands twice in the front matter", line, file)
        read = _value(events)
        if read is None:
            # To edit an alias would change the value that it repeats; deep nesting takes the parser forever.
            return _broken(f"`{event.value}` holds an alias, or lists nested too deep", line, file)
        value, start, end = read
        fields.append(Field(event.value, value, line, offset + start, offset + end))
    return tuple(fields)


def _value(events: Iterator[Any]) -> tuple[str | tuple[str, ...] | None, int, int] | None:
    """Read one value, with its place: text, a list of texts, or None for anything else.

    Gives None instead of the three for an alias, and for what is nested too deep.
    """
    first = next(events)
    start, end = first.start_mark.index, first.end_mark.index
    if isinstance(first, yaml.ScalarEvent):
        return first.value, start, end
    if isinstance(first, yaml.AliasEvent):
        return None
    items: list[str] = []
    understood = isinstance(first, yaml.SequenceStartEvent)
    depth = 1
    while depth:
        event = next(events)
        end = event.end_mark.index
        if isinstance(event, yaml.AliasEvent) or depth > _MOST_DEPTH:
            return None
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            understood = False
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.ScalarEvent):
            items.append(event.value)
    return tuple(items) if understood else None, start, end


def _broken(message: str, line: int, file: str) -> Problem:
    return Problem(
        rule="front-matter",
        message=message,
        remedy='write one `key: value` a line, with values that hold `:` or `#` in "quotes"',
        file=file,
        line=line,
    )
