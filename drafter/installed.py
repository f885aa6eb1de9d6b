"""The program as it is installed: whether another one was put in its place while it runs.

Much of it is loaded only when it is needed. What is loaded after an upgrade belongs to another version than what runs.
"""

from __future__ import annotations

import os
import sys
import time

from drafter.model.problem import Problem

_HOME = os.path.dirname(__file__)  # noqa: PTH120 - loaded before the first paint, where pathlib may not be yet.


def explained(error: BaseException, *, kept: str = "what was recorded is safe") -> Problem | None:
    """Say in one line what went wrong when an error comes from how the program is installed; None for any other.

    `kept` says what is not lost.
    """
    said = f"{type(error).__name__}: {error}"
    if replaced():
        remedy = f"start it again; {kept}"
        return Problem(
            rule="installed", message=f"drafter was upgraded or removed while it ran ({said})", remedy=remedy
        )
    if isinstance(error, ImportError):
        remedy = f"install drafter again; {kept}"
        return Problem(rule="installed", message=f"a part of drafter can't be loaded ({said})", remedy=remedy)
    return None


def replaced() -> bool:
    """Whether the files of the program are others than those that it began with."""
    if _mark() != _AT_FIRST:
        return True
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if file is None or name.partition(".")[0] != "drafter":
            continue
        try:
            if os.stat(file).st_mtime > _BEGUN:  # noqa: PTH116
                return True
        except OSError:
            return True
    return False


def _mark() -> tuple[int, int, int] | None:
    """Tell the package's first file from every other one: an installer may give a new one an old date."""
    try:
        found = os.stat(os.path.join(_HOME, "__init__.py"))  # noqa: PTH116, PTH118
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


_BEGUN = time.time()
_AT_FIRST = _mark()
