"""What an exchange with the other clones did, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from drafter.model.ids import AMENDMENTS_PREFIX, LOG_REF, POSITIONS_PREFIX, place_of
from drafter.model.target import parse_target
from drafter.tui.present.row import Row
from drafter.tui.present.words import words

if TYPE_CHECKING:
    from drafter.store.syncing import Choice, Report, Side, Transfer
    from drafter.tui.desk import Desk

_MOST = 200


def summary(report: Report) -> str:
    """Say in a line how an exchange ended."""
    there = report.there
    if report.alarms:
        return f"ALARM: {there} contradicts itself."
    if not report.ok:
        return f"Not everything was exchanged with {there}."
    if not (report.arrived or report.sent or report.joined or report.notices):
        return f"In step with {there}: nothing is new."
    parts = [
        f"{_count(some)} {verb}" for verb, some in (("arrived", report.arrived), ("sent", report.sent)) if _count(some)
    ]
    return f"In step with {there}{': ' + ', '.join(parts) if parts else ''}."


def worth_reading(report: Report) -> bool:
    """Whether more is to be said than a line."""
    told = (arrived(report), report.joined, report.set_aside, report.notices, report.set_up)
    return not report.ok or any(told)


def arrived(report: Report) -> list[Transfer]:
    """Give what arrived of the negotiation, without the server's log of it."""
    return _of_the_negotiation(report.arrived)


def report_rows(report: Report, desk: Desk | None) -> Iterator[Row]:
    """Give what arrived, was sent, joined, refused and why; alarms first."""
    for nth, alarm in enumerate(report.alarms):
        yield _row(f"alarm{nth}", f"ALARM, {alarm.kind}: ", alarm.message, ".prose--refused")
    if report.alarms:
        yield _row(
            "alarms", "", "Here they stay as they were. Tell the secretariat and other delegations.", ".prose--refused"
        )
    for nth, each in enumerate(report.kept):
        lead = "Not sent: " if each.sending else "Not followed: "
        yield _row(f"kept{nth}", lead, f"{place_of(each.ref)}: {'; '.join(each.reasons)}", ".prose--warning")
    for nth, violation in enumerate(report.violations[:_MOST]):
        yield _row(f"violation{nth}", "Not verified, doesn't count: ", str(violation), ".prose--warning")
    for nth, notice in enumerate(report.notices):
        yield _row(f"notice{nth}", "Notice: ", str(notice), ".prose--warning")
    for nth, choice in enumerate(report.choices):
        said = f"{about(choice, desk)}: two delegates of yours recorded different things. You are asked next."
        yield _row(f"choice{nth}", "Waits for your choice: ", said, ".prose--warning")
    for verb, transfers in (("Arrived", report.arrived), ("Sent", report.sent)):
        yield from _transfers(verb, transfers)
    for ref in report.joined:
        yield _row(f"joined {ref}", "Joined: ", f"two lines of {place_of(ref)}")
    for ref in report.set_aside:
        yield _row(f"aside {ref}", "Set aside: ", ref)
    if report.set_up:
        said = "this copy, so that git neither overwrites nor throws away what it has received"
        yield _row("set up", "Set up: ", f"{said} ({len(report.set_up)} of its settings)", ".prose--quiet")


def about(choice: Choice, desk: Desk | None) -> str:
    """Name what two delegates of one signatory recorded different things about."""
    target = parse_target(choice.name) if choice.ref.startswith(POSITIONS_PREFIX) else None
    return desk.name(target) if desk is not None and target is not None else choice.name


def both_sides(choice: Choice, desk: Desk | None) -> Content:
    """Say what two delegates of one signatory recorded about the same."""
    named = about(choice, desk)
    lead = f"{named}: two delegates of your delegation recorded different things. Both stay in the history."
    if choice.ref.startswith(AMENDMENTS_PREFIX):
        lead += " A new version can bring in words of the other."
    return Content("\n").join([words(lead), _side("mine", choice.mine), _side("theirs", choice.theirs)])


def _side(name: str, side: Side) -> Content:
    about = f"{side.author}, {side.date[:10]} {side.date[11:16]}, {side.commit[:10]}: "
    return words(f"{name}: ", ".prose--strong") + words(about, ".prose--quiet") + words(" ".join(side.says.split()))


def _transfers(verb: str, transfers: Sequence[Transfer]) -> Iterator[Row]:
    told = _of_the_negotiation(transfers)
    counted = [each for each in told if each.count is not None]
    for each in counted:
        more = (each.count or 0) - len(each.subjects)
        said = "; ".join([*each.subjects, *([f"and {more} more"] if more > 0 else [])])
        # What tables an amendment says what it is about, not how it is called.
        name = each.ref.removeprefix(AMENDMENTS_PREFIX)
        yield _row(each.ref, f"{verb}: ", f"{name}: {said}" if name != each.ref and name not in said else said)
    if len(counted) < len(told):
        yield _row(f"{verb} more", f"{verb}: ", f"and {len(told) - len(counted)} more branches")


def _of_the_negotiation(transfers: Sequence[Transfer]) -> list[Transfer]:
    return [each for each in transfers if each.ref != LOG_REF]


def _count(transfers: Sequence[Transfer]) -> str:
    told = _of_the_negotiation(transfers)
    if not told:
        return ""
    if any(each.count is None for each in told):
        return f"{len(told)} branches"
    many = sum(each.count or 0 for each in told)
    return "1 record" if many == 1 else f"{many} records"


def _row(key: str, lead: str, said: str, style: str = "") -> Row:
    return Row(key=key, content=words(lead, style or ".prose--strong") + words(said), hang=2)
