"""What of a clone is damaged, objects and refs: set aside and fetched again, or the refs led back to what is whole.

A disk that fails, or a battery that dies, leaves an object that can't be read or a ref that says nothing. The records
before it are whole; where nobody else has the last one, it has to be said which one that was.
"""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from drafter.model.ids import MAIN_REF, is_negotiated
from drafter.store.objects import parse_commit
from drafter.store.plumbing import Plumbing, lines_of
from drafter.store.recording.worktree import showing_main
from drafter.store.repository import Repository
from drafter.store.snapshot import BROKEN
from drafter.store.syncing import remote as remotes
from drafter.store.syncing.fetching import what_can_be_had
from drafter.store.syncing.report import unseen

_OBJECT_FILE = re.compile(r"objects/(?P<directory>[0-9a-f]{2})/(?P<rest>[0-9a-f]{38})")
_PACK_FILE = re.compile(r"objects/pack/(?P<name>pack-[0-9a-f]+)\.(?:pack|idx)")
_ID = re.compile(r"\b(?!0{40})[0-9a-f]{40}\b")
_REFLOG = re.compile(r"(?P<old>[0-9a-f]{40}) (?P<new>[0-9a-f]{40}) [^\t]*\t?(?P<said>.*)")
_HEADS = "refs/heads/"
_SAID = "drafter doctor:"
_MOST_PARENTS = 1000


