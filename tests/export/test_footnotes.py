"""Footnotes are printed as footnotes, and come back from a Word file to the byte."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from lxml import etree

from drafter.draft.consolidate import consolidate
from drafter.draft.dossier import dossier
from drafter.export.docx import document, tracked
from drafter.export.html import page as html
from drafter.export.pdf import pdf
from drafter.export.pdf.sheets import sheets
from drafter.intake.docx import amendments, clauses
from drafter.model.negotiation import Negotiation
from drafter.model.word import W
from tests.draft.building import NOR, RUS, Talks, article
from tests.intake.word import LATER, Delegate, repacked

SCOPE = """\
1. It applies to ships[^1] of *all*[^a-b] kinds.

[^1]: Text of the Chair, *pending* consultation, see {end:1}.

[^a-b]: 1 See the annex.
"""
END = "1. Words[^1].\n\n[^1]: To be reviewed.\n"


def talks(scope: str = SCOPE) -> Talks:
    return Talks(
        article("scope", scope, order="100", heading="Scope"),
        article("end", END, order="200", number="2", heading="End"),
    )


def clean(negotiation: Negotiation) -> bytes:
    return document(consolidate(negotiation, style="clean"))


def part(data: bytes, name: str) -> etree._Element | None:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name)) if name in archive.namelist() else None


def notes(data: bytes) -> list[str]:
    root = part(data, "word/footnotes.xml")
    found = root.iterfind(f"{{{W}}}footnote") if root is not None else ()
    return ["".join(each.itertext()) for each in found if each.get(f"{{{W}}}type") is None]


def paragraphs(data: bytes) -> list[str]:
    root = part(data, "word/document.xml")
    assert root is not None
    return ["".join(each.itertext()) for each in root.iter(f"{{{W}}}p")]


def test_a_footnote_stands_below_the_page_with_the_mark_that_the_treaty_gives_it() -> None:
    data = clean(talks().at())
    assert notes(data) == [
        "1 Text of the Chair, pending consultation, see article 2, paragraph 1.",
        "a-b 1 See the annex.",
        "1 To be reviewed.",
    ]
    assert "1. It applies to ships1 of alla-b kinds." in paragraphs(data)
    assert not any(each.startswith("[^") for each in paragraphs(data))


def test_a_file_with_footnotes_that_nobody_changed_proposes_nothing() -> None:
    negotiation = talks().at()
    read = amendments(clean(negotiation), negotiation)
    assert (read.amendments, read.problems) == ((), ())


def test_a_treaty_that_is_opened_from_such_a_file_has_its_footnotes() -> None:
    read = clauses(clean(Talks(article("scope", SCOPE.replace("{end:1}", "annex I"), heading="Scope")).at()))
    assert [each.body for each in read.clauses] == [SCOPE.replace("{end:1}", "annex I")]


def test_words_of_a_footnote_that_a_delegate_changes_are_its_amendment() -> None:
    negotiation = talks().at()
    data = clean(negotiation)
    root = part(data, "word/footnotes.xml")
    assert root is not None
    words = next(each for each in root.iter(f"{{{W}}}t") if each.text == " To be reviewed.")
    changed = etree.fromstring(
        f'<w:p xmlns:w="{W}"><w:r><w:t xml:space="preserve"> To be </w:t></w:r>'
        f'<w:del w:id="1" w:author="Norway" w:date="{LATER}"><w:r><w:delText>reviewed</w:delText></w:r></w:del>'
        f'<w:ins w:id="2" w:author="Norway" w:date="{LATER}"><w:r><w:t>deleted</w:t></w:r></w:ins>'
        "<w:r><w:t>.</w:t></w:r></w:p>"
    )
    run = words.getparent()
    assert run is not None
    for each in changed:
        run.addprevious(each)
    paragraph = run.getparent()
    assert paragraph is not None
    paragraph.remove(run)
    read = amendments(repacked(data, {"word/footnotes.xml": etree.tostring(root)}), negotiation)
    (found,) = read.amendments
    assert (found.signatory, found.change.proposed_text) == ("NOR", f"End\n\n{END.replace('reviewed', 'deleted')}")
    assert read.problems == ()


def test_a_footnote_goes_with_the_words_that_call_it() -> None:
    negotiation = talks().at()
    delegate = Delegate(clean(negotiation), "Norway").delete_paragraph("It applies")
    (found,) = amendments(delegate.saved(), negotiation).amendments
    assert found.change.proposed_text == "Scope\n\n"


@pytest.mark.parametrize(
    "scope",
    [
        "1. Ships[^1], boats[^1].\n\n[^1]: Twice.\n",
        "1. Ships.\n\n[^1]: Never.\n",
        "1. Ships[^1], boats[^2].\n\n[^2]: Second.\n\n[^1]: First.\n",
        "1. Ships[^1].\n\n[^1]: In between.\n\n2. Boats.\n",
        "1. Ships[^1].\n\n[^1]:\n",
    ],
)
def test_a_footnote_that_would_come_back_otherwise_stays_as_it_is_written(scope: str) -> None:
    negotiation = talks(scope).at()
    data = clean(negotiation)
    assert notes(data) == ["1 To be reviewed."]
    assert [each for each in paragraphs(data) if each.startswith("[^")]
    read = amendments(data, negotiation)
    assert (read.amendments, read.problems) == ((), ())


def test_a_proposed_footnote_is_one_under_its_author_and_is_read_as_it_was_tabled() -> None:
    held = talks()
    after = SCOPE.replace("kinds.", "kinds[^3].") + "\n[^3]: Norway will explain.\n"
    held.amend(NOR, {"scope": after})
    negotiation = held.at()
    data = tracked(negotiation, [each.id for each in negotiation.amendments])
    assert notes(data)[2] == "3 Norway will explain."
    root = part(data, "word/footnotes.xml")
    assert root is not None
    assert {each.get(f"{{{W}}}author") for each in root.iter(f"{{{W}}}ins")} == {"Norway"}
    read = amendments(data, negotiation)
    assert (read.amendments, read.problems) == ((), ())


def test_what_is_said_about_words_of_a_footnote_is_a_comment_where_it_is_called() -> None:
    held = talks()
    held.amend(RUS, {"end": END.replace("reviewed", "deleted")}, rationale="It says nothing.")
    negotiation = held.at()
    data = document(consolidate(negotiation, style="bracketed"), negotiation)
    assert notes(data)[2] == "1 To be [reviewed / deleted - RUS]."
    root, below = part(data, "word/document.xml"), part(data, "word/footnotes.xml")
    assert root is not None
    assert below is not None
    assert not list(below.iter("{*}commentReference", "{*}commentRangeStart", "{*}commentRangeEnd"))
    line = next(each for each in root.iter(f"{{{W}}}p") if "".join(each.itertext()).startswith("1. Words"))
    names = [etree.QName(each).localname for each in line.iter() if each.tag.startswith(f"{{{W}}}")]
    order = [each for each in names if each.startswith(("comment", "footnote"))]
    assert order == ["commentRangeStart", "footnoteReference", "commentRangeEnd", "commentReference"]


def test_the_mark_of_a_footnote_is_raised_on_a_page_and_in_print() -> None:
    shown = consolidate(talks().at(), style="clean")
    written = html(dossier(talks().at(), style="clean"))
    assert "ships<sup>1</sup> of <em>all</em><sup>a-b</sup> kinds." in written
    assert "<sup>1</sup>: To be reviewed." in written
    runs = [run for block in sheets(shown)["blocks"] for run in block.get("runs", ())]
    assert [run["text"] for run in runs if run["weight"] == "raised"] == ["1", "a-b", "1", "a-b", "1", "1"]
    assert pdf(shown)
