"""What our reader of messages takes for a record, git reads as the same record: never two readings of one message."""

from __future__ import annotations

import os
import subprocess

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafter.model.problem import Problem
from drafter.model.record import Message, message, parse_message

HEAD = [
    ("Drafter-Record", "position/1"),
    ("Treaty", "cyber-treaty/0123456789ab"),
    ("Signatory", "DEU"),
    ("Clause", "scope"),
    ("Regarding", "0" * 40),
    ("Stance", "support"),
]
SOUND = message("DEU supports article 1", "We say why.\n\nAnd more.", HEAD).format()

PIECES = st.sampled_from(
    ["\n", "\n\n", " ", "---", "--- a", "# x", "Stance: oppose", "Stance: oppose\n", "\n Stance: none", ":", "\r", "\t",
     "Signed-off-by: A <a@b>", "(cherry picked from commit 1)", "Signatory: FRA", "\u2028", "\u00a0", "\x0b", "e\u0301",
     "------------------------ >8 ------------------------", "Clause: preamble", "git-trailer: x", "x", "=", ";"]
)  # fmt: skip


@st.composite
def altered(draw: st.DrawFn) -> str:
    """A sound message with pieces put in, lines doubled, moved or taken out."""
    text = SOUND
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        kind = draw(st.integers(0, 3))
        if kind == 0:
            text = text[:at] + draw(PIECES) + text[at:]
        elif kind == 1:
            text = text[:at] + text[at + draw(st.integers(1, 12)) :]
        else:
            lines = text.split("\n")
            place = draw(st.integers(0, len(lines) - 1))
            line = lines.pop(place) if kind == 2 else lines[place]
            lines.insert(draw(st.integers(0, len(lines))), line)
            text = "\n".join(lines)
    return text


def read_by_git(text: str, *options: str) -> list[tuple[str, str]]:
    """The trailers that git reads."""
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    ran = subprocess.run(
        ["git", "interpret-trailers", "--parse", *options], input=text.encode("utf-8", "surrogatepass"),
        capture_output=True, check=True, env=environment,
    )  # fmt: skip
    rows = (line.partition(": ") for line in ran.stdout.decode().split("\n") if line)
    return [(key, value) for key, _, value in rows]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(altered())
def test_git_reads_every_record_as_we_do(text: str) -> None:
    ours = parse_message(text)
    if isinstance(ours, Problem):
        return
    assert list(ours.trailers) == read_by_git(text)
    assert list(ours.trailers) == read_by_git(text, "--no-divider")
    assert ours.format() == text


def test_git_reads_the_sound_message_as_we_do() -> None:
    ours = parse_message(SOUND)
    assert isinstance(ours, Message)
    assert list(ours.trailers) == HEAD == read_by_git(SOUND)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40), st.text(max_size=200))
def test_whatever_a_delegate_writes_is_read_as_one_record_by_both(subject: str, statement: str) -> None:
    try:
        made = message(subject, statement, HEAD).format()
    except ValueError:
        return
    assert read_by_git(made) == HEAD
    assert read_by_git(made, "--no-divider") == HEAD
