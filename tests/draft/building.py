"""Negotiations for tests, built as values: no git, no clock."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from drafter.model.amendment import Amendment, Change, Version
from drafter.model.clause import Clause, compose_clause
from drafter.model.decision import Decision
from drafter.model.negotiation import Act, Issue, Negotiation
from drafter.model.position import Condition, Position, Recorded, by_degree
from drafter.model.signatory import Roster, parse_roster
from drafter.model.target import Target, parse_target
from drafter.model.terms import AmendmentStatus, ClauseStatus, Degree, Kind, Stance
from drafter.model.treaty import Treaty, in_order

ROSTER = """
[treaty]
id = "test-treaty"
title = "Convention on Tests"
symbol = "TEST/1"
adoption = "consensus"
signatures = "optional"

[secretariat]
name = "Secretariat"

[groups.AOSIS]
name = "Alliance of Small Island States"
members = ["FJI", "TUV", "WSM"]
spokesperson = "WSM"

[groups.EU]
name = "European Union and its member States"
members = ["AUT", "DEU", "FRA"]
spokesperson = "EUE"

[groups.G77]
name = "Group of 77 and China"
members = ["BRA", "FJI", "IND", "WSM"]

[signatories.AUS]
name = "Australia"
[signatories.AUT]
name = "Austria"
[signatories.BRA]
name = "Brazil"
[signatories.DEU]
name = "Germany"
[signatories.EST]
name = "Estonia"
[signatories.FJI]
name = "Fiji"
[signatories.FRA]
name = "France"
[signatories.IND]
name = "India"
[signatories.JPN]
name = "Japan"
[signatories.NOR]
name = "Norway"
[signatories.RUS]
name = "Russian Federation"
[signatories.TUV]
name = "Tuvalu"
[signatories.USA]
name = "United States of America"
[signatories.WSM]
name = "Samoa"
[signatories.EUE]
name = "European Union"
kind = "reio"
[signatories.XRC]
name = "International Committee of the Red Cross"
kind = "observer"
"""


def roster(source: str = ROSTER) -> Roster:
    """Read a roster that is sound."""
    read, problems = parse_roster(source)
    assert read is not None, problems
    return read


def article(
    id: str,
    body: str,
    *,
    order: str = "100",
    number: str = "1",
    heading: str = "",
    kind: Kind = Kind.ARTICLE,
    status: ClauseStatus = ClauseStatus.OPEN,
) -> Clause:
    """Make a clause."""
    return compose_clause(id, order, kind=kind, number=number, heading=heading, status=status, body=body)


def commit(*seed: object) -> str:
    """Give the same commit id for the same seed."""
    return hashlib.sha1(repr(seed).encode(), usedforsecurity=False).hexdigest()


class Talks:
    """A negotiation in the making; `at()` gives it as it stands."""

    def __init__(self, *clauses: Clause, source: str = ROSTER) -> None:
        self.roster = roster(source)
        self.clauses = {clause.id: clause for clause in clauses}
        self.amendments: dict[str, Amendment] = {}
        self.positions: dict[tuple[str, Target], Recorded] = {}
        self.decisions: list[Act] = []
        self.history: list[Decision] = []
        self.issues: list[Issue] = []
        self.acts = 0
        self.main = commit("root")

    def date(self) -> str:
        """Give the date of the next act, a minute after the one before."""
        self.acts += 1
        return f"2026-03-{1 + self.acts // 1440:02d}T{self.acts // 60 % 24:02d}:{self.acts % 60:02d}:00Z"

    def amend(
        self,
        id: str,
        proposed: Mapping[str, str | Clause | None],
        *,
        rationale: str = "",
        to: str | None = None,
        subject: str = "",
    ) -> None:
        """Table an amendment: clause id -> body, whole clause, or None to delete it."""
        date, code = self.date(), id[:3]
        under = self.amendments[to] if to is not None else None
        changes = []
        for clause_id, what in proposed.items():
            before, above = self.clauses.get(clause_id), under
            while above is not None and above.change(clause_id) is None:
                above = self.amendments.get(above.parent or "")
            if above is not None:
                before = above.change(clause_id).after  # type: ignore[union-attr]
            if isinstance(what, str):
                assert before is not None
                after: Clause | None = before.with_body(what)
            else:
                after = what or (before.with_value("status", "deleted") if before is not None else None)
            changes.append(Change(clause_id, before, after))
        version = Version(
            commit=commit(id, date),
            date=date,
            delegate=f"Delegate of {code}",
            action="table",
            subject=subject or f"{code} amends {', '.join(proposed)}",
            rationale=rationale,
        )
        self.amendments[id] = Amendment(
            id=id,
            signatory=code,
            base=under.commit if under is not None else self.main,
            changes=tuple(changes),
            parent=to,
            versions=(version,),
            status=AmendmentStatus.TABLED,
        )

    def retain(self, id: str, *targets: str, against: str | None = None) -> None:
        """Ask to keep the text as it is."""
        date, code = self.date(), id[:3]
        version = Version(
            commit=commit(id, date),
            date=date,
            delegate=f"Delegate of {code}",
            action="table",
            subject=f"{code} asks to retain {', '.join(targets)}",
            rationale="",
        )
        self.amendments[id] = Amendment(
            id=id,
            signatory=code,
            base=self.amendments[against].commit if against is not None else self.main,
            changes=(),
            retains=tuple(target for target in map(parse_target, targets) if target is not None),
            against=against,
            versions=(version,),
            status=AmendmentStatus.TABLED,
        )

    def revise(self, id: str, proposed: Mapping[str, str]) -> None:
        """Table a new version of an amendment on the same base."""
        date, old = self.date(), self.amendments[id]
        changes = tuple(
            Change(each.clause, each.before, each.after.with_body(proposed[each.clause]))
            if each.after is not None and each.clause in proposed
            else each
            for each in old.changes
        )
        version = replace(old.versions[-1], commit=commit(id, date), date=date, action="revise")
        self.amendments[id] = replace(old, changes=changes, versions=(*old.versions, version))

    def withdraw(self, id: str) -> None:
        """Withdraw an amendment."""
        date, old = self.date(), self.amendments[id]
        version = replace(old.versions[-1], commit=commit(id, date), date=date, action="withdraw", rationale="")
        self.amendments[id] = replace(old, versions=(*old.versions, version), status=AmendmentStatus.WITHDRAWN)

    def position(
        self,
        code: str,
        target: str,
        stance: Stance,
        *,
        cosponsor: bool = False,
        on_behalf_of: str | None = None,
        statement: str = "",
        signed: bool = False,
        on: Mapping[str, Degree] | None = None,
    ) -> None:
        """Record a position on the text as it stands."""
        about = parse_target(target)
        assert about is not None
        text = self.at().current_text_sha256(about)
        assert text is not None
        date = self.date()
        position = Position(
            signatory=code,
            target=about,
            text_sha256=text,
            commit=self.main,
            stance=stance,
            cosponsor=cosponsor,
            on_behalf_of=on_behalf_of,
            statement=statement,
            conditions=by_degree(self._condition(each, degree) for each, degree in (on or {}).items()),
        )
        self.positions[code, about] = Recorded(
            position=position,
            commit=commit(code, target, date),
            date=date,
            delegate=f"Delegate of {code}",
            signed=signed,
        )

    def _condition(self, target: str, degree: Degree) -> Condition:
        about = parse_target(target)
        assert about is not None
        text = self.at().current_text_sha256(about)
        assert text is not None
        return Condition(degree, about, text, self.main)

    def decide(
        self,
        action: str,
        targets: Sequence[str] = (),
        *,
        subject: str = "",
        bodies: Mapping[str, str | Clause] | None = None,
        status: Mapping[str, str] | None = None,
        editorial: Sequence[str] = (),
    ) -> None:
        """Let the secretariat act on main: bodies changed, statuses of clauses or amendments set.

        `editorial` are the clauses that it declares to be other than the plain merge.
        """
        date, before = self.date(), dict(self.clauses)
        self.main = commit("main", date)
        for clause_id, body in (bodies or {}).items():
            self.clauses[clause_id] = self.clauses[clause_id].with_body(body) if isinstance(body, str) else body
        for name, value in (status or {}).items():
            if name in self.clauses:
                self.clauses[name] = self.clauses[name].with_value("status", value)
        act = Act(
            commit=self.main,
            ref="refs/heads/main",
            date=date,
            signatory="XXS",
            delegate="Secretariat",
            email="secretariat@example.org",
            record="main",
            action=action,
            targets=tuple(target for target in map(parse_target, targets) if target is not None),
            subject=subject or f"{action} {', '.join(targets)}",
            statement="",
            signed=False,
            status=next(iter((status or {}).values()), ""),
        )
        self.decisions.append(act)
        changed = {id: self.clauses[id] for id in self.clauses if self.clauses[id] != before.get(id)}
        changes = [Change(id, before.get(id), clause) for id, clause in changed.items()]
        decision = Decision(
            commit=self.main,
            date=date,
            author=act.delegate,
            subject=act.subject,
            act=act,
            changes=tuple(changes),
            adopted=tuple(self.amendments[each.amendment] for each in act.targets if each.amendment),
            editorial=tuple(editorial),
            status=next((value for name, value in (status or {}).items() if name in self.clauses), None),
            hashes={change.clause: change.text_sha256 for change in changes},
        )
        self.history.append(decision)
        for name, value in (status or {}).items():
            if name in self.amendments:
                self.amendments[name] = replace(
                    self.amendments[name],
                    status=AmendmentStatus(value),
                    decided=self.main,
                    decision=act.subject,
                )

    def since(self, earlier: Negotiation) -> list[Decision]:
        """Give the decisions after a text."""
        known = [each.commit for each in self.history]
        return self.history[known.index(earlier.treaty.commit) + 1 if earlier.treaty.commit in known else 0 :]

    def issue(self, name: str) -> Negotiation:
        """Issue the text as it stands, and give that snapshot."""
        date = self.date()
        self.issues.append(Issue(name, commit("issue", name, date), self.main, date))
        return replace(self.at(), issue=name)

    def at(self) -> Negotiation:
        """Give the negotiation as it stands."""
        order = {code: rank for rank, code in enumerate(self.roster.by_code)}
        rows = sorted(self.positions.values(), key=lambda row: (order[row.position.signatory], row.position.target))
        return Negotiation(
            treaty=Treaty(
                roster=self.roster,
                clauses=in_order(self.clauses.values()),
                commit=self.main,
                date=self.decisions[-1].date if self.decisions else "2026-03-01T00:00:00Z",
                root=commit("root"),
            ),
            amendments=tuple(self.amendments.values()),
            positions=tuple(rows),
            decisions=tuple(self.decisions),
            issues=tuple(self.issues),
            issue=None,
        )


CRITICAL = "1. States shall refrain from cyber operations that damage critical infrastructure.\n"
NOR, RUS, WSM, JPN = "NOR-000001", "RUS-000001", "WSM-000001", "JPN-000001"


def worked_example() -> Talks:
    """Build the field guide's worked example, Article 4(1)."""
    talks = Talks(
        article(
            "critical-infrastructure",
            CRITICAL,
            order="310",
            number="4",
            heading="Protection of critical infrastructure",
        )
    )
    said = CRITICAL.replace
    talks.amend(NOR, {"critical-infrastructure": said("refrain from", "not conduct or knowingly support")})
    talks.amend(
        WSM, {"critical-infrastructure": said("infrastructure.", "infrastructure, including submarine cables.")}
    )
    talks.amend(RUS, {"critical-infrastructure": said("critical ", "")})
    talks.retain(JPN, "critical-infrastructure:1", against=NOR)
    talks.position("EST", NOR, Stance.SUPPORT, cosponsor=True)
    talks.position("WSM", WSM, Stance.SUPPORT, on_behalf_of="AOSIS")
    talks.position("EST", WSM, Stance.SUPPORT)
    talks.position("RUS", WSM, Stance.OPPOSE)
    talks.position("NOR", RUS, Stance.RESERVE)
    return talks
