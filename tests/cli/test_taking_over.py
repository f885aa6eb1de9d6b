"""Taking over what nobody puts forward any more, as a delegate types it."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.model.target import Target
from drafter.model.terms import AmendmentStatus
from drafter.store import reading, recording
from drafter.store.repository import Repository
from tests.cli.conftest import Drafter
from tests.conftest import acting_for
from tests.store.acts import CI, clause, day, refs, table


def taken(drafter: Drafter, place: Path, id: str, code: str = "AUS") -> tuple[int, str]:
    said = drafter("-C", place, "amend", "--take-over", id, "-m", "We put it forward.", "--as", code)
    return said.status, said.error.strip()


def words_of(repo: Repository, code: str) -> tuple[str, str, str]:
    """Give the subject, the rationale and the words that a delegation proposes."""
    (made,) = (each for each in reading.read(repo).live if each.signatory == code)
    return made.subject, made.rationale, made.changes[0].proposed_text or ""


def test_what_was_withdrawn_becomes_the_proposal_of_who_takes_it_over(treaty: Repository, drafter: Drafter) -> None:
    table(treaty, "DEU", "refrain from", "not conduct", id="000001", on=3)
    recording.withdraw(treaty, acting_for("DEU"), "DEU-000001", "", date=day(4))
    assert taken(drafter, treaty.root, "DEU-0") == (0, "")
    subject, rationale, proposed = words_of(treaty, "AUS")
    assert subject == "AUS takes over DEU-000001: article 4 (Protection of critical infrastructure)"
    assert rationale == "We put it forward."
    assert "States shall not conduct cyber operations" in proposed
    assert reading.read(treaty).by_id["DEU-000001"].status is AmendmentStatus.WITHDRAWN
    assert "[refrain from / not conduct - AUS]" in drafter("-C", treaty.root, "consolidate").out.replace("\\", "")


def test_whose_words_they_were_stands_in_the_record_and_that_they_were_changed_in_its_subject(
    treaty: Repository,
) -> None:
    for number in ("000001", "000002"):
        table(treaty, "DEU", "refrain from", "not conduct", id=number, on=3)
        recording.withdraw(treaty, acting_for("DEU"), f"DEU-{number}", "", date=day(4))
    left = reading.read(treaty).by_id
    proposed = left["DEU-000001"].changes[0].after
    assert proposed is not None
    other = proposed.with_body(proposed.body.replace("not conduct", "never conduct"))
    for id, words in (("DEU-000001", proposed), ("DEU-000002", other)):
        recording.amend(treaty, acting_for("AUS"), {CI: words}, "Ours.", taken_over=id, id=f"AUS-{id[4:]}", date=day(5))
    made = reading.read(treaty).by_id
    assert [made[f"AUS-00000{each}"].taken_over for each in (1, 2)] == ["DEU-000001", "DEU-000002"]
    assert made["AUS-000001"].subject.startswith("AUS takes over DEU-000001: article 4")
    assert made["AUS-000002"].subject.startswith("AUS takes over DEU-000002 with changes: article 4")
    said = treaty.commit(made["AUS-000001"].commit).message
    assert f"Taken-over: DEU-000001 {left['DEU-000001'].commit}\n" in said


def test_it_is_taken_over_on_the_text_as_it_stands_and_takes_nothing_back(treaty: Repository, drafter: Drafter) -> None:
    table(treaty, "DEU", "refrain from", "not conduct", id="000001", on=3)
    table(treaty, "FJI", "without undue delay", "at once", id="000002", on=3)
    recording.withdraw(treaty, acting_for("DEU"), "DEU-000001", "", date=day(4))
    recording.adopt(treaty, acting_for("XXS"), ["FJI-000002"], date=day(5))
    assert taken(drafter, treaty.root, "DEU-000001") == (0, "")
    subject, _, proposed = words_of(treaty, "AUS")
    assert "not conduct" in proposed
    assert "at once" in proposed
    assert "with changes" not in subject


def test_who_takes_over_words_and_with_them_takes_back_what_was_decided_since_is_said_to_change_them(
    treaty: Repository,
) -> None:
    table(treaty, "DEU", "refrain from", "not conduct", id="000001", on=3)
    table(treaty, "FJI", "without undue delay", "at once", id="000002", on=3)
    recording.withdraw(treaty, acting_for("DEU"), "DEU-000001", "", date=day(4))
    recording.adopt(treaty, acting_for("XXS"), ["FJI-000002"], date=day(5))
    old = reading.read(treaty).by_id["DEU-000001"].changes[0].after
    recording.amend(treaty, acting_for("AUS"), {CI: old}, "Ours.", taken_over="DEU-000001", date=day(6))
    subject, _, proposed = words_of(treaty, "AUS")
    assert "without undue delay" in proposed
    assert subject.startswith("AUS takes over DEU-000001 with changes: article 4")


def test_a_new_clause_is_taken_over_with_its_place_and_number(treaty: Repository, drafter: Drafter) -> None:
    file = treaty.root.parent / "new.md"
    file.write_text("1. Cables are protected.\n")
    new = ("--after", "scope", "--id", "cables", "--number", "1 bis", "--heading", "Cables", "--file", file)
    assert drafter("-C", treaty.root, "amend", *new, "-m", "New.", "--as", "FJI").status == 0
    (proposed,) = reading.read(treaty).live
    recording.withdraw(treaty, acting_for("FJI"), proposed.id, "")
    assert taken(drafter, treaty.root, proposed.id) == (0, "")
    (again,) = reading.read(treaty).live
    assert again.changes[0].after == proposed.changes[0].after


@pytest.mark.parametrize(
    ("status", "remedy"),
    [
        (AmendmentStatus.TABLED, "makes you its co-sponsor"),
        (AmendmentStatus.DEFERRED, "makes you its co-sponsor"),
        (AmendmentStatus.ACCEPTED, "the agreed text has its words"),
    ],
)
def test_what_is_on_the_table_or_adopted_is_not_taken_over(
    treaty: Repository, drafter: Drafter, status: AmendmentStatus, remedy: str
) -> None:
    table(treaty, "DEU", "refrain from", "not conduct", id="000001", on=3)
    if status is AmendmentStatus.ACCEPTED:
        recording.adopt(treaty, acting_for("XXS"), ["DEU-000001"], date=day(5))
    elif status is AmendmentStatus.DEFERRED:
        recording.status(treaty, acting_for("XXS"), Target(amendment="DEU-000001"), status.value, date=day(5))
    before = refs(treaty)
    ended, said = taken(drafter, treaty.root, "DEU-000001")
    assert ended == 2
    assert f"DEU-000001 is {status.phrase}" in said
    assert remedy in said
    assert said.count("\n") == 0
    assert refs(treaty) == before


def test_words_that_were_changed_since_are_not_placed_by_guess(treaty: Repository, drafter: Drafter) -> None:
    table(treaty, "DEU", "refrain from", "not conduct", id="000001", on=3)
    table(treaty, "FJI", "refrain from", "avoid", id="000002", on=3)
    recording.withdraw(treaty, acting_for("DEU"), "DEU-000001", "", date=day(4))
    recording.adopt(treaty, acting_for("XXS"), ["FJI-000002"], date=day(5))
    before = refs(treaty)
    ended, said = taken(drafter, treaty.root, "DEU-000001")
    assert ended == 1
    assert "DEU-000001 no longer fits" in said
    assert "--file" in said
    assert refs(treaty) == before


def test_words_that_the_agreed_text_has_are_not_taken_over(treaty: Repository, drafter: Drafter) -> None:
    table(treaty, "DEU", "refrain from", "not conduct", id="000001", on=3)
    table(treaty, "FJI", "refrain from", "not conduct", id="000002", on=3)
    recording.withdraw(treaty, acting_for("DEU"), "DEU-000001", "", date=day(4))
    recording.adopt(treaty, acting_for("XXS"), ["FJI-000002"], date=day(5))
    assert "not conduct" in clause(treaty, CI).body
    ended, said = taken(drafter, treaty.root, "DEU-000001")
    assert (ended, said) == (2, "drafter: the agreed text says what DEU-000001 proposed already")


def test_a_request_to_retain_is_asked_for_anew(treaty: Repository, drafter: Drafter) -> None:
    act = recording.retain(treaty, acting_for("DEU"), [Target(CI, "1")], "Keep it.", date=day(3))
    id = act.targets[0].amendment
    recording.withdraw(treaty, acting_for("DEU"), id, "", date=day(4))
    ended, said = taken(drafter, treaty.root, id)
    assert ended == 2
    assert f"`drafter amend {CI}:1 --retain`" in said


@pytest.mark.parametrize("option", [(CI,), ("--edit",), ("--delete",), ("--number", "5"), ("--to", "FJI-000002")])
def test_who_takes_over_an_amendment_describes_no_text(
    treaty: Repository, drafter: Drafter, option: tuple[str, ...]
) -> None:
    table(treaty, "DEU", "refrain from", "not conduct", id="000001", on=3)
    recording.withdraw(treaty, acting_for("DEU"), "DEU-000001", "", date=day(4))
    before = refs(treaty)
    said = drafter("-C", treaty.root, "amend", *option, "--take-over", "DEU-000001", "-m", "We.", "--as", "AUS")
    assert said.status == 2
    assert "--take-over takes over a whole amendment" in said.error
    assert refs(treaty) == before
