"""YAML front matter, read so that it can be edited without touching any byte but the edited value's.

Every scalar is a string (YAML's failsafe schema): `NO`, `2.10` and `010` stay what they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from drafter.model.problem import Problem

_LOADER: type = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_OPENING = re.compile(r"\ufeff?---[ \t]*\r?\n")
_CLOSING = re.compile(r"^---[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ,.()/-]*(?<! )\Z")


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
    try:
        root = yaml.compose(header, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return _broken(f"the front matter is not YAML: {error.problem}", (mark.line if mark else 0) + 2, file)
    except yaml.YAMLError as error:
        return _broken(f"the front matter is not YAML: {error}", 2, file)
    if root is None:
        return ()
    if not isinstance(root, yaml.MappingNode):
        return _broken("the front matter is not a list of `key: value` lines", 2, file)
    fields: list[Field] = []
    for key_node, value_node in root.value:
        line = key_node.start_mark.line + 2
        if not isinstance(key_node, yaml.ScalarNode):
            return _broken("a key of the front matter is not a word", line, file)
        if any(field.key == key_node.value for field in fields):
            return _broken(f"`{key_node.value}` stands twice in the front matter", line, file)
        fields.append(
            Field(
                key_node.value,
                _value(value_node),
                line,
                offset + value_node.start_mark.index,
                offset + value_node.end_mark.index,
            )
        )
    return tuple(fields)


def _value(node: yaml.Node) -> str | tuple[str, ...] | None:
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if isinstance(node, yaml.SequenceNode) and all(isinstance(item, yaml.ScalarNode) for item in node.value):
        return tuple(str(item.value) for item in node.value)
    return None


def _broken(message: str, line: int, file: str) -> Problem:
    return Problem(
        rule="front-matter",
        message=message,
        remedy='write one `key: value` a line, with values that hold `:` or `#` in "quotes"',
        file=file,
        line=line,
    )
