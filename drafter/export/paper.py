"""A paper: what is to be made of a negotiation, and its file in each format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.export import formats
from drafter.model.problem import refuse

if TYPE_CHECKING:
    from drafter.draft.brackets import Brackets
    from drafter.draft.document import Document, Style
    from drafter.draft.dossier import Dossier
    from drafter.model.decision import Decision
    from drafter.model.negotiation import Negotiation

FORMATS: dict[str, tuple[str, tuple[str, ...]]] = {
    "docx": ("Word", (".docx",)),
    "pdf": ("PDF", (".pdf",)),
    "html": ("web page", (".html", ".htm")),
    "md": ("Markdown", (".md", ".markdown", "")),
    "text": ("plain text", (".txt",)),
    "akn": ("Akoma Ntoso", (".akn", ".xml")),
    "json": ("JSON", (".json",)),
}
"""Each format: its name, and the endings of file names that mean it, the usual one first."""

Tell = Callable[[str, int, int], None]
"""Told what is being done, how many steps are behind, and how many there are."""


@dataclass(frozen=True, slots=True)
class Archive:
    """How a paper reads what was before its text."""

    issued: Callable[[str], Negotiation | None]
    """Gives the negotiation as it was issued under a name; None where that can't be read."""
    decided: Callable[[Negotiation, Negotiation], Sequence[Decision]]
    """Gives what was decided between two texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What is to be made of a negotiation, as `consolidate` takes it."""

    negotiation: Negotiation
    style: Style
    attributed: bool = True
    since: Negotiation | None = None
    selected: Sequence[str] = ()
    changes_only: bool = False
    clauses: Sequence[str] = ()
    signatures: bool = False
    """Of a clean text: with a place to sign for each State and organisation."""

    @property
    def key(self) -> tuple[object, ...]:
        """Tell the papers of one negotiation from each other."""
        since = self.since.treaty.commit if self.since is not None else ""
        chosen = tuple(self.selected), tuple(self.clauses)
        return self.style, self.attributed, since, chosen, self.changes_only, self.signatures

    def document(self, archive: Archive | None, brackets: Brackets | None = None) -> Document:
        """Make the document; without an `archive` the words of a redline have no decision behind them. `brackets` are
        those of the negotiation, if they are at hand. Raises Refused."""
        from drafter.draft.consolidate import consolidate

        made = consolidate(
            self.negotiation,
            style=self.style,
            attributed=self.attributed,
            since=self.since,
            decisions=self._decisions(self.since if self.style == "redline" else None, archive),
            selected=self.selected,
            changes_only=self.changes_only,
            clauses=self.clauses,
            brackets=brackets,
        )
        return self._signed(made)

    def file(
        self,
        form: str,
        archive: Archive,
        tell: Tell,
        *,
        document: Document | None = None,
        brackets: Brackets | None = None,
        foretell: Callable[[str], None] | None = None,
        fonts: Sequence[Path] = (),
    ) -> bytes:
        """Write it in one of `FORMATS`. Takes time. Raises Refused.

        `document` is what `document` gave, if that is at hand. `foretell` is told what takes long; `fonts` are
        directories of more fonts for a PDF.
        """
        if form == "akn" and (self.changes_only or self.clauses):
            raise refuse("Akoma Ntoso holds a whole text", "show all of it, or choose another format")
        issues = self.negotiation.issues if form == "html" else ()
        names = [each.name for each in issues if each.name != self.negotiation.issue]
        of = len(names) + 3
        issued: list[Negotiation] = []
        for behind, name in enumerate(names):
            tell(f"reading {name}", behind, of)
            text = archive.issued(name)
            if text is not None:
                issued.append(text)
        tell("putting the text together", of - 3, of)
        if form in ("html", "akn"):
            dossier = self._dossier(issued, archive, brackets) if form == "html" else self._act(archive, brackets)
            tell("writing", of - 2, of)
            made = formats.page(dossier, form)
        else:
            document = document or self.document(archive, brackets)
            tell("writing", of - 2, of)
            warned = foretell or (lambda said: tell(f"writing {said}", of - 2, of))
            made = formats.written(document, form, self.negotiation, fonts=fonts, foretell=warned)
        tell("to disk", of - 1, of)
        return made

    def _act(self, archive: Archive, brackets: Brackets | None) -> Dossier:
        """Put together what Akoma Ntoso holds of a dossier: the text, and the positions clause by clause."""
        from drafter.draft.dossier import Dossier
        from drafter.draft.matrix import position_rows

        document = self.document(archive, brackets)
        standings = brackets.standings if brackets is not None else None
        rows = position_rows(self.negotiation, by="clause", standings=standings) if self.attributed else ()
        return Dossier(document=document, views=(document,), positions=rows)

    def _dossier(self, issued: Sequence[Negotiation], archive: Archive, brackets: Brackets | None) -> Dossier:
        from drafter.draft.dossier import dossier

        made = dossier(
            self.negotiation,
            style=self.style,
            attributed=self.attributed,
            since=self.since,
            decisions=self._decisions(self.since or (issued[-1] if issued and not self.selected else None), archive),
            selected=self.selected,
            changes_only=self.changes_only,
            clauses=self.clauses,
            issued=issued,
            brackets=brackets,
        )
        signed = self._signed(made.document)
        views = tuple(signed if view is made.document else view for view in made.views)
        return replace(made, document=signed, views=views)

    def _decisions(self, since: Negotiation | None, archive: Archive | None) -> Sequence[Decision]:
        return archive.decided(since, self.negotiation) if since is not None and archive is not None else ()

    def _signed(self, document: Document) -> Document:
        from drafter.draft.final import to_be_signed

        return to_be_signed(document, self.negotiation.treaty.roster) if self.signatures else document
