import pytest
from hypothesis import example, given

from drafter.text.alternatives import Proposal, alternatives
from drafter.text.attribution import Parties, Voice
from drafter.text.inline import BracketedParagraph
from drafter.text.notation import Retain, bracketed
from drafter.text.printing import own_brackets, plain
from drafter.text.tokens import tokens
from tests.text.readback import key, readback
from tests.text.texts import canonical, dear, versions

PARTIES = Parties(
    (("AOSIS", ("FJI", "TUV")), ("EU", ("DEU", "EST", "FRA"))),
    ("AUS", "BRA", "CHE", "DEU", "EST", "FJI", "FRA", "IND", "JPN", "NOR", "RUS", "TUV", "USA"),
)

ARTICLE_4 = "1. States shall refrain from cyber operations that damage critical infrastructure.\n"


def proposals(*texts: tuple[str, str] | tuple[str, str, str]) -> list[Proposal]:
    """Proposals named after their signatory, `NOR-1`; a third member names the parent."""
    return [Proposal(f"{each[0]}-1", each[1], f"{each[2]}-1" if len(each) > 2 else None) for each in texts]


def paragraphs(
    base: str, tabled: list[Proposal], retains: list[Retain] | None = None, **voices: list[Voice]
) -> tuple[BracketedParagraph, ...]:
    """The bracketed paragraphs; each proposal is proposed by the signatory in its name, besides the voices given."""
    said = {each.name: [Voice(each.name[:3], "proposes"), *voices.get(each.name[:3], [])] for each in tabled}
    return bracketed(alternatives(base, tabled), said, PARTIES, retains=retains or [])


def printed(base: str, tabled: list[Proposal], retains: list[Retain] | None = None, **voices: list[Voice]) -> str:
    """The same, printed with names."""
    return plain(paragraphs(base, tabled, retains, **voices))


def the_worked_example(*, attributed: bool) -> str:
    replacing = ARTICLE_4.replace("refrain from", "not conduct or knowingly support")
    adding = ARTICLE_4.replace("infrastructure", "infrastructure, including submarine cables")
    deleting = ARTICLE_4.replace("critical ", "")
    tabled = [Proposal("NOR-1", replacing), Proposal("FJI-1", adding), Proposal("RUS-1", deleting)]
    voices = {
        "NOR-1": [Voice("NOR", "proposes"), Voice("EST", "cosponsors")],
        "FJI-1": [Voice("AOSIS", "proposes"), Voice("EST", "supports"), Voice("RUS", "opposes")],
        "RUS-1": [Voice("RUS", "proposes"), Voice("NOR", "reserves")],
    }
    retains = [Retain("JPN", frozenset({"NOR-1"}))]
    return plain(bracketed(alternatives(ARTICLE_4, tabled), voices, PARTIES, retains=retains), attributed=attributed)


def test_the_worked_example_prints_as_it_stands_in_the_notation() -> None:
    assert the_worked_example(attributed=True) == (
        "1. States shall [refrain from - JPN retain / not conduct or knowingly support - NOR, EST] cyber operations "
        "that damage [critical - RUS delete; NOR reserve] infrastructure[, including submarine cables - AOSIS, EST; "
        "RUS delete].\n"
    )


def test_words_that_are_joined_or_parted_stand_whole_in_the_bracket() -> None:
    def shown(base: str, text: str) -> str:
        return printed(base, proposals(("NOR", text)))

    apart, hyphen = "Protect human rights.\n", "Protect human-rights.\n"
    assert shown(apart, hyphen) == "Protect [human rights / human-rights - NOR].\n"
    assert shown(hyphen, apart) == "Protect [human-rights / human rights - NOR].\n"
    assert shown("Article 4 bis applies.\n", "Article 4bis applies.\n") == "Article [4 bis / 4bis - NOR] applies.\n"
    assert shown("human rights", "human-rights") == "[human rights / human-rights - NOR]\n"


def test_a_word_with_a_hyphen_of_which_the_first_part_is_replaced_stands_whole_in_the_bracket() -> None:
    base = "The Committee may address cases of non-compliance by States.\n"
    text = base.replace("address cases of non-compliance", "promote compliance")
    shown = printed(base, proposals(("NOR", text)))
    assert shown == "The Committee may [address cases of non-compliance / promote compliance - NOR] by States.\n"
    assert readback(shown).proposals == {"NOR": text}


