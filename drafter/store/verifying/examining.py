"""The one checker that client and server share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from drafter.model.ids import (
    AMENDMENTS_PREFIX,
    LOG_REF,
    MAIN_REF,
    POSITIONS_PREFIX,
    ROSTER_FILE,
    TAGS_PREFIX,
    is_negotiated,
)
from drafter.model.signatory import Roster
from drafter.store.agreed import roster_at
from drafter.store.objects import date_of
from drafter.store.repository import Repository
from drafter.store.verifying.decisions import examine_decisions, examine_signers, stand_on
from drafter.store.verifying.examination import Examination, RefChange, Trust
from drafter.store.verifying.ground import Ground
from drafter.store.verifying.issues import examine_issues
from drafter.store.verifying.journal import Journal, read_journal
from drafter.store.verifying.keyring import When
from drafter.store.verifying.sharing import Stances
from drafter.store.verifying.tablings import examine_tablings

_DAY = 24 * 3600
"""Seconds by which clocks differ without anybody meaning it: by hours, where one is set to another time of day."""


def examine(repo: Repository, changes: Sequence[RefChange], trust: Trust) -> Examination:
    """Check every commit of old..new of each ref by every rule.

    Reads through the git processes of `repo.git` only, so that it works in the quarantine of a push, and writes
    nothing. What breaks a rule is a violation in the result. Raises Refused only when git itself fails.
    """
    log = next((each for each in changes if each.ref == LOG_REF), None)
    ground = Ground(repo, trust, changes, Journal())
    kinds = _kinds(repo, [each.new for each in changes if each.new is not None])
    fit = [each for each in changes if _fit(ground, each, kinds)]
    ground.changes = fit
    ground.journal = _journal(ground, log)
    main = next((each for each in fit if each.ref == MAIN_REF), None)
    known = main.old if main is not None else trust.tips.get(MAIN_REF)
    if known is not None:
        stand_on(ground, known)
    with Stances(ground, [each for each in fit if each.ref.startswith(POSITIONS_PREFIX)]) as stances:
        decisions = examine_signers(ground, main) if main is not None else []
        examine_tablings(ground, [each for each in fit if each.ref.startswith(AMENDMENTS_PREFIX)])
        examine_decisions(ground, decisions)
        stances.examine()
    examine_issues(ground, [each for each in fit if each.ref.startswith(TAGS_PREFIX)])
    _check_log(ground, log)
    return Examination(
        problems=tuple(ground.problems),
        checked=ground.checked + (ground.journal.checked if log is not None else 0),
        sound={each.ref: tip for each in changes if (tip := _sound(ground, each)) is not None},
        notices=tuple(ground.notices),
    )


def _fit(ground: Ground, change: RefChange, kinds: Mapping[str, str]) -> bool:
    """Check name, kind and direction of a ref's move; says whether its commits are to be looked at."""
    ref, new = change.ref, change.new
    if not _known(ref):
        if ground.trust.closed or ref.startswith((AMENDMENTS_PREFIX, POSITIONS_PREFIX)):
            ground.wrong(new or "", ref, "ref-name", "no such ref belongs to a negotiation")
        return False
    if new is None:
        ground.wrong(change.old or "", ref, "ref-deleted", "it is deleted, and nothing is ever deleted")
        return False
    if new == change.old:
        return False
    kind = kinds.get(new, "missing")
    if ref.startswith(TAGS_PREFIX):
        return True
    if kind != "commit":
        ground.wrong(new, ref, "ref-kind", f"it names a {kind} object, not a commit")
        return False
    if change.old is not None and not _follows(ground, ref, change.old, new):
        said = f"it was rewound: what it held at {change.old[:12]} is gone from it"
        ground.wrong(new, ref, "rewound", said)
        return False
    return True


