"""What the marks of a document mean, and whose codes stand in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from drafter.draft.document import (
    Alternative,
    Closing,
    Comparison,
    Document,
    Heading,
    LegendEntry,
    Paragraph,
    Party,
    Table,
    Verbatim,
)
from drafter.draft.inline import Bracket, Deleted, Inline, Inserted, Words, brackets
from drafter.draft.labels import MOVED, SAME_WORDS, UNATTRIBUTED
from drafter.draft.printing import marked_signs, own
from drafter.model.ids import SECRETARIAT, SIGNATORY_CODE
from drafter.model.signatory import Roster
from drafter.text.attribution import Attribution
from drafter.text.printing import EMPTY, PILCROW, WHITE

_ATTRIBUTED = {
    "alternatives": (
        "[… - A retain / … - B]",
        "rival wordings: first the words of the text, which A asks to retain, then those that B proposes",
    ),
    "deletion": ("[… - A delete]", "words of the text that A proposes to delete"),
    "insertion": ("[… - A]", "words that A proposes to add"),
    "contested": ("B oppose", "B opposes the wording"),
    "opposed": ("B delete", "behind added words: B opposes the addition"),
    "retained": ("B retain", "B asks to keep the words of the text"),
    "conditional": ("B on conditions", "B is for the words on conditions that are not met"),
    "reserved": ("B reserve", "B reserves its position: it neither accepts nor rejects"),
    "accepted": ("B accept", "B, of a group that says something else, can accept the proposal"),
    "stale": ("B stale", "B, of a group that is named, has spoken about an earlier text only"),
    "added": ("[Article …   - A]", "a whole clause that A proposes to add"),
    "deleted": ("[Article …   - A delete]", "a whole clause that A proposes to delete"),
    "moved": ("- A move", "a paragraph that A proposes to put elsewhere"),
    "renumbered": ("- A renumber", "a number that A proposes to change"),
    "alternative": ("Alt 1 … (A)   Alt 2 … (B)", "whole wordings of one paragraph, each with those who want it"),
    "marked": (
        "Alt 2: [-…-]{+…+}",
        "what a wording takes out of the first one and puts in; one without such marks is new as a whole",
    ),
}
_UNATTRIBUTED = {
    "alternatives": ("[…][…]", "rival wordings: first the words of the text, then proposed ones"),
    "deletion": ("[…]", "words in dispute: somebody proposes to delete them, or to add them"),
    "insertion": ("[…]", "words in dispute: somebody proposes to delete them, or to add them"),
    "added": ("[Article …]", "a whole clause in dispute"),
    "deleted": ("[Article …]", "a whole clause in dispute"),
    "alternative": ("Alt 1 …   Alt 2 …", "whole wordings of one paragraph"),
    "marked": _ATTRIBUTED["marked"],
}
_SIGNS = {
    "empty": (EMPTY, "no words: this reading leaves the place empty"),
    "break": (PILCROW, "a new paragraph begins"),
    "sign": ("\\/   \\-", "a stroke or a dash of the words themselves: no other wording and no name begins there"),
    "white": (WHITE[" "], "a space: nothing but white space is in dispute"),
}
_REDLINE = {
    "taken out": ("[-…-]", "words taken out"),
    "put in": ("{+…+}", "words put in"),
    "labelled": ("{+… - X+}", "X is the amendment or the decision behind the change, listed below the text"),
    "unattributed": (f"- {UNATTRIBUTED}", "nothing on record is behind the change"),
    "moved": (f"-{MOVED}", "the paragraph stands elsewhere: it is taken out where it was and put in where it is"),
    "broken": (PILCROW, "where it is taken out or put in: a paragraph ended, or ends, here"),
    "same": (f"- {SAME_WORDS}", "the words stand in both texts, and only show at another place"),
}
SAME, ABOVE, KEPT = "=", "↑", "keep"
"""How a comparison says that a proposal has the same words, shows them in the row above, or asks to keep them."""

_COMPARED = {
    "same": (SAME, "the proposal has the same words here"),
    "above": (ABOVE, "the proposal joins this paragraph to the one above"),
    "retain": (KEPT, "the proponent asks to keep these words"),
    "moved": ("moved:", "the proposal puts the paragraph elsewhere"),
}
_ANNEXED = {
    "taken out": ("[-…-]", "in the proposals not reflected: words that the proposal takes out"),
    "put in": ("{+…+}", "in the proposals not reflected: words that the proposal puts in"),
}
_LEFT = "no longer takes part in the talks"
_OWN = ("⟦…⟧", "square brackets of the text itself; no pending amendment stands behind them")


def legend(document: Document) -> tuple[LegendEntry, ...]:
    """Explain each mark that the document uses, and no other."""
    used = set(_marks(document))
    known = _ATTRIBUTED if document.attributed else _UNATTRIBUTED
    entries = [known[mark] for mark in known if mark in used]
    entries.extend(_SIGNS[mark] for mark in _SIGNS if mark in used and (mark != "sign" or document.attributed))
    struck = {
        mark
        for entry in document.annex
        for text in entry.proposed
        for line in text.paragraphs
        for mark in _inline_marks(line)
    }
    if document.style == "bracketed" and "marked" not in used:
        entries.extend(_ANNEXED[mark] for mark in _ANNEXED if mark in struck)
    if document.style == "comparison":
        # Its readings are kinds of their own: `same` and `moved` are no labels of a redline.
        entries = [_REDLINE[mark] for mark in _REDLINE if mark in (used | struck) - set(_COMPARED)]
        entries.extend(_COMPARED[mark] for mark in _COMPARED if mark in used)
    if document.style == "marshalled":
        entries = [_REDLINE[mark] for mark in _REDLINE if mark in used]
    if document.style == "redline":
        used.update(_labelled(document))
        entries = [_REDLINE[mark] for mark in _REDLINE if mark in used]
    if document.style == "bracketed" and "own" in used | struck:
        entries.append(_OWN)
    return tuple(LegendEntry(mark, meaning) for mark, meaning in dict.fromkeys(entries))


def _labelled(document: Document) -> Iterator[str]:
    for behind in document.behind:
        if behind.label.startswith((UNATTRIBUTED, SAME_WORDS)):
            yield "same" if behind.label == SAME_WORDS else UNATTRIBUTED
        else:
            yield "labelled"
        if behind.label.endswith(MOVED):
            yield "moved"


def parties_named(document: Document, roster: Roster) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Give the groups, with their members, and the signatories whose codes stand in the document, in file order.

    Behind them stand those that have left the talks: what they tabled may still be on the table.
    """
    named = {code for attribution in _attributions(document) for part in attribution.parts for code in part.parties}
    named.update(entry.signatory for entry in document.annex)
    named.update(code for block in document.blocks for code in _proponents(block))
    named.update(name[:3] for block in document.blocks if isinstance(block, Heading) for name in block.reopened_by)
    groups = tuple(
        Party(group.code, group.name, tuple((code, roster.name(code)) for code in group.members))
        for group in roster.groups
        if group.code in named
    )
    here = tuple(Party(each.code, each.name) for each in roster.signatories if each.code in named)
    left = sorted(code for code in named if SIGNATORY_CODE.match(code) and roster.name(code) == code != SECRETARIAT)
    return groups, (*here, *(Party(code, document.say(_LEFT)) for code in left))