def test_wordings_of_which_one_begins_with_a_sign_and_another_with_a_word_have_the_word_before_them() -> None:
    base = "The Parties shall cooperate.\n"
    chapeau = "The Parties shall:\n\n(a) cooperate; and\n\n(b) exchange information.\n"
    tabled = proposals(("BRA", chapeau), ("NOR", base.replace(".", " in good faith.")), ("RUS", base.replace(".", ";")))
    shown = printed(base, tabled)
    assert shown.startswith("The Parties [shall cooperate")
    assert "shall: - BRA" in shown
    assert "  " not in shown
    assert readback(shown).proposals == {each.name[:3]: each.text for each in tabled}
    point = "(c) report; and\n"
    tabled = proposals(("BRA", "(c) report.\n"), ("NOR", "(c) report in writing.\n"))
    assert printed(point, tabled) == "(c) [report; and / report. - BRA / report in writing. - NOR]\n"


def test_words_added_behind_a_wording_that_is_itself_amended_have_a_bracket_without_a_sign_for_nothing() -> None:
    agreed = "Disputes shall be settled by negotiation.\n"
    tabled = proposals(
        ("BRA", agreed.replace("negotiation", "peaceful means")),
        ("NOR", agreed.replace("negotiation", "peaceful means of their choice"), "BRA"),
        ("RUS", agreed.replace("negotiation", "negotiation or arbitration")),
    )
    assert printed(agreed, tabled) == (
        "Disputes shall be settled by [negotiation / peaceful means[ of their choice - NOR] - BRA] "
        "[or arbitration - RUS].\n"
    )


def test_two_that_join_a_word_to_its_neighbours_on_either_side_are_both_shown() -> None:
    base = "Protect human rights defenders.\n"
    shown = printed(
        base, proposals(("NOR", base.replace("human rights", "human-rights")), ("RUS", base.replace("s d", "s-d")))
    )
    assert shown == "Protect [human rights / human-rights - NOR][␣ / \\- - RUS]defenders.\n"
    assert readback(shown).proposals == {
        "NOR": "Protect human-rights defenders.\n",
        "RUS": "Protect human rights-defenders.\n",
    }


def test_a_paragraph_break_that_is_proposed_is_not_shown_as_one_of_the_text() -> None:
    base = "States co-operate and report.\n"
    parted = base.replace("co-operate and", "co-operate fully\n\nand")
    assert printed(base, proposals(("NOR", parted))) == "States co-operate [fully¶ - NOR]and report.\n"


def test_without_names_the_wordings_stand_side_by_side() -> None:
    assert the_worked_example(attributed=False) == (
        "1. States shall [refrain from][not conduct or knowingly support] cyber operations that damage [critical] "
        "infrastructure[, including submarine cables].\n"
    )


def test_two_insertions_at_one_point_are_two_additions_in_order_of_tabling() -> None:
    one, other = (ARTICLE_4.replace("infrastructure", f"infrastructure, {what}") for what in ("dams", "cables"))
    assert "infrastructure[, cables - USA][, dams - BRA]." in printed(
        ARTICLE_4, proposals(("USA", other), ("BRA", one))
    )


def test_two_identical_proposals_are_one_bracket_with_both_names() -> None:
    text = ARTICLE_4.replace("damage", "impair")
    assert "[damage / impair - BRA, USA]" in printed(ARTICLE_4, proposals(("USA", text), ("BRA", text)))


def test_deleted_by_one_and_replaced_by_another_is_a_bracket_with_both() -> None:
    tabled = proposals(("RUS", ARTICLE_4.replace("critical ", "")), ("BRA", ARTICLE_4.replace("critical", "vital")))
    assert "damage [critical - RUS delete / vital - BRA] infrastructure" in printed(ARTICLE_4, tabled)


def test_a_change_inside_deleted_words_is_nested_in_them() -> None:
    tabled = proposals(
        ("IND", ARTICLE_4.replace(" that damage critical infrastructure", "")),
        ("RUS", ARTICLE_4.replace("critical ", "")),
        ("BRA", ARTICLE_4.replace("critical", "essential")),
    )
    assert printed(ARTICLE_4, tabled) == (
        "1. States shall refrain from cyber operations [that damage [critical - RUS delete / essential - BRA] "
        "infrastructure - IND delete].\n"
    )


ARTICLE_5 = (
    "5. Each Party shall take all appropriate measures to protect its critical infrastructure from harmful operations "
    "that originate outside its territory.\n"
)


