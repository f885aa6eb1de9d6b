"""Adoptions that were put together by the rules of another version of the program.

Talks last for years. How words go together when several changes meet is refined meanwhile, and what was adopted by the
rules of its day is no less adopted. What has other words than those that were adopted is not.
"""

from __future__ import annotations

from collections.abc import Sequence

from drafter.model.amendment import Amendment
from drafter.model.clause import Clause
from drafter.store.changes import reopened
from drafter.text.together import put_together

_PARTS = ("number", "heading", "body")
"""What amendments change of a clause, each put together by itself."""


def put_together_otherwise(before: Clause | None, now: Clause | None, adopted: Sequence[Amendment]) -> bool:
    """Whether a clause can be what adopted amendments made of it by other rules of merging than those of today.

    It has all the words that they ask for and no others, and stands where it stood; a new one is as it was proposed, at
    the place for which it was proposed.
    """
    if before is None and now is not None:
        proposed = [change.after for each in adopted if (change := each.change(now.id)) is not None]
        return [(each.path, reopened(None, each).source) for each in proposed if each is not None] == [
            (now.path, now.source)
        ]
    changes = [change for each in adopted if before is not None and (change := each.change(before.id)) is not None]
    pairs = [(each.before, each.after) for each in changes if each.before is not None and each.after is not None]
    if before is None or now is None or len(pairs) != len(changes) or now.path != before.path:
        return False
    if reopened(before, now) is not now:
        return False
    if _others(before) != _others(now):
        return False
    return all(
        put_together(
            getattr(before, part),
            [(getattr(base, part), getattr(proposed, part)) for base, proposed in pairs],
            getattr(now, part),
        )
        for part in _PARTS
    )


def _others(clause: Clause) -> dict[str, object]:
    """Give the front matter that no amendment changes; the status follows from the words."""
    return {each.key: each.value for each in clause.front.fields if each.key not in (*_PARTS, "status")}
