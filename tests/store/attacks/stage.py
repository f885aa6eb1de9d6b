"""A small negotiation in which everybody signs, and the means to write into it whatever git can store."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks.signing import Key
from drafter.model.ids import MAIN_REF, positions_ref
from drafter.model.key import Key as Listed
from drafter.model.position import Condition, Position, condition_trailer, position_file
from drafter.model.signatory import Delegate
from drafter.model.target import Target
from drafter.model.terms import Degree, Stance
from drafter.store import reading, recording
from drafter.store.identity import Identity
from drafter.store.objects import epoch_of, parse_tree
from drafter.store.plumbing import EMPTY_TREE, NO_OBJECT
from drafter.store.repository import Repository
from drafter.store.verifying import RefChange
from tests.conftest import SIGNATORIES, roster, treaty_files
from tests.store.acts import day, plain_git

RETIRED_ON = 10
"""The day of March on which the key of the second delegate of Germany was retired."""
RECEIVED_ON = 20
"""The day on which the server receives what an attack brings."""
SERVER = Key("server")

Entry = tuple[str, str]
"""Mode and object."""


def keys() -> dict[str, Key]:
    """A key for each delegate, by address."""
    return {delegate.email: Key(delegate.email) for each in roster().by_code.values() for delegate in each.delegates}


def signatories(*, until: str | None = None) -> str:
    """The signatories of the small treaty with their keys, signatures required; one key ends on a day, if given."""
    text = SIGNATORIES.replace('signatures = "optional"', 'signatures = "required"')
    for email, key in keys().items():
        entry = f'"{key.public}"'
        if until is not None and email == "deu-2@example.org":
            entry = f'{{ key = "{key.public}", until = "{until}" }}'
        text = text.replace(f'email = "{email}"', f'email = "{email}", keys = [{entry}]')
    server = f'[server]\nname = "Server"\nemail = "log@example.org"\nkeys = ["{SERVER.public}"]\n\n'
    return text.replace("[groups.EU]", f"{server}[groups.EU]")


@dataclass
class Stage:
    """The negotiation as an attacker has it: a repository that can be written to without any check."""

    root: Path
    moved: list[RefChange] = field(default_factory=list)

    def tips(self) -> Mapping[str, str]:
        """Every ref and what it names."""
        listed = plain_git(self.root, "for-each-ref", "--format=%(refname) %(objectname)", "refs/heads", "refs/tags")
        return dict(line.split() for line in listed.splitlines())

    def tip(self, ref: str) -> str:
        """What a ref names."""
        return self.tips()[ref]

    @property
    def main(self) -> str:
        """The tip of main."""
        return self.tip(MAIN_REF)

    @property
    def treaty(self) -> str:
        """The treaty's name in records."""
        return f"cyber-treaty/{plain_git(self.root, 'rev-list', '--max-parents=0', MAIN_REF).split()[0][:12]}"

    def move(self, ref: str, new: str | None) -> None:
        """Ask that a ref be moved."""
        self.moved.append(RefChange(ref, self.tips().get(ref), new))

    def write(self, kind: str, content: bytes) -> str:
        """Write any object, well formed or not."""
        ran = subprocess.run(
            ["git", "-C", str(self.root), "hash-object", "-t", kind, "-w", "--stdin", "--literally"],
            input=content, capture_output=True, check=True,
        )  # fmt: skip
        return ran.stdout.decode().strip()

    def blob(self, content: bytes) -> Entry:
        """A plain file."""
        return "100644", self.write("blob", content)

    def read(self, id: str) -> bytes:
        """The content of an object."""
        kind = plain_git(self.root, "cat-file", "-t", id).strip()
        return subprocess.run(
            ["git", "-C", str(self.root), "cat-file", kind, id], capture_output=True, check=True
        ).stdout

    def file(self, commit: str, path: str) -> bytes:
        """A file of a commit."""
        return self.read(plain_git(self.root, "rev-parse", f"{commit}:{path}").strip())

    def tree_of(self, commit: str) -> str:
        """The tree of a commit."""
        return plain_git(self.root, "rev-parse", f"{commit}^{{tree}}").strip()

    def tree(self, base: str | None, files: Mapping[str, bytes | Entry | None]) -> str:
        """A tree that is another one with these files (None: without); names and modes may be anything."""
        entries: dict[str, Entry] = {}
        if base is not None and base != EMPTY_TREE:
            entries = {name: (entry.mode, entry.id) for name, entry in parse_tree(self.read(base)).items()}
        deeper: dict[str, dict[str, bytes | Entry | None]] = {}
        for path, content in files.items():
            name, slash, rest = path.partition("/")
            if slash:
                deeper.setdefault(name, {})[rest] = content
            elif content is None:
                del entries[name]
            else:
                entries[name] = self.blob(content) if isinstance(content, bytes) else content
        for name, below in deeper.items():
            known = entries.get(name)
            entries[name] = ("40000", self.tree(known[1] if known is not None else None, below))
        return self.raw_tree([(mode, name.encode(), id) for name, (mode, id) in entries.items()])

    def raw_tree(self, entries: Sequence[tuple[str, bytes, str]]) -> str:
        """A tree of these entries, sorted as git does."""
        ordered = sorted(entries, key=lambda each: each[1] + (b"/" if each[0] == "40000" else b""))
        rows = (mode.encode() + b" " + name + b"\0" + bytes.fromhex(id) for mode, name, id in ordered)
        return self.write("tree", b"".join(rows))


