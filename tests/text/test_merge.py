import re
from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from drafter.text.merge import Agreed, Conflict, Merge, conflicting, merge, merged_heading
from drafter.text.paragraphs import paragraphs
from drafter.text.reconcile import First
from tests.text.texts import dear, known_words, law, texts, versions

MIRROR = {"ours": "theirs", "theirs": "ours", "base": "base", "both": "both"}

BASE = (
    "1. States shall refrain from targeting hospitals, schools and power plants in times of peace.\n\n"
    "2. Each Party shall report annually to the Secretariat on the measures that it has taken.\n\n"
    "3. Nothing in this Article affects the Charter of the United Nations.\n"
)
FIRST, SECOND, THIRD = BASE[:-1].split("\n\n")


def mirrored(result: Merge) -> list[Agreed | Conflict]:
    """The pieces as the other side sees them."""
    return [
        Conflict(piece.base, piece.theirs, piece.ours, piece.start)
        if isinstance(piece, Conflict)
        else Agreed(piece.text, MIRROR[piece.side], piece.near, piece.base, piece.theirs, piece.ours)  # type: ignore[arg-type]
        for piece in result.pieces
    ]


@dear
@given(versions(1, 1))
def test_a_change_of_one_side_alone_is_taken(case: tuple[str, list[str]]) -> None:
    base, (new,) = case
    assert merge(base, new, base).text == new
    assert merge(base, base, new).text == new


@dear
@given(versions(1, 1))
def test_a_change_that_both_sides_make_is_taken_once(case: tuple[str, list[str]]) -> None:
    base, (new,) = case
    assert merge(base, new, new).text == new
    assert merge(base, new, new, first="ours").text == new


@dear
@given(versions(2, 2))
def test_the_pieces_rebuild_all_three_texts(case: tuple[str, list[str]]) -> None:
    base, (ours, theirs) = case
    for first in (None, "ours", "theirs"):
        pieces = merge(base, ours, theirs, first=first).pieces  # type: ignore[arg-type]
        assert "".join(piece.base for piece in pieces) == base
        assert "".join(piece.ours for piece in pieces) == ours
        assert "".join(piece.theirs for piece in pieces) == theirs


@dear
@given(versions(2, 2))
def test_swapping_the_sides_mirrors_the_result(case: tuple[str, list[str]]) -> None:
    base, (ours, theirs) = case
    assert mirrored(merge(base, ours, theirs)) == list(merge(base, theirs, ours).pieces)
    assert mirrored(merge(base, ours, theirs, first="ours")) == list(merge(base, theirs, ours, first="theirs").pieces)


@dear
@given(versions(2, 2))
def test_no_conflict_has_two_equal_members(case: tuple[str, list[str]]) -> None:
    base, (ours, theirs) = case
    for conflict in merge(base, ours, theirs).conflicts:
        assert len({conflict.base, conflict.ours, conflict.theirs}) == 3


@dear
@given(versions(2, 2))
def test_a_merged_text_has_no_word_that_neither_side_wrote(case: tuple[str, list[str]]) -> None:
    base, (ours, theirs) = case
    result = merge(base, ours, theirs)
    if result.clean:
        allowed = set("".join((base, ours, theirs))) | {"\n"}
        assert set(result.text) <= allowed


@dear
@given(texts(), texts(), st.data())
def test_a_paragraph_deleted_meanwhile_is_never_changed_in_silence(text: str, other: str, data: st.DataObject) -> None:
    items = paragraphs(text).items
    bodies = [each.body for each in items]
    assume(items and len(set(bodies)) == len(bodies))
    place = data.draw(st.integers(0, len(items) - 1))
    words = [each.body for each in paragraphs(other).items if each.body not in bodies]
    assume(words)
    before = "".join(each.text + each.separator for each in items[:place])
    after = "".join(each.text + each.separator for each in items[place + 1 :])
    changed = before + items[place].label + words[0] + items[place].separator + after
    # New words may read as a label or as white space where they stand.
    assume([each.label for each in paragraphs(changed).items] == [each.label for each in items])
    base = before + items[place].text + items[place].separator + after
    for result in (merge(base, before + after, changed), merge(base, changed, before + after)):
        assert result.conflicts, result.text


def test_changes_of_different_sentences_merge() -> None:
    ours = BASE.replace("hospitals", "civilian hospitals")
    theirs = BASE.replace("annually", "every two years")
    assert merge(BASE, ours, theirs).text == BASE.replace("hospitals", "civilian hospitals").replace(
        "annually", "every two years"
    )


