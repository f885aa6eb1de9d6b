"""The PDF: every word on paper, or an error that names what can't be set."""

from __future__ import annotations

import builtins
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from drafter.draft.consolidate import consolidate
from drafter.draft.document import Document
from drafter.draft.emphasis import without_marks
from drafter.export.pdf import pdf, typesetting
from drafter.export.pdf.sheets import sheets
from drafter.model.problem import Refused
from drafter.model.terms import Kind
from drafter.text.visible import visible
from tests.draft.building import Talks, article, worked_example
from tests.export.words import LONG, PARAGRAPHS, clean, hostile_talks, squeezed


def lines(value: Any) -> Iterator[str]:
    """The text of every run, in order."""
    if isinstance(value, dict):
        if "runs" in value:
            yield "".join(run["text"] for run in value["runs"])
        for each in value.values():
            yield from lines(each) if not (isinstance(each, list) and each and "role" in _first(each)) else ()
    elif isinstance(value, list):
        for each in value:
            yield from lines(each)


def _first(value: list[Any]) -> dict[str, Any]:
    return value[0] if isinstance(value[0], dict) else {}


def printed(source: bytes, directory: Path) -> str:
    """What a reader of the file sees, where there is one."""
    if shutil.which("pdftotext") is None:
        pytest.skip("needs pdftotext")
    (directory / "text.pdf").write_bytes(source)
    done = subprocess.run(
        ["pdftotext", "-raw", str(directory / "text.pdf"), "-"], check=True, capture_output=True, text=True
    )
    return done.stdout


def test_what_a_long_document_takes_is_foretold_and_nothing_of_a_short_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    document = clean("\n\n".join(f"{number}. {'Words of a treaty. ' * 40}" for number in range(1, 60)) + "\n")
    told: list[str] = []
    made = pdf(document, foretell=told.append)
    assert told == []
    monkeypatch.setattr(typesetting, "LONG", 5)
    assert pdf(document, foretell=told.append) == made
    (said,) = told
    pages = printed(made, tmp_path).count("\f")
    expected = re.match(r"about (\d+) pages, which take about \d+\.\d GB of memory to set$", said)
    assert expected is not None
    assert 0.75 * pages <= int(expected[1]) <= 1.25 * pages


@settings(max_examples=60, deadline=None)
@given(PARAGRAPHS)
def test_every_word_is_set_in_order(body: str) -> None:
    told = "".join(without_marks(visible(each)) for each in body.strip().split("\n\n"))
    assert squeezed("".join(lines(sheets(clean(body))["blocks"]))) == squeezed("Article 1" + told)


@pytest.mark.parametrize("style", ["clean", "bracketed", "compilation", "comparison", "marshalled"])
def test_two_exports_of_one_text_are_the_same_bytes(style: Any) -> None:
    first, second = (pdf(consolidate(worked_example().at(), style=style)) for _ in range(2))
    assert first == second
    assert first.startswith(b"%PDF-")


@pytest.mark.parametrize("style", ["clean", "bracketed", "compilation", "comparison"])
def test_hostile_text_is_set_as_it_stands(style: Any, tmp_path: Path) -> None:
    seen = printed(pdf(consolidate(hostile_talks().at(), style=style)), tmp_path)
    assert "#import" in seen
    assert "</script><script>alert(1)</script>" in squeezed(seen)
    assert squeezed(seen).count("w") >= len(LONG)


def test_an_abridged_text_begins_without_contents(tmp_path: Path) -> None:
    talks = Talks(article("scope", "Words.\n"), article("end", "Words.\n", number="2", order="900"))
    talks.amend("FRA-000001", {"scope": "Other words.\n", "end": "Other words.\n"})
    assert "Contents" in printed(pdf(consolidate(talks.at(), style="bracketed")), tmp_path)
    seen = printed(pdf(consolidate(talks.at(), style="bracketed", changes_only=True)), tmp_path)
    assert "Contents" not in seen
    assert "Legend" in seen


def test_a_character_without_a_glyph_is_an_error_that_names_it_and_its_place() -> None:
    document = clean("1. Words.\n\n2. 條 words.\n", heading="Scope")
    with pytest.raises(Refused, match=r"no font has a glyph for 條 \(U\+689D\), first in “Article 1. Scope”"):
        pdf(document, system=False)


CJK = (
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
)


@pytest.mark.skipif(not any(Path(each).exists() for each in CJK), reason="needs a font with Chinese characters")
def test_characters_that_only_the_systems_fonts_have_are_set_without_naming_a_directory(tmp_path: Path) -> None:
    document = clean("1. 每一締約方 shall report.\n", heading="適用範圍")
    made = pdf(document)
    assert made == pdf(document)
    assert "每一締約方 shall report." in printed(made, tmp_path)


def test_a_text_that_typsts_own_fonts_can_set_does_not_depend_on_the_systems() -> None:
    document = clean("1. Words, слова, λέξεις.\n", heading="Scope")
    assert pdf(document) == pdf(document, system=False)


def test_lines_are_numbered_and_the_redline_shows_both_wordings(tmp_path: Path) -> None:
    talks = Talks(article("scope", "\n\n".join(f"{number}. States shall act." for number in range(1, 12)) + "\n"))
    before = talks.at()
    talks.decide("edit", ["scope"], bodies={"scope": talks.clauses["scope"].body.replace("3. States", "3. Parties")})
    seen = printed(pdf(consolidate(talks.at(), style="redline", since=before)), tmp_path)
    assert "3. StatesPartiesunattributed shall act." in seen
    assert "Changed by:" in seen
    assert "\n5\n" in seen or "\n5 " in seen


