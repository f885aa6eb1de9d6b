"""The command palette: what makes sense now, and every clause and amendment to go to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from drafter.text.visible import visible
from drafter.tui.actions import ACTIONS, Action
from drafter.tui.present.permission import elsewhere
from drafter.tui.present.row import Row
from drafter.tui.present.seeking import Sighted, Sought, folded
from drafter.tui.screens.room import Room
from drafter.tui.subject import Subject

if TYPE_CHECKING:
    from drafter.tui.sitting import Sitting

_MOST = 12


class ActionCommands(Provider):
    """The actions of the registry that are answered here and can be done now."""

    async def discover(self) -> Hits:
        """Give everything that can be done now."""
        for action, run in self._now():
            yield DiscoveryHit(self._name(action), run, help=action.help)

    async def search(self, query: str) -> Hits:
        """Give what the words typed name, or what its help says of it: who looks for `support` finds the position."""
        for action, run in self._now():
            name = self._name(action)
            score = fits(query, name, action.help)
            if score > 0:
                yield Hit(score, _marked(name, query), run, text=name, help=action.help)

    def _now(self) -> Iterator[tuple[Action, Callable[[], None]]]:
        room = self.screen
        app = cast("Sitting", self.app)
        if not isinstance(room, Room):
            return
        scopes = room.scopes()
        subject = room.subject()
        for action in ACTIONS:
            here = action.palette and action.where in scopes and not elsewhere(action.id, app.desk)
            if here and app.why_not(action.id, subject) is None:
                yield action, partial(app.perform, action)

    def _name(self, action: Action) -> str:
        """Name an action as `group: verb (key)`, with the key as it is after remapping."""
        group = action.id.partition(".")[0]
        return f"{group}: {action.text}  ({cast('Sitting', self.app).bound[action.id]})"


class PlaceCommands(Provider):
    """Every clause and every amendment, by number, heading or id, and the page of every signatory."""

    async def search(self, query: str) -> Hits:
        """Give the clauses, amendments and signatories that match the words typed."""
        app = cast("Sitting", self.app)
        if app.desk is None:
            return
        negotiation = app.desk.negotiation
        roster = negotiation.treaty.roster
        found: list[tuple[float, str, Callable[[], None]]] = []
        for clause in negotiation.treaty.clauses:
            name = visible(f"go to: {clause.title}").replace("\n", " ")
            found.append((fits(query, name), name, partial(app.rooms.read, clause.id)))
        for amendment in negotiation.amendments:
            name = visible(f"amendment: {amendment.id} {amendment.subject}").replace("\n", " ")
            score = fits(query, name, roster.name(amendment.signatory))
            subject = Subject(None, amendment.clauses[0] if amendment.clauses else "", (amendment.id,), exact=True)
            found.append((score, name, partial(app.rooms.compare, subject)))
        for code in (*roster.by_code, *roster.groups_by_code):
            name = visible(f"signatory: {code} {roster.name(code)}").replace("\n", " ")
            found.append((fits(query, name), name, partial(app.rooms.page_of, code)))
        for score, name, run in sorted(found, key=lambda each: -each[0])[:_MOST]:
            if score > 0:
                yield Hit(score, _marked(name, query), run, text=name)


def fits(query: str, name: str, about: str = "") -> float:
    """Say how well a name fits the words typed: 0 unless each of them is in it, or in what is said about it.

    Letters scattered over a long heading, as a fuzzy search takes them, would find every article.
    """
    named, said = folded(name), folded(about)
    score = 0.0
    for word in folded(query).split():
        if re.search(rf"\b{re.escape(word)}", named):
            score += 3.0
        elif word in named:
            score += 2.0
        elif word in said:
            score += 1.0
        else:
            return 0.0
    return score


def _marked(name: str, query: str) -> Content:
    """Underline the words typed in a name."""
    content = Content(name)
    row = Sighted.of(Row(key="", content=content))
    for word in query.split():
        for start, end in row.places(Sought.typed(word))[:1]:
            content = content.stylize("underline", start, end)
    return content
