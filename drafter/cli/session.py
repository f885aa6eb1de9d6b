"""What a command is run with: the directory, the way to the interface, and who acts."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.model.problem import Problem, Refused, refuse

if TYPE_CHECKING:
    from drafter.draft.notebook import Notebook
    from drafter.model.negotiation import Negotiation
    from drafter.model.signatory import Roster
    from drafter.model.target import Target
    from drafter.model.treaty import Treaty
    from drafter.store.identity import Identity
    from drafter.store.repository import Repository


OpenInterface = Callable[[Path], int]
"""Opens the terminal interface on a directory; gives the exit status."""

_MOST_TOLD = 5
"""One branch that is no record can hold any number of files that don't count; they must not bury what was asked."""

Announce = Callable[[str], None]

ServeInterface = Callable[[Path, "Identity", int, Announce], int]
"""Serves the interface to a browser, for one delegate, on a port; says the address once it is known."""


def not_served(_directory: Path, _who: Identity, _port: int, _announce: Announce) -> int:
    """Refuse to serve: where the command line runs without an interface."""
    raise refuse("there is no interface to serve", "start the program as `drafter`")


@contextmanager
def _asked() -> Iterator[None]:
    """Let ssh ask for passphrases on this terminal, if there is one, as long as the command works."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        yield
        return
    from drafter.cli.output import tell
    from drafter.store import passphrase

    passphrase.answer_with(_passphrase, tell)
    try:
        yield
    finally:
        passphrase.answer_with(None)


Work = Callable[["Negotiation", "Notebook"], Iterable[None]]
"""What can be done, step by step, while positions are read (`store.reading`), with what is known already."""


def nothing(_negotiation: Negotiation, _notebook: Notebook) -> Iterable[None]:
    """Do nothing while positions are read."""
    return ()


def compare_words(negotiation: Negotiation, notebook: Notebook) -> Iterable[None]:
    """Do, while positions are read, what the brackets need and no position changes."""
    from drafter.draft.brackets import comparing

    return comparing(negotiation, notebook)


def _passphrase(question: str) -> str | None:
    from getpass import getpass

    from drafter.text.visible import visible

    try:
        return getpass(visible(question))
    except (EOFError, KeyboardInterrupt):
        return None


@dataclass(frozen=True, slots=True)
class Session:
    """One run of the program."""

    directory: Path
    open_interface: OpenInterface
    serve_interface: ServeInterface = not_served

    @contextmanager
    def repository(self) -> Iterator[Repository]:
        """Open the treaty repository, and close it again. Raises Refused."""
        from drafter.store.repository import Repository

        if not self.directory.is_dir():
            raise refuse(f"there is no directory {self.directory}", "name that of a treaty repository behind -C")
        with Repository.open(self.directory) as repo, _asked():
            yield repo

    @contextmanager
    def negotiation(self, at: str | None = None) -> Iterator[tuple[Repository, Negotiation]]:
        """Open the repository and read the negotiation; what could not be read in it is told. Raises Refused."""
        with self.repository() as repo:
            yield repo, read_and_tell(repo, at)


def read_and_tell(repo: Repository, at: str | None = None) -> Negotiation:
    """Read the negotiation; what could not be read in it is told. Raises Refused."""
    from drafter.store.reading import read

    negotiation = read(repo, at)
    tell_problems(negotiation.problems)
    return negotiation


@contextmanager
def read_with_answers(
    repo: Repository, at: str | None = None, *, meanwhile: Work = nothing
) -> Iterator[tuple[Negotiation, Notebook]]:
    """Read the negotiation as `read_and_tell` does, and open the notebook of what was worked out of its words before.

    What is added to it is kept when the block has ended well.
    """
    from drafter.store.notebook import Notebook
    from drafter.store.reading import read

    notebook = Notebook(repo)
    negotiation = read(repo, at, meanwhile=lambda known: meanwhile(known, notebook))
    tell_problems(negotiation.problems)
    yield negotiation, notebook
    notebook.close()


@dataclass(frozen=True, slots=True)
class Meant:
    """What a person means, and the text of it that is believed."""

    treaty: Treaty
    target: Target
    text_sha256: str | None
    """Hash of its text; None when it has none."""


def find_target(repo: Repository, text: str, at: str | None = None, *, told: bool = True) -> Meant:
    """Say what is meant, as it stands or `at` an issue or commit of main, reading no more than that takes.

    What doesn't count of it is told, if it is to be. Raises Refused.
    """
    from drafter.model import resolve
    from drafter.store.reading import read

    plain, problems = _plainly(repo, text, at)
    if plain is not None:
        tell_problems(problems if told else ())
        return plain
    negotiation = read_and_tell(repo, at) if told else read(repo, at)
    about = resolve.target(negotiation, text)
    return Meant(negotiation.treaty, about, negotiation.current_text_sha256(about))


def find_amendment(repo: Repository, text: str) -> tuple[Treaty, str]:
    """Give the agreed text, and the id of the amendment that is meant, as `find_target` does. Raises Refused."""
    from drafter.model import resolve

    plain, problems = _plainly(repo, text)
    if plain is not None and plain.target.amendment:
        tell_problems(problems)
        return plain.treaty, plain.target.amendment
    negotiation = read_and_tell(repo)
    return negotiation.treaty, resolve.amendment(negotiation, text).id


def _plainly(repo: Repository, text: str, at: str | None = None) -> tuple[Meant | None, tuple[Problem, ...]]:
    """Say what is meant where the agreed text, or one amendment that counts, says so; and what of that doesn't."""
    from drafter.model import resolve
    from drafter.store.reading import read_amendment, read_text

    known = read_text(repo, at)
    about = resolve.plainly(known.treaty, known.amendments, text)
    if about is None:
        return None, ()
    if not about.amendment:
        return Meant(known.treaty, about, known.treaty.text_sha256(about)), known.problems
    try:
        amendment = read_amendment(repo, known, about.amendment)
    except Refused:
        return None, ()
    return Meant(known.treaty, about, amendment.text_sha256), known.problems