def test_footnotes_stand_where_the_clause_does_and_not_in_the_contents(tmp_path: Path) -> None:
    talks = Talks(article("scope", "1. States shall act.\n"), article("end", "Last.\n", order="200", number="2"))
    before = talks.at()
    talks.decide("edit", ["scope"], bodies={"scope": "1. Parties shall act.\n"})
    seen = printed(pdf(consolidate(talks.at(), style="redline", since=before)), tmp_path).split("\f")
    contents = next(page for page in seen if "Contents" in page)
    assert "Changed by:" not in contents
    assert sum("Changed by:" in page for page in seen) == 1


def test_a_heading_is_not_left_alone_at_the_foot_of_a_page(tmp_path: Path) -> None:
    # Clauses of one to five lines, so that pages end wherever they can between them.
    clauses = [
        article(f"clause-{n}", "Words.\n\n" * (n % 5) + "Last words.\n", order=f"{n:03}", number=str(n))
        for n in range(1, 120)
    ]
    pages = printed(pdf(consolidate(Talks(*clauses).at(), style="bracketed")), tmp_path).split("\f")
    for page in (each for each in pages if ". . ." not in each):
        held = [line for line in page.splitlines() if line.strip() and not line.strip().isdigit()]
        assert not [line for line in held[-2:-1] if line.startswith(("Article", "Status"))], page[-300:]


def test_many_parties_are_named_side_by_side() -> None:
    front = sheets(consolidate(worked_example().at(), style="bracketed"))["front"]
    (names,) = (block for block in front if block["type"] == "names")
    told = ["".join(run["text"] for run in item["runs"]) for item in names["items"]]
    assert "NOR Norway" in told


def test_right_to_left_paragraphs_run_from_right_to_left() -> None:
    blocks = sheets(clean("1. النص العربي\n\n2. Latin\n\n(a) النص العربي\n"))["blocks"]
    assert [block["rtl"] for block in blocks if block["type"] == "paragraph"] == [True, False, True]


def test_without_typst_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    known = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "typst":
            raise ImportError(name)
        return known(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    document: Document = clean("Words.\n")
    with pytest.raises(Refused, match=r"-m pip install 'typst>=0.15'"):
        pdf(document)


def test_lines_from_right_to_left_begin_at_the_right_margin(tmp_path: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("needs pdftotext")
    arabic = " ".join(["تتعهد الدول بالامتناع عن العمليات السيبرانية"] * 4)
    (tmp_path / "text.pdf").write_bytes(pdf(clean(f"(a) {arabic}\n\n(b) {' '.join(['Latin words'] * 30)}\n")))
    done = subprocess.run(
        ["pdftotext", "-bbox-layout", str(tmp_path / "text.pdf"), "-"], check=True, capture_output=True, text=True
    )
    rows = re.findall(
        r'<line xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="[\d.]+">(.*?)</line>', done.stdout, re.S
    )
    # It gives the letters of an Arabic word in the order in which they are set.
    right_to_left = [float(right) for _, right, words in rows if re.search("[\u0620-\u064a]", words)]
    left_to_right = [float(left) for left, _, words in rows if "Latin" in words]
    assert len(right_to_left) > 1
    assert len(left_to_right) > 1
    assert max(right_to_left) - min(right_to_left) < 2  # Points: a space may hang over.
    assert max(left_to_right) - min(left_to_right) < 2


@pytest.mark.parametrize("style", ["clean", "bracketed", "compilation", "comparison", "marshalled"])
def test_a_file_can_be_kept_and_gone_through_by_its_headings(style: Any) -> None:
    # A proposal for the preamble stands one level below it, not two; a text of articles alone begins with the title.
    talks = Talks(
        article("preamble", "Words.\n", kind=Kind.PREAMBLE, number=""), article("end", "1. End.\n", order="900")
    )
    talks.amend("FRA-000001", {"preamble": "Other words.\n"})
    talks.amend("DEU-000001", {"end": "1. The end.\n\n| a | b |\n| --- | --- |\n| c | d |\n"})
    for negotiation in (talks.at(), Talks(article("end", "1. End.\n")).at()):
        made = pdf(consolidate(negotiation, style=style))
        for claim in (b"pdfaid:part", b"pdfuaid:part", b"/DisplayDocTitle true"):
            assert claim in made


def test_a_cross_reference_leads_to_what_it_names_where_that_is_in_the_file() -> None:
    scope = article("scope", "1. See {end:1} and {end}, not {gone}.\n\n2. Words.\n", heading="Of {end}")
    negotiation = Talks(scope, article("end", "1. Last words.\n", order="900", number="2")).at()
    whole = consolidate(negotiation, style="clean")
    heading, paragraph, *_ = sheets(whole)["blocks"]
    assert {run["text"]: run.get("to") for run in paragraph["runs"] if run["role"] != "words"} == {
        "article 2, paragraph 1": "end-1",
        "article 2": "end",
        "{gone}": "",
    }
    assert not any(run.get("to") for run in heading["runs"])
    assert pdf(whole, system=False).count(b"/Subtype/Link") > pdf(
        consolidate(negotiation, style="clean", clauses=["scope"]), system=False
    ).count(b"/Subtype/Link")


def test_a_long_column_of_a_table_has_more_of_the_page_and_a_narrow_one_room_for_its_head() -> None:
    table = (
        "| State | Abstaining | Absent |\n|---|---|---|\n| United Kingdom of Great Britain and Northern Ireland | | |\n"
    )
    (found,) = (block for block in sheets(clean(table))["blocks"] if block["type"] == "table")
    long, *short = found["widths"]
    assert short[0] == short[1] < long < 4 * short[0]
