"""The sample negotiation is a whole one, and the same everywhere."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from drafter.demo.build import build
from drafter.demo.script import rewritten, treaty_files
from drafter.draft.proposals import Proposals
from drafter.draft.standing import Standings
from drafter.model.clause import Clause, parse_clause
from drafter.model.negotiation import Negotiation
from drafter.model.problem import Refused
from drafter.model.terms import AmendmentAction, AmendmentStatus, Stance
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
