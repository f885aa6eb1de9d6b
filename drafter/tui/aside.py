"""Work that a screen or dialog has done aside, in a thread of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec

from textual import work  # noqa: TID251
from textual.worker import Worker

Given = ParamSpec("Given")


def aside(group: str, *, exclusive: bool = True) -> Callable[[Callable[Given, None]], Callable[Given, Worker[None]]]:
    """Make a method work in a thread each time that it is called, and give the call back at once.

    `exclusive`: what the widget still has worked out under the name of this group is no longer wanted. An error ends
    the work, not the program (`Drafter.worker_changed` says it).
    """
    # Textual would describe the call by the repr of what it is given, in the thread that paints: of a large
    # negotiation that is thirty megabytes, and half a second without an answer to any key.
    decorator: Any = work(thread=True, exclusive=exclusive, group=group, exit_on_error=False, description=group)
    return decorator  # type: ignore[no-any-return]
