"""Two delegates of one signatory recorded at once: nothing of either is lost, and nobody decides by the clock."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.model.clause import Clause
from drafter.model.ids import SECRETARIAT
from drafter.model.target import Target
from drafter.model.terms import AmendmentStatus, Stance
from drafter.store import reading, recording
from drafter.store.recording.worktree import WorkTree
from drafter.store.repository import Repository
from drafter.store.verifying import verify
from tests.conftest import acting_for
from tests.store.acts import CI, plain_git, reworded
from tests.store.served import Clone, cloned, refs_of, served

XXS = acting_for(SECRETARIAT)
REF = "refs/heads/positions/DEU"


@pytest.fixture
def two(treaty: Repository, tmp_path: Path) -> tuple[Path, Clone, Clone]:
    """A server, and the clones of Germany's two delegates."""
    server = served(treaty, tmp_path / "server.git")
    return server, cloned(server, tmp_path / "one", "DEU"), cloned(server, tmp_path / "two", "DEU", 1)


def held(clone: Clone) -> dict[str, tuple[str, str]]:
    """Stance and commit of each position, by target."""
    with Repository.open(clone.root) as repo:
        read = reading.read(repo)
        assert read.problems == ()
        return {str(each.position.target): (each.position.stance.value, each.commit) for each in read.positions}


def test_records_of_different_things_are_joined_and_both_count(two: tuple[Path, Clone, Clone]) -> None:
    server, one, other = two
    scope = one.take("scope", Stance.SUPPORT)
    assert one.sync().ok
    infrastructure = other.take(CI, Stance.OPPOSE)
    report = other.sync()
    assert report.ok
    assert report.joined == [REF]
    assert held(other) == {"scope": ("support", scope), CI: ("oppose", infrastructure)}
    parents = plain_git(other.root, "rev-parse", f"{REF}^1", f"{REF}^2").split()
    assert parents == [scope, infrastructure]
    # What is told is what was said, and not that two lines were joined.
    told = 1, ("DEU opposes article 4",)
    assert [(each.count, each.subjects) for each in report.sent] == [told]
    report = one.sync()
    assert report.ok
    assert [(each.count, each.subjects) for each in report.arrived if each.ref == REF] == [told]
    assert held(one) == held(other)
    assert refs_of(server) == one.refs() == other.refs()


def test_different_records_of_the_same_thing_wait_for_a_delegate(two: tuple[Path, Clone, Clone]) -> None:
    server, one, other = two
    first = one.take("scope", Stance.SUPPORT, "As one.")
    assert one.sync().ok
    second = other.take("scope", Stance.OPPOSE, "As the other.")
    report = other.sync()
    assert not report.ok
    (choice,) = report.choices
    assert (choice.name, choice.mine.commit, choice.theirs.commit) == ("scope", second, first)
    assert (choice.mine.author, choice.theirs.author) == ("Adviser of Germany", "Delegate of Germany")
    assert (choice.mine.says, choice.theirs.says) == ("oppose: As the other.", "support: As one.")
    assert other.refs()[REF] == second
    assert refs_of(server)[REF] == first


@pytest.mark.parametrize(("chosen", "stance"), [("mine", "oppose"), ("theirs", "accept")])
@pytest.mark.parametrize("again", ["here", "there"])
def test_what_was_recorded_again_as_it_stood_before_is_a_record_too(
    two: tuple[Path, Clone, Clone], again: str, chosen: str, stance: str
) -> None:
    server, one, other = two
    one.take("scope", Stance.OPPOSE)
    assert one.sync().ok
    assert other.sync().ok
    changed = other if again == "here" else one
    changed.take("scope", Stance.SUPPORT)
    back = changed.take("scope", Stance.OPPOSE)
    accepted = (one if again == "here" else other).take("scope", Stance.ACCEPT)
    assert one.sync().ok
    (choice,) = other.sync().choices
    expected = (back, accepted) if again == "here" else (accepted, back)
    assert (choice.name, choice.mine.commit, choice.theirs.commit) == ("scope", *expected)
    side = chosen if again == "here" else {"mine": "theirs", "theirs": "mine"}[chosen]
    assert other.sync(chosen={"scope": side}).ok
    assert one.sync().ok
    assert held(one)["scope"][0] == held(other)["scope"][0] == stance
    for clone in (one, other):
        assert clone.act(lambda repo: verify(repo, anew=True).problems) == ()
    assert one.refs() == other.refs() == refs_of(server)


@pytest.mark.parametrize(("chosen", "stance"), [("mine", "oppose"), ("theirs", "support")])
def test_the_one_that_is_chosen_counts_and_both_stay_in_the_history(
    two: tuple[Path, Clone, Clone], chosen: str, stance: str
) -> None:
    server, one, other = two
    first = one.take("scope", Stance.SUPPORT)
    assert one.sync().ok
    second = other.take("scope", Stance.OPPOSE)
    extra = other.take(CI, Stance.RESERVE)
    report = other.sync(chosen={"scope": chosen})
    assert report.kept == []
    assert report.joined == [REF]
    kept = second if chosen == "mine" else first
    assert held(other) == {"scope": (stance, kept), CI: ("reserve", extra)}
    assert one.sync().ok
    assert held(one) == held(other)
    assert {first, second, extra} <= set(plain_git(server, "rev-list", REF).split())


