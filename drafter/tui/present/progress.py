"""How far something is, as a bar that needs no colour."""

from __future__ import annotations


def bar(done: int, of: int, width: int = 20) -> str:
    """Paint how much of how many is done: `[#####.....] 1 of 2`; nothing when it is not known of how many."""
    if of <= 0:
        return ""
    full = width * min(max(done, 0), of) // of
    return f"[{'#' * full}{'.' * (width - full)}] {min(done, of)} of {of}"
