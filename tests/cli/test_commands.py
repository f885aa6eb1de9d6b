"""Every act has a command, and every command that prints a result prints it as JSON too."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from drafter.cli.app import COMMANDS
from drafter.model.record import Message, parse_message
from tests.built import PLAIN_LOCALE
from tests.cli.conftest import Drafter, everything, git, process
from tests.conftest import treaty_files

ARTICLE = "clauses/310-critical-infrastructure.md"
SOURCE = treaty_files()[ARTICLE].decode()
ESCAPE = "\x1b"

KEYS = {
    "list": ["id", "kind", "number", "heading", "status", "amendments", "brackets"],
    "amendments": ["id", "signatory", "clauses", "action", "status", "subject", "cosponsors", "stale", "applies"],
    "positions": ["signatory", "target", "stance", "stale", "cosponsor", "on_behalf_of", "statement", "commit", "date"],
    "log": ["commit", "date", "signatory", "delegate", "action", "target", "subject"],
}


@pytest.mark.parametrize("command", KEYS)
def test_a_list_has_the_keys_that_others_rely_on(command: str, built_demo: Path, drafter: Drafter) -> None:
    rows = drafter("-C", built_demo, command, "--format", "json").data
    assert rows
    for row in rows:
        assert set(KEYS[command]) <= set(row)


@pytest.mark.parametrize(
    "command",
    ["list", "amendments", "positions", "log", "diff", "consolidate", "show critical-infrastructure",
     "show critical-infrastructure:1", "diff --from Rev.1 --to Rev.2", "positions --by clause", "amendments --by FRA",
     "positions --format csv",
     "consolidate --style clean", "consolidate --style redline --since Rev.1", "consolidate --at Rev.1 --unattributed",
     "list --at Rev.1", "amendments --clause scope --status tabled", "log scope -n 3", "positions --signatory FRA"],
)  # fmt: skip
def test_what_is_read_is_plain_text_and_changes_nothing(command: str, built_demo: Path, drafter: Drafter) -> None:
    before = everything(built_demo)
    said = drafter("-C", built_demo, *command.split())
    assert (said.status, said.error) == (0, "")
    assert everything(built_demo) == before
    assert said.out.endswith("\n")
    assert ESCAPE not in said.out
    assert not set("┃│─━┏╭") & set(said.out)


def test_a_day_names_the_text_that_stood_when_it_began(built_demo: Path, drafter: Drafter) -> None:
    acts = drafter("-C", built_demo, "log", "--signatory", "XXS", "--format", "json").data
    on_main = [act for act in acts if act["ref"] == "refs/heads/main"]
    asked = ("consolidate", "--style", "clean", "-f", "json", "--at")
    assert drafter("-C", built_demo, *asked, "2199-01-01").data["commit"] == on_main[0]["commit"]
    told = set()
    for day in {act["date"][:10] for act in on_main[:-1]} - {on_main[-1]["date"][:10]}:
        before = next(act["commit"] for act in on_main if act["date"] < day)
        assert drafter("-C", built_demo, *asked, day).data["commit"] == before
        by_commit, by_day = (drafter("-C", built_demo, "diff", "--from", each) for each in (before, day))
        assert by_commit.out == by_day.out
        told.add(by_day.out)
    assert len(told) > 1


def test_the_matrix_of_positions_is_a_table_for_people_and_spreadsheets(built_demo: Path, drafter: Drafter) -> None:
    table = drafter("-C", built_demo, "positions", "--matrix", "--clause", "scope")
    assert (table.status, table.error) == (0, "")
    assert table.out.startswith("target ")
    cells = drafter("-C", built_demo, "positions", "--matrix", "--format", "csv").out.splitlines()
    assert cells[0].startswith("target,clause,title,G77,")
    assert drafter("-C", built_demo, "positions", "--matrix", "--format", "csv").out.splitlines() == cells
    for wrong in (("--format", "json"), ("--signatory", "FRA"), ("--since", "2026-01-01")):
        said = drafter("-C", built_demo, "positions", "--matrix", *wrong)
        assert (said.status, said.error.count("\n")) == (2, 1)
        assert f"leave out {' '.join(wrong[: 1 + ('json' in wrong)])} or --matrix" in said.error
    said = drafter("-C", built_demo, "positions", "--matrix", "--clause", "article 4")
    assert "Article 4 is `critical-infrastructure`" in said.error


def test_the_matrix_is_kept_until_somebody_speaks(place: Path, drafter: Drafter) -> None:
    asked = ("-C", place, "positions", "--matrix", "--format", "csv")
    first = drafter(*asked).out
    assert len(list(place.glob(".git/drafter/derived-*/matrix-csv"))) == 1
    assert drafter(*asked).out == first
    assert "AUS" not in first.partition("\n")[0].split(",")
    assert drafter("-C", place, "position", "scope", "reserve", "--as", "AUS").status == 0
    now = drafter(*asked).out
    assert "AUS" in now.partition("\n")[0].split(",")
    assert now != first


def test_the_positions_since_a_day_are_those_recorded_from_its_beginning(built_demo: Path, drafter: Drafter) -> None:
    rows = drafter("-C", built_demo, "positions", "--format", "json").data
    for day in sorted({row["date"][:10] for row in rows})[:3]:
        since = drafter("-C", built_demo, "positions", "--since", day, "--format", "json").data
        assert since == [row for row in rows if row["date"] >= day]
    assert len(since) < len(rows)
    for wrong in ("yesterday", "2026-02-30", ""):
        said = drafter("-C", built_demo, "positions", "--since", wrong)
        assert (said.status, said.error.count("\n"), said.out) == (2, 1, "")


def test_the_log_since_a_day_is_all_that_was_recorded_from_its_beginning(built_demo: Path, drafter: Drafter) -> None:
    acts = drafter("-C", built_demo, "log", "--format", "json").data
    for day in {act["date"][:10] for act in acts}:
        since = drafter("-C", built_demo, "log", "--since", day, "--format", "json").data
        assert since == [act for act in acts if act["date"] >= day]


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("diff --from 2001-01-01", "there was no text before 2001-01-01; main begins on 2026-"),
        ("diff --from 2026-02-30", "is neither an issue nor a commit of main nor a day (2026-11-20)"),
        ("log --since 2026-02-30", "`2026-02-30` is no day; write it as 2026-11-20"),
        ("log --since yesterday", "`yesterday` is no day; write it as 2026-11-20"),
        ("amend scope --file x --base 2026-03-01 -m x", "doesn't say which text the file was made from"),
        ("revise FRA --file x --base 2026-03-01 -m x", "doesn't say which text the file was made from"),
        ("edit scope --file x --base 2026-03-01 --reason x", "doesn't say which text the file was made from"),
    ],
)
def test_a_day_that_names_no_text_is_told(command: str, told: str, built_demo: Path, drafter: Drafter) -> None:
    said = drafter("-C", built_demo, *command.split())
    assert (said.status, said.out) == (2, "")
    assert told in said.error
    assert said.error.count("\n") == 1


def test_a_document_is_an_object_with_its_blocks(built_demo: Path, drafter: Drafter) -> None:
    document = drafter("-C", built_demo, "consolidate", "-f", "json").data
    assert {"title", "symbol", "issue", "commit", "date", "legend", "blocks"} <= set(document)
    assert document["blocks"]


def test_a_document_is_written_to_a_file_by_its_name(built_demo: Path, tmp_path: Path, drafter: Drafter) -> None:
    for name in ("draft.md", "draft.json"):
        said = drafter("-C", built_demo, "consolidate", "-o", tmp_path / name)
        assert (said.status, said.out) == (0, "")
    printed = drafter("-C", built_demo, "consolidate").out
    assert (tmp_path / "draft.md").read_text() == printed
    assert json.loads((tmp_path / "draft.json").read_text())["title"] == "Digital Geneva Convention"


def test_the_same_negotiation_prints_the_same_bytes_in_every_process(built_demo: Path) -> None:
    for command in (["consolidate"], ["list", "--format", "json"], ["positions"]):
        once = process(*command, cwd=built_demo, PYTHONHASHSEED="1", LC_ALL=PLAIN_LOCALE, TZ="Asia/Tokyo")
        again = process(*command, cwd=built_demo, PYTHONHASHSEED="2", LC_ALL="C.UTF-8", COLUMNS="40")
        assert once == again
        assert once.status == 0


def test_a_delegate_proposes_and_the_words_are_shown_first(place: Path, drafter: Drafter) -> None:
    (place / ARTICLE).write_text(SOURCE.replace("refrain from", "not conduct"))
    assert drafter("-C", place, "as", "FRA").status == 0
    said = drafter("-C", place, "amend", "critical-infrastructure", "--rationale", "It says what it means.")
    assert said.status == 0
    assert "1. States shall [-refrain from-]{+not conduct+} cyber operations" in said.out
    assert re.search(r"^Recorded [0-9a-f]{10}: FRA proposes to amend article 4", said.out, re.MULTILINE)
    assert re.search(r"^Next: `drafter show FRA-[0-9A-Z]{6}`", said.out, re.MULTILINE)
    assert "git restore" in said.error
    (row,) = drafter("-C", place, "amendments", "--format", "json").data
    assert (row["signatory"], row["clauses"], row["applies"]) == ("FRA", ["critical-infrastructure"], "cleanly")
    message = parse_message(git(place, "log", "-1", "--format=%B", f"amendments/{row['id']}").rstrip("\n") + "\n")
    assert isinstance(message, Message)
    assert message.statement == "It says what it means."


@pytest.mark.parametrize(
    "content",
    [
        SOURCE.replace("refrain from", "not conduct").encode(),
        SOURCE.split("---\n\n")[1].replace("refrain from", "not conduct").encode(),
        b"\xef\xbb\xbf" + SOURCE.replace("refrain from", "not conduct").replace("\n", "\r\n").encode(),
        SOURCE.split("---\n\n")[1].replace("refrain from", "not conduct").rstrip("\n").encode(),
    ],
    ids=["whole file", "text alone", "Windows editor", "no final newline"],
)
def test_only_the_words_that_changed_are_proposed(content: bytes, place: Path, drafter: Drafter) -> None:
    (place.parent / "mine.md").write_bytes(content)
    arguments = ("--file", place.parent / "mine.md", "-m", "x", "--as", "FRA", "--format", "json")
    assert drafter("-C", place, "amend", "critical-infrastructure", *arguments).status == 0
    (row,) = drafter("-C", place, "amendments", "--format", "json").data
    edits = drafter("-C", place, "diff", row["id"], "--format", "json").data["edits"]
    assert [(each["clause"], each["old"], each["new"]) for each in edits] == [
        ("critical-infrastructure", "refrain from", "not conduct")
    ]
    shown = git(place, "diff", "--numstat", "main", f"amendments/{row['id']}")
    assert shown.split() == ["1", "1", ARTICLE]


def test_an_editor_that_is_used_and_a_text_that_is_refused_is_not_lost(
    place: Path, drafter: Drafter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "sed -i s/refrain/abstain/")
    said = drafter("-C", place, "amend", "critical-infrastructure", "--edit", "-m", "x", "--as", "FRA")
    assert said.status == 0, said
    monkeypatch.setenv("EDITOR", "sed -i s/open/opn/")
    said = drafter("-C", place, "amend", "critical-infrastructure", "--edit", "-m", "x", "--as", "FRA")
    assert said.status == 2
    kept = Path(said.error.removeprefix("drafter: ").partition(":5: ")[0])
    assert "status: opn" in kept.read_text()
    monkeypatch.setenv("EDITOR", "true")
    said = drafter("-C", place, "amend", "critical-infrastructure", "--edit", "-m", "x", "--as", "FRA")
    assert "--file" in said.error
    assert str(kept) in said.error
    for command, why in (("true", "was not changed"), ("false", "ended with status 1"), ("/none", "can't be started")):
        monkeypatch.setenv("EDITOR", command)
        kept.unlink(missing_ok=True)
        said = drafter("-C", place, "amend", "critical-infrastructure", "--edit", "-m", "x", "--as", "FRA")
        assert (said.status, why in said.error) == (2, True), said
    assert not kept.exists()


def test_what_is_adopted_while_an_editor_is_open_is_not_taken_back(
    place: Path, drafter: Drafter, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = tabled(place, drafter, "refrain from", "not conduct")
    editor = place.parent / "editor"
    adopt = shlex.join([sys.executable, "-m", "drafter", "-C", str(place), "adopt", id, "--as", "XXS"])
    editor.write_text(f'#!/bin/sh\n{adopt} >&2 && sed -i "s/damage/harm/" "$1"\n')
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", shlex.quote(str(editor)))
    said = drafter("-C", place, "amend", "critical-infrastructure", "--edit", "-m", "x", "--as", "AUS")
    assert said.status == 0, said
    rows = drafter("-C", place, "amendments", "--by", "AUS", "--format", "json").data
    (edit,) = drafter("-C", place, "diff", rows[0]["id"], "--format", "json").data["edits"]
    assert (edit["old"], edit["new"]) == ("damage", "harm")
    assert rows[0]["stale"]


def test_a_file_made_from_an_earlier_issue_is_compared_with_that(place: Path, drafter: Drafter) -> None:
    assert drafter("-C", place, "issue", "Rev.1", "--as", "XXS").status == 0
    id = tabled(place, drafter, "refrain from", "not conduct")
    assert drafter("-C", place, "adopt", id, "--as", "XXS").status == 0
    (place.parent / "old.md").write_text(SOURCE.replace("damage", "harm"))
    arguments = ("--file", place.parent / "old.md", "--base", "Rev.1", "-m", "x", "--as", "AUS")
    assert drafter("-C", place, "amend", "critical-infrastructure", *arguments).status == 0
    (row,) = drafter("-C", place, "amendments", "--by", "AUS", "--format", "json").data
    (edit,) = drafter("-C", place, "diff", row["id"], "--format", "json").data["edits"]
    assert (edit["old"], edit["new"]) == ("damage", "harm")


def tabled(place: Path, drafter: Drafter, old: str, new: str, base: str = SOURCE) -> str:
    """Table an amendment of France that puts new words in the place of old ones; give its id."""
    (place.parent / "mine.md").write_text(base.replace(old, new))
    arguments = ("--file", place.parent / "mine.md", "-m", "Because.", "--as", "FRA", "--format", "json")
    said = drafter("-C", place, "amend", "critical-infrastructure", *arguments)
    assert said.status == 0, said
    target: str = said.data["target"]
    return target.split()[0]


def test_proposals_of_every_kind_are_tabled(place: Path, drafter: Drafter) -> None:
    (place.parent / "new.md").write_text("States are sovereign.\n")
    id = tabled(place, drafter, "refrain from", "not conduct")
    for arguments in (
        ["critical-infrastructure", "--delete"],
        ["--after", "scope", "--id", "sovereignty", "--number", "1 bis", "--heading", "Sovereignty",
         "--file", str(place.parent / "new.md")],
        ["critical-infrastructure:1", "--retain"],
        ["critical-infrastructure", "--retain", "--against", id],
        ["critical-infrastructure", "--to", id, "--file", str(place.parent / "new.md")],
    ):  # fmt: skip
        said = drafter("-C", place, "amend", *arguments, "-m", "Because.", "--as", "FRA")
        assert said.status == 0, said
    rows = drafter("-C", place, "amendments", "--format", "json").data
    assert sorted(row["action"] for row in rows) == ["add", "delete", "modify", "modify", "retain", "retain"]
    assert sorted(filter(None, (row["parent"] for row in rows))) == [id]
    assert sorted(filter(None, (row["against"] for row in rows))) == [id]


def test_the_same_words_are_met_with_the_offer_to_cosponsor(place: Path, drafter: Drafter) -> None:
    id = tabled(place, drafter, "refrain from", "not conduct")
    said = drafter(
        "-C", place, "amend", "critical-infrastructure", "--file", place.parent / "mine.md", "-m", "x", "--as", "AUS"
    )
    assert f"`drafter position {id} support --cosponsor`" in said.error


def test_a_version_is_revised_and_withdrawn(place: Path, drafter: Drafter) -> None:
    id = tabled(place, drafter, "refrain from", "not conduct")
    (place.parent / "newer.md").write_text(SOURCE.replace("refrain from", "never conduct"))
    said = drafter("-C", place, "revise", id[:5], "--file", place.parent / "newer.md", "-m", "Better.", "--as", "FRA")
    assert said.status == 0, said
    assert "shall [-not-]{+never+} conduct" in said.out
    said = drafter("-C", place, "withdraw", id, "-m", "Enough.", "--as", "FRA")
    assert said.status == 0, said
    shown = drafter("-C", place, "show", id, "--format", "json").data
    assert [each["action"] for each in shown["versions"]] == ["table", "revise", "withdraw"]
    assert shown["status"] == "withdrawn"


def test_a_number_that_is_proposed_is_told_wherever_the_amendment_is(place: Path, drafter: Drafter) -> None:
    (whole,) = (each.read_text() for each in place.glob("clauses/*-critical-infrastructure.md"))
    (place.parent / "numbered.md").write_text(whole.replace('number: "4"', 'number: "4 bis"'))
    arguments = ("--file", place.parent / "numbered.md", "-m", "x", "--as", "FRA")
    said = drafter("-C", place, "amend", "critical-infrastructure", *arguments)
    becomes = "Article 4 becomes Article 4 bis"
    assert becomes in said.out
    (row,) = drafter("-C", place, "amendments", "--by", "FRA", "--format", "json").data
    for arguments in (("diff", row["id"]), ("show", row["id"]), ("what-if", row["id"])):
        assert becomes in drafter("-C", place, *arguments).out
    told = drafter("-C", place, "diff", row["id"], "--format", "json").data
    assert [each["new"] for each in told["renumbered"]] == ["Article 4 bis"]
    then = git(place, "rev-parse", "main").strip()
    assert drafter("-C", place, "adopt", row["id"], "--as", "XXS").status == 0
    assert becomes in drafter("-C", place, "diff", "critical-infrastructure", "--from", then).out


def test_words_alone_that_are_adopted_as_modified_leave_number_and_heading_to_the_amendment(
    place: Path, drafter: Drafter
) -> None:
    (whole,) = (each.read_text() for each in place.glob("clauses/*-critical-infrastructure.md"))
    headed = whole.replace('number: "4"', 'number: "4 bis"').replace("heading: Protection", "heading: The protection")
    (place.parent / "headed.md").write_text(headed.replace("refrain from", "not conduct"))
    arguments = ("--file", place.parent / "headed.md", "-m", "x", "--as", "FRA", "--format", "json")
    id = drafter("-C", place, "amend", "critical-infrastructure", *arguments).data["target"].split()[0]
    (place.parent / "agreed.md").write_text(whole.split("---\n\n")[1].replace("refrain from", "never conduct"))
    said = drafter("-C", place, "adopt", id, "--as-modified", place.parent / "agreed.md", "--as", "XXS")
    assert said.status == 0, said
    (now,) = (each.read_text() for each in place.glob("clauses/*-critical-infrastructure.md"))
    assert now == headed.replace("refrain from", "never conduct")


def test_a_file_made_from_an_older_text_takes_back_nothing_in_a_revision_either(place: Path, drafter: Drafter) -> None:
    id = tabled(place, drafter, "refrain from", "not conduct")
    then = git(place, "rev-parse", "main").strip()
    other = tabled(place, drafter, "damage", "harm")
    assert drafter("-C", place, "adopt", other, "--as", "XXS").status == 0
    (place.parent / "newer.md").write_text(SOURCE.replace("refrain from", "never conduct"))
    arguments = ("revise", id, "--file", place.parent / "newer.md", "-m", "x", "--as", "FRA")
    said = drafter("-C", place, *arguments, "--base", then)
    assert (said.status, said.error) == (0, ""), said
    edits = drafter("-C", place, "diff", id, "--format", "json").data["edits"]
    assert [(each["old"], each["new"]) for each in edits] == [("refrain from", "never conduct")]
    (place.parent / "newer.md").write_text(SOURCE.replace("refrain from", "nowhere conduct"))
    said = drafter("-C", place, *arguments)
    assert said.status == 0
    assert f"critical-infrastructure has changed since {id} was tabled" in said.error
    assert "--base" in said.error


def test_a_sub_amendment_is_revised_on_the_words_that_it_amends(
    place: Path, drafter: Drafter, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposed = SOURCE.replace("damage", "harm") + "\n3. Each Party shall report.\n"
    id = tabled(place, drafter, SOURCE, proposed)
    (place.parent / "sub.md").write_text(proposed.replace("refrain from", "not conduct"))
    arguments = ("--to", id, "--file", place.parent / "sub.md", "-m", "x", "--as", "AUS", "--format", "json")
    sub = drafter("-C", place, "amend", "critical-infrastructure", *arguments).data["target"].split()[0]
    said = drafter("-C", place, "revise", sub, "-m", "x", "--as", "AUS")
    assert (said.status, "no text is given" in said.error) == (2, True), said
    monkeypatch.setenv("EDITOR", "sed -i 's/not conduct/never conduct/'")
    said = drafter("-C", place, "revise", sub, "--edit", "-m", "x", "--as", "AUS")
    assert said.status == 0, said
    edits = drafter("-C", place, "diff", sub, "--format", "json").data["edits"]
    assert [(each["old"], each["new"]) for each in edits] == [("refrain from", "never conduct")]
    assert drafter("-C", place, "adopt", id, sub, "--accept-near", "--as", "XXS").status == 0
    text = drafter("-C", place, "show", "critical-infrastructure", "--format", "json").data["text"]
    assert text.endswith(proposed.replace("refrain from", "never conduct").split("\n\n", 1)[1])


def test_a_position_on_an_amendment_is_listed_with_the_clauses_that_it_is_about(
    built_demo: Path, drafter: Drafter
) -> None:
    lines = drafter("-C", built_demo, "positions", "--signatory", "FRA").out.splitlines()
    listed = {words[1]: words[2] for words in map(str.split, lines)}
    assert (listed["target"], listed["RUS-KJ1S85"], listed["SGP-005NEN"]) == ("clauses", "preamble", "scope")


def test_a_position_is_taken_shown_and_taken_back(place: Path, drafter: Drafter) -> None:
    id = tabled(place, drafter, "refrain from", "not conduct")
    said = drafter("-C", place, "position", id[:4], "support", "--cosponsor", "-m", "We thank France.", "--as", "AUS")
    assert said.status == 0, said
    assert f"AUS supports {id}, as co-sponsor" in said.out
    assert "`git log positions/AUS`" in said.out
    assert f"AUS supports {id}, as co-sponsor" in git(place, "log", "positions/AUS")
    assert "We thank France." in drafter("-C", place, "show", f"AUS:{id}").out
    (row,) = drafter("-C", place, "positions", "--format", "json").data
    assert (row["target"], row["stance"], row["cosponsor"], row["stale"]) == (id, "support", True, False)
    assert drafter("-C", place, "position", id, "none", "--as", "AUS").status == 0


def test_what_is_about_a_text_that_is_plainly_named_reads_no_other_amendments_and_no_positions(
    place: Path, drafter: Drafter, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = tabled(place, drafter, "refrain from", "not conduct")
    assert drafter("-C", place, "position", "critical-infrastructure", "oppose", "--as", "FRA").status == 0

    def reads(*_: object, **__: object) -> None:
        raise AssertionError("the whole negotiation was read")

    monkeypatch.setattr("drafter.store.reading.read", reads)
    for arguments in (
        ["position", "critical-infrastructure:1", "accept", "--as", "AUS"],
        ["position", id[:5], "support", "--as", "AUS"],
        ["log", id[:5]],
        ["log", "critical-infrastructure", "--signatory", "AUS"],
        ["blame", "critical-infrastructure:1"],
        ["withdraw", id[:5], "--as", "FRA"],
    ):
        said = drafter("-C", place, *arguments)
        assert (said.status, said.error.count("whole")) == (0, 0), said
    with pytest.raises(AssertionError, match="whole negotiation"):
        drafter("-C", place, "positions")


def test_who_marks_a_clause_as_agreed_is_told_what_is_still_on_the_table(place: Path, drafter: Drafter) -> None:
    id = tabled(place, drafter, "refrain from", "not conduct")
    said = drafter("-C", place, "status", "critical-infrastructure", "agreed", "--as", "XXS")
    what = f"critical-infrastructure is marked as agreed, and 1 amendment to it is on the table ({id})"
    assert (said.status, said.error) == (0, f"drafter: {what}\n")
    assert drafter("-C", place, "status", "critical-infrastructure", "open", "--as", "XXS").error == ""
    assert drafter("-C", place, "withdraw", id, "--as", "FRA").status == 0
    assert drafter("-C", place, "status", "critical-infrastructure", "agreed", "--as", "XXS").error == ""


def test_the_reason_of_a_decision_is_kept_with_it_and_stands_in_the_annex(place: Path, drafter: Drafter) -> None:
    id = tabled(place, drafter, "refrain from", "not conduct")
    why = ("--reason", "Met by the text of the Chair.")
    said = drafter("-C", place, "status", id, "not-accepted", "--reason", " ", "--as", "XXS")
    assert (said.status, "--reason is empty" in said.error) == (2, True), said
    assert drafter("-C", place, "status", id, "not-accepted", *why, "--as", "XXS").status == 0
    shown = drafter("-C", place, "show", id)
    assert re.search(r"^because +Met by the text of the Chair\.$", shown.out, re.MULTILINE), shown
    assert "> Reason: not accepted (Met by the text of the Chair.); " in drafter("-C", place, "consolidate").out
    other = tabled(place, drafter, "damage", "harm")
    assert drafter("-C", place, "adopt", other, "--reason", "Agreed in plenary.", "--as", "XXS").status == 0
    assert "Agreed in plenary." in git(place, "log", "-1", "--format=%b", "main")
    assert drafter("-C", place, "show", other, "--format", "json").data["decided_because"] == "Agreed in plenary."
    assert drafter("-C", place, "verify").status == 0


def test_the_text_is_numbered_through_once_a_reason_is_given_and_read_before(place: Path, drafter: Drafter) -> None:
    (place.parent / "new.md").write_text("1. See article 4 and {critical-infrastructure:1}.\n\n1 bis. Words.\n")
    new = ("--id", "hospitals", "--number", "4 bis", "--heading", "Hospitals", "--file", place.parent / "new.md")
    assert (
        drafter("-C", place, "edit", "--after", "critical-infrastructure", *new, "-m", "x", "--as", "XXS").status == 0
    )
    tabled(place, drafter, "refrain from", "not conduct")
    assert drafter("-C", place, "position", "hospitals:1bis", "support", "--as", "FRA").status == 0
    main = git(place, "rev-parse", "main")
    said = drafter("-C", place, "renumber", "--paragraphs")
    assert (said.status, git(place, "rev-parse", "main")) == (0, main), said
    assert "[-1 bis.-]{+2.+} Words. (renumbered)" in said.out
    assert "Article 4 bis -> Article 3\nArticle 12 -> Article 4\nhospitals:1bis -> hospitals:2" in said.out
    assert said.out.endswith('Nothing is recorded yet: add --reason "..." to record it.\n')
    told = said.error.splitlines()
    assert told[0] == "drafter: 1 position is about words that change: not counted until taken again"
    assert told[1] == "drafter: 1 amendment is on the table, written on the numbers as they stand"
    (row,) = drafter("-C", place, "renumber", "--paragraphs", "--format", "json").data["labels"]
    assert row == {"before": "hospitals:1bis", "after": "hospitals:2"}
    said = drafter("-C", place, "renumber", "--paragraphs", "--reason", "For adoption.", "--as", "FRA")
    assert (said.status, "secretariat" in said.error) == (2, True), said
    said = drafter("-C", place, "renumber", "--paragraphs", "--reason", "For adoption.", "--as", "XXS")
    assert said.status == 0, said
    assert drafter("-C", place, "show", "hospitals").out.startswith("Article 3. Hospitals\n")
    assert drafter("-C", place, "renumber", "--paragraphs").out == "Everything is numbered through already.\n"
    assert drafter("-C", place, "verify").status == 0


def test_the_secretariat_adopts_settles_and_issues(place: Path, drafter: Drafter) -> None:
    id = tabled(place, drafter, "refrain from", "not conduct")
    assert drafter("-C", place, "as", "XXS").status == 0
    assert drafter("-C", place, "adopt", id).status == 0
    assert "not conduct" in (place / ARTICLE).read_text()
    assert drafter("-C", place, "status", "critical-infrastructure", "agreed").status == 0
    assert drafter("-C", place, "issue", "Rev.1").status == 0
    later = tabled(place, drafter, "without undue delay", "at once", (place / ARTICLE).read_text())
    said = drafter("-C", place, "adopt", later)
    assert said.status == 0, said
    edits = drafter("-C", place, "diff", "--format", "json").data["edits"]
    assert [(each["old"], each["new"]) for each in edits] == [("without undue delay", "at once")]
    assert git(place, "status", "--short") == ""


def test_who_adopts_is_shown_the_words_and_who_opposes_them(place: Path, drafter: Drafter) -> None:
    one = tabled(place, drafter, "refrain from", "not conduct")
    other = tabled(place, drafter, "damage", "harm")
    for code, target, stance in (("DEU", one, "accept"), ("AUS", one, "reserve"), ("DEU", other, "oppose")):
        named = ("--email", "deu@example.org") if code == "DEU" else ()
        assert drafter("-C", place, "position", target, stance, "--as", code, *named).status == 0
    said = drafter("-C", place, "adopt", one, "--as", "XXS")
    # To reserve one's position is no objection.
    assert (said.status, said.error) == (0, ""), said
    assert "[-refrain from-]{+not conduct+}" in said.out
    said = drafter("-C", place, "adopt", other, "--as", "XXS")
    assert (said.status, f"`drafter what-if {other}`" in said.error) == (1, True), said
    said = drafter("-C", place, "adopt", other, "--accept-near", "--as", "XXS")
    assert said.status == 0, said
    assert "[-damage-]{+harm+}" in said.out
    assert said.error == f"drafter: {other} is adopted, and as positions stand there is no consensus: DEU opposed\n"
    third = tabled(place, drafter, "without undue delay", "at once", (place / ARTICLE).read_text())
    data = drafter("-C", place, "adopt", third, "--as", "XXS", "--format", "json").data
    assert data["action"] == "adopt"


def test_a_conflict_is_the_answer_no_and_words_composed_settle_it(place: Path, drafter: Drafter) -> None:
    one = tabled(place, drafter, "refrain from", "not conduct")
    other = tabled(place, drafter, "refrain from", "never support")
    assert drafter("-C", place, "adopt", one, "--as", "XXS").status == 0
    before = everything(place)
    said = drafter("-C", place, "adopt", other, "--as", "XXS")
    assert said.status == 1
    assert all(words in said.error for words in ('"refrain from"', '"not conduct"', '"never support"'))
    assert everything(place) == before
    (place.parent / "composed.md").write_text(SOURCE.replace("refrain from", "neither conduct nor support"))
    said = drafter("-C", place, "adopt", other, "--as-modified", place.parent / "composed.md", "--as", "XXS")
    assert said.status == 0, said
    assert "neither conduct nor support" in (place / ARTICLE).read_text()


def test_delegates_come_and_go_by_acts_of_the_secretariat(place: Path, drafter: Drafter) -> None:
    key = place.parent / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "comment", "-f", key], check=True)
    public = " ".join(key.with_suffix(".pub").read_text().split()[:2])
    said = drafter(
        "-C",
        place,
        "delegate",
        "add",
        "FJI",
        "Second <two@example.org>",
        "--key",
        key.with_suffix(".pub"),
        "--as",
        "XXS",
    )
    assert said.status == 0, said
    assert git(place, "diff", "--numstat", "main~", "main").split() == ["1", "1", "signatories.toml"]
    assert f'"{public}"' in (place / "signatories.toml").read_text()
    mine = ("position", "scope", "support", "--as", "FJI", "--email", "two@example.org", "--key", str(key))
    assert drafter("-C", place, *mine).status == 0
    said = drafter("-C", place, "delegate", "remove", "FJI", "Second <two@example.org>", "--recovery", "--as", "XXS")
    assert said.status == 0, said
    assert git(place, "diff", "main~2", "main") == ""
    assert drafter("-C", place, *mine).status == 2
    assert "FJI supports article 1" in git(place, "log", "positions/FJI")


DRAFT = "# Pact on Cables\n\nThe Parties,\n\n## Article 1: Scope\n\n1. It [applies.\n\n## Article 2 bis\n\nMore.\n"


def test_a_draft_becomes_a_treaty_repository(tmp_path: Path, drafter: Drafter) -> None:
    (tmp_path / "draft.md").write_text(DRAFT)
    new = tmp_path / "pact"
    arguments = ("--from", tmp_path / "draft.md", "--signatories", "un", "--delegate", "Chair <chair@example.org>")
    said = drafter("init", new, *arguments)
    assert said.status == 0, said
    assert "3 clauses, 193 signatories" in said.out
    assert f"{tmp_path / 'draft.md'}:7: a square bracket is not closed" in said.error
    rows = drafter("-C", new, "list", "--format", "json").data
    assert [(row["id"], row["number"]) for row in rows] == [
        ("preamble", ""),
        ("scope", "1"),
        ("article-2-bis", "2 bis"),
    ]
    assert drafter("-C", new, "issue", "Rev.1").status == 0, "the founder acts for the secretariat"
    assert git(new, "status", "--short") == ""
    assert git(new, "log", "-1", "--format=%an <%ae>").strip() == "Chair <chair@example.org>"
    clean = drafter("-C", new, "consolidate", "--style", "clean").out
    assert all(words in clean for words in ("# Pact on Cables", "The Parties,", "It", "applies.", "More."))


def test_a_treaty_may_begin_with_nothing_but_its_parties(tmp_path: Path, drafter: Drafter) -> None:
    (tmp_path / "parties.toml").write_text('[signatories.FRA]\nname = "France"\n')
    arguments = (
        "--title",
        "Pact",
        "--signatories",
        tmp_path / "parties.toml",
        "--delegate",
        "Chair <chair@example.org>",
    )
    said = drafter("init", tmp_path / "pact", *arguments, "--format", "json")
    assert said.status == 0, said
    assert (said.data["id"], said.data["signatories"]) == ("pact", ["FRA"])


def test_a_text_is_imported_behind_the_clauses_and_nothing_is_recorded(place: Path, drafter: Drafter) -> None:
    (place.parent / "more.md").write_text("## Article 20: Cables\n\nText.\n")
    main = git(place, "rev-parse", "main")
    said = drafter("-C", place, "import", place.parent / "more.md")
    assert said.status == 0, said
    assert (place / "clauses" / "410-cables.md").read_text().endswith("\n\nText.\n")
    assert git(place, "rev-parse", "main") == main
    (place.parent / "again.md").write_text("## Article 20: Cables\n\nText.\n\n## Article 21: More\n\nText.\n")
    before = everything(place)
    said = drafter("-C", place, "import", place.parent / "again.md")
    assert (said.status, "clauses cables already" in said.error) == (2, True)
    assert everything(place) == before


def test_what_breaks_a_rule_is_found_and_its_layout_mended(place: Path, drafter: Drafter) -> None:
    said = drafter("-C", place, "check")
    assert (said.status, said.out) == (0, "5 files checked, nothing found\n")
    (place / ARTICLE).write_bytes(SOURCE.replace("\n", "\r\n").encode())
    said = drafter("-C", place, "check", "--format", "json")
    assert said.status == 1
    assert [(each["file"], each["line"], each["rule"], each["severity"]) for each in said.data] == [
        (ARTICLE, 1, "line-ends", "error")
    ]
    assert drafter("-C", place, "check", "--fix").status == 0
    assert (place / ARTICLE).read_text() == SOURCE
    assert git(place, "status", "--short") == ""


def test_a_bare_repository_is_checked_at_main(place: Path, drafter: Drafter) -> None:
    git(place.parent, "clone", "-q", "--bare", str(place), "bare.git")
    assert drafter("-C", place.parent / "bare.git", "check").status == 0
    assert drafter("-C", place.parent / "bare.git", "check", "--fix").status == 2


def test_any_two_files_are_compared(tmp_path: Path, drafter: Drafter) -> None:
    (tmp_path / "a.md").write_text("States shall refrain.\n")
    (tmp_path / "b.md").write_text("States may refrain.\n")
    said = drafter("diff", "--no-index", tmp_path / "a.md", tmp_path / "b.md")
    assert "States [-shall-]{+may+} refrain." in said.out
    edits = drafter("diff", "--no-index", tmp_path / "a.md", tmp_path / "b.md", "--format", "json").data["edits"]
    place = {"clause": str(tmp_path / "b.md"), "start": 2, "end": 3}
    assert edits == [{**place, "old": "shall", "new": "may", "editorial": False}]


def test_text_that_would_command_a_terminal_is_made_visible(place: Path, drafter: Drafter) -> None:
    id = tabled(place, drafter, "refrain from", "not conduct")
    hostile = "refrain\x1b[31m\u202e from"
    (place / ARTICLE).write_text(SOURCE.replace("refrain from", hostile))
    git(place, "commit", "-q", "-a", "-m", "past the program")
    root = git(place, "rev-list", "--max-parents=0", "main").strip()
    for command in (
        ["show", "critical-infrastructure"],
        ["show", "critical-infrastructure:1"],
        ["show", id],
        ["diff", "--from", root],
        ["consolidate"],
        ["consolidate", "--style", "clean"],
        ["check"],
        ["diff", "--no-index", str(place / ARTICLE), str(place.parent / "mine.md")],
    ):
        said = drafter("-C", place, *command)
        assert not {ESCAPE, "\u202e"} & set(said.out + said.error), command
        assert said.out
    said = drafter("-C", place, "show", "critical-infrastructure", "--format", "json")
    assert not {ESCAPE, "\u202e"} & set(said.out)
    assert hostile in said.data["text"]


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "merge-driver"])
def test_every_command_explains_itself_with_an_example(command: str, drafter: Drafter) -> None:
    said = drafter(command, "--help")
    assert said.status == 0
    _, *examples = re.split("Examples?:", said.out)
    assert f"drafter {command}" in examples[0]


def test_the_help_lists_every_command(drafter: Drafter) -> None:
    said = drafter("--help")
    assert said.status == 0
    for name, (_, words) in COMMANDS.items():
        assert re.search(rf"^  {name} +{re.escape(words)}$", said.out, re.MULTILINE)


def test_the_version_is_printed(drafter: Drafter) -> None:
    assert re.fullmatch(r"drafter \d+\.\d+\.\d+\n", drafter("--version").out)


def test_the_status_is_not_the_delegates_to_change(place: Path, drafter: Drafter) -> None:
    (place.parent / "mine.md").write_text(SOURCE.replace("status: open", "status: agreed").replace("shall", "must"))
    arguments = ("--file", place.parent / "mine.md", "-m", "x", "--as", "FRA")
    said = drafter("-C", place, "amend", "critical-infrastructure", *arguments)
    assert said.status == 0, said
    assert "the status stays open" in said.error
    (row,) = drafter("-C", place, "amendments", "--format", "json").data
    assert "status: open" in git(place, "show", f"amendments/{row['id']}:{ARTICLE}")


@pytest.mark.parametrize(
    "lists", ["list", "amendments", "positions", "positions --by clause --format csv", "consolidate"]
)
def test_a_list_is_printed_again_as_it_was_and_anew_when_something_was_recorded(
    drafter: Drafter, demo: Path, lists: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = drafter("-C", demo, *lists.split())
    with monkeypatch.context() as patched:
        patched.setattr("drafter.store.reading._negotiation", None)
        assert drafter("-C", demo, *lists.split()) == first
    assert drafter("-C", demo, "position", "scope", "oppose", "--statement", "Not so.").status == 0
    recorded = drafter("-C", demo, *lists.split())
    assert ("Not so." in recorded.out) == ("positions" in lists)
    shutil.rmtree(demo / ".git/drafter")
    assert drafter("-C", demo, *lists.split()) == recorded


def test_the_log_by_clause_is_a_bulletin_with_what_was_said_and_lacks_no_act(
    built_demo: Path, drafter: Drafter
) -> None:
    said = drafter("-C", built_demo, "log", "--since", "2026-10-05", "--by", "clause")
    assert (said.status, said.error) == (0, "")
    _, _, about = said.out.partition("Article 18. Publication of findings\n")
    assert about.startswith(
        "  2026-10-06 09:30  IRN proposes to amend article 18 (Publication of findings)\n      The State"
    )
    for act in drafter("-C", built_demo, "log", "--since", "2026-10-05", "--format", "json").data:
        assert act["subject"] in said.out
    refused = drafter("-C", built_demo, "log", "--by", "clause", "--format", "json")
    assert (refused.status, refused.out, refused.error.count("\n")) == (2, "", 1)


def test_the_parts_of_an_amendment_are_listed_and_adopted_by_their_numbers(place: Path, drafter: Drafter) -> None:
    (file,) = place.glob("clauses/*-critical-infrastructure.md")
    (place.parent / "parts.md").write_text(
        file.read_text().replace("refrain from", "avoid").replace("2. ", "2. Nothing here is new.\n\n3. ")
    )
    arguments = ("--file", place.parent / "parts.md", "-m", "x", "--as", "FRA", "--format", "json")
    id = drafter("-C", place, "amend", "critical-infrastructure", *arguments).data["target"].split()[0]
    shown = drafter("-C", place, "show", id).out
    assert "  1  critical-infrastructure:\n     1. States shall [-refrain from-]{+avoid+} cyber operations" in shown
    assert "  2  critical-infrastructure:\n     [-2.-]{+2. Nothing here is new. ¶ 3.+} Each State shall:" in shown
    told = drafter("-C", place, "show", id, "--format", "json").data["parts"]
    assert (told[0]["old"], told[0]["new"]) == ("refrain from", "avoid")
    both = drafter("-C", place, "adopt", id, "--part", "1", "--as-modified", file, "--as", "XXS")
    assert (both.status, "in two ways" in both.error) == (2, True)
    assert drafter("-C", place, "adopt", id, "--part", "1", "--as", "XXS").status == 0
    assert "1. States shall avoid" in file.read_text()
    assert "Nothing here is new" not in file.read_text()
    assert "Parts" not in drafter("-C", place, "show", id).out


def test_numbers_that_two_additions_have_in_common_are_told_when_they_are_adopted(
    place: Path, drafter: Drafter
) -> None:
    (file,) = place.glob("clauses/*-critical-infrastructure.md")
    text, new = file.read_text(), place.parent / "new.md"
    tabled = []
    for code, words in (("FRA", "publish a report."), ("AUS", "train its personnel.")):
        new.write_text(f"{text}\n(c) {words}\n")
        amend = ("amend", "critical-infrastructure", "--file", new, "-m", "x", "--as", code, "--format", "json")
        tabled.append(drafter("-C", place, *amend).data["target"].split()[0])
    told = "the label (c) stands twice (`critical-infrastructure:2.c`): `drafter edit critical-infrastructure"
    for id in tabled:
        said = drafter("-C", place, "adopt", id, "--as", "XXS", "--accept-near")
        assert (said.status, told in said.error) == (0, id == tabled[-1]), said


def test_whoever_proposes_words_again_that_were_not_accepted_is_told_and_so_are_all(
    place: Path, drafter: Drafter
) -> None:
    (file,) = place.glob("clauses/*-critical-infrastructure.md")
    (place.parent / "again.md").write_text(file.read_text().replace("refrain from", "avoid"))
    amend = ("amend", "critical-infrastructure", "--file", place.parent / "again.md", "-m", "x", "--format", "json")
    first = drafter("-C", place, *amend, "--as", "FRA").data["target"].split()[0]
    assert drafter("-C", place, "status", first, "not-accepted", "--as", "XXS").status == 0
    said = drafter("-C", place, *amend, "--as", "AUS")
    again = said.data["target"].split()[0]
    assert f"{again} has the same words as {first}, not accepted on " in said.error
    assert f"said before    the same words as {first}, not accepted on " in drafter("-C", place, "show", again).out
    assert f"not accepted before ({first})" in drafter("-C", place, "amendments").out
