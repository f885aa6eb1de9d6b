"""Words of a treaty or of a delegate as they may be painted: the first thing that every screen needs."""

from __future__ import annotations

from textual.content import Content

from drafter.text.visible import visible

NO_WORDS = "∅"
"""What stands in a bracket for a wording without words."""


def words(text: str, style: str = "") -> Content:
    """Give words of a treaty, or of a delegate, as they may be painted: no markup is read, what commands is shown."""
    shown = visible(text)
    return Content.styled(shown, style) if style else Content(shown)


def quoted(text: str, lead: str = "") -> Content:
    """Give what a delegate has said, on one line."""
    return words(f"{lead}“{' '.join(text.split())}”", ".prose--emphasis")


def shortened(text: str, most: int = 90) -> str:
    """Give the beginning of a long passage on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 2].rsplit(" ", 1)[0] + " .."


def sentence(text: str) -> str:
    """Give what stands behind the name of a file on the command line as a sentence of its own.

    What begins with an id, a path or a command keeps its first letter.
    """
    first = text.split(maxsplit=1)[0] if text.strip() else ""
    plain = first.isalpha() or "'" in first.strip("'") or first.rstrip(",:;").isalpha()
    begun = text[:1].upper() + text[1:] if plain else text
    return begun if not begun or begun[-1] in ".!?" else f"{begun}."