@dataclass(frozen=True, slots=True)
class Damage:
    """What can't be read."""

    files: frozenset[str] = frozenset()
    """Files of objects, as paths below the repository."""
    missing: frozenset[str] = frozenset()
    """The ids of objects that are not there."""
    refs: frozenset[str] = frozenset()
    """Refs whose file names no object."""

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that is damaged, by name."""
        return (*sorted(self.files), *sorted(self.missing), *sorted(self.refs))


@dataclass(frozen=True, slots=True)
class LedBack:
    """A ref that led to what nobody has, and where it leads now."""

    ref: str
    to: str | None
    """The last whole commit; None when there was none, and the ref is gone."""
    lost: tuple[str, ...]
    """What was recorded since, newest first, in the words of the records."""
    known: bool
    """Whether the log of the ref tells that."""
    shown: tuple[str, ...] = ()
    """Files of the work tree that showed what is lost; they show main again, and were copied to `aside`."""
    edited: tuple[str, ...] = ()
    """Those of them that were edited: they were left as they are."""
    aside: str = ""
    """The directory of the copies, from the root of the clone."""


def damage(repo: Repository) -> Damage:
    """Look at every object and ref. Reads all of the repository."""
    answer = repo.git.ask("fsck", "--full", "--no-dangling", "--no-progress")
    said = answer.said + answer.out.decode("utf-8", "replace")
    files: set[str] = set()
    missing: set[str] = set()
    for line in said.splitlines():
        for match in _OBJECT_FILE.finditer(line):
            files.add(match[0])
        for match in _PACK_FILE.finditer(line):
            files.add(f"objects/pack/{match['name']}.pack")
        if line.startswith(("missing ", "broken link", "error: refs/", "error: HEAD", "              to ")):
            missing.update(_ID.findall(line))
        elif line.startswith(("error:", "fatal:")):
            for id in _ID.findall(line):
                place = f"objects/{id[:2]}/{id[2:]}"
                there = (repo.common_dir / place).exists()
                (files if there else missing).add(place if there else id)
    return Damage(
        frozenset(path for path in files if (repo.common_dir / path).exists()),
        frozenset(id for id in missing if repo.git.ask("cat-file", "-e", id).status != 0),
        frozenset(_refs(repo)[1]),
    )


def set_aside(repo: Repository, found: Damage) -> None:
    """Move damaged files of objects to `.git/drafter/damaged`; of a damaged pack what can still be read is unpacked."""
    aside = repo.common_dir / "drafter" / "damaged"
    aside.mkdir(parents=True, exist_ok=True)
    for name in sorted(found.files):
        place = repo.common_dir / name
        if place.suffix != ".pack":
            place.replace(aside / name.removeprefix("objects/").replace("/", ""))
            continue
        for each in place.parent.glob(f"{place.stem}.*"):
            each.replace(aside / each.name)
        repo.git.ask("unpack-objects", "-r", "-q", given=(aside / place.name).read_bytes())
    repo.git.close()


def fetch_again(repo: Repository) -> None:
    """Bring in every object that the remote can give. Raises Refused.

    By a repository beside: a fetch asks for nothing that the refs claim to have.
    """
    remote = remotes.find(repo, None)
    beside = repo.common_dir / "drafter" / f"again-{time.time_ns()}"

    def some(refs: Sequence[str]) -> None:
        asked = "".join(f"{ref}:{ref}\n" for ref in refs)
        remotes.call(repo, remote, unseen, "fetch", "--no-tags", "--quiet", remote.address, "--stdin",
                     given=asked, within=beside)  # fmt: skip

    try:
        beside.mkdir(parents=True)
        git = Plumbing(beside)
        git.run("init", "--bare", "--quiet")
        git.close()
        what_can_be_had(filter(is_negotiated, remotes.advertised(repo, remote, unseen)), some)
        for pack in sorted((beside / "objects" / "pack").glob("*.pack")):
            repo.git.run("index-pack", "--stdin", given=pack.read_bytes())
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def lead_back(repo: Repository) -> Iterator[LedBack]:
    """Lead each ref that leads to what is not there back to the last commit that is whole, by its own log.

    Main is led back too, but never removed. What the program only notes for itself is removed: it is noted again.
    """
    named, nameless = _refs(repo)
    broken = dict.fromkeys(nameless, "") | {ref: named[ref] for ref in _broken(repo, named, tuple(named))}
    for ref, id in broken.items():
        before = next((each for each in _before(repo, ref, id) if _whole(repo, [each])), None)
        if before is None and ref == MAIN_REF:
            continue
        # With a ref its log goes.
        lost = _lost(repo, ref, before)
        if not id:
            _set_ref_aside(repo, ref)
        if before is not None and ref.startswith(_HEADS):
            repo.git.run("update-ref", "--create-reflog", "-m", f"{_SAID} led back to what is whole", ref, before)
        elif id:
            repo.git.run("update-ref", "-d", "--no-deref", ref)
        found = LedBack(ref, before, *lost)
        if ref == MAIN_REF and before is not None:
            found = _work_tree_led_back(repo, found, f"main-{id[:12] or 'lost'}")
        if ref.startswith((_HEADS, "refs/tags/")):
            yield found
    if broken:
        # What the logs of refs still name is missed by every look at the repository.
        kept = ("--expire=never", "--expire-unreachable=never")
        repo.git.ask("reflog", "expire", "--stale-fix", *kept, "--all")


def _work_tree_led_back(repo: Repository, found: LedBack, name: str) -> LedBack:
    """Let the work tree that showed a lost act on main show main. Raises Refused when git fails."""
    aside = repo.common_dir / "drafter" / "damaged" / name
    with showing_main(repo) as shown:
        if shown is None or found.to is None:
            return found
        lost, edited = shown.led_back(found.to, aside)
    return replace(found, shown=lost, edited=edited, aside=f".git/drafter/damaged/{name}")


def _refs(repo: Repository) -> tuple[dict[str, str], list[str]]:
    """Give the object that each ref names, whether it is there or not, and the refs whose file names none."""
    answer = repo.git.ask("for-each-ref", "--format=%(objectname) %(refname)")
    rows = (line.split(" ", 1) for line in lines_of(answer.out))
    named = {ref: id for id, ref in rows}
    return named, [match["ref"] for match in BROKEN.finditer(answer.said)]


def _broken(repo: Repository, named: dict[str, str], refs: Sequence[str]) -> Iterator[str]:
    """Find the refs from which something is not there: half by half, most of them share what they lead to."""
    if not refs or _whole(repo, [named[ref] for ref in refs]):
        return
    if len(refs) == 1:
        yield refs[0]
        return
    middle = len(refs) // 2
    yield from _broken(repo, named, refs[:middle])
    yield from _broken(repo, named, refs[middle:])


def _whole(repo: Repository, ids: Sequence[str]) -> bool:
    """Whether everything is there that these objects lead to."""
    given = "".join(f"{id}\n" for id in ids).encode()
    return repo.git.ask("rev-list", "--objects", "--quiet", "--stdin", given=given).status == 0


def _before(repo: Repository, ref: str, id: str) -> Iterator[str]:
    """Give the commits that a ref led to before, newest first: by its log, by what was received, by its own history."""
    for old, new, _ in reversed(_log(repo, ref)):
        yield from (each for each in (new, old) if each != id)
    if ref.startswith(_HEADS):
        for known, received in _refs(repo)[0].items():
            if known.startswith("refs/remotes/") and known.split("/", 3)[-1] == ref.removeprefix(_HEADS):
                yield received
    for _ in range(_MOST_PARENTS):
        read = repo.git.ask("cat-file", "commit", id) if id else None
        if read is None or read.status != 0:
            return
        parents = parse_commit(id, read.out).parents
        if not parents:
            return
        id = parents[0]
        yield id


def _lost(repo: Repository, ref: str, before: str | None) -> tuple[tuple[str, ...], bool]:
    """Give what a ref's log tells of the records since a commit, newest first, and whether it goes back that far."""
    lost: list[str] = []
    for _, new, said in reversed(_log(repo, ref)):
        if said.startswith(_SAID):
            continue
        if new == before:
            return tuple(lost), True
        lost.append(said.removeprefix("drafter: "))
    return tuple(lost), before is None and bool(lost)


def _log(repo: Repository, ref: str) -> list[tuple[str, str, str]]:
    """Read the log of a ref, oldest first: what it led to, what it leads to, and why. git doesn't show a broken one."""
    try:
        lines = (repo.common_dir / "logs" / ref).read_text("utf-8", "replace").split("\n")
    except OSError:
        return []
    found = (_REFLOG.match(line) for line in lines)
    return [(match["old"], match["new"], match["said"]) for match in found if match is not None]


def _set_ref_aside(repo: Repository, ref: str) -> None:
    """Move the file of a ref away that names no object: git doesn't replace it."""
    place = repo.common_dir / ref
    if place.is_file():
        aside = repo.common_dir / "drafter" / "damaged"
        aside.mkdir(parents=True, exist_ok=True)
        place.replace(aside / ref.replace("/", "-"))
