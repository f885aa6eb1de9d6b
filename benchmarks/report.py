"""What was measured, as Markdown for people who negotiate and for people who program; and where it is written down."""

from __future__ import annotations

import os
import platform
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.figures import Measured

FIGURES = "figures"
"""The place of the figures in README.md: between `<!-- figures -->` and `<!-- end of figures -->`."""


def machine(*, work: bool = False) -> str:
    """Describe where and when this is measured. `work`: what is measured is processor time."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    model = models[0] if models else platform.processor() or platform.machine()
    git = subprocess.run(["git", "version"], capture_output=True, text=True, check=True).stdout.strip()
    load = f", load {os.getloadavg()[0]:.1f} at the beginning" if hasattr(os, "getloadavg") else ""
    measured = "; processor time, but for the terminal" if work else ""
    date = f"{time.localtime().tm_mday} {time.strftime('%B %Y')}"
    python = f"Python {platform.python_version()} (ten million additions in {_additions():.1f} s)"
    return f"{date}, {os.cpu_count()} cores of {model}, {python}, {git}{load}{measured}"


def _additions() -> float:
    """Seconds for a plain loop: a processor's name does not say how much of it one has."""
    begun = time.process_time()
    total = 0
    for each in range(10_000_000):
        total += each
    return time.process_time() - begun


def table(rows: Sequence[Measured]) -> str:
    """Write what was measured as a Markdown table."""
    lines = [
        "| what | cache | at most | median | beside it, in the same run | median | ratio | holds |",
        "|---|---|--:|--:|---|--:|--:|---|",
    ]
    for row in rows:
        limit = number(row.at_most, row.unit) if row.at_most is not None else ""
        beside = number(row.beside, row.unit) if row.beside is not None else ""
        ratio = times(row.times) if row.times is not None else ""
        if row.ratio is not None:
            ratio += f" (at most {times(row.ratio)})"
        holds = {None: "", True: "yes", False: "**no**"}[row.holds]
        cells = (row.name, row.cache, limit, number(row.value, row.unit), row.yardstick, beside, ratio, holds)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def growth_table(found: Mapping[str, Sequence[Measured]]) -> str:
    """Write the costs side by side; and by how much each grows from the size before to the last."""
    sizes = list(found)
    lines = [f"| what | cache | {' | '.join(sizes)} | grows |", f"|---|---|{'--:|' * (len(sizes) + 1)}"]
    for rows in zip(*found.values(), strict=True):
        last = rows[-1].value / rows[-2].value if len(rows) > 1 else 1.0
        values = " | ".join(number(row.value, row.unit) for row in rows)
        lines.append(f"| {rows[0].name} | {rows[0].cache} | {values} | {times(last)} |")
    return "\n".join(lines)


Saved = dict[str, dict[str, list[dict[str, Any]]]]
"""A run as it was saved: the rows of each size under `measured`."""


def comparison(old: Saved, new: Saved) -> str:
    """Compare two saved runs: by the ratios to their yardsticks where there are such, whatever the machines are."""
    lines = ["| what | old | new | new / old |", "|---|--:|--:|--:|"]
    for size, rows in new["measured"].items():
        before = {_key(row): row for row in old["measured"].get(size, [])}
        for row in rows:
            was = before.get(_key(row))
            if was is None:
                continue
            a, b = _relative(was), _relative(row)
            name, cache = _key(row)
            lines.append(
                f"| {name} ({', '.join(filter(None, (size, cache)))}) | {a:.3g} | {b:.3g} | {b / a if a else 0:.2f} |"
            )
    return "\n".join(lines)


def write(path: Path, place: str, block: str) -> None:
    """Put a block into a document: between `<!-- place -->` and `<!-- end of place -->`, every other byte kept.

    Raises SystemExit when the document has no such place.
    """
    text = path.read_text("utf-8")
    begin, end = f"<!-- {place} -->", f"<!-- end of {place} -->"
    if begin not in text:
        raise SystemExit(f"{path}: there is no line `{begin}`; put it where the table belongs")
    before, _, after = text.partition(begin)
    rest = after.partition(end)[2] if end in after else after
    path.write_text(f"{before}{begin}\n\n{block}\n\n{end}{rest}", "utf-8")


def number(value: float | None, unit: str) -> str:
    """Write a measured value for people: `3 ms`, `1.5 s`, `240 MB`."""
    if value is None:
        return ""
    if unit == "MB":
        return f"{value / 1e6:.0f} MB"
    if value >= 1:
        return f"{value:.1f} s"
    return f"{value * 1e3:.0f} ms" if value >= 0.01 else f"{value * 1e3:.2g} ms"


def times(ratio: float) -> str:
    """Write a ratio: `1.4`, and `1/52` for what is much less."""
    if 0 < ratio < 0.1:
        return f"1/{1 / ratio:.0f}"
    return f"{ratio:.0f}" if ratio >= 10 else f"{ratio:.3g}"


def _key(row: dict[str, Any]) -> tuple[str, str]:
    return row["name"], row.get("cache", "")


def _relative(row: dict[str, Any]) -> float:
    return float(row["value"] / row["beside"] if row["beside"] else row["value"])
