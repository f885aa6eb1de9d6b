"""What its proposer had revised or withdrawn before is not adopted; what is revised or withdrawn later was adopted."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from drafter.model.ids import MAIN_REF, SECRETARIAT
from drafter.model.terms import AmendmentStatus
from drafter.store import reading, recording
from drafter.store.identity import Identity
from drafter.store.repository import Repository
from drafter.store.serving.accepted import Asked, Push, keep
from drafter.store.serving.place import open_bare
from drafter.store.verifying import verify
from tests.conftest import acting_for, new_key
from tests.store.acts import CI, clause, plain_git, reworded, table
from tests.store.served import Clone, cloned, knocked, next_second, refs_of, served
from tests.store.test_admitting import with_keys_of

XXS, FRA = acting_for(SECRETARIAT), acting_for("FRA")
ID, OTHER = "FRA-000001", "FRA-000002"
REF = f"refs/heads/amendments/{ID}"


@pytest.fixture
def room(treaty: Repository, tmp_path: Path) -> tuple[Path, Clone, Clone]:
    """A server, the secretariat's clone and that of France, whose two amendments both hold."""
    server = served(treaty, tmp_path / "server.git")
    xxs, fra = cloned(server, tmp_path / "xxs", SECRETARIAT), cloned(server, tmp_path / "fra", "FRA")
    fra.act(lambda repo: table(repo, "FRA", "refrain from", "not conduct", id="000001"))
    fra.act(lambda repo: table(repo, "FRA", "all States", "every State", id="000002", clause="scope"))
    assert fra.sync().ok
    assert xxs.sync().ok
    return server, xxs, fra


def withdraws(repo: Repository) -> object:
    return recording.withdraw(repo, FRA, ID, "No more.")


def revises(repo: Repository) -> object:
    return recording.revise(repo, FRA, ID, reworded(repo, "refrain from", "abstain from"), "Better.")


def adopts(*ids: str) -> Callable[[Repository], object]:
    return lambda repo: recording.adopt(repo, XXS, ids)


def adopts_as_modified(repo: Repository) -> object:
    now = clause(repo)
    return recording.adopt(repo, XXS, [ID], as_modified={CI: now.with_body(now.body.replace("refrain", "desist"))})


LATER = [(withdraws, "withdrawn"), (revises, "revised")]


@pytest.mark.parametrize("adopting", [adopts(ID), adopts(OTHER, ID), adopts_as_modified])
@pytest.mark.parametrize(("goes_on", "what"), LATER)
def test_what_the_server_had_received_as_withdrawn_or_revised_is_not_adopted(
    room: tuple[Path, Clone, Clone],
    goes_on: Callable[[Repository], object],
    what: str,
    adopting: Callable[[Repository], object],
) -> None:
    server, xxs, fra = room
    main = refs_of(server)[MAIN_REF]
    fra.act(goes_on)
    assert fra.sync().ok
    xxs.act(adopting)
    status, said = knocked(server, xxs.root, "main")
    assert status != 0
    assert f"{ID} was {what} by" in said
    assert "before this adoption was received; sync, and decide anew [adoption]" in said
    assert OTHER not in said
    assert refs_of(server)[MAIN_REF] == main


@pytest.mark.parametrize("noted", [False, True])
@pytest.mark.parametrize(("goes_on", "what"), LATER)
def test_an_exchange_does_not_send_an_adoption_that_it_finds_overtaken_and_says_the_way_out(
    room: tuple[Path, Clone, Clone], goes_on: Callable[[Repository], object], what: str, noted: bool
) -> None:
    server, xxs, fra = room
    before = refs_of(server)
    xxs.act(adopts(ID))
    if noted:
        xxs.act(verify)
    adopted = xxs.refs()[MAIN_REF]
    fra.act(goes_on)
    assert fra.sync().ok
    report = xxs.sync()
    assert report.violations == []
    (kept,) = report.kept
    assert (kept.ref, kept.sending, len(kept.reasons)) == (MAIN_REF, True, 1)
    assert f"{adopted[:12]}: {ID} was {what} by {refs_of(server)[REF][:12]} before" in kept.reasons[0]
    assert "`drafter sync --theirs main`" in kept.reasons[0]
    assert refs_of(server) == {**before, REF: fra.refs()[REF]}
    report = xxs.sync(chosen={"main": "theirs"})
    assert report.ok, report
    assert plain_git(xxs.root, "rev-parse", *report.set_aside).strip() == adopted
    assert plain_git(xxs.root, "status", "--porcelain") == ""
    assert xxs.refs() == refs_of(server)
    with Repository.open(xxs.root) as repo:
        status = reading.read(repo).by_id[ID].status
    assert status is (AmendmentStatus.WITHDRAWN if goes_on is withdraws else AmendmentStatus.TABLED)


def test_what_can_be_sent_is_not_set_aside(room: tuple[Path, Clone, Clone]) -> None:
    server, xxs, _ = room
    xxs.act(adopts(ID))
    report = xxs.sync(chosen={"main": "theirs"})
    assert (report.ok, report.set_aside) == (True, [])
    assert refs_of(server)[MAIN_REF] == xxs.refs()[MAIN_REF]


