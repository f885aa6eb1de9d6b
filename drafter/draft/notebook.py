"""What was worked out of the same words before: in this process or, where somebody keeps a notebook, in an earlier one.

Carrying and bracketing are pure functions of words and names. In a large negotiation there are a thousand proposals, of
which one record changes one: whoever reads it again works out that one. The key of an answer is the SHA-256 of all
that it is worked out of, so that none is ever given for other words, other names or another order.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Any, Protocol, TypeVar

from drafter.model.amendment import Change
from drafter.model.clause import Clause, parse_clause
from drafter.text.alternatives import Proposal, alternatives
from drafter.text.attribution import Attribution, Part, Parties, Voice
from drafter.text.carry import Carried, carry, carry_head
from drafter.text.inline import Bracket, BracketedParagraph, Deleted, Inline, Inserted, Wording, Words
from drafter.text.merge import Agreed, Conflict, conflicting
from drafter.text.notation import Retain, bracketed, bracketed_line

T = TypeVar("T")


class Notebook(Protocol):
    """Answers by their keys. What it gives is what this very program kept, or None: it may forget, and never errs."""

    def __hash__(self) -> int:
        """Tell one notebook from another."""

    def known(self, key: str) -> object:
        """Give the answer that was kept under a key, a value of JSON, or None."""

    def keep(self, key: str, answer: object) -> None:
        """Keep an answer."""

    def close(self) -> None:
        """Put down what is new; it may be asked and added to again."""


class Blank:
    """A notebook that keeps nothing."""

    def known(self, key: str) -> object:
        """Give None."""
        return None

    def keep(self, key: str, answer: object) -> None:
        """Forget it."""

    def close(self) -> None:
        """Put down nothing."""


BLANK = Blank()


@lru_cache(maxsize=8192)
def carried(change: Change, current: Clause | None, notebook: Notebook = BLANK) -> Carried:
    """Carry a change to a clause as it stands (`text.carry.carry`)."""
    before, after = change.before, change.after
    if before is None or after is None or current is None:
        return carry(change, current)
    bases = {"current": current, "after": after}

    def write(answer: Carried) -> object:
        clause = next((name for name, each in bases.items() if each == answer.clause), None)
        if clause is None and answer.clause is not None:
            clause = f"={answer.clause.source}"
        return [answer.outcome, clause, written(answer.conflicts), written(answer.near)]

    def read(answer: Any) -> Carried:
        outcome, name, conflicts, near = answer
        clause = bases.get(name)
        if clause is None and name is not None:
            clause = _clause(current.path, name[1:])
        return Carried(outcome, clause, as_written(conflicts), as_written(near))

    key = _key("carried", [(each.path, _digest(each.source)) for each in (before, after, current)])
    return _worked_out(notebook, key, lambda: carry(change, current), write, read)


def rivals(clause: str, base: Clause | None, first: Clause | None, second: Clause | None, notebook: Notebook) -> bool:
    """Whether two proposals want the same words otherwise, so that only one of them can be adopted; None is a clause
    that isn't there.

    It is what carrying the second one to the first would say. All pairs on a clause are asked about, so that the text
    which both would give is not worked out.
    """

    def work() -> bool:
        if base is None or first is None or second is None or first.deleted or second.deleted:
            return carry(Change(clause, base, second), first).outcome == "conflicts"
        if not all(part.clean for part in carry_head(base, second, first).values()):
            return True
        return conflicting(base.body, first.body, second.body, first="ours")

    states = [(each.path, _digest(each.source)) if each is not None else None for each in (base, first, second)]
    return _worked_out(notebook, _key("rivals", clause, states), work, bool, bool)


# What is compared needs nobody's position: it can be done while those are read.
compared = lru_cache(maxsize=4096)(alternatives)


@lru_cache(maxsize=4096)
def bracketed_words(
    base: str,
    proposals: tuple[Proposal, ...],
    voices: tuple[tuple[str, tuple[Voice, ...]], ...],
    parties: Parties,
    retains: tuple[Retain, ...],
    notebook: Notebook = BLANK,
) -> tuple[BracketedParagraph, ...]:
    """Bracket a text with proposals, and those who speak about them (`text.notation.bracketed`)."""

    def work() -> tuple[BracketedParagraph, ...]:
        return bracketed(compared(base, proposals), dict(voices), parties, retains=retains)

    if not proposals:
        return work()
    key = _key(
        "bracketed",
        _digest(base),
        [(each.name, _digest(each.text), each.parent) for each in proposals],
        [(name, [(voice.party, voice.stance) for voice in each]) for name, each in voices],
        _parties(parties),
        [(each.party, sorted(each.against) if each.against is not None else None, each.label) for each in retains],
    )
    return _worked_out(notebook, key, work, written, as_written)


@lru_cache(maxsize=1024)
def bracketed_heading(
    base: str,
    proposals: tuple[Proposal, ...],
    voices: tuple[tuple[str, tuple[Voice, ...]], ...],
    parties: Parties,
    retains: tuple[Retain, ...],
) -> tuple[Inline, ...]:
    """Bracket the heading of a clause, as `bracketed_words` its text (`text.notation.bracketed_line`)."""
    return bracketed_line(compared(base, proposals), dict(voices), parties, retains=retains)


def _worked_out(
    notebook: Notebook, key: str, work: Callable[[], T], write: Callable[[T], object], read: Callable[[Any], T]
) -> T:
    """Give the answer that the notebook has, or work it out and keep it."""
    found = notebook.known(key)
    if found is not None:
        return read(found)
    answer = work()
    notebook.keep(key, write(answer))
    return answer


_KINDS: Mapping[str, Callable[..., Any]] = {
    kind.__name__: kind
    for kind in (
        Agreed, Attribution, Bracket, BracketedParagraph, Conflict, Deleted, Inserted, Part, Wording, Words,
    )
}  # fmt: skip


def written(value: Any) -> object:
    """Write a value of the kinds that answers are made of as JSON can hold it; `as_written` reads it back."""
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, tuple):
        return ["", *map(written, value)]
    name = type(value).__name__
    return [name, *(written(getattr(value, field)) for field in _KINDS[name].__match_args__)]  # type: ignore[attr-defined]


def as_written(value: Any) -> Any:
    """Read what `written` wrote."""
    if not isinstance(value, list):
        return value
    name, *fields = value
    read = map(as_written, fields)
    return tuple(read) if not name else _KINDS[name](*read)


def _clause(path: str, source: str) -> Clause:
    found = parse_clause(path, source)
    assert isinstance(found, Clause)
    return found


def _key(*parts: object) -> str:
    return sha256(json.dumps(parts, separators=(",", ":")).encode()).hexdigest()


@lru_cache(maxsize=16384)
def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=16)
def _parties(parties: Parties) -> str:
    return _key(parties.groups, parties.signatories)