def test_delegations_that_dispute_the_same_words_have_their_phrases_printed_whole() -> None:
    rivals = {
        "BRA": "effective measures, as appropriate,",
        "IND": "all feasible steps",
        "USA": "all necessary legislative measures",
    }
    tabled = proposals(*((who, ARTICLE_5.replace("all appropriate measures", words)) for who, words in rivals.items()))
    assert (
        "shall take [all appropriate measures / effective measures, as appropriate, - BRA / all feasible steps - IND / "
        "all necessary legislative measures - USA] to protect"
    ) in printed(ARTICLE_5, tabled)


def test_rival_words_with_a_hyphen_are_not_divided_at_it() -> None:
    base = "The Parties shall promote the transition to a low-carbon economy, as appropriate.\n"
    rivals = {"BRA": "low-emission", "IND": "carbon-neutral", "USA": "zero-carbon"}
    tabled = proposals(*((who, base.replace("low-carbon", word)) for who, word in rivals.items()))
    assert printed(base, tabled) == (
        "The Parties shall promote the transition to a [low-carbon / low-emission - BRA / carbon-neutral - IND / "
        "zero-carbon - USA] economy, as appropriate.\n"
    )


def test_changes_of_single_words_that_no_rival_touches_are_bracketed_each_by_itself() -> None:
    tabled = proposals(
        ("BRA", ARTICLE_5.replace("all appropriate measures", "every effective measure")),
        ("IND", ARTICLE_5.replace("protect", "defend").replace("infrastructure", "systems")),
        ("USA", ARTICLE_5.replace("shall", "should")),
    )
    assert (
        "Party [shall / should - USA] take [all appropriate measures / every effective measure - BRA] to "
        "[protect / defend - IND] its critical [infrastructure / systems - IND] from harmful"
    ) in printed(ARTICLE_5, tabled)


def test_a_short_change_of_a_long_passage_for_which_another_has_other_words_stands_inside_it() -> None:
    long = "protect its critical infrastructure from harmful operations"
    tabled = proposals(
        ("BRA", ARTICLE_5.replace(long, "co-operate with the Secretariat")),
        ("IND", ARTICLE_5.replace("critical", "vital")),
    )
    assert "to [protect its [critical / vital - IND] infrastructure from harmful operations / co-operate" in printed(
        ARTICLE_5, tabled
    )


def test_a_label_whose_words_one_deletes_and_another_replaces_is_in_no_bracket() -> None:
    base = "1. First words here.\n\n2. Words stand in it.\n"
    gone, other = base.replace("2. Words stand in it.", "2."), base.replace("Words", "Others")
    first = "1. First words here.\n\n"
    assert printed(base, proposals(("AUS", gone))) == f"{first}2. [Words stand in it. - AUS delete]\n"
    assert printed(base, proposals(("AUS", gone), ("NOR", other))) == (
        f"{first}2. [[Words / Others - NOR] stand in it. - AUS delete]\n"
    )
    assert printed(gone, proposals(("AUS", base))) == f"{first}2. [Words stand in it. - AUS]\n"


def test_words_to_be_deleted_are_bracketed_inside_those_for_which_another_has_others() -> None:
    tabled = proposals(
        ("BRA", ARTICLE_5.replace(" that originate outside its territory", "")),
        ("IND", ARTICLE_5.replace("operations that originate outside its territory", "acts")),
    )
    assert "harmful [operations[ that originate outside its territory - BRA delete] / acts - IND]." in (
        printed(ARTICLE_5, tabled)
    )


def test_who_deletes_a_word_and_who_adds_one_behind_it_do_not_dispute_a_space() -> None:
    base = "A weapon is software designed or adapted to damage data.\n"
    tabled = proposals(("DEU", base.replace(" or adapted", "")), ("BRA", base.replace("adapted", "adapted, or used,")))
    assert (
        printed(base, tabled)
        == "A weapon is software designed [or adapted - DEU delete][, or used, - BRA] to damage data.\n"
    )


def test_a_sub_amendment_is_a_bracket_inside_the_wording_that_it_amends() -> None:
    parent = ARTICLE_4.replace("refrain from", "not conduct or knowingly support")
    tabled = proposals(("NOR", parent), ("CHE", parent.replace("knowingly ", ""), "NOR"))
    assert "[refrain from / not conduct or [knowingly - CHE delete] support - NOR]" in printed(ARTICLE_4, tabled)


