"""Recording: what is recorded reads back, in plain git too, and the same acts give the same commits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from drafter.draft.consolidate import consolidate
from drafter.draft.document import Heading
from drafter.model.clause import compose_clause, text_sha256
from drafter.model.ids import SECRETARIAT
from drafter.model.record import Message, parse_message
from drafter.model.target import Target
from drafter.model.terms import AmendmentAction, AmendmentStatus, ClauseStatus, Kind, Stance
from drafter.model.treaty import order_after
from drafter.store import log, reading, recording
from drafter.store.repository import Repository
from drafter.store.verifying import verify
from tests.conftest import acting_for, treaty_files
from tests.store.acts import CI, clause, day, plain_git, refs, refused, reworded, table

XXS = acting_for(SECRETARIAT)


def play(repo: Repository) -> None:
    """A negotiation with an act of every kind."""
    table(repo, "FRA", "refrain from", "not conduct", id="7K3QXD")
    table(repo, "DEU", "critical infrastructure.", "critical infrastructure, including cables.", id="000001", on=4)
    changed = reading.read(repo).by_id["DEU-000001"].changes[0].after
    assert changed is not None
    sub = {CI: changed.with_body(changed.body.replace("cables", "cables and pipelines"))}
    recording.amend(repo, acting_for("FJI"), sub, "More.", to="DEU-000001", id="FJI-000001", date=day(5))
    keep = [Target(CI, "1")]
    recording.retain(repo, acting_for("AUS"), keep, "Keep.", against="FRA-7K3QXD", id="AUS-000001", date=day(5))
    deu, fra = acting_for("DEU"), Target(amendment="FRA-7K3QXD")
    recording.position(repo, deu, fra, Stance.SUPPORT, cosponsor=True, statement="We like it.\n\nA lot.", date=day(6))
    recording.position(repo, acting_for("FJI"), Target(CI, "2.a"), Stance.RESERVE, date=day(6))
    recording.position(repo, acting_for("EUE"), Target("scope"), Stance.ACCEPT, on_behalf_of="EU", date=day(6))
    recording.issue(repo, XXS, "Rev.1", date=day(7))
    recording.adopt(repo, XXS, ["FRA-7K3QXD"], date=day(8))
    recording.withdraw(repo, acting_for("AUS"), "AUS-000001", "It is adopted.", date=day(8))
    recording.revise(
        repo,
        acting_for("DEU"),
        "DEU-000001",
        reworded(repo, "critical infrastructure.", "critical infrastructure and cables."),
        "Shorter.",
        date=day(9),
    )
    recording.status(repo, XXS, Target("scope"), "provisional", date=day(10))
    recording.status(repo, XXS, Target(amendment="DEU-000001"), "deferred", date=day(10))
    recording.issue(repo, XXS, "Rev.2", date=day(11))


def test_every_act_reads_back(treaty: Repository) -> None:
    play(treaty)
    read = reading.read(treaty)
    assert read.problems == ()
    fra, deu, fji, aus = (read.by_id[id] for id in ("FRA-7K3QXD", "DEU-000001", "FJI-000001", "AUS-000001"))
    assert fra.status is AmendmentStatus.ACCEPTED
    assert fra.decided == read.decisions[1].commit
    assert fra.decision == "Adopt FRA-7K3QXD: article 4"
    assert deu.status is AmendmentStatus.DEFERRED
    assert [version.action for version in deu.versions] == ["table", "revise"]
    assert deu.rationale == "Shorter."
    assert deu.base == read.decisions[1].commit
    assert fji.parent == "DEU-000001"
    assert fji.base == deu.versions[0].commit
    assert aus.action is AmendmentAction.RETAIN
    assert aus.against == "FRA-7K3QXD"
    assert aus.retains == (Target(CI, "1"),)
    assert aus.status is AmendmentStatus.WITHDRAWN
    assert [each.id for each in read.amendments] == ["FRA-7K3QXD", "DEU-000001", "AUS-000001", "FJI-000001"]
    assert "shall not conduct cyber operations" in read.treaty.by_id[CI].body
    assert read.treaty.by_id["scope"].status is ClauseStatus.PROVISIONAL
    held = {(each.position.signatory, str(each.position.target)): each for each in read.positions}
    assert list(held) == [("DEU", "FRA-7K3QXD"), ("EUE", "scope"), ("FJI", f"{CI}:2.a")]
    support = held["DEU", "FRA-7K3QXD"]
    assert support.position.cosponsor
    assert support.position.statement == "We like it.\n\nA lot."
    assert (support.date, support.delegate) == (day(6), "Delegate of Germany")
    assert held["EUE", "scope"].position.on_behalf_of == "EU"
    assert not any(read.stale(each) for each in read.positions)
    assert [each.name for each in read.issues] == ["Rev.1", "Rev.2"]
    assert read.issue is None
    assert [each.action for each in read.decisions] == ["open", "adopt", "status", "status"]


def test_an_issue_gives_the_negotiation_as_it_stood(treaty: Repository) -> None:
    play(treaty)
    then = reading.read(treaty, "Rev.1")
    assert then.problems == ()
    assert then.issue == "Rev.1"
    assert [each.name for each in then.issues] == ["Rev.1"]
    assert "refrain from" in then.treaty.by_id[CI].body
    assert {each.id: each.status for each in then.amendments} == dict.fromkeys(
        ["FRA-7K3QXD", "DEU-000001", "AUS-000001", "FJI-000001"], AmendmentStatus.TABLED
    )
    assert len(then.positions) == 3
    assert {each.date for each in then.positions} == {day(6)}
    by_commit = reading.read(treaty, then.issues[0].commit[:10])
    assert by_commit == then


def test_a_commit_of_main_gives_its_text_alone(treaty: Repository) -> None:
    play(treaty)
    now = reading.read(treaty)
    adopted = now.decisions[1].commit
    then = reading.read(treaty, adopted)
    assert then.treaty.commit == adopted
    assert "not conduct" in then.treaty.by_id[CI].body
    assert then.amendments == ()
    assert then.positions == ()


def test_the_same_acts_give_the_same_commits_everywhere(
    found_treaty: Callable[..., Repository], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = found_treaty("first", treaty_files())
    play(first)
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    monkeypatch.setenv("LC_ALL", "tr_TR.UTF-8")
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Somebody")
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2001-01-01T00:00:00Z")
    second = found_treaty("second", treaty_files())
    plain_git(second.root, "config", "i18n.commitEncoding", "ISO-8859-1")
    plain_git(second.root, "config", "commit.gpgSign", "true")
    play(second)
    assert refs(first) == refs(second)


def test_packed_refs_and_objects_read_the_same(treaty: Repository) -> None:
    play(treaty)
    loose = reading.read(treaty)
    treaty.close()
    plain_git(treaty.root, "gc", "-q", "--prune=now")
    plain_git(treaty.root, "pack-refs", "--all")
    with Repository.open(treaty.root) as packed:
        assert reading.read(packed) == loose
        recording.position(packed, acting_for("AUS"), Target("scope"), Stance.OPPOSE, date=day(12))
        assert len(reading.read(packed).positions) == 4


def test_plain_git_tells_the_positions_of_a_signatory(treaty: Repository) -> None:
    play(treaty)
    told = plain_git(treaty.root, "log", "--format=%an|%s|%b", "positions/DEU")
    assert told.startswith(
        "Delegate of Germany|DEU supports FRA-7K3QXD, as co-sponsor|We like it.\n\nA lot.\n\nDrafter-"
    )
    assert "\nStance: support\n" in told
    assert plain_git(
        treaty.root, "log", "-1", "--format=%(trailers:key=Amendment,valueonly)", "positions/DEU"
    ).strip() == ("FRA-7K3QXD")


def test_plain_git_finds_nothing_wrong_and_nothing_to_commit(treaty: Repository) -> None:
    play(treaty)
    assert plain_git(treaty.root, "fsck", "--strict", "--no-dangling") == ""
    assert plain_git(treaty.root, "status", "--porcelain") == ""
    assert "not conduct" in (treaty.root / f"clauses/310-{CI}.md").read_text()
    assert plain_git(treaty.root, "branch", "--show-current").strip() == "main"
    assert "drafter: FRA proposes" in plain_git(treaty.root, "reflog", "amendments/FRA-7K3QXD")


def test_first_parents_of_an_issue_are_the_history_of_main(treaty: Repository) -> None:
    play(treaty)
    history = plain_git(treaty.root, "log", "--first-parent", "--format=%H", "Rev.2").split()
    assert history[1:] == plain_git(treaty.root, "log", "--first-parent", "--format=%H", "main").split()
    assert plain_git(treaty.root, "cat-file", "-t", "Rev.2").strip() == "tag"
    assert plain_git(treaty.root, "branch", "--contains", "Rev.2^{commit}") == ""


def test_every_record_is_written_in_the_grammar(treaty: Repository) -> None:
    play(treaty)
    for commit in plain_git(treaty.root, "rev-list", "--all").split():
        raw = plain_git(treaty.root, "cat-file", "commit", commit)
        assert isinstance(parse_message(raw.partition("\n\n")[2]), Message)
        author = raw.partition("\nauthor ")[2].partition("\n")[0]
        assert raw.partition("\ncommitter ")[2].partition("\n")[0] == author
        assert author.endswith(" +0000")


def test_a_position_names_the_text_that_was_seen(treaty: Repository) -> None:
    recording.position(treaty, acting_for("AUS"), Target(CI, "2.a"), Stance.OPPOSE, date=day(3))
    file = plain_git(treaty.root, "show", f"positions/AUS:clauses/{CI}/2.a.toml")
    assert f'text = "sha256:{text_sha256("(a) designate a point of contact;")}"' in file
    table(treaty, "FRA", "point of contact", "competent authority", id="000001", on=4)
    recording.adopt(treaty, XXS, ["FRA-000001"], date=day(5))
    read = reading.read(treaty)
    assert [read.stale(each) for each in read.positions] == [True]


def test_a_new_clause_and_a_deleted_one_are_adopted(treaty: Repository) -> None:
    new = compose_clause("cables", "315", kind=Kind.ARTICLE, number="4 bis", heading="Cables", body="Cables.\n")
    act = recording.amend(treaty, acting_for("XRC"), {"cables": new}, "New.", id="XRC-000001", date=day(3))
    assert act.subject == "XRC proposes a new article 4 bis (Cables)"
    act = recording.amend(treaty, acting_for("FRA"), {"scope": None}, "Away.", id="FRA-000001", date=day(3))
    assert act.subject == "FRA proposes to delete article 1 (Scope)"
    recording.adopt(treaty, XXS, ["XRC-000001", "FRA-000001"], date=day(4))
    read = reading.read(treaty)
    assert read.treaty.by_id["cables"] == new
    assert read.treaty.by_id["scope"].status is ClauseStatus.DELETED
    assert read.by_id["FRA-000001"].action is AmendmentAction.DELETE
    assert read.problems == ()


def test_agreed_text_that_is_touched_again_is_open_again(treaty: Repository) -> None:
    table(treaty, "FRA", "the Depositary", "Depositary", id="000001", clause="depositary")
    recording.adopt(treaty, XXS, ["FRA-000001"], date=day(4))
    assert clause(treaty, "depositary").status is ClauseStatus.OPEN


def test_adoption_merges_word_by_word_when_main_has_moved(treaty: Repository) -> None:
    table(treaty, "FRA", "refrain from", "not conduct", id="000001")
    table(treaty, "DEU", "without undue delay", "within 24 hours", id="000001")
    recording.adopt(treaty, XXS, ["FRA-000001"], date=day(4))
    recording.adopt(treaty, XXS, ["DEU-000001"], date=day(5))
    body = clause(treaty).body
    assert "shall not conduct cyber operations" in body
    assert "within 24 hours" in body
    assert (
        plain_git(treaty.root, "rev-list", "--parents", "-1", "main").split()[2]
        == refs(treaty)["refs/heads/amendments/DEU-000001"]
    )


@pytest.mark.parametrize("modified", [False, True])
def test_new_clauses_that_two_propose_for_one_place_come_into_the_text_in_the_order_of_their_adoption(
    treaty: Repository, modified: bool
) -> None:
    standing = reading.read(treaty).treaty
    made = {}
    for code, id, on in (("FRA", "zeta", 2), ("DEU", "aim", 3)):
        order = order_after(standing, "scope", id)
        made[id] = compose_clause(id, order, kind=Kind.ARTICLE, number="1 bis", heading=id, body="New.\n")
        recording.amend(treaty, acting_for(code), {id: made[id]}, "New.", id=f"{code}-000001", date=day(on))
    document = consolidate(reading.read(treaty), style="bracketed")
    assert [each.clause for each in document.blocks if isinstance(each, Heading)][1:4] == ["scope", "zeta", "aim"]
    recording.adopt(treaty, XXS, ["FRA-000001"], date=day(4))
    words = {"aim": made["aim"].with_body("Newer.\n")} if modified else None
    recording.adopt(treaty, XXS, ["DEU-000001"], as_modified=words, date=day(5))
    assert [each.id for each in reading.read(treaty).treaty.clauses][1:4] == ["scope", "zeta", "aim"]
    assert verify(treaty).problems == ()


def test_adoption_as_modified_says_so(treaty: Repository) -> None:
    table(treaty, "FRA", "refrain from", "not conduct", id="000001")
    modified = reworded(treaty, "refrain from", "never conduct")[CI]
    assert modified is not None
    act = recording.adopt(treaty, XXS, ["FRA-000001"], as_modified={CI: modified}, date=day(4))
    assert act.subject == "Adopt FRA-000001 as modified: article 4"
    assert "never conduct" in clause(treaty).body
    assert reading.read(treaty).by_id["FRA-000001"].status is AmendmentStatus.ACCEPTED_AS_MODIFIED
    assert "Editorial-change: critical-infrastructure" in plain_git(treaty.root, "log", "-1", "--format=%b", "main")


def test_a_revision_keeps_what_it_does_not_name_and_moves_to_the_new_base(treaty: Repository) -> None:
    both = {**reworded(treaty, "refrain from", "not conduct"), **reworded(treaty, "all States", "States", "scope")}
    recording.amend(treaty, acting_for("FRA"), both, "Both.", id="FRA-000001", date=day(3))
    table(treaty, "DEU", "without undue delay", "at once", id="000001")
    recording.adopt(treaty, XXS, ["DEU-000001"], date=day(4))
    named = reworded(treaty, "all States", "every State", "scope")
    recording.revise(treaty, acting_for("FRA"), "FRA-000001", named, "Each.", date=day(5))
    amendment = reading.read(treaty).by_id["FRA-000001"]
    assert amendment.clauses == ("scope", CI)
    after = amendment.changes[1].after
    assert after is not None
    assert "not conduct" in after.body
    assert "at once" in after.body
    assert amendment.base == refs(treaty)["refs/heads/main"]


def test_whoever_supports_a_number_does_not_support_another_one(treaty: Repository) -> None:
    table(treaty, "FRA", "refrain from", "not conduct", id="000001")
    target = Target(amendment="FRA-000001")
    recording.position(treaty, acting_for("DEU"), target, Stance.SUPPORT, cosponsor=True, date=day(4))
    words = reworded(treaty, "refrain from", "not conduct")[CI]
    assert words is not None
    # Its hash is the same: the support would stand under a number that Germany has never seen.
    renumbered = {CI: words.with_value("number", "9")}
    with refused(treaty, "another number or place and the same words", "table another one"):
        recording.revise(treaty, acting_for("FRA"), "FRA-000001", renumbered, "x", date=day(5))
    other = reworded(treaty, "refrain from", "never conduct")[CI]
    assert other is not None
    recording.revise(treaty, acting_for("FRA"), "FRA-000001", {CI: other.with_value("number", "9")}, "x", date=day(5))
    read = reading.read(treaty)
    assert [read.stale(each) for each in read.positions] == [True]
    with Repository.open(treaty.root) as repo:
        assert verify(repo, anew=True).ok


def test_words_edited_on_an_older_text_take_back_nothing_that_was_decided_since(treaty: Repository) -> None:
    seen = reading.read(treaty).treaty
    edited = reworded(treaty, "refrain from", "not conduct")
    table(treaty, "DEU", "without undue delay", "at once", id="000001")
    recording.adopt(treaty, XXS, ["DEU-000001"], date=day(4))
    recording.amend(treaty, acting_for("FRA"), edited, "x", base=seen.commit, id="FRA-000001", date=day(5))
    recording.adopt(treaty, XXS, ["FRA-000001"], date=day(6))
    assert "at once" in clause(treaty).body
    assert "not conduct" in clause(treaty).body


def test_an_adopted_amendment_leaves_a_clause_where_the_secretariat_has_moved_it(treaty: Repository) -> None:
    table(treaty, "FRA", "all States", "every State", id="000001", clause="scope")
    moved = replace(clause(treaty, "scope"), order="315")
    recording.edit(treaty, XXS, {"scope": moved}, "Behind article 4.", date=day(4))
    recording.adopt(treaty, XXS, ["FRA-000001"], date=day(5))
    assert "every State" in clause(treaty, "scope").body
    assert clause(treaty, "scope").path == moved.path
    assert verify(treaty).problems == ()


def test_an_amendment_moves_no_clause(treaty: Repository) -> None:
    now = clause(treaty, "scope")
    written = replace(now.with_body(now.body.replace("all States", "every State")), order="900")
    recording.amend(treaty, acting_for("FRA"), {"scope": written}, "x", id="FRA-000001", date=day(3))
    (change,) = reading.read(treaty).by_id["FRA-000001"].changes
    assert change.before is not None
    assert change.after is not None
    assert change.after.path == change.before.path
    with refused(treaty, "the amendment changes nothing"):
        recording.amend(treaty, acting_for("FRA"), {"scope": replace(now, order="900")}, "x")


def test_a_sub_amendment_stands_on_the_version_that_was_edited(treaty: Repository) -> None:
    act = table(treaty, "FRA", "refrain from", "not conduct", id="000001")
    seen = reading.read(treaty).by_id["FRA-000001"].changes[0].after
    assert seen is not None
    recording.revise(
        treaty, acting_for("FRA"), "FRA-000001", reworded(treaty, "refrain from", "never conduct"), "x", date=day(4)
    )
    sub = {CI: seen.with_body(seen.body.replace("critical infrastructure.", "critical infrastructure and cables."))}
    deu = acting_for("DEU")
    recording.amend(treaty, deu, sub, "x", to="FRA-000001", base=act.commit, id="DEU-000001", date=day(5))
    recording.adopt(treaty, XXS, ["FRA-000001", "DEU-000001"], accept_near=True, date=day(6))
    assert "shall never conduct" in clause(treaty).body
    assert "infrastructure and cables." in clause(treaty).body


def test_another_number_is_a_modification_too(treaty: Repository) -> None:
    table(treaty, "FRA", "refrain from", "not conduct", id="000001")
    merged = clause(treaty).with_body(clause(treaty).body.replace("refrain from", "not conduct"))
    modified = {CI: merged.with_value("number", "4 bis")}
    recording.adopt(treaty, XXS, ["FRA-000001"], as_modified=modified, date=day(4))
    assert clause(treaty).number == "4 bis"
    assert f"Editorial-change: {CI}" in plain_git(treaty.root, "log", "-1", "--format=%b", "main")
    assert verify(treaty).problems == ()


def test_a_sub_amendment_that_was_withdrawn_verifies_whatever_the_ids_say(treaty: Repository) -> None:
    """Its last commit, the withdrawal, doesn't say what it changed."""
    table(treaty, "FRA", "refrain from", "not conduct", id="000001")
    now = reading.read(treaty).by_id["FRA-000001"].changes[0].after
    assert now is not None
    sub = {CI: now.with_body(now.body.replace("damage", "harm"))}
    recording.amend(treaty, acting_for("DEU"), sub, "x", to="FRA-000001", id="DEU-000001", date=day(4))
    recording.withdraw(treaty, acting_for("DEU"), "DEU-000001", "", date=day(5))
    assert verify(treaty).problems == ()


