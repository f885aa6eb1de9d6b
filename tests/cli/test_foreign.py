"""Files that are no text: told by what they are, and never taken for the words of a treaty."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from drafter.cli import wording
from tests.cli.conftest import Drafter, everything


def packed(**files: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


FOREIGN = {
    "a PDF": b"%PDF-1.4\n1 0 obj\n",
    "an RTF file": b"{\\rtf1\\ansi Article 1: Scope\\par Words.}",
    "a web page": b"<!DOCTYPE html>\n<html><body><h1>Article 1</h1><p>Words.</p></body></html>",
    "an XML file": b'\xef\xbb\xbf<?xml version="1.0"?><akomaNtoso><bill>Words.</bill></akomaNtoso>',
    "a file of Word as it was before 2007": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "an OpenDocument file": packed(mimetype=b"application/vnd.oasis.opendocument.text"),
}


@pytest.mark.parametrize("name", ["draft", "draft.md", "draft.docx"])
@pytest.mark.parametrize("what", FOREIGN)
def test_a_file_that_is_no_text_is_told_by_what_it_is(
    what: str, name: str, place: Path, tmp_path: Path, drafter: Drafter
) -> None:
    file = tmp_path / name
    file.write_bytes(FOREIGN[what])
    before = everything(place)
    new = tmp_path / "new"
    commands = [
        ["init", new, "--from", file, "--delegate", "Secretary <s@example.org>"],
        ["-C", place, "import", file],
        ["-C", place, "amend", "scope", "--file", file, "-m", "x", "--as", "FRA"],
        ["-C", place, "edit", "scope", "--file", file, "--reason", "x", "--as", "XXS"],
    ]
    for command in commands:
        said = drafter(*command)
        assert (said.status, said.out, said.error.count("\n")) == (2, "", 1), command
        assert f"{name}: it is {what}" in said.error
        assert "save it as .docx" in said.error
    assert everything(place) == before
    assert not new.exists()


def test_a_word_file_under_another_name_and_one_in_place_of_a_clause_say_what_to_do(
    place: Path, tmp_path: Path, drafter: Drafter
) -> None:
    file = tmp_path / "draft.md"
    assert drafter("-C", place, "consolidate", "--style", "clean", "-f", "docx", "-o", file).status == 0
    said = drafter("-C", place, "import", file)
    assert (said.status, "give it a name that ends with .docx" in said.error) == (2, True)
    said = drafter("-C", place, "amend", "scope", "--file", file, "-m", "x", "--as", "FRA")
    assert (said.status, "`drafter import --as amendment` takes" in said.error) == (2, True)


def test_a_file_without_an_end_does_not_take_the_memory(
    place: Path, drafter: Drafter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wording, "MOST", 3_000_000)
    said = drafter("-C", place, "import", "/dev/zero")
    assert (said.status, said.error) == (2, "drafter: /dev/zero: it has more than 3 MB; name another file\n")


@pytest.mark.parametrize("name", ["empty.md", "blank.md"])
def test_an_import_of_nothing_is_refused(name: str, place: Path, tmp_path: Path, drafter: Drafter) -> None:
    (tmp_path / name).write_text("" if name == "empty.md" else " \n\n")
    said = drafter("-C", place, "import", tmp_path / name)
    assert (said.status, f"{name}: there is no text in it" in said.error) == (2, True)
