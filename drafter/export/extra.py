"""What some formats need beside drafter itself."""

from __future__ import annotations

import shlex
import sys

from drafter.model.problem import Refused, refuse


def missing(what: str, requirement: str) -> Refused:
    """Refuse what can't be made, and say what to type.

    The package is named, and the Python that runs: by drafter's own name an index may give another project's, and the
    `pip` of the shell may belong to another Python.
    """
    return refuse(what, shlex.join([sys.executable, "-m", "pip", "install", requirement]), rule="missing-package")
