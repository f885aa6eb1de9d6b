"""Every format says in which language the text is, speaks it round the text where it can, and marks what is English."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from io import BytesIO

from lxml import etree

from drafter.draft.consolidate import consolidate
from drafter.draft.document import Document, Paragraph
from drafter.draft.dossier import dossier
from drafter.draft.printing import printed
from drafter.export.akn import akn
from drafter.export.data import data
from drafter.export.docx import document as word
from drafter.export.docx.tracked import tracked
from drafter.export.html import page
from drafter.export.pdf import pdf
from drafter.model.terms import Kind
from drafter.model.word import W
from tests.draft.building import ROSTER, Talks, article
from tests.export.word import accepted, rejected

NAME = "FRA-000001"


def talks(language: str) -> Talks:
    source = ROSTER.replace("[treaty]", f'[treaty]\nlanguage = "{language}"', 1)
    words = "1. ITU تتعهد الدول [بالامتناع].\n\n(a) ITU.\n\n| الدول | ITU |\n| --- | --- |\n| ITU | 1 |\n"
    made = Talks(article("scope", words, heading="النطاق"), source=source)
    made.amend(NAME, {"scope": words.replace("تتعهد", "تلتزم")})
    return made


def shown(language: str, style: str = "bracketed") -> Document:
    return consolidate(talks(language).at(), style=style)  # type: ignore[arg-type]


def parts(file: bytes) -> tuple[etree._Element, etree._Element]:
    with zipfile.ZipFile(BytesIO(file)) as archive:
        return etree.fromstring(archive.read("word/document.xml")), etree.fromstring(archive.read("word/styles.xml"))


def test_a_treaty_that_does_not_say_is_english_and_says_it_once() -> None:
    made = Talks(article("scope", "Words.\n"))
    source = page(dossier(made.at(), style="bracketed"))
    assert re.findall(r' lang="[^"]*"', source) == [' lang="en"']
    assert consolidate(made.at(), style="clean").language == "en"


def test_a_page_in_a_language_that_drafter_does_not_speak_is_english_round_the_text() -> None:
    source = page(dossier(talks("he").at(), style="bracketed"))
    assert '<html lang="he">' in source
    assert '<body lang="en" dir="ltr">' in source
    assert {each.get("lang") for each in etree.HTML(source).iterfind(".//p[@class='facts']")} == {"en"}


def test_a_page_is_in_the_treatys_language_but_for_who_stands_where() -> None:
    source = page(dossier(talks("ar").at(), style="bracketed"))
    assert '<html lang="ar">' in source
    assert '<body dir="rtl">' in source
    text = etree.HTML(source)
    (english,) = text.iterfind(".//div[@lang='en']")
    assert english.get("dir") == "ltr"
    assert {each.get("id") for each in english.iter("section")} == {"_positions", "_amendments", "_brackets"}
    assert {(each.get("lang"), each.get("dir")) for each in text.iterfind(".//section[@class='clause']")} == {
        ("ar", "rtl")
    }
    assert {each.get("lang") for each in text.iterfind(".//section[@class='clause']//p[@class='facts']")} == {None}
    lines = [each for each in text.iter("p", "h3") if (each.get("class") or "text").startswith("text")]
    assert lines
    # `(a) ITU.` too: an Arabic line may begin with, or be, a name in Latin letters.
    assert {each.get("dir") for each in lines if each.xpath("ancestor::section[@class='clause']")} == {"rtl"}


def test_a_page_of_another_language_that_runs_from_left_to_right_turns_nothing_round() -> None:
    source = page(
        dossier(
            Talks(article("scope", "Mots.\n"), source=ROSTER.replace("[treaty]", '[treaty]\nlanguage = "fr"')).at(),
            style="bracketed",
        )
    )
    assert '<section class="clause" lang="fr">' in source
    assert "rtl" not in source.partition("</style>")[2]


def test_a_word_file_has_the_treatys_language_and_direction() -> None:
    for file in (word(shown("ar")), tracked(talks("ar").at(), [NAME])):
        document, styles = parts(file)
        (language,) = styles.iterfind(f".//{{{W}}}lang")
        assert language.get(f"{{{W}}}bidi") == "ar-SA"
        paragraphs = [
            each
            for each in document.iter(f"{{{W}}}p")
            if each.find(f"{{{W}}}pPr/{{{W}}}pStyle[@{{{W}}}val='DrafterProvision']") is not None
        ]
        assert paragraphs
        assert all(each.find(f"{{{W}}}pPr/{{{W}}}bidi") is not None for each in paragraphs)
        assert len(list(document.iter(f"{{{W}}}bidiVisual"))) == len(list(document.iter(f"{{{W}}}tbl")))
    for tag, name, value in (("fr", "val", "fr-FR"), ("fr-CA", "val", "fr-CA"), ("zh", "eastAsia", "zh-CN")):
        (language,) = parts(word(shown(tag)))[1].iterfind(f".//{{{W}}}lang")
        assert language.get(f"{{{W}}}{name}") == value


def test_a_full_stop_alone_stands_where_its_paragraph_ends() -> None:
    made = talks("ar")
    made.clauses["scope"] = made.clauses["scope"].with_body("1. تتعهد الدول.\n")
    made.amend("JPN-000001", {"scope": "1. تتعهد الدول دائما.\n"})
    for file in (word(consolidate(made.at(), style="bracketed")), tracked(made.at(), ["JPN-000001"])):
        document, _ = parts(file)
        alone = [each for each in document.iter(f"{{{W}}}r") if "".join(each.itertext()) == "."]
        assert alone
        assert all(each.find(f"{{{W}}}rPr/{{{W}}}rtl") is not None for each in alone)


def test_a_pdf_names_the_languages_that_it_is_in() -> None:
    assert {b"he", b"en"} <= set(re.findall(rb"/Lang ?\(([^)]*)\)", pdf(shown("he"))))
    assert set(re.findall(rb"/Lang ?\(([^)]*)\)", pdf(shown("ar")))) == {b"ar"}
    assert b"pt-BR" in re.findall(rb"/Lang ?\(([^)]*)\)", pdf(shown("pt-BR")))


def test_akoma_ntoso_and_json_name_it() -> None:
    source = akn(dossier(talks("fr-CA").at(), style="clean"))
    assert '<FRBRlanguage language="fra"/>' in source
    assert "/fra@2026-03-" in source
    assert "/eng@" not in source
    assert data(shown("fr-CA"))["language"] == "fr-CA"


def test_a_table_that_is_not_the_treatys_keeps_its_columns_though_states_have_arabic_names() -> None:
    made = talks("he")
    name = "\u0641\u0631\u0646\u0633\u0627"
    made.roster = replace(
        made.roster,
        signatories=tuple(replace(each, name=name) if each.code == "FRA" else each for each in made.roster.signatories),
    )
    document, _ = parts(tracked(made.at(), [NAME]))
    first, *others = document.iter(f"{{{W}}}tbl")
    assert "Delegation" in "".join(first.itertext())
    assert name in "".join(first.itertext())
    assert first.find(f".//{{{W}}}bidiVisual") is None
    assert [each.find(f".//{{{W}}}bidiVisual") is not None for each in others] == [True]


def test_a_reference_prints_in_the_language_of_the_text() -> None:
    body = "As {end:1.a} and {annex} say.\n"
    for language, said in (
        ("en", "As article 2, paragraph 1 (a) and the annex say."),
        ("fr-CA", "As article 2, paragraphe 1 (a) and l’annexe say."),
        ("es", "As artículo 2, párrafo 1 (a) and el anexo say."),
        ("ru", "As статья 2, пункт 1 (a) and приложение say."),
        ("zh-Hans", "As 第2条第1款(a) and 附件 say."),
        ("ar", "As المادة 2، الفقرة 1 (a) and المرفق say."),
        ("sw", "As article 2, paragraph 1 (a) and the annex say."),
    ):
        source = ROSTER.replace("[treaty]", f'[treaty]\nlanguage = "{language}"', 1)
        made = Talks(
            article("scope", body),
            article("end", "1. Last:\n\n(a) words.\n", order="900", number="2"),
            article("annex", "List.\n", order="950", number="", kind=Kind.ANNEX),
            source=source,
        )
        made.amend(NAME, {"scope": body.replace("say", "also say")})
        document = consolidate(made.at(), style="clean")
        (first, *_) = (block for block in document.blocks if isinstance(block, Paragraph))
        assert printed(first.content) == said
        # A Word file with it comes back without a change: it is known by where it leads, not by its words.
        data = tracked(made.at(), [NAME])
        for got, want in (rejected(made.at(), [NAME], data), accepted(made.at(), [NAME], data)):
            assert got == want


def test_what_a_screen_reader_says_of_tables_is_in_the_language_of_the_treaty() -> None:
    labels = re.findall(r' aria-label="([^"]*)"', page(dossier(talks("fr").at(), style="comparison")))
    assert any(each.startswith("Comparaison") and each.endswith(" scope") for each in labels)
    labels = re.findall(r' aria-label="([^"]*)"', page(dossier(talks("fr").at(), style="clean")))
    assert "Tableau scope-table" in labels
    assert "Lien vers scope" in labels
