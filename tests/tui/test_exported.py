"""The Draft screen's text in each format."""

from __future__ import annotations

import io
import json
import re
import zipfile

import pytest

from drafter.draft.consolidate import consolidate
from drafter.draft.document import Style
from drafter.store import reading, recording
from drafter.store.history import history
from drafter.store.repository import Repository
from drafter.tui.exported import FORMATS, Source, exported
from drafter.tui.present.document import back_rows, document_rows
from tests.conftest import acting_for

BEGINNINGS = {"docx": b"PK", "pdf": b"%PDF-"}


@pytest.mark.parametrize("form", FORMATS)
def test_each_format_holds_the_text_and_says_what_is_being_done(talks: Repository, form: str) -> None:
    recording.adopt(talks, acting_for("XXS"), ["DEU-000001"])
    negotiation = reading.read(talks)
    since = reading.read(talks, "Rev.1")
    decided = history(talks, since=since.treaty.commit)
    document = consolidate(negotiation, style="redline", since=since, decisions=decided)
    source = Source(document=document, negotiation=negotiation, since=since)
    said: list[tuple[str, int, int]] = []

    def tell(*step: object) -> None:
        said.append(step)  # type: ignore[arg-type]

    made = exported(source, form, lambda name: reading.read(talks, name), lambda *texts: decided, tell)
    assert [behind for _, behind, _ in said] == list(range(said[0][2]))
    assert [text for text, _, _ in said][-2:] == ["writing", "to disk"]
    if form in BEGINNINGS:
        assert made.startswith(BEGINNINGS[form])
        return
    assert "Protection of critical infrastructure" in made.decode()
    if form == "json":
        assert json.loads(made)["title"] == "Treaty on Cyber Operations"
    behind = {"json": '"label": "DEU-000001"', "akn": 'title="DEU-000001"'}
    assert behind.get(form, "DEU-000001 of DEU, tabled") in made.decode()
    if form == "html":
        assert said[0] == ("reading Rev.1", 0, 4)


@pytest.mark.parametrize("style", ["compilation", "comparison"])
def test_a_text_with_every_proposal_has_all_their_words(talks: Repository, style: Style) -> None:
    negotiation = reading.read(talks)
    document = consolidate(negotiation, style=style)
    shown = "\n".join(row.content.plain for row in (*document_rows(document), *back_rows(document)))
    for said in ("submarine cables", "not conduct", "avoid", "DEU-000001", "AUS-000002", "FJI-000003", "MDV"):
        assert said in shown
    assert not [row.key for row in document_rows(document) if [*document_rows(document)].count(row) > 1]


def test_amendments_that_are_shown_as_if_adopted_are_tracked_changes_in_word(talks: Repository) -> None:
    negotiation = reading.read(talks)
    document = consolidate(negotiation, style="redline", selected=["FJI-000003"])
    source = Source(document=document, negotiation=negotiation, since=None)
    assert document.tracked
    made = exported(source, "docx", lambda name: None, lambda *texts: (), lambda *step: None)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        text = archive.read("word/document.xml").decode()
    inserted = re.search(r'<w:ins [^>]*w:author="([^"]*)".*?<w:t[^>]*>([^<]*)<', text, re.DOTALL)
    assert inserted is not None
    assert "Fiji" in inserted[1] or "FJI" in inserted[1]
    assert "submarine cables" in inserted[2]
