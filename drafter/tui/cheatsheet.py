"""The cheat sheet of the keys, made from the registry of actions: docs/keys.md is this text."""

from __future__ import annotations

from drafter.tui.actions import ACTIONS, shown_key

_TITLES = {
    "everywhere": "Everywhere",
    "rows": "Moving in a text or a list",
    "prose": "In a text",
    "read": "Read",
    "tree": "List of clauses",
    "diff": "Diff",
    "positions": "Positions",
    "matrix": "The matrix of positions",
    "log": "Log",
    "draft": "Draft",
    "amend": "Dialog: amend",
    "position": "Dialog: position",
    "compose": "Dialog: adopt as modified",
    "resolve": "Dialog: words to choose",
    "gather": "Dialog: adopt several",
    "settle": "Dialog: status of several",
    "export": "Dialog: export",
}


def cheatsheet() -> str:
    """Write the cheat sheet in Markdown: the keys by the place where they are answered, and how to change them."""
    parts = [
        "# Keys",
        "The same list, for the pane that has the focus, is behind `?`, in a dialog behind `f1`. "
        "`ctrl+p` finds everything by name.",
    ]
    for where, heading in _TITLES.items():
        rows = ["| key | does | action |", "|---|---|---|"]
        for action in ACTIONS:
            if action.where == where:
                keys = " ".join(f"`{shown_key(key)}`" for key in action.keys.split(","))
                rows.append(f"| {keys} | **{action.text}**: {action.help} | `{action.id}` |")
        parts += [f"## {heading}", "\n".join(rows)]
    parts += [
        "## Other keys",
        "Write them into `~/.config/drafter/keys.toml`, by the name of the action; commas part several keys:",
        '```toml\n"act.amend" = "ctrl+a"\n"move.down" = "down,ctrl+n"\n```',
        "The screen names the keys that you gave. Esc, Enter, Tab, the arrows in a dialog, "
        "and the letters that answer a question stay as they are.",
        "An unknown action, or one key for two actions in one place, is reported at the start and left out.",
    ]
    return "\n\n".join(parts) + "\n"
