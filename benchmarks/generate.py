"""Writes a treaty repository of any size in seconds: the same bytes every time, every record signed.

    python -m benchmarks.generate DIR --size demo|large|consultation|huge

The private keys are in DIR/.git/keys, one a signatory, and DIR/.git/keys/allowed_signers lists the public ones for
`git -c gpg.ssh.allowedSignersFile=... log --show-signature`.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import os
import random
import subprocess
import tempfile
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.pack import Chunk, Directory, write_pack
from benchmarks.signing import Key, signed_commit
from benchmarks.words import Texts
from drafter.model.amendment import Change, amendment_text_sha256
from drafter.model.clause import EMPTY_TEXT_SHA256, Clause, compose_clause, text_sha256
from drafter.model.ids import AMENDMENTS_PREFIX, CROCKFORD, LOG_REF, MAIN_REF, POSITIONS_PREFIX, SECRETARIAT
from drafter.model.position import Position, position_file
from drafter.model.provision import provision
from drafter.model.record import LOG, message
from drafter.model.target import Target
from drafter.model.terms import ClauseStatus, Kind, Stance
from drafter.store.objects import date_of
from drafter.store.recording import wording

OPENED = 1_677_661_200
"""1 March 2023, 9:00 UTC: all of the talks is past, so that an exchange may take the records in."""
LENGTH = 3 * 365 * 86_400
TREATY = "benchmark-convention"
_CROWDED = 7
"""The place of the clause on which many amendments are."""
ISSUED = 0.6
"""When Rev.1 was issued: the part of the talks that was over."""
ISSUING = 3_000
"""Seconds after the decision before: it holds all that was received until then."""


@dataclass(frozen=True)
class Size:
    """How large a negotiation is."""

    clauses: int
    words: int
    """In a clause."""
    signatories: int
    held: int
    """Current positions of each signatory."""
    live: int
    hot: int
    """Of the live amendments, those on one clause."""
    adopted: int
    decisions: int
    """Commits of main."""
    commits: int
    """All commits, about."""

    @property
    def records(self) -> int:
        """Commits of each branch of positions."""
        tabled = self.adopted + self.live + self.live // 4
        return max(self.held, (self.commits - self.decisions - tabled) // self.signatories)


SIZES = {
    "demo": Size(20, 300, 24, 20, 30, 8, 12, 60, 1_000),
    "large": Size(320, 625, 195, 320, 1_000, 50, 400, 2_000, 100_000),
    "consultation": Size(40, 300, 10_000, 6, 1_000, 50, 20, 200, 70_000),
    "huge": Size(320, 625, 1_950, 320, 1_000, 50, 400, 2_000, 1_000_000),
}


@dataclass
class Facts:
    """What positions can be about: the texts as they stood, by the time from which on."""

    main: list[tuple[int, str]] = field(default_factory=list)
    clauses: dict[str, list[tuple[int, Clause]]] = field(default_factory=dict)
    amendments: dict[str, list[tuple[int, str, str]]] = field(default_factory=dict)
    """Commit and hash of the versions of each live amendment."""


def generate(directory: Path, size: Size, *, served: bool = False) -> None:
    """Write the repository into a directory that is new or empty.

    `served`: with the log of a server that received each record in a push of its own, which doubles the commits.
    """
    _git(directory.parent, "init", "--quiet", "--initial-branch=main", "--template=", str(directory.resolve()))
    codes = list(_codes(size.signatories))
    keys = {code: Key(code) for code in (SECRETARIAT, *codes)}
    server = Key("server") if served else None
    with tempfile.TemporaryDirectory(dir=directory / ".git") as folder:
        room = Path(folder)
        talks = _Talks(size, codes, keys, room / "main", server)
        refs = talks.run()
        runs = [
            (room / f"positions-{n}", codes[n::8], talks.facts, size, talks.treaty)
            for n in range(min(8, size.signatories))
        ]
        with ProcessPoolExecutor(os.cpu_count(), mp_context=multiprocessing.get_context("fork")) as pool:
            held = list(pool.map(_positions, runs))
        then = {ref: tip for tip, ref in talks.then.items()}
        for _, tips, earlier, moves in held:
            refs.update(tips)
            then.update(earlier)
            talks.moves += moves
        talks.issue(refs, then)
        if server is not None:
            refs[LOG_REF] = talks.log(server)
        chunks = [
            (room / "main", bytes(talks.close())),
            *((run[0], each[0]) for run, each in zip(runs, held, strict=True)),
        ]
        write_pack(_made(directory / ".git/objects/pack"), chunks)
    lines = ["# pack-refs with: sorted \n", *(f"{refs[ref].hex()} {ref}\n" for ref in sorted(refs))]
    (directory / ".git/packed-refs").write_text("".join(lines))
    _write_keys(_made(directory / ".git/keys"), keys)
    first = codes[0]
    for name, value in (
        ("signatory", first),
        ("email", _email(first)),
        ("key", str(directory.resolve() / ".git/keys" / first)),
    ):
        _git(directory, "config", f"drafter.{name}", value)
    _git(directory, "read-tree", "-m", "-u", "HEAD")


_Move = tuple[int, str, bytes, bytes]
"""When a ref moved, where to, and the commit that is of it."""


class _Talks:
    """Main, the amendments, the issue and the log: everything but the positions."""

    def __init__(self, size: Size, codes: Sequence[str], keys: dict[str, Key], path: Path, server: Key | None) -> None:
        self.facts = Facts()
        self.treaty = TREATY
        self.then: dict[bytes, str] = {}
        self.moves: list[_Move] = []
        self._size, self._codes, self._keys, self._server = size, codes, keys, server
        self._texts = Texts(11)
        self._random = random.Random(12)
        self._stream = path.open("wb")
        self._chunk = Chunk(self._stream)
        self._refs: dict[str, bytes] = {}
        self._clauses: dict[str, Clause] = {}
        self._parent: tuple[str, Clause] | None = None
        """A live amendment that stands on the tip of main, and the clause as it proposes it."""

    def close(self) -> bytearray:
        """End the file; give its rows."""
        self._stream.close()
        return self._chunk.rows

    def run(self) -> dict[str, bytes]:
        """Hold the talks; give the tip of main and of each amendment."""
        size = self._size
        root, directory = Directory(self._chunk), Directory(self._chunk)
        root.put("signatories.toml", self._chunk.add("blob", _roster(self._codes, self._keys, self._server).encode()))
        for place in range(size.clauses):
            kind = Kind.PREAMBLE if place == 0 else Kind.ARTICLE
            clause = compose_clause(
                f"article-{place}", f"{1000 + 10 * place}", kind=kind, number="" if place == 0 else str(place),
                heading=self._texts.paragraph(4).rstrip(".").capitalize(), body=self._texts.clause(size.words),
            )  # fmt: skip
            self._put(directory, clause, OPENED)
        self._tree, self._root = directory, root
        adoptions = set(self._random.sample(range(1, int(size.decisions * 0.7)), size.adopted))
        tablings: dict[int, int] = {}
        for _ in range(size.live):
            slot = self._random.randrange(int(size.decisions * 0.55), size.decisions)
            tablings[slot] = tablings.get(slot, 0) + 1
        hot = size.hot
        ids = list(self._clauses)
        for slot in range(size.decisions):
            now = OPENED + LENGTH * slot // size.decisions
            if slot == 0:
                self._main(now, "Open the negotiation", [("Action", "open")], [])
                self.treaty = f"{TREATY}/{self._refs[MAIN_REF].hex()[:12]}"
            elif slot in adoptions:
                self._adopt(now, self._clauses[self._random.choice(ids)])
            else:
                self._mark(now, self._clauses[self._random.choice(ids)], slot / size.decisions)
            for nth in range(tablings.get(slot, 0)):
                if hot and self._random.random() < 2 * size.hot / size.live:
                    hot -= 1
                    self._table(now + 20 * nth + 1, self._clauses[ids[_CROWDED]], "amend")
                else:
                    place = min(int(self._random.expovariate(4 / size.clauses)), size.clauses - 1)
                    # So that as many as are said are on the crowded clause, and no more.
                    place += place == _CROWDED
                    action = self._random.choices(("amend", "delete", "add", "retain", "change"), (84, 4, 4, 4, 4))[0]
                    self._table(now + 20 * nth + 1, self._clauses[ids[place]], action)
            if slot == int(size.decisions * ISSUED):
                self.then = {tip: ref for ref, tip in self._refs.items()}
                self._issued = (self._root.write(), now + ISSUING)
        return self._refs

    def issue(self, refs: dict[str, bytes], then: dict[str, bytes]) -> None:
        """Issue Rev.1, as the branches stood then."""
        tree, now = self._issued
        said = self._message("Issue Rev.1", "", [("Action", "issue"), ("Issue", "Rev.1")], "main", SECRETARIAT)
        parents = [then.pop(MAIN_REF), *(then[ref] for ref in sorted(then))]
        key, person = self._keys[SECRETARIAT], _person(SECRETARIAT)
        commit = self._chunk.add("commit", signed_commit(tree, parents, person, now, said, key))
        tag = f"object {commit.hex()}\ntype commit\ntag Rev.1\ntagger {person} {now} +0000\n\n{said}"
        refs["refs/tags/Rev.1"] = self._chunk.add("tag", (tag + key.sign(tag.encode())).encode())
        self.moves.append((now, "refs/tags/Rev.1", refs["refs/tags/Rev.1"], commit))

    def log(self, server: Key) -> bytes:
        """Write the server's log of all that moved; give its tip."""
        stood: dict[str, bytes] = {}
        tip = self._entry(0, OPENED, [], [], server)
        for number, (now, ref, new, commit) in enumerate(sorted(self.moves), start=1):
            old = stood.get(ref, bytes(20))
            trailers = [("Ref", ref), ("Old", old.hex()), ("New", new.hex())]
            tip = self._entry(number, now, trailers, [tip, commit], server)
            stood[ref] = new
        return tip

    def _entry(
        self, number: int, now: int, trailers: list[tuple[str, str]], parents: list[bytes], server: Key
    ) -> bytes:
        head = [("Drafter-Record", LOG), ("Treaty", self.treaty), ("Seq", str(number))]
        subject = f"log {number}: {trailers[0][1]}" if trailers else "log 0: begin"
        said = message(subject, "", [*head, *trailers, ("Received", date_of(now))]).format()
        content = signed_commit(self._chunk.add("tree", b""), parents, _SERVER, now, said, server)
        return self._chunk.add("commit", content)

    def _main(self, now: int, subject: str, trailers: list[tuple[str, str]], taken: list[bytes]) -> None:
        self._root.put("clauses", self._tree.write(), directory=True)
        parents = [self._refs[MAIN_REF], *taken] if MAIN_REF in self._refs else []
        said = self._message(subject, "", trailers, "main", SECRETARIAT)
        content = signed_commit(self._root.write(), parents, _person(SECRETARIAT), now, said, self._keys[SECRETARIAT])
        self._refs[MAIN_REF] = self._chunk.add("commit", content)
        self._parent = None
        self.moves.append((now, MAIN_REF, self._refs[MAIN_REF], self._refs[MAIN_REF]))
        self.facts.main.append((now, self._refs[MAIN_REF].hex()))

    def _mark(self, now: int, clause: Clause, part: float) -> None:
        statuses = [ClauseStatus.OPEN, ClauseStatus.BRACKETED, *([ClauseStatus.PROVISIONAL] if part > 0.9 else [])]
        becomes = self._random.choice([each for each in statuses if each is not clause.status])
        regarding = ("Regarding", self._refs[MAIN_REF].hex())
        self._put(self._tree, clause.with_value("status", becomes.value), now)
        subject = wording.marking(wording.designation(clause), becomes.phrase)
        trailers = [("Clause", clause.id), regarding, ("Action", "status"), ("Status", becomes.value)]
        self._main(now, subject, trailers, [])

    def _adopt(self, now: int, clause: Clause) -> None:
        """Adopt an amendment that was tabled on the text as it stands, so that the merge is its own text."""
        after = self._changed(clause)
        id = self._record(now - 60, [Change(clause.id, clause, after)])
        self._put(self._tree, after, now)
        named = [("Amendment", id), ("Clause", clause.id), ("Text-SHA256", f"{clause.id} {after.text_sha256}")]
        subject = wording.adopting([id], [after], modified=False)
        self._main(now, subject, [*named, ("Action", "adopt")], [self._refs[AMENDMENTS_PREFIX + id]])

    def _table(self, now: int, clause: Clause, action: str) -> None:
        if action == "retain":
            self._retain(now, Target(clause.id, "2"), clause)
            return
        if action == "change" and self._parent is not None:
            id, proposed = self._parent
            self._record(now, [Change(proposed.id, proposed, self._changed(proposed))], to=id)
            return
        if action == "delete":
            after = clause.with_value("status", ClauseStatus.DELETED.value)
        elif action == "add":
            body = self._texts.clause(self._size.words // 2)
            order = f"{int(clause.order) + 5}"
            after = compose_clause(
                f"new-{now}", order, kind=Kind.ARTICLE, number=f"{clause.number} bis".strip(), heading="New", body=body
            )
        else:
            after = self._changed(clause)
        id = self._record(now, [Change(after.id, None if action == "add" else clause, after)])
        if action == "amend" and self._random.random() < 0.2:
            after = self._changed(after)
            self._revise(now + 10, id, Change(clause.id, clause, after))
        if clause.id != f"article-{_CROWDED}":
            self._parent = (id, after) if action in ("amend", "change") else self._parent

    def _changed(self, clause: Clause) -> Clause:
        """Give the clause with one to six small edits."""
        while True:
            body = self._texts.changed(clause.body, self._random.randint(1, 6))
            if body != clause.body:
                return clause.with_body(body)

    def _record(self, now: int, changes: list[Change], to: str | None = None) -> str:
        """Table an amendment on main, or on the amendment that it changes."""
        on = self._refs[MAIN_REF if to is None else AMENDMENTS_PREFIX + to]
        if to is not None:
            now = max(now, self.facts.amendments[to][-1][0])
        id = self._id()
        tree = self._proposed(changes)
        self._append(
            now, id, tree, [on], wording.tabling(id[:3], changes, to), changes,
            [("Amendment", id), *([("Amendment", to)] if to else []), ("Regarding", on.hex()), ("Action", "table")],
        )  # fmt: skip
        return id

    def _revise(self, now: int, id: str, change: Change) -> None:
        tip, base = self._refs[AMENDMENTS_PREFIX + id], self._refs[MAIN_REF]
        self._append(
            now, id, self._proposed([change]), [tip], wording.revising(id[:3], id, [change]), [change],
            [("Amendment", id), ("Regarding", base.hex()), ("Action", "revise")],
        )  # fmt: skip

    def _retain(self, now: int, target: Target, clause: Clause) -> None:
        id, main = self._id(), self._refs[MAIN_REF]
        trailers = [("Amendment", id), ("Provision", str(target)), ("Regarding", main.hex()), ("Action", "table")]
        subject = wording.retaining(id[:3], [target], [clause], None)
        self._append(now, id, self._root.write(), [main], subject, [], trailers)
        hashed = amendment_text_sha256([(str(target), EMPTY_TEXT_SHA256)])
        self.facts.amendments[id] = [(now, self._refs[AMENDMENTS_PREFIX + id].hex(), hashed)]

    def _append(
        self, now: int, id: str, tree: bytes, parents: list[bytes], subject: str, changes: list[Change],
        trailers: list[tuple[str, str]],
    ) -> None:  # fmt: skip
        code = id[:3]
        for change in changes:
            trailers += [("Clause", change.clause), ("Text-SHA256", f"{change.clause} {change.text_sha256}")]
        said = self._message(subject, self._texts.paragraph(24).capitalize(), trailers, "amendment", code)
        commit = self._chunk.add("commit", signed_commit(tree, parents, _person(code), now, said, self._keys[code]))
        self._refs[AMENDMENTS_PREFIX + id] = commit
        self.moves.append((now, AMENDMENTS_PREFIX + id, commit, commit))
        hashed = amendment_text_sha256([(change.clause, change.text_sha256) for change in changes])
        self.facts.amendments.setdefault(id, []).append((now, commit.hex(), hashed))

    def _proposed(self, changes: list[Change]) -> bytes:
        root, directory = self._root.copy(), self._tree.copy()
        for change in changes:
            assert change.after is not None
            path = change.after.path.removeprefix("clauses/")
            directory.put(path, self._chunk.add("blob", change.after.source.encode()))
        root.put("clauses", directory.write(), directory=True)
        return root.write()

    def _put(self, directory: Directory, clause: Clause, now: int) -> None:
        directory.put(clause.path.removeprefix("clauses/"), self._chunk.add("blob", clause.source.encode()))
        self._clauses[clause.id] = clause
        self.facts.clauses.setdefault(clause.id, []).append((now, clause))

    def _id(self) -> str:
        return f"{self._random.choice(self._codes)}-{''.join(self._random.choices(CROCKFORD, k=6))}"

    def _message(self, subject: str, statement: str, trailers: list[tuple[str, str]], kind: str, code: str) -> str:
        head = [("Drafter-Record", f"{kind}/1"), ("Treaty", self.treaty), ("Signatory", code)]
        return message(subject, statement, [*head, *trailers]).format()


_Run = tuple[Path, Sequence[str], Facts, Size, str]


def _positions(run: _Run) -> tuple[bytes, dict[str, bytes], dict[str, bytes], list[_Move]]:
    """Write the positions of some signatories; give the rows of the chunk, the tips now and at the issue, the moves."""
    path, codes, facts, size, treaty = run
    with path.open("wb") as stream:
        chunk = Chunk(stream)
        tips: dict[str, bytes] = {}
        then: dict[str, bytes] = {}
        moves: list[_Move] = []
        for code in codes:
            branch = _Branch(chunk, code, facts, treaty)
            before, tip = branch.write(size)
            tips[POSITIONS_PREFIX + code] = tip
            if before is not None:
                then[POSITIONS_PREFIX + code] = before
            moves += branch.moves
    return bytes(chunk.rows), tips, then, moves


class _Branch:
    """The positions of one signatory."""

    def __init__(self, chunk: Chunk, code: str, facts: Facts, treaty: str) -> None:
        self.moves: list[_Move] = []
        self._chunk, self._code, self._facts, self._treaty = chunk, code, facts, treaty
        self._key, self._person = Key(code), _person(code)
        self._random = random.Random(f"positions of {code}")
        self._main_times = [time for time, _ in facts.main]
        self._held: dict[str, bytes] = {}
        self._directories: dict[str, Directory] = {"": Directory(chunk)}

    def write(self, size: Size) -> tuple[bytes | None, bytes]:
        """Write the branch; give its tip at the issue, and its tip."""
        acts = self._acts(size)
        issued = OPENED + LENGTH * int(size.decisions * ISSUED) // size.decisions + ISSUING
        tip: bytes | None = None
        then: bytes | None = None
        for place, (when, target) in enumerate(acts):
            now = OPENED + 120 + int((LENGTH - 240) * when)
            if place == len(acts) - 1:
                for directory in self._directories.values():
                    directory.whole()
            tip = self._take(now, target, [tip] if tip is not None else [])
            self.moves.append((now, POSITIONS_PREFIX + self._code, tip, tip))
            if now < issued:
                then = tip
        assert tip is not None
        return then, tip

    def _acts(self, size: Size) -> list[tuple[float, Target]]:
        """Give when a position is taken on what: each target at least once, some often, over all of the talks."""
        draw = self._random
        amendments = draw.sample(sorted(self._facts.amendments), min(size.held // 4, len(self._facts.amendments)))
        provisions = size.held // 8
        clauses = sorted(self._facts.clauses)
        targets = [Target(amendment=id) for id in amendments]
        targets += [Target(id, "1") for id in draw.sample(clauses, provisions)]
        targets += [Target(id) for id in draw.sample(clauses, min(len(clauses), size.held - len(targets)))]
        targets += [Target(id, "2") for id in draw.sample(clauses, size.held - len(targets))]
        often = [
            draw.choice(targets[: 1 + int(draw.random() * len(targets))]) for _ in range(size.records - len(targets))
        ]
        acts = []
        for target in (*targets, *often):
            earliest = self._earliest(target)
            acts.append((earliest + (1 - earliest) * math.sqrt(draw.random()), target))
        return sorted(acts, key=lambda each: each[0])

    def _earliest(self, target: Target) -> float:
        if not target.amendment:
            return 0.0
        tabled = self._facts.amendments[target.amendment][0][0]
        return min(0.999, (tabled + 60 - OPENED) / LENGTH)

    def _take(self, now: int, target: Target, parents: list[bytes]) -> bytes:
        draw = self._random
        clause: Clause | None = None
        if target.amendment:
            versions = [each for each in self._facts.amendments[target.amendment] if each[0] <= now]
            _, commit, hashed = versions[-1] if versions else self._facts.amendments[target.amendment][0]
        else:
            kept = self._facts.clauses[target.clause]
            clause = kept[bisect_right(kept, now, key=lambda each: each[0]) - 1][1]
            if target.label and provision(clause.body, target.label) is None:
                target = Target(target.clause)
            commit = self._facts.main[bisect_right(self._main_times, now) - 1][1]
            hashed = _hash(clause, target.label)
        content = known = self._held.get(target.path, b"")
        while content == known:
            stance = draw.choices((Stance.SUPPORT, Stance.ACCEPT, Stance.RESERVE, Stance.OPPOSE), (5, 4, 2, 2))[0]
            cosponsor = bool(target.amendment) and stance is Stance.SUPPORT
            cosponsor = cosponsor and not target.amendment.startswith(self._code) and draw.random() < 0.3
            spoken = draw.random() < 0.15
            position = Position(
                signatory=self._code, target=target, text_sha256=hashed, commit=commit, stance=stance,
                cosponsor=cosponsor, statement="We speak to this text in our national capacity." if spoken else "",
            )  # fmt: skip
            content = position_file(position).encode()
        self._held[target.path] = content
        self._put(target.path.split("/"), content)
        subject = wording.standing(position, clause)
        paragraphs = [subject, *([position.statement] if spoken else [])]
        trailers = (
            f"Drafter-Record: position/1\nTreaty: {self._treaty}\nSignatory: {self._code}\n"
            f"{target.kind.capitalize()}: {target}\nRegarding: {commit}\nStance: {stance.value}\n"
        )
        said = "\n\n".join([*paragraphs, trailers])
        root = self._write("")
        return self._chunk.add("commit", signed_commit(root, parents, self._person, now, said, self._key))

    def _put(self, path: list[str], content: bytes) -> None:
        *above, name = path
        self._touched = ["/".join(above[:depth]) for depth in range(len(above), -1, -1)]
        for each in self._touched:
            if each not in self._directories:
                self._directories[each] = Directory(self._chunk)
        self._directories["/".join(above)].put(name, self._chunk.add("blob", content))

    def _write(self, path: str) -> bytes:
        for each in self._touched[:-1]:
            parent, _, name = each.rpartition("/")
            self._directories[parent].put(name, self._directories[each].write(), directory=True)
        return self._directories[path].write()


_hashes: dict[tuple[str, str], str] = {}


def _hash(clause: Clause, label: str) -> str:
    key = (clause.source, label)
    if key not in _hashes:
        found = provision(clause.body, label) if label else None
        _hashes[key] = text_sha256(clause.body[found.start : found.end]) if found is not None else clause.text_sha256
    return _hashes[key]


def _codes(count: int) -> Iterator[str]:
    """Codes that no State has to mind: made ones, in the order of the alphabet."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVW"
    step = max(1, len(letters) ** 3 // (count + 1))
    for number in range(count):
        place = number * step
        yield letters[place // 529] + letters[place // 23 % 23] + letters[place % 23]


def _email(code: str) -> str:
    return "secretariat@example.org" if code == SECRETARIAT else f"{code.lower()}@delegations.example.org"


def _person(code: str) -> str:
    return f"{_delegate(code)} <{_email(code)}>"


def _delegate(code: str) -> str:
    return "Secretariat of the Conference" if code == SECRETARIAT else f"Delegate of State {code}"


_SERVER = "Server <server@example.org>"


def _roster(codes: Sequence[str], keys: dict[str, Key], server: Key | None) -> str:
    def delegates(code: str) -> str:
        person = f'name = "{_delegate(code)}", email = "{_email(code)}"'
        return f'delegates = [{{ {person}, keys = ["{keys[code].public}"] }}]\n'

    parts = [
        f'[treaty]\nid = "{TREATY}"\ntitle = "Benchmark Convention"\nsymbol = "BC/L.1"\nadoption = "consensus"\n'
        f'signatures = "required"\n\n[secretariat]\nname = "Secretariat"\n{delegates(SECRETARIAT)}'
    ]
    if server is not None:
        parts.append(f'[server]\nname = "Server"\nemail = "server@example.org"\nkeys = ["{server.public}"]\n')
    for number in range(8):
        members = ", ".join(f'"{code}"' for code in codes[number::12])
        parts.append(f'[groups.GROUP{number}]\nname = "Group {number}"\nmembers = [{members}]\n')
    for code in codes:
        parts.append(f'[signatories.{code}]\nname = "State {code}"\nkind = "state"\n{delegates(code)}')
    return "\n".join(parts)


def _write_keys(directory: Path, keys: dict[str, Key]) -> None:
    for code, key in keys.items():
        key.write(directory / code)
    lines = [f'{_email(code)} namespaces="git" {key.public}\n' for code, key in keys.items()]
    (directory / "allowed_signers").write_text("".join(lines))


def _made(directory: Path) -> Path:
    directory.mkdir(parents=True, exist_ok=True)
    return directory


def _git(directory: Path, *arguments: str) -> None:
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_DEFAULT_HASH": "sha1"}
    subprocess.run(["git", "-C", str(directory), *arguments], check=True, env={**os.environ, **own})


def main() -> None:
    """Read the command line and write the repository."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generate", description=__doc__.splitlines()[0])
    parser.add_argument("directory", type=Path, help="new or empty")
    parser.add_argument("--size", choices=SIZES, default="large")
    parser.add_argument("--served", action="store_true", help="with the log of a server that received it all")
    given = parser.parse_args()
    if given.directory.exists() and any(given.directory.iterdir()):
        parser.error(f"{given.directory} is not empty")
    generate(given.directory, SIZES[given.size], served=given.served)


if __name__ == "__main__":
    main()
