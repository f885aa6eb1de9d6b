"""Where the cursor of the Chair stands: another window on the same copy shows that to the room."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from drafter.model.target import Target, parse_target


class Pointer:
    """A file in the copy that names what is under the cursor. Where it can't be written, nobody follows."""

    def __init__(self) -> None:
        self._seen: Target | None = None

    def point(self, git_dir: Path | None, at: Target) -> None:
        """Say where the cursor stands."""
        if git_dir is not None:
            with suppress(OSError):
                _file(git_dir).parent.mkdir(parents=True, exist_ok=True)
                _file(git_dir).write_text(f"{at}\n", encoding="utf-8")

    def moved(self, git_dir: Path | None) -> Target | None:
        """Give where the cursor of another window has gone since this was asked last; None if it has not."""
        there = None
        if git_dir is not None:
            with suppress(OSError, ValueError):
                there = parse_target(_file(git_dir).read_text(encoding="utf-8").strip())
        before, self._seen = self._seen, there
        return there if there != before else None


def _file(git_dir: Path) -> Path:
    return git_dir / "drafter" / "cursor"
