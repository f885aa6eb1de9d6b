"""Word files: a document, or amendments as tracked changes. Pure functions from values to bytes."""

from drafter.export.docx.printed import document
from drafter.export.docx.tracked import tracked

__all__ = ["document", "tracked"]
