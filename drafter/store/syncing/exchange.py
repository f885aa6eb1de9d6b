"""One exchange with a remote: fetch, verify, follow, join, send; as often as others come in between."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from drafter.model.ids import LOG_REF, MAIN_REF, POSITIONS_PREFIX, TAGS_PREFIX, amendment_ref, is_negotiated, place_of
from drafter.model.problem import Refused
from drafter.store.identity import Identity
from drafter.store.missed import keep_missed
from drafter.store.repository import Repository
from drafter.store.snapshot import refs_under
from drafter.store.syncing.fetching import what_can_be_had
from drafter.store.syncing.following import examined, follow
from drafter.store.syncing.joining import join
from drafter.store.syncing.remote import Broken, Remote, advertised, fetch, find, forget_another, push
from drafter.store.syncing.report import Alarm, Kept, Progress, Report, unseen
from drafter.store.syncing.standing import is_issued, local, transfer, verified
from drafter.store.syncing.unsendable import give_way_to_server, make_way
from drafter.store.verifying import Examination, Violation, note, overtaken

MOST_ATTEMPTS = 5
_PAUSE = 0.2
_BEHIND = ("fetch first", "non-fast-forward", "stale info", "failed to update ref", "cannot lock ref", "but expected",
           "incorrect old value", "reference already exists", "failed to lock")  # fmt: skip
_REFUSED = re.compile(r"remote: +drafter: +(?:refused: +)?(?P<why>.*\S)\s*\Z")
_ELSEWHERE = "nothing of it is here: a delegation that has it can send it, `drafter bundle export`"
_BUSY = "[busy]"
_STATUS = re.compile(r"(?P<flag>[ +\-*!=])\t[^\t]*:(?P<ref>[^\t:]+)\t(?P<summary>[^\t]*)\Z")
_ORDER = (MAIN_REF, "refs/heads/amendments/", "refs/heads/positions/", "refs/tags/")


def sync(
    repo: Repository,
    who: Identity | None,
    named: str | None = None,
    *,
    chosen: Mapping[str, str] | None = None,
    send: bool = True,
    again: bool = False,
    progress: Progress = unseen,
) -> Report:
    """Exchange records with a remote (its name, or its address; without one origin), and say what happened.

    Fetches without force and prune, verifies what arrived, moves local refs forward to what is sound, joins two lines
    of one's own signatory, and pushes what the remote lacks. `who` is needed to join only. `chosen`: `mine` or
    `theirs` by the two records that were shown (`Choice.key`), or by what they are about (`Choice.name`); `theirs` for
    main, an amendment or an issue that can't be sent sets it aside. `again`: own positions that can't be sent are
    set aside and recorded anew, each about the text that its delegate saw, where that still stands. Nothing is lost
    when it is ended at any moment: doing it again goes on. Raises Refused when the remote can't be reached, or git
    fails.
    """
    remote = find(repo, named)
    forget_another(repo, remote)
    report = Report(remote.name, remote.address, remote.set_up)
    exchange = _Exchange(repo, remote, who, chosen or {}, report, progress)
    pause = _PAUSE
    for attempt in range(1, MOST_ATTEMPTS + 1):
        report.attempts = attempt
        for each in (report.kept, report.choices, report.alarms, report.violations, report.notices, report.missed):
            each.clear()
        try:
            there = exchange.receive()
            if not send:
                break
            behind, unsendable = exchange.send(there)
            gave_way = make_way(repo, who, unsendable, tracked(repo, remote), exchange.chosen, report, again=again)
            if not (behind or gave_way):
                break
        except Broken:
            # Whether the server had taken what was sent shows when it is asked again.
            if attempt == MOST_ATTEMPTS:
                raise
        # Apart from each other, so that those who collided don't collide again.
        time.sleep(random.uniform(pause / 2, pause))  # noqa: S311
        pause *= 2
    else:
        why = "others sent at the same time, again and again; sync again"
        report.kept.extend(Kept(ref, (why,), sending=True) for ref in _unsent(repo, remote))
    if report.sent:
        exchange.receipts()
    here = local(repo)
    keep_missed(repo, report.missed)
    for ref, why in report.missed.items():
        report.kept.append(Kept(ref, (why if ref in here else f"{why}; {_ELSEWHERE}",), sending=False))
    return report


@dataclass(frozen=True, slots=True)
class _Exchange:
    """One exchange: between what, by whom, and what becomes of it."""

    repo: Repository
    remote: Remote
    who: Identity | None
    chosen: Mapping[str, str]
    report: Report
    progress: Progress

    def receive(self) -> dict[str, str]:
        """Fetch, verify and follow; gives where the remote's refs stand."""
        before = tracked(self.repo, self.remote)
        there = self._fetched()
        now = tracked(self.repo, self.remote)
        _raise_alarms(self.repo, there, before, now, self.report)
        return self._take_in() if now else there

    def send(self, there: Mapping[str, str]) -> tuple[bool, dict[str, tuple[str, ...]]]:
        """Push what the remote lacks.

        Gives whether the remote moved meanwhile, so that it has to be done again, and which refs hold a record that can
        never be sent as it is, and why.
        """
        alarmed = {alarm.ref for alarm in self.report.alarms}
        # On what can't be had of a ref nothing can be put.
        waiting = {
            ref: id
            for ref, id in _unsent(self.repo, self.remote).items()
            if ref not in alarmed and ref not in self.report.missed
        }
        if LOG_REF in alarmed:
            # The server would log it as if what it lost had never been: two histories for good.
            why = "the server's log is not the one that this clone knows; nothing is sent until it is"
            self.report.kept.extend(Kept(ref, (why,), sending=True) for ref in waiting)
            return False, {}
        if not waiting:
            return False, {}
        self.progress("verifying", 0, 0)
        found = examined(self.repo, waiting, int(time.time()), there.get(LOG_REF))
        wrong: dict[str, list[str]] = {}
        for each in found.problems:
            wrong.setdefault(each.ref, []).append(
                f"{each.commit[:12]}: {each.message}" if each.commit else each.message
            )
        if MAIN_REF in waiting and MAIN_REF not in wrong:
            late = _overtaken(self.repo, waiting[MAIN_REF], there)
            wrong.update({MAIN_REF: late} if late else {})
        unsendable = {ref: tuple(reasons) for ref, reasons in wrong.items()}
        sound = {ref: id for ref, id in waiting.items() if ref not in wrong and found.sound.get(ref, id) == id}
        note(self.repo, sound)
        ordered = dict(sorted(sound.items(), key=lambda each: (_place(each[0]), each[0])))
        again = False
        while ordered:
            behind, refused = self._push(ordered)
            again = again or behind
            # The server refuses all of a push for one bad ref, and names it: the others go once more without it.
            named = {
                ref: own
                for ref, reasons in refused.items()
                if (own := tuple(each for each in reasons if _about(each, ref)))
            }
            unsendable.update(named)
            if not named:
                self.report.kept.extend(Kept(ref, reasons, sending=True) for ref, reasons in refused.items())
            ordered = {ref: ordered[ref] for ref in refused if ref not in named} if named else {}
        return again, unsendable

    def receipts(self) -> None:
        """Fetch the server's log, which says that it received what was sent, and what others sent meanwhile.

        A server without a log gives no receipts.
        """
        try:
            self._fetched()
        except Refused:
            return
        self._take_in()

    def _fetched(self) -> dict[str, str]:
        """Fetch what moved at the remote, as far as it can be had; gives where its refs stand now.

        Only what is of the negotiation: a service may hold other branches, as large and as odd as anybody likes.
        """
        there = {ref: id for ref, id in advertised(self.repo, self.remote, self.progress).items() if is_negotiated(ref)}
        here = tracked(self.repo, self.remote)
        moved = [ref for ref, id in there.items() if here.get(ref) != id and ref not in self.report.missed]
        last = self.report.attempts == MOST_ATTEMPTS

        def some(refs: Sequence[str]) -> None:
            fetch(self.repo, self.remote, self.progress, refs)

        self.report.missed.update(what_can_be_had(moved, some, last=last))
        return there

    def _take_in(self) -> dict[str, str]:
        """Verify what was fetched and follow it; gives where the remote's refs stand."""
        alarmed = {alarm.ref for alarm in self.report.alarms}
        tips, found = self._examined(alarmed)
        self.report.checked += found.checked
        told = set(self.report.violations)
        self.report.violations.extend(each for each in found.problems if each not in told)
        self.report.notices.extend(found.notices)
        sound = {ref: found.sound[ref] for ref in tips if ref in found.sound}
        diverged = follow(
            self.repo, tips, sound, self.who.code if self.who is not None else None, self.report, of_server=True
        )
        for ref in diverged.by_carrier:
            give_way_to_server(self.repo, ref, sound[ref], self.chosen, self.report)
        for ref in diverged.own:
            if self.who is not None and sound[ref] == tips[ref]:
                here = local(self.repo)
                join(self.repo, self.who, ref, here[ref], sound[ref], self.chosen, self.report)
        return tracked(self.repo, self.remote)

    def _examined(self, alarmed: Container[str]) -> tuple[dict[str, str], Examination]:
        """Verify what was fetched: gives where its refs stand, and what was found.

        A server that is asked while others send may tell of a record in its log, and of the ref without it, because it
        looked at the ref first. So it is asked again before anybody is told that a record is gone.
        """
        doubted: frozenset[Violation] = frozenset()
        for _ in range(MOST_ATTEMPTS):
            self.progress("verifying", 0, 0)
            tips = {ref: id for ref, id in tracked(self.repo, self.remote).items() if ref not in alarmed}
            found = examined(self.repo, tips, int(time.time()), tips.get(LOG_REF), whole=True)
            gone = frozenset(
                each for each in found.problems if each.rule in ("rewound", "ref-deleted") and not each.commit
            )
            if gone <= doubted:
                break
            doubted = gone
            self._fetched()
        return tips, found

    def _push(self, refs: Mapping[str, str]) -> tuple[bool, dict[str, tuple[str, ...]]]:
        """Push some refs. Gives whether some were behind, and why the server refused others."""
        before = tracked(self.repo, self.remote)
        answer = push(self.repo, self.remote, self.progress, refs)
        reasons = tuple(
            match["why"] for line in answer.said.splitlines() if (match := _REFUSED.match(line.rstrip("\x1b[K")))
        )
        behind = False
        refused: dict[str, tuple[str, ...]] = {}
        for line in answer.out.decode("utf-8", "replace").splitlines():
            match = _STATUS.match(line)
            if match is None or match["ref"] not in refs:
                continue
            ref = match["ref"]
            if match["flag"] in " *=":
                if match["flag"] != "=":
                    self.report.sent.append(transfer(self.repo, ref, before.get(ref), refs[ref]))
                if ref.startswith(TAGS_PREFIX):
                    self.repo.git.run("update-ref", self.remote.tracking(ref), refs[ref])
            elif any(each in match["summary"] for each in _BEHIND):
                behind = True
            else:
                said = match["summary"].removeprefix("[remote rejected] ").removeprefix("[rejected] ").strip("()")
                refused[ref] = reasons or (said,)
        if refused and any(each.endswith(_BUSY) for each in reasons):
            # All of the push was refused for a moment in which somebody else sent.
            return True, {}
        return behind, refused