def test_an_id_is_drawn_when_none_is_given(treaty: Repository) -> None:
    ids = {
        str(recording.amend(treaty, acting_for("FRA"), reworded(treaty, "refrain", "abstain"), "x").targets[0])
        for _ in range(3)
    }
    assert len(ids) == 3
    assert all(id.startswith("FRA-") and len(id) == 10 for id in ids)


def test_dates_never_run_backwards(treaty: Repository) -> None:
    recording.position(treaty, acting_for("AUS"), Target("scope"), Stance.OPPOSE, date="2999-01-01T00:00:00Z")
    act = recording.position(treaty, acting_for("AUS"), Target("scope"), Stance.ACCEPT)
    assert act.date == "2999-01-01T00:00:00Z"


def test_the_log_tells_every_act_newest_first(treaty: Repository) -> None:
    play(treaty)
    told = log.acts(treaty)
    assert [each.date for each in told] == sorted((each.date for each in told), reverse=True)
    assert len(told) == len(plain_git(treaty.root, "rev-list", "--all").split()) == 15
    assert {each.ref for each in told} == set(refs(treaty))
    assert told[0].action == "issue"
    assert [each.subject for each in log.acts(treaty, signatory="DEU")] == [
        "DEU revises DEU-000001: article 4 (Protection of critical infrastructure)",
        "DEU supports FRA-7K3QXD, as co-sponsor",
        "DEU proposes to amend article 4 (Protection of critical infrastructure)",
    ]
    assert {each.signatory for each in log.acts(treaty, target=Target(amendment="FRA-7K3QXD"))} == {
        "AUS", "DEU", "FRA", SECRETARIAT,
    }  # fmt: skip
    assert [each.action for each in log.acts(treaty, target=Target("scope"))] == ["status", "accept"]
    assert [each.action for each in log.acts(treaty, target=Target(CI, "2.a"))] == ["reserve"]
    assert len(log.acts(treaty, most=4)) == 4


