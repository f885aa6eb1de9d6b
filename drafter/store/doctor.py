"""What is wrong with a clone, in one line each, and the mending of what can be mended without losing anything."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from drafter.model.ids import LOG_REF, MAIN_REF, place_of
from drafter.model.problem import Problem, Refused
from drafter.model.record import parse_message
from drafter.store import driver
from drafter.store.agreed import Agreed
from drafter.store.altered import alterations, programs
from drafter.store.damage import LedBack, damage, fetch_again, lead_back, set_aside
from drafter.store.identity import Identity, current
from drafter.store.plumbing import Plumbing, lines_of
from drafter.store.recording.commit import check_who
from drafter.store.repository import Repository, check_git, partial
from drafter.store.snapshot import refs_under
from drafter.store.syncing import remote as remotes
from drafter.store.syncing.standing import local
from drafter.text.visible import visible

STALE = 600
"""Seconds after which a lock without a git at work is one that a killed git left."""

_SLOW = 300
"""Seconds by which the clocks of two computers may differ."""

FOUND = "refs/drafter/found/"
"""Keeps commits that were on no ref, so that no cleaning takes them."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong (`error`, `warning`), or worth knowing (`note`), and what to do about it."""

    rule: str
    message: str
    remedy: str
    severity: Literal["error", "warning", "note"] = "error"
    mended: bool = False

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.message}; {'mended' if self.mended else self.remedy}"


def examine_clone(path: Path, *, fix: bool = False) -> tuple[Finding, ...]:
    """Look at the clone that holds `path`; with `fix` mend what is safe. Nothing that could be a record is removed."""
    git = Plumbing(path if path.is_dir() else path.parent)
    try:
        check_git(git)
        asked = git.ask(
            "rev-parse", "--absolute-git-dir", "--git-common-dir", "--is-bare-repository", users_configuration=True
        )
    except Refused as error:
        return (_refusal(error),)
    finally:
        git.close()
    lines = lines_of(asked.out)
    found: list[Finding] = []
    if asked.status == 0 and len(lines) == 3:
        git_dir = Path(lines[0])
        common = (path.resolve() / lines[1]).resolve()
        root = git_dir if lines[2] == "true" else path.resolve()
        below = Repository(Plumbing(root, git_dir), root, git_dir, common, bare=lines[2] == "true")
        try:
            found += _locks(below, fix=fix)
            found += _leftovers(below, fix=fix)
            found += _objects(below, fix=fix)
        finally:
            below.close()
    try:
        with Repository.open(path) as repo:
            found += _treaty(repo, fix=fix)
    except Refused as error:
        found.append(_refusal(error))
    return tuple(found)


def _treaty(repo: Repository, *, fix: bool) -> Iterator[Finding]:
    yield from _altered(repo)
    who: Identity | None = None
    tip = repo.git.run("rev-parse", MAIN_REF).decode().strip()
    try:
        agreed = Agreed(repo, repo.commit(tip))
        roster = agreed.roster
    except Refused as error:
        yield _refusal(error)
        return
    try:
        who = current(repo, roster)
        check_who(agreed, who)
        yield from _key(who)
    except Refused as error:
        severity: Literal["error", "note"] = "note" if "nobody is set" in str(error) else "error"
        yield Finding("identity", error.problem.message, error.problem.remedy, severity)
    if partial(repo.git):
        message = "this clone holds a part of the records only, and without the server it can't be read"
        yield Finding("partial", message, "make a whole one with `git clone`, without --filter", "warning")
    yield from _clock(repo)
    yield from _driver(repo, fix=fix)
    yield from _remote(repo, fix=fix)
    yield from _drafts(repo)
    yield from _lost(repo, who, fix=fix)


def _refusal(error: Refused) -> Finding:
    place = f"{error.problem.file}: " if error.problem.file else ""
    return Finding(error.problem.rule, place + error.problem.message, error.problem.remedy)


