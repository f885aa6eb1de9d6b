"""Bad input: one line that names file, line and remedy, exit status 2, and nothing is changed."""

from __future__ import annotations

import os
import re
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from drafter.store import recording
from drafter.store.repository import Repository
from tests.cli.conftest import Drafter, Said, everything, git, process
from tests.conftest import OPENED, SIGNATORIES, acting_for, treaty_clauses, treaty_files

ARTICLE = "clauses/310-critical-infrastructure.md"
SOURCE = treaty_files()[ARTICLE].decode()


def assert_refused(said: Said, *words: str, status: int = 2) -> None:
    assert said.status == status, said
    assert said.error.count("\n") == 1, said.error
    assert said.error.startswith("drafter: ")
    assert "Traceback" not in said.error
    assert not said.out
    for word in words:
        assert word in said.error
    what, _, remedy = said.error.rstrip("\n").rpartition("; ")
    assert what, said.error
    assert remedy, said.error


def commit(place: Path, path: str, content: bytes | None) -> None:
    """Put a file on main, past the program."""
    if content is None:
        (place / path).unlink()
    else:
        (place / path).parent.mkdir(exist_ok=True)
        (place / path).write_bytes(content)
    git(place, "add", "-A")
    git(place, "commit", "-q", "-m", "past the program")


