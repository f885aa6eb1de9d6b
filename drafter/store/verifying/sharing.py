"""The branches of positions, examined by two processes: they are most of what a large negotiation records.

Signatures need nothing else to be known, so that the other process checks them from the beginning on, those first that
will be examined last. Once it is told by what positions are judged, both examine: this process from the front, the
other one from the end, until they meet.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

from drafter.model.ids import POSITIONS_PREFIX
from drafter.store import worker
from drafter.store.holders import holder_problem
from drafter.store.repository import Repository
from drafter.store.verifying.examination import RefChange
from drafter.store.verifying.ground import Found, Ground
from drafter.store.verifying.signature import Result, check_commit
from drafter.store.verifying.stances import check_trees, examine_stances
from drafter.store.verifying.texts import Texts

FEW = 1000
"""Commits for which another process is not worth its start."""

_PIECE = 1024
"""Commits that are examined at once."""
_BETWEEN = 128
"""Signatures that are checked before it is looked whether there is something else to do."""

_Piece = Sequence[tuple[str, str]]
"""Commits: id and ref."""


class Stances:
    """The branches of positions that change. It is a context, within which their signatures are checked already."""

    def __init__(self, ground: Ground, changes: Sequence[RefChange]) -> None:
        """Begin with the signatures."""
        self._ground, self._changes = ground, changes
        self._ids = {each.ref: ground.graph(each.new or "", each.old) for each in changes}
        self._pieces = _pieces(self._ids)
        self._found: dict[int, Found] = {}
        worth_it = sum(map(len, self._ids.values())) >= FEW
        other = worker.begin("drafter.store.verifying.sharing") if worth_it else None
        if other is not None:
            other.say((ground.repo.place, self._pieces))
        self._shared = worker.Shared(reversed(range(len(self._pieces))), other)

    def __enter__(self) -> Stances:
        return self

    def __exit__(self, *_: object) -> None:
        self._shared.__exit__()

    def examine(self) -> None:
        """Check them. The keys and main's history are known by now."""
        ground = self._ground
        for change in self._changes:
            code = change.ref.removeprefix(POSITIONS_PREFIX)
            # Who holds no position any more has said nothing wrong before: each record is judged by its own time.
            whys = [holder_problem(each, code) for each in ground.keyring.rosters]
            if None not in whys and change.old is None:
                ground.wrong("", change.ref, "signatory", (whys or ["there is no roster"])[-1] or "")
            ground.received(change.ref, self._ids[change.ref])
        before = ground.found()
        self._examine_pieces()
        # In the order of the commits, whoever has examined them.
        for found in (before, *(self._found[place] for place in sorted(self._found))):
            ground.take(found)
        check_trees(ground, self._changes)

    def _examine_pieces(self) -> None:
        texts = Texts(self._ground)
        if self._shared.other is not None:
            self._shared.other.say(self._ground.judged_by)

        def here(place: int) -> None:
            self._found[place] = _examined(self._ground, texts, self._pieces[place], {})

        self._shared.work(here, self._found.__setitem__)


def _pieces(ids: Mapping[str, Sequence[str]]) -> Sequence[_Piece]:
    commits = [(id, ref) for ref, some in ids.items() for id in some]
    return [commits[start : start + _PIECE] for start in range(0, len(commits), _PIECE)]


def _examined(ground: Ground, texts: Texts, piece: _Piece, signatures: Mapping[str, Result]) -> Found:
    raws = ground.raw([id for id, _ in piece])
    examine_stances(
        ground, texts, [(id, ref, raw) for (id, ref), (_, raw) in zip(piece, raws, strict=True)], signatures
    )
    return ground.found()


def main() -> int:
    """Be the other process: hear where it is and which commits, by what they are judged, and then piece by piece."""
    import gc

    # What is known is needed to the end.
    gc.disable()
    line = worker.first()
    begun = line.heard()
    if begun is None:
        return 0
    place, pieces = begun
    with Repository.at(place) as repo:
        signatures = _signatures(repo, pieces, line)
        judged_by = line.heard()
        if judged_by is None:
            return 0
        ground = Ground(repo, **judged_by)
        texts = Texts(ground)
        while (asked := line.heard()) is not None:
            line.say(_examined(ground, texts, pieces[asked], signatures))
    return 0


def _signatures(repo: Repository, pieces: Sequence[_Piece], line: worker.Line) -> dict[str, Result]:
    """Check signatures, those of the last pieces first, until something is said."""
    found: dict[str, Result] = {}
    same: dict[Result, Result] = {}
    for piece in reversed(pieces):
        for start in range(0, len(piece), _BETWEEN):
            if line.waits():
                return found
            for id, kind, raw in repo.git.objects([id for id, _ in piece[start : start + _BETWEEN]]):
                result = check_commit(raw if kind == "commit" else b"")
                found[id] = same.setdefault(result, result)
    return found


if __name__ == "__main__":
    sys.exit(main())
