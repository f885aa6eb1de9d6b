"""Deciding about a push: all of it is looked at before any of it is accepted."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from drafter.model.ids import (
    LOG_REF,
    MAIN_REF,
    TAGS_PREFIX,
    amendment_ref,
    is_negotiated,
    owner,
    place_of,
    positions_ref,
)
from drafter.model.signatory import Roster
from drafter.store.agreed import Agreed
from drafter.store.objects import Commit
from drafter.store.plumbing import NO_OBJECT, lines_of
from drafter.store.repository import Repository
from drafter.store.serving.accepted import Asked, Push, keep, kept, one_at_a_time
from drafter.store.serving.place import BESIDE_QUARANTINE, MOST_COMMITS, QUARANTINED, ROOT, all_tips, setting
from drafter.store.serving.turn import in_turn, moves_main, moving, same_keys, taken, wait
from drafter.store.verifying import Flaw, RefChange, Trust, amendment_of, consents_used, examine, overtaken

MOST_REFS = 2000
COMMITS_UNLESS_SET = 2000
MOST_OBJECTS = 50_000
MOST_BYTES = 256 * 1024
"""The largest object: a statement has at most 24 KiB, a file of 195 delegations with their keys about 60."""

MOST_BYTES_OF_TREE = 4 * 1024 * 1024
"""The largest directory: a position on each of a hundred thousand amendments."""

_PATIENCE = 5.0
"""Seconds for which a push waits while another one moves main: git does that in a few milliseconds. Then it is refused:
it might have been judged by lists that are in force no longer.
"""

MOST_LINES = 40
"""Lines of a refusal: a push of ten thousand wrong commits is not answered with as many."""

_SIGNED = re.compile(rb"^gpgsig ", re.MULTILINE)


def refusals(repo: Repository, push: Push, tips: dict[str, str]) -> list[str]:
    """Say why a push is refused where all refs stand at `tips`, a line a cause; nothing when it may be accepted.

    Reads in the quarantine of the push. Raises Refused when git fails.
    """
    asked = [change.ref for change in push.changes]
    found = [why for change in push.changes if (why := _ref_refusal(change, tips, asked)) is not None]
    if len(push.changes) > MOST_REFS:
        found.append(f"it moves {len(push.changes)} refs, and one push moves at most {MOST_REFS} [size]")
    if found:
        return found
    found = _size_refusals(repo)
    if found:
        return found
    found = [why for change in push.changes if (why := _rewind(repo, change)) is not None]
    if found:
        return found
    trust = Trust(tips=tips, root=setting(repo, ROOT), received=push.received, log=tips.get(LOG_REF), closed=True)
    examination = examine(repo, [RefChange(*each) for each in push.changes], trust)
    if not examination.ok:
        return [str(each) for each in examination.problems]
    return _unsigned_refusals(repo, push, tips)


def receive(repo: Repository, push: Push) -> list[str]:
    """Decide about a push (pre-receive): gives why it is refused, or nothing once it is kept for the log."""
    given_up = time.monotonic() + _PATIENCE
    while True:
        # In this order: where main has moved, either its push is kept still, or the log has it.
        examined = all_tips(repo)
        before = kept(repo)
        busy = moves_main(before)
        examined |= {ref: id for ref, id in all_tips(repo).items() if ref == LOG_REF}
        push = in_turn(push, before)
        found = refusals(repo, push, examined)
        if found:
            return found
        with one_at_a_time(repo, "accepted"):
            # In this order: what is forgotten between the two has moved its refs.
            others = kept(repo)
            tips = all_tips(repo)
            found = taken(push, others, tips)
            late = time.monotonic() > given_up
            later = in_turn(push, others)
            again = busy or moves_main(others) or tips.get(MAIN_REF) != examined.get(MAIN_REF)
            again = again or not same_keys(repo, tips, push.received, later.received)
            if not found and not again:
                found = _overtaken(repo, push, others, tips)
                if not found:
                    keep(repo, later)
                return found
        if not found and late:
            found = ["main is moving, and its lists are not in force yet; sync again [busy]"]
        if found:
            return found
        wait()


def _overtaken(repo: Repository, push: Push, others: Sequence[Push], tips: Mapping[str, str]) -> list[str]:
    """Say which acts on main come too late: what they adopt, or rest on, was taken back by a record received before.

    Asked when everything else is known to be sound, while no other push is accepted: what comes in from now on comes
    behind them.
    """
    found = []
    for change in push.changes:
        if change.ref == MAIN_REF and change.old is not None:
            listed = repo.git.run("rev-list", "--first-parent", change.new, f"^{change.old}").decode().split()
            for act in repo.commits(listed).values():
                flaws = [*overtaken(repo, act, tips), *_moving(repo, act, others, tips)]
                found += [f"main {act.id[:12]}: {said} [{rule}]" for rule, said in flaws]
    return found


def _moving(repo: Repository, act: Commit, others: Sequence[Push], tips: Mapping[str, str]) -> Iterator[Flaw]:
    """Say which adopted amendments, and consents, another push is about to move: to where can't be read yet."""
    busy = moving(others, tips)
    for tip in act.parents[1:]:
        id = amendment_of(repo.commit(tip))
        if id is not None and busy.get(amendment_ref(id), tip) != tip:
            yield "adoption", f"{id} is being revised or withdrawn at this moment; sync, and decide anew"
    for code, _ in consents_used(repo, act):
        if positions_ref(code) in busy:
            yield "busy", f"{code} sends something at this moment; sync again"


