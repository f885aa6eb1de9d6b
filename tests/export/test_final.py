"""The last form of a text: adopted throughout, with a place for each signature."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document as OtherReader

from drafter.draft.consolidate import consolidate
from drafter.draft.document import Document
from drafter.draft.dossier import Dossier, dossier
from drafter.draft.final import to_be_signed
from drafter.export.akn import akn
from drafter.export.data import data
from drafter.export.docx import document as word
from drafter.export.html import page
from drafter.export.markdown import markdown
from drafter.export.pdf import pdf
from drafter.model.terms import ClauseStatus
from tests.draft.building import Talks, article
from tests.export.test_akn import read
from tests.export.test_pdf import printed

NAMES = [
    *("Australia", "Austria", "Brazil", "Germany", "Estonia", "Fiji", "France", "India", "Japan", "Norway"),
    *("Russian Federation", "Tuvalu", "United States of America", "Samoa", "European Union"),
]
"""Everybody in the roster of the tests but the observer."""


def talks(*statuses: ClauseStatus) -> Talks:
    clauses = [
        article(f"c{nth}", f"{nth}. Words.\n", order=f"{nth}00", status=each) for nth, each in enumerate(statuses, 1)
    ]
    return Talks(*clauses)


def signed(made: Talks) -> tuple[Document, Dossier]:
    whole = dossier(made.at(), style="clean")
    document = to_be_signed(whole.document, made.at().treaty.roster)
    views = tuple(document if view is whole.document else view for view in whole.views)
    return document, replace(whole, document=document, views=views)


def heads(text: str) -> list[str]:
    return re.findall(r"For ([A-Z][\w ]*?):", text)


def test_every_format_has_a_place_for_each_state_and_organisation_and_none_for_observers() -> None:
    document, whole = signed(talks(ClauseStatus.ADOPTED))
    assert heads(markdown(document)) == NAMES
    assert heads(re.sub(r"<[^>]*>", "\n", page(whole).partition('id="_data"')[0])) == NAMES
    tables = OtherReader(BytesIO(word(document))).tables
    assert heads("\n".join(row.cells[0].text for row in tables[-1].rows)) == NAMES
    (conclusions,) = read(akn(whole)).xpath("//*[local-name()='conclusions']")
    assert heads("\n".join(conclusions.itertext())) == NAMES
    assert [each["name"] for each in data(document)["signatures"]] == NAMES


def test_the_pdf_has_them_too(tmp_path: Path) -> None:
    document, _ = signed(talks(ClauseStatus.ADOPTED))
    assert heads(printed(pdf(document), tmp_path)) == NAMES


def test_nobody_has_a_place_to_sign_unasked() -> None:
    document = consolidate(talks(ClauseStatus.ADOPTED).at(), style="clean")
    assert document.signatures == ()
    assert "Signatures" not in markdown(document)


def test_a_text_that_is_adopted_throughout_is_no_draft_any_more() -> None:
    document = consolidate(talks(ClauseStatus.ADOPTED, ClauseStatus.ADOPTED, ClauseStatus.DELETED).at(), style="clean")
    told = markdown(document)
    assert "Every clause of this text is adopted." in told
    assert "Nothing is agreed" not in told
    assert "Status:" not in told


@pytest.mark.parametrize("other", [ClauseStatus.OPEN, ClauseStatus.AGREED, ClauseStatus.PROVISIONAL])
def test_one_clause_that_is_not_adopted_keeps_the_whole_a_draft(other: ClauseStatus) -> None:
    made = talks(ClauseStatus.ADOPTED, other)
    told = markdown(consolidate(made.at(), style="clean"))
    assert "Nothing is agreed until everything is agreed." in told
    assert "Status: adopted" in told
    bracketed = markdown(consolidate(talks(ClauseStatus.ADOPTED).at(), style="bracketed"))
    assert "Nothing is agreed until everything is agreed." in bracketed
