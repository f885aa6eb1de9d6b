"""A draft is on disk from the first pause in typing until it is recorded."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from drafter.tui.drafts import Draft, Drafts

DRAFT = Draft(signatory="FRA", clause="scope", what="modify", base="0" * 40, body="1. [shall]\n")


def test_a_draft_comes_back_as_it_was_typed(tmp_path: Path) -> None:
    Drafts(tmp_path).save(DRAFT)
    assert Drafts(tmp_path).find(Draft(signatory="FRA", clause="scope", what="modify")) == DRAFT


@given(st.text())
def test_every_text_that_can_be_typed_is_kept(text: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as directory:
        drafts = Drafts(Path(directory))
        drafts.save(Draft(signatory="FRA", clause="scope", what="modify", body=text))
        found = drafts.find(DRAFT)
        assert found is not None
        assert found.body == text


def test_a_save_that_was_overtaken_does_nothing(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.save(Draft(signatory="FRA", clause="scope", what="modify", body="newer"), number=2)
    drafts.save(Draft(signatory="FRA", clause="scope", what="modify", body="older"), number=1)
    found = drafts.find(DRAFT)
    assert found is not None
    assert found.body == "newer"


def test_drafts_of_two_delegations_and_of_two_clauses_are_apart(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    for signatory, clause in (("FRA", "scope"), ("DEU", "scope"), ("FRA", "depositary")):
        drafts.save(Draft(signatory=signatory, clause=clause, what="modify", body=signatory + clause))
    assert {draft.body for draft in drafts.all("FRA")} == {"FRAscope", "FRAdepositary"}


def test_a_recorded_draft_is_gone(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.save(DRAFT)
    drafts.remove(DRAFT.name)
    assert drafts.find(DRAFT) is None


def test_a_broken_file_is_no_draft_and_no_crash(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.save(DRAFT)
    (tmp_path / "drafter" / "drafts" / f"{DRAFT.name}.json").write_text("{")
    assert drafts.find(DRAFT) is None
    assert drafts.all("FRA") == ()


def test_a_save_leaves_nothing_beside_the_draft(tmp_path: Path) -> None:
    Drafts(tmp_path).save(DRAFT)
    assert [path.name for path in (tmp_path / "drafter" / "drafts").iterdir()] == [f"{DRAFT.name}.json"]


def test_two_programs_that_write_about_the_same_lose_neither_text(tmp_path: Path) -> None:
    one, other = Drafts(tmp_path), Drafts(tmp_path)
    assert one.find(DRAFT) is other.find(DRAFT) is None
    one.save(replace(DRAFT, body="AAA"))
    other.save(replace(DRAFT, body="BBB"))
    one.save(replace(DRAFT, body="AAAA"))
    other.save(replace(DRAFT, body="BBBB"))
    assert {draft.body for draft in Drafts(tmp_path).all("FRA")} == {"AAAA", "BBBB"}
    assert len(Drafts(tmp_path).on("FRA", "scope")) == 2
    other.remove(DRAFT.name)
    found = Drafts(tmp_path).find(DRAFT)
    assert found is not None
    assert found.body == "AAAA"


def test_who_goes_on_with_a_draft_does_not_take_what_another_program_writes_meanwhile(tmp_path: Path) -> None:
    one = Drafts(tmp_path)
    one.save(replace(DRAFT, body="AAA"))
    other = Drafts(tmp_path)
    assert other.find(DRAFT) == replace(DRAFT, body="AAA")
    other.save(replace(DRAFT, body="AAA and BBB"))
    one.save(replace(DRAFT, body="AAA and CCC"))
    one.remove(DRAFT.name)
    assert [draft.body for draft in Drafts(tmp_path).all("FRA")] == ["AAA and BBB"]