def test_an_answer_counts_for_the_two_records_that_were_shown_and_no_others(two: tuple[Path, Clone, Clone]) -> None:
    _, one, other = two
    one.take("scope", Stance.RESERVE)
    assert one.sync().ok
    mine = other.take("scope", Stance.ACCEPT)
    (shown,) = other.sync().choices
    meanwhile = one.take("scope", Stance.OPPOSE)
    assert one.sync().ok
    for answer in ("theirs", "mine"):
        report = other.sync(chosen={shown.key: answer})
        (choice,) = report.choices
        assert (choice.mine.commit, choice.theirs.commit) == (mine, meanwhile)
        assert (report.joined, other.refs()[REF]) == ([], mine)
    assert other.sync(chosen={choice.key: "theirs"}).ok
    assert held(other) == {"scope": ("oppose", meanwhile)}


def test_an_answer_about_an_amendment_counts_for_the_versions_that_were_shown(two: tuple[Path, Clone, Clone]) -> None:
    _, one, other = two
    _tabled(two)
    _revised(one, "abstain from")
    _revised(other, "never conduct")
    assert one.sync().ok
    (shown,) = other.sync().choices
    one.act(lambda repo: recording.withdraw(repo, acting_for("DEU"), "DEU-000001", "No more."))
    assert one.sync().ok
    report = other.sync(chosen={shown.key: "theirs"})
    assert ([each.name for each in report.choices], report.set_aside) == (["DEU-000001"], [])
    assert "never conduct" in _proposed(other)


def _tabled(two: tuple[Path, Clone, Clone]) -> None:
    _, one, other = two
    who = acting_for("DEU")
    one.act(
        lambda repo: recording.amend(repo, who, reworded(repo, "refrain from", "not conduct"), "Why.", id="DEU-000001")
    )
    assert one.sync().ok
    assert other.sync().ok


def _revised(clone: Clone, words: str, rationale: str | None = None) -> None:
    def revise(repo: Repository) -> None:
        proposed: dict[str, Clause | None] = reworded(repo, "refrain from", words)
        why = f"Better: {words}." if rationale is None else rationale
        recording.revise(repo, acting_for("DEU", clone.nth), "DEU-000001", proposed, why)

    clone.act(revise)


def _proposed(clone: Clone) -> str:
    with Repository.open(clone.root) as repo:
        (amendment,) = reading.read(repo).amendments
        return amendment.changes[0].proposed_text or ""


def test_two_revisions_of_one_amendment_are_never_mixed(two: tuple[Path, Clone, Clone]) -> None:
    server, one, other = two
    _tabled(two)
    _revised(one, "abstain from")
    _revised(other, "never conduct")
    assert one.sync().ok
    report = other.sync()
    assert [each.name for each in report.choices] == ["DEU-000001"]
    assert "never conduct" in _proposed(other)
    assert other.sync(chosen={"DEU-000001": "mine"}).ok
    assert one.sync().ok
    for clone in (one, other):
        assert "never conduct" in _proposed(clone)
        assert "abstain from" not in _proposed(clone)
    said = plain_git(server, "log", "--format=%s", "refs/heads/amendments/DEU-000001", "--not", "main").splitlines()
    assert len(said) == 3


@pytest.mark.parametrize("own", ["Because it binds.", ""])
def test_of_two_versions_with_the_same_words_the_own_rationale_is_recorded_again(
    two: tuple[Path, Clone, Clone], own: str
) -> None:
    _, one, other = two
    _tabled(two)
    _revised(one, "abstain from", "It is clearer.")
    _revised(other, "abstain from", own)
    assert one.sync().ok
    assert other.sync().choices
    assert other.sync(chosen={"DEU-000001": "mine"}).ok
    assert one.sync().ok
    with Repository.open(one.root) as repo:
        (amendment,) = reading.read(repo).amendments
    assert [each.rationale for each in amendment.versions[-2:]] == ["It is clearer.", own]
    assert one.act(lambda repo: verify(repo, anew=True).ok)


def test_two_versions_that_say_the_same_leave_nothing_to_choose(two: tuple[Path, Clone, Clone]) -> None:
    server, one, other = two
    _tabled(two)
    for clone in (one, other):
        _revised(clone, "abstain from")
    mine = other.refs()["refs/heads/amendments/DEU-000001"]
    assert one.sync().ok
    report = other.sync()
    assert report.ok
    assert other.refs() == refs_of(server)
    assert plain_git(other.root, "rev-parse", *report.set_aside).strip() == mine


