"""A Word file that comes back from a delegation, on the command line."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Drafter, everything
from tests.intake.word import Delegate


def exported(place: Path, drafter: Drafter) -> bytes:
    file = place.parent / "clean.docx"
    assert drafter("-C", place, "consolidate", "--style", "clean", "-o", file).status == 0
    return file.read_bytes()


def returned(place: Path, delegate: Delegate) -> Path:
    file = place.parent / "returned.docx"
    file.write_bytes(delegate.saved())
    return file


def test_tracked_changes_become_an_amendment_in_the_delegates_name(place: Path, drafter: Drafter) -> None:
    file = returned(place, Delegate(exported(place, drafter), "Delegate of France").delete("critical "))
    said = drafter("-C", place, "import", file, "--as", "amendment", "--by", "FRA", "-m", "It is unclear.")
    assert said.status == 0, said
    assert "[-critical -]infrastructure" in said.out
    (row,) = drafter("-C", place, "amendments", "--format", "json").data
    assert (row["signatory"], row["clauses"]) == ("FRA", ["critical-infrastructure"])
    assert "It is unclear." in drafter("-C", place, "show", row["id"]).out
    (edit,) = drafter("-C", place, "diff", row["id"], "--format", "json").data["edits"]
    assert (edit["old"].strip(), edit["new"]) == ("critical", "")


def test_tracked_changes_of_a_spokesperson_become_its_groups_amendment(place: Path, drafter: Drafter) -> None:
    file = returned(place, Delegate(exported(place, drafter), "Delegate of the European Union").delete("critical "))
    arguments = ("--as", "amendment", "-m", "For all of us.", "--on-behalf-of", "EU")
    refused = drafter("-C", place, "import", file, *arguments, "--by", "FRA")
    assert (refused.status, drafter("-C", place, "amendments", "--format", "json").data) == (2, [])
    said = drafter("-C", place, "import", file, *arguments, "--by", "EUE")
    assert said.status == 0, said.error
    (row,) = drafter("-C", place, "amendments", "--format", "json").data
    assert (row["signatory"], row["on_behalf_of"]) == ("EUE", "EU")


def test_another_delegations_changes_are_not_recorded_in_ones_own_name(place: Path, drafter: Drafter) -> None:
    delegate = Delegate(exported(place, drafter), "Australia").delete("critical ")
    file = returned(place, delegate)
    before = everything(place)
    said = drafter("-C", place, "import", file, "--as", "amendment", "--by", "FRA")
    assert said.status == 2
    assert "is AUS's to table" in said.error
    assert everything(place) == before


def test_words_changed_without_tracking_are_named_and_recorded_only_when_asked(place: Path, drafter: Drafter) -> None:
    delegate = Delegate(exported(place, drafter), "FRA").retype("critical", "vital")
    file = returned(place, delegate)
    said = drafter("-C", place, "import", file, "--as", "amendment", "--by", "FRA", "-m", "Because.")
    assert (said.status, "without tracking" in said.error) == (2, True), said
    arguments = ("--as", "amendment", "--by", "FRA", "-m", "Because.", "--untracked")
    assert drafter("-C", place, "import", file, *arguments).status == 0
    (row,) = drafter("-C", place, "amendments", "--format", "json").data
    (edit,) = drafter("-C", place, "diff", row["id"], "--format", "json").data["edits"]
    assert (edit["old"], edit["new"]) == ("critical", "vital")


def test_a_file_that_is_imported_twice_is_tabled_once(place: Path, drafter: Drafter) -> None:
    delegate = Delegate(exported(place, drafter), "FRA").delete("critical ")
    arguments = ("--as", "amendment", "--by", "FRA", "-m", "Because.")
    assert drafter("-C", place, "import", returned(place, delegate), *arguments).status == 0
    (row,) = drafter("-C", place, "amendments", "--format", "json").data
    before = everything(place)
    said = drafter("-C", place, "import", returned(place, delegate), *arguments)
    assert said.status == 2
    assert f"is tabled: {row['id']}" in said.error
    assert everything(place) == before
    more = returned(place, delegate.retype("all States", "every State").delete("Have agreed"))
    assert drafter("-C", place, "import", more, *arguments).status == 0
    assert len(drafter("-C", place, "amendments", "--format", "json").data) == 2
    assert drafter("-C", place, "withdraw", row["id"], "--as", "FRA").status == 0
    assert drafter("-C", place, "import", returned(place, delegate), *arguments).status == 0


def test_of_several_proposals_all_are_recorded_or_none(place: Path, drafter: Drafter) -> None:
    delegate = Delegate(exported(place, drafter), "FRA").delete("critical ")
    file = returned(place, delegate.delete_paragraph("is the Depositary of this Treaty"))
    before = everything(place)
    said = drafter("-C", place, "import", file, "--as", "amendment", "--by", "FRA", "-m", "Because.")
    assert (said.status, said.out) == (2, "")
    assert "nothing would be left" in said.error
    assert everything(place) == before


def test_what_was_adopted_since_the_file_was_made_is_not_taken_back(place: Path, drafter: Drafter) -> None:
    delegate = Delegate(exported(place, drafter), "FRA").delete("critical ")
    other = Delegate(exported(place, drafter), "AUS").retype("refrain from", "not conduct")
    arguments = ("--as", "amendment", "--by", "AUS", "-m", "Because.", "--untracked")
    assert drafter("-C", place, "import", returned(place, other), *arguments).status == 0
    (row,) = drafter("-C", place, "amendments", "--format", "json").data
    assert drafter("-C", place, "adopt", row["id"], "--as", "XXS").status == 0
    said = drafter("-C", place, "import", returned(place, delegate), "--as", "amendment", "--by", "FRA", "-m", "x")
    assert said.status == 0, said
    (mine,) = drafter("-C", place, "amendments", "--by", "FRA", "--format", "json").data
    (edit,) = drafter("-C", place, "diff", mine["id"], "--format", "json").data["edits"]
    assert (edit["old"].strip(), edit["new"]) == ("critical", "")


def test_a_treaty_in_word_begins_a_repository(place: Path, drafter: Drafter, tmp_path: Path) -> None:
    exported(place, drafter)
    arguments = ("--from", place.parent / "clean.docx", "--delegate", "A B <a@example.org>")
    said = drafter("-C", tmp_path, "init", "new", *arguments)
    assert said.status == 0, said
    old = drafter("-C", place, "list", "--format", "json").data
    new = drafter("-C", tmp_path / "new", "list", "--format", "json").data
    assert [(row["kind"], row["number"], row["heading"]) for row in new] == [
        (row["kind"], row["number"], row["heading"]) for row in old
    ]


def test_only_word_files_hold_tracked_changes(place: Path, drafter: Drafter) -> None:
    (place.parent / "mine.md").write_text("x\n")
    said = drafter("-C", place, "import", place.parent / "mine.md", "--as", "amendment", "--by", "FRA")
    assert (said.status, "drafter amend CLAUSE --file" in said.error) == (2, True)


def test_a_title_that_the_treaty_does_not_take_is_named_and_not_dropped_in_silence(
    drafter: Drafter, tmp_path: Path
) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text("# Convention on Cables\n\n## Article 1: Scope\n\nWords.\n")
    me = ("--delegate", "Secretary <s@example.org>")
    other = drafter("init", tmp_path / "a", "--from", draft, "--title", "Pact", *me)
    assert "calls itself “Convention on Cables”; the treaty is “Pact”" in other.error
    for title in ((), ("--title", "Convention on cables")):
        same = drafter("init", tmp_path / f"b{len(title)}", "--from", draft, *title, *me)
        assert (same.status, same.error) == (0, "")


def test_init_writes_the_language_of_the_text_and_takes_none_that_is_not_one(drafter: Drafter, tmp_path: Path) -> None:
    me = ("--delegate", "A B <a@example.org>")
    said = drafter("init", tmp_path / "fr", "--language", "fr", *me)
    assert said.status == 0, said
    assert 'language = "fr"\n' in (tmp_path / "fr/signatories.toml").read_text()
    assert drafter("-C", tmp_path / "fr", "consolidate", "-f", "json").data["language"] == "fr"
    said = drafter("init", tmp_path / "no", "--language", "french", *me)
    assert (said.status, "en, fr, ar" in said.error, (tmp_path / "no").exists()) == (2, True, False)
