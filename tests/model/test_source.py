"""Front matter: every scalar a string, and no byte touched but the edited value's."""

from __future__ import annotations

import unicodedata

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from drafter.model import source, yamlfields
from drafter.model.problem import Problem
from drafter.model.source import FrontMatter, quoted, read_front_matter, scalar, with_value

KEYS = ("kind", "number", "heading", "status", "note")

plain = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=30)
styles = st.sampled_from(("plain", "single", "double", "literal", "folded"))


def written(value: str, style: str) -> str:
    if style == "single" and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    if style == "literal":
        return "|\n  first\n   second: [x]\n\n  third"
    if style == "folded":
        return ">-\n  folded\n  text"
    return scalar(value) if style == "plain" else quoted(value)


@st.composite
def files(draw: st.DrawFn) -> str:
    newline = draw(st.sampled_from(("\n", "\r\n")))
    lines = [draw(st.sampled_from(("---", "---  ")))]
    for key in draw(st.permutations(KEYS)):
        style = draw(styles)
        comment = "  # a note" if style in ("single", "double") and draw(st.booleans()) else ""
        if draw(st.booleans()):
            lines.append("# Überschrift, 条约")
        lines.append(f"{key}: {written(draw(plain), style)}{comment}")
    lines.append("---")
    bom = draw(st.sampled_from(("", "\ufeff")))
    body = draw(st.text(st.characters(exclude_categories=("Cs",)), max_size=40))
    return bom + newline.join("\n".join(lines).split("\n")) + newline + body


def read(text: str) -> FrontMatter:
    front = read_front_matter(text, "clauses/100-x.md")
    assert isinstance(front, FrontMatter), front
    return front


def refused(text: str) -> Problem:
    problem = read_front_matter(text, "clauses/100-x.md")
    assert isinstance(problem, Problem), problem
    assert problem.file == "clauses/100-x.md"
    return problem


@pytest.mark.parametrize(
    "value", ["NO", "2.10", "010", "yes", "null", "~", "2026-03-02", "1_000", "0x10", "第四條", "été"]
)
def test_every_scalar_stays_the_string_that_it_is(value: str) -> None:
    front = read(f"---\nnumber: {value}\n---\n")
    assert front.fields[0].value == value


def test_quotes_escapes_and_blocks_are_read_as_yaml_reads_them() -> None:
    front = read(
        "---\na: 'it''s'\nb: \"\\u00e9 \\\"x\\\"\"\nc: |\n  one\n  two\n"
        "d: >-\n  one\n  two\ne: [x, 'y']\nf: {g: h}\n---\n"
    )
    assert [field.value for field in front.fields] == ["it's", 'é "x"', "one\ntwo\n", "one two", ("x", "y"), None]


@given(files(), st.sampled_from(KEYS), plain)
def test_editing_a_value_changes_the_bytes_of_that_value_only(text: str, key: str, value: str) -> None:
    front = read(text)
    field = front.field(key)
    assert field is not None
    edited = with_value(text, front, key, value)
    after = read(edited)
    assert {each.key: each.value for each in after.fields} == {
        each.key: value if each.key == key else each.value for each in front.fields
    }
    assert edited.startswith(text[: field.start])
    assert edited.endswith(text[field.end :])
    assert edited[after.body :] == text[front.body :]


@given(files(), plain)
def test_a_new_key_is_added_at_the_end_and_nothing_else_changes(text: str, value: str) -> None:
    front = read(text)
    edited = with_value(text, front, "added", value)
    assert edited.startswith(text[: front.closing])
    assert edited.endswith(text[front.closing :])
    added = read(edited).field("added")
    assert added is not None
    assert added.value == value


@given(files())
def test_both_readers_of_yaml_agree_on_every_place(text: str) -> None:
    fast = read(text)
    before = yamlfields._LOADER
    yamlfields._LOADER = yaml.BaseLoader
    try:
        assert read(text) == fast
    finally:
        yamlfields._LOADER = before


WORDS = (
    *(
        "a",
        "Zu",
        "é",
        "e\u0301",
        "ü",
        "条约",
        "𝒳",
        "ß",
        "0",
        "010",
        "2.10",
        "NO",
        "true",
        "null",
        "1e3",
        "-",
        "---",
        "...",
    ),
    *(
        " ",
        "  ",
        "\t",
        "\u00a0",
        "\u2028",
        "\x85",
        "\ufeff",
        "_",
        "'",
        '"',
        "\\",
        ":",
        ": ",
        " #",
        "#",
        ",",
        "[",
        "]",
        "{",
        "}",
    ),
    *("&", "*", "!", "|", ">", "%", "@", "`", "?", "(", ")", "/", "’", "–", "=", "<<", "~"),
)
"""What a value can be made of to make two readers disagree."""
made = st.lists(st.sampled_from(WORDS), max_size=4).map("".join)


