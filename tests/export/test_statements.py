"""What was said for the record stands behind the text in every paper, word for word."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from docx import Document as OtherReader

from drafter.draft.consolidate import consolidate
from drafter.draft.document import Document
from drafter.draft.dossier import dossier
from drafter.export.akn import akn
from drafter.export.data import data
from drafter.export.docx import document as word
from drafter.export.html import page
from drafter.export.markdown import markdown
from drafter.export.pdf import pdf
from drafter.intake.docx.lines import nobody
from drafter.model.negotiation import Negotiation
from drafter.model.terms import ClauseStatus, Degree, Stance
from tests.draft.building import ROSTER, Talks, article
from tests.export.test_akn import NS
from tests.export.test_akn import read as read_akn
from tests.export.test_docx_printed import read_back
from tests.export.test_pdf import printed
from tests.export.words import HOSTILE, squeezed

SAID = "Samoa can accept article 1, on behalf of Alliance of Small Island States"
WORDS = "1. We understand *these* words to mean [others].\n\n- So be it."


def made(statement: str = WORDS) -> tuple[Document, Negotiation, str]:
    talks = Talks(article("c1", "1. Words.\n", status=ClauseStatus.ADOPTED))
    talks.position("WSM", "c1", Stance.ACCEPT, statement=statement, on_behalf_of="AOSIS", on={"c1:1": Degree.DESIRED})
    negotiation = talks.at()
    (recorded,) = negotiation.positions
    document = consolidate(negotiation, style="clean")
    return document, negotiation, recorded.commit[:12]


def test_every_format_says_who_said_what_on_which_words_and_when(tmp_path: Path) -> None:
    document, negotiation, commit = made()
    head = f"{SAID}; desired: article 1, paragraph 1 (met); 1 March 2026, 00:01 UTC ({commit})"
    written = markdown(document)
    assert written.partition("## Statements for the record\n\n")[2].startswith(
        f"{head}:\n\n> 1\\. We understand \\*these\\* words to mean \\[others\\].\n>\n> \\- So be it.\n"
    )
    whole = page(dossier(negotiation, style="clean"))
    section = whole.partition('<section id="_behind-1">')[2].partition("</section>")[0]
    assert f"{head}:<blockquote" in section
    assert "<p>1. We understand *these* words to mean [others].</p><p>- So be it.</p>" in section
    lines = [each.text for each in OtherReader(BytesIO(word(document))).paragraphs]
    at = lines.index("Statements for the record")
    assert lines[at + 1 : at + 4] == [f"{head}:", *WORDS.split("\n\n")]
    assert squeezed(f"Statements for the record {head}: {WORDS}") in squeezed(printed(pdf(document), tmp_path))
    tree = read_akn(akn(dossier(negotiation, style="clean")))
    behind = tree.xpath("//a:conclusions/a:container[@name='statements']//a:p", namespaces=NS)
    assert ["".join(each.itertext()) for each in behind] == [
        "Statements for the record",
        f"{head}:",
        *WORDS.split("\n\n"),
    ]
    (told,) = data(document)["statements"]
    assert (told["signatory"], told["on_behalf_of"], told["text"]) == ("WSM", "AOSIS", WORDS)


def test_every_format_says_on_which_conditions_somebody_is_for_the_words(tmp_path: Path) -> None:
    talks = Talks(article("c1", "1. Words.\n"), article("c2", "Others.\n", order="900", number="2"))
    talks.amend("RUS-000001", {"c1": "1. More words.\n"})
    talks.position("NOR", "RUS-000001", Stance.SUPPORT, statement="Not here.", on={"c2": Degree.UNACCEPTABLE})
    negotiation = talks.at()
    document = consolidate(negotiation, style="bracketed")
    commit = negotiation.positions[0].commit[:12]
    said = f"Norway supports RUS-000001; unacceptable: article 2 (not met yet); 1 March 2026, 00:02 UTC ({commit})"
    assert f"## Positions on conditions\n\n{said}\n" in markdown(document)
    whole = page(dossier(negotiation, style="bracketed"))
    assert f'<h2>Positions on conditions</h2><ul class="statements">\n<li dir="auto">{said}</li>' in whole
    lines = [each.text for each in OtherReader(BytesIO(word(document))).paragraphs]
    assert lines[lines.index("Positions on conditions") + 1] == said
    assert squeezed(f"Positions on conditions {said}") in squeezed(printed(pdf(document), tmp_path))
    behind = read_akn(akn(dossier(negotiation, style="bracketed"))).xpath("//a:conclusions", namespaces=NS)
    assert ["".join(each.itertext()) for each in behind] == [f"Positions on conditions{said}"]


def test_what_is_said_for_the_record_never_becomes_words_of_the_treaty() -> None:
    document, negotiation, _ = made("2. Further words.")
    got, want = read_back(negotiation, word(document), nobody)
    assert got == want


def test_a_statement_can_be_nothing_but_words() -> None:
    document, negotiation, _ = made("\n\n".join(["# Heading", "- [ ] item", *HOSTILE]))
    assert "<script>alert(1)" not in page(dossier(negotiation, style="clean"))
    assert "\n> \\# Heading\n>\n> \\- \\[ \\] item\n" in markdown(document)


def test_it_is_in_the_language_of_the_treaty_round_the_words() -> None:
    source = ROSTER.replace("[treaty]", '[treaty]\nlanguage = "fr"', 1)
    talks = Talks(article("c1", "1. Mots.\n", status=ClauseStatus.ADOPTED), source=source)
    talks.position("FRA", "c1", Stance.RESERVE, statement="Reserves.")
    written = markdown(consolidate(talks.at(), style="clean"))
    head = "France réserve sa position sur article 1 ; 1er mars 2026"
    assert f"## Déclarations consignées au compte rendu\n\n{head}" in written
