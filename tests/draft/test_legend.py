"""What the legend explains, and whose names stand under it: all that the document uses, and nothing else."""

from __future__ import annotations

import pytest

from drafter.draft.consolidate import consolidate
from drafter.draft.document import Style
from drafter.model.terms import ClauseStatus, Stance
from tests.draft.building import JPN, NOR, ROSTER, WSM, Talks, article, roster, worked_example

TEXT = (
    "1. States shall protect hospitals and schools in all circumstances.\n\n"
    "2. They report each year to the Secretary-General of it.\n"
)
FIRST, SECOND = TEXT.strip().split("\n\n")
FRA = "FRA-000001"


def proposed(*bodies: str | None, base: str = TEXT) -> Talks:
    """Talks on one article, of which a State each proposes another text."""
    talks = Talks(article("scope", base))
    for code, body in zip(("FRA", "AUS", "AUT", "BRA", "DEU", "EST", "FJI", "IND", "NOR"), bodies, strict=False):
        talks.amend(f"{code}-000001", {"scope": body})
    return talks


def changed(old: str, *new: str) -> Talks:
    return proposed(*(TEXT.replace(old, each) for each in new))


def spoken(talks: Talks, stance: Stance) -> Talks:
    talks.position("RUS", FRA, stance)
    return talks


def an_article_more() -> Talks:
    talks = Talks(article("scope", TEXT))
    talks.amend(FRA, {"use-of-terms": article("use-of-terms", "Words.\n", order="200", number="2")})
    return talks


def no_article_and_who_keeps_it() -> Talks:
    talks = proposed(None)
    talks.retain(JPN, "scope", against=FRA)
    return talks


def withdrawn(talks: Talks) -> Talks:
    talks.withdraw(FRA)
    return talks


def in_part_accepted() -> Talks:
    talks = changed("hospitals", "clinics")
    talks.position("EUE", FRA, Stance.OPPOSE, on_behalf_of="EU")
    talks.position("AUT", FRA, Stance.ACCEPT)
    return talks


def in_part_stale() -> Talks:
    talks = changed("hospitals", "clinics")
    talks.position("AUT", FRA, Stance.ACCEPT)
    talks.revise(FRA, {"scope": TEXT.replace("hospitals", "wards")})
    talks.position("EUE", FRA, Stance.OPPOSE, on_behalf_of="EU")
    return talks


RIVAL, DELETED, ADDED = "[… - A retain / … - B]", "[… - A delete]", "[… - A]"
TAKEN_OUT, PUT_IN, CHANGED = "[-…-]", "{+…+}", "Alt 2: [-…-]{+…+}"
MARKS: dict[str, tuple[Talks, list[str]]] = {
    "nothing": (proposed(), []),
    "another wording": (changed("hospitals", "clinics"), [RIVAL]),
    "another wording that is opposed": (spoken(changed("hospitals", "clinics"), Stance.OPPOSE), [RIVAL, "B oppose"]),
    "another wording that a member can accept": (in_part_accepted(), [RIVAL, "B oppose", "B accept"]),
    "another wording of which a member saw an earlier one": (in_part_stale(), [RIVAL, "B oppose", "B stale"]),
    "no words": (changed(" and schools", ""), [DELETED]),
    "no words and who keeps them": (spoken(changed(" and schools", ""), Stance.OPPOSE), [DELETED, "B retain"]),
    "more words": (changed("hospitals", "all hospitals"), [ADDED]),
    "more words that are opposed": (spoken(changed("hospitals", "all hospitals"), Stance.OPPOSE), [ADDED, "B delete"]),
    "a reserve": (spoken(changed("hospitals", "all hospitals"), Stance.RESERVE), [ADDED, "B reserve"]),
    "an article more": (an_article_more(), ["[Article …   - A]"]),
    "an article more that is opposed": (spoken(an_article_more(), Stance.OPPOSE), ["B delete", "[Article …   - A]"]),
    "no article": (proposed(None), ["[Article …   - A delete]"]),
    "no article and who keeps it": (no_article_and_who_keeps_it(), ["B retain", "[Article …   - A delete]"]),
    "another number": (changed("2. ", "1 bis. "), [RIVAL, "- A renumber"]),
    "many wordings": (changed("hospitals", *"abcdefghi"), ["Alt 1 … (A)   Alt 2 … (B)", CHANGED]),
    "a stroke": (changed("hospitals", "hospitals / clinics"), [ADDED, "\\/   \\-"]),
    "white space": (changed("They report", "They  report"), [RIVAL, "␣"]),
    "a place left empty": (
        proposed("and not not   and\n", "not not protect report. and\n", base="and not not protect and\n"),
        [RIVAL, DELETED, "∅", "␣"],
    ),
    "a paragraph more in a bracket": (
        proposed("and \n\n , not not\n", "protect , not not\n", base="and and , not not\n"),
        [RIVAL, "¶"],
    ),
    "a sentence that begins a paragraph": (
        proposed("States shall act.\n\nThey report.\n", base="States shall act. They report.\n"),
        [RIVAL, "¶", "␣"],
    ),
    "brackets of the text": (proposed(base=TEXT.replace("hospitals", "[hospitals]")), ["⟦…⟧"]),
    "brackets that are proposed": (changed("They", "[They]"), [RIVAL, "⟦…⟧"]),
    "what was withdrawn": (withdrawn(changed("hospitals", "clinics")), [TAKEN_OUT, PUT_IN]),
    "brackets in what was withdrawn": (withdrawn(changed("hospitals", "[clinics]")), [TAKEN_OUT, PUT_IN, "⟦…⟧"]),
    "the worked example": (worked_example(), [RIVAL, DELETED, ADDED, "B delete", "B reserve"]),
}


