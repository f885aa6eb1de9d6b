"""The question before a decision of the secretariat is recorded: why can be said, and is kept with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from drafter.tui.deeds import Adopting, Recommending, Settling
from drafter.tui.desk import Desk
from drafter.tui.dialogs.confirm import Answer, Confirm
from drafter.tui.dialogs.question import Question
from drafter.tui.present.record import what
from drafter.tui.present.row import Row
from drafter.tui.present.words import words

if TYPE_CHECKING:
    from drafter.tui.sitting import Sitting

_REASON = "r"
Decision = TypeVar("Decision", Adopting, Settling, Recommending)


def decide(
    app: Sitting,
    deed: Decision,
    desk: Desk,
    done: Callable[[Decision], object],
    rows: Sequence[Row] = (),
    otherwise: Mapping[Answer, Callable[[], None]] = {},
) -> None:
    """Say in words what will be recorded, and ask: yes, with a reason, or (`otherwise`) something else instead."""
    say_why = "with another reason" if deed.reason else "with a reason"
    answers = [Answer("y", "yes, record it"), Answer(_REASON, say_why), *otherwise]

    def reasoned(why: str | None) -> None:
        reason = deed.reason if why is None else why.strip()
        decide(app, replace(deed, reason=reason), desk, done, rows, otherwise)

    def answered(key: str | None) -> None:
        if key == "y":
            done(deed)
        elif key == _REASON:
            kept = words("It is kept with the record, and stands wherever the decision does.")
            app.push_screen(Question("Why?", kept, value=deed.reason), reasoned)
        for answer, do in otherwise.items():
            if key == answer.key:
                do()

    app.push_screen(Confirm("Record this?", what(deed, desk), answers, rows), answered)
