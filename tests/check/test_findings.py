"""Each rule of a treaty text: what breaks it is told with file, line and remedy, and the sample breaks none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.check import findings, mend
from drafter.check.layout import trailing_spaces
from drafter.model.problem import Problem

ROOT = Path(__file__).parents[2]

ROSTER = """\
[treaty]
id = "sample"
title = "Sample"

[secretariat]
delegates = [{ name = "Chair", email = "chair@conference.example.org" }]

[groups.EU]
name = "European Union"
members = ["FRA"]

[signatories.FRA]
name = "France"
"""


def article(body: str, number: str = "1", heading: str = "Scope", status: str = "open") -> str:
    return f'---\nkind: article\nnumber: "{number}"\nheading: "{heading}"\nstatus: {status}\n---\n\n{body}'


SOUND = {
    "signatories.toml": ROSTER,
    "clauses/100-scope.md": article(
        "1. This Convention applies as {terms:1.b} says.\n\n"
        "2. It binds States Parties under article 2, paragraph 1 (a).\n"
    ),
    "clauses/200-terms.md": article(
        '1. For the purposes of this Convention:\n\n(a) “State Party” means a State;\n\n(b) "vessel" means a ship.\n',
        "2", "Use of terms",
    ),
    "clauses/300-ships.md": article("Vessels are bound by paragraph 2 of article 1.\n", "3", "Ships"),
}  # fmt: skip


def check(**changed: str | bytes) -> tuple[Problem, ...]:
    """Check the sound treaty with clause files replaced, by id."""
    files: dict[str, bytes] = {path: text.encode() for path, text in SOUND.items()}
    for id, text in changed.items():
        path = next((path for path in files if path.endswith(f"-{id}.md")), f"clauses/900-{id}.md")
        path = "signatories.toml" if id == "signatories" else path
        files[path] = text if isinstance(text, bytes) else text.encode()
    return findings(files)


def test_a_sound_treaty_gives_no_finding() -> None:
    assert check() == ()


def test_the_sample_treaty_gives_no_finding() -> None:
    files = {f"clauses/{path.name}": path.read_bytes() for path in (ROOT / "clauses").iterdir()}
    files["signatories.toml"] = (ROOT / "signatories.toml").read_bytes()
    assert findings(files) == ()


def test_the_references_of_what_was_deleted_are_kept_for_the_record_and_not_examined() -> None:
    wrong = "1. See {nowhere} and article 99, as a Person must.\n"
    assert check(gone=article(wrong, "3", "", "deleted")) == ()
    assert {each.rule for each in check(gone=article(wrong, "3", ""))} >= {
        "cross-reference", "literal-reference", "duplicate-number", "missing-heading",
    }  # fmt: skip


def test_an_article_that_was_deleted_is_not_there_for_who_names_it_and_one_that_is_left_open_is_asked_nothing() -> None:
    gone, ships = article("Words.\n", "4", "Gone", "deleted"), "Vessels are bound by {}.\n"
    named, left_open = (article(ships.format(each), "3", "Ships") for each in ("article 4", "articles X and XX"))
    assert [each.rule for each in check(gone=gone, ships=named)] == ["literal-reference"]
    assert check(ships=left_open) == ()


def test_a_part_and_an_annex_are_no_article_for_who_names_it_by_its_number() -> None:
    part = article("", "9").replace("article", "part", 1).strip() + "\n"
    annex = article("Words.\n", "9", "").replace("article", "annex", 1)
    (found,) = check(one=part, two=annex, ships=article("Vessels, as article 9 says.\n", "3", "Ships"))
    assert found.rule == "literal-reference"


def test_an_empty_file_and_a_mark_at_its_beginning_are_one_fault_each_and_a_deleted_clause_none() -> None:
    assert [each.rule for each in check(ships="")] == ["front-matter"]
    assert [each.rule for each in check(ships="\ufeff" + SOUND["clauses/300-ships.md"])] == ["byte-order-mark"]
    assert check(gone=article("", "4", "Gone", "deleted").removesuffix("\n")) == ()


def test_parts_count_anew_and_what_has_no_number_is_none_twice() -> None:
    part, unnumbered = (article("", each).replace("article", "part", 1).strip() + "\n" for each in ("I", ""))
    assert check(one=part, two=part, three=unnumbered, four=unnumbered) == ()
    assert check(one=article("A.\n", "", "One"), two=article("B.\n", "", "Two")) == ()


@pytest.mark.parametrize(
    ("id", "text", "rule", "line", "severity"),
    [
        ("ships", "\ufeff" + article("Text.\n", "3"), "byte-order-mark", 1, "error"),
        ("ships", article("One.\r\n\r\nTwo.\r\n", "3"), "line-ends", 8, "error"),
        ("ships", article("One.\n\nCafe\u0301.\n", "3"), "nfc", 10, "error"),
        ("ships", article("One.\n\nTwo.  \n", "3"), "trailing-spaces", 10, "error"),
        ("ships", article("One.", "3"), "final-newline", 8, "error"),
        ("ships", article("One.\n\n\n", "3"), "final-newline", 10, "error"),
        ("ships", article("One.\n\nTwo\nlines.\n", "3"), "paragraph-lines", 10, "warning"),
        ("ships", article("1. One.\n2. Two.\n", "3"), "paragraph-lines", 8, "warning"),
        ("signatories", ROSTER.replace("\n[sec", 'signature = "required"\n\n[sec'), "unknown-key", 4, "warning"),
        ("signatories", ROSTER.replace("\n[sec", 'language = "french"\n\n[sec'), "language", 4, "error"),
        ("signatories", ROSTER.replace("\n[sec", "language = 1\n\n[sec"), "language", 4, "error"),
        ("signatories", ROSTER.replace("members", "membres"), "unknown-key", 10, "warning"),
        ("signatories", ROSTER.replace("email =", 'e-mail = "", email ='), "unknown-key", 6, "warning"),
        ("ships", article("One\u202e.\n", "3"), "invisible-character", 8, "error"),
        ("ships", article("One\x1b[31m.\n", "3"), "invisible-character", 8, "error"),
        ("ships", article("One\u200b.\n", "3"), "invisible-character", 8, "error"),
        ("ships", article("One\u200e.\n", "3"), "invisible-character", 8, "error"),
        ("ships", article("a\u200db.\n", "3"), "invisible-character", 8, "error"),
        ("signatories", ROSTER + "# \u202e\n", "invisible-character", 14, "error"),
        ("ships", article("سلام\u202eخوب.\n", "3"), "invisible-character", 8, "error"),
        ("ships", article("می\u200cخواهم a\u200cb.\n", "3"), "invisible-character", 8, "error"),
        ("ships", article("One.\n\n| a | b |\nand words.\n", "3"), "paragraph-lines", 10, "warning"),
        ("signatories", ROSTER.replace("\n[sec", "language = nan\n\n[sec"), "language", 4, "error"),
        ("ships", article("The Stаte.\n", "3"), "mixed-scripts", 8, "warning"),
        ("ships", article("Text.\n", "2"), "duplicate-number", 3, "error"),
        ("ships", article("1. One.\n\n1. Two.\n", "3"), "repeated-label", 10, "warning"),
        ("ships", article("1. One.\n\n3. Two.\n", "3"), "label-sequence", 10, "warning"),
        ("ships", article("2. One.\n", "3"), "label-sequence", 8, "warning"),
        ("ships", article("(a) One.\n\n(c) Two.\n", "3"), "label-sequence", 10, "warning"),
        ("ships", article("One [two.\n", "3"), "unbalanced-bracket", 8, "warning"),
        ("ships", article("One] two.\n", "3"), "unbalanced-bracket", 8, "warning"),
        ("ships", article("One.\n", "3", "Scope ["), "unbalanced-bracket", 4, "warning"),
        ("ships", article("", "3"), "empty-clause", 2, "warning"),
        ("ships", article("One.\n", "3", ""), "missing-heading", 4, "warning"),
        ("ships", article("As {term:1} says.\n", "3"), "cross-reference", 8, "error"),
        ("ships", article("As {terms:3} says.\n", "3"), "cross-reference", 8, "error"),
        ("ships", article("As article 9 says.\n", "3"), "literal-reference", 8, "warning"),
        ("ships", article("As articles 1 and 12 say.\n", "3"), "literal-reference", 8, "warning"),
        ("ships", article("As article 2, paragraph 3, says.\n", "3"), "literal-reference", 8, "warning"),
        ("ships", article("As paragraph 1 (c) of article 2 says.\n", "3"), "literal-reference", 8, "warning"),
        ("ships", article("1. As paragraph 2 says.\n", "3"), "literal-reference", 8, "warning"),
        ("ships", article("As article 2, paragraph 1 (a) (ix), says.\n", "3"), "literal-reference", 8, "warning"),
        ("ships", article("A “state party” means another.\n", "3"), "defined-twice", 8, "warning"),
        ("ships", article("Vessels.\n\n“flag” means a piece of cloth.\n", "3"), "unused-term", 10, "warning"),
        ("signatories", ROSTER.replace('["FRA"]', "[]"), "empty-group", None, "warning"),
        ("signatories", ROSTER.replace("delegates", "# delegates"), "no-secretariat", None, "warning"),
        ("signatories", ROSTER.replace("FRA", "FR"), "signatories", 10, "error"),
        ("scope", "no front matter\n", "front-matter", 1, "error"),
        ("ships", article("T\n", "3").replace("open", "opn"), "schema", 5, "error"),
        ("ships", article("Text.\n", "3").encode() + b"\xff", "utf-8", 9, "error"),
    ],
)
def test_what_breaks_a_rule_is_told(id: str, text: str | bytes, rule: str, line: int | None, severity: str) -> None:
    found = [each for each in check(**{id: text}) if each.rule == rule]
    assert found, [str(each) for each in check(**{id: text})]
    assert (found[0].line, found[0].severity) == (line, severity)
    assert found[0].remedy
    assert found[0].file


@pytest.mark.parametrize(
    "body",
    [
        "As article 51 of the Charter of the United Nations says.\n",
        "As paragraph 4 of the resolution says.\n",
        "As article 1, paragraph 9, of the Geneva Convention says.\n",
        "[Each Party] [shall] act [in {a drafting note}].\n",
        "A \\[ stands alone.\n",
        "سلام\u200eخوب می\u200cخواهم.\n",
        "1. One.\n\n1 bis. Two.\n\n1 ter. Three.\n\n2. Four.\n",
        "(g) x\n\n(h) x\n\n(i) x\n\n(j) x\n".replace(
            "(g)", "(a) x\n\n(b) x\n\n(c) x\n\n(d) x\n\n(e) x\n\n(f) x\n\n(g)"
        ),
        "| a | b |\n|---|---|\n| 1 | 2 |\n",
        "1. (a) One;\n\n(b) two.\n\n2. Three.\n",
        "The α-particle and 1,5 µm.\n",
        "1. One.\n\n1.1. Two.\n\n1.2. Three.\n\n2. Four.\n",
        "1. One. [It stands in {terms:1.b}.]\n\n2. Vessels, as paragraph 1 says.\n",
    ],
)
def test_what_is_ordinary_is_no_finding(body: str) -> None:
    assert check(ships=article(body + "\nVessels.\n", "3")) == ()


def test_a_reference_to_a_deleted_clause_is_told() -> None:
    (found,) = check(terms=article("“vessel” means a ship.\n", "2", status="deleted"), scope=article("See {terms}.\n"))
    assert (found.rule, found.file) == ("cross-reference", "clauses/100-scope.md")
    assert "deleted" in found.message


def test_a_term_of_a_deleted_clause_is_defined_nowhere_and_used_nowhere() -> None:
    defines = article("“flag” means a piece of cloth.\n\nEach vessel has a flag.\n", "3", "Ships")
    assert check(ships=defines) == ()
    assert check(ships=defines, gone=article("“flag” means a stone.\n", "4", "Gone", "deleted")) == ()
    only = article("“flag” means a flag of cloth. Vessels.\n", "3", "Ships")
    gone = article("Each vessel has a flag.\n", "4", "Gone", "deleted")
    assert [each.rule for each in check(ships=only, gone=gone)] == ["unused-term"]


def test_a_label_that_stands_twice_is_told_as_that_alone() -> None:
    assert [each.rule for each in check(ships=article("1. Vessels.\n\n1. One.\n\n2. Two.\n", "3", "Ships"))] == [
        "repeated-label"
    ]


def test_lines_that_begin_provisions_are_told_as_such_and_other_broken_lines_are_not() -> None:
    (numbered,) = check(ships=article("1. Vessels.\n2. Two.\n", "3", "Ships"))
    (broken,) = check(ships=article("1. Vessels.\n\n2. Two\nlines.\n", "3", "Ships"))
    assert "provisions begin inside" in numbered.message
    assert "--fix" in numbered.remedy
    assert "provisions" not in broken.message
    assert "--fix" not in broken.remedy
    two = check(ships=article("1. Vessels.\n2. Two.\n\n3. Three\nlines.\n", "3", "Ships"))
    told = ["provisions" in each.message for each in two if each.rule == "paragraph-lines"]
    assert told == [True, False]


def test_rules_of_the_whole_treaty_wait_for_files_that_can_not_be_read() -> None:
    assert [each.rule for each in check(terms="broken\n")] == ["front-matter"]


def test_a_missing_roster_and_a_stray_file_are_told() -> None:
    files = {path: text.encode() for path, text in SOUND.items() if path != "signatories.toml"}
    assert [each.rule for each in findings(files)] == ["signatories"]
    assert [each.rule for each in findings({**files, "clauses/notes.txt": b"x\n"})] == ["clause-path", "signatories"]


@pytest.mark.parametrize(
    ("body", "mended"),
    [
        ("1. One.\n2. Two.\n", "1. One.\n\n2. Two.\n"),
        ("1. One:\n(a) this; and\n(b) that.\n2. Two.\n", "1. One:\n\n(a) this; and\n\n(b) that.\n\n2. Two.\n"),
        ("1. One:\n\n(a) this.\n2. Two.\n", "1. One:\n\n(a) this.\n\n2. Two.\n"),
        ("(g) No;\n\n(h) One;\n(i) two.\n", "(g) No;\n\n(h) One;\n\n(i) two.\n"),
        ("1. One:\n(i) this;\n(ii) that.\n", "1. One:\n\n(i) this;\n\n(ii) that.\n"),
        # A sentence that was broken where a number stands, and what doesn't count on, stay in one piece.
        ("1. As is said in paragraph\n2. of this article.\n", None),
        ("1. One.\n4. Two.\n", None),
        ("1. As is said in paragraph\n2. of this article.\n3. is another.\n", None),
        ("1. One;\n(a) two.\n", None),
        ("1. One:\n(c) two.\n", None),
        ("1. One:\n\n(a) this.\n\n2. Two;\n(b) that.\n", None),
        ("(h) One;\n(i) two;\n(j) three.\n", "(h) One;\n\n(i) two;\n\n(j) three.\n"),
        ("One.\n2. Two.\n", None),
        ("1. One,\nand the rest of it.\n", None),
    ],
)
def test_provisions_that_share_a_paragraph_are_parted(body: str, mended: str | None) -> None:
    assert mend(article(body, "3").encode()).decode() == article(mended or body, "3")


@given(st.dictionaries(st.sampled_from([*SOUND, "clauses/900-x.md"]), st.binary(), max_size=2))
def test_any_files_give_findings_and_no_error(files: dict[str, bytes]) -> None:
    for each in findings({**{path: text.encode() for path, text in SOUND.items()}, **files}):
        assert "\n" not in str(each)


bodies = st.text(
    st.sampled_from('ab1. 2()[]{}:"“”\r\n\t \u0301\ufeff\u202eéа|') | st.characters(exclude_categories=("Cs",))
)


@given(bodies)
def test_any_body_gives_findings_and_no_error(body: str) -> None:
    check(ships=article(body, "3"))


LAYOUT = {"byte-order-mark", "line-ends", "nfc", "trailing-spaces", "final-newline"}


@given(bodies)
def test_mending_mends_all_of_the_layout_and_is_done_once(body: str) -> None:
    mended = mend(("\ufeff" + article(body, "3")).encode())
    assert mend(mended) == mended
    assert not {each.rule for each in check(ships=mended)} & LAYOUT


@given(st.text(st.sampled_from("abc é\n\r\t")))
def test_mending_changes_no_word(text: str) -> None:
    assert mend(text.encode()).decode().split() == text.split()


def test_a_file_that_is_not_utf8_is_left_as_it_is() -> None:
    assert mend(b"\xff\r\n") == b"\xff\r\n"


def test_spaces_without_end_inside_a_line_are_looked_at_once() -> None:
    # A step for each pair of them would take years.
    line = f"a{' ' * 2_000_000}b"
    assert mend(f"{line}  \n".encode()) == f"{line}\n".encode()
    assert [each.line for each in trailing_spaces("x", f"{line}\n{line} \n")] == [2]
