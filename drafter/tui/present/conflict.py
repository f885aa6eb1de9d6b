"""Words on which there is a choice, as rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from drafter.text.choice import Disputed, beginning
from drafter.tui.present.row import Row
from drafter.tui.present.words import words


def disputed_rows(each: Disputed, names: Mapping[str, str], chosen: str | None, keys: Sequence[str]) -> Iterator[Row]:
    """Give the words round a place and its wordings, by the names given and with the keys that choose them; the one
    that is chosen bears a mark.
    """
    around = words(f"{_flat(each.lead)} ", ".prose--quiet") + words("[ ? ]", ".prose--bracket")
    around += words(f" {_flat(each.trail)}", ".prose--quiet")
    if each.part == "body":
        yield Row(key="around", content=around, gap=1, selectable=False)
    else:
        yield Row(key="around", content=words(f"The {each.part}:", ".prose--quiet"), gap=1, selectable=False)
    for (side, text), key in zip(each.sides, keys, strict=False):
        mark = "(*)" if chosen == text else "( )"
        head = words(f"{mark} {key} ", ".prose--strong") + words(f"{names[side]}: ", ".prose--names")
        # A whole clause was shown before, and would push the other side off the screen.
        shown = beginning(text.strip()) if each.part == "clause" else text.strip()
        yield Row(key=side, content=head + words(shown or "(nothing)"), hang=6, gap=1)
    if chosen is not None and chosen not in [text for _, text in each.sides]:
        own = words("(*)   ", ".prose--strong") + words("other words: ", ".prose--names")
        yield Row(key="own", content=own + words(chosen.strip() or "(nothing)"), hang=6, gap=1)


def _flat(text: str) -> str:
    return " ".join(text.split())
