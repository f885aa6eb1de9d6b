"""Who stands behind a wording, in the order and with the verbs of the field."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Stance = Literal["proposes", "cosponsors", "supports", "accepts", "reserves", "opposes", "retains"]
Verb = Literal["", "retain", "delete", "move", "renumber", "oppose", "reserve"]
Change = Literal["insertion", "deletion", "replacement", "move", "renumbering", "base"]


@dataclass(frozen=True, slots=True)
class Voice:
    """What a party says about a proposal. `party` is a signatory's or a group's code (a signatory that speaks on behalf of
    a group lends the group its voice). `retains` asks to keep the base text against it."""

    party: str
    stance: Stance


@dataclass(frozen=True, slots=True)
class Parties:
    """Groups with their members, and signatories, both in the order of signatories.toml."""

    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    signatories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Parties that say the same: `AUS, JPN retain`. An empty verb stands for those who ask for the wording."""

    parties: tuple[str, ...]
    verb: Verb


@dataclass(frozen=True, slots=True)
class Attribution:
    """The parts in the order they are printed: those who ask for the wording, then, behind semicolons, all others."""

    parts: tuple[Part, ...] = ()

    def __str__(self) -> str:
        """As printed behind ` - `: `AOSIS, EST; RUS delete`."""
        return "; ".join(", ".join(part.parties) + (f" {part.verb}" if part.verb else "") for part in self.parts)

    def __bool__(self) -> bool:
        return bool(self.parts)


NOBODY = Attribution()


def attribute(voices: Iterable[Voice], parties: Parties, change: Change) -> Attribution:
    """Attribute one wording to those who spoke about it.

    Groups come first, then signatories, each in the order of signatories.toml; a proponent before those who support it. A group's name
    replaces its members when all of them hold the same stance. A member's own voice wins over its group's and is named apart.
    `change` is what the voices' proposals do to the words and decides the verb: to oppose an insertion is `delete`, to
    oppose a deletion `retain`. Who can accept or is silent is not named.
    """
    raise NotImplementedError
