"""The figures that drafter holds itself to, each with its yardstick.

A figure is measured in turns with its yardstick, on the same machine in the same minutes: what counts is the ratio.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from benchmarks import words
from benchmarks.clock import lasting
from benchmarks.terminal import Screen
from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.store import recording
from drafter.store.identity import current
from drafter.store.reading import read
from drafter.store.repository import Repository
from drafter.store.verifying import verify
from drafter.text.diff import diff

DRAFTER = str(Path(sys.executable).with_name("drafter"))
_EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("1 Read")
Empty().run()
"""
_PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
_POSITIONS = ("positions", "--format", "csv")
_MEMORY: dict[str, Any] = {"at_most": 250e6, "unit": "MB", "once": True, "cache": "cold"}
_BRACKETS = "[]"
"""What the tree of clauses counts when the brackets are worked out."""

_DOWN, _PAGE_DOWN = "\x1b[B", "\x1b[6~"


class Place:
    """A made repository, and what can be done to it without changing it."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.ran: set[tuple[str, ...]] = set()
        """Commands that ran since drafter last forgot."""

    def forget(self) -> None:
        """Remove what drafter remembers: the next reading is cold."""
        self.ran.clear()
        shutil.rmtree(self.directory / ".git/drafter", ignore_errors=True)

    def run(self, *arguments: str) -> float:
        """Run drafter; give the seconds that it took."""
        return _timed([DRAFTER, "-C", str(self.directory), *arguments])

    def once(self, *arguments: str) -> None:
        """Run drafter, unless it ran so since it last forgot."""
        if arguments not in self.ran:
            self.run(*arguments)
            self.ran.add(arguments)

    def git(self, *arguments: str, given: bytes = b"", repository: Path | None = None) -> bytes:
        """Run git, without the user's configuration; give its output."""
        return subprocess.run(
            ["git", "-C", str(repository or self.directory), *arguments],
            input=given, capture_output=True, check=True, env=_git_environment(),
        ).stdout  # fmt: skip

    @cached_property
    def amended(self) -> bytes:
        """The live amendments as pairs of trees, base and tip, for `git diff-tree --stdin`."""
        with Repository.open(self.directory) as repo:
            pairs = [(each.base, each.commit) for each in read(repo).live if each.changes]
            ids = repo.commits(id for pair in pairs for id in pair)
        return "".join(f"{ids[base].tree} {ids[tip].tree}\n" for base, tip in pairs).encode()

    @cached_property
    def held(self) -> tuple[bytes, bytes]:
        """The ids of the trees, and of the blobs, that the positions are in."""
        trees: list[str] = []
        blobs: list[str] = []
        for code in self.git("for-each-ref", "--format=%(objectname)", "refs/heads/positions").decode().split():
            for line in self.git("ls-tree", "-r", "-t", code).decode().splitlines():
                _, kind, id = line.split("\t")[0].split()
                (trees if kind == "tree" else blobs).append(id)
        return "\n".join(trees).encode(), "\n".join(blobs).encode()

    @contextmanager
    def copy(self) -> Iterator[Path]:
        """Give a clone that borrows the objects, to record into."""
        with tempfile.TemporaryDirectory() as folder:
            copied = Path(folder) / "clone"
            self.git("clone", "--quiet", "--mirror", "--shared", str(self.directory), str(copied))
            self.lets_act(copied)
            yield copied

    def lets_act(self, clone: Path) -> None:
        """Let a clone act for the delegate for whom this repository does."""
        for name in ("drafter.signatory", "drafter.email", "drafter.key"):
            self.git("config", name, self.git("config", name).decode().strip(), repository=clone)


@dataclass(frozen=True)
class Figure:
    """What is measured, and what it may cost."""

    name: str
    measure: Callable[[Place], float | list[float]]
    """Gives seconds (or bytes), one or many of one turn."""
    at_most: float | None = None
    yardstick: str = ""
    beside: Callable[[Place], float | list[float]] | None = None
    ratio: float | None = None
    """How many times the yardstick it may cost."""
    unit: str = "ms"
    cache: str = ""
    """`cold`: with nothing remembered from before; `warm`: with all that is; empty where that makes no difference."""
    slow: bool = False
    """Measured in half as many turns."""
    once: bool = False
    """Measured in one turn: what it says doesn't depend on the clock."""
    worst: bool = False
    """Of many measurements, 95 of 100 have to keep the limit."""