@pytest.mark.parametrize("goes_on", [withdraws, revises])
def test_what_was_adopted_stays_adopted_whatever_its_proposer_records_later(
    room: tuple[Path, Clone, Clone], goes_on: Callable[[Repository], object]
) -> None:
    _, xxs, fra = room
    fra.act(goes_on)
    xxs.act(adopts(ID))
    assert xxs.sync().ok
    assert fra.sync().ok
    assert xxs.sync().ok
    for clone in (xxs, fra):
        with Repository.open(clone.root) as repo:
            assert verify(repo, anew=True).problems == ()
            assert reading.read(repo).by_id[ID].status is AmendmentStatus.ACCEPTED


Admitted = tuple[Path, Clone, Clone, Callable[[bytes], bytes], Identity]


@pytest.fixture
def admitted(room: tuple[Path, Clone, Clone], key: Path, tmp_path: Path) -> Admitted:
    """The same; France has a key by now, and has consented to a second one, as everybody knows."""
    server, xxs, fra = room
    mine, second = (each.with_suffix(".pub").read_text().strip() for each in (key, new_key(tmp_path / "second")))
    xxs.act(lambda repo: recording.roster(repo, XXS, with_keys_of("fra@example.org", f'"{mine}"'), "List a key"))
    assert xxs.sync().ok
    assert fra.sync().ok
    change, france = with_keys_of("fra@example.org", f'"{mine}"', f'"{second}"'), acting_for("FRA", key=str(key))
    fra.act(lambda repo: recording.consent(repo, france, change))
    assert fra.sync().ok
    assert xxs.sync().ok
    return server, xxs, fra, change, france


def test_a_consent_that_the_server_had_received_as_taken_back_lists_nobody(admitted: Admitted) -> None:
    server, xxs, fra, change, france = admitted
    main = refs_of(server)[MAIN_REF]
    xxs.act(lambda repo: recording.roster(repo, XXS, change, "List a second key"))
    fra.act(lambda repo: recording.consent(repo, france, None))
    assert fra.sync().ok
    status, said = knocked(server, xxs.root, "main")
    assert status != 0
    assert re.search(
        r"FRA took back its consent \w{12} before this was received; sync, and decide anew \[consent\]", said
    )
    report = xxs.sync()
    assert report.violations == []
    (kept,) = report.kept
    assert (kept.ref, "FRA took back its consent" in kept.reasons[0]) == (MAIN_REF, True)
    assert "`drafter sync --theirs main`" in kept.reasons[0]
    assert refs_of(server)[MAIN_REF] == main
    assert xxs.sync(chosen={"main": "theirs"}).ok
    assert xxs.refs() == refs_of(server)


def test_who_was_listed_by_a_consent_stays_listed_whatever_is_said_later(admitted: Admitted) -> None:
    _, xxs, fra, change, france = admitted
    fra.act(lambda repo: recording.consent(repo, france, None))
    xxs.act(lambda repo: recording.roster(repo, XXS, change, "List a second key"))
    assert xxs.sync().ok
    next_second()
    assert fra.sync().ok
    assert xxs.sync().ok
    for clone in (xxs, fra):
        with Repository.open(clone.root) as repo:
            assert verify(repo, anew=True).problems == ()
            assert len(reading.read(repo).treaty.roster.by_code["FRA"].delegates[0].keys) == 2


def test_nobody_is_listed_while_who_consented_is_sending_something_else(admitted: Admitted) -> None:
    server, xxs, _, change, _ = admitted
    ref = "refs/heads/positions/FRA"
    with open_bare(server) as repo:
        keep(repo, Push((Asked(ref, refs_of(server)[ref], "1" * 40),), "FRA", int(time.time()), os.getpid()))
    xxs.act(lambda repo: recording.roster(repo, XXS, change, "List a second key"))
    status, said = knocked(server, xxs.root, "main")
    assert (status, "FRA sends something at this moment; sync again [busy]" in said) == (1, True)


def test_what_another_push_is_about_to_revise_or_withdraw_is_not_adopted(room: tuple[Path, Clone, Clone]) -> None:
    server, xxs, _ = room
    with open_bare(server) as repo:
        change = Asked(REF, refs_of(server)[REF], "1" * 40)
        keep(repo, Push((change,), "FRA", int(time.time()), os.getpid()))
    xxs.act(adopts(ID))
    status, said = knocked(server, xxs.root, "main")
    assert status != 0
    assert f"{ID} is being revised or withdrawn at this moment; sync, and decide anew [adoption]" in said


def test_a_withdrawal_that_is_accepted_behind_an_adoption_is_received_no_earlier(
    room: tuple[Path, Clone, Clone],
) -> None:
    server, _, fra = room
    later = int(time.time()) + 60
    with open_bare(server) as repo:
        # It was accepted, and what served it has ended since: nobody waits for it.
        ended = subprocess.Popen(["true"])
        ended.wait()
        keep(repo, Push((Asked(MAIN_REF, refs_of(server)[MAIN_REF], "1" * 40),), "XXS", later, ended.pid))
    fra.act(withdraws)
    assert knocked(server, fra.root, f"amendments/{ID}")[0] == 0
    received = plain_git(server, "log", "-1", "--format=%(trailers:key=Received,valueonly)", "log").strip()
    assert received == time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(later))