def test_two_wordings_of_the_same_words_are_a_conflict_that_carries_both() -> None:
    result = merge(BASE, BASE.replace("annually", "every year"), BASE.replace("annually", "every two years"))
    assert result.conflicts == (Conflict("annually", "every year", "every two years", 44),)
    with pytest.raises(ValueError, match="conflicts"):
        _ = result.text


def test_words_stand_apart_from_a_label_and_from_each_other_where_a_side_or_the_base_has_none() -> None:
    base = "1. First words here.\n\n2. Words stand in it.\n"
    gone, other = base.replace("2. Words stand in it.", "2."), base.replace("Words", "Others")
    (conflict,) = merge(base, gone, other).conflicts
    assert (conflict.ours, conflict.theirs) == ("", " Others stand in it.")
    assert merge(gone, base, other, first="ours").conflicts
    both = merge(gone, gone.replace("2.", "2. New."), gone.replace("2.", "2. Old."), first="ours")
    assert both.text == "1. First words here.\n\n2. New. Old.\n"
    renumbered = merge(gone, gone.replace("2.", "2. New."), gone.replace("2.", "2 bis."))
    assert renumbered.text == "1. First words here.\n\n2 bis. New.\n"


def test_words_that_nobody_proposed_do_not_arise_from_two_close_changes() -> None:
    base = "States shall refrain from that.\n"
    assert not merge(base, "States should refrain from that.\n", "States shall abstain from that.\n").clean


def test_a_sign_that_both_put_in_is_agreed_though_one_puts_in_a_word_right_before_or_behind_it() -> None:
    base = "States shall refrain from the use of force.\n"
    both = base.replace("use of", "use, of armed")
    for other in (base.replace("use of", "use, of"), base.replace("of force", "of armed force")):
        assert merge(base, both, other).text == merge(base, other, both).text == both


def test_a_clean_merge_close_to_the_other_sides_change_has_to_be_read() -> None:
    result = merge(BASE, BASE.replace("shall refrain", "shall not refrain"), BASE.replace("targeting", "attacking"))
    assert result.clean
    assert [piece.text for piece in result.near] == ["not ", "attacking"]


def test_a_change_far_from_the_others_is_not_near() -> None:
    result = merge(BASE, BASE.replace("States", "Parties"), BASE.replace("United Nations", "Organisation"))
    assert result.clean
    assert not result.near


def test_a_paragraph_deleted_meanwhile_always_conflicts_with_its_change() -> None:
    for paragraph in (FIRST, SECOND, THIRD):
        without = "\n\n".join(each for each in (FIRST, SECOND, THIRD) if each != paragraph) + "\n"
        changed = BASE.replace(paragraph, paragraph.replace(".", ", without delay.").replace("1,", "1."))
        assert not merge(BASE, without, changed).clean
        assert not merge(BASE, changed, without).clean


def test_a_paragraph_of_which_another_one_took_the_number_is_deleted_all_the_same_and_has_to_be_read() -> None:
    third = THIRD.replace("3.", "4.")
    renumbered = f"{FIRST}\n\n2. States report.\n\n{SECOND.replace('2.', '3.')}\n\n{third}\n"
    without = f"{FIRST}\n\n{SECOND}\n"
    for one, other in ((renumbered, without), (without, renumbered)):
        result = merge(BASE, one, other)
        assert result.text == renumbered.replace(f"\n\n{third}", "")
        assert THIRD in [each.base for each in result.near]
        assert not conflicting(BASE, one, other)


def test_a_paragraph_that_one_renumbers_and_the_other_moves_is_a_conflict_since_its_number_would_be_lost() -> None:
    renumbered = BASE.replace("3. ", "4. ")
    moved = "\n\n".join((THIRD, FIRST, SECOND)) + "\n"
    assert not merge(BASE, renumbered, moved).clean
    assert not merge(BASE, moved, renumbered).clean


def test_a_paragraph_moved_meanwhile_conflicts_with_its_change() -> None:
    moved = "\n\n".join((FIRST, THIRD, SECOND)) + "\n"
    assert not merge(BASE, moved, BASE.replace("affects", "modifies")).clean


