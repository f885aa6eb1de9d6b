"""A delegation that leaves the talks: what becomes of what it said and tabled."""

from __future__ import annotations

import re
from pathlib import Path

from tests.cli.conftest import Drafter, git

CI = "critical-infrastructure"


def leaves(place: Path, drafter: Drafter, code: str) -> str:
    """What the secretariat is told when it takes a signatory off the list."""
    file = place / "signatories.toml"
    file.write_text(re.sub(rf"\[signatories\.{code}\]\n(?:.+\n)+\n?", "", file.read_text()))
    said = drafter("-C", place, "edit", "signatories.toml", "-m", "It leaves.", "--as", "XXS")
    assert said.status == 0, said.error
    return said.error


def test_the_secretariat_is_told_what_of_a_delegation_that_left_remains(
    place: Path, drafter: Drafter, tmp_path: Path
) -> None:
    (source,) = (place / "clauses").glob(f"*-{CI}.md")
    file = tmp_path / "proposed.md"
    file.write_text(source.read_text().replace("refrain from", "not conduct"))
    assert drafter("-C", place, "amend", CI, "--file", file, "-m", "x", "--as", "AUS").status == 0
    assert drafter("-C", place, "position", "scope", "oppose", "--as", "AUS").status == 0
    ((id),) = [row["id"] for row in drafter("-C", place, "amendments", "--format", "json").data]
    told = leaves(place, drafter, "AUS")
    assert "Australia (AUS) no longer takes part; its 1 position no longer counts" in told
    assert f"{id} stays on the table until `drafter status` sets another status" in told
    text = drafter("-C", place, "consolidate")
    assert text.error == "", "it left in order, and nothing is wrong"
    assert "- AUS: no longer takes part in the talks" in text.out
    assert "not conduct - AUS" in text.out
    assert drafter("-C", place, "positions", "--format", "json").data == []
    assert drafter("-C", place, "verify", "--anew").status == 0


def test_what_is_said_for_a_delegation_after_it_has_left_is_told_as_not_counting(
    place: Path, drafter: Drafter, tmp_path: Path
) -> None:
    assert drafter("-C", place, "position", "scope", "oppose", "--as", "AUS").status == 0
    before = git(place, "rev-parse", "positions/AUS").strip()
    leaves(place, drafter, "AUS")
    forged = git(place, "log", "-1", "--format=%B", before)
    tree = git(place, "rev-parse", f"{before}^{{tree}}").strip()
    commit = git(place, "commit-tree", tree, "-p", before, "-m", forged, date="2099-01-01T00:00:00Z").strip()
    git(place, "update-ref", "refs/heads/positions/AUS", commit)
    assert "not counted: positions/AUS: AUS is not a signatory" in drafter("-C", place, "list").error
