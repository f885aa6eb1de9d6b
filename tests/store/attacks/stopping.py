"""Attacks that nobody's exchange may come to an end by: what is wrong names what nobody has, or can't even be read."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.signing import Key
from tests.store.attacks.attack import attack, put
from tests.store.attacks.colluding import FRA, _consent, _listed
from tests.store.attacks.presiding import INFRASTRUCTURE, MAIN, adopting, decision
from tests.store.attacks.proposing import REF, reworded, tabling
from tests.store.attacks.stage import Stage, commit

NOBODY_HAS = "1" * 40


@attack("parents")
def a_revision_of_one_that_regards_what_nobody_has(stage: Stage) -> None:
    revision = tabling(stage, "FRA-000002", reworded(stage), action="revise", parents=(stage.tip(REF), stage.main))
    first = commit(stage, replace(revision.said(Regarding=NOBODY_HAS), signed=False))
    put(stage, REF, replace(revision, parents=(first, stage.main)))


@attack("unsigned")
def a_list_that_nobody_signed_by_a_consent_and_one_that_nobody_has(stage: Stage) -> None:
    more = _listed("fra@example.org", Key("second").public)
    given = _consent(stage, "FRA", more, stage.tip(FRA), stage.main, by="fra@example.org")
    stage.move(FRA, given)
    named = [("Regarding", stage.main), ("Consent", given), ("Consent", NOBODY_HAS)]
    put(stage, MAIN, replace(decision(stage, "roster", {"signatories.toml": more.encode()}, named), signed=False))


@attack("trailers")
def an_adoption_into_words_that_nobody_can_read(stage: Stage) -> None:
    unreadable = commit(stage, decision(stage, "edit", {INFRASTRUCTURE: b"\xff\xfe"}))
    put(stage, MAIN, replace(adopting(stage), parents=(unreadable, stage.tip(REF))))
