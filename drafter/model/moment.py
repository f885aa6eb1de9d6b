"""Days as people type them, the moments at which they begin, and how records write a moment."""

from __future__ import annotations

import re
from datetime import date

DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z\Z")
"""The form, `2026-03-02T09:00:00Z`; a day like that may be in no calendar."""


def beginning(text: str) -> str | None:
    """Give the moment at which a day (`2026-11-20`) begins, in UTC as records write it; None when it is no day."""
    if not text.isascii() or not DAY.match(text):
        return None
    try:
        return f"{date.fromisoformat(text).isoformat()}T00:00:00Z"
    except ValueError:
        return None
