"""What the Draft screen makes: what was asked for, in words, and the paper that it gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from drafter.draft.abridged import ABRIDGED
from drafter.draft.document import Document, Style
from drafter.export.paper import Archive, Paper
from drafter.model import resolve
from drafter.model.negotiation import Negotiation
from drafter.tui.desk import Desk
from drafter.tui.session import Session

STYLES: dict[Style, str] = {
    "bracketed": "agreed words and live proposals",
    "clean": "agreed words only",
    "redline": "what changed since an earlier issue",
    "compilation": "every proposal in full",
    "comparison": "each proponent's wording",
    "marshalled": "the amendments in the order of the vote",
}
"""The styles in the order in which they are gone through, each with what it shows."""

NAMELESS: tuple[Style, ...] = ("bracketed", "redline")
"""The styles that can do without who wants what: the others show none, or are made of that."""

WHAT_IF: tuple[Style, ...] = ("bracketed", "clean", "redline")
"""The styles that can show amendments as if they were adopted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was chosen. What a style can't show waits for one that can."""

    style: Style = "bracketed"
    names: bool = True
    changes_only: bool = False
    signatures: bool = False
    span: str = ""
    """The clauses of an extract, as `resolve.span` takes them; empty for all."""
    at: str = ""
    """The text that is shown: an issue or a day; empty for today's."""
    since: str = ""
    """What a redline compares with; empty for the last issue before the text."""
    selected: tuple[str, ...] = ()
    """Amendments that are shown as if they were adopted."""

    @property
    def with_names(self) -> bool:
        """Whether it says who wants what."""
        return self.names or self.style not in NAMELESS

    @property
    def with_changes_only(self) -> bool:
        """Whether what nobody changes is left out."""
        return self.changes_only and self.style in ABRIDGED

    @property
    def to_be_signed(self) -> bool:
        """Whether it has places to sign: only a whole clean text is signed."""
        return self.signatures and self.style == "clean" and not self.span

    @property
    def as_if_adopted(self) -> tuple[str, ...]:
        """The amendments that it shows as if they were adopted."""
        return self.selected if self.style in WHAT_IF else ()

    def compares(self, today: Negotiation) -> bool:
        """Whether there is something to compare with, for a style that compares."""
        return bool(self.style != "redline" or self.as_if_adopted or self.base(today))

    def base(self, today: Negotiation) -> str:
        """Name what a redline compares with; nothing where it shows amendments, or there is nothing earlier."""
        if self.style != "redline" or self.as_if_adopted:
            return ""
        known = [each.name for each in today.issues]
        earlier = before(known, self.at)
        if self.since in earlier or self.since not in ["", *known]:
            return self.since
        # What has just been issued is compared with the issue before it: since then nothing has changed.
        just = [each.name for each in today.issues if not self.at and each.main == today.treaty.commit]
        return ["", *earlier[:1], *(each for each in earlier if each not in just)][-1]


def before(issues: Sequence[str], one: str) -> Sequence[str]:
    """Give the issues before one of them; all where it is none of them."""
    return issues[: issues.index(one)] if one in issues else issues


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A paper, and the document of it that is shown."""

    asked: Asked
    paper: Paper
    document: Document
    words: int = 0
    """About how many there are."""

    @property
    def said(self) -> str:
        """Say in words what is exported."""
        document = self.document
        parts = (
            f"The {document.style} text",
            document.issue,
            document.extract,
            ("with names" if document.attributed else "without names") if document.style in NAMELESS else "",
            "changes only" if document.changes_only else "",
            f"since {document.since}" if document.since else "",
            f"with {', '.join(document.selected)}" if document.selected else "",
            "to be signed" if document.signatures else "",
            f"about {self.words:,} words",
            f"{document.brackets} brackets" if document.style == "bracketed" else "",
        )
        return ", ".join(part for part in parts if part)


def archive(session: Session) -> Archive:
    """Give how papers are read from a session. It waits for git: not for the app's own thread."""
    return Archive(session.negotiation_at, session.decisions)


def made(asked: Asked, desk: Desk, session: Session) -> Made:
    """Make what was asked for. It takes time and waits for git: not for the app's own thread. Raises Refused."""
    base = asked.base(desk.negotiation)
    desk = Desk(session.text_at(asked.at), desk.who) if asked.at else desk
    negotiation = desk.negotiation
    since = session.text_at(base) if base else None
    earlier = since.treaty if since is not None else None
    paper = Paper(
        negotiation=negotiation,
        style=asked.style,
        attributed=asked.with_names,
        since=since,
        selected=tuple(each for each in asked.as_if_adopted if each in negotiation.by_id),
        changes_only=asked.with_changes_only,
        clauses=resolve.span(negotiation, asked.span, earlier) if asked.span else (),
        signatures=asked.to_be_signed,
    )
    return Made(asked=asked, paper=paper, document=desk.document(paper, archive(session)))