def test_nothing_is_recorded_on_a_colleagues_withdrawal(two: tuple[Path, Clone, Clone]) -> None:
    _, one, other = two
    _tabled(two)
    one.act(lambda repo: recording.withdraw(repo, acting_for("DEU"), "DEU-000001", "No more."))
    _revised(other, "abstain from")
    assert one.sync().ok
    (choice,) = other.sync().choices
    assert choice.only_theirs
    assert other.sync(chosen={"DEU-000001": "mine"}).choices == [choice]
    assert "abstain from" in _proposed(other)
    assert other.sync(chosen={"DEU-000001": "theirs"}).ok


def test_an_own_version_is_recorded_again_as_it_was_written_and_takes_nothing_back_that_main_says_since(
    two: tuple[Path, Clone, Clone], tmp_path: Path
) -> None:
    server, one, other = two
    _tabled(two)
    _revised(other, "never conduct")
    xxs = cloned(server, tmp_path / "xxs", SECRETARIAT)
    xxs.act(lambda repo: recording.edit(repo, XXS, reworded(repo, "States", "Parties"), "A word."))
    assert xxs.sync().ok
    assert one.sync().ok

    def wider(repo: Repository) -> None:
        proposed = reworded(repo, "refrain from", "abstain from") | reworded(repo, "all", "most", id="scope")
        recording.revise(repo, acting_for("DEU"), "DEU-000001", proposed, "Wider.")

    one.act(wider)
    assert one.sync().ok
    assert other.sync(chosen={"DEU-000001": "mine"}).ok
    assert one.sync().ok
    for clone in (one, other):
        with Repository.open(clone.root) as repo:
            (change,) = reading.read(repo).amendments[0].changes
        # Neither the colleague's other clause, nor the words before the correction as if Germany wanted them back.
        assert change.before is not None
        assert change.after is not None
        assert change.after.body == change.before.body.replace("refrain from", "never conduct")
        assert clone.act(lambda repo: verify(repo, anew=True).ok)


def test_an_own_revision_that_gives_way_is_set_aside(two: tuple[Path, Clone, Clone]) -> None:
    _, one, other = two
    _tabled(two)
    _revised(one, "abstain from")
    _revised(other, "never conduct")
    mine = other.refs()["refs/heads/amendments/DEU-000001"]
    assert one.sync().ok
    report = other.sync(chosen={"DEU-000001": "theirs"})
    assert report.ok
    assert "abstain from" in _proposed(other)
    (aside,) = report.set_aside
    assert plain_git(other.root, "rev-parse", aside).strip() == mine


def test_a_withdrawal_beside_a_revision_is_asked_about(two: tuple[Path, Clone, Clone]) -> None:
    _, one, other = two
    _tabled(two)
    _revised(one, "abstain from")
    other.act(lambda repo: recording.withdraw(repo, acting_for("DEU", 1), "DEU-000001", "No more."))
    assert one.sync().ok
    assert [each.name for each in other.sync().choices] == ["DEU-000001"]
    assert other.sync(chosen={"all": "mine"}).ok
    assert one.sync().ok
    with Repository.open(one.root) as repo:
        (amendment,) = reading.read(repo).amendments
    assert amendment.status is AmendmentStatus.WITHDRAWN


def test_two_lines_of_main_are_never_joined_by_the_program(treaty: Repository, tmp_path: Path) -> None:
    server = served(treaty, tmp_path / "server.git")
    one, other = cloned(server, tmp_path / "one", SECRETARIAT), cloned(server, tmp_path / "two", SECRETARIAT)
    one.act(lambda repo: recording.status(repo, XXS, Target("scope"), "provisional"))
    other.act(lambda repo: recording.status(repo, XXS, Target(CI), "provisional"))
    mine = other.refs()["refs/heads/main"]
    assert one.sync().ok
    (choice,) = other.sync().choices
    assert (choice.name, choice.only_theirs) == ("main", True)
    assert other.sync(chosen={"main": "mine"}).choices == [choice]
    report = other.sync(chosen={"main": "theirs"})
    assert report.ok
    assert other.refs() == refs_of(server)
    assert plain_git(other.root, "rev-parse", report.set_aside[0]).strip() == mine
    assert plain_git(other.root, "status", "--porcelain") == ""


def test_what_was_set_aside_of_main_never_looks_like_what_somebody_edited(
    treaty: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed when main had given way, and the work tree still showed the words that were set aside."""
    server = served(treaty, tmp_path / "server.git")
    one, other = cloned(server, tmp_path / "one", SECRETARIAT), cloned(server, tmp_path / "two", SECRETARIAT)
    one.act(lambda repo: recording.status(repo, XXS, Target("scope"), "provisional"))
    other.act(lambda repo: recording.edit(repo, XXS, reworded(repo, "States", "Parties"), "A word."))
    assert one.sync().ok

    def killed(_self: WorkTree, _old: str, _new: str) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(WorkTree, "follow", killed)
        with pytest.raises(KeyboardInterrupt):
            other.sync(chosen={"main": "theirs"})
    assert other.refs() == refs_of(server)
    assert plain_git(other.root, "status", "--porcelain") != ""
    other.act(lambda repo: recording.status(repo, XXS, Target(CI), "provisional"))
    assert plain_git(other.root, "status", "--porcelain") == ""
    assert other.sync().ok
