"""A text and its dossier as one HTML file: no asset from elsewhere, and no script but one of its own (see `many`)."""

from drafter.export.html.page import page

__all__ = ["page"]
