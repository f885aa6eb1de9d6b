"""The session of one person in one treaty repository: git in one thread, results as messages.

No widget waits for git. A result that a newer one has overtaken is dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from textual.message import Message

from drafter.model.ids import POSITIONS_PREFIX
from drafter.model.problem import Problem, Refused, refuse
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
from drafter.tui.who import Fixed, Who

if TYPE_CHECKING:
    from drafter.model.amendment import Change
    from drafter.model.decision import Decision
    from drafter.model.negotiation import Act, Negotiation
    from drafter.model.signatory import Delegate
    from drafter.store.identity import Identity
    from drafter.store.notebook import Notebook
    from drafter.store.repository import Repository
    from drafter.tui.deeds import Deed
    from drafter.tui.undo import Past

MOST_ACTS = 5000
"""Acts that the log shows, the newest ones."""

EXCHANGE = "exchange records"
"""What an exchange is called when it meets an error of the program."""

_LAST = 40
"""Own acts that are looked through for one that can be taken back."""

MANY = 64
"""Branches from which on the text is shown before they are read."""

_PATIENCE = 2.0
"""Seconds that reading waits for the text to be painted: two threads of Python take turns."""

_SELDOM = 0.1
"""Seconds between two messages of how far something is."""

Post = Callable[[Message], object]
T = TypeVar("T")
U = TypeVar("U")


class Session:
    """Owns the git thread, the repository and what was last read of it. Every method returns at once."""

    def __init__(self, path: Path, fixed: Fixed | None = None) -> None:
        self.path = path
        self._fixed = fixed
        self.git_dir: Path | None = None
        """Where drafts are kept; known as soon as the repository is open."""
        self._git = ThreadPoolExecutor(1, thread_name_prefix="git")
        self._post: Post = _nobody
        self._repository: Repository | None = None
        self._notebook: Notebook | None = None
        self._tips: Mapping[str, str] = {}
        self._identity: Identity | None = None
        self._looking = False
        self._asked: list[Future[str | None]] = []
        self._closed = False
        self._snapshots: dict[str, Negotiation] = {}
        self._painted = Event()
        self._begun: Mapping[str, str] = {}
        """Where the refs stood when the text alone was shown."""

    def attach(self, post: Post) -> None:
        """Say who is told."""
        self._post = post

    def open(self) -> None:
        """Open the repository and read the negotiation; from now on passphrases are asked for on the screen."""
        self._git.submit(self._answer)
        self._do("open the repository", lambda: self._read(always=True), self._failed)

    def look(self) -> None:
        """Read again if the refs have changed on disk; nothing is told when they have not."""
        if not self._looking:
            self._looking = True
            self._do("look for changes", self._look, self._failed)

    def refresh(self) -> None:
        """Read again in any case."""
        self._do("read the repository", lambda: self._read(always=True), self._failed)

    def record(self, deed: Deed, asked: Who) -> None:
        """Record an act of who asked for it, then read again."""

        def work() -> None:
            act = self._record(deed, asked)
            self._post(Recorded(act, deed))
            try:
                self._propose_for(deed, act)
            except Refused as refusal:
                # What was tabled is on record all the same.
                self._failed(refusal)
            self._read(always=True)

        def refused(refusal: Refused) -> None:
            from drafter.store import passphrase

            # A passphrase that did not open the key is not to be tried again.
            passphrase.forget()
            try:
                # What stood in the way is there to be looked at when the refusal has been read.
                self._read(always=False)
            finally:
                self._post(RecordRefused(deed, refusal.problem))

        self._do("record", work, refused)

    def sync(self, named: str | None, chosen: Mapping[str, str]) -> None:
        """Exchange records with a remote, then read what came (`drafter sync`)."""

        def work() -> None:
            from drafter.store.housekeeping import tidy
            from drafter.store.syncing import sync

            self._post(Synced(sync(self._open(), self._identity, named, chosen=chosen, progress=self._goes_on())))
            self._read(always=False)
            tidy(self._open())

        def refused(refusal: Refused) -> None:
            self._post(SyncRefused(refusal.problem))
            self._read(always=False)

        self._do(EXCHANGE, work, refused)

    def become(self, code: str, email: str | None = None) -> None:
        """Choose the delegation in this clone (`drafter as`)."""

        def work() -> None:
            from drafter.store import identity
            from drafter.store.reading import read

            repository = self._open()
            identity.become(repository, read(repository).treaty.roster, code, email)
            self._read(always=True)

        self._do("choose the delegation", work, self._failed)

    def text_at(self, at: str) -> Negotiation:
        """Give the negotiation as it stood at an issue, a commit or a day. It waits: not for the app's thread. Raises
        Refused."""
        return self._git.submit(lambda: self._snapshot(at)).result()

    def negotiation_at(self, at: str) -> Negotiation | None:
        """Give the negotiation as it stood, or None when it can't be read. It waits: not for the app's thread."""
        return self._ask(lambda: self._snapshot(at), None)

    def _snapshot(self, at: str) -> Negotiation:
        from drafter.store.reading import read

        if at not in self._snapshots:
            self._snapshots[at] = read(self._open(), at)
        return self._snapshots[at]

    def _ask(self, work: Callable[[], T], otherwise: U) -> T | U:
        """Wait for what the git thread gives, or for something else where that is refused."""

        def asked() -> T | U:
            try:
                return work()
            except Refused:
                return otherwise

        return self._git.submit(asked).result()

    def decisions(self, since: Negotiation, until: Negotiation) -> tuple[Decision, ...]:
        """Give what was decided between two texts, or nothing when it can't be read. It waits: not for the app's
        thread."""
        from drafter.store.history import history

        return self._ask(lambda: history(self._open(), since=since.treaty.commit, until=until.treaty.commit), ())

    def decisions_on(self, clause: str, until: str) -> tuple[Decision, ...]:
        """Give what was decided about a clause, from its beginning until a commit of main. It waits: not for the app's
        thread. Raises Refused."""
        from drafter.store.history import history

        return self._git.submit(lambda: history(self._open(), clause=clause, until=until)).result()

    def findings(self) -> Sequence[Problem]:
        """Give what breaks the rules of a treaty text in the agreed one. It waits: not for the app's thread."""
        from drafter.check import findings
        from drafter.store.reading import main_files

        return findings(self._git.submit(lambda: main_files(self._open())).result())

    def consents(self) -> Mapping[str, tuple[Delegate, ...]]:
        """Give, by signatory, the delegates to whom it has consented and who are not listed yet. It waits: not for the
        app's thread."""
        from drafter.store import recording

        return self._git.submit(lambda: recording.consents(self._open())).result()

    def changes_at(self, amendment: str, commit: str) -> tuple[Change, ...] | None:
        """Give what an amendment proposed at one of its versions, or None when it can't be read. It waits: not for the
        app's thread."""
        from drafter.store.tabled import changes_at

        return self._ask(lambda: changes_at(self._open(), amendment, commit), None)

    def read_acts(self) -> None:
        """Read the recorded acts."""

        def work() -> None:
            from drafter.store.log import acts

            self._post(ActsRead(acts(self._open(), most=MOST_ACTS)))

        self._do("read the log", work, self._failed)

    def read_last(self) -> None:
        """Read the last acts of the delegation, and what each took the place of."""

        def work() -> None:
            from drafter.store.log import acts

            repository, who = self._open(), self._identity
            own = acts(repository, signatory=who.code, most=_LAST) if who is not None else []
            self._post(LastRead([self._past(repository, act) for act in own]))

        self._do("read the log", work, self._failed)

    def _past(self, repository: Repository, act: Act) -> Past:
        from drafter.store.log import position_before
        from drafter.store.tabled import version_at
        from drafter.tui.undo import Past

        if act.record == "position":
            return Past(act, replaced=position_before(repository, act))
        if act.action == "revise" and act.targets:
            before = repository.commit(act.commit).parents[0]
            return Past(act, earlier=version_at(repository, act.targets[0].amendment, before))
        return Past(act)

    def close(self) -> None:
        """Finish what is being recorded, drop the rest, and close the repository."""
        self._post = _nobody
        self._closed = True
        self._painted.set()
        if not self._tips and self._repository is not None:
            self._repository.git.abandon()
        for answer in list(self._asked):
            _answer(answer, None)
        self._git.submit(self._close)
        self._git.shutdown(wait=True, cancel_futures=False)

    def _answer(self) -> None:
        from drafter.store import passphrase

        def tell(said: str) -> None:
            self._post(Noticed(said))

        passphrase.answer_with(self._passphrase, tell)

    def _passphrase(self, question: str) -> str | None:
        """Wait for a passphrase, in the thread that needs it. When the interface closes, there is none."""
        answer: Future[str | None] = Future()
        self._asked.append(answer)
        self._post(PassphraseAsked(question, answer))
        if self._closed:
            _answer(answer, None)
        try:
            return answer.result()
        finally:
            self._asked.remove(answer)

    def _goes_on(self) -> Callable[[str, int, int], None]:
        """Give what tells how far an exchange is, not more often than anybody can read it."""
        last = ("", 0.0)

        def tell(what: str, done: int, of: int) -> None:
            nonlocal last
            now = monotonic()
            if what != last[0] or done == of or now - last[1] >= _SELDOM:
                last = (what, now)
                self._post(SyncGoesOn(what, done, of))

        return tell

    def _do(self, doing: str, work: Callable[[], None], refused: Callable[[Refused], None]) -> None:
        def run() -> None:
            try:
                work()
            except Refused as refusal:
                try:
                    refused(refusal)
                except Refused as second:
                    self._failed(second)
            except Exception as error:
                self._post(Broke(doing, error))

        self._git.submit(run)

    def _open(self) -> Repository:
        if self._repository is None:
            from drafter.store.notebook import Notebook
            from drafter.store.repository import Repository

            self._repository = Repository.open(self.path)
            self._notebook = Notebook(self._repository)
            self.git_dir = self._repository.git_dir
        return self._repository

    def _look(self) -> None:
        try:
            self._read(always=False)
        finally:
            self._looking = False

    def _read(self, *, always: bool) -> None:
        from drafter.store.reading import read, read_text
        from drafter.store.snapshot import tips

        repository = self._open()
        seen = tips(repository)
        if seen == self._tips and not always:
            return
        if not self._tips:
            if len(seen) >= MANY and seen != self._begun:
                self._begun = seen
                self._post(TextRead(read_text(repository).treaty, self._painted))
                self._painted.wait(_PATIENCE)
            if self._closed:
                return
            _warm()
        negotiation = read(repository)
        self._tips = seen
        who = self._who(negotiation)
        own = seen.get(f"{POSITIONS_PREFIX}{who.code}", "")
        self._post(NegotiationRead(negotiation, who, own, self._notebook))

    def _who(self, negotiation: Negotiation) -> Who:
        from drafter.store import identity

        try:
            chosen = (self._fixed.code, self._fixed.email, self._fixed.key) if self._fixed is not None else ()
            self._identity = identity.current(self._open(), negotiation.treaty.roster, *chosen)
        except Refused as refusal:
            self._identity = None
            return Who(why_nobody=refusal.problem.message, fixed=self._fixed is not None)
        return Who(self._identity.code, self._identity.delegate, fixed=self._fixed is not None)

    def _propose_for(self, deed: Deed, act: Act) -> None:
        """Record that what was just tabled or revised is a group's proposal, if it is."""
        from drafter.store import recording
        from drafter.tui.deeds import Proposing

        if isinstance(deed, Proposing) and deed.on_behalf_of is not None and self._identity is not None:
            recording.propose_for(self._open(), self._identity, act, deed.on_behalf_of)

    def _record(self, deed: Deed, asked: Who) -> Act:
        from drafter.tui.recorded import record

        repository, who = self._open(), self._identity
        if who is None:
            raise refuse("nobody is at the keyboard", "choose your delegation first (Who am I, in the menu)")
        if not Who(who.code, who.delegate).same(asked):
            # `drafter as` was given beside this program: what one State meant is not recorded as another's.
            said = f"this copy acts for {who.code} meanwhile, and this was asked for by {asked.code}"
            raise refuse(said, "look who acts, at the top right, and record again if that is you")
        return record(repository, who, deed)

    def _failed(self, refusal: Refused) -> None:
        self._post(ReadingFailed(refusal.problem))

    def _close(self) -> None:
        from drafter.store import passphrase

        passphrase.answer_with(None)
        passphrase.forget()
        if self._repository is not None:
            self._repository.close()
            self._repository = None


def _warm() -> None:
    """Load what the first reading needs, in this thread: the first frame is painted without it."""
    import drafter.draft.consolidate
    import drafter.tui.desk
    import drafter.tui.present.docket
    import drafter.tui.present.document  # noqa: F401


def _answer(asked: Future[str | None], answer: str | None) -> None:
    """Answer once: an answer that comes after the interface has closed is none."""
    if not asked.done():
        asked.set_result(answer)


def _nobody(_message: Message) -> None:
    """Tell nobody: before the interface runs, and after it has gone."""
