"""What the threads of the session tell the interface. Handlers of these messages are the only writers of its state."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from drafter.draft.notebook import Notebook
    from drafter.model.negotiation import Act, Negotiation
    from drafter.model.problem import Problem
    from drafter.model.treaty import Treaty
    from drafter.store.syncing import Report
    from drafter.tui.deeds import Deed
    from drafter.tui.undo import Past
    from drafter.tui.who import Who


@dataclass
class TextRead(Message):
    """The agreed text of a large negotiation was read; its amendments and positions are read when it is painted."""

    treaty: Treaty
    painted: Event


@dataclass
class NegotiationRead(Message):
    """The repository was read, for the first time or because its refs have changed."""

    negotiation: Negotiation
    who: Who
    own: str | None = None
    """Where the positions of who sits here were read: the tip of their branch, empty when there is none."""
    notebook: Notebook | None = None
    """What was worked out of the same words before."""


@dataclass
class ReadingFailed(Message):
    """The repository can't be read; what was read before stays on the screen."""

    problem: Problem


@dataclass
class Recorded(Message):
    """An act was recorded."""

    act: Act
    deed: Deed


@dataclass
class RecordRefused(Message):
    """An act was not recorded, for a reason that the delegate can mend."""

    deed: Deed
    problem: Problem


@dataclass
class ActsRead(Message):
    """The recorded acts were read, newest first."""

    acts: Sequence[Act]


@dataclass
class LastRead(Message):
    """The last acts of the delegation were read, newest first, each with what it took the place of."""

    acts: Sequence[Past]


@dataclass
class SyncGoesOn(Message):
    """What an exchange is doing, and how much of how many; 0 of 0 when that is not known."""

    what: str
    done: int
    of: int


@dataclass
class Synced(Message):
    """An exchange has ended, with everything in step or not."""

    report: Report


@dataclass
class SyncRefused(Message):
    """Nothing could be exchanged."""

    problem: Problem


@dataclass
class PassphraseAsked(Message):
    """Somebody waits for a passphrase; None is no answer."""

    question: str
    answer: Future[str | None]


@dataclass
class Noticed(Message):
    """Something is to be done outside the program, as touching a key."""

    said: str


@dataclass
class Broke(Message):
    """A thread met an error of the program itself."""

    doing: str
    error: BaseException
