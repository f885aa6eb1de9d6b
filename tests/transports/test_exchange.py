"""The same exchange over a shared directory, a real sshd and a real web server."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from drafter.model.problem import Refused
from drafter.model.terms import Stance
from drafter.store import reading
from drafter.store.repository import Repository
from tests.store.acts import CI, plain_git
from tests.store.served import Clone, everything_in, pushed, refs_of
from tests.transports.conftest import Served

pytestmark = pytest.mark.transport


def clone_of(server: Served, place: Path, code: str) -> Clone:
    address = server.address(code)
    subprocess.run(
        ["git", "clone", "--quiet", address, str(place)],
        check=True,
        capture_output=True,
        env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_TERMINAL_PROMPT": "0"},
    )
    clone = Clone(place, code)
    assert clone.sync().ok
    return clone


def test_records_reach_the_other_clones_and_the_log(transport: Served, tmp_path: Path) -> None:
    deu = clone_of(transport, tmp_path / "deu", "DEU")
    commit = deu.take("scope", Stance.SUPPORT, "We welcome it.")
    report = deu.sync()
    assert report.ok
    assert [each.new for each in report.sent] == [commit]
    assert refs_of(transport.bare) == deu.refs()
    fra = clone_of(transport, tmp_path / "fra", "FRA")
    with Repository.open(fra.root) as repo:
        assert [each.commit for each in reading.read(repo).positions] == [commit]
    assert f"New: {commit}\n" in plain_git(fra.root, "log", "-1", "--format=%B", "log")


def test_what_breaks_a_rule_is_refused_and_leaves_nothing(transport: Served, tmp_path: Path) -> None:
    deu = clone_of(transport, tmp_path / "deu", "DEU")
    deu.take("scope", Stance.SUPPORT)
    before = everything_in(transport.bare)
    for refspec in ("positions/DEU:refs/heads/positions/FRA", "positions/DEU:refs/heads/log", ":refs/heads/main"):
        status, said = pushed(deu.root, refspec)
        assert status != 0
        assert "remote: drafter: refused: " in said or "delet" in said
        assert everything_in(transport.bare) == before


def test_a_rewound_server_is_an_alarm(transport: Served, tmp_path: Path) -> None:
    deu = clone_of(transport, tmp_path / "deu", "DEU")
    first = deu.take("scope", Stance.SUPPORT)
    deu.take(CI, Stance.OPPOSE)
    assert deu.sync().ok
    held = deu.refs()
    plain_git(transport.bare, "update-ref", "refs/heads/positions/DEU", first)
    report = deu.sync()
    assert [(each.ref, each.kind) for each in report.alarms] == [("refs/heads/positions/DEU", "rewound")]
    assert deu.refs() == held


@pytest.mark.parametrize("server", ["ssh_server", "web_server"])
def test_the_log_names_the_account_and_it_vouches_for_its_own_unsigned_records_only(
    server: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    found: Served = request.getfixturevalue(server)
    deu = clone_of(found, tmp_path / "deu", "DEU")
    deu.take("scope", Stance.SUPPORT)
    plain_git(deu.root, "remote", "set-url", "origin", found.address("FRA"))
    report = deu.sync()
    assert [each.ref for each in report.kept] == ["refs/heads/positions/DEU"]
    assert "only DEU itself may push it unsigned" in report.kept[0].reasons[0]
    plain_git(deu.root, "remote", "set-url", "origin", found.address("DEU"))
    assert deu.sync().ok
    assert "Pusher: DEU\n" in plain_git(found.bare, "log", "-1", "--format=%B", "log")


@pytest.mark.parametrize("server", ["ssh_server", "web_server"])
def test_a_server_that_is_down_is_one_line_and_nothing_is_lost(
    server: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    found: Served = request.getfixturevalue(server)
    deu = clone_of(found, tmp_path / "deu", "DEU")
    commit = deu.take("scope", Stance.SUPPORT)
    found.stop()
    with pytest.raises(Refused, match="try again") as refusal:
        deu.sync()
    assert "\n" not in str(refusal.value)
    assert deu.refs()["refs/heads/positions/DEU"] == commit


def test_a_wrong_password_is_one_line_and_asks_nobody(web_server: Served, tmp_path: Path) -> None:
    deu = clone_of(web_server, tmp_path / "deu", "DEU")
    wrong = web_server.address("DEU").replace("einigkeit", "wrong")
    plain_git(deu.root, "remote", "set-url", "origin", wrong)
    with pytest.raises(Refused, match="user name or password") as refusal:
        deu.sync()
    assert "\n" not in str(refusal.value)


def test_an_unknown_key_is_one_line_and_asks_nobody(
    ssh_server: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deu = clone_of(ssh_server, tmp_path / "deu", "DEU")
    monkeypatch.setenv("GIT_SSH_COMMAND", os.environ["GIT_SSH_COMMAND"].rpartition(" -i ")[0] + " -i /nonexistent")
    with pytest.raises(Refused, match="does not accept your key"):
        deu.sync()


@pytest.mark.parametrize(
    "command", ["", "sh -c id", "git-upload-archive '{bare}'", "git-upload-pack '/etc'", "git-receive-pack '{bare}/..'",
                "git-receive-pack '{bare}' ; id"],
)  # fmt: skip
def test_an_ssh_account_can_do_nothing_but_fetch_and_push(ssh_server: Served, command: str) -> None:
    address = ssh_server.address("FRA")
    host, port = address.removeprefix("ssh://").partition("/")[0].split(":")
    words = [*os.environ["GIT_SSH_COMMAND"].split(), "-oBatchMode=yes", "-T", "-p", port, host]
    asked = [command.format(bare=ssh_server.bare)] if command else []
    done = subprocess.run([*words, *asked], check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.returncode != 0
    assert done.stdout == ""
    assert done.stderr.startswith("drafter: ")
    assert len(done.stderr.splitlines()) == 1
