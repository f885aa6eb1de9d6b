"""What an examination may rely on: what was examined before, and when it was received."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Trust:
    """Where the refs stood when all that they held was examined, and the clock by which keys are judged."""

    tips: Mapping[str, str] = field(default_factory=dict)
    """By ref; empty when nothing was examined yet: then everything is, from main's root on."""
    root: str | None = None
    """Main's root commit, when it is known from elsewhere (the letter of credentials): another one is a violation."""
    received: int | None = None
    """When what is in no entry of the log was received, in seconds since 1970: the server's clock in a hook, the
    clone's own when it fetched; never before the log's newest entry. None: the date of each commit counts, which is no
    more than what its author says."""
    earlier: bool = False
    """Whether what is in no entry of the log was there before the log begins, by which nobody can say when it was
    received: each record counts by its own date, if that is not later than `received`."""
    log: str | None = None
    """The tip of the server's log to judge by; None when there is none."""
    closed: bool = True
    """Whether a ref that no rule knows is a violation: in a server's repository, not in a clone with branches of its
    own."""
    tags: bool = True
    """Whether the tags are among the refs; they are not where a clone keeps apart what it received from a remote."""
    whole: bool = False
    """Whether log and refs are those of one server: then each ref holds all that the log received on it. The refs of a
    clone may be behind its log, where a delegate has yet to choose."""
    clock: int | None = None
    """What time it is on this computer, where that is not when something is received."""
