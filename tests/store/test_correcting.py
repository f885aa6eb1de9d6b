"""The secretariat corrects the agreed text in records that everybody can check; nothing that was decided is lost."""

from __future__ import annotations

import pytest

from drafter.model.clause import EMPTY_TEXT_SHA256, compose_clause
from drafter.model.ids import SECRETARIAT
from drafter.model.record import Message, parse_message
from drafter.model.target import Target
from drafter.model.terms import ClauseStatus, Kind, Stance
from drafter.store import reading, recording
from drafter.store.recording import deciding
from drafter.store.recording.worktree import WorkTree, catch_up
from drafter.store.repository import Repository
from drafter.store.verifying import verify
from tests.conftest import acting_for
from tests.store.acts import CI, clause, day, plain_git, refused, reworded, table

XXS = acting_for(SECRETARIAT)
FILE = f"clauses/310-{CI}.md"


def said(repo: Repository) -> Message:
    """The newest message on main."""
    read = parse_message(plain_git(repo.root, "log", "-1", "--format=%B", "main").rstrip("\n") + "\n")
    assert isinstance(read, Message)
    return read


def test_a_correction_is_a_record_that_verifies(treaty: Repository) -> None:
    corrected = reworded(treaty, "refrain from", "refrain, from")
    act = recording.edit(treaty, XXS, corrected, "A typing error.", date=day(4))
    assert (act.action, act.ref, act.statement) == ("edit", "refs/heads/main", "A typing error.")
    assert [str(each) for each in act.targets] == [CI]
    assert act.subject.startswith("Correct article 4")
    new = clause(treaty)
    assert "refrain, from" in new.body
    assert said(treaty).all("Text-SHA256") == (f"{CI} {new.text_sha256}",)
    assert plain_git(treaty.root, "status", "--porcelain") == ""
    assert verify(treaty).problems == ()
    assert reading.read(treaty).problems == ()


def test_a_number_a_heading_and_the_order_are_corrected_alike(treaty: Repository) -> None:
    before = clause(treaty, "scope")
    renumbered = before.with_value("number", "3 bis").with_value("heading", "Scope of application")
    moved = compose_clause("scope", "315", kind=before.kind, number="3 bis", heading="Scope", body=before.body)
    recording.edit(treaty, XXS, {"scope": renumbered}, "As agreed on Tuesday.", date=day(4))
    assert (clause(treaty, "scope").number, clause(treaty, "scope").heading) == ("3 bis", "Scope of application")
    recording.edit(treaty, XXS, {"scope": moved}, "Behind article 4.", date=day(5))
    order = [each.id for each in reading.read(treaty).treaty.clauses]
    assert order.index("scope") == order.index(CI) + 1
    assert plain_git(treaty.root, "status", "--porcelain") == ""
    assert verify(treaty).problems == ()


def test_a_clause_is_put_in_and_taken_out_again(treaty: Repository) -> None:
    new = compose_clause("cables", "315", kind=Kind.ARTICLE, number="4 bis", heading="Cables", body="1. Cables.\n")
    act = recording.edit(treaty, XXS, {"cables": new}, "Left out by mistake.", date=day(4))
    assert act.subject == "Put in article 4 bis (Cables)"
    assert clause(treaty, "cables").body == "1. Cables.\n"
    act = recording.edit(treaty, XXS, {"cables": None}, "It belongs to the annex.", date=day(5))
    assert act.subject == "Take out article 4 bis (Cables)"
    assert said(treaty).all("Text-SHA256") == (f"cables {EMPTY_TEXT_SHA256}",)
    assert "cables" not in reading.read(treaty).treaty.by_id
    assert not (treaty.root / new.path).exists()
    assert verify(treaty).problems == ()


def test_a_clause_that_somebody_has_spoken_about_is_not_taken_out(treaty: Repository) -> None:
    recording.position(treaty, acting_for("FRA"), Target("scope"), Stance.RESERVE, date=day(3))
    table(treaty, "DEU", "refrain from", "not conduct", id="000001")
    with refused(treaty, "a position of FRA is about `scope`", "drafter amend --delete"):
        recording.edit(treaty, XXS, {"scope": None}, "x")
    with refused(treaty, f"DEU-000001 is about `{CI}`"):
        recording.edit(treaty, XXS, {CI: None}, "x")


def test_settled_words_that_are_corrected_are_open_again(treaty: Repository) -> None:
    recording.status(treaty, XXS, Target(CI), "agreed", date=day(3))
    recording.edit(treaty, XXS, {CI: clause(treaty).with_value("number", "5")}, "Renumbered.", date=day(4))
    assert clause(treaty).status is ClauseStatus.AGREED
    recording.edit(treaty, XXS, reworded(treaty, "refrain from", "refrain, from"), "A comma.", date=day(5))
    assert clause(treaty).status is ClauseStatus.OPEN
    assert verify(treaty).problems == ()


def test_a_correction_sets_no_status_and_needs_a_reason(treaty: Repository) -> None:
    with refused(treaty, "doesn't make", "agreed", "drafter status"):
        recording.edit(treaty, XXS, {CI: clause(treaty).with_value("status", "agreed")}, "x")
    with refused(treaty, "doesn't make", "deleted"):
        recording.edit(treaty, XXS, {CI: clause(treaty).with_value("status", "deleted")}, "x")
    with refused(treaty, "nothing says why"):
        recording.edit(treaty, XXS, reworded(treaty, "refrain from", "avoid"), " \n")
    with refused(treaty, "says that already"):
        recording.edit(treaty, XXS, {CI: clause(treaty)}, "x")
    with refused(treaty, "only the secretariat"):
        recording.edit(treaty, acting_for("FRA"), reworded(treaty, "refrain from", "avoid"), "x")


