"""The grammar of records: what is written reads back, and everything else is refused."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.model.problem import Problem
from drafter.model.record import (
    MOST_SAID,
    MOST_STATEMENT,
    MOST_SUBJECT,
    Message,
    message,
    parse_message,
    statement_problem,
    tidy_statement,
    too_long,
)

HEX = "0123456789abcdef" * 4
TRAILERS = [
    ("Drafter-Record", "position/1"),
    ("Treaty", f"digital-geneva-convention/{HEX[:12]}"),
    ("Signatory", "DEU"),
    ("Amendment", "FRA-7K3QXD"),
    ("Regarding", HEX[:40]),
    ("Text-SHA256", f"critical-infrastructure {HEX}"),
    ("Stance", "support"),
]
GOOD = message("DEU supports FRA-7K3QXD, as co-sponsor", "We thank France.\n\nSignatory: RUS", TRAILERS).format()

statements = st.text(st.characters(exclude_categories=("Cc", "Cs", "Co", "Zl", "Zp"), include_characters="\n")).filter(
    lambda text: statement_problem(text) is None
)


@given(statements, st.permutations(TRAILERS))
def test_what_is_written_reads_back(statement: str, trailers: list[tuple[str, str]]) -> None:
    made = message("DEU supports FRA-7K3QXD", statement, trailers)
    assert parse_message(made.format()) == made
    assert made.statement == tidy_statement(statement)
    assert made.trailers == tuple(TRAILERS)


@given(st.text())
def test_any_text_is_a_message_or_a_problem_and_a_message_is_written_in_one_way(text: str) -> None:
    for whole in (text, f"{text}\n\n{GOOD}", GOOD.replace("We thank", text), f"{GOOD}{text}"):
        read = parse_message(whole)
        if isinstance(read, Message):
            assert read.format() == whole


def test_trailers_in_a_statement_are_words() -> None:
    read = parse_message(GOOD)
    assert isinstance(read, Message)
    assert read.one("Signatory") == "DEU"
    assert read.all("Amendment") == ("FRA-7K3QXD",)
    assert read.one("Action") is None
    assert read.statement.endswith("Signatory: RUS")


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "\n",
        "subject\n",
        GOOD[:-1],
        GOOD[:-1] + "x",
        GOOD[:-1] + " ",
        GOOD + "\n",
        GOOD + "more\n",
        GOOD.replace("\n", "\r\n"),
        "\n" + GOOD,
        " " + GOOD,
        GOOD.replace("DEU supports", "x" * 100),
        GOOD.replace("Stance: support", "Stance: supports"),
        GOOD.replace("Stance: support", "stance: support"),
        GOOD.replace("Stance: support", "Stance:support"),
        GOOD.replace("Stance: support", "Stance:  support"),
        GOOD.replace("Stance: support", "Stance: support "),
        GOOD.replace("Stance: support", "Stance: support\n continued"),
        GOOD.replace("Stance: support", "Stance: support\nStance: support"),
        GOOD.replace("Stance: support", "Stance: support\nStance: oppose"),
        GOOD.replace("Stance: support", "Unknown: support"),
        GOOD.replace("Stance: support", "Stance: support\n# a comment"),
        GOOD.replace("\nSignatory: DEU", "\nSignatory: deu"),
        GOOD.replace("\nSignatory: DEU", ""),
        GOOD.replace("\nSignatory: DEU", "\nSignatory: DEU\nSignatory: FRA"),
        GOOD.replace("\nSignatory: DEU\nAmendment: FRA-7K3QXD", "\nAmendment: FRA-7K3QXD\nSignatory: DEU"),
        GOOD.replace("FRA-7K3QXD\nReg", "FRA-7K3QXI\nReg"),
        GOOD.replace("Amendment: FRA-7K3QXD", "Amendment: FRA-7K3QXD\nAmendment: FRA-7K3QXD"),
        GOOD.replace("Stance: support", "Stance: support\nSeq: 1"),
        GOOD.replace("Stance: support", "Stance: support\nReceived: 2026-03-02T09:00:00Z"),
        GOOD.replace("Stance: support", "Stance: support\nEarlier: yes"),
        GOOD.replace("position/1", "log/1"),
        GOOD.replace("Amendment: ", "Provision: "),
        GOOD.replace("Amendment: FRA-7K3QXD", "Provision: a:1..b"),
        GOOD.replace("Text-SHA256: critical-infrastructure", "Text-SHA256: -"),
        GOOD.replace("We thank", "---\nWe thank"),
        GOOD.replace("We thank", "--- a/file\nWe thank"),
        GOOD.replace("We thank", "# ------------------------ >8 ------------------------\nWe thank"),
        GOOD.replace("We thank", "We\x00thank"),
        GOOD.replace("We thank", "We\x1b[31mthank"),
        GOOD.replace("We thank", "We\u202ethank"),
        GOOD.replace("We thank", "We\u2028thank"),
        GOOD.replace("We thank", "We \nthank"),
        GOOD.replace("We thank", "We the\u0301"),
        GOOD.replace("DEU supports", "DEU \u202esupports"),
        GOOD.replace("We thank", "x" * 40_000),
    ],
)
def test_what_is_not_written_so_is_refused(broken: str) -> None:
    assert broken != GOOD
    read = parse_message(broken)
    assert isinstance(read, Problem), read
    assert read.rule == "record-grammar"
    assert "\n" not in str(read)


ENTRY = [
    ("Drafter-Record", "log/1"),
    ("Treaty", TRAILERS[1][1]),
    ("Seq", "7"),
    ("Ref", "refs/heads/positions/DEU"),
    ("Old", HEX[:40]),
    ("New", HEX[:40]),
    ("Pusher", "deu@host"),
    ("Received", "2026-03-02T09:00:00Z"),
    ("Late", "yes"),
    ("Earlier", "yes"),
]


def test_an_entry_of_the_log_says_what_was_received_and_nothing_that_a_delegate_says() -> None:
    written = message("log 7", "", ENTRY).format()
    assert isinstance(parse_message(written), Message)
    for key in ("Drafter-Record", "Treaty", "Seq", "Received"):
        with pytest.raises(ValueError, match=r"is missing|doesn't belong"):
            message("log 7", "", [each for each in ENTRY if each[0] != key])
    for more in (("Signatory", "DEU"), ("Stance", "support"), ("Action", "adopt")):
        with pytest.raises(ValueError, match=f"{more[0]} doesn't belong in such a record"):
            message("log 7", "", [*ENTRY, more])


def test_a_record_may_name_several_amendments_and_a_provision() -> None:
    named = [("Amendment", "FRA-7K3QXE") if key == "Stance" else (key, value) for key, value in TRAILERS]
    assert message("XXS adopts", "", named).all("Amendment") == ("FRA-7K3QXD", "FRA-7K3QXE")
    about = [("Provision", "scope:1.a") if key == "Amendment" else (key, value) for key, value in TRAILERS]
    assert message("DEU supports", "", about).one("Provision") == "scope:1.a"


def test_a_subject_has_at_most_a_hundred_characters_and_what_is_said_so_many_bytes() -> None:
    assert message("x" * MOST_SUBJECT, "", TRAILERS).subject == "x" * MOST_SUBJECT
    room = MOST_SAID - len(message("x", "y", TRAILERS).format()) + 1
    assert message("x", "y" * room, TRAILERS).statement == "y" * room
    with pytest.raises(ValueError, match="longer than"):
        message("x", "y" * (room + 1), TRAILERS)
    decided = [("Drafter-Record", "main/1") if key == "Drafter-Record" else (key, value) for key, value in TRAILERS]
    room = MOST_SAID - len("x\n\n")
    assert message("x", "y" * room, decided).statement == "y" * room
    with pytest.raises(ValueError, match="above its trailers is longer than"):
        message("x", "y" * (room + 1), decided)


def test_one_record_numbers_a_convention_of_two_thousand_articles_through() -> None:
    clauses = [f"protection-of-article-{number}" for number in range(2000)]
    trailers = [("Drafter-Record", "main/1"), ("Treaty", f"t/{'0' * 12}"), ("Signatory", "XXS"), ("Action", "edit")]
    trailers += [("Clause", each) for each in clauses] + [("Text-SHA256", f"{each} {'0' * 64}") for each in clauses]
    made = message("Correct 2,000 clauses", "Numbered through.", trailers)
    assert made.all("Clause") == tuple(clauses)
    assert parse_message(made.format()) == made


@pytest.mark.parametrize(
    ("subject", "statement", "trailers"),
    [
        ("", "", TRAILERS),
        ("two\nlines", "", TRAILERS),
        ("x" * 101, "", TRAILERS),
        ("DEU supports", "---", TRAILERS),
        ("DEU supports", "\x07", TRAILERS),
        ("DEU supports", "", TRAILERS[:2]),
        ("DEU supports", "", []),
        ("DEU supports", "", [*TRAILERS, ("Unknown", "x")]),
        ("DEU supports", "", [*TRAILERS, ("Stance", "oppose")]),
    ],
)
def test_a_message_that_can_not_be_recorded_is_not_made(
    subject: str, statement: str, trailers: list[tuple[str, str]]
) -> None:
    with pytest.raises(ValueError, match=r"."):
        message(subject, statement, trailers)


@given(statements)
def test_git_reads_the_same_trailers(statement: str) -> None:
    made = message("DEU supports FRA-7K3QXD", statement, TRAILERS)
    read = subprocess.run(
        ["git", "interpret-trailers", "--parse"],
        input=made.format().encode(),
        capture_output=True,
        check=True,
        env={"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "PATH": os.environ["PATH"]},
    )
    assert read.stdout.decode() == "".join(f"{key}: {value}\n" for key, value in TRAILERS)


def test_git_log_reads_the_same_trailers(tmp_path: Path) -> None:
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_CONFIG_NOSYSTEM": "1",
        **{f"GIT_{who}_{what}": "a@b.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    }

    def git(*arguments: str, stdin: str = "") -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=tmp_path, env=env, input=stdin, capture_output=True, check=True, text=True
        )
        return done.stdout.strip()

    git("init", "-q")
    commit = git("commit-tree", git("mktree"), stdin=GOOD)
    assert git("log", "-1", "--format=%(trailers:only)", commit) == "\n".join(f"{k}: {v}" for k, v in TRAILERS)


@given(st.text(alphabet="a é条😀", min_size=1, max_size=40), st.integers(0, 3))
def test_by_how_much_a_statement_is_too_long_is_what_has_to_go(text: str, more: int) -> None:
    statement = (text * (MOST_STATEMENT // len(text.encode()) + more))[: MOST_STATEMENT + 100]
    said = too_long(statement)
    if said is None:
        assert len(statement.encode()) <= MOST_STATEMENT
    else:
        excess = int(said.split()[2].replace(",", ""))
        assert too_long(statement[:-excess]) is None
        assert too_long(statement[: len(statement) - excess + 1]) is not None
