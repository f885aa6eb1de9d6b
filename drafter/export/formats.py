"""A text in each of the formats. What makes a format is loaded when it is asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.export.extra import missing

if TYPE_CHECKING:
    from drafter.draft.document import Document
    from drafter.draft.dossier import Dossier
    from drafter.model.negotiation import Negotiation


def written(
    document: Document,
    form: str,
    negotiation: Negotiation,
    *,
    foretell: Callable[[str], None],
    fonts: Sequence[Path] = (),
) -> bytes:
    """Write a document of a negotiation as `docx`, `pdf`, `json`, `text` or `md`.

    `foretell` is told what takes long; `fonts` are directories of more fonts for a PDF. Raises Refused.
    """
    if form == "docx":
        return _word(document, negotiation)
    if form == "pdf":
        from drafter.export.pdf import pdf

        return pdf(document, fonts=fonts, foretell=foretell)
    if form == "json":
        from drafter.export.data import data

        return (json.dumps(data(document), ensure_ascii=False, indent=2) + "\n").encode()
    if form == "text":
        from drafter.export.plain import plain

        return plain(document).encode()
    from drafter.export.markdown import markdown

    return markdown(document).encode()


def page(dossier: Dossier, form: str) -> bytes:
    """Write a dossier as `html` or `akn`. Raises Refused."""
    if form == "html":
        from drafter.export import html

        return html.page(dossier).encode()
    from drafter.export.akn import akn

    return akn(dossier).encode()


def _word(document: Document, negotiation: Negotiation) -> bytes:
    """Write a Word file: with what was said about the text as comments, or with tracked changes."""
    try:
        from drafter.export import docx
    except ImportError:
        raise missing("Word files need lxml, which is not installed", "lxml>=5.1") from None
    if document.tracked:
        return docx.tracked(negotiation, document.selected)
    return docx.document(document, negotiation)
