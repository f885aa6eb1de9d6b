"""Reading a negotiation from the refs of its repository, never from the work tree."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from drafter.model.amendment import Amendment
from drafter.model.ids import AMENDMENTS_PREFIX, CLAUSE_ID, CLAUSE_PATH, MAIN_REF, POSITIONS_PREFIX, ROSTER_FILE, meant
from drafter.model.moment import beginning
from drafter.model.negotiation import Issue, Negotiation
from drafter.model.problem import Problem, refuse
from drafter.model.treaty import Treaty
from drafter.store.agreed import Agreed, no_plain_file
from drafter.store.finding import find_amendment
from drafter.store.held import Held
from drafter.store.issued import read_issues, snapshot_of
from drafter.store.missed import read_missed
from drafter.store.repository import Repository
from drafter.store.snapshot import tips
from drafter.store.sound import sound_tips
from drafter.store.tabled import read_amendments

_MAIN = MAIN_REF.removeprefix("refs/heads/")
_ABBREVIATED = re.compile(r"[0-9a-f]{7,40}\Z")


Work = Callable[[Negotiation], Iterable[None]]
"""What can be done, step by step, with a negotiation whose positions are not known yet."""


def read(repo: Repository, at: str | None = None, *, meanwhile: Work = lambda _: ()) -> Negotiation:
    """Read the negotiation as it stands, or `at` an issue or another commit of main.

    An issue is named by its tag (`Rev.1`) or its commit, and gives the negotiation as it stood then. Any other commit
    of main (at least seven digits), or a day (`2026-11-20`) for the last one before it, gives its text, without
    amendments and positions. While another process reads many
    positions for the first time, `meanwhile` is done in this one, all of it or not.
    Raises Refused when there is no such issue or commit, or main's text can't be read: file, line and remedy of the
    first thing that is wrong.
    """
    now, doubts = _believed(repo)
    agreed = agreed_at(repo, now[MAIN_REF])
    if at is None:
        found = _negotiation(repo, now, agreed, now, None, meanwhile)
        return replace(found, problems=(*found.problems, *doubts)) if doubts else found
    issue, commit = _meant(repo, now, agreed, at)
    if issue is not None:
        then, problems = snapshot_of(repo, repo.commit(issue.commit))
        found = _negotiation(repo, then, agreed_at(repo, issue.main), now, issue, meanwhile)
        return replace(found, problems=(*found.problems, *problems))
    return _negotiation(repo, {MAIN_REF: commit}, agreed_at(repo, commit), now, None, meanwhile)


@dataclass(frozen=True, slots=True)
class Text:
    """What is known before the amendments and positions are read, which in a large negotiation takes far longer."""

    treaty: Treaty
    """The agreed text."""
    tips: Mapping[str, str]
    """How far each ref may be believed."""
    problems: tuple[Problem, ...]
    """What of main can't be believed, so that the text is an older one."""

    @property
    def amendments(self) -> tuple[str, ...]:
        """The ids that branches of amendments have; some of them may not count."""
        return tuple(ref.removeprefix(AMENDMENTS_PREFIX) for ref in self.tips if ref.startswith(AMENDMENTS_PREFIX))


def read_text(repo: Repository, at: str | None = None) -> Text:
    """Read the agreed text, as it stands, or `at` an issue or another commit of main (then without amendments).

    Raises Refused as `read` does.
    """
    now, doubts = _believed(repo)
    agreed = agreed_at(repo, now[MAIN_REF])
    if at is not None:
        agreed = agreed_at(repo, _meant(repo, now, agreed, at)[1])
    return Text(agreed.treaty, now if at is None else {}, tuple(each for each in doubts if each.file == _MAIN))


def read_amendment(repo: Repository, known: Text, id: str) -> Amendment:
    """Read one amendment without the others, as `read` does. Raises Refused when there is none, or it doesn't count."""
    return find_amendment(repo, known.tips, agreed_at(repo, known.treaty.commit), id)


def _believed(repo: Repository) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
    """Give how far each ref may be believed, and what may not be, or is not here."""
    now, doubts = sound_tips(repo, tips(repo))
    return now, (*doubts, *read_missed(repo))


def agreed_at(repo: Repository, commit: str) -> Agreed:
    """Give main at one of its commits."""
    return Agreed(repo, repo.commit(commit))


def main_files(repo: Repository) -> Mapping[str, bytes]:
    """Give the files of main that make the treaty, by path, whether they can be read as such or not."""
    agreed = agreed_at(repo, tips(repo)[MAIN_REF])
    entries = (
        {ROSTER_FILE: agreed.entries[ROSTER_FILE], **agreed.files}
        if ROSTER_FILE in agreed.entries
        else dict(agreed.files)
    )
    contents = repo.blobs(entry.id for entry in entries.values() if entry.plain)
    return {path: contents[entry.id] for path, entry in entries.items() if entry.plain}


