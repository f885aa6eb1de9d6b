"""What is pasted is words, whatever it holds: no escape character in it is taken for keys."""

from __future__ import annotations

from collections.abc import Iterable
from weakref import WeakKeyDictionary

from textual._xterm_parser import XTermParser
from textual.message import Message

_ESCAPE, _SHOWN = "\x1b", "\N{SYMBOL FOR ESCAPE}"
_BEGIN, _END = "\x1b[200~", "\x1b[201~"
"""What a terminal puts round a paste (xterm, bracketed paste mode)."""


class Pasted:
    """Follows what a terminal sends, and shows the escape characters within a paste as a sign.

    Textual's parser takes what follows one for keys: those words come before the others, or press keys.
    """

    def __init__(self) -> None:
        self._inside = False
        self._rest = ""
        """The end of what came so far, as far as it may belong to what begins or ends a paste."""

    def literal(self, data: str) -> str:
        """Give the next piece of what a terminal sends, as it can be parsed; the end of a paste may be held back."""
        given: list[str] = []
        while data:
            if self._inside:
                data, self._rest = self._rest + data, ""
                words, end, data = data.partition(_END)
                if not end:
                    held = next(n for n in range(len(_END) - 1, -1, -1) if words.endswith(_END[:n]))
                    words, self._rest = words[: len(words) - held], words[len(words) - held :]
                given.append(words.replace(_ESCAPE, _SHOWN) + end)
                self._inside = not end
            else:
                at = (self._rest + data).find(_BEGIN)
                taken = len(data) if at < 0 else at + len(_BEGIN) - len(self._rest)
                given.append(data[:taken])
                self._rest = (self._rest + data)[1 - len(_BEGIN) :] if at < 0 else ""
                self._inside, data = at >= 0, data[taken:]
        return "".join(given)


def keep_pastes_whole() -> None:
    """Have the parser of terminals take each paste as one, whatever it holds."""
    if getattr(XTermParser.feed, "whole", False):
        return
    followed: WeakKeyDictionary[XTermParser, Pasted] = WeakKeyDictionary()
    parsed = XTermParser.feed

    def feed(self: XTermParser, data: str) -> Iterable[Message]:
        given = followed.setdefault(self, Pasted()).literal(data)
        # Nothing at all would tell the parser that the terminal has gone.
        return parsed(self, given) if given or not data else ()

    feed.whole = True  # type: ignore[attr-defined]
    XTermParser.feed = feed  # type: ignore[method-assign]
