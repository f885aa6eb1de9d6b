"""Main's history as decisions: what each of its commits did to the clauses, and the amendments behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from drafter.model.amendment import Amendment, Change
from drafter.model.clause import Clause
from drafter.model.decision import Decision
from drafter.model.ids import AMENDMENTS_PREFIX, CLAUSE_ID, CLAUSE_PATH, MAIN_REF, amendment_ref
from drafter.model.problem import Problem, refuse
from drafter.model.record import Message, parse_message
from drafter.store.agreed import Agreed, read_clauses
from drafter.store.changes import changed_paths
from drafter.store.credentials import act
from drafter.store.finding import with_parents
from drafter.store.objects import Commit, differing
from drafter.store.plumbing import Entry
from drafter.store.repository import Repository
from drafter.store.snapshot import tips
from drafter.store.tabled import read_amendments
from drafter.text.carry import parents_first

_AT_ONCE = 64


def history(
    repo: Repository, *, clause: str | None = None, since: str | None = None, until: str | None = None
) -> tuple[Decision, ...]:
    """Give main's commits as decisions, oldest first: from its beginning or after `since`, up to now or to `until`.

    With `clause` only those that change that clause, under whatever order its file stood: its id says which it is.
    `since` and `until` are commits of main. Takes a few git processes for each batch of commits, however
    long the history is. Raises Refused when a commit is not on main, or `since` does not come before `until`.
    """
    now = tips(repo)
    main = Agreed(repo, repo.commit(now[MAIN_REF]))
    last = main.commit.id if until is None else until
    for each in (since, last):
        if each is not None and each not in main.on_main:
            raise refuse(f"{each[:12]} is not a commit of main", "name an issue or a commit of main", rule="commit")
    commits = _commits(repo, main, clause, since, last)
    reader = _Reader(repo, Agreed(repo, repo.commit(last)), now, clause)
    return tuple(reader.read(commits))


def _commits(repo: Repository, main: Agreed, clause: str | None, since: str | None, last: str) -> list[str]:
    start = main.history.index(last)
    end = len(main.history) if since is None else main.history.index(since)
    if end < start:
        remedy = "name the older one first"
        raise refuse(f"{since and since[:12]} comes after {last[:12]} on main", remedy, rule="commit")
    wanted = main.history[start:end]
    if clause is None:
        return list(reversed(wanted))
    if not CLAUSE_ID.match(clause):
        raise refuse(f"`{clause}` is not the id of a clause", "`drafter list` shows them", rule="unknown-clause")
    touching = repo.git.run("rev-list", "--first-parent", last, "--", f":(glob)clauses/*-{clause}.md")
    within = set(wanted)
    return [id for id in reversed(touching.decode().split()) if id in within]


@dataclass
class _Reader:
    """Reads decisions, oldest first."""

    repo: Repository
    agreed: Agreed
    now: Mapping[str, str]
    clause: str | None
    known: dict[str, Clause | None] = field(default_factory=dict)
    """Each clause as it could last be read."""

    def read(self, commits: Sequence[str]) -> Iterator[Decision]:
        for start in range(0, len(commits), _AT_ONCE):
            yield from self._some(commits[start : start + _AT_ONCE])

    def _some(self, ids: Sequence[str]) -> Iterator[Decision]:
        commits = self.repo.commits(ids)
        parents = self.repo.commits(commit.parents[0] for commit in commits.values() if commit.parents)
        directories = self._directories({**parents, **commits}.values())
        raw = self.repo.raw_trees(id for id in directories.values() if id)
        pairs = {}
        for id, commit in commits.items():
            before = directories[commit.parents[0]] if commit.parents else ""
            gone, come = differing(raw.get(before, b""), raw.get(directories[id], b""))
            pairs[id] = self._clause_files(gone), self._clause_files(come)
        files = {file for gone, come in pairs.values() for file in (*gone.items(), *come.items())}
        read = dict(zip(files, read_clauses(self.repo, list(files)), strict=True))
        told = {}
        for id, (gone, come) in pairs.items():
            changes = self._changes(gone, come, read)
            # A pattern of git's also takes in the file of a clause whose id ends in this one.
            if changes or self.clause is None:
                told[id] = changes
        messages = {id: self.agreed.credentials.decision(commits[id]) for id in told}
        adopted = self._adopted([(commits[id], message) for id, message in messages.items()])
        for id, changes in told.items():
            yield self._decision(commits[id], messages[id], changes, adopted.get(id, ((), ())))

    def _directories(self, commits: Iterable[Commit]) -> dict[str, str]:
        """Give the tree of clauses/ at each commit, empty when there is none."""
        at = {commit.id: commit.tree for commit in commits}
        tops = self.repo.trees(at.values())
        entries = {id: tops[top].get("clauses") for id, top in at.items()}
        return {id: entry.id if entry is not None and entry.directory else "" for id, entry in entries.items()}

    def _clause_files(self, entries: Mapping[str, Entry]) -> dict[str, Entry]:
        found = {}
        for name, entry in entries.items():
            match = CLAUSE_PATH.match(f"clauses/{name}")
            if match is not None and self.clause in (None, match["id"]):
                found[f"clauses/{name}"] = entry
        return found

    def _changes(
        self,
        gone: Mapping[str, Entry],
        come: Mapping[str, Entry],
        read: Mapping[tuple[str, Entry], Clause | Problem],
    ) -> tuple[Change, ...]:
        """Pair the files by clause. What can't be read counts as the clause as it could be read before."""
        changes = []
        for id, (path, path2) in changed_paths(gone, come).items():
            was = read[path, gone[path]] if path is not None else None
            becomes = read[path2, come[path2]] if path2 is not None else None
            before = self.known.get(id) if isinstance(was, Problem) or id in self.known else was
            if isinstance(becomes, Problem):
                continue
            self.known[id] = becomes
            changes.append(Change(id, before, becomes))
        return tuple(sorted(changes, key=lambda each: each.sort_key))

    def _decision(
        self,
        commit: Commit,
        message: Message | Problem,
        changes: tuple[Change, ...],
        adopted: tuple[tuple[Amendment, ...], tuple[str, ...]],
    ) -> Decision:
        said = "" if isinstance(message, Problem) else message.subject
        subject = said or commit.message.partition("\n")[0]
        if isinstance(message, Problem):
            return Decision(
                commit=commit.id,
                date=commit.date,
                author=commit.author,
                subject=subject,
                act=None,
                flaw=message.message.partition("doesn't count: ")[2] or message.message,
                opening=not commit.parents,
                changes=changes,
            )
        return Decision(
            commit=commit.id,
            date=commit.date,
            author=commit.author,
            subject=subject,
            act=act(commit, message, MAIN_REF),
            opening=not commit.parents,
            changes=changes,
            adopted=adopted[0],
            missing=adopted[1],
            editorial=message.all("Editorial-change"),
            status=message.one("Status"),
            hashes=dict(_hash(each) for each in message.all("Text-SHA256")),
        )

    def _adopted(
        self, decisions: Sequence[tuple[Commit, Message | Problem]]
    ) -> dict[str, tuple[tuple[Amendment, ...], tuple[str, ...]]]:
        """Give for each adoption the amendments that it joins, as their branches stood, and the ids of the missing."""
        found = {}
        adoptions = {
            commit.id: (message, self._joined(commit))
            for commit, message in decisions
            if not isinstance(message, Problem) and message.one("Action") == "adopt"
        }
        for together in _compatible({id: wanted for id, (_, (_, wanted)) in adoptions.items()}):
            wanted = {ref: tip for id in together for ref, tip in adoptions[id][1][1].items()}
            read, _ = read_amendments(self.repo, wanted, self.agreed, decided=False)
            for id in together:
                message, (joined, _) = adoptions[id]
                by_id = {each.id: each for each in read if amendment_ref(each.id) in joined}
                named = message.all("Amendment")
                adopted = parents_first([by_id[each] for each in named if each in by_id])
                found[id] = tuple(adopted), tuple(each for each in named if each not in by_id)
        return found

    def _joined(self, adoption: Commit) -> tuple[frozenset[str], dict[str, str]]:
        """Give the refs that an adoption joins, and the tips of them and of the amendments that they stand on."""
        wanted = {}
        for tip in self.repo.commits(adoption.parents[1:]).values():
            record = parse_message(tip.message)
            own = None if isinstance(record, Problem) else record.one("Amendment")
            if own is not None:
                wanted[amendment_ref(own)] = tip.id
        ids = [ref.removeprefix(AMENDMENTS_PREFIX) for ref in wanted]
        return frozenset(wanted), with_parents(self.repo, {**self.now, **wanted}, ids)


def _compatible(wanted: Mapping[str, Mapping[str, str]]) -> Iterator[list[str]]:
    """Group the adoptions that see every branch at the same tip: each group is read at once, mostly all of them."""
    rounds: list[tuple[dict[str, str], list[str]]] = []
    for id, needed in wanted.items():
        for known, together in rounds:
            if all(known.get(ref, tip) == tip for ref, tip in needed.items()):
                known.update(needed)
                together.append(id)
                break
        else:
            rounds.append((dict(needed), [id]))
    return (together for _, together in rounds)


def _hash(trailer: str) -> tuple[str, str]:
    clause, _, digest = trailer.partition(" ")
    return clause, digest
