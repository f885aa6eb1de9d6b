"""What a person reads on a terminal carries no escapes of a format."""

from __future__ import annotations

from drafter.draft.consolidate import consolidate
from drafter.export.markdown import markdown
from drafter.export.plain import plain
from tests.draft.building import worked_example


def test_the_worked_example_reads_as_in_the_field_guide() -> None:
    document = consolidate(worked_example().at(), style="bracketed")
    assert (
        "\n1. States shall [refrain from - JPN retain / not conduct or knowingly support - NOR, EST] cyber operations "
        "that damage [critical - RUS delete; NOR reserve] infrastructure[, including submarine cables - AOSIS, EST; "
        "RUS delete].\n"
    ) in plain(document)
    assert "\\" in markdown(document)
    assert "\\" not in plain(document)
