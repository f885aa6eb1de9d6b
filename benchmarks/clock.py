"""How long something takes."""

from __future__ import annotations

import time
from collections.abc import Callable

from benchmarks import words


class Clock:
    """What is measured: the time that passes, or the time for which processors worked, which others don't lengthen."""

    work = False

    @classmethod
    def now(cls) -> float:
        """Give the seconds so far: those of this process and of the processes that it has waited for."""
        return words.processor() if cls.work else time.perf_counter()


def lasting(run: Callable[[], object]) -> float:
    """Do something; give the seconds that it took."""
    begun = Clock.now()
    run()
    return Clock.now() - begun