def test_a_paragraph_moved_to_two_places_does_not_stand_twice() -> None:
    one, other = "\n\n".join((SECOND, FIRST, THIRD)) + "\n", "\n\n".join((FIRST, THIRD, SECOND)) + "\n"
    result = merge(BASE, one, other)
    assert not result.clean or result.text.count(SECOND) == 1


RULES = (
    "Each Party shall protect its cables against damage.",
    "Hospitals shall never be attacked by anybody.",
    "Dams and dykes are spared in all circumstances.",
    "The Secretariat keeps a register of incidents.",
    "Reports are made each year in writing.",
    "This treaty enters into force on deposit.",
    "Zones are marked on charts by the coastal State.",
)


def ordered(order: str) -> str:
    """Give the rules in an order, numbered from 1; those that it leaves out are deleted."""
    return "\n\n".join(RULES[int(each) - 1] for each in order) + "\n"


@pytest.mark.parametrize("other", ["1324567", "134567"])
def test_a_paragraph_moved_and_moved_elsewhere_or_deleted_is_disputed_where_it_could_stand_and_nowhere_else(
    other: str,
) -> None:
    found = merge(ordered("1234567"), ordered("1342567"), ordered(other))
    disputed = "".join(conflict.base for conflict in found.conflicts)
    assert [each for each in RULES if each in disputed] == [*RULES[1:4]]


@pytest.mark.parametrize("first", ["ours", "theirs"])
def test_a_paragraph_moved_and_deleted_is_disputed_also_where_another_one_comes_to_its_new_place(first: First) -> None:
    base, ours, theirs = ordered("1234567"), ordered("1345627"), ordered("145637")
    assert not merge(base, ours, theirs, first=first).clean
    assert not merge(base, theirs, ours, first=first).clean


@pytest.mark.parametrize("first", ["ours", "theirs"])
@pytest.mark.parametrize("both", ["23", "32"])
def test_to_a_place_to_which_both_moved_a_paragraph_one_may_move_another_one_before_or_behind_it(
    both: str, first: First
) -> None:
    base, ours, theirs = ordered("1234567"), ordered(f"1456{both}7"), ordered("1345627")
    assert merge(base, ours, theirs, first=first).text == ours
    assert merge(base, theirs, ours, first=first).text == ours


@pytest.mark.parametrize("first", ["ours", "theirs"])
def test_paragraphs_that_two_moved_to_one_place_from_above_and_below_keep_the_order_that_nobody_changed(
    first: First,
) -> None:
    base, down, up = ordered("1234567"), ordered("1342567"), ordered("1234756")
    for ours, theirs in ((down, up), (up, down)):
        assert merge(base, ours, theirs, first=first).text == ordered("1342756")


def test_two_headings_of_what_had_none_are_in_conflict_and_so_is_one_that_is_replaced_and_taken_away() -> None:
    for base, ours, theirs in (
        ("", "Scope", "Scope of use"),
        ("", "Scope", "Use"),
        ("Use of terms", "", "1. Definitions"),
    ):
        for one, other in ((ours, theirs), (theirs, ours)):
            assert merged_heading(base, one, other, first="ours").conflicts == (Conflict(base, one, other, 0),)


def test_a_paragraph_joined_to_another_one_conflicts_with_its_deletion_move_and_change() -> None:
    joined = f"{FIRST} {SECOND[3:]}\n\n{THIRD}\n"
    assert merge(BASE, joined, BASE).text == joined
    for rival in (
        f"{FIRST}\n\n{THIRD}\n",
        f"{SECOND}\n\n{FIRST}\n\n{THIRD}\n",
        BASE.replace("annually", "every year"),
    ):
        for first in (None, "ours", "theirs"):
            assert not merge(BASE, joined, rival, first=first).clean  # type: ignore[arg-type]
            assert not merge(BASE, rival, joined, first=first).clean  # type: ignore[arg-type]


def test_a_word_changed_where_another_paragraph_is_joined_merges() -> None:
    joined = f"{FIRST} {SECOND[3:]}\n\n{THIRD}\n"
    merged = merge(BASE, joined, BASE.replace("hospitals", "clinics"))
    assert merged.text == joined.replace("hospitals", "clinics")


def test_paragraphs_that_both_sides_join_alike_are_merged_by_their_words() -> None:
    joined = f"{FIRST} {SECOND[3:]}\n\n{THIRD}\n"
    one, other = joined.replace("hospitals", "clinics"), joined.replace("annually", "every year")
    both = joined.replace("hospitals", "clinics").replace("annually", "every year")
    for ours, theirs, merged in ((one, other, both), (one, joined, one), (joined, other, other)):
        assert merge(BASE, ours, theirs).text == merge(BASE, theirs, ours).text == merged
        assert not conflicting(BASE, ours, theirs)
    assert not merge(BASE, one, joined.replace("hospitals", "dams")).clean


