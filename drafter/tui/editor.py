"""The delegate's own editor, on a text that comes back when it ends."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path


class NotTaken(Exception):
    """The editor could not be used, or ended with an error: nothing is taken over. The message says why."""


def edited(text: str, name: str) -> str:
    """Give a text as it stands after $VISUAL or $EDITOR (else vi) was run on it. Raises NotTaken.

    The terminal has to be the editor's own meanwhile.
    """
    command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")
    with tempfile.TemporaryDirectory(prefix="drafter-") as directory:
        file = Path(directory) / f"{name}.md"
        file.write_text(text + "\n", encoding="utf-8", newline="")
        try:
            done = subprocess.run([*command, str(file)], check=False)
            after = file.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise NotTaken(f"{command[0]} could not be used: {error}") from error
    if done.returncode:
        raise NotTaken(f"{command[0]} ended with status {done.returncode}")
    return after.rstrip("\n")
