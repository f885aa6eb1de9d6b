"""The kinds of proposal that can be made on a clause, and what each is called."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from textual.content import Content

from drafter.model.amendment import Amendment
from drafter.model.provision import provision
from drafter.model.target import Target
from drafter.tui.desk import Desk, provision_name
from drafter.tui.present.docket import edits
from drafter.tui.present.words import words

_NAMES = {
    "modify": "change the words",
    "delete": "delete the clause",
    "retain": "keep the whole clause as it is",
    "add": "new article behind this one",
    "revise": "new version of your amendment",
    "sub": "amend an amendment",
    "take": "take over an amendment",
    "correct": "correct the agreed text",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of proposal."""

    what: str
    """As a draft is called that is of this kind."""
    on: str = ""
    """The amendment or provision that it is about, where it isn't the clause."""
    amendment: Amendment | None = None
    waits: bool = False
    """Whether a draft of it waits."""

    @property
    def key(self) -> str:
        """Name it where one is chosen."""
        return f"{self.what} {self.on}".rstrip()

    @property
    def name(self) -> Content:
        """Say what it is."""
        return self._name + self._waits

    def described(self, desk: Desk, clause: str) -> Content:
        """Say what it is, with what its amendment does to a clause: a name alone tells nobody which one is meant.

        It compares words: not for a key handler.
        """
        if self.amendment is None:
            return self.name
        return self._name + ": " + edits(desk, self.amendment, clause) + self._waits

    @property
    def _name(self) -> Content:
        if self.amendment is None:
            return words(kind_in_words(self.what, self.on))
        verb = {"revise": "new version of your", "sub": "amend the words of", "take": "take over"}[self.what]
        status = f", {self.amendment.status.phrase}" if self.what == "take" else ""
        return words(f"{verb} {self.on}{status}")

    @property
    def _waits(self) -> Content:
        return words("  your draft waits", ".prose--quiet") if self.waits else Content("")


def kinds(desk: Desk, clause: str, label: str, waiting: Collection[tuple[str, str]]) -> tuple[Kind, ...]:
    """Give the kinds of proposal that may be made on a clause, or on its provision `label`.

    `waiting` are the drafts that were begun on the clause: what each is, and what it is about.
    """
    found: list[Kind] = []
    agreed = desk.negotiation.treaty.by_id.get(clause)
    if agreed is not None:
        here = [str(Target(clause, label))] if label and provision(agreed.body, label) is not None else []
        # Also those on which a draft waits.
        provisions = dict.fromkeys((*here, *(on for what, on in waiting if what == "retain" and on)))
        found += [Kind("modify"), Kind("delete"), *(Kind("retain", on) for on in provisions)]
        found += [Kind("retain"), Kind("add")]
    for amendment in desk.proposals.about(clause):
        change = amendment.change(clause)
        if change is not None and change.proposed_text is not None:
            own = amendment.signatory == desk.who.code
            found.append(Kind("revise" if own else "sub", amendment.id, amendment))
    if agreed is not None:
        left = (each for each in desk.negotiation.amendments if takes_over(each, clause))
        found += [Kind("take", each.id, each) for each in left]
    return tuple(Kind(each.what, each.on, each.amendment, (each.what, each.on) in waiting) for each in found)


def takes_over(amendment: Amendment, clause: str) -> bool:
    """Whether what an amendment proposes for a clause can be put forward by somebody else: it has been left."""
    change = amendment.change(clause)
    proposes = change is not None and change.before is not None and change.proposed_text is not None
    return proposes and amendment.status.left and amendment.parent is None


def kind_in_words(what: str, on: str) -> str:
    """Say what kind of proposal it is, and which amendment or provision it is about."""
    if what == "retain" and on:
        return f"keep {provision_name(on.partition(':')[2])} as it is"
    return _NAMES[what] + (f" ({on})" if on else "")
