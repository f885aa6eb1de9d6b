"""The two themes of our own, made of the colours of Okabe and Ito, which the colour-blind tell apart; and what they are
on a terminal of sixteen colours, where the nearest ones to those can't be read.

Every pair of a text colour and the ground under it has a contrast of 4.5:1 or better (WCAG 2, 1.4.3).
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from textual.theme import Theme

from drafter.tui.keymap import keymap_file

_BLACK, _BLUE, _GREY, _CYAN, _YELLOW, _WHITE = "#000000", "#0000AA", "#AAAAAA", "#55FFFF", "#FFFF55", "#FFFFFF"
"""Six of the sixteen colours, as Rich knows them: on every usual terminal they can be told apart."""

_COLOURS = {
    # dark, light; dark and light with sixteen colours
    "background": ("#121212", "#FFFFFF", _BLACK, _WHITE),
    "bar-ground": ("#262626", "#E6E6E6", _BLUE, _GREY),
    "cursor-ground": ("#303030", "#E4EEF5", _BLUE, _GREY),
    "found-ground": ("#F0E442", "#F0E442", _YELLOW, _YELLOW),
    "found-words": ("#121212", "#1A1A1A", _BLACK, _BLACK),
    "chosen-ground": ("#56B4E9", "#00598C", _CYAN, _BLUE),
    "chosen-words": ("#121212", "#FFFFFF", _BLACK, _WHITE),
    "words": ("#E8E8E8", "#1A1A1A", _WHITE, _BLACK),
    "quiet": ("#A8A8A8", "#565656", _GREY, _BLACK),
    "inserted": ("#56B4E9", "#00598C", _CYAN, _BLUE),
    "deleted": ("#E69F00", "#8F3900", _YELLOW, _BLACK),
    "names": ("#DD9CC0", "#7A2E5B", _GREY, _BLUE),
    "bracket": ("#F0E442", "#5F4900", _YELLOW, _BLACK),
    "refused": ("#FF9D6B", "#8F3900", _YELLOW, _BLACK),
}
"""The colours of each role. Where there are few, signs and weights tell apart what colours don't."""


def _theme(column: int) -> Theme:
    dark = column % 2 == 0
    roles = {role: colours[column] for role, colours in _COLOURS.items()}
    background, words, quiet = roles["background"], roles["words"], roles["quiet"]
    primary, here = roles["inserted"], roles["cursor-ground"]
    return Theme(
        name="drafter-dark" if dark else "drafter-light",
        dark=dark,
        background=background,
        surface=background,
        panel=roles["bar-ground"],
        foreground=words,
        primary=primary,
        secondary=primary,
        accent=roles["names"],
        warning=roles["deleted"],
        error=roles["refused"],
        success=primary,
        text_alpha=1.0,
        variables={
            **roles,
            "border": primary,
            "border-blurred": quiet,
            "text": words,
            "text-muted": quiet,
            "text-disabled": quiet,
            "text-primary": primary,
            "text-secondary": primary,
            "text-accent": roles["names"],
            "text-warning": roles["deleted"],
            "text-error": roles["refused"],
            "text-success": primary,
            "foreground-muted": quiet,
            "foreground-disabled": quiet,
            "block-cursor-background": roles["chosen-ground"],
            "block-cursor-foreground": roles["chosen-words"],
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-background": here,
            "block-cursor-blurred-foreground": words,
            "block-hover-background": here,
            "input-cursor-background": words,
            "input-cursor-foreground": background,
            "input-selection-background": roles["chosen-ground"],
            "input-selection-foreground": roles["chosen-words"],
            "scrollbar": quiet,
            "scrollbar-hover": primary,
            "scrollbar-active": primary,
            "scrollbar-background": background,
            "scrollbar-background-hover": background,
            "scrollbar-background-active": background,
            "scrollbar-corner-color": background,
            "link-color": primary,
        },
    )


OURS, FEW = (_theme(0), _theme(1)), (_theme(2), _theme(3))
"""Dark and light, by the same names; the second pair for a terminal of sixteen colours."""

FALLBACK = {role: "ansi_default" for role in _COLOURS if role != "background"}
"""Our variables under a theme that is not ours: the terminal's own colours, so that styles carry the meaning."""


def chosen(themes: tuple[Theme, Theme]) -> Theme:
    """Give the one of two themes that was chosen last, in whichever copy; the first before any was."""
    try:
        name = _file().read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        name = ""
    return next((theme for theme in themes if theme.name == name), themes[0])


def choose(theme: Theme) -> None:
    """Begin with a theme from now on. Where that can't be written down, one begins with the one before."""
    with suppress(OSError):
        _file().parent.mkdir(parents=True, exist_ok=True)
        _file().write_text(f"{theme.name}\n", encoding="utf-8")


def _file() -> Path:
    return keymap_file().with_name("theme")
