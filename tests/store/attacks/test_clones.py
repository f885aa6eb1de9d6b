"""What a delegation sees in its clone of an attacked server."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.signing import Key
from drafter.cli.app import run
from drafter.model.ids import ROSTER_FILE
from drafter.model.target import Target
from drafter.store import reading, recording
from drafter.store.repository import Repository
from drafter.store.syncing import sync
from drafter.store.verifying import verified, verify
from tests.conftest import treaty_files
from tests.store.acts import day, plain_git
from tests.store.attacks.attack import put
from tests.store.attacks.moving import _issue
from tests.store.attacks.presiding import MAIN, envoy_in_place_of, roster
from tests.store.attacks.stage import RECEIVED_ON, Draft, Stage, commit, identity, keys, log, signatories, stance

DEU, FRA = "refs/heads/positions/DEU", "refs/heads/positions/FRA"
FRANCE = ("fra@example.org", "Delegate of France")


@pytest.fixture
def clone(stage: Stage, tmp_path: Path) -> Path:
    """A plain clone of the server's repository."""
    plain_git(tmp_path, "clone", "-q", "--no-local", str(stage.root), "clone")
    return tmp_path / "clone"


def test_a_clone_verifies_what_it_received_and_what_is_its_own(clone: Path) -> None:
    with Repository.open(clone) as repo:
        found = verify(repo)
        assert found.problems == ()
        assert "refs/remotes/origin/positions/DEU" in verified(repo)
        assert "refs/heads/main" in verified(repo)
        assert verify(repo).checked == 0


def test_a_clone_names_what_the_server_let_in(stage: Stage, clone: Path) -> None:
    with Repository.open(clone) as repo:
        assert verify(repo).ok
    wrong = put(stage, DEU, replace(stance(stage), signed=False))
    plain_git(stage.root, "update-ref", DEU, wrong)
    log(stage, day(RECEIVED_ON))
    plain_git(clone, "fetch", "-q")
    with Repository.open(clone) as repo:
        found = verify(repo)
        (problem,) = found.problems
        assert (problem.commit, problem.ref, problem.rule) == (wrong, "refs/remotes/origin/positions/DEU", "unsigned")
        assert verified(repo)["refs/remotes/origin/positions/DEU"] != wrong


def test_a_clone_names_a_remote_that_was_rewound(stage: Stage, clone: Path) -> None:
    with Repository.open(clone) as repo:
        assert verify(repo).ok
    plain_git(stage.root, "update-ref", DEU, f"{DEU}^1")
    plain_git(clone, "fetch", "-q", "origin", "+refs/heads/*:refs/remotes/origin/*")
    with Repository.open(clone) as repo:
        rules = {(each.ref, each.rule) for each in verify(repo).problems}
    assert ("refs/remotes/origin/positions/DEU", "rewound") in rules


def test_a_clone_does_not_mind_branches_of_its_own(clone: Path) -> None:
    plain_git(clone, "branch", "notes-for-myself")
    with Repository.open(clone) as repo:
        assert verify(repo).ok


def test_a_record_that_was_made_here_and_is_not_sent_yet_is_no_gap_in_the_log(stage: Stage, clone: Path) -> None:
    own = commit(stage, stance(stage))
    plain_git(clone, "fetch", "-q", str(stage.root), "+refs/heads/log:refs/heads/log")
    plain_git(stage.root, "update-ref", "refs/heads/own", own)
    plain_git(clone, "fetch", "-q", str(stage.root), f"refs/heads/own:{DEU}")
    with Repository.open(clone) as repo:
        assert verify(repo).problems == ()


