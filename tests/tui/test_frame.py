"""What is sent to the terminal: every word that is painted stands there, and nothing is sent twice."""

from __future__ import annotations

import re
from pathlib import Path
from typing import ClassVar

import pytest
from rich.console import Console, RenderableType
from rich.segment import Segment
from rich.style import Style
from textual._compositor import LayoutUpdate
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip

from drafter import tui
from drafter.store import identity
from drafter.store.repository import Repository
from drafter.tui.app import Drafter
from drafter.tui.frame import Frame
from tests.conftest import roster
from tests.tui.seat import Seat, piloted

_CODE = re.compile(r"\x1b\[([0-9;]*)([A-Za-z])")


class Shown:
    """A terminal of fixed size: what it shows, with the codes of each cell, after what was sent to it."""

    def __init__(self, columns: int, rows: int) -> None:
        self.cells = [[(" ", "")] * columns for _ in range(rows)]
        self._x = self._y = 0
        self._pen: dict[str, str] = {}

    def send(self, sent: str) -> None:
        at = 0
        while at < len(sent):
            code = _CODE.match(sent, at)
            if code is None:
                self._write(sent[at])
                at += 1
                continue
            at = code.end()
            values = [int(each or 0) for each in code[1].split(";")]
            if code[2] == "H":
                self._y, self._x = values[0] - 1, values[1] - 1
            elif code[2] == "C":
                self._x += values[0]
            else:
                assert code[2] == "m"
                self._turn(values)

    def _turn(self, values: list[int]) -> None:
        while values:
            first = values.pop(0)
            if first == 0:
                self._pen = {}
            elif first in (38, 48):
                count = 4 if values[0] == 2 else 2
                self._pen[str(first)] = ";".join(map(str, values[:count]))
                del values[:count]
            elif 30 <= first < 40 or 90 <= first < 98:
                self._pen["38"] = str(first)
            elif 40 <= first < 50 or 100 <= first < 108:
                self._pen["48"] = str(first)
            else:
                self._pen[f"attribute {first}"] = ""

    def _write(self, character: str) -> None:
        row = self.cells[self._y]
        pen = {key: code for key, code in self._pen.items() if code not in ("39", "49")}
        if character == "\n":
            return
        if character == " " and not {"attribute 4", "attribute 7", "attribute 9"} & pen.keys():
            pen = {key: code for key, code in pen.items() if key == "48"}
        width = len(Segment(character).text) and Segment(character).cell_length
        said = repr(sorted(pen.items()))
        if width == 0:
            row[self._x - 1] = (row[self._x - 1][0] + character, row[self._x - 1][1])
            return
        row[self._x : self._x + width] = [(character, said), *[("", said)] * (width - 1)][: len(row) - self._x]
        self._x += width


class Watched(Drafter):
    """The interface, with what it would send to a terminal, and what that shows, beside what Textual would send."""

    CSS_PATH: ClassVar = [Path(tui.__file__).parent / each for each in Drafter.CSS_PATH]

    def __init__(self, where: Path, size: tuple[int, int]) -> None:
        super().__init__(where)
        self.frame = Frame()
        self.at = size
        self.ours, self.theirs = Shown(*size), Shown(*size)
        self.sent = self.whole = 0

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        super()._display(screen, renderable)
        if renderable is None or not self._running or self._batch_count:
            return
        whole = renderable.render_segments(self.console)  # type: ignore[union-attr]
        sent = self.frame.changed(renderable).render_segments(self.console)  # type: ignore[union-attr]
        self.theirs.send(whole)
        self.ours.send(sent)
        self.whole += len(whole.encode())
        self.sent += len(sent.encode())
        assert self.ours.cells == self.theirs.cells


@pytest.mark.painted
@piloted
async def test_the_terminal_shows_all_that_is_painted_and_is_sent_little_for_it(talks: Repository) -> None:
    identity.become(talks, roster(), "FRA", roster().by_code["FRA"].delegates[0].email)
    size = (110, 36)
    cells = size[0] * size[1]
    app = Watched(talks.root, size)
    async with app.run_test(size=size) as pilot:
        seat = Seat(app, pilot, [])
        await seat.until(lambda: app.desk is not None)
        await seat.until(lambda: getattr(app.screen_stack[0], "whole", False))

        async def sent(*keys: str) -> float:
            """Press keys and give how many bytes were sent for each, to a cell of the screen."""
            before = app.sent
            await seat.press(*keys)
            await pilot.pause()
            return (app.sent - before) / cells / len(keys)

        await sent("home")
        assert await sent("down", "down", "up") < 1
        assert await sent("pagedown", "pagedown", "n", "v", "v", "v") < 3
        assert await sent("3", "4", "5", "2", "1") < 5
        assert await sent("p", "escape", "a", "escape", "question_mark", "escape", "ctrl+p", "escape") < 6
        await sent("f2", "t", "down", "f2")
        assert app.sent < app.whole / 3


def _update(*lines: str, style: str = "") -> LayoutUpdate:
    strips = [[Strip([Segment(line, Style.parse(style))])] for line in lines]
    return LayoutUpdate(strips, Region(0, 0, max(strip[0].cell_length for strip in strips), len(lines)))


def _take(frame: Frame, update: LayoutUpdate) -> str:
    return frame.take(update, Console(color_system="truecolor"))


def test_what_stands_already_is_not_sent_again() -> None:
    frame = Frame()
    assert "States shall" in _take(frame, _update("States shall not", "Parties"))
    assert _take(frame, _update("States shall not", "Parties")) == ""
    assert _take(frame, _update("States shall may", "Parties")) == "\x1b[1;14Hmay"
    assert _take(frame, _update("States shall may", "Parties", style="bold")).count("\x1b[0;1m") == 1


def test_a_line_in_a_script_of_uneven_widths_is_sent_whole() -> None:
    """A terminal may take such a character for wider or narrower than we: what stands behind it is put there anew."""
    frame = Frame()
    _take(frame, _update("1. 各国应当避免 shall"))
    assert _take(frame, _update("1. 各国应当避免 shell")) == "\x1b[1;1H1. 各国应当避免 shell"
    _take(frame, _update("على الدول a"))
    assert _take(frame, _update("على الدول b")) == "\x1b[1;1Hعلى الدول b"


def test_a_mark_stays_with_the_letter_that_it_is_on() -> None:
    frame, shown = Frame(), Shown(6, 1)
    shown.send(_take(frame, _update("e\u0301tat a")))
    assert [text for text, _ in shown.cells[0]] == ["e\u0301", "t", "a", "t", " ", "a"]


def test_another_window_is_painted_whole() -> None:
    frame = Frame()
    _take(frame, _update("States", "shall"))
    assert "States" in _take(frame, _update("States", "shall", "refrain"))
    frame.forget()
    assert "States" in _take(frame, _update("States", "shall", "refrain"))


def test_behind_what_is_painted_in_a_way_that_is_not_known_everything_is_sent_again() -> None:
    """Another release of Textual may paint in other ways: too much is sent then, and nothing is missing."""
    frame = Frame()
    _take(frame, _update("States shall"))
    assert frame.changed("other words") == "other words"
    assert "States shall" in _take(frame, _update("States shall"))