def test_neighbouring_paragraphs_can_be_deleted_by_different_sides() -> None:
    assert merge(BASE, f"{SECOND}\n\n{THIRD}\n", f"{FIRST}\n\n{THIRD}\n").text == f"{THIRD}\n"
    assert merge(BASE, f"{FIRST}\n\n{THIRD}\n", f"{FIRST}\n\n{SECOND}\n").text == f"{FIRST}\n"


def test_a_last_paragraph_deleted_and_one_added_before_it_both_hold() -> None:
    fourth = "4. This Article is reviewed every five years."
    added = f"{FIRST}\n\n{SECOND}\n\n{fourth}\n\n{THIRD}\n"
    assert not merge(BASE, f"{FIRST}\n\n{SECOND}\n", added).conflicts


def test_two_insertions_at_one_point_both_stay_in_the_order_of_tabling() -> None:
    ours, theirs = BASE.replace("plants", "plants, dams"), BASE.replace("plants", "plants, water works")
    assert not merge(BASE, ours, theirs).clean
    assert "plants, dams, water works in" in merge(BASE, ours, theirs, first="ours").text
    assert "plants, water works, dams in" in merge(BASE, ours, theirs, first="theirs").text


def test_two_insertions_at_one_point_have_to_be_read() -> None:
    ours, theirs = BASE.replace("plants", "plants, dams"), BASE.replace("plants", "plants, water works")
    assert len(merge(BASE, ours, theirs, first="ours").near) == 2


def test_a_word_put_in_stays_in_its_sentence_whosever_sentence_is_put_in_beside_it() -> None:
    point = "1. States protect:\n\n(a) hospitals;\n\n(b) dams. States report.\n"
    inside, behind = (
        point.replace("hospitals", "hospitals and schools"),
        point.replace("hospitals", "hospitals. None sails"),
    )
    before, yearly = (point.replace("States report", f"{each} States report") for each in ("Ships sail.", "Yearly,"))
    for first in ("ours", "theirs"):
        for one, other in ((inside, behind), (behind, inside)):
            assert "(a) hospitals and schools. None sails;" in merge(point, one, other, first=first).text  # type: ignore[arg-type]
        for one, other in ((before, yearly), (yearly, before)):
            assert "dams. Ships sail. Yearly, States report." in merge(point, one, other, first=first).text  # type: ignore[arg-type]


def test_paragraphs_that_two_moved_to_one_place_stand_as_the_one_who_changed_their_order_wants_it() -> None:
    chapeau, hospitals = (
        "1. States protect:",
        "(a) all hospitals and schools, wherever they are, and who works in them;",
    )
    dams, last = "(b) every dam, dyke and power plant;", "2. Each Party reports."
    base, swapped, under, wanted = (
        "\n\n".join(each) + "\n"
        for each in (
            (chapeau, hospitals, dams, last),
            (chapeau, dams, hospitals, last),
            (chapeau, last, hospitals, dams),
            (chapeau, last, dams, hospitals),
        )
    )
    for first in ("ours", "theirs"):
        assert merge(base, under, swapped, first=first).text == wanted  # type: ignore[arg-type]
        assert merge(base, swapped, under, first=first).text == wanted  # type: ignore[arg-type]


def test_paragraphs_that_two_moved_to_one_place_in_orders_that_contradict_each_other_wait_for_a_person() -> None:
    alpha, beta, gamma, delta = (
        "Alpha acts with due care at all times.",
        "Beta reports to the Secretariat once a year.",
        "Gamma bears the costs of every inspection.",
        "Delta refrains from harmful operations anywhere.",
    )
    base, one, other = (
        "\n\n".join(each) + "\n"
        for each in ((alpha, beta, gamma, delta), (beta, delta, alpha, gamma), (gamma, alpha, beta, delta))
    )
    for first in ("ours", "theirs"):
        for ours, theirs in ((one, other), (other, one)):
            assert not merge(base, ours, theirs, first=first).clean  # type: ignore[arg-type]
            assert conflicting(base, ours, theirs, first=first)  # type: ignore[arg-type]


