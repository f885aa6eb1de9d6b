"""Every attack is refused by the hook, and what git itself may stop also when it is pushed over a real transport; every
proper act comes in and is logged."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from drafter.model.target import Target
from drafter.store.repository import Repository
from drafter.store.serving.installing import install
from drafter.store.verifying import verify
from tests.store.acts import plain_git
from tests.store.attacks.attack import put
from tests.store.attacks.presiding import MAIN, adopting_on_a_correction, envoy_in_place_of
from tests.store.attacks.stage import SERVER, Stage, stance
from tests.store.attacks.table import ATTACKS, LEGITIMATE, Attack
from tests.store.served import everything_in, knocked, next_second, pushed

LOG, FRA = "refs/heads/log", "refs/heads/positions/FRA"
BROKEN = re.compile(r"error: object [0-9a-f]{40}: [A-Za-z]+: ")
SEEN_BY_GIT = {"path", "mode", "header", "message", "clause"}
"""What `receive.fsckObjects` may stop before any hook is asked."""
DOOR = [attack for attack in ATTACKS if attack.door]


def guarded(played: Path, place: Path) -> Path:
    """The negotiation on a server whose hooks examine what comes."""
    shutil.copytree(played, place)
    own = place / "drafter"
    own.mkdir()
    SERVER.write(own / "server-key")
    (own / "server-key.pub").write_text(f"{SERVER.public}\n")
    install(place)
    return place


@pytest.fixture(scope="module")
def installed(played: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One server for all attacks: each leaves it as it was."""
    return guarded(played, tmp_path_factory.mktemp("door") / "server.git")


@pytest.fixture
def server(installed: Path, tmp_path: Path) -> Path:
    """A server of its own, for acts that come in."""
    return Path(shutil.copytree(installed, tmp_path / "server.git"))


def asked_of(stage: Stage) -> list[str]:
    """What an attack asks for, in one go."""
    return [f"{each.new or ''}:{each.ref}" for each in stage.moved]


def refused_by_the_right_rule(attack: Attack, told: str) -> None:
    """Check that the server said why, a line a cause. On a busy machine it says meanwhile that it is still at work."""
    said = [line for line in told.splitlines() if line != "the server is still at work on this push"]
    causes = [line for line in said if line.startswith("drafter: refused: ")]
    assert causes == said, told
    assert len(set(causes)) == len(causes), told
    rules = {line.rpartition("[")[2].removesuffix("]") for line in causes}
    # Nobody writes to the log, whatever it is.
    assert rules & {*attack.rules, "log-entry"}, told


@pytest.mark.parametrize("attack", DOOR, ids=lambda attack: attack.name)
def test_what_is_asked_of_the_server_is_refused_by_the_right_rule(
    stage: Stage, installed: Path, attack: Attack
) -> None:
    attack.build(stage)
    status, told = knocked(installed, stage.root, *asked_of(stage))
    assert status == 1, told
    refused_by_the_right_rule(attack, told)


@pytest.mark.parametrize("attack", [each for each in DOOR if each.rules & SEEN_BY_GIT], ids=lambda attack: attack.name)
def test_what_git_itself_looks_at_is_refused_when_it_is_pushed_and_leaves_nothing(
    stage: Stage, installed: Path, attack: Attack
) -> None:
    before = everything_in(installed)
    attack.build(stage)
    status, told = pushed(stage.root, *asked_of(stage), remote=f"file://{installed}")
    assert status != 0, told
    assert everything_in(installed) == before
    lines = [line.removeprefix("remote: ").rstrip() for line in told.splitlines() if line.startswith("remote: ")]
    if not any(BROKEN.match(line) for line in lines):
        refused_by_the_right_rule(attack, "\n".join(lines))


@pytest.mark.parametrize("act", LEGITIMATE, ids=lambda act: act.name)
def test_a_proper_act_that_is_pushed_comes_in_and_is_logged(stage: Stage, server: Path, act: Attack) -> None:
    act.build(stage)
    entries = int(plain_git(server, "rev-list", "--count", "--first-parent", LOG))
    status, told = knocked(server, stage.root, *asked_of(stage))
    assert status == 0, told
    for change in stage.moved:
        assert plain_git(server, "rev-parse", change.ref).strip() == change.new
    assert int(plain_git(server, "rev-list", "--count", "--first-parent", LOG)) == entries + len(stage.moved)
    with Repository.open(server) as repo:
        assert verify(repo, anew=True).problems == ()


@pytest.mark.parametrize(("words", "taken"), [(b"critical and civilian", True), (b"civilian and critical", False)])
def test_a_server_takes_in_what_is_put_together_as_it_does_it_itself(
    stage: Stage, server: Path, words: bytes, taken: bool
) -> None:
    made = adopting_on_a_correction(stage, words)
    status, told = knocked(server, stage.root, f"{made}:{MAIN}")
    assert (status == 0) is taken, told
    assert ("no editorial change is declared [adoption]" in told) is not taken


def test_a_delegate_who_was_replaced_is_refused_whatever_date_a_record_bears(stage: Stage, server: Path) -> None:
    put(stage, MAIN, envoy_in_place_of(stage, "fra@example.org", "Delegate of France"))
    assert knocked(server, stage.root, *asked_of(stage))[0] == 0
    record = put(stage, FRA, stance(stage, "FRA", target=Target("scope")))
    next_second()
    status, told = knocked(server, stage.root, f"{record}:{FRA}")
    assert status != 0
    assert "Delegate of France <fra@example.org> is not a delegate of FRA [delegate]" in told


def test_at_least_seventy_attacks_are_pushed() -> None:
    assert len(DOOR) >= 70
