"""The secretariat's day with `drafter edit`: what it corrects verifies, and nothing else changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Drafter, everything, git
from tests.cli.test_schema import check

SCOPE = "clauses/210-scope.md"


@pytest.fixture
def desk(place: Path, drafter: Drafter) -> Path:
    """The small treaty, at the secretariat."""
    assert drafter("-C", place, "as", "XXS").status == 0
    return place


def sound(place: Path, drafter: Drafter) -> bool:
    """Whether every record verifies, and the work tree shows main."""
    return drafter("-C", place, "verify", "--anew").status == 0 and git(place, "status", "--porcelain") == ""


def test_a_clause_edited_in_the_work_tree_is_recorded(desk: Path, drafter: Drafter) -> None:
    file = desk / SCOPE
    file.write_text(file.read_text().replace("heading: Scope", "heading: Scope of application"))
    said = drafter("-C", desk, "edit", "scope", "--reason", "As in the mandate.")
    assert said.status == 0, said.error
    assert "Correct article 1 (Scope of application)" in said.out
    assert sound(desk, drafter)
    log = drafter("-C", desk, "log", "--format", "json").data
    assert (log[0]["action"], log[0]["target"], log[0]["signatory"]) == ("edit", "scope", "XXS")
    check("log", log)


def test_a_renumbering_is_one_record(desk: Path, drafter: Drafter) -> None:
    for file, old, new in ((SCOPE, "1", "2"), ("clauses/310-critical-infrastructure.md", "4", "3")):
        place = desk / file
        place.write_text(place.read_text().replace(f'number: "{old}"', f'number: "{new}"'))
    said = drafter("-C", desk, "edit", "--all", "-m", "Renumbered.", "--format", "json")
    assert said.status == 0, said.error
    check("recorded", said.data)
    assert said.data["target"] == "scope critical-infrastructure"
    assert sound(desk, drafter)
    accounted = drafter("-C", desk, "diff", "--from", git(desk, "rev-parse", "main~1").strip(), "--accounted")
    assert accounted.status == 0, accounted.out


def test_clause_files_that_were_imported_are_put_in(desk: Path, tmp_path: Path, drafter: Drafter) -> None:
    (tmp_path / "more.md").write_text("# Article 20: Cables\n\n1. Cables.\n\n# Article 21: Satellites\n\n1. Orbits.\n")
    assert drafter("-C", desk, "import", tmp_path / "more.md").status == 0
    said = drafter("-C", desk, "edit", "--all", "--reason", "The second half of the draft.")
    assert said.status == 0, said.error
    assert {"cables", "satellites"} <= {each["id"] for each in drafter("-C", desk, "list", "--format", "json").data}
    assert sound(desk, drafter)


def test_what_check_mends_is_recorded(desk: Path, drafter: Drafter) -> None:
    file = desk / SCOPE
    file.write_text(file.read_text().replace("States", "States ", 1))
    assert drafter("-C", desk, "check", "--fix").status in (0, 1)
    drafter("-C", desk, "edit", "--all", "--reason", "White space.")
    assert sound(desk, drafter)


def test_a_text_from_a_file_an_editor_or_another_place(
    desk: Path, tmp_path: Path, drafter: Drafter, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = (desk / SCOPE).read_text().partition("---\n\n")[2]
    (tmp_path / "scope.md").write_text(body.replace("all States", "all Parties"))
    said = drafter("-C", desk, "edit", "scope", "--file", tmp_path / "scope.md", "-m", "The defined term.")
    assert said.status == 0, said.error
    assert "Parties" in said.out
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\nprintf '\\n9. More.\\n' >> \"$1\"\n")
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))
    monkeypatch.delenv("VISUAL", raising=False)
    assert drafter("-C", desk, "edit", "scope", "--edit", "-m", "A paragraph was missing.").status == 0
    said = drafter("-C", desk, "edit", "scope", "--after", "critical-infrastructure", "-m", "In its place.")
    assert said.status == 0, said.error
    ids = [each["id"] for each in drafter("-C", desk, "list", "--format", "json").data]
    assert ids.index("scope") == ids.index("critical-infrastructure") + 1
    assert "9. More." in drafter("-C", desk, "show", "scope").out
    assert sound(desk, drafter)


def test_a_clause_is_put_in_and_taken_out(desk: Path, tmp_path: Path, drafter: Drafter) -> None:
    (tmp_path / "new.md").write_text("1. Cables.\n")
    new = (
        "--after",
        "scope",
        "--id",
        "cables",
        "--number",
        "3 bis",
        "--heading",
        "Cables",
        "--file",
        tmp_path / "new.md",
    )
    assert drafter("-C", desk, "edit", *new, "-m", "Left out.").status == 0
    assert sound(desk, drafter)
    said = drafter("-C", desk, "edit", "cables", "--remove", "-m", "Twice.")
    assert said.status == 0, said.error
    assert sound(desk, drafter)
    assert git(desk, "diff", "--stat", "main", "main~2") == ""


def test_a_clause_whose_file_was_moved_is_moved_and_one_that_is_gone_is_asked_about(
    desk: Path, drafter: Drafter
) -> None:
    (desk / SCOPE).rename(desk / "clauses/999-scope.md")
    assert drafter("-C", desk, "edit", "scope", "-m", "To the end.").status == 0
    assert drafter("-C", desk, "list", "--format", "json").data[-1]["id"] == "scope"
    assert sound(desk, drafter)
    (desk / "clauses/999-scope.md").unlink()
    said = drafter("-C", desk, "edit", "--all", "-m", "x")
    assert said.status == 2
    assert "`drafter edit scope --remove`" in said.error
    assert drafter("-C", desk, "edit", "scope", "--remove", "-m", "Twice.").status == 0
    assert sound(desk, drafter)


def test_the_parties_and_the_key_of_the_server_are_recorded(desk: Path, drafter: Drafter) -> None:
    file = desk / "signatories.toml"
    key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"
    server = f'\n[server]\nname = "Server"\nemail = "server@example.org"\nkeys = ["{key}"]\n'
    file.write_text(file.read_text() + server)
    said = drafter("-C", desk, "edit", "signatories.toml", "--reason", "The server begins.", "--format", "json")
    assert said.status == 0, said.error
    check("recorded", said.data)
    assert (said.data["action"], said.data["statement"]) == ("roster", "The server begins.")
    assert sound(desk, drafter)
    assert "[server]" in git(desk, "show", "main:signatories.toml")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-m", "x"], "no clause is named"),
        (["scope", "--as", "FRA", "-m", "x"], "only the secretariat"),
        (["scop", "-m", "x"], "did you mean scope"),
        (["scope", "-m", "x"], "the text says that already"),
        (["--all", "-m", "x"], "the text says that already"),
        (["--all", "scope", "-m", "x"], "name no clause with it"),
        (["scope", "--file", "x", "--remove", "-m", "x"], "exclude each other"),
        (["scope", "preamble", "--edit", "-m", "x"], "several clauses"),
        (["scope", "--base", "Rev.1", "-m", "x"], "--base"),
        (["scope", "--remove", "--after", "preamble", "-m", "x"], "leave out --after"),
        (["scope", "--id", "x", "-m", "x"], "describe a new clause"),
        (["--after", "scope", "-m", "x"], "no id"),
        (["--after", "scope", "--id", "new", "-m", "x"], "no text"),
        (["scope", "--after", "scope", "-m", "x"], "behind itself"),
        (["signatories.toml", "--remove", "-m", "x"], "no clause"),
        (["scope", "--recovery", "FRA", "-m", "x"], "--recovery"),
        (["signatories.toml", "-m", "x"], "says that already"),
    ],
)
def test_what_is_not_meant_is_refused_in_one_line(
    desk: Path, drafter: Drafter, arguments: list[str], words: str
) -> None:
    before = everything(desk)
    said = drafter("-C", desk, "edit", *arguments)
    assert (said.status, said.out) == (2, "")
    assert words in said.error
    assert said.error.count("\n") == 1
    assert everything(desk) == before
