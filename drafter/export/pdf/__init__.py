"""A document as PDF, set by typst: the extra `pdf`."""

from drafter.export.pdf.typesetting import pdf

__all__ = ["pdf"]
