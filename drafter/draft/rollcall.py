"""A vote by roll-call: the sheet on which it is taken, and how it went (VCLT 9(2))."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from drafter.draft.changes import issue_line
from drafter.draft.document import Block, Document, Heading, Paragraph, Row, Table
from drafter.draft.inline import Words
from drafter.draft.languages import ROLL_CALL_RULE, Phrase, Saying, saying
from drafter.model.negotiation import Negotiation
from drafter.model.signatory import Roster, Signatory
from drafter.model.terms import ClauseStatus, SignatoryKind
from drafter.text.dialect import written

WHOLE = Phrase("Vote on the text as a whole")
_TO_FILL_IN = "." * 20


class Vote(StrEnum):
    """What a State answers when it is called; absent when it does not."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"
    ABSENT = "absent"


HEADS = {
    Vote.YES: Phrase("In favour"),
    Vote.NO: Phrase("Against"),
    Vote.ABSTAIN: Phrase("Abstaining"),
    Vote.ABSENT: Phrase("Absent"),
}


@dataclass(frozen=True, slots=True)
class RollCall:
    """How each State voted, by its code, in the order in which they were called."""

    votes: Mapping[str, Vote]

    def of(self, vote: Vote) -> tuple[str, ...]:
        """Give who voted so."""
        return tuple(code for code, given in self.votes.items() if given is vote)

    @property
    def voting(self) -> int:
        """How many States are present and voting."""
        return len(self.of(Vote.YES)) + len(self.of(Vote.NO))

    @property
    def needed(self) -> int:
        """How many are two thirds of them."""
        return -(-2 * self.voting // 3)

    @property
    def adopted(self) -> bool:
        """Whether two thirds of the States present and voting are in favour."""
        return len(self.of(Vote.YES)) >= max(self.needed, 1)


def voters(roster: Roster, first: str | None = None) -> tuple[Signatory, ...]:
    """Give the States in the order in which they are called: that of signatories.toml, beginning with `first`.

    The name of the first one is drawn by lot (rule 87 of the same Rules of Procedure). `first` has to be a State.
    """
    states = [each for each in roster.signatories if each.kind is SignatoryKind.STATE]
    at = next((place for place, each in enumerate(states) if each.code == first), 0)
    return (*states[at:], *states[:at])


def roll_call(
    negotiation: Negotiation, subject: str, called: tuple[Signatory, ...], taken: RollCall | None = None
) -> Document:
    """Give the sheet of a vote on a subject, on the whole text without one: to be filled in, or how it went."""
    treaty, roster = negotiation.treaty, negotiation.treaty.roster
    say = saying(roster.language)
    heading = Heading(
        anchor="vote", clause="vote", kind="part", number="", designation=subject or say(WHOLE), level=1, content=(),
        status=ClauseStatus.OPEN.phrase,
    )  # fmt: skip
    names = {each.code: each.name for each in called}
    body = _to_be_taken(names, say) if taken is None else _as_taken(names, taken, say)
    return Document(
        title=roster.title,
        symbol=roster.symbol,
        language=roster.language,
        issue=issue_line(negotiation),
        commit=treaty.commit,
        date=treaty.date,
        records_until=treaty.date,
        style="roll-call",
        attributed=True,
        notice=ROLL_CALL_RULE,
        blocks=(heading, *body),
    )


def _to_be_taken(names: Mapping[str, str], say: Saying) -> Iterator[Block]:
    heads = (say("State"), *map(say, HEADS.values()))
    rows = (Row(cells=((_words(name),), *((),) * len(HEADS))) for name in names.values())
    yield Table(
        anchor="states", clause="vote", alignment=(),
        rows=(Row(cells=tuple((_words(head),) for head in heads), header=True), *rows),
    )  # fmt: skip
    for what in (say("Present and voting"), say("Two thirds of them"), *map(say, HEADS.values()), say("Result")):
        yield _line(f"{what}{say.colon}{_TO_FILL_IN}")


def _as_taken(names: Mapping[str, str], taken: RollCall, say: Saying) -> Iterator[Block]:
    for vote, head in HEADS.items():
        listed = ", ".join(names[code] for code in taken.of(vote))
        yield _line(f"{say(head)} ({len(taken.of(vote))}){say.colon}{listed or say('None.')}")
    yield _line(f"{say('Present and voting')}{say.colon}{taken.voting}")
    yield _line(f"{say('Two thirds of them')}{say.colon}{taken.needed}")
    yield _line(f"{say('Result')}{say.colon}{say(result(taken))}")


def result(taken: RollCall) -> Phrase:
    """Say how a vote went, as a record of it does: `adopted by 129 to 28, with 30 abstaining`."""
    counted = (len(taken.of(vote)) for vote in (Vote.YES, Vote.NO, Vote.ABSTAIN))
    said = "adopted by {} to {}, with {} abstaining" if taken.adopted else "not adopted: {} to {}, with {} abstaining"
    return Phrase(said, *counted)


def _words(text: str) -> Words:
    return Words(written(text, "plain"))


def _line(text: str) -> Paragraph:
    return Paragraph(anchor="", clause="vote", address="", label="", depth=0, content=(_words(text),))