def test_two_added_paragraphs_both_stay_in_the_order_of_tabling() -> None:
    fourth, fifth = "4. A review takes place every five years.", "4. Disputes go to the Court."
    result = merge(BASE, f"{BASE}\n{fourth}\n", f"{BASE}\n{fifth}\n", first="ours")
    assert result.text == f"{BASE}\n{fourth}\n\n{fifth}\n"


def test_a_paragraph_that_both_add_among_others_does_not_stand_twice() -> None:
    fourth, fifth, sixth = "4. A review takes place.", "5. Disputes go to the Court.", "6. Reports are public."
    ours, theirs = f"{BASE}\n{fourth}\n\n{fifth}\n", f"{BASE}\n{fourth}\n\n{sixth}\n"
    for first in (None, "ours", "theirs"):
        result = merge(BASE, ours, theirs, first=first)  # type: ignore[arg-type]
        assert not result.clean or result.text.count(fourth) == 1


def test_rival_replacements_of_one_paragraph_do_not_both_stay() -> None:
    ours = BASE.replace(SECOND, "2 bis. Implementation is voluntary everywhere.")
    theirs = BASE.replace(SECOND, "(b) Compliance will be verified by inspectors.")
    assert not merge(BASE, ours, theirs, first="ours").clean


HOSPITALS = "1. States shall protect hospitals at all times. They shall not attack the networks of schools.\n"
REPORTS = "2. Each Party shall report to the Secretariat once a year.\n"
CHARTER = "3. Nothing in this Article affects the Charter of the United Nations.\n"
SENTENCE = " They shall not attack the networks of schools."


def _put(*, behind: str) -> str:
    """The three paragraphs, with the last sentence of the first one behind another."""
    whole = "\n".join((HOSPITALS, REPORTS, CHARTER)).replace(SENTENCE, "")
    return whole.replace(behind, behind + SENTENCE) if behind else whole


def test_a_sentence_that_goes_to_two_paragraphs_or_goes_and_is_deleted_is_a_conflict() -> None:
    base = "\n".join((HOSPITALS, REPORTS, CHARTER))
    to_second, to_third, deleted = _put(behind="year."), _put(behind="Nations."), _put(behind="")
    for ours, theirs in ((to_second, to_third), (to_second, deleted), (deleted, to_third)):
        for first in (None, "ours"):
            assert not merge(base, ours, theirs, first=first).clean
            assert conflicting(base, ours, theirs, first=first)
    assert merge(base, to_second, to_second.replace("Charter", "Statute")).text == (
        to_second.replace("Charter", "Statute")
    )


def test_a_sentence_in_dispute_is_in_conflict_where_it_was_and_where_it_would_be_and_nowhere_else() -> None:
    ours, theirs = _put(behind="year.").replace("hospitals", "clinics"), _put(behind="").replace("Charter", "Statute")
    result = merge("\n".join((HOSPITALS, REPORTS, CHARTER)), ours, theirs)
    [conflict] = result.conflicts
    assert conflict.base.startswith(SENTENCE)
    assert (conflict.ours + conflict.theirs).count(SENTENCE) == 1
    kept = "".join(piece.text for piece in result.pieces if isinstance(piece, Agreed))
    assert "protect clinics at all times." in kept
    assert "Nothing in this Article affects the Statute" in kept


@pytest.mark.parametrize("point", ["(a) hospitals;", "(b) schools;", "(c) dams."])
def test_a_point_of_a_list_that_one_moves_and_the_other_takes_out_or_moves_elsewhere_stands_once_or_not(
    point: str,
) -> None:
    points = ["States shall protect:", "(a) hospitals;", "(b) schools;", "(c) dams."]
    rest = [each for each in points if each != point]
    base, deleted, first, last, renamed = (
        "\n\n".join(each) + "\n" for each in (points, rest, [point, *rest], [*rest, point], [*rest, f"(x) {point[4:]}"])
    )
    for ours, theirs in combinations([deleted, first, last, renamed], 2):
        result = merge(base, ours, theirs, first="ours")
        assert conflicting(base, theirs, ours, first="theirs") is not result.clean
        if result.clean:
            assert result.text.count(point[4:]) == (ours != deleted)
    assert not merge(base, deleted, first).clean
    assert not merge(base, first, renamed).clean