def _key(who: Identity) -> Iterator[Finding]:
    if who.key is None:
        if who.delegate.keys:
            remedy = f"`drafter as {who.code} --key FILE`"
            yield Finding("key", f"{who.delegate.name} has a key listed, and this clone signs with none", remedy)
        return
    file = Path(who.key).expanduser()
    if not file.is_file():
        lost = f"where it is lost, tell the secretariat, and `drafter as {who.code} --new-key`"
        yield Finding("key", f"{file}: the key is not there", f"`drafter as {who.code} --key FILE`; {lost}")
        return
    public = file if file.suffix == ".pub" else file.with_name(f"{file.name}.pub")
    if public.is_file():
        own = " ".join(public.read_text("utf-8", "replace").split()[:2])
        if own not in (" ".join(each.text.split()[:2]) for each in who.delegate.keys):
            remedy = f"ask the secretariat to list it: `drafter delegate add {who.code} ... --key {public}`"
            yield Finding("key", f"{public}: this key is not listed for {who.delegate.name}", remedy, "warning")


def _clock(repo: Repository) -> Iterator[Finding]:
    """Say that a record is dated in the future: what stands on it is too, and no server takes it before that time."""
    heads = {id: ref for ref, id in local(repo).items() if ref.startswith("refs/heads/")}
    commits = repo.commits(heads).values()
    last = max(commits, key=lambda each: each.epoch)
    if last.epoch > time.time() + _SLOW:
        place = heads[last.id].removeprefix("refs/heads/")
        message = f"{place} is dated {last.date}, and by the clock of this computer that is still to come"
        yield Finding(
            "clock", message, "set the clock; if it is right, that of whoever recorded this was ahead", "warning"
        )


def _driver(repo: Repository, *, fix: bool) -> Iterator[Finding]:
    if repo.bare or driver.merge_driver_installed(repo):
        return
    other = driver.other_python(driver.configured(repo))
    message = "plain `git merge` would merge clauses by line"
    if other is not None:
        message = f"plain `git merge` has clauses merged by another installation of drafter, {visible(other)}"
    finding = Finding("merge-driver", message, "`drafter doctor --fix`", "warning")
    if fix:
        driver.install_merge_driver(repo)
        finding = replace(finding, mended=True)
    yield finding


def _remote(repo: Repository, *, fix: bool) -> Iterator[Finding]:
    """Say what is not set up as it should be, and what was recorded here and is at no remote."""
    listed = repo.git.run("config", "--local", "--null", "--get-regexp", r"^remote\..*\.fetch$", accept=(0, 1))
    for entry in listed.decode("utf-8", "surrogateescape").split("\0"):
        key, _, value = entry.partition("\n")
        if value.startswith("+"):
            name = key[len("remote.") : -len(".fetch")]
            message = f"the remote {name} is fetched with force: a rewound history would replace yours in silence"
            finding = Finding("remote", message, "`drafter doctor --fix`, or `drafter sync`", "warning")
            if fix:
                remotes.find(repo, name)
                finding = replace(finding, mended=True)
            yield finding
    there = set(refs_under(repo, "refs/remotes/", "refs/drafter/tags/").values())
    if not there:
        return
    for ref, id in local(repo).items():
        if ref == LOG_REF or id in there:
            continue
        given = f"{id}\n" + "".join(f"^{each}\n" for each in there)
        count = repo.git.run("rev-list", "--count", "--first-parent", "--stdin", given=given.encode()).decode().strip()
        if count != "0":
            place = place_of(ref)
            many = "1 record is" if count == "1" else f"{count} records are"
            yield Finding("unsent", f"{place}: {many} not sent", "`drafter sync`", "note")


def _drafts(repo: Repository) -> Iterator[Finding]:
    for file in sorted((repo.git_dir / "drafter" / "drafts").glob("*.json")):
        try:
            data = json.loads(file.read_text("utf-8"))
            about = f"{data['signatory']} on {data['clause']}"
        except (OSError, ValueError, LookupError, TypeError):
            about = file.name
        message = f"a draft of {about}, {_age(file)} old, is not recorded"
        yield Finding("draft", message, "open the clause in the interface, or remove the file", "note")
    for file in sorted((repo.git_dir / "drafter" / "editing").glob("*")):
        message = f"{file}: a text that was edited {_age(file)} ago is not recorded"
        yield Finding("draft", message, "give it to `drafter amend --file`, or remove it", "note")


