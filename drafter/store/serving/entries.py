"""The server's log: a signed commit for each ref that a push moved, so that rewinding and forking show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from drafter.model.ids import LOG_REF, MAIN_REF, place_of
from drafter.model.problem import Problem
from drafter.model.record import LOG, Message, message, parse_message
from drafter.model.signatory import Delegate
from drafter.store import cache
from drafter.store.agreed import Agreed
from drafter.store.credentials import name_in_commits
from drafter.store.objects import date_of, epoch_of
from drafter.store.plumbing import EMPTY_TREE, NO_OBJECT
from drafter.store.repository import Repository
from drafter.store.serving.accepted import Push, forget, kept, one_at_a_time
from drafter.store.serving.place import all_tips, own_directory, server_key
from drafter.store.signing import signed_with, written_by

_AT_ONCE = 1000
_LOGGED = "logged.json"


@dataclass(frozen=True, slots=True)
class Moved:
    """A ref that moved on the server."""

    ref: str
    old: str
    """Forty zeros for a new ref."""
    new: str
    received: int
    pusher: str | None = None
    late: bool = False
    """Whether it is logged only now because the server stopped before it could be."""
    earlier: bool = False
    """Whether it was there before the log began, so that nobody can say when it was received."""


@dataclass
class Logged:
    """What the log says: its tip, how many entries it has, and where each ref stood."""

    tip: str | None = None
    sequence: int = -1
    refs: dict[str, str] = field(default_factory=dict)
    received: int = 0
    """When the newest was received."""


def append(
    repo: Repository, now: int, *, served_by: int | None = None, founding: bool = False
) -> list[tuple[int, Moved]]:
    """Log every move of a ref that is not logged yet, in one go, and give the new entries with their numbers.

    Moves that an earlier process left out, because it was killed, are among them. `served_by`: the process of git whose
    push this is. `founding`: whether a log that begins now begins with what was there before it. Does nothing before
    there is a main. Raises Refused when git fails; then the next push logs it.
    """
    with one_at_a_time(repo, "log"):
        tips = all_tips(repo)
        log = tips.pop(LOG_REF, None)
        if MAIN_REF not in tips:
            return []
        logged = read_log(repo, log)
        pushes = kept(repo)
        if founding and log is None:
            moves = [Moved(ref, NO_OBJECT, tip, now, earlier=True) for ref, tip in tips.items()]
        else:
            moves = _moves(repo, tips, logged, pushes, now, served_by)
        main = Agreed(repo, repo.commit(tips[MAIN_REF]))
        now = max([now, *(move.received for move in moves), *([repo.commit(log).epoch] if log is not None else [])])
        clerk = _Clerk(repo, main.name, main.roster.server, now)
        written: list[tuple[int, Moved]] = []
        tip, number = logged.tip, logged.sequence
        if tip is None:
            number, tip = 0, clerk.begin(moves[0].received if moves else now)
        for move in moves:
            number += 1
            tip = clerk.write(number, tip, move)
            written.append((number, move))
        if tip != log:
            repo.git.run(
                "update-ref", "--create-reflog", "-m", "drafter: log", LOG_REF, tip, log or NO_OBJECT,
                environment=clerk.author,
            )  # fmt: skip
            refs = {**logged.refs, **{move.ref: move.new for move in moves}}
            # So that it is not walked for each push.
            remembered = Logged(tip, number, refs, moves[-1].received if moves else now)
            cache.keep(own_directory(repo) / _LOGGED, asdict(remembered))
        forget(pushes, {(move.ref, move.new) for move in moves}, now)
        return written


def received(repo: Repository, now: int, *, served_by: int | None) -> list[str]:
    """Log what was accepted (post-receive): gives a line for each entry."""
    own = []
    for number, move in append(repo, now, served_by=served_by):
        place = place_of(move.ref)
        own.append(f"{place} is received, number {number} in the log{' (late)' if move.late else ''}")
    return own


def read_log(repo: Repository, tip: str | None) -> Logged:
    """Read what the log says at its tip; from what was remembered on, when that is of this log."""
    if tip is None:
        return Logged()
    known = _remembered(repo)
    if known.tip == tip:
        return known
    given = f"{tip}\n"
    if known.tip is not None and repo.is_ancestor(known.tip, tip):
        given += f"^{known.tip}\n"
    else:
        known = Logged()
    received = 0
    ids = repo.git.run("rev-list", "--first-parent", "--reverse", "--stdin", given=given.encode()).decode().split()
    refs, number = dict(known.refs), known.sequence
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        commits = repo.commits(some)
        for id in some:
            entry = read_entry(commits[id].message)
            if entry is None:
                continue
            number = max(number, int(entry.one("Seq") or 0))
            received = epoch_of(entry.one("Received") or "") or received
            ref, new = entry.one("Ref"), entry.one("New")
            if ref is not None and new is not None:
                refs[ref] = new
    return Logged(tip, number, refs, received)


def read_entry(text: str) -> Message | None:
    """Read the message of an entry, or give None when it is not one."""
    read = parse_message(text)
    return None if isinstance(read, Problem) or read.one("Drafter-Record") != LOG else read


def _moves(
    repo: Repository,
    tips: Mapping[str, str],
    logged: Logged,
    pushes: list[Push],
    now: int,
    served_by: int | None,
) -> list[Moved]:
    """Give the moves that are not in the log, in the order in which they were received."""
    by_change = {(each.ref, each.old or NO_OBJECT, each.new): push for push in pushes for each in push.changes}
    found: list[Moved] = []
    for ref, tip in tips.items():
        last = logged.refs.get(ref, NO_OBJECT)
        if last == tip:
            continue
        received = 0
        for move in _since(repo, ref, last, tip, now):
            push = by_change.get((ref, move.old, move.new))
            if push is None:
                found.append(replace(move, received=max(move.received, received), late=True))
            else:
                late = push.process != served_by and not push.served
                at = max(push.received, received)
                found.append(replace(move, received=at, pusher=push.pusher, late=late))
            received = found[-1].received
    ordered = []
    latest = logged.received
    for move in sorted(found, key=lambda move: move.received):
        # The times of the log never run backwards, whoever was served first.
        latest = max(latest, move.received)
        ordered.append(replace(move, received=latest))
    return ordered


def _since(repo: Repository, ref: str, last: str, tip: str, now: int) -> list[Moved]:
    """Give the moves of a ref since it stood at `last`, as git's own log of the ref tells them."""
    try:
        lines = (repo.common_dir / "logs" / ref).read_text("utf-8", "replace").removesuffix("\n").split("\n")
    except OSError:
        lines = []
    moves: list[Moved] = []
    for line in reversed(lines):
        head = line.partition("\t")[0].split()
        if len(head) < 4 or not head[-2].isdigit():
            break
        expected = moves[-1].old if moves else tip
        if head[1] != expected:
            break
        moves.append(Moved(ref, head[0], head[1], int(head[-2])))
        if head[0] == last:
            return moves[::-1]
    return [Moved(ref, last, tip, now)]


