"""Parts of an amendment: each can be taken or left (rule 89 of the General Assembly), and nothing else changes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from drafter.model.clause import Clause, compose_clause
from drafter.model.terms import Kind
from drafter.text.choice import ThreeWay
from drafter.text.parts import in_parts, taken, without_words
from tests.text.texts import canonical, law, versions

ATTACKS = "States shall refrain from attacks on hospitals."
CONTACT = "Each State shall designate a point of contact."
LEAVE = "Parties may leave this Convention at any time."
NEW = "Nothing in it affects the treaties of old."
TEXT = f"1. {ATTACKS}\n\n2. {CONTACT}\n\n(a) by day, and\n\n(b) by night;\n\n3. {LEAVE}\n"


def clause(body: str, number: str = "4") -> Clause:
    return compose_clause("scope", "210", kind=Kind.ARTICLE, number=number, heading="Scope", body=body)


def divided(old: str, new: str) -> ThreeWay:
    return in_parts({"scope": clause(old)}, {"scope": clause(new)})["scope"]


def exchanged(old: str, new: str) -> list[tuple[str, str]]:
    return [(each.conflict.ours.strip(), each.conflict.theirs.strip()) for each in divided(old, new).disputed]


@law
@given(versions(1, 1), st.sampled_from(["4", "4 bis"]), st.randoms(use_true_random=False))
def test_all_parts_taken_give_the_proposal_none_the_agreed_text_and_some_exactly_their_changes(
    case: tuple[str, list[str]], number: str, random: object
) -> None:
    base, (proposal,) = case
    try:
        now = clause(canonical(base) or "Nothing.\n")
        adopted = clause(canonical(proposal) or "Nothing.\n", number)
    except ValueError:
        return
    way = in_parts({"scope": now}, {"scope": adopted}).get("scope")
    if way is None:
        return
    ours, theirs = [each.conflict.ours for each in way.disputed], [each.conflict.theirs for each in way.disputed]
    assert way.composed(theirs) == adopted
    assert way.composed(ours) == now
    for nth, (left, come) in enumerate(zip(ours, theirs, strict=True)):
        alone = way.composed([*ours[:nth], come, *ours[nth + 1 :]])
        assert len(letters(alone.source)) - len(letters(now.source)) == len(letters(come)) - len(letters(left))
        if "|" not in alone.body:
            assert canonical(alone.body).strip() == alone.body.strip()
    words = {"scope": now}, {"scope": adopted}
    assert taken(*words, range(1, len(ours) + 1)) == words[1]
    assert taken(*words, ()) == words[0]


def letters(text: str) -> str:
    return "".join(text.split()).replace("…", "")


def test_a_paragraph_that_moves_is_one_part_in_both_its_places() -> None:
    """Half of a move would lose a paragraph, or say it twice."""
    moved = f"1. {CONTACT}\n\n(a) by day, and\n\n(b) by night;\n\n2. {ATTACKS}\n\n3. {LEAVE}\n"
    (one,) = divided(TEXT, moved).disputed
    assert len(one.places) > 1
    assert divided(TEXT, moved.replace("Parties may", "All may")).composed([one.conflict.ours, "All"]).body == (
        TEXT.replace("Parties may", "All may")
    )


def test_an_added_paragraph_and_the_numbers_that_it_shifts_are_one_part_and_words_behind_them_another() -> None:
    shifted = TEXT.replace("2. ", f"2. {NEW}\n\n3. ").replace("3. Parties may", "4. Parties can")
    assert exchanged(TEXT, shifted) == [("2. … 3.", f"2. {NEW}\n\n3. … 4."), ("may", "can")]
    way = divided(TEXT, shifted)
    assert way.composed(["2. … 3.", "can"]).body == TEXT.replace("may", "can")
    assert way.composed([way.disputed[0].conflict.theirs, "may"]).body == shifted.replace("can", "may")


def test_points_that_shift_in_one_list_are_no_part_of_another_list() -> None:
    two = f"{TEXT}\n(a) by land, and\n\n(b) by sea.\n"
    more = two.replace("(a) by day, and\n\n(b)", "(a) by day,\n\n(b) at dawn, and\n\n(c)")
    more = more.replace("(a) by land, and\n\n(b)", "(a) by air,\n\n(b) by land, and\n\n(c)")
    assert [theirs for _, theirs in exchanged(two, more) if theirs.startswith("(")] == [
        "(b) at dawn, and\n\n(c)",
        "(a) by air,\n\n(b) … (c)",
    ]


def test_a_paragraph_goes_with_its_points_and_two_that_come_can_be_told_apart() -> None:
    gone = TEXT.replace(f"2. {CONTACT}\n\n(a) by day, and\n\n(b) by night;\n\n", "").replace("3. ", "2. ")
    assert len(exchanged(TEXT, gone)) == 1
    added = f"{TEXT}\n4. {NEW}\n\n5. Others may sign.\n"
    assert exchanged(TEXT, added) == [("", f"4. {NEW}"), ("", "5. Others may sign.")]


def test_a_paragraph_in_the_place_of_another_is_one_part_and_two_new_ones_are_two() -> None:
    now = f"1. {ATTACKS}\n\n2. {CONTACT}\n"
    assert exchanged(now, f"1. {ATTACKS}\n\n{NEW}\n\nOthers may sign.\n") == [
        (f"2. {CONTACT}", NEW),
        ("", "Others may sign."),
    ]


def test_words_that_leave_a_label_alone_are_a_part_with_the_space_before_them() -> None:
    way = divided(TEXT, TEXT.replace(f"2. {CONTACT}", "2.").replace("may", "can"))
    assert way.composed(["", "may"]).body == TEXT.replace(f"2. {CONTACT}", "2.")


def test_the_rows_of_a_table_come_and_go_together_and_the_words_of_a_row_alone() -> None:
    table = "| State | Vote |\n| --- | --- |\n| A | 1 |\n| B | 2 |\n"
    assert exchanged(table, table.replace("1", "3").replace("2", "4")) == [("1", "3"), ("2", "4")]
    assert len(exchanged(table, table.replace("| A | 1 |\n", "").replace("2", "4"))) == 1


def test_a_clause_that_comes_or_goes_is_one_part() -> None:
    one, other = clause(TEXT), clause(f"{TEXT}\n4. {NEW}\n")
    gone = one.with_value("status", "deleted")
    (added,) = in_parts({}, {"scope": one})["scope"].disputed
    assert taken({}, {"scope": one}, ()) == {"scope": without_words(one)}
    assert taken({}, {"scope": one}, (1,)) == {"scope": one}
    assert (added.part, added.conflict.ours, added.conflict.theirs) == ("clause", "", one.text)
    assert taken({"scope": one}, {"scope": gone}, ()) == {"scope": one}
    assert taken({"scope": one}, {"scope": gone}, (1,)) == {"scope": without_words(one)}
    assert in_parts({"scope": gone}, {"scope": other})["scope"].composed([""]) == without_words(other)