def _altered(repo: Repository) -> Iterator[Finding]:
    for each in alterations(repo):
        place = each.place.removeprefix("refs/heads/")
        severity: Literal["error", "note"] = "note" if each.beside else "error"
        yield Finding("replaced", f"{place}: {each.message}", each.remedy, severity)
    set_up = driver.configured(repo)
    # Of another installation it is told by itself.
    own = (driver.command(), *([set_up] if set_up and driver.other_python(set_up) else []))
    for told in programs(repo, own=own) if not repo.bare else ():
        message = f"git runs a program that this clone's own settings name: {visible(told)}"
        yield Finding("program", message, "remove that, if you did not set it yourself", "warning")
    lenders = repo.common_dir / "objects" / "info" / "alternates"
    if lenders.is_file() and lenders.read_bytes().strip():
        lender = lenders.read_text("utf-8", "replace").splitlines()[0]
        message = f"this clone borrows from another one ({lender}), and can't be read when that is gone"
        yield Finding("borrowed", message, f"make it whole: `git repack -ad`, then remove {lenders}", "warning")


def _locks(repo: Repository, *, fix: bool) -> Iterator[Finding]:
    places = [repo.common_dir, *([repo.git_dir] if repo.git_dir != repo.common_dir else [])]
    locks = [lock for place in places for lock in place.glob("*.lock")]
    locks += [lock for name in ("refs", "logs", "objects/info") for lock in (repo.common_dir / name).rglob("*.lock")]
    working = _git_at_work(repo)
    for lock in sorted(dict.fromkeys(locks)):
        try:
            age = time.time() - lock.stat().st_mtime
        except OSError:
            continue
        name = lock.relative_to(repo.common_dir) if repo.common_dir in lock.parents else lock
        message = f"{name} has been locked for {_age(lock)}"
        if age < STALE or working:
            yield Finding("lock", message, "a git may be at work; look again in ten minutes", "note")
            continue
        finding = Finding("lock", f"{message}, and no git is at work", "`drafter doctor --fix`, or delete that file")
        if fix:
            lock.unlink(missing_ok=True)
            finding = replace(finding, mended=True)
        yield finding


def _leftovers(repo: Repository, *, fix: bool) -> Iterator[Finding]:
    """Find what was being written when git, or drafter, was killed: no ref leads to it, and nothing ever removes it."""
    objects = repo.common_dir / "objects"
    left = [*objects.glob("pack/tmp_*"), *objects.glob("[0-9a-f][0-9a-f]/tmp_*")]
    left += (repo.common_dir / "drafter").glob("again-*")
    old = [each for each in left if each.exists() and time.time() - each.stat().st_mtime >= STALE]
    if not old or _git_at_work(repo):
        return
    files = [file for each in old for file in (each, *each.rglob("*")) if file.is_file()]
    size = sum(file.stat().st_size for file in files) // 1_000_000
    message = f"{len(old)} of git's temporary files ({size} MB) were left when it was killed: {old[0].name}"
    finding = Finding("leftovers", message, "`drafter doctor --fix` removes them", "note")
    if fix:
        for each in old:
            if each.is_dir():
                shutil.rmtree(each, ignore_errors=True)
            else:
                each.unlink(missing_ok=True)
        finding = replace(finding, mended=True)
    yield finding


def _git_at_work(repo: Repository) -> bool:
    """Whether a git process works on this repository, as far as the system tells."""
    own = str(repo.common_dir)
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if not (process / "comm").read_text().startswith("git"):
                continue
            where = str((process / "cwd").resolve())
            words = (process / "cmdline").read_bytes().decode("utf-8", "replace")
        except OSError:
            continue
        if own in words or where == own or where.startswith((f"{own}/", f"{repo.root}/")) or where == str(repo.root):
            return True
    return False


