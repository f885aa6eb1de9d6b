"""Adoptions that were put together by the rules of another version of the program.

Talks last for years. How words go together when several changes meet is refined meanwhile, and what was adopted by the
rules of its day is no less adopted; a text that has other words than those is.
"""

from __future__ import annotations

from collections.abc import Sequence

from drafter.model.amendment import Amendment
from drafter.model.clause import Clause
from drafter.store.changes import reopened
from drafter.text.together import put_together

_PUT_TOGETHER = ("heading", "status")
"""What of the front matter is not taken as a whole from main or from an amendment."""


def put_together_otherwise(before: Clause | None, now: Clause | None, adopted: Sequence[Amendment]) -> bool:
    """Whether a clause can be what adopted amendments made of it by other rules of merging than those of today.

    It has all the words that they ask for and no others, and stands where it stood.
    """
    changes = [change for each in adopted if before is not None and (change := each.change(before.id)) is not None]
    pairs = [(each.before, each.after) for each in changes if each.before is not None and each.after is not None]
    if before is None or now is None or len(pairs) != len(changes) or now.path != before.path:
        return False
    if reopened(before, now) is not now:
        return False
    known = [_values(each) for each in (before, *(after for _, after in pairs))]
    if any(all(values.get(key) != value for values in known) for key, value in _values(now).items()):
        return False
    return all(
        put_together(was, [(getattr(base, part), getattr(after, part)) for base, after in pairs], getattr(now, part))
        for part, was in (("heading", before.heading), ("body", before.body))
    )


def _values(clause: Clause) -> dict[str, object]:
    return {each.key: each.value for each in clause.front.fields if each.key not in _PUT_TOGETHER}
