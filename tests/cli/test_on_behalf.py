"""Proposing on behalf of a group, as a spokesperson types it."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Drafter, git

CI = "critical-infrastructure"


def written(place: Path, tmp_path: Path, words: str) -> Path:
    file = tmp_path / "proposed.md"
    (source,) = (place / "clauses").glob(f"*-{CI}.md")
    file.write_text(source.read_text().replace("refrain from", words))
    return file


def listed(place: Path, drafter: Drafter) -> list[tuple[str, str | None]]:
    rows = drafter("-C", place, "amendments", "--format", "json").data
    return [(row["id"], row["on_behalf_of"]) for row in rows]


def test_an_amendment_on_behalf_of_a_group_is_the_groups_everywhere(
    place: Path, drafter: Drafter, tmp_path: Path
) -> None:
    file = written(place, tmp_path, "never conduct")
    amend = ("amend", CI, "--file", file, "-m", "For all of us.", "--as", "EUE", "--on-behalf-of", "EU")
    said = drafter("-C", place, *amend)
    assert said.status == 0, said.error
    assert "EUE, on behalf of EU, supports EUE-" in said.out
    ((id, group),) = listed(place, drafter)
    assert group == "EU"
    assert "[refrain from / never conduct - EU]" in drafter("-C", place, "consolidate").out.replace("\\", "")
    row = next(line for line in drafter("-C", place, "positions", "--matrix").out.splitlines() if line.startswith(id))
    header = drafter("-C", place, "positions", "--matrix").out.splitlines()[0]
    assert row.split()[header.split().index("EU")] == "P"
    table = drafter("-C", place, "amendments").out.splitlines()
    assert "on behalf of" in table[0]
    assert table[1].split()[:2] == [id, "EU"]


def test_a_new_version_without_the_group_says_that_it_is_no_longer_the_groups(
    place: Path, drafter: Drafter, tmp_path: Path
) -> None:
    file = written(place, tmp_path, "never conduct")
    amend = ("amend", CI, "--file", file, "-m", "For all of us.", "--as", "EUE", "--on-behalf-of", "EU")
    assert drafter("-C", place, *amend).status == 0
    ((id, _),) = listed(place, drafter)
    file = written(place, tmp_path, "not conduct")
    said = drafter("-C", place, "revise", id, "--file", file, "-m", "Shorter.", "--as", "EUE")
    assert said.status == 0, said.error
    assert f"EU has not spoken about the new words: `drafter position {id} support --on-behalf-of EU`" in said.error
    assert listed(place, drafter) == [(id, None)]
    file = written(place, tmp_path, "neither conduct nor support")
    revise = ("revise", id, "--file", file, "-m", "Longer.", "--as", "EUE", "--on-behalf-of", "EU")
    said = drafter("-C", place, *revise)
    assert said.status == 0, said.error
    assert "has not spoken" not in said.error
    assert listed(place, drafter) == [(id, "EU")]


def test_who_does_not_speak_for_the_group_tables_nothing(place: Path, drafter: Drafter, tmp_path: Path) -> None:
    file = written(place, tmp_path, "never conduct")
    amend = ("amend", CI, "--file", file, "-m", "For all of us.", "--as", "DEU", "--email", "deu@example.org")
    before = git(place, "for-each-ref")
    said = drafter("-C", place, *amend, "--on-behalf-of", "EU")
    assert (said.status, said.error.count("\n")) == (2, 1)
    assert "only EUE speaks on behalf of EU" in said.error
    assert git(place, "for-each-ref") == before


def test_a_member_that_departs_from_its_group_is_told_as_doing_so(place: Path, drafter: Drafter) -> None:
    assert drafter("-C", place, "position", "scope", "oppose", "--as", "EUE", "--on-behalf-of", "EU").status == 0
    assert drafter("-C", place, "position", "scope", "accept", "--as", "FRA").status == 0
    listed = drafter("-C", place, "positions").out.splitlines()
    assert "accept (departs from EU)" in next(line for line in listed if line.startswith("FRA"))
    assert "departs" not in next(line for line in listed if line.startswith("EUE"))