def test_a_main_whose_first_list_can_t_be_read_is_named_and_stops_nobody(stage: Stage, tmp_path: Path) -> None:
    plain_git(tmp_path, "init", "-q", "--bare", "--initial-branch=main", "other.git")
    other = Stage(tmp_path / "other.git")
    files = {path: content for path, content in treaty_files().items() if path != ROSTER_FILE}
    act = ("Signatory", "XXS"), ("Action", "open")
    first = Draft(other.tree(None, {**files, ROSTER_FILE: b"nobody"}), (), act, by="secretariat@example.org")
    begun = commit(other, first)
    second = replace(first, tree=other.tree(None, {**files, ROSTER_FILE: signatories().encode()}), parents=(begun,))
    named = (("Drafter-Record", "main/1"), ("Treaty", "cyber-treaty"), ("Signatory", "XXS"), ("Regarding", begun))
    listed = commit(other, replace(second, trailers=(*named, ("Action", "roster"))))
    plain_git(other.root, "update-ref", MAIN, listed)
    with Repository.open(other.root) as repo:
        found = verify(repo)
    assert {each.commit for each in found.problems} == {begun, listed}
    assert MAIN not in found.sound


def test_an_issue_of_ones_own_is_judged_by_a_log_that_has_received_another_which_is_not_here(
    stage: Stage, clone: Path, tmp_path: Path
) -> None:
    _issue(stage)
    plain_git(stage.root, "update-ref", stage.moved[0].ref, stage.moved[0].new or "")
    log(stage, day(RECEIVED_ON))
    plain_git(clone, "fetch", "-q", "--no-tags", "origin", "log:log")
    with Repository.open(clone) as repo:
        recording.issue(repo, identity("secretariat@example.org", tmp_path), "Rev.2", date=day(21))
        assert verify(repo).problems == ()


def test_only_what_is_sound_is_read_of_a_bare_repository(stage: Stage) -> None:
    with Repository.open(stage.root) as repo:
        before = reading.read(repo).positions
    plain_git(stage.root, "update-ref", DEU, commit(stage, replace(stance(stage), signed=False)))
    with Repository.open(stage.root) as repo:
        read = reading.read(repo)
    assert read.positions == before
    assert {each.rule for each in read.problems} >= {"unsigned"}


