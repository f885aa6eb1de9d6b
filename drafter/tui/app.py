"""The app: it routes what the screens and the session say to each other, and holds the newest reading."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, ClassVar

from rich.console import RenderableType
from textual import events, on
from textual.binding import BindingType
from textual.command import Provider
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from drafter.installed import explained
from drafter.model.problem import Problem, Refused
from drafter.model.terms import Stance
from drafter.tui.actions import BY_ID, EVERYWHERE, bindings
from drafter.tui.bars import UNREADABLE
from drafter.tui.ending import SAFE, Ending
from drafter.tui.exchanging import Exchanging
from drafter.tui.frame import Frame
from drafter.tui.holding import Holding
from drafter.tui.keyboard import Keyboard
from drafter.tui.keymap import Keys, keymap_file, read_keymap
from drafter.tui.messages import (
    ActsRead,
    Broke,
    LastRead,
    NegotiationRead,
    Noticed,
    PassphraseAsked,
    ReadingFailed,
    Recorded,
    RecordRefused,
    Synced,
    SyncGoesOn,
    SyncRefused,
    TextRead,
)
from drafter.tui.pasting import keep_pastes_whole
from drafter.tui.rooms import Rooms
from drafter.tui.screens.room import Room
from drafter.tui.session import EXCHANGE, Session
from drafter.tui.sitting import Sitting
from drafter.tui.styled import Styled
from drafter.tui.subject import Subject
from drafter.tui.themes import FALLBACK, FEW, OURS, choose, chosen
from drafter.tui.widgets.keybar import KeyBar
from drafter.tui.widgets.topbar import TopBar

if TYPE_CHECKING:
    from drafter.tui.acts import Acts
    from drafter.tui.drafts import Draft
    from drafter.tui.presiding import Presiding

_LOOK_EVERY = 1.0
_TYPES_NOTHING = re.compile(r"(?:ctrl|alt|super)\+.|f[0-9]+\Z")


def _action_commands() -> type[Provider]:
    from drafter.tui.commands import ActionCommands

    return ActionCommands


def _place_commands() -> type[Provider]:
    from drafter.tui.commands import PlaceCommands

    return PlaceCommands


class Drafter(Sitting):
    """The terminal interface on one treaty repository."""

    TITLE = "drafter"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["app.tcss", "screens/read.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = bindings(EVERYWHERE)
    COMMANDS: ClassVar[set[Callable[[], type[Provider]] | type[Provider]]] = {_action_commands, _place_commands}
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"

    def __init__(self, path: Path, session: Session | None = None) -> None:
        super().__init__()
        keep_pastes_whole()
        self.animation_level = "none"
        self.session = session or Session(path)
        self._acts: Acts | None = None
        self._presiding: Presiding | None = None
        self.exchanging: Exchanging = Exchanging(self)
        self.keyboard = Keyboard(self, super().on_event)
        self.holding: Holding = Holding(self)
        self.rooms: Rooms = Rooms(self)
        self._frame = Frame()
        remapped, self._keymap_problems = read_keymap(keymap_file())
        self.bound = Keys(dict(remapped))
        self.set_keymap(remapped)
        self._quitting = self.bound.of("app.quit")
        self.leaving = tuple(filter(_TYPES_NOTHING.match, self._quitting))
        self.helping = tuple(filter(_TYPES_NOTHING.match, self.bound.of("app.help")))
        self.keyboard.forgetting = ("escape", *self.leaving)
        self._begun = False
        self._warned: tuple[Draft, ...] = ()
        """What was typed when it was said that the disk doesn't take it."""
        self.ending = Ending(self)
        self._themes = FEW if self.console.color_system == "standard" else OURS
        for theme in self._themes:
            self.register_theme(theme)
        if "TEXTUAL_THEME" not in os.environ:
            self.set_reactive(Drafter.theme, chosen(self._themes).name)
            # A theme that is set before the app runs is not painted with: its colours are put in here.
            self.stylesheet.set_variables(self.get_css_variables())

    # Start and end

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give our colours under themes that are not ours."""
        return FALLBACK

    def get_default_screen(self) -> Screen[None]:
        """Begin with the text; the other screens are put over it."""
        return self.rooms.text

    def on_mount(self) -> None:
        """Listen to the session; it begins when the first frame is painted."""
        if self._keymap_problems:
            self.tell("\n".join(f"Keys: {problem}" for problem in self._keymap_problems), severity="warning")
        self.session.attach(self.post_message)
        self.set_interval(_LOOK_EVERY, self.session.look)
        self.ending.watch()
        self.set_interval(_LOOK_EVERY, self.ending.look)
        self.app_resume_signal.subscribe(self, lambda _: self._paint_anew())

    async def on_unmount(self) -> None:
        """End the git thread; what is being recorded is finished first."""
        self.session.close()

    async def opened(self, screen: Screen[object]) -> None:
        """Open the repository once the first frame is painted, and let in what was typed."""
        if not self._begun:
            self._begun = True
            self.session.open()
        await self.keyboard.opened(screen)

    async def on_event(self, event: events.Event) -> None:
        """Let the keyboard give out what is typed; everything else takes its way."""
        if isinstance(event, events.InputEvent):
            self.keyboard.used()
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            if self._seen(event):
                await self.keyboard.take(event)
        else:
            await super().on_event(event)

    def _seen(self, event: events.Key | events.Paste) -> bool:
        """Whether what is typed may be given out: not where the window is too small to show to what.

        Esc still closes what is open, with what was typed kept, and the keys that leave do so from a dialog too.
        """
        if not (isinstance(self.screen, Styled) and self.screen.too_small):
            return True
        if isinstance(event, events.Key) and event.key in self._quitting:
            self.leave()
        return isinstance(event, events.Key) and event.key == "escape"

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Send to the terminal what it doesn't show yet."""
        super()._display(screen, self._frame.changed(renderable))

    def _paint_anew(self) -> None:
        """Paint everything, whatever the terminal showed."""
        self._frame.forget()
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Paint anew in a window that has the old size again: what it cut off meanwhile is gone from the terminal."""
        self._frame.forget()
        if event.size == self._frame.size:
            self.refresh()

    def post_display_hook(self) -> None:
        """Tell the keyboard what is on the screen."""
        if self.screen_stack:
            self.keyboard.displayed(self.screen)

    def on_key(self, event: events.Key) -> None:
        """Leave to the find line what was typed for it before it had the focus: letters are no commands then."""
        if isinstance(self.screen, Room) and self.screen.typed_ahead(event):
            event.prevent_default()

    # What the session tells

    @on(TextRead)
    def _text_read(self, message: TextRead) -> None:
        self.title_read = message.treaty.roster.title
        self.rooms.text.take_text(message.treaty, message.painted)
        self._renew()

    @on(NegotiationRead)
    def _negotiation_read(self, message: NegotiationRead) -> None:
        from drafter.draft.notebook import BLANK
        from drafter.tui.desk import Desk
        from drafter.tui.present.waiting import waiting_drafts

        first = self.desk is None or self.desk.who != message.who
        self._said = None
        self.desk = Desk(message.negotiation, message.who, message.own, message.notebook or BLANK)
        self._renew()
        problems = message.negotiation.problems
        said = [f"Not everything could be read: {problem}" for problem in problems[:1]]
        if first and message.who.somebody:
            said.extend(waiting_drafts(self.desk, self.drafts.all(message.who.code), self.bound))
        if said:
            self.tell("\n".join(said), severity="warning" if problems else "information")
        if self.keyboard.waiting and self.holding.under_cursor() is None:
            self.holding.answer()
        self.rooms.come_back()

    @on(ReadingFailed)
    def _reading_failed(self, message: ReadingFailed) -> None:
        said = str(message.problem)
        if self.desk is None:
            self.keyboard.forget()
        if self.desk is None and said != self._said:
            self.fail(UNREADABLE, message.problem)
        elif said != self._said:
            self.tell(said, severity="error")
        self._said = said
        self._renew()

    @on(Recorded)
    def _recorded(self, message: Recorded) -> None:
        from drafter.tui.present.record import recorded

        revocable = self.acts.back.recorded(message.deed, message.act)
        for draft in (getattr(message.deed, "draft", ""), *getattr(message.deed, "drafts", ())):
            if draft:
                self.drafts.remove(draft)
        self.rooms.recorded = recorded(message.act, message.deed, self.bound["act.undo"] if revocable else "")
        self.tell(self.rooms.recorded)

    @on(RecordRefused)
    def _record_refused(self, message: RecordRefused) -> None:
        self.rooms.again = None
        self.fail("Not recorded", message.problem, self.acts.refused(message.deed, message.problem))

    @on(SyncGoesOn)
    def _sync_goes_on(self, message: SyncGoesOn) -> None:
        self.exchanging.progress(message.what, message.done, message.of)

    @on(Synced)
    def _synced(self, message: Synced) -> None:
        self.exchanging.ended(message.report)

    @on(SyncRefused)
    def _sync_refused(self, message: SyncRefused) -> None:
        self.exchanging.refused(message.problem)

    @on(PassphraseAsked)
    def _passphrase_asked(self, message: PassphraseAsked) -> None:
        from drafter.tui.dialogs.question import Question
        from drafter.tui.present.words import words

        def answered(passphrase: str | None) -> None:
            if not message.answer.done():
                message.answer.set_result(passphrase)

        if self.closed:
            answered(None)
            return
        self.push_screen(Question("Passphrase", words(message.question.strip()), secret=True), answered)

    @on(Noticed)
    def _noticed(self, message: Noticed) -> None:
        self.tell(message.said, severity="warning")

    @on(Broke)
    def _broke(self, message: Broke) -> None:
        if message.doing == EXCHANGE:
            self.exchanging.broke()
        if self.desk is None:
            self.keyboard.forget()
        problem = explained(message.error, kept=SAFE)
        if problem is None:
            said = f"{type(message.error).__name__}: {message.error}"
            problem = Problem(rule="failure", message=said, remedy=f"{SAFE}; please report this")
        self.fail(f"The program failed to {message.doing}", problem)

    def _handle_exception(self, error: Exception) -> None:
        """End by an error of the program."""
        if not self.ending.by_error(error):
            super()._handle_exception(error)

    def fail(self, heading: str, problem: Problem, then: Callable[[], None] | None = None) -> None:
        """Say what went wrong, until it is read; the program goes on, with `then` if that is given."""
        from drafter.tui.dialogs.telling import Telling

        if self.closed:
            return
        self.push_screen(Telling(heading, problem), lambda _: then() if then is not None else None)

    @property
    def acts(self) -> Acts:
        """The acts: loaded when the first one is asked for."""
        if self._acts is None:
            from drafter.tui.acts import Acts

            self._acts = Acts(self, self.holding)
        return self._acts

    @property
    def presiding(self) -> Presiding:
        """The decisions of the secretariat: loaded when the first one is asked for."""
        if self._presiding is None:
            from drafter.tui.presiding import Presiding

            self._presiding = Presiding(self, self.acts)
        return self._presiding

    def worker_changed(self, event: Worker.StateChanged) -> None:
        """Say what a thread that works something out has failed at. Screens and dialogs pass the event on."""
        error = event.worker.error
        if event.state is WorkerState.ERROR and isinstance(error, Refused):
            self.fail("This can't be shown", error.problem)
        elif event.state is WorkerState.ERROR and error is not None:
            self._broke(Broke(f"work out the {event.worker.group}", error))

    @on(ActsRead)
    def _acts_read(self, message: ActsRead) -> None:
        for room in self.rooms.open:
            room.acts(message.acts)

    @on(LastRead)
    def _last_read(self, message: LastRead) -> None:
        self.acts.back.from_log(message.acts)

    # What the bars show and do

    @on(KeyBar.Pressed)
    def _key_pressed(self, message: KeyBar.Pressed) -> None:
        self.perform(message.action)

    @on(TopBar.Chosen)
    def _tab_chosen(self, message: TopBar.Chosen) -> None:
        if message.name == "identity":
            self.perform(BY_ID["act.identity"])
        else:
            self.action_show(message.name)

    # Actions

    def action_show(self, name: str) -> None:
        """Go to one of the screens."""
        self.rooms.show(name)

    async def action_quit(self) -> None:
        """Leave."""
        self.leave()

    def leave(self) -> None:
        """Leave, once the dialogs in front have kept what was typed in them."""
        from drafter.tui.dialogs.dialog import Dialog

        for screen in reversed(self.screen_stack):
            if isinstance(screen, Dialog):
                screen.let_go()
        lost = self.drafts.unwritten()
        if not lost or lost == self._warned:
            self.exit()
            return
        self._warned = lost
        said = (
            "What you typed could not be kept on disk. The same key again leaves all the same, and the words are lost."
        )
        self.tell(said, severity="error")

    def action_amend(self) -> None:
        """Propose other words."""
        self.acts.amend()

    def action_position(self, stance: Stance | None = None) -> None:
        """Take a position."""
        group = getattr(self.screen, "group", None)
        self.acts.position(stance, group() if group is not None else None)

    def action_act(self, action: str) -> None:
        """Do what an action of the registry does, with what is under the cursor."""
        self.act_on(action)

    def act_on(self, action: str, subject: Subject | None = None) -> None:
        """Do what an action of the registry does, with a text that is not under the cursor of the screen, if given."""
        match action:
            case "act.position":
                self.acts.position(about=subject, closed=lambda: self.call_later(self.rooms.come_back, without=True))
            case "act.withdraw":
                self.acts.withdraw(subject)
            case "act.undo":
                self.acts.undo(subject)
            case "act.identity":
                self.acts.identity()
            case "show.blocks":
                self.acts.blocks()
            case "secretariat.adopt":
                self.presiding.adopt(subject)
            case "secretariat.adopt-several":
                self.presiding.adopt_several()
            case "secretariat.correct":
                self.presiding.correct()
            case "secretariat.status":
                self.presiding.settle(subject)
            case "secretariat.status-several":
                self.presiding.settle_several()
            case "secretariat.issue":
                self.presiding.issue()

    def action_agenda(self) -> None:
        """Show what waits for who sits here."""
        if self.acts.ready("show.agenda") is not None:
            self.rooms.agenda()

    def action_sync(self) -> None:
        """Exchange records with the secretariat's server."""
        if self.acts.ready("act.sync") is not None:
            self.exchanging.start()

    def action_delegates(self) -> None:
        """Show who may act for whom."""
        from drafter.tui.admitting import Admitting

        Admitting(self, self.acts).delegates()

    def action_diff(self) -> None:
        """Show what the amendment under the cursor changes, or what changed in the clause since the last issue."""
        ready = self.acts.ready("show.diff")
        if ready is not None:
            self.rooms.compare(ready[1])

    def action_help(self) -> None:
        """Say what the keys do here."""
        if isinstance(self.screen, Room):
            self.explain(self.screen.scopes(), self.screen.NAME)

    def explain(self, scopes: Sequence[str], place: str) -> None:
        """Say what the keys do at a place: a screen or a dialog."""
        from drafter.tui.dialogs.help import Help

        self.push_screen(Help(scopes, place))

    def action_refresh_now(self) -> None:
        """Read the repository again, and paint the screen anew."""
        self._paint_anew()
        self.session.refresh()
        self.tell("Reading the repository again.")

    def action_next_theme(self) -> None:
        """Change between the dark and the light colours, from now on."""
        dark, light = self._themes
        if self.theme in (dark.name, light.name):
            theme = light if self.theme == dark.name else dark
            self.theme = theme.name
            choose(theme)

    def action_origin(self) -> None:
        """Show who brought in the agreed words under the cursor."""
        ready = self.acts.ready("show.origin")
        if ready is not None:
            self.rooms.origin(ready[1])

    def action_copy(self) -> None:
        """Copy the selected text, or what is under the cursor."""
        text = self.screen.get_selected_text()
        if not text and isinstance(self.screen, Room):
            text = self.screen.copied()
        if not text:
            self.tell("There is nothing to copy here.", severity="warning")
            return
        self.copy_to_clipboard(text)
        size = len(text.split())
        self.tell(f"Copied {size} word{'s' if size != 1 else ''}. If your terminal keeps it back, select with Shift.")

    def _renew(self) -> None:
        if not self.closed and isinstance(self.screen, Room):
            self.screen.renew()
