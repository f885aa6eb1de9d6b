"""Which trailers each act has, and which it may have: anything else is a claim that nothing stands behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from drafter.model.record import Message
from drafter.store.verifying.keyring import Flaw

_HEAD = frozenset({"Drafter-Record", "Treaty", "Signatory"})


@dataclass(frozen=True, slots=True)
class _Act:
    needs: frozenset[str]
    may: frozenset[str] = frozenset()


def _act(needs: str, may: str = "") -> _Act:
    return _Act(frozenset(needs.split()), frozenset(may.split()))


_ACTS: Mapping[tuple[str, str | None], _Act] = {
    ("position/1", None): _act("Regarding Stance", "Amendment Provision Clause Condition"),
    ("position/1", "join"): _act("Action", "Resolves"),
    ("position/1", "roster"): _act("Action Regarding"),
    ("amendment/1", "table"): _act("Amendment Regarding Action", "Provision Clause Text-SHA256 Taken-over"),
    ("amendment/1", "revise"): _act("Amendment Regarding Action Clause Text-SHA256"),
    ("amendment/1", "withdraw"): _act("Amendment Regarding Action"),
    ("main/1", "open"): _act("Action"),
    ("main/1", "adopt"): _act("Action Amendment", "Clause Text-SHA256 Editorial-change"),
    ("main/1", "edit"): _act("Action Clause Text-SHA256", "Regarding"),
    ("main/1", "status"): _act("Action Regarding Status", "Amendment Clause"),
    ("main/1", "recommend"): _act("Action Amendment Regarding Status"),
    ("main/1", "roster"): _act("Action Regarding", "Consent Recovery"),
    ("main/1", "issue"): _act("Action Issue", "Regarding"),
}


def trailers_flaw(message: Message) -> Flaw | None:
    """Say why the trailers of a record are not those of its act, or None."""
    return _flaw(message.one("Drafter-Record") or "", message.one("Action"), tuple(key for key, _ in message.trailers))


@lru_cache(maxsize=1024)
def _flaw(kind: str, action: str | None, keys: tuple[str, ...]) -> Flaw | None:
    act = _ACTS.get((kind, action))
    if act is None:
        return "act", f"`{action or 'no action'}` is not an act of the kind {kind}"
    named = frozenset(keys) - _HEAD
    if act.needs - named:
        return "trailers", f"it does not say {min(act.needs - named)}"
    if named - act.needs - act.may:
        return "trailers", f"it says {min(named - act.needs - act.may)}, which has no place in this act"
    return None
