"""A treaty in Word becomes clauses: numbers as literal text, tables, emphasis, and a name for what has no place."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document as new_file
from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

from drafter.draft.consolidate import consolidate
from drafter.export.docx import document, tracked
from drafter.intake.docx import clauses
from drafter.intake.docx.numerals import numeral
from drafter.intake.markdown import Split
from drafter.model.terms import Kind
from drafter.model.word import W
from drafter.text.shown import BAR, Signs, shown
from tests.draft.building import NOR, Talks, article, worked_example
from tests.intake.word import footnoted


def split(file: WordFile) -> Split:
    buffer = BytesIO()
    file.save(buffer)
    return clauses(buffer.getvalue(), "treaty.docx")


def treaty() -> WordFile:
    file = new_file()
    file.add_heading("Convention on Tests", 0)
    file.add_heading("Preamble", 1)
    file.add_paragraph("The Parties,")
    file.add_heading("Article 1: Scope", 2)
    return file


def numbered(file: WordFile, text: str, level: int) -> None:
    """Add an item of a list that Word counts: `1.`, then `(a)`."""
    numbering = file.part.numbering_part.element
    if not numbering.xpath("w:abstractNum[@w:abstractNumId='77']"):
        levels = "".join(
            f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
            f'<w:lvlText w:val="{pattern}"/></w:lvl>'
            for place, (kind, pattern) in enumerate(
                (("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "(%3)"))
            )
        )
        numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'))
        numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    paragraph = file.add_paragraph(text)
    layout = paragraph._p.get_or_add_pPr()
    layout.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'))


def test_headings_begin_clauses_and_words_are_kept() -> None:
    file = treaty()
    paragraph = file.add_paragraph("States ")
    paragraph.add_run("shall").italic = True
    paragraph.add_run(" report_*all* [or some].")
    read = split(file)
    assert read.title == "Convention on Tests"
    assert [(each.kind, each.number, each.heading) for each in read.clauses] == [
        (Kind.PREAMBLE, "", ""),
        (Kind.ARTICLE, "1", "Scope"),
    ]
    body = read.clauses[1].body
    assert shown(body.strip(), Signs()).text == "States shall report_*all* [or some]."
    assert "*shall*" in body


def test_what_word_counts_becomes_literal_text() -> None:
    file = treaty()
    for text, level in (("First.", 0), ("one;", 1), ("deep;", 2), ("two.", 1), ("Second.", 0), ("again.", 1)):
        numbered(file, text, level)
    body = split(file).clauses[1].body
    assert body.split("\n\n") == ["1. First.", "(a) one;", "(i) deep;", "(b) two.", "2. Second.", "(a) again.\n"]


def listed(file: WordFile, levels: str, more: str = "", instance: str = "") -> None:
    """Define a list of one's own: its levels, and what its definition and its instance say besides."""
    numbering = file.part.numbering_part.element
    space = nsdecls("w")
    numbering.insert(0, parse_xml(f'<w:abstractNum {space} w:abstractNumId="77">{more}{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {space} w:numId="77"><w:abstractNumId w:val="77"/>{instance}</w:num>'))


def level(place: int, kind: str, pattern: str, more: str = "") -> str:
    rules = f'<w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{pattern}"/>'
    return f'<w:lvl w:ilvl="{place}">{rules}</w:lvl>'


@pytest.mark.parametrize(
    ("kind", "pattern", "want"),
    [
        ("upperRoman", "%1.", "I. II. III."),
        ("chineseCountingThousand", "%1、", "一、 二、 三、"),
        ("ideographDigital", "（%1）", "（一） （二） （三）"),
        ("arabicAlpha", "(%1)", "(أ) (ب) (ت)"),
        ("arabicAbjad", "(%1)", "(أ) (ب) (ج)"),
        ("hebrew1", "%1.", "א. ב. ג."),
        ("russianLower", "%1)", "а) б) в)"),
        ("ordinal", "%1", "1st 2nd 3rd"),
        ("none", "§", "§ § §"),
    ],
)
def test_numbers_are_written_as_word_shows_them(kind: str, pattern: str, want: str) -> None:
    file = treaty()
    listed(file, level(0, kind, pattern))
    for _ in range(3):
        numbered(file, "Words.", 0)
    read = split(file)
    assert [line.removesuffix(" Words.") for line in read.clauses[1].body.strip().split("\n\n")] == want.split()
    assert not read.problems