def tracked(repo: Repository, remote: Remote) -> dict[str, str]:
    """Give where the remote's refs stood when they were fetched last."""
    kept = {remote.branches: "refs/heads/", remote.tags: TAGS_PREFIX}
    found = {
        own + ref.removeprefix(prefix): id
        for ref, id in refs_under(repo, *kept).items()
        for prefix, own in kept.items()
        if ref.startswith(prefix)
    }
    return {ref: id for ref, id in found.items() if is_negotiated(ref)}


def _raise_alarms(
    repo: Repository, there: Mapping[str, str], before: Mapping[str, str], now: Mapping[str, str], report: Report
) -> None:
    """Name the refs of which the remote does not hold any more what it held."""
    for ref, id in now.items():
        place = place_of(ref)
        told = there.get(ref)
        if ref in report.missed:
            continue
        if told is None and ref in before:
            message = f"{place} is gone from the server; it stood at {id[:12]}"
            report.alarms.append(Alarm(ref, "deleted", message))
        elif told is not None and told != id and not _since_moved(repo, ref, told, id, before):
            held = repo.git.ask("cat-file", "-e", f"{told}^{{commit}}").status == 0
            kind = "rewound" if held and repo.is_ancestor(told, id) else "forked"
            message = (
                f"{place} stood at {id[:12]} on the server, and now stands at {told[:12]}, which does not hold that"
            )
            report.alarms.append(Alarm(ref, kind, message))


