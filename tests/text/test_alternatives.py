from collections.abc import Iterator
from itertools import permutations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from drafter.text.alternatives import (
    AddedParagraph,
    Alternatives,
    BaseParagraph,
    Proposal,
    Region,
    alternatives,
    nested,
    said,
)
from drafter.text.diff import diff
from tests.text.regions import all_regions
from tests.text.texts import canonical, dear, versions


def laid(base: str, versions: list[str]) -> Alternatives:
    """The versions as proposals A, B, C, ... over the base."""
    return alternatives(base, [Proposal(chr(65 + n), text) for n, text in enumerate(versions)])


def shape(result: Alternatives) -> set[tuple[object, ...]]:
    """Regions with what they say, and who says it, whatever the order."""
    return {
        (
            region.start,
            region.end,
            said(region.base, None),
            frozenset((said(choice.content, None), frozenset(choice.names)) for choice in region.choices),
        )
        for region in all_regions(result)
    }


@dear
@given(versions(0, 5))
def test_choosing_nobody_gives_the_base(case: tuple[str, list[str]]) -> None:
    base, texts = case
    assert laid(base, texts).choose(None) == base


@dear
@given(versions(1, 5))
def test_choosing_a_proposal_everywhere_gives_that_proposal(case: tuple[str, list[str]]) -> None:
    base, texts = case
    result = laid(base, texts)
    for name, text in zip(result.names, texts, strict=True):
        assert result.choose(name) == text


@dear
@given(versions(1, 5))
def test_the_wordings_of_a_region_differ(case: tuple[str, list[str]]) -> None:
    for region in all_regions(laid(*case)):
        wordings = [said(region.base, None), *(said(choice.content, None) for choice in region.choices)]
        assert len(set(wordings)) == len(wordings)


@dear
@given(versions(1, 5))
def test_each_proposal_has_one_path(case: tuple[str, list[str]]) -> None:
    def walk(region: Region, outside: frozenset[str]) -> None:
        here = [name for choice in region.choices for name in choice.names]
        assert len(set(here)) == len(here)
        assert not outside.intersection(here)
        for passage in region.base:
            if isinstance(passage, Region):
                walk(passage, outside | frozenset(here))

    for paragraph in laid(*case).paragraphs:
        if isinstance(paragraph, BaseParagraph):
            gone = frozenset((*paragraph.deleted, *paragraph.elsewhere))
            for passage in (*paragraph.label, *paragraph.body):
                if isinstance(passage, Region):
                    walk(passage, gone)


@dear
@given(versions(2, 5), st.lists(st.integers(0, 4), max_size=4), st.randoms(use_true_random=False))
def test_regions_do_not_depend_on_the_order_of_tabling(case: tuple[str, list[str]], amended: list[int], random) -> None:  # type: ignore[no-untyped-def]
    base, texts = case
    parents = [None, *(chr(64 + place) if 0 < place <= n else None for n, place in enumerate(amended, start=1))]
    parents += [None] * len(texts)
    proposals = [Proposal(chr(65 + n), text, parents[n]) for n, text in enumerate(texts)]
    shuffled = list(proposals)
    random.shuffle(shuffled)
    assert shape(alternatives(base, proposals)) == shape(alternatives(base, shuffled))


def test_which_words_are_rivals_does_not_depend_on_who_tabled_first_when_one_is_amended_further() -> None:
    base = "1. Each Party shall take all measures"
    tabled = [
        Proposal("A", f"{base}, if asked"),
        Proposal("B", base.replace("all measures", "the measures, as it wishes")),
        Proposal("C", base.replace("all measures", "every step")),
        Proposal("D", base.replace("all measures", "each step"), parent="C"),
    ]
    shapes = {frozenset(shape(alternatives(base, each))) for each in permutations(tabled)}
    assert len(shapes) == 1


@dear
@given(versions(1, 3))
def test_a_proposal_equal_to_the_base_changes_nothing(case: tuple[str, list[str]]) -> None:
    base, texts = case
    assert laid(base, [*texts, base]).paragraphs == laid(base, texts).paragraphs


