"""Measures drafter beside its yardsticks, and prints the tables.

    python -m benchmarks [--size large] [--turns 7] [--room DIR] [--save FILE]
    python -m benchmarks --growth
    python -m benchmarks --all --write README.md
    python -m benchmarks --compare OLD NEW

The made repositories are kept in the room, so that the next run is quicker.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks import as_installed
from benchmarks.clock import Clock
from benchmarks.exchanging import exchanges
from benchmarks.figures import Figure, Measured, Place, costs, figures, measured
from benchmarks.generate import SIZES, generate
from benchmarks.report import FIGURES, comparison, growth_table, machine, number, table, write


def main(arguments: list[str] | None = None) -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("--size", choices=SIZES, default="large")
    parser.add_argument("--turns", type=int, default=7, help="how often each figure is measured (slow ones less often)")
    parser.add_argument("--room", type=Path, default=Path(tempfile.gettempdir()) / "drafter-benchmarks")
    parser.add_argument("--work", action="store_true", help="measure processor time: for a machine that is shared")
    parser.add_argument("--only", default="", help="only the figures whose name holds this")
    parser.add_argument("--save", type=Path, help="write what was measured, as JSON")
    parser.add_argument("--growth", action="store_true", help="measure what grows, at every size")
    parser.add_argument("--all", action="store_true", help="the figures, and then what grows")
    parser.add_argument(
        "--sizes", nargs="+", choices=SIZES, default=["demo", "large", "huge"], help="the sizes of what grows"
    )
    parser.add_argument("--write", type=Path, metavar="FILE", help=f"put the tables behind <!-- {FIGURES} --> in FILE")
    parser.add_argument("--compare", nargs=2, type=Path, metavar=("OLD", "NEW"), help="compare two saved runs")
    given = parser.parse_args(arguments)
    if given.compare:
        print(comparison(*(json.loads(path.read_text()) for path in given.compare)))
        return
    as_installed()
    Clock.work = given.work
    about = machine(work=given.work)
    parts = [f"Measured {about}."]
    saved: dict[str, list[dict[str, object]]] = {}
    print(parts[0], file=sys.stderr, flush=True)
    if given.all or not given.growth:
        chosen = [each for each in (*figures(), *exchanges()) if given.only in each.name]
        rows = _measured(chosen, made(given.room, given.size), given.turns)
        parts += [_introduced(given.size), table(rows)]
        saved[given.size] = [asdict(each) for each in rows]
    if given.all or given.growth:
        found = grown(given.room, given.sizes, max(1, given.turns // 2), given.only)
        parts += ["How the costs grow, to a negotiation of ten times the signatories and records:", growth_table(found)]
        saved |= {f"growth, {size}": [asdict(each) for each in rows] for size, rows in found.items()}
    block = "\n\n".join(parts)
    print(block)
    if given.write:
        write(given.write, FIGURES, block)
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
    chosen = [each for each in costs() if only in each.name]
    return {size: _measured(chosen, made(room, size), turns) for size in sizes}


def _introduced(size: str) -> str:
    """Say what is measured, and how to read it."""
    of = SIZES[size]
    return (
        f"The negotiation: {of.clauses} clauses of {of.words} words, {of.signatories} signatories,"
        f" {of.signatories * of.held:,} positions, {of.live:,} live amendments ({of.hot} of them on one clause),"
        f" {of.commits:,} signed records. Each figure is measured in turns with what it is compared with; cold is with"
        " nothing remembered from before. An exchange is with a server that received each record in a push of its own."
    )


def _measured(chosen: Sequence[Figure], place: Place, turns: int) -> list[Measured]:
    rows = []
    for figure in chosen:
        found = measured(figure, place, turns)
        beside = f", {found.yardstick} {number(found.beside, found.unit)}" if found.beside is not None else ""
        said = f"{figure.name} {figure.cache}: {number(found.value, found.unit)}{beside}"
        print(said, file=sys.stderr, flush=True)
        rows.append(found)
    return rows


if __name__ == "__main__":
    main()