def test_a_short_paragraph_deleted_meanwhile_conflicts_with_being_joined_to_another_in_other_words() -> None:
    base = f"1. States shall protect all hospitals.\n\n{SECOND}\n"
    joined = f"1. States shall protect hospitals always. {SECOND}\n"
    assert not merge(base, f"{SECOND}\n", joined).clean


def test_a_word_or_two_that_both_part_from_their_sentence_do_not_stand_twice() -> None:
    base = "1. States protect hospitals, schools, dams.\n\n2. They report.\n"
    one = "1. States protect hospitals, schools,\n\n(b) dams.\n\n2. They report.\n"
    other = "1. States protect hospitals, schools,\n\n(c) dams. Cables, too.\n\n2. They report.\n"
    for first in (None, "ours", "theirs"):
        assert not merge(base, one, other, first=first).clean  # type: ignore[arg-type]
        assert conflicting(base, other, one, first=first)  # type: ignore[arg-type]
    assert merge(base, one, one.replace("report", "report yearly")).clean


def test_a_short_paragraph_that_is_parted_elsewhere_does_not_outlive_its_deletion() -> None:
    points = ["States protect:", "(a) hospitals and schools;", "(b) dams."]
    base, deleted, parted = (
        "\n\n".join(each) + "\n"
        for each in (points, [points[0], points[2]], [points[0], points[2], "(c) hospitals", "(d) and schools;"])
    )
    assert not merge(base, deleted, parted, first="ours").clean
    assert conflicting(base, parted, deleted)


def test_a_short_sentence_moved_and_rewritten_does_not_outlive_its_deletion_nor_stand_twice() -> None:
    def text(chapeau: str, point: str, *rest: str) -> str:
        return (
            "\n\n".join([f"1. {chapeau}States protect dams:", f"(a) {point}ships sail;", *rest, "(c) ports open."])
            + "\n"
        )

    base, gone = text("", "", "(b) Parties shall report;"), text("", "")
    before, behind, shorter = text("Parties should report. ", ""), text("", "Parties report. "), text("Parties. ", "")
    same = text("Parties shall report. ", "")
    for one, other in ((gone, before), (gone, behind), (before, behind), (same, shorter)):
        assert not merge(base, one, other, first="ours").clean
        assert conflicting(base, other, one, first="theirs")
    assert merge(base, same, same.replace("sail", "sail freely")).clean
    two = base.replace("ships sail", "ships sail and inspect bridges")
    put = base.replace("States", "Inspect bridges. States").replace("Inspect", "inspect")
    assert not merge(two, base, put, first="ours").clean


def test_a_paragraph_that_both_bring_in_before_and_behind_a_deleted_one_does_not_stand_twice() -> None:
    new = "2 bis. Disputes go to the Court of Justice."
    replacing, adding = f"{FIRST}\n\n{new}\n\n{THIRD}\n", f"{FIRST}\n\n{new}\n\n{SECOND}\n\n{THIRD}\n"
    for first in (None, "ours", "theirs"):
        result = merge(BASE, replacing, adding, first=first)  # type: ignore[arg-type]
        assert conflicting(BASE, replacing, adding, first=first)  # type: ignore[arg-type]
        assert [FIRST in each.base or THIRD in each.base for each in result.conflicts] == [False]
    points = ["States protect:", "(a) hospitals;", "(b) schools."]
    base, replacing, adding = (
        "\n\n".join(each) + "\n" for each in (points, [*points[:2], "(c) dams;"], [*points[:2], "(c) dams;", points[2]])
    )
    assert not merge(base, replacing, adding, first="ours").clean


def test_a_short_point_that_each_adds_to_another_list_stands_in_both_and_in_one_list_is_a_conflict() -> None:
    base = "1. States protect:\n\n(a) hospitals;\n\n(b) dams.\n\n2. They report on:\n\n(a) attacks;\n\n(b) losses.\n"
    for point in ("(c) any other matter.", "(c) others."):
        one, other = (base.replace(each, f"{each[:-1]};\n\n{point}") for each in ("dams.", "losses."))
        result = merge(base, one, other, first="ours")
        assert result.text.count(point) == 2
        assert merge(base, result.text, other, first="ours").text == result.text
        earlier = base.replace("(b) dams", f"{point[:-1]};\n\n(b) dams")
        assert not merge(base, one, earlier, first="ours").clean
    moved = base.replace("(a) attacks;\n\n", "").replace("(b) dams.", "(b) dams;\n\n(c) attacks;")
    deleted = base.replace("(a) attacks;\n\n", "")
    assert not merge(base, moved, deleted, first="ours").clean


