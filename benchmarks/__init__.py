"""Large treaties, and how long drafter takes with them."""

import compileall
from pathlib import Path

import drafter


def as_installed() -> None:
    """Compile the program, as pip does when it installs it: otherwise each start would compile what was edited."""
    compileall.compile_dir(Path(drafter.__file__).parent, quiet=2)
