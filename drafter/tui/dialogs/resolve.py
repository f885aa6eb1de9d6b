"""Words chosen place by place: those of a conflict, or what the room takes of a proposal and what it leaves."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static, TextArea

from drafter.model.clause import Clause
from drafter.text.choice import Disputed, ThreeWay, three_way
from drafter.tui.actions import answered, bindings
from drafter.tui.desk import Desk
from drafter.tui.dialogs.compose import ADOPT_MODIFIED
from drafter.tui.dialogs.dialog import Bar, Dialog, Line, keys
from drafter.tui.drafts import NUMBERS, Draft
from drafter.tui.keymap import Keys
from drafter.tui.present.adoption import Adoption
from drafter.tui.present.conflict import disputed_rows
from drafter.tui.present.words import words
from drafter.tui.widgets.rows import Rows
from drafter.tui.widgets.writing import Writing

_RESOLVE = "resolve"
_DIVIDE = "divide"

Done = Literal["resolved", "whole"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What is to be resolved: the clauses, by id, and how the wordings are called."""

    amendment: str
    """What is said of it beside the clause."""
    place: str
    """What a place is called: a conflict, or a part."""
    names: Mapping[str, str]
    """What the base, the text of today (`ours`) and the proposal (`theirs`) are called."""
    found: Mapping[str, ThreeWay]
    kept: Draft
    """The draft, still empty, that holds what has been chosen so far."""
    composed: Callable[[Clause], Draft]
    """Makes the draft of a clause whose conflicts all have words."""
    farewell: Callable[[Keys], str]
    """Says what becomes of what was chosen, with the keys in force."""
    at_once: bool = False
    """Whether the whole text may be composed without choosing."""


