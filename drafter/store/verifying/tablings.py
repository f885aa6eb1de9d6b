"""Branches of amendments: each commit one version of one signatory's proposal, on a text that was on the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from drafter.model.amendment import unseen
from drafter.model.ids import AMENDMENTS_PREFIX, SECRETARIAT, amendment_ref
from drafter.model.problem import Problem
from drafter.model.record import Message, parse_message
from drafter.model.target import parse_target
from drafter.store.changes import WITH_CHANGES, read_changes, words_changed
from drafter.store.objects import Commit
from drafter.store.plumbing import Difference, Pair
from drafter.store.tabled import MOST_DEEP, base_of, version_at
from drafter.store.verifying.acts import trailers_flaw
from drafter.store.verifying.examination import RefChange
from drafter.store.verifying.files import clause_flaw, file_flaw, shown, twin_flaw
from drafter.store.verifying.ground import Ground, Read
from drafter.store.verifying.keyring import Flaw
from drafter.store.verifying.trees import tree_flaws


@dataclass(frozen=True, slots=True)
class Version:
    """A version of an amendment and the commit whose text it changes."""

    read: Read
    base: str


def examine_tablings(ground: Ground, changes: Sequence[RefChange]) -> None:
    """Check the branches of amendments, those that others change before these."""
    _prefetch(ground, changes)
    lines = {each.ref: ground.versions(each.new or "", each.old) for each in changes}
    wanted = [id for line in lines.values() for id in line]
    raws = dict(ground.raw(wanted))
    for change in changes:
        ground.chains[change.ref] = ground.versions(change.old) if change.old is not None else []
    versions: list[tuple[str, Version]] = []
    for change in _parents_first(changes, lines, raws):
        line = lines[change.ref]
        ground.received(change.ref, line)
        for version in _examine_line(ground, change, [(id, raws[id]) for id in line]):
            versions.append((change.ref, version))
    _examine_texts(ground, versions)
    _cut_off(ground)
    for ref, version in versions:
        flaw = _taken_over_flaw(ground, version) if version.read.id not in ground.flawed(ref) else None
        if flaw is not None:
            ground.wrong(version.read.id, ref, *flaw)
    _cut_off(ground)


def _cut_off(ground: Ground) -> None:
    """Leave out what breaks a rule, and what stands on that."""
    for ref, chain in ground.chains.items():
        wrong = next((place for place, id in enumerate(chain) if id in ground.flawed(ref)), len(chain))
        ground.chains[ref] = chain[:wrong]


def _prefetch(ground: Ground, changes: Sequence[RefChange]) -> None:
    """Read the commits of all branches at once."""
    wanted: set[str] = set()
    for change in changes:
        at: str | None = change.new
        while at is not None and at in ground.links and at not in ground.main:
            wanted.update((at, *ground.links[at]))
            at = next(iter(ground.links[at]), None)
    ground.repo.commits(sorted(wanted))


def _parents_first(
    changes: Sequence[RefChange], lines: Mapping[str, Sequence[str]], raws: Mapping[str, bytes]
) -> list[RefChange]:
    """Put sub-amendments behind what they change: its branch may be new too.

    What one changes its tabling says and each revision; the withdrawal doesn't.
    """
    named: dict[str, set[str]] = {}
    for each in changes:
        named[each.ref] = set()
        for id in lines[each.ref]:
            message = parse_message(raws[id].partition(b"\n\n")[2].decode("utf-8", "replace"))
            others = message.all("Amendment")[1:] if isinstance(message, Message) else ()
            named[each.ref].update(map(amendment_ref, others))
    ordered: list[RefChange] = []
    waiting = list(changes)
    while waiting:
        refs = {each.ref for each in waiting}
        ready = [each for each in waiting if not named[each.ref] & refs - {each.ref}] or waiting
        ordered += ready
        waiting = [each for each in waiting if each not in ready]
    return ordered


def _examine_line(ground: Ground, change: RefChange, line: Sequence[tuple[str, bytes]]) -> list[Version]:
    id = change.ref.removeprefix(AMENDMENTS_PREFIX)
    code = id[:3]
    found: list[Version] = []
    before = _said(ground, ground.chains[change.ref])
    for commit, raw in line:
        read = ground.read(commit, raw, change.ref, "amendment", code)
        if read is None:
            continue
        if code == SECRETARIAT:
            ground.wrong(commit, change.ref, "signatory", "the secretariat tables no amendments")
        flaw = trailers_flaw(read.message) or _placed(ground, change.ref, id, read, before)
        if flaw is not None:
            ground.wrong(commit, change.ref, *flaw)
        elif read.message.one("Action") != "withdraw":
            found.append(Version(read, base_of(read.commit, read.message)))
        before = [*before, (read.commit, read.message)]
        ground.chains[change.ref].append(commit)
    return found


def _said(ground: Ground, chain: Sequence[str]) -> list[tuple[Commit, Message]]:
    found = []
    for id in chain:
        commit = ground.repo.commit(id)
        message = parse_message(commit.message)
        if isinstance(message, Message):
            found.append((commit, message))
    return found


def _placed(ground: Ground, ref: str, id: str, read: Read, before: Sequence[tuple[Commit, Message]]) -> Flaw | None:
    """Say why a version may not stand where it stands, or None."""
    message, parents = read.message, read.commit.parents
    named = message.all("Amendment")
    action, regarding = message.one("Action"), message.one("Regarding") or ""
    if named[0] != id or len(named) > 2:
        return "amendment", f"it is a record of {named[0]}"
    if (action == "table") != (not before):
        return "act", "a branch begins with its tabling, and holds one"
    if before and before[-1][1].one("Action") == "withdraw":
        return "act", "it follows the withdrawal"
    other = named[1] if len(named) > 1 else None
    if action == "withdraw":
        sound = parents == (before[-1][0].id,) and regarding == before[-1][0].id
        if not sound or read.commit.tree != before[-1][0].tree:
            return "trailers", "a withdrawal stands on the version that it withdraws, and changes nothing"
        return None
    if action == "table":
        if len(parents) != 1 or not _on_table(ground, parents[0], other):
            return "base", "its base is not a commit of main, nor of the amendment that it changes"
        against = other is not None and parents[0] in ground.main
        if _deep(ground, parents[0]) >= MOST_DEEP:
            return "base", f"it is the end of a row of more than {MOST_DEEP} amendments of amendments"
        if regarding != parents[0] and not (against and ground.tabled(other or "", regarding)):
            return "base", "it regards another commit than its base"
        return None
    if parents[0] != before[-1][0].id or len(parents) > 2 or (len(parents) == 2 and parents[1] != regarding):
        return "parents", "a revision stands on the version before it, and on its base when that is a newer one"
    if not _on_table(ground, regarding, other):
        return "base", "its base is not a commit of main, nor of the amendment that it changes"
    if regarding not in ground.main and not (other is not None and ground.tabled(other, before[0][0].parents[0])):
        return "base", f"it was tabled on another text than that of {other}, and amendments would change each other"
    return None


def _deep(ground: Ground, base: str) -> int:
    """Say how many amendments lie, one on the other, between a text and main, or that there are too many."""
    for count in range(MOST_DEEP):
        if base in ground.main:
            return count
        parents = ground.repo.commit(ground.versions(base)[0]).parents
        if not parents:
            return count
        base = parents[0]
    return MOST_DEEP


def _on_table(ground: Ground, commit: str, other: str | None) -> bool:
    return commit in ground.main or (other is not None and ground.tabled(other, commit))


def _examine_texts(ground: Ground, versions: Sequence[tuple[str, Version]]) -> None:
    """Check what each version changes: clauses only, each a plain file, and as its trailers say."""
    trees = {
        version.read.id: (ground.repo.commit(version.base).tree, version.read.commit.tree) for _, version in versions
    }
    differences, broken = ground.differences(list(trees.values())), tree_flaws(ground, list(trees.values()))
    sound: list[tuple[str, Version]] = []
    for ref, version in versions:
        changed = differences[trees[version.read.id]]
        flaw = broken.get(trees[version.read.id]) or _files_flaw(ground, changed)
        flaw = flaw or twin_flaw(ground, version.read.commit.tree, changed)
        if flaw is not None:
            ground.wrong(version.read.id, ref, *flaw)
        else:
            sound.append((ref, version))
    before = {version.read.id: _before_revision(ground, ref, version) for ref, version in sound}
    pairs = [(version.base, version.read.id) for _, version in sound]
    changes = read_changes(ground.repo, [*pairs, *(pair for pair in before.values() if pair is not None)])
    for ref, version in sound:
        found = changes[version.base, version.read.id]
        if isinstance(found, Problem):
            ground.wrong(version.read.id, ref, "path", found.message)
            continue
        message = version.read.message
        named = (*message.all("Provision"), *message.all("Clause"))
        if not found:
            targets = [parse_target(each) for each in named]
            if not targets or None in targets or message.all("Text-SHA256") or message.one("Action") != "table":
                ground.wrong(version.read.id, ref, "trailers", "it changes nothing, and does not say what to retain")
            continue
        if {f"{each.clause} {each.text_sha256}" for each in found} != set(message.all("Text-SHA256")):
            ground.wrong(version.read.id, ref, "text", "the hashes in its trailers are not those of its text")
        elif {each.clause for each in found} != set(named):
            ground.wrong(version.read.id, ref, "trailers", "its trailers name other clauses than it changes")
        earlier = before[version.read.id]
        old = changes[earlier] if earlier is not None else ()
        moved = unseen(old, found) if old and not isinstance(old, Problem) else None
        if moved is not None:
            said = f"it gives {moved} another number or place, and has the words of the version before: tabled anew"
            ground.wrong(version.read.id, ref, "unseen", f"{said}, all would be asked")


def _taken_over_flaw(ground: Ground, version: Version) -> Flaw | None:
    """Say why an amendment can't take over the one that it says, or None: it was on record, nobody put it forward any
    more, and that its words are others is said."""
    said = version.read.message.one("Taken-over")
    if said is None:
        return None
    id, commit = said.split(" ")
    if not ground.tabled(id, commit):
        return "taken-over", f"what it takes over, {id} at {commit[:12]}, is not on record"
    if not ground.left(id, commit):
        return "taken-over", f"it takes over {id}, which was not withdrawn, and nobody had decided against it"
    taken = version_at(ground.repo, id, commit)
    pair = (version.base, version.read.id)
    made = read_changes(ground.repo, [pair])[pair]
    changed = words_changed(taken[1], made) if taken is not None and not isinstance(made, Problem) else None
    if changed is not None and changed != (WITH_CHANGES in version.read.message.subject):
        return "taken-over", f"its subject says that it takes over {id}{WITH_CHANGES} exactly when its words are others"
    return None


def _before_revision(ground: Ground, ref: str, version: Version) -> Pair | None:
    """Give base and commit of the version that one revises, or None: of a tabling, and of what stands on a flawed one.

    Such a one may name a base that nobody has.
    """
    earlier = ground.repo.commit(version.read.commit.parents[0])
    message = parse_message(earlier.message)
    tabling = version.read.message.one("Action") == "table"
    if tabling or isinstance(message, Problem) or earlier.id in ground.flawed(ref):
        return None
    return base_of(earlier, message), earlier.id


def _files_flaw(ground: Ground, differences: Sequence[Difference]) -> Flaw | None:
    for each in differences:
        flaw = file_flaw(each)
        if flaw is None and not each.path.startswith("clauses/"):
            flaw = ("path", f"it changes {shown(each.path)}, and an amendment changes clauses only")
        flaw = flaw or clause_flaw(ground, each)
        if flaw is not None:
            return flaw
    return None
