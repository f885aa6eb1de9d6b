"""Recording on which other texts a position depends: each as it stands, and as its author saw it."""

from __future__ import annotations

import pytest

from drafter.model.position import Depends
from drafter.model.target import Target
from drafter.model.terms import Degree, Stance
from drafter.store import reading, recording
from drafter.store.repository import Repository
from drafter.store.verifying import verify
from tests.conftest import acting_for
from tests.store.acts import CI, day, plain_git, refs, refused, reworded, table

DEU = acting_for("DEU")
ON_SCOPE = Target("scope")
A = Target(amendment="FRA-000001")


def revise(repo: Repository, on: int) -> None:
    """Let France propose other words."""
    recording.revise(repo, acting_for("FRA"), "FRA-000001", reworded(repo, "refrain from", "avoid"), "", date=day(on))


@pytest.fixture
def tabled(treaty: Repository) -> Repository:
    """An amendment of France."""
    table(treaty, "FRA", "refrain from", "not conduct", id="000001", on=3)
    return treaty


def accept(repo: Repository, *on: Depends, target: Target = ON_SCOPE, **more: object) -> None:
    recording.position(repo, DEU, target, Stance.ACCEPT, conditions=on, date=day(5), **more)  # type: ignore[arg-type]


def test_a_condition_names_the_text_that_was_seen_and_the_message_says_it(tabled: Repository) -> None:
    accept(tabled, Depends(Degree.UNACCEPTABLE, A), Depends(Degree.REQUIRED, Target(CI, "1")))
    (recorded,) = reading.read(tabled).positions
    first, second = recorded.position.conditions
    tip = refs(tabled)["refs/heads/amendments/FRA-000001"]
    assert (first.degree, first.target, first.commit) == (
        Degree.REQUIRED, Target(CI, "1"), refs(tabled)["refs/heads/main"],
    )  # fmt: skip
    assert (second.degree, second.target, second.commit) == (Degree.UNACCEPTABLE, A, tip)
    negotiation = reading.read(tabled)
    assert [each.text_sha256 for each in (first, second)] == [
        negotiation.current_text_sha256(each.target) for each in (first, second)
    ]
    said = plain_git(tabled.root, "log", "-1", "--format=%B", "positions/DEU")
    assert "DEU can accept article 1, on 2 conditions\n" in said
    assert f"Condition: required {CI}:1 {first.commit}\nCondition: unacceptable FRA-000001 {tip}\n" in said
    assert not verify(tabled).problems


def test_the_words_of_a_condition_must_be_those_that_its_author_saw(tabled: Repository) -> None:
    seen = reading.read(tabled).current_text_sha256(A)
    recording.revise(
        tabled, acting_for("FRA"), "FRA-000001", reworded(tabled, "refrain from", "avoid"), "", date=day(4)
    )
    with refused(tabled, "the text of FRA-000001 has changed meanwhile", status=1):
        accept(tabled, Depends(Degree.REQUIRED, A, seen))
    accept(tabled, Depends(Degree.REQUIRED, A, reading.read(tabled).current_text_sha256(A)))


@pytest.mark.parametrize(
    ("target", "on", "why"),
    [
        (ON_SCOPE, [Depends(Degree.REQUIRED, ON_SCOPE)], "can't depend on scope"),
        (ON_SCOPE, [Depends(Degree.REQUIRED, A), Depends(Degree.DESIRED, A)], "two conditions are about FRA-000001"),
        (ON_SCOPE, [Depends(Degree.REQUIRED, Target(amendment="FRA-00000Z"))], "there is no amendment"),
        (ON_SCOPE, [Depends(Degree.REQUIRED, Target("nowhere"))], "there is no clause"),
        (ON_SCOPE, [Depends(Degree.REQUIRED, Target(CI, "9"))], "has no provision"),
    ],
)
def test_what_nobody_can_fulfil_is_no_condition(
    tabled: Repository, target: Target, on: list[Depends], why: str
) -> None:
    with refused(tabled, why):
        accept(tabled, *on, target=target)


def test_who_takes_a_position_back_or_asks_for_the_words_itself_makes_no_conditions(tabled: Repository) -> None:
    on = [Depends(Degree.REQUIRED, ON_SCOPE)]
    accept(tabled, *on, target=A)
    with refused(tabled, "who takes no position makes no conditions"):
        recording.position(tabled, DEU, A, Stance.NONE, conditions=on, date=day(6))
    with refused(tabled, "asks for it as it stands, without conditions"):
        recording.position(tabled, DEU, A, Stance.SUPPORT, cosponsor=True, conditions=on, date=day(6))
    with refused(tabled, "asks for it as it stands, without conditions"):
        recording.position(tabled, acting_for("FRA"), A, Stance.SUPPORT, conditions=on, date=day(6))


def test_other_conditions_are_another_position_and_the_same_ones_are_on_record(tabled: Repository) -> None:
    accept(tabled, Depends(Degree.REQUIRED, A))
    # Main moves on, and what it says of the text doesn't.
    recording.status(tabled, acting_for("XXS"), Target(CI), "provisional", date=day(5))
    with refused(tabled, "on record already"):
        accept(tabled, Depends(Degree.REQUIRED, A))
    accept(tabled, Depends(Degree.DESIRED, A))
    accept(tabled)
    (recorded,) = reading.read(tabled).positions
    assert recorded.position.conditions == ()


def test_positions_recorded_anew_keep_their_conditions_or_are_told(tabled: Repository) -> None:
    accept(tabled, Depends(Degree.REQUIRED, A))
    (held,) = (each.position for each in reading.read(tabled).positions)
    tip, problems = recording.positions_anew(tabled, DEU, None, [held])
    assert not problems
    said = plain_git(tabled.root, "show", f"{tip}:clauses/scope.toml")
    assert 'required = "FRA-000001"' in said
    recording.revise(
        tabled, acting_for("FRA"), "FRA-000001", reworded(tabled, "refrain from", "avoid"), "", date=day(6)
    )
    tip, problems = recording.positions_anew(tabled, DEU, None, [held])
    assert tip is None
    assert "FRA-000001 has changed meanwhile" in problems[ON_SCOPE].message
