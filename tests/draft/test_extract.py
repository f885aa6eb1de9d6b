"""An extract: some clauses of a text, with all that is proposed and decided about them, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from drafter.draft.consolidate import consolidate
from drafter.draft.document import Document, Style
from drafter.draft.dossier import dossier
from drafter.export.markdown import markdown
from drafter.model import resolve
from drafter.model.negotiation import Negotiation
from drafter.model.terms import ClauseStatus, Kind, Stance
from tests.draft.building import Talks, article

STYLES: tuple[Style, ...] = ("clean", "bracketed", "redline", "compilation", "comparison")


def talks() -> Talks:
    """Three articles of which a fourth was taken out; new ones are proposed in every gap, also before the first."""
    made = Talks(
        article("preamble", "Words.\n", number="", order="100", kind=Kind.PREAMBLE),
        article("scope", "1. One.\n\n2. Two.\n", number="1", order="200"),
        article("gone", "Gone.\n", number="2", order="300"),
        article("last", "Last.\n", number="3", order="400"),
    )
    made.issue("Rev.1")
    made.amend("FRA-000001", {"opening": article("opening", "First.\n", order="050", number="0")})
    made.amend("BRA-000001", {"scope": "1. One or more.\n\n2. Two.\n", "last": "Last words.\n"})
    made.amend("USA-000001", {"after-scope": article("after-scope", "New.\n", order="250", number="1 bis")})
    made.amend("IND-000001", {"at-the-end": article("at-the-end", "End.\n", order="500", number="4")})
    made.amend("JPN-000001", {"scope": "1. One.\n\n2. Both.\n"})
    made.withdraw("JPN-000001")
    made.position("NOR", "BRA-000001", Stance.OPPOSE)
    made.position("NOR", "USA-000001", Stance.SUPPORT)
    return made


def decided(made: Talks) -> Negotiation:
    """Give the text before the secretariat took one article out."""
    before = made.at()
    made.decide("edit", ["gone"], bodies={"scope": "1. One.\n\n2. Two and three.\n"})
    del made.clauses["gone"]
    return before


def shown(made: Talks, style: Style, before: Negotiation, clause: str | None = None) -> Document:
    negotiation = made.at()
    since = before if style == "redline" else None
    clauses = resolve.span(negotiation, clause, before.treaty) if clause is not None else ()
    decisions = made.since(before) if style == "redline" else ()
    return consolidate(negotiation, style=style, since=since, decisions=decisions, clauses=clauses)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    "ranges", [("preamble..preamble", "scope..scope", "last..last"), ("preamble..scope", "last..last")]
)
def test_committees_that_divide_a_text_have_every_word_of_it_once_between_them(
    style: Style, ranges: Sequence[str]
) -> None:
    made = talks()
    before = decided(made)
    whole = shown(made, style, before)
    extracts = [shown(made, style, before, each) for each in ranges]
    assert tuple(block for each in extracts for block in each.blocks) == whole.blocks
    assert {entry for each in extracts for entry in each.changes} == set(whole.changes)
    assert sorted(entry.amendment for each in extracts for entry in each.annex) == [
        entry.amendment for entry in whole.annex
    ]
    assert sum(each.brackets for each in extracts) == whole.brackets


def test_an_extract_lists_what_was_decided_and_proposed_about_its_clauses_and_nothing_else() -> None:
    made = talks()
    before = decided(made)

    def listed(style: Style, clause: str | None) -> list[str]:
        return [id for each in shown(made, style, before, clause).changes for id in each.amendments or each.clauses]

    assert listed("bracketed", "scope") == ["BRA-000001", "JPN-000001", "JPN-000001"]
    assert listed("bracketed", "last") == ["BRA-000001"]
    assert listed("bracketed", "preamble") == []
    assert (listed("redline", "scope"), listed("redline", None)) == ([], ["gone"])


def test_an_article_proposed_behind_the_last_of_a_range_is_in_that_range_and_in_no_other() -> None:
    negotiation = talks().at()
    assert resolve.span(negotiation, "preamble..scope") == ("opening", "preamble", "scope", "after-scope")
    assert resolve.span(negotiation, "gone..last") == ("gone", "last", "at-the-end")
    assert resolve.span(negotiation, "scope") == ("scope",)
    assert resolve.span(negotiation, "after-scope") == ("after-scope",)


def test_an_extract_says_on_its_first_page_which_clauses_it_holds() -> None:
    made = talks()
    before = made.at()
    said = [
        line for line in markdown(shown(made, "bracketed", before, "scope..last")).splitlines() if "Extract" in line
    ]
    assert said == ["- Extract: Article 1 – Article 3"]
    assert shown(made, "bracketed", before, "after-scope").extract == "Article 1 bis"
    assert "Extract" not in markdown(shown(made, "bracketed", before))


def test_everything_that_stands_in_a_page_of_an_extract_is_about_its_clauses() -> None:
    negotiation = talks().at()
    clauses = resolve.span(negotiation, "preamble..scope")
    made = dossier(negotiation, style="bracketed", clauses=clauses)
    assert {each.row.id for each in made.amendments} == {"FRA-000001", "BRA-000001", "USA-000001", "JPN-000001"}
    assert all({block.clause for block in view.blocks} <= {*clauses} for view in made.views)
    assert [str(each.line.target) for each in made.standpoints] == [
        "preamble", "scope", "BRA-000001", "FRA-000001", "USA-000001",
    ]  # fmt: skip
    assert len(made.positions) == 2
    assert made.counts == ()


def test_an_extract_of_adopted_clauses_is_no_adopted_text_while_another_clause_is_open() -> None:
    made = Talks(
        article("scope", "Words.\n", status=ClauseStatus.ADOPTED),
        article("last", "Words.\n", number="2", order="200"),
    )
    extract = consolidate(made.at(), style="clean", clauses=["scope"])
    assert extract.notice == "Nothing is agreed until everything is agreed."
    made.decide("status", ["last"], status={"last": "adopted"})
    extract = consolidate(made.at(), style="clean", clauses=["scope"])
    assert extract.notice == "Every clause of this text is adopted."


def test_a_decision_on_an_amendment_that_does_not_count_is_told_by_the_clauses_that_it_names() -> None:
    made = talks()
    made.amend("NOR-000001", {"scope": "1. None.\n\n2. Two.\n"})
    made.decide("status", ["NOR-000001"], status={"NOR-000001": "deferred"})
    made.decide("adopt", ["scope", "NOR-000001"], bodies={"scope": "1. None.\n\n2. Two.\n"}, subject="Adopt one")
    del made.amendments["NOR-000001"]
    told = consolidate(made.at(), style="clean", clauses=["scope"]).changes
    assert [each.subject for each in told] == ["Adopt one"]
    assert consolidate(made.at(), style="clean", clauses=["last"]).changes == ()
