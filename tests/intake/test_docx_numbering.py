"""The points of a Word file bear the numbers that Word shows, whichever lists they belong to."""

from __future__ import annotations

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.intake.test_docx_clauses import level, listed, split, treaty

LEVELS = level(0, "decimal", "%1.") + level(1, "lowerLetter", "(%2)") + level(2, "lowerRoman", "(%3)")
AGAIN = '<w:lvlOverride w:ilvl="{}"><w:startOverride w:val="{}"/></w:lvlOverride>'


def points(*items: str, levels: str = LEVELS, others: str = "", styled: str = "") -> list[str]:
    """Give the numbers of points. An item is a list and perhaps a level, `77` or `77:1`; `others` is the list 78."""
    file = treaty()
    listed(file, levels)
    lists = file.part.numbering_part.element
    lists.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="78"><w:abstractNumId w:val="77"/>{others}</w:num>'))
    if styled:
        layout = file.styles["List Bullet"].element.get_or_add_pPr()
        for each in layout.findall("{*}numPr"):
            layout.remove(each)
        layout.append(parse_xml(f"<w:numPr {nsdecls('w')}>{styled}</w:numPr>"))
    for item in items:
        number, _, place = item.partition(":")
        own = f'<w:ilvl w:val="{place}"/>' if place else ""
        own += f'<w:numId w:val="{number}"/>' if number else ""
        layout = file.add_paragraph("Words.", style="List Bullet" if styled else None)._p.get_or_add_pPr()
        if own:
            layout.append(parse_xml(f"<w:numPr {nsdecls('w')}>{own}</w:numPr>"))
    return [line.removesuffix("Words.").strip() for line in split(file).clauses[1].body.strip().split("\n\n")]


@pytest.mark.parametrize(
    ("others", "want"),
    [
        ("", "1. 2. 3. 4."),
        (AGAIN.format(0, 1), "1. 2. 1. 2."),
        (AGAIN.format(0, 7), "1. 2. 7. 8."),
        (AGAIN.format(1, 7), "1. 2. 3. 4."),
    ],
)
def test_another_instance_of_a_list_goes_on_unless_it_begins_again_and_that_once(others: str, want: str) -> None:
    assert points("77", "77", "78", "78", others=others) == want.split()


def test_points_begin_again_below_each_paragraph_or_only_below_what_they_name() -> None:
    items = ("77", "77:1", "77:2", "77:1", "77:2", "77", "77:1", "77:2")
    assert points(*items) == ["1.", "(a)", "(i)", "(b)", "(i)", "2.", "(a)", "(i)"]
    through = level(2, "lowerRoman", "(%3)", '<w:lvlRestart w:val="1"/>')
    levels = LEVELS.removesuffix(level(2, "lowerRoman", "(%3)")) + through
    assert points(*items, levels=levels) == ["1.", "(a)", "(i)", "(b)", "(ii)", "2.", "(a)", "(i)"]


def test_a_point_below_a_paragraph_that_was_not_met_counts_from_the_beginning() -> None:
    fifth = LEVELS.replace('<w:start w:val="1"/>', '<w:start w:val="5"/>', 1)
    assert points("77", "77", levels=fifth) == ["5.", "6."]
    assert points("77:1", levels=fifth.replace("(%2)", "%1.%2")) == ["5.a"]
    assert points("77", levels=LEVELS.replace('<w:start w:val="1"/>', "", 1)) == ["1."]


def test_what_is_in_no_list_or_in_one_that_says_nothing_of_it_bears_no_number() -> None:
    assert points("0", "99", "77:5") == ["", "", ""]


def test_a_paragraph_is_numbered_by_its_style_where_it_does_not_say_otherwise_itself() -> None:
    style = '<w:ilvl w:val="1"/><w:numId w:val="77"/>'
    assert points("", "", "77:0", "0", "", styled=style) == ["(a)", "(b)", "1.", "", "(a)"]
    assert points("", ":1", styled='<w:numId w:val="77"/>') == ["1.", "(a)"]
