"""The sample negotiation is a whole one, and the same everywhere."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from drafter.demo.build import build
from drafter.demo.script import rewritten, treaty_files
from drafter.draft.consolidate import consolidate
from drafter.draft.proposals import Proposals
from drafter.draft.standing import Standings
from drafter.export.plain import plain
from drafter.model.clause import Clause, parse_clause
from drafter.model.negotiation import Negotiation
from drafter.model.problem import Refused
from drafter.model.terms import AmendmentAction, AmendmentStatus, Kind, Stance
from drafter.store.reading import read
from drafter.store.repository import Repository
from tests.built import PLAIN_LOCALE, refs, run_demo


@pytest.fixture(scope="module")
def talks(built_demo: Path) -> Negotiation:
    with Repository.open(built_demo) as repo:
        return read(repo)


def test_every_record_of_the_demo_counts(talks: Negotiation) -> None:
    assert talks.problems == ()


def test_the_same_script_gives_the_same_commits_everywhere(
    built_demo: Path, tmp_path: Path, hostile_home: Path
) -> None:
    elsewhere = {
        "HOME": str(hostile_home),
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": PLAIN_LOCALE,
        "PYTHONHASHSEED": "4711",
        "GIT_AUTHOR_NAME": "Somebody Else",
        "GIT_COMMITTER_DATE": "1999-12-31T00:00:00Z",
    }
    run_demo(tmp_path / "again", elsewhere)
    assert refs(tmp_path / "again") == refs(built_demo)


def test_the_negotiation_has_what_delegations_meet(talks: Negotiation) -> None:
    amendments = talks.amendments
    assert len(amendments) >= 25
    assert {amendment.action for amendment in amendments} == set(AmendmentAction)
    statuses = Counter(amendment.status for amendment in amendments)
    for status in (AmendmentStatus.ACCEPTED, AmendmentStatus.ACCEPTED_AS_MODIFIED, AmendmentStatus.WITHDRAWN):
        assert statuses[status], status
    assert any(amendment.parent for amendment in amendments)
    assert any(amendment.against for amendment in amendments)
    assert any(len(amendment.versions) > 1 and amendment.live for amendment in amendments)
    assert len({amendment.signatory for amendment in amendments}) >= 12
    assert len({amendment.tabled[:10] for amendment in amendments}) >= 4
    assert [issue.name for issue in talks.issues] == ["Rev.1", "Rev.2"]


def test_proposals_rival_repeat_move_and_conflict(talks: Negotiation) -> None:
    proposals = Proposals(talks)
    live = talks.live
    outcomes = Counter(proposals.applies(amendment.id) for amendment in live)
    assert set(outcomes) == {"cleanly", "contained", "conflicts"}
    assert any(proposals.stale(amendment.id) and proposals.applies(amendment.id) == "cleanly" for amendment in live)
    assert any(proposals.duplicate_of(amendment.id) for amendment in live)
    assert any(proposals.rivals(amendment.id) for amendment in live)


def test_positions_of_every_stance_stale_ones_and_departures(talks: Negotiation) -> None:
    positions = talks.positions
    assert len(positions) >= 150
    assert {recorded.position.stance for recorded in positions} == set(Stance)
    assert any(talks.stale(recorded) for recorded in positions)
    assert any(recorded.position.on_behalf_of for recorded in positions)
    assert any(recorded.position.cosponsor for recorded in positions)
    standings = Standings(talks)
    assert any(held.departs for target in talks.positions_by_target for held in standings.on(target))


WORKED_EXAMPLE = (
    "1. States shall [refrain from - JPN retain / not conduct or knowingly support - NOR, EST] cyber operations that "
    "damage [critical - RUS delete; NOR reserve] infrastructure[, including submarine cables - AOSIS, EST; RUS delete]."
)


def test_the_text_of_the_demo_shows_every_kind_of_dispute(talks: Negotiation) -> None:
    shown = plain(consolidate(talks, style="bracketed"))
    for words in (
        WORKED_EXAMPLE,
        # Two insertions at one point, in order of tabling.
        "[, including nuclear power plants - UKR, EU, CAN, NOR, GBR; RUS delete][, and of suppliers of water - G77]",
        # Three wordings of one phrase, a paragraph put in, one taken out, whole paragraphs, whole clauses.
        "[legally binding on / voluntary and guide the conduct of - USA, ISR;",
        "[5. States shall not prohibit or restrict the use of strong encryption in mass-market products. - DEU, EU;",
        "EU, UKR, GBR, USA retain; CHN, IRN, RUS delete]",
        "Alt 1: 2. The Organization shall investigate",
        "Alt 2: 2. At the joint request",
        "[Article 13 bis. Capacity-building",
        "[Article 14. Role of the technology sector",
        # A member that departs from its group, and a sub-amendment.
        "RUS, ARAB, CHN delete; MAR reserve]",
        "[, in particular small island developing States, - AOSIS, NZL]",
    ):
        assert words in shown


def test_the_consolidated_text_carries_what_a_room_needs(talks: Negotiation) -> None:
    shown = plain(consolidate(talks, style="bracketed"))
    head, _, rest = shown.partition("General provisions")
    for words in (
        "Digital Geneva Convention",
        "DGC/2026/L.1",
        "after Rev.2",
        "5 October 2026, 09:42 UTC",
        talks.treaty.commit,
        "Nothing is agreed until everything is agreed",
        "asks to retain",
        "AOSIS: Alliance of Small Island States (Antigua and Barbuda, Cuba,",
    ):
        assert words in head
    clauses = [clause for clause in talks.treaty.clauses if clause.kind is not Kind.PART]
    assert shown.count("Status: ") >= len(clauses)
    for words in (
        "reopened by CUB-H6GX12",
        "Changes since Rev.2",
        "Proposals not reflected in this text",
        "Reason: withdrawn on 2026-05-11",
        "Reason: deferred",
        "Reason: not accepted",
        "Reason: the text says this already",
        "Reason: the words that it changes have been changed since it was tabled",
    ):
        assert words in rest


def test_an_existing_directory_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine")
    with pytest.raises(Refused, match="already there"):
        build(tmp_path / "mine")
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
    assert (tmp_path / "mine" / "notes.txt").read_text() == "mine"


def test_a_build_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: int, _: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(tmp_path / "demo", stop)
    assert list(tmp_path.iterdir()) == []


def test_old_words_of_a_change_stand_exactly_once() -> None:
    path = "clauses/310-critical-infrastructure.md"
    clause = parse_clause(path, treaty_files()[path])
    assert isinstance(clause, Clause)
    with pytest.raises(ValueError, match="times"):
        rewritten(clause, {"changes": [{"old": "critical", "new": "vital"}]})
    with pytest.raises(ValueError, match="0 times"):
        rewritten(clause, {"changes": [{"old": "submarine", "new": ""}]})
