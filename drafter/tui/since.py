"""What changed in the text of a position since it was taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafter.tui.present.target import since_rows, text_of, version_rows

if TYPE_CHECKING:
    from drafter.model.position import Recorded
    from drafter.tui.desk import Desk
    from drafter.tui.present.row import Row
    from drafter.tui.session import Session


def changed_since(session: Session, desk: Desk, recorded: Recorded) -> tuple[Row, ...]:
    """Give what changed in the text of a position since it was taken; nothing when that can't be read.

    It waits for git: not for the app's own thread.
    """
    position = recorded.position
    amendment = desk.negotiation.by_id.get(position.target.amendment)
    if amendment is not None:
        known = position.commit in {version.commit for version in amendment.versions}
        changes = session.changes_at(amendment.id, position.commit) if known else None
        return version_rows(desk, amendment, changes) if changes is not None else ()
    then = session.negotiation_at(position.commit) if not position.target.amendment else None
    text = text_of(then, position.target) if then is not None else None
    return since_rows(desk, position.target, text) if text is not None else ()
