"""How the server holds out: as many delegations as the United Nations has push at once, over the loopback interface.

    python -m benchmarks.serving [--delegations N]

Each delegation's record is signed with its own key, and pushed by a git process of its own to a real git server
(`git daemon`), through the hooks. What was accepted has to equal what the log holds.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.signing import Key
from drafter.model.clause import compose_clause
from drafter.model.ids import SECRETARIAT
from drafter.model.signatory import parse_roster
from drafter.model.target import Target
from drafter.model.terms import Kind, Stance
from drafter.store import recording
from drafter.store.identity import Identity
from drafter.store.repository import Repository
from drafter.store.serving.installing import install
from drafter.store.syncing import sync

DELEGATIONS = 195
_ATTEMPTS = 5
_ENVIRONMENT = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def main() -> int:
    """Measure, print the figures, and give 1 when a push or an entry is missing."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--delegations", type=int, default=DELEGATIONS)
    count = parser.parse_args().delegations
    place = Path(tempfile.mkdtemp(prefix="serving-"))
    try:
        return _measure(place, count)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _measure(place: Path, count: int) -> int:
    codes = [f"{chr(65 + number // 26)}{chr(65 + number % 26)}A" for number in range(count)]
    _prepare(place, codes)
    bare = place / "treaty.git"
    before = _entries(bare)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    daemon = subprocess.Popen(
        ["git", "daemon", "--listen=127.0.0.1", f"--port={port}", "--reuseaddr", "--export-all", "--max-connections=0",
         f"--base-path={place}", "--enable=receive-pack", str(place)],
        env=_ENVIRONMENT, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait(port)

        def push(code: str) -> tuple[float, int, str]:
            """Push as `sync` does: again when the connection broke. Gives the time, the attempts, and what was said."""
            started, said = time.perf_counter(), ""
            for attempt in range(1, _ATTEMPTS + 1):
                done = subprocess.run(
                    ["git", "-C", str(place / "clone"), "push", "--quiet", f"git://127.0.0.1:{port}/treaty.git",
                     f"refs/heads/positions/{code}"],
                    env=_ENVIRONMENT, check=False, capture_output=True, text=True,
                )  # fmt: skip
                if done.returncode == 0:
                    return time.perf_counter() - started, attempt, said
                said = (done.stderr.strip().splitlines() or ["nothing"])[-1]
            return time.perf_counter() - started, 0, said

        started = time.perf_counter()
        with ThreadPoolExecutor(count) as pool:
            done = sorted(pool.map(push, codes))
        took = time.perf_counter() - started
    finally:
        daemon.terminate()
        daemon.wait()
    accepted, logged = sum(attempts > 0 for _, attempts, _ in done), _entries(bare) - before
    moved = len(_git(bare, "for-each-ref", "refs/heads/positions").splitlines())
    waited = [each for each, _, _ in done]
    again = [said for _, attempts, said in done if attempts != 1]
    print(f"delegations that push at once         {count}")
    print(f"accepted pushes                       {accepted}")
    print(f"pushed more than once                 {len(again)}{f': {again[0]}' if again else ''}")
    print(f"refs that moved                       {moved}")
    print(f"new records in the log                {logged}")
    print(f"all of them                           {took:.1f} s, {count / took:.1f} pushes a second")
    print(f"one push, median / slowest            {waited[len(waited) // 2]:.1f} s / {waited[-1]:.1f} s")
    started = time.perf_counter()
    _git(place, "clone", "--quiet", str(bare), "new")
    with Repository.open(place / "new") as repo:
        report = sync(repo, None)
    print(
        f"a new clone, verified                 {time.perf_counter() - started:.1f} s, {report.checked} records checked"
    )
    sound = accepted == moved == logged == count and report.ok
    print("sound" if sound else "NOT SOUND")
    return 0 if sound else 1


def _prepare(place: Path, codes: list[str]) -> None:
    """Found a treaty, serve it, and let each delegation record one signed position in a clone."""
    keys = {code: Key(code) for code in (SECRETARIAT, *codes)}
    for code, key in keys.items():
        key.write(place / f"key-{code}")
        (place / f"key-{code}.pub").write_text(f"{key.public}\n")
    parts = [
        '[treaty]\nid = "load"\ntitle = "Load"\nsymbol = ""\nadoption = "consensus"\nsignatures = "required"\n',
        f'[secretariat]\nname = "Secretariat"\ndelegates = [{_delegate(SECRETARIAT, keys[SECRETARIAT])}]\n',
    ]
    parts += [
        f'[signatories.{code}]\nname = "State {code}"\nkind = "state"\ndelegates = [{_delegate(code, keys[code])}]\n'
        for code in codes
    ]
    source = "\n".join(parts)
    roster, problems = parse_roster(source)
    assert roster is not None, problems
    clause = compose_clause("scope", "100", kind=Kind.ARTICLE, number="1", body="This Treaty applies to all States.\n")
    files = {"signatories.toml": source.encode(), clause.path: clause.source.encode()}
    who = {code: Identity(code, roster.by_code[code].delegates[0], str(place / f"key-{code}")) for code in keys}
    with recording.found(place / "clone", files, who[SECRETARIAT], "Open the negotiation") as repo:
        _git(place, "clone", "--quiet", "--bare", str(place / "clone"), "treaty.git")
        install(place / "treaty.git")
        for code in codes:
            recording.position(repo, who[code], Target("scope"), Stance.SUPPORT, statement=f"{code} welcomes it.")


def _delegate(code: str, key: Key) -> str:
    return f'{{ name = "Delegate of {code}", email = "{code.lower()}@example.org", keys = ["{key.public}"] }}'


def _entries(bare: Path) -> int:
    return int(_git(bare, "rev-list", "--first-parent", "--count", "log"))


def _git(where: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", "-C", str(where), *arguments], check=True, capture_output=True, text=True, env=_ENVIRONMENT
    ).stdout


def _wait(port: int) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.02)
    raise SystemExit("git daemon did not start")


if __name__ == "__main__":
    sys.exit(main())