def _kinds(repo: Repository, ids: Sequence[str]) -> dict[str, str]:
    given = "".join(f"{id}\n" for id in ids).encode()
    listed = repo.git.run("cat-file", "--batch-check=%(objectname) %(objecttype)", given=given).decode()
    return dict(line.split(" ", 1) for line in listed.splitlines() if " " in line)


def _follows(ground: Ground, ref: str, old: str, new: str) -> bool:
    """Whether what a ref holds stands on what it held: by first parents, but for positions, whose lines are joined."""
    if ref == LOG_REF or ref.startswith(POSITIONS_PREFIX):
        at: str | None = new
        while at is not None and at != old:
            at = next(iter(ground.links.get(at, ())), None)
        return at == old or ground.repo.is_ancestor(old, new)
    at = new
    while at != old:
        parents = ground.parents(at)
        if not parents:
            return False
        at = parents[0]
    return True


def _known(ref: str) -> bool:
    """Whether a ref has a name that its rules are told by; a tag is looked at whatever its name is."""
    return ref.startswith(TAGS_PREFIX) or is_negotiated(ref)


def _journal(ground: Ground, log: RefChange | None) -> Journal:
    """Read the log that times are taken from; its own violations count when it is among what changes."""
    tip = ground.trust.log
    if tip is None and log is not None and LOG_REF not in ground.flawed(LOG_REF):
        tip = log.new
    if tip is None:
        return Journal()
    main = ground.view.get(MAIN_REF)
    rosters = _rosters(ground, main) if main is not None else []
    if main is None or not rosters:
        return Journal()
    servers = [each.server for each in rosters if each.server is not None]
    keys = frozenset(key.blob for server in servers for key in server.keys)
    treaty = f"{rosters[0].id}/{ground.repo.history(main)[-1][:12]}"
    return read_journal(ground.repo, tip, treaty, keys, anew=log is not None and log.old is None)


def _rosters(ground: Ground, main: str) -> list[Roster]:
    """Give every list of signatories that main ever held and that can be read, oldest first."""
    repo = ground.repo
    history = repo.history(main)[::-1]
    commits = repo.commits(history)
    tops = repo.trees(commits[id].tree for id in history)
    entries = dict.fromkeys(tops[commits[id].tree].get(ROSTER_FILE) for id in history)
    read = [roster_at(repo, {ROSTER_FILE: entry})[0] for entry in entries if entry is not None]
    return [each for each in read if each is not None]


def _check_log(ground: Ground, log: RefChange | None) -> None:
    """Check that the server's key signed the log, that nothing came by it, and that nothing in it is gone."""
    journal = ground.journal
    if log is not None:
        for each in journal.problems:
            ground.wrong(each.commit, each.ref, each.rule, each.message)
        _check_log_keys(ground, journal)
        _tell_ahead(ground)
        if log.old is None and journal.tip is not None and not any(each.server for each in ground.keyring.rosters):
            said = "main lists no server, and who put this log there says when records were received: by that keys end"
            asked = "and adoptions come too late; the secretariat must say whether it is its own, and list the server"
            ground.notice(journal.tip, LOG_REF, "log-key", f"{said} {asked}")
    _tell_ended(ground)
    if ground.trust.whole:
        _check_kept(ground)
    tip = ground.trust.log or (log.new if log is not None else None)
    if tip is None or not ground.trust.closed or ground.trust.received is not None:
        return
    for ref, stands in sorted(ground.view.items()):
        if ref == LOG_REF or not _known(ref):
            continue
        last = journal.newest(ref)
        if last != stands:
            seen = f"the log saw it last at {last[:12]}" if last is not None else "the log never saw it"
            ground.wrong(stands, ref, "unlogged", f"it stands where no entry of the log puts it; {seen}")


def _tell_ahead(ground: Ground) -> None:
    """Tell that the log is in a time still to come: by it keys end, and what comes later is never earlier again."""
    received, clock = ground.journal.received, ground.trust.clock or ground.trust.received
    if clock is not None and received > clock + _DAY:
        said = f"it says that it received its newest entry on {date_of(received)}, and that day is still to come"
        wrong = "the clock of the server, or that of this computer, is wrong; by the log keys end before their time"
        ground.notice(ground.journal.tip or "", LOG_REF, "log-clock", f"{said}: {wrong}")


