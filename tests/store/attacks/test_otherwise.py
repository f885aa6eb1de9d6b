"""An adoption that another version of the program has put together: it counts, and everybody is told."""

from __future__ import annotations

import pytest

from drafter.store.repository import Repository
from drafter.store.verifying import Examination, verify
from tests.store.acts import day
from tests.store.attacks.presiding import MAIN, adopting_on_a_correction
from tests.store.attacks.stage import RECEIVED_ON, Stage, log


def adopted(stage: Stage, words: bytes) -> tuple[str, Examination]:
    """Adopt as these words what was tabled before the clause was corrected."""
    made = adopting_on_a_correction(stage, words)
    log(stage, day(RECEIVED_ON))
    with Repository.open(stage.root) as repo:
        return made, verify(repo, anew=True)


@pytest.mark.parametrize("words", [b"civilian and critical", b"critical and civilian"])
def test_an_adoption_that_other_rules_put_together_counts_and_everybody_is_told(stage: Stage, words: bytes) -> None:
    made, found = adopted(stage, words)
    assert found.problems == ()
    assert found.sound[MAIN] == made
    said = {(each.commit, each.rule) for each in found.notices if each.rule == "merge"}
    assert said == (set() if words == b"critical and civilian" else {(made, "merge")})


@pytest.mark.parametrize("words", [b"critical", b"critical and civilian and military", b"critical or civilian"])
def test_an_adoption_with_words_that_nobody_proposed_does_not_count(stage: Stage, words: bytes) -> None:
    made, found = adopted(stage, words)
    assert {(each.commit, each.rule) for each in found.problems} == {(made, "adoption")}
    assert found.sound[MAIN] != made
