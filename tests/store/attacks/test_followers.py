"""Whoever has a clone is told of every attack that a server let in, and its own branches never move to it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from drafter.model.ids import LOG_REF, MAIN_REF, is_negotiated
from drafter.model.problem import Refused
from drafter.store.reading import read
from drafter.store.repository import Repository
from drafter.store.syncing import Report, sync
from drafter.store.verifying import verified
from tests.store.acts import plain_git
from tests.store.attacks.stage import Stage
from tests.store.attacks.table import ATTACKS, LEGITIMATE, Attack
from tests.store.attacks.test_attacks import put_in_place

SAID_AS = {"rewound": "rewound", "forked": "rewound", "deleted": "ref-deleted"}
"""The rules that alarms stand for: what they name was on the ref when the clone saw it last."""

IGNORED = {"ref-name", "ref-kind", "replace", "unlogged"}
"""Rules of which an exchange may say nothing: no clone asks for such a ref, and `verify` looks for gaps in the log."""


@pytest.fixture(scope="module")
def followed(played: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone that was in step before the attack."""
    place = tmp_path_factory.mktemp("followed") / "clone"
    plain_git(place.parent, "clone", "-q", "--no-local", str(played), str(place))
    with Repository.open(place) as repo:
        assert sync(repo, None).ok
    return place


def exchange(clone: Path) -> Report | str:
    """Exchange with the attacked server; gives what was found, or why nothing was fetched."""
    with Repository.open(clone) as repo:
        try:
            return sync(repo, None)
        except Refused as error:
            return str(error.problem)


def told(answer: Report | str) -> set[str]:
    """The rules by which something was found."""
    if isinstance(answer, str):
        return set()
    if any("it holds a broken object" in why for why in answer.missed.values()):
        return {"broken"}
    return {each.rule for each in answer.violations} | {SAID_AS[each.kind] for each in answer.alarms}


def kept_away(clone: Path, stage: Stage, attack: Attack) -> None:
    """Check that nothing that the attack asked for is followed, or counts as verified."""
    moved = [each for each in stage.moved if is_negotiated(each.ref) and each.new is not None]
    # Beside what is wrong a sound record may have come, on which it stands or which it hides.
    refs = {each.ref for each in moved} & {LOG_REF} or {each.ref for each in moved} & {MAIN_REF}
    with Repository.open(clone) as repo:
        far = verified(repo)
    for change in moved:
        if (refs and change.ref not in refs) or "unlogged" in attack.rules:
            continue
        here = plain_git(clone, "rev-parse", "--verify", "--quiet", change.ref, check=False).strip()
        assert far.get(change.ref) != change.new
        assert here != change.new


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_a_clone_is_told_and_does_not_follow(stage: Stage, followed: Path, tmp_path: Path, attack: Attack) -> None:
    clone = Path(shutil.copytree(followed, tmp_path / "clone"))
    plain_git(clone, "config", "remote.origin.url", str(stage.root))
    put_in_place(stage, attack)
    answer = exchange(clone)
    found = told(answer)
    assert found & attack.rules or found == {"broken"} or attack.rules & IGNORED, (answer, found)
    kept_away(clone, stage, attack)


GONE = [each for each in ATTACKS if {"rewound", "ref-deleted"} & each.rules and each.logged]


@pytest.mark.parametrize("attack", GONE, ids=lambda attack: attack.name)
def test_a_clone_that_is_made_afterwards_is_told_what_is_gone(stage: Stage, tmp_path: Path, attack: Attack) -> None:
    put_in_place(stage, attack)
    plain_git(tmp_path, "clone", "-q", "--no-local", str(stage.root), "clone")
    found = told(exchange(tmp_path / "clone"))
    assert found, "nobody told"


def on_main(attack: Attack) -> bool:
    """Whether an attack writes on main only, so that it can be told apart what of main is false."""
    return attack.build.__module__.endswith("presiding") and not {"rewound", "ref-deleted", "unlogged"} & attack.rules


@pytest.mark.parametrize("attack", [each for each in ATTACKS if on_main(each)], ids=lambda attack: attack.name)
def test_a_clone_that_is_made_afterwards_shows_no_forged_text_once_it_has_verified(
    stage: Stage, tmp_path: Path, attack: Attack
) -> None:
    main = stage.main
    put_in_place(stage, attack)
    forged = plain_git(stage.root, "rev-parse", MAIN_REF).strip()
    assert forged != main
    plain_git(tmp_path, "clone", "-q", "--no-local", "--branch", "main", str(stage.root), "clone")
    assert told(exchange(tmp_path / "clone"))
    with Repository.open(tmp_path / "clone") as repo:
        negotiation = read(repo)
    assert negotiation.treaty.commit == main
    assert any(each.file == "main" for each in negotiation.problems)


@pytest.mark.parametrize("act", LEGITIMATE, ids=lambda act: act.name)
def test_a_clone_follows_a_proper_act(stage: Stage, followed: Path, tmp_path: Path, act: Attack) -> None:
    clone = Path(shutil.copytree(followed, tmp_path / "clone"))
    plain_git(clone, "config", "remote.origin.url", str(stage.root))
    put_in_place(stage, act)
    report = exchange(clone)
    assert isinstance(report, Report)
    assert report.ok, report
    for change in stage.moved:
        assert plain_git(clone, "rev-parse", change.ref).strip() == change.new