def _objects(repo: Repository, *, fix: bool) -> list[Finding]:
    """Look for damaged and missing objects and refs; mending sets them aside, fetches them again, and leads refs back
    that lead to what nobody has."""
    found = damage(repo)
    if not found.names:
        return []
    count = len(found.names)
    what = "a part of the repository is" if count == 1 else f"{count} parts of the repository are"
    finding = Finding(
        "objects", f"{what} damaged or missing: {found.names[0]}", "`drafter doctor --fix` brings it back"
    )
    if not fix:
        return [finding]
    set_aside(repo, found)
    try:
        fetch_again(repo)
    except Refused as error:
        if error.problem.rule != "remote":
            # Who can't be asked may have it: no ref is led back yet.
            return [
                replace(finding, message=f"{finding.message}; {error.problem.message}", remedy=error.problem.remedy)
            ]
    findings = [_led_back(each) for each in lead_back(repo)] if damage(repo).names else []
    left = damage(repo).names
    if left:
        remedy = "no remote has it: import a bundle of another clone; what was damaged is in .git/drafter/damaged"
        message = f"{finding.message}; still missing: {', '.join(left[:3])}"
        return [replace(finding, message=message, remedy=remedy), *findings]
    return [replace(finding, mended=True), *findings]


def _led_back(each: LedBack) -> Finding:
    """Say where a ref leads that was damaged, or led to what nobody has, and what is lost with that."""
    place = place_of(each.ref)
    leads = f"leads to {each.to[:12]} again" if each.to is not None else "is gone"
    if each.known and not each.lost:
        return Finding("ref", f"{place} was damaged, and {leads}: nothing is lost", "", mended=True)
    lost = "; ".join(each.lost) or "what can't be told"
    remedy = "record it again; what was damaged is in .git/drafter/damaged"
    if each.shown:
        remedy = f"record it again; the work tree shows main, and what it showed of that is in {each.aside}"
    if each.edited:
        remedy += f"; you had edited {', '.join(each.edited)}, which is as you left it: read it against main"
    return Finding("lost", f"{place} {leads}; lost, for nobody else has it: {lost}", remedy)


def _lost(repo: Repository, who: Identity | None, *, fix: bool) -> Iterator[Finding]:
    """Find own records that are on no ref: the program was killed before the last step of recording them."""
    if who is None:
        return
    tips = local(repo)
    for id, commit in repo.commits(_unreachable(repo)).items():
        message = parse_message(commit.message)
        if isinstance(message, Problem) or message.one("Signatory") != who.code or commit.email != who.delegate.email:
            continue
        if _recorded(repo, commit.message, tips):
            continue
        said = f"the record {id[:12]} of {commit.date} is on no ref: {message.subject}"
        finding = Finding(
            "unreachable", said, "record it again if it is missing; `--fix` keeps it from being cleaned up"
        )
        if fix:
            repo.git.run("update-ref", f"{FOUND}{id[:12]}", id)
            finding = replace(finding, remedy=f"record it again if it is missing; it is kept as {FOUND}{id[:12]}")
        yield replace(finding, severity="warning")


def _unreachable(repo: Repository) -> list[str]:
    """Give the commits that no ref leads to; none where a missing object keeps git from telling them apart.

    All commits less those of the refs: `fsck --unreachable` reads every object to its end, ten times as long.
    """
    form = "--batch-check=%(objecttype) %(objectname)"
    listed = repo.git.run("cat-file", "--batch-all-objects", "--unordered", "--buffer", form, accept=range(256))
    led_to = repo.git.ask("rev-list", "--all")
    if led_to.status != 0:
        return []
    commits = {line[7:] for line in listed.decode().splitlines() if line.startswith("commit ")}
    return sorted(commits.difference(led_to.out.decode().split()))


def _recorded(repo: Repository, text: str, tips: dict[str, str]) -> bool:
    """Whether a ref holds the same words: the record was made again, after another was faster."""
    subject = text.partition("\n")[0]
    given = "".join(f"{id}\n" for id in tips.values()).encode()
    same = repo.git.run("rev-list", "--stdin", "--fixed-strings", f"--grep={subject}", "--max-count=50", given=given)
    ids = same.decode().split()
    return any(commit.message == text for commit in repo.commits(ids).values())


def _age(file: Path) -> str:
    seconds = max(0, int(time.time() - file.stat().st_mtime))
    for size, unit in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= size:
            count = seconds // size
            return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
    return f"{seconds} seconds"
