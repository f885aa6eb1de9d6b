"""An attack: what it writes and which ref it asks to be moved, and the rules of which one finds it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.store.attacks.stage import Draft, Stage, commit

Build = Callable[[Stage], None]


@dataclass(frozen=True)
class Attack:
    """One hostile act. `build` writes objects and says with `Stage.move` what a push would ask for."""

    name: str
    rules: frozenset[str]
    build: Build
    logged: bool = True
    """Whether the server that lets it in also logs it, as it would without its checks."""
    door: bool = True
    """Whether it is one at the server's door: not where all that is wrong is that it did not come by it."""


ATTACKS: list[Attack] = []
LEGITIMATE: list[Attack] = []


def attack(*rules: str, logged: bool = True, door: bool = True) -> Callable[[Build], Build]:
    """Register an attack that one of these rules must find."""

    def register(build: Build) -> Build:
        ATTACKS.append(Attack(build.__name__, frozenset(rules), build, logged, door))
        return build

    return register


def legitimate(build: Build) -> Build:
    """Register an act that everybody must let pass."""
    LEGITIMATE.append(Attack(build.__name__, frozenset(), build))
    return build


def put(stage: Stage, ref: str, draft: Draft) -> str:
    """Write a commit and ask that a ref be moved to it."""
    id = commit(stage, draft)
    stage.move(ref, id)
    return id
