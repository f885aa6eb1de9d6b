"""What screens and dialogs share: named styles, the sizes at which they change, and when they let in what is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.screen import Screen
from textual.style import Style
from textual.widget import Widget

if TYPE_CHECKING:
    from drafter.tui.app import Drafter

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

TOO_SMALL = """\
This window is too small for the text.
Make it at least 60 columns by 15 lines,
or press q to leave. Nothing is lost."""

WIDTHS: list[tuple[int, str]] = [(0, "-tiny"), (60, "-narrow"), (100, "-wide"), (160, "-broad")]
HEIGHTS: list[tuple[int, str]] = [(0, "-flat"), (15, "-low"), (30, "-tall")]


class Styled(Widget):
    """A screen or dialog that knows the named styles with their grounds and reverse video, which Textual leaves out."""

    asks = False
    """Whether an answer is wanted that nobody can give before having read the question."""

    laid_out = False
    """Whether what is typed can be given to it."""

    displayed: float | None = None
    """When it was painted first, by the clock of the keys."""

    def on_mount(self) -> None:
        """Let in what was typed, once this is laid out and the focus is where it belongs."""
        self.call_after_refresh(self.app.call_later, self._open)

    async def _open(self) -> None:
        self.laid_out = True
        await cast("Drafter", self.app).opened(cast("Screen[object]", self))

    def get_visual_style(self, *component_classes: str, partial: bool = False) -> Style:
        """Give a named style. Where there is no colour, what is chosen is in reverse video."""
        style = super().get_visual_style(*component_classes, partial=partial)
        for rules in (self.get_component_styles(name) for name in component_classes if partial):
            if rules.has_rule("background"):
                style += Style(background=rules.background)
        if any(self.get_component_styles(name).text_style.reverse for name in component_classes):
            style += Style(reverse=True)
        return style
