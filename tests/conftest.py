"""A small treaty repository of its own for any test: fixed clock, fixed delegates, a hostile home."""

from __future__ import annotations

import compileall
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import drafter
from drafter.model.clause import Clause, compose_clause
from drafter.model.ids import SECRETARIAT
from drafter.model.signatory import Delegate, Roster, parse_roster
from drafter.model.terms import ClauseStatus, Kind
from drafter.store import recording
from drafter.store.identity import Identity
from drafter.store.repository import Repository

# A slow machine is no broken law. At the desk each run meets new texts; where a change is judged, the same as the last
# run: what breaks there was broken by the change.
settings.register_profile(
    "calm", deadline=None, suppress_health_check=(HealthCheck.too_slow,), derandomize=bool(os.environ.get("CI"))
)
settings.load_profile("calm")


def pytest_configure(config: pytest.Config) -> None:
    """Compile the program once, as pip does: the tests start it by the hundred, and a shell may forbid to keep that."""
    if not hasattr(config, "workerinput"):
        compileall.compile_dir(Path(drafter.__file__).parent, quiet=2)


OPENED = "2026-03-02T09:00:00Z"

SIGNATORIES = """\
[treaty]
id = "cyber-treaty"
title = "Treaty on Cyber Operations"
symbol = "CT/2026/L.1"
adoption = "consensus"
signatures = "optional"

[secretariat]
name = "Secretariat"
delegates = [{ name = "Secretariat of the Conference", email = "secretariat@example.org" }]

[groups.EU]
name = "European Union and its member States"
members = ["FRA", "DEU"]
spokesperson = "EUE"

[groups.AOSIS]
name = "Alliance of Small Island States"
members = ["FJI", "MDV"]

[signatories.AUS]
name = "Australia"
kind = "state"
delegates = [{ name = "Delegate of Australia", email = "aus@example.org" }]

[signatories.DEU]
name = "Germany"
kind = "state"
delegates = [
  { name = "Delegate of Germany", email = "deu@example.org" },
  { name = "Adviser of Germany", email = "deu-2@example.org" },
]

[signatories.EUE]
name = "European Union"
kind = "reio"
delegates = [{ name = "Delegate of the European Union", email = "eue@example.org" }]

[signatories.FJI]
name = "Fiji"
kind = "state"
delegates = [{ name = "Delegate of Fiji", email = "fji@example.org" }]

[signatories.FRA]
name = "France"
kind = "state"
delegates = [{ name = "Delegate of France", email = "fra@example.org" }]

[signatories.MDV]
name = "Maldives"
kind = "state"
delegates = [{ name = "Delegate of Maldives", email = "mdv@example.org" }]

[signatories.XRC]
name = "Red Cross"
kind = "observer"
delegates = [{ name = "Delegate of the Red Cross", email = "xrc@example.org" }]
"""

HOSTILE_CONFIGURATION = """\
[user]
	name = Somebody Else
	email = somebody@else.example
	useConfigOnly = true
[color]
	ui = always
[log]
	showSignature = true
	decorate = full
[commit]
	gpgsign = true
	template = /nonexistent
[tag]
	gpgsign = true
[gpg]
	program = false
[core]
	hooksPath = {hooks}
	quotePath = false
	abbrev = 4
	autocrlf = true
	pager = false
	editor = false
[init]
	defaultBranch = trunk
	templateDir = /nonexistent
[i18n]
	commitEncoding = ISO-8859-1
	logOutputEncoding = ISO-8859-1
[fetch]
	prune = true
[push]
	pushOption = nobody asked
[feature]
	manyFiles = true
[diff]
	external = false
	noprefix = true
	renames = copies
"""


@pytest.fixture(autouse=True)
def hostile_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home whose git configuration, hooks and environment would change everything, were they followed."""
    home = tmp_path_factory.mktemp("home")
    hooks = home / "hooks"
    hooks.mkdir()
    for name in ("reference-transaction", "pre-commit", "commit-msg", "post-checkout", "post-merge", "update"):
        (hooks / name).write_text("#!/bin/sh\necho a hook ran >&2\nexit 1\n")
        (hooks / name).chmod(0o755)
    (home / ".gitconfig").write_text(HOSTILE_CONFIGURATION.format(hooks=hooks))
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    return home


def treaty_clauses() -> tuple[Clause, ...]:
    """The clauses of the small treaty: a preamble, two articles, an agreed one."""
    return (
        compose_clause("preamble", "100", kind=Kind.PREAMBLE, body="The Parties to this Treaty,\n\nHave agreed:\n"),
        compose_clause(
            "scope", "210", kind=Kind.ARTICLE, number="1", heading="Scope", body="This Treaty applies to all States.\n"
        ),
        compose_clause(
            "critical-infrastructure",
            "310",
            kind=Kind.ARTICLE,
            number="4",
            heading="Protection of critical infrastructure",
            body=(
                "1. States shall refrain from cyber operations that damage critical infrastructure.\n\n"
                "2. Each State shall:\n\n"
                "(a) designate a point of contact;\n\n"
                "(b) notify the other States of incidents that affect them without undue delay.\n"
            ),
        ),
        compose_clause(
            "depositary",
            "400",
            kind=Kind.ARTICLE,
            number="12",
            heading="Depositary",
            status=ClauseStatus.AGREED,
            body="The Secretary-General of the United Nations is the Depositary of this Treaty.\n",
        ),
    )


def treaty_files() -> dict[str, bytes]:
    """The files of the small treaty by path."""
    return {"signatories.toml": SIGNATORIES.encode()} | {
        clause.path: clause.source.encode() for clause in treaty_clauses()
    }


def roster() -> Roster:
    """The parties of the small treaty."""
    read, problems = parse_roster(SIGNATORIES)
    assert read is not None, problems
    return read


def acting_for(code: str, nth: int = 0, key: str | None = None) -> Identity:
    """The nth delegate of a signatory of the small treaty."""
    delegate: Delegate = roster().by_code[code].delegates[nth]
    return Identity(code, delegate, key)


@pytest.fixture(scope="session")
def founded_treaty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small treaty, founded once: to be copied."""
    where = tmp_path_factory.mktemp("founded") / "treaty"
    recording.found(where, treaty_files(), acting_for(SECRETARIAT), "Open the negotiation", date=OPENED).close()
    return where


@pytest.fixture
def found_treaty(tmp_path: Path, founded_treaty: Path) -> Iterator[Callable[..., Repository]]:
    """Founds the small treaty in `tmp_path/<name>`, with other files if given; closes what it founded."""
    opened: list[Repository] = []

    def found(name: str = "treaty", files: dict[str, bytes] | None = None) -> Repository:
        place = tmp_path / name
        if files is None:
            repo = Repository.open(Path(shutil.copytree(founded_treaty, place, symlinks=True)))
            # The index says when each file was written, and where on the disk.
            repo.git.run("update-index", "-q", "--refresh")
        else:
            repo = recording.found(place, files, acting_for(SECRETARIAT), "Open the negotiation", date=OPENED)
        opened.append(repo)
        return repo

    yield found
    for repo in opened:
        repo.close()


@pytest.fixture
def treaty(found_treaty: Callable[..., Repository]) -> Repository:
    """The small treaty, founded."""
    return found_treaty()


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """An SSH key."""
    return new_key(tmp_path / "key")


def new_key(place: Path) -> Path:
    """Make an SSH key without a passphrase."""
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(place)], check=True)
    return place
