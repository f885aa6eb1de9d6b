"""What a position is about: a clause, a provision of one, or an amendment."""

from __future__ import annotations

import re
from typing import NamedTuple, Self

from drafter.model.ids import AMENDMENT_ID, CLAUSE_ID
from drafter.model.provision import PROVISION_LABEL

REFERENCE = re.compile(r"\{(?P<target>[a-z0-9]+(?:-[a-z0-9]+)*(?::[0-9a-z]+(?:[.-][0-9a-z]+)*)?)\}")
"""A cross-reference as the text writes it: `{scope}`, `{scope:1.a}`. Other braces are text: `{drafting note}`."""


class _Parts(NamedTuple):
    clause: str = ""
    label: str = ""
    amendment: str = ""


class Target(_Parts):
    """A clause (`clause` alone), a provision (`clause` and `label`) or an amendment (`amendment` alone).

    A tuple, because everything about a negotiation is looked up by target, tens of thousands of times. Make it by its
    name only: a tuple's `_make` and `_replace` don't check the parts.
    """

    __slots__ = ()

    def __new__(cls, clause: str = "", label: str = "", amendment: str = "") -> Self:
        """Make one. Raises ValueError when its parts are not in their form."""
        if amendment:
            sound = bool(AMENDMENT_ID.match(amendment)) and not clause and not label
        else:
            sound = bool(CLAUSE_ID.match(clause) and (not label or PROVISION_LABEL.match(label)))
        if not sound:
            raise ValueError(f"not a target: {clause!r} {label!r} {amendment!r}")
        return super().__new__(cls, clause, label, amendment)

    def __str__(self) -> str:
        """Write the target as the command line takes it: `critical-infrastructure:1.a`, `FRA-7K3QXD`."""
        if self.amendment:
            return self.amendment
        return f"{self.clause}:{self.label}" if self.label else self.clause

    @property
    def kind(self) -> str:
        """The key under which a position file names the target: clause, provision or amendment."""
        if self.amendment:
            return "amendment"
        return "provision" if self.label else "clause"

    @property
    def path(self) -> str:
        """The path of a position about this target in the tree of a positions ref."""
        if self.amendment:
            return f"amendments/{self.amendment}.toml"
        return f"clauses/{self.clause}/{self.label}.toml" if self.label else f"clauses/{self.clause}.toml"


def parse_target(text: str) -> Target | None:
    """Read a target as the command line takes it (full ids only), or give None."""
    clause, colon, label = text.partition(":")
    try:
        if AMENDMENT_ID.match(text):
            return Target(amendment=text)
        return Target(clause, label) if bool(colon) == bool(label) else None
    except ValueError:
        return None
