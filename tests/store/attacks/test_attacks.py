"""Every attack, put in place behind the server's back, is found by whoever has a clone; every proper act passes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drafter.model.ids import MAIN_REF, POSITIONS_PREFIX, amendment_ref, positions_ref
from drafter.store import reading
from drafter.store.repository import Repository
from drafter.store.verifying import sharing, verify
from tests.store.acts import day, plain_git
from tests.store.attacks.presiding import MAIN, adopting
from tests.store.attacks.proposing import REF, _withdrawal
from tests.store.attacks.stage import RECEIVED_ON, Stage, commit, log
from tests.store.attacks.table import ATTACKS, LEGITIMATE, Attack


def put_in_place(stage: Stage, attack: Attack) -> None:
    """Move the refs as git does for whoever can write to the directory, and log it as a server does."""
    attack.build(stage)
    for change in stage.moved:
        if change.new is None:
            plain_git(stage.root, "update-ref", "-d", change.ref)
        else:
            place = stage.root / change.ref
            place.parent.mkdir(parents=True, exist_ok=True)
            # git itself refuses to let a branch name what is no commit.
            place.write_text(f"{change.new}\n")
    if attack.logged:
        log(stage, day(RECEIVED_ON))


def by_two(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let two processes examine what was done about positions, however little: the last of it the other one."""
    if any(change.ref.startswith(POSITIONS_PREFIX) for change in stage.moved):
        monkeypatch.setattr(sharing, "FEW", 1)
        monkeypatch.setattr(sharing, "_PIECE", 1)
        monkeypatch.setattr("os.cpu_count", lambda: 2)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_what_is_put_in_place_behind_the_server_is_found_and_counts_nowhere(
    stage: Stage, attack: Attack, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_in_place(stage, attack)
    by_two(stage, monkeypatch)
    with Repository.open(stage.root) as repo:
        found = verify(repo)
        read = reading.read(repo)
    assert attack.rules & {each.rule for each in found.problems}, found.problems
    assert all("\n" not in str(each) for each in found.problems)
    for change in stage.moved:
        wrong = {each.commit for each in found.problems if each.ref == change.ref}
        assert found.sound.get(change.ref) in (change.old, None) or found.sound[change.ref] not in wrong
    counted = {
        *((positions_ref(each.position.signatory), each.commit) for each in read.positions),
        *((amendment_ref(each.id), version.commit) for each in read.amendments for version in each.versions),
        *((MAIN_REF, each.commit) for each in read.decisions),
        *((f"refs/tags/{each.name}", each.commit) for each in read.issues),
    }
    # What a ref was led back to is no wrong record.
    forged = [each for each in found.problems if each.rule not in ("rewound", "unlogged")]
    assert not [each for each in forged if (each.ref, each.commit) in counted]


@pytest.mark.parametrize("anew", [False, True])
def test_a_withdrawal_that_somebody_else_made_unsettles_no_adoption(stage: Stage, anew: bool) -> None:
    adoption = adopting(stage)
    forged = commit(stage, replace(_withdrawal(stage), by="deu@example.org"))
    plain_git(stage.root, "update-ref", REF, forged)
    log(stage, day(16))
    adopted = commit(stage, adoption)
    plain_git(stage.root, "update-ref", MAIN, adopted)
    log(stage, day(RECEIVED_ON))
    with Repository.open(stage.root) as repo:
        found = verify(repo, anew=anew)
    assert {(each.ref, each.commit) for each in found.problems} == {(REF, forged)}
    assert found.sound[MAIN] == adopted


@pytest.mark.parametrize("act", LEGITIMATE, ids=lambda act: act.name)
def test_a_proper_act_passes(stage: Stage, act: Attack, monkeypatch: pytest.MonkeyPatch) -> None:
    put_in_place(stage, act)
    by_two(stage, monkeypatch)
    with Repository.open(stage.root) as repo:
        found = verify(repo)
        assert found.problems == ()
        assert verify(repo).checked == 0
        assert verify(repo, anew=True).problems == ()


def test_there_are_at_least_seventy_attacks() -> None:
    assert len(ATTACKS) >= 70
    assert len({each.name for each in ATTACKS}) == len(ATTACKS)
