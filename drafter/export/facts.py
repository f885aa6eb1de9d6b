"""What stands round the words of a document, in plain text: every format says it the same way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.draft.behind import SAME_WORDS
from drafter.draft.document import Behind, ChangeEntry, Document, Heading, Party, Reading, Side, Verbatim
from drafter.draft.final import adopted
from drafter.draft.legend import ABOVE, KEPT, SAME
from drafter.draft.origin import Origin

STYLES = {
    "clean": "clean text: agreed words only",
    "bracketed": "consolidated text, with the pending proposals in brackets",
    "redline": "redline",
    "compilation": "compilation text: the text as it stands, and every proposal in full under its proponent",
    "comparison": "comparative table: the text and the pending proposals side by side",
}
READINGS = {"same": SAME, "above": ABOVE, "retain": KEPT}
"""The readings of a comparison that need no words."""

_SHORT = 10
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def said(date: str) -> str:
    """Say a recorded date in words: `2 March 2026, 09:00 UTC`."""
    year, month, day = date[:10].split("-")
    time = f", {date[11:16]} UTC" if len(date) > 10 else ""
    return f"{int(day)} {_MONTHS[int(month) - 1]} {year}{time}"


def document_facts(document: Document) -> Iterator[tuple[str, str]]:
    """Say which text it is: symbol, issue, date, commit and what it shows."""
    facts = [
        ("Symbol", document.symbol),
        ("Issue", document.issue),
        ("Date", said(document.date)),
        ("Commit", document.commit),
        ("Records until", said(document.records_until) if document.records_until != document.date else ""),
        ("Text", STYLES[document.style] + (f" since {document.since}" if document.since else "")),
        ("As if adopted", ", ".join(document.selected)),
    ]
    return ((name, value) for name, value in facts if value)


def clause_facts(heading: Heading, document: Document) -> Iterator[str]:
    """Say what is to be known of a clause beside its words, but for the decisions behind its changes."""
    if adopted(document):
        return
    status = f"Status: {heading.status}"
    if heading.reopened_by:
        status += f", reopened by {', '.join(heading.reopened_by)}"
    counted = []
    if heading.brackets:
        counted.append(f"{heading.brackets} {'bracket' if heading.brackets == 1 else 'brackets'}")
    if document.style == "bracketed" and heading.own_brackets:
        counted.append(
            f"{heading.own_brackets} {'bracket' if heading.own_brackets == 1 else 'brackets'} of the text itself"
        )
    if heading.amendments:
        counted.append(f"amendments {', '.join(heading.amendments)}")
    if heading.change and document.style == "bracketed":
        wanted = "adding" if heading.change == "added" else "deleting"
        counted.append(f"{wanted} the whole clause is proposed; its bracket ends below its text")
    plain = heading.status == "open" and not heading.reopened_by and not counted
    if not plain or (document.style != "clean" and heading.kind != "part"):
        yield "; ".join([status, *counted])
    if heading.change and document.style == "redline":
        yield f"The whole clause was {heading.change}"


def entry(change: ChangeEntry) -> str:
    """Say a recorded act, without its commit: `2 March 2026, 09:00 UTC: Adopt NOR-NTA3CC`."""
    return f"{said(change.date)}: {change.subject}"


def origin_line(origin: Origin) -> str:
    """Say in a line what is behind words: act, signatory and dates."""
    commit = f" in {origin.commit[:_SHORT]}" if origin.commit else ""
    if origin.kind == "amendment" and origin.amendments:
        named = f"{', '.join(origin.amendments)} of {', '.join(origin.signatories)}"
        first = "first tabled" if len(origin.amendments) > 1 else "tabled"
        tabled = f"{named}, {first} {origin.tabled[:10]} by {origin.delegate}"
        return f"{tabled}; adopted {origin.date[:10]}{commit}" if commit else f"{tabled}; not adopted"
    if origin.kind == "amendment":
        return f"an amendment, adopted {origin.date[:10]}{commit}" if commit else "an amendment; not adopted"
    subject = f": {origin.subject}" if origin.subject else ""
    if origin.kind == "editorial":
        return f"editorial change of the secretariat, declared {origin.date[:10]}{commit}{subject}"
    if origin.kind == "unattributed":
        author = f" by {origin.author}" if origin.author else ""
        return f'{origin.commit[:_SHORT]}, {origin.date[:10]}{author}, "{origin.subject}": {origin.why}'
    return f"{origin.signatory or 'decision'} on {origin.date[:10]}{commit}{subject}"


def behind_line(behind: Behind) -> str:
    """Say what a label of a redline stands for."""
    if behind.origins:
        return "; then ".join(map(origin_line, behind.origins))
    if behind.label == SAME_WORDS:
        return "the words stand in both texts; nobody changed them, they only show at another place"
    return "nothing on record is behind these words"


def signature(party: Party) -> str:
    """Head the place where a State or an organisation signs, as treaties do."""
    return f"For {party.name}:"


def verbatim_facts(proposal: Verbatim) -> Iterator[tuple[str, str]]:
    """Say what is to be known of a proposal beside its words."""
    yield "Proposal", f"{proposal.action}, {proposal.about}" if proposal.about else proposal.action
    yield "Status", f"{proposal.status}; tabled {said(proposal.tabled)}"
    if proposal.cosponsors:
        yield "Co-sponsors", ", ".join(proposal.cosponsors)
    yield "Commit", f"{proposal.commit[:12]} on {proposal.base[:12]}"
    yield "SHA-256", proposal.text_sha256
    if proposal.rationale:
        yield "Rationale", proposal.rationale


def by(proposal: Verbatim) -> str:
    """Say whose proposal it is: `AOSIS (WSM): WSM-13VQZP`."""
    behalf = f" ({proposal.signatory})" if proposal.proponent != proposal.signatory else ""
    return f"{proposal.proponent}{behalf}: {proposal.amendment}"


def column(side: Side) -> str:
    """Head a column of a comparison: `NOR: NOR-NTA3CC, with EST, FRA`; `AOSIS: WSM-23N18V (changes KEN-YZSTGW)`."""
    parents = dict(side.parents)
    names = [f"{each} (changes {parents[each]})" if each in parents else each for each in side.amendments]
    behind = f", with {', '.join(side.cosponsors)}" if side.cosponsors else ""
    return f"{side.proponent}: {', '.join(names)}{behind}"


def named_readings(readings: Sequence[Reading]) -> Iterator[tuple[Reading, str]]:
    """Give the readings of a cell, with the amendment in front where several of one proponent say different things."""
    if len(readings) > 1 and {reading.kind for reading in readings} <= {"same"}:
        yield readings[0], ""
        return
    for reading in readings:
        yield reading, f"{reading.amendment}: " if len(readings) > 1 else ""
