"""Who may act for whom: delegates and their keys, listed by the secretariat and consented to by their own State."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from drafter.intake.delegates import with_delegates
from drafter.model.key import Key
from drafter.model.signatory import Delegate, parse_roster
from drafter.store import identity, recording
from drafter.store.reading import read
from drafter.store.repository import Repository
from drafter.tui.dialogs.choosing import Choosing
from drafter.tui.dialogs.confirm import Confirm
from drafter.tui.dialogs.question import Question
from drafter.tui.messages import Recorded
from drafter.tui.present.listing import changes, key_state
from tests.conftest import new_key
from tests.tui.seat import Seat, piloted, seated

needs_ssh = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not there")
ONE = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEk0Ku0MsmDbYjMGbPqMjPJgnZbqJL3TfGmLnRrB7Fq1"


def listed(repo: Repository, code: str) -> tuple[Delegate, ...]:
    return read(repo).treaty.roster.by_code[code].delegates


async def answer(seat: Seat, text: str) -> None:
    """Answer a question, or choose by what is typed."""
    await seat.type(text)
    await seat.press("enter")
    await seat.pilot.pause()


async def recorded(seat: Seat, key: str = "y", number: int = 1) -> None:
    await seat.asks(Confirm)
    await seat.press(key)
    await seat.until(lambda: len(seat.told(Recorded)) == number, "the record")


@piloted
async def test_the_secretariat_lists_another_delegate_without_the_command_line(talks: Repository) -> None:
    before = listed(talks, "FRA")
    async with seated(talks, "XXS") as seat:
        await seat.press("D")
        await seat.asks(Choosing)
        await answer(seat, "france")
        await seat.asks(Choosing)
        await answer(seat, "beside")
        await seat.asks(Question)
        await answer(seat, "Adviser of France <adviser@fra.example.org>")
        await seat.shows("public key")
        await answer(seat, "")
        await seat.shows("for France (FRA):", "adds Adviser of France <adviser@fra.example.org>, without a key")
        await recorded(seat)
    assert listed(talks, "FRA") == (*before, Delegate("Adviser of France", "adviser@fra.example.org", ()))


@piloted
async def test_another_person_takes_the_place_of_a_delegate_in_one_record(talks: Repository) -> None:
    (before,) = listed(talks, "FRA")
    async with seated(talks, "XXS") as seat:
        await seat.press("D")
        await seat.asks(Choosing)
        await answer(seat, "fra ")
        await seat.asks(Choosing)
        await answer(seat, "in their place")
        await seat.asks(Question)
        await answer(seat, "Successor")
        await seat.shows("doesn't name a delegate")
        await seat.press("escape")
        await seat.asks(Question)
        await answer(seat, " <next@fra.example.org>")
        await seat.shows("public key")
        await answer(seat, "")
        await seat.shows(f"removes {before.name}", "adds Successor <next@fra.example.org>")
        await recorded(seat)
    assert [each.email for each in listed(talks, "FRA")] == ["next@fra.example.org"]


@needs_ssh
@piloted
async def test_a_state_consents_to_its_new_key_and_the_secretariat_lists_just_that(
    talks: Repository, tmp_path: Path
) -> None:
    files = [new_key(tmp_path / name) for name in ("one", "two")]
    keys = [file.with_name(f"{file.name}.pub").read_text().split()[:2] for file in files]
    first, second = (" ".join(key) for key in keys)
    shown = files[1].with_name(f"{files[1].name}.pub")
    async with seated(talks, "XXS") as seat:
        await seat.press("D")
        await seat.asks(Choosing)
        await answer(seat, "fra ")
        await seat.asks(Choosing)
        await answer(seat, "further key")
        await seat.asks(Question)
        await answer(seat, first)
        await recorded(seat)
    identity.become(talks, read(talks).treaty.roster, "FRA", None, str(files[0]))
    async with seated(talks, None) as seat:
        await seat.press("D")
        await seat.asks(Choosing)
        await answer(seat, "fra ")
        await seat.asks(Choosing)
        await answer(seat, "further key")
        await seat.asks(Question)
        await answer(seat, str(shown))
        await seat.shows("consents to another list of delegates of France")
        await recorded(seat)
        assert [key.text for key in listed(talks, "FRA")[0].keys] == [first]
    for takes_back in (True, False):
        async with seated(talks, None) as seat:
            await seat.press("D")
            await seat.asks(Choosing)
            await answer(seat, "Enter takes that back" if takes_back else "fra ")
            if not takes_back:
                await seat.asks(Choosing)
                await answer(seat, "further key")
                await seat.asks(Question)
                await answer(seat, str(shown))
            await seat.shows("takes back the consent of France" if takes_back else "consents to another list")
            await recorded(seat)
        assert ("FRA" in recording.consents(talks)) is not takes_back
    async with seated(talks, "XXS") as seat:
        await seat.press("D")
        await seat.shows("France has consented to another list")
        await answer(seat, "consented")
        await seat.shows("adds the key")
        await recorded(seat)
    assert [key.text for key in listed(talks, "FRA")[0].keys] == [first, second]


@piloted
async def test_nobody_changes_who_acts_for_another_state(talks: Repository) -> None:
    async with seated(talks, "FRA") as seat:
        await seat.press("D")
        await seat.asks(Choosing)
        await answer(seat, "deu ")
        assert await seat.until(lambda: seat.said("the secretariat lists the delegates of Germany"))
        assert seat.told(Recorded) == []


def test_a_key_that_ends_is_told_with_the_moment_and_until_then_as_in_force() -> None:
    key = Key(ONE, until="2026-09-01T09:00:00Z")
    assert key_state(key, "2026-08-31T00:00:00Z") == "ends 2026-09-01 09:00 UTC"
    assert key_state(key, "2026-09-01T09:00:00Z") == "ended 2026-09-01 09:00 UTC"
    assert key_state(Key(ONE), "2026-09-01T09:00:00Z") == "in force"


def test_every_change_of_a_list_of_delegates_is_said() -> None:
    was = (Delegate("A", "a@example.org", (Key(ONE),)), Delegate("B", "b@example.org", ()))
    becomes = (Delegate("A", "a@example.org", (Key(ONE, until="2026-09-01T09:00:00Z"),)), Delegate("C", "c@x.org", ()))
    said = " ".join(changes(was, becomes))
    assert all(
        each in said for each in ("removes B", "ends the key", "of A at 2026-09-01 09:00 UTC", "adds C <c@x.org>")
    )


def test_who_stays_on_the_list_keeps_the_entry_as_it_is_written() -> None:
    source = (Path(__file__).parent.parent.parent / "signatories.toml").read_text()
    found, _ = parse_roster(source)
    assert found is not None
    france = found.by_code["FRA"].delegates
    changed = with_delegates(source, "FRA", (*france, Delegate("Adviser", "adviser@fra.example.org", ())))
    assert isinstance(changed, str)
    assert changed.replace(', { name = "Adviser", email = "adviser@fra.example.org" }', "") == source
    assert with_delegates(changed, "FRA", france) == source