def _since_moved(repo: Repository, ref: str, told: str, id: str, before: Mapping[str, str]) -> bool:
    """Whether the remote moved forward between two questions: then nothing is wrong."""
    return before.get(ref) != id and not ref.startswith(TAGS_PREFIX) and repo.is_ancestor(told, id)


def _unsent(repo: Repository, remote: Remote) -> dict[str, str]:
    """Give the local refs that hold more than the remote held when it was fetched last; a tag of one's own is none."""
    there = tracked(repo, remote)
    return {
        ref: id
        for ref, id in local(repo).items()
        if ref != LOG_REF
        and there.get(ref) != id
        and (ref not in there or (not ref.startswith(TAGS_PREFIX) and repo.is_ancestor(there[ref], id)))
        and (not ref.startswith(TAGS_PREFIX) or is_issued(repo, id))
    }


def _overtaken(repo: Repository, mine: str, there: Mapping[str, str]) -> list[str]:
    """Say which own acts on main are not sent any more, because what they rest on was taken back on the server."""
    known = verified(repo)
    held = {**there, **{ref: id for ref, id in known.items() if ref.startswith(POSITIONS_PREFIX)}}

    def counts(id: str, commit: str) -> bool:
        noted = known.get(amendment_ref(id))
        return noted is not None and repo.is_ancestor(commit, noted)

    new = ("--first-parent", mine, *([f"^{there[MAIN_REF]}"] if MAIN_REF in there else []))
    acts = repo.commits(repo.git.run("rev-list", *new).decode().split()).values()
    return [f"{each.id[:12]}: {said}" for each in acts for _, said in overtaken(repo, each, held, counts)]


def _about(reason: str, ref: str) -> bool:
    """Whether a refusal names a ref."""
    place = place_of(ref)
    return place_of(reason).startswith((f"{place} ", f"{place}:"))


def _place(ref: str) -> int:
    """Say when a ref is to be sent: records stand on main, positions on amendments, issues on all."""
    return next(number for number, prefix in enumerate(_ORDER) if ref.startswith(prefix))