def test_a_clause_is_read_as_it_is_edited_in_the_work_tree(treaty: Repository) -> None:
    file = treaty.root / f"clauses/310-{CI}.md"
    file.write_bytes(file.read_bytes().replace(b"refrain from", b"not conduct"))
    assert b"not conduct" in reading.working_clause(treaty, CI)
    assert "refrain from" in clause(treaty).body


def test_recording_leaves_what_the_user_edits_alone(treaty: Repository, tmp_path: Path) -> None:
    file = treaty.root / f"clauses/310-{CI}.md"
    file.write_bytes(file.read_bytes() + b"\nMine.\n")
    (treaty.root / "notes.txt").write_text("mine")
    plain_git(treaty.root, "add", "notes.txt")
    index = (treaty.git_dir / "index").read_bytes()
    configuration = (treaty.git_dir / "config").read_bytes()
    table(treaty, "FRA", "refrain from", "not conduct", id="000001")
    recording.position(treaty, acting_for("AUS"), Target("scope"), Stance.OPPOSE, date=day(4))
    recording.issue(treaty, XXS, "Rev.1", date=day(5))
    recording.status(treaty, XXS, Target(amendment="FRA-000001"), "deferred", date=day(6))
    assert file.read_bytes().endswith(b"\nMine.\n")
    assert (treaty.git_dir / "index").read_bytes() == index
    assert (treaty.git_dir / "config").read_bytes() == configuration
    assert plain_git(treaty.root, "symbolic-ref", "HEAD").strip() == "refs/heads/main"
