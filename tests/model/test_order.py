"""Where a new clause stands among those of the text and those that are proposed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drafter.model.clause import Clause
from drafter.model.ids import CLAUSE_PATH
from drafter.model.treaty import Treaty, in_order, order_after, order_at_end, settled, with_proposed
from tests.draft.building import Talks, article


def treaty(*orders: str) -> Treaty:
    return Talks(*(article(f"c{order.replace('.', '-')}", "Words.\n", order=order) for order in orders)).at().treaty


def proposed(standing: Treaty, after: str, *ids: str) -> list[Clause]:
    """Clauses that are proposed behind one, each when those before it are known."""
    found: list[Clause] = []
    for id in ids:
        found.append(article(id, "New.\n", order=order_after(standing, after, id, found)))
    return found


@pytest.mark.parametrize("orders", [("010", "020"), ("010", "020", "030"), ("010",), ("100", "200")])
def test_clauses_that_are_proposed_behind_one_clause_stand_in_the_order_in_which_they_are_tabled(
    orders: tuple[str, ...],
) -> None:
    standing = treaty(*orders)
    ids = ["zeta", "cables", "aim", "dams"]
    made = proposed(standing, f"c{orders[0]}", *ids)
    assert [each.id for each in in_order((*standing.clauses, *made))][1:5] == ids


def test_a_clause_proposed_under_the_id_of_another_proposal_is_an_alternative_to_it() -> None:
    standing = treaty("010", "020")
    made = proposed(standing, "c010", "zeta", "cables")
    assert order_after(standing, "c010", "zeta", made) == made[0].order


def test_in_a_treaty_of_files_ten_apart_forty_articles_can_be_adopted_at_one_place() -> None:
    for behind in ("the last of them", "the first"):
        text = treaty("010", "020")
        ids = [f"new-{number:02}" for number in range(40, 0, -1)]
        for id in ids:
            before = text.clauses[-2].id if behind == "the last of them" else "c010"
            made = article(id, "New.\n", order=order_after(text, before, id))
            assert CLAUSE_PATH.match(made.path)
            text = replace(text, clauses=in_order((*text.clauses, made)))
        assert [each.id for each in text.clauses][1:-1] == (ids if behind == "the last of them" else ids[::-1])
        assert sorted(each.path for each in text.clauses) == [each.path for each in text.clauses]


def test_where_there_is_no_room_left_behind_the_proposals_a_clause_can_still_be_proposed() -> None:
    least = "010.000000000001"
    standing = treaty("010", "010.000000000002")
    made = proposed(standing, "c010", "aim", "bees", "aaa")
    assert [each.order for each in made] == [least, least, least]
    with pytest.raises(ValueError, match="no room"):
        order_after(treaty("010", least), "c010", "aim", made)


def test_forty_clauses_that_are_proposed_behind_one_have_each_a_place_in_the_order_of_tabling() -> None:
    standing = treaty("01000", "02000")
    ids = [f"new-{number}" for number in range(40, 0, -1)]
    made = proposed(standing, "c01000", *ids)
    assert [each.id for each in in_order((*standing.clauses, *made))][1:41] == ids
    assert len({each.order for each in made}) == 40


def test_clauses_that_two_propose_for_one_place_apart_from_each_other_stand_in_the_order_of_tabling() -> None:
    standing = treaty("010", "020")
    apart = [proposed(standing, "c010", id)[0] for id in ("zeta", "aim")]
    assert apart[0].order == apart[1].order
    for made in (apart, apart[::-1]):
        assert [each.id for each in with_proposed(standing.clauses, made)] == [
            "c010",
            *(each.id for each in made),
            "c020",
        ]


@pytest.mark.parametrize("ids", [("zeta", "aim"), ("aim", "zeta")])
def test_a_clause_that_comes_into_the_text_stands_behind_what_has_its_place_already(ids: tuple[str, str]) -> None:
    for orders in (("010", "020"), ("010", "012")):
        text = list(treaty(*orders).clauses)
        for made in [proposed(treaty(*orders), "c010", id)[0] for id in ids]:
            text.append(settled(made, text))
        assert [each.id for each in in_order(text)] == ["c010", *ids, text[1].id]


@pytest.mark.parametrize(
    ("following", "place"),
    [("013", "012"), ("012", "011.5"), ("011.5", "011.2"), ("011.000000000001", "011")],
)
def test_a_clause_whose_place_is_taken_comes_before_what_follows_as_long_as_there_is_room(
    following: str, place: str
) -> None:
    made = article("aim", "New.\n", order="011")
    text = (article("bees", "There.\n", order="011"), article("abc", "Behind.\n", order=following))
    assert settled(made, text).order == place
    if place != "011":
        assert [each.id for each in in_order((*text, settled(made, text)))] == ["bees", "aim", "abc"]


@pytest.mark.parametrize("name", ["010.-a", "010.50-a", "010.0-a", ".5-a", "010.5.5-a", "010.1234567890123-a", "٠-a"])
def test_a_place_between_two_is_written_in_one_way(name: str) -> None:
    assert CLAUSE_PATH.match(f"clauses/{name}.md") is None
    assert CLAUSE_PATH.match("clauses/010.5-a.md") is not None


@pytest.mark.parametrize(("last", "behind"), [("000", "010"), ("400", "410"), ("03000", "04000"), ("9000", "9010")])
def test_a_clause_at_the_end_stands_there_in_any_list_of_files(last: str, behind: str) -> None:
    assert order_at_end(last) == behind
    assert order_after(treaty(last), f"c{last}", "new") == behind
