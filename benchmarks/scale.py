"""What a server with very many delegations costs, with git as the engine: the numbers of docs/scale.md.

    python -m benchmarks.scale [--size consultation] [--room DIR] [--write docs/scale.md]
    python -m benchmarks.scale --crowds [500 1000 ...] [--write docs/scale.md]

The server is a bare repository on the same machine: what the network adds is not measured, what is sent is counted.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.__main__ import made
from benchmarks.clock import Clock
from benchmarks.generate import SIZES, generate
from benchmarks.report import machine, number, write

Row = tuple[str, float | None, int | None]
"""What was done, the seconds that it took and the bytes that were sent or written."""

_CROWDS = (500, 1_000, 2_500, 5_000, 10_000)


def scaled(repository: Path) -> Iterator[Row]:
    """Do to copies of a repository what a server and its clients do; give what each step took."""
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        server = room / "server"
        _git(room, "clone", "--quiet", "--mirror", "--no-local", str(repository), str(server))
        for setting in ("uploadpack.allowFilter", "uploadpack.advertiseBundleURIs"):
            _git(server, "config", setting, "true")
        url = f"file://{server}"
        refs = _git(server, "for-each-ref", "--format=%(refname)")[1].decode().split()
        one = next(ref for ref in refs if ref.startswith("refs/heads/positions/"))
        yield "refs", None, len(refs)
        yield "the repository, packed", None, _pack(server)
        yield from _advertised(server, one)
        yield "list the refs (for-each-ref)", _git(server, "for-each-ref")[0], None
        yield from _cloned(room / "plain", url, "")
        yield from _fetched(room / "plain-all", server, one)
        yield (
            "write the commit-graph with changed paths",
            _git(server, "commit-graph", "write", "--reachable", "--changed-paths")[0],
            None,
        )
        yield "count all commits, with it", _git(server, "rev-list", "--all", "--count")[0], None
        yield "repack with a bitmap", _git(server, "repack", "-adbq")[0], _pack(server)
        yield from _cloned(room / "bitmap", url, ", the server has a bitmap")
        seconds, _ = _git(server, "bundle", "create", "--quiet", str(room / "all.bundle"), "--all")
        yield "write a bundle of everything", seconds, (room / "all.bundle").stat().st_size
        own = ("clone", "--quiet", "--bare", f"--bundle-uri={room}/all.bundle", url, str(room / "bundled"))
        yield "clone from that bundle, then from the server", _git(room, *own)[0], None
        yield (
            "bring a replica up to date that is",
            _git(server, "fetch", "--quiet", str(repository), "+refs/*:refs/*")[0],
            None,
        )


def crowded(room: Path, crowds: Sequence[int]) -> Iterator[tuple[int, int, float]]:
    """Measure what the check of one push costs beside so many branches of positions; give them, commits and seconds."""
    for count in crowds:
        directory = room / f"crowd-{count}"
        if not (directory / ".git/keys").exists():
            directory.mkdir(parents=True, exist_ok=True)
            generate(directory, replace(SIZES["consultation"], signatories=count, commits=0))
        ref = _git(directory, "for-each-ref", "--count=1", "--format=%(refname)", "refs/heads/positions")[1]
        new = _position(directory, ref.decode().strip())
        commits = int(_git(directory, "rev-list", "--count", "--branches")[1])
        took = min(_git(directory, "rev-list", "--objects", "--quiet", new, "--not", "--all")[0] for _ in range(3))
        yield count, commits, took


def table(rows: Sequence[Row]) -> str:
    """Write the rows as a Markdown table."""
    lines = ["| what | time | size or number |", "|---|--:|--:|"]
    for what, seconds, size in rows:
        took = "" if seconds is None else number(seconds, "ms")
        lines.append(f"| {what} | {took} | {'' if size is None else _counted(what, size)} |")
    return "\n".join(lines)


def crowd_table(rows: Sequence[tuple[int, int, float]]) -> str:
    """Write what a push costs beside ever more branches as a Markdown table."""
    lines = [
        "| branches of positions | commits | the check of one push (`rev-list --objects NEW --not --all`) |",
        "|--:|--:|--:|",
        *(f"| {count:,} | {commits:,} | {number(seconds, 'ms')} |" for count, commits, seconds in rows),
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__.splitlines()[0])
    parser.add_argument("--size", choices=SIZES, default="consultation")
    parser.add_argument("--crowds", type=int, nargs="*", help="measure a push beside so many branches instead")
    parser.add_argument("--room", type=Path, default=Path(tempfile.gettempdir()) / "drafter-benchmarks")
    parser.add_argument("--work", action="store_true", help="measure processor time: for a machine that is shared")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the table behind <!-- scale --> (or crowds)")
    given = parser.parse_args()
    Clock.work = given.work
    about = f"Measured {machine(work=given.work)}."
    if given.crowds is not None:
        measured = crowd_table(list(crowded(given.room, given.crowds or _CROWDS)))
    else:
        measured = table(list(scaled(made(given.room, given.size).directory)))
    print(f"{about}\n\n{measured}")
    if given.write:
        write(given.write, "scale" if given.crowds is None else "crowds", f"{about}\n\n{measured}")


def _advertised(server: Path, one: str) -> Iterator[Row]:
    """What a client is told before it asks for anything: everything by protocol 0, what it names by protocol 2."""
    seconds, told = _git(server, "upload-pack", "--advertise-refs", str(server))
    yield "refs told to a client, protocol 0", seconds, len(told)
    for what, prefixes in (
        ("all refs", ["refs/"]),
        ("main and the amendments", _SHARED),
        ("one's own positions", [one]),
    ):
        lines = [b"command=ls-refs\n", None, b"peel\n", *(f"ref-prefix {each}\n".encode() for each in prefixes)]
        asked = (
            b"".join(b"0001" if line is None else f"{len(line) + 4:04x}".encode() + line for line in lines) + b"0000"
        )
        seconds, told = _git(
            server, "upload-pack", "--stateless-rpc", str(server), given=asked, protocol="version=2"
        )  # fmt: skip
        yield f"protocol 2, {what}", seconds, len(told)


_SHARED = ["refs/heads/main", "refs/heads/amendments/"]


def _cloned(room: Path, url: str, how: str) -> Iterator[Row]:
    kinds = (
        ("all", "clone everything", ()),
        ("blobless", "clone without blobs (`--filter=blob:none`)", ("--filter=blob:none",)),
        ("main", "clone main alone (`--single-branch`)", ("--single-branch",)),
    )
    for kind, what, options in kinds:
        target = Path(f"{room}-{kind}")
        seconds, _ = _git(room.parent, "clone", "--quiet", "--bare", *options, url, str(target))
        yield f"{what}{how}", seconds, _pack(target)


def _fetched(clone: Path, server: Path, one: str) -> Iterator[Row]:
    url = f"file://{server}"
    everything = ("fetch", "--quiet", url, "refs/heads/*:refs/heads/*")
    yield "fetch everything, nothing new", _git(clone, *everything)[0], None
    yield "fetch one branch, nothing new", _git(clone, "fetch", "--quiet", url, f"{one}:{one}")[0], None
    _git(clone, "update-ref", one, _position(clone, one))
    yield "push one position", _git(clone, "push", "--quiet", url, one)[0], None


def _position(repository: Path, ref: str) -> str:
    """Make one more commit on a branch, without moving it."""
    person = ("-c", "user.name=D", "-c", "user.email=d@example.org")
    made = _git(repository, *person, "commit-tree", f"{ref}^{{tree}}", "-p", ref, "-m", "a position")[1]
    return made.decode().strip()


def _git(directory: Path, *arguments: str, given: bytes = b"", protocol: str = "") -> tuple[float, bytes]:
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_PROTOCOL": protocol}
    begun = Clock.now()
    done = subprocess.run(
        ["git", "-C", str(directory), *arguments], input=given, capture_output=True, check=True,
        env={**os.environ, **own},
    )  # fmt: skip
    return Clock.now() - begun, done.stdout


def _pack(repository: Path) -> int:
    return sum(path.stat().st_size for path in (repository / "objects/pack").glob("*.pack"))


def _counted(what: str, size: int) -> str:
    if what == "refs":
        return str(size)
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.1f} kB"


if __name__ == "__main__":
    main()
