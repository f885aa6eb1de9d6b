"""Who holds what on which target: each signatory's own position, else its group's; stale ones set apart."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from drafter.draft.conditions import depends
from drafter.draft.keeping import keeps_from
from drafter.model.amendment import Amendment
from drafter.model.negotiation import Negotiation
from drafter.model.position import Recorded
from drafter.model.signatory import Group, Signatory
from drafter.model.target import Target
from drafter.model.terms import Adoption, SignatoryKind, Stance


class Standing(NamedTuple):
    """Where one signatory stands on one target, everything considered; or what somebody said of it for a group.

    A page of a matrix holds thousands: a named tuple is made in a third of a dataclass's time.
    """

    party: str
    """Code of the signatory or group."""
    target: Target
    stance: Stance = Stance.NONE
    stale: bool = False
    """The text has changed since it spoke: shown, but it counts neither for nor against."""
    proposes: bool = False
    """It tabled the amendment."""
    cosponsors: bool = False
    """Its own record, on the text as it stands, says so."""
    group: str | None = None
    """The group whose position it is; None when it is its own."""
    departs: tuple[str, ...] = ()
    """Its groups that hold another stance on the same text."""
    recorded: Recorded | None = None
    """The record it rests on: its own or, when `group` is set, that of whoever spoke for the group."""
    depends: bool = False
    """It is for the text on conditions that bind and are not met: shown, but it doesn't count for the text."""

    @property
    def counts(self) -> bool:
        """Whether it is a stance on the text as it stands, and depends on nothing that has not come about."""
        return self.stance is not Stance.NONE and not self.note

    @property
    def mark(self) -> str:
        """The standing in one character: `P` for who proposes, `C` for who co-sponsors, else the mark of the stance."""
        if self.proposes:
            return "P"
        return "C" if self.cosponsors else self.stance.mark

    @property
    def sign(self) -> str:
        """The mark, with a sign for what has to be known of it, wherever a matrix is shown.

        `+?` is stale, `+*` depends on conditions that are not met, `(+)` is that of a group that speaks for the
        signatory, `+!` departs from its group's.
        """
        if self.note:
            return f"{self.mark}{'?' if self.stale else '*'}"
        if self.group is not None and not self.proposes:
            return f"({self.mark})"
        return f"{self.mark}!" if self.departs else self.mark

    @property
    def phrase(self) -> str:
        """The standing as a verb, between a name and what it is about: `reserves its position on`."""
        if self.proposes:
            return "proposes"
        return "co-sponsors" if self.cosponsors else self.stance.phrase

    @property
    def alone(self) -> str:
        """The standing as a verb where the text that it is about is not named: `reserves its position`."""
        return self.phrase if self.proposes or self.cosponsors else self.stance.alone

    @property
    def note(self) -> str:
        """Why it doesn't count; nothing where it does."""
        return "stale" if self.stale else "on conditions" if self.depends else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How a target stands with all who take part, in the order of signatories.toml. Positions are never averaged."""

    target: Target
    proposes: tuple[str, ...]
    supports: tuple[str, ...]
    """Who asks for the text besides its proponent, co-sponsors included."""
    accepts: tuple[str, ...]
    reserves: tuple[str, ...]
    opposes: tuple[str, ...]
    silent: tuple[str, ...]
    stale: tuple[str, ...]
    """Who spoke about an earlier text and not yet about this one."""
    depends: tuple[str, ...]
    """Who is for it on conditions that bind and are not met. It doesn't count for the text, and doesn't block."""
    retains: tuple[str, ...]
    """Who proposes to keep the base words against this amendment."""
    keeps: tuple[str, ...]
    """Those of them who don't oppose it anyway, and have not said since, each for itself, that it is good as it stands.

    A proposal to change nothing is one like any other (ITU: NOC), and a formal objection to what would change
    them. A group that is for the amendment doesn't take back what one of its members asks.
    """
    states_for: int
    """States that support or can accept it: they vote yes (VCLT 9(2) counts States)."""
    states_against: int
    """States that oppose it."""

    @property
    def blocked_by(self) -> tuple[str, ...]:
        """Who blocks consensus. To reserve one's position or to be silent does not block; neither is it consent."""
        return (*self.opposes, *self.keeps)

    @property
    def consensus(self) -> bool:
        """Whether there is no formal objection."""
        return not self.blocked_by

    @property
    def two_thirds(self) -> bool:
        """Whether two thirds of the States present and voting are for it; abstentions are not votes (VCLT 9(2))."""
        return self.states_for > 0 and self.states_for >= 2 * self.states_against

    @property
    def votes(self) -> str:
        """The States for and against, in words."""
        return f"{self.states_for} State{'' if self.states_for == 1 else 's'} for, {self.states_against} against"

    def adoptable(self, adoption: Adoption) -> bool:
        """Whether the rule of the talks lets the text be adopted as positions stand."""
        return self.consensus if adoption is Adoption.CONSENSUS else self.two_thirds


