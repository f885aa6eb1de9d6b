"""A paste is words: none is taken for a key, none is lost or comes before another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser

from drafter.tui.pasting import Pasted, keep_pastes_whole

BEGIN, END = "\x1b[200~", "\x1b[201~"
HOSTILE = "[shall] \x1b[31mred\x1b[0m \x1bq\x13y \u202eevil\u202c 国家 \x1b"


def parsed(*pieces: str) -> list[tuple[str, str]]:
    """What the interface is told when a terminal sends these pieces."""
    keep_pastes_whole()
    parser = XTermParser()
    told = []
    for event in (event for piece in pieces for event in parser.feed(piece)):
        if isinstance(event, events.Paste):
            told.append(("paste", event.text))
        elif isinstance(event, events.Key):
            told.append(("key", event.key))
    return told


def test_escape_characters_in_a_paste_press_no_key_and_misplace_no_word() -> None:
    sent = f"a{BEGIN}{HOSTILE}{END}b"
    expected = [("key", "a"), ("paste", HOSTILE.replace("\x1b", "␛")), ("key", "b")]
    assert parsed(sent + "c")[:3] == expected


def test_a_paste_stays_whole_wherever_the_terminal_divides_what_it_sends() -> None:
    sent = f"a{BEGIN}{HOSTILE}{END}bc"
    for cut in range(1, len(sent)):
        assert parsed(sent[:cut], sent[cut:]) == parsed(sent), cut
    assert parsed(*sent) == parsed(sent)


@given(st.lists(st.text(st.sampled_from(["\x1b", "[", "2", "0", "1", "~", "a"]))))
def test_outside_of_pastes_nothing_changes(pieces: list[str]) -> None:
    sent = "".join(pieces)
    if BEGIN in sent:
        return
    follows = Pasted()
    assert "".join(map(follows.literal, pieces)) == sent


def test_keys_with_escape_sequences_are_still_keys() -> None:
    assert parsed("\x1b[A", "\x1b[1;5Dx") == [("key", "up"), ("key", "ctrl+left"), ("key", "x")]
