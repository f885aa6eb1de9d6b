"""The agreed text at a commit of main, and what the secretariat decided on the way there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from drafter.model.clause import Clause, parse_clause
from drafter.model.ids import CLAUSE_PATH, MAIN_REF, ROSTER_FILE, meant
from drafter.model.negotiation import Act
from drafter.model.problem import Problem, Refused, refuse
from drafter.model.provision import provisions
from drafter.model.record import Message
from drafter.model.signatory import Roster, parse_roster
from drafter.model.target import Target
from drafter.model.treaty import Treaty, in_order
from drafter.store.credentials import Credentials, Earlier, act
from drafter.store.objects import Commit
from drafter.store.plumbing import Entry
from drafter.store.repository import Repository

FOREVER = "9999"


@dataclass(frozen=True)
class Decided:
    """What main's history says: each decision with its message, oldest first, and what is on main without being one."""

    decisions: tuple[tuple[Commit, Message], ...]
    problems: tuple[Problem, ...]

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        """The decisions as acts."""
        return tuple(act(commit, message, MAIN_REF) for commit, message in self.decisions)


@dataclass
class Agreed:
    """Main at one commit. Reads what is asked for, and nothing before."""

    repo: Repository
    commit: Commit

    @cached_property
    def history(self) -> tuple[str, ...]:
        """First parents, newest first, from this commit to the root."""
        return self.repo.history(self.commit.id)

    @cached_property
    def on_main(self) -> frozenset[str]:
        """The same, to look one up."""
        return frozenset(self.history)

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        """The top of the tree."""
        return self.repo.tree(self.commit.tree)

    @cached_property
    def files(self) -> Mapping[str, Entry]:
        """The clause files by path."""
        return clause_files(self.repo, self.entries)

    @cached_property
    def roster(self) -> Roster:
        """Who takes part. Raises Refused when signatories.toml can't be read."""
        roster, problems = roster_at(self.repo, self.entries)
        if roster is None:
            raise unreadable(problems)
        return roster

    @cached_property
    def name(self) -> str:
        """How records name the treaty."""
        return f"{self.roster.id}/{self.history[-1][:12]}"

    @cached_property
    def credentials(self) -> Credentials:
        """Which commits count."""
        return Credentials(self.roster, self.name, lambda: self._earlier)

    @cached_property
    def treaty(self) -> Treaty:
        """The whole treaty. Raises Refused when a file of it can't be read."""
        read = read_clauses(self.repo, list(self.files.items()))
        problems = [each for each in read if isinstance(each, Problem)]
        clauses: dict[str, Clause] = {}
        for each in read:
            if isinstance(each, Problem):
                continue
            if each.id in clauses:
                message = f"the id `{each.id}` is already that of {clauses[each.id].path}"
                remedy = "give one of them another id"
                problems.append(Problem(rule="duplicate-id", message=message, remedy=remedy, file=each.path, line=1))
            clauses.setdefault(each.id, each)
        if problems:
            raise unreadable(problems)
        return Treaty(self.roster, in_order(clauses.values()), self.commit.id, self.commit.date, self.history[-1])

    def clause(self, id: str) -> Clause:
        """Give one clause without reading the others. Raises Refused when there is none, or its file can't be read."""
        paths = clause_paths(self.files)
        path = paths.get(id)
        if path is None:
            remedy = meant(id, paths, "`drafter list` shows them")
            raise refuse(f"there is no clause `{id}`", remedy, rule="unknown-clause")
        (read,) = read_clauses(self.repo, [(path, self.files[path])])
        if isinstance(read, Problem):
            raise unreadable([read])
        return read

    def words(self, target: Target) -> tuple[Clause, str]:
        """Give a clause that stands, and its text or that of its provision. Raises Refused when it is not there."""
        clause = self.clause(target.clause)
        if clause.deleted:
            remedy = "propose it anew with an amendment"
            raise refuse(f"the clause `{clause.id}` is deleted", remedy, rule="unknown-clause")
        words = clause.words(target.label)
        if words is None:
            labels = [each.label for each in provisions(clause.body)]
            remedy = meant(target.label, labels, "`drafter show` prints its provisions")
            raise refuse(f"`{clause.id}` has no provision `{target.label}`", remedy, rule="unknown-provision")
        return clause, words

    @cached_property
    def decided(self) -> Decided:
        """What the secretariat decided, and the commits of main that are no records."""
        commits = self.repo.commits(self.history)
        decisions: list[tuple[Commit, Message]] = []
        problems: list[Problem] = []
        for id in reversed(self.history):
            message = self.credentials.decision(commits[id])
            if isinstance(message, Problem):
                problems.append(message)
            else:
                decisions.append((commits[id], message))
        if not problems:
            return Decided(tuple(decisions), ())
        several = f"{len(problems)} commits of main are not on record as decisions of the secretariat; the last"
        which = several if len(problems) > 1 else "a commit of main is not on record as a decision of the secretariat"
        said = f"{which}: {problems[-1].message}"
        found = Problem(rule="main", message=said, file="main", severity="warning")
        return Decided(tuple(decisions), (found,))

    @cached_property
    def _earlier(self) -> tuple[Earlier, ...]:
        commits = self.repo.commits(self.history)
        tops = self.repo.trees(commits[id].tree for id in self.history)
        runs: list[tuple[Entry | None, str, str, str]] = []
        until = FOREVER
        for id in self.history:
            top, since = commits[id].tree, commits[id].date
            entry = tops[top].get(ROSTER_FILE)
            if runs and runs[-1][0] == entry:
                runs[-1] = (entry, since, runs[-1][2], top)
            else:
                runs.append((entry, since, until, top))
            until = since
        rosters = [(since, until, roster_at(self.repo, tops[top])[0]) for _, since, until, top in runs]
        return tuple(Earlier(since, until, roster) for since, until, roster in rosters if roster is not None)


