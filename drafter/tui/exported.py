"""A text in the formats of the export, made from what the Draft screen shows."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drafter.draft.document import Document
from drafter.model.decision import Decision
from drafter.model.negotiation import Negotiation
from drafter.model.problem import refuse

if TYPE_CHECKING:
    from drafter.draft.dossier import Dossier

FORMATS = {
    "md": ("Markdown", (".md", ".markdown", ".txt")),
    "json": ("JSON", (".json",)),
    "docx": ("Word", (".docx",)),
    "pdf": ("PDF", (".pdf",)),
    "html": ("web page", (".html", ".htm")),
    "akn": ("Akoma Ntoso", (".xml", ".akn")),
}
"""Each format: its name, and the endings of file names that mean it, the usual one first."""

Tell = Callable[[str], None]
Issued = Callable[[str], Negotiation | None]
"""Gives the negotiation as it was issued under a name."""
Decided = Callable[[Negotiation, Negotiation], Sequence[Decision]]
"""Gives what was decided between two texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What is exported: the document that is shown, and what it was made of."""

    document: Document
    negotiation: Negotiation
    attributed: bool
    since: Negotiation | None


def exported(source: Source, form: str, issued: Issued, decided: Decided, tell: Tell) -> bytes:
    """Give a text in one of `FORMATS`. Takes time: not for a key handler. Raises Refused.

    `tell` is told what is being done.
    """
    if form in ("html", "akn"):
        made = _dossier(source, form, issued, decided, tell)
        tell("writing")
        return _page(made, form).encode()
    tell("writing")
    if form == "json":
        from drafter.export.data import data

        return (json.dumps(data(source.document), ensure_ascii=False, indent=2) + "\n").encode()
    if form == "docx":
        try:
            from drafter.export import docx
        except ImportError:
            raise refuse("Word files need lxml, which is not installed", "pip install 'drafter[docx]'") from None
        return docx.document(source.document, source.negotiation)
    if form == "pdf":
        from drafter.export.pdf import pdf

        return pdf(source.document)
    from drafter.export.markdown import markdown

    return markdown(source.document).encode()


def _dossier(source: Source, form: str, issued: Issued, decided: Decided, tell: Tell) -> Dossier:
    from drafter.draft.dossier import dossier

    negotiation = source.negotiation
    names: Sequence[str] = [each.name for each in negotiation.issues if form == "html"]
    texts: list[Negotiation] = []
    for nth, name in enumerate(names, 1):
        tell(f"reading {name} ({nth} of {len(names)})")
        text = issued(name) if name != negotiation.issue else None
        if text is not None:
            texts.append(text)
    earlier = source.since or (texts[-1] if texts else None)
    decisions = decided(earlier, negotiation) if earlier is not None else ()
    tell("putting the text together")
    return dossier(
        negotiation,
        style=source.document.style,
        attributed=source.attributed,
        since=source.since,
        decisions=decisions,
        issued=texts,
    )


def _page(made: Dossier, form: str) -> str:
    if form == "html":
        from drafter.export.html import page

        return page(made)
    from drafter.export.akn import akn

    return akn(made)
