"""Attacks with words that were somebody else's: taken over while they are on the table, or other ones in their name."""

from __future__ import annotations

from dataclasses import replace

from tests.store.attacks.attack import attack, legitimate, put
from tests.store.attacks.presiding import INFRASTRUCTURE, MAIN, _received_before, decision
from tests.store.attacks.proposing import REF, _withdrawal, tabling
from tests.store.attacks.stage import Draft, Stage, commit

MINE = "refs/heads/amendments/DEU-000001"


def taking_over(
    stage: Stage, version: str, words: bytes = b"harm", changed: str = "", *, stands: bytes | None = None
) -> Draft:
    """Germany takes over the second amendment of France, in the clause as it stands, or as it stood otherwise."""
    stands = stands or stage.file(stage.main, INFRASTRUCTURE)
    draft = tabling(stage, "DEU-000001", {INFRASTRUCTURE: stands.replace(b"damage", words)})
    draft = draft.said(Taken_over=f"FRA-000002 {version}")
    return replace(draft, subject=f"DEU takes over FRA-000002{changed}: article 4")


def withdrawn(stage: Stage) -> str:
    """France withdraws it."""
    return put(stage, REF, _withdrawal(stage))


@attack("taken-over")
def an_amendment_that_takes_over_what_is_on_the_table(stage: Stage) -> None:
    put(stage, MINE, taking_over(stage, stage.tip(REF)))


@attack("taken-over")
def an_amendment_that_takes_over_what_nobody_tabled(stage: Stage) -> None:
    put(stage, MINE, taking_over(stage, "1" * 40))


@attack("taken-over", "delegate")
def an_amendment_that_takes_over_what_somebody_else_withdrew(stage: Stage) -> None:
    forged = put(stage, REF, replace(_withdrawal(stage), by="deu@example.org"))
    put(stage, MINE, taking_over(stage, forged))


@attack("taken-over")
def an_amendment_that_takes_over_words_and_has_others(stage: Stage) -> None:
    _received_before(stage, _withdrawal(stage))
    put(stage, MINE, taking_over(stage, stage.tip(REF), b"disturb"))


@attack("taken-over")
def an_amendment_that_says_changes_where_it_has_none(stage: Stage) -> None:
    _received_before(stage, _withdrawal(stage))
    put(stage, MINE, taking_over(stage, stage.tip(REF), changed=" with changes"))


@legitimate
def an_amendment_that_takes_over_what_was_withdrawn(stage: Stage) -> None:
    put(stage, MINE, taking_over(stage, withdrawn(stage)))


@legitimate
def an_amendment_that_takes_over_with_changes(stage: Stage) -> None:
    put(stage, MINE, taking_over(stage, withdrawn(stage), b"disturb", " with changes"))


@legitimate
def an_amendment_that_takes_over_what_was_not_accepted(stage: Stage) -> None:
    rows = [("Amendment", "FRA-000002"), ("Regarding", stage.tip(REF)), ("Status", "not-accepted")]
    stage.move(MAIN, commit(stage, decision(stage, "status", None, rows)))
    put(stage, MINE, taking_over(stage, stage.tip(REF)))