def objections(opposed: str, keep: str) -> str:
    """Say which formal objections there are, of those (named) who oppose, and who would keep the words as they are."""
    said = ((opposed, "opposed"), (keep, "for retaining the words"))
    return ", ".join(f"{codes} {what}" for codes, what in said if codes)


class Standings:
    """The standings of a negotiation, worked out target by target when they are asked for."""

    def __init__(self, negotiation: Negotiation) -> None:
        self.negotiation = negotiation
        self._standings: dict[Target, tuple[Standing, ...]] = {}
        self._spoken: dict[Target, Mapping[str, Standing]] = {}
        self._records: dict[Target, tuple[Recorded, ...]] = {}
        self._groups: dict[Target, Mapping[str, Standing]] = {}
        self._hashes: dict[Target, str | None] = {}

    @cached_property
    def seats(self) -> tuple[Signatory, ...]:
        """The signatories that can hold a position: observers can't."""
        roster = self.negotiation.treaty.roster
        return tuple(each for each in roster.signatories if each.kind is not SignatoryKind.OBSERVER)

    @cached_property
    def _memberships(self) -> Mapping[str, tuple[Group, ...]]:
        roster = self.negotiation.treaty.roster
        return {seat.code: roster.groups_of(seat.code) for seat in self.seats}

    @cached_property
    def _states(self) -> frozenset[str]:
        return frozenset(seat.code for seat in self.seats if seat.kind is SignatoryKind.STATE)

    @cached_property
    def _retains(self) -> Mapping[str, tuple[Amendment, ...]]:
        """By the amendment that one names, or the clauses of the words that it asks to keep, in order of tabling."""
        found: dict[str, list[Amendment]] = {}
        for each in self.negotiation.live:
            if not each.changes and each.signatory in self._memberships:
                for about in (each.against,) if each.against is not None else each.clauses:
                    found.setdefault(about, []).append(each)
        return {about: tuple(retains) for about, retains in found.items()}

    def retaining(self, amendment: str) -> tuple[Amendment, ...]:
        """Give the live proposals that words be kept from an amendment."""
        this = self.negotiation.by_id.get(amendment)
        about = (amendment, *this.clauses) if this is not None else ()
        retains = {each.id: each for one in about for each in self._retains.get(one, ())}
        return tuple(each for each in retains.values() if this is not None and keeps_from(each, this))

    def stale(self, recorded: Recorded) -> bool:
        """Whether the text has changed since a position was taken (`Negotiation.stale`, with the hash kept)."""
        target = recorded.position.target
        if target not in self._hashes:
            self._hashes[target] = self.negotiation.current_text_sha256(target)
        return self._hashes[target] != recorded.position.text_sha256

    def depends(self, recorded: Recorded, adopted: Collection[str] = ()) -> bool:
        """Whether a position on the text as it stands is for it on conditions that bind and are not met, nor would be
        once these amendments are adopted as they are proposed."""
        position = recorded.position
        return bool(position.conditions) and not self.stale(recorded) and depends(self.negotiation, position, adopted)

    def conditional(self, target: Target, adopted: Collection[str]) -> tuple[str, ...]:
        """Name who is for a text on conditions that adopting these amendments together doesn't meet: of a package,
        whose parts depend on each other, nobody, as soon as it is whole."""
        codes = [
            each.party
            for each in self._heard(target).values()
            if each.depends and each.recorded is not None and self.depends(each.recorded, adopted)
        ]
        return self.voices(target, codes)

    def records(self, target: Target) -> tuple[Recorded, ...]:
        """Give the records on a target of those with a seat."""
        if target not in self._records:
            about = self.negotiation.positions_by_target.get(target, ())
            self._records[target] = tuple(each for each in about if each.position.signatory in self._memberships)
        return self._records[target]

    def groups(self, target: Target) -> Mapping[str, Standing]:
        """Give the groups that hold a position on a target, in file order.

        When several members may speak for a group (it names no spokesperson), the newest record is the group's.
        """
        if target not in self._groups:
            spoken: dict[str, Recorded] = {}
            for recorded in self.records(target):
                group = self.speaks_for(recorded)
                if group is None or recorded.position.stance is Stance.NONE:
                    continue
                known = spoken.get(group.code)
                if known is None or (recorded.date, recorded.commit) > (known.date, known.commit):
                    spoken[group.code] = recorded
            self._groups[target] = {
                group.code: self._recorded(group.code, spoken[group.code])
                for group in self.negotiation.treaty.roster.groups
                if group.code in spoken
            }
        return self._groups[target]

    def on(self, target: Target) -> tuple[Standing, ...]:
        """Give the standing of every signatory with a seat on a target, in file order.

        A signatory's own record wins over its groups'. Without one (or with stance `none`) the first of its groups
        in file order that holds a position on the text as it stands speaks for it, else the first that holds a
        stale one.
        """
        if target not in self._standings:
            heard = self._heard(target)
            self._standings[target] = tuple(heard.get(seat.code) or Standing(seat.code, target) for seat in self.seats)
        return self._standings[target]

    def _heard(self, target: Target) -> Mapping[str, Standing]:
        """Give the standing of those who may have said something on a target, in file order.

        On most lines of a large negotiation most are silent.
        """
        if target not in self._spoken:
            amendment = self.negotiation.by_id.get(target.amendment) if target.amendment else None
            proposer = amendment.signatory if amendment is not None else None
            own = {recorded.position.signatory: recorded for recorded in self.records(target)}
            groups = self.groups(target)
            speaking = self._memberships if groups else {*own, proposer}
            self._spoken[target] = {
                code: self._standing(code, target, own.get(code), groups, code == proposer)
                for code in self._memberships
                if code in speaking
            }
        return self._spoken[target]

    def of(self, signatory: str, target: Target) -> Standing:
        """Give the standing of one signatory on a target; that of silence for whoever holds no positions."""
        found = (standing for standing in self.on(target) if standing.party == signatory)
        return next(found, Standing(signatory, target))

    def voices(self, target: Target, codes: Sequence[str]) -> tuple[str, ...]:
        """Name signatories of one stance: the groups that speak for them first, then those that no group covers."""
        roster = self.negotiation.treaty.roster
        spoken = {each.party: each.group for each in self.on(target) if not each.proposes}
        groups = {group for code in codes if (group := spoken.get(code)) is not None}
        covered = {code for code in codes if spoken.get(code) or not groups.isdisjoint(self._groups_of(code))}
        return (
            *(group.code for group in roster.groups if group.code in groups),
            *(code for code in codes if code not in covered),
        )

    def blocking(self, tally: Tally) -> tuple[str, ...]:
        """Name who blocks consensus, as `voices` and `keepers` name them: first who opposes."""
        return tuple(dict.fromkeys((*self.voices(tally.target, tally.opposes), *self.keepers(tally))))

    def keepers(self, tally: Tally) -> tuple[str, ...]:
        """Name who proposes to keep the words against an amendment: the group, where its proposal is the group's."""
        named = (
            self.proponent(each.id) for each in self.retaining(tally.target.amendment) if each.signatory in tally.keeps
        )
        return tuple(dict.fromkeys(named))

    def _groups_of(self, code: str) -> Iterable[str]:
        return (group.code for group in self._memberships.get(code, ()))

    def cosponsors(self, amendment: str) -> tuple[str, ...]:
        """Give who co-sponsors an amendment by a record of its own: groups first, each in file order."""
        target = Target(amendment=amendment)
        groups = [code for code, held in self.groups(target).items() if held.cosponsors]
        alone = [each.party for each in self._heard(target).values() if each.cosponsors and each.group is None]
        proposer = self.negotiation.by_id[amendment].signatory
        return tuple(code for code in (*groups, *alone) if code not in (proposer, self.proponent(amendment)))

    def proponent(self, amendment: str) -> str:
        """Give whose proposal an amendment is: the group's, when its proposer's own record on it speaks for one.

        Where another member may speak for the group, and no longer supports it for the group, it is the proposer's.
        """
        proposer = self.negotiation.by_id[amendment].signatory
        for recorded in self.records(Target(amendment=amendment)):
            if recorded.position.signatory == proposer and recorded.position.stance is Stance.SUPPORT:
                group = self.speaks_for(recorded)
                if (
                    group is not None
                    and not self.stale(recorded)
                    and self._supports(group.code, recorded.position.target)
                ):
                    return group.code
        return proposer

    def _supports(self, group: str, target: Target) -> bool:
        held = self.groups(target)[group]
        return held.stance is Stance.SUPPORT and not held.stale and not held.depends

    def heard_as(self, recorded: Recorded) -> str:
        """Give who speaks in a record: the group for which its signatory spoke last, otherwise the signatory itself."""
        group = self.speaks_for(recorded)
        held = self.groups(recorded.position.target).get(group.code) if group is not None else None
        return held.party if held is not None and held.recorded is recorded else recorded.position.signatory

    def tally(self, target: Target) -> Tally:
        """Count: who proposes, supports, accepts, reserves, opposes, and who has said nothing on this text."""
        proposes: list[str] = []
        stale: list[str] = []
        conditional: list[str] = []
        counted: dict[Stance, list[str]] = {stance: [] for stance in Stance}
        heard = self._heard(target)
        for each in heard.values():
            if each.proposes:
                proposes.append(each.party)
            elif each.stale:
                stale.append(each.party)
            elif each.depends:
                conditional.append(each.party)
            else:
                counted[each.stance].append(each.party)
        unheard = set(counted[Stance.NONE])
        retains = {each.signatory: each.tabled for each in self.retaining(target.amendment)}
        # Who asks that the words be kept has said something.
        quiet = [code for code in self._memberships if code not in heard or code in unheard]
        silent = [code for code in quiet if code not in retains]
        favourable = (*proposes, *counted[Stance.SUPPORT], *counted[Stance.ACCEPT])
        return Tally(
            target=target,
            proposes=tuple(proposes),
            supports=tuple(counted[Stance.SUPPORT]),
            accepts=tuple(counted[Stance.ACCEPT]),
            reserves=tuple(counted[Stance.RESERVE]),
            opposes=tuple(counted[Stance.OPPOSE]),
            silent=tuple(silent),
            stale=tuple(stale),
            depends=tuple(conditional),
            retains=tuple(retains),
            keeps=tuple(code for code, asked in retains.items() if not _settles(heard.get(code), asked)),
            states_for=sum(code in self._states for code in favourable),
            states_against=sum(code in self._states for code in counted[Stance.OPPOSE]),
        )

    def departs(self, recorded: Recorded, groups: Iterable[Standing]) -> tuple[str, ...]:
        """Give those of some groups for which a signatory counts and whose stance its own record doesn't share."""
        position = recorded.position
        if position.stance is Stance.NONE:
            return ()
        known = self.negotiation.treaty.roster.groups_by_code
        return tuple(
            held.party
            for held in groups
            if held.stance is not position.stance and known[held.party].holds_for(position.signatory)
        )

    def speaks_for(self, recorded: Recorded) -> Group | None:
        """Give the group for which a record speaks: its signatory could, when it was recorded, or it wouldn't count."""
        group = recorded.position.on_behalf_of
        return self.negotiation.treaty.roster.groups_by_code.get(group) if group is not None else None

    def _standing(
        self,
        code: str,
        target: Target,
        own: Recorded | None,
        groups: Mapping[str, Standing],
        proposes: bool,
    ) -> Standing:
        held = [groups[group.code] for group in self._memberships[code] if group.code in groups]
        spoken = next((each for each in held if not each.stale), held[0] if held else None)
        if own is not None and own.position.stance is not Stance.NONE:
            speaker = self.heard_as(own)
            found = self._recorded(code, own, group=speaker if speaker != code else None)
        elif spoken is not None and not proposes:
            found = spoken._replace(party=code, cosponsors=False, group=spoken.party)
        else:
            # Who tabled an amendment did so itself, whatever one of its groups has said of it since.
            found = Standing(code, target, recorded=own)
        if proposes:
            found = found._replace(stance=Stance.SUPPORT, stale=False, proposes=True, cosponsors=False, depends=False)
        departs = tuple(each.party for each in held if not each.stale and each.stance is not found.stance)
        return found._replace(departs=departs) if departs else found

    def _recorded(self, party: str, recorded: Recorded, group: str | None = None) -> Standing:
        """Give what a record says for its signatory, or for the group for which that spoke."""
        position, stale = recorded.position, self.stale(recorded)
        return Standing(
            party,
            position.target,
            position.stance,
            stale,
            cosponsors=not stale and cosponsors(recorded),
            group=group,
            recorded=recorded,
            depends=self.depends(recorded),
        )


def _settles(held: Standing | None, asked: str) -> bool:
    """Whether a standing on an amendment tells what became of the wish, of that date, to keep the words against it."""
    if held is None or not held.counts:
        return False
    if held.proposes or held.stance is Stance.OPPOSE:
        return True
    said = held.recorded
    own = said is not None and said.position.signatory == held.party and said.date >= asked
    return own and held.stance is not Stance.RESERVE


def cosponsors(recorded: Recorded) -> bool:
    """Whether a record co-sponsors: it says so, and supports."""
    return recorded.position.cosponsor and recorded.position.stance is Stance.SUPPORT