def test_a_sub_amendment_to_added_words_stands_inside_them() -> None:
    parent = ARTICLE_4.replace("infrastructure", "infrastructure or plan to do so")
    child = parent.replace("plan to do so", "intend to do so within a year")
    rival = ARTICLE_4.replace("infrastructure", "infrastructure or data")
    tabled = proposals(("NOR", parent), ("USA", rival), ("CHE", child, "NOR"))
    assert printed(ARTICLE_4, tabled).endswith(
        "infrastructure [or [plan / intend - CHE] to do so[ within a year - CHE] - NOR] [or data - USA].\n"
    )


def test_a_sub_amendment_that_goes_on_into_the_words_behind_is_no_rival_of_the_base() -> None:
    parent = ARTICLE_4.replace("refrain from", "refrain at all times from")
    child = ARTICLE_4.replace("refrain from cyber", "refrain always from all cyber")
    tabled = proposals(("NOR", parent), ("CHE", child, "NOR"))
    text = printed(ARTICLE_4, tabled)
    assert "[at all times / always - CHE]" in text or "[[at all times / always - CHE] - NOR]" in text


def test_a_sub_amendment_does_not_speak_for_its_parents_other_words() -> None:
    parent = ARTICLE_4.replace("refrain from", "not conduct").replace("critical", "essential")
    tabled = proposals(("NOR", parent), ("CHE", parent.replace("essential", "vital"), "NOR"))
    assert "[refrain from / not conduct - NOR]" in printed(ARTICLE_4, tabled)


def test_punctuation_goes_inside_so_that_both_readings_parse() -> None:
    text = ARTICLE_4.replace(" that damage critical infrastructure.", ".\n\nThis applies in peace.")
    assert printed(ARTICLE_4, proposals(("BRA", text))) == (
        "1. States shall refrain from cyber operations [that damage critical infrastructure - BRA delete].\n\n"
        "[This applies in peace. - BRA]\n"
    )


def test_a_sentence_added_at_the_end_stands_behind_the_space() -> None:
    text = ARTICLE_4.replace(".\n", ". This applies in peace.\n")
    assert "infrastructure. [This applies in peace. - BRA]\n" in printed(ARTICLE_4, proposals(("BRA", text)))


TWO = ARTICLE_4 + "\n2. Each Party shall report to the Secretariat once a year.\n"


def test_an_added_and_a_deleted_paragraph_are_brackets_of_their_own() -> None:
    third = "2 bis. Disputes are settled by negotiation between the Parties."
    first, second = TWO[:-1].split("\n\n")
    tabled = proposals(("FRA", f"{first}\n\n{second}\n\n{third}\n"), ("RUS", f"{first}\n"))
    assert printed(TWO, tabled, RUS=[Voice("JPN", "opposes")]).split("\n\n")[1:] == [
        "[2. Each Party shall report to the Secretariat once a year. - JPN retain; RUS delete]",
        "[2 bis. Disputes are settled by negotiation between the Parties. - FRA]\n",
    ]


def test_a_moved_paragraph_is_shown_where_it_was_and_where_it_would_be() -> None:
    first, second = TWO[:-1].split("\n\n")
    shown = paragraphs(TWO, proposals(("IND", f"{second}\n\n{first}\n")))
    assert [(each.kind, each.names) for each in shown] == [("moved", ("IND-1",)), ("base", ()), ("deleted", ("IND-1",))]
    assert plain(shown).count("IND move]") == 1


def test_a_renumbered_paragraph_changes_nothing_but_its_label() -> None:
    tabled = proposals(("FRA", TWO.replace("2. Each", "3. Each")))
    assert printed(TWO, tabled).split("\n\n")[1] == (
        "[2. / 3. - FRA renumber] Each Party shall report to the Secretariat once a year.\n"
    )


def test_asking_to_retain_a_provision_shows_there_only() -> None:
    tabled = proposals(("FRA", TWO.replace("damage", "impair").replace("once a year", "annually")))
    text = printed(TWO, tabled, [Retain("JPN", None, "2")])
    assert "[damage / impair - FRA]" in text
    assert "[once a year - JPN retain / annually - FRA]" in text


def test_asking_to_retain_the_clause_shows_at_every_dispute() -> None:
    tabled = proposals(("FRA", TWO.replace("damage", "impair")), ("RUS", TWO.replace("critical ", "")))
    text = printed(TWO, tabled, [Retain("JPN")])
    assert "[damage - JPN retain / impair - FRA]" in text
    assert "[critical - JPN retain; RUS delete]" in text


