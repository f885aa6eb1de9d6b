"""The bracketed text is derived from live amendments and positions, and reads as the field writes it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from drafter.draft.brackets import Brackets
from drafter.draft.consolidate import consolidate
from drafter.draft.document import Alternative, Closing, Heading, Note, Paragraph, Table
from drafter.draft.printing import printed
from drafter.draft.reference import References
from drafter.export.markdown import markdown
from drafter.model.terms import ClauseStatus, Stance
from drafter.text.printing import plain
from tests.draft.building import CRITICAL, JPN, NOR, RUS, WSM, Talks, article, worked_example

ATTRIBUTED = (
    "1. States shall [refrain from - JPN retain / not conduct or knowingly support - NOR, EST] cyber operations that "
    "damage [critical - RUS delete; NOR reserve] infrastructure[, including submarine cables - AOSIS, EST; RUS delete]."
)
UNATTRIBUTED = (
    "1. States shall [refrain from][not conduct or knowingly support] cyber operations that damage [critical] "
    "infrastructure[, including submarine cables]."
)
CLAUSE = "critical-infrastructure"


def shown(talks: Talks, clause: str = CLAUSE) -> str:
    """Print the brackets of a clause."""
    [bracketed] = Brackets(talks.at()).of(clause)
    return plain(bracketed.paragraphs).rstrip("\n")


def lines(talks: Talks, **how: bool) -> list[str]:
    """Print the paragraphs of the bracketed document."""
    document = consolidate(talks.at(), style="bracketed", attributed=how.get("attributed", True))
    return [
        printed(block.content, attributed=document.attributed)
        for block in document.blocks
        if isinstance(block, Paragraph)
    ]


def test_the_worked_example_of_the_field_reads_exactly_so() -> None:
    talks = worked_example()
    assert shown(talks) == ATTRIBUTED
    assert lines(talks) == [ATTRIBUTED]
    assert lines(talks, attributed=False) == [UNATTRIBUTED]
    assert Brackets(talks.at()).count(CLAUSE) == 3


def test_what_is_printed_has_the_brackets_as_text() -> None:
    text = markdown(consolidate(worked_example().at(), style="bracketed"))
    assert ATTRIBUTED.replace("1.", "1\\.").replace("[", "\\[").replace("]", "\\]") in text


def test_the_worked_example_reads_back_as_what_was_proposed() -> None:
    talks = worked_example()

    def with_(*names: str) -> list[str]:
        document = consolidate(talks.at(), style="clean", selected=names)
        return [printed(block.content) for block in document.blocks if isinstance(block, Paragraph)]

    start = "1. States shall not conduct or knowingly support cyber operations that damage infrastructure"
    assert with_() == [CRITICAL.strip()]
    assert with_(NOR, RUS) == [f"{start}."]
    assert with_(NOR, RUS, WSM) == [f"{start}, including submarine cables."]


def test_who_supports_a_retain_asks_to_keep_the_words_too() -> None:
    talks = worked_example()
    talks.position("AUS", JPN, Stance.SUPPORT)
    assert "[refrain from - AUS, JPN retain / not conduct" in shown(talks)


def test_who_withdraws_stands_in_no_bracket_and_who_is_stale_in_none_either() -> None:
    talks = worked_example()
    talks.withdraw(NOR)
    talks.revise(WSM, {CLAUSE: CRITICAL.replace("infrastructure.", "infrastructure, including undersea cables.")})
    assert shown(talks) == (
        "1. States shall refrain from cyber operations that damage [critical - RUS delete; NOR reserve] infrastructure"
        "[, including undersea cables - WSM]."
    )


def test_two_identical_proposals_are_one_bracket_with_both_names() -> None:
    talks = worked_example()
    talks.amend("FRA-000001", {CLAUSE: CRITICAL.replace("critical ", "")})
    assert "[critical - FRA, RUS delete; NOR reserve]" in shown(talks)
    assert Brackets(talks.at()).count(CLAUSE) == 3


def test_a_group_stands_for_its_members_and_a_departure_is_named() -> None:
    talks = worked_example()
    talks.position("EUE", NOR, Stance.OPPOSE, on_behalf_of="EU")
    talks.position("FRA", NOR, Stance.SUPPORT)
    assert "not conduct or knowingly support - NOR, EST, FRA; EU oppose]" in shown(talks)


def test_everybody_is_named_once_for_what_it_says_and_nobody_who_took_its_word_back() -> None:
    talks = worked_example()
    talks.position("IND", WSM, Stance.SUPPORT, cosponsor=True, on_behalf_of="G77")
    talks.position("EST", WSM, Stance.SUPPORT, cosponsor=True)
    talks.position("WSM", WSM, Stance.SUPPORT, on_behalf_of="AOSIS")
    talks.position("RUS", WSM, Stance.NONE)
    voices = [(voice.party, voice.stance) for voice in Brackets(talks.at()).voices(WSM)]
    assert voices == [("AOSIS", "proposes"), ("G77", "cosponsors"), ("EST", "cosponsors")]
    assert "[, including submarine cables - AOSIS, G77, EST]" in shown(talks)


def test_a_member_whose_own_word_is_about_an_earlier_text_is_not_covered_by_the_name_of_its_group() -> None:
    talks = worked_example()
    talks.position("FRA", NOR, Stance.OPPOSE)
    talks.revise(NOR, {CLAUSE: CRITICAL.replace("refrain from", "never conduct or support")})
    talks.position("EUE", NOR, Stance.SUPPORT, on_behalf_of="EU")
    assert "never conduct or support - NOR, EU; FRA stale]" in shown(talks)


AT_ONCE_OR_NOT = "1. States shall report at once and in writing to all.\n"


def test_a_group_stands_for_one_of_two_rival_wordings_when_it_speaks_and_its_members_for_the_other_themselves() -> None:
    talks = Talks(article("scope", AT_ONCE_OR_NOT))
    talks.amend("USA-000001", {"scope": AT_ONCE_OR_NOT.replace("shall", "may")})
    talks.position("EUE", "USA-000001", Stance.SUPPORT, on_behalf_of="EU")
    talks.retain("JPN-000001", "scope:1")
    for member in ("AUT", "DEU", "FRA"):
        talks.position(member, "JPN-000001", Stance.SUPPORT)
    assert "[shall - AUT, DEU, FRA, JPN retain / may - USA, EU]" in shown(talks, "scope")
    talks.amend("RUS-000001", {"scope": AT_ONCE_OR_NOT.replace("shall", "should")})
    for member in ("AUT", "DEU", "FRA"):
        talks.position(member, "RUS-000001", Stance.SUPPORT)
    assert "/ may - USA, EU / should - RUS, AUT, DEU, FRA]" in shown(talks, "scope")


def test_members_that_ask_for_a_wording_are_named_themselves_where_their_group_keeps_the_words() -> None:
    talks = Talks(article("scope", AT_ONCE_OR_NOT))
    talks.amend("USA-000001", {"scope": AT_ONCE_OR_NOT.replace("shall", "may")})
    talks.retain("JPN-000001", "scope:1")
    talks.position("EUE", "JPN-000001", Stance.SUPPORT, on_behalf_of="EU")
    for member in ("AUT", "DEU", "FRA"):
        talks.position(member, "USA-000001", Stance.SUPPORT)
    assert "[shall - EU, JPN retain / may - USA, AUT, DEU, FRA]" in shown(talks, "scope")


def test_a_group_is_not_named_inside_words_for_members_when_it_speaks_of_the_whole_itself() -> None:
    talks = Talks(article("scope", AT_ONCE_OR_NOT))
    talks.amend("USA-000001", {"scope": AT_ONCE_OR_NOT.replace(" at once and in writing", "")})
    talks.amend("RUS-000001", {"scope": AT_ONCE_OR_NOT.replace("in writing", "by letter")})
    talks.position("EUE", "USA-000001", Stance.SUPPORT, on_behalf_of="EU")
    for member in ("AUT", "DEU", "FRA"):
        talks.position(member, "RUS-000001", Stance.SUPPORT)
    assert shown(talks, "scope") == (
        "1. States shall report [at once and [in writing / by letter - RUS, AUT, DEU, FRA] - USA, EU delete] to all."
    )


def test_a_group_stands_for_one_of_two_rival_new_clauses_when_it_speaks() -> None:
    talks = Talks(article("scope", TWO))
    new = article("new", "1. States shall report.\n", order="200", number="2")
    talks.amend("USA-000001", {"new": new})
    talks.amend("RUS-000001", {"new": new.with_body("1. Nobody reports.\n")})
    talks.position("EUE", "USA-000001", Stance.SUPPORT, on_behalf_of="EU")
    for member in ("AUT", "DEU", "FRA"):
        talks.position(member, "RUS-000001", Stance.SUPPORT)
    assert [str(each.attribution) for each in Brackets(talks.at()).of("new")] == ["USA, EU", "RUS, AUT, DEU, FRA"]


def test_who_keeps_a_number_is_named_at_the_number_and_not_again_at_the_new_one() -> None:
    talks = Talks(article("scope", TWO))
    talks.amend("USA-000001", {"scope": TWO.replace("2.", "3.")})
    talks.retain("JPN-000001", "scope:2")
    assert "[2. - JPN retain / 3. - USA renumber] States" in shown(talks, "scope")


TWO = "1. States shall protect hospitals.\n\n2. States shall protect schools.\n"


def test_who_retains_one_paragraph_is_not_named_at_another_nor_at_the_heading() -> None:
    talks = Talks(article("scope", TWO, heading="Scope"))
    talks.amend("FRA-000001", {"scope": article("scope", TWO.replace("shall", "may"), heading="Extent")})
    talks.retain("JPN-000001", "scope:1")
    assert shown(talks, "scope") == (
        "1. States [shall - JPN retain / may - FRA] protect hospitals.\n\n"
        "2. States [shall / may - FRA] protect schools."
    )
    assert "[Scope / Extent - FRA]" in markdown(consolidate(talks.at(), style="bracketed")).replace("\\", "")
    talks.retain("USA-000001", "scope")
    assert "[Scope - USA retain / Extent - FRA]" in markdown(consolidate(talks.at(), style="bracketed")).replace(
        "\\", ""
    )


def test_who_keeps_a_clause_from_its_deletion_is_named_and_nobody_who_keeps_a_paragraph_or_from_another_change() -> (
    None
):
    talks = Talks(article("scope", TWO))
    talks.amend("RUS-000001", {"scope": None})
    talks.amend("FRA-000001", {"scope": TWO.replace("hospitals", "clinics")})
    talks.retain("JPN-000001", "scope:1")
    talks.retain("AUS-000001", "scope", against="FRA-000001")
    talks.retain("EST-000001", "scope", against="RUS-000001")
    talks.retain("USA-000001", "scope")
    [bracketed] = Brackets(talks.at()).of("scope")
    assert str(bracketed.attribution) == "EST, USA retain; RUS delete"
    assert "[hospitals - AUS, JPN, USA retain / clinics - FRA]" in shown(talks, "scope")
    assert "schools." in shown(talks, "scope")


def test_a_bracket_within_a_bracket_counts_as_one_too() -> None:
    talks = Talks(article("scope", "1. States shall protect hospitals.\n"))
    talks.amend("FRA-000001", {"scope": "1. States shall protect hospitals, schools and places of worship.\n"})
    talks.amend(
        "DEU-000001", {"scope": "1. States shall protect hospitals, all schools and places of worship.\n"},
        to="FRA-000001",
    )  # fmt: skip
    assert shown(talks, "scope") == (
        "1. States shall protect hospitals[, [all - DEU] schools and places of worship - FRA]."
    )
    assert Brackets(talks.at()).count("scope") == 2


AT_ONCE = "1. States shall report at once.\n"


def test_who_asks_for_what_replaces_the_words_is_not_named_as_keeping_them_and_who_opposes_it_is() -> None:
    talks = Talks(article("scope", AT_ONCE))
    talks.amend("FRA-000001", {"scope": AT_ONCE.replace("shall", "may")})
    talks.retain("JPN-000001", "scope:1")
    talks.position("JPN", "FRA-000001", Stance.OPPOSE)
    assert shown(talks, "scope") == "1. States [shall - JPN retain / may - FRA; JPN oppose] report at once."
    talks.position("JPN", "FRA-000001", Stance.SUPPORT)
    assert shown(talks, "scope") == "1. States [shall / may - FRA, JPN] report at once."


def test_who_opposes_a_sub_amendment_is_not_named_as_wanting_what_that_one_wants() -> None:
    talks = Talks(article("scope", AT_ONCE))
    talks.amend("FRA-000001", {"scope": AT_ONCE.replace("shall", "shall promptly")})
    talks.amend("DEU-000001", {"scope": AT_ONCE.replace("once", "once, by letter")}, to="FRA-000001")
    talks.position("BRA", "DEU-000001", Stance.SUPPORT)
    talks.position("RUS", "DEU-000001", Stance.OPPOSE)
    letter = "report at once[, by letter - DEU, BRA; RUS delete]."
    assert shown(talks, "scope") == f"1. States shall [promptly - FRA; BRA, DEU delete] {letter}"
    talks.position("DEU", "FRA-000001", Stance.SUPPORT)
    assert shown(talks, "scope") == f"1. States shall [promptly - FRA, DEU; BRA delete] {letter}"


def test_who_opposes_a_sub_amendment_is_not_named_as_keeping_the_words_that_it_keeps() -> None:
    talks = Talks(article("scope", AT_ONCE))
    talks.amend("FRA-000001", {"scope": "1. States report.\n"})
    talks.amend("DEU-000001", {"scope": AT_ONCE.replace("shall ", "")}, to="FRA-000001")
    talks.position("RUS", "DEU-000001", Stance.OPPOSE)
    assert shown(talks, "scope") == "1. States [shall - FRA delete] report [at once - DEU retain; FRA delete]."


def test_who_keeps_the_words_is_named_though_it_supports_what_is_added_elsewhere_to_their_rival() -> None:
    talks = Talks(article("scope", AT_ONCE))
    talks.amend("FRA-000001", {"scope": AT_ONCE.replace("shall", "may")})
    talks.amend("DEU-000001", {"scope": "1. States may report at once, by letter.\n"}, to="FRA-000001")
    talks.retain("JPN-000001", "scope:1")
    talks.position("JPN", "DEU-000001", Stance.SUPPORT)
    talks.retain("USA-000001", "scope:1", against="DEU-000001")
    assert shown(talks, "scope") == (
        "1. States [shall - JPN retain / may - FRA] report at once[, by letter - DEU, JPN; USA delete]."
    )


def test_a_group_that_keeps_the_words_does_not_stand_for_the_member_that_says_something_else_of_it() -> None:
    talks = Talks(article("scope", AT_ONCE))
    talks.amend("USA-000001", {"scope": AT_ONCE.replace("shall", "may")})
    talks.retain("JPN-000001", "scope:1")
    talks.position("EUE", "JPN-000001", Stance.SUPPORT, on_behalf_of="EU")
    assert shown(talks, "scope") == "1. States [shall - EU, JPN retain / may - USA] report at once."
    talks.position("FRA", "JPN-000001", Stance.ACCEPT)
    assert shown(talks, "scope") == "1. States [shall - AUT, DEU, JPN, EUE retain / may - USA] report at once."


def test_what_amends_an_amendment_that_shows_nowhere_speaks_for_its_own_words_alone() -> None:
    talks = Talks(article("scope", AT_ONCE), article("other", AT_ONCE))
    promptly = AT_ONCE.replace("shall", "shall promptly")
    letter = promptly.replace("once", "once, by letter")
    talks.amend("FRA-000001", {"scope": promptly})
    talks.amend("DEU-000001", {"scope": letter, "other": promptly}, to="FRA-000001")
    talks.amend("JPN-000001", {"scope": letter.replace("States", "Parties")}, to="DEU-000001")
    talks.revise("FRA-000001", {"scope": letter})
    assert shown(talks, "scope") == (
        "1. [States / Parties - JPN] shall [promptly - FRA] report at once[, by letter - FRA]."
    )
    talks.amend("USA-000001", {"other": promptly.replace("States", "Parties")}, to="JPN-000001")
    assert shown(talks, "other") == "1. [States / Parties - USA] shall [promptly - DEU] report at once."


def test_a_sub_amendment_of_a_new_clause_stands_in_the_alternative_that_it_amends_and_in_no_other() -> None:
    talks = Talks(article("scope", TWO))
    new = article("new", "1. States shall report.\n", order="200", number="2")
    talks.amend("FRA-000001", {"new": new})
    talks.amend("USA-000001", {"new": new.with_body("1. Nobody reports.\n")})
    talks.amend("DEU-000001", {"new": "1. States shall swiftly report.\n"}, to="FRA-000001")
    talks.amend("EST-000001", {"new": "1. States shall very swiftly report.\n"}, to="DEU-000001")
    first, second = Brackets(talks.at()).of("new")
    assert (first.alternative, first.names, second.alternative, second.names) == (
        "Alt 1", ("FRA-000001",), "Alt 2", ("USA-000001",),
    )  # fmt: skip
    assert plain(first.paragraphs) == "1. States shall [[very - EST] swiftly - DEU] report.\n"
    assert plain(second.paragraphs) == "1. Nobody reports.\n"


def test_an_added_clause_is_one_bracket_at_its_place() -> None:
    talks = worked_example()
    new = article(
        "capacity", "1. States shall help.\n\n2. States shall pay.\n", order="320", number="4 bis", heading="Help"
    )
    talks.clauses["last"] = article("last", "Words.\n", order="400", number="5")
    talks.amend("IND-000001", {"capacity": new})
    talks.amend(
        "BRA-000001",
        {"capacity": new.with_body("1. States shall gladly help.\n\n2. States shall pay.\n")},
        to="IND-000001",
    )
    talks.position("USA", "IND-000001", Stance.OPPOSE)
    document = consolidate(talks.at(), style="bracketed")
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    assert [heading.clause for heading in headings] == [CLAUSE, "capacity", "last"]
    assert (headings[1].change, str(headings[1].attribution), headings[1].brackets) == ("added", "IND; USA delete", 2)
    place = [isinstance(block, Closing) for block in document.blocks].index(True)
    before = document.blocks[place - 2]
    assert isinstance(before, Paragraph)
    assert printed(before.content) == "1. States shall [gladly - BRA] help."


def test_rival_new_clauses_of_one_id_are_alternatives() -> None:
    talks = Talks(article("scope", "Words.\n"))
    talks.amend("IND-000001", {"new": article("new", "1. States shall help.\n", order="150", number="1 bis")})
    talks.amend("USA-000001", {"new": article("new", "1. States may help.\n", order="150", number="1 bis")})
    headings = [block for block in consolidate(talks.at(), style="bracketed").blocks if isinstance(block, Heading)]
    assert [(each.alternative, str(each.attribution)) for each in headings[1:]] == [("Alt 1", "IND"), ("Alt 2", "USA")]
    assert len({each.anchor for each in headings}) == 3


def test_a_deleted_clause_stays_in_brackets_with_what_others_propose_in_it() -> None:
    talks = worked_example()
    talks.amend("IND-000001", {CLAUSE: None})
    talks.retain("AUS-000001", CLAUSE)
    [bracketed] = Brackets(talks.at()).of(CLAUSE)
    assert bracketed.change == "deleted"
    assert str(bracketed.attribution) == "AUS retain; IND delete"
    assert "AUS, JPN retain" in plain(bracketed.paragraphs)
    assert bracketed.count == 4


def test_a_heading_is_bracketed_like_the_text() -> None:
    talks = worked_example()
    clause = talks.clauses[CLAUSE]
    talks.amend("IND-000001", {CLAUSE: clause.with_value("heading", "Protection of essential infrastructure")})
    [heading] = [block for block in consolidate(talks.at(), style="bracketed").blocks if isinstance(block, Heading)]
    assert printed(heading.content) == "Protection of [critical / essential - IND] infrastructure"


def test_a_heading_rewritten_whole_is_one_bracket_with_the_names_behind_each_wording() -> None:
    standing = "Protection of critical infrastructure and of the submarine cables beneath the high seas"
    norway = "Duties of States in peace time and in war with regard to hospitals, dams and energy plants"
    russia = "Safeguarding all that sustains civilian life: water, electricity, food and medicine"
    talks = Talks(article(CLAUSE, CRITICAL, heading=standing))
    for name, proposed in ((NOR, norway), (RUS, russia)):
        talks.amend(name, {CLAUSE: talks.clauses[CLAUSE].with_value("heading", proposed)})
    [heading] = [block for block in consolidate(talks.at(), style="bracketed").blocks if isinstance(block, Heading)]
    assert printed(heading.content) == f"[{standing} / {norway} - NOR / {russia} - RUS]"
    assert heading.brackets == 1


def test_two_headings_for_a_clause_without_one_are_alternatives() -> None:
    talks = Talks(article(CLAUSE, CRITICAL))
    for name, proposed in ((NOR, "Scope"), (RUS, "Aim")):
        talks.amend(name, {CLAUSE: talks.clauses[CLAUSE].with_value("heading", proposed)})
    [heading] = [block for block in consolidate(talks.at(), style="bracketed").blocks if isinstance(block, Heading)]
    assert printed(heading.content) == "[∅ / Scope - NOR / Aim - RUS]"


def test_a_proposal_to_renumber_a_clause_is_noted() -> None:
    talks = worked_example()
    talks.amend("IND-000001", {CLAUSE: talks.clauses[CLAUSE].with_value("number", "4 bis")})
    notes = [block.text for block in consolidate(talks.at(), style="bracketed").blocks if isinstance(block, Note)]
    assert notes == ["IND-000001 proposes to number it 4 bis"]
    headed = talks.clauses[CLAUSE].with_value("number", "4 bis").with_value("heading", "Protection")
    talks.amend("BRA-000002", {CLAUSE: headed}, to="IND-000001")
    notes = [block.text for block in consolidate(talks.at(), style="bracketed").blocks if isinstance(block, Note)]
    assert notes == ["IND-000001 proposes to number it 4 bis"]
    talks.amend("JPN-000002", {CLAUSE: headed.with_value("number", "4")}, to="IND-000001")
    notes = [block.text for block in consolidate(talks.at(), style="bracketed").blocks if isinstance(block, Note)]
    assert notes == ["IND-000001 proposes to number it 4 bis", "JPN-000002 proposes to number it 4"]


def test_a_paragraph_rewritten_whole_gives_alternatives() -> None:
    base = (
        "1. The Organization shall investigate operations alleged to breach this Convention and publish its findings.\n"
    )
    talks = Talks(article("scope", base))
    talks.amend(
        "IND-000001",
        {"scope": "1. No body shall judge States; disputes are settled by those concerned alone, in private.\n"},
    )
    found = [block for block in consolidate(talks.at(), style="bracketed").blocks if isinstance(block, Alternative)]
    assert [block.heading for block in found] == ["Alt 1", "Alt 2"]
    assert Brackets(talks.at()).count("scope") == 1
    assert [block.anchor for block in found] == ["scope-1-alt-1", "scope-1-alt-2"]
    text = markdown(consolidate(talks.at(), style="bracketed"))
    assert "Alt 1: 1. The Organization" in text
    assert "(text as it stands)" in text
    assert "(IND)" in text


def test_brackets_of_the_text_itself_are_marked_and_counted_apart() -> None:
    talks = Talks(article("scope", "1. States [shall] [should] act.\n"))
    talks.amend("IND-000001", {"scope": "1. States [shall] [should] promptly act.\n"})
    assert lines(talks) == ["1. States ⟦shall⟧ ⟦should⟧ [promptly - IND] act."]
    brackets = Brackets(talks.at())
    assert (brackets.count("scope"), brackets.own("scope")) == (1, 2)


def test_words_that_would_read_as_a_name_are_marked() -> None:
    talks = Talks(article("scope", "1. States act.\n"))
    talks.amend("IND-000001", {"scope": "1. States shall - USA act.\n"})
    assert lines(talks) == ["1. States [shall \\\\- USA - IND] act."]
    document = consolidate(talks.at(), style="bracketed")
    assert [each.mark for each in document.legend if "dash" in each.meaning] == ["\\/   \\-"]


def test_without_names_no_word_can_read_as_one_and_every_word_stands_as_it_is() -> None:
    talks = Talks(article("scope", "1. States act.\n"))
    talks.amend("IND-000001", {"scope": "1. States shall - USA and / or IND - act.\n"})
    document = consolidate(talks.at(), style="bracketed", attributed=False)
    (paragraph,) = (block for block in document.blocks if isinstance(block, Paragraph))
    shown = printed(paragraph.content, attributed=False)
    assert shown.replace("][", "").replace("[", "").replace("]", "") == "1. States shall - USA and / or IND - act."
    assert "\\" not in "".join(each.mark for each in document.legend)


def test_a_row_in_dispute_stays_in_its_table() -> None:
    table = "The list:\n\n| Category | Systems |\n|---|---|\n| Health | hospitals |\n| Water | mains |\n"
    talks = Talks(article("annex", table))
    talks.amend("IND-000001", {"annex": table.replace("| Water", "| Space | satellites |\n| Water")})
    talks.amend("USA-000001", {"annex": table.replace("hospitals", "hospitals, laboratories")})
    talks.amend("RUS-000001", {"annex": table.replace("| Water | mains |\n", "")})
    [found] = [block for block in consolidate(talks.at(), style="bracketed").blocks if isinstance(block, Table)]
    assert [row.change for row in found.rows] == ["", "", "added", "deleted"]
    assert [str(row.attribution) for row in found.rows] == ["", "", "IND", "RUS delete"]
    assert printed(found.rows[1].cells[1]) == "hospitals[, laboratories - USA]"
    text = markdown(consolidate(talks.at(), style="bracketed"))
    assert "| \\[Space | satellites - IND\\] |" in text


def test_each_figure_of_a_row_stands_in_its_own_column() -> None:
    table = "| Zone | Depth | Days |\n|---|---|---|\n| North | 100 | 24 |\n"
    talks = Talks(article("annex", table))
    talks.amend("IND-000001", {"annex": table.replace("100", "300").replace("24", "36")})
    [found] = [block for block in consolidate(talks.at(), style="bracketed").blocks if isinstance(block, Table)]
    assert [printed(cell) for cell in found.rows[1].cells] == ["North", "[100 / 300 - IND]", "[24 / 36 - IND]"]
    redline = consolidate(talks.at(), style="redline", selected=["IND-000001"])
    [found] = [block for block in redline.blocks if isinstance(block, Table)]
    said = [printed(cell, bracketed=False) for cell in found.rows[1].cells]
    assert said == ["North", "[-100-]{+300 - IND-000001+}", "[-24-]{+36 - IND-000001+}"]


def test_a_proposal_that_the_text_does_not_show_is_listed_with_the_reason_and_its_words() -> None:
    talks = worked_example()
    talks.withdraw(RUS)
    talks.decide(
        "adopt", [CLAUSE, NOR], bodies={CLAUSE: CRITICAL.replace("refrain from", "avoid")}, subject="Adopt NOR"
    )
    annex = consolidate(talks.at(), style="bracketed").annex
    reasons = {entry.amendment: entry.reason for entry in annex}
    assert reasons[RUS].startswith("withdrawn on")
    assert reasons[NOR] == "the words that it changes have been changed since it was tabled"
    [entry] = [entry for entry in annex if entry.amendment == NOR]
    assert entry.decision is not None
    assert entry.decision.subject == "Adopt NOR"
    assert printed(entry.proposed[0].paragraphs[0], bracketed=False) == (
        "1. States shall [-refrain from-]{+not conduct or knowingly support+} cyber operations that damage critical "
        "infrastructure."
    )


def test_a_deleted_clause_keeps_its_heading_for_the_record() -> None:
    talks = worked_example()
    talks.clauses["gone"] = article("gone", "Words.\n", order="320", number="5", status=ClauseStatus.DELETED)
    blocks = consolidate(talks.at(), style="bracketed").blocks
    assert [(block.designation, block.status) for block in blocks if isinstance(block, Heading)] == [
        ("Article 4", "open"),
        ("Article 5", "deleted"),
    ]
    assert not [block for block in blocks if isinstance(block, Paragraph) and block.clause == "gone"]


WORDS = st.sampled_from(["States", "shall", "not", "act", "[shall]", "يجب", "每", ",", "all"])
BODIES = st.lists(st.lists(WORDS, min_size=1, max_size=8).map(" ".join), min_size=1, max_size=3).map("\n\n".join)


@given(BODIES, st.lists(BODIES, max_size=3))
def test_a_document_prints_its_brackets_as_the_text_room_does(base: str, proposed: list[str]) -> None:
    talks = Talks(article("scope", base))
    for code, body in zip(("AUS", "FRA", "USA"), proposed, strict=False):
        talks.amend(f"{code}-000001", {"scope": body})
    [bracketed] = Brackets(talks.at()).of("scope")
    references = References(talks.at().treaty.clauses)
    for paragraph in bracketed.paragraphs:
        for attributed in (True, False):
            shown = printed(references.resolve(paragraph.content), attributed=attributed)
            # A document's paragraph is one line; in a row of proposals the text room leaves the break.
            told = plain((replace(paragraph, heading=""),), attributed=attributed).removesuffix("\n")
            assert shown.replace("\n\n", "¶") == told.replace("\n\n", "¶")


def test_changes_since_the_last_issue_name_the_act_behind_each() -> None:
    talks = worked_example()
    talks.issue("Rev.1")
    talks.amend("IND-000001", {CLAUSE: CRITICAL.replace("damage", "harm")}, subject="IND amends article 4")
    talks.decide("status", [CLAUSE], status={CLAUSE: "bracketed"}, subject="Mark article 4 as bracketed")
    document = consolidate(talks.at(), style="bracketed")
    assert [entry.subject for entry in document.changes] == ["IND amends article 4", "Mark article 4 as bracketed"]
    assert document.records_until > document.changes[0].date


def test_a_redline_labels_a_change_with_the_decision_behind_it() -> None:
    talks = worked_example()
    issued = talks.issue("Rev.1")
    proposed = CRITICAL.replace("refrain from", "not conduct or knowingly support")
    talks.decide("adopt", [CLAUSE, NOR], bodies={CLAUSE: proposed}, status={NOR: "accepted"})
    document = consolidate(talks.at(), style="redline", since=issued, decisions=talks.since(issued))
    [heading, paragraph] = document.blocks
    assert isinstance(heading, Heading)
    assert isinstance(paragraph, Paragraph)
    assert [entry.amendments for entry in heading.changed_by] == [(NOR,)]
    assert [each.label for each in paragraph.content if hasattr(each, "label")] == [NOR, NOR]
    assert document.since == document.changes_since == "Rev.1"


def test_a_change_without_a_decision_behind_it_is_reported() -> None:
    talks = worked_example()
    issued = talks.issue("Rev.1")
    talks.clauses[CLAUSE] = talks.clauses[CLAUSE].with_body("1. States may.\n")
    assert (
        "Article 4 has changed without a recorded decision"
        in consolidate(talks.at(), style="redline", since=issued).notes
    )


def test_a_redline_of_a_selection_is_labelled_with_its_amendments() -> None:
    document = consolidate(worked_example().at(), style="redline", selected=[NOR])
    [heading, paragraph] = document.blocks
    assert isinstance(heading, Heading)
    assert [entry.amendments for entry in heading.changed_by] == [(NOR,)]
    assert isinstance(paragraph, Paragraph)
    assert f"[-refrain from-]{{+not conduct or knowingly support - {NOR}+}}" in printed(paragraph.content)
