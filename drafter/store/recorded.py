"""The positions of one signatory with the commit that recorded each, remembered by the tip of their branch.

What was found (`origins`) is kept, in memory and in `.git/drafter/recorded-<version>/<CODE>.json`: at the same tip
nothing is read again. Large negotiations hold tens of thousands of positions that are all read at once, so they are
kept by column, and made into values without a step of Python for each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import repeat
from pathlib import Path
from typing import Any, NamedTuple

from drafter.model.position import Condition, Position, Recorded
from drafter.model.signatory import Roster
from drafter.model.target import Target, parse_target
from drafter.model.terms import DEGREES, STANCES
from drafter.store import cache

VERSION = 4


@lru_cache(maxsize=8192)
def _target(named: str) -> Target:
    target = parse_target(named)
    if target is None:
        raise ValueError(named)
    return target


class Origin(NamedTuple):
    """Who recorded a position file, when and in which commit; `flaw` says why it doesn't count."""

    blob: str
    commit: str = ""
    date: str = ""
    delegate: str = ""
    email: str = ""
    signed: bool = False
    flaw: str | None = None


@dataclass
class Branch:
    """The positions of one signatory at one tip, by column: a pure function of what git holds there."""

    code: str
    tip: str
    positions: Sequence[Position]
    """By target."""
    blobs: str
    """The objects that hold them, a line each: seldom asked for."""
    commits: Sequence[str]
    dates: Sequence[str]
    speakers: Sequence[tuple[str, str, bool]]
    """Those who recorded them: name, e-mail address, whether signed."""
    who: Sequence[int]
    """The place among them of each position's."""
    faulty: Mapping[int, str]
    """Why a position doesn't count, by its place."""
    unreadable: Mapping[str, str]
    """Why a file is no position, by path."""
    flaws: Sequence[str]
    """Commits on the way that are no records."""
    counted: tuple[Roster, tuple[Recorded, ...]] | None = None
    """What counts of it, all of it, by that roster; None when that is not known or something doesn't count."""

    @cached_property
    def by_path(self) -> Mapping[str, tuple[Position, Origin]]:
        """The positions by the path of their file, with who recorded each."""
        blobs = _lines(self.blobs, len(self.positions))
        return {
            each.target.path: (each, self._origin(place, blobs[place])) for place, each in enumerate(self.positions)
        }

    def recorded(
        self, counts: Callable[[Position, Origin], str | None], surely: Callable[[str, str, bool], bool]
    ) -> tuple[list[Recorded], list[tuple[str, str]]]:
        """Give the positions that count, and the path of each other one with why it doesn't.

        `counts` says why one doesn't, or None; it is not asked about an ordinary record of somebody (name, e-mail
        address, whether signed) who `surely` speaks for the signatory.
        """
        sure = [surely(*each) for each in self.speakers]
        delegates = [self.speakers[at][0] for at in self.who]
        signed = [self.speakers[at][2] for at in self.who]
        columns = (self.positions, self.commits, self.dates, delegates, signed)
        found = list(map(Recorded._make, zip(*columns, strict=True)))
        doubtful = {place for place, each in enumerate(self.positions) if each.on_behalf_of is not None}
        doubtful.update(self.faulty)
        if not all(sure):
            doubtful.update(place for place, at in enumerate(self.who) if not sure[at])
        others = {}
        for place in sorted(doubtful):
            why = counts(self.positions[place], self._origin(place, ""))
            if why is not None:
                others[place] = (self.positions[place].target.path, why)
        if others:
            found = [each for place, each in enumerate(found) if place not in others]
        return found, list(others.values())

    def _origin(self, place: int, blob: str) -> Origin:
        name, email, signed = self.speakers[self.who[place]]
        return Origin(blob, self.commits[place], self.dates[place], name, email, signed, self.faulty.get(place))

    @classmethod
    def found(
        cls, code: str, tip: str, held: Sequence[tuple[Position, Origin]], unreadable: Mapping[str, str],
        flaws: Sequence[str],
    ) -> Branch:  # fmt: skip
        """Make one of what was read: positions by target, each with its origin."""
        speakers: dict[tuple[str, str, bool], int] = {}
        return cls(
            code=code,
            tip=tip,
            positions=[position for position, _ in held],
            blobs="\n".join(origin.blob for _, origin in held),
            commits=[origin.commit for _, origin in held],
            dates=[origin.date for _, origin in held],
            who=[speakers.setdefault(origin[3:6], len(speakers)) for _, origin in held],
            speakers=list(speakers),
            faulty={place: origin.flaw for place, (_, origin) in enumerate(held) if origin.flaw is not None},
            unreadable=unreadable,
            flaws=flaws,
        )