def test_numbers_of_an_unknown_format_are_named() -> None:
    file = treaty()
    listed(file, level(0, "hindiVowels", "%1."))
    numbered(file, "Words.", 0)
    read = split(file)
    assert read.clauses[1].body == "1. Words.\n"
    assert [(each.rule, "hindiVowels" in each.message) for each in read.problems] == [("numbering", True)]


def test_chinese_numbers_go_on_behind_ten() -> None:
    assert [numeral(value, "chineseCounting") for value in (10, 11, 20, 21, 100, 103, 110)] == (
        ["十", "十一", "二十", "二十一", "一百", "一百零三", "一百一十"]
    )
    assert [numeral(value, "hebrew1") for value in (10, 15, 16, 21)] == ["י", "טו", "טז", "כא"]
    assert [numeral(value, "lowerLetter") for value in (26, 27, 28)] == ["z", "aa", "bb"]


def test_a_list_may_number_otherwise_than_what_it_is_an_instance_of() -> None:
    file = treaty()
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "lowerRoman", "(%1)")}</w:lvlOverride>'
    listed(file, level(0, "decimal", "%1."), instance=own)
    numbered(file, "Words.", 0)
    assert split(file).clauses[1].body == "(i) Words.\n"


def test_a_list_of_a_style_is_numbered_as_the_style_says() -> None:
    file = treaty()
    listed(file, "", more='<w:numStyleLink w:val="Legal"/>')
    linked = f'<w:styleLink w:val="Legal"/>{level(0, "upperLetter", "%1.")}'
    file.part.numbering_part.element.insert(
        0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="78">{linked}</w:abstractNum>')
    )
    numbered(file, "Words.", 0)
    assert split(file).clauses[1].body == "A. Words.\n"


def test_legal_numbers_show_every_level_in_figures() -> None:
    file = treaty()
    listed(file, level(0, "upperRoman", "Part %1") + level(1, "decimal", "%1.%2.", "<w:isLgl/>"))
    for place in (0, 0, 1):
        numbered(file, "Words.", place)
    assert split(file).clauses[1].body.strip().split("\n\n")[-1] == "2.1. Words."


def test_points_that_never_begin_again_are_counted_through() -> None:
    file = treaty()
    listed(file, level(0, "decimal", "%1.") + level(1, "lowerLetter", "(%2)", '<w:lvlRestart w:val="0"/>'))
    for place in (0, 1, 0, 1):
        numbered(file, "Words.", place)
    assert split(file).clauses[1].body.strip().split("\n\n")[-1] == "(b) Words."


def test_a_blank_bullet_puts_no_sign_before_the_words() -> None:
    file = treaty()
    listed(file, level(0, "bullet", " ") + level(1, "bullet", "\uf0b7"))
    numbered(file, "Option 1", 0)
    numbered(file, "Words.", 1)
    assert split(file).clauses[1].body == "Option 1\n\n– Words.\n"


@pytest.mark.parametrize("mark_of", ["the paragraph before", "its own"])
def test_a_point_that_somebody_puts_in_does_not_count_in_the_agreed_text(mark_of: str) -> None:
    file = treaty()
    for text in ("First.", "Put in.", "Second."):
        numbered(file, text, 0)
    first, put_in, _ = file.paragraphs[-3:]
    change = f'w:id="9" w:author="X" w:date="2026-05-04T08:30:00Z" {nsdecls("w")}'
    run = put_in._p.find(f"{{{W}}}r")
    inserted = parse_xml(f"<w:ins {change}/>")
    run.addprevious(inserted)
    inserted.append(run)
    marked = (first if mark_of == "the paragraph before" else put_in)._p.get_or_add_pPr()
    marked.append(parse_xml(f"<w:rPr {nsdecls('w')}><w:ins {change}/></w:rPr>"))
    assert split(file).clauses[1].body == "1. First.\n\n2. Second.\n"


def test_tables_are_tables() -> None:
    file = treaty()
    table = file.add_table(2, 2)
    for cell, text in zip(table._cells, ("Category", "Systems", "Health | care", "Hospitals"), strict=True):
        cell.text = text
    assert split(file).clauses[1].body == "| Category | Systems |\n| --- | --- |\n| Health \\| care | Hospitals |\n"


@pytest.mark.parametrize("line", ["# no heading", "> no quotation", "```", "<!-- no comment", "---", "| no row"])
def test_words_that_markdown_would_take_for_a_block_stay_words(line: str) -> None:
    file = treaty()
    file.add_paragraph(line)
    file.add_heading("Article 2", 2)
    read = split(file)
    assert [each.number for each in read.clauses] == ["", "1", "2"]
    assert shown(read.clauses[1].body.strip(), Signs()).text.replace(BAR, "|") == line


