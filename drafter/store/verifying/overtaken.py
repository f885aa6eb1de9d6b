"""Acts on main that came too late: by then an amendment had been revised or withdrawn, a consent taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from drafter.model.consent import CONSENT_FILE
from drafter.model.ids import AMENDMENT_ID, amendment_ref, positions_ref
from drafter.model.record import Message, parse_message
from drafter.store.objects import Commit
from drafter.store.repository import Repository
from drafter.store.tabled import MOST_VERSIONS
from drafter.store.verifying.keyring import Flaw

Counts = Callable[[str, str], bool]
"""Whether a commit is a sound version of an amendment."""


def overtaken(
    repo: Repository, act: Commit, held: Mapping[str, str], counts: Counts = lambda _id, _commit: True
) -> Iterator[Flaw]:
    """Say of each amendment that is adopted, and each consent that is used, what had become of it, and by which rule.

    `held`: where the branches of amendments and positions stood before the act was received; what somebody else may
    have put on an amendment is told by `counts`. Raises Refused when git fails.
    """
    for tip in act.parents[1:]:
        id = amendment_of(repo.commit(tip))
        if id is None or amendment_ref(id) not in held:
            continue
        later = next((each for each in _later(repo, tip, held[amendment_ref(id)]) if counts(id, each.id)), None)
        if later is not None:
            message = parse_message(later.message)
            withdrawn = isinstance(message, Message) and message.one("Action") == "withdraw"
            what = "withdrawn" if withdrawn else "revised"
            said = f"{id} was {what} by {later.id[:12]} before this adoption was received; sync, and decide anew"
            yield "adoption", said
    for code, given in consents_used(repo, act):
        stood = held.get(positions_ref(code))
        if stood is None or not repo.is_ancestor(given.id, stood):
            continue
        said_last, said_then = (repo.tree(each.tree).get(CONSENT_FILE) for each in (repo.commit(stood), given))
        if said_last != said_then:
            said = f"{code} took back its consent {given.id[:12]} before this was received; sync, and decide anew"
            yield "consent", said


def consents_used(repo: Repository, act: Commit) -> Iterator[tuple[str, Commit]]:
    """Give the signatories whose consent an act on main names, each with the record of that."""
    message = parse_message(act.message)
    for id in message.all("Consent") if isinstance(message, Message) else ():
        given = repo.commit(id)
        said = parse_message(given.message)
        if isinstance(said, Message):
            yield said.one("Signatory") or "", given


def amendment_of(commit: Commit) -> str | None:
    """Give the id of the amendment that a commit is a version of, or None."""
    message = parse_message(commit.message)
    id = message.one("Amendment") if isinstance(message, Message) else None
    return id if id is not None and AMENDMENT_ID.match(id) else None


def _later(repo: Repository, adopted: str, tip: str) -> list[Commit]:
    """Give the versions of an amendment that stand on the adopted one, newest first."""
    found: list[Commit] = []
    at = repo.commit(tip)
    while at.id != adopted:
        if not at.parents or amendment_of(at) is None or len(found) > MOST_VERSIONS:
            return []
        found.append(at)
        at = repo.commit(at.parents[0])
    return found
