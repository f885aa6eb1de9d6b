"""What the program says of who did what, against what plain git says: refs, messages and files, read without it."""

from __future__ import annotations

import hashlib
import random
import tomllib
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from drafter.model.ids import SECRETARIAT
from drafter.model.problem import Refused
from drafter.store.repository import Repository
from tests.cli.conftest import Drafter
from tests.store.acts import plain_git
from tests.store.served import cloned, served
from tests.store.syncing.test_talks import Member

MEMBERS = ((SECRETARIAT, 0), ("DEU", 0), ("DEU", 1), ("FRA", 0), ("EUE", 0))
STEPS = 36


class Oracle:
    """A negotiation as plain git shows it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        listed = plain_git(root, "for-each-ref", "--format=%(refname)", "refs/heads", "refs/tags").split()
        self.refs = [ref for ref in listed if ref != "refs/heads/log"]
        told = plain_git(root, "log", "--topo-order", "--format=%H%x1f%P%x1f%an%x1f%ae%x1f%ct%x1f%B%x1e", *self.refs)
        self.records = {each["commit"]: each for each in map(self._record, told.split("\x1e\n")) if each is not None}

    @staticmethod
    def _record(told: str) -> dict[str, Any] | None:
        if not told:
            return None
        commit, parents, name, email, seconds, message = told.split("\x1f")
        head, _, trailers = message.strip("\n").rpartition("\n\n")
        subject, _, statement = head.partition("\n\n")
        pairs = [line.split(": ", 1) for line in trailers.split("\n")]
        return {"commit": commit, "parents": parents.split(), "name": name, "email": email, "date": int(seconds),
                "subject": subject, "statement": statement, "pairs": pairs, **dict(reversed(pairs))}  # fmt: skip

    def file(self, revision: str, path: str) -> str:
        return plain_git(self.root, "show", f"{revision}:{path}")

    def paths(self, revision: str) -> list[str]:
        return plain_git(self.root, "ls-tree", "-r", "--name-only", revision).split()

    def branch(self, record: dict[str, Any]) -> str:
        match record["Drafter-Record"]:
            case "position/1":
                return f"refs/heads/positions/{record['Signatory']}"
            case "amendment/1":
                return f"refs/heads/amendments/{record['Amendment']}"
            case _ if record.get("Action") == "issue":
                return f"refs/tags/{record['Issue']}"
        return "refs/heads/main"

    def versions(self, id: str) -> list[dict[str, Any]]:
        """The records of an amendment, newest first: once it was adopted, those that were."""
        parents = [one for each in self.decisions(id)[:1] if each["Action"] == "adopt" for one in each["parents"][1:]]
        adopted = [one for one in parents if self.records[one]["Amendment"] == id]
        tip = adopted[0] if adopted else f"refs/heads/amendments/{id}"
        own = [self.records[commit] for commit in plain_git(self.root, "rev-list", "--first-parent", tip).split()]
        return [each for each in own if each["Drafter-Record"] == "amendment/1" and each["Amendment"] == id]

    def text(self, id: str) -> str:
        """The hash of what an amendment proposes, of its newest version."""
        newest = next(each for each in self.versions(id) if each["Action"] != "withdraw")
        hashes = sorted(value for key, value in newest["pairs"] if key == "Text-SHA256")
        return "sha256:" + hashlib.sha256("".join(f"{each}\n" for each in hashes).encode()).hexdigest()

    def positions(self) -> dict[tuple[str, str], dict[str, Any]]:
        """What everybody says now, by signatory and target, with the commit that last said so."""
        found = {}
        for ref in self.refs:
            for path in self.paths(ref) if ref.startswith("refs/heads/positions/") else ():
                if path != "roster.toml":
                    said = tomllib.loads(self.file(ref, path))
                    last = plain_git(self.root, "log", "-1", "--no-merges", "--format=%H", ref, "--", path).strip()
                    target = said.get("amendment") or said.get("provision") or said["clause"]
                    found[ref[-3:], target] = {**said, "last": self.records[last]}
        return found

    def decisions(self, id: str) -> list[dict[str, Any]]:
        """What main decided on an amendment, newest first."""
        line = plain_git(self.root, "rev-list", "--first-parent", "refs/heads/main").split()
        about = [self.records[each] for each in line if ["Amendment", id] in self.records[each]["pairs"]]
        return [each for each in about if each["Action"] in ("adopt", "status")]


def talks(treaty: Repository, place: Path, seed: int) -> Path:
    """Hold talks on a server, with two delegates of one State who record apart; gives the clone of one of them."""
    server, draw = served(treaty, place / "server.git"), random.Random(seed)
    members = [
        Member(cloned(server, place / f"{code}{nth}", code, nth), number, 100 * seed + number)
        for number, (code, nth) in enumerate(MEMBERS, 1)
    ]
    for _ in range(STEPS):
        member = draw.choice(members)
        member.act()
        if draw.random() < 0.25:
            with suppress(Refused):
                member.sync()
    for member in (*members, *members):
        member.sync()
    return members[1].clone.root


@pytest.mark.parametrize("seed", [0, 9])
def test_who_did_what_is_what_plain_git_says(drafter: Drafter, treaty: Repository, tmp_path: Path, seed: int) -> None:
    root = talks(treaty, tmp_path, seed)
    oracle = Oracle(root)

    def told(*arguments: str) -> Any:
        return drafter("-C", root, *arguments, "--format", "json").data

    roster = tomllib.loads(oracle.file("main", "signatories.toml"))
    delegates = {
        (code, each["name"], each["email"])
        for code, party in ((SECRETARIAT, roster["secretariat"]), *roster["signatories"].items())
        for each in party["delegates"]
    }
    log = {each["commit"]: each for each in told("log")}
    assert log.keys() == oracle.records.keys()
    for commit, act in log.items():
        record = oracle.records[commit]
        assert (record["Signatory"], record["name"], record["email"]) in delegates
        assert act["signatory"] == record["Signatory"]
        assert act["delegate"] == record["name"]
        assert (act["subject"], act["statement"]) == (record["subject"], record["statement"])
        assert act["action"] == record.get("Action", record.get("Stance"))
        assert act["date"] == f"{datetime.fromtimestamp(record['date'], UTC):%Y-%m-%dT%H:%M:%SZ}"
        assert act["ref"] == oracle.branch(record)
        assert plain_git(root, "for-each-ref", f"--contains={commit}", act["ref"])
    for code in ("DEU", SECRETARIAT):
        theirs = {each["commit"] for each in told("log", "--signatory", code)}
        assert theirs == {commit for commit, each in oracle.records.items() if each["Signatory"] == code}

    said = oracle.positions()
    shown = {(each["signatory"], each["target"]): each for each in told("positions")}
    assert shown.keys() == said.keys()
    for at, position in shown.items():
        mine = said[at]
        assert position["commit"] == mine["last"]["commit"]
        assert position["delegate"] == mine["last"]["name"]
        for key, default in (("stance", ""), ("cosponsor", False), ("on_behalf_of", None)):
            assert position[key] == mine.get(key, default)
        assert position["statement"] == mine.get("statement", "").strip("\n")
        if "amendment" in mine:
            assert position["stale"] == (mine["text"] != oracle.text(mine["amendment"])), at

    amendments = {each["id"]: each for each in told("amendments")}
    assert {f"refs/heads/amendments/{id}" for id in amendments} == {ref for ref in oracle.refs if "/amendments/" in ref}
    for id, amendment in amendments.items():
        about = {each["commit"] for each in told("log", id)}
        assert about == {commit for commit, each in oracle.records.items() if ["Amendment", id] in each["pairs"]}
        first = oracle.versions(id)[-1]
        assert amendment["signatory"] == first["Signatory"] == id[:3]
        decided = oracle.decisions(id)
        if decided and decided[0]["Action"] == "adopt":
            modified = "Editorial-change" in decided[0]
            assert amendment["status"] == ("accepted-as-modified" if modified else "accepted")
            assert amendment["decided"] == decided[0]["commit"]
        elif oracle.versions(id)[0]["Action"] == "withdraw":
            assert amendment["status"] in ("withdrawn", *[each["Status"] for each in decided[:1]])
        else:
            assert amendment["status"] == (decided[0]["Status"] if decided else "tabled")
        asks = {code for (code, target), each in said.items() if target == id and each.get("cosponsor")}
        assert set(amendment["cosponsors"]) == {code for code in asks if not shown[code, id]["stale"]}

    for path in oracle.paths("main"):
        if path.startswith("clauses/"):
            for each in told("blame", path.split("-", 1)[1].removesuffix(".md")):
                record, brought = oracle.records[each["commit"]], each["amendments"]
                assert (oracle.branch(record), each["author"]) == ("refs/heads/main", record["name"])
                assert all(["Amendment", id] in record["pairs"] for id in brought)
                assert each["signatory"] == (brought[0][:3] if brought else record["Signatory"])
                assert each["signatories"] == list(dict.fromkeys(id[:3] for id in brought))
                assert not brought or each["delegate"] == oracle.versions(brought[0])[-1]["name"]
    assert told("verify", "--anew")["ok"]
