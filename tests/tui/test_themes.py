"""Every word can be read: the contrast of what is painted, in both themes and with as few colours as sixteen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rich.color import Color, ColorSystem
from rich.color_triplet import ColorTriplet
from rich.style import Style

from drafter.store.repository import Repository
from drafter.tui.themes import FALLBACK, FEW, OURS
from tests.tui.seat import Seat, piloted, seated

_GROUNDS = ("background", "bar-ground", "cursor-ground")
_TEXTS = sorted({*FALLBACK} - {*_GROUNDS, "found-ground", "found-words", "chosen-ground", "chosen-words"})

_XTERM = """
    000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff
"""
_VGA = """
    000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff
"""
_WINDOWS = """
    0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc 767676 e74856 16c60c f9f1a5 3b78ff b4009e 61d6d6 f2f2f2
"""

NO_WORDS = dict.fromkeys(map(ord, "▕▏▌▊▎│┌┐└┘─▔▁▄▆▇▃▂▅█▋▍▉"))
"""Lines and bars, which nobody reads."""

_WALK = (("1", "n"), ("slash", "c", "enter"), ("escape", "t"), ("t", "o"), ("escape", "p"), ("escape", "a"),
         ("x", "tab"), ("escape", "B"), ("escape", "Z"), ("escape", "question_mark"), ("escape", "ctrl+p"),
         ("escape", "i"), ("escape", "y"), ("2",), ("s",), ("3", "down"), ("4", "down"), ("5",), ("e",))  # fmt: skip
"""Keys, and after each of these steps everything that is painted is looked at."""


@pytest.mark.parametrize("system", ["truecolor", "256", "standard"])
@pytest.mark.parametrize("nth", [0, 1], ids=["dark", "light"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *((text, ground) for text in _TEXTS for ground in _GROUNDS),
        ("found-words", "found-ground"),
        ("chosen-words", "chosen-ground"),
    ],
)
def test_every_text_can_be_read_on_every_ground(system: str, nth: int, text: str, ground: str) -> None:
    colours = (FEW if system == "standard" else OURS)[nth].variables
    assert contrast(Color.parse(colours[text]), Color.parse(colours[ground]), system) >= 4.5


@pytest.mark.parametrize("system", ["truecolor", "standard"])
@piloted
async def test_whatever_is_painted_can_be_read(talks: Repository, monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    monkeypatch.setenv("COLORTERM", system)
    monkeypatch.setenv("TERM", "xterm")
    async with seated(talks) as seat:
        assert seat.app.console.color_system == system
        for keys in _WALK:
            await seat.press(*keys)
            for theme in FEW if system == "standard" else OURS:
                seat.app.theme = theme.name
                await seat.pilot.pause()
                assert not list(_unreadable(seat, system)), (theme.name, keys)


def _unreadable(seat: Seat, system: str) -> Iterator[str]:
    """Give what is painted with too little contrast, but for what lies under the veil of a dialog."""
    screen = seat.app.screen
    shown = next((each.region for each in screen.query("#dialog, #--container")), screen.region)
    for strip in screen._compositor.render_strips()[shown.y : shown.bottom]:
        for segment in strip.crop(shown.x, shown.right):
            style = segment.style or Style()
            words = segment.text.translate(NO_WORDS).strip()
            if words and style.color is not None and style.bgcolor is not None:
                pair = (style.bgcolor, style.color) if style.reverse else (style.color, style.bgcolor)
                if contrast(*pair, system) < 4.5:
                    yield f"{words!r}: {pair[0].name} on {pair[1].name}"


def contrast(one: Color, other: Color, system: str) -> float:
    """The contrast of two colours (WCAG 2), where a terminal shows it least."""
    return min(_contrast(mine, others) for mine, others in zip(_shown(one, system), _shown(other, system), strict=True))


def _shown(colour: Color, system: str) -> list[ColorTriplet]:
    if system == "truecolor":
        return [colour.get_truecolor()]
    if system == "256":
        return [colour.downgrade(ColorSystem.EIGHT_BIT).get_truecolor()]
    nth = colour.downgrade(ColorSystem.STANDARD).number
    assert nth is not None
    return [Color.parse(f"#{palette.split()[nth]}").get_truecolor() for palette in (_XTERM, _VGA, _WINDOWS)]


def _contrast(one: ColorTriplet, other: ColorTriplet) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(value: ColorTriplet) -> float:
    parts = (part / 255 for part in value)
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
