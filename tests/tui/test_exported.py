"""The file of a paper in each format."""

from __future__ import annotations

import io
import json
import re
import zipfile

import pytest

from drafter.export.paper import FORMATS, Archive, Paper
from drafter.store import reading, recording
from drafter.store.history import history
from drafter.store.repository import Repository
from tests.conftest import acting_for

BEGINNINGS = {"docx": b"PK", "pdf": b"%PDF-"}


@pytest.mark.parametrize("form", FORMATS)
def test_each_format_holds_the_text_and_says_what_is_being_done(talks: Repository, form: str) -> None:
    recording.adopt(talks, acting_for("XXS"), ["DEU-000001"])
    negotiation = reading.read(talks)
    since = reading.read(talks, "Rev.1")
    decided = history(talks, since=since.treaty.commit)
    archive = Archive(lambda name: reading.read(talks, name), lambda *texts: decided)
    paper = Paper(negotiation=negotiation, style="redline", since=since)
    said: list[tuple[str, int, int]] = []

    def tell(*step: object) -> None:
        said.append(step)  # type: ignore[arg-type]

    made = paper.file(form, archive, tell)
    assert [behind for _, behind, _ in said] == list(range(said[0][2]))
    assert [text for text, _, _ in said][-2:] == ["writing", "to disk"]
    if form in BEGINNINGS:
        assert made.startswith(BEGINNINGS[form])
        return
    assert "Protection of critical infrastructure" in made.decode()
    if form == "json":
        assert json.loads(made)["title"] == "Treaty on Cyber Operations"
    if form == "text":
        assert "DEU-000001 of DEU, tabled" in " ".join(made.decode().split())
        return
    behind = {"json": '"label": "DEU-000001"', "akn": 'title="DEU-000001"'}
    assert behind.get(form, "DEU-000001 of DEU, tabled") in made.decode()
    if form == "html":
        assert said[0] == ("reading Rev.1", 0, 4)


def test_amendments_that_are_shown_as_if_adopted_are_tracked_changes_in_word(talks: Repository) -> None:
    negotiation = reading.read(talks)
    paper = Paper(negotiation=negotiation, style="redline", selected=["FJI-000003"])
    archive = Archive(lambda name: None, lambda *texts: ())
    assert paper.document(archive).tracked
    made = paper.file("docx", archive, lambda *step: None)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        text = archive.read("word/document.xml").decode()
    inserted = re.search(r'<w:ins [^>]*w:author="([^"]*)".*?<w:t[^>]*>([^<]*)<', text, re.DOTALL)
    assert inserted is not None
    assert "Fiji" in inserted[1] or "FJI" in inserted[1]
    assert "submarine cables" in inserted[2]