def test_tracked_changes_are_not_agreed_and_are_named() -> None:
    file = treaty()
    paragraph = file.add_paragraph("States shall ")
    paragraph._p.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="1" w:author="X"><w:r><w:t>never </w:t></w:r></w:ins>'))
    paragraph.add_run("report.")
    read = split(file)
    assert read.clauses[1].body == "States shall report.\n"
    assert [(each.rule, "never" in each.message) for each in read.problems] == [("tracked-change", True)]


def called(paragraph: Paragraph, id: int) -> None:
    """Call a footnote behind the words of a paragraph."""
    paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="{id}"/></w:r>'))


def test_footnotes_stand_below_the_clause_that_calls_them_and_none_of_their_words_is_lost() -> None:
    file = treaty()
    called(file.paragraphs[2], 3)
    called(file.paragraphs[3], 2)
    file.add_paragraph("Words, and a mark that is written out: [^1].")
    file.add_heading("Annex I", 1)
    file.add_paragraph("Last words.")
    buffer = BytesIO()
    file.save(buffer)
    notes = (
        '<w:footnote w:id="2"><w:p><w:r><w:t>See [2020]</w:t><w:br/><w:t>and *later*.</w:t></w:r></w:p></w:footnote>'
        '<w:footnote w:id="3"><w:p><w:r><w:t>One.</w:t></w:r></w:p><w:p><w:r><w:t>Two.</w:t></w:r></w:p></w:footnote>'
    )
    read = clauses(footnoted(buffer.getvalue(), notes), "treaty.docx")
    assert read.problems == ()
    assert [(each.id, each.heading, each.body) for each in read.clauses] == [
        ("preamble", "", "The Parties,[^2]\n\n[^2]: One. Two.\n"),
        (
            "scope",
            "Scope[^3]",
            "Words, and a mark that is written out: [^1].\n\n[^3]: See [2020] and \\*later\\*.\n",
        ),
        ("annex-i", "", "Last words.\n"),
    ]


def test_of_a_footnote_that_somebody_changes_under_tracking_the_words_are_read_as_they_were() -> None:
    file = treaty()
    called(file.paragraphs[2], 2)
    file.add_paragraph("Last words.")
    buffer = BytesIO()
    file.save(buffer)
    change = 'w:id="1" w:author="France" w:date="2026-05-04T08:30:00Z"'
    note = (
        f'<w:footnote w:id="2"><w:p><w:del {change}><w:r><w:delText>Old</w:delText></w:r></w:del>'
        f"<w:ins {change}><w:r><w:t>New</w:t></w:r></w:ins><w:r><w:t> words.</w:t></w:r></w:p></w:footnote>"
    )
    read = clauses(footnoted(buffer.getvalue(), note), "treaty.docx")
    assert read.clauses[0].body == "The Parties,[^1]\n\n[^1]: Old words.\n"
    assert [each.rule for each in read.problems] == ["tracked-change"] * 2


def test_what_has_no_place_in_a_text_is_named() -> None:
    file = treaty()
    paragraph = file.add_paragraph("Words")
    paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:object/></w:r>"))
    paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="2"/></w:r>'))
    paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"))
    said = [each.rule for each in split(file).problems]
    assert said == ["not-text", "footnote", "hidden-text"]


def test_words_that_are_not_read_are_named_to_the_last_one() -> None:
    said = "Nothing in this article shall be read as leave to attack. " * 8 + "Save at night."
    hidden = f"<w:r {nsdecls('w')}><w:rPr><w:vanish/></w:rPr><w:t>{said}</w:t></w:r>"
    put_in = f'<w:ins {nsdecls("w")} w:id="1" w:author="Brazil"><w:r><w:t>{said}</w:t></w:r></w:ins>'
    file = treaty()
    file.add_paragraph("Words")._p.append(parse_xml(hidden))
    file.add_paragraph("Words")._p.append(parse_xml(put_in))
    messages = [each.message for each in split(file).problems]
    assert messages[0].startswith(f"a hidden passage is not read: “{said}”")
    assert messages[1] == f"Brazil puts in “{said}”, which is not read"


