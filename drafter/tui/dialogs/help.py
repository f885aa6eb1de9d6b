"""What the keys do in the pane that has the focus, made from the registry of actions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from drafter.tui.actions import DIALOGS, answered
from drafter.tui.dialogs.dialog import Dialog, keys, title
from drafter.tui.keymap import Keys
from drafter.tui.present import matrix, tree
from drafter.tui.present.guidance import about
from drafter.tui.present.permission import elsewhere
from drafter.tui.present.row import Row, blank
from drafter.tui.present.words import words
from drafter.tui.widgets.rows import Rows

_TITLES = {
    "rows": "Moving",
    "prose": "In the text",
    "tree": "In the list of clauses",
    "matrix": "In the matrix",
    "everywhere": "Everywhere",
    **dict.fromkeys(("read", "diff", "positions", "log", "draft"), "On this screen"),
    **dict.fromkeys(DIALOGS, "Here"),
}

_FIXED = (
    ("Tab", "Next field", "Go to the next field or pane; Shift+Tab: to the one before."),
    ("Esc", "Close", "Close this. What was typed is kept."),
)
"""Keys of every dialog that stay what they are."""


class Help(Dialog[None]):
    """The keys of the pane that has the focus, then those of the screen, then those that work everywhere."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q", "leave", "Close", show=False)]

    DEFAULT_CSS = """
    Help > #dialog { height: 100%; max-height: 40; }
    Help #keys { height: 1fr; margin-top: 1; }
    """

    def __init__(self, scopes: Sequence[str], screen: str) -> None:
        super().__init__()
        self._scopes = tuple(scopes)
        self._screen = screen

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        with Vertical(id="dialog"):
            yield title("Help")
            yield Rows(id="keys")
            menu = f" · {self.bound['app.palette']} finds anything by name" if self._screen not in DIALOGS else ""
            yield keys(f"Up Down scrolls · {self.bound['app.help']} or Esc closes{menu}")

    def on_key(self, event: events.Key) -> None:
        """Close with the keys that open it, too."""
        if event.key in self.bound.of("app.help"):
            event.stop()
            self.action_leave()
        elif event.key in self.bound.of("app.palette") and self._screen not in DIALOGS:
            event.stop()
            self.action_menu()

    def action_menu(self) -> None:
        """Close, and find something by name on the screen below."""
        self.dismiss(None)
        self.app.call_later(self.app.action_command_palette)

    def on_mount(self) -> None:
        """Show the keys."""
        desk = self.drafter.desk
        rows = help_rows(self._scopes, self._screen, self.bound, lambda id: elsewhere(id, desk))
        self.query_one(Rows).show(list(rows))
        self.query_one(Rows).focus()


def help_rows(
    scopes: Sequence[str], screen: str, bound: Keys, others: Callable[[str], bool] = lambda _: False
) -> Iterator[Row]:
    """Give the help of a screen with the focus in some pane, or of a dialog, with the keys in force.

    What the screen is there for comes first, with its own keys and marks. Actions that are never the business of who
    sits here (`others`) are left out.
    """
    said = about(screen, bound)
    if said:
        yield Row(key="about", content=words(said), gap=1)
    order = [screen, *(scope for scope in scopes if scope not in (screen, "rows", "everywhere")), "everywhere", "rows"]
    for scope in order:
        if scope == "everywhere":
            yield from _legend(screen)
        here = [each for each in answered(scope) if not others(each.id)] if scope in scopes else []
        lines = [(bound.all(each.id), each.text, each.help) for each in here]
        if not lines:
            continue
        if scope in DIALOGS:
            lines += _FIXED
        yield Row(key=scope, content=words(_TITLES[scope], ".prose--heading"), selectable=False)
        for line in lines:
            yield Row(key=f"{scope}#{line[1]}", content=_line(*line), indent=0, hang=27)
        yield blank(scope)


def _legend(screen: str) -> Iterator[Row]:
    """Say what the marks of a screen mean."""
    legend = tree.LEGEND if screen == "read" else matrix.LEGEND if screen == "positions" else ()
    if legend:
        yield Row(key="legend", content=words("Marks", ".prose--heading"), selectable=False)
        for mark, meaning in legend:
            yield Row(key=f"legend#{mark}", content=words(f"{mark:<27}{meaning}"), hang=27)
        yield blank("legend")


def _line(keys: str, text: str, help: str) -> Content:
    return Content.assemble(words(f"{keys:<11}", ".prose--strong"), words(f"{text:<15} ", ".prose--names"), words(help))
