"""Whole talks through the real hook, drawn at random: several clones, acts of every kind, and what can come between.

Exchanges are killed between two calls of git, two of them run at once in one clone, others come too late and are
refused, and whoever keeps the server cleans it up by hand.
"""

from __future__ import annotations

import multiprocessing
import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from drafter.model.ids import SECRETARIAT, TAGS_PREFIX
from drafter.model.problem import Refused
from drafter.store import reading
from drafter.store.repository import Repository
from drafter.store.syncing import Report, sync
from drafter.store.verifying import verify
from tests.conftest import acting_for
from tests.store.acts import plain_git
from tests.store.served import Clone, cloned, refs_of, served
from tests.store.serving.test_entries import check_log
from tests.store.syncing.test_interruptions import killed_at
from tests.store.test_round import Round

MEMBERS = ((SECRETARIAT, 0), ("DEU", 0), ("DEU", 1), ("EUE", 0))
STEPS = 26
fork = multiprocessing.get_context("fork")


class Member(Round):
    """A delegate with a clone, who does whatever it can think of."""

    def __init__(self, clone: Clone, number: int, seed: int) -> None:
        with Repository.open(clone.root) as repo:
            super().__init__(repo, seed)
        self.clone = clone
        self.count = 1000 * number

    def date(self) -> None:  # type: ignore[override]
        """Everything is recorded now."""

    def act(self) -> None:
        """Do one thing; what is refused leaves everything as it was."""
        with Repository.open(self.clone.root) as self.repo, suppress(Refused):
            self.draw.choice(self.acts(self.clone.code))(reading.read(self.repo), self.clone.code)

    def sync(self) -> Report:
        """Exchange; where it is asked, what the server holds stays."""
        with Repository.open(self.clone.root) as repo:
            who = acting_for(self.clone.code, self.clone.nth)
            return sync(repo, who, chosen={"all": "theirs", "main": "theirs"}, again=True)

    def sync_twice_at_once(self) -> None:
        """Exchange from two processes in this one clone."""
        both = [fork.Process(target=self._quietly, args=(self.sync,)) for _ in range(2)]
        for each in both:
            each.start()
        for each in both:
            each.join(300)
            assert each.exitcode == 0

    @staticmethod
    def _quietly(work: Callable[[], object]) -> None:
        with suppress(Refused):
            work()


@pytest.mark.parametrize("seed", range(2))
def test_whatever_talks_bring_nothing_acknowledged_is_lost_and_all_who_exchanged_show_the_same(
    treaty: Repository, tmp_path: Path, seed: int
) -> None:
    server = served(treaty, tmp_path / "server.git")
    draw = random.Random(seed)
    members = [
        Member(cloned(server, tmp_path / f"{code}{nth}", code, nth), number, 100 * seed + number)
        for number, (code, nth) in enumerate(MEMBERS, 1)
    ]
    acknowledged: set[tuple[Path, str]] = set()
    received: set[tuple[str, str]] = set()
    for _ in range(STEPS):
        member = draw.choice(members)
        match draw.choice(["act"] * 9 + ["sync"] * 4 + ["killed", "twice", "clean up"]):
            case "act":
                before = member.clone.refs().items()
                member.act()
                acknowledged |= {(member.clone.root, id) for _, id in member.clone.refs().items() - before}
            case "sync":
                # A lock that a killed one left on the server is waited for by trying again.
                with suppress(Refused):
                    member.sync()
            case "killed":
                killed_at(member.clone, draw.randrange(60))
            case "twice":
                member.sync_twice_at_once()
            case "clean up":
                plain_git(server, "gc", "--quiet", "--prune=now")
        received |= refs_of(server).items()
    for _ in range(4):
        reports = [member.sync() for member in members]
    assert [each.kept + each.alarms + each.choices for each in reports] == [[]] * len(members)
    check_log(server)
    shown = []
    for root in (server, *(member.clone.root for member in members)):
        assert refs_of(root) == refs_of(server)
        assert plain_git(root, "fsck", "--no-dangling") == ""
        with Repository.open(root) as repo:
            assert verify(repo, anew=True).problems == ()
            shown.append(reading.read(repo))
    assert all(each == shown[0] for each in shown)
    assert shown[0].problems == ()
    for root, id in acknowledged:
        assert plain_git(root, "for-each-ref", "--contains", id), "on a branch, or set aside"
    for ref, id in received:
        if ref.startswith(TAGS_PREFIX):
            assert refs_of(server)[ref] == id
        else:
            plain_git(server, "merge-base", "--is-ancestor", id, ref)
