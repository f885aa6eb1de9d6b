"""On which texts a position can be taken where the cursor stands, and which of them is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafter.model.target import Target
from drafter.tui.subject import Subject

if TYPE_CHECKING:
    from drafter.tui.desk import Desk


def speakable(desk: Desk, subject: Subject) -> tuple[Target, ...]:
    """Give the texts on which a position can be taken: the words under the cursor, the clause, its live amendments."""
    found: dict[Target, None] = {}
    about = subject.target
    if about is not None:
        found[about] = None
    for name in subject.names:
        found[Target(amendment=name)] = None
    if subject.clause in desk.negotiation.treaty.by_id:
        found[Target(subject.clause)] = None
    for amendment in desk.proposals.about(subject.clause):
        found[Target(amendment=amendment.id)] = None
    return tuple(target for target in found if desk.negotiation.current_text_sha256(target) is not None)


def preferred(subject: Subject, offered: tuple[Target, ...]) -> Target:
    """Give the text that is meant: the one amendment behind the words gone to, else the words.

    Of several amendments none is preferred: to oppose the wrong one is worse than to choose.
    """
    meant = behind(subject, offered)
    if len(meant) == 1:
        return meant[0]
    return subject.target if subject.target in offered else offered[0]


def behind(subject: Subject, offered: tuple[Target, ...]) -> tuple[Target, ...]:
    """Give the amendments behind the very words that were gone to."""
    named = tuple(Target(amendment=name) for name in subject.names) if subject.exact else ()
    return tuple(each for each in named if each in offered)