class ResolveDialog(Dialog[Done]):
    """Leaves the composed clauses among the drafts; leaving it early keeps what was chosen."""

    WORDS = "What you chose"
    WHOLE = True

    SCOPE = "resolve"
    BINDINGS: ClassVar[list[BindingType]] = bindings("resolve")

    DEFAULT_CSS = """
    ResolveDialog #note { height: 1; background: $bar-ground; padding: 0 1; width: 1fr; }
    ResolveDialog #sides { height: 1fr; }
    ResolveDialog .label { height: 1; color: $quiet; padding: 0 1; width: 1fr; }
    ResolveDialog TextArea, ResolveDialog TextArea:focus { height: 4; padding: 0 1; }
    """

    def __init__(self, desk: Desk, matter: Matter) -> None:
        super().__init__()
        self._desk = desk
        self._matter = matter
        self._places = [(clause, each) for clause, way in matter.found.items() for each in way.disputed]
        self._chosen: list[str | None] = [None] * len(self._places)
        self._nth = 0
        self._shown = ""

    def compose(self) -> ComposeResult:
        """Lay out the wordings, and the line for other ones."""
        with Vertical(id="dialog"):
            yield Bar()
            yield Rows(id="sides")
            yield Static(Content(""), classes="label", id="other")
            own = Writing(id="own")
            yield own
            yield Line(Content(""), id="note")
            key = {each.id.partition(".")[2]: self.bound[each.id] for each in answered("resolve")}
            most = max(len(each.sides) for _, each in self._places)
            ways = " ".join([key["first"], key["second"], key["third"]][:most])
            choose = f"{ways} choose  {key['next']}/{key['previous']} next"
            at_once = f"  {key['whole']} it at once" if self._matter.at_once else ""
            yield keys(f"{choose}  {key['other']} other words  {key['go-on']} whole text{at_once}  Esc kept")

    def on_mount(self) -> None:
        """Begin with what was chosen before, and the first conflict that waits."""
        kept = self._matter.kept
        draft = self.drafter.drafts.find(kept)
        if draft is not None and (draft.base, draft.version) == (kept.base, kept.version):
            self._chosen = _chosen(draft.body, len(self._places)) or self._chosen
        self.query_one("#sides", Rows).focus()
        self._nth = next((nth for nth, text in enumerate(self._chosen) if text is None), 0)
        self._load()

    @property
    def _disputed(self) -> Disputed:
        return self._places[self._nth][1]

    def action_choose(self, nth: int) -> None:
        """Choose a wording, and go to the next conflict that waits."""
        sides = self._disputed.sides
        if nth >= len(sides):
            return
        self._take(sides[nth][1])
        waiting = [place for place, text in enumerate(self._chosen) if text is None]
        if waiting:
            self._nth = next((place for place in waiting if place > self._nth), waiting[0])
        self._load()

    def action_step(self, by: int) -> None:
        """Go to the next conflict, or the one before."""
        self._nth = (self._nth + by) % len(self._places)
        self._load()

    def action_own(self) -> None:
        """Type other words, where there is one place for them."""
        if self._disputed.typable:
            self.query_one("#own", TextArea).focus()
        else:
            self._say("These words are taken or left as they are; mend them in the whole text, which comes next.")

    def action_leave(self) -> None:
        """Go back to the wordings from typing; close otherwise. What was chosen is kept."""
        if isinstance(self.focused, TextArea):
            self.query_one("#sides", Rows).focus()
            return
        super().action_leave()

    def keep(self) -> None:
        """Write what was chosen to disk."""
        if any(text is not None for text in self._chosen):
            self.drafter.drafts.save(self.to_keep(), next(NUMBERS))

    def farewell(self) -> str:
        """Say that what was chosen is kept."""
        said = self._matter.farewell(self.bound)
        return said if any(text is not None for text in self._chosen) else ""

    def action_whole(self) -> None:
        """Compose the whole text at once, without choosing."""
        if self._matter.at_once:
            self.dismiss("whole")

    def action_compose(self) -> None:
        """Go on to the whole text, with the words that were chosen."""
        waiting = sum(text is None for text in self._chosen)
        if waiting:
            self._say(f"{waiting} of {len(self._places)} {self._matter.place}s wait for words.")
            return
        drafts: list[Draft] = []
        for clause, way in self._matter.found.items():
            chosen = [text or "" for (of, _), text in zip(self._places, self._chosen, strict=True) if of == clause]
            try:
                drafts.append(self._matter.composed(way.composed(chosen)))
            except ValueError as error:
                self._say(f"{self._desk.name_of(clause)}: this can't be a clause: {error}")
                return
        for each in drafts:
            # What the disk doesn't take is said when the whole text is left.
            with suppress(OSError):
                self.drafter.drafts.save(each, next(NUMBERS))
        with suppress(OSError):
            self.drafter.drafts.remove(self._matter.kept.name)
        self.dismiss("resolved")

    @on(Rows.Opened, "#sides")
    def _opened(self, message: Rows.Opened) -> None:
        sides = [side for side, _ in self._disputed.sides]
        if message.row.key in sides:
            self.action_choose(sides.index(message.row.key))

    @on(TextArea.Changed)
    def _typed(self) -> None:
        text = self.query_one("#own", TextArea).text
        if text != self._shown:
            self._shown = text
            self._take(self._disputed.typed(text))
            self._show()

    def _take(self, text: str) -> None:
        self._chosen[self._nth] = text
        self.keep_soon()

    def _load(self) -> None:
        chosen = self._chosen[self._nth]
        self._shown = (self._disputed.conflict.ours if chosen is None else chosen).strip()
        own = self.query_one("#own", TextArea)
        own.load_text(self._shown)
        own.disabled = not self._disputed.typable
        self._show()

    def _show(self) -> None:
        clause, each = self._places[self._nth]
        said = f"{self._matter.place} {self._nth + 1} of {len(self._places)}"
        self.query_one(Bar).call(self._desk.name_of(clause), said, self._matter.amendment)
        marks = [self.bound[f"resolve.{nth}"] for nth in ("first", "second", "third")]
        rows = disputed_rows(each, self._matter.names, self._chosen[self._nth], marks)
        self.query_one("#sides", Rows).show(list(rows))
        begins = f" (they begin as {self._matter.names['ours']})" if self._chosen[self._nth] is None else ""
        offered = f"{self.bound['resolve.other']}  other words{begins}:" if each.typable else ""
        self.query_one("#other", Static).update(words(offered))
        waiting = sum(text is None for text in self._chosen)
        self._say(
            f"{waiting} of {len(self._places)} wait for words."
            if waiting
            else f"All have words: {self.bound['resolve.go-on']} goes on."
        )

    def to_keep(self) -> Draft:
        """Give what was chosen."""
        return replace(self._matter.kept, body=json.dumps(self._chosen))

    def _say(self, said: str) -> None:
        self.query_one("#note", Line).say(words(said))