def test_asking_to_retain_the_text_asks_for_an_addition_to_go() -> None:
    tabled = proposals(("FRA", ARTICLE_4.replace("infrastructure", "infrastructure and data")))
    assert "[and data - FRA; JPN delete]" in printed(ARTICLE_4, tabled, [Retain("JPN")])


def test_a_rewritten_paragraph_is_given_in_whole_alternatives() -> None:
    rival = "1. Governments may conduct any such acts against networks whenever a court of law has so allowed.\n"
    tabled = proposals(("BRA", rival), ("USA", ""))
    text = printed(ARTICLE_4, tabled, [Retain("JPN")])
    assert text.split("\n\n") == [
        f"Alt 1: {ARTICLE_4[:-1]} (JPN retain)",
        f"Alt 2: {rival[:-1]} (BRA)",
        "Alt 3: No text (USA)\n",
    ]


def test_each_whole_wording_shows_what_it_changes_of_the_agreed_text() -> None:
    provides = (
        "Developed country Parties shall provide new and additional financial resources to developing countries.\n"
    )
    tabled = proposals(
        (
            "BRA",
            provides.replace("Developed country Parties shall provide", "All Parties able to do so shall mobilize"),
        ),
        ("IND", provides.replace("new and additional financial resources", "adequate and predictable support")),
        ("USA", provides.replace("additional ", "")),
    )
    assert printed(provides, tabled).split("\n\n") == [
        f"Alt 1: {provides[:-1]} (text as it stands)",
        "Alt 2: [-Developed country Parties-]{+All Parties able to do so+} shall [-provide-]{+mobilize+} new and "
        "additional financial resources to developing countries. (BRA)",
        "Alt 3: Developed country Parties shall provide [-new and additional financial resources-]{+adequate and "
        "predictable support+} to developing countries. (IND)",
        "Alt 4: Developed country Parties shall provide new and [-additional -]financial resources to developing "
        "countries. (USA)\n",
    ]


def test_a_word_that_all_keep_parts_two_disputes() -> None:
    base = "Each Party shall regularly maintain registers.\n"
    tabled = proposals(("AUS", base.replace("shall regularly maintain", "should regularly fill")))
    tabled += proposals(("BRA", base.replace("shall", "may")), ("CHE", base.replace("maintain", "keep")))
    assert printed(base, tabled) == (
        "Each Party [shall / should - AUS / may - BRA] regularly [maintain / fill - AUS / keep - CHE] registers.\n"
    )


def test_who_says_more_beside_words_in_dispute_has_one_wording_there() -> None:
    base = "Developing country Parties are eligible for support.\n"
    tabled = proposals(
        (
            "AUS",
            base.replace("Developing country Parties", "developing country Parties and other countries in transition"),
        ),
        ("BRA", base.replace("Developing country Parties", "Parties in need of support")),
    )
    assert printed(base, tabled) == (
        "[Developing country Parties / developing country Parties and other countries in transition - AUS / "
        "Parties in need of support - BRA] are eligible for support.\n"
    )


def test_many_wordings_of_one_word_are_given_side_by_side() -> None:
    codes = ("AUS", "BRA", "CHE", "DEU", "EST", "FJI", "FRA")
    wordings = ("harm", "impair", "hit", "disrupt", "disable", "attack", "affect")
    tabled = proposals(*((code, ARTICLE_4.replace("damage", each)) for code, each in zip(codes, wordings, strict=True)))
    shown = paragraphs(ARTICLE_4, tabled)
    assert [each.kind for each in shown] == ["alternative"] * 8
    assert plain(shown).split("\n\n")[1] == (
        "Alt 2: 1. States shall refrain from cyber operations that [-damage-]{+harm+} critical infrastructure. (AUS)"
    )


@pytest.mark.parametrize(
    ("parent", "child", "brackets"),
    [
        ("promptly and fully report", "promptly report", "[promptly [and fully - DEU delete] - FRA] report"),
        ("promptly report", "promptly and fully report", "[promptly [and fully - DEU] - FRA] report"),
        ("report promptly and fully", "report fully", "report [[promptly and - DEU delete] fully - FRA]"),
        ("report promptly and fully", "report promptly", "report [promptly[ and fully - DEU delete] - FRA]"),
    ],
)
def test_a_sub_amendment_leaves_no_space_inside_the_bracket_of_what_it_amends(
    parent: str, child: str, brackets: str
) -> None:
    base = "Each Party shall report.\n"
    fra, deu = base.replace("report", parent), base.replace("report", child)
    assert printed(base, [Proposal("FRA", fra), Proposal("DEU", deu, "FRA")]) == base.replace("report", brackets)


