"""The Draft screen's text in each format."""

from __future__ import annotations

import json

import pytest

from drafter.draft.consolidate import consolidate
from drafter.store import reading, recording
from drafter.store.history import history
from drafter.store.repository import Repository
from drafter.tui.exported import FORMATS, Source, exported
from tests.conftest import acting_for

BEGINNINGS = {"docx": b"PK", "pdf": b"%PDF-"}


@pytest.mark.parametrize("form", FORMATS)
def test_each_format_holds_the_text_and_says_what_is_being_done(talks: Repository, form: str) -> None:
    recording.adopt(talks, acting_for("XXS"), ["DEU-000001"])
    negotiation = reading.read(talks)
    since = reading.read(talks, "Rev.1")
    decided = history(talks, since=since.treaty.commit)
    document = consolidate(negotiation, style="redline", since=since, decisions=decided)
    source = Source(document=document, negotiation=negotiation, attributed=True, since=since)
    said: list[str] = []
    made = exported(source, form, lambda name: reading.read(talks, name), lambda *texts: decided, said.append)
    assert said[-1] == "writing"
    if form in BEGINNINGS:
        assert made.startswith(BEGINNINGS[form])
        return
    assert "Protection of critical infrastructure" in made.decode()
    if form == "json":
        assert json.loads(made)["title"] == "Treaty on Cyber Operations"
    behind = {"json": '"label": "DEU-000001"', "akn": 'title="DEU-000001"'}
    assert behind.get(form, "DEU-000001 of DEU, tabled") in made.decode()
    if form == "html":
        assert "reading Rev.1 (1 of 1)" in said
