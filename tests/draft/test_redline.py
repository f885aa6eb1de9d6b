"""A redline holds both texts, word for word."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from drafter.draft.redline import redline
from drafter.text.inline import Deleted, Inserted, Words

WORDS = st.sampled_from(
    [
        "States",
        "shall",
        "not",
        "refrain",
        "from",
        "harm",
        "[shall]",
        "report",
        "promptly",
        "1.",
        "(a)",
        "每",
        "国",
        "*All*",
    ]
)
PARAGRAPH = st.lists(WORDS, min_size=1, max_size=9).map(" ".join)
BODY = st.lists(PARAGRAPH, max_size=6).map(lambda paragraphs: "\n\n".join(paragraphs) + "\n")


def sides(old: str, new: str) -> tuple[str, str]:
    """Give what a redline says was, and what it says is."""
    was, now = [], []
    for paragraph in redline(old, new):
        for each in paragraph.content:
            assert isinstance(each, Words | Inserted | Deleted)
            if not isinstance(each, Inserted):
                was.append(each.text)
            if not isinstance(each, Deleted):
                now.append(each.text)
        was.append(" ")
        now.append(" ")
    return "".join(was), "".join(now)


@given(BODY, BODY)
@example("1. a\n\n2. b\n", "1. a b\n")
def test_reject_all_gives_the_old_words_and_accept_all_the_new(old: str, new: str) -> None:
    was, now = (re.sub(r"\s", "", side) for side in sides(old, new))
    assert now == re.sub(r"\s", "", new)
    if any(paragraph.change == "moved" for paragraph in redline(old, new)):
        assert sorted(was) == sorted(re.sub(r"\s", "", old))
    else:
        assert was == re.sub(r"\s", "", old)


@given(BODY)
def test_a_text_that_did_not_change_has_no_marks(body: str) -> None:
    assert not any(paragraph.changed for paragraph in redline(body, body))


@given(BODY, BODY)
def test_accepting_everything_gives_the_new_text_to_the_byte(old: str, new: str) -> None:
    kept = [paragraph for paragraph in redline(old, new) if paragraph.new is not None]
    assert [paragraph.new for paragraph in kept] == list(range(len(kept)))
    text = ""
    for paragraph in kept:
        said = "".join(each.text for each in paragraph.content if isinstance(each, Words | Inserted))
        # Where a paragraph was split, its end is an insertion too.
        text += said if said.endswith("\n\n") else said + paragraph.separator
    assert text == new or not new.strip()


def test_a_paragraph_that_was_split_shows_what_was_put_in() -> None:
    old = "1. States shall report all incidents to the Conference and shall also protect the systems of hospitals.\n"
    new = "1. States shall report all incidents to the Conference.\n\n2. They shall protect the systems of hospitals.\n"
    shown = redline(old, new)
    assert [paragraph.label for paragraph in shown if paragraph.change != "deleted"] == ["1.", "2."]
    assert sides(old, new)[1].split() == new.split()


def test_the_end_of_a_paragraph_that_was_split_is_put_in() -> None:
    old = "1. States shall report all incidents. They shall also protect the systems of hospitals.\n"
    new = "1. States shall report all incidents.\n\nThey shall also protect the systems of hospitals.\n"
    first, second = redline(old, new)
    assert first.content[-1] == Inserted("\n\n")
    assert second.content[-1] == Words("They shall also protect the systems of hospitals.")