@dear
@given(versions(1, 1))
@example(("1. \n", ["1. 0\n"]))
@example(("1. shall act\n", ["2. shall not act\n"]))
@example(("shall act\n", ["(a) shall act\n"]))
def test_one_proposal_alone_equals_its_diff_inside_paragraphs(case: tuple[str, list[str]]) -> None:
    base, new = canonical(case[0]), canonical(case[1][0])
    compared = diff(base, new)
    if any(step.kind not in ("kept", "changed") for step in compared.steps):
        return
    edits = [edit for edit in compared.edits if compared.deleted(edit).strip() or compared.inserted(edit).strip()]
    regions = [
        region
        for region in all_regions(laid(base, [new]))
        if said(region.base, None).strip() or said(region.choices[0].content, None).strip()
    ]
    assert [(edit.start, edit.end, compared.inserted(edit)) for edit in edits] == [
        (region.start, region.end, said(region.choices[0].content, None)) for region in regions
    ]


@dear
@given(versions(2, 4))
def test_an_added_proposal_changes_only_what_its_edits_touch(case: tuple[str, list[str]]) -> None:
    base, texts = case
    before, after = laid(base, texts[:-1]), laid(base, texts)
    name = after.names[-1]
    old = {(p.index, p.label, p.body) for p in before.paragraphs if isinstance(p, BaseParagraph)}
    for paragraph in after.paragraphs:
        if isinstance(paragraph, BaseParagraph):
            here = repr((paragraph.label, paragraph.body))
            if f"'{name}'" not in here:
                assert (paragraph.index, paragraph.label, paragraph.body) in old


@dear
@given(versions(2, 4))
def test_a_bracket_in_which_an_added_proposal_has_no_part_stays_as_it_is(case: tuple[str, list[str]]) -> None:
    base, texts = case
    before, after = laid(base, texts[:-1]), laid(base, texts)
    name = after.names[-1]
    known = {(p.index, *_stripped(region)) for p, region in _outer(before)}
    for paragraph, region in _outer(after):
        if all(name not in choice.names for each in nested((region,)) for choice in each.choices):
            assert (paragraph.index, *_stripped(region)) in known


def _outer(result: Alternatives) -> Iterator[tuple[BaseParagraph, Region]]:
    for paragraph in result.paragraphs:
        if isinstance(paragraph, BaseParagraph):
            yield from ((paragraph, each) for each in paragraph.body if isinstance(each, Region))


def _stripped(region: Region) -> tuple[str, ...]:
    """What a region says; a deletion gives way to words that are added beside it by a space."""
    return said(region.base, None).strip(), *sorted(
        f"{said(c.content, None).strip()} {c.names}" for c in region.choices
    )


ARTICLE = (
    "1. States shall refrain from targeting critical infrastructure of civilians.\n\n"
    "2. Each Party shall report to the Secretariat once a year.\n"
)


