"""What is kept of a list is printed only as long as no ref has moved, and only when it is whole."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.store import derived, recording
from drafter.store.derived import Derived
from drafter.store.repository import Repository
from tests.conftest import acting_for
from tests.store.acts import day, plain_git, refs, table


def place(repo: Repository) -> Path:
    (found,) = (repo.git_dir / "drafter").glob("derived-*/list")
    return found


def test_what_was_derived_is_known_until_a_ref_moves(treaty: Repository) -> None:
    assert Derived(treaty, "list").known() is None
    Derived(treaty, "list").keep("one — 一\n".encode())
    assert Derived(treaty, "list").known() == "one — 一\n".encode()
    assert Derived(treaty, "other").known() is None
    assert Derived(treaty, "list", "80").known() is None
    recording.position(treaty, acting_for("DEU"), Target("scope"), Stance.SUPPORT, date=day(3))
    assert Derived(treaty, "list").known() is None
    Derived(treaty, "list").keep(b"two\n")
    table(treaty, "FRA", "refrain", "abstain", id="000001")
    assert Derived(treaty, "list").known() is None
    Derived(treaty, "list").keep(b"three\n")
    recording.issue(treaty, acting_for("XXS"), "Rev.1", date=day(4))
    assert Derived(treaty, "list").known() is None


def test_only_the_newest_state_is_kept(treaty: Repository) -> None:
    first = recording.position(treaty, acting_for("DEU"), Target("scope"), Stance.SUPPORT, date=day(3))
    Derived(treaty, "list").keep(b"first\n")
    recording.position(treaty, acting_for("DEU"), Target("scope"), Stance.OPPOSE, date=day(4))
    Derived(treaty, "list").keep(b"second\n")
    plain_git(treaty.root, "update-ref", first.ref, first.commit)
    assert refs(treaty)[first.ref] == first.commit
    assert Derived(treaty, "list").known() is None


def test_what_another_state_of_the_program_derived_is_not_known(
    treaty: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    Derived(treaty, "list").keep(b"one\n")
    monkeypatch.setattr(derived, "program", lambda: "mended")
    assert Derived(treaty, "list").known() is None


@pytest.mark.parametrize("damage", [b"", b"{}", b"\xff" * 200])
def test_damaged_it_is_derived_anew(treaty: Repository, damage: bytes) -> None:
    Derived(treaty, "list").keep(b"FRA supports\n")
    place(treaty).write_bytes(damage)
    assert Derived(treaty, "list").known() is None


def test_a_lost_word_is_not_printed(treaty: Repository) -> None:
    Derived(treaty, "list").keep(b"FRA supports\n")
    place(treaty).write_bytes(place(treaty).read_bytes().replace(b"supports", b"opposes"))
    assert Derived(treaty, "list").known() is None


def test_many_writers_at_once_leave_one_whole_text(treaty: Repository) -> None:
    texts = [f"{number}\n".encode() * 20_000 for number in range(8)]
    writers = [threading.Thread(target=Derived(treaty, "list").keep, args=(text,)) for text in texts]
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    assert Derived(treaty, "list").known() in texts
    assert [each.name for each in place(treaty).parent.iterdir()] == ["list"]
