"""What was decided and proposed since an issue: every changed word leads to one of these acts."""

from __future__ import annotations

from drafter.draft.document import ChangeEntry
from drafter.model.amendment import Amendment, Version
from drafter.model.negotiation import Act, Issue, Negotiation


def entry_of_decision(act: Act) -> ChangeEntry:
    """Give an act of the secretariat as an entry of a list of changes."""
    return ChangeEntry(
        commit=act.commit,
        date=act.date,
        signatory=act.signatory,
        action=act.action,
        subject=act.subject,
        amendments=tuple(target.amendment for target in act.targets if target.amendment),
        clauses=tuple(target.clause for target in act.targets if target.clause),
    )


def entry_of_version(amendment: Amendment, version: Version) -> ChangeEntry:
    """Give a tabling, revision or withdrawal as an entry of a list of changes."""
    return ChangeEntry(
        commit=version.commit,
        date=version.date,
        signatory=amendment.signatory,
        action=version.action,
        subject=version.subject,
        amendments=(amendment.id,),
        clauses=amendment.clauses,
    )


def decisions_since(negotiation: Negotiation, main: str, date: str) -> tuple[ChangeEntry, ...]:
    """Give what the secretariat decided on main after a commit of main, oldest first; a recommendation decides nothing.

    A commit that is no recorded act (the root of main, say) counts by its date.
    """
    acts = negotiation.decisions
    known = [act.commit for act in acts]
    later = acts[known.index(main) + 1 :] if main in known else [act for act in acts if act.date > date]
    return tuple(entry_of_decision(act) for act in later if act.action != "recommend")


def changes_since(negotiation: Negotiation, issue: Issue, *, proposals: bool = True) -> tuple[ChangeEntry, ...]:
    """Give every act after an issue that changed what a consolidated text shows, oldest first.

    Without `proposals` only what changed the agreed text and its statuses. Of one second, decisions come first.
    """
    found = list(decisions_since(negotiation, issue.main, issue.date))
    if proposals:
        found.extend(
            entry_of_version(amendment, version)
            for amendment in negotiation.amendments
            for version in amendment.versions
            if version.date > issue.date
        )
    return tuple(sorted(found, key=lambda entry: entry.date))


def previous_issue(negotiation: Negotiation) -> Issue | None:
    """Give the issue before this text: the newest one that is not this text itself."""
    before = [issue for issue in negotiation.issues if issue.name != negotiation.issue]
    return before[-1] if before else None


def issue_line(negotiation: Negotiation) -> str:
    """Say which issue a text is: `Rev.2`, `after Rev.2`, or nothing before the first."""
    if negotiation.issue is not None:
        return negotiation.issue
    return f"after {negotiation.issues[-1].name}" if negotiation.issues else ""
