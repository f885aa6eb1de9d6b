"""What a person reads on a terminal carries no escapes of a format."""

from __future__ import annotations

from drafter.draft.consolidate import consolidate
from drafter.export.markdown import markdown
from drafter.export.plain import plain
from drafter.text.printing import ISOLATE, ISOLATED
from tests.draft.building import Talks, article, worked_example


def test_the_worked_example_reads_as_in_the_field_guide() -> None:
    document = consolidate(worked_example().at(), style="bracketed")
    assert (
        "\n1. States shall [refrain from - JPN retain / not conduct or knowingly support - NOR, EST] cyber operations "
        "that damage [critical - RUS delete; NOR reserve] infrastructure[, including submarine cables - AOSIS, EST; "
        "RUS delete].\n"
    ) in plain(document)
    assert "\\" in markdown(document)
    assert "\\" not in plain(document)


def test_nothing_invisible_stands_round_the_brackets_of_a_text_from_right_to_left() -> None:
    talks = Talks(article("scope", "1- تحمي الدول الكابلات \u2068\n"))
    talks.amend("FRA-000001", {"scope": "1- تحمي الدول الكابلات البحرية \u2068\n"})
    document = consolidate(talks.at(), style="bracketed")
    assert ISOLATE in markdown(document)
    assert "[البحرية - FRA]" in plain(document)
    assert "‹FSI›" in plain(document)
    assert not {ISOLATE, ISOLATED} & set(plain(document))
