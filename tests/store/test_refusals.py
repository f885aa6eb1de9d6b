"""What a rule forbids is refused in one line that says what to do, and changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from drafter.model.clause import Clause
from drafter.model.ids import SECRETARIAT
from drafter.model.negotiation import Act
from drafter.model.problem import Refused
from drafter.model.signatory import Delegate
from drafter.model.target import Target
from drafter.model.terms import AmendmentStatus, ClauseStatus, Stance
from drafter.store import identity, reading, recording
from drafter.store.identity import Identity
from drafter.store.recording import taking
from drafter.store.recording.commit import Draft
from drafter.store.repository import Repository
from drafter.store.verifying import verify
from tests.conftest import SIGNATORIES, acting_for, roster, treaty_files
from tests.store.acts import CI, clause, day, refused, reworded, table

XXS = acting_for(SECRETARIAT)
AUS, DEU, EUE, FJI, FRA = (acting_for(code) for code in ("AUS", "DEU", "EUE", "FJI", "FRA"))
AMENDMENT = Target(amendment="FRA-7K3QXD")


@pytest.fixture
def tabled(treaty: Repository) -> Repository:
    """The small treaty with an amendment of France."""
    table(treaty, "FRA", "refrain from", "not conduct", id="7K3QXD")
    return treaty


def test_only_a_listed_delegate_acts(tabled: Repository) -> None:
    stranger = Identity("FRA", Delegate("Delegate of France", "someone@example.org"))
    with refused(tabled, "not a delegate of FRA", "Delegate of France <fra@example.org>"):
        recording.amend(tabled, stranger, reworded(tabled, "refrain", "abstain"), "x")
    with refused(tabled, "not a delegate of FRA"):
        recording.position(tabled, Identity("FRA", Delegate("Somebody", "fra@example.org")), AMENDMENT, Stance.OPPOSE)
    with refused(tabled, "not a delegate of DEU"):
        recording.position(tabled, Identity("DEU", FRA.delegate), AMENDMENT, Stance.SUPPORT)
    with refused(tabled, "FRB is not a signatory", "FRA"):
        recording.position(tabled, Identity("FRB", FRA.delegate), AMENDMENT, Stance.SUPPORT)


def test_only_the_proposer_revises_and_withdraws(tabled: Repository) -> None:
    with refused(tabled, "only FRA withdraws FRA-7K3QXD", "you act for DEU"):
        recording.withdraw(tabled, DEU, "FRA-7K3QXD", "")
    with refused(tabled, "only FRA revises"):
        recording.revise(tabled, DEU, "FRA-7K3QXD", reworded(tabled, "refrain", "abstain"), "")
    with refused(tabled, "only FRA withdraws"):
        recording.withdraw(tabled, XXS, "FRA-7K3QXD", "")


def test_a_clause_that_shall_go_is_deleted_and_not_emptied(tabled: Repository) -> None:
    empty = {"scope": clause(tabled, "scope").with_body("\n")}
    with refused(tabled, "nothing would be left of the text of `scope`", "delete it"):
        recording.amend(tabled, DEU, empty, "x")


def test_only_the_secretariat_decides(tabled: Repository) -> None:
    with refused(tabled, "only the secretariat adopts"):
        recording.adopt(tabled, FRA, ["FRA-7K3QXD"])
    with refused(tabled, "only the secretariat sets a status"):
        recording.status(tabled, FRA, Target("scope"), "agreed")
    with refused(tabled, "only the secretariat issues"):
        recording.issue(tabled, FRA, "Rev.1")
    with refused(tabled, "not a delegate of XXS"):
        recording.issue(tabled, Identity(SECRETARIAT, FRA.delegate), "Rev.1")


def test_the_secretariat_and_observers_hold_no_position(tabled: Repository) -> None:
    with refused(tabled, "the secretariat holds no position"):
        recording.position(tabled, XXS, AMENDMENT, Stance.SUPPORT)
    with refused(tabled, "the secretariat tables no amendments"):
        recording.amend(tabled, XXS, reworded(tabled, "refrain", "abstain"), "x")
    with refused(tabled, "XRC is an observer and holds no position", "may table"):
        recording.position(tabled, acting_for("XRC"), AMENDMENT, Stance.SUPPORT)


def test_only_who_may_speaks_on_behalf_of_a_group(tabled: Repository) -> None:
    with refused(tabled, "only EUE speaks on behalf of EU", "leave out"):
        recording.position(tabled, DEU, AMENDMENT, Stance.SUPPORT, on_behalf_of="EU")
    with refused(tabled, "AUS is not a member of AOSIS"):
        recording.position(tabled, AUS, AMENDMENT, Stance.SUPPORT, on_behalf_of="AOSIS")
    with refused(tabled, "there is no group `AOSI`", "AOSIS"):
        recording.position(tabled, FJI, AMENDMENT, Stance.SUPPORT, on_behalf_of="AOSI")
    recording.position(tabled, FJI, AMENDMENT, Stance.SUPPORT, on_behalf_of="AOSIS", date=day(4))


def test_what_is_not_there_is_named_with_what_is_near(tabled: Repository) -> None:
    with refused(tabled, "no clause `scop`", "did you mean scope?"):
        recording.position(tabled, DEU, Target("scop"), Stance.SUPPORT)
    with refused(tabled, f"`{CI}` has no provision `3`", "did you mean 1, 2"):
        recording.position(tabled, DEU, Target(CI, "3"), Stance.SUPPORT)
    with refused(tabled, "no amendment `FRA-7K3QXE`", "FRA-7K3QXD"):
        recording.position(tabled, DEU, Target(amendment="FRA-7K3QXE"), Stance.SUPPORT)
    with refused(tabled, "no amendment `FRA-7K3QXE`", "FRA-7K3QXD"):
        recording.adopt(tabled, XXS, ["FRA-7K3QXE"])
    with refused(tabled, "no clause `scopes`", "scope"):
        recording.amend(tabled, DEU, {"scopes": None}, "x")
    with refused(tabled, "no clause `scopes`", "scope"):
        recording.retain(tabled, DEU, [Target("scopes")], "x")
    with refused(tabled, "unknown status `provisonal`", "provisional"):
        recording.status(tabled, XXS, Target("scope"), "provisonal")
    with refused(tabled, "can't be set on an amendment", "deferred"):
        recording.status(tabled, XXS, AMENDMENT, "defered")


def test_a_base_that_is_not_of_this_text_is_refused(tabled: Repository) -> None:
    for base in ("0" * 40, "main", "-x"):
        with refused(tabled, f"`{base}` is not a commit of main"):
            recording.amend(tabled, DEU, reworded(tabled, "refrain", "abstain"), "x", base=base)
    with refused(tabled, "is not a commit of FRA-7K3QXD"):
        recording.amend(tabled, DEU, reworded(tabled, "refrain", "abstain"), "x", to="FRA-7K3QXD", base="0" * 40)


def test_what_changes_nothing_is_refused(tabled: Repository) -> None:
    with refused(tabled, "changes nothing"):
        recording.amend(tabled, DEU, {CI: clause(tabled)}, "x")
    with refused(tabled, "changes nothing"):
        recording.amend(tabled, DEU, {}, "x")
    with refused(tabled, "says what FRA-7K3QXD says already"):
        recording.revise(tabled, FRA, "FRA-7K3QXD", reworded(tabled, "refrain from", "not conduct"), "")
    with refused(tabled, "change nothing any more", "withdraw"):
        recording.revise(tabled, FRA, "FRA-7K3QXD", {CI: clause(tabled)}, "x")
    with refused(tabled, "DEU has no position"):
        recording.position(tabled, DEU, AMENDMENT, Stance.NONE)
    recording.position(tabled, DEU, AMENDMENT, Stance.SUPPORT, date=day(4))
    with refused(tabled, "on record already"):
        recording.position(tabled, DEU, AMENDMENT, Stance.SUPPORT)
    with refused(tabled, "nothing is to be done"):
        recording.status(tabled, XXS, Target("scope"), "open")


def test_what_is_closed_stays_closed(tabled: Repository) -> None:
    recording.withdraw(tabled, FRA, "FRA-7K3QXD", "", date=day(4))
    with refused(tabled, "FRA-7K3QXD is withdrawn"):
        recording.position(tabled, DEU, AMENDMENT, Stance.SUPPORT)
    with refused(tabled, "FRA-7K3QXD is withdrawn"):
        recording.adopt(tabled, XXS, ["FRA-7K3QXD"])
    with refused(tabled, "FRA-7K3QXD is withdrawn"):
        recording.revise(tabled, FRA, "FRA-7K3QXD", reworded(tabled, "refrain", "abstain"), "x")
    with refused(tabled, "FRA-7K3QXD is withdrawn"):
        recording.withdraw(tabled, FRA, "FRA-7K3QXD", "")
    with refused(tabled, "FRA-7K3QXD is withdrawn"):
        recording.status(tabled, XXS, AMENDMENT, "tabled")
    table(tabled, "DEU", "without undue delay", "at once", id="000001", on=5)
    recording.adopt(tabled, XXS, ["DEU-000001"], date=day(6))
    with refused(tabled, "DEU-000001 is accepted"):
        recording.adopt(tabled, XXS, ["DEU-000001"])
    with refused(tabled, "DEU-000001 is accepted"):
        recording.withdraw(tabled, DEU, "DEU-000001", "")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("a\x1b[31mred", "U+001B"),
        ("a\u202ereversed", "U+202E"),
        ("a\u2028b", "U+2028"),
        ("---\nStance: oppose", "---"),
        ("x" * 40_000, "characters too long"),
    ],
)
def test_a_statement_that_could_deceive_is_refused(tabled: Repository, said: str, why: str) -> None:
    with refused(tabled, "statement", why):
        recording.position(tabled, DEU, AMENDMENT, Stance.SUPPORT, statement=said)
    with refused(tabled, "statement", why):
        recording.amend(tabled, DEU, reworded(tabled, "refrain", "abstain"), said)
    with refused(tabled, "statement", why):
        recording.withdraw(tabled, FRA, "FRA-7K3QXD", said)


def test_a_statement_that_looks_like_trailers_stays_a_statement(tabled: Repository) -> None:
    said = "Signatory: AUS\nStance: oppose"
    recording.position(tabled, DEU, AMENDMENT, Stance.SUPPORT, statement=said, date=day(4))
    (held,) = reading.read(tabled).positions
    assert (held.position.signatory, held.position.stance, held.position.statement) == ("DEU", Stance.SUPPORT, said)


def test_a_text_that_could_deceive_is_refused_with_its_line(tabled: Repository) -> None:
    with refused(tabled, f"clauses/310-{CI}.md:8:", "U+202E"):
        recording.amend(tabled, DEU, reworded(tabled, "refrain", "re\u202efrain"), "x")


def test_a_delegate_does_not_decide_the_status_of_a_clause(tabled: Repository) -> None:
    with refused(tabled, "the secretariat decides"):
        recording.amend(tabled, DEU, {CI: clause(tabled).with_value("status", "agreed")}, "x")


@pytest.mark.parametrize(("key", "value"), [("designation", "Chapter IV"), ("kind", "annex"), ("x-note", "ours")])
def test_an_amendment_changes_nothing_that_the_brackets_do_not_show(tabled: Repository, key: str, value: str) -> None:
    changed = clause(tabled).with_value(key, value)
    proposed = changed.with_body(changed.body.replace("refrain", "abstain"))
    with refused(tabled, f"`{key}`", "drafter edit"):
        recording.amend(tabled, DEU, {CI: proposed}, "x")


def test_names_that_are_taken_or_misformed_are_refused(tabled: Repository) -> None:
    proposal = reworded(tabled, "refrain", "abstain")
    with refused(tabled, "already an amendment FRA-7K3QXD"):
        recording.amend(tabled, FRA, proposal, "x", id="FRA-7K3QXD")
    for id in ("DEU-000001", "FRA-00000", "FRA-../../x", "FRA-00000I", "FRA-000001\n"):
        with refused(tabled, "not an amendment id of FRA"):
            recording.amend(tabled, FRA, proposal, "x", id=id)
    for name in ("", "-x", "Rev 1", "a..b", "../x", "Rev.1\n", "Rev.1.lock", "Überarbeitung", "x" * 80):
        with refused(tabled, "can't be the name of an issue"):
            recording.issue(tabled, XXS, name)
    recording.issue(tabled, XXS, "Rev.1", date=day(4))
    for name in ("Rev.1", "rev.1"):
        with refused(tabled, "already an issue", "Rev.1"):
            recording.issue(tabled, XXS, name)


def test_cosponsorship_is_support_of_an_amendment_of_another(tabled: Repository) -> None:
    with refused(tabled, "supports"):
        recording.position(tabled, DEU, AMENDMENT, Stance.ACCEPT, cosponsor=True)
    with refused(tabled, "only an amendment has co-sponsors"):
        recording.position(tabled, DEU, Target("scope"), Stance.SUPPORT, cosponsor=True)
    with refused(tabled, "FRA proposes FRA-7K3QXD already"):
        recording.position(tabled, FRA, AMENDMENT, Stance.SUPPORT, cosponsor=True)


def test_dates_that_are_none_or_run_backwards_are_refused(tabled: Repository) -> None:
    for date in ("yesterday", "2026-03-02", "2026-02-30T09:00:00Z", "2026-03-09T09:00:00+02:00"):
        with refused(tabled, f"`{date}` is not a date"):
            recording.position(tabled, DEU, AMENDMENT, Stance.SUPPORT, date=date)
    with refused(tabled, "is before what the record stands on"):
        recording.position(tabled, DEU, AMENDMENT, Stance.SUPPORT, date=day(2))


def test_words_in_conflict_are_shown_and_not_adopted(tabled: Repository) -> None:
    table(tabled, "DEU", "refrain from", "abstain from", id="000001")
    recording.adopt(tabled, XXS, ["FRA-7K3QXD"], date=day(4))
    with refused(tabled, "DEU-000001 can't be adopted", '"refrain', '"not conduct', '"abstain', "revision", status=1):
        recording.adopt(tabled, XXS, ["DEU-000001"])


def test_rivals_are_not_adopted_together(tabled: Repository) -> None:
    table(tabled, "DEU", "refrain from", "abstain from", id="000001")
    with refused(tabled, "DEU-000001 can't be adopted", "the same words as FRA-7K3QXD", status=1):
        recording.adopt(tabled, XXS, ["FRA-7K3QXD", "DEU-000001"])


def test_near_words_are_adopted_only_when_they_have_been_read(tabled: Repository) -> None:
    table(tabled, "DEU", "that damage", "that disrupt", id="000001")
    recording.adopt(tabled, XXS, ["FRA-7K3QXD"], date=day(4))
    with refused(tabled, "DEU-000001 in critical-infrastructure", "--accept-near", status=1):
        recording.adopt(tabled, XXS, ["DEU-000001"])
    recording.adopt(tabled, XXS, ["DEU-000001"], accept_near=True, date=day(5))
    assert "shall not conduct cyber operations that disrupt" in clause(tabled).body


def test_conflicting_words_may_be_adopted_as_modified(tabled: Repository) -> None:
    table(tabled, "DEU", "refrain from", "abstain from", id="000001")
    recording.adopt(tabled, XXS, ["FRA-7K3QXD"], date=day(4))
    modified = reworded(tabled, "not conduct", "neither conduct nor support")[CI]
    assert modified is not None
    with refused(tabled, "don't change the clause `scope`"):
        recording.adopt(tabled, XXS, ["DEU-000001"], as_modified={"scope": clause(tabled, "scope")})
    recording.adopt(tabled, XXS, ["DEU-000001"], as_modified={CI: modified}, date=day(5))
    assert "neither conduct nor support" in clause(tabled).body


def test_what_an_amendment_in_conflict_changes_in_other_clauses_is_adopted_with_it(tabled: Repository) -> None:
    wide = reworded(tabled, "refrain from", "abstain from") | reworded(tabled, "all States", "all Parties", "scope")
    recording.amend(tabled, DEU, wide, "x", id="DEU-000001", date=day(3))
    recording.adopt(tabled, XXS, ["FRA-7K3QXD"], date=day(4))
    recording.adopt(
        tabled, XXS, ["DEU-000001"], as_modified=composed(tabled, "not conduct", "never conduct"), date=day(5)
    )
    assert "never conduct" in clause(tabled).body
    assert clause(tabled, "scope").body == "This Treaty applies to all Parties.\n"


def test_each_clause_in_conflict_has_to_be_composed(tabled: Repository) -> None:
    wide = reworded(tabled, "refrain from", "abstain from") | reworded(tabled, "all States", "all Parties", "scope")
    recording.amend(tabled, DEU, wide, "x", id="DEU-000001", date=day(3))
    table(tabled, "AUS", "all States", "every State", id="000001", clause="scope")
    recording.adopt(tabled, XXS, ["FRA-7K3QXD", "AUS-000001"], date=day(4))
    with refused(tabled, "DEU-000001 can't be adopted", "in scope", status=1):
        recording.adopt(tabled, XXS, ["DEU-000001"], as_modified=composed(tabled, "not conduct", "never conduct"))


def test_what_changes_an_amendment_in_conflict_is_adopted_with_it_where_all_that_it_changes_was_composed(
    tabled: Repository,
) -> None:
    table(tabled, "AUS", "refrain from", "abstain from", id="000001")
    parent = reading.read(tabled).by_id["AUS-000001"].changes[0].after
    assert parent is not None
    sub = {CI: parent.with_body(parent.body.replace("abstain", "always abstain"))}
    wider = sub | reworded(tabled, "all States", "all Parties", "scope")
    recording.amend(tabled, DEU, wider, "x", to="AUS-000001", id="DEU-000001", date=day(4))
    recording.adopt(tabled, XXS, ["FRA-7K3QXD"], date=day(5))
    modified = composed(tabled, "not conduct", "never conduct")
    with refused(tabled, "DEU-000001 can't be adopted", "it changes AUS-000001", "as modified", status=1):
        recording.adopt(tabled, XXS, ["AUS-000001", "DEU-000001"], as_modified=modified)
    both = modified | {"scope": clause(tabled, "scope").with_body("This Treaty applies to all.\n")}
    recording.adopt(tabled, XXS, ["AUS-000001", "DEU-000001"], as_modified=both, date=day(6))
    assert "never conduct" in clause(tabled).body
    assert clause(tabled, "scope").body == "This Treaty applies to all.\n"
    assert verify(tabled, anew=True).problems == ()


def test_words_of_an_amendment_in_conflict_that_meet_others_of_its_adoption_are_not_lost(tabled: Repository) -> None:
    """France stands in the way of Germany in one clause; in the other one Australia then changes what Germany does."""
    both = reworded(tabled, "refrain from", "abstain from") | reworded(tabled, "all States", "all Parties", "scope")
    recording.amend(tabled, DEU, both, "x", id="DEU-000001", date=day(3))
    table(tabled, "AUS", "all States", "every State", id="000001", clause="scope")
    ids = ["FRA-7K3QXD", "DEU-000001", "AUS-000001"]
    modified = composed(tabled, "refrain from", "never conduct")
    with refused(tabled, "DEU-000001 can't be adopted", status=1):
        recording.adopt(tabled, XXS, ids, as_modified=modified)


def test_near_words_of_an_amendment_in_conflict_are_adopted_only_when_they_have_been_read(tabled: Repository) -> None:
    both = reworded(tabled, "refrain from", "abstain from") | reworded(tabled, "all States", "all Parties", "scope")
    recording.amend(tabled, DEU, both, "x", id="DEU-000001", date=day(3))
    table(tabled, "AUS", "applies", "shall apply", id="000001", clause="scope")
    recording.adopt(tabled, XXS, ["FRA-7K3QXD", "AUS-000001"], date=day(4))
    modified = composed(tabled, "not conduct", "never conduct")
    with refused(tabled, "DEU-000001 in scope", "--accept-near", status=1):
        recording.adopt(tabled, XXS, ["DEU-000001"], as_modified=modified)


def test_an_amendment_of_which_no_word_is_taken_is_adopted_as_modified(tabled: Repository) -> None:
    table(tabled, "DEU", "refrain from", "abstain from", id="000001")
    only_the_other = reading.read(tabled).by_id["FRA-7K3QXD"].changes[0].after
    assert only_the_other is not None
    act = recording.adopt(tabled, XXS, ["FRA-7K3QXD", "DEU-000001"], as_modified={CI: only_the_other}, date=day(4))
    assert "as modified" in act.subject
    assert reading.read(tabled).by_id["DEU-000001"].status is AmendmentStatus.ACCEPTED_AS_MODIFIED


def test_what_was_composed_as_the_amendment_reads_is_not_called_modified_and_stands_where_it_stood(
    tabled: Repository,
) -> None:
    reads = composed(tabled, "refrain from", "not conduct")
    moved = {CI: replace(composed(tabled, "refrain from", "neither conduct")[CI], order="500")}
    before = clause(tabled).path
    act = recording.adopt(tabled, XXS, ["FRA-7K3QXD"], as_modified=reads, date=day(4))
    assert "as modified" not in act.subject
    assert reading.read(tabled).by_id["FRA-7K3QXD"].status is AmendmentStatus.ACCEPTED
    table(tabled, "DEU", "not conduct", "not support", id="000001", on=5)
    recording.adopt(tabled, XXS, ["DEU-000001"], as_modified=moved, date=day(6))
    assert ("neither conduct" in clause(tabled).body, clause(tabled).path) == (True, before)


def test_words_near_others_are_not_asked_about_where_the_clause_was_composed(tabled: Repository) -> None:
    table(tabled, "DEU", "that damage", "that disrupt", id="000001")
    recording.adopt(tabled, XXS, ["FRA-7K3QXD"], date=day(4))
    modified = composed(tabled, "that damage", "that gravely disrupt")
    recording.adopt(tabled, XXS, ["DEU-000001"], as_modified=modified, date=day(5))
    assert "shall not conduct cyber operations that gravely disrupt" in clause(tabled).body


def composed(repo: Repository, old: str, new: str) -> dict[str, Clause]:
    """The clause as the secretariat composes it."""
    now = clause(repo)
    assert old in now.body
    return {CI: now.with_body(now.body.replace(old, new))}


def test_a_sub_amendment_is_not_adopted_before_its_parent(tabled: Repository) -> None:
    proposed = reading.read(tabled).by_id["FRA-7K3QXD"].changes[0].after
    assert proposed is not None
    sub = {CI: proposed.with_body(proposed.body.replace("not conduct", "not conduct or support"))}
    recording.amend(tabled, DEU, sub, "x", to="FRA-7K3QXD", id="DEU-000001", date=day(4))
    with refused(tabled, "DEU-000001 changes FRA-7K3QXD, which is not adopted"):
        recording.adopt(tabled, XXS, ["DEU-000001"])
    recording.adopt(tabled, XXS, ["DEU-000001", "FRA-7K3QXD"], accept_near=True, date=day(5))
    assert "shall not conduct or support cyber" in clause(tabled).body


def test_a_revision_that_no_longer_fits_is_refused(tabled: Repository) -> None:
    both = {**reworded(tabled, "refrain from", "abstain from"), **reworded(tabled, "all States", "States", "scope")}
    recording.amend(tabled, DEU, both, "x", id="DEU-000001", date=day(3))
    recording.adopt(tabled, XXS, ["FRA-7K3QXD"], date=day(4))
    with refused(tabled, f"the same words of `{CI}`", status=1):
        recording.revise(tabled, DEU, "DEU-000001", reworded(tabled, "all States", "every State", "scope"), "x")


def test_a_position_on_a_text_that_changed_meanwhile_is_refused_when_asked(tabled: Repository) -> None:
    seen = reading.read(tabled).current_text_sha256(AMENDMENT)
    recording.revise(tabled, FRA, "FRA-7K3QXD", reworded(tabled, "refrain", "abstain"), "x", date=day(4))
    with refused(tabled, "changed meanwhile", status=1):
        recording.position(tabled, DEU, AMENDMENT, Stance.SUPPORT, seen=seen)


def test_where_signatures_are_required_nobody_acts_without_a_key(
    found_treaty: Callable[..., Repository], tmp_path: Path
) -> None:
    required = SIGNATORIES.replace('signatures = "optional"', 'signatures = "required"')
    repo = found_treaty("signed", treaty_files() | {"signatories.toml": required.encode()})
    with refused(repo, "requires signatures", "--key"):
        recording.position(repo, DEU, Target("scope"), Stance.SUPPORT)
    with refused(repo, "there is no such key"):
        recording.position(
            repo, acting_for("DEU", key=str(tmp_path / "none")), Target("scope"), Stance.SUPPORT, date=day(3)
        )


def test_founding_overwrites_nothing(tmp_path: Path) -> None:
    full = tmp_path / "full"
    full.mkdir()
    (full / "kept.txt").write_text("kept")
    with pytest.raises(Refused, match="not empty"):
        recording.found(full, treaty_files(), XXS, "Open")
    assert [each.name for each in full.iterdir()] == ["kept.txt"]
    with pytest.raises(Refused, match="only a delegate of the secretariat"):
        recording.found(tmp_path / "new", treaty_files(), FRA, "Open")
    broken = {path: content.replace(b"status: open", b"status: opened") for path, content in treaty_files().items()}
    with pytest.raises(Refused, match="unknown status"):
        recording.found(tmp_path / "new", broken, XXS, "Open")
    assert not (tmp_path / "new").exists()


def test_who_acts_comes_from_the_arguments_or_the_clone(treaty: Repository) -> None:
    with refused(treaty, "nobody is set to act", "drafter as CODE"):
        identity.current(treaty, roster())
    with refused(treaty, "no signatory `FRB`", "FRA"):
        identity.become(treaty, roster(), "FRB")
    with refused(treaty, "DEU has several delegates", "deu-2@example.org"):
        identity.become(treaty, roster(), "DEU")
    with refused(treaty, "not a delegate of DEU"):
        identity.become(treaty, roster(), "DEU", "fra@example.org")
    with refused(treaty, "no such key"):
        identity.become(treaty, roster(), "FRA", key="/nonexistent")
    assert identity.become(treaty, roster(), "DEU", "deu-2@example.org") == acting_for("DEU", 1)
    assert identity.current(treaty, roster()) == acting_for("DEU", 1)
    assert identity.current(treaty, roster(), "FRA") == acting_for("FRA")
    assert identity.current(treaty, roster(), email="deu@example.org") == acting_for("DEU")
    assert identity.become(treaty, roster(), "FRA") == identity.current(treaty, roster())


def test_a_position_replaces_only_the_own_one_that_was_seen(tabled: Repository) -> None:
    with refused(tabled, "has no position"):
        recording.position(tabled, DEU, AMENDMENT, Stance.NONE, over="")
    first = recording.position(tabled, DEU, AMENDMENT, Stance.OPPOSE, over="").commit
    with refused(tabled, "recorded meanwhile that DEU opposes FRA-7K3QXD", "if you still mean it", status=1):
        recording.position(tabled, acting_for("DEU", 1), AMENDMENT, Stance.SUPPORT, over="")
    recording.position(tabled, acting_for("DEU", 1), Target(CI), Stance.SUPPORT, over=first)
    recording.position(tabled, acting_for("DEU", 1), AMENDMENT, Stance.NONE, over=first)
    with refused(tabled, "recorded meanwhile that DEU records no position on FRA-7K3QXD", status=1):
        recording.position(tabled, DEU, AMENDMENT, Stance.SUPPORT, over=first)
    recording.position(tabled, DEU, AMENDMENT, Stance.SUPPORT)


def test_a_position_that_was_not_seen_is_not_replaced_in_a_race_either(
    tabled: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    record, raced = taking.record, []

    def overtaken(repo: Repository, draft: Draft) -> Act:
        if not raced:
            raced.append(draft)
            recording.position(tabled, acting_for("DEU", 1), AMENDMENT, Stance.RESERVE)
        return record(repo, draft)

    monkeypatch.setattr(taking, "record", overtaken)
    with pytest.raises(Refused, match="recorded meanwhile that DEU reserves"):
        recording.position(tabled, DEU, AMENDMENT, Stance.OPPOSE, over="")
    (held,) = reading.read(tabled).positions_by_target[AMENDMENT]
    assert (held.position.stance, held.delegate) == (Stance.RESERVE, "Adviser of Germany")


def test_an_amendment_is_revised_or_withdrawn_only_in_the_version_that_was_seen(tabled: Repository) -> None:
    seen = reading.read(tabled).by_id["FRA-7K3QXD"].commit
    recording.revise(tabled, FRA, "FRA-7K3QXD", reworded(tabled, "refrain from", "avoid"), "", over=seen)
    with refused(tabled, "another version of FRA-7K3QXD meanwhile", status=1):
        proposed = reworded(tabled, "refrain from", "not conduct")
        recording.revise(tabled, FRA, "FRA-7K3QXD", proposed, "", over=seen)
    with refused(tabled, "another version of FRA-7K3QXD meanwhile", status=1):
        recording.withdraw(tabled, FRA, "FRA-7K3QXD", "", over=seen)


def test_what_is_to_be_kept_is_text_that_is_there_and_that_the_amendment_changes(tabled: Repository) -> None:
    for targets, against, why in (
        ((), None, "nothing is named that is to be kept"),
        ((AMENDMENT,), None, "an amendment can't be retained"),
        ((Target("scop"),), None, "there is no clause `scop`; did you mean scope?"),
        ((Target(CI, "3"),), None, f"`{CI}` has no provision `3`"),
        ((Target(CI), Target("scope")), "FRA-7K3QXD", "FRA-7K3QXD doesn't change all that is to be kept"),
    ):
        with refused(tabled, why):
            recording.retain(tabled, DEU, targets, "x", against=against)
    recording.retain(tabled, DEU, [Target(CI)], "x", against="FRA-7K3QXD", id="DEU-000001", date=day(4))
    with refused(tabled, "DEU-000001 is a retain, it has no text to revise", "withdraw it"):
        recording.revise(tabled, DEU, "DEU-000001", reworded(tabled, "refrain", "abstain"), "x")


def test_nothing_is_said_nor_corrected_about_a_clause_that_was_deleted(tabled: Repository) -> None:
    recording.amend(tabled, DEU, {"scope": None}, "x", id="DEU-000001", date=day(3))
    recording.adopt(tabled, XXS, ["DEU-000001"], date=day(4))
    with refused(tabled, "the clause `scope` is deleted", "propose it anew"):
        recording.retain(tabled, DEU, [Target("scope")], "Keep it.")
    with refused(tabled, "the clause `scope` is deleted", "propose it anew"):
        recording.position(tabled, DEU, Target("scope"), Stance.SUPPORT)
    gone = clause(tabled, "scope")
    assert gone.status is ClauseStatus.DELETED
    with refused(tabled, "the clause `scope` is deleted", "adopt an amendment"):
        recording.edit(tabled, XXS, {"scope": gone.with_body("Words.\n")}, "x")
    with refused(tabled, "a clause is not deleted or brought back by its status"):
        recording.status(tabled, XXS, Target("scope"), "open")
    with refused(tabled, "a provision has no status of its own"):
        recording.status(tabled, XXS, Target(CI, "1"), "agreed")


def test_a_text_is_that_of_the_clause_for_which_it_is_given(tabled: Repository) -> None:
    other = clause(tabled, "scope")
    with refused(tabled, f"the text given for `{CI}` is that of `scope`"):
        recording.amend(tabled, DEU, {CI: other}, "x")
    with refused(tabled, f"the text given for `{CI}` is that of `scope`"):
        recording.edit(tabled, XXS, {CI: other}, "x")
    with refused(tabled, "there is no clause `scop`", "did you mean scope?"):
        recording.edit(tabled, XXS, {"scop": None}, "x")
    with refused(tabled, "is not a commit of main", "read the text again"):
        recording.edit(tabled, XXS, {CI: None}, "x", base="0" * 40)


def test_no_clause_is_recorded_that_is_larger_than_every_clone_takes_it_to_be(
    tabled: Repository, tmp_path: Path
) -> None:
    large = clause(tabled).with_body("All States. " * 100_000)
    for record in (recording.amend, recording.edit):
        with refused(tabled, "the clause has more than 256 KiB", "divide it"):
            record(tabled, DEU if record is recording.amend else XXS, {CI: large}, "x")
    roster = tabled.blobs([tabled.tree(tabled.commit("main").tree)["signatories.toml"].id])
    files = {"signatories.toml": next(iter(roster.values())), large.path: large.source.encode()}
    with pytest.raises(Refused, match="the clause has more than 256 KiB"):
        recording.found(tmp_path / "new", files, XXS, "Open the negotiation.")
    assert not (tmp_path / "new").exists()