def _ref_refusal(change: Asked, tips: Mapping[str, str], others: Sequence[str]) -> str | None:
    """Say why a ref may not be moved, by its name alone, or None. `others`: the refs that one push moves."""
    ref = change.ref
    shown = ref.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if ref == LOG_REF:
        return "refs/heads/log is written by the server only [log-entry]"
    if not is_negotiated(ref):
        those = "those are main, amendments/<id>, positions/<code> and tags of issues"
        return f"{shown} is no ref of a negotiation; {those} [ref-name]"
    if change.new == NO_OBJECT:
        return f"{shown} would be deleted, and nothing is ever deleted [ref-deleted]"
    if ref.startswith(TAGS_PREFIX):
        if change.old is not None:
            return f"{shown} is issued already, and an issued text is never changed [rewound]"
        # Loose refs are files, and some file systems of clones don't tell rev.1 from Rev.1.
        twin = next((each for each in (*tips, *others) if each.casefold() == ref.casefold() and each != ref), None)
        if twin is not None:
            return f"{shown} differs from {twin} in capitals only [ref-name]"
    return None


def _size_refusals(repo: Repository) -> list[str]:
    """Say why a push is too large, before anything of it is read."""
    brought = _brought(repo)
    commits = int(setting(repo, MOST_COMMITS) or COMMITS_UNLESS_SET)
    if sum(kind == "commit" for _, kind, _ in brought) > commits:
        return [f"it brings more than {commits} commits; push them in parts [size]"]
    if len(brought) > MOST_OBJECTS:
        return [f"it brings more than {MOST_OBJECTS} objects; push them in parts [size]"]
    found = []
    for id, kind, size in brought:
        most = MOST_BYTES_OF_TREE if kind == "tree" else MOST_BYTES
        if int(size) > most:
            found.append(f"the {kind} {id[:12]} has {size} bytes, and none in a treaty has more than {most} [size]")
    return found


def _brought(repo: Repository) -> list[list[str]]:
    """Give the objects (id, kind, size) of the quarantine that the repository doesn't hold.

    Found by what lies there, not by a walk from all refs, which beside ten thousand delegations takes git seconds.
    """
    if QUARANTINED not in repo.git.environment:
        return []
    listed = repo.git.run(
        "cat-file", "--batch-all-objects", "--batch-check=%(objectname) %(objecttype) %(objectsize)",
        environment={BESIDE_QUARANTINE: ""},
    )  # fmt: skip
    lying = [line.split(" ") for line in lines_of(listed)]
    held = {QUARANTINED: str(repo.common_dir / "objects"), BESIDE_QUARANTINE: ""}
    asked = "".join(f"{id}\n" for id, _, _ in lying).encode()
    known = set(lines_of(repo.git.run("cat-file", "--batch-check=%(objectname)", given=asked, environment=held)))
    return [each for each in lying if each[0] not in known]


def _rewind(repo: Repository, change: Asked) -> str | None:
    """Say that a push would take records away from a ref, or None."""
    if change.old is None or repo.is_ancestor(change.old, change.new):
        return None
    said = f"would lose records that it holds: it stands at {change.old[:12]}; fetch that and join your own to it"
    return f"{place_of(change.ref)} {said} [rewound]"


def _unsigned_refusals(repo: Repository, push: Push, tips: dict[str, str]) -> list[str]:
    """Say which unsigned records come from an account that is not their signatory's: nothing else vouches for them.

    A signed record may be brought by anybody. Where the transport names no account, whoever can write decides.
    """
    if push.pusher is None:
        return []
    view = {**tips, **{change.ref: change.new for change in push.changes}}
    code = holder(push.pusher, Agreed(repo, repo.commit(view[MAIN_REF])).roster)
    found = []
    for change in push.changes:
        speaker = owner(change.ref)
        if speaker == code:
            continue
        ids = repo.git.run("rev-list", "--first-parent", change.new, "--not", "--all").decode().split()
        unsigned = (id for id, _, raw in repo.git.objects(ids) if not _SIGNED.search(raw.partition(b"\n\n")[0]))
        for id in islice(unsigned, 1):
            said = f"it is not signed, and only {speaker} itself may push it unsigned"
            found.append(f"{place_of(change.ref)} {id[:12]}: {said} [unsigned]")
    return found


def holder(pusher: str, roster: Roster) -> str | None:
    """Say for which signatory an account is: its name is a code (`FRA`, `FRA-2`), or a delegate's e-mail address."""
    code = pusher.partition("-")[0].upper()
    if code in roster.by_code:
        return code
    return next((each.code for each in roster.by_code.values() for one in each.delegates if one.email == pusher), None)