@dataclass(frozen=True)
class Draft:
    """A commit about to be written: every part of it can be falsified."""

    tree: str
    parents: tuple[str, ...]
    trailers: tuple[tuple[str, str], ...]
    by: str = "deu@example.org"
    """Whose record it is: the address of its author."""
    key: Key | None = None
    """Who signs it; its author when None."""
    signed: bool = True
    subject: str = "DEU supports article 1"
    statement: str = ""
    author: str | None = None
    committer: str | None = None
    date: str = day(15)
    zone: str = "+0000"
    extra: bytes = b""
    """Header lines behind the committer's."""
    message: str | None = None

    def said(self, **changed: str | None) -> Draft:
        """The same with other trailers; None for one that is left out."""
        named = {key.replace("_", "-"): value for key, value in changed.items()}
        kept = [(key, named.pop(key, value)) for key, value in self.trailers]
        rows = [*kept, *named.items()]
        return replace(self, trailers=tuple((key, value) for key, value in rows if value is not None))

    def text(self) -> str:
        """The message."""
        if self.message is not None:
            return self.message
        parts = [self.subject, *([self.statement] if self.statement else [])]
        parts.append("\n".join(f"{key}: {value}" for key, value in self.trailers))
        return "\n\n".join(parts) + "\n"


def person(email: str) -> str:
    """Name and address of a delegate, as commits carry them."""
    named = {each.email: each.name for signatory in roster().by_code.values() for each in signatory.delegates}
    return f"{named[email]} <{email}>"


def commit(stage: Stage, draft: Draft) -> str:
    """Write a commit, signed over its raw bytes."""
    epoch = epoch_of(draft.date)
    author = draft.author or person(draft.by)
    committer = draft.committer or author
    head = f"tree {draft.tree}\n" + "".join(f"parent {each}\n" for each in draft.parents)
    head += f"author {author} {epoch} {draft.zone}\ncommitter {committer} {epoch} {draft.zone}\n"
    content = draft.text().encode("utf-8", "surrogateescape")
    raw = head.encode() + draft.extra + b"\n" + content
    if draft.signed:
        made = (draft.key or keys()[draft.by]).sign(raw).rstrip().replace("\n", "\n ")
        raw = head.encode() + draft.extra + f"gpgsig {made}\n\n".encode() + content
    return stage.write("commit", raw)


def head(stage: Stage, kind: str, code: str) -> tuple[tuple[str, str], ...]:
    """The trailers that every record has."""
    return (("Drafter-Record", f"{kind}/1"), ("Treaty", stage.treaty), ("Signatory", code))


def stance(
    stage: Stage,
    code: str = "DEU",
    target: Target | None = None,
    *,
    content: bytes | None = None,
    path: str | None = None,
    files: Mapping[str, bytes | Entry | None] | None = None,
    **changed: object,
) -> Draft:
    """A sound position of a signatory on a clause, as a draft; parts of its file can be falsified."""
    about = target or Target("preamble")
    with Repository.open(stage.root) as repo:
        negotiation = reading.read(repo)
    main = negotiation.treaty.commit
    position = Position(
        signatory=code,
        target=about,
        text_sha256=negotiation.current_text_sha256(about) or "",
        commit=negotiation.by_id[about.amendment].commit if about.amendment else main,
        stance=Stance.SUPPORT,
    )
    position = position._replace(**changed)
    tip = stage.tips().get(positions_ref(code))
    written = {path or about.path: position_file(position).encode() if content is None else content}
    trailers = (
        *head(stage, "position", code),
        (about.kind.capitalize(), str(about)),
        ("Regarding", position.commit),
        ("Stance", position.stance.value),
        *(("Condition", condition_trailer(each)) for each in position.conditions),
    )
    return Draft(
        tree=stage.tree(stage.tree_of(tip) if tip else None, {**written, **(files or {})}),
        parents=(tip,) if tip else (),
        trailers=trailers,
        by=f"{code.lower()}@example.org",
        statement=position.statement,
    )


def condition(stage: Stage, target: Target, degree: Degree = Degree.REQUIRED) -> Condition:
    """A sound condition on a text as it stands."""
    with Repository.open(stage.root) as repo:
        negotiation = reading.read(repo)
    text = negotiation.current_text_sha256(target)
    assert text is not None
    at = negotiation.by_id[target.amendment].commit if target.amendment else negotiation.treaty.commit
    return Condition(degree, target, text, at)


