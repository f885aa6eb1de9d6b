"""Who stands behind a wording, in the order and with the verbs of the field."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Stance = Literal["proposes", "cosponsors", "supports", "accepts", "depends", "reserves", "opposes", "retains", "stale"]
Verb = Literal["", "retain", "delete", "move", "renumber", "oppose", "on conditions", "reserve", "accept", "stale"]
Change = Literal["insertion", "deletion", "replacement", "move", "renumbering", "base"]


@dataclass(frozen=True, slots=True)
class Voice:
    """What a party says about a proposal.

    `party` is a signatory's or a group's code: a signatory that speaks on behalf of a group lends the group its voice.
    `retains` asks to keep the base text against the proposal; `depends` is for the proposal on conditions that are not
    met; `stale` has spoken about an earlier text only.
    """

    party: str
    stance: Stance


@dataclass(frozen=True)
class Parties:
    """Groups with their members, and signatories, both in the order of signatories.toml."""

    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    signatories: tuple[str, ...] = ()

    @cached_property
    def members(self) -> Mapping[str, tuple[str, ...]]:
        """The members of each group, the largest group first."""
        return dict(sorted(self.groups, key=lambda entry: -len(entry[1])))

    @cached_property
    def order(self) -> Mapping[str, int]:
        """Where each stands in an attribution: groups first, then the signatories."""
        codes = (*(group for group, _ in self.groups), *self.signatories)
        return {code: number for number, code in enumerate(codes)}


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


_ASKS: tuple[Stance, ...] = ("proposes", "cosponsors", "supports")

_VERBS: dict[Change, tuple[Verb, Verb]] = {
    # What those who ask for the change are said to do, and those who are against it.
    "insertion": ("", "delete"),
    "replacement": ("", "oppose"),
    "deletion": ("delete", "retain"),
    "move": ("move", "retain"),
    "renumbering": ("renumber", "oppose"),
    "base": ("", "retain"),
}


def attribute(
    voices: Iterable[Voice], parties: Parties, change: Change, elsewhere: Collection[str] = ()
) -> Attribution:
    """Attribute one wording to those who spoke about it.

    Groups come first, then signatories, each in the order of signatories.toml; a proponent before those who support
    it. A group's name replaces its members when all of them hold the same stance. A member's own voice wins over its
    group's and is named apart; it is not named when it says the same. `change` is what the proposals do to the words
    and decides the verbs: to oppose an insertion is `delete`, to oppose a deletion `retain`. Those who ask for the
    words that stand (`retain`) come before those who want them out. Who is silent is not named, nor who can accept or
    spoke about an earlier text, unless one of its groups is: that name would make it say what it doesn't. A group that
    speaks of rival wordings (`elsewhere`) is not named for its members here.
    """
    asks, against = _VERBS[change]
    held = _held(voices)
    proponents = [party for party, stances in held.items() if "proposes" in stances]
    asking = [party for party, stances in held.items() if stances & set(_ASKS)]
    taken = set(asking)
    opposing = [party for party, stances in held.items() if stances & {"opposes", "retains"} and party not in taken]
    taken.update(opposing)
    reserving = [party for party, stances in held.items() if "reserves" in stances and party not in taken]
    # A member with a voice of its own doesn't speak through its group.
    own = {*held, *elsewhere}
    taken.update(reserving)
    depending = [party for party, stances in held.items() if "depends" in stances and party not in taken]
    asked = Part(_named(asking, proponents, own, parties), asks)
    opposed = Part(_named(opposing, (), own, parties), against)
    uncertain = (
        Part(_named(depending, (), own, parties), "on conditions"),
        Part(_named(reserving, (), own, parties), "reserve"),
    )
    ordered = (opposed, asked, *uncertain) if against == "retain" else (asked, opposed, *uncertain)
    taken.update(depending)
    named = [party for part in ordered for party in part.parties]
    covered = {member for party in named for member in parties.members.get(party, ())}
    apart = [party for party in held if party in covered and party not in taken]
    accepting = [party for party in apart if "accepts" in held[party]]
    accepted = Part(_named(accepting, (), own, parties), "accept")
    stale = Part(_named([party for party in apart if party not in accepting], (), own, parties), "stale")
    return Attribution(tuple(part for part in (*ordered, accepted, stale) if part.parties))


def _held(voices: Iterable[Voice]) -> dict[str, set[Stance]]:
    """Who says what. Of several voices of one party about the same words the one that asks for them counts."""
    held: dict[str, set[Stance]] = {}
    for voice in voices:
        held.setdefault(voice.party, set()).add(voice.stance)
    return held


def _named(
    speaking: Sequence[str], proponents: Collection[str], own: Collection[str], parties: Parties
) -> tuple[str, ...]:
    """Those who say one thing, with groups for their members: proponents first, then the others."""
    if len(speaking) < 2:
        return tuple(speaking)
    groups = parties.members
    named = {party: party in proponents for party in speaking}
    for party in speaking:
        for member in groups.get(party, ()):
            if not named.get(member, True):
                del named[member]
    for group, members in groups.items():
        # A member without a voice of its own speaks through its group if that speaks, and through no other one.
        said = {*speaking, *(member for member in members if group in speaking and member not in own)}
        if (group in own and group not in speaking) or len(members) < 2 or not said.issuperset(members):
            continue
        covered = [member for member in members if member in named]
        if covered:
            named[group] = any(named[member] for member in covered)
            for member in covered:
                del named[member]
    order = parties.order
    return tuple(sorted(named, key=lambda party: (not named[party], order.get(party, len(order)), party)))
