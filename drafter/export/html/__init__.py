"""A text and its dossier as one HTML file: no script that runs, no asset from elsewhere."""

from drafter.export.html.page import page

__all__ = ["page"]