def _tell_ended(ground: Ground) -> None:
    """Tell of the records from before the log whose key has ended since: whoever has it could make more of them."""
    if not ground.by_own_date:
        return
    founded = next((entry.received for entry in ground.journal.all() if entry.earlier), ground.now or 0)
    for blob, count in sorted(ground.by_own_date.items()):
        if ground.keyring.out_of_force(blob, When(founded)) is None:
            continue
        email, key = ground.keyring.newest[blob]
        many = "one record counts" if count == 1 else f"{count} records count"
        ended = "was revoked" if key.revoked is not None else "has ended"
        said = f"{many} by the date alone, from before the log, signed with a key of {email} that {ended}"
        ground.notice("", LOG_REF, "earlier", f"{said}; `drafter log --key KEY` lists them")


def _check_kept(ground: Ground) -> None:
    """Check that each ref is there, and holds all that the log received on it: who is new to it can't tell else."""
    known = ground.trust.tips.get(LOG_REF)
    before = next((each.number for each in ground.journal.all() if each.commit == known), -1)
    first_seen = {each.ref for each in ground.changes if each.old is None}
    for ref, entries in sorted(ground.journal.entries.items()):
        if ref not in ground.view and (ground.trust.tags or not ref.startswith(TAGS_PREFIX)):
            ground.wrong("", ref, "ref-deleted", "the log has received it, and it is gone")
        if ref not in ground.view or ref.startswith(TAGS_PREFIX) or "" in ground.flawed(ref):
            continue
        for entry in entries:
            if (entry.number > before or ref in first_seen) and not ground.holds(ref, entry.new):
                said = f"the log received {entry.new[:12]} on it, as number {entry.number}, and that is gone from it"
                ground.wrong("", ref, "rewound", said)
                break


def _check_log_keys(ground: Ground, journal: Journal) -> None:
    """Check that the server's keys were in force when they signed."""
    bounded = {key for key in journal.keys if not ground.keyring.unbounded(key)}
    for entry in sorted(each for each in journal.all() if each.key in bounded) if bounded else ():
        flaw = ground.keyring.out_of_force(entry.key, When(entry.received, entry.number))
        if flaw is not None:
            ground.wrong(entry.commit, LOG_REF, *flaw)


def _sound(ground: Ground, change: RefChange) -> str | None:
    """Give how far a ref is sound: the newest commit before the first that breaks a rule."""
    ref, new = change.ref, change.new
    flawed = ground.flawed(ref)
    if new is None or not _known(ref):
        return change.old
    if not flawed:
        return new
    if ref == LOG_REF and change in ground.changes:
        entries = sorted(ground.journal.all(), key=lambda each: each.number)
        late = [each.commit in flawed for each in entries]
        return entries[late.index(True) - 1].commit if True in late[1:] else ground.journal.tip or change.old
    if change not in ground.changes or ref.startswith(TAGS_PREFIX) or "" in flawed:
        return change.old
    if ref in ground.chains:
        return ground.chains[ref][-1] if ground.chains[ref] else None
    line = ground.line(new, change.old)
    return _last_before(line, _tainted(ground, ref, new, change.old, flawed)) or change.old


def _tainted(ground: Ground, ref: str, new: str, old: str | None, flawed: set[str]) -> set[str]:
    """Give the commits that break a rule, and those of a branch of positions that stand on one by either parent."""
    found = set(flawed)
    if ref.startswith(POSITIONS_PREFIX):
        for id in ground.graph(new, old):
            if any(parent in found for parent in ground.parents(id)):
                found.add(id)
    return found


def _last_before(line: Iterable[str], flawed: set[str]) -> str | None:
    last = None
    for id in line:
        if id in flawed:
            break
        last = id
    return last