@dataclass(frozen=True)
class Measured:
    """A figure as it was found."""

    name: str
    value: float
    least: float
    at_most: float | None
    yardstick: str
    beside: float | None
    ratio: float | None
    unit: str
    turns: int
    cache: str

    @property
    def times(self) -> float | None:
        """How many times the yardstick it costs."""
        return self.value / self.beside if self.beside else None

    @property
    def holds(self) -> bool | None:
        """Whether it keeps its limits; None without any."""
        kept = [self.value <= self.at_most] if self.at_most is not None else []
        if self.ratio is not None and self.times is not None:
            kept.append(self.times <= self.ratio)
        return all(kept) if kept else None


def measured(figure: Figure, place: Place, turns: int) -> Measured:
    """Measure a figure and its yardstick in turns; give the medians (the 95th of 100 where the worst counts)."""
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(1 if figure.once else max(1, turns // 2) if figure.slow else turns):
        if figure.beside is not None:
            theirs += _many(figure.beside(place))
        ours += _many(figure.measure(place))
    value = sorted(ours)[int(0.95 * (len(ours) - 1))] if figure.worst else statistics.median(ours)
    beside = statistics.median(theirs) if theirs else None
    return Measured(
        figure.name, value, min(ours), figure.at_most, figure.yardstick, beside, figure.ratio, figure.unit, len(ours),
        figure.cache,
    )  # fmt: skip


def figures() -> tuple[Figure, ...]:
    """Give every figure that drafter holds itself to, and what belongs beside it."""
    bracketed = ("consolidate", "--style", "bracketed")
    raw = "the two raw `cat-file --batch` reads"
    words = "`git diff-tree --word-diff` of the same amendments"
    return (
        Figure("start to first paint", _start, 0.4, "an empty Textual app", _start_empty, 1.5),
        Figure("start to the text on the screen", _start_with_text_cold, slow=True, cache="cold"),
        Figure("start to the text on the screen", _start_with_text, cache="warm"),
        Figure("start to the brackets there", _start_with_brackets, slow=True, cache="warm"),
        Figure("start to all brackets", _start_with_all_brackets, slow=True, cache="warm"),
        Figure("key to screen, 95 of 100", _keys, 0.05, worst=True, slow=True),
        Figure("key to screen before the brackets are there, 95 of 100", _keys_at_once, worst=True, slow=True),
        Figure("another screen, 95 of 100", _screens, 0.2, worst=True, slow=True),
        Figure(
            "`drafter consolidate --style bracketed`",
            lambda place: _cold(place, *bracketed), 1.5, words, _word_diffs, slow=True, cache="cold",
        ),
        Figure("`drafter consolidate --style bracketed`", _warm(*bracketed), slow=True, cache="warm"),
        Figure("`drafter positions`", lambda place: _cold(place, *_POSITIONS), 0.9, raw, _raw, slow=True, cache="cold"),
        Figure("`drafter positions`", _warm(*_POSITIONS), 0.3, raw, _raw, cache="warm"),
        Figure("`drafter positions`, one record later", _one_later(*_POSITIONS), slow=True, cache="warm"),
        Figure("`drafter list`, one record later", _one_later("list"), slow=True, cache="warm"),
        Figure("`drafter amendments`, one record later", _one_later("amendments"), slow=True, cache="warm"),
        Figure("`drafter consolidate`, one record later", _one_later("consolidate"), slow=True, cache="warm"),
        Figure("record one signed position", _record, 0.04, "`git commit-tree -S`, `update-ref`", _record_by_git, 2.0),
        Figure("verify 10,000 signed commits", _verify, 2, "`git log --format=%G?`", _verify_by_git, 1 / 50, slow=True),
        Figure("word diff of a clause of 600 words", _diff, 0.003, "diff-match-patch by character", _diff_by_character),
        Figure("memory of `drafter positions`", lambda place: _memory(place, *_POSITIONS), **_MEMORY),
        Figure("memory of `drafter consolidate`", lambda place: _memory(place, *bracketed), **_MEMORY),
        Figure("memory of the interface, all screens", _memory_of_interface, **_MEMORY),
    )  # fmt: skip


def costs() -> tuple[Figure, ...]:
    """Give what is measured at every size, to see what grows with what."""
    return (
        Figure("where the refs stand", _tips),
        Figure("read the negotiation", _read_cold, slow=True, cache="cold"),
        Figure("read the negotiation", _read_warm, slow=True, cache="warm"),
        Figure("read it again in one process", _read_again, slow=True, cache="warm"),
        Figure("start to first paint", _start, slow=True),
        Figure("`drafter list`", _warm("list"), slow=True, cache="warm"),
        Figure("`drafter positions`", _warm(*_POSITIONS), slow=True, cache="warm"),
        Figure("`drafter positions --signatory`", _of_first("positions", "--signatory"), slow=True, cache="warm"),
        Figure("`drafter log -n 20`", _warm("log", "-n", "20")),
        Figure("`drafter log --signatory`, 20 of them", _of_first("log", "-n", "20", "--signatory"), slow=True),
        Figure("`drafter blame article-3`", _warm("blame", "article-3"), slow=True, cache="warm"),
        Figure("record one signed position", _record, slow=True),
        Figure("`drafter position article-3 oppose`", _position_by_command, slow=True),
    )


def _start(place: Place) -> float:
    return _painted([DRAFTER, "-C", str(place.directory)], "1 Read")


def _start_with_text(place: Place) -> float:
    place.once(*_POSITIONS)
    return _painted([DRAFTER, "-C", str(place.directory)], "Preamble")


def _start_with_text_cold(place: Place) -> float:
    place.forget()
    return _painted([DRAFTER, "-C", str(place.directory)], "Preamble")


def _start_with_brackets(place: Place) -> float:
    place.once(*_POSITIONS)
    return _painted([DRAFTER, "-C", str(place.directory)], "oppose")


def _start_with_all_brackets(place: Place) -> float:
    place.once(*_POSITIONS)
    return _painted([DRAFTER, "-C", str(place.directory)], _BRACKETS)


def _start_empty(place: Place) -> float:
    return _painted([sys.executable, "-c", _EMPTY], "1 Read", cwd=place.directory)


def _painted(command: list[str], marker: str, cwd: Path | None = None) -> float:
    screen = Screen(command, cwd=cwd)
    try:
        return screen.until(marker)
    finally:
        screen.close()


@contextmanager
def _interface(place: Place) -> Iterator[Screen]:
    screen = Screen([DRAFTER, "-C", str(place.directory)])
    try:
        screen.until(_BRACKETS)
        screen.settle()
        yield screen
    finally:
        screen.close()


def _keys(place: Place) -> list[float]:
    found: list[float | None] = []
    with _interface(place) as screen:
        found += [_pressed(screen, key) for key in (_DOWN, _DOWN, _DOWN, _PAGE_DOWN) * 6]
        _pressed(screen, "3")
        found += [_pressed(screen, key) for key in (_DOWN, "l", _PAGE_DOWN) * 8]
    return [each for each in found if each is not None]


def _keys_at_once(place: Place) -> list[float]:
    """Measure keys from the moment on at which there is something to read."""
    screen = Screen([DRAFTER, "-C", str(place.directory)])
    try:
        screen.until("Preamble")
        found = [_pressed(screen, key, 0.05) for key in (_DOWN, _DOWN, _DOWN, _PAGE_DOWN) * 6]
    finally:
        screen.close()
    return [each for each in found if each is not None]


def _screens(place: Place) -> list[float]:
    with _interface(place) as screen:
        for each in "23451":
            screen.press(each)
            screen.settle(0.5)
        found = [_pressed(screen, each) for each in "3141" * 3]
    return [each for each in found if each is not None]


def _pressed(screen: Screen, key: str, rest: float = 0.3) -> float | None:
    found = screen.press(key)
    screen.settle(rest)
    return found


def _cold(place: Place, *command: str) -> float:
    place.forget()
    return place.run(*command)


def _warm(*command: str) -> Callable[[Place], float]:
    """Measure a command with everything remembered: it ran before."""

    def measure(place: Place) -> float:
        place.once(*command)
        return place.run(*command)

    return measure


def _of_first(*command: str) -> Callable[[Place], float]:
    return lambda place: _warm(*command, _first(place))(place)


def _one_later(*command: str) -> Callable[[Place], float]:
    """Measure a command when one position was recorded since its answer was last printed."""

    def measure(place: Place) -> float:
        with place.copy() as copied:
            beside = Place(copied)
            beside.run(*command)
            with Repository.open(copied) as repo:
                recording.position(repo, current(repo, read(repo).treaty.roster), Target("article-3"), Stance.OPPOSE)
            return beside.run(*command)

    return measure


def _word_diffs(place: Place) -> float:
    pairs = place.amended
    return lasting(lambda: place.git("diff-tree", "--stdin", "-r", "--word-diff", "-p", given=pairs))


def _raw(place: Place) -> float:
    trees, blobs = place.held
    return lasting(lambda: [place.git("cat-file", "--batch", "--buffer", given=each) for each in (trees, blobs)])


def _record(place: Place) -> list[float]:
    found = []
    with place.copy() as copied, Repository.open(copied) as repo:
        roster = read(repo).treaty.roster
        who = current(repo, roster)
        for nth in range(6):
            target, stance = Target("article-3"), (Stance.SUPPORT, Stance.OPPOSE)[nth % 2]

            def record(target: Target = target, stance: Stance = stance) -> object:
                return recording.position(repo, who, target, stance)

            found.append(lasting(record))
    return found[1:]


def _position_by_command(place: Place) -> float:
    with place.copy() as copied:
        return Place(copied).run("position", "article-3", "oppose", "--statement", "We do not see why.")


def _record_by_git(place: Place) -> list[float]:
    found = []
    with place.copy() as copied:
        key = place.git("config", "drafter.key").decode().strip()
        ref = f"refs/heads/positions/{_first(place)}"
        # As far through to the disk as drafter writes.
        given = ("gpg.format=ssh", f"user.signingkey={key}", "user.name=D", "user.email=d@e.f")
        settings = [part for each in (*given, "core.fsync=committed,reference") for part in ("-c", each)]
        for nth in range(5):

            def record(nth: int = nth) -> None:
                old = place.git("rev-parse", ref, repository=copied).decode().strip()
                commit = ("commit-tree", "-S", f"{ref}^{{tree}}", "-p", old, "-m", f"{nth}")
                made = place.git(*settings, *commit, repository=copied)
                place.git(*settings, "update-ref", ref, made.decode().strip(), old, repository=copied)

            found.append(lasting(record))
    return found


def _verify(place: Place) -> float:
    with Repository.open(place.directory) as repo:
        found: list[int] = []
        seconds = lasting(lambda: found.append(verify(repo, anew=True).checked))
    return seconds / found[0] * 10_000


def _verify_by_git(place: Place) -> float:
    listed = f"gpg.ssh.allowedSignersFile={place.directory}/.git/keys/allowed_signers"
    return lasting(lambda: place.git("-c", listed, "log", "--all", "-40", "--format=%G?")) / 40 * 10_000


def _diff(place: Place) -> float:
    texts = words.Texts(7)
    clause = texts.clause(600)
    changed = [texts.changed(clause, 5) for _ in range(20)]
    return words.best(lambda: [diff(clause, each) for each in changed], 1) / 20


def _diff_by_character(place: Place) -> float:
    texts = words.Texts(7)
    clause = texts.clause(600)
    changed = [texts.changed(clause, 5) for _ in range(20)]
    return words.best(lambda: [words.by_character(clause, each) for each in changed], 1) / 20


def _memory(place: Place, *command: str) -> float:
    place.forget()
    # A process begins with the memory of the one that starts it: this one, that has measured much, would be counted.
    told = subprocess.run(
        [sys.executable, "-c", _PEAK, DRAFTER, "-C", str(place.directory), *command],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return int(told.stdout) * 1024


def _memory_of_interface(place: Place) -> float:
    with _interface(place) as screen:
        for each in "23451":
            screen.press(each)
            screen.settle(0.5)
        return screen.peak()


def _tips(place: Place) -> float:
    from drafter.store.snapshot import tips

    with Repository.open(place.directory) as repo:
        # The first look reads a large pack from the disk.
        tips(repo)
        return lasting(lambda: tips(repo))


def _read_cold(place: Place) -> float:
    place.forget()
    return _read_warm(place)


def _read_warm(place: Place) -> float:
    with Repository.open(place.directory) as repo:
        return lasting(lambda: read(repo))


def _read_again(place: Place) -> float:
    with Repository.open(place.directory) as repo:
        read(repo)
        return lasting(lambda: read(repo))


def _first(place: Place) -> str:
    return place.git("config", "drafter.signatory").decode().strip()


def _timed(command: list[str]) -> float:
    return lasting(lambda: subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True))


def _many(found: float | list[float]) -> list[float]:
    return found if isinstance(found, list) else [found]


def _git_environment() -> dict[str, str]:
    return {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
