"""What is printed: plain text without boxes, colour only on a terminal, nothing in a text that could command it."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from drafter.text.visible import visible

if TYPE_CHECKING:
    from drafter.model.negotiation import Act
    from drafter.store.verifying import Violation

_LONG = re.compile(r"(\S{150})\S{100,}(\S{50})")
_ISOLATES = "\u2068\u2069"
"""What keeps a bracket in its place among words from right to left."""
_UNSAFE = re.compile(r"[^\n\x20-\x7e]")


def say(text: str = "") -> None:
    """Print a line, or lines, to standard output."""
    sys.stdout.write(visible(text) + "\n")


def say_whole(text: str) -> None:
    """Print a text that ends with its own newline; what could command a terminal is made visible."""
    say_printed(printed_whole(text))


def say_json(value: object) -> None:
    """Print a value as JSON. A character that could command a terminal is escaped, so that the value stays exact."""
    say_printed(printed_json(value))


def printed_whole(text: str) -> str:
    """Give a text as `say_whole` prints it."""
    return visible(text)


def printed_document(text: str) -> str:
    """Give a document as it is printed: what isolates its brackets from the words round them is ours, and stays."""
    return "".join(each if each in _ISOLATES else visible(each) for each in re.split(f"([{_ISOLATES}])", text))


def printed_json(value: object) -> str:
    """Give a value as `say_json` prints it."""

    def escaped(match: re.Match[str]) -> str:
        character = match[0]
        if visible(character) == character:
            return character
        units = character.encode("utf-16-be", "surrogatepass").hex()
        return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))

    return _UNSAFE.sub(escaped, _indented(value)) + "\n"


def _indented(value: object) -> str:
    """Write a value as JSON, indented by two.

    What writes JSON fast knows no indentation, so the rows of a table are written without, each value in a line of its
    own, and taken apart: no text holds a line end as such.
    """
    flat = isinstance(value, list) and all(
        isinstance(row, dict) and row and not any(each and isinstance(each, (list, dict)) for each in row.values())
        for row in value
    )
    if not value or not flat:
        return json.dumps(value, ensure_ascii=False, indent=2)
    lines = json.dumps(value, ensure_ascii=False, separators=(",\n    ", ": "))[len("[{") : -len("}]")]
    return "[\n  {\n    " + lines.replace("},\n    {", "\n  },\n  {\n    ") + "\n  }\n]"


def say_printed(text: str) -> None:
    """Print what `printed_whole` or `printed_json` gave."""
    sys.stdout.write(text)


def say_bytes(printed: bytes) -> None:
    """Print a text of that kind, in UTF-8: megabytes that are kept as bytes are not made characters and back."""
    if not hasattr(sys.stdout, "buffer"):
        sys.stdout.write(printed.decode("utf-8"))
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(printed)


def tell(text: str) -> None:
    """Print a remark to standard error; a word of hundreds of letters, such as a mistyped name, in part."""
    sys.stderr.write(_LONG.sub(r"\1…\2", visible(f"drafter: {text}")) + "\n")


def say_recorded(act: Act, form: str, then: Sequence[str] = ()) -> None:
    """Print one line about a recorded act, and what to type next."""
    from drafter.model.record import MOST_SUBJECT

    if form == "json":
        say_json(recorded(act))
        return
    say(f"Recorded {act.commit[:10]}: {act.subject[:MOST_SUBJECT]}")
    if then:
        say(f"Next: {', '.join(then)}")


def recorded(act: Act) -> Mapping[str, Any]:
    """Give a recorded act as plain data."""
    return {
        "commit": act.commit,
        "date": act.date,
        "signatory": act.signatory,
        "delegate": act.delegate,
        "action": act.action,
        "target": " ".join(map(str, act.targets)),
        "subject": act.subject,
        "ref": act.ref,
        "statement": act.statement,
        "signed": act.signed,
    }


def violation(found: Violation) -> Mapping[str, str]:
    """Give what breaks a rule, or is noticed, as plain data."""
    return {"commit": found.commit, "ref": found.ref, "rule": found.rule, "message": found.message}


def coloured() -> bool:
    """Whether standard output is a terminal that wants colour."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def columns() -> int:
    """How wide a line may be: the terminal's width, 100 without one."""
    return terminal_columns() or 100


def spoken() -> bool:
    """Whether lists are read aloud (`DRAFTER_SPOKEN`): then no meaning lies in columns and marks."""
    return bool(os.environ.get("DRAFTER_SPOKEN"))


def listed(header: Sequence[str], rows: Sequence[Sequence[Hashable]], *, prose: str = "") -> str:
    """Write a list as a table as wide as the terminal, of which the column `prose` gives way, or to be read aloud."""
    from drafter.export.table import spoken_list, text_table

    return spoken_list(header, rows) if spoken() else text_table(header, rows, prose=prose, room=terminal_columns())


def terminal_columns() -> int | None:
    """How wide the terminal is to which standard output goes; None when it goes elsewhere."""
    if not sys.stdout.isatty():
        return None
    try:
        return max(20, os.get_terminal_size(sys.stdout.fileno()).columns or 80)
    except OSError:
        return 80
