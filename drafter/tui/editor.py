"""The delegate's own editor, on a text that comes back when it ends."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path


class NotTaken(Exception):
    """The editor could not be used, or ended with an error: nothing is taken over.

    The message says why, and in which file what was written in it is.
    """


def edited(text: str, name: str) -> str:
    """Give a text as it stands after $VISUAL or $EDITOR (else vi) was run on it. Raises NotTaken.

    The terminal has to be the editor's own meanwhile.
    """
    chosen = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        command = shlex.split(chosen)
        given = f"{text}\n".encode()
        file = Path(tempfile.mkdtemp(prefix="drafter-")) / f"{name}.md"
        file.write_bytes(given)
    except (OSError, ValueError) as error:
        raise NotTaken(f"{chosen} could not be used: {error}") from error
    problem = ""
    written, after = given, ""
    try:
        done = subprocess.run([*command, str(file)], check=False)
        written = file.read_bytes()
        after = written.decode()
        if done.returncode:
            problem = f"{command[0]} ended with status {done.returncode}"
    except (OSError, UnicodeDecodeError) as error:
        problem = f"{command[0]} could not be used: {error}"
    if problem and written != given:
        raise NotTaken(f"{problem}; what you wrote is in {file}")
    shutil.rmtree(file.parent, ignore_errors=True)
    if problem:
        raise NotTaken(problem)
    return after.rstrip("\n")
