"""What every examination stands on: commits, main's history, keys and times; and the list of what was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import islice

from drafter.model.ids import AMENDMENTS_PREFIX, LOG_REF, MAIN_REF, TAGS_PREFIX, amendment_ref
from drafter.model.problem import Problem
from drafter.model.record import Message, parse_message
from drafter.model.signatory import Roster
from drafter.model.terms import AmendmentStatus
from drafter.store.agreed import Agreed, roster_at
from drafter.store.declared import read_declared
from drafter.store.objects import Commit, parse_commit
from drafter.store.plumbing import Difference, Pair
from drafter.store.repository import Repository
from drafter.store.tabled import MOST_VERSIONS
from drafter.store.verifying.comparing import differences, directories
from drafter.store.verifying.examination import RefChange, Trust, Violation
from drafter.store.verifying.journal import Entries, Journal
from drafter.store.verifying.keyring import Flaw, Keyring, When
from drafter.store.verifying.signature import Result, check_commit

MOST_SKEW = 300
"""Seconds by which a delegate's clock may be ahead of the server's."""

_AT_ONCE = 1024
_LEFT = [each.value for each in AmendmentStatus if each.left]
_parsed = lru_cache(maxsize=256)(parse_message)


@dataclass(frozen=True, slots=True)
class Read:
    """A commit that is a record in the form that records have."""

    commit: Commit
    message: Message

    @property
    def id(self) -> str:
        """Its id."""
        return self.commit.id


@dataclass(frozen=True, slots=True)
class Found:
    """What some records were found to be."""

    problems: Sequence[Violation]
    notices: Sequence[Violation]
    checked: int
    by_own_date: Counter[str]


@dataclass
class Ground:
    """One examination."""

    repo: Repository
    trust: Trust
    changes: Sequence[RefChange]
    journal: Journal
    keyring: Keyring = field(default_factory=Keyring)
    problems: list[Violation] = field(default_factory=list)
    notices: list[Violation] = field(default_factory=list)
    checked: int = 0
    main: dict[str, int] = field(default_factory=dict)
    """Main's commits that are sound so far, with their place: the root has 0."""
    chains: dict[str, list[str]] = field(default_factory=dict)
    """The sound versions of the amendments whose branches change, oldest first, by ref."""
    treaty: str = ""
    """The treaty's name in records."""
    _consents: set[str] = field(default_factory=set)
    """Those of which main has made use, as far as that was looked at."""
    _left: set[str] = field(default_factory=set)
    """The amendments that were not accepted or superseded at some time, as far as that was looked at."""
    _looked_at: int = 0
    _tabled: dict[str, frozenset[str]] = field(default_factory=dict)
    """The versions of those whose branches stay where they are, as far as they were asked for."""
    _epochs: dict[str, int] = field(default_factory=dict)
    _whens: dict[str, When] = field(default_factory=dict)
    _earlier: set[str] = field(default_factory=set)
    """Those of them that were there before the log."""
    by_own_date: Counter[str] = field(default_factory=Counter)
    """By key: how many sound records were signed with it of which nothing but their own date says when."""
    _new: dict[str, frozenset[str]] = field(default_factory=dict)
    """By ref: what it holds beside what it held."""
    _flawed: dict[str, set[str]] = field(default_factory=dict)

    @cached_property
    def view(self) -> Mapping[str, str]:
        """Where every ref stands when the changes are made."""
        view = dict(self.trust.tips)
        for change in self.changes:
            if change.new is None:
                view.pop(change.ref, None)
            else:
                view[change.ref] = change.new
        return view

    @cached_property
    def tabled_refs(self) -> Mapping[str, str]:
        """Where the branches of amendments stand when the changes are made."""
        return {ref: tip for ref, tip in self.view.items() if ref.startswith(AMENDMENTS_PREFIX)}

    @cached_property
    def links(self) -> Mapping[str, tuple[str, ...]]:
        """The parents of every commit that is new."""
        news = [f"{each.new}\n" for each in self.changes if each.new is not None and each.ref != LOG_REF]
        if not news:
            return {}
        known = {tip for ref, tip in self.trust.tips.items() if ref != LOG_REF}
        given = "".join(news) + "".join(f"^{tip}\n" for tip in sorted(known))
        listed = self.repo.git.run("rev-list", "--parents", "--stdin", given=given.encode()).decode()
        rows = (line.split(" ") for line in listed.splitlines())
        return {row[0]: tuple(row[1:]) for row in rows}

    def parents(self, id: str) -> tuple[str, ...]:
        """Give the parents of a commit."""
        known = self.links.get(id)
        return self.repo.commit(id).parents if known is None else known

    def line(self, new: str, old: str | None) -> list[str]:
        """Give first parents behind `old` up to `new`, oldest first; to the root when `old` is not among them."""
        found, at = [], new
        while at != old:
            found.append(at)
            parents = self.parents(at)
            if not parents:
                break
            at = parents[0]
        return found[::-1]

    def graph(self, new: str, old: str | None, apart: Container[str] = ()) -> list[str]:
        """Give what can be reached from `new` and not through `old` or what stands `apart`, parents before children."""
        found: list[str] = []
        seen = {old}
        waiting = [(new, False)]
        while waiting:
            id, done = waiting.pop()
            if done:
                found.append(id)
            elif id not in seen and id not in apart:
                seen.add(id)
                waiting.append((id, True))
                waiting.extend((each, False) for each in self.parents(id) if each not in seen)
        return found

    def wrong(self, commit: str, ref: str, rule: str, message: str) -> None:
        """Note a violation."""
        self.problems.append(Violation(commit, ref, rule, message))
        self._flawed.setdefault(ref, set()).add(commit)

    def notice(self, commit: str, ref: str, rule: str, message: str) -> None:
        """Note what breaks no rule, but everybody shall see."""
        self.notices.append(Violation(commit, ref, rule, message))

    def found(self) -> Found:
        """Give what was found since this was asked last."""
        found = Found(self.problems, self.notices, self.checked, self.by_own_date)
        self.problems, self.notices, self.checked, self.by_own_date = [], [], 0, Counter()
        return found

    def take(self, found: Found) -> None:
        """Take in what was found elsewhere, or earlier."""
        for each in found.problems:
            self.wrong(each.commit, each.ref, each.rule, each.message)
        self.notices += found.notices
        self.checked += found.checked
        self.by_own_date += found.by_own_date

    @property
    def judged_by(self) -> Mapping[str, object]:
        """What the records of positions are judged by: with a repository, it makes a ground of another process."""
        return {
            "trust": self.trust,
            "changes": (),
            "journal": replace(self.journal, entries=Entries()),
            "keyring": self.keyring,
            "main": self.main,
            "chains": self.chains,
            "treaty": self.treaty,
            "_whens": self._whens,
            "_earlier": self._earlier,
        }

    def tabled(self, amendment: str, commit: str) -> bool:
        """Whether a commit is a sound version of an amendment, on its own branch."""
        ref = amendment_ref(amendment)
        if ref in self.chains:
            return commit in self.chains[ref]
        if ref not in self._tabled:
            tip = self.trust.tips.get(ref)
            self._tabled[ref] = frozenset(self.versions(tip) if tip is not None else ())
        return commit in self._tabled[ref]

    def consents_used(self) -> set[str]:
        """Give the consents to lists of delegates of which main has made use so far."""
        self._look_at_main()
        return self._consents

    def left(self, amendment: str, commit: str) -> bool:
        """Whether a version of an amendment is its withdrawal, or main ever said that it goes no further."""
        self._look_at_main()
        message = parse_message(self.repo.commit(commit).message)
        withdrawn = isinstance(message, Message) and message.one("Action") == "withdraw"
        return withdrawn or amendment in self._left

    def _look_at_main(self) -> None:
        for id in islice(self.main, self._looked_at, None):
            message = parse_message(self.repo.commit(id).message)
            if isinstance(message, Message):
                self._consents.update(message.all("Consent"))
                if message.one("Action") == "status" and message.one("Status") in _LEFT:
                    self._left.update(message.all("Amendment"))
        self._looked_at = len(self.main)

    def versions(self, new: str, old: str | None = None) -> list[str]:
        """Give the versions of an amendment behind `old`, oldest first, as far as the tabling.

        What is before that is main, or another amendment's.
        """
        found: list[str] = []
        at = new
        while at != old:
            found.append(at)
            commit = self.repo.commit(at)
            message = parse_message(commit.message)
            tabled = isinstance(message, Problem) or message.one("Action") not in ("revise", "withdraw")
            if tabled or not commit.parents or len(found) > MOST_VERSIONS:
                break
            at = commit.parents[0]
        return found[::-1]

    def flawed(self, ref: str) -> set[str]:
        """Give the commits that break a rule on a ref; the empty string stands for the ref itself."""
        return self._flawed.get(ref, set())

    def raw(self, ids: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """Read commits as they are; what is not one as nothing."""
        for start in range(0, len(ids), _AT_ONCE):
            for id, kind, raw in self.repo.git.objects(ids[start : start + _AT_ONCE]):
                yield id, raw if kind == "commit" else b""

    def received(self, ref: str, ids: Sequence[str]) -> None:
        """Learn from the log when these commits of a ref were received: with the first entry that holds each."""
        among = set(ids)
        for entry in self.journal.entries.get(ref, ()):
            when = When(entry.received, entry.number)
            # An issue is the commit that its tag is of, and that tag need not be here.
            waiting = [self.repo.commit(entry.commit).parents[-1] if ref.startswith(TAGS_PREFIX) else entry.new]
            while waiting:
                id = waiting.pop()
                if id in among and id not in self._whens:
                    self._whens[id] = when
                    if entry.earlier:
                        self._earlier.add(id)
                    waiting.extend(self.parents(id))

    def when(self, commit: Commit) -> When:
        """Say when a commit was received; what was there before the log, and without one, by its own date."""
        if self._dated(commit.id):
            return When(commit.epoch)
        return self._whens.get(commit.id) or When(self.now or 0)

    def held_before(self, commit: Commit, refs: Iterable[str]) -> dict[str, str]:
        """Give where the log saw refs before it received a commit; nothing without a log.

        By the clock, not by the numbers: what came by one push, in either order, was received in one second.
        """
        received, entries = self.when(commit).epoch, self.journal.entries
        return {ref: entry.new for ref in refs for entry in entries.get(ref, ()) if entry.received < received}

    def arriving(self, id: str) -> bool:
        """Whether a commit is being pushed to this server: it is in no entry of the log, and was not there before."""
        return self.now is not None and self.trust.closed and not self.trust.earlier and id not in self._whens

    def _dated(self, id: str) -> bool:
        """Whether nobody but its author says when a commit was made."""
        return id in self._earlier or (id not in self._whens and (self.now is None or self.trust.earlier))

    @property
    def now(self) -> int | None:
        """When what is in no entry of the log was received; None where the date of each commit counts.

        Never before the newest entry: the clock of a clone, or of a server, may be behind.
        """
        return None if self.trust.received is None else max(self.trust.received, self.journal.received)

    def read(self, id: str, raw: bytes, ref: str, kind: str, signatory: str) -> Read | None:
        """Read a record and check all that holds for any: its form, whose it is, who made and signed it, and when.

        None, and what is wrong is noted, when it has not the form of a record of this kind.
        """
        read = self.read_unsigned(id, raw, ref, kind, signatory)
        if read is not None:
            self.check_signer(read, ref, signatory, check_commit(raw))
        return read

    def read_unsigned(self, id: str, raw: bytes, ref: str, kind: str, signatory: str) -> Read | None:
        """Read a record as `read` does, without its signature: that is left to `check_signer`."""
        self.checked += 1
        plain = read_declared(id, raw, self.treaty, signatory) if kind == "position" else None
        if plain is not None:
            commit, message = plain
            self._epochs[id] = commit.epoch
            self._check_dates(commit, ref)
            return Read(commit, message)
        return self._read_closely(id, raw, ref, kind, signatory)

    def _read_closely(self, id: str, raw: bytes, ref: str, kind: str, signatory: str) -> Read | None:
        commit = parse_commit(id, raw)
        self._epochs[id] = commit.epoch
        if commit.flaw is not None:
            self.wrong(id, ref, "header", commit.flaw)
            return None
        message = _parsed(commit.message)
        if isinstance(message, Problem):
            self.wrong(id, ref, "message", message.message)
            return None
        if message.one("Drafter-Record") != f"{kind}/1":
            self.wrong(id, ref, "record", f"it is not a record of the kind {kind}/1")
            return None
        named = message.one("Treaty")
        if named != (self.treaty if commit.parents or kind != "main" else self.treaty.partition("/")[0]):
            self.wrong(id, ref, "treaty", f"it is a record of another treaty, {named}")
        if message.one("Signatory") != signatory:
            self.wrong(id, ref, "signatory", f"it speaks for {message.one('Signatory')} where only {signatory} does")
        self._check_dates(commit, ref)
        return Read(commit, message)

    def check_signer(self, read: Read, ref: str, signatory: str, signed: Result) -> None:
        """Check who made and signed a record."""
        flaw = self.signer(read.commit, signatory, signed)
        if flaw is not None:
            self.wrong(read.id, ref, *flaw)

    def signer(self, commit: Commit, signatory: str, signed: Result) -> Flaw | None:
        """Say why the author of a commit may not speak for a signatory, or None."""
        if isinstance(signed, str):
            return "signature", signed
        key = signed.key if signed is not None else None
        if key is not None and (self.trust.earlier or commit.id in self._earlier):
            self.by_own_date[key] += 1
        return self.keyring.standing(signatory, commit.author, commit.email, key, self.when(commit))

    def epoch(self, id: str) -> int:
        """Give the date of a commit."""
        if id not in self._epochs:
            self._epochs[id] = self.repo.commit(id).epoch
        return self._epochs[id]

    def _check_dates(self, commit: Commit, ref: str) -> None:
        if any(self.epoch(parent) > commit.epoch for parent in commit.parents):
            self.wrong(commit.id, ref, "date", "it is dated before what it stands on")
        when = self._whens.get(commit.id)
        latest = when.epoch if when is not None else self.now
        if latest is not None and commit.epoch > latest + MOST_SKEW:
            said = f"it is dated {commit.date}, later than it was received: the clock of that computer was ahead"
            self.wrong(commit.id, ref, "date", said)

    def differences(self, pairs: Sequence[Pair]) -> dict[Pair, list[Difference]]:
        """Compare trees, file by file. What no act has done is left as the directory that it is (`comparing`)."""
        return differences(self.repo.git, pairs)

    def directories(self, pairs: Sequence[Pair]) -> dict[Pair, list[str]]:
        """Give of each second tree itself, and the trees in it that stand in the place of others in the first."""
        return directories(self.repo.git, pairs)

    def holds(self, ref: str, commit: str) -> bool:
        """Whether a branch holds a commit, as it stands when the changes are made."""
        tip = self.view.get(ref)
        if tip is None:
            return False
        if ref not in self._new:
            old = next((each.old for each in self.changes if each.ref == ref), tip)
            # What an amendment stands on is no news of it, and main is long.
            apart = self.main if ref != MAIN_REF else ()
            self._new[ref] = frozenset(self.graph(tip, old, apart))
        return commit in self._new[ref] or self.repo.is_ancestor(commit, tip)

    def agreed(self, commit: str) -> Agreed:
        """Give main at one of its commits."""
        place = self.main.get(commit)
        if place is not None and commit not in self.repo.histories:
            self.repo.histories[commit] = tuple(islice(self.main, place + 1))[::-1]
        return Agreed(self.repo, self.repo.commit(commit))

    def roster(self, tree: str) -> tuple[Roster | None, tuple[Problem, ...]]:
        """Read signatories.toml from a tree of main."""
        return roster_at(self.repo, self.repo.tree(tree))
