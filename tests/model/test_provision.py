"""Labels are literal text; addresses come from their nesting."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.model.label import leading_labels
from drafter.model.provision import paragraphs, provision, provisions, repeated
from drafter.model.target import Target


def addresses(*labels: str) -> list[str]:
    body = "\n\n".join(f"{label} text" for label in labels)
    return [".".join(each.path) for each in paragraphs(body)]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ("1. | (a) | (i) | (ii) | (b) | 2. | 2 bis. | 3.", "1 1.a 1.a.i 1.a.ii 1.b 2 2bis 3"),
        ("1. | (g) | (h) | (i) | (j)", "1 1.g 1.h 1.i 1.j"),
        ("(g) | (h) | (i) | (ii) | (i) | (j)", "g h h.i h.ii i j"),
        ("(h) | (i) | (i) | (ii) | (j)", "h i i.i i.ii j"),
        ("(u) | (i) | (ii) | (iii) | (iv) | (v) | (vi) | (v) | (w)", "u u.i u.ii u.iii u.iv u.v u.vi v w"),
        ("(u) | (v) | (w) | (x) | (y)", "u v w x y"),
        ("(t) | (u) | (v)", "t u v"),
        ("1. (a) | (b) | 2. (a) (i) | (ii) | (b) | 3.", "1.a 1.b 2.a.i 2.a.ii 2.b 3"),
        ("(1) | (a) | (b) | (2) | (a) | (A) | (B) | (b) | (3)", "1 1.a 1.b 2 2.a 2.a.a 2.a.b 2.b 3"),
        ("1. | (i) | (ii) | 2. | (a) | (i)", "1 1.i 1.ii 2 2.a 2.a.i"),
        ("(h) | (i) | (i bis) | (j)", "h i ibis j"),
        ("1. | (a) | (a bis) | (b) | 1 bis. | 1 ter.", "1 1.a 1.abis 1.b 1bis 1ter"),
        ("1.1. | 1.2. | 10a.", "1-1 1-2 10a"),
    ],
)
def test_labels_nest_as_treaties_nest_them(labels: str, expected: str) -> None:
    assert addresses(*labels.split(" | ")) == expected.split()


@pytest.mark.parametrize(
    ("text", "labels", "words"),
    [
        ("1. States", ["1."], "States"),
        ("2 bis. States", ["2 bis."], "States"),
        ("2\u00a0bis.\u00a0States", ["2\u00a0bis."], "States"),
        ("1. (a) States", ["1.", "(a)"], "States"),
        ("(a) (b) States", ["(a)"], "(b) States"),
        ("(iv)\tStates", ["(iv)"], "States"),
        ("1.5 million", [], "1.5 million"),
        ("1.", ["1."], ""),
        ("(a)States", [], "(a)States"),
        ("[1. States]", [], "[1. States]"),
        ("States", [], "States"),
        ("(a) 1. States", ["(a)"], "1. States"),
        ("12345. States", [], "12345. States"),
    ],
)
def test_a_label_is_read_at_the_beginning_and_nowhere_else(text: str, labels: list[str], words: str) -> None:
    found, at = leading_labels(text)
    assert [label.text for label in found] == labels
    assert text[at:] == words


BODY = (
    "Chapeau:\n\n1. First:\n\n(a) one;\n\n(b) two:\n\n(i) deep;\n\nbetween\n\n(ii) deeper;\n\n(iii) deepest;\n\n"
    "closing words.\n\n2. Second.\n"
)


def part(label: str) -> str:
    found = provision(BODY, label)
    assert found is not None
    return BODY[found.start : found.end]


def test_a_provision_holds_what_is_nested_in_it_and_its_closing_words() -> None:
    assert part("1") == BODY[BODY.index("1. ") : BODY.index("\n\n2. ")]
    assert part("1.a") == "(a) one;"
    assert part("1.b") == BODY[BODY.index("(b)") : BODY.index("\n\nclosing")]
    assert part("1.b.ii") == "(ii) deeper;"
    assert part("2") == "2. Second."
    assert provision(BODY, "3") is None


def test_the_closing_words_of_a_list_are_not_words_of_its_last_item() -> None:
    body = "Parties shall:\n\n(a) one;\n\n(b) two;\n\nin good faith.\n"
    found = provision(body, "b")
    assert found is not None
    assert body[found.start : found.end] == "(b) two;"


def test_a_line_of_spaces_parts_two_paragraphs() -> None:
    assert [each.path for each in paragraphs("1. one\n   \n  2. two  \n")] == [("1",), ("2",)]


def test_a_label_that_stands_twice_is_given_with_its_first_place_and_named() -> None:
    body = "1. one\n\n1. (b) two\n"
    found = provision(body, "1")
    assert found is not None
    assert body[found.start : found.end] == "1. one"
    assert [each.label for each in repeated(body)] == ["1"]


SNIPPETS = st.sampled_from(
    [
        "1. ",
        "2. ",
        "2 bis. ",
        "(a) ",
        "(b) ",
        "(h) ",
        "(i) ",
        "(ii) ",
        "(A) ",
        "(1) ",
        "(i bis) ",
        "1. (a) ",
        "(a) (i) ",
    ]
)


@given(st.lists(st.tuples(st.one_of(SNIPPETS, st.just("")), st.text(max_size=8)).map("".join)).map("\n\n".join))
def test_every_provision_lies_in_the_body_and_has_an_address(body: str) -> None:
    rows = paragraphs(body)
    assert all(before.end <= after.start for before, after in pairwise(rows))
    assert "\n".join(body[row.start : row.end] for row in rows).split() == body.split()
    for each in provisions(body):
        assert 0 <= each.start <= each.words <= each.end <= len(body)
        assert each.path
        assert Target("clause", each.label).label == each.label
        assert body[each.start :].startswith(each.labels[0])


@given(st.text())
def test_any_text_has_paragraphs(body: str) -> None:
    assert "\n".join(body[row.start : row.end] for row in paragraphs(body)).split() == body.split()
    provisions(body)
