"""How far provisions are set in on a page."""

from __future__ import annotations

from io import BytesIO

from docx import Document as OtherReader
from docx.oxml.ns import qn

from drafter.draft.consolidate import consolidate
from drafter.draft.document import Paragraph
from drafter.draft.dossier import dossier
from drafter.export.docx import document
from drafter.export.html import page
from drafter.export.indent import Indents
from drafter.export.pdf.sheets import sheets
from tests.draft.building import Talks, article

CHAPEAU = "States shall:\n\n(a) one;\n\n(i) deeper;\n\n(b) two.\n\nThey shall also act.\n"
NUMBERED = "1. States shall:\n\n(a) one;\n\n(i) deeper.\n\n2. Further.\n"
SET_IN = [0, 1, 2, 1, 0, 0, 1, 2, 0]


def talks() -> Talks:
    return Talks(article("chapeau", CHAPEAU), article("numbered", NUMBERED, order="900"))


def test_letters_under_words_without_a_number_are_set_in_and_what_is_nested_in_them_further() -> None:
    shown = consolidate(talks().at(), style="clean")
    indents = Indents()
    assert [indents.of(block) for block in shown.blocks if isinstance(block, Paragraph)] == SET_IN


def test_word_pdf_and_html_set_them_in_alike() -> None:
    shown = consolidate(talks().at(), style="clean")
    assert [block["depth"] for block in sheets(shown)["blocks"] if block["type"] == "paragraph"] == SET_IN
    source = page(dossier(talks().at(), style="compilation"))
    levels = [part.partition('"')[0] for part in source.split('<p class="text')[1:]]
    assert [int(each.removeprefix(" deep") or 0) for each in levels] == SET_IN
    found = OtherReader(BytesIO(document(shown))).paragraphs
    inside = [each for each in found if each.style is not None and each.style.name == "Drafter Provision"]
    lefts = [each._p.pPr.find(qn("w:ind")) for each in inside]
    assert [0 if left is None else int(left.get(qn("w:left"))) // 425 for left in lefts] == SET_IN
