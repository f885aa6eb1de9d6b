"""Builds the sample negotiation as a treaty repository: the same script gives the same commit ids everywhere."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from drafter.demo.script import ScriptedAct, rewritten, script, treaty_files
from drafter.model.clause import Clause, compose_clause
from drafter.model.ids import SECRETARIAT
from drafter.model.negotiation import Negotiation
from drafter.model.position import Depends
from drafter.model.problem import refuse
from drafter.model.signatory import Roster, parse_roster
from drafter.model.target import Target, parse_target
from drafter.model.terms import ClauseStatus, Degree, Kind, Stance
from drafter.model.treaty import order_after
from drafter.store import identity, reading, recording
from drafter.store.identity import Identity
from drafter.store.repository import Repository

DELEGATION = "FRA"
"""For whom a person who opens the demo acts."""


def build(directory: Path, on_act: Callable[[int, int], None] | None = None) -> None:
    """Build the demo in `directory`, which must not exist yet. `on_act` is told after each act: done, of how many.

    It is built beside and renamed, so that a demo that is there is whole. Raises Refused.
    """
    if directory.exists() or directory.is_symlink():
        raise refuse(
            f"{directory} is already there and is left as it is",
            f"open it with `drafter -C {directory}`, or name another directory",
            rule="demo-exists",
        )
    opened, acts = script()
    files = treaty_files()
    roster, problems = parse_roster(files["signatories.toml"])
    if roster is None:
        raise ValueError(f"the sample's signatories.toml: {problems}")
    try:
        directory.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{directory.name}-", dir=directory.parent))
    except OSError as error:
        raise refuse(
            f"{directory} can't be made: {error.strerror}", "name another directory", rule="demo-place"
        ) from None
    try:
        whole = beside / directory.name
        secretariat = _delegate(roster, SECRETARIAT)
        with recording.found(whole, files, secretariat, f"Open the negotiation: {roster.title}", date=opened) as repo:
            playing = _Playing(repo, roster)
            for done, act in enumerate(acts, 1):
                playing.play(act)
                if on_act is not None:
                    on_act(done, len(acts))
            identity.become(repo, roster, DELEGATION)
        whole.rename(directory)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _delegate(roster: Roster, code: str) -> Identity:
    return Identity(code, roster.by_code[code].delegates[0])


class _Playing:
    """The recording of the script: what its labels stand for."""

    def __init__(self, repo: Repository, roster: Roster) -> None:
        self._repo = repo
        self._roster = roster
        self._ids: dict[str, str] = {}

    def play(self, act: ScriptedAct) -> None:
        """Record one act of the script. Raises ValueError when the script doesn't fit the text."""
        who = _delegate(self._roster, act.by)
        match act.kind:
            case "amend":
                self._amend(who, act)
            case "revise":
                self._revise(who, act)
            case "withdraw":
                id = self._ids[act.text("amendment")]
                recording.withdraw(self._repo, who, id, act.text("statement"), date=act.date)
            case "position":
                recording.position(
                    self._repo,
                    who,
                    self._target(act.text("target")),
                    Stance(act.text("stance")),
                    statement=act.text("statement"),
                    cosponsor=bool(act.said.get("cosponsor", False)),
                    on_behalf_of=act.text("on_behalf_of") or None,
                    conditions=[Depends(Degree.REQUIRED, self._target(each)) for each in act.said.get("required", ())],
                    date=act.date,
                )
            case "adopt":
                self._adopt(who, act)
            case "status":
                named = act.text("amendment")
                target = Target(amendment=self._ids[named]) if named else Target(act.text("clause"))
                recording.status(self._repo, who, target, act.text("status"), date=act.date)
            case "issue":
                recording.issue(self._repo, who, act.text("name"), date=act.date)
            case _:
                raise ValueError(f"unknown kind of act: {act.kind}")

    def _amend(self, who: Identity, act: ScriptedAct) -> None:
        said, id, rationale = act.said, act.text("id"), act.text("rationale")
        negotiation = reading.read(self._repo)
        self._ids[act.text("label")] = id
        if said.get("retain"):
            where = act.text("provision") or act.text("clause")
            against = self._ids[act.text("against")] if "against" in said else None
            target = self._target(where)
            recording.retain(self._repo, who, [target], rationale, against=against, id=id, date=act.date)
            return
        parent = self._ids[act.text("to")] if "to" in said else None
        proposed = self._proposed(negotiation, parent, said)
        recording.amend(self._repo, who, proposed, rationale, to=parent, id=id, date=act.date)

    def _proposed(self, negotiation: Negotiation, parent: str | None, said: Mapping[str, Any]) -> dict[str, Clause]:
        if "new" in said:
            new = said["new"]
            clause = compose_clause(
                new["id"],
                order_after(negotiation.treaty, str(said["after"]), new["id"]),
                kind=Kind(new.get("kind", "article")),
                number=new["number"],
                heading=new["heading"],
                sources=tuple(new.get("sources", ())),
                body=str(said["text"]).strip("\n") + "\n",
            )
            return {clause.id: clause}
        clause = self._base(negotiation, parent, said)
        if said.get("delete"):
            return {clause.id: clause.with_value("status", ClauseStatus.DELETED.value)}
        return {clause.id: rewritten(clause, said)}

    def _base(self, negotiation: Negotiation, parent: str | None, said: Mapping[str, Any]) -> Clause:
        """The clause that an entry changes: as its parent proposes it, otherwise as it stands on main."""
        if parent is None:
            return negotiation.treaty.by_id[str(said["clause"])]
        proposed = negotiation.by_id[parent].changes[0].after
        if proposed is None:
            raise ValueError(f"{parent} proposes no text")
        return proposed

    def _revise(self, who: Identity, act: ScriptedAct) -> None:
        """The words of a revision change main as it stands, not the version before."""
        id = self._ids[act.text("amendment")]
        negotiation = reading.read(self._repo)
        said = {"clause": negotiation.by_id[id].clauses[0], **act.said}
        proposed = self._proposed(negotiation, negotiation.by_id[id].parent, said)
        recording.revise(self._repo, who, id, proposed, act.text("rationale"), date=act.date)

    def _adopt(self, who: Identity, act: ScriptedAct) -> None:
        """The words of an adoption as modified change main as it stands."""
        ids = [self._ids[label] for label in act.said["amendments"]]
        modified: dict[str, Clause] | None = None
        if "text" in act.said or "changes" in act.said:
            clause = rewritten(self._base(reading.read(self._repo), None, act.said), act.said)
            modified = {clause.id: clause}
        recording.adopt(self._repo, who, ids, as_modified=modified, accept_near=True, date=act.date)

    def _target(self, named: str) -> Target:
        if named in self._ids:
            return Target(amendment=self._ids[named])
        target = parse_target(named)
        if target is None:
            raise ValueError(f"the script has no amendment, and no clause has the address {named!r}")
        return target
