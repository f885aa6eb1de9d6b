"""Every benchmark runs at the smallest size. Nothing is said here about how long anything takes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.__main__ import made, main
from benchmarks.exchanging import exchanges
from benchmarks.figures import Figure, Measured, Place, costs, figures, measured
from benchmarks.report import FIGURES, comparison, growth_table, number, table
from benchmarks.scale import crowd_table, crowded, scaled
from benchmarks.scale import table as scale_table
from benchmarks.startup import TYPICAL, cost


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return made(tmp_path_factory.mktemp("room"), "demo")


@pytest.mark.parametrize("figure", [*figures(), *exchanges()], ids=lambda figure: f"{figure.name} {figure.cache}")
def test_every_figure_is_measured(figure: Figure, place: Place) -> None:
    found = measured(figure, place, turns=1)
    assert found.value > 0
    assert (found.beside is None) == (figure.beside is None)
    assert figure.name in table([found])


@pytest.mark.parametrize("figure", costs(), ids=lambda figure: f"{figure.name} {figure.cache}")
def test_every_cost_is_measured(figure: Figure, place: Place) -> None:
    assert measured(figure, place, turns=1).value > 0


def test_what_a_server_does_is_measured(place: Place) -> None:
    rows = list(scaled(place.directory))
    sizes = {what: size for what, _, size in rows}
    assert (sizes["protocol 2, one's own positions"] or 0) < (sizes["refs told to a client, protocol 0"] or 0)
    assert "| the repository, packed |" in scale_table(rows)


def test_what_a_push_costs_beside_many_branches_is_measured(tmp_path: Path) -> None:
    rows = list(crowded(tmp_path, [12, 24]))
    assert [count for count, _, _ in rows] == [12, 24]
    assert rows[0][1] < rows[1][1]
    assert "| 24 |" in crowd_table(rows)


def test_a_run_is_saved_and_compared(place: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    saved = tmp_path / "run.json"
    room = str(place.directory.parent)
    main(["--size", "demo", "--turns", "1", "--room", room, "--only", "word diff", "--save", str(saved)])
    main(["--compare", str(saved), str(saved)])
    assert "1.00 |" in capsys.readouterr().out
    assert list(json.loads(saved.read_text())["measured"]) == ["demo"]


def test_one_command_writes_the_tables_into_a_document(place: Place, tmp_path: Path) -> None:
    document = tmp_path / "README.md"
    document.write_text("# drafter\n\n<!-- figures -->\n\n## More\n", "utf-8")
    room = str(place.directory.parent)
    few = ["--size", "demo", "--sizes", "demo", "--turns", "1", "--room", room, "--write", str(document), "--all"]
    main([*few, "--only", "memory of `drafter positions`"])
    first = document.read_text("utf-8")
    main([*few, "--only", "where the refs stand"])
    again = document.read_text("utf-8")
    assert "| memory of `drafter positions` | cold | 250 MB |" in first
    assert "where the refs stand" in again
    assert "memory" not in again.partition("<!-- end of figures -->")[0].partition("Each figure")[2]
    for text in (first, again):
        assert text.startswith("# drafter\n\n<!-- figures -->\n\nMeasured ")
        assert text.endswith("<!-- end of figures -->\n\n## More\n")


def test_the_readme_has_every_figure_of_the_design() -> None:
    text = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    told = text.partition(f"<!-- {FIGURES} -->")[2].partition(f"<!-- end of {FIGURES} -->")[0]
    if not told.strip() or "end of" not in text:
        pytest.skip("the figures are not in README.md yet: python -m benchmarks --all --write README.md")
    assert "Measured " in told
    for figure in figures():
        limit = number(figure.at_most, figure.unit) if figure.at_most is not None else ""
        assert f"| {figure.name} | {figure.cache} | {limit} |" in told
        assert figure.yardstick in told
    assert "| demo | large | huge | grows |" in told
    for figure in costs():
        assert f"| {figure.name} | {figure.cache} |" in told


def test_growth_is_the_cost_at_the_largest_size_beside_the_one_before() -> None:
    def row(value: float) -> Measured:
        return Measured("reading", value, value, None, "", None, None, "ms", 1, "warm")

    assert growth_table({"demo": [row(1)], "large": [row(2)], "huge": [row(6)]}).endswith("| 3 |")


def test_a_comparison_is_by_the_ratio_to_the_yardstick() -> None:
    def saved(value: float, beside: float) -> dict[str, dict[str, list[dict[str, float | str]]]]:
        return {"measured": {"large": [{"name": "list", "value": value, "beside": beside}]}}

    assert comparison(saved(2, 1), saved(20, 10)).endswith("1.00 |")


def test_a_figure_holds_when_it_keeps_each_of_its_limits() -> None:
    def row(value: float, beside: float) -> bool | None:
        return Measured("start", value, value, 0.4, "an empty application", beside, 1.5, "ms", 1, "").holds

    assert row(0.3, 0.3) is True
    assert row(0.5, 0.5) is False
    assert row(0.3, 0.1) is False


def test_the_cost_of_starting_a_command_is_told() -> None:
    found = cost("list")
    assert found.seconds > 0
    assert "textual" not in found.heavy


NEEDED = {
    "list": {"git", "click", "regex", "diff_match_patch"},
    "check": {"git", "click"},
    "log": {"git", "click"},
    "as": {"git", "click"},
}
"""The packages of others that a command has use for."""


@pytest.mark.parametrize("command", NEEDED)
def test_a_command_loads_nothing_that_it_does_not_use(command: str, place: Place) -> None:
    found = cost(command, directory=place.directory)
    assert set(found.heavy) <= NEEDED[command]
    assert command in TYPICAL
    assert found.run is not None
