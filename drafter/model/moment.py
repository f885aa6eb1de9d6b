"""Days as people type them, and the moments at which they begin."""

from __future__ import annotations

import re
from datetime import date

DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")


def beginning(text: str) -> str | None:
    """Give the moment at which a day (`2026-11-20`) begins, in UTC as records write it; None when it is no day."""
    if not text.isascii() or not DAY.match(text):
        return None
    try:
        return f"{date.fromisoformat(text).isoformat()}T00:00:00Z"
    except ValueError:
        return None
