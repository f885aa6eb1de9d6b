"""Who acts in this clone: `drafter as` writes it to the clone's own configuration."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from drafter.model.ids import meant
from drafter.model.problem import refuse
from drafter.model.signatory import Delegate, Roster
from drafter.store.driver import install_merge_driver
from drafter.store.keys import find_listed, is_key
from drafter.store.plumbing import Plumbing
from drafter.store.repository import Repository

_KEYS = ("signatory", "email", "key")


@dataclass(frozen=True, slots=True)
class Identity:
    """A delegate, the signatory for which it acts, and the file of its SSH key when it signs."""

    code: str
    delegate: Delegate
    key: str | None = None


def current(
    repo: Repository, roster: Roster, code: str | None = None, email: str | None = None, key: str | None = None
) -> Identity:
    """Say who acts: by the arguments, otherwise as the clone's configuration says.

    Another code than the configured one brings nothing of the configured delegate with it. Raises Refused.
    """
    configured = _configured(repo)
    known = configured.get("signatory")
    if code is None and known is None:
        raise refuse("nobody is set to act in this clone", "say who you are with `drafter as CODE`", rule="identity")
    if code is None or code == known:
        code = code or known
        email = email or configured.get("email")
        key = key or configured.get("key")
    assert code is not None
    delegate = find_delegate(roster, code, email)
    if key is None and delegate.keys:
        found = find_listed(repo, delegate.keys)
        key = str(found.file) if found is not None else None
    return Identity(code, delegate, key)


def become(repo: Repository, roster: Roster, code: str, email: str | None = None, key: str | None = None) -> Identity:
    """Write to the clone's configuration who acts in it from now on, and that git merges clauses by word.

    Without `key`: the one that is listed for the delegate, if it is here (`keys.find`). Raises Refused.
    """
    delegate = find_delegate(roster, code, email)
    found = find_listed(repo, delegate.keys) if key is None and delegate.keys else None
    own = found.file if found is not None else None if key is None else _key_file(key)
    who = Identity(code, delegate, None if own is None else str(own))
    values = {"signatory": who.code, "email": who.delegate.email, "key": who.key}
    for name, value in values.items():
        if value is None:
            # Status 5: it was not set.
            repo.git.run("config", "--local", "--unset-all", f"drafter.{name}", accept=(0, 5))
        else:
            repo.git.run("config", "--local", "--replace-all", f"drafter.{name}", value)
    install_merge_driver(repo)
    return who


def _configured(repo: Repository) -> dict[str, str]:
    # Status 1: nothing is set.
    listed = repo.git.run("config", "--local", "--null", "--get-regexp", r"^drafter\.", accept=(0, 1))
    found: dict[str, str] = {}
    for entry in listed.decode("utf-8", "replace").split("\0"):
        name, _, value = entry.partition("\n")
        key = name.removeprefix("drafter.")
        if key in _KEYS and value:
            found[key] = value
    return found


def find_delegate(roster: Roster, code: str, email: str | None) -> Delegate:
    """Give the delegate of a signatory with an address; without one, its only delegate. Raises Refused."""
    signatory = roster.by_code.get(code)
    if signatory is None:
        raise refuse(f"there is no signatory `{code}`", roster.meant(code), rule="identity")
    if not signatory.delegates:
        remedy = "the secretariat lists delegates in signatories.toml"
        raise refuse(f"{code} has no delegates", remedy, rule="identity")
    if email is None:
        if len(signatory.delegates) == 1:
            return signatory.delegates[0]
        choice = ", ".join(each.email for each in signatory.delegates)
        raise refuse(f"{code} has several delegates", f"say which with --email: {choice}", rule="identity")
    found = roster.delegate(code, email)
    if found is None:
        choice = ", ".join(each.email for each in signatory.delegates)
        remedy = meant(email, [each.email for each in signatory.delegates], f"its delegates are {choice}")
        raise refuse(f"{email} is not a delegate of {code} in signatories.toml", remedy, rule="identity")
    return found


def _key_file(key: str) -> Path:
    place = Path(key).expanduser().absolute()
    if not place.is_file():
        raise refuse(f"{place}: there is no such key", "name the file of an SSH key", rule="key")
    if not is_key(place):
        raise refuse(
            f"{place}: this is no SSH key", "name the file of an SSH key, or make one with --new-key", rule="key"
        )
    return place


def author(directory: Path) -> tuple[str, str] | None:
    """Give the name and e-mail address that the user's own git configuration gives, or None without both."""
    git = Plumbing(directory)
    try:
        asked = [git.ask("config", "--get", key, users_configuration=True) for key in ("user.name", "user.email")]
    finally:
        git.close()
    name, email = (answer.out.decode("utf-8", "replace").strip() if answer.status == 0 else "" for answer in asked)
    return (name, email) if name and email else None
