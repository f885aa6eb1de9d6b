"""Whatever a Word file holds is read as it shows, or named with its words."""

from __future__ import annotations

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.intake.test_docx_clauses import split, treaty


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inner: str) -> str:
    return f"<w:p>{''.join(inner)}</w:p>"


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def row(*cells: str, layout: str = "") -> str:
    return f"<w:tr>{layout}{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


A, B = paragraph(run("a")), paragraph(run("b"))
INSTRUCTION = "<w:r><w:instrText>REF</w:instrText></w:r>"
HEAD = "<w:trPr><w:tblHeader/>{}</w:trPr>"
PUT_IN, TAKEN_OUT = (f'<w:{tag} w:id="1" w:author="France"/>' for tag in ("ins", "del"))


@pytest.mark.parametrize(
    ("xml", "body", "said"),
    [
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{A}</w:sdtContent></w:sdt>", "a", []),
        (paragraph(run("a "), f"<w:smartTag>{run('b')}</w:smartTag>", "<!-- c -->", run(" d")), "a b d", []),
        (f"<!-- c -->{A}", "a", []),
        (paragraph(run("co"), "<w:r><w:noBreakHyphen/></w:r>", run("operate")), "co\u2011operate", []),
        (
            paragraph(run("a"), '<w:r><w:sym w:char="F0E0" w:font="Wingdings"/></w:r>'),
            "a",
            ["the symbol F0E0 of Wingdings"],
        ),
        (A + f"<w:strange>{B}</w:strange>", "a", ["“strange” is not read: “b”"]),
        (paragraph(run("a"), f"<w:strange>{run('b')}</w:strange>"), "a", ["“strange” is not read: “b”"]),
        # A field in the instruction of another one.
        (
            paragraph(
                *(field("begin"), INSTRUCTION, field("begin"), INSTRUCTION, field("separate"), run("a"), field("end")),
                *(INSTRUCTION, field("separate"), run("b "), field("end"), run("c")),
            ),
            "ab c",
            [],
        ),
        (
            paragraph(field("begin"), run("a"), field("separate"), run("b"), field("end")),
            "b",
            ["“a” in the instruction"],
        ),
        (paragraph(field("separate"), run("a"), field("end"), run("b")), "ab", []),
        (table(row(A, B), row(B, A)), "| a | b |\n| --- | --- |\n| b | a |", []),
        (table(row(A + paragraph(), B)), "| a | b |\n| --- | --- |", []),
        (table(row(A + B)), "| a b |\n| --- |", ["paragraphs of a cell are put on one line"]),
        (table(row(paragraph(), B)), "|  | b |\n| --- | --- |", []),
        (table(row(f'<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{A}')), "| a |\n| --- |", ["cells that are merged"]),
        (table(row(f'<w:tcPr><w:gridSpan w:val="1"/></w:tcPr>{A}')), "| a |\n| --- |", []),
        (table(row(A + table(row(B)))), "| a |\n| --- |", ["a table in a table is not read: “b”"]),
        (A + table(), "a", []),
        # The row that is the head today stands before the dashes, whichever others are put in or taken out.
        # Where nothing but the row is marked, as one that comes or goes, its words do so too.
        (
            table(row(A, layout=HEAD.format(TAKEN_OUT)), row(B, layout=HEAD.format(PUT_IN)), row(A)),
            "| a |\n| --- |\n| a |",
            [],
        ),
        (table(row(A, layout=HEAD.format("")), row(B, layout=HEAD.format(""))), "| a |\n| --- |\n| b |", []),
    ],
)
def test_what_a_word_file_holds_is_read_as_it_shows_or_named(xml: str, body: str, said: list[str]) -> None:
    file = treaty()
    for element in reversed(parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>")[:]):
        file.paragraphs[-1]._p.addnext(element)
    read = split(file)
    assert read.clauses[1].body == body + "\n"
    messages = [each.message for each in read.problems if each.rule != "tracked-change"]
    assert len(messages) == len(said)
    for each, message in zip(said, messages, strict=True):
        assert each in message
