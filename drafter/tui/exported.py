"""A text in the formats of the export, made from what the Draft screen shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from drafter.draft.document import Document
from drafter.export import formats
from drafter.model.decision import Decision
from drafter.model.negotiation import Negotiation
from drafter.model.problem import refuse

FORMATS = {
    "md": ("Markdown", (".md", ".markdown", ".txt")),
    "json": ("JSON", (".json",)),
    "docx": ("Word", (".docx",)),
    "pdf": ("PDF", (".pdf",)),
    "html": ("web page", (".html", ".htm")),
    "akn": ("Akoma Ntoso", (".xml", ".akn")),
}
"""Each format: its name, and the endings of file names that mean it, the usual one first."""

Tell = Callable[[str, int, int], None]
"""Told what is being done, how many steps are behind, and how many there are."""
Issued = Callable[[str], Negotiation | None]
"""Gives the negotiation as it was issued under a name."""
Decided = Callable[[Negotiation, Negotiation], Sequence[Decision]]
"""Gives what was decided between two texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What is exported: the document that is shown, and what it was made of."""

    document: Document
    negotiation: Negotiation
    since: Negotiation | None
    """The text with which a redline compares."""
    words: int = 0
    """About how many there are."""

    @property
    def said(self) -> str:
        """Say in words what is exported."""
        document = self.document
        parts = [f"The {document.style} text, {document.issue}" if document.issue else f"The {document.style} text"]
        if document.style != "clean":
            parts.append("with names" if document.attributed else "without names")
        if document.changes_only:
            parts.append("changes only")
        if document.since:
            parts.append(f"since {document.since}")
        if document.selected:
            parts.append(f"with {', '.join(document.selected)}")
        parts.append(f"about {self.words:,} words")
        if document.style == "bracketed":
            parts.append(f"{document.brackets} brackets")
        return ", ".join(parts) + "."


class _Steps:
    """Counts the steps of an export as they are begun."""

    def __init__(self, tell: Tell, of: int) -> None:
        self._tell = tell
        self._of = of
        self._behind = 0

    def begin(self, said: str) -> None:
        self._tell(said, self._behind, self._of)
        self._behind += 1


def exported(source: Source, form: str, issued: Issued, decided: Decided, tell: Tell) -> bytes:
    """Give a text in one of `FORMATS`. Takes time: not for a key handler. Raises Refused.

    `tell` is told what is being done.
    """
    if form in ("html", "akn"):
        return _page(source, form, issued, decided, tell)
    steps = _Steps(tell, 2)
    steps.begin("writing")
    made = formats.written(
        source.document, form, source.negotiation, foretell=lambda said: tell(f"writing {said}", 0, 2)
    )
    steps.begin("to disk")
    return made


def _page(source: Source, form: str, issued: Issued, decided: Decided, tell: Tell) -> bytes:
    from drafter.draft.dossier import dossier

    negotiation = source.negotiation
    if form == "akn" and source.document.changes_only:
        raise refuse("Akoma Ntoso holds a whole text", "show all of it, or choose another format")
    names: Sequence[str] = [
        each.name for each in negotiation.issues if form == "html" and each.name != negotiation.issue
    ]
    steps = _Steps(tell, len(names) + 3)
    texts: list[Negotiation] = []
    for name in names:
        steps.begin(f"reading {name}")
        text = issued(name)
        if text is not None:
            texts.append(text)
    steps.begin("putting the text together")
    earlier = source.since or (texts[-1] if texts else None)
    made = dossier(
        negotiation,
        style=source.document.style,
        attributed=source.document.attributed,
        since=source.since,
        decisions=decided(earlier, negotiation) if earlier is not None else (),
        selected=source.document.selected,
        changes_only=source.document.changes_only,
        issued=texts,
    )
    steps.begin("writing")
    page = formats.page(made, form)
    steps.begin("to disk")
    return page
