"""A paragraph that became several, or several that became one: which belong to it, and which only stand beside."""

import pytest

from drafter.text.alignment import align
from drafter.text.paragraphs import paragraphs

A = "States shall protect every hospital within their own territory"
B = "each Party reports annually about incidents that it noticed"
C = "nothing here affects rights under general international law"
D = "disputes among Parties go before an impartial tribunal first"
E = "amendments need approval from two thirds present and voting"
F = "this instrument remains open for signature until next December"
X = "ministers gather wherever hosts invite them once per decade"
Y = "languages used during sessions include Arabic Chinese Russian"


def one(*sentences: str) -> str:
    return "; ".join(sentences) + "."


def became(base: list[str], new: list[str]) -> list[tuple[str, str]]:
    """Say which paragraphs became which, those that stand alone left out: `0` became `123`."""
    steps = align(*(paragraphs("\n\n".join(each) + "\n") for each in (base, new)))
    found = [(range(each.start, each.end), range(each.start2, each.end2)) for each in steps]
    return [("".join(map(str, old)), "".join(map(str, young))) for old, young in found if old and young]


@pytest.mark.parametrize(
    ("whole", "parts", "want"),
    [
        ([one(A, B, C)], [A, B, C], [("0", "012")]),
        ([one(A, B)], [A, B], [("0", "01")]),
        # What stands before, behind and between is no part.
        ([one(A, B, C)], [X, A, B, C, Y], [("0", "123")]),
        ([X, one(A, B, C), Y], [E, A, B, C, F], [("1", "123")]),
        ([one(A, B, C, D)], [A, X, B, C, D], [("0", "234")]),
        # Several in one place.
        ([one(A, B, C), one(D, E, F)], [A, B, C, D, E, F], [("0", "012"), ("1", "345")]),
        ([one(A, B, C), D, E, F], [A, B, C, one(D, E, F)], [("0", "012"), ("123", "3")]),
        ([X, one(A, B, C), one(D, E, F)], [X, A, B, C, Y, D, E, F], [("0", "0"), ("1", "123"), ("2", "567")]),
        # Too little of the whole, and a part that has more words of its own.
        ([one(A, B, C, D, E)], [A, B], []),
        ([one(A, B, C)], [one(A, X, Y), one(B, D, E), one(C, F)], []),
    ],
)
def test_parts_in_a_row_that_make_up_a_paragraph_are_that_paragraph(
    whole: list[str], parts: list[str], want: list[tuple[str, str]]
) -> None:
    assert became(whole, parts) == want
    assert became(parts, whole) == [(young, old) for old, young in want]


@pytest.mark.parametrize(
    ("whole", "parts", "want"),
    [
        # A paragraph that stays most of what it was, and what was taken out of it, before it or behind it.
        ([one(A, B, C)], [one(A, B), C], [("0", "01")]),
        ([one(A, B, C)], [A, one(B, C)], [("0", "01")]),
        ([one(A, B, C, D)], [A, one(B, C), D], [("0", "012")]),
        ([one(A, B, C, D, E)], [A, B, one(C, D, E)], [("0", "012")]),
        ([one(A, B)], [one(A, B), A], [("0", "0")]),
        ([one(A, B, C)], [one(A, B), X, C], [("0", "0")]),
        ([one(A, B, C)], [one(A, B), one(C, X, Y)], [("0", "0")]),
        # A part of a few words is too little to tell.
        (["1. " + one(A, B, "report twice")], ["1. " + one(A, B), "2. Report twice."], [("0", "0")]),
        # Who bears the number of the whole belongs to it, however little it holds.
        (
            ["1. All of them jointly ensure: " + one(A, B, C)],
            ["1. All of them jointly ensure:", "(a) " + A + ";", "(b) " + one(B, C)],
            [("0", "012")],
        ),
    ],
)
def test_what_was_taken_out_of_a_paragraph_belongs_to_it_where_it_stands_beside(
    whole: list[str], parts: list[str], want: list[tuple[str, str]]
) -> None:
    assert became(whole, parts) == want
    assert became(parts, whole) == [(young, old) for old, young in want]
