"""The list of positions and amendments on what is under the cursor."""

from __future__ import annotations

from drafter.tui.widgets.rows import Rows


class Docket(Rows):
    """Entries of several lines; Enter shows what an amendment changes."""
