"""What a position is about: a clause, a provision of one, or an amendment."""

from __future__ import annotations

import re
from dataclasses import dataclass

from drafter.model.ids import AMENDMENT_ID, CLAUSE_ID
from drafter.model.provision import PROVISION_LABEL

REFERENCE = re.compile(r"\{(?P<target>[a-z0-9]+(?:-[a-z0-9]+)*(?::[0-9a-z]+(?:[.-][0-9a-z]+)*)?)\}")
"""A cross-reference as the text writes it: `{scope}`, `{scope:1.a}`. Other braces are text: `{drafting note}`."""


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """A clause (`clause` alone), a provision (`clause` and `label`) or an amendment (`amendment` alone)."""

    clause: str = ""
    label: str = ""
    amendment: str = ""

    def __post_init__(self) -> None:
        if self.amendment:
            sound = bool(AMENDMENT_ID.match(self.amendment)) and not self.clause and not self.label
        else:
            sound = bool(CLAUSE_ID.match(self.clause) and (not self.label or PROVISION_LABEL.match(self.label)))
        if not sound:
            raise ValueError(f"not a target: {self.clause!r} {self.label!r} {self.amendment!r}")

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