def resolving(desk: Desk, adopted: Adoption) -> Matter | None:
    """Give the conflicts of an adoption that can be resolved one by one; None where there are none."""
    found = {
        change.clause: way
        for change in adopted.amendment.changes
        if adopted.conflicts_in(change.clause)
        and (way := three_way(change, desk.negotiation.treaty.by_id.get(change.clause))) is not None
        and way.disputed
    }
    return _decided(desk, adopted, found, _RESOLVE, "conflict") if found else None


def dividing(desk: Desk, adopted: Adoption) -> Matter | None:
    """Give the changes that an adoption makes, each to be taken or left; None where there is nothing to divide."""
    several = sum(len(way.disputed) for way in adopted.parts.values()) > 1
    return _decided(desk, adopted, adopted.parts, _DIVIDE, "part") if several else None


def _decided(desk: Desk, adopted: Adoption, found: Mapping[str, ThreeWay], what: str, place: str) -> Matter:
    """Ask the secretariat, which then composes the words that are adopted."""
    amendment = adopted.amendment
    kept = Draft(
        signatory=desk.who.code,
        clause=next(iter(found)),
        what=what,
        amendment=amendment.id,
        base=desk.negotiation.treaty.commit,
        version=amendment.commit,
    )

    def composed(clause: Clause) -> Draft:
        return replace(
            kept,
            clause=clause.id,
            what=ADOPT_MODIFIED,
            version="",
            number=clause.number,
            heading=clause.heading,
            body=clause.body.rstrip("\n"),
        )

    return Matter(
        amendment=amendment.id,
        place=place,
        names={"base": "base, as it was", "ours": "agreed now", "theirs": amendment.id},
        found=found,
        kept=kept,
        composed=composed,
        farewell=lambda bound: (
            f"What you chose is kept: {bound['secretariat.adopt']} on the same amendment brings it back."
        ),
        at_once=what == _RESOLVE,
    )


def revising(disputed: ThreeWay, amendment: str, draft: Draft) -> Matter:
    """Give the words that a draft of a new version and a colleague's newer version both changed.

    `draft` is the draft as it stands on the newer version: what was composed takes the place of its words.
    """

    def composed(clause: Clause) -> Draft:
        return replace(draft, heading=clause.heading, body=clause.body.rstrip("\n"))

    return Matter(
        amendment=f"{amendment}: a colleague's newer version, and your draft",
        place="conflict",
        names={"base": "as it was", "ours": "recorded since", "theirs": "your draft"},
        found={disputed.current.id: disputed},
        kept=replace(draft, what=f"{_RESOLVE} {draft.what}", number="", heading="", body="", rationale=""),
        composed=composed,
        farewell=lambda bound: f"What you chose is kept, and your draft: {bound['amend.kind']} brings them back.",
    )


def _chosen(text: str, many: int) -> list[str | None] | None:
    try:
        found = json.loads(text)
    except ValueError:
        return None
    fits = isinstance(found, list) and len(found) == many
    return found if fits and all(each is None or isinstance(each, str) for each in found) else None
