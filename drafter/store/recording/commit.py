"""How any act gets on record: objects first, then one ref moved by compare-and-swap. All or nothing."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from drafter.model.ids import SECRETARIAT, meant
from drafter.model.negotiation import Act
from drafter.model.problem import Refused, refuse
from drafter.model.record import Message, message, statement_problem, tidy_statement, too_long
from drafter.model.signatory import Delegate
from drafter.store import passphrase
from drafter.store.agreed import Agreed
from drafter.store.credentials import act, name_in_commits
from drafter.store.identity import Identity
from drafter.store.keys import public_key
from drafter.store.objects import Commit, date_of, epoch_of, parse_commit
from drafter.store.plumbing import Entry, GitFailed
from drafter.store.repository import Repository
from drafter.store.signing import signed_with, written_by
from drafter.store.verifying.files import MOST_FILE
from drafter.store.verifying.keyring import When, out_of_force

Made = TypeVar("Made")

MOST_ATTEMPTS = 40
_LONGEST_PAUSE = 0.25


class Moved(Exception):
    """The ref is not where it was when the act was checked: somebody else recorded in between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A commit that is to become the new tip of a ref."""

    ref: str
    old: str | None
    """The tip on which it was checked; None for a new ref."""
    tree: str
    parents: tuple[str, ...]
    message: Message
    who: Identity
    epoch: int


_UNSIGNED = {
    "incorrect passphrase": ("the key is locked, and its passphrase was not given", "unlock it with `ssh-add {key}`"),
    "device not found": ("the hardware key is not there", "plug it in and try again"),
    "agent refused": ("the agent that holds the key refused to sign", "unlock or touch the key, and try again"),
    "invalid format": ("it is not a private key", "name its file with `drafter as CODE --key FILE`"),
}
"""What ssh-keygen says on its standard error, and what that means to a delegate."""


def until_recorded(attempt: Callable[[], Made]) -> Made:
    """Try an act, and try it anew on what is there when somebody else was faster.

    `attempt` reads, checks every rule and records, or raises Moved. Raises Refused after many attempts in vain.
    """
    pause = 0.002
    for _ in range(MOST_ATTEMPTS):
        try:
            return attempt()
        except Moved:
            # Apart from each other, so that two who collide don't collide again.
            time.sleep(random.uniform(0, pause))  # noqa: S311
            pause = min(2 * pause, _LONGEST_PAUSE)
    raise refuse("others record at the same time, without a pause", "nothing was recorded; try again", rule="busy")


def write(repo: Repository, draft: Draft) -> Commit:
    """Write the commit of a draft. It is on no ref yet. Raises Refused."""
    arguments = ["commit-tree", draft.tree]
    for parent in draft.parents:
        arguments += ["-p", parent]
    options, signing = signature(draft.who)
    text = draft.message.format()
    with signing_environment(draft.who) as environment:
        try:
            out = repo.git.run(
                *arguments,
                *signing,
                given=text.encode(),
                environment={**author(draft.who, draft.epoch), **environment},
                options=options,
            )
        except GitFailed as failed:
            raise _not_signed(draft.who, failed) from None
    id = out.decode().strip()
    ((_, kind, raw),) = repo.git.objects([id])
    repo.git.made[id] = (kind, raw)
    repo.keep_made()
    commit = parse_commit(id, raw)
    if commit.flaw is not None or commit.message != text or commit.author != name_in_commits(draft.who.delegate.name):
        raise refuse(
            f"git wrote another commit than was meant: {commit.flaw or 'author or message differ'}",
            "nothing was recorded; report it with what `git --version` says",
            rule="git",
        )
    return commit


def point(repo: Repository, draft: Draft, commit: Commit) -> Act:
    """Move the ref of a draft to its commit, if it still is where it was. Raises Moved or Refused."""
    why, own = f"drafter: {draft.message.subject}", author(draft.who, draft.epoch)
    if not repo.move(draft.ref, draft.old, commit.id, why, own):
        raise Moved
    repo.keep_made(done=True)
    return act(commit, draft.message, draft.ref)


def record(repo: Repository, draft: Draft) -> Act:
    """Write the commit of a draft and move its ref to it. Raises Moved or Refused."""
    return point(repo, draft, write(repo, draft))


def author(who: Identity, epoch: int) -> dict[str, str]:
    """Give the environment in which git writes as this delegate, at this time."""
    return written_by(name_in_commits(who.delegate.name), who.delegate.email, epoch)


def signature(who: Identity) -> tuple[list[str], list[str]]:
    """Give the options of git and of its command that sign with the delegate's key; nothing when it has none."""
    if who.key is None:
        return [], []
    key = Path(who.key).expanduser()
    if not key.is_file():
        raise refuse(f"{key}: there is no such key", "name another one with `drafter as CODE --key FILE`", rule="key")
    return signed_with(key), ["-S"]


def _not_signed(who: Identity, failed: GitFailed) -> Refused:
    """Say why a key did not sign, where ssh-keygen tells; otherwise what git says."""
    for sign, (why, remedy) in _UNSIGNED.items():
        if who.key is not None and sign in failed.said.lower():
            return refuse(f"{who.key}: {why}; nothing was recorded", remedy.format(key=who.key), rule="key")
    return failed


@contextmanager
def signing_environment(who: Identity) -> Iterator[dict[str, str]]:
    """Give the environment in which ssh-keygen signs: it asks the program for a passphrase, never the terminal."""
    if who.key is None:
        yield {}
        return
    with passphrase.environment(who.key) as environment:
        yield environment