@pytest.mark.parametrize("what", MARKS)
def test_the_legend_explains_each_mark_that_is_used_and_no_other(what: str) -> None:
    talks, marks = MARKS[what]
    assert [entry.mark for entry in consolidate(talks.at(), style="bracketed").legend] == marks
    assert not consolidate(talks.at(), style="clean").legend


UNATTRIBUTED = {
    "another wording": (changed("hospitals", "clinics"), ["[…][…]"]),
    "more words, and no words": (changed("hospitals", "all hospitals", "clinics and"), ["[…][…]", "[…]"]),
    "a stroke": (changed("hospitals", "hospitals / clinics"), ["[…]"]),
}


@pytest.mark.parametrize("what", UNATTRIBUTED)
def test_where_no_names_are_printed_none_are_explained(what: str) -> None:
    talks, marks = UNATTRIBUTED[what]
    document = consolidate(talks.at(), style="bracketed", attributed=False)
    assert [entry.mark for entry in document.legend] == marks


LABELLED = "{+… - X+}"
REDLINES = {
    "words": (TEXT.replace("hospitals", "clinics"), [TAKEN_OUT, PUT_IN, LABELLED]),
    "moved": (f"1. {SECOND[3:]}\n\n2. {FIRST[3:]}\n", [TAKEN_OUT, PUT_IN, LABELLED, "- move"]),
    "joined": (f"{FIRST} {SECOND[3:]}\n", [TAKEN_OUT, LABELLED, "¶"]),
}


@pytest.mark.parametrize("what", REDLINES)
def test_the_legend_of_a_redline_says_what_became_of_the_words(what: str) -> None:
    body, marks = REDLINES[what]
    talks = Talks(article("scope", TEXT))
    before = talks.at()
    talks.decide("edit", ["scope"], bodies={"scope": body})
    document = consolidate(talks.at(), style="redline", since=before, decisions=talks.since(before))
    assert [entry.mark for entry in document.legend] == marks


def test_the_legend_of_a_redline_says_what_nothing_on_record_is_behind() -> None:
    talks = Talks(article("scope", TEXT))
    before = talks.at()
    talks.clauses["scope"] = article("scope", TEXT.replace("hospitals", "clinics"))
    document = consolidate(talks.at(), style="redline", since=before)
    assert [entry.mark for entry in document.legend] == [TAKEN_OUT, PUT_IN, "- unattributed"]


def test_the_legend_of_a_comparison_explains_its_marks_and_none_of_a_redline() -> None:
    talks = changed("hospitals", "clinics")
    assert [each.mark for each in consolidate(talks.at(), style="comparison").legend] == [TAKEN_OUT, PUT_IN, "="]
    talks.retain(JPN, "scope:1")
    assert "keep" in [each.mark for each in consolidate(talks.at(), style="comparison").legend]


def named(talks: Talks, style: Style = "bracketed") -> tuple[list[str], list[str]]:
    document = consolidate(talks.at(), style=style)
    return [each.code for each in document.groups], [each.code for each in document.signatories]


def test_all_who_are_named_are_listed_with_their_groups_and_nobody_else() -> None:
    assert named(worked_example()) == (["AOSIS"], ["EST", "JPN", "NOR", "RUS"])
    assert named(in_part_accepted()) == (["EU"], ["AUT", "FRA"])
    assert named(proposed()) == ([], [])
    # Who proposed what is not reflected any more is named in the annex.
    assert named(withdrawn(changed("hospitals", "clinics"))) == ([], ["FRA"])


@pytest.mark.parametrize("style", ["compilation", "comparison"])
def test_who_proposes_and_who_co_sponsors_is_listed_under_proposals_in_full(style: Style) -> None:
    talks = changed("hospitals", "clinics")
    talks.position("EST", FRA, Stance.SUPPORT, cosponsor=True)
    talks.position("RUS", FRA, Stance.OPPOSE)
    assert named(talks, style) == ([], ["EST", "FRA"])


def test_who_reopened_agreed_words_is_listed() -> None:
    talks = Talks(article("scope", TEXT, status=ClauseStatus.AGREED))
    talks.amend(FRA, {"scope": TEXT.replace("hospitals", "clinics")})
    assert named(talks, "clean") == ([], ["FRA"])


def test_who_left_the_talks_and_is_still_named_is_listed_behind_the_others() -> None:
    talks = worked_example()
    talks.roster = roster(ROSTER.replace('[signatories.NOR]\nname = "Norway"\n', ""))
    talks.positions = {}
    document = consolidate(talks.at(), style="bracketed")
    assert [(each.code, each.name) for each in document.signatories] == [
        ("JPN", "Japan"),
        ("RUS", "Russian Federation"),
        ("WSM", "Samoa"),
        ("NOR", "no longer takes part in the talks"),
    ]
    talks.withdraw(NOR)
    talks.withdraw(WSM)
    assert "NOR" in [each.code for each in consolidate(talks.at(), style="bracketed").signatories]
