"""A treaty repository: found, and fit to be worked with."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType


class Repository:
    """An open treaty repository. Use it from one thread, and close it."""

    root: Path
    """The work tree, or the directory of a bare repository."""
    git_dir: Path

    @classmethod
    def open(cls, path: Path) -> Repository:
        """Open the treaty repository that holds `path`, searched upwards like git. Raises Refused."""
        raise NotImplementedError

    def close(self) -> None:
        """End the git processes that were kept."""
        raise NotImplementedError

    def __enter__(self) -> Repository:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