def check_who(agreed: Agreed, who: Identity) -> None:
    """Check that somebody may act: listed on main, and with a key where signatures are required. Raises Refused."""
    roster = agreed.roster
    if who.code not in roster.by_code:
        remedy = meant(who.code, roster.by_code, "`drafter as CODE` says who you are")
        raise refuse(f"{who.code} is not a signatory of signatories.toml", remedy, rule="identity")
    delegate = roster.delegate(who.code, who.delegate.email)
    if delegate is not None and delegate.keys:
        _check_key(who, delegate)
    why = agreed.credentials.standing(
        who.code, name_in_commits(who.delegate.name), who.delegate.email, date_of(now()), signed=who.key is not None
    )
    if why is None:
        return
    if who.key is None and roster.delegate(who.code, who.delegate.email) is not None and "sign" in why:
        remedy = "name your key with `drafter as CODE --key FILE`"
        raise refuse("this treaty requires signatures, and you have no key", remedy, rule="identity")
    listed = ", ".join(f"{each.name} <{each.email}>" for each in roster.by_code[who.code].delegates)
    remedy = f"its delegates are {listed}" if listed else "the secretariat lists delegates in signatories.toml"
    raise refuse(why, remedy, rule="identity")


def _check_key(who: Identity, delegate: Delegate) -> None:
    """Check that a delegate with a key signs with it: nobody would count the record otherwise. Raises Refused."""
    if who.key is None:
        remedy = f"name its file with `drafter as {who.code} --email {delegate.email} --key FILE`"
        raise refuse(f"a key is listed for {delegate.email}, and it is not here", remedy, rule="key")
    key = public_key(Path(who.key).expanduser())
    if key is None:
        return
    known = next((each for each in delegate.keys if each.blob == key.blob), None)
    if known is None:
        remedy = f"send the secretariat what `drafter as {who.code} --email {delegate.email}` prints, to list it"
        raise refuse(f"the key {who.key} is not listed for {delegate.email}", remedy, rule="key")
    flaw = out_of_force(known, When(now()))
    if flaw is not None:
        raise refuse(f"the key {who.key} does not speak: {flaw[1]}", "use another of your keys", rule=flaw[0])


def check_secretariat(agreed: Agreed, who: Identity, act: str) -> None:
    """Check that the secretariat acts. Raises Refused."""
    if who.code != SECRETARIAT:
        remedy = f"you act for {who.code}; its delegates begin with `drafter as {SECRETARIAT}`"
        raise refuse(f"only the secretariat {act}", remedy, rule="secretariat")
    check_who(agreed, who)


def check_statement(statement: str) -> str:
    """Put a statement in the form in which it is recorded. Raises Refused when it can't be."""
    tidy = tidy_statement(statement)
    why = statement_problem(tidy)
    if why is not None:
        raise refuse(f"the statement can't be recorded: {why}", "remove that and try again", rule="statement")
    why = too_long(tidy)
    if why is not None:
        raise refuse(f"the statement can't be recorded: {why}", "shorten it", rule="statement")
    return tidy


def compose(subject: str, statement: str, trailers: list[tuple[str, str]]) -> Message:
    """Make the message of a record. Raises Refused when it can't be one."""
    try:
        return message(subject, check_statement(statement), trailers)
    except ValueError as error:
        raise refuse(f"this can't be recorded in one act: {error}", "divide it", rule="record") from None


def trailers_of(agreed: Agreed, kind: str, who: Identity) -> list[tuple[str, str]]:
    """Give the trailers that every record has."""
    return [("Drafter-Record", f"{kind}/1"), ("Treaty", agreed.name), ("Signatory", who.code)]


def moment(date: str | None, before: Sequence[Commit]) -> int:
    """Give the time of a record: the one given, otherwise now, but never before what it stands on. Raises Refused."""
    earliest = max((commit.epoch for commit in before), default=0)
    if date is None:
        return max(now(), earliest)
    epoch = epoch_of(date)
    if epoch is None:
        raise refuse(f"`{date}` is not a date", "write it as 2026-03-02T09:00:00Z", rule="date")
    if epoch < earliest:
        remedy = f"that is dated {date_of(earliest)}"
        raise refuse(f"{date} is before what the record stands on", remedy, rule="date")
    return epoch


def now() -> int:
    """Give the time in seconds since 1970: the one clock of the store."""
    return int(time.time())


def with_files(repo: Repository, tree: str | None, files: Mapping[str, bytes | None]) -> str:
    """Write a tree that is another one with these files (None: without), and give its id. Raises Refused."""
    check_size(files)
    entries = {
        path: None if content is None else Entry("100644", repo.git.blob(content)) for path, content in files.items()
    }
    return with_entries(repo, tree, entries)


def check_size(files: Mapping[str, bytes | None]) -> None:
    """Check that no clause is larger than every clone takes it to be. Raises Refused."""
    for path, content in files.items():
        if path.startswith("clauses/") and content is not None and len(content) > MOST_FILE:
            raise refuse(f"the clause has more than {MOST_FILE // 1024} KiB", "divide it", rule="size", file=path)


def with_entries(repo: Repository, tree: str | None, changes: Mapping[str, Entry | None]) -> str:
    """Write a tree that is another one with these entries by path (None: without), and give its id."""
    entries = repo.tree(tree) if tree is not None else {}
    deeper: dict[str, dict[str, Entry | None]] = {}
    for path, entry in changes.items():
        name, slash, rest = path.partition("/")
        if slash:
            deeper.setdefault(name, {})[rest] = entry
        elif entry is None:
            entries.pop(name, None)
        else:
            entries[name] = entry
    for name, below in deeper.items():
        known = entries.get(name)
        under = known.id if known is not None and known.directory else None
        entries[name] = Entry("40000", with_entries(repo, under, below))
    return repo.git.tree(entries)