class MetTexts:
    """The hashes of the texts that positions were taken on, as far as they were met, by the path of the position."""

    def __init__(self) -> None:
        self._at: dict[tuple[str, str], str] = {}
        """By the commit at which a text stood as well."""
        self._ever: dict[str, dict[str, None]] = {}

    def met(self, path: str, position: Position) -> None:
        """Take note of the text of a position."""
        self._at[path, position.commit] = position.text_sha256
        self._ever.setdefault(path, {})[position.text_sha256] = None

    def likely(self, path: str, commit: str) -> Iterable[str]:
        """Give the hashes that a text at a commit may have: the one that it had there, or else those it ever had."""
        at = self._at.get((path, commit))
        return (at,) if at is not None else tuple(self._ever.get(path, ()))


class Memory:
    """What is known of positions branches, of one treaty in one repository."""

    def __init__(self, directory: Path, treaty: str) -> None:
        self._directory = directory / f"recorded-{VERSION}"
        self.texts = MetTexts()
        self._treaty = treaty
        self._branches: dict[str, Branch | None] = {}
        self._shared: dict[str, str] = {}
        """Texts and commits that many positions name, once each."""

    def known(self, code: str) -> Branch | None:
        """Give what is known of a signatory's branch, at whatever tip, or None."""
        if code not in self._branches:
            self._branches[code] = self._load(code)
        return self._branches[code]

    def look_again(self, code: str) -> Branch | None:
        """Give what another process has found out meanwhile."""
        self._branches.pop(code, None)
        return self.known(code)

    def keep(self, branch: Branch) -> None:
        """Remember a branch."""
        self._branches[branch.code] = branch
        cache.keep(self._file(branch.code), {"treaty": self._treaty, **_columns(branch)})

    def _file(self, code: str) -> Path:
        return self._directory / f"{code}.json"

    def _load(self, code: str) -> Branch | None:
        data: Any = cache.load(self._file(code))
        try:
            return self._branch(code, data) if data is not None and data["treaty"] == self._treaty else None
        except (ValueError, LookupError, TypeError, AttributeError):
            return None

    def _branch(self, code: str, data: Mapping[str, Any]) -> Branch:
        count = len(data["who"])
        once = self._shared.setdefault
        cosponsors, groups, statements = [False] * count, [None] * count, [""] * count
        conditions: list[tuple[Condition, ...]] = [()] * count
        for place in data["cosponsors"]:
            cosponsors[place] = True
        for column, kept_values in ((groups, data["groups"]), (statements, data["statements"])):
            for place, value in kept_values:
                column[place] = value
        for place, made in data["conditions"]:
            conditions[place] = tuple(Condition(DEGREES[each[0]], _target(each[1]), *each[2:]) for each in made)
        names, texts, regarding, stances, commits, dates = (
            _lines(data[each], count) for each in ("targets", "texts", "regarding", "stances", "commits", "dates")
        )
        columns = (
            repeat(code, count), map(_target, names), map(once, texts, texts), map(once, regarding, regarding),
            map(STANCES.__getitem__, stances), cosponsors, groups, statements,
            conditions,
        )  # fmt: skip
        return Branch(
            code=code,
            tip=data["tip"],
            positions=list(map(Position._make, zip(*columns, strict=True))),
            blobs=data["blobs"],
            commits=commits,
            dates=dates,
            speakers=[(name, email, signed) for name, email, signed in data["speakers"]],
            who=data["who"],
            faulty=dict(data["faulty"]),
            unreadable=dict(data["unreadable"]),
            flaws=data["flaws"],
        )


def _columns(branch: Branch) -> Mapping[str, Any]:
    """Give a branch as it is kept: a text a column, a line a position; what few positions have by its place."""
    positions = branch.positions
    return {
        "tip": branch.tip,
        "targets": "\n".join(str(each.target) for each in positions),
        "texts": "\n".join(each.text_sha256 for each in positions),
        "regarding": "\n".join(each.commit for each in positions),
        "stances": "\n".join(each.stance.value for each in positions),
        "cosponsors": [place for place, each in enumerate(positions) if each.cosponsor],
        "groups": [(place, each.on_behalf_of) for place, each in enumerate(positions) if each.on_behalf_of is not None],
        "statements": [(place, each.statement) for place, each in enumerate(positions) if each.statement],
        "conditions": [
            (place, [(on.degree.value, str(on.target), on.text_sha256, on.commit) for on in each.conditions])
            for place, each in enumerate(positions)
            if each.conditions
        ],
        "blobs": branch.blobs,
        "commits": "\n".join(branch.commits),
        "dates": "\n".join(branch.dates),
        "speakers": list(branch.speakers),
        "who": list(branch.who),
        "faulty": list(branch.faulty.items()),
        "unreadable": list(branch.unreadable.items()),
        "flaws": list(branch.flaws),
    }


def _lines(column: str, count: int) -> list[str]:
    """Give the values of a column. Raises ValueError when they are not that many."""
    values = column.split("\n") if count else []
    if len(values) != count:
        raise ValueError(column)
    return values
