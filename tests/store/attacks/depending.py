"""Attacks on conditions: consent made unconditional, or conditions that its author never made."""

from __future__ import annotations

from dataclasses import replace

from drafter.model.target import Target
from tests.store.attacks.attack import attack, put
from tests.store.attacks.stage import Draft, Stage, condition, stance

DEU = "refs/heads/positions/DEU"
FRA_2 = Target(amendment="FRA-000002")


def conditional(stage: Stage) -> Draft:
    """A sound position of Germany that depends on an amendment."""
    return stance(stage, conditions=(condition(stage, FRA_2),))


@attack("trailers")
def a_condition_in_the_file_of_which_the_message_says_nothing(stage: Stage) -> None:
    put(stage, DEU, conditional(stage).said(Condition=None))


@attack("trailers")
def a_condition_in_the_message_of_which_the_file_says_nothing(stage: Stage) -> None:
    made = conditional(stage)
    put(stage, DEU, replace(made, tree=stance(stage).tree))


@attack("trailers")
def a_condition_that_is_stronger_in_the_file_than_in_the_message(stage: Stage) -> None:
    on = condition(stage, FRA_2)
    put(stage, DEU, conditional(stage).said(Condition=f"desired {on.target} {on.commit}"))


@attack("text")
def a_condition_on_words_that_nobody_proposed(stage: Stage) -> None:
    put(stage, DEU, stance(stage, conditions=(condition(stage, FRA_2)._replace(text_sha256="0" * 64),)))


@attack("regarding")
def a_condition_on_a_text_that_is_not_on_record(stage: Stage) -> None:
    put(stage, DEU, stance(stage, conditions=(condition(stage, FRA_2)._replace(commit="0" * 40),)))


@attack("regarding")
def a_condition_on_an_amendment_at_a_commit_of_another_text(stage: Stage) -> None:
    elsewhere = condition(stage, Target("scope")).commit
    put(stage, DEU, stance(stage, conditions=(condition(stage, FRA_2)._replace(commit=elsewhere),)))


@attack("position-file")
def a_position_that_depends_on_its_own_text(stage: Stage) -> None:
    put(stage, DEU, stance(stage, conditions=(condition(stage, Target("preamble")),)))


@attack("position-file")
def a_co_sponsor_on_conditions(stage: Stage) -> None:
    on = (condition(stage, Target("scope")),)
    put(stage, DEU, stance(stage, target=FRA_2, cosponsor=True, conditions=on))


@attack("message")
def a_condition_on_a_path(stage: Stage) -> None:
    put(stage, DEU, conditional(stage).said(Condition=f"required ../scope {'0' * 40}"))


@attack("trailers")
def a_condition_of_an_amendment(stage: Stage) -> None:
    from tests.store.attacks.proposing import tabling

    words = stage.file(stage.main, "clauses/210-scope.md").replace(b"all Parties", b"no State")
    made = tabling(stage, "DEU-000001", {"clauses/210-scope.md": words})
    action = next(nth for nth, (key, _) in enumerate(made.trailers) if key == "Action")
    trailers = (*made.trailers[:action], ("Condition", f"required FRA-000002 {'0' * 40}"), *made.trailers[action:])
    put(stage, "refs/heads/amendments/DEU-000001", replace(made, trailers=trailers))
