"""In a Word file that several have changed, each change, clause and comment is that of whoever made it."""

from __future__ import annotations

from lxml import etree

from drafter.export.docx import tracked
from drafter.model.terms import Kind, Stance
from drafter.model.word import W
from tests.draft.building import NOR
from tests.intake.test_docx_amendments import BODY, clean, returned, rules, talks
from tests.intake.word import LATER, Delegate


def commented(delegate: Delegate, author: str, text: str, *, begin: str, end: str, id: str = "9002") -> None:
    """Comment on all from one paragraph to another, as Word does."""
    assert delegate.comments is not None
    words = f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
    said = f'<w:comment xmlns:w="{W}" w:id="{id}" w:author="{author}" w:date="{LATER}">{words}</w:comment>'
    delegate.comments.append(etree.fromstring(said))
    paragraphs = list(delegate.document.iter(f"{{{W}}}p"))
    first, last = (next(each for each in paragraphs if words in "".join(each.itertext())) for words in (begin, end))
    first.insert(1, etree.fromstring(f'<w:commentRangeStart xmlns:w="{W}" w:id="{id}"/>'))
    last.append(etree.fromstring(f'<w:commentRangeEnd xmlns:w="{W}" w:id="{id}"/>'))


def add_clause(delegate: Delegate, heading: str, body: str, style: str = "Heading2") -> None:
    delegate.add_paragraph(body, behind="to the Depositary")
    delegate.add_paragraph(heading, behind="to the Depositary", style=style)


def test_a_comment_is_the_rationale_of_its_own_author_only_in_the_clauses_on_which_it_stands() -> None:
    talk = talks()
    talk.amend(NOR, {"end": "1. Very last words.\n"}, rationale="Clearer.")
    talk.position("BRA", NOR, Stance.OPPOSE, statement="No need.")
    negotiation = talk.at()
    brazil = Delegate(tracked(negotiation, [NOR]), "Brazil").delete("critical ")
    commented(brazil, "Brazil", "Too narrow.", begin="States shall", end="to the Depositary")
    commented(brazil, "France", "Why?", begin="Each", end="Each", id="9003")
    france = Delegate(brazil.saved(), "France").insert(" swiftly", behind="to the Depositary")
    read = returned(france.insert(" of all", behind=" words"), negotiation)
    assert [(each.signatory, each.change.clause, each.rationale) for each in read.amendments] == [
        ("BRA", "scope", "Too narrow."),
        ("FRA", "scope", "Why?"),
        ("FRA", "end", ""),
    ]
    # What is on record already is nobody's reason for something new, its own author's neither.
    norway = Delegate(tracked(negotiation, [NOR]), "Norway").insert(" at that", behind=" words")
    read = returned(norway, negotiation)
    assert [(each.signatory, each.rationale) for each in read.amendments] == [("NOR", "")]
    assert rules(read) == []


def test_new_clauses_of_one_heading_and_those_of_other_kinds_have_ids_and_places_of_their_own() -> None:
    talk = talks()
    talk.amend(NOR, {"end": "1. Very last words.\n"})
    delegate = Delegate(clean(talk.at()), "Brazil")
    add_clause(delegate, "Annex I. Scope", "Third.", "Heading1")
    add_clause(delegate, "Article 3. Scope", "Second.")
    add_clause(delegate, "Article 1 bis. Scope", "First.")
    made = [each.change.after for each in returned(delegate, talk.at()).amendments]
    assert [(each.kind, each.number, each.body) for each in made if each] == [
        (Kind.ARTICLE, "1 bis", "First.\n"),
        (Kind.ARTICLE, "3", "Second.\n"),
        (Kind.ANNEX, "I", "Third.\n"),
    ]
    ids = [each.id for each in made if each]
    assert len({"scope", "end", *ids}) == 5
    orders = ["100", *(each.order for each in made if each), "200"]
    assert orders == sorted(set(orders))
    # An id is never given twice, whatever became of the proposal that had it first.
    for each in made:
        assert each is not None
        talk.amend(f"USA-00000{each.number[0]}", {each.id: each})
        talk.withdraw(f"USA-00000{each.number[0]}")
    again = [each.change.clause for each in returned(delegate, talk.at()).amendments]
    assert not {"scope", "end", *ids} & set(again)


def test_who_changes_a_clause_that_another_puts_in_amends_that_one_where_it_is_tabled_and_is_named_where_not() -> None:
    delegate = Delegate(clean(talks().at()), "Brazil")
    add_clause(delegate, "Article 1 bis. Reports", "States must inform.")
    read = returned(Delegate(delegate.saved(), "France").delete("must "), talks().at())
    assert [(each.signatory, each.change.proposed_text) for each in read.amendments] == [
        ("BRA", "Reports\n\nStates must inform.\n")
    ]
    assert [problem.message for problem in read.problems] == [
        "France changes words that Brazil puts in, which are not tabled"
    ]
    talk = talks()
    (put_in,) = (each.change.after for each in read.amendments)
    assert put_in is not None
    talk.amend("BRA-000001", {put_in.id: put_in})
    france = Delegate(tracked(talk.at(), ["BRA-000001"]), "France").delete("must ")
    (found,) = returned(france, talk.at()).amendments
    assert (found.signatory, found.to, found.change.proposed_text) == (
        "FRA",
        "BRA-000001",
        "Reports\n\nStates inform.\n",
    )


def test_words_for_a_heading_that_name_no_clause_are_named_and_the_heading_stays() -> None:
    delegate = Delegate(clean(talks().at()), "Brazil").delete("Article 1. ").insert("swiftly ", behind="shall ")
    read = returned(delegate, talks().at())
    assert [each.change.proposed_text for each in read.amendments] == [
        "Scope\n\n" + BODY.replace("shall ", "shall swiftly ", 1)
    ]
    assert rules(read) == ["heading"]
