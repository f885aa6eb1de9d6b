"""Own records that nobody will ever take: there is a way out, it is named, and nothing is lost on it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchmarks.signing import Key
from drafter.model.ids import MAIN_REF, SECRETARIAT
from drafter.model.key import Key as Listed
from drafter.model.position import Depends
from drafter.model.signatory import Delegate
from drafter.model.target import Target
from drafter.model.terms import Degree, Stance
from drafter.store import reading, recording
from drafter.store.identity import Identity
from drafter.store.objects import Commit, date_of
from drafter.store.recording import taking
from drafter.store.recording.commit import Draft, write
from drafter.store.repository import Repository
from drafter.store.syncing import Report, sync
from drafter.store.syncing.standing import local
from drafter.store.verifying import note, verify
from tests.conftest import acting_for
from tests.store.acts import CI, plain_git, reworded
from tests.store.served import Clone, cloned, next_second, refs_of, served

XXS, DEU, EUE = acting_for(SECRETARIAT), acting_for("DEU"), acting_for("EUE")
REF = "refs/heads/positions/DEU"
AHEAD = 10 * 24 * 3600


@pytest.fixture
def server(treaty: Repository, tmp_path: Path) -> Path:
    return served(treaty, tmp_path / "server.git")


@pytest.fixture
def xxs(server: Path, tmp_path: Path) -> Clone:
    return cloned(server, tmp_path / "xxs", SECRETARIAT)


@pytest.fixture
def deu(server: Path, tmp_path: Path) -> Clone:
    return cloned(server, tmp_path / "deu", "DEU")


def signing(name: str, place: Path) -> Identity:
    """The first delegate of Germany, with a key of this name."""
    key, file = Key(name), place / name
    key.write(file)
    (place / f"{name}.pub").write_text(f"{key.public}\n")
    return Identity("DEU", Delegate(DEU.delegate.name, DEU.delegate.email, (Listed(key.public),)), str(file))


def listed(xxs: Clone, old: str, new: str, *recovered: str) -> None:
    """Let the secretariat change its list of signatories, and send it."""

    def change(content: bytes) -> bytes:
        assert old.encode() in content
        return content.replace(old.encode(), new.encode(), 1)

    xxs.act(lambda repo: recording.roster(repo, XXS, change, "Change the list", recovery=recovered))
    assert xxs.sync().ok
    next_second()


def keyed(*keys: str) -> str:
    return f'email = "deu@example.org", keys = [{", ".join(keys)}]'


def note_all(clone: Clone) -> None:
    """Note all that a clone holds as verified, as it may have been when it was recorded."""
    clone.act(lambda repo: note(repo, local(repo)))


def exchanged(clone: Clone, who: Identity, *, again: bool = False) -> Report:
    with Repository.open(clone.root) as repo:
        return sync(repo, who, again=again)


def take(clone: Clone, who: Identity, target: str, stance: Stance, *, ahead: int = 0, **said: Any) -> str:
    """Record a position, by a clock that may be ahead."""
    date = date_of(int(time.time()) + ahead)
    with Repository.open(clone.root) as repo:
        return recording.position(repo, who, Target(target), stance, date=date, **said).commit


def held(clone: Clone) -> dict[str, str]:
    with Repository.open(clone.root) as repo:
        positions = reading.read(repo).positions
    return {str(each.position.target): f"{each.position.stance.value} {each.position.statement}" for each in positions}


def unsigned_before_the_first_key(xxs: Clone, deu: Clone, place: Path) -> Identity:
    take(deu, DEU, "scope", Stance.RESERVE, statement="We wait.")
    key = signing("first", place)
    listed(xxs, 'email = "deu@example.org"', keyed(f'"{Key("first").public}"'))
    return key


def signed_with_a_key_that_was_retired(xxs: Clone, deu: Clone, place: Path) -> Identity:
    old, new = Key("first").public, Key("second").public
    first = signing("first", place)
    listed(xxs, 'email = "deu@example.org"', keyed(f'"{old}"'))
    assert exchanged(deu, first).ok
    take(deu, first, "scope", Stance.RESERVE, statement="We wait.")
    until = date_of(int(time.time()))
    listed(xxs, keyed(f'"{old}"'), keyed(f'{{ key = "{old}", until = "{until}" }}', f'"{new}"'), "DEU")
    return signing("second", place)


def dated_ten_days_ahead(_xxs: Clone, deu: Clone, _place: Path) -> Identity:
    take(deu, DEU, "scope", Stance.RESERVE, statement="We wait.", ahead=AHEAD)
    return DEU


def test_a_clone_whose_clock_is_behind_sends_what_it_recorded(
    deu: Clone, server: Path, xxs: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time
    monkeypatch.setattr(time, "time", lambda: now() - 400 * 24 * 3600)
    deu.take("scope", Stance.RESERVE, "We wait.")
    report = deu.sync()
    assert report.ok, report
    assert [each.ref for each in report.sent] == [REF]
    assert deu.act(lambda repo: verify(repo, anew=True).ok)
    assert held(deu) == {"scope": "reserve We wait."}
    monkeypatch.undo()
    assert xxs.sync().ok
    assert held(xxs) == held(deu)


@pytest.mark.parametrize("noted", [False, True])
@pytest.mark.parametrize(
    "unsent", [unsigned_before_the_first_key, signed_with_a_key_that_was_retired, dated_ten_days_ahead]
)
def test_a_position_that_can_not_be_sent_is_recorded_anew_when_that_is_asked(
    server: Path, xxs: Clone, deu: Clone, tmp_path: Path, unsent: Callable[[Clone, Clone, Path], Identity], noted: bool
) -> None:
    who = unsent(xxs, deu, tmp_path)
    if noted:
        note_all(deu)
    first = deu.refs()[REF]
    report = exchanged(deu, who)
    (kept,) = report.kept
    assert (kept.ref, len(kept.reasons)) == (REF, 1)
    assert "`drafter sync --again`" in kept.reasons[0]
    ahead = AHEAD if unsent is dated_ten_days_ahead else 0
    take(deu, who, CI, Stance.OPPOSE, statement="Not so.", ahead=ahead)
    assert [each.ref for each in exchanged(deu, who).kept] == [REF]
    mine = deu.refs()[REF]
    assert REF not in refs_of(server)
    report = exchanged(deu, who, again=True)
    assert report.ok, report
    assert [(each.target, each.says, each.why) for each in report.anew] == [
        (CI, "oppose: Not so.", ""), ("scope", "reserve: We wait.", ""),
    ]  # fmt: skip
    assert held(deu) == {CI: "oppose Not so.", "scope": "reserve We wait."}
    assert refs_of(server)[REF] == deu.refs()[REF]
    (aside,) = report.set_aside
    assert plain_git(deu.root, "rev-parse", aside).strip() == mine
    assert first in plain_git(deu.root, "rev-list", aside).split()
    assert exchanged(deu, who).ok
    assert deu.act(lambda repo: verify(repo, anew=True).problems) == ()


def test_what_nobody_may_say_any_more_is_set_aside_and_named_and_the_rest_is_recorded_anew(
    server: Path, xxs: Clone, tmp_path: Path
) -> None:
    eue = cloned(server, tmp_path / "eue", "EUE")
    take(eue, EUE, "scope", Stance.OPPOSE, on_behalf_of="EU")
    take(eue, EUE, CI, Stance.ACCEPT)
    listed(xxs, 'spokesperson = "EUE"', 'spokesperson = "DEU"')
    assert "`drafter sync --again`" in exchanged(eue, EUE).kept[0].reasons[0]
    report = exchanged(eue, EUE, again=True)
    assert not report.ok
    assert report.kept == []
    assert [(each.target, each.says, bool(each.why)) for each in report.anew] == [
        (CI, "accept", False), ("scope", "oppose, on behalf of EU", True),
    ]  # fmt: skip
    assert "EU" in report.anew[1].why
    assert held(eue) == {CI: "accept "}
    assert exchanged(eue, EUE).ok


def test_nobody_signs_anew_what_a_colleague_has_said(xxs: Clone, server: Path, tmp_path: Path) -> None:
    one, two = (cloned(server, tmp_path / name, "DEU", nth) for nth, name in enumerate(("one", "two")))
    take(two, acting_for("DEU", 1), "scope", Stance.OPPOSE, ahead=AHEAD, statement="Never.")
    theirs = two.refs()[REF]
    plain_git(one.root, "fetch", "-q", str(two.root), "positions/DEU:positions/DEU")
    take(one, DEU, CI, Stance.ACCEPT, ahead=AHEAD)
    report = exchanged(one, DEU, again=True)
    assert [(each.target, each.says, each.why) for each in report.anew] == [
        (CI, "accept", ""),
        ("scope", "oppose: Never.", "Adviser of Germany has said that, not you; "
         "let them record it anew, or record it yourself"),
    ]  # fmt: skip
    assert not report.ok
    assert held(one) == {CI: "accept "}
    # Nothing is lost, and its author can.
    assert theirs in plain_git(one.root, "rev-list", report.set_aside[0]).split()
    assert exchanged(two, acting_for("DEU", 1), again=True).ok
    assert exchanged(one, DEU).ok
    assert held(one) == {CI: "accept ", "scope": "oppose Never."}


def test_who_ceased_to_be_a_delegate_is_told_what_arrived_and_that_their_line_is_not_joined(
    xxs: Clone, server: Path, tmp_path: Path
) -> None:
    one, two = (cloned(server, tmp_path / name, "DEU", nth) for nth, name in enumerate(("one", "two")))
    two.take("scope", Stance.OPPOSE)
    one.take(CI, Stance.ACCEPT)
    assert one.sync().ok
    listed(xxs, "deu-2@example.org", "deu-3@example.org")
    mine = two.refs()[REF]
    report = two.sync()
    assert MAIN_REF in [each.ref for each in report.arrived]
    ((ref, (why,)),) = [(each.ref, each.reasons) for each in report.kept]
    assert ref == REF
    assert "is not a delegate of DEU" in why
    assert two.refs()[REF] == mine


def test_a_join_is_not_dated_before_the_own_record_that_a_clock_ahead_has_dated(server: Path, tmp_path: Path) -> None:
    one, two = (cloned(server, tmp_path / name, "DEU", nth) for nth, name in enumerate(("one", "two")))
    one.take(CI, Stance.ACCEPT)
    assert one.sync().ok
    mine = take(two, acting_for("DEU", 1), "scope", Stance.OPPOSE, ahead=AHEAD)
    assert two.sync().joined == [REF]
    joined, own = (int(plain_git(two.root, "log", "-1", "--format=%ct", each)) for each in (REF, mine))
    assert joined >= own


def test_nobody_signs_anew_what_a_stolen_key_has_said(xxs: Clone, deu: Clone, tmp_path: Path) -> None:
    old, new = Key("first").public, Key("second").public
    thief = signing("first", tmp_path)
    listed(xxs, 'email = "deu@example.org"', keyed(f'"{old}"'))
    assert exchanged(deu, thief).ok
    # By a bundle, before anybody knew.
    take(deu, thief, "scope", Stance.OPPOSE, statement="Never.")
    at = date_of(int(time.time()))
    listed(xxs, keyed(f'"{old}"'), keyed(f'{{ key = "{old}", revoked = {{ at = "{at}" }} }}', f'"{new}"'), "DEU")
    own = signing("second", tmp_path)
    report = exchanged(deu, own, again=True)
    assert [(each.target, each.why) for each in report.anew] == [
        ("scope", "it is signed with a key that was revoked; record it yourself, if it was you")
    ]
    assert held(deu) == {}


def test_a_position_is_not_recorded_anew_about_words_that_its_delegate_never_saw(
    server: Path, xxs: Clone, deu: Clone
) -> None:
    take(deu, DEU, CI, Stance.ACCEPT, ahead=AHEAD, conditions=[Depends(Degree.REQUIRED, Target("scope"))])

    def correct(repo: Repository) -> object:
        changed = {id: each for id, each in reworded(repo, "refrain from", "abstain from").items() if each is not None}
        return recording.edit(repo, XXS, changed, "A correction.")

    xxs.act(correct)
    assert xxs.sync().ok
    report = exchanged(deu, DEU, again=True)
    (anew,) = report.anew
    assert (anew.target, anew.says) == (CI, "accept, on condition: required scope")
    assert f"the text of {CI} has changed meanwhile" in anew.why
    assert held(deu) == {}
    assert REF not in refs_of(server)


def test_a_line_that_can_be_sent_is_sent_and_never_recorded_anew(server: Path, deu: Clone) -> None:
    commit = take(deu, DEU, "scope", Stance.OPPOSE)
    report = exchanged(deu, DEU, again=True)
    assert (report.ok, report.anew, report.set_aside) == (True, [], [])
    assert refs_of(server)[REF] == commit


def test_a_line_stays_where_it_is_while_nothing_can_be_signed(xxs: Clone, deu: Clone, tmp_path: Path) -> None:
    who = unsigned_before_the_first_key(xxs, deu, tmp_path)
    before = refs(deu)
    assert "it can't be recorded anew: a key is listed" in str(exchanged(deu, DEU, again=True).kept)
    Path(who.key or "").unlink()
    report = exchanged(deu, who, again=True)
    assert "there is no such key" in report.kept[0].reasons[0]
    assert (report.set_aside, report.anew, refs(deu)) == ([], [], before)


def test_positions_are_recorded_anew_all_at_once_or_not_at_all(deu: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    take(deu, DEU, "scope", Stance.RESERVE, ahead=AHEAD)
    take(deu, DEU, CI, Stance.OPPOSE, ahead=AHEAD)
    before = refs(deu)
    written: list[Commit] = []

    def ended(repo: Repository, draft: Draft) -> Commit:
        if written:
            raise KeyboardInterrupt
        written.append(write(repo, draft))
        return written[0]

    monkeypatch.setattr(taking, "write", ended)
    with pytest.raises(KeyboardInterrupt):
        exchanged(deu, DEU, again=True)
    assert refs(deu) == before
    monkeypatch.undo()
    assert exchanged(deu, DEU, again=True).ok
    assert held(deu) == {CI: "oppose ", "scope": "reserve "}


def refs(clone: Clone) -> str:
    return plain_git(clone.root, "for-each-ref", "refs/heads/positions", "refs/drafter/set-aside")


@pytest.mark.parametrize("known", [False, True])
def test_an_amendment_that_can_not_be_sent_is_set_aside_when_that_is_asked(
    server: Path, deu: Clone, known: bool
) -> None:
    ref = "refs/heads/amendments/DEU-000001"
    ahead = date_of(int(time.time()) + AHEAD)

    def tables(repo: Repository) -> object:
        date = None if known else ahead
        proposed = reworded(repo, "refrain from", "not conduct")
        return recording.amend(repo, DEU, proposed, "Why.", id="DEU-000001", date=date)

    def revises(repo: Repository) -> object:
        proposed = reworded(repo, "refrain from", "never conduct")
        return recording.revise(repo, DEU, "DEU-000001", proposed, "Better.", date=ahead)

    deu.act(tables)
    if known:
        assert deu.sync().ok
        deu.act(revises)
    mine, there = deu.refs()[ref], refs_of(server).get(ref)
    note_all(deu)
    (kept,) = deu.sync().kept
    assert "`drafter sync --theirs DEU-000001` sets what you have not sent of it aside" in kept.reasons[0]
    assert deu.sync(chosen={"all": "theirs"}).set_aside == []
    report = deu.sync(chosen={"DEU-000001": "theirs"})
    assert report.ok, report
    assert plain_git(deu.root, "rev-parse", *report.set_aside).strip() == mine
    assert deu.refs().get(ref) == there == refs_of(server).get(ref)
    assert deu.act(lambda repo: verify(repo).problems) == ()


def test_an_act_on_main_that_can_not_be_sent_is_set_aside_when_that_is_asked(server: Path, xxs: Clone) -> None:
    ahead = date_of(int(time.time()) + AHEAD)
    xxs.act(lambda repo: recording.status(repo, XXS, Target("scope"), "provisional", date=ahead))
    mine = xxs.refs()[MAIN_REF]
    note_all(xxs)
    (kept,) = xxs.sync().kept
    assert "`drafter sync --theirs main` sets what you have not sent of it aside" in kept.reasons[0]
    report = xxs.sync(chosen={"main": "theirs"})
    assert report.ok, report
    assert plain_git(xxs.root, "rev-parse", *report.set_aside).strip() == mine
    assert xxs.refs() == refs_of(server)
    assert xxs.act(lambda repo: verify(repo).problems) == ()