def tell_problems(problems: Sequence[Problem]) -> None:
    """Tell what doesn't count."""
    from drafter.cli.output import tell

    for problem in problems[:_MOST_TOLD]:
        tell(f"not counted: {problem}")
    if len(problems) > _MOST_TOLD:
        tell(f"not counted: {len(problems) - _MOST_TOLD} more; `drafter verify` lists what is wrong")


def derived(
    session: Session,
    name: str | None,
    at: str | None,
    make: Callable[[Repository, Negotiation, Notebook], str],
    *,
    meanwhile: Work = nothing,
) -> bytes:
    """Give what is printed of the negotiation (UTF-8): what `make` makes of it, or made at the same state of the refs.

    With a name it is kept, for one width of the terminal or to be read aloud, unless something in the negotiation
    doesn't count: that is told each time. `meanwhile` can be done while the negotiation is read.
    """
    from drafter.cli.output import spoken, terminal_columns
    from drafter.store.derived import Derived

    with session.repository() as repo:
        whole = Derived(repo, name, "spoken" if spoken() else f"{terminal_columns()}") if name is not None else None
        known = whole.known() if whole is not None else None
        if known is not None:
            return known
        with read_with_answers(repo, at, meanwhile=meanwhile) as (negotiation, notebook):
            printed = make(repo, negotiation, notebook).encode("utf-8", "backslashreplace")
        if whole is not None and not negotiation.problems:
            whole.keep(printed)
        return printed


@dataclass(frozen=True, slots=True)
class Who:
    """Who acts, as the options say; what they leave open, the clone's configuration says."""

    code: str | None
    email: str | None
    key: str | None

    def identity(self, repo: Repository, treaty: Treaty) -> Identity:
        """Give the delegate who acts. Raises Refused."""
        from drafter.store.identity import current

        return current(repo, treaty.roster, self.code, self.email, self.key)


def check_party(roster: Roster, code: str) -> None:
    """Check that a code is that of a signatory or a group. Raises Refused with the nearest ones."""
    if code not in roster.by_code and code not in roster.groups_by_code:
        raise refuse(f"there is no signatory `{code}`", roster.meant(code, groups=True))
