"""The field's closed vocabularies: kinds and statuses of clauses, statuses of amendments, stances, actions."""

from __future__ import annotations

from enum import Enum


class Kind(Enum):
    """What a clause file holds."""

    PREAMBLE = "preamble"
    PART = "part"
    ARTICLE = "article"
    ANNEX = "annex"


class ClauseStatus(Enum):
    """How far a clause is agreed. The last four are statuses of text that nobody amends without reopening it."""

    OPEN = "open"
    BRACKETED = "bracketed"
    PROVISIONAL = "provisional"
    AD_REFERENDUM = "agreed-ad-referendum"
    AGREED = "agreed"
    ADOPTED = "adopted"
    DELETED = "deleted"

    @property
    def phrase(self) -> str:
        """The status as it is said in the room."""
        return _CLAUSE_STATUS_PHRASES[self]

    @property
    def settled(self) -> bool:
        """Whether a later change of the text reopens it."""
        return self in (
            ClauseStatus.PROVISIONAL,
            ClauseStatus.AD_REFERENDUM,
            ClauseStatus.AGREED,
            ClauseStatus.ADOPTED,
        )

    @property
    def gavelled(self) -> bool:
        """Whether the text was agreed in plenary: what is said on it from then on is said for the record."""
        return self in (ClauseStatus.AGREED, ClauseStatus.ADOPTED)


_CLAUSE_STATUS_PHRASES = {
    ClauseStatus.OPEN: "open",
    ClauseStatus.BRACKETED: "bracketed",
    ClauseStatus.PROVISIONAL: "provisionally agreed",
    ClauseStatus.AD_REFERENDUM: "agreed ad referendum",
    ClauseStatus.AGREED: "agreed",
    ClauseStatus.ADOPTED: "adopted",
    ClauseStatus.DELETED: "deleted",
}


class AmendmentStatus(Enum):
    """What happened to an amendment."""

    TABLED = "tabled"
    ACCEPTED = "accepted"
    ACCEPTED_AS_MODIFIED = "accepted-as-modified"
    NOT_ACCEPTED = "not-accepted"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    DEFERRED = "deferred"

    @property
    def live(self) -> bool:
        """Whether the proposal still stands in the brackets."""
        return self is AmendmentStatus.TABLED

    @property
    def pending(self) -> bool:
        """Whether it is still to be decided, now or later."""
        return self in (AmendmentStatus.TABLED, AmendmentStatus.DEFERRED)

    @property
    def left(self) -> bool:
        """Whether nobody puts the words forward any more, so that somebody else may.

        What was withdrawn may be reintroduced by any member (Rules of Procedure of the General Assembly of the United
        Nations, A/520/Rev.20, rule 80).
        """
        return self in (AmendmentStatus.WITHDRAWN, AmendmentStatus.NOT_ACCEPTED, AmendmentStatus.SUPERSEDED)

    @property
    def phrase(self) -> str:
        """The status as it is said in the room."""
        return self.value.replace("-", " ")


RECOMMENDED = (
    AmendmentStatus.ACCEPTED,
    AmendmentStatus.ACCEPTED_AS_MODIFIED,
    AmendmentStatus.NOT_ACCEPTED,
    AmendmentStatus.DEFERRED,
    AmendmentStatus.SUPERSEDED,
)
"""What the Chair can recommend to do with an amendment; a record that says `TABLED` takes a recommendation back."""


class AmendmentAction(Enum):
    """What an amendment does to the text (ITU marks ADD, MOD, SUP, NOC)."""

    ADD = "add"
    MODIFY = "modify"
    DELETE = "delete"
    RETAIN = "retain"

    @property
    def mark(self) -> str:
        """The ITU's mark of the action."""
        return {"add": "ADD", "modify": "MOD", "delete": "SUP", "retain": "NOC"}[self.value]


_SAID: dict[str, tuple[str, str]] = {
    "support": ("+", "supports"),
    "accept": ("~", "can accept"),
    "reserve": ("r", "reserves its position on"),
    "oppose": ("x", "opposes"),
    "none": (".", "records no position on"),
}


class Stance(Enum):
    """What a signatory says about an exact text. Silence (`NONE`) is never consent."""

    mark: str
    """The stance in one character; never colour alone."""
    phrase: str
    """The stance as a verb, after the name of a signatory."""

    # Kept with the member: a matrix asks for them tens of thousands of times.
    def __init__(self, value: str) -> None:
        self.mark, self.phrase = _SAID[value]

    @property
    def alone(self) -> str:
        """The stance as a verb where the text that it is about is not named: `reserves its position`."""
        return self.phrase.removesuffix(" on")

    SUPPORT = "support"
    ACCEPT = "accept"
    RESERVE = "reserve"
    OPPOSE = "oppose"
    NONE = "none"


STANCES = {stance.value: stance for stance in Stance}
"""The stances by the value that files and trailers write."""


class Degree(Enum):
    """How much a position depends on another text (LiquidFeedback's scale)."""

    REQUIRED = "required"
    DESIRED = "desired"
    UNWANTED = "unwanted"
    UNACCEPTABLE = "unacceptable"

    @property
    def asks(self) -> bool:
        """Whether it asks for the text, and not for its absence."""
        return self in (Degree.REQUIRED, Degree.DESIRED)

    @property
    def binding(self) -> bool:
        """Whether consent depends on it; the others are wishes."""
        return self in (Degree.REQUIRED, Degree.UNACCEPTABLE)


DEGREES = {degree.value: degree for degree in Degree}
"""The degrees by the value that files and trailers write."""


class SignatoryKind(Enum):
    """What a party to the talks is."""

    STATE = "state"
    REIO = "reio"
    OBSERVER = "observer"


class Adoption(Enum):
    """How the text is adopted (VCLT 9)."""

    CONSENSUS = "consensus"
    TWO_THIRDS = "two-thirds"


class Signatures(Enum):
    """Whether a record counts without a signature."""

    OPTIONAL = "optional"
    REQUIRED = "required"