def test_what_was_decided_since_the_text_was_taken_is_not_taken_back(treaty: Repository) -> None:
    table(treaty, "FRA", "refrain from", "not conduct", id="000001")
    taken, base = reworded(treaty, "critical", "Critical"), reading.read(treaty).treaty.commit
    elsewhere = reworded(treaty, "States", "Parties", "scope")
    recording.adopt(treaty, XXS, ["FRA-000001"], date=day(4))
    with refused(treaty, f"`{CI}` was changed on main since", status=1):
        recording.edit(treaty, XXS, taken, "A capital.", base=base)
    recording.edit(treaty, XXS, elsewhere, "The defined term.", base=base, date=day(5))
    assert "not conduct" in clause(treaty).body


def test_a_file_edited_in_the_work_tree_is_recorded_and_shown_as_on_record(treaty: Repository) -> None:
    corrected = reworded(treaty, "refrain from", "refrain, from")
    content = corrected[CI].source.encode()  # type: ignore[union-attr]
    (treaty.root / FILE).write_bytes(content)
    recording.edit(treaty, XXS, corrected, "x", worked={FILE: content}, date=day(4))
    assert plain_git(treaty.root, "status", "--porcelain") == ""
    assert (treaty.root / FILE).read_bytes() == content


def test_other_files_edited_in_the_work_tree_stay_and_are_named(treaty: Repository) -> None:
    corrected = reworded(treaty, "refrain from", "refrain, from")
    content = corrected[CI].source.encode()  # type: ignore[union-attr]
    (treaty.root / FILE).write_bytes(content)
    other = treaty.root / "clauses/210-scope.md"
    other.write_text(other.read_text() + "\nMine.\n")
    with refused(treaty, "local changes in clauses/210-scope.md"):
        recording.edit(treaty, XXS, corrected, "x", worked={FILE: content})
    assert other.read_text().endswith("Mine.\n")


def test_a_file_that_is_edited_on_while_it_is_recorded_is_not_overwritten(treaty: Repository) -> None:
    corrected = reworded(treaty, "refrain from", "refrain, from")
    content = corrected[CI].source.encode()  # type: ignore[union-attr]
    (treaty.root / FILE).write_bytes(content + b"\nMore.\n")
    with refused(treaty, "edited meanwhile"):
        recording.edit(treaty, XXS, corrected, "x", worked={FILE: content})
    assert (treaty.root / FILE).read_bytes().endswith(b"More.\n")


def test_a_work_tree_that_a_killed_act_left_behind_takes_nothing_back(
    treaty: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    table(treaty, "FRA", "refrain from", "not conduct", id="000001")
    with monkeypatch.context() as killed:
        killed.setattr(deciding, "_follow", lambda *_: None)
        recording.adopt(treaty, XXS, ["FRA-000001"], date=day(4))
    other = treaty.root / "clauses/210-scope.md"
    other.write_text(other.read_text() + "\nMine.\n")
    catch_up(treaty)
    assert "not conduct" in (treaty.root / FILE).read_text()
    assert other.read_text().endswith("Mine.\n")
    assert plain_git(treaty.root, "status", "--porcelain") == " M clauses/210-scope.md\n"


def test_a_correction_that_was_killed_before_it_was_shown_is_not_in_the_way(
    treaty: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    corrected = reworded(treaty, "refrain from", "refrain, from")
    content = corrected[CI].source.encode()  # type: ignore[union-attr]
    (treaty.root / FILE).write_bytes(content)
    with monkeypatch.context() as killed:
        killed.setattr(deciding, "_keep", lambda *_: None)
        recording.edit(treaty, XXS, corrected, "x", worked={FILE: content}, date=day(4))
    assert plain_git(treaty.root, "status", "--porcelain") != ""
    recording.status(treaty, XXS, Target("scope"), "agreed", date=day(5))
    assert plain_git(treaty.root, "status", "--porcelain") == ""
    assert (treaty.root / FILE).read_bytes() == content


def test_a_work_tree_that_several_acts_left_behind_catches_up(
    treaty: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as killed:
        killed.setattr(deciding, "_follow", lambda *_: None)
        killed.setattr(WorkTree, "check", lambda *_: None)
        killed.setattr(WorkTree, "check_follows", lambda *_: None)
        recording.edit(treaty, XXS, reworded(treaty, "refrain from", "avoid"), "x", date=day(4))
        recording.edit(treaty, XXS, reworded(treaty, "critical", "Critical"), "x", date=day(5))
    recording.status(treaty, XXS, Target("scope"), "agreed", date=day(6))
    assert plain_git(treaty.root, "status", "--porcelain") == ""
    assert "avoid" in (treaty.root / FILE).read_text()


def test_a_text_that_was_edited_where_a_killed_act_was_not_shown_yet_is_refused(
    treaty: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    table(treaty, "FRA", "refrain from", "not conduct", id="000001")
    with monkeypatch.context() as killed:
        killed.setattr(deciding, "_follow", lambda *_: None)
        recording.adopt(treaty, XXS, ["FRA-000001"], date=day(4))
    (treaty.root / FILE).write_text((treaty.root / FILE).read_text() + "\nMine.\n")
    with refused(treaty, "interrupted", "git restore"):
        catch_up(treaty)
    assert (treaty.root / FILE).read_text().endswith("Mine.\n")
