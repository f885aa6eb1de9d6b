"""The terminal interface. Importing this imports no Textual."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drafter.tui.who import Fixed


def run(path: Path, fixed: Fixed | None = None, loaded: Callable[[], None] = lambda: None) -> int:
    """Open the interface on the treaty repository that holds `path`; give the exit status.

    `fixed` is the one delegate who acts; without it, who the clone's configuration says. `loaded` is called when
    everything is imported that the first frame needs.

    Sets what Textual reads from the environment while it is imported: a short delay of Esc, no animation, and the
    terminal's own colours under `NO_COLOR` (a theme that is set later would paint black on black).
    """
    os.environ.setdefault("ESCDELAY", "40")
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    if os.environ.get("NO_COLOR"):
        os.environ["TEXTUAL_THEME"] = "ansi-dark"
    from drafter.tui.app import Drafter
    from drafter.tui.session import Session

    loaded()
    app = Drafter(path, Session(path, fixed))
    # An error of the program ends it without a result of its own.
    status = app.run() or app.return_code or 0
    if app.ending.by is not None:
        sys.stderr.write(f"drafter: {app.ending.by}\n")
    return status
