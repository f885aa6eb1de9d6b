"""The acts that are on record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from drafter.model.ids import AMENDMENTS_PREFIX, MAIN_REF, POSITIONS_PREFIX, SECRETARIAT, TAGS_PREFIX
from drafter.model.negotiation import Act
from drafter.model.position import Position, parse_position
from drafter.model.problem import Problem
from drafter.model.record import Message
from drafter.model.target import Target
from drafter.store.agreed import Agreed
from drafter.store.credentials import act, ref_of, targets
from drafter.store.objects import Commit, parse_commit
from drafter.store.repository import Repository
from drafter.store.snapshot import tips

_AT_ONCE = 1000


def acts(
    repo: Repository,
    *,
    target: Target | None = None,
    signatory: str | None = None,
    key: str | None = None,
    since: str | None = None,
    most: int | None = None,
) -> list[Act]:
    """Give the recorded acts, newest first: all, those about a target, those of a signatory, at most so many.

    About a clause are also the acts on its provisions. `key`: those alone that this key (in base64) has signed.
    `since`: those alone with that date (as records write it) or a later one.
    Commits that don't count as records are left out. Raises Refused.
    """
    now = tips(repo)
    agreed = Agreed(repo, repo.commit(now[MAIN_REF]))
    starts = [tip for ref, tip in now.items() if _may_speak(ref, signatory)]
    mentioned = _mentions(target)
    found: list[Act] = []
    signed = _signed_by(key) if key is not None else lambda _: True
    for commit in _commits(repo, _walked(repo, starts, most, since), lambda raw: mentioned in raw and signed(raw)):
        message = _record(agreed, commit)
        if message is None or (signatory is not None and message.one("Signatory") != signatory):
            continue
        if target is None or any(_about(each, target) for each in targets(message)):
            found.append(act(commit, message, ref_of(message)))
        if most is not None and len(found) >= most:
            break
    return found


def position_before(repo: Repository, taken: Act) -> Position | None:
    """Give the position that an act on a position took the place of; None when there was none, or it can't be read.

    Raises Refused when git fails.
    """
    commit = repo.commit(taken.commit)
    if not commit.parents or not taken.targets:
        return None
    path = taken.targets[0].path
    entry = repo.entry(repo.commit(commit.parents[0]).tree, path)
    if entry is None or not entry.plain:
        return None
    position = parse_position(repo.blobs([entry.id])[entry.id], path)
    return None if isinstance(position, Problem) or position.signatory != taken.signatory else position


def _walked(repo: Repository, starts: list[str], most: int | None, since: str | None) -> Iterator[str]:
    """Give the commits that can be reached, newest first; only as many of a long history as are asked for."""
    given = "".join(f"{id}\n" for id in starts).encode()
    # Dates need not fall along a history: a clock may have been wrong.
    dated = (f"--since-as-filter={since}",) if since is not None else ()
    skipped, count = 0, most if most is not None else -1
    while True:
        listed = repo.git.run(
            "rev-list", "--stdin", f"--skip={skipped}", f"--max-count={count}", *dated, given=given
        ).decode().split()  # fmt: skip
        yield from listed
        if count < 0 or len(listed) < count:
            return
        skipped, count = skipped + count, 4 * count


def _may_speak(ref: str, signatory: str | None) -> bool:
    """Whether a ref can hold acts of a signatory: its own, and for the secretariat main and the issues."""
    if signatory is None:
        return True
    if ref == MAIN_REF or ref.startswith(TAGS_PREFIX):
        return signatory == SECRETARIAT
    return ref == f"{POSITIONS_PREFIX}{signatory}" or ref.startswith(f"{AMENDMENTS_PREFIX}{signatory}-")


def _mentions(target: Target | None) -> bytes:
    """What the message of any act about a target holds: not read further without it."""
    if target is None:
        return b""
    return (target.amendment or f": {target.clause}").encode()


def _commits(repo: Repository, ids: Iterator[str], sought: Callable[[bytes], bool]) -> Iterator[Commit]:
    while some := list(islice(ids, _AT_ONCE)):
        for id, _, raw in repo.git.objects(some):
            if sought(raw):
                yield parse_commit(id, raw)


def _signed_by(key: str) -> Callable[[bytes], bool]:
    """Tell the commits that a key has signed: those with a signature that only names it are not among them."""
    from drafter.store.verifying.signature import Signed, check, named_key, of_commit

    def signed(raw: bytes) -> bool:
        payload, signature = of_commit(raw)
        return signature is not None and named_key(signature) == key and check(payload, signature) == Signed(key)

    return signed


def _record(agreed: Agreed, commit: Commit) -> Message | None:
    for kind in ("position", "amendment", "main"):
        if f"\nDrafter-Record: {kind}/1\n" in commit.message:
            message = agreed.credentials.record(commit, kind, SECRETARIAT if kind == "main" else None)
            return None if isinstance(message, Problem) else message
    return None


def _about(each: Target, target: Target) -> bool:
    return each == target or (bool(target.clause) and not target.label and each.clause == target.clause)
