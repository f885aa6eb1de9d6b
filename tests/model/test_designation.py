"""How a clause is called: by its kind and number, in the language of the treaty, or in words of its own."""

from __future__ import annotations

import pytest

from drafter.model.clause import compose_clause
from drafter.model.designation import before_heading, designated
from drafter.model.terms import Kind


@pytest.mark.parametrize(
    ("own", "kind", "number", "called"),
    [
        ("Artículo 2", Kind.ARTICLE, "1 bis", "Artículo 1 bis"),
        ("PARTIE I", Kind.PART, "II", "PARTIE II"),
        ("Chapter IV", Kind.PART, "V", "Chapter V"),
        ("المادة 4", Kind.ARTICLE, "4 مكررا", "المادة 4 مكررا"),
        ("第四條", Kind.ARTICLE, "五", "第五條"),
        ("第四條之二", Kind.ARTICLE, "五", "第五條"),
        ("第四條之二", Kind.ARTICLE, "四-二", "第四條之二"),
        ("附件", Kind.ANNEX, "2", "附件2"),
        ("Anexo", Kind.ANNEX, "I", "Anexo I"),
        # What says more than that stands as it is.
        ("Statement of the Chair", Kind.ARTICLE, "5", "Statement of the Chair"),
        ("Article 4", Kind.ANNEX, "5", "Article 4"),
        ("Préambule", Kind.PREAMBLE, "", "Préambule"),
    ],
)
def test_a_clause_that_is_given_another_number_is_called_by_it(own: str, kind: Kind, number: str, called: str) -> None:
    clause = compose_clause("c", "010", kind=kind, number="9", designation=own)
    assert clause.with_value("number", number).designation == called


@pytest.mark.parametrize(
    ("language", "article", "annex", "preamble"),
    [
        ("en", "Article 4 bis", "Annex", "Preamble"),
        ("ar", "المادة 4 bis", "المرفق", "الديباجة"),
        ("es", "Artículo 4 bis", "Anexo", "Preámbulo"),
        ("fr-CA", "Article 4 bis", "Annexe", "Préambule"),
        ("ru", "Статья 4 bis", "Приложение", "Преамбула"),
        ("zh-Hans", "第4 bis条", "附件", "序言"),
        ("zh-Hant", "第4 bis條", "附件", "序言"),
        ("sw", "Article 4 bis", "Annex", "Preamble"),
    ],
)
def test_a_new_clause_is_called_in_the_language_of_its_treaty(
    language: str, article: str, annex: str, preamble: str
) -> None:
    made = [
        compose_clause("c", "010", kind=kind, number=number, language=language)
        for kind, number in ((Kind.ARTICLE, "4 bis"), (Kind.ANNEX, ""), (Kind.PREAMBLE, ""))
    ]
    assert [each.designation for each in made] == [article, annex, preamble]
    # What is written into the file is read again as what it is, and follows a number that is changed.
    assert all((found := designated(each.designation)) and found.kind is each.kind for each in made)
    assert made[0].with_value("number", "7").designation == article.replace("4 bis", "7")


@pytest.mark.parametrize(
    ("designation", "title"),
    [
        ("Article 4", "Article 4. Scope"),
        ("第四条", "第四条\u3000Scope"),
        ("附件1", "附件1\u3000Scope"),
        ("المادة 4", "المادة 4. Scope"),
    ],
)
def test_a_heading_in_chinese_has_no_full_stop_behind_its_number(designation: str, title: str) -> None:
    assert f"{designation}{before_heading(designation)}Scope" == title
