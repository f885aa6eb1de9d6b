"""Statuses of several clauses at once: a record each, all of them or none."""

from __future__ import annotations

import pytest

from drafter.model.ids import SECRETARIAT
from drafter.model.target import Target
from drafter.model.terms import AmendmentStatus, ClauseStatus
from drafter.store import reading, recording
from drafter.store.repository import Repository
from drafter.store.verifying import verify
from tests.conftest import acting_for
from tests.store.acts import CI, day, plain_git, refs, refused, table

XXS = acting_for(SECRETARIAT)


def main(repo: Repository) -> list[str]:
    return plain_git(repo.root, "log", "--first-parent", "--format=%s", "main").splitlines()


def test_each_clause_has_a_record_of_its_own_on_the_one_before_and_the_work_tree_shows_the_last(
    treaty: Repository,
) -> None:
    before = len(main(treaty))
    acts = recording.statuses(treaty, XXS, [Target(CI), Target("scope"), Target(CI)], "agreed", date=day(4))
    assert [str(each.targets[0]) for each in acts] == [CI, "scope"]
    assert len(main(treaty)) == before + 2
    assert [acts[0].commit, acts[1].commit] == plain_git(treaty.root, "rev-parse", "main^", "main").split()
    clauses = reading.read(treaty).treaty.by_id
    assert {clauses[CI].status, clauses["scope"].status} == {ClauseStatus.AGREED}
    assert plain_git(treaty.root, "status", "--porcelain") == ""
    assert verify(treaty).ok


def test_when_one_of_them_is_refused_none_is_marked(treaty: Repository) -> None:
    with refused(treaty, "there is no clause `cables`"):
        recording.statuses(treaty, XXS, [Target(CI), Target("cables")], "agreed")


def test_what_has_the_status_already_is_passed_over_and_told_when_all_have(treaty: Repository) -> None:
    recording.status(treaty, XXS, Target(CI), "agreed", date=day(4))
    acts = recording.statuses(treaty, XXS, [Target(CI), Target("scope")], "agreed", date=day(5))
    assert [str(each.targets[0]) for each in acts] == ["scope"]
    with refused(treaty, "all of them are agreed already"):
        recording.statuses(treaty, XXS, [Target(CI), Target("scope")], "agreed")


def test_amendments_are_marked_together_too(treaty: Repository) -> None:
    table(treaty, "FRA", "refrain from", "not conduct", id="000001")
    table(treaty, "DEU", "damage", "harm", id="000001")
    both = [Target(amendment="FRA-000001"), Target(amendment="DEU-000001")]
    recording.statuses(treaty, XXS, both, "deferred", date=day(6))
    assert {each.status for each in reading.read(treaty).amendments} == {AmendmentStatus.DEFERRED}


def test_a_signature_that_fails_half_way_leaves_nothing(treaty: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    from drafter.store.recording import deciding

    written, made = deciding.write, []

    def failing(*given: object) -> object:
        if made:
            raise OSError("no space left")
        made.append(written(*given))  # type: ignore[arg-type]
        return made[-1]

    monkeypatch.setattr(deciding, "write", failing)
    before, shown = refs(treaty), (treaty.root / f"clauses/310-{CI}.md").read_bytes()
    with pytest.raises(OSError, match="no space"):
        recording.statuses(treaty, XXS, [Target(CI), Target("scope")], "agreed")
    assert refs(treaty) == before
    assert (treaty.root / f"clauses/310-{CI}.md").read_bytes() == shown
