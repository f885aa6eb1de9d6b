"""Every benchmark runs at the smallest size. Nothing is said here about how long anything takes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.__main__ import comparison, growth_table, made, main, table
from benchmarks.figures import Figure, Measured, Place, costs, figures, measured
from benchmarks.scale import scaled
from benchmarks.scale import table as scale_table
from benchmarks.startup import cost


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return made(tmp_path_factory.mktemp("room"), "demo")


@pytest.mark.parametrize("figure", figures(), ids=lambda figure: figure.name)
def test_every_figure_is_measured(figure: Figure, place: Place) -> None:
    found = measured(figure, place, turns=1)
    assert found.value > 0
    assert (found.beside is None) == (figure.beside is None)
    assert figure.name in table([found])


@pytest.mark.parametrize("figure", costs(), ids=lambda figure: figure.name)
def test_every_cost_is_measured(figure: Figure, place: Place) -> None:
    assert measured(figure, place, turns=1).value > 0


def test_what_a_server_does_is_measured(place: Place) -> None:
    rows = list(scaled(place.directory))
    sizes = {what: size for what, _, size in rows}
    assert (sizes["protocol 2, one's own positions"] or 0) < (sizes["refs advertised, protocol 0"] or 0)
    assert "| pack |" in scale_table(rows)


def test_a_run_is_saved_and_compared(place: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    saved = tmp_path / "run.json"
    room = str(place.directory.parent)
    main(["--size", "demo", "--turns", "1", "--room", room, "--only", "word diff", "--save", str(saved)])
    main(["--compare", str(saved), str(saved)])
    assert "1.00 |" in capsys.readouterr().out
    assert list(json.loads(saved.read_text())["measured"]) == ["demo"]


def test_growth_is_the_cost_at_the_largest_size_beside_the_one_before() -> None:
    def row(value: float) -> Measured:
        return Measured("reading", value, value, None, "", None, None, "ms", 1)

    assert growth_table({"demo": [row(1)], "large": [row(2)], "huge": [row(6)]}).endswith("3.0 |")


def test_a_comparison_is_by_the_ratio_to_the_yardstick() -> None:
    def saved(value: float, beside: float) -> dict[str, dict[str, list[dict[str, float | str]]]]:
        return {"measured": {"large": [{"name": "list", "value": value, "beside": beside}]}}

    assert comparison(saved(2, 1), saved(20, 10)).endswith("1.00 |")


def test_a_figure_holds_when_it_keeps_each_of_its_limits() -> None:
    def row(value: float, beside: float) -> bool | None:
        return Measured("start", value, value, 0.4, "an empty application", beside, 1.5, "ms", 1).holds

    assert row(0.3, 0.3) is True
    assert row(0.5, 0.5) is False
    assert row(0.3, 0.1) is False


def test_the_cost_of_starting_a_command_is_told() -> None:
    found = cost("list")
    assert found.seconds > 0
    assert "textual" not in found.heavy