@dataclass(frozen=True, slots=True)
class _Clerk:
    """Writes entries: as the server that signatories.toml lists, if it lists one."""

    repo: Repository
    treaty: str
    server: Delegate | None
    now: int

    @property
    def author(self) -> dict[str, str]:
        name, email = "Server", f"log@{self.treaty.partition('/')[0]}.invalid"
        if self.server is not None:
            name, email = name_in_commits(self.server.name), self.server.email
        return written_by(name, email, self.now)

    def begin(self, since: int) -> str:
        """Write the first commit of the log, which says nothing but when it begins. Raises Refused."""
        return self._commit(0, [("Received", date_of(since))], [], "log 0: begin")

    def write(self, number: int, before: str, move: Moved) -> str:
        """Write one entry, and give its id. Raises Refused."""
        trailers = [("Ref", move.ref), ("Old", move.old), ("New", move.new), ("Received", date_of(move.received))]
        trailers += [("Pusher", move.pusher)] if move.pusher is not None else []
        trailers += [("Late", "yes")] if move.late else []
        trailers += [("Earlier", "yes")] if move.earlier else []
        parents = [before, self.repo.peeled(move.new)]
        return self._commit(number, trailers, parents, f"log {number}: {move.ref}"[:100])

    def _commit(self, number: int, trailers: list[tuple[str, str]], parents: list[str], subject: str) -> str:
        all_trailers = [("Drafter-Record", LOG), ("Treaty", self.treaty), ("Seq", str(number)), *trailers]
        out = self.repo.git.run(
            "commit-tree", EMPTY_TREE, *(part for parent in parents for part in ("-p", parent)), "-S",
            given=message(subject, "", all_trailers).format().encode(),
            environment=self.author,
            options=signed_with(server_key(self.repo)),
        )  # fmt: skip
        return out.decode().strip()


def _remembered(repo: Repository) -> Logged:
    data: Any = cache.load(own_directory(repo) / _LOGGED)
    try:
        return Logged(**data)
    except TypeError:
        return Logged()