def _proponents(block: object) -> Iterator[str]:
    if isinstance(block, Verbatim):
        yield from (block.proponent, block.signatory, *block.cosponsors)
    elif isinstance(block, Comparison):
        for side in block.columns:
            yield from (side.proponent, *side.cosponsors)


def _marks(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Comparison):
            yield from (reading.kind for row in block.rows for side in row.readings for reading in side)
        if isinstance(block, Heading) and block.change:
            yield block.change
            verbs = {part.verb for part in block.attribution.parts}
            yield from ("opposed",) if block.change == "added" and "delete" in verbs else ()
            yield from ("retained",) if block.change == "deleted" and "retain" in verbs else ()
        if isinstance(block, Alternative):
            yield "alternative"
            yield from ("marked",) if any(isinstance(each, Inserted | Deleted) for each in block.content) else ()
        for content in _contents(block):
            yield from _inline_marks(content)
    for attribution in _attributions(document):
        for part in attribution.parts:
            yield from {
                "move": ("moved",),
                "renumber": ("renumbered",),
                "on conditions": ("conditional",),
                "reserve": ("reserved",),
                "accept": ("accepted",),
                "stale": ("stale",),
                "oppose": ("contested",),
            }.get(part.verb, ())
    for bracket in _brackets(document):
        verbs = {part.verb for wording in bracket.wordings for part in wording.attribution.parts}
        if bracket.kind == "insertion" and "delete" in verbs:
            yield "opposed"
        if bracket.kind == "deletion" and "retain" in verbs:
            yield "retained"


def _inline_marks(content: Iterable[Inline]) -> Iterator[str]:
    for each in content:
        if isinstance(each, Words):
            yield from ("own",) if own(each.text) != each.text else ()
        elif isinstance(each, Inserted | Deleted):
            yield "put in" if isinstance(each, Inserted) else "taken out"
            yield from ("broken",) if _breaks(each) else ()
            yield from _inline_marks(each.content)
        elif isinstance(each, Bracket):
            yield each.kind
            for wording in each.wordings:
                words = "".join(part.text for part in wording.content if isinstance(part, Words))
                if not wording.content:
                    yield "empty"
                elif "\n\n" in words:
                    yield "break"
                elif words.isspace() and len(wording.content) == 1:
                    yield "white"
                yield from ("sign",) if marked_signs(words) != words else ()
                yield from _inline_marks(wording.content)


def _breaks(change: Inserted | Deleted) -> bool:
    return any(isinstance(each, Words) and "\n\n" in each.text for each in change.content)


def _attributions(document: Document) -> Iterator[Attribution]:
    for block in document.blocks:
        if isinstance(block, Heading | Alternative | Closing):
            yield block.attribution
        elif isinstance(block, Table):
            yield from (row.attribution for row in block.rows)
    for bracket in _brackets(document):
        yield from (wording.attribution for wording in bracket.wordings)


def _brackets(document: Document) -> Iterator[Bracket]:
    for block in document.blocks:
        for content in _contents(block):
            yield from brackets(content)


def _contents(block: object) -> Iterator[tuple[Inline, ...]]:
    if isinstance(block, Heading | Paragraph | Alternative):
        yield block.content
    elif isinstance(block, Table):
        for row in block.rows:
            yield from row.cells
    elif isinstance(block, Verbatim):
        for part in block.content:
            yield from _contents(part)
    elif isinstance(block, Comparison):
        for abreast in block.rows:
            for side in abreast.readings:
                for reading in side:
                    yield from reading.paragraphs