def clause_files(repo: Repository, entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """Give the entries of clauses/ by path, from the top of a tree."""
    directory = entries.get("clauses")
    if directory is None or not directory.directory:
        return {}
    return {f"clauses/{name}": entry for name, entry in repo.tree(directory.id).items()}


def clause_paths(files: Iterable[str]) -> dict[str, str]:
    """Give the paths of clause files by the id that they name."""
    return {match["id"]: path for path in files if (match := CLAUSE_PATH.match(path))}


def read_clauses(repo: Repository, files: Sequence[tuple[str, Entry]]) -> list[Clause | Problem]:
    """Read clause files, all at once; those read before are remembered."""
    missing = [(path, entry) for path, entry in files if (path, entry) not in repo.clauses]
    contents = repo.blobs(entry.id for _, entry in missing if entry.plain)
    for path, entry in missing:
        if entry.plain:
            repo.clauses[path, entry] = parse_clause(path, contents[entry.id])
        else:
            repo.clauses[path, entry] = no_plain_file(path, entry)
    return [repo.clauses[file] for file in files]


def no_plain_file(path: str, entry: Entry) -> Problem:
    """Say what an entry of clauses/ is that is not a plain file."""
    what = {"120000": "a symbolic link", "40000": "a directory", "160000": "another repository"}
    message, remedy = f"this is {what.get(entry.mode, 'no plain file')}", "keep only clause files in clauses/"
    if entry.mode == "100755":
        message = "the file is marked as a program"
        remedy = f"`git update-index --chmod=-x {path}`, and commit that"
    return Problem(rule="clause-path", message=message, remedy=remedy, file=path)


def roster_at(repo: Repository, entries: Mapping[str, Entry]) -> tuple[Roster | None, tuple[Problem, ...]]:
    """Read signatories.toml from the top of a tree."""
    entry = entries.get(ROSTER_FILE)
    if entry is None or not entry.plain:
        remedy = "`drafter init` writes one"
        return None, (
            Problem(rule="signatories", message=f"{ROSTER_FILE} is missing", remedy=remedy, file=ROSTER_FILE),
        )
    if entry.id not in repo.rosters:
        repo.rosters[entry.id] = parse_roster(repo.blobs([entry.id])[entry.id], recorded=True)
    return repo.rosters[entry.id]


def unreadable(problems: list[Problem] | tuple[Problem, ...]) -> Refused:
    """Make the refusal for a text that can't be read: the first thing that is wrong, and how many more there are."""
    first = problems[0]
    more = f" (and {len(problems) - 1} more: `drafter check` lists them)" if len(problems) > 1 else ""
    return Refused(
        Problem(
            rule=first.rule,
            message=first.message,
            remedy=f"{first.remedy}{more}",
            file=first.file,
            line=first.line,
        )
    )
