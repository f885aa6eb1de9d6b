"""The bulletin of a day: what was recorded, under the clauses that it is about, in the order of the text."""

from __future__ import annotations

from drafter.draft.bulletin import bulletin
from drafter.model.negotiation import Act
from drafter.model.target import Target
from tests.draft.building import Talks, article

DAY = "2026-10-05T{}:00Z"


def act(time: str, subject: str, *targets: Target) -> Act:
    return Act(
        commit=time.replace(":", "") * 10,
        ref="refs/heads/main",
        date=DAY.format(time),
        signatory="FRA",
        delegate="Delegate of France",
        email="fra@example.org",
        record="position",
        action="support",
        targets=targets,
        subject=subject,
        statement="",
        signed=False,
    )


def talks() -> Talks:
    made = Talks(article("first", "Words.\n"), article("second", "Words.\n", number="2", order="200"))
    made.amend("BRA-000001", {"first": "Other words.\n", "second": "Other words.\n"})
    made.amend("NOR-000001", {"middle": article("middle", "New.\n", number="1 bis", order="150")})
    return made


def shown(*acts: Act) -> list[tuple[str, list[str]]]:
    return [(each.title, [act.subject for act in each.acts]) for each in bulletin(acts, talks().at())]


def test_acts_stand_under_their_clauses_in_the_order_of_the_text_and_oldest_first() -> None:
    assert shown(
        act("11:00", "third", Target("first")),
        act("10:00", "second", Target("second", "1")),
        act("09:00", "first", Target("first", "2.a")),
        act("08:00", "new", Target(amendment="NOR-000001")),
    ) == [("Article 1", ["first", "third"]), ("Article 1 bis", ["new"]), ("Article 2", ["second"])]


def test_an_act_about_an_amendment_of_two_clauses_stands_under_both() -> None:
    assert shown(act("09:00", "oppose", Target(amendment="BRA-000001"))) == [
        ("Article 1", ["oppose"]),
        ("Article 2", ["oppose"]),
    ]


def test_no_act_is_left_out_though_its_clause_is_gone_or_it_is_about_none() -> None:
    assert shown(
        act("10:00", "issue"),
        act("09:00", "gone", Target("gone")),
        act("08:00", "unknown", Target(amendment="USA-000009")),
    ) == [("USA-000009", ["unknown"]), ("gone", ["gone"]), ("The negotiation as a whole", ["issue"])]
