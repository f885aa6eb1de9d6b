"""Branches of positions: each commit one position of one signatory, in one file, as its message says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from drafter.model.consent import CONSENT_FILE
from drafter.model.ids import POSITIONS_PREFIX
from drafter.model.position import Position, condition_trailer, parse_position
from drafter.model.problem import Problem
from drafter.model.signatory import Roster
from drafter.model.terms import Stance
from drafter.store.credentials import targets
from drafter.store.holders import holder_problem, speaker_problem
from drafter.store.plumbing import EMPTY_TREE, Difference
from drafter.store.said import written
from drafter.store.verifying.acts import trailers_flaw
from drafter.store.verifying.again import Again
from drafter.store.verifying.examination import RefChange
from drafter.store.verifying.files import file_flaw, shown
from drafter.store.verifying.ground import Ground, Read
from drafter.store.verifying.joins import join_flaw
from drafter.store.verifying.keyring import Flaw
from drafter.store.verifying.signature import Result, check_commit
from drafter.store.verifying.texts import Texts
from drafter.store.verifying.trees import first_flawed, tree_flaws

MOST_FILE = 64 * 1024
"""Bytes of a file of a position."""

Piece = Sequence[tuple[str, str, bytes]]
"""Commits: id, ref, content."""


def check_trees(ground: Ground, changes: Sequence[RefChange]) -> None:
    """Check that whoever reads a branch where it stands reads the same; if not, find where that began."""
    tree = {id: commit.tree or EMPTY_TREE for id, commit in ground.repo.commits(
        id for each in changes for id in (each.old, each.new) if id is not None
    ).items()}  # fmt: skip
    pairs = {each.ref: (tree.get(each.old or "", EMPTY_TREE), tree[each.new or ""]) for each in changes}
    broken = tree_flaws(ground, list(pairs.values()))
    for change in changes:
        if pairs[change.ref] in broken:
            found = first_flawed(ground, ground.graph(change.new or "", change.old))
            if found is not None:
                ground.wrong(found[0], change.ref, *found[1])


def examine_stances(ground: Ground, texts: Texts, some: Piece, signatures: Mapping[str, Result]) -> None:
    """Check commits of positions branches, each after those that it stands on.

    Keys, main's history and the amendments are known. `signatures`: of commits, as far as they were checked before.
    """
    reads: list[tuple[Read, str]] = []
    trees: dict[str, str] = {}
    unsigned: list[tuple[Read, str]] = []
    for id, ref, raw in some:
        read = ground.read_unsigned(id, raw, ref, "position", ref.removeprefix(POSITIONS_PREFIX))
        if read is None:
            continue
        unsigned.append((read, ref))
        trees[id] = read.commit.tree
        flaw = trailers_flaw(read.message) or _parents_flaw(read)
        if flaw is not None:
            ground.wrong(id, ref, *flaw)
        else:
            reads.append((read, ref))
    outside = {parent for read, _ in reads for parent in read.commit.parents} - set(trees)
    trees.update((id, commit.tree) for id, commit in ground.repo.commits(sorted(outside)).items())
    pairs = {read.id: (trees[read.commit.parents[0]] if read.commit.parents else EMPTY_TREE, read.commit.tree)
             for read, _ in reads}  # fmt: skip
    texts.prepare([each for read, _ in reads if (each := read.message.one("Regarding")) is not None])
    taken = _taken(ground, texts, reads, pairs)
    differences = ground.differences([pair for id, pair in pairs.items() if id not in taken])
    changed = {read.id: differences[pairs[read.id]] for read, _ in reads if read.id not in taken}
    blobs = ground.repo.blobs(
        {each.after.id for some in changed.values() for each in some if each.after is not None and each.after.plain}
    )
    for read, ref in reads:
        action = read.message.one("Action")
        if read.id in taken:
            flaw = _claim_flaw(ground, read, taken[read.id])
        elif action == "join":
            flaw = join_flaw(ground, read)
        elif action == "roster":
            flaw = _consent_flaw(read, changed[read.id], blobs)
        else:
            flaw = _position_flaw(ground, texts, read, changed[read.id], blobs)
        if flaw is not None:
            ground.wrong(read.id, ref, *flaw)
    raws = {id: raw for id, _, raw in some}
    for read, ref in unsigned:
        signed = signatures[read.id] if read.id in signatures else check_commit(raws[read.id])
        ground.check_signer(read, ref, ref.removeprefix(POSITIONS_PREFIX), signed)


def _taken(
    ground: Ground, texts: Texts, reads: Sequence[tuple[Read, str]], trees: Mapping[str, tuple[str, str]]
) -> Mapping[str, Position]:
    """Give the position of each commit that, by the id of its tree, changes one file only, to what its record says.

    The text that it regards is the one that is on record.
    """
    found: dict[str, Position] = {}
    again = Again(ground.repo)
    for read, _ in reads:
        named = targets(read.message)
        regarding, stance = read.message.one("Regarding"), read.message.one("Stance")
        if len(named) != 1 or regarding is None or stance is None or len(read.commit.parents) > 1:
            continue
        text = texts.sha256(regarding, named[0])
        code = read.message.one("Signatory") or ""
        for each in written(code, named[0], regarding, stance, read.message.statement, [text] if text else ()):
            if len(each.content) <= MOST_FILE and again.makes(
                trees[read.id][0], named[0].path, each.id, trees[read.id][1]
            ):
                found[read.id] = each.position
                break
    return found


def _parents_flaw(read: Read) -> Flaw | None:
    count, join = len(read.commit.parents), read.message.one("Action") == "join"
    if (count == 2) != join or count > 2:
        return "parents", "only a join has two parents, and it has two"
    return None


def _only(differences: Sequence[Difference], path: str) -> Difference | Flaw:
    """Give the one difference, which must be that of `path`, or say what else changes."""
    for each in differences:
        flaw = file_flaw(each)
        if flaw is not None:
            return flaw
        if each.path != path:
            return "path", f"it changes {shown(each.path)}, and it speaks of {path}"
        if each.after is None:
            return "path", f"it deletes {path}, and no position is ever deleted"
    return differences[0] if differences else ("trailers", f"it does not change {path}, of which it speaks")


def _consent_flaw(read: Read, differences: Sequence[Difference], blobs: Mapping[str, bytes]) -> Flaw | None:
    only = _only(differences, CONSENT_FILE)
    if isinstance(only, tuple):
        return only
    assert only.after is not None
    said = blobs[only.after.id]
    if len(said) > MOST_FILE or not said.startswith(f'signatory = "{read.message.one("Signatory")}"\n'.encode()):
        return "consent", f"{CONSENT_FILE} is not that of {read.message.one('Signatory')}"
    return None


def _position_flaw(
    ground: Ground, texts: Texts, read: Read, differences: Sequence[Difference], blobs: Mapping[str, bytes]
) -> Flaw | None:
    named = targets(read.message)
    if len(named) != 1:
        return "trailers", "a position is about one target"
    only = _only(differences, named[0].path)
    if isinstance(only, tuple):
        return only
    assert only.after is not None
    content = blobs[only.after.id]
    if len(content) > MOST_FILE:
        return "size", f"{only.path} has more than {MOST_FILE} bytes"
    position = parse_position(content, only.path)
    if isinstance(position, Problem):
        return "position-file", position.message
    return _claim_flaw(ground, read, position) or _text_flaw(texts, read, position)


def _claim_flaw(ground: Ground, read: Read, position: Position) -> Flaw | None:
    """Say why a position is not what its message says, or not this signatory's to take, or None."""
    message = read.message
    if position.signatory != message.one("Signatory"):
        return "signatory", f"the file is in the name of {position.signatory}"
    said = (message.one("Stance"), message.one("Regarding"), message.statement, message.all("Condition"))
    conditions = tuple(map(condition_trailer, position.conditions))
    if said != (position.stance.value, position.commit, position.statement, conditions):
        return "trailers", "its message says something else than its file"
    if position.cosponsor and (
        position.stance is not Stance.SUPPORT
        or not position.target.amendment
        or position.target.amendment.startswith(f"{position.signatory}-")
    ):
        return "cosponsor", "a co-sponsor supports an amendment of another signatory"
    rosters: Sequence[Roster] = ground.keyring.at(ground.when(read.commit).epoch)
    if not rosters:
        return "signatory", "there is no list of signatories to judge it by"
    if position.on_behalf_of is not None:
        whys = [speaker_problem(each, position.signatory, position.on_behalf_of) for each in rosters]
        if None not in whys:
            return "on-behalf-of", whys[-1] or ""
    holders = [holder_problem(each, position.signatory) for each in rosters]
    return ("signatory", holders[-1] or "") if None not in holders else None


def _text_flaw(texts: Texts, read: Read, position: Position) -> Flaw | None:
    own = (position.commit, position.target, position.text_sha256)
    for commit, target, sha256 in (
        own,
        *((each.commit, each.target, each.text_sha256) for each in position.conditions),
    ):
        found = texts.sha256(commit, target)
        if found is None:
            return "regarding", f"{target} is not on record at the commit {commit[:12]}"
        if found != sha256:
            return "text", f"the hash is not that of the text of {target} at {commit[:12]}"
    return None
