"""What screens and dialogs share: named styles, the sizes at which they change, and when they let in what is typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, cast

from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.style import Style
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

STYLES: set[str] = {
    *(
        f"prose--{name}"
        for name in (
            "part",
            "heading",
            "strong",
            "emphasis",
            "both",
            "quiet",
            "reference",
            "bracket",
            "names",
            "disputed",
            "proposed",
            "inserted",
            "deleted",
            "warning",
            "refused",
            "found",
            "chosen",
        )
    ),
    "rows--cursor",
    "rows--cursor-blurred",
    *(f"bar--{name}" for name in ("here", "tab", "title", "who", "key", "off")),
}
"""The named styles that rows are painted with; app.tcss says what they look like."""

LEAST_WIDTH, LEAST_HEIGHT = 60, 15
WIDTHS: list[tuple[int, str]] = [(0, "-tiny"), (LEAST_WIDTH, "-narrow"), (100, "-wide"), (160, "-broad")]
HEIGHTS: list[tuple[int, str]] = [(0, "-flat"), (LEAST_HEIGHT, "-low"), (30, "-tall")]


def too_small(leave: str) -> Static:
    """Give what stands in a window that is too small for the text; `leave` is the key that leaves."""
    said = f"This window is too small for the text.\nMake it at least {LEAST_WIDTH} columns by {LEAST_HEIGHT} lines,"
    return Static(Content(f"{said}\nor press {leave} to leave. Nothing is lost."), id="small")


class Opens(Protocol):
    """Who is told that a screen is laid out: the app."""

    async def opened(self, screen: Screen[object]) -> None:
        """Let in what was typed for it."""


class Styled(Widget):
    """A screen or dialog that knows the named styles with their grounds and reverse video, which Textual leaves out."""

    asks = False
    """Whether an answer is wanted that nobody can give before having read the question."""

    laid_out = False
    """Whether what is typed can be given to it."""

    displayed: float | None = None
    """When it was painted first, by the clock of the keys."""

    _pauses: dict[Callable[[], None], Timer] | None = None

    def after_pause(self, seconds: float, do: Callable[[], None]) -> None:
        """Do something once it has not been asked for again for so long."""

        def rested() -> None:
            # One that is being closed loses its widgets one by one, and Textual displays it no more from the beginning.
            if self.display:
                do()

        self.no_more(do)
        self._pauses = {**(self._pauses or {}), do: self.set_timer(seconds, rested)}

    def no_more(self, do: Callable[[], None]) -> None:
        """Leave undone what was to be done after a pause."""
        if self._pauses is not None and do in self._pauses:
            self._pauses.pop(do).stop()

    def on_mount(self) -> None:
        """Let in what was typed, once this is laid out and the focus is where it belongs."""
        self.call_after_refresh(self.app.call_later, self._open)

    _shrunk = False
    """Whether the window was too small when it was measured last."""

    _focus_before: Widget | None = None
    """What had the focus when the window became too small to show it."""

    @property
    def too_small(self) -> bool:
        """Whether the window shows nothing but that it is too small."""
        return self.has_class("-tiny") or self.has_class("-flat")

    def on_resize(self, event: events.Resize) -> None:
        """Give the focus back to what lost it in a window that was too small: what is typed has to go somewhere."""
        screen, shrunk = cast("Screen[object]", self), self._shrunk
        self._shrunk = event.size.width < LEAST_WIDTH or event.size.height < LEAST_HEIGHT
        if self._shrunk:
            self._focus_before = screen.focused or self._focus_before
        elif shrunk and screen.focused is None:
            before, self._focus_before = self._focus_before, None
            self.call_after_refresh(before.focus if before is not None else screen.focus_next)

    async def _open(self) -> None:
        self.laid_out = True
        await cast("Opens", self.app).opened(cast("Screen[object]", self))

    def get_visual_style(self, *component_classes: str, partial: bool = False) -> Style:
        """Give a named style. Where there is no colour, what is chosen is in reverse video."""
        style = super().get_visual_style(*component_classes, partial=partial)
        for rules in (self.get_component_styles(name) for name in component_classes if partial):
            if rules.has_rule("background"):
                style += Style(background=rules.background)
        if any(self.get_component_styles(name).text_style.reverse for name in component_classes):
            style += Style(reverse=True)
        return style
