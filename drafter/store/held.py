"""The positions, as the signatories' own branches hold them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from drafter.model.ids import POSITIONS_PREFIX
from drafter.model.position import Position, Recorded
from drafter.model.problem import Problem
from drafter.store.agreed import Agreed
from drafter.store.beside import beside
from drafter.store.branches import memory_of, read_branches
from drafter.store.holders import holder_problem, speaker_problem
from drafter.store.recorded import Branch, Origin
from drafter.store.repository import Repository

MOST_TOLD = 100
"""Positions of one signatory of which it is told one by one that they don't count: a hostile branch holds many."""


class Held:
    """The positions at some tips (by ref), being read: begun, something else can be read meanwhile. It is a context."""

    def __init__(self, repo: Repository, tips: Mapping[str, str], agreed: Agreed, *, keep: bool = True) -> None:
        """Begin. `keep`: these are the tips of now, remember what is read."""
        self._repo, self._agreed, self._keep = repo, agreed, keep
        self._memory = memory_of(repo, agreed)
        self._problems: list[Problem] = []
        self._refs: dict[str, str] = {}
        for ref, tip in tips.items():
            if ref.startswith(POSITIONS_PREFIX):
                code = ref.removeprefix(POSITIONS_PREFIX)
                why = holder_problem(agreed.roster, code)
                if why is None:
                    self._refs[code] = tip
                elif not self._left(code, tip):
                    message = f"{why}: its positions don't count"
                    self._problems.append(Problem(rule="position", message=message, file=_branch(code)))
        self._branches = {code: known for code, tip in self._refs.items() if (known := self._known(code, tip))}
        unknown = {code: tip for code, tip in self._refs.items() if code not in self._branches}
        self._beside = beside(repo, agreed.commit.id, unknown) if keep and unknown else None
        self._unknown = unknown

    def __enter__(self) -> Held:
        return self

    def __exit__(self, *_: object) -> None:
        if self._beside is not None:
            self._beside.__exit__()

    def positions(self, meanwhile: Iterable[None] = ()) -> tuple[tuple[Recorded, ...], tuple[Problem, ...]]:
        """Give the positions, by signatory (order of the roster) and target, and what doesn't count.

        `meanwhile` is work that is done in steps while another process reads, if one does.
        """
        if self._beside is not None:
            self._beside.work(self._read_here, self._take, meanwhile)
        elif self._unknown:
            self._read_here(self._unknown)
        roster = self._agreed.roster
        problems = list(self._problems)
        found: list[Recorded] = []
        for branch in (self._branches[code] for code in roster.by_code if code in self._branches):
            counted = branch.counted
            if counted is None or counted[0] is not roster:
                taken, doubtful = _counted(branch, self._agreed)
                # What counts by today's roster alone counts as long as that is the roster.
                branch.counted = (roster, taken) if not doubtful else None
                problems.extend(doubtful)
            else:
                taken = counted[1]
            found.extend(taken)
        return tuple(found), tuple(problems)

    def _left(self, code: str, tip: str) -> bool:
        """Whether a branch is that of a signatory that has left the talks, as it was when it left: nothing is wrong."""
        date = self._repo.commit(tip).date
        then = (each.roster for each in self._agreed.credentials.earlier() if each.since <= date <= each.until)
        return any(holder_problem(each, code) is None for each in then)

    def _known(self, code: str, tip: str, *, again: bool = False) -> Branch | None:
        known = self._memory.look_again(code) if again else self._memory.known(code)
        return known if known is not None and known.tip == tip else None

    def _read_here(self, tips: Mapping[str, str]) -> None:
        self._branches.update(read_branches(self._repo, tips, self._agreed, keep=self._keep))

    def _take(self, tips: Mapping[str, str], _: object) -> None:
        """Take what the other process has kept, and read what it hasn't."""
        kept = {code: known for code, tip in tips.items() if (known := self._known(code, tip, again=True))}
        self._branches.update(kept)
        if len(kept) < len(tips):
            self._read_here({code: tip for code, tip in tips.items() if code not in kept})


def _counted(branch: Branch, agreed: Agreed) -> tuple[tuple[Recorded, ...], list[Problem]]:
    """Give the positions of a branch that count, and why the others don't."""
    credentials, code = agreed.credentials, branch.code

    def surely(name: str, email: str, signed: bool) -> bool:
        return credentials.listed(code, name, email, signed=signed)

    def counts(position: Position, origin: Origin) -> str | None:
        why = _claim_problem(agreed, position, origin.date) or origin.flaw
        return why or credentials.standing(code, origin.delegate, origin.email, origin.date, signed=origin.signed)

    found, others = branch.recorded(counts, surely)
    wrong = (*branch.unreadable.items(), *others)
    problems = [_problem(code, path, why) for path, why in wrong[:MOST_TOLD]]
    if len(wrong) > MOST_TOLD:
        message = f"{len(wrong) - MOST_TOLD} more positions of {code} don't count; `drafter verify` names what is wrong"
        problems.append(Problem(rule="position", message=message, file=_branch(code)))
    problems.extend(Problem(rule="position", message=flaw, file=_branch(code)) for flaw in branch.flaws)
    return tuple(found), problems


def _claim_problem(agreed: Agreed, position: Position, date: str) -> str | None:
    """Say why a position may not be taken as it is, or None.

    Who spoke for a group when it was recorded has spoken for it: its word stands when another one speaks for it now.
    """
    group, code = position.on_behalf_of, position.signatory
    why = speaker_problem(agreed.roster, code, group) if group is not None else None
    if group is None or why is None or group not in agreed.roster.groups_by_code:
        return why
    then = (each.roster for each in agreed.credentials.earlier() if each.since <= date <= each.until)
    return None if any(speaker_problem(each, code, group) is None for each in then) else why


def _branch(code: str) -> str:
    return f"positions/{code}"


def _problem(code: str, path: str, why: str) -> Problem:
    message = f"this position of {code} doesn't count: {why}"
    return Problem(rule="position", message=message, file=f"{_branch(code)}:{path}")
