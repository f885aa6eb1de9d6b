"""YAML front matter, read so that it can be edited without touching any byte but the edited value's.

Every scalar is a string (YAML's failsafe schema): `NO`, `2.10` and `010` stay what they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from drafter.model.field import Field, broken
from drafter.model.problem import Problem

_OPENING = re.compile(r"\ufeff?---[ \t]*\r?\n")
_CLOSING = re.compile(r"^---[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
_CONTROL = re.compile(r"[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""What YAML doesn't take, and the byte-order mark, which it would skip without counting it."""

# Words that no YAML reader can take otherwise, plain or in quotes without escapes.
_WRITTEN = r"""(?:"[^"\\\x00-\x1f\x7f-\xa0\u2028\u2029]*+"|[^\W_][\w ,.()/'’-]*+(?<! ))"""
_ENTRY = re.compile(rf"(?P<key>[a-z]++(?:-[a-z]++)*+):(?: (?P<value>{_WRITTEN})\n|\n(?P<items>(?:  - {_WRITTEN}\n)++))")
_ITEM = re.compile(rf"  - ({_WRITTEN})\n")
_PLAIN = re.compile(
    r"(?!(?:no?|off|null|false|y(?:es)?|on|true)\Z)[a-z][a-z0-9 ,.()/-]*(?<! )\Z", re.IGNORECASE | re.ASCII
)


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
        return broken(f"the front matter holds the control character U+{ord(control[0]):04X}", line, file)
    plain = plain_fields(header, offset)
    if plain is not None:
        return plain
    from drafter.model import yamlfields

    return yamlfields.read_fields(header, offset, file)


@lru_cache(maxsize=4096)
def plain_fields(header: str, offset: int) -> tuple[Field, ...] | None:
    """Read a header that is visibly one `key: value` a line, as drafter writes it; None: ask a YAML reader.

    Both read it alike. Amendments are thousands of files, and YAML takes ten times as long; most have the header of the
    clause that they change.
    """
    fields: dict[str, Field] = {}
    at = 0
    line = 2
    while at < len(header):
        entry = _ENTRY.match(header, at)
        if entry is None or entry["key"] in fields:
            return None
        value: str | tuple[str, ...]
        if entry["items"] is None:
            value, start, end = _unquoted(entry["value"]), entry.start("value"), entry.end("value")
        else:
            value = tuple(_unquoted(item) for item in _ITEM.findall(entry["items"]))
            start, end = entry.start("items") + 2, entry.end("items")
        fields[entry["key"]] = Field(entry["key"], value, line, offset + start, offset + end)
        line += header.count("\n", at, entry.end())
        at = entry.end()
    return tuple(fields.values())


def _unquoted(written: str) -> str:
    return written[1:-1] if written[0] == '"' else written