@st.composite
def headers(draw: st.DrawFn) -> str:
    out = ""
    for key in draw(st.lists(st.sampled_from((*KEYS, "sources", "own-word", "Kind", "yes", "a-")), max_size=4)):
        quotes = draw(st.sampled_from(("", '"')))
        if draw(st.booleans()):
            out += f"{key}:{draw(st.sampled_from((' ', '  ', '')))}{quotes}{draw(made)}{quotes}\n"
        else:
            items = draw(st.lists(made, max_size=3))
            out += f"{key}:\n" + "".join(f"  - {quotes}{item}{quotes}\n" for item in items)
    return out


@given(headers())
def test_what_is_plainly_written_yaml_reads_alike(header: str) -> None:
    found = source.plain_fields(header, 4)
    if found is not None and source._CONTROL.search(header) is None:
        assert found == yamlfields.read_fields(header, 4, "clauses/100-x.md")


def test_a_clause_file_as_drafter_writes_it_needs_no_yaml_reader() -> None:
    header = 'kind: article\nnumber: "4 bis"\nheading: Protection of critical infrastructure\nstatus: open\n'
    header += 'sources:\n  - "ICRC, 2019"\n  - "UN Charter"\n'
    assert source.plain_fields(header, 4) == yamlfields.read_fields(header, 4, "clauses/100-x.md")


def test_the_fast_reader_is_the_one_in_use() -> None:
    assert not yaml.__with_libyaml__ or yamlfields._LOADER is yaml.CBaseLoader


@given(plain)
def test_a_written_scalar_reads_back(value: str) -> None:
    for form in (scalar(value), quoted(value)):
        assert read(f"---\nheading: {form}\n---\n").fields[0].value == value
        assert "\n" not in form


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_any_text_can_be_quoted(value: str) -> None:
    assert read(f"---\nheading: {quoted(value)}\n---\n").fields[0].value == value


@pytest.mark.parametrize("word", ["NO", "no", "Yes", "true", "Null", "off", "n", "y"])
def test_a_word_that_other_readers_take_for_a_truth_value_is_quoted(word: str) -> None:
    assert scalar(word) == f'"{word}"'


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("---\na: b\n---\n\nText\n", "Text\n"),
        ("---\na: b\n---\nText\n", "Text\n"),
        ("---\na: b\n---\n\n\nText\n", "\nText\n"),
        ("---\r\na: b\r\n---\r\n\r\nText\r\n", "Text\r\n"),
        ("---\na: b\n---", ""),
        ("---\na: b\n---\n", ""),
        ("---\na: b\n---\n\n", ""),
        ("---\na: b\n---  \n\n---\n", "---\n"),
        ("\ufeff---\na: b\n---\n\nText", "Text"),
    ],
)
def test_the_body_begins_after_the_closing_line_and_one_blank_line(text: str, body: str) -> None:
    assert text[read(text).body :] == body


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("Text\n", 1, "doesn't begin with front matter"),
        ("", 1, "doesn't begin with front matter"),
        ("--- \n# unclosed\nkind: article\n", 1, "not closed"),
        ("---\nkind: 'article\n---\n", 3, "not YAML"),
        ("---\nkind: article\nheading: a: b\n---\n", 3, "not YAML"),
        ("---\nkind: article\n\tnumber: 4\n---\n", 3, "not YAML"),
        ("---\njust words\n---\n", 2, "not one `key: value` a line"),
        ("---\n- kind\n---\n", 2, "not one `key: value` a line"),
        ("---\n{kind: article}\n---\n", 2, "not one `key: value` a line"),
        ("---\n kind: article\n---\n", 2, "not one `key: value` a line"),
        ("---\nkind: a\nkind: b\n---\n", 3, "`kind` stands twice"),
        ("---\nkind: a\n[x]: b\n---\n", 3, "a key of the front matter"),
        ("---\nkind: &x a\nheading: *x\n---\n", 3, "alias"),
        ("---\nkind: &x a\nsources: [*x]\n---\n", 3, "alias"),
        ("---\nkind: a\n...\n---\n\nText\n", None, ""),
        ("---\nkind: a\nnote: \x07\n---\n", 3, "control character U+0007"),
        ("---\nkind: é\nnote: \ufeff\n---\n", 3, "control character U+FEFF"),
    ],
)
def test_broken_front_matter_is_told_with_its_line(text: str, line: int | None, said: str) -> None:
    if line is None:
        assert read(text).fields[0].value == "a"
        return
    problem = refused(text)
    assert problem.line == line
    assert said in problem.message
    assert problem.remedy


@pytest.mark.parametrize("opening", ["[ ", "{a: ", "- ", "? "])
def test_hostile_nesting_does_not_end_the_process(opening: str) -> None:
    read_front_matter(f"---\nheading: x\nnote: {opening * 100_000}\n---\n", "clauses/100-x.md")
    read_front_matter(f"---\n{opening * 100_000}\n---\n", "clauses/100-x.md")


@given(st.text())
def test_any_text_gives_front_matter_or_one_problem(text: str) -> None:
    for source_text in (text, f"---\n{text}\n---\n"):
        read_front_matter(source_text, "clauses/100-x.md")


def test_letters_composed_otherwise_keep_their_places() -> None:
    text = unicodedata.normalize("NFD", "---\nheading: Été 🌍\nstatus: open\n---\n")
    front = read(text)
    field = front.field("status")
    assert field is not None
    assert text[field.start : field.end] == "open"
