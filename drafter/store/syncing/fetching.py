"""Fetching what can be had: what git can't read of one branch keeps nobody from the others.

git takes in all of a fetch or nothing. A branch that nests directories deeper than git follows them, an object that is
broken or too large, a server's disk that lost a file: without this, one delegation could stop the exchange of all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from drafter.model.ids import LOG_REF, MAIN_REF, owner
from drafter.store.syncing.remote import Broken, Undelivered

_MOST = 100
_MOST_OF_ONE = 5
"""How many refs may be missed before no more are asked for: in all, and of one signatory."""

_NOT_ASKED = "it was not asked for: too much else could not be had"
_FIRST = (MAIN_REF, LOG_REF)


def what_can_be_had(
    refs: Iterable[str], fetch: Callable[[Sequence[str]], None], *, last: bool = False
) -> dict[str, str]:
    """Fetch refs, half by half where it fails, and give why one can't be had, for each such.

    `fetch` takes in some or raises; `last`: whether a connection broke so often that it may be for what was asked.
    Raises Refused when the remote can't be reached.
    """
    missed: dict[str, str] = {}
    count: Counter[str] = Counter()
    waiting = [sorted(refs, key=lambda ref: (ref not in _FIRST, owner(ref), ref))]
    while waiting:
        some = []
        for ref in waiting.pop():
            if len(missed) < _MOST and count[owner(ref)] < _MOST_OF_ONE:
                some.append(ref)
            else:
                missed[ref] = _NOT_ASKED
        if not some:
            continue
        try:
            fetch(some)
        except (Undelivered, Broken) as error:
            if isinstance(error, Broken) and not last:
                raise
            middle = len(some) // 2
            if middle:
                waiting += [some[middle:], some[:middle]]
                continue
            missed[some[0]] = error.reason if isinstance(error, Undelivered) else str(error.problem)
            count[owner(some[0])] += 1
    return missed
