"""What a delegate asks to have recorded, before it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from drafter.model.position import Depends
from drafter.model.target import Target
from drafter.model.terms import AmendmentStatus, ClauseStatus, Stance

if TYPE_CHECKING:
    from drafter.model.clause import Clause
    from drafter.model.signatory import Delegate


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabling:
    """A new amendment: clauses as proposed, by id."""

    proposed: Mapping[str, Clause | None]
    rationale: str = ""
    to: str | None = None
    """The amendment that a sub-amendment changes."""
    taken_over: str | None = None
    """The amendment whose words these are, that nobody puts forward any more."""
    draft: str = ""
    """The name of the draft on disk that is removed once this is recorded."""
    base: str | None = None
    """The commit whose text was edited: of main, or of the amendment that a sub-amendment changes."""
    on_behalf_of: str | None = None
    """The group whose proposal it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retaining:
    """The proposal to keep texts as they are."""

    targets: tuple[Target, ...]
    rationale: str = ""
    against: str | None = None
    draft: str = ""
    on_behalf_of: str | None = None
    """The group whose proposal it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revising:
    """A new version of one's own amendment."""

    amendment: str
    proposed: Mapping[str, Clause | None]
    rationale: str = ""
    draft: str = ""
    base: str | None = None
    over: str | None = None
    """The commit of the version that the delegate saw: when there is another one by then, nothing is recorded."""
    on_behalf_of: str | None = None
    """The group whose proposal these words are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawing:
    """The withdrawal of one's own amendment."""

    amendment: str
    statement: str = ""
    over: str | None = None
    """The commit of the version that the delegate saw."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A position about an exact text."""

    target: Target
    stance: Stance
    statement: str = ""
    cosponsor: bool = False
    on_behalf_of: str | None = None
    conditions: tuple[Depends, ...] = ()
    seen: str | None = None
    """Hash of the text that the delegate saw: when another one stands by then, nothing is recorded."""
    over: str | None = None
    """The commit at which the delegate saw its delegation's position on it, empty before its first one: when a
    colleague has recorded another one by then, nothing is recorded."""
    draft: str = ""
    """The name of what was typed, on disk; removed once this is recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopting:
    """The adoption of amendments by the secretariat."""

    amendments: tuple[str, ...]
    as_modified: Mapping[str, Clause] = field(default_factory=dict)
    """Clauses as they were composed, where that is not what was proposed."""
    accept_near: bool = False
    """Whether words that stand near others changed since were shown."""
    seen: Mapping[str, str] = field(default_factory=dict)
    """The commits on which was decided, by ref: when another one stands there by then, nothing is recorded."""
    drafts: tuple[str, ...] = ()
    """The names of what was composed, on disk; removed once this is recorded."""
    left_out: tuple[str, ...] = ()
    """Amendments that were asked for and can't be adopted with the others."""
    reason: str = ""
    """Why, if that is to be kept with the record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correcting:
    """A correction of the agreed text by the secretariat, without an amendment."""

    clauses: Mapping[str, Clause]
    """Each as it shall read, by id."""
    reason: str
    base: str
    """The commit of main whose text was corrected."""
    draft: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settling:
    """A status that the secretariat gives to clauses, or to amendments."""

    targets: tuple[Target, ...]
    status: ClauseStatus | AmendmentStatus
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommending:
    """What the Chair recommends to do with an amendment; `TABLED` takes that back."""

    amendment: str
    status: AmendmentStatus
    seen: Mapping[str, str]
    """The version that it is about, by ref: when another one stands there by then, nothing is recorded."""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Who shall act for a signatory: listed by the secretariat, or consented to by one of its own delegates."""

    code: str
    was: tuple[Delegate, ...]
    """Whom the delegate saw listed: when others are by then, nothing is recorded."""
    delegates: tuple[Delegate, ...]
    """Those who are listed, where a delegate takes back the consent to another list."""
    recovery: bool = False
    """Whether the secretariat lists them without the signatory's consent, which everybody is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuing:
    """An issued text."""

    name: str


Proposing = Tabling | Retaining | Revising
"""What may be a group's proposal."""

Deciding = Adopting | Settling | Recommending
"""What is recorded with a reason, if one is given."""

Deed = Proposing | Withdrawing | Standing | Deciding | Correcting | Listing | Issuing
