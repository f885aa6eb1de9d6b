"""Documents of every style as Word files."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from docx import Document as OtherReader
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from drafter.draft.consolidate import consolidate
from drafter.draft.document import Style
from drafter.export.docx import document, remarks
from drafter.intake.docx.lines import Accepts, nobody
from drafter.model.decision import Decision
from drafter.model.negotiation import Negotiation
from drafter.model.target import REFERENCE
from drafter.model.terms import Kind, Stance
from drafter.model.word import W
from drafter.text.shown import BAR, is_dashes, is_row
from tests.draft.building import CRITICAL, NOR, Talks, article, worked_example
from tests.export.word import both, everybody
from tests.export.words import PARAGRAPHS
from tests.text.texts import changed, texts

STYLES: tuple[Style, ...] = ("clean", "bracketed", "redline", "compilation", "comparison", "marshalled")


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


def comments(data: bytes) -> dict[str, tuple[str, str, str]]:
    """The comments of a file: the words on which each stands, its author and its text."""
    told = {
        each.get(f"{{{W}}}id"): (each.get(f"{{{W}}}author"), " ".join("".join(p.itertext()) for p in each))
        for each in part(data, "word/comments.xml")
    }
    anchored = {}
    for start in part(data, "word/document.xml").iter(f"{{{W}}}commentRangeStart"):
        words = []
        for after in start.itersiblings():
            if after.tag == f"{{{W}}}commentRangeEnd" and after.get(f"{{{W}}}id") == start.get(f"{{{W}}}id"):
                break
            words.extend(after.itertext())
        author, said = told[start.get(f"{{{W}}}id")]
        anchored[str(start.get(f"{{{W}}}id"))] = ("".join(words), str(author), said)
    assert len(anchored) == len(told)
    return anchored


def spoken() -> Talks:
    talks = worked_example()
    talks.amend("BRA-000001", {"more": article("more", "1. More.\n", order="900", number="5")}, rationale="Whole.")
    talks.amend(
        "USA-000001", {"critical-infrastructure": CRITICAL.replace("States", "Parties")}, rationale="As agreed."
    )
    talks.position("DEU", NOR, Stance.OPPOSE, statement="Too far.")
    talks.position("FRA", "critical-infrastructure", Stance.SUPPORT, statement="We like the article.")
    talks.position("IND", "critical-infrastructure:1", Stance.RESERVE, statement="Awaiting instructions.")
    return talks


def test_what_was_said_stands_beside_the_words_that_it_is_about() -> None:
    negotiation = spoken().at()
    found = list(comments(document(consolidate(negotiation, style="bracketed"), negotiation)).values())
    on = {said.partition(".")[0].partition(":")[0]: (words, author) for words, author, said in found}
    assert on["France supports article 4"] == ("Article 4. ", "France")
    assert on["India reserves its position on article 4, paragraph 1"][0] == "1. "
    assert on["Germany opposes NOR-000001"] == ("refrain from", "Germany")
    assert on["USA-000001"] == ("States", "United States of America")
    assert on["BRA-000001"][0] == "Article 5"
    assert any(said.endswith("Whole.") for _, _, said in found)


def test_what_was_said_for_a_sub_amendment_stands_on_its_words_inside_those_of_its_parent() -> None:
    talks = spoken()
    proposed = CRITICAL.replace("refrain from", "not conduct or knowingly or negligently support")
    talks.amend("DEU-000001", {"critical-infrastructure": proposed}, to=NOR, rationale="Negligence too.")
    negotiation = talks.at()
    found = comments(document(consolidate(negotiation, style="bracketed"), negotiation)).values()
    (words,) = [words for words, _, said in found if "Negligence too." in said]
    assert words.strip() == "or negligently"


def test_in_a_redline_what_was_said_for_an_amendment_stands_on_its_change() -> None:
    talks = spoken()
    before = talks.at()
    proposed = CRITICAL.replace("refrain from", "not conduct or knowingly support")
    talks.decide("adopt", [NOR, "critical-infrastructure"], bodies={"critical-infrastructure": proposed})
    negotiation = talks.at()
    redline = consolidate(negotiation, style="redline", since=before, decisions=talks.since(before))
    found = comments(document(redline, negotiation)).values()
    assert ("refrain from", "Germany") in {(words, author) for words, author, said in found if "Too far." in said}


@pytest.mark.parametrize("style", ["bracketed", "redline"])
def test_more_comments_than_a_margin_holds_stand_at_the_end_and_none_is_left_out(
    style: Style, monkeypatch: pytest.MonkeyPatch
) -> None:
    talks = spoken()
    before = talks.at()
    if style == "redline":
        proposed = CRITICAL.replace("refrain from", "not conduct or knowingly support")
        talks.decide("adopt", [NOR, "critical-infrastructure"], bodies={"critical-infrastructure": proposed})
    negotiation = talks.at()
    shown = consolidate(
        negotiation,
        style=style,
        since=before if style == "redline" else None,
        decisions=talks.since(before) if style == "redline" else (),
    )
    margin = list(comments(document(shown, negotiation)).values())
    monkeypatch.setattr(remarks, "MOST", len(margin) - 1)
    data = document(shown, negotiation)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert "word/comments.xml" not in archive.namelist()
    paragraphs = ["".join(each.itertext()) for each in part(data, "word/document.xml").iter(f"{{{W}}}p")]
    assert "Note: Rationales and statements stand at the end" in " ".join(paragraphs)
    end = " ".join(paragraphs[paragraphs.index("Rationales and statements") :])
    for _, author, told in margin:
        assert re.search(re.escape(author) + r", \d+ \w+ \d{4}, \d\d:\d\d UTC: " + re.escape(told), end), told
    assert "Article 4" in end


def test_a_text_that_is_clean_or_without_names_has_no_comments() -> None:
    negotiation = spoken().at()
    for style, attributed in (("clean", True), ("bracketed", False)):
        data = document(consolidate(negotiation, style=style, attributed=attributed), negotiation)  # type: ignore[arg-type]
        with zipfile.ZipFile(BytesIO(data)) as archive:
            assert "word/comments.xml" not in archive.namelist()


TABLE = "The categories:\n\n| Category | Systems |\n|---|---:|\n| Health | Hospitals |\n| Water | Supply \\| waste |\n"
ENERGY = TABLE.replace("| Water |", "| Energy | Grids |\n| Water |")
TURNED = TABLE.replace("| Health | Hospitals |\n", "") + "| Health | Hospitals |\n"


def read_back(negotiation: Negotiation, data: bytes, accepts: Accepts) -> tuple[Any, Any]:
    """What a file reads as and the text itself, without what a redline doesn't keep: how white space is set, and
    whether a bar is escaped."""
    found = both(negotiation, data, accepts, negotiation.treaty.by_id)
    got, want = (
        {
            clause: [
                [
                    (character.replace(BAR, "|"), "" if character.isspace() else weight)
                    for character, weight in zip(line.text, line.weights, strict=True)
                ]
                for line in lines
            ]
            for clause, lines in read.items()
        }
        for read in found
    )
    return got, want


def as_redline(old: str, new: str) -> tuple[Negotiation, Negotiation, bytes]:
    talks = Talks(article("scope", old, heading="Scope"), article("end", "1. Last.\n", order="900", number="2"))
    before = talks.at()
    clause = talks.clauses["scope"].with_body(new).with_value("heading", "Scope and *purpose*")
    talks.decide("edit", ["scope"], bodies={"scope": clause})
    after = talks.at()
    return before, after, file(after, "redline", before, talks.since(before))


def fit_for_word(text: str) -> bool:
    """Whether Word has something for the bars of a text: rows stand in tables, whole; and no backslash is before a bar.

    A broken row is set as words; a paragraph that begins with a backslash and a bar reads back as one that begins with
    an escaped bar. Nor has it a carriage return that ends no line, or a mark within braces, without which they read as
    a reference.
    """
    for paragraph in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip("\n")):
        lines = [line.strip() for line in paragraph.split("\n")]
        if any(map(is_row, lines)):
            columns = {len(re.findall(r"(?<!\\)\|", line.strip("|"))) for line in lines}
            if not all(map(is_row, lines)) or len(lines) < 2 or not is_dashes(lines[1]) or len(columns) > 1:
                return False
    references = [len(REFERENCE.findall(each)) for each in (text, re.sub(r"[*_\\]", "", text))]
    return "\\|" not in text and "\r" not in text.replace("\r\n", "") and references[0] == references[1]


def reads_back(old: str, new: str) -> None:
    before, after, made = as_redline(old, new)
    for negotiation, accepts in ((after, everybody), (before, nobody)):
        got, want = read_back(negotiation, made, accepts)
        assert got == want


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.tuples(PARAGRAPHS, PARAGRAPHS), texts().flatmap(lambda old: st.tuples(st.just(old), changed(old)))))
@example(("*Each shall*\n", "*Each* shall\n"))
@example(("1. One. Two.\n", "1. One.\n\nTwo.\n"))
@example(("*a\n\nb *\n", "a b\n"))
@example(("shall act\n", "shall\r\nact\n"))
@example(("x *< {a}* y\n", "x *< {a}* z\n"))
@example(("x **see {end:1} now** y\n", "x **see {end:1} now** z\n"))
def test_accepting_a_redline_gives_the_text_and_rejecting_it_the_earlier_one(texts: tuple[str, str]) -> None:
    old, new = (each.encode("utf-8", "ignore").decode() for each in texts)
    assume(all(map(fit_for_word, (old, new))))
    reads_back(old, new)


@pytest.mark.parametrize("new", [ENERGY, TURNED, TABLE.replace("Hospitals", ""), TABLE.replace("Hospitals", "a \\| b")])
def test_rows_of_a_redline_come_and_go_whole(new: str) -> None:
    for old, becomes in ((TABLE, new), (new, TABLE), (TABLE, "The categories:\n"), ("None.\n", new)):
        reads_back(old, becomes)


@pytest.mark.parametrize("style", ["bracketed", "compilation", "comparison", "marshalled"])
def test_no_level_of_headings_is_passed_over_and_none_of_what_stands_round_the_text_is_missing(style: Style) -> None:
    talks = worked_example()
    talks.clauses["preamble"] = article("preamble", "The Parties,\n", number="", order="010", kind=Kind.PREAMBLE)
    talks.amend("FRA-000001", {"preamble": "The States,\n"})
    talks.withdraw("FRA-000001")
    data = file(talks.at(), style)
    sheet, styles = part(data, "word/document.xml"), part(data, "word/styles.xml")
    of_style = {
        each.get(f"{{{W}}}styleId"): found.get(f"{{{W}}}val")
        for each in styles.iter(f"{{{W}}}style")
        if (found := each.find(f".//{{{W}}}outlineLvl")) is not None
    }
    levels = []
    for each in sheet.iter(f"{{{W}}}pPr"):
        own, named = each.find(f"{{{W}}}outlineLvl"), each.find(f"{{{W}}}pStyle")
        level = own.get(f"{{{W}}}val") if own is not None else of_style.get(named.get(f"{{{W}}}val"))
        if level is not None:
            levels.append(int(level))
    assert levels[0] == 0
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert levels.count(0) > 2


def test_no_word_in_a_narrow_column_of_a_table_is_broken() -> None:
    table = "| State | Abstaining |\n|---|---|\n| United Kingdom of Great Britain and Northern Ireland | |\n"
    body = part(file(Talks(article("scope", table)).at(), "clean"), "word/document.xml")
    wide, narrow = (int(each.get(f"{{{W}}}w", "")) for each in body.iter(f"{{{W}}}gridCol"))
    # Ten bold letters of ten points, and Word's own space on both sides, in twentieths of a point.
    assert wide > narrow > 10 * 110 + 216
