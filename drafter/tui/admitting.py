"""Who may act for a signatory, asked for: the secretariat lists delegates and keys, their own State consents."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from drafter.intake.delegates import named
from drafter.intake.keys import public_key
from drafter.model.ids import SECRETARIAT
from drafter.model.key import Key, Revocation
from drafter.model.problem import Refused
from drafter.tui.deeds import Listing
from drafter.tui.present.listing import IN_FORCE, delegates, key_state
from drafter.tui.present.listing import named as end_of
from drafter.tui.present.words import words

if TYPE_CHECKING:
    from drafter.model.signatory import Delegate
    from drafter.tui.acts import Acts
    from drafter.tui.desk import Desk
    from drafter.tui.sitting import Sitting


class Admitting:
    """Shows who may act for whom, and asks for what is to change in it."""

    def __init__(self, app: Sitting, acts: Acts) -> None:
        self._app = app
        self._acts = acts

    def delegates(self) -> None:
        """Show who may act for whom, to be opened and changed."""
        from drafter.tui.dialogs.choosing import Choice, Choosing

        ready = self._acts.ready("show.delegates")
        if ready is None:
            return
        desk, _ = ready

        def show(consents: Mapping[str, tuple[Delegate, ...]]) -> None:
            roster = desk.negotiation.treaty.roster
            choices = [Choice(key, said) for key, said in delegates(roster, desk.who, consents, _now())]
            dialog = Choosing("Who may act for whom", choices)
            dialog.add_class("-long")
            self._app.push_screen(dialog, opened(consents))

        def opened(consents: Mapping[str, tuple[Delegate, ...]]) -> Callable[[str | None], None]:
            def open_(chosen: str | None) -> None:
                code, _, email = (chosen or "").partition(" ")
                if not code or not self._may(desk, code):
                    return
                if email:
                    self._change(desk, code, email)
                elif code in consents:
                    self._list(desk, code, consents[code] if desk.who.secretariat else _listed(desk, code))
                else:
                    self._add(desk, code)

            return open_

        def work() -> None:
            self._app.call_from_thread(show, self._app.session.consents())

        self._app.screen.run_worker(work, thread=True, exclusive=True, group="delegates", exit_on_error=False)

    def _may(self, desk: Desk, code: str) -> bool:
        """Whether who sits here changes who acts for a signatory; says why not."""
        if desk.who.somebody and (desk.who.secretariat or desk.who.code == code):
            return True
        name = desk.negotiation.treaty.roster.name(code)
        said = f"Not now: the secretariat lists the delegates of {name}, and one of them consents."
        self._app.tell(said, severity="warning")
        return False

    def _add(self, desk: Desk, code: str, instead: str | None = None) -> None:
        """Ask for a further delegate, or for one in the place of another (its address)."""

        def person(delegate: Delegate) -> None:
            stay = [each for each in _listed(desk, code) if each.email != instead]
            self._list(desk, code, (*stay, delegate))

        asked = "In their place" if instead else "Another delegate" if _listed(desk, code) else "The first delegate"
        self._ask_person(f"{asked}: {desk.negotiation.treaty.roster.name(code)}", "", person)

    def _ask_person(self, heading: str, typed: str, then: Callable[[Delegate], None]) -> None:
        from drafter.tui.dialogs.question import Question

        def answered(text: str | None) -> None:
            if text is None:
                return
            try:
                person = named(text, None)
            except Refused as refusal:
                self._app.fail("Nothing was taken over", refusal.problem, lambda: self._ask_person(heading, text, then))
                return
            self._ask_key(heading, "", lambda key: then(replace(person, keys=(key,) if key is not None else ())))

        asked = words("Their name, and their e-mail address in angle brackets.")
        self._app.push_screen(Question(heading, asked, placeholder="Name <name@host>", value=typed), answered)

    def _ask_key(self, heading: str, typed: str, then: Callable[[Key | None], None], *, needed: bool = False) -> None:
        from drafter.tui.dialogs.question import Question

        def answered(text: str | None) -> None:
            if text is None:
                return
            try:
                key = Key(public_key(text.strip())) if text.strip() else None
            except Refused as refusal:
                again = lambda: self._ask_key(heading, text, then, needed=needed)  # noqa: E731
                self._app.fail("Nothing was taken over", refusal.problem, again)
                return
            then(key)

        none = "" if needed else " Nothing, if there is none yet."
        asked = words(f"The public key with which they sign, as they sent it, or its file.{none}")
        question = Question(heading, asked, placeholder="ssh-ed25519 AAAA...", value=typed, optional=not needed)
        self._app.push_screen(question, answered)

    def _change(self, desk: Desk, code: str, email: str) -> None:
        """Ask what is to become of a delegate or a key of theirs."""
        from drafter.tui.dialogs.choosing import Choice, Choosing

        delegate = next(each for each in _listed(desk, code) if each.email == email)
        now, name = _now(), desk.negotiation.treaty.roster.name(code)
        choices = [Choice("key", words("list a further key of theirs"))]
        for key in delegate.keys:
            if key_state(key, now) == IN_FORCE:
                end = end_of(key)
                choices.append(Choice(f"retire {key.blob}", words(f"end the key ..{end}: it is used no more")))
                choices.append(Choice(f"revoke {key.blob}", words(f"revoke the key ..{end}: it is lost or stolen")))
        choices.append(Choice("add", words(f"let another delegate act for {name} beside them")))
        choices.append(Choice("replace", words("put another person in their place")))
        choices.append(Choice("remove", words(f"let them act for {name} no more")))

        def keys(changed: Sequence[Key]) -> None:
            after = (replace(each, keys=tuple(changed)) if each is delegate else each for each in _listed(desk, code))
            self._list(desk, code, tuple(after))

        def chosen(what: str | None) -> None:
            verb, _, blob = (what or "").partition(" ")
            if verb == "key":
                self._ask_key(f"A key of {delegate.name}", "", lambda key: keys(_with(delegate, key)), needed=True)
            elif verb == "retire":
                # What was received in this very second was received in time.
                keys(_ended(delegate, blob, lambda key: replace(key, until=_now(1))))
            elif verb == "revoke":
                self._revoke(lambda why: keys(_ended(delegate, blob, lambda key: _revoked(key, why))))
            elif verb in ("add", "replace"):
                self._add(desk, code, instead=email if verb == "replace" else None)
            elif verb == "remove":
                self._list(desk, code, tuple(each for each in _listed(desk, code) if each is not delegate))

        self._app.push_screen(Choosing(f"{delegate.name} <{email}>", choices), chosen)

    def _revoke(self, then: Callable[[str], None]) -> None:
        from drafter.tui.dialogs.question import Question

        def answered(why: str | None) -> None:
            if why is not None:
                then(why.strip())

        said = "What it signs from now on is void. Where others had it before, `drafter delegate key --revoke --log`"
        asked = words(f"{said} says from which record on.")
        self._app.push_screen(Question("Why is the key revoked?", asked, placeholder="stolen", optional=True), answered)

    def _list(self, desk: Desk, code: str, delegates: tuple[Delegate, ...]) -> None:
        """Say in words what will be recorded, and record it on `y`; without the State's consent on another key."""
        from drafter.tui.dialogs.confirm import Answer, Confirm
        from drafter.tui.present.record import what

        deed = Listing(code=code, was=_listed(desk, code), delegates=delegates)
        answers = [Answer("y", "yes, record it")]
        if desk.who.secretariat and code != SECRETARIAT and any(each.keys for each in deed.was):
            answers.append(Answer("x", "record it without its consent, as a recovery: everybody is shown that"))

        def answered(key: str | None) -> None:
            if key is not None:
                self._acts.record(replace(deed, recovery=key == "x"), desk)

        self._app.push_screen(Confirm("Record this?", what(deed, desk), answers), answered)


def _listed(desk: Desk, code: str) -> tuple[Delegate, ...]:
    return desk.negotiation.treaty.roster.by_code[code].delegates


def _with(delegate: Delegate, key: Key | None) -> tuple[Key, ...]:
    return (*delegate.keys, key) if key is not None else delegate.keys


def _ended(delegate: Delegate, blob: str, end: Callable[[Key], Key]) -> tuple[Key, ...]:
    return tuple(end(key) if key.blob == blob else key for key in delegate.keys)


def _revoked(key: Key, why: str) -> Key:
    return replace(key, revoked=Revocation(_now(), None, why))


def _now(later: int = 0) -> str:
    return (datetime.now(UTC) + timedelta(seconds=later)).strftime("%Y-%m-%dT%H:%M:%SZ")
