"""A clause as somebody has written it: from a file, from standard input, from an editor."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import subprocess
import sys
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.cli.output import tell
from drafter.model.character import not_text
from drafter.model.clause import Clause, parse_clause
from drafter.model.ids import CLAUSE_PATH
from drafter.model.problem import Problem, Refused, refuse
from drafter.model.terms import Kind

if TYPE_CHECKING:
    from drafter.store.repository import Repository


MOST = 200 * 10**6
"""Bytes that are read of a file: a device may have no end."""

PACKED = b"PK\x03\x04"
"""How a packed file begins, which a Word file is."""

_MOST_FRONT_MATTER = 30
"""Lines among which front matter is looked for."""


def read_file(name: str) -> bytes:
    """Read a file, or standard input for `-`. Raises Refused, also for what is neither text nor of today's Word."""
    from drafter.intake.foreign import foreign

    try:
        with contextlib.nullcontext(sys.stdin.buffer) if name == "-" else Path(name).open("rb") as stream:
            data = stream.read(MOST + 1)
    except OSError as error:
        raise refuse(f"can't be read: {error.strerror}", "name another file", file=name) from None
    if len(data) > MOST:
        raise refuse(f"it has more than {MOST // 10**6} MB", "name another file", file=name)
    what = foreign(data)
    if what is not None:
        raise refuse(f"it is {what}", "open it in Word or LibreOffice, and save it as .docx", file=name)
    return data


def clause_from(content: bytes, base: Clause, file: str, others: Iterable[Clause] = ()) -> Clause:
    """Give `base` as written in a file: a whole clause file, or the text below the front matter alone.

    What an editor changes without being asked (a byte-order mark, CRLF, letters encoded otherwise, no final newline)
    is put back as `base` has it, so that only words differ. A file of one of the `others`, and one without a text, was
    named by mistake: its words would take the place of all that stands there. Raises Refused with the file and line.
    """
    named = CLAUSE_PATH.match(f"clauses/{Path(file).name}")
    if named is not None and named["id"] != base.id:
        raise _of_another(named["id"], base, file)
    if content.startswith(PACKED):
        raise refuse("it is no text", "what is tracked in a Word file `drafter import --as amendment` takes", file=file)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise refuse("the file is not UTF-8", "save it as UTF-8", rule="utf-8", file=file, line=line) from None
    text = _as_before(text, base.source)
    stood = set(base.source.split("\n"))
    for at, written in enumerate(text.split("\n"), 1):
        found = None if written in stood else not_text(written.removesuffix("\r"))
        if found is not None:
            raise refuse(f"the text holds {found}", "remove it", file=file, line=at)
    if re.match(r"\ufeff?---[ \t]*\r?\n", text) is None:
        _check_body(text, file)
        read = base.with_body(text.lstrip("\r\n"))
    else:
        parsed = parse_clause(base.path, text)
        if isinstance(parsed, Problem):
            raise Refused(replace(parsed, file=file))
        read = parsed
        if read.designation == base.with_value("number", read.number).designation:
            # How the clause is called follows its number, whether or not the file says so.
            read = read.with_value("designation", base.own_designation) if base.own_designation else read
        if _designation(read) != _designation(base):
            for other in others:
                if other.id != base.id and _designation(other) == _designation(read):
                    raise _of_another(other.id, base, file)
    if base.body.strip() and not read.body.strip() and read.kind is not Kind.PART:
        remedy = "write the text as it should read; to propose that the clause goes, use `drafter amend --delete`"
        raise refuse("there is no text in it", remedy, file=file)
    if read.status is not base.status:
        tell(f"{file}: the status stays {base.status.value}: the secretariat sets it with `drafter status`")
        read = read.with_value("status", base.status.value)
    return read


def _check_body(text: str, file: str) -> None:
    """Check that no front matter stands among the words: programs make dashes of its lines. Raises Refused."""
    lines = text.split("\n", _MOST_FRONT_MATTER)[:_MOST_FRONT_MATTER]
    keys = {key: at for at, line in enumerate(lines, 1) for key in ("kind", "status") if line.startswith(f"{key}: ")}
    if len(keys) == 2:
        remedy = "put a line `---` before and behind it, or leave it out and give the text alone"
        raise refuse("the front matter of the clause would be words of it", remedy, file=file, line=min(keys.values()))


def _designation(clause: Clause) -> tuple[str, str, str]:
    return clause.kind.value, clause.number, clause.heading


def _of_another(id: str, base: Clause, file: str) -> Refused:
    remedy = f"name the clause `{id}`, or give the text of `{base.id}`"
    return refuse(f"this is the file of the clause `{id}`, not of `{base.id}`", remedy, file=file)


def _as_before(text: str, source: str) -> str:
    if not source.startswith("\ufeff"):
        text = text.removeprefix("\ufeff")
    if "\r" not in source:
        text = text.replace("\r\n", "\n")
    if unicodedata.is_normalized("NFC", source):
        text = unicodedata.normalize("NFC", text)
    if source.endswith("\n") and text and not text.endswith("\n"):
        text += "\n"
    return text


def edited(repo: Repository, clause: Clause) -> tuple[bytes, Path]:
    """Let the user edit a clause in an editor; give what was written, and the file that holds it.

    The file stays until the caller has recorded the text: a mistake must not cost the work. Raises Refused.
    """
    return edited_file(repo, f"{clause.order}-{clause.id}.md", clause.source.encode())


def edited_file(repo: Repository, name: str, before: bytes) -> tuple[bytes, Path]:
    """Let the user edit a file of the treaty, of that name, as `edited` does. Raises Refused."""
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not command:
        raise refuse("no editor is set", "set EDITOR, or give the text with --file")
    directory = repo.common_dir / "drafter" / "editing"
    directory.mkdir(parents=True, exist_ok=True)
    place = directory / name
    if place.exists():
        remedy = f"take it up with --file {shlex.quote(str(place))}, or delete it"
        raise refuse("an edited text that was not recorded is still there", remedy, file=str(place))
    place.write_bytes(before)
    try:
        status = subprocess.run([*shlex.split(command), str(place)], check=False).returncode
    except (OSError, ValueError) as error:
        place.unlink(missing_ok=True)
        raise refuse(f"the editor `{command}` can't be started: {error}", "set EDITOR, or use --file") from None
    content = place.read_bytes() if place.exists() else b""
    if status != 0 or content == before or not content.strip():
        place.unlink(missing_ok=True)
        why = "the text was not changed" if content.strip() else "there is no text left"
        why = f"the editor ended with status {status}" if status != 0 else why
        raise refuse(f"{why}, nothing was recorded", "edit it again")
    return content, place
