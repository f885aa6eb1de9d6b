"""`sync`, `bundle`, `doctor` and `hook`, as a delegate and a secretariat type them."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from drafter.cli import syncing
from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.store import housekeeping, recording
from drafter.store.objects import date_of
from drafter.store.repository import Repository
from drafter.store.syncing import Choice
from tests.cli.conftest import Drafter, git
from tests.conftest import acting_for
from tests.store.acts import CI
from tests.store.served import cloned, served


def test_a_secretariat_serves_and_delegations_exchange(drafter: Drafter, place: Path, tmp_path: Path) -> None:
    bare = tmp_path / "server.git"
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", str(bare))
    root = git(place, "rev-parse", "main").strip()
    installed = drafter("hook", "install", bare, "--root", root, "--format", "json")
    assert installed.status == 0
    assert installed.data["key"].startswith("ssh-ed25519 ")
    assert installed.data["root"] == root
    assert drafter("-C", place, "sync", bare).status == 0
    for name, email in (("one", "deu@example.org"), ("two", "deu-2@example.org")):
        git(tmp_path, "clone", "--quiet", str(bare), str(tmp_path / name))
        said = drafter("-C", tmp_path / name, "sync")
        assert said.status == 0, said
        assert re.search(r"^Set up: \d+ settings of git, so that", said.out, re.MULTILINE)
        assert drafter("-C", tmp_path / name, "as", "DEU", "--email", email).status == 0
    one, two = tmp_path / "one", tmp_path / "two"
    drafter("-C", one, "position", CI, "support")
    said = drafter("-C", one, "sync")
    assert said.status == 0
    assert "Sent: positions/DEU: 1 record" in said.out
    assert "The server's log: 1 new, the newest is number 2: positions/DEU" in said.out
    drafter("-C", two, "position", CI, "oppose")
    said = drafter("-C", two, "sync")
    assert said.status == 1
    assert f"Choose with `drafter sync --mine {CI}` or `drafter sync --theirs {CI}`" in said.out
    assert drafter("-C", two, "sync", "--mine", CI, "--theirs", CI).status == 2
    chosen = drafter("-C", two, "sync", "--mine", CI, "--format", "json")
    assert chosen.status == 0
    assert chosen.data["ok"] is True
    assert chosen.data["joined"] == ["refs/heads/positions/DEU"]
    assert "In step with the server" in drafter("-C", one, "sync").out
    git(bare, "update-ref", "refs/heads/positions/DEU", "refs/heads/positions/DEU~1")
    said = drafter("-C", one, "sync")
    assert said.status == 1
    assert "ALARM: rewound: positions/DEU stood at" in said.out


def test_who_chooses_between_two_versions_of_an_amendment_is_shown_the_reasons_and_the_words(
    drafter: Drafter, treaty: Repository, tmp_path: Path
) -> None:
    server = served(treaty, tmp_path / "server.git")
    one = cloned(server, tmp_path / "one", "DEU")
    drafter("-C", one.root, "as", "DEU", "--email", "deu@example.org")
    (tmp_path / "first.md").write_text("1. Ours.\n", encoding="utf-8")
    said = drafter("-C", one.root, "amend", "scope", "--file", tmp_path / "first.md", "--rationale", "First.")
    assert said.status == 0, said
    (amendment,) = drafter("-C", one.root, "amendments", "--by", "DEU", "--format", "json").data
    id = amendment["id"]
    assert one.sync().ok
    other = cloned(server, tmp_path / "other", "DEU", 1)
    drafter("-C", other.root, "as", "DEU", "--email", "deu-2@example.org")
    assert other.sync().ok
    for clone, words, why in ((one, "1. Ours, and shorter.\n", "Brevity."), (other, "1. Ours, or longer.\n", "Depth.")):
        file = tmp_path / f"{why}md"
        file.write_text(words, encoding="utf-8")
        assert drafter("-C", clone.root, "revise", id, "--file", file, "--rationale", why).status == 0
    assert one.sync().ok
    said = drafter("-C", other.root, "sync")
    assert said.status == 1
    assert re.search(r"^  mine .*: Depth\.$", said.out, re.MULTILINE)
    assert re.search(r"^  theirs .*: Brevity\.$", said.out, re.MULTILINE)
    assert "\nscope, from mine to theirs:\n" in said.out
    assert "1. Ours, [-or longer-]{+and shorter+}." in said.out


def test_what_a_colleague_sends_while_somebody_is_asked_is_asked_about_again(
    drafter: Drafter, treaty: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = served(treaty, tmp_path / "server.git")
    one, other = cloned(server, tmp_path / "one", "DEU"), cloned(server, tmp_path / "other", "DEU", 1)
    drafter("-C", other.root, "as", "DEU", "--email", "deu-2@example.org")
    one.take("scope", Stance.RESERVE)
    assert one.sync().ok
    other.take("scope", Stance.ACCEPT)
    shown: list[str] = []

    def theirs(_: Repository, choices: Sequence[Choice]) -> Mapping[str, str]:
        if choices and not shown:
            one.take("scope", Stance.OPPOSE)
            assert one.sync().ok
        shown.extend(each.theirs.says for each in choices)
        return {each.key: "theirs" for each in choices}

    monkeypatch.setattr(syncing, "_ask", theirs)
    said = drafter("-C", other.root, "sync")
    assert (said.status, shown) == (0, ["reserve", "oppose"]), said


def test_what_can_not_be_sent_names_the_way_out_which_records_it_anew(
    drafter: Drafter, treaty: Repository, tmp_path: Path
) -> None:
    server = served(treaty, tmp_path / "server.git")
    deu = cloned(server, tmp_path / "deu", "DEU")
    drafter("-C", deu.root, "as", "DEU", "--email", "deu@example.org")
    date = date_of(int(time.time()) + 10 * 24 * 3600)
    who, target = acting_for("DEU"), Target(CI)
    deu.act(lambda repo: recording.position(repo, who, target, Stance.SUPPORT, date=date))
    said = drafter("-C", deu.root, "sync")
    assert said.status == 1
    assert (
        "later than it was received: the clock of that computer was ahead; `drafter sync --again` sets what you"
        in said.out
    )
    said = drafter("-C", deu.root, "sync", "--again")
    assert said.status == 0, said
    assert f"Recorded anew: {CI}: support\n" in said.out
    assert "Set aside: refs/drafter/set-aside/positions/DEU/" in said.out


def test_a_bundle_goes_from_clone_to_clone(drafter: Drafter, place: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", str(place), str(tmp_path / "deu"))
    drafter("-C", tmp_path / "deu", "as", "DEU", "--email", "deu@example.org")
    drafter("-C", tmp_path / "deu", "position", CI, "support")
    file = tmp_path / "deu.bundle"
    assert drafter("-C", tmp_path / "deu", "bundle", "export", file, "--format", "json").data["refs"] == 2
    said = drafter("-C", place, "bundle", "import", file)
    assert said.status == 0
    assert "Arrived: positions/DEU: 1 record, DEU supports article 4" in said.out
    assert drafter("-C", place, "bundle", "import", tmp_path / "none").status == 2


def test_the_doctor_tells_a_wound_from_a_note(drafter: Drafter, place: Path) -> None:
    said = drafter("-C", place, "doctor", "--format", "json")
    assert said.status == 0
    assert [(each["rule"], each["severity"]) for each in said.data] == [("identity", "note")]
    git(place, "config", "drafter.signatory", "ATL")
    said = drafter("-C", place, "doctor")
    assert said.status == 1
    assert said.out.startswith("error: ")


def test_a_flood_of_false_branches_of_one_signatory_hides_nothing_of_another(
    drafter: Drafter, place: Path, tmp_path: Path
) -> None:
    bare = tmp_path / "service.git"
    git(tmp_path, "clone", "--quiet", "--bare", str(place), str(bare))
    git(tmp_path, "clone", "--quiet", str(bare), "clone")
    assert drafter("-C", tmp_path / "clone", "sync").status == 0
    for branch in (*(f"amendments/AUS-{number:06}" for number in range(25)), "positions/DEU"):
        git(bare, "update-ref", f"refs/heads/{branch}", "main")
    said = drafter("-C", tmp_path / "clone", "sync")
    assert said.status == 1
    lines = [line for line in said.out.splitlines() if line.startswith("Not verified: ")]
    assert len(lines) == 20 + 1 + 1
    assert any(line.startswith("Not verified: positions/DEU ") for line in lines)
    assert lines[-1] == "Not verified: 5 more on branches of AUS; `drafter verify` names them all"


def test_an_installation_asks_for_the_servers_key_to_be_listed_until_it_is(
    drafter: Drafter, place: Path, tmp_path: Path
) -> None:
    bare = tmp_path / "server.git"
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", str(bare))
    said = drafter("hook", "install", bare).out
    lines = said[said.index("[server]") :]
    assert drafter("-C", place, "sync", bare).status == 0
    assert lines in drafter("hook", "install", bare).out
    with (place / "signatories.toml").open("a") as stream:
        stream.write(f"\n{lines}")
    done = drafter("-C", place, "edit", "signatories.toml", "--reason", "The server begins.", "--as", "XXS")
    assert done.status == 0, done.error
    assert drafter("-C", place, "sync").status == 0
    said = drafter("hook", "install", bare).out
    assert "[server]" not in said
    assert "is the one that signatories.toml lists" in said
    for lost in bare.joinpath("drafter").glob("server-key*"):
        lost.unlink()
    said = drafter("hook", "install", bare).out
    source = (place / "signatories.toml").read_text()
    assert "beside the one that is there" in said
    new = said.splitlines()[-1]
    (place / "signatories.toml").write_text(source.replace('\nkeys = ["ssh', f'\nkeys = [{new}, "ssh'))
    done = drafter("-C", place, "edit", "signatories.toml", "--reason", "Its key is lost.", "--as", "XXS")
    assert done.status == 0, done.error
    assert drafter("-C", place, "sync").status == 0
    assert "is the one that signatories.toml lists" in drafter("hook", "install", bare).out
    assert drafter("-C", bare, "verify", "--anew").status == 0


def test_a_server_is_a_bare_repository(drafter: Drafter, place: Path) -> None:
    said = drafter("hook", "install", place)
    assert said.status == 2
    assert "is not a bare git repository" in said.error


def test_an_exchange_by_a_server_or_a_file_leaves_the_clone_tidy(
    drafter: Drafter, treaty: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(housekeeping, "MOST_LOOSE", -1)
    deu = cloned(served(treaty, tmp_path / "server.git"), tmp_path / "deu", "DEU")
    file = tmp_path / "all.bundle"
    assert drafter("-C", deu.root, "bundle", "export", file).status == 0
    for exchange in (("sync",), ("bundle", "import", file)):
        deu.take(CI, Stance.SUPPORT, f"Before {exchange[0]}.")
        assert not git(deu.root, "count-objects").startswith("0 ")
        assert drafter("-C", deu.root, *exchange).status == 0
        assert git(deu.root, "count-objects").startswith("0 ")
