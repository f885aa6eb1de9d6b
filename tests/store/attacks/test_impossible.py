"""A key that begins or ends on a day that no calendar has: an early version of the program let one in."""

from __future__ import annotations

import pytest

from drafter.model.ids import positions_ref
from drafter.store import reading
from drafter.store.objects import epoch_of
from drafter.store.repository import Repository
from drafter.store.serving.accepted import Asked, Push
from drafter.store.serving.receiving import refusals
from drafter.store.verifying import verify
from tests.store.acts import day, plain_git
from tests.store.attacks.presiding import MAIN, roster
from tests.store.attacks.stage import RECEIVED_ON, Stage, commit, keys, log, stance

AUS = positions_ref("AUS")


def listed(stage: Stage, entry: str) -> str:
    """Write the roster in which the key of Australia stands so, as a recovery; gives the commit, on no ref yet."""
    public = keys()["aus@example.org"].public
    return commit(stage, roster(stage, f'"{public}"', f'{{ key = "{public}", {entry} }}', Recovery="AUS"))


@pytest.mark.parametrize(
    "entry",
    ['until = "2030-02-31T00:00:00Z"', 'from = "2020-02-30T00:00:00Z"', 'revoked = { at = "2030-02-31T00:00:00Z" }'],
)
def test_history_that_lists_a_key_on_a_day_that_never_comes_is_read_and_nothing_that_it_signs_counts(
    stage: Stage, entry: str
) -> None:
    plain_git(stage.root, "update-ref", MAIN, listed(stage, entry))
    log(stage, day(RECEIVED_ON))
    said = commit(stage, stance(stage, "AUS"))
    plain_git(stage.root, "update-ref", AUS, said)
    log(stage, day(RECEIVED_ON + 1))
    with Repository.open(stage.root) as repo:
        found, read = verify(repo), reading.read(repo)
    assert {(each.commit, each.rule) for each in found.problems} == {(said, "key-retired")}
    assert "no calendar" in str(found.problems[0])
    assert [each for each in found.notices if each.rule == "parties" and "aus@example.org" in each.message]
    assert said not in [each.commit for each in read.positions]


def test_a_key_that_ends_on_a_day_that_never_comes_is_not_let_in_by_the_server(stage: Stage) -> None:
    made = listed(stage, 'until = "2030-02-31T00:00:00Z"')
    with Repository.open(stage.root) as repo:
        tips = dict(stage.tips())
        push = Push((Asked(MAIN, stage.main, made),), None, epoch_of(day(RECEIVED_ON)) or 0)
        (why,) = refusals(repo, push, tips)
    assert why.endswith(
        "a key of aus@example.org begins or ends on a day that no calendar has, and so never speaks [roster]"
    )
