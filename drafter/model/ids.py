"""The ids that name clauses, signatories, amendments and issues, and the forms that they must have.

An id is matched here before it becomes a path, a ref or an option. `\\Z`, not `$`: `$` matches before a
final newline.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from drafter.model.place import ORDER

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, which are misread or misspelt."""

CLAUSE_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
CLAUSE_PATH = re.compile(rf"clauses/(?P<order>{ORDER})-(?P<id>[a-z0-9]+(?:-[a-z0-9]+)*)\.md\Z")
SIGNATORY_CODE = re.compile(r"[A-Z]{3}\Z")
GROUP_CODE = re.compile(r"[A-Z][A-Z0-9-]{1,19}\Z")
AMENDMENT_ID = re.compile(rf"(?P<signatory>[A-Z]{{3}})-(?P<number>[{CROCKFORD}]{{6}})\Z")
AMENDMENT_PREFIX = re.compile(rf"[A-Z]{{3}}-[{CROCKFORD}]{{0,6}}\Z")
ISSUE_NAME = re.compile(
    rf"(?!(?i:main|log|head|all)\Z)(?![A-Z]{{3}}-[{CROCKFORD}]{{6}}\Z)[A-Za-z][A-Za-z0-9]*(?:[.-][A-Za-z0-9]+)*\Z"
)
"""Not what names something else: git takes a tag for a branch of the same name, and shows that in its place."""
NO_FILE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?\Z", re.IGNORECASE)
"""What Windows takes for a device: no clone there can hold a branch or an issue of that name."""
COMMIT = re.compile(r"[0-9a-f]{40}\Z")

ROSTER_FILE = "signatories.toml"
"""The file of main that lists the parties."""

SECRETARIAT = "XXS"
"""The code under which the secretariat acts."""

MAIN_REF = "refs/heads/main"
LOG_REF = "refs/heads/log"
AMENDMENTS_PREFIX = "refs/heads/amendments/"
POSITIONS_PREFIX = "refs/heads/positions/"
TAGS_PREFIX = "refs/tags/"


def amendment_ref(amendment: str) -> str:
    """Give the ref of an amendment; ValueError when the id is not one."""
    if not AMENDMENT_ID.match(amendment):
        raise ValueError(f"not an amendment id: {amendment!r}")
    return AMENDMENTS_PREFIX + amendment


def positions_ref(code: str) -> str:
    """Give the ref of a signatory's positions; ValueError when the code is not one."""
    if not SIGNATORY_CODE.match(code):
        raise ValueError(f"not a signatory code: {code!r}")
    return POSITIONS_PREFIX + code


def is_negotiated(ref: str) -> bool:
    """Whether a ref is one of a negotiation: main, the log, an amendment, positions or an issue, by its name."""
    for prefix, form in (
        (AMENDMENTS_PREFIX, AMENDMENT_ID), (POSITIONS_PREFIX, SIGNATORY_CODE), (TAGS_PREFIX, ISSUE_NAME)
    ):  # fmt: skip
        if ref.startswith(prefix):
            return bool(form.match(ref.removeprefix(prefix)))
    return ref in (MAIN_REF, LOG_REF)


def place_of(ref: str) -> str:
    """Name a ref as delegates do: `main`, `positions/FRA`, `tags/Rev.1`."""
    return ref.removeprefix("refs/heads/").removeprefix("refs/")


def owner(ref: str) -> str:
    """Say whose ref it is: the signatory's of positions and amendments, otherwise the secretariat's."""
    for prefix in (AMENDMENTS_PREFIX, POSITIONS_PREFIX):
        if ref.startswith(prefix):
            return ref.removeprefix(prefix)[:3]
    return SECRETARIAT


def nearest(word: str, known: Iterable[str], most: int = 3) -> list[str]:
    """Give the known names that a misspelt one probably meant, best first (edit distance, swaps count one)."""
    folded = word.casefold()
    allowed = max(1, (len(word) + 1) // 3)
    scored = []
    for name in known:
        candidate = name.casefold()
        if folded and candidate.startswith(folded):
            distance = 0
        elif abs(len(folded) - len(candidate)) <= allowed:
            distance = _distance(folded, candidate)
        else:
            distance = allowed + 1
        if distance <= allowed or (len(folded) >= 4 and folded in candidate):
            scored.append((distance, name))
    return [name for _, name in sorted(scored)[:most]]


def meant(word: str, known: Iterable[str], otherwise: str) -> str:
    """Say `did you mean a, b?` for a misspelt name, or `otherwise` when nothing is near."""
    near = nearest(word, known)
    return f"did you mean {', '.join(near)}?" if near else otherwise


def few(names: Sequence[str], most: int = 8) -> str:
    """Name the first of many names, and say how many more there are: `A, B and 3 more`."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")


def _distance(a: Sequence[str], b: Sequence[str]) -> int:
    """Damerau's distance (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        older, before, row = before, row, [i] + [0] * len(b)
        for j, y in enumerate(b, 1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                row[j] = min(row[j], older[j - 2] + 1)
    return row[-1]
