"""What the lines at the top and at the bottom of a screen say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from drafter.tui.actions import ACTIONS
from drafter.tui.present.permission import elsewhere
from drafter.tui.subject import Subject
from drafter.tui.widgets.keybar import Key

if TYPE_CHECKING:
    from drafter.tui.sitting import Sitting

_READING = "Reading the treaty .."
UNREADABLE = "The treaty can't be read"


def heading(app: Sitting, lacking: str) -> tuple[str, str, str]:
    """Give the title of the treaty, the issue, or what is `lacking` from what is shown, and who acts."""
    if app.unreadable:
        return UNREADABLE, "", ""
    if app.desk is None:
        return (app.title_read, "reading amendments and positions ..", "") if app.title_read else (_READING, "", "")
    who = app.desk.who.code if app.desk.who.somebody else f"nobody acts ({app.bound['act.identity']})"
    if app.exchanging.doing:
        return app.exchanging.doing, "", who
    return app.desk.negotiation.treaty.roster.title, lacking or app.desk.issue, who


def offered(app: Sitting, scopes: Sequence[str], subject: Subject) -> list[Key]:
    """Give the keys of the bottom line that are answered in some places, the most important ones first."""
    here = [
        action for action in ACTIONS if action.footer and action.where in scopes and not elsewhere(action.id, app.desk)
    ]
    here.sort(key=lambda action: action.footer)
    return [Key(action, app.bound[action.id], app.why_not(action.id, subject)) for action in here]