def regions(*texts: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Base words of each region, with the wordings and the names behind them."""
    return [
        (said(region.base, None), [(said(c.content, None), "".join(c.names)) for c in region.choices])
        for region in all_regions(laid(ARTICLE, list(texts)))
    ]


def test_the_same_words_replaced_twice_are_alternatives() -> None:
    assert regions(ARTICLE.replace("critical", "essential"), ARTICLE.replace("critical", "vital")) == [
        ("critical", [("essential", "A"), ("vital", "B")])
    ]


def test_equal_wordings_of_otherwise_different_proposals_are_one_with_both_names() -> None:
    one = ARTICLE.replace("critical", "essential")
    assert regions(one, one.replace("once a year", "annually")) == [
        ("critical", [("essential", "AB")]),
        ("once a year", [("annually", "B")]),
    ]


def test_two_insertions_at_one_point_both_stay() -> None:
    one, other = ARTICLE.replace("civilians", "civilians, old"), ARTICLE.replace("civilians", "civilians, young")
    assert regions(one, other) == [("", [(", old", "A")]), ("", [(", young", "B")])]


def test_a_sentence_put_in_stands_behind_what_another_puts_into_the_sentence_before_it() -> None:
    one, other = ("(a) hospitals" + more + ";" for more in (". None sails", " and schools"))
    found = alternatives("(a) hospitals;", [Proposal("A", one), Proposal("B", other)])
    assert [region.choices[0].names for region in all_regions(found)] == [("B",), ("A",)]


def test_deleted_by_one_and_replaced_by_another_is_one_dispute() -> None:
    found = regions(ARTICLE.replace("critical ", ""), ARTICLE.replace("critical", "essential"))
    assert found == [("critical ", [("", "A"), ("essential ", "B")])]


def test_a_change_inside_words_that_another_deletes_is_nested() -> None:
    without = ARTICLE.replace(" of civilians", "").replace(" critical infrastructure", "")
    outer, inner = all_regions(laid(ARTICLE, [without, ARTICLE.replace("critical", "essential")]))
    assert said(outer.base, None) == "critical infrastructure of civilians" or said(outer.base, None).strip()
    assert outer.start <= inner.start
    assert inner.end <= outer.end


def test_added_deleted_and_moved_paragraphs_are_told_apart() -> None:
    first, second = ARTICLE[:-1].split("\n\n")
    third = "3. Disputes are settled by negotiation between the Parties concerned."
    result = laid(ARTICLE, [f"{second}\n", f"{first}\n\n{second}\n\n{third}\n", f"{second}\n\n{first}\n"])
    one, two, *_ = [p for p in result.paragraphs if isinstance(p, BaseParagraph)]
    added = [p for p in result.paragraphs if isinstance(p, AddedParagraph)]
    assert one.deleted == ("A",)
    assert {name for name, _ in (*one.moved, *two.moved)} == {"C"}
    assert {(p.names, p.moved_from is None) for p in added} == {(("B",), True), (("C",), False)}


JOINED = (
    "1. States shall refrain from targeting critical infrastructure of civilians. Each Party shall report to the "
    "Secretariat once a year.\n"
)


def test_a_paragraph_moved_to_two_places_stands_once_for_each() -> None:
    first, second = ARTICLE[:-1].split("\n\n")
    third = "3. Disputes are settled by negotiation between the Parties concerned, or by the Court if that fails."
    orders = ((first, second, third), (second, first, third), (second, third, first))
    base, *moved = ("\n\n".join(order) + "\n" for order in orders)
    result = laid(base, moved)
    assert {p.moved_from for p in result.paragraphs if isinstance(p, AddedParagraph)} == {0}
    assert [result.choose(name) for name in result.names] == moved


def test_a_paragraph_joined_to_another_one_stands_there_and_has_left_its_own_place() -> None:
    result = laid(ARTICLE, [JOINED])
    one, two = [p for p in result.paragraphs if isinstance(p, BaseParagraph)]
    assert (two.deleted, two.moved, two.joined) == ((), (), (("A", 0),))
    assert said(one.body, "A").endswith("civilians. Each Party shall report to the Secretariat once a year.")
    assert result.choose("A") == JOINED


def test_points_written_as_one_sentence_are_one_change_of_the_paragraph_that_has_them_then() -> None:
    points = "1. Each State shall:\n\n(a) name a point of contact;\n\n(b) answer every request without delay.\n"
    sentence = "1. Each State shall name a point of contact and answer every request without delay.\n"
    (one, *others) = laid(points, [sentence]).paragraphs
    assert isinstance(one, BaseParagraph)
    assert said(one.body, "A") == sentence[3:-1]
    assert [each.joined for each in others if isinstance(each, BaseParagraph)] == [(("A", 0),), (("A", 0),)]
    (whole,) = laid(sentence, [points]).paragraphs
    assert isinstance(whole, BaseParagraph)
    assert [said(region.choices[0].content, None) for region in all_regions(laid(sentence, [points]))] == [
        ":\n\n(a)",
        ";\n\n(b)",
    ]


def test_a_paragraph_that_several_add_is_one_with_all_names() -> None:
    longer = ARTICLE + "\n3. Disputes are settled by negotiation.\n"
    result = laid(ARTICLE, [longer, longer.replace("critical", "essential")])
    (added,) = [p for p in result.paragraphs if isinstance(p, AddedParagraph)]
    assert added.names == ("A", "B")


def test_a_sub_amendment_stands_inside_the_wording_that_it_amends() -> None:
    parent = ARTICLE.replace("refrain from targeting", "never knowingly target, attack or disrupt")
    child = parent.replace("knowingly ", "")
    result = alternatives(ARTICLE, [Proposal("A", parent), Proposal("B", child, "A")])
    outer, inner = all_regions(result)
    assert outer.choices[0].names == ("A",)
    assert inner.choices[0].names == ("B",)
    assert result.choose("A") == parent
    assert result.choose("B") == child


@dear
@given(versions(2, 4), st.data())
def test_sub_amendments_are_chosen_exactly_too(case: tuple[str, list[str]], data: st.DataObject) -> None:
    base, texts = case
    parents = [None, *(chr(65 + data.draw(st.integers(0, n))) for n in range(len(texts) - 1))]
    proposals = [
        Proposal(chr(65 + n), text, parent) for n, (text, parent) in enumerate(zip(texts, parents, strict=True))
    ]
    result = alternatives(base, proposals)
    assert result.choose(None) == base
    for proposal in proposals:
        assert result.choose(proposal.name) == proposal.text


def test_a_sub_amendment_that_says_the_same_in_other_steps_keeps_its_words() -> None:
    base = "States shall protect the data of civilians and report each year.\n"
    first = base.replace("year.", "year in full.")
    second = first.replace("and report", "new and and")
    third = second.replace("States ", "")
    result = alternatives(base, [Proposal("A", first), Proposal("B", second, "A"), Proposal("C", third, "B")])
    assert [result.choose(name) for name in "ABC"] == [first, second, third]


def test_two_sub_amendments_that_add_at_one_point_are_two_additions() -> None:
    parent = ARTICLE.replace("critical", "essential")
    children = [parent.replace("once a year", f"once a year{more}") for more in (" in writing", " in full")]
    result = alternatives(
        ARTICLE,
        [Proposal("A", parent), *(Proposal(name, text, "A") for name, text in zip("BC", children, strict=True))],
    )
    added = [region for region in all_regions(result) if not region.base]
    assert [[said(c.content, None) for c in region.choices] for region in added] == [[" in writing"], [" in full"]]


def test_proposals_need_names_of_their_own() -> None:
    with pytest.raises(ValueError, match="one name"):
        alternatives(ARTICLE, [Proposal("A", ARTICLE), Proposal("A", "")])
    with pytest.raises(KeyError):
        laid(ARTICLE, []).choose("A")


NEW = "3. Disputes are settled by negotiation between the Parties."


def test_a_sub_amendment_that_renumbers_an_added_paragraph_stands_inside_it() -> None:
    parent = f"{ARTICLE}\n{NEW}\n"
    child = parent.replace("3. Disputes", "2 bis. Disputes").replace("negotiation", "negotiation or arbitration")
    second = child.replace("2 bis.", "4.").replace("arbitration", "conciliation")
    result = alternatives(
        ARTICLE, [Proposal("A", parent), Proposal("B", child, "A"), Proposal("C", second, "B"), Proposal("D", second)]
    )
    whole, apart = [each for each in result.paragraphs if isinstance(each, AddedParagraph)]
    assert (whole.names, apart.names) == (("A",), ("D",))
    assert [each.names for each in nested(whole.label) for each in each.choices] == [("B",), ("C",)]
    assert [each.names for each in nested(whole.body) for each in each.choices] == [("B",), ("C",)]
    assert [result.choose(name) for name in "ABCD"] == [parent, child, second, second]


def test_a_sub_amendment_that_adds_the_paragraph_once_more_and_renumbers_it_keeps_both_apart() -> None:
    parent = f"{ARTICLE}\n{NEW}\n"
    child = f"{ARTICLE}\n{NEW}\n\n{NEW.replace('3.', '4.')}\n"
    result = alternatives(ARTICLE, [Proposal("A", parent), Proposal("B", child, "A")])
    assert [each.names for each in result.paragraphs if isinstance(each, AddedParagraph)] == [("A", "B"), ("B",)]
    assert [result.choose(name) for name in "AB"] == [parent, child]


def test_a_sub_amendment_that_repeats_a_paragraph_of_its_parent_keeps_both() -> None:
    added = "3. Disputes are settled by negotiation."
    parent, child = f"{ARTICLE}\n{added}\n", f"{ARTICLE}\n{added}\n\n{added}\n"
    result = alternatives(ARTICLE, [Proposal("A", parent), Proposal("B", child, "A")])
    assert result.choose("A") == parent
    assert result.choose("B") == child
