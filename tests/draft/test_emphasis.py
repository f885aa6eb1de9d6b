"""The inline dialect knows emphasis, strong and escapes; brackets are text."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from drafter.draft.consolidate import consolidate
from drafter.draft.document import Paragraph
from drafter.draft.emphasis import Run, closed, runs, without_marks
from drafter.draft.inline import Bracket, Inline, Wording, Words
from drafter.draft.printing import printed, stretches
from tests.draft.building import Talks, article
from tests.text.texts import law


def test_emphasis_strong_and_both() -> None:
    assert runs("*Recalling* the **Charter** and ***all***") == (
        Run("Recalling", "emphasis"),
        Run(" the ", "plain"),
        Run("Charter", "strong"),
        Run(" and ", "plain"),
        Run("all", "both"),
    )


@pytest.mark.parametrize(
    "words", ["[Parties](States)", "[shall]", "<b>", "`x`", "&amp;", "http://x", "- [ ]", "# 4", "a * b"]
)
def test_what_other_dialects_take_for_marks_is_text(words: str) -> None:
    assert runs(words) == (Run(words, "plain"),)


def test_an_escape_is_the_character_itself() -> None:
    assert without_marks("\\*not emphasis\\* \\[x\\]") == "*not emphasis* [x]"


@given(st.text(alphabet=st.sampled_from('ab [](){}|\n.1é国-\t"“<>&`~#'), max_size=60))
def test_words_without_marks_lose_nothing(words: str) -> None:
    assert "".join(run.text for run in runs(words)).split() == words.split()


def test_emphasis_that_a_bracket_cuts_is_closed_and_opened_again() -> None:
    talks = Talks(article("preamble", "*Recalling also* the Charter of the United Nations in full,\n"))
    talks.amend("IND-000001", {"preamble": "*Recalling further* the Charter of the United Nations in full,\n"})
    document = consolidate(talks.at(), style="bracketed")
    [content] = [block.content for block in document.blocks if isinstance(block, Paragraph)]
    assert printed(content) == "*Recalling* [*also* / *further* - IND] the Charter of the United Nations in full,"
    issued = talks.issue("Rev.1")
    talks.decide(
        "edit", ["preamble"], bodies={"preamble": "*Recalling further* the Charter of the United Nations in full,\n"}
    )
    document = consolidate(talks.at(), style="redline", since=issued, decisions=talks.since(issued))
    [content] = [block.content for block in document.blocks if isinstance(block, Paragraph)]
    assert printed(content).startswith(f"*Recalling* [-*also*-]{{+*further* - edit {talks.main[:8]}+}} the Charter")


def test_content_without_a_cut_pair_stays_as_it_is() -> None:
    whole = (Words("*Recalling* a \\[b "), Bracket("insertion", (Wording((Words("c"),), "proposed"),)), Words(" d * e"))
    assert closed(whole) == whole


MARKED = st.text(alphabet=st.sampled_from("ab *_\\.["), max_size=12)


@given(MARKED, MARKED, MARKED)
def test_closing_emphasis_loses_no_word(before: str, inside: str, behind: str) -> None:
    content = (Words(before), Bracket("insertion", (Wording((Words(inside),), "proposed"),)), Words(behind))
    shown = "".join(without_marks(each.text) for each in stretches(closed(content)) if each.role == "words")
    for letter in "ab":
        assert shown.count(letter) == (before + inside + behind).count(letter)


SET = st.sampled_from(
    ["a", "b", "c", "shall", "*a*", "*b c*", "**d**", "*a **b** c*", "*a", "b*", "**c", "d**", "_e_", "\\*", "[x]", ","]
)
LINES = st.lists(SET, min_size=1, max_size=8).map(" ".join)
# A mark without its partner sets nothing in its text; beside another text's it would.
PAIRED = st.lists(SET.filter(lambda each: each not in ("*a", "b*", "**c", "d**")), min_size=1, max_size=8).map(" ".join)


def said(text: str) -> list[tuple[str, str]]:
    """How each character is set, white space aside."""
    return [(character, run.weight) for run in runs(text) for character in run.text if not character.isspace()]


def one_side(content: Sequence[Inline], role: str) -> list[tuple[str, str]]:
    """What a reader sees of one text in the brackets of one proposal, piece by piece."""
    found = []
    for each in content:
        if isinstance(each, Bracket):
            for wording in each.wordings:
                found += one_side(wording.content, role) if wording.role == role else []
        else:
            assert isinstance(each, Words)
            found += said(each.text)
    return found


@law
@given(PAIRED, PAIRED)
def test_each_wording_in_a_bracket_is_set_as_in_its_text(base: str, new: str) -> None:
    talks = Talks(article("scope", f"{base}\n"))
    talks.amend("NOR-000001", {"scope": f"{new}\n"})
    contents = [
        block.content
        for block in consolidate(talks.at(), style="bracketed").blocks
        if isinstance(block, Paragraph) and not block.change
    ]
    assume(base != new and len(contents) == 1)
    assert one_side(contents[0], "base") == said(base)
    assert one_side(contents[0], "proposed") == said(new)
