"""Square brackets that are opened and not closed, or closed and not opened."""

from __future__ import annotations


def unbalanced(text: str) -> tuple[int, ...]:
    """Give the offsets of the square brackets that have no partner, in order. An escaped bracket is a letter.

    Real drafts hold some, so it is never an error to have them.
    """
    opened: list[int] = []
    alone: list[int] = []
    at = 0
    while at < len(text):
        character = text[at]
        if character == "\\":
            at += 1
        elif character == "[":
            opened.append(at)
        elif character == "]":
            if opened:
                opened.pop()
            else:
                alone.append(at)
        at += 1
    return tuple(sorted(opened + alone))
