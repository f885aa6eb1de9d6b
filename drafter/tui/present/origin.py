"""Who brought in the words of a clause: each stretch of them with the act behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from drafter.draft.origin import blame
from drafter.export.facts import origin_line
from drafter.model.decision import Decision
from drafter.model.target import Target
from drafter.tui.desk import Desk
from drafter.tui.present.row import Row
from drafter.tui.present.target import prose
from drafter.tui.present.words import sentence, words


def origin_rows(desk: Desk, target: Target, decisions_on: Callable[[str, str], Sequence[Decision]]) -> Iterator[Row]:
    """Give the agreed words of a clause or provision, cut where somebody else has brought them in, with whose they are.

    The key of a row is the commit of main with which they came. Takes time: not for a key handler. Raises Refused.
    """
    found = blame(decisions_on(target.clause, desk.negotiation.treaty.commit), target.clause, target.label)
    for origin, stretches in groupby(found, lambda each: each.origin):
        text = "\n\n".join(
            "".join(each.text for each in part) for _, part in groupby(stretches, lambda each: each.part)
        )
        if text.strip():
            style = ".prose--warning" if origin.kind == "unattributed" else ".prose--names"
            said = words(f"{sentence(origin_line(origin))}\n", style) + prose(desk, text.strip())
            yield Row(key=origin.commit, content=said, target=Target(target.clause), gap=1)
