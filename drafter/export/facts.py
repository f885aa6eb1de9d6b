"""What stands round the words of a document, in plain text: every format says it the same way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drafter.draft.conditions import Conditioned, Fulfilment
from drafter.draft.document import (
    Behind,
    ChangeEntry,
    Comparison,
    Document,
    Heading,
    Paragraph,
    Party,
    ProposedText,
    Reading,
    Side,
    Statement,
    Verbatim,
)
from drafter.draft.final import NOTICE as FINAL
from drafter.draft.inline import Inline
from drafter.draft.labels import SAME_WORDS
from drafter.draft.languages import IN_ENGLISH, Saying
from drafter.draft.legend import ABOVE, KEPT, SAME
from drafter.draft.origin import Origin
from drafter.model.language import runs_right
from drafter.model.terms import AmendmentStatus, Stance
from drafter.text.attribution import Attribution
from drafter.text.printing import STANDS
from drafter.text.tokens import FOOTNOTE

_MARK = re.compile(rf"({FOOTNOTE})")

STYLES = {
    "clean": "clean text: agreed words only",
    "bracketed": "consolidated text, with the pending proposals in brackets",
    "redline": "redline",
    "compilation": "compilation text: the text as it stands, and every proposal in full under its proponent",
    "marshalled": "marshalled list: the amendments on the table, in the order in which they are taken up",
    "roll-call": "vote by roll-call",
    "comparison": "comparative table: the text and the pending proposals side by side",
}
_UNDISPUTED = "paragraphs and clauses that nobody proposes to change"
LEFT_OUT = {
    "bracketed": _UNDISPUTED,
    "comparison": _UNDISPUTED,
    "redline": "paragraphs and clauses that have not changed",
}
READINGS = {"same": SAME, "above": ABOVE, "retain": KEPT}
"""The readings of a comparison that need no words."""

_SHORT = 10


def said(date: str) -> str:
    """Say a recorded date in English words: `2 March 2026, 09:00 UTC`."""
    return IN_ENGLISH.date(date)


def document_facts(document: Document) -> Iterator[tuple[str, str]]:
    """Say which text it is: symbol, issue, date, commit and what it shows."""
    say = document.say
    style = say(STYLES[document.style])
    facts = [
        ("Symbol", document.symbol),
        ("Issue", issue(document.issue, say)),
        ("Date", say.date(document.date)),
        ("Commit", document.commit),
        ("Records until", say.date(document.records_until) if document.records_until != document.date else ""),
        ("Text", say("{} since {}", style, document.since) if document.since else style),
        ("Extract", document.extract),
        ("As if adopted", ", ".join(document.selected)),
        ("Left out", say(LEFT_OUT[document.style]) if document.changes_only else ""),
    ]
    return ((say(name), value) for name, value in facts if value)


def anchors(document: Document) -> dict[str, str]:
    """Give the places to which cross-references lead, by address: clauses and their provisions."""
    found: dict[str, str] = {}
    for block in document.blocks:
        if isinstance(block, Heading):
            found.setdefault(block.clause, block.anchor)
        elif isinstance(block, Paragraph) and block.address and block.anchor:
            found.setdefault(block.address, block.anchor)
    return found


def by_mark(words: str) -> Iterator[tuple[str, bool]]:
    """Cut words at the marks of footnotes, which print raised and without their brackets: `ships[^1]`."""
    for place, part in enumerate(_MARK.split(words)):
        if part:
            yield (part[2:-1], True) if place % 2 else (part, False)


def issue(named: str, say: Saying) -> str:
    """Say which issue a text is: `Rev.2`, `after Rev.2`; the name of one holds no space."""
    before, _, name = named.rpartition(" ")
    return say("after {}", name) if before else named


def isolated(mark: str, language: str) -> str:
    """Keep a mark of the legend in one piece, which has no letters but Latin ones, among words from right to left."""
    return f"\u2066{mark}\u2069" if runs_right(language) else mark


def clause_facts(heading: Heading, document: Document) -> Iterator[str]:
    """Say what is to be known of a clause beside its words, but for the decisions behind its changes."""
    if document.notice == FINAL:
        return
    say = document.say
    status = say("Status: {}", say(heading.status))
    if heading.reopened_by:
        status += f", {say('reopened by {}', ', '.join(heading.reopened_by))}"
    counted = []
    if heading.brackets:
        counted.append(_counted(heading.brackets, "1 bracket", "{} brackets", say))
    if document.style == "bracketed" and heading.own_brackets:
        of_text = "1 bracket of the text itself", "{} brackets of the text itself"
        counted.append(_counted(heading.own_brackets, *of_text, say))
    if heading.amendments:
        counted.append(say("amendments {}", ", ".join(heading.amendments)))
    if heading.change and document.style == "bracketed":
        added = "adding the whole clause is proposed; its bracket ends below its text"
        deleted = "deleting the whole clause is proposed; its bracket ends below its text"
        counted.append(say(added if heading.change == "added" else deleted))
    plain = heading.status == "open" and not heading.reopened_by and not counted
    if not plain or (document.style != "clean" and heading.kind != "part"):
        yield say.listed(status, *counted)
    if heading.change and document.style == "redline":
        yield say("The whole clause was added" if heading.change == "added" else "The whole clause was deleted")


def _counted(number: int, one: str, several: str, say: Saying) -> str:
    return say(one) if number == 1 else say(several, number)


def entry(change: ChangeEntry, say: Saying = IN_ENGLISH) -> str:
    """Say a recorded act, without its commit: `2 March 2026, 09:00 UTC: Adopt NOR-NTA3CC`."""
    return f"{say.date(change.date)}{say.colon}{change.subject}"


def entry_with_commit(change: ChangeEntry, say: Saying) -> str:
    """Say the same with its commit, in plain text."""
    return f"{entry(change, say)} ({change.commit[:12]})"


def stated(statement: Statement, say: Saying) -> str:
    """Say who took which position, on which conditions, and when: `France opposes article 4; 2 March 2026 (1a2b3)`."""
    said = position_line(statement.name, Stance(statement.stance), statement.about, statement.group, say)
    conditions = [condition_line(each, say) for each in statement.conditions]
    return say.listed(said, *conditions, f"{say.date(statement.date)} ({statement.commit[:12]})")


def position_line(name: str, stance: Stance, about: str, group: str, say: Saying) -> str:
    """Say who holds which position on what, and for which group, if for one: `Samoa supports article 4`."""
    said = say(f"{{}} {stance.phrase} {{}}", name, about)
    return f"{said}, {say('on behalf of {}', group)}" if group else said


def condition_line(made: Conditioned, say: Saying) -> str:
    """Say what a position depends on, and how that stands: `required: NOR-NTA3CC (not met yet)`."""
    return f"{say(f'{made.degree}: {{}}', made.target)} ({say(Fulfilment(made.state).phrase)})"


def said_behind(document: Document) -> Iterator[tuple[str, list[tuple[str, list[str]]]]]:
    """Give what delegations said that stands behind the text: under each title a line for each, and what it said."""
    say = document.say
    if document.statements:
        told = [(f"{stated(each, say)}:", spoken(each.text)) for each in document.statements]
        yield say("Statements for the record"), told
    if document.conditional:
        yield say("Positions on conditions"), [(stated(each, say), []) for each in document.conditional]


def spoken(text: str) -> list[str]:
    """Give the paragraphs of a statement."""
    return [each.strip() for each in text.split("\n\n") if each.strip()]


def origin_line(origin: Origin, say: Saying = IN_ENGLISH) -> str:
    """Say in a line what is behind words: act, signatory and dates."""
    commit = f" {say('in {}', origin.commit[:_SHORT])}" if origin.commit else ""
    if origin.kind == "amendment" and origin.amendments:
        first = "{} of {}, first tabled {} by {}" if len(origin.amendments) > 1 else "{} of {}, tabled {} by {}"
        names, signatories = ", ".join(origin.amendments), ", ".join(origin.signatories)
        tabled = say(first, names, signatories, origin.tabled[:10], origin.delegate)
        became = f"{say('adopted {}', origin.date[:10])}{commit}" if commit else say("not adopted")
        return say.listed(tabled, became)
    if origin.kind == "amendment":
        adopted = say("an amendment, adopted {}", origin.date[:10])
        return f"{adopted}{commit}" if commit else say("an amendment; not adopted")
    subject = f"{say.colon}{origin.subject}" if origin.subject else ""
    if origin.kind == "editorial":
        declared = say("editorial change of the secretariat, declared {}", origin.date[:10])
        return f"{declared}{commit}{subject}"
    if origin.kind == "unattributed":
        author = f" by {origin.author}" if origin.author else ""
        return f'{origin.commit[:_SHORT]}, {origin.date[:10]}{author}, "{origin.subject}": {origin.why}'
    return f"{say('{} on {}', origin.signatory or say('decision'), origin.date[:10])}{commit}{subject}"


def behind_line(behind: Behind, say: Saying = IN_ENGLISH) -> str:
    """Say what a label of a redline stands for."""
    if behind.origins:
        first, *later = (origin_line(each, say) for each in behind.origins)
        return say.listed(first, *(say("then {}", each) for each in later))
    if behind.label == SAME_WORDS:
        return say("the words stand in both texts; nobody changed them, they only show at another place")
    return say("nothing on record is behind these words")


def signature(party: Party, say: Saying) -> str:
    """Head the place where a State or an organisation signs, as treaties do.

    Where the language would decline the name, or want an article before it, the name stands alone.
    """
    return say("For {}:", party.name)


def verbatim_facts(proposal: Verbatim, say: Saying = IN_ENGLISH) -> Iterator[tuple[str, str]]:
    """Say what is to be known of a proposal beside its words."""
    action = say(proposal.action)
    yield say("Proposal"), f"{action}, {say(proposal.about)}" if proposal.about else action
    tabled = say.date(proposal.tabled)
    pending = proposal.status == AmendmentStatus.TABLED.phrase
    yield say("Status"), say("tabled {}", tabled) if pending else say("{}; tabled {}", say(proposal.status), tabled)
    if proposal.recommendation:
        recommended = say(proposal.recommendation)
        if proposal.recommendation_stale:
            recommended = say("{}, of an older version", recommended)
        yield say("Recommendation"), recommended
    if proposal.recommendation_reason:
        yield say("Reason"), proposal.recommendation_reason
    if proposal.hindrance:
        yield say("Does not apply"), say(proposal.hindrance)
    if proposal.cosponsors:
        yield say("Co-sponsors"), ", ".join(proposal.cosponsors)
    if not proposal.number:
        yield say("Commit"), say("{}, base {}", proposal.commit[:12], proposal.base[:12])
        yield "SHA-256", proposal.text_sha256
    if proposal.rationale:
        yield say("Rationale"), proposal.rationale


def by(proposal: Verbatim) -> str:
    """Say whose proposal it is: `AOSIS (WSM): WSM-13VQZP`, in a marshalled list with its number before."""
    behalf = f" ({proposal.signatory})" if proposal.proponent != proposal.signatory else ""
    number = f"{proposal.number}. " if proposal.number else ""
    return f"{number}{proposal.proponent}{behalf}: {proposal.amendment}"


def column(side: Side, say: Saying = IN_ENGLISH) -> str:
    """Head a column of a comparison: `NOR: NOR-NTA3CC, with EST, FRA`; `AOSIS: WSM-23N18V (changes KEN-YZSTGW)`."""
    parents = dict(side.parents)
    names = [f"{each} ({say('changes {}', parents[each])})" if each in parents else each for each in side.amendments]
    behind = f", {say('with {}', ', '.join(side.cosponsors))}" if side.cosponsors else ""
    return f"{side.proponent}{say.colon}{', '.join(names)}{behind}"


def rationales(table: Comparison, say: Saying = IN_ENGLISH) -> Iterator[tuple[str, str]]:
    """Say below a comparison why each of its amendments was tabled."""
    return ((f"{say('Rationale')}, {each.amendment}", each.text) for each in table.rationales)


def standing(attribution: Attribution, document: Document) -> str:
    """Say behind a whole alternative whose it is: ` (BRA, IND)`; nothing where no names are shown."""
    return f" ({str(attribution) or document.say(STANDS)})" if document.attributed else ""


def proposed_title(proposed: ProposedText, say: Saying) -> str:
    """Head what a proposal does to one clause: its title, and what it does if not to change its words."""
    return f"{proposed.title}, {say(proposed.action)}" if proposed.action != "modify" else proposed.title


def cell_lines(readings: Sequence[Reading]) -> Iterator[tuple[str, str, tuple[Inline, ...]]]:
    """Give the lines of a cell of a comparison: whose it is, where that has to be said, a sign, and words."""
    for reading, name in named_readings(readings):
        sign = READINGS.get(reading.kind, "")
        lines = (
            [(sign, ()), *(("", each) for each in reading.paragraphs)]
            if sign
            else [("moved: " if reading.kind == "moved" else "", each) for each in reading.paragraphs]
        )
        for place, (said, content) in enumerate(lines):
            yield "" if place else name, said, content


def named_readings(readings: Sequence[Reading]) -> Iterator[tuple[Reading, str]]:
    """Give the readings of a cell, with the amendment in front where several of one proponent say different things."""
    if len(readings) > 1 and {reading.kind for reading in readings} <= {"same"}:
        yield readings[0], ""
        return
    for reading in readings:
        yield reading, f"{reading.amendment}: " if len(readings) > 1 else ""