def identity(email: str, directory: Path) -> Identity:
    """A delegate who signs."""
    for code, signatory in roster().by_code.items():
        for delegate in signatory.delegates:
            if delegate.email == email:
                key = keys()[email]
                place = directory / email
                if not place.exists():
                    key.write(place)
                    place.with_name(f"{email}.pub").write_text(f"{key.public}\n")
                return Identity(code, Delegate(delegate.name, email, (Listed(key.public),)), str(place))
    raise LookupError(email)


def build(directory: Path) -> Stage:
    """Play the negotiation, log it as a server does, and verify it."""
    private = directory / "keys"
    private.mkdir(parents=True)
    who = {email: identity(email, private) for email in keys()}
    xxs, fra, deu = who["secretariat@example.org"], who["fra@example.org"], who["deu@example.org"]
    files = {**treaty_files(), "signatories.toml": signatories().encode()}
    repo = recording.found(directory / "played", files, xxs, "Open the negotiation", date=day(2))
    read = reading.read(repo).treaty
    words = read.by_id["scope"]
    recording.amend(
        repo, fra, {"scope": words.with_body(words.body.replace("all States", "all Parties"))}, "x",
        id="FRA-000001", date=day(3),
    )  # fmt: skip
    infrastructure = read.by_id["critical-infrastructure"]
    recording.amend(
        repo, fra, {infrastructure.id: infrastructure.with_body(infrastructure.body.replace("damage", "harm"))}, "y",
        id="FRA-000002", date=day(4),
    )  # fmt: skip
    recording.position(repo, deu, Target(amendment="FRA-000001"), Stance.SUPPORT, cosponsor=True, date=day(4))
    recording.position(repo, deu, Target("scope"), Stance.RESERVE, date=day(5))
    recording.position(repo, who["deu-2@example.org"], Target("depositary"), Stance.ACCEPT, date=day(6))
    recording.position(repo, fra, Target("preamble"), Stance.OPPOSE, statement="No.", date=day(6))
    recording.adopt(repo, xxs, ["FRA-000001"], date=day(8))
    bare = directory / "hub.git"
    plain_git(directory, "clone", "-q", "--bare", "--no-local", str(directory / "played"), str(bare))
    plain_git(bare, "remote", "remove", "origin")
    stage = Stage(bare)
    log(stage, day(8))
    until = day(RETIRED_ON)
    retired = signatories(until=until).encode()
    recording.roster(repo, xxs, lambda _: retired, "Retire a key", recovery=("DEU",), date=until)
    recording.status(repo, xxs, Target("preamble"), "provisional", date=day(11))
    recording.issue(repo, xxs, "Rev.1", date=day(12))
    repo.close()
    plain_git(bare, "fetch", "-q", str(directory / "played"), "refs/heads/*:refs/heads/*", "refs/tags/*:refs/tags/*")
    log(stage, day(12))
    return stage


def log(stage: Stage, received: str) -> None:
    """Append to the server's log what moved and is not in it."""
    tips = dict(refs_of(stage))
    tip = tips.pop("refs/heads/log", None)
    seen: dict[str, str] = {}
    number = -1
    if tip is not None:
        for text in plain_git(stage.root, "log", "--first-parent", "--format=%B%x00", tip).split("\0"):
            rows = dict(line.split(": ", 1) for line in text.splitlines() if ": " in line)
            number = max(number, int(rows.get("Seq", -1)))
            if "Ref" in rows:
                seen.setdefault(rows["Ref"], rows["New"])
    moves = [] if tip is not None else [("", "", "")]
    moves += [(ref, seen.get(ref, NO_OBJECT), new) for ref, new in tips.items() if seen.get(ref) != new]
    for ref, old, new in moves:
        number += 1
        said = [("Drafter-Record", "log/1"), ("Treaty", stage.treaty), ("Seq", str(number))]
        parents: tuple[str, ...] = (tip,) if tip is not None else ()
        if ref:
            said += [("Ref", ref), ("Old", old), ("New", new)]
            parents += (plain_git(stage.root, "rev-parse", f"{new}^{{commit}}").strip(),)
        said.append(("Received", received))
        draft = Draft(
            tree=EMPTY_TREE, parents=parents, trailers=tuple(said), key=SERVER, author="Server <log@example.org>",
            subject=f"log {number}", date=received,
        )  # fmt: skip
        tip = commit(stage, draft)
    if tip is not None:
        plain_git(stage.root, "update-ref", "refs/heads/log", tip)


def refs_of(stage: Stage) -> Mapping[str, str]:
    """What a log can hold: main, the branches and the tags."""
    return {ref: id for ref, id in stage.tips().items() if ref.startswith(("refs/heads/", "refs/tags/"))}
