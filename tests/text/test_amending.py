"""A sub-amendment is read through the text that it amends."""

from hypothesis import example, given
from hypothesis import strategies as st

from drafter.text.alternatives import Proposal, alternatives
from drafter.text.amending import amending
from drafter.text.attribution import Parties, Voice
from drafter.text.diff import replacements
from drafter.text.notation import bracketed
from drafter.text.printing import plain
from drafter.text.tokens import tokens
from drafter.text.words import Replacement
from tests.text.texts import dear, lineages

PARTIES = Parties((), ("BRA", "DEU", "FRA", "NOR", "RUS"))


def applied(base: str, changes: tuple[Replacement, ...]) -> str:
    """The text to which some replacements lead."""
    words, at, found = tokens(base), 0, []
    for each in changes:
        assert each.start >= at
        found += [*words[at : each.start], *each.words]
        at = each.end
    return "".join([*found, *words[at:]])


def shown(base: str, *tabled: tuple[str, str] | tuple[str, str, str], **voices: list[Voice]) -> str:
    """The bracketed text of proposals: who, what, and whose proposal it amends."""
    proposals = [Proposal(each[0], each[1], each[2] if len(each) > 2 else None) for each in tabled]
    laid = alternatives(base, proposals)
    assert {each.name: laid.choose(each.name) for each in proposals} == {each.name: each.text for each in proposals}
    said = {each.name: [Voice(each.name, "proposes"), *voices.get(each.name, [])] for each in proposals}
    return plain(bracketed(laid, said, PARTIES))


@dear
@given(lineages(2, 2))
def test_the_changes_of_a_sub_amendment_lead_from_the_base_to_its_text(
    case: tuple[str, list[tuple[str, int | None]]],
) -> None:
    base, [(amended, _), (text, _)] = case
    changes = amending(base, amended, text)
    assert applied(base, changes) == text
    assert len({change[:2] for change in changes}) == len(changes)
    assert amending(base, amended, amended) == replacements(base, amended)
    assert amending(base, base, text) == replacements(base, text)


@dear
@given(lineages(1, 5), st.booleans())
@example(("a a aaa ", [(",aa aa ", None), ("a ,aa a a ", 0)]), False)
@example(("", [("one\n", None), ("two\n\none\n", 0), ("one\n\ntwo\n", 1)]), False)
def test_sub_amendments_of_sub_amendments_are_chosen_to_the_byte(
    case: tuple[str, list[tuple[str, int | None]]], turned: bool
) -> None:
    base, texts = case
    proposals = [
        Proposal(chr(65 + nth), text, chr(65 + amends) if amends is not None else None)
        for nth, (text, amends) in enumerate(texts)
    ]
    laid = alternatives(base, proposals[::-1] if turned else proposals)
    assert laid.choose(None) == base
    for each in proposals:
        assert laid.choose(each.name) == each.text


def test_who_restores_words_that_the_parent_leaves_out_retains_them_with_its_supporters() -> None:
    base = "Each Party shall, within its means, cooperate.\n"
    france = "Each State shall cooperate.\n"
    norway = "Each State shall, within its means, cooperate.\n"
    assert shown(
        base, ("FRA", france), ("NOR", norway, "FRA"), NOR=[Voice("DEU", "cosponsors"), Voice("RUS", "opposes")]
    ) == ("Each [Party / State - FRA] shall[, within its means, - DEU, NOR retain; FRA delete] cooperate.\n")


def test_who_leaves_out_a_paragraph_that_the_parent_adds_is_said_to_delete_it() -> None:
    base, first, second = "1. Text.\n", "\nFirst of the new paragraphs.\n", "\nAnother sentence, not like that one.\n"
    assert shown(base, ("FRA", base + first + second), ("NOR", base + second, "FRA")) == (
        f"{base}\n[First of the new paragraphs. - FRA; NOR delete]\n\n[Another sentence, not like that one. - FRA]\n"
    )


def test_a_word_of_the_base_that_a_sub_amendment_changes_beside_the_parents_words_stands_apart_from_them() -> None:
    base = "The Parties shall meet in Geneva.\n"
    france = "The Parties shall meet each year in Geneva.\n"
    norway = "The Parties shall convene each year in Geneva.\n"
    assert shown(base, ("FRA", france), ("NOR", norway, "FRA")) == (
        "The Parties shall [meet / convene - NOR] [each year - FRA] in Geneva.\n"
    )


def test_nobody_is_named_for_words_that_only_the_one_whom_it_amends_at_second_hand_proposes() -> None:
    base = "Share it with all other Parties.\n"
    france = "Share it with all other interested Parties.\n"
    norway = "Share it with all other truly interested Parties.\n"
    assert shown(base, ("FRA", france), ("NOR", norway, "FRA"), ("DEU", france, "NOR")) == (
        "Share it with all other [[truly - NOR; DEU delete] interested - FRA] Parties.\n"
    )


def test_a_sub_amendment_moves_nothing_that_the_parent_moves() -> None:
    first, second = "One is first here.\n", "Second paragraph is about things.\n"
    base, france = f"{first}\n{second}", f"{second}\n{first}"
    assert shown(base, ("FRA", france), ("NOR", france.replace("things", "matters"), "FRA")) == (
        "[One is first here. - FRA move]\n\nSecond paragraph is about [things / matters - NOR].\n\n"
        "[One is first here. - FRA]\n"
    )
