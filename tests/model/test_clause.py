"""A clause file is kept to the byte."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.model.clause import Clause, compose_clause, parse_clause
from drafter.model.problem import Problem
from drafter.model.terms import ClauseStatus, Kind
from drafter.model.treaty import parse_clauses, parse_treaty

ARTICLE = '---\nkind: article\nnumber: "4"\nheading: Scope\nstatus: open\nnote: kept\n---\n\n1. Text.\n'

texts = st.text(st.characters(exclude_categories=("Cs",)))
lines = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\n"))


def clause(source: str | bytes, path: str = "clauses/100-scope.md") -> Clause:
    read = parse_clause(path, source)
    assert isinstance(read, Clause), read
    return read


def problem(source: str | bytes, path: str = "clauses/100-scope.md") -> Problem:
    read = parse_clause(path, source)
    assert isinstance(read, Problem), read
    assert read.file == path
    return read


@given(
    kind=st.sampled_from(Kind),
    number=st.sampled_from(("", "4", "4 bis", "II", "III.A", "四")),
    heading=lines,
    status=st.sampled_from(ClauseStatus),
    sources=st.lists(texts, max_size=3).map(tuple),
    body=texts,
)
def test_what_is_composed_reads_back(
    kind: Kind, number: str, heading: str, status: ClauseStatus, sources: tuple[str, ...], body: str
) -> None:
    made = compose_clause(
        "scope", "100", kind=kind, number=number, heading=heading, status=status, sources=sources, body=body
    )
    read = clause(made.source.encode())
    assert read == made
    assert (read.kind, read.number, read.heading) == (kind, number, heading)
    assert (read.status, read.sources, read.body) == (status, sources, body)
    assert read.path == "clauses/100-scope.md"


@given(texts, st.sampled_from((ARTICLE, ARTICLE.replace("\n", "\r\n"), ARTICLE.split("\n1.")[0], ARTICLE[:-11])))
def test_another_body_leaves_the_front_matter_as_it_is(body: str, source: str) -> None:
    before = clause(source)
    after = before.with_body(body)
    assert after.body == body
    closing = before.source[: before.front.closing + 3]
    assert after.source.startswith(closing)
    if "\r\n" in source and body:
        assert after.source.removesuffix(body) == closing + "\r\n\r\n"


@pytest.mark.parametrize("key", ["status", "heading", "note", "added"])
def test_one_value_changes_and_the_body_stays(key: str) -> None:
    after = clause(ARTICLE).with_value(key, "agreed")
    assert after.body == "1. Text.\n"
    assert after.source.replace("agreed", "") != ARTICLE
    assert "note: " in after.source


def test_a_status_that_is_none_is_not_written() -> None:
    with pytest.raises(ValueError, match="unknown status"):
        clause(ARTICLE).with_value("status", "perhaps")


def test_the_hash_of_a_text_covers_heading_and_body_but_neither_number_nor_status() -> None:
    first = clause(ARTICLE)
    assert first.text_sha256 == hashlib.sha256(b"Scope\n\n1. Text.\n").hexdigest()
    assert first.with_value("number", "5").with_value("status", "agreed").text_sha256 == first.text_sha256
    assert first.with_value("heading", "Scopes").text_sha256 != first.text_sha256


def test_a_clause_is_called_by_kind_number_and_heading() -> None:
    assert clause(ARTICLE.replace('"4"', "4 bis")).title == "Article 4 bis. Scope"
    preamble = compose_clause("preamble", "010", kind=Kind.PREAMBLE)
    assert preamble.title == "Preamble"


@pytest.mark.parametrize(
    ("source", "line", "said", "remedy"),
    [
        (ARTICLE.replace("article", "artcle"), 2, "unknown kind `artcle`", "did you mean article?"),
        (ARTICLE.replace("open", "opn"), 5, "unknown status `opn`", "did you mean open?"),
        (ARTICLE.replace("open", "xyzzy"), 5, "unknown status `xyzzy`", "use one of open, bracketed"),
        (ARTICLE.replace('"4"', '"4!"'), 3, "`4!` is not the number", '"4 bis"'),
        (ARTICLE.replace('"4"', "[4]"), 3, "`number` is not one line of text", 'number: "4"'),
        (ARTICLE.replace("Scope", "|\n  a\n  b"), 4, "`heading` is not one line of text", "heading: Scope"),
        (ARTICLE.replace("kind: article\n", ""), 1, "`kind` is missing", "kind: article"),
        (ARTICLE.replace("status: open\n", ""), 1, "`status` is missing", "status: open"),
        ("Text\n", 1, "doesn't begin with front matter", "---"),
        (ARTICLE.encode().replace(b"Text", b"T\xe9xt"), 9, "not UTF-8", "UTF-8"),
    ],
)
def test_a_broken_clause_is_told_with_line_and_remedy(source: str | bytes, line: int, said: str, remedy: str) -> None:
    found = problem(source)
    assert found.line == line
    assert said in found.message
    assert remedy in found.remedy
    assert "\n" not in str(found)


@pytest.mark.parametrize(
    "path",
    ["clauses/scope.md", "clauses/100-Scope.md", "clauses/100-a--b.md", "clauses/100-a.md\n", "clauses/x/100-a.md",
     "100-a.md", f"clauses/{'9' * 5000}-a.md", "clauses/100-..md", "clauses/１00-a.md"],
)  # fmt: skip
def test_a_path_that_is_no_clause_is_refused(path: str) -> None:
    assert problem(ARTICLE, path).rule == "clause-path"


def test_clauses_stand_in_the_order_of_their_digits_whatever_their_width() -> None:
    files = {f"clauses/{order}-{id}.md": ARTICLE.encode() for order, id in (("9", "b"), ("10", "a"), ("010", "c"))}
    clauses, problems = parse_clauses(files)
    assert [each.id for each in clauses] == ["b", "c", "a"]
    assert not problems


def test_an_id_that_stands_twice_is_told_with_both_files() -> None:
    _, (found,) = parse_clauses({"clauses/100-a.md": ARTICLE.encode(), "clauses/200-a.md": ARTICLE.encode()})
    assert (found.rule, found.file, found.line) == ("duplicate-id", "clauses/200-a.md", 1)
    assert "clauses/100-a.md" in found.message


def test_a_treaty_that_can_not_be_read_gives_every_problem() -> None:
    files = {"clauses/100-a.md": b"x", "clauses/200-b.md": b"y"}
    roster, clauses, problems = parse_treaty(files)
    assert (roster, clauses) == (None, ())
    assert [each.file for each in problems] == ["signatories.toml", "clauses/100-a.md", "clauses/200-b.md"]


@given(st.binary())
def test_any_bytes_give_a_clause_or_one_problem(source: bytes) -> None:
    parse_clause("clauses/100-a.md", source)
    parse_clause("clauses/100-a.md", b"---\nkind: article\nstatus: open\n---\n" + source)
