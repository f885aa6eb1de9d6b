"""Answers are kept from one run to the next; what was damaged, torn or another program's is never taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.store import notebook, recording
from drafter.store.notebook import Notebook
from drafter.store.repository import Repository
from tests.conftest import acting_for
from tests.store.acts import day

ONE, OTHER, THIRD = "1" * 64, "2" * 64, "3" * 64
ANSWER = ["", ["Words", "一\n[shall]"], None, True, 3]


def place(repo: Repository) -> Path:
    return repo.git_dir / "drafter" / f"answers-{notebook.VERSION}"


def kept(repo: Repository, **answers: object) -> None:
    """Let a run of the program keep answers."""
    book = Notebook(repo)
    for key, answer in answers.items():
        book.keep(key, answer)
    book.close()


def known(repo: Repository, *keys: str) -> list[object]:
    """What another run finds."""
    book = Notebook(repo)
    return [book.known(key) for key in keys]


def test_an_answer_is_known_at_once_and_to_the_next_run(treaty: Repository) -> None:
    book = Notebook(treaty)
    assert book.known(ONE) is None
    book.keep(ONE, ANSWER)
    assert book.known(ONE) == ANSWER
    assert known(treaty, ONE) == [None]
    book.close()
    assert known(treaty, ONE, OTHER) == [ANSWER, None]
    book.keep(OTHER, False)
    book.close()
    assert known(treaty, ONE, OTHER) == [ANSWER, False]


def test_answers_hold_whatever_is_recorded(treaty: Repository) -> None:
    kept(treaty, **{ONE: ANSWER})
    recording.position(treaty, acting_for("DEU"), Target("scope"), Stance.SUPPORT, date=day(3))
    assert known(treaty, ONE) == [ANSWER]


def test_a_run_that_has_nothing_new_writes_nothing(treaty: Repository) -> None:
    kept(treaty)
    assert not place(treaty).exists()
    kept(treaty, **{ONE: ANSWER})
    before = place(treaty).stat()
    book = Notebook(treaty)
    assert book.known(ONE) == ANSWER
    book.close()
    after = place(treaty).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_two_runs_at_once_keep_what_both_found(treaty: Repository) -> None:
    kept(treaty, **{ONE: ANSWER})
    first, second = Notebook(treaty), Notebook(treaty)
    assert first.known(ONE) == second.known(ONE) == ANSWER
    first.keep(OTHER, "first")
    second.keep(THIRD, "second")
    first.close()
    second.close()
    assert known(treaty, ONE, OTHER, THIRD) == [ANSWER, "first", "second"]


def test_a_damaged_answer_is_none_and_the_others_stand(treaty: Repository) -> None:
    kept(treaty, **{ONE: "the words of DEU", OTHER: ANSWER})
    content = place(treaty).read_bytes()
    place(treaty).write_bytes(content.replace(b"DEU", b"FRA"))
    assert known(treaty, ONE, OTHER) == [None, ANSWER]


def test_an_answer_is_never_taken_for_that_of_another_key(treaty: Repository) -> None:
    kept(treaty, **{ONE: "one", OTHER: "other"})
    content = place(treaty).read_bytes()
    swapped = content.replace(ONE.encode(), b"-").replace(OTHER.encode(), ONE.encode()).replace(b"-", OTHER.encode())
    assert swapped != content
    place(treaty).write_bytes(swapped)
    assert known(treaty, ONE, OTHER) == [None, None]


@pytest.mark.parametrize("torn", range(1, 90, 11))
def test_a_torn_answer_spoils_no_other_one(treaty: Repository, torn: int) -> None:
    kept(treaty, **{ONE: "one"})
    kept(treaty, **{OTHER: "other"})
    place(treaty).write_bytes(place(treaty).read_bytes()[:-torn])
    kept(treaty, **{THIRD: "third"})
    assert known(treaty, ONE, OTHER, THIRD) == ["one", None, "third"]
    kept(treaty, **{OTHER: "other"})
    assert known(treaty, ONE, OTHER, THIRD) == ["one", "other", "third"]


def test_what_another_state_of_the_program_worked_out_is_not_known(
    treaty: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(treaty, **{ONE: "with a fault"})
    monkeypatch.setattr(notebook, "program", lambda: "mended")
    assert known(treaty, ONE) == [None]
    kept(treaty, **{OTHER: "rightly"})
    assert known(treaty, ONE, OTHER) == [None, "rightly"]
    monkeypatch.undo()
    assert known(treaty, ONE, OTHER) == [None, None]


def test_a_file_that_grows_too_long_holds_what_was_used_last(
    treaty: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notebook, "MOST", 1000)
    kept(treaty, **{ONE: "of old"}, **{f"{number:064}": "x" * 100 for number in range(15)})
    book = Notebook(treaty)
    assert book.known(ONE) == "of old"
    book.keep(OTHER, "y" * 100)
    book.close()
    assert known(treaty, ONE, OTHER, f"{3:064}") == ["of old", "y" * 100, None]
    assert place(treaty).stat().st_size < 500


def test_where_nothing_can_be_written_nothing_is_kept(treaty: Repository) -> None:
    (treaty.git_dir / "drafter").write_text("in the way")
    kept(treaty, **{ONE: ANSWER})
    assert known(treaty, ONE) == [None]


def test_a_file_that_is_none_of_ours_is_not_read(treaty: Repository) -> None:
    for content in (b"", b"\n", b"\xff\xfe\n\n" + ONE.encode(), bytes(range(256))):
        place(treaty).parent.mkdir(exist_ok=True)
        place(treaty).write_bytes(content)
        assert known(treaty, ONE) == [None]
    kept(treaty, **{ONE: ANSWER})
    assert known(treaty, ONE) == [ANSWER]
