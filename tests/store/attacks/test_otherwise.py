"""What another version of the program has put together: an adoption counts, and everybody is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drafter.model.clause import Clause
from drafter.store.repository import Repository
from drafter.store.verifying import Examination, verify
from drafter.store.verifying.otherwise import put_together_otherwise
from tests.draft.building import Talks, article
from tests.store.acts import day, plain_git
from tests.store.attacks.presiding import INFRASTRUCTURE, MAIN, _received_before, adopting_on_a_correction, decision
from tests.store.attacks.proposing import REF, _withdrawal
from tests.store.attacks.stage import RECEIVED_ON, Stage, commit, log
from tests.store.attacks.succeeding import MINE, taking_over


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


@pytest.mark.parametrize(
    ("reads", "words", "changed", "counts"),
    [
        (b"critical and civilian", b"harm", "", True),
        (b"critical and civilian", b"harm", " with changes", False),
        (b"critical and civilian", b"disturb", "", False),
        (b"critical and civilian", b"disturb", " with changes", True),
        (b"critical", b"harm", "", False),
        (b"critical", b"harm", " with changes", True),
        (b"civilian and critical", b"harm", "", True),
        (b"civilian and critical", b"harm", " with changes", True),
    ],
)
def test_words_taken_over_are_those_that_were_proposed_on_a_text_that_changed_since_too(
    stage: Stage, reads: bytes, words: bytes, changed: str, counts: bool
) -> None:
    stands = stage.file(stage.main, INFRASTRUCTURE)
    corrected, read = (stands.replace(b"critical", each, 1) for each in (b"critical and civilian", reads))
    plain_git(stage.root, "update-ref", MAIN, commit(stage, decision(stage, "edit", {INFRASTRUCTURE: corrected})))
    _received_before(stage, _withdrawal(stage))
    made = commit(stage, taking_over(stage, stage.tip(REF), words, changed, stands=read))
    plain_git(stage.root, "update-ref", MINE, made)
    log(stage, day(RECEIVED_ON))
    with Repository.open(stage.root) as repo:
        found = verify(repo, anew=True)
    assert {(each.commit, each.rule) for each in found.problems} == (set() if counts else {(made, "taken-over")})


OPENED = article("dams", "1. States spare dams and dykes.\n", number="4", heading="Dams")
MAIN_SINCE = OPENED.with_body("1. States spare all dams and dykes.\n")
WHOLE = OPENED.with_body("1. States always spare dams and dykes.\n").with_value("number", "4 bis")
RENUMBERED = OPENED.with_value("number", "4 bis")
MERGED = MAIN_SINCE.with_body("1. States always spare all dams and dykes.\n").with_value("number", "4 bis")


@pytest.mark.parametrize(
    ("before", "proposed", "now", "counts"),
    [
        (MAIN_SINCE, WHOLE, MERGED, True),
        (MAIN_SINCE, WHOLE, MERGED.with_body("1. States spare always all dams and dykes.\n"), True),
        (MAIN_SINCE, WHOLE, MERGED.with_value("number", "4"), False),
        (MAIN_SINCE, WHOLE, MERGED.with_value("number", "4 ter"), False),
        (MAIN_SINCE, WHOLE, MERGED.with_value("number", ""), False),
        (OPENED, RENUMBERED, RENUMBERED, True),
        (OPENED, RENUMBERED, OPENED, False),
        (MAIN_SINCE, RENUMBERED, MAIN_SINCE, False),
        (MAIN_SINCE, WHOLE, MERGED.with_value("heading", "Dams and dykes"), False),
        (MAIN_SINCE, WHOLE, MERGED.with_value("kind", "annex"), False),
        (MAIN_SINCE, WHOLE, MERGED.with_value("status", "agreed"), False),
        (MAIN_SINCE, WHOLE, replace(MERGED, order="200"), False),
    ],
)
def test_whatever_rules_put_a_clause_together_it_has_the_number_heading_and_words_that_were_adopted(
    before: Clause, proposed: Clause, now: Clause, counts: bool
) -> None:
    talks = Talks(OPENED)
    talks.amend("FRA-000002", {"dams": proposed})
    assert put_together_otherwise(before, now, [talks.amendments["FRA-000002"]]) is counts


NEW = article("canals", "1. States spare canals.\n", order="150", number="4 bis", heading="Canals")


@pytest.mark.parametrize(
    ("now", "counts"),
    [
        (NEW, True),
        (replace(NEW, order="151"), False),
        (NEW.with_body("1. States spare all canals.\n"), False),
        (NEW.with_value("status", "agreed"), False),
        (NEW.with_value("number", "5"), False),
    ],
)
def test_a_new_clause_that_was_put_where_it_was_proposed_counts_whatever_else_stands_there(
    now: Clause, counts: bool
) -> None:
    talks = Talks(OPENED)
    talks.amend("FRA-000002", {"canals": NEW})
    assert put_together_otherwise(None, now, [talks.amendments["FRA-000002"]]) is counts
    assert not put_together_otherwise(None, now, [])