def test_the_command_names_each_violation_and_exits_with_1(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = commit(stage, replace(stance(stage), signed=False))
    assert run(lambda _: 0, ["-C", str(stage.root), "verify"]) == 0
    plain_git(stage.root, "update-ref", DEU, wrong)
    log(stage, day(RECEIVED_ON))
    capsys.readouterr()
    assert run(lambda _: 0, ["-C", str(stage.root), "verify", "--format", "json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["ok"] is False
    assert said["problems"][0]["rule"] == "unsigned"
    assert set(said["problems"][0]) == {"commit", "ref", "rule", "message"}
    assert run(lambda _: 0, ["-C", str(stage.root), "verify"]) == 1
    assert f"positions/DEU {wrong[:12]}: it is not signed" in capsys.readouterr().out


def test_a_delegate_who_was_replaced_speaks_no_more_whatever_date_a_record_bears(stage: Stage) -> None:
    before = commit(stage, stance(stage, "FRA"))
    plain_git(stage.root, "update-ref", FRA, before)
    log(stage, day(17))
    plain_git(stage.root, "update-ref", MAIN, commit(stage, envoy_in_place_of(stage, *FRANCE)))
    log(stage, day(18))
    with Repository.open(stage.root) as repo:
        assert verify(repo).problems == ()
    # It is dated before the change, and received behind it.
    wrong = commit(stage, replace(stance(stage, "FRA", target=Target("scope")), date=day(16)))
    plain_git(stage.root, "update-ref", FRA, wrong)
    log(stage, day(RECEIVED_ON))
    with Repository.open(stage.root) as repo:
        assert {(each.commit, each.rule) for each in verify(repo).problems} == {(wrong, "delegate")}
        # What was received before stands, also for who verifies it all again.
        assert {(each.commit, each.rule) for each in verify(repo, anew=True).problems} == {(wrong, "delegate")}


def test_everybody_is_told_when_the_log_is_in_a_time_still_to_come(stage: Stage, clone: Path) -> None:
    plain_git(stage.root, "update-ref", DEU, commit(stage, stance(stage)))
    log(stage, "2999-01-01T00:00:00Z")
    plain_git(clone, "fetch", "-q")
    for root in (clone, stage.root):
        with Repository.open(root) as repo:
            found = verify(repo)
            assert found.ok
            told = [each for each in found.notices if each.rule == "log-clock"]
        assert [each.commit for each in told] == [stage.tip("refs/heads/log")]
        assert "on 2999-01-01T00:00:00Z, and that day is still to come" in told[0].message


@pytest.mark.parametrize(
    ("holds", "told"),
    [
        ("all", []),
        ("not what France says", ["positions/FRA"]),
        ("what France said before", ["positions/FRA"]),
        ("what all said before", ["positions/DEU, positions/FRA"]),
        ("main alone", ["amendments/FRA-000001, amendments/FRA-000002, positions/DEU, positions/FRA"]),
    ],
)
def test_everybody_is_told_of_an_issue_that_leaves_out_what_a_delegation_had_said(
    stage: Stage, holds: str, told: list[str]
) -> None:
    before = {ref: stage.tip(ref) for ref in (FRA, DEU)}
    plain_git(stage.root, "update-ref", FRA, commit(stage, stance(stage, "FRA")))
    log(stage, day(15))
    plain_git(stage.root, "update-ref", DEU, commit(stage, stance(stage)))
    log(stage, day(16))
    branches = [*(f"refs/heads/amendments/FRA-00000{number}" for number in (1, 2)), DEU, FRA]
    tips = {ref: stage.tip(ref) for ref in branches}
    if holds == "what France said before":
        tips[FRA] = before[FRA]
    elif holds == "what all said before":
        tips |= before
    elif holds != "all":
        tips = {ref: tip for ref, tip in tips.items() if ref != FRA and holds != "main alone"}
    _issue(stage, joined=tuple(tips.values()))
    plain_git(stage.root, "update-ref", stage.moved[-1].ref, str(stage.moved[-1].new))
    log(stage, day(RECEIVED_ON))
    with Repository.open(stage.root) as repo:
        found = verify(repo)
    assert found.ok
    left = [each for each in found.notices if each.rule == "issue"]
    assert [each.message.split("does not hold ")[1].split(" as the server")[0] for each in left] == told
    assert {each.ref for each in left} <= {"refs/tags/Rev.2"}


def test_an_issue_by_a_key_that_had_ended_when_it_was_received_does_not_count_whatever_date_it_bears(
    stage: Stage,
) -> None:
    public = keys()["secretariat@example.org"].public
    ended = f'{{ key = "{public}", until = "{day(17)}" }}, "{Key("next").public}"'
    plain_git(stage.root, "update-ref", MAIN, commit(stage, roster(stage, f'"{public}"', ended)))
    log(stage, day(16))
    _issue(stage)
    plain_git(stage.root, "update-ref", stage.moved[-1].ref, str(stage.moved[-1].new))
    log(stage, day(RECEIVED_ON))
    with Repository.open(stage.root) as repo:
        assert {(each.ref, each.rule) for each in verify(repo).problems} == {("refs/tags/Rev.2", "key-retired")}


def test_what_a_clone_on_a_stick_notes_as_verified_is_believed_by_nobody_who_takes_the_records_out_of_it(
    stage: Stage, clone: Path, tmp_path: Path
) -> None:
    wrong = put(stage, DEU, replace(stance(stage), key=Key("thief")))
    plain_git(stage.root, "update-ref", DEU, wrong)
    plain_git(clone, "fetch", "-q")
    for ref in ("heads/positions/DEU", "drafter/verified/heads/positions/DEU", "drafter/verified/heads/main"):
        plain_git(clone, "update-ref", f"refs/{ref}", wrong if "DEU" in ref else stage.main)
    with Repository.open(clone) as repo:
        assert wrong in [each.commit for each in reading.read(repo).positions]
        assert wrong in [each.commit for each in verify(repo, anew=True).problems]
    plain_git(tmp_path, "clone", "-q", "--no-local", "--single-branch", "--no-tags", str(clone), "own")
    with Repository.open(tmp_path / "own") as repo:
        assert wrong in [each.commit for each in sync(repo, None).violations]
        assert wrong not in [each.commit for each in reading.read(repo).positions]
