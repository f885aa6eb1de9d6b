"""Documents of every style as Word files."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO

import pytest
from docx import Document as OtherReader
from lxml import etree

from drafter.draft.consolidate import consolidate
from drafter.draft.document import Style
from drafter.export.docx import document
from drafter.model.decision import Decision
from drafter.model.negotiation import Negotiation
from drafter.model.word import W
from tests.draft.building import NOR, Talks, article, worked_example

STYLES: tuple[Style, ...] = ("clean", "bracketed", "redline", "compilation", "comparison")


def file(
    negotiation: Negotiation, style: Style, since: Negotiation | None = None, decisions: Sequence[Decision] = ()
) -> bytes:
    return document(consolidate(negotiation, style=style, since=since, decisions=decisions))


def paragraphs(data: bytes) -> list[str]:
    return [each.text for each in OtherReader(BytesIO(data)).paragraphs]


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def test_brackets_are_printed_in_the_notation_of_the_field() -> None:
    said = (
        "1. States shall [refrain from - JPN retain / not conduct or knowingly support - NOR, EST] cyber operations "
        "that damage [critical - RUS delete; NOR reserve] infrastructure"
        "[, including submarine cables - AOSIS, EST; RUS delete]."
    )
    assert said in paragraphs(file(worked_example().at(), "bracketed"))


def test_a_redline_is_tracked_under_the_decision_behind_it() -> None:
    talks = worked_example()
    before = talks.at()
    body = talks.clauses["critical-infrastructure"].body
    talks.decide(
        "adopt",
        [NOR, "critical-infrastructure"],
        bodies={"critical-infrastructure": body.replace("refrain from", "not conduct or knowingly support")},
    )
    changes = part(file(talks.at(), "redline", before, talks.since(before)), "word/document.xml").iter(
        f"{{{W}}}ins", f"{{{W}}}del"
    )
    said = [(each.get(f"{{{W}}}author"), "".join(each.itertext())) for each in changes]
    assert said == [(NOR, "refrain from"), (NOR, "not conduct or knowingly support")]


def test_the_header_names_the_issue_and_the_footer_the_commit() -> None:
    negotiation = worked_example().issue("Rev.1")
    data = file(negotiation, "clean")
    assert "TEST/1, Rev.1" in "".join(part(data, "word/header1.xml").itertext())
    assert negotiation.issues[-1].commit in "".join(part(data, "word/footer1.xml").itertext())


@pytest.mark.parametrize("style", STYLES)
def test_every_style_opens_elsewhere_and_is_the_same_twice(style: Style) -> None:
    talks = Talks(
        article("scope", "1. [Shall] <b>&amp;\x1b\u202e | x\n\n| a | b |\n|---|---|\n| c | d |\n", heading="S")
    )
    before = talks.at()
    talks.amend(NOR, {"scope": "1. " + "x" * 10_000 + "\n\n| a | b |\n|---|---|\n| c | e |\n"})
    talks.decide("edit", ["scope"], bodies={"scope": "1. [Shall] <b>\n"})
    negotiation = talks.at()
    since = before if style == "redline" else None
    data = file(negotiation, style, since)
    assert data == file(negotiation, style, since)
    assert "Convention on Tests" in paragraphs(data)
