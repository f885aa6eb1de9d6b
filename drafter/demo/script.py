"""The script of the sample negotiation: `negotiation.toml`, read into acts."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from drafter.model.clause import Clause


@dataclass(frozen=True, slots=True)
class ScriptedAct:
    """One act of the script. `said` holds the entry's other keys, as the kind of act needs them."""

    kind: str
    by: str
    date: str
    said: Mapping[str, Any]

    def text(self, key: str) -> str:
        """Give a text of the entry, empty when it has none."""
        return str(self.said.get(key, "")).strip("\n")


def script() -> tuple[str, tuple[ScriptedAct, ...]]:
    """Read the script that comes with the package: when the talks open, and the acts in their order.

    An entry made `by` several signatories is one act of each, a second apart.
    """
    data = tomllib.loads(files("drafter.demo").joinpath("negotiation.toml").read_text("utf-8"))
    acts: list[ScriptedAct] = []
    for entry in data["act"]:
        said = {key: value for key, value in entry.items() if key not in ("kind", "by", "date")}
        signatories = entry["by"] if isinstance(entry["by"], list) else [entry["by"]]
        for nth, code in enumerate(signatories):
            acts.append(ScriptedAct(entry["kind"], code, _utc(entry["date"], nth), said))
    return _utc(data["opened"]), tuple(acts)


def treaty_files() -> dict[str, bytes]:
    """Give the files of the sample treaty by path: the copy in the installed package, or the checkout's own."""
    packaged = files("drafter.demo").joinpath("treaty")
    root: Traversable = packaged if packaged.is_dir() else Path(__file__).parents[2]
    found = {"signatories.toml": root.joinpath("signatories.toml").read_bytes()}
    for file in root.joinpath("clauses").iterdir():
        if file.name.endswith(".md"):
            found[f"clauses/{file.name}"] = file.read_bytes()
    return dict(sorted(found.items()))


def rewritten(clause: Clause, said: Mapping[str, Any]) -> Clause:
    """Apply the words of an entry to a clause: `heading`, and `text` or `changes`.

    Raises ValueError when the old words of a change don't stand exactly once in the body.
    """
    body = str(said["text"]).strip("\n") + "\n" if "text" in said else clause.body
    changes: Sequence[Mapping[str, str]] = said.get("changes", ())
    for change in changes:
        if body.count(change["old"]) != 1:
            raise ValueError(f"{clause.id}: {change['old']!r} stands {body.count(change['old'])} times")
        body = body.replace(change["old"], change["new"])
    if "heading" in said:
        clause = clause.with_value("heading", str(said["heading"]))
    return clause.with_body(body)


def _utc(date: datetime | str, seconds: int = 0) -> str:
    moment = datetime.fromisoformat(date) if isinstance(date, str) else date
    return (moment.astimezone(UTC) + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")
