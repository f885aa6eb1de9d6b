"""The two themes of our own, made of the colours of Okabe and Ito, which the colour-blind tell apart.

Every pair of a text colour and the ground under it has a contrast of 4.5:1 or better (WCAG 2, 1.4.3).
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from textual.theme import Theme

from drafter.tui.keymap import keymap_file

_SKY, _ORANGE, _YELLOW = "#56B4E9", "#E69F00", "#F0E442"


def _theme(
    name: str, *, dark: bool, grounds: tuple[str, str, str], words: str, quiet: str, roles: dict[str, str]
) -> Theme:
    background, surface, panel = grounds
    cursor_ground = roles["cursor"]
    return Theme(
        name=name,
        dark=dark,
        background=background,
        surface=surface,
        panel=panel,
        foreground=words,
        primary=roles["primary"],
        secondary=roles["primary"],
        accent=roles["names"],
        warning=roles["deleted"],
        error=roles["refused"],
        success=roles["inserted"],
        text_alpha=1.0,
        variables={
            "words": words,
            "quiet": quiet,
            "inserted": roles["inserted"],
            "deleted": roles["deleted"],
            "names": roles["names"],
            "bracket": roles["bracket"],
            "refused": roles["refused"],
            "cursor-ground": cursor_ground,
            "found-ground": roles["found"],
            "found-words": roles["found-words"],
            "chosen-ground": roles["chosen"],
            "chosen-words": roles["chosen-words"],
            "bar-ground": panel,
            "border": roles["primary"],
            "border-blurred": quiet,
            "text": words,
            "text-muted": quiet,
            "text-disabled": quiet,
            "text-primary": roles["primary"],
            "text-secondary": roles["primary"],
            "text-accent": roles["names"],
            "text-warning": roles["deleted"],
            "text-error": roles["refused"],
            "text-success": roles["inserted"],
            "foreground-muted": quiet,
            "foreground-disabled": quiet,
            "block-cursor-background": roles["chosen"],
            "block-cursor-foreground": roles["chosen-words"],
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-background": cursor_ground,
            "block-cursor-blurred-foreground": words,
            "block-hover-background": cursor_ground,
            "input-cursor-background": words,
            "input-cursor-foreground": background,
            "input-selection-background": cursor_ground,
            "scrollbar": quiet,
            "scrollbar-hover": roles["primary"],
            "scrollbar-active": roles["primary"],
            "scrollbar-background": surface,
            "scrollbar-background-hover": surface,
            "scrollbar-background-active": surface,
            "scrollbar-corner-color": surface,
            "link-color": roles["primary"],
        },
    )


DARK = _theme(
    "drafter-dark",
    dark=True,
    grounds=("#121212", "#121212", "#262626"),
    words="#E8E8E8",
    quiet="#A8A8A8",
    roles={
        "primary": _SKY,
        "inserted": _SKY,
        "deleted": _ORANGE,
        "names": "#DD9CC0",
        "bracket": _YELLOW,
        "refused": "#FF9D6B",
        "cursor": "#303030",
        "found": _YELLOW,
        "found-words": "#121212",
        "chosen": _SKY,
        "chosen-words": "#121212",
    },
)

LIGHT = _theme(
    "drafter-light",
    dark=False,
    grounds=("#FFFFFF", "#FFFFFF", "#E6E6E6"),
    words="#1A1A1A",
    quiet="#565656",
    roles={
        "primary": "#00598C",
        "inserted": "#00598C",
        "deleted": "#8F3900",
        "names": "#7A2E5B",
        "bracket": "#5F4900",
        "refused": "#8F3900",
        "cursor": "#E4EEF5",
        "found": _YELLOW,
        "found-words": "#1A1A1A",
        "chosen": "#00598C",
        "chosen-words": "#FFFFFF",
    },
)

OURS = (DARK, LIGHT)

FALLBACK = {
    "words": "ansi_default",
    "quiet": "ansi_default",
    "inserted": "ansi_default",
    "deleted": "ansi_default",
    "names": "ansi_default",
    "bracket": "ansi_default",
    "refused": "ansi_default",
    "cursor-ground": "ansi_default",
    "found-ground": "ansi_default",
    "found-words": "ansi_default",
    "chosen-ground": "ansi_default",
    "chosen-words": "ansi_default",
    "bar-ground": "ansi_default",
}
"""Our variables under a theme that is not ours: the terminal's own colours, so that styles carry the meaning."""

_TEXTS = ("words", "quiet", "inserted", "deleted", "names", "bracket", "refused")
_GROUNDS = ("background", "surface", "panel", "cursor-ground")

TEXT_ON_GROUND = (
    *((text, ground) for text in _TEXTS for ground in _GROUNDS),
    ("found-words", "found-ground"),
    ("chosen-words", "chosen-ground"),
)
"""Every pair that the style sheets use."""


def colour(theme: Theme, name: str) -> str:
    """Give the colour of one of our roles or grounds in one of our themes."""
    grounds = {"background": theme.background, "surface": theme.surface, "panel": theme.panel}
    return grounds.get(name) or theme.variables[name]


def chosen() -> Theme:
    """Give the theme that was chosen last, in whichever copy; the first of ours before any was."""
    try:
        name = _file().read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        name = ""
    return next((theme for theme in OURS if theme.name == name), OURS[0])


def choose(theme: Theme) -> None:
    """Begin with a theme from now on. Where that can't be written down, one begins with the one before."""
    with suppress(OSError):
        _file().parent.mkdir(parents=True, exist_ok=True)
        _file().write_text(f"{theme.name}\n", encoding="utf-8")


def _file() -> Path:
    return keymap_file().with_name("theme")