def strange_files(repo: Repository) -> tuple[Problem, ...]:
    """Name what main holds among its clauses that is no plain file, so that the text can't be read."""
    files = agreed_at(repo, tips(repo)[MAIN_REF]).files
    return tuple(no_plain_file(path, entry) for path, entry in files.items() if not entry.plain)


def working_clause(repo: Repository, clause_id: str) -> bytes:
    """Give the file of a clause as the user has edited it in the work tree.

    Raises Refused when the repository has no work tree, or no such file is in it.
    """
    if repo.bare:
        raise refuse("a bare repository has no work tree", "give the text with --file", rule="work-tree")
    place = repo.root / "clauses"
    named = {}
    if CLAUSE_ID.match(clause_id) and place.is_dir():
        named = {match["id"]: path for path in sorted(place.iterdir()) if (match := _clause_file(path.name))}
    if clause_id not in named or not named[clause_id].is_file():
        remedy = meant(clause_id, named, "give the text with --file")
        raise refuse(f"the work tree has no file for the clause `{clause_id}`", remedy, rule="unknown-clause")
    try:
        return named[clause_id].read_bytes()
    except OSError as error:
        raise refuse(f"can't be read: {error.strerror}", "", file=str(named[clause_id])) from None


def working_base(repo: Repository) -> str:
    """Give the commit of main whose text the work tree shows, which is what was edited there.

    Raises Refused when the work tree shows another branch: what it lacks of main would look like a proposal.
    """
    shown = repo.git.ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    commit = shown.out.decode().strip()
    if shown.status != 0 or commit not in repo.history(tips(repo)[MAIN_REF]):
        remedy = "switch to it with `git switch main`, or give the text with --file"
        raise refuse("the work tree doesn't show main", remedy, rule="work-tree")
    return commit


def _clause_file(name: str) -> re.Match[str] | None:
    return CLAUSE_PATH.match(f"clauses/{name}")


def _negotiation(
    repo: Repository,
    then: Mapping[str, str],
    agreed: Agreed,
    now: Mapping[str, str],
    issue: Issue | None,
    meanwhile: Work,
) -> Negotiation:
    """Read one snapshot: where the refs stood `then`. Issues are found among the tags of now."""
    treaty = agreed.treaty
    taken = {ref: tip for ref, tip in then.items() if ref.startswith(POSITIONS_PREFIX)}
    with Held(repo, taken, agreed, keep=then is now) as held:
        amendments, not_tabled = read_amendments(
            repo, {ref: tip for ref, tip in then.items() if ref.startswith(AMENDMENTS_PREFIX)}, agreed
        )
        issues, not_issued = read_issues(repo, now, agreed)
        if issue is not None:
            issues = tuple(each for each in issues if (each.date, each.name) <= (issue.date, issue.name))
        found = Negotiation(
            treaty=treaty,
            amendments=amendments,
            positions=(),
            decisions=agreed.decided.acts,
            issues=issues,
            issue=issue.name if issue is not None else None,
        )
        positions, not_held = held.positions(meanwhile(found))
    problems = (*agreed.decided.problems, *not_tabled, *not_held, *not_issued)
    return replace(found, positions=positions, problems=problems)


def _meant(repo: Repository, now: Mapping[str, str], agreed: Agreed, at: str) -> tuple[Issue | None, str]:
    """Give the issue that is meant, if it is one, and the commit of main. Raises Refused when it is neither."""
    issues, _ = read_issues(repo, now, agreed)
    issue = _issue(issues, at)
    commit = issue.main if issue is not None else _on_main(agreed, at) or _before(repo, agreed, at)
    if commit is None:
        names = [each.name for each in issues]
        remedy = meant(at, names, f"the issues are {', '.join(names)}" if names else "nothing was issued yet")
        raise refuse(
            f"`{at}` is neither an issue nor a commit of main nor a day (2026-11-20)", remedy, rule="unknown-issue"
        )
    return issue, commit


def _issue(issues: tuple[Issue, ...], at: str) -> Issue | None:
    named = [each for each in issues if each.name == at]
    if not named and _ABBREVIATED.match(at):
        named = [each for each in issues if each.commit.startswith(at)]
    return named[0] if len(named) == 1 else None


def _on_main(agreed: Agreed, at: str) -> str | None:
    if not _ABBREVIATED.match(at):
        return None
    found = [commit for commit in agreed.history if commit.startswith(at)]
    return found[0] if len(found) == 1 else None


def _before(repo: Repository, agreed: Agreed, at: str) -> str | None:
    """Give the last commit of main that was recorded before a day; None when it is no day. Raises Refused."""
    begun = beginning(at)
    if begun is None:
        return None
    commits = repo.commits(agreed.history)
    found = next((id for id in agreed.history if commits[id].date < begun), None)
    if found is None:
        first = commits[agreed.history[-1]].date[:10]
        raise refuse(f"there was no text before {at}", f"main begins on {first}", rule="unknown-issue")
    return found
