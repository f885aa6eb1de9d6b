"""What a Word file of ours says about itself, so that its clauses are known again when it comes back.

Word and LibreOffice keep bookmarks, custom properties and the names of styles; they renumber everything else.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence

from drafter.model.amendment import Amendment
from drafter.model.signatory import Roster

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
"""The namespace of WordprocessingML (ISO/IEC 29500-1, transitional)."""

TREATY = "Drafter treaty"
COMMIT = "Drafter commit"
TEXT = "Drafter text"
"""Custom properties: the treaty's name in records, the commit of the text, and what the file shows of it."""

AMENDMENTS = "Drafter amendments"
"""Beginning of the names of the properties that list the amendments whose changes the file shows."""
_AT_ONCE = 20
"""Ids in one property: Word shows no more than 255 characters of it."""

END = "d_end"
"""The bookmark where the text of the treaty ends."""

NOTE = "Drafter Note"
GAP = "Drafter Gap"
"""Paragraph styles of what stands in the text but is not of it: notes, and what keeps two tables apart."""

BOOKMARK = re.compile(r"d_[A-Za-z0-9_]{1,28}_[0-9a-f]{8}\Z")
"""The form of `bookmark`."""

_MOST_SLUG = 28
_MOST_AUTHOR = 255


def bookmark(target: str) -> str:
    """Name the bookmark of a clause or provision (`scope`, `scope:1.a`): at most 40 letters, digits and underscores."""
    slug = "".join(each if each.isascii() and each.isalnum() else "_" for each in target)[:_MOST_SLUG]
    return f"d_{slug}_{hashlib.sha256(target.encode()).hexdigest()[:8]}"


def by_bookmark(targets: Iterable[str]) -> Mapping[str, str]:
    """Give targets by the names of their bookmarks."""
    return {bookmark(target): target for target in targets}


def as_author(name: str) -> str:
    """Give a name as the author of a change or comment: Word refuses a file with one of more than 255 characters."""
    return name if len(name) <= _MOST_AUTHOR else f"{name[: _MOST_AUTHOR - 1]}…"


def listed(amendments: Sequence[str]) -> list[tuple[str, str]]:
    """Give the properties that say which amendments (ids) a file shows as tracked changes."""
    return [
        (f"{AMENDMENTS} {start // _AT_ONCE + 1}", " ".join(amendments[start : start + _AT_ONCE]))
        for start in range(0, len(amendments), _AT_ONCE)
    ]


def shows(properties: Mapping[str, str]) -> list[str]:
    """Read what `listed` wrote: the ids of the amendments that a file shows."""
    return [id for name, value in properties.items() if name.startswith(AMENDMENTS) for id in value.split()]


def stamp(roster: Roster, amendment: Amendment) -> tuple[str, str]:
    """Give author and date of an amendment's tracked changes: its delegation, and when its newest text was tabled."""
    spoken = [version for version in amendment.versions if version.action != "withdraw"] or amendment.versions
    return as_author(roster.name(amendment.signatory)), spoken[-1].date
