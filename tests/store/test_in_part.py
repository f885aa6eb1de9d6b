"""The secretariat adopts a part of an amendment: what is left reads as it did, and every clone verifies it."""

from __future__ import annotations

import pytest

from drafter.model.clause import Clause, compose_clause
from drafter.model.terms import AmendmentStatus, ClauseStatus, Kind
from drafter.store import reading, recording
from drafter.store.repository import Repository
from drafter.store.verifying.verify import verify
from drafter.text.parts import without_words
from tests.conftest import acting_for
from tests.store.acts import CI, clause, day, refused, reworded

XXS = acting_for("XXS")
WIDE = "FRA-000001"


@pytest.fixture
def wide(treaty: Repository) -> Repository:
    """An amendment that deletes a clause, changes another one and adds a third."""
    cables = compose_clause(
        "cables", "320", kind=Kind.ARTICLE, number="4 bis", heading="Cables", body="States shall protect cables.\n"
    )
    proposed: dict[str, Clause | None] = {"scope": None, "cables": cables, **reworded(treaty, "refrain from", "avoid")}
    recording.amend(treaty, acting_for("FRA"), proposed, "x", id=WIDE, date=day(3))
    return treaty


def standing(repo: Repository) -> tuple[bool, bool, bool]:
    """Whether the first clause is deleted, the second one changed and the third one there."""
    now = reading.read(repo).treaty.by_id
    return now["scope"].status is ClauseStatus.DELETED, "avoid" in now[CI].body, "cables" in now


@pytest.mark.parametrize("parts", [(1,), (2,), (3,), (1, 2), (1, 3), (2, 3), (1, 2, 3)])
def test_the_parts_that_are_taken_come_in_and_no_other(wide: Repository, parts: tuple[int, ...]) -> None:
    now = clause(wide, "scope")
    act = recording.adopt(wide, XXS, [WIDE], parts=parts, date=day(4))
    assert standing(wide) == (1 in parts, 2 in parts, 3 in parts)
    whole = len(parts) == 3
    assert reading.read(wide).by_id[WIDE].status is (
        AmendmentStatus.ACCEPTED if whole else AmendmentStatus.ACCEPTED_AS_MODIFIED
    )
    assert ("as modified" in act.subject) is not whole
    if 1 not in parts:
        assert clause(wide, "scope") == now
    assert verify(wide).problems == ()


def test_a_part_that_is_not_there_is_refused(wide: Repository) -> None:
    with refused(wide, f"{WIDE} has 3 parts", f"drafter show {WIDE}"):
        recording.adopt(wide, XXS, [WIDE], parts=(4,))
    recording.amend(wide, acting_for("DEU"), reworded(wide, "undue", "any"), "x", id="DEU-000001", date=day(3))
    with refused(wide, "DEU-000001 has no parts"):
        recording.adopt(wide, XXS, ["DEU-000001"], parts=(1,))
    with refused(wide, "one amendment alone"):
        recording.adopt(wide, XXS, [WIDE, "DEU-000001"], parts=(1,))


def test_a_deletion_in_conflict_is_decided_by_the_words_of_the_clause_or_by_none(wide: Repository) -> None:
    recording.amend(
        wide, acting_for("DEU"), reworded(wide, "all States", "every State", "scope"), "x", id="DEU-000001", date=day(3)
    )
    recording.adopt(wide, XXS, ["DEU-000001"], date=day(4))
    now = clause(wide, "scope")
    with refused(wide, f"{WIDE} can't be adopted", status=1):
        recording.adopt(wide, XXS, [WIDE], parts=(2,))
    recording.adopt(wide, XXS, [WIDE], as_modified={"scope": without_words(now)}, date=day(5))
    assert standing(wide) == (True, True, True)
    assert verify(wide).problems == ()


def test_words_composed_for_a_clause_that_was_deleted_meanwhile_bring_it_back(wide: Repository) -> None:
    recording.amend(
        wide, acting_for("DEU"), reworded(wide, "all States", "every State", "scope"), "x", id="DEU-000001", date=day(3)
    )
    recording.adopt(wide, XXS, [WIDE], parts=(1,), date=day(4))
    words = without_words(clause(wide, "scope")).with_body("This Treaty applies to every State.\n")
    recording.adopt(wide, XXS, ["DEU-000001"], as_modified={"scope": words}, date=day(5))
    assert (clause(wide, "scope").status, "every State" in clause(wide, "scope").body) == (ClauseStatus.OPEN, True)
    assert verify(wide).problems == ()