def test_a_paragraph_that_has_taken_the_place_and_number_of_another_is_not_added_once_more() -> None:
    base, adopted = "1. First words.\n\n2. Old.\n\n3. Last.\n", "1. First words.\n\n2. Cables.\n\n3. Last.\n"
    added = "1. First words.\n\n2. Old.\n\n2. Cables.\n\n3. Last.\n"
    assert not merge(base, adopted, added, first="ours").clean


def test_a_short_paragraph_that_was_made_longer_without_its_number_conflicts_with_its_deletion() -> None:
    base, deleted = "1. First words.\n\n2. Cables.\n\n3. Last words.\n", "1. First words.\n\n3. Last words.\n"
    assert not merge(
        base, deleted, base.replace("2. Cables.", "All pipes, wires and Cables of States."), first="ours"
    ).clean


def test_two_changes_of_a_heading_are_taken_together_where_those_of_a_text_would_be() -> None:
    base = "Protection of critical infrastructure"
    one, other = base.replace("Protection", "Security"), base.replace("infrastructure", "installations")
    assert merged_heading(base, one, other).text == "Security of critical installations"
    assert len(merged_heading(base, one, other).near) == 2
    close = base.replace("critical", "vital")
    for ours, theirs in ((one, close), (other, base.replace("infrastructure", "works")), (one, "Cables"), ("", one)):
        [conflict] = merged_heading(base, ours, theirs, first="ours").conflicts
        assert (conflict.base, conflict.ours, conflict.theirs) == (base, ours, theirs)
    assert not merged_heading("", "Scope", "Use of terms", first="ours").clean
    assert merged_heading("", "Scope", "Scope").text == "Scope"


def test_what_several_put_in_at_one_point_stands_once_in_the_order_of_tabling() -> None:
    dams, works = BASE.replace("plants", "plants, dams"), BASE.replace("plants", "plants, water works")
    both = merge(BASE, dams, works, first="ours").text
    assert merge(BASE, both, works, first="ours").text == both
    assert merge(BASE, both, dams, first="ours").text == both
    assert merge(BASE, works, both, first="theirs").text == both
    more = BASE.replace("plants", "plants, dams, water works and the cables of the high seas")
    again = BASE.replace("plants", "plants and the cables of the deep sea")
    assert not merge(BASE, more, again, first="ours").clean
    fourth, fifth = f"{BASE}\n4. A review takes place.\n", f"{BASE}\n5. Disputes go to the Court.\n"
    added = merge(BASE, fourth, fifth, first="ours").text
    assert merge(BASE, added, fifth, first="ours").text == added
    assert merge(BASE, added, fourth, first="ours").text == added


@law
@given(known_words(2, 2), st.sampled_from(["ours", "theirs"]))
def test_what_was_taken_before_is_not_put_in_once_more(case: tuple[str, list[str]], first: First) -> None:
    base, (ours, theirs) = case
    once = merge(base, ours, theirs, first=first)
    if not once.clean:
        return
    again = merge(base, once.text, theirs, first=first)
    if again.clean:
        found = re.findall(r"\w+", again.text)
        assert len(found) - len(set(found)) < 3


def test_a_sentence_of_which_most_words_stay_does_not_outlive_its_deletion_in_silence() -> None:
    rest = "The Parties shall meet once every year in Geneva to consider how this Convention is applied.\n"
    base = f"Each Party shall notify all; nobody may ask\n\nIt reports\n\n{rest}"
    ours = f"Each Party shall inform them\n\nAlso It reports\n\n{rest}"
    assert not merge(base, ours, f"It reports\n\n{rest}").clean


@law
@given(known_words(2, 2), st.sampled_from([None, "ours", "theirs"]))
def test_a_clean_merge_loses_no_word_and_has_no_sentence_twice(case: tuple[str, list[str]], first: First) -> None:
    base, (ours, theirs) = case
    result = merge(base, ours, theirs, first=first)
    assert conflicting(base, ours, theirs, first=first) is not result.clean
    if not result.clean:
        return
    old, mine, yours = (set(re.findall(r"\w+", text)) for text in (base, ours, theirs))
    found = re.findall(r"\w+", result.text)
    assert set(found) >= (mine & yours) | (mine - old) | (yours - old)
    assert set(found) <= mine | yours
    assert len(found) - len(set(found)) < 3
