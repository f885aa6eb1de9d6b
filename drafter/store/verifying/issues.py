"""Tags of issued texts: main and every branch as they stood, under a name that never names anything else."""

from __future__ import annotations

from collections.abc import Sequence

from drafter.model.ids import AMENDMENTS_PREFIX, ISSUE_NAME, MAIN_REF, SECRETARIAT, TAGS_PREFIX, few
from drafter.store.issued import branch_of
from drafter.store.objects import Commit, Tag, parse_tag
from drafter.store.verifying.acts import trailers_flaw
from drafter.store.verifying.examination import RefChange
from drafter.store.verifying.ground import MOST_SKEW, Ground
from drafter.store.verifying.keyring import Flaw
from drafter.store.verifying.signature import Signed, check, of_tag

_ON_THE_WAY = 60
"""Seconds within which what the log numbers first may have come to a branch last."""
_SENT = 24 * 3600
"""Seconds within which an issue is sent, so that it counts by its own date: an older one says nothing of that."""


def examine_issues(ground: Ground, changes: Sequence[RefChange]) -> None:
    """Check the tags: each is an issue, or a violation where no others are kept."""
    for change in changes:
        assert change.new is not None
        name = change.ref.removeprefix(TAGS_PREFIX)
        ((_, kind, raw),) = ground.repo.git.objects([change.new])
        tag = parse_tag(change.new, raw) if kind == "tag" else None
        claimed = tag is not None and "\nDrafter-Record: " in tag.message
        if not claimed and not ground.trust.closed:
            continue
        if change.old is not None:
            ground.wrong(change.new, change.ref, "rewound", "the tag names another object than before")
        elif tag is None or not ISSUE_NAME.match(name):
            ground.wrong(change.new, change.ref, "ref-name", "it is not the annotated tag of an issue")
        else:
            _examine(ground, change.ref, name, tag, raw)


def _examine(ground: Ground, ref: str, name: str, tag: Tag, raw: bytes) -> None:
    ((_, content),) = ground.raw([tag.commit])
    ground.received(ref, [tag.commit])
    read = ground.read(tag.commit, content, ref, "main", SECRETARIAT)
    if read is None:
        return
    flaw = trailers_flaw(read.message) or _tag_flaw(ground, name, tag, raw, read.commit.message)
    if flaw is None and (read.message.one("Action"), read.message.one("Issue")) != ("issue", name):
        flaw = ("issue", "its record is that of another act")
    if flaw is None:
        flaw = _snapshot_flaw(ground, read.commit.parents, read.commit.tree, read.message.one("Regarding"))
    # What is wrong with its commit was said, and its tag says the same.
    if flaw is not None and tag.commit not in ground.flawed(ref):
        ground.wrong(tag.commit, ref, *flaw)
    elif flaw is None:
        _tell_left_out(ground, ref, read.commit)


def _tell_left_out(ground: Ground, ref: str, issue: Commit) -> None:
    """Tell which branches an issue leaves out, or holds as they stood before, though they were received by then.

    By when it was issued, or what it holds was received: an exchange would have brought them. That one of them could
    not be had is no fault of the secretariat's.
    """
    main, *joined = issue.parents
    held = {MAIN_REF: main, **{other: each for each in joined if (other := branch_of(ground.repo.commit(each)))}}
    seen = [each for other, tip in held.items() for each in ground.journal.entries.get(other, ()) if each.new == tip]
    received = ground.when(issue).epoch
    issued = max(min(issue.epoch, received) - MOST_SKEW, received - _SENT)
    until = max([issued, *(each.received - _ON_THE_WAY for each in seen)])
    wanting = []
    for other, entries in sorted(ground.journal.entries.items()):
        before = [each.new for each in entries if each.received <= until]
        if before and other != MAIN_REF and not other.startswith(TAGS_PREFIX):
            mine = held.get(other)
            if mine is None or not _holds(ground, mine, before[-1], [each.new for each in entries]):
                wanting.append(other.removeprefix("refs/heads/"))
    if wanting:
        said = f"it does not hold {few(wanting)} as the server had received that before"
        ground.notice(issue.id, ref, "issue", f"{said}: read by it, they are silent or say what they said earlier")


def _holds(ground: Ground, commit: str, before: str, moves: Sequence[str]) -> bool:
    """Whether a commit of a branch holds another one; `moves`: where the branch stood, one after the other."""
    if commit in moves:
        return moves.index(commit) >= moves.index(before)
    return ground.repo.is_ancestor(before, commit)


def _tag_flaw(ground: Ground, name: str, tag: Tag, raw: bytes, said: str) -> Flaw | None:
    """Say why the tag object is not that of its commit, or None."""
    payload, armoured = of_tag(raw)
    if tag.name != name or tag.message != said:
        return "issue", "the tag says something else than its commit"
    signed = check(payload, armoured) if armoured is not None else None
    if isinstance(signed, str):
        return "signature", signed
    ((_, content),) = ground.raw([tag.commit])
    head = content.partition(b"\n\n")[0]
    author = next((line[len(b"author ") :] for line in head.split(b"\n") if line.startswith(b"author ")), b"")
    if b"\ntagger " + author + b"\n" not in payload.partition(b"\n\n")[0] + b"\n":
        return "author", "its tagger is not the author of its commit"
    commit = ground.repo.commit(tag.commit)
    key = signed.key if isinstance(signed, Signed) else None
    return ground.keyring.standing(SECRETARIAT, commit.author, commit.email, key, ground.when(commit))


def _snapshot_flaw(ground: Ground, parents: Sequence[str], tree: str, regarding: str | None) -> Flaw | None:
    """Say why an issue does not hold main and branches as they stood, or None."""
    if not parents or parents[0] not in ground.main or regarding not in (None, parents[0]):
        return "issue", "its first parent is not a commit of main"
    if ground.repo.commit(parents[0]).tree != tree:
        return "issue", "its text is not that of main"
    refs: list[str] = []
    for parent in parents[1:]:
        ref = branch_of(ground.repo.commit(parent))
        if ref is None or not _on_branch(ground, ref, parent):
            return "issue", f"the commit {parent[:12]} in it is not that of a branch"
        refs.append(ref)
    if refs != sorted(set(refs)):
        return "issue", "the branches in it are not in their order"
    return None


def _on_branch(ground: Ground, ref: str, commit: str) -> bool:
    if ref.startswith(AMENDMENTS_PREFIX):
        return ground.tabled(ref.removeprefix(AMENDMENTS_PREFIX), commit)
    return commit not in ground.flawed(ref) and ground.holds(ref, commit)
