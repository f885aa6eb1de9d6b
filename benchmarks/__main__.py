"""Measures drafter beside its yardsticks, and prints one table.

    python -m benchmarks [--size large] [--turns 5] [--room DIR] [--save FILE]
    python -m benchmarks --growth
    python -m benchmarks --compare OLD NEW

The made repositories are kept in the room, so that the next run is quicker.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.figures import Clock, Figure, Measured, Place, costs, figures, measured
from benchmarks.generate import SIZES, generate


def main(arguments: list[str] | None = None) -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("--size", choices=SIZES, default="large")
    parser.add_argument("--turns", type=int, default=5, help="how often each figure is measured (slow ones less often)")
    parser.add_argument("--room", type=Path, default=Path(tempfile.gettempdir()) / "drafter-benchmarks")
    parser.add_argument("--work", action="store_true", help="measure processor time: for a machine that is shared")
    parser.add_argument("--only", default="", help="only the figures whose name holds this")
    parser.add_argument("--save", type=Path, help="write what was measured, as JSON")
    parser.add_argument("--growth", action="store_true", help="measure what grows, at every size")
    parser.add_argument(
        "--sizes", nargs="+", choices=SIZES, default=["demo", "large", "huge"], help="the sizes of --growth"
    )
    parser.add_argument("--compare", nargs=2, type=Path, metavar=("OLD", "NEW"), help="compare two saved runs")
    given = parser.parse_args(arguments)
    if given.compare:
        print(comparison(*(json.loads(path.read_text()) for path in given.compare)))
        return
    Clock.work = given.work
    about = machine() + (", processor time but for the terminal" if given.work else "")
    print(about, flush=True)
    if given.growth:
        found = grown(given.room, given.sizes, given.turns, given.only)
        print(growth_table(found))
        saved: object = {size: [asdict(each) for each in rows] for size, rows in found.items()}
    else:
        place = made(given.room, given.size)
        rows = []
        for figure in figures():
            if given.only in figure.name:
                rows.append(_told(figure, place, given.turns))
        print(f"\n{table(rows)}")
        saved = {given.size: [asdict(each) for each in rows]}
    if given.save:
        given.save.write_text(json.dumps({"machine": about, "measured": saved}, indent=1) + "\n")


def made(room: Path, size: str) -> Place:
    """Give the repository of a size, made if it is not there."""
    directory = room / size
    if not (directory / ".git/keys").exists():
        begun = time.perf_counter()
        directory.mkdir(parents=True, exist_ok=True)
        generate(directory, SIZES[size])
        print(f"made {directory} in {time.perf_counter() - begun:.0f} s", file=sys.stderr, flush=True)
    return Place(directory)


def grown(room: Path, sizes: list[str], turns: int, only: str) -> dict[str, list[Measured]]:
    """Measure the costs at each size."""
    return {size: [_told(each, made(room, size), turns) for each in costs() if only in each.name] for size in sizes}


def machine() -> str:
    """Describe where and when this is measured."""
    model = next(
        (
            line.partition(":")[2].strip()
            for line in (Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else [])
            if line.startswith("model name")
        ),
        platform.processor() or platform.machine(),
    )
    git = subprocess.run(["git", "version"], capture_output=True, text=True, check=True).stdout.strip()
    load = f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    date = time.strftime("%Y-%m-%d")
    return f"{date}: {os.cpu_count()} cores of {model}, Python {platform.python_version()}, {git}, {load}"


def table(rows: list[Measured]) -> str:
    """Print what was measured as a Markdown table."""
    lines = ["| what | median | least | at most | yardstick | times | holds |", "|---|--:|--:|--:|---|--:|---|"]
    for row in rows:
        beside = f"{row.yardstick}: {_number(row.beside, row.unit)}" if row.beside is not None else ""
        times = ""
        if row.times is not None:
            times = f"{row.times:.2g}" + (f" (at most {row.ratio:.2g})" if row.ratio is not None else "")
        holds = {None: "", True: "yes", False: "no"}[row.holds]
        limit = _number(row.at_most, row.unit) if row.at_most is not None else ""
        lines.append(
            f"| {row.name} | {_number(row.value, row.unit)} | {_number(row.least, row.unit)} | {limit}"
            f" | {beside} | {times} | {holds} |"
        )
    return "\n".join(lines)


def growth_table(found: dict[str, list[Measured]]) -> str:
    """Print the costs side by side, and by how much they grow."""
    sizes = list(found)
    lines = [f"\n| what | {' | '.join(sizes)} | growth |", f"|---|{'--:|' * (len(sizes) + 1)}"]
    for rows in zip(*found.values(), strict=True):
        last = rows[-1].value / rows[-2].value if len(rows) > 1 else 1.0
        values = " | ".join(_number(row.value, row.unit) for row in rows)
        lines.append(f"| {rows[0].name} | {values} | {last:.1f} |")
    return "\n".join(lines)


Saved = dict[str, dict[str, list[dict[str, Any]]]]
"""A run as it was saved: the rows of each size under `measured`."""


def comparison(old: Saved, new: Saved) -> str:
    """Compare two saved runs: by the ratios to their yardsticks where there are such, whatever the machines are."""
    lines = ["| what | old | new | new / old |", "|---|--:|--:|--:|"]
    for size, rows in new["measured"].items():
        before = {row["name"]: row for row in old["measured"].get(size, [])}
        for row in rows:
            was = before.get(row["name"])
            if was is None:
                continue
            a, b = _relative(was), _relative(row)
            lines.append(f"| {row['name']} ({size}) | {a:.3g} | {b:.3g} | {b / a if a else 0:.2f} |")
    return "\n".join(lines)


def _relative(row: dict[str, Any]) -> float:
    return float(row["value"] / row["beside"] if row["beside"] else row["value"])


def _told(figure: Figure, place: Place, turns: int) -> Measured:
    found = measured(figure, place, turns)
    beside = f", {found.yardstick} {_number(found.beside, found.unit)}" if found.beside is not None else ""
    print(f"{figure.name}: {_number(found.value, found.unit)}{beside}", file=sys.stderr, flush=True)
    return found


def _number(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    if unit == "MB":
        return f"{value / 1e6:.0f} MB"
    return f"{value * 1e3:.0f} ms" if value >= 0.01 else f"{value * 1e3:.2g} ms"


if __name__ == "__main__":
    main()
