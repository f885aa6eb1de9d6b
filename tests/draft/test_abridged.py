"""The text without what nobody changes: nothing that is in dispute is left out, and it is said that something is."""

from __future__ import annotations

import pytest

from drafter.draft.consolidate import consolidate
from drafter.draft.document import Block, Comparison, Document, Heading, Paragraph, Style
from drafter.draft.printing import printed
from drafter.export.markdown import markdown
from drafter.model.problem import Refused
from drafter.model.terms import Kind
from tests.draft.building import Talks, article, worked_example

POINTS = "1. One.\n\n2. States shall:\n\n(a) act;\n\n(b) report.\n\n3. Three.\n\n(a) first;\n\n(b) second.\n"


def shown(talks: Talks, style: Style = "bracketed", *, since: Talks | None = None) -> Document:
    return consolidate(talks.at(), style=style, changes_only=True, since=since.at() if since else None)


def lines(blocks: tuple[Block, ...]) -> list[str]:
    return [
        block.designation if isinstance(block, Heading) else printed(block.content)
        for block in blocks
        if isinstance(block, Heading | Paragraph)
    ]


def test_a_point_stands_under_the_words_that_it_belongs_to() -> None:
    talks = Talks(article("scope", POINTS))
    talks.amend("FRA-000001", {"scope": POINTS.replace("report.", "report at once.")})
    assert lines(shown(talks).blocks) == ["Article 1", "2. States shall:", "(b) report [at once - FRA]."]
    (table,) = [each for each in shown(talks, "comparison").blocks if isinstance(each, Comparison)]
    assert [printed(row.base or ()) for row in table.rows] == ["2. States shall:", "(b) report."]


def test_a_point_of_a_list_that_no_number_stands_above_keeps_what_leads_in_the_list() -> None:
    words = "First words.\n\nThe object is:\n\n(a) one;\n\n(b) two.\n\nLast words.\n"
    talks = Talks(article("scope", words))
    talks.amend("FRA-000001", {"scope": words.replace("two.", "two or more.")})
    assert lines(shown(talks).blocks) == ["Article 1", "The object is:", "(b) two [or more - FRA]."]
    (table,) = [each for each in shown(talks, "comparison").blocks if isinstance(each, Comparison)]
    assert [printed(row.base or ()) for row in table.rows] == ["The object is:", "(b) two."]


def test_clauses_and_parts_in_which_nothing_is_proposed_are_left_out_and_it_is_said() -> None:
    talks = Talks(
        article("one", "", number="I", order="100", kind=Kind.PART),
        article("first", "Words.\n", number="1", order="110"),
        article("two", "", number="II", order="200", kind=Kind.PART),
        article("second", "Words.\n", number="2", order="210"),
        article("third", "Words.\n", number="3", order="220"),
    )
    talks.amend("FRA-000001", {"third": "Other words.\n"})
    for style in ("bracketed", "comparison"):
        document = shown(talks, style)
        headings = [each.designation for each in document.blocks if isinstance(each, Heading)]
        assert headings == ["Part II", "Article 3"]
        assert "- Left out: paragraphs and clauses that nobody proposes to change" in markdown(document)
        assert "Left out" not in markdown(consolidate(talks.at(), style=style))


def test_a_clause_that_comes_or_goes_as_a_whole_stays_whole() -> None:
    talks = Talks(article("scope", POINTS))
    talks.amend("FRA-000001", {"scope": None})
    assert lines(shown(talks).blocks) == lines(consolidate(talks.at(), style="bracketed").blocks)


def test_what_the_text_itself_has_in_brackets_stays_with_all_that_stands_between_them() -> None:
    talks = Talks(article("scope", "1. One.\n\n2. [Two.\n\n3. Three.\n\n4. Four.]\n\n5. Five.\n"))
    assert lines(shown(talks).blocks) == ["Article 1", "2. ⟦Two.", "3. Three.", "4. Four.⟧"]


def test_a_clause_that_somebody_asks_to_keep_is_not_left_out() -> None:
    talks = Talks(article("scope", "1. One.\n\n2. Two.\n"))
    talks.retain("FRA-000001", "scope:2")
    assert lines(shown(talks).blocks)[0] == "Article 1"
    (table,) = [each for each in shown(talks, "comparison").blocks if isinstance(each, Comparison)]
    assert [printed(row.base or ()) for row in table.rows] == ["2. Two."]


def test_every_bracket_and_every_proposal_of_the_whole_text_is_in_the_abridged_one() -> None:
    talks = worked_example()
    whole, short = consolidate(talks.at(), style="bracketed"), shown(talks)
    assert short.brackets == whole.brackets
    assert short.legend == whole.legend
    assert (short.groups, short.signatories) == (whole.groups, whole.signatories)


def test_a_redline_without_what_has_not_changed_says_so() -> None:
    before = Talks(article("scope", POINTS), article("end", "Words.\n", order="900"))
    after = Talks(article("scope", POINTS.replace("first;", "foremost;")), article("end", "Words.\n", order="900"))
    document = shown(after, "redline", since=before)
    assert lines(document.blocks)[:2] == ["Article 1", "3. Three."]
    assert len(document.blocks) == 3
    assert "- Left out: paragraphs and clauses that have not changed" in markdown(document)


@pytest.mark.parametrize("style", ["clean", "compilation"])
def test_a_text_that_shows_no_changes_is_shown_whole(style: Style) -> None:
    with pytest.raises(Refused, match="shown whole"):
        shown(worked_example(), style)
