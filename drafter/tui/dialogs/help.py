"""What the keys do in the pane that has the focus, made from the registry of actions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from drafter.tui.actions import Action, answered, shown_key
from drafter.tui.dialogs.dialog import Dialog, keys, title
from drafter.tui.present import matrix, tree
from drafter.tui.present.row import Row
from drafter.tui.present.words import words
from drafter.tui.widgets.rows import Rows

_TITLES = {
    "rows": "Moving",
    "prose": "In the text",
    "tree": "In the list of clauses",
    "matrix": "In the matrix",
    "read": "On this screen",
    "diff": "On this screen",
    "positions": "On this screen",
    "log": "On this screen",
    "draft": "On this screen",
    "everywhere": "Everywhere",
}

_ABOUT = {
    "read": (
        "The treaty with its brackets. Words in square brackets are in dispute; behind a dash stand those who want "
        "them. Go from one dispute to the next with n, then take a position with p or propose other words with a. "
        "Before anything is recorded you see what will be, in words. 3 shows who stands where, 5 the text to export."
    ),
    "diff": "What changes, word by word: [-words taken out-] and {+words put in+}.",
    "positions": (
        "Clauses and amendments by signatories. A position is about an exact text; when the text changes, it is stale."
    ),
    "log": "Every recorded act, newest first. Nothing is ever overwritten.",
    "draft": (
        "The text as it would be exported with e. bracketed: agreed words and live proposals. clean: agreed words "
        "only. redline: what changed since an issue. compilation: every proposal in full, under its proponent. "
        "comparison: what each proponent makes of each paragraph."
    ),
}


class Help(Dialog[None]):
    """The keys of the pane that has the focus, then those of the screen, then those that work everywhere."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1,q", "leave", "Close", show=False),
        Binding("ctrl+p", "menu", "Menu", show=False),
    ]

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
            yield keys("Up Down scrolls · ? or Esc closes · ^p finds anything by name")

    def action_menu(self) -> None:
        """Close, and find something by name on the screen below."""
        self.dismiss(None)
        self.app.call_later(self.app.action_command_palette)

    def on_mount(self) -> None:
        """Show the keys."""
        self.query_one(Rows).show(list(help_rows(self._scopes, self._screen, self.drafter.shown_keys)))
        self.query_one(Rows).focus()


def help_rows(scopes: Sequence[str], screen: str, shown: dict[str, str] | None = None) -> Iterator[Row]:
    """Give the help of a screen with the focus in some pane; `shown` are the keys after remapping, by action id."""
    if screen in _ABOUT:
        yield Row(key="about", content=words(_ABOUT[screen]), gap=1)
    order = [screen, *(scope for scope in scopes if scope not in (screen, "rows", "everywhere")), "everywhere", "rows"]
    for scope in order:
        actions = list(answered(scope)) if scope in scopes else []
        if not actions:
            continue
        yield Row(key=scope, content=words(_TITLES[scope], ".prose--heading"), selectable=False)
        for action in actions:
            yield Row(key=f"{scope}#{action.id}", content=_line(action, shown), indent=0, hang=27)
        yield Row(key=f"{scope}#end", content=Content(""), selectable=False)
    legend = tree.LEGEND if screen == "read" else matrix.LEGEND if screen == "positions" else ()
    if legend:
        yield Row(key="legend", content=words("Marks", ".prose--heading"), selectable=False)
        for mark, meaning in legend:
            yield Row(key=f"legend#{mark}", content=words(f"{mark:<12}{meaning}"), hang=12)


def _line(action: Action, shown: dict[str, str] | None) -> Content:
    keys = (shown or {}).get(action.id, action.keys)
    said = " ".join(shown_key(key) for key in keys.split(","))
    return Content.assemble(
        words(f"{said:<11}", ".prose--strong"), words(f"{action.text:<15} ", ".prose--names"), words(action.help)
    )
