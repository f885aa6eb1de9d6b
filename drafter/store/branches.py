"""Reading positions branches: the files at their tips, and who recorded each.

A file is not read when its id is that of what its record would have written (`said`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from drafter.model.consent import CONSENT_FILE
from drafter.model.ids import POSITIONS_PREFIX
from drafter.model.position import Position, condition_trailer, parse_position
from drafter.model.problem import Problem
from drafter.model.target import Target
from drafter.store import snapshot
from drafter.store.agreed import Agreed
from drafter.store.objects import date_of
from drafter.store.origins import Said, Walked, find_origins
from drafter.store.plumbing import Entry
from drafter.store.recorded import Branch, Memory, MetTexts, Origin
from drafter.store.repository import Repository
from drafter.store.said import written


def read_branches(
    repo: Repository, tips: Mapping[str, str], agreed: Agreed, *, keep: bool = True
) -> Mapping[str, Branch]:
    """Read positions branches at these tips, by code.

    Reads the tips' trees, and of the history only what is needed to know who recorded a file (`origins`): nothing
    before a tip at which the branch is known. A branch with more files than anybody takes positions is verified first
    and read where it is sound, and its flaws say so: nobody keeps the others from being read. `keep`: remember what is
    read.
    """
    memory = memory_of(repo, agreed)
    files = position_files(repo, tips)
    overfull = {code: tips[code] for code in tips if code not in files}
    sound = _sound(repo, overfull)
    tips = {code: sound.get(code, tip) for code, tip in tips.items() if code in files or code in sound}
    files = {**files, **position_files(repo, sound, sound=True)}
    known = {code: memory.known(code) for code in tips}
    asked = {
        code: [path for path, entry in some.items() if entry.plain and _placed(path)] for code, some in files.items()
    }
    walked = find_origins(repo, tips, asked, known, agreed.credentials)
    branches: dict[str, Branch] = {}
    for code, tip in tips.items():
        branches[code] = _Reading(repo, code, files[code], walked[code], known[code], memory.texts).branch(tip)
    for code, tip in overfull.items():
        if sound.get(code) == tip:
            continue
        some = branches.get(code, Branch.found(code, tip, [], {}, []))
        upto = f"what came after the commit {sound[code][:12]}" if code in sound else "what is on it"
        flaw = f"{upto} doesn't count: it holds more than {MOST_FILES} files; `drafter verify` names the record"
        branches[code] = replace(some, tip=tip, flaws=[flaw, *some.flaws])
    if keep:
        for branch in branches.values():
            memory.keep(branch)
    return branches


def _sound(repo: Repository, overfull: Mapping[str, str]) -> dict[str, str]:
    """Give how far branches that hold more than anybody says are sound, if they are anywhere."""
    if not overfull:
        return {}
    # What verifies is loaded where something has to be.
    from drafter.store.verifying import RefChange, Trust, examine

    asked = {f"{POSITIONS_PREFIX}{code}": tip for code, tip in overfull.items()}
    others = {ref: tip for ref, tip in snapshot.tips(repo).items() if ref not in asked}
    found = examine(repo, [RefChange(ref, None, tip) for ref, tip in asked.items()], Trust(tips=others, closed=False))
    return {ref.removeprefix(POSITIONS_PREFIX): found.sound[ref] for ref in asked if ref in found.sound}


def memory_of(repo: Repository, agreed: Agreed) -> Memory:
    """Give what is known of the positions branches of a treaty."""
    if agreed.name not in repo.memories:
        repo.memories[agreed.name] = Memory(repo.common_dir / "drafter", agreed.name)
    return repo.memories[agreed.name]


MOST_FILES = 200_000
"""More paths than this are no positions on anything: ten small trees, one in the other, can hold more than any disk."""


def position_files(repo: Repository, commits: Mapping[str, str], *, sound: bool = False) -> dict[str, dict[str, Entry]]:
    """Give the position files of each positions branch by path, from its tip: by code, in four rounds for all.

    A branch that holds more than `MOST_FILES` is left out, unless each of its records was found `sound`: then each of
    its files was written by one of them.
    """
    tops = repo.commits(commits.values())
    roots = repo.trees(commit.tree for commit in tops.values())
    found: dict[str, dict[str, Entry]] = {code: {} for code in commits}
    waiting = [(code, "", tops[tip].tree) for code, tip in commits.items()]
    trees = roots
    met: Counter[str] = Counter()
    while waiting:
        deeper: list[tuple[str, str, str]] = []
        for code, path, tree in waiting:
            met[code] += len(trees[tree])
            if met[code] > MOST_FILES and not sound:
                found.pop(code, None)
                continue
            for name, entry in trees[tree].items():
                if entry.directory and path.count("/") < 2:
                    deeper.append((code, f"{path}{name}/", entry.id))
                elif f"{path}{name}" != CONSENT_FILE:
                    found[code][f"{path}{name}"] = entry
        waiting = [each for each in deeper if each[0] in found]
        trees = repo.trees(tree for _, _, tree in waiting)
    return found


@lru_cache(maxsize=8192)
def _placed(path: str) -> bool:
    """Whether a path is the place of a position: no record is looked for that would have written another file."""
    match path.removesuffix(".toml").split("/"):
        case ["amendments", id]:
            parts = ("", "", id)
        case ["clauses", clause]:
            parts = (clause, "", "")
        case ["clauses", clause, label]:
            parts = (clause, label, "")
        case _:
            return False
    try:
        return Target(*parts).path == path
    except ValueError:
        return False


@dataclass
class _Reading:
    """The files of one branch, being read."""

    repo: Repository
    code: str
    files: Mapping[str, Entry]
    walked: Walked
    known: Branch | None
    """What is known of the branch at another tip."""
    texts: MetTexts

    def branch(self, tip: str) -> Branch:
        """Give what is found."""
        known = self.known.by_path if self.known is not None else {}
        before = known if self.walked.joins_known else {}
        positions: dict[str, Position | Problem] = {}
        for path, entry in self.files.items():
            same = entry.plain and path in known and known[path][1].blob == entry.id
            found = known[path][0] if same else self._as_said(path)
            if found is not None:
                positions[path] = found
        positions.update(self._read(path for path in self.files if path not in positions))
        held: list[tuple[Position, Origin]] = []
        unreadable: dict[str, str] = {}
        for path, entry in self.files.items():
            position = positions[path]
            if isinstance(position, Problem):
                unreadable[path] = position.message
            elif position.signatory != self.code:
                unreadable[path] = f"it is in the name of {position.signatory}"
            else:
                held.append((position, self._origin(path, entry.id, position, before.get(path))))
        held.sort(key=lambda each: each[0].target)
        flaws = [*self.walked.flaws, *(self.known.flaws if self.known is not None and self.walked.joins_known else ())]
        return Branch.found(self.code, tip, held, unreadable, flaws)

    def _as_said(self, path: str) -> Position | None:
        """Give the position that the record of a file says, if the file's id shows that it is what the file says."""
        said, entry = self.walked.said.get(path), self.files[path]
        if said is None or not entry.plain:
            return None
        texts = self.texts.likely(path, said.regarding)
        for each in written(self.code, said.target, said.regarding, said.stance, said.statement, texts):
            if each.id == entry.id:
                self.texts.met(path, each.position)
                return each.position
        return None

    def _read(self, paths: Iterable[str]) -> Mapping[str, Position | Problem]:
        """Read files."""
        wanted = list(paths)
        contents = self.repo.blobs(self.files[path].id for path in wanted if self.files[path].plain)
        found: dict[str, Position | Problem] = {}
        for path in wanted:
            if not self.files[path].plain:
                found[path] = Problem(rule="position-file", message="not a plain file", file=path)
                continue
            position = found[path] = parse_position(contents[self.files[path].id], path)
            if isinstance(position, Position):
                self.texts.met(path, position)
        return found

    def _origin(self, path: str, blob: str, position: Position, before: tuple[Position, Origin] | None) -> Origin:
        said = self.walked.said.get(path)
        if said is None:
            said = next((each for each in self.walked.perhaps.get(path, ()) if _agree(each, position)), None)
        if said is None:
            same = before is not None and before[1].blob == blob
            return before[1] if before is not None and same else Origin(blob, flaw="no record says it")
        flaw = None if _agree(said, position) else f"the message of {said.commit[:12]} says something else"
        return Origin(blob, said.commit, date_of(said.epoch), said.delegate, said.email, said.signed, flaw)


def _agree(said: Said, position: Position) -> bool:
    """Whether the trailers say what the file says. The tree is the authority; where they disagree, nothing counts."""
    return (
        said.stance == position.stance.value
        and said.regarding == position.commit
        and said.statement == position.statement
        and said.conditions == tuple(map(condition_trailer, position.conditions))
    )
