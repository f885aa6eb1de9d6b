"""The line at the top: what is cut off for want of room is said to be, and nothing stands half there."""

from __future__ import annotations

import pytest
from textual.geometry import Size

from drafter.tui.widgets.topbar import TopBar

TITLE, READING = "Digital Geneva Convention", "reading amendments and positions .."


def shown(width: int, title: str, issue: str, who: str) -> str:
    """The line as it is painted at a width."""

    class Bar(TopBar):
        size = Size(width, 1)  # type: ignore[assignment]

        def refresh(self, *_: object, **__: object) -> TopBar:  # type: ignore[override]
            return self

    bar = Bar("read")
    bar.show(title, issue, who)
    return bar.render().plain


@pytest.mark.parametrize("width", range(60, 200, 7))
@pytest.mark.parametrize(("title", "issue"), [(TITLE, "after Rev.2"), (TITLE, READING), ("Reading the treaty ..", "")])
def test_what_is_said_of_the_treaty_is_never_a_sign_between_nothing(width: int, title: str, issue: str) -> None:
    line = shown(width, title, issue, "FRA")
    assert len(line) <= width
    assert line.endswith(" FRA ")
    said = line.partition("5 Draft")[2].removesuffix(" FRA ").strip()
    assert not said.startswith("·")
    assert not said.endswith("·")


def test_where_both_have_no_room_what_is_going_on_stays_and_the_title_gives_way() -> None:
    assert "reading amendments and" in shown(80, TITLE, READING, "FRA")
    assert TITLE in shown(120, TITLE, READING, "FRA")