def test_the_result_of_a_field_is_text_and_its_instruction_is_not() -> None:
    file = treaty()
    paragraph = file.add_paragraph("See ")
    for child in (
        '<w:fldChar w:fldCharType="begin"/>',
        "<w:instrText>REF x</w:instrText>",
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>article 1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{child}</w:r>"))
    assert split(file).clauses[1].body == "See article 1\n"


def test_an_article_in_bold_is_a_heading_that_somebody_set_by_hand() -> None:
    file = new_file()
    file.add_paragraph("Convention on Tests")
    for text in ("Article 1", "Article 2"):
        file.add_paragraph().add_run(text).bold = True
        file.add_paragraph("States shall report.")
    assert [each.number for each in split(file).clauses if each.kind is Kind.ARTICLE] == ["1", "2"]


@pytest.mark.parametrize("lines", [("Article 1",), ("Article 1", "Settlement"), ("Article 1\nSettlement",)])
def test_an_article_that_a_line_names_and_says_nothing_else_begins_there(lines: tuple[str, ...]) -> None:
    file = treaty()
    for text in ("States shall report.", *lines, "They shall settle.", "Article 1 applies to them."):
        file.add_paragraph(text)
    _, _, last = split(file).clauses
    assert (last.number, last.heading) == ("1", "Settlement" if "Settlement" in lines[-1] else "")
    assert last.body == "They shall settle.\n\nArticle 1 applies to them.\n"


def test_a_table_of_contents_is_no_part_of_the_text_and_is_named() -> None:
    file = new_file()
    file.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    file.add_paragraph("Article 1. Scope\t3", style="toc 1")
    file.add_heading("Article 1. Scope", 2)
    file.add_paragraph("States shall report.")
    read = split(file)
    assert [(each.heading, each.body) for each in read.clauses] == [("Scope", "States shall report.\n")]
    assert ["table of contents" in each.message for each in read.problems] == [True]


@pytest.mark.parametrize(
    ("of_letters", "body", "said"),
    [
        ("<w:strike/>", "Before never behind.\n", "“never” is struck out by hand"),
        ('<w:vertAlign w:val="superscript"/>', "Before never behind.\n", "“never” is set above the line"),
        ("<w:vanish/>", "Before  behind.\n", "a hidden passage is not read: “never”"),
    ],
)
def test_words_that_a_style_strikes_raises_or_hides_are_named(of_letters: str, body: str, said: str) -> None:
    file = treaty()
    style = file.styles.add_style("Of the secretariat", WD_STYLE_TYPE.CHARACTER)
    style.element.append(parse_xml(f"<w:rPr {nsdecls('w')}>{of_letters}</w:rPr>"))
    based = file.styles.add_style("Based on it", WD_STYLE_TYPE.CHARACTER)
    based.base_style = style
    paragraph = file.add_paragraph("Before ")
    paragraph.add_run("never", style=based)
    paragraph.add_run(" behind.")
    read = split(file)
    assert (read.clauses[1].body, [said in problem.message for problem in read.problems]) == (body, [True])


@pytest.mark.parametrize("also_by_hand", [False, True])
def test_an_article_in_a_style_of_bold_is_a_heading(also_by_hand: bool) -> None:
    file = treaty()
    style = file.styles.add_style("Article title", WD_STYLE_TYPE.PARAGRAPH)
    style.font.bold = True
    paragraph = file.add_paragraph(style=style)
    paragraph.add_run("Article 2").bold = also_by_hand or None
    file.add_paragraph("Words.")
    assert [each.number for each in split(file).clauses] == ["", "1", "2"]


def test_our_own_clean_text_comes_back_without_what_stands_round_it() -> None:
    talks = Talks(
        article("scope", "1. *Each* State:\n\n(a) shall report;\n", order="100", heading="Scope"),
        article(
            "annex", "| a | b |\n|---|---|\n| c | d |\n", order="200", number="I", heading="Systems", kind=Kind.ANNEX
        ),
    )
    read = clauses(document(consolidate(talks.at(), style="clean")))
    assert read.title == "Convention on Tests"
    assert [(each.designation, each.heading) for each in read.clauses] == [
        ("Article 1", "Scope"),
        ("Annex I", "Systems"),
    ]
    assert read.clauses[0].body == "1. *Each* State:\n\n(a) shall report;\n"
    assert read.problems == ()


def test_a_file_of_amendments_reads_as_the_text_without_them() -> None:
    negotiation = worked_example().at()
    read = clauses(tracked(negotiation, [NOR]))
    assert [each.body for each in read.clauses] == [negotiation.treaty.clauses[0].body]
    assert {each.rule for each in read.problems} == {"tracked-change", "comment"}


def with_run(inner: str) -> tuple[Split, str]:
    """Put a run into a paragraph, and give what is read of the file, and the body of the article."""
    file = treaty()
    paragraph = file.add_paragraph("Before ")
    paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{inner}</w:r>"))
    paragraph.add_run(" behind.")
    read = split(file)
    return read, read.clauses[1].body


@pytest.mark.parametrize(
    ("inner", "body", "said"),
    [
        # Words that somebody struck out by hand must not pass for agreed ones.
        ("<w:rPr><w:strike/></w:rPr><w:t>never</w:t>", "Before never behind.\n", ["“never” is struck out by hand"]),
        ("<w:rPr><w:dstrike/></w:rPr><w:t>never</w:t>", "Before never behind.\n", ["“never” is struck out by hand"]),
        (
            '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>6</w:t>',
            "Before 6 behind.\n",
            ["“6” is set above the line"],
        ),
        ('<w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>th</w:t>', "Before th behind.\n", []),
        # As LibreOffice writes what a web page sets above or below the line.
        ('<w:rPr><w:position w:val="8"/></w:rPr><w:t>6</w:t>', "Before 6 behind.\n", ["“6” is set above the line"]),
        ('<w:rPr><w:position w:val="-2"/></w:rPr><w:t>2</w:t>', "Before 2 behind.\n", ["“2” is set below the line"]),
        ('<w:rPr><w:position w:val="0"/></w:rPr><w:t>6</w:t>', "Before 6 behind.\n", []),
        ('<w:rPr><w:vertAlign w:val="baseline"/></w:rPr><w:t>6</w:t>', "Before 6 behind.\n", []),
        (
            "<w:ruby><w:rt><w:r><w:t>jo</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>条</w:t></w:r></w:rubyBase></w:ruby>",
            "Before 条 behind.\n",
            ["the reading “jo” above words"],
        ),
        ("<w:strange><w:t>odd words</w:t></w:strange>", "Before  behind.\n", ["“strange” is not read: “odd words”"]),
        ('<w:br w:type="page"/>', "Before \n behind.\n", []),
        ("<w:softHyphen/><w:lastRenderedPageBreak/>", "Before  behind.\n", []),
        ("<w:t>co\u00adoperative</w:t>", "Before cooperative behind.\n", []),
        (
            '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            "<mc:Choice><w:drawing><w:t>In a box</w:t></w:drawing></mc:Choice>"
            "<mc:Fallback><w:pict><w:t>In a box</w:t></w:pict></mc:Fallback></mc:AlternateContent>",
            "Before  behind.\n",
            ["drawing is not read: “In a box”"],
        ),
    ],
)
def test_no_words_of_a_run_are_dropped_without_a_word(inner: str, body: str, said: list[str]) -> None:
    read, got = with_run(inner)
    assert " ".join(got.split()) == " ".join(body.split())
    assert [problem.rule for problem in read.problems] == (
        ["formatting" if "hand" in each or "line" in each else "not-text" for each in said]
    )
    for each, problem in zip(said, read.problems, strict=True):
        assert each in problem.message


def test_a_page_break_inside_a_paragraph_does_not_join_two_words() -> None:
    file = treaty()
    paragraph = file.add_paragraph("States")
    paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:br w:type="page"/></w:r>'))
    paragraph.add_run("shall report.")
    assert split(file).clauses[1].body.split() == ["States", "shall", "report."]


def test_words_in_a_field_that_never_ends_are_named() -> None:
    file = treaty()
    paragraph = file.add_paragraph("See ")
    paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="begin"/></w:r>'))
    paragraph.add_run("article 1")
    file.add_paragraph("Second paragraph.")
    read = split(file)
    for words in ("article 1", "Second paragraph."):
        assert words in read.clauses[1].body or any(words in each.message for each in read.problems)


def test_a_cell_in_a_content_control_keeps_its_words() -> None:
    file = treaty()
    table = file.add_table(1, 2)
    first, second = table._cells
    first.text, second.text = "Category", "Systems"
    wrapped = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent/></w:sdt>")
    second._tc.addprevious(wrapped)
    wrapped[1].append(second._tc)
    assert "| Category | Systems |" in split(file).clauses[1].body


def test_changes_in_headers_are_named() -> None:
    file = treaty()
    file.add_paragraph("States shall report.")
    header = file.sections[0].header.paragraphs[0]
    header._p.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="1" w:author="X"><w:r><w:t>Secret</w:t></w:r></w:ins>'))
    said = [(each.rule, each.message) for each in split(file).problems]
    assert [rule for rule, _ in said] == ["outside-text"]
    assert "X changes words of a header: “Secret”" in said[0][1]
