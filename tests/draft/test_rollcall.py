"""A vote: each State once, and two thirds of those that vote."""

from __future__ import annotations

import pytest

from drafter.draft.document import Paragraph, Table
from drafter.draft.printing import printed
from drafter.draft.rollcall import RollCall, Vote, roll_call, voters
from drafter.model.terms import SignatoryKind
from tests.draft.building import Talks, article

YES, NO, ABSTAIN, ABSENT = Vote


def taken(yes: int, no: int, abstaining: int = 0, absent: int = 0) -> RollCall:
    votes = [YES] * yes + [NO] * no + [ABSTAIN] * abstaining + [ABSENT] * absent
    return RollCall({f"X{number}": vote for number, vote in enumerate(votes)})


@pytest.mark.parametrize(
    ("roll", "voting", "needed", "adopted"),
    [
        (taken(129, 28, 30, 6), 157, 105, True),  # A/RES/74/28
        (taken(2, 1), 3, 2, True),
        (taken(3, 2), 5, 4, False),
        (taken(1, 0, 190, 2), 1, 1, True),
        (taken(0, 0, 193), 0, 0, False),
        (taken(66, 34), 100, 67, False),
    ],
)
def test_two_thirds_are_those_of_the_states_in_favour_or_against(
    roll: RollCall, voting: int, needed: int, adopted: bool
) -> None:
    assert (roll.voting, roll.needed, roll.adopted) == (voting, needed, adopted)


def test_states_are_called_in_their_order_from_the_one_drawn_and_nobody_else_votes() -> None:
    roster = Talks(article("scope", "Words.\n")).at().treaty.roster
    states = [each.code for each in roster.signatories if each.kind is SignatoryKind.STATE]
    assert len(states) < len(roster.signatories)
    assert [each.code for each in voters(roster)] == states
    assert [each.code for each in voters(roster, states[3])] == [*states[3:], *states[:3]]


def test_the_sheet_names_each_state_and_the_record_how_each_voted() -> None:
    negotiation = Talks(article("scope", "Words.\n")).at()
    called = voters(negotiation.treaty.roster)
    sheet = roll_call(negotiation, "", called)
    (table,) = (block for block in sheet.blocks if isinstance(block, Table))
    assert [printed(row.cells[0]) for row in table.rows[1:]] == [each.name for each in called]
    votes = {each.code: Vote.NO if each.code == called[0].code else Vote.YES for each in called}
    record = roll_call(negotiation, "NOR-000001: words", called, RollCall(votes))
    lines = [printed(block.content) for block in record.blocks if isinstance(block, Paragraph)]
    assert lines[1] == f"Against (1): {called[0].name}"
    assert lines[-1] == f"Result: adopted by {len(called) - 1} to 1, with 0 abstaining"
    assert (sheet.commit, record.commit) == (negotiation.treaty.commit,) * 2
