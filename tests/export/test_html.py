"""The page: one file in which nothing runs, whatever delegates write."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from lxml import etree

from drafter.draft.consolidate import consolidate
from drafter.draft.dossier import Dossier, dossier
from drafter.draft.emphasis import without_marks
from drafter.draft.matrix import position_rows
from drafter.export.data import data, plain
from drafter.export.html import page
from drafter.model.terms import Stance
from drafter.text.visible import visible
from tests.draft.building import JPN, NOR, WSM, Talks, article, worked_example
from tests.export.words import HOSTILE, LONG, PARAGRAPHS, Page, clean, hostile_talks, squeezed

STYLES = ("clean", "bracketed", "compilation", "comparison", "marshalled")


def written(talks: Talks, style: str = "bracketed", **more: object) -> str:
    return page(dossier(talks.at(), style=style, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize("style", STYLES)
def test_what_delegates_write_is_text_and_never_runs(style: str) -> None:
    source = written(hostile_talks(), style)
    read = Page(source, style)
    assert "img" not in read.tags
    assert not [name for name in read.attributes if name.startswith("on")]
    assert source.count("<script") == 1
    assert '<script type="application/json"' in source
    for character in ("\x1b", "\x00", "\x07", "\u202e", "\u200b"):
        assert character not in source
    # A marshalled list shows the words that change, and no other.
    assert style == "marshalled" or squeezed(LONG) in squeezed(read.words)
    assert squeezed(without_marks(visible(HOSTILE[0]))) in squeezed(read.words)


@pytest.mark.parametrize("style", STYLES)
def test_nothing_is_loaded_from_elsewhere(style: str) -> None:
    source = written(worked_example(), style)
    assert not re.search(r"(?:https?:)?//[a-z]", source)
    assert {link[0] for link in Page(source, style).links} <= {"#"}


@pytest.mark.parametrize("style", STYLES)
def test_every_anchor_is_unique_and_every_link_leads_somewhere(style: str) -> None:
    for talks in (worked_example(), hostile_talks()):
        read = Page(written(talks, style), style)
        assert len(read.ids) == len(set(read.ids))
        assert {link[1:] for link in read.links} <= set(read.ids)


def test_a_provision_keeps_its_anchor_in_every_style() -> None:
    talks = Talks(article("critical-infrastructure", "1. Words:\n\n(a) one;\n\n(b) two.\n"))
    talks.amend("FRA-000001", {"critical-infrastructure": "1. Words:\n\n(a) one;\n\n(a bis) more;\n\n(b) two.\n"})
    for style in ("clean", "bracketed"):
        assert "critical-infrastructure-1-a" in Page(written(talks, style), style).ids


def test_a_reader_switches_between_the_styles_without_a_script() -> None:
    talks = worked_example()
    issued = talks.issue("Rev.1")
    talks.decide("edit", ["critical-infrastructure"], bodies={"critical-infrastructure": "1. States shall not harm.\n"})
    source = written(talks, issued=[issued])
    for style, words in (
        ("clean", "1. States shall not harm."),
        ("redline", "cyber operations that damage critical infrastructure"),
    ):
        assert f'id="_view-{style}"' in source
        assert words in Page(source, style).words
    assert "damage critical" not in Page(source, "clean").words


def test_the_data_is_embedded_and_whole() -> None:
    talks = hostile_talks()
    found = json.loads(Page(written(talks)).json)
    assert found["document"] == json.loads(json.dumps(data(consolidate(talks.at(), style="bracketed"))))
    told = json.loads(json.dumps(plain(position_rows(talks.at(), by="clause"))))
    assert told
    assert found["positions"] == told
    assert "positions_by_column" not in found


def test_a_position_leads_from_the_matrix_to_its_statement_and_commit() -> None:
    talks = worked_example()
    source = written(talks)
    recorded = talks.positions[("RUS", next(target for code, target in talks.positions if code == "RUS"))]
    assert f'href="#_said-{recorded.commit}"' in source
    assert f'id="_said-{recorded.commit}"' in source
    assert recorded.commit[:12] in source


def test_statements_name_states_and_provisions_in_words() -> None:
    talks = worked_example()
    talks.position("BRA", "critical-infrastructure:1", Stance.RESERVE, statement="Awaiting instructions.")
    words = " ".join(re.sub(r"<[^>]*>", "", written(talks).partition('id="_data"')[0]).split())
    assert "Brazil reserves its position on article 4, paragraph 1" in words
    assert "Article 4, paragraph 1" in words
    assert "supports critical-infrastructure" not in words


def test_without_names_nobody_is_named() -> None:
    talks = worked_example()
    source = written(talks, attributed=False)
    read = Page(source, "bracketed")
    assert not re.search(r"\b(NOR|EST|AOSIS|RUS|JPN)\b", read.words)
    assert "_positions" not in read.ids
    assert "_statements" not in read.ids


def test_brackets_are_counted_issue_by_issue() -> None:
    talks = worked_example()
    first = talks.issue("Rev.1")
    talks.withdraw("RUS-000001")
    made = dossier(talks.at(), style="bracketed", issued=[first])
    assert [(each.issue, each.brackets) for each in made.counts] == [("Rev.1", 3), ("now", 2)]
    assert 'aria-label="Brackets per issue: Rev.1 3, now 2"' in page(made)


def test_the_same_text_gives_the_same_bytes() -> None:
    assert written(worked_example()) == written(worked_example())


@settings(max_examples=60, deadline=None)
@given(PARAGRAPHS, PARAGRAPHS)
def test_every_word_is_there_in_order_in_every_view(old: str, new: str) -> None:
    talks = Talks(article("scope", old))
    before = talks.at()
    talks.decide("edit", ["scope"], bodies={"scope": new})
    document = consolidate(talks.at(), style="clean")
    redline = consolidate(talks.at(), style="redline", since=before)
    read = Page(page(Dossier(document=document, views=(document, redline))), "clean")
    told = "".join(without_marks(visible(each)) for each in new.strip().split("\n\n"))
    assert squeezed(read.words) == squeezed("Article 1" + told)
    alone = Page(page(Dossier(document=redline, views=(redline,))), "redline")
    both = Page(page(Dossier(document=document, views=(document, redline))), "redline")
    assert squeezed(both.words) == squeezed(alone.words)


@settings(max_examples=60, deadline=None)
@given(PARAGRAPHS)
def test_a_clean_page_is_the_text(body: str) -> None:
    document = clean(body)
    read = Page(page(Dossier(document=document, views=(document,))))
    told = "".join(without_marks(visible(each)) for each in body.strip().split("\n\n"))
    assert squeezed(read.words) == squeezed("Article 1" + told)


def test_who_has_said_nothing_is_named_and_takes_no_column() -> None:
    source = written(worked_example())
    section = source.partition('id="_positions"')[2].partition("</section>")[0]
    heads = re.findall(r"<th scope=\"col\"><abbr[^>]*>(\w+)</abbr>", section)
    assert heads == ["AOSIS", "EST", "JPN", "NOR", "RUS", "WSM"]
    assert "because they have said nothing: AUS, AUT, BRA, DEU, FRA, IND, USA, EUE." in section.replace("\n", " ")


def test_a_matrix_too_wide_for_paper_says_so_there() -> None:
    few = dossier(worked_example().at(), style="bracketed")
    assert "too many for paper" not in page(few)
    columns = [replace(few.columns[0], code=f"X{place:02}", folded=False) for place in range(61)]
    rows = [replace(row, cells=row.cells[:1] * 61) for row in few.standpoints]
    many = page(replace(few, columns=tuple(columns), standpoints=tuple(rows)))
    assert "The matrix has 61 columns, too many for paper" in many


def test_words_from_right_to_left_run_so_behind_a_latin_label_and_in_brackets() -> None:
    arabic = "تتعهد الدول بالامتناع."
    talks = Talks(article("scope", f"(a) {arabic}\n\n(b) States.\n\n| a | b |\n|---|---|\n| {arabic} | x |\n"))
    talks.amend("FRA-000001", {"scope": talks.clauses["scope"].body.replace("(b) States.\n", f"(b) {arabic}\n")})
    found = re.findall(r"<(p|td)[^>]* dir=\"rtl\"[^>]*>", written(talks, "clean"))
    assert found == ["p", "td"]
    assert 'dir="rtl"' in written(talks, "comparison")


def element(source: str, id: str) -> str:
    """The words of an element of the page."""
    (found,) = etree.HTML(source).xpath(f"//*[@id='{id}']")
    return " ".join("".join(found.itertext()).split())


def test_an_amendment_stands_with_its_words_and_its_parties_by_name() -> None:
    told = element(written(worked_example()), NOR)
    assert "By Norway, with Estonia" in " ".join(told.replace("By", "By ").split())
    assert "1. States shall [deleted: refrain from][inserted: not conduct or knowingly support] cyber" in told
    assert "Article 4. Protection of critical infrastructure (article 4, paragraph 1), retain." in element(
        written(worked_example()), JPN
    )


def test_a_heading_leads_to_its_amendments_and_a_position_to_what_it_is_about() -> None:
    source = written(worked_example())
    assert f'<a href="#{NOR}">{NOR}</a>' in source.partition('class="facts"')[2].partition("</p>")[0]
    statements = source.partition('id="_statements"')[2].partition("</section>")[0]
    assert f'supports <a href="#{WSM}">{WSM}</a>' in statements
    without = written(worked_example(), "bracketed", attributed=False)
    assert f'href="#{NOR}"' not in without


def test_statements_stand_under_the_clause_that_they_are_about() -> None:
    talks = Talks(article("first", "Words.\n"), article("second", "Words.\n", number="2", order="200"))
    talks.amend("BRA-000001", {"second": "Other words.\n"})
    talks.position("FRA", "BRA-000001", Stance.OPPOSE)
    talks.position("NOR", "first", Stance.SUPPORT)
    talks.clauses["gone"] = article("gone", "Words.\n", number="3", order="300")
    talks.position("EST", "gone", Stance.SUPPORT)
    del talks.clauses["gone"]
    section = etree.HTML(written(talks)).xpath("//section[@id='_statements']")[0]
    said = [(each.text, [li.xpath("string(b)") for li in each.getnext()]) for each in section.iter("h3")]
    assert said == [("Article 1", ["Norway"]), ("Article 2", ["France"]), ("No longer in the text", ["Estonia"])]


def test_a_code_in_a_bracket_says_what_it_stands_for_and_an_amendments_id_is_no_code() -> None:
    source = written(worked_example())
    assert '<abbr title="Norway">NOR</abbr>, <abbr title="Estonia">EST</abbr></span>' in source
    assert not re.search(r"<abbr[^>]*>[A-Z]{3}</abbr>-", source)


def test_who_opens_the_page_is_led_to_the_legend_and_the_parties_first() -> None:
    header = written(worked_example()).partition("<header>")[2].partition("</header>")[0]
    assert re.findall(r'href="#(\w+)"', header) == ["_legend", "_parties", "_positions"]
    clean_page = written(worked_example(), "clean", attributed=False).partition("</header>")[0]
    assert 'href="#_positions"' not in clean_page


def test_a_cross_reference_leads_to_what_it_names() -> None:
    scope = article("scope", "1. See {end:1}, not {gone}.\n")
    negotiation = Talks(scope, article("end", "1. Last words.\n", order="900", number="2")).at()
    written = page(dossier(negotiation, style="clean"))
    assert 'See <a href="#end-1">article 2, paragraph 1</a>, not {gone}.' in written
    assert 'id="end-1"' in written
