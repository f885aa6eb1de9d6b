"""The hashes of the texts that positions are about: of agreed text as it stood on main, and of amendments."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from drafter.model.amendment import amendment_text_sha256
from drafter.model.clause import EMPTY_TEXT_SHA256, Clause, text_sha256
from drafter.model.ids import CLAUSE_PATH
from drafter.model.problem import Problem
from drafter.model.provision import provisions
from drafter.model.record import Message, parse_message
from drafter.model.target import Target
from drafter.store.agreed import clause_files, clause_paths, read_clauses
from drafter.store.plumbing import EMPTY_TREE, Entry
from drafter.store.verifying.ground import Ground

File = tuple[str, Entry]
"""A clause file: its path and its object."""

_FEW = 32
"""Commits of main that are looked at one by one; for more, all of its history is."""


@dataclass
class Texts:
    """Each hash is found once."""

    ground: Ground
    _history: dict[str, tuple[list[int], list[File | None]]] | None = None
    """By clause: the places on main from which on it had another file, and that file."""
    _files: dict[str, Mapping[str, File]] = field(default_factory=dict)
    _labels: dict[Entry, Mapping[str, str]] = field(default_factory=dict)
    _known: dict[tuple[str, Target], str | None] = field(default_factory=dict)

    def prepare(self, commits: Sequence[str]) -> None:
        """Get ready for the texts at these commits."""
        wanted = set(commits)
        on_main = wanted & self.ground.main.keys()
        if self._history is None and len(on_main) > _FEW:
            self._history = self._read_history()
        self.ground.repo.commits(sorted(on_main) + sorted(wanted & self._tabled()))

    def sha256(self, commit: str, target: Target) -> str | None:
        """Give the hash of a target's text at a commit, or None when that commit does not hold it."""
        key = (commit, target)
        if key not in self._known:
            self._known[key] = self._amended(*key) if target.amendment else self._agreed(*key)
        return self._known[key]

    def _tabled(self) -> set[str]:
        return {id for chain in self.ground.chains.values() for id in chain}

    def _amended(self, commit: str, target: Target) -> str | None:
        if not self.ground.tabled(target.amendment, commit):
            return None
        at = self.ground.repo.commit(commit)
        message = parse_message(at.message)
        while isinstance(message, Message) and message.one("Action") == "withdraw":
            at = self.ground.repo.commit(at.parents[0])
            message = parse_message(at.message)
        if isinstance(message, Problem):
            return None
        said = [each.split(" ") for each in message.all("Text-SHA256")]
        if said:
            return amendment_text_sha256([(clause, digest) for clause, digest in said])
        retained = (*message.all("Provision"), *message.all("Clause"))
        return amendment_text_sha256([(each, EMPTY_TEXT_SHA256) for each in retained])

    def _agreed(self, commit: str, target: Target) -> str | None:
        place = self.ground.main.get(commit)
        found = self._file(commit, place, target.clause) if place is not None else None
        if found is None:
            return None
        (clause,) = read_clauses(self.ground.repo, [found])
        if isinstance(clause, Problem):
            return None
        return clause.text_sha256 if not target.label else self._of_labels(found[1], clause).get(target.label)

    def _file(self, commit: str, place: int, clause: str) -> File | None:
        if self._history is not None:
            places, files = self._history.get(clause, ([], []))
            at = bisect_right(places, place) - 1
            return files[at] if at >= 0 else None
        if commit not in self._files:
            repo = self.ground.repo
            files_there = clause_files(repo, repo.tree(repo.commit(commit).tree))
            paths = clause_paths(files_there)
            self._files[commit] = {id: (path, files_there[path]) for id, path in paths.items()}
        return self._files[commit].get(clause)

    def _read_history(self) -> dict[str, tuple[list[int], list[File | None]]]:
        commits = self.ground.repo.commits(self.ground.main)
        trees = [EMPTY_TREE, *(commits[id].tree for id in self.ground.main)]
        pairs = list(pairwise(trees))
        differences = self.ground.differences(pairs)
        found: dict[str, tuple[list[int], list[File | None]]] = {}
        for place, pair in enumerate(pairs):
            for each in sorted(differences[pair], key=lambda each: each.after is not None):
                match = CLAUSE_PATH.match(each.path)
                if match is not None:
                    places, files = found.setdefault(match["id"], ([], []))
                    places.append(place)
                    files.append((each.path, each.after) if each.after is not None else None)
        everything = [file for _, files in found.values() for file in files if file is not None]
        read_clauses(self.ground.repo, everything)
        return found

    def _of_labels(self, entry: Entry, clause: Clause) -> Mapping[str, str]:
        if entry not in self._labels:
            self._labels[entry] = {
                each.label: text_sha256(clause.body[each.start : each.end]) for each in provisions(clause.body)
            }
        return self._labels[entry]
