"""A delegate's session in a real terminal, and what plain git says of it afterwards."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.built import DRAFTER
from tests.e2e.conftest import git
from tests.e2e.terminal import Terminal

SIZES = [(80, 24), (200, 60)]


def opened(terminal: Terminal, treaty: Path, **environment: str) -> Terminal:
    terminal.start(DRAFTER, "-C", str(treaty), cwd=treaty.parent, environment=environment)
    terminal.wait_for("The States Parties to this Convention", "Help")
    return terminal


def bracketed(terminal: Terminal) -> Terminal:
    """Wait until the list of clauses counts the brackets, so that `n` has somewhere to go."""
    terminal.wait_for("1[] 1a")
    return terminal


def become(treaty: Path, code: str) -> None:
    subprocess.run([DRAFTER, "-C", str(treaty), "as", code], check=True, capture_output=True, stdin=subprocess.DEVNULL)


def find(terminal: Terminal, words: str) -> None:
    terminal.keys("/")
    terminal.wait_for("Find:")
    terminal.type(words)
    terminal.wait_for("1 of", words)
    terminal.keys("Escape")
    terminal.wait_until_gone("Find:")


def propose(terminal: Terminal) -> None:
    """Put `All ` before the first words of paragraph 1 of article 4, where the editor opens, without waiting for it."""
    find(terminal, "operations that damage")
    terminal.wait_for("Article 4, paragraph 1: positions")
    terminal.type("aAll ")
    terminal.wait_for("What changes", "Rationale", "{+All +}")


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_a_delegate_reads_proposes_and_takes_a_position(
    demo: Path, terminal: Callable[..., Terminal], columns: int, rows: int
) -> None:
    screen = opened(terminal(columns, rows), demo)
    before = git(demo, "for-each-ref", "--format=%(refname)", "refs/heads/amendments/FRA-*").split()
    positions = int(git(demo, "rev-list", "--count", "positions/FRA"))

    propose(screen)
    screen.keys("C-s")
    screen.wait_for("Record this?", "France (FRA)", "{+All +}")
    screen.keys("y")
    screen.wait_until_gone("Record this?")
    screen.wait_for("[All - FRA]")
    after = git(demo, "for-each-ref", "--format=%(refname)", "refs/heads/amendments/FRA-*").split()
    (tabled,) = set(after) - set(before)
    assert "FRA proposes to amend article 4" in git(demo, "log", "-1", tabled)
    assert "Author: Delegate of France <fra@delegations.example.org>" in git(demo, "log", "-1", tabled)
    assert "1. All States shall refrain from" in git(demo, "show", f"{tabled}:clauses/310-critical-infrastructure.md")

    screen.keys("p")
    screen.wait_for("Position of France", "To be recorded")
    screen.keys("+")
    screen.wait_for("France (FRA), by Delegate of France:", "supports")
    screen.keys("C-s")
    screen.wait_until_gone("To be recorded")
    screen.wait_until(
        lambda _: int(git(demo, "rev-list", "--count", "positions/FRA")) == positions + 1, "the position's commit"
    )
    assert "FRA supports" in git(demo, "log", "-1", "--format=%s", "positions/FRA")
    assert git(demo, "status", "--porcelain") == ""

    screen.keys("C-q")
    assert screen.wait_for_exit() == 0


def test_a_draft_survives_a_killed_program(demo: Path, terminal: Callable[..., Terminal]) -> None:
    screen = opened(terminal(), demo)
    propose(screen)
    drafts = demo / ".git" / "drafter" / "drafts"
    screen.wait_until(
        lambda _: any("1. All States" in file.read_text("utf-8") for file in drafts.glob("*") if file.is_file()),
        "the draft on disk",
    )
    screen.kill_program()

    again = opened(terminal(), demo)
    find(again, "operations that damage")
    again.wait_for("Article 4, paragraph 1: positions")
    again.keys("a")
    again.wait_for("1. All States", "{+All +}")


def test_two_programs_on_one_repository_see_each_others_records(demo: Path, terminal: Callable[..., Terminal]) -> None:
    france = opened(terminal(120, 40), demo)
    find(france, "operations that damage")
    france.wait_for("[, including submarine cables")
    command = [DRAFTER, "-C", str(demo), "withdraw", "WSM-13VQZP", "--as", "WSM"]
    subprocess.run(command, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    france.wait_until_gone("[, including submarine cables")


def test_the_program_follows_its_window_and_says_when_it_is_too_small(
    demo: Path, terminal: Callable[..., Terminal]
) -> None:
    screen = opened(terminal(120, 40), demo)
    screen.resize(50, 12)
    screen.wait_for("60", "15")
    screen.resize(80, 24)
    screen.wait_for("The States Parties to this Convention")
    screen.resize(200, 60)
    screen.wait_for("The States Parties to this Convention", "4   Protection of critical infr")


def test_without_colour_nothing_on_the_screen_is_coloured(demo: Path, terminal: Callable[..., Terminal]) -> None:
    screen = opened(terminal(), demo, NO_COLOR="1")
    codes = [code for part in screen.raw_screen().split("\x1b[")[1:] for code in part.split("m")[0].split(";")]
    assert not [code for code in codes if code.isdigit() and 30 <= int(code) <= 107 and code not in ("39", "49")]


def test_the_demo_opens_the_interface_in_a_terminal(tmp_path: Path, terminal: Callable[..., Terminal]) -> None:
    screen = terminal()
    screen.start(DRAFTER, "demo", cwd=tmp_path)
    screen.wait_for("The States Parties to this Convention", "FRA", seconds=180)
    screen.keys("C-q")
    assert screen.wait_for_exit() == 0
    assert (tmp_path / "digital-geneva-convention" / "signatories.toml").is_file()


def test_a_click_puts_the_cursor_there(demo: Path, terminal: Callable[..., Terminal]) -> None:
    screen = opened(terminal(120, 40), demo)
    rows = screen.screen().splitlines()
    (row,) = [number for number, line in enumerate(rows, 1) if "Non-prolifera" in line]
    screen.click(8, row)
    screen.wait_for("undertakes not to transfer to any recipient")
    tabs = rows[0].index("5 Draft") + 1
    screen.click(tabs, 1)
    screen.wait_for("Nothing is agreed until everything is agreed")


def test_interrupted_while_it_builds_the_demo_leaves_nothing(tmp_path: Path, terminal: Callable[..., Terminal]) -> None:
    screen = terminal()
    screen.start(DRAFTER, "demo", cwd=tmp_path)
    screen.wait_until(lambda _: any(tmp_path.glob(".digital-geneva-convention-*")), "the demo being built")
    screen.keys("C-c")
    assert screen.wait_for_exit() == 130
    assert not list(tmp_path.glob("*digital*"))


def test_a_draft_left_with_esc_is_there_again(demo: Path, terminal: Callable[..., Terminal]) -> None:
    before = git(demo, "for-each-ref")
    screen = opened(terminal(120, 40), demo)
    propose(screen)
    screen.keys("Escape")
    screen.wait_until_gone("What changes")
    assert git(demo, "for-each-ref") == before
    screen.keys("a")
    screen.wait_for("1. All States", "{+All +}")


def test_a_remapped_key_does_what_the_old_one_did(demo: Path, terminal: Callable[..., Terminal]) -> None:
    screen = terminal(120, 40)
    keys = screen.home / ".config" / "drafter" / "keys.toml"
    keys.parent.mkdir(parents=True)
    keys.write_text('"act.amend" = "ctrl+a"\n', encoding="utf-8")
    opened(screen, demo)
    screen.wait_for("^a Amend")
    screen.keys("C-a")
    screen.wait_for("Preamble", "What changes", "Rationale")


def test_the_menu_finds_a_screen_and_a_clause_by_name(demo: Path, terminal: Callable[..., Terminal]) -> None:
    screen = opened(terminal(120, 40), demo)
    screen.keys("C-p")
    screen.wait_for("Clauses and amendments by signatories")
    screen.type("view: Positions")
    screen.wait_until_gone("Every recorded act")
    screen.keys("Enter")
    screen.wait_for("All lines", "RUS-KJ1S85 MOD")
    screen.keys("C-p")
    screen.wait_for("Search for commands")
    screen.type("go to Non-proliferation")
    screen.wait_for("go to: Article 12")
    screen.keys("Enter")
    screen.wait_for("undertakes not to transfer to any recipient")


def test_the_text_is_exported_as_it_is_shown(demo: Path, terminal: Callable[..., Terminal]) -> None:
    screen = opened(terminal(120, 40), demo)
    screen.keys("5")
    screen.wait_for("Nothing is agreed until everything is agreed")
    screen.keys("e")
    screen.wait_for("Export the bracketed text", "after-Rev.2-bracketed.docx")
    screen.keys("C-t", "C-t", "C-t")
    screen.wait_for("[Markdown]", "after-Rev.2-bracketed.md")
    screen.keys("Enter")
    screen.wait_for("Written:")
    text = (demo.parent / "after-Rev.2-bracketed.md").read_text("utf-8")
    assert "infrastructure[, including submarine cables - AOSIS, EST; RUS delete]" in text.replace("\\", "")
    assert git(demo, "status", "--porcelain") == ""


def test_a_click_on_the_bottom_line_does_what_its_key_does(demo: Path, terminal: Callable[..., Terminal]) -> None:
    screen = opened(terminal(), demo)
    (line,) = [line for line in screen.screen().splitlines() if "p Position" in line]
    screen.click(line.index("Position") + 1, 24)
    screen.wait_for("Position of France (FRA)", "To be recorded")


def test_the_secretariat_adopts_after_a_preview_and_another_key(demo: Path, terminal: Callable[..., Terminal]) -> None:
    become(demo, "XXS")
    acts = int(git(demo, "rev-list", "--count", "--first-parent", "main"))
    screen = bracketed(opened(terminal(120, 40), demo))
    screen.wait_for("XXS")
    screen.keys("n")
    screen.wait_for("Paris Call", "Preamble: these words")
    screen.keys("A")
    screen.wait_for("Record this?", "adopts RUS-KJ1S85 into the agreed text", "[-, and of the Paris Call")
    screen.keys("A", "Enter")
    screen.wait_for("Record this?")
    assert int(git(demo, "rev-list", "--count", "--first-parent", "main")) == acts
    screen.keys("y")
    screen.wait_until_gone("Record this?")
    screen.wait_until(
        lambda _: int(git(demo, "rev-list", "--count", "--first-parent", "main")) > acts, "the commit on main"
    )
    assert int(git(demo, "rev-list", "--count", "--first-parent", "main")) == acts + 1
    assert "RUS-KJ1S85" in git(demo, "log", "-1", "main")
    assert "and of the Paris Call for Trust" not in git(demo, "show", "main:clauses/100-preamble.md")
    screen.wait_until(lambda _: git(demo, "status", "--porcelain") == "", "the work tree, which follows main")


def test_help_lists_the_keys_of_the_screen_that_one_is_on(demo: Path, terminal: Callable[..., Terminal]) -> None:
    screen = opened(terminal(80, 40), demo)
    screen.keys("?")
    screen.wait_for("Help", "Words in square brackets are in dispute", "Next")
    screen.keys("Escape")
    screen.wait_until_gone("? or Esc closes")
    screen.keys("3")
    screen.wait_for("All lines")
    screen.keys("?")
    screen.wait_for("A position is about an exact text", "Contested")