BROKEN: dict[str, tuple[str, str | bytes, str]] = {
    "no front matter": (ARTICLE, "1. States shall.\n", f"{ARTICLE}:1: "),
    "unclosed front matter": (ARTICLE, "---\nkind: article\nstatus: open\n", f"{ARTICLE}:1: "),
    "not YAML": (ARTICLE, SOURCE.replace("kind: article", "kind: 'article"), f"{ARTICLE}:"),
    "unknown status": (ARTICLE, SOURCE.replace("status: open", "status: opn"), f"{ARTICLE}:5: "),
    "unknown kind": (ARTICLE, SOURCE.replace("kind: article", "kind: artcle"), f"{ARTICLE}:2: "),
    "not a number": (ARTICLE, SOURCE.replace('"4"', '"4!"'), f"{ARTICLE}:3: "),
    "not UTF-8": (ARTICLE, SOURCE.encode().replace(b"States", b"\xc9tats"), f"{ARTICLE}:8: "),
    "duplicate id": ("clauses/900-scope.md", SOURCE, "clauses/900-scope.md:1: "),
    "not a clause file": ("clauses/Scope.md", SOURCE, "clauses/Scope.md: "),
    "not TOML": ("signatories.toml", SIGNATORIES.replace('id = "cyber', "id = cyber"), "signatories.toml:2: "),
    "a key's type": ("signatories.toml", SIGNATORIES.replace('"Germany"', "3"), "signatories.toml:27: "),
    "unknown table": ("signatories.toml", SIGNATORIES + "\n[states]\n", "signatories.toml:59: "),
    "unknown member": ("signatories.toml", SIGNATORIES.replace('["FRA", "DEU"]', '["FRA", "DEW"]'), "toml:14: "),
    "not a code": ("signatories.toml", SIGNATORIES.replace("signatories.FJI", "signatories.Fji"), "toml:39: "),
    "a key of an unknown type": (
        "signatories.toml",
        SIGNATORIES.replace('"fra@example.org"', '"fra@example.org", keys = ["ssh-foo AAAA"]'),
        "signatories.toml:47: the type `ssh-foo` of a key is unknown; ",
    ),
    "a delegate of two": ("signatories.toml", SIGNATORIES.replace("mdv@", "fji@"), "signatories.toml:52: "),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_treaty_that_can_not_be_read_is_told_with_file_and_line(name: str, place: Path, drafter: Drafter) -> None:
    path, content, told = BROKEN[name]
    commit(place, path, content if isinstance(content, bytes) else content.encode())
    before = everything(place)
    for command in (
        ["list"],
        ["consolidate"],
        ["amend", "critical-infrastructure", "--delete", "-m", "x", "--as", "FRA"],
        ["position", "critical-infrastructure", "support", "--as", "FRA"],
        ["adopt", "FRA-7K3QXD", "--as", "XXS"],
    ):
        assert_refused(drafter("-C", place, *command), told)
    assert everything(place) == before


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small treaty with two amendments of France on the table. Every test leaves it as it is."""
    place = tmp_path_factory.mktemp("table") / "treaty"
    clause = next(each for each in treaty_clauses() if each.id == "critical-infrastructure")
    with recording.found(place, treaty_files(), acting_for("XXS"), "Open the negotiation", date=OPENED) as repo:
        for words in ("must", "should"):
            proposed = clause.with_body(clause.body.replace("shall refrain", f"{words} refrain"))
            recording.amend(repo, acting_for("FRA"), {clause.id: proposed}, "Because.")
    return place


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["show", "critical-infrastracture"], ["did you mean critical-infrastructure?"]),
        (["show", "critical-infrastructure:3"], ["no provision `3`", "did you mean"]),
        (["show", "zzz"], ["`drafter list` shows the clauses"]),
        (["show", "FRA-"], ["could be FRA-", "type more of the id"]),
        (["show", "GER-7K"], ["there is no amendment `GER-7K`"]),
        (["show", "scope", "--at", "Rev.1"], ["neither an issue nor a commit", "nothing was issued yet"]),
        (["show", "FRE:scope"], ["there is no signatory `FRE`", "did you mean FRA"]),
        (["show", "FRA:scope"], ["FRA holds no position on scope"]),
        (["log", "scoop"], ["did you mean scope?"]),
        (["amendments", "--status", "tabed"], ["did you mean tabled?"]),
        (["amendments", "--clause", "scop"], ["did you mean scope?"]),
        (["delegate", "add", "NZL", "A B <a@example.org>", "--as", "XXS"], ["no signatory `NZL`", "[signatories.NZL]"]),
        (["log", "-n", "0"], ["from 1 on"]),
        (["log", "--key", "zz"], ["names none of the listed keys"]),
        (["positions", "--signatory", "GER"], ["there is no signatory `GER`"]),
        (["positions", "--signatory", "France"], ["there is no signatory `France`", "did you mean FRA?"]),
        (["amendments", "--by", "Small Island"], ["did you mean AOSIS?"]),
        (["as", "European"], ["did you mean EUE?"]),
        (["delegate", "remove", "france", "A <a@example.org>", "--as", "XXS"], ["did you mean FRA?"]),
        (["bundle", "export", "nowhere/file"], ["nowhere/file: can't be written: No such file", "name another file"]),
        (["diff", "scope:1"], ["no provision"]),
        (["diff", "critical-infrastructure:1"], ["is a provision", "name its clause"]),
        (["diff", "scope", "must.md"], ["2 targets", "--no-index"]),
        (["diff", "--no-index", "one.md"], ["two files"]),
        (["diff", "--no-index", "/nonexistent/a", "/nonexistent/b"], ["/nonexistent/a: can't be read"]),
        (["consolidate", "--style", "redline"], ["earlier text", "--since"]),
        (["consolidate", "--with", "DEU-"], ["there is no amendment `DEU-`"]),
        (["consolidate", "-o", "/nonexistent/x.md"], ["/nonexistent/x.md: can't be written"]),
        (["position", "scope", "suport", "--as", "FRA"], ["no stance `suport`", "did you mean support?"]),
        (["position", "scope", "support", "--as", "GER"], ["there is no signatory `GER`"]),
        (["position", "scope", "support", "--as", "DEU"], ["several delegates", "deu-2@example.org"]),
        (["position", "scope", "support", "--as", "FRA", "--email", "x@example.org"], ["not a delegate of FRA"]),
        (["position", "scope", "support"], ["nobody is set to act", "`drafter as CODE`"]),
        (["position", "scope", "support", "--as", "XRC"], ["observer"]),
        (["position", "scope", "support", "--as", "FRA", "--on-behalf-of", "AOSIS"], ["AOSIS"]),
        (["amend", "scope", "-m", "x", "--as", "FRA"], ["changes nothing"]),
        (["amend", "scope", "-m", "x"], ["nobody is set to act"]),
        (["amend", "scoop", "--delete", "-m", "x", "--as", "FRA"], ["did you mean scope?"]),
        (["amend", "-m", "x", "--as", "FRA"], ["no clause is named"]),
        (["amend", "scope", "--as", "FRA"], ["--rationale"]),
        (["amend", "scope", "--delete", "--edit", "-m", "x", "--as", "FRA"], ["exclude each other"]),
        (["amend", "scope", "--file", "/nonexistent/x.md", "-m", "x", "--as", "FRA"], ["/nonexistent/x.md: can't be"]),
        (["amend", "scope", "--after", "scope", "-m", "x", "--as", "FRA"], ["--after proposes a new clause"]),
        (["amend", "--after", "scope", "-m", "x", "--as", "FRA"], ["has no id"]),
        (["amend", "--after", "scope", "--id", "X Y", "-m", "x", "--as", "FRA"], ["`X Y` is not an id"]),
        (["amend", "--after", "scope", "--id", "x", "-m", "x", "--as", "FRA"], ["has no text"]),
        (
            ["amend", "--after", "scope", "--id", "depositary", "--file", "-", "-m", "x", "--as", "FRA"],
            ["is the id of"],
        ),
        (["amend", "scope", "--number", "3", "-m", "x", "--as", "FRA"], ["describe a new clause"]),
        (["amend", "scope", "--against", "FRA-", "-m", "x", "--as", "FRA"], ["--retain"]),
        (["amend", "scope", "--edit", "-m", "x", "--as", "FRA"], ["no editor is set"]),
        (["amend", "scope", "--base", "main", "--delete", "-m", "x", "--as", "FRA"], ["--base says from which text"]),
        (["amend", "scope", "--retain", "--to", "FRA-", "-m", "x", "--as", "FRA"], ["say --against, not --to"]),
        (["revise", "FRA-", "--file", "-", "--edit", "-m", "x", "--as", "FRA"], ["exclude each other"]),
        (["revise", "FRA-", "--base", "main", "-m", "x", "--as", "FRA"], ["--base says from which text"]),
        (["as", "FRA", "--key", "key", "--new-key"], ["exclude each other"]),
        (["amend", "scope", "--delete", "-m", " ", "--as", "FRA"], ["--rationale is empty", "say why"]),
        (["revise", "FRA-", "-m", "x", "--as", "FRA"], ["could be FRA-"]),
        (["withdraw", "DEU-7K", "--as", "DEU"], ["there is no amendment `DEU-7K`"]),
        (["adopt", "FRA-", "--as", "XXS"], ["could be FRA-"]),
        (["adopt", "--as", "XXS"], ["AMENDMENT"]),
        (["status", "scope", "agred", "--as", "XXS"], ["did you mean agreed"]),
        (["status", "scope", "agreed", "--as", "FRA"], ["only the secretariat"]),
        (["issue", "not a name", "--as", "XXS"], ["not a name"]),
        (["issue", "Rev.1", "--as", "FRA"], ["only the secretariat"]),
        (["issue", "main", "--as", "XXS"], ["`main` can't be the name of an issue"]),
        (["issue", "FRA-7K3QXD", "--as", "XXS"], ["`FRA-7K3QXD` can't be the name of an issue"]),
        (["issue", "deadbeef", "--as", "XXS"], ["git knows something else as `deadbeef`"]),
        (["issue", "Con.1", "--as", "XXS"], ["no clone on Windows can hold an issue `Con.1`"]),
        (["edit", "scope", "--remove", "-m", "", "--as", "XXS"], ["--reason is empty"]),
        (["as", "fra"], ["no signatory `fra`", "FRA"]),
        (["as", "FRA", "--key", "/nonexistent/key"], ["no such key"]),
        (["as", "FRA", "--key", "/etc/passwd"], ["this is no SSH key", "--new-key"]),
        (["delegate", "add", "FRA", "nobody", "--as", "XXS"], ["doesn't name a delegate", "NAME <E-MAIL>"]),
        (["delegate", "add", "FRE", "X <x@example.org>", "--as", "XXS"], ["no signatory `FRE`", "did you mean FRA"]),
        (["delegate", "add", "FRA", "X <deu@example.org>", "--as", "XXS"], ["listed for DEU and for FRA"]),
        (["delegate", "add", "FRA", "X <x@example.org>", "--as", "AUS"], ["only the secretariat"]),
        (["delegate", "remove", "FRA", "X <x@example.org>", "--as", "XXS"], ["not a delegate of FRA"]),
        (["import", "/nonexistent/x.md"], ["/nonexistent/x.md: can't be read"]),
        (["lst"], ["no command `lst`", "did you mean list?"]),
        (["list", "--frmat", "json"], ["--frmat"]),
        (["list", "--format", "xml"], ["xml"]),
        ([], ["needs a terminal", "drafter list"]),
    ],
    ids=lambda value: " ".join(value)[:60] if isinstance(value, list) else None,
)
def test_a_wrong_word_is_met_with_what_to_do(
    command: list[str], words: list[str], table: Path, drafter: Drafter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    before = everything(table)
    assert_refused(drafter("-C", table, *command), *words)
    assert everything(table) == before


def test_a_file_that_is_no_clause_is_told_with_its_line(place: Path, drafter: Drafter) -> None:
    file = place.parent / "mine.md"
    for content, told in (
        (SOURCE.encode().replace(b"States", b"\xc9tats"), f"{file}:8: the file is not UTF-8"),
        (SOURCE.replace("status: open", "status: opn").encode(), f"{file}:5: unknown status `opn`"),
        (b"---\nkind: article\n", f"{file}:1: "),
        (SOURCE.replace("---", "—").encode(), f"{file}:2: the front matter of the clause would be words of it"),
        (SOURCE.removeprefix("---\n").encode(), f"{file}:1: the front matter of the clause would be words of it"),
        (b"", f"{file}: there is no text in it"),
        (b"\n\n", f"{file}: there is no text in it"),
        (SOURCE.partition("---\n\n")[0].encode() + b"---\n\n", f"{file}: there is no text in it"),
        (SOURCE.replace("States", "Sta\0tes").encode(), f"{file}:8: the text holds the control character U+0000"),
        (treaty_files()["clauses/210-scope.md"], f"{file}: this is the file of the clause `scope`"),
    ):
        file.write_bytes(content)
        before = everything(place)
        said = drafter("-C", place, "amend", "critical-infrastructure", "--file", file, "-m", "x", "--as", "FRA")
        assert_refused(said, told)
        assert everything(place) == before


def test_the_file_of_another_clause_is_no_text_for_this_one(place: Path, drafter: Drafter) -> None:
    before = everything(place)
    for command in (["amend", "scope"], ["edit", "scope"]):
        arguments = (*command, "--file", place / ARTICLE, "-m", "x", "--as", "FRA" if command[0] == "amend" else "XXS")
        assert_refused(drafter("-C", place, *arguments), "the file of the clause `critical-infrastructure`")
    assert everything(place) == before


def test_a_refused_proposal_prints_no_words(place: Path, drafter: Drafter) -> None:
    (place / ARTICLE).write_text(SOURCE.replace("refrain from", "not conduct"))
    assert_refused(drafter("-C", place, "amend", "critical-infrastructure", "-m", "x", "--as", "XXS"), "secretariat")


def test_a_branch_full_of_what_is_no_position_does_not_bury_the_answer(place: Path, drafter: Drafter) -> None:
    for code in ("AUS", "FRA"):
        git(place, "branch", f"positions/{code}", "main")
    said = drafter("-C", place, "list")
    assert said.status == 0
    assert "`drafter verify`" in said.error
    assert said.error.count("\n") <= 6


@pytest.mark.parametrize("strange", ["directory", "link", "broken link", "program", "hidden"])
def test_what_is_no_clause_file_is_told_by_check_too(strange: str, place: Path, drafter: Drafter) -> None:
    file = place / ARTICLE
    if strange == "program":
        file.chmod(0o755)
    elif strange == "hidden":
        (place / "clauses" / ".notes").write_text("mine")
    else:
        file.unlink()
        if strange == "directory":
            file.mkdir()
            (file / "text.md").write_text(SOURCE)
        else:
            file.symlink_to("210-scope.md" if strange == "link" else "nowhere.md")
    git(place, "add", "-A")
    git(place, "commit", "-q", "-m", "past the program")
    named = "clauses/.notes" if strange == "hidden" else ARTICLE
    assert_refused(drafter("-C", place, "list"), f"{named}: ")
    said = drafter("-C", place, "check")
    assert said.status == 1
    assert f"{named}: " in said.out


@pytest.mark.parametrize(
    ("parties", "told"),
    [
        ("[signatories.FRA\n", "parties.toml:1: not TOML"),
        ('[signatories.FRANCE]\nname = "France"\n', "parties.toml:1: `FRANCE` is not a code of three capital letters"),
        ("[signatories.FRA]\nname = 3\n", "parties.toml:2: `name` is not text"),
        ('[groups.EU]\nname = "EU"\nmembers = ["FRA"]\n', "parties.toml:3: group EU names an unknown signatory `FRA`"),
        ('[secretariat]\nname = "x"\n', "[secretariat] doesn't list me@example.org"),
    ],
)
def test_init_begins_nothing_with_wrong_parties(parties: str, told: str, tmp_path: Path, drafter: Drafter) -> None:
    (tmp_path / "parties.toml").write_text(parties)
    new = tmp_path / "new"
    said = drafter("init", new, "--signatories", tmp_path / "parties.toml", "--delegate", "Me <me@example.org>")
    assert_refused(said, told)
    assert not new.exists()


def test_init_begins_nothing_without_a_text_or_a_founder_or_over_files(
    tmp_path: Path, drafter: Drafter, monkeypatch: pytest.MonkeyPatch
) -> None:
    me = ("--delegate", "Me <me@example.org>")
    (tmp_path / "latin.md").write_bytes(b"# Treaty\n\n## Article 1\n\nd\xe9j\xe0\n")
    (tmp_path / "empty.md").write_bytes(b"\n\n")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    new = tmp_path / "new"
    assert_refused(drafter("init", new, "--from", tmp_path / "latin.md", *me), "latin.md:5: the file is not UTF-8")
    assert_refused(drafter("init", new, "--from", tmp_path / "empty.md", *me), "empty.md: there is no text")
    assert_refused(drafter("init", new, "--from", tmp_path / "none.md", *me), "none.md: can't be read")
    assert_refused(drafter("init", new, "--delegate", "me"), "doesn't name a delegate")
    monkeypatch.setenv("HOME", str(tmp_path))
    # The repository in which the tests are run may know somebody.
    monkeypatch.chdir(tmp_path)
    assert_refused(drafter("init", new), "git doesn't know who you are", "--delegate")
    assert not new.exists()
    assert_refused(drafter("init", tmp_path / "full", *me), "not empty")
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine.txt"]


def test_the_demo_is_never_built_over_anything(tmp_path: Path, drafter: Drafter) -> None:
    (tmp_path / "there").mkdir()
    assert_refused(drafter("demo", tmp_path / "there"), "already there")
    assert list((tmp_path / "there").iterdir()) == []


def not_a_repository(place: Path) -> Path:
    (place.parent / "elsewhere").mkdir()
    return place.parent / "elsewhere"


def not_a_directory(place: Path) -> Path:
    return place / "nowhere"


def no_treaty(place: Path) -> Path:
    other = not_a_repository(place)
    git(other, "init", "-q", "-b", "main")
    git(other, "commit", "-q", "--allow-empty", "-m", "nothing")
    return other


def no_commit(place: Path) -> Path:
    other = not_a_repository(place)
    git(other, "init", "-q", "-b", "main")
    return other


def shallow(place: Path) -> Path:
    git(place, "commit", "-q", "--allow-empty", "-m", "second")
    git(place.parent, "clone", "-q", "--depth", "1", place.as_uri(), "shallow")
    return place.parent / "shallow"


def bare_of_main(place: Path) -> Path:
    git(place.parent, "clone", "-q", "--bare", str(place), "bare")
    git(place.parent / "bare", "update-ref", "-d", "refs/heads/main")
    return place.parent / "bare"


def sha256(place: Path) -> Path:
    other = not_a_repository(place)
    git(other, "init", "-q", "-b", "main", "--object-format=sha256")
    for path, content in treaty_files().items():
        commit(other, path, content)
    return other


def reftable(place: Path) -> Path:
    git(place, "config", "core.repositoryFormatVersion", "1")
    git(place, "config", "extensions.refStorage", "reftable")
    (place / ".git" / "reftable").mkdir()
    return place


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (not_a_repository, ["not a treaty repository", "drafter init DIR"]),
        (not_a_directory, ["there is no directory", "behind -C"]),
        (no_treaty, ["main has no signatories.toml"]),
        (no_commit, ["no branch main"]),
        (shallow, ["shallow", "git fetch --unshallow"]),
        (bare_of_main, ["no branch main"]),
        (sha256, ["sha256"]),
        (reftable, ["reftable"]),
    ],
    ids=lambda value: value.__name__ if callable(value) else None,
)
def test_an_unfit_repository_is_told_with_what_to_do(
    made: Callable[[Path], Path], words: list[str], place: Path, drafter: Drafter
) -> None:
    other = made(place)
    for command in (["list"], ["position", "scope", "support", "--as", "FRA"], ["check"], ["as", "FRA"]):
        assert_refused(drafter("-C", other, *command), *words)


@pytest.mark.parametrize(
    ("script", "words"),
    [(None, ["git", "install"]), ("echo git version 2.30.1", ["2.30.1", "install git 2.38"])],
)
def test_no_git_or_one_that_is_too_old_is_told(script: str | None, words: list[str], place: Path) -> None:
    bin = place.parent / "bin"
    bin.mkdir()
    if script is not None:
        (bin / "git").write_text(f"#!/bin/sh\n{script}\n")
        (bin / "git").chmod((bin / "git").stat().st_mode | stat.S_IXUSR)
        (bin / "sh").symlink_to(shutil.which("sh") or "/bin/sh")
    for command in (["list"], ["position", "scope", "support", "--as", "FRA"]):
        assert_refused(process(*command, cwd=place, PATH=str(bin)), *words)
    new = place.parent / "new"
    said = process("init", new, "--delegate", "Me <me@example.org>", cwd=place.parent, PATH=str(bin))
    assert_refused(said, *words)
    assert not new.exists()


@pytest.mark.parametrize(
    ("step", "command"),
    [
        ("hash-object", ["position", "scope", "support", "--as", "FRA"]),
        ("commit-tree", ["position", "scope", "support", "--as", "FRA"]),
        ("update-ref", ["amend", "scope", "--delete", "-m", "x", "--as", "FRA"]),
        ("commit-tree", ["status", "scope", "agreed", "--as", "XXS"]),
    ],
)
def test_a_full_disk_changes_nothing(step: str, command: list[str], place: Path) -> None:
    bin = place.parent / "bin"
    bin.mkdir()
    (bin / "git").write_text(
        f"""#!/bin/sh
for each in "$@"; do
  if [ "$each" = {step} ]; then echo "error: x: No space left on device" >&2; exit 128; fi
done
exec {shutil.which("git")} "$@"
"""
    )
    (bin / "git").chmod((bin / "git").stat().st_mode | stat.S_IXUSR)
    before = everything(place)
    said = process(*command, cwd=place, PATH=f"{bin}:{os.environ['PATH']}")
    assert said.status == 2
    assert said.error.count("\n") == 1
    assert "No space left on device; the disk is full, nothing was recorded: make room" in said.error
    assert everything(place) == before
    assert_unharmed(place)


def assert_unharmed(place: Path) -> None:
    with Repository.open(place):
        assert re.match(r"[0-9a-f]{40}", git(place, "rev-parse", "main"))
    assert git(place, "fsck", "--strict", "--no-dangling") == ""


@pytest.mark.parametrize("command", [["show"], ["amendments", "--by"], ["import"], ["--"], ["consolidate", "--style"]])
def test_a_name_of_thousands_of_letters_is_told_in_part(command: list[str], place: Path, drafter: Drafter) -> None:
    said = drafter("-C", place, *command, "x" * 5000)
    assert said.status == 2
    assert "xxx…xxx" in said.error
    assert len(said.error) < 500


def test_an_amendment_is_compared_with_its_own_base_and_revised_where_it_changes_something(
    drafter: Drafter, table: Path
) -> None:
    id = drafter("-C", table, "amendments", "--format", "json").data[0]["id"]
    assert_refused(drafter("-C", table, "diff", id, "--from", "main"), "compared with its own base", "--from")
    revise = ("revise", id, "--clause", "preamble", "-m", "x", "--as", "FRA")
    assert_refused(drafter("-C", table, *revise), f"{id} doesn't change `preamble`", "it changes critical-infra")


def test_what_is_no_text_is_no_text_of_a_clause(drafter: Drafter, table: Path, tmp_path: Path) -> None:
    (tmp_path / "two.md").write_bytes(b"words\n\xff\xfe\n")
    said = drafter("-C", table, "diff", "--no-index", tmp_path / "two.md", tmp_path / "two.md")
    assert_refused(said, "two.md:2: the file is not UTF-8; save it as UTF-8")
    merged = drafter("-C", table, "merge-driver", *[tmp_path / "two.md"] * 3, "7", "clauses/210-scope.md")
    assert_refused(merged, "clauses/210-scope.md: not UTF-8", "settle it by hand", status=1)