def test_brackets_never_nest_deeper_than_three() -> None:
    base = "States shall at all times take every feasible step to protect each of the networks that civilians need.\n"
    inner = [
        base.replace(" that civilians need", ""),
        base.replace(" each of the networks that civilians need", ""),
        base.replace(" to protect each of the networks that civilians need", ""),
        base.replace(" every feasible step to protect each of the networks that civilians need", ""),
        base.replace("civilians need", "civilians use"),
    ]
    tabled = proposals(*zip(("AUS", "BRA", "CHE", "DEU", "EST"), inner, strict=True))  # type: ignore[arg-type]
    assert {each.kind for each in paragraphs(base, tabled)} == {"alternative"}


def test_the_texts_own_brackets_are_not_taken_for_disputes() -> None:
    base = "States [shall][should] act within [X] days.\n"
    assert printed(base, proposals(("FRA", base.replace("act", "react")))) == (
        "States ⟦shall⟧⟦should⟧ [act / react - FRA] within ⟦X⟧ days.\n"
    )
    assert own_brackets("[shall]") == "⟦shall⟧"


def test_the_mark_of_a_footnote_is_no_bracket_of_the_text_and_is_read_back() -> None:
    base = "1. States[^1] shall [fully] protect hospitals and dams \\[^2].\n"
    text = base.replace("dams", "dykes[^note-3]")
    shown = printed(base, proposals(("NOR", text)))
    assert shown == "1. States[^1] shall ⟦fully⟧ protect hospitals and [dams / dykes[^note-3] - NOR] \\\\⟦^2⟧.\n"
    read = readback(shown)
    assert (read.base, read.proposals) == (base, {"NOR": text})


def test_a_word_that_looks_like_notation_is_marked_as_text() -> None:
    base = "States shall act.\n"
    text = printed(base, proposals(("FRA", base.replace("act", "act / react - FRA"))))
    assert text == "States shall act [\\/ react \\- FRA - FRA].\n"


def test_brackets_in_a_text_from_right_to_left_are_isolated() -> None:
    base = "تمتنع الدول عن العمليات السيبرانية.\n"
    text = printed(base, proposals(("FRA", base.replace("السيبرانية", "الضارة"))))
    assert "\u2068[السيبرانية / الضارة - FRA]\u2069" in text


def test_where_a_sentence_would_begin_a_paragraph_of_its_own_the_sign_of_one_stands() -> None:
    base = "States shall act. They report.\n"
    text = printed(base, proposals(("FRA", base.replace(". They", ".\n\nThey"))))
    assert text == "States shall act.[␣ / ¶ - FRA]They report.\n"


def test_a_space_that_alone_is_in_dispute_can_be_seen() -> None:
    assert "cyber[␣ / ␣␣ - FRA]operations" in printed(
        ARTICLE_4, proposals(("FRA", ARTICLE_4.replace("cyber operations", "cyber  operations")))
    )


def test_a_backslash_before_a_paragraph_break_is_read_back() -> None:
    base = ARTICLE_4.replace("operations that", "operations\\ that")
    split = base.replace("operations\\ that", "operations\\\n\nThat")
    shown = paragraphs(base, proposals(("FRA", split)))
    reading = readback(f"{plain(shown)}\n{key(shown, ['FRA-1'])}\n")
    assert (reading.base, reading.proposals["FRA-1"]) == (base, split)


def test_a_paragraph_that_would_be_split_shows_where() -> None:
    text = printed(ARTICLE_4, proposals(("FRA", ARTICLE_4.replace("operations that", "operations.\n\nThat"))))
    assert "¶" in text


@dear
@given(versions(1, 5))
@example(("北京条约support\n", ["support\n"]))
def test_every_proposed_word_stands_in_the_bracketed_text(case: tuple[str, list[str]]) -> None:
    base, texts = canonical(case[0]), [canonical(text) for text in case[1]]
    tabled = [Proposal(f"P{n}", text) for n, text in enumerate(texts)]
    text = plain(bracketed(alternatives(base, tabled), {}, PARTIES))
    for word in {word for each in (base, *texts) for word in tokens(each) if word.isalpha()}:
        assert word in text
