"""Below a comparison every format says why its amendments were tabled, as text."""

from __future__ import annotations

import zipfile
from io import BytesIO

from lxml import etree

from drafter.draft.consolidate import consolidate
from drafter.draft.dossier import dossier
from drafter.export.docx import document as word
from drafter.export.html import page
from drafter.export.markdown import markdown
from drafter.export.pdf.sheets import sheets
from tests.draft.building import Talks, article

WHY = "The words are <b>those</b> of [2015]."


def test_every_format_says_below_a_comparison_why_an_amendment_was_tabled() -> None:
    talks = Talks(article("scope", "Words.\n"))
    talks.amend("FRA-000001", {"scope": "Clear words.\n"}, rationale=WHY)
    shown = consolidate(talks.at(), style="comparison")
    assert "> Rationale, FRA-000001: The words are \\<b>those\\</b> of \\[2015\\]." in markdown(shown)
    with zipfile.ZipFile(BytesIO(word(shown))) as archive:
        said = ["".join(each.itertext()) for each in etree.fromstring(archive.read("word/document.xml")).iter("{*}p")]
    assert f"Rationale, FRA-000001: {WHY}" in said
    (facts,) = [block["facts"] for block in sheets(shown)["blocks"] if block["type"] == "facts"]
    assert facts == [["Rationale, FRA-000001", WHY]]
    source = etree.HTML(page(dossier(talks.at(), style="comparison")))
    (name,) = source.xpath("//section[@class='clause']//dl/dt")
    assert name.text == "Rationale, FRA-000001"
    assert "".join(name.getnext().itertext()) == WHY
