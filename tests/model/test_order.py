"""Where a new clause stands among those of the text and those that are proposed."""

from __future__ import annotations

import pytest

from drafter.model.clause import Clause
from drafter.model.treaty import Treaty, in_order, order_after
from tests.draft.building import Talks, article


def treaty(*orders: str) -> Treaty:
    return Talks(*(article(f"c{order}", "Words.\n", order=order) for order in orders)).at().treaty


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


def test_where_there_is_no_room_left_behind_the_proposals_a_clause_can_still_be_proposed() -> None:
    standing = treaty("010", "012")
    made = proposed(standing, "c010", "aim", "bees", "aaa")
    assert [each.order for each in made] == ["011", "011", "011"]
    with pytest.raises(ValueError, match="no room"):
        order_after(treaty("010", "011"), "c010", "aim", made)
