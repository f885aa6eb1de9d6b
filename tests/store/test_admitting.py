"""A delegate who leaves takes nothing back that was said before."""

from __future__ import annotations

from drafter.model.ids import SECRETARIAT
from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.store import recording
from drafter.store.reading import read
from drafter.store.repository import Repository
from tests.conftest import acting_for

SECOND = "2026-03-03T10:00:00Z"


def test_what_was_said_in_the_second_in_which_its_delegate_left_still_counts(treaty: Repository) -> None:
    adviser = acting_for("DEU", 1)
    recording.position(treaty, adviser, Target("scope"), Stance.SUPPORT, date=SECOND)

    def without_the_adviser(source: bytes) -> bytes:
        lines = source.decode().splitlines(keepends=True)
        return "".join(line for line in lines if "deu-2@example.org" not in line).encode()

    recording.roster(treaty, acting_for(SECRETARIAT), without_the_adviser, "Remove a delegate", date=SECOND)
    talks = read(treaty)
    assert [recorded.position.signatory for recorded in talks.positions] == ["DEU"]
    assert talks.problems == ()
