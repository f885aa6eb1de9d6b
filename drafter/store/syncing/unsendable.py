"""Own lines that can never be sent as they are: nothing that is recorded on them would ever reach anybody.

A key was listed or retired, a spokesperson changed, an amendment was withdrawn, a clock was wrong: somebody has to say
that the line gives way. It is set aside, whole, and the server's is followed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from drafter.model.consent import CONSENT_FILE
from drafter.model.ids import MAIN_REF, SECRETARIAT, TAGS_PREFIX, owner
from drafter.model.position import Position, parse_position
from drafter.model.problem import Problem, Refused
from drafter.store import recording
from drafter.store.agreed import Agreed
from drafter.store.identity import Identity
from drafter.store.plumbing import EMPTY_TREE
from drafter.store.repository import Repository
from drafter.store.snapshot import tips
from drafter.store.syncing.following import forked
from drafter.store.syncing.joining import MAIN, THEIRS, files_of, give_way, name_of, spoken
from drafter.store.syncing.report import Anew, Kept, Report
from drafter.store.syncing.standing import local
from drafter.store.verifying import spoken_of
from drafter.store.verifying.signature import named_key, of_commit

Reasons = Mapping[str, tuple[str, ...]]
"""By ref: why what is on it can't be sent, a line each."""


def make_way(
    repo: Repository,
    who: Identity | None,
    unsendable: Reasons,
    there: Mapping[str, str],
    chosen: Mapping[str, str],
    report: Report,
    *,
    again: bool,
) -> bool:
    """Set own lines aside where that is wished; for the others say in the report what can be done.

    `there`: where the server's refs stand. Gives whether a line gave way: then what stood on it is to be looked at
    again. Raises Refused when git fails.
    """
    gave_way = False
    for ref, reasons in unsendable.items():
        name, own = name_of(ref), who is not None and owner(ref) == who.code
        # What was issued on acts that gave way is no text of main any more.
        wished = [chosen.get(_named(ref, own=own)), chosen.get(MAIN) if ref.startswith(TAGS_PREFIX) else None]
        if THEIRS in wished:
            gave_way = give_way(repo, ref, local(repo)[ref], there.get(ref), report) or gave_way
        elif who is None or not own:
            told = f"{reasons[-1]}; {_set_aside_by_others(ref)}"
            report.kept.append(Kept(ref, (*reasons[:-1], told), sending=True))
        elif name is None and again and all(each.ref != ref for each in report.anew):
            gave_way = _record_anew(repo, who, ref, there.get(ref), report) or gave_way
        else:
            report.kept.append(Kept(ref, (*reasons[:-1], f"{reasons[-1]}; {_way_out(name)}"), sending=True))
    return gave_way


def give_way_to_server(repo: Repository, ref: str, theirs: str, chosen: Mapping[str, str], report: Report) -> None:
    """Let what a bundle brought of others, and they never sent, give way where that is wished; else say how.

    Raises Refused when git fails.
    """
    mine = local(repo)[ref]
    if THEIRS in (chosen.get(_named(ref, own=False)), chosen.get(MAIN) if ref.startswith(TAGS_PREFIX) else None):
        give_way(repo, ref, mine, theirs, report)
        return
    said = f"{forked(ref, mine, theirs)}; the server never received what is here"
    report.kept.append(Kept(ref, (f"{said}: {_set_aside_by_others(ref)}",), sending=False))


def _named(ref: str, *, own: bool) -> str:
    """Say how a ref is named on the command line. Own positions are not: what both lines say is, one by one."""
    name = name_of(ref)
    return name if name is not None else "" if own else ref.removeprefix("refs/heads/")


def _set_aside_by_others(ref: str) -> str:
    code = owner(ref)
    whose = "the secretariat" if code == SECRETARIAT else code
    return f"if {whose} says that it was set aside, `drafter sync --theirs {_named(ref, own=False)}` does so here"


def _way_out(name: str | None) -> str:
    if name is None:
        return "`drafter sync --again` sets what you have not sent of it aside, and records it anew where it can be"
    return f"`drafter sync --theirs {name}` sets what you have not sent of it aside; nothing is lost"


def _record_anew(repo: Repository, who: Identity, ref: str, theirs: str | None, report: Report) -> bool:
    """Set own positions aside, and record each anew: about the text that its delegate saw, or not at all.

    All of them at once: whoever ends the exchange between two would not know that the others don't count. Gives whether
    it could be tried.
    """
    mine = local(repo)[ref]
    unsent = dict(_unsent(repo, mine, theirs))
    others = {path: why for path in unsent if (why := _not_of(repo, who, mine, path)) is not None}
    held = [each for path, each in unsent.items() if isinstance(each, Position) and path not in others]
    try:
        tip, refused = recording.positions_anew(repo, who, theirs, held)
    except Refused as error:
        report.kept.append(Kept(ref, (f"it can't be recorded anew: {error.problem}",), sending=True))
        return False
    if not give_way(repo, ref, mine, tip, report):
        return True
    for path, each in unsent.items():
        if isinstance(each, Problem):
            report.anew.append(Anew(ref, path, "", str(each)))
        else:
            why = others.get(path, refused.get(each.target))
            report.anew.append(Anew(ref, str(each.target), spoken(each), str(why) if why is not None else ""))
    return True


def _not_of(repo: Repository, who: Identity, mine: str, path: str) -> Problem | None:
    """Say why what a file says is not signed again by who acts, or None: nobody signs what somebody else has said.

    A colleague's record may be in a clone that got it by a bundle; a record by a key that was revoked may be a thief's.
    """
    last = repo.git.run("rev-list", "--max-count=1", mine, "--", path).decode().strip()
    said = repo.commit(last)
    if said.email != who.delegate.email:
        remedy = "let them record it anew, or record it yourself"
        return Problem(rule="delegate", message=f"{said.author} has said that, not you", remedy=remedy)
    ((_, _, raw),) = repo.git.objects([last])
    armoured = of_commit(raw)[1]
    key = named_key(armoured) if armoured is not None else None
    roster = Agreed(repo, repo.commit(tips(repo)[MAIN_REF])).roster
    if any(each.blob == key and each.revoked is not None for one in roster.holders for each in one.keys):
        remedy = "record it yourself, if it was you"
        return Problem(rule="key-revoked", message="it is signed with a key that was revoked", remedy=remedy)
    return None


def _unsent(repo: Repository, mine: str, theirs: str | None) -> Iterator[tuple[str, Position | Problem]]:
    """Give the positions, by file, that a line holds and the server's does not; a problem for what is none."""
    own = files_of(repo, repo.commit(mine).tree)
    others = files_of(repo, repo.commit(theirs).tree if theirs is not None else EMPTY_TREE)
    said = spoken_of(repo, mine, theirs)
    for path in sorted(path for path in own if path in said and own[path] != others.get(path)):
        if path == CONSENT_FILE:
            message = "the consent to a list of delegates is given anew with `drafter delegate` only"
            yield path, Problem(rule="consent", message=message)
        else:
            yield path, parse_position(repo.blobs([own[path].id])[own[path].id], path)
