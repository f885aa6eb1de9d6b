"""What counts as a record: who made it, where, in which form. What doesn't is told, and never shown as a position."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from drafter.draft.standing import Standings
from drafter.model.ids import SECRETARIAT
from drafter.model.position import Position, position_file
from drafter.model.problem import Refused
from drafter.model.record import message
from drafter.model.target import Target
from drafter.model.terms import AmendmentStatus, Stance
from drafter.store import branches, cache, log, origins, reading, recording
from drafter.store.objects import epoch_of
from drafter.store.plumbing import Entry, Object
from drafter.store.recorded import VERSION
from drafter.store.recording.commit import Draft, author, record, with_files
from drafter.store.repository import Repository
from drafter.store.verifying import verify
from tests.conftest import SIGNATORIES, acting_for, treaty_files
from tests.store.acts import CI, day, plain_git, refs, refused, reworded, table

XXS = acting_for(SECRETARIAT)
DEU, FRA, AUS = acting_for("DEU"), acting_for("FRA"), acting_for("AUS")


FORGED = "2026-03-08T20:00:00Z"
"""What is forged is dated so."""


def forge(
    repo: Repository,
    ref: str,
    files: dict[str, bytes | None],
    said: str,
    *,
    author: str = "Delegate of Germany <deu@example.org>",
    on: str | None = None,
    zone: str = "+0000",
) -> str:
    """Put a commit on a ref past all checks, as somebody with plain git would."""
    tip = refs(repo).get(ref)
    start = on or tip
    tree = with_files(repo, repo.commit(start).tree if start else None, files)
    parent, epoch = f"parent {start}\n" if start else "", epoch_of(FORGED)
    raw = f"tree {tree}\n{parent}author {author} {epoch} {zone}\ncommitter {author} {epoch} {zone}\n\n{said}"
    ran = subprocess.run(
        ["git", "-C", str(repo.root), "hash-object", "-t", "commit", "-w", "--stdin"],
        input=raw.encode(), capture_output=True, check=True,
    )  # fmt: skip
    commit = ran.stdout.decode().strip()
    plain_git(repo.root, "update-ref", ref, commit)
    return commit


def support(
    repo: Repository, code: str = "DEU", *, file_of: str | None = None, on_behalf_of: str | None = None, **changed: str
) -> dict[str, object]:
    """What a sound position on the clause `scope` would be: its file and its message, with some values changed."""
    read = reading.read(repo)
    position = Position(
        signatory=file_of or code,
        target=Target("scope"),
        text_sha256=read.treaty.by_id["scope"].text_sha256,
        commit=read.treaty.commit,
        stance=Stance.SUPPORT,
        on_behalf_of=on_behalf_of,
    )
    trailers = {
        "Drafter-Record": "position/1",
        "Treaty": read.treaty.name,
        "Signatory": code,
        "Clause": "scope",
        "Regarding": read.treaty.commit,
        "Stance": "support",
    } | changed
    said = message(f"{code} supports article 1", "", list(trailers.items())).format()
    return {"files": {"clauses/scope.toml": position_file(position).encode()}, "said": said}


def put(repo: Repository, made: dict[str, object], ref: str = "refs/heads/positions/DEU", **options: str) -> None:
    files, said = made["files"], made["said"]
    assert isinstance(files, dict)
    forge(repo, ref, files, str(said), **options)  # type: ignore[arg-type]


def test_a_position_that_follows_the_rules_counts_whoever_wrote_the_commit(treaty: Repository) -> None:
    put(treaty, support(treaty))
    read = reading.read(treaty)
    assert read.problems == ()
    assert [each.position.signatory for each in read.positions] == ["DEU"]


@pytest.mark.parametrize(
    ("author", "why"),
    [
        ("Delegate of France <fra@example.org>", "is not a delegate of DEU"),
        ("Delegate of France <deu@example.org>", "is not a delegate of DEU"),
        ("Delegate of Germany <fra@example.org>", "is not a delegate of DEU"),
    ],
)
def test_what_nobody_listed_recorded_does_not_count(treaty: Repository, author: str, why: str) -> None:
    put(treaty, support(treaty), author=author)
    read = reading.read(treaty)
    assert read.positions == ()
    (problem,) = read.problems
    assert why in problem.message
    assert problem.file == "positions/DEU:clauses/scope.toml"
    assert [each.action for each in log.acts(treaty)] == ["open"]


def test_of_what_stands_on_one_branch_only_what_its_own_delegates_recorded_counts(treaty: Repository) -> None:
    recording.position(treaty, DEU, Target("preamble"), Stance.SUPPORT, date=day(3))
    put(treaty, support(treaty), author="Delegate of France <fra@example.org>")
    read = reading.read(treaty)
    assert [each.position.target for each in read.positions] == [Target("preamble")]
    assert [each.file for each in read.problems] == ["positions/DEU:clauses/scope.toml"]


def test_a_position_in_the_name_of_another_signatory_does_not_count(treaty: Repository) -> None:
    put(treaty, support(treaty, file_of="FRA"))
    read = reading.read(treaty)
    assert read.positions == ()
    assert "in the name of FRA" in read.problems[0].message


def test_a_record_about_two_things_is_the_record_of_neither(treaty: Repository) -> None:
    made = support(treaty)
    both = str(made["said"]).replace("Clause: scope\n", "Clause: scope\nClause: depositary\n")
    put(treaty, made | {"said": both})
    read = reading.read(treaty)
    assert read.positions == ()
    assert "no record says it" in read.problems[0].message


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"Signatory": "FRA"}, "only DEU speaks"),
        ({"Stance": "oppose"}, "says something else"),
        ({"Clause": "preamble"}, "no record says it"),
        ({"Treaty": "cyber-treaty/000000000000"}, "another treaty"),
        ({"Regarding": "0" * 40}, "says something else"),
        ({"Drafter-Record": "main/1"}, "not a record of the kind position/1"),
    ],
)
def test_a_message_that_says_something_else_than_the_file_does_not_count(
    treaty: Repository, changed: dict[str, str], why: str
) -> None:
    put(treaty, support(treaty, **changed))
    read = reading.read(treaty)
    assert read.positions == ()
    assert any(why in each.message for each in read.problems)


def test_a_statement_that_is_another_one_in_the_message_than_in_the_file_does_not_count(treaty: Repository) -> None:
    made = support(treaty)
    put(treaty, {**made, "said": str(made["said"]).replace("\n\n", "\n\nAs far as our law allows.\n\n", 1)})
    read = reading.read(treaty)
    assert read.positions == ()
    assert ["says something else" in each.message for each in read.problems] == [True]


def test_a_file_that_a_commit_changes_without_saying_so_is_nobodys_record_also_where_it_was_read_before(
    treaty: Repository,
) -> None:
    put(treaty, support(treaty))
    held = reading.read(treaty).positions[0].position
    turned = position_file(held._replace(stance=Stance.OPPOSE)).encode()
    forge(treaty, "refs/heads/positions/DEU", {"clauses/scope.toml": turned}, "a note\n")
    for repo in (treaty, Repository.open(treaty.root)):
        read = reading.read(repo)
        assert read.positions == ()
        assert any("no record says it" in each.message for each in read.problems)
        repo.close()


def test_a_record_that_regards_nothing_does_not_count_though_its_file_says_so_too(treaty: Repository) -> None:
    honest, made = support(treaty), support(treaty, "FRA")
    files, regarding = made["files"], reading.read(treaty).treaty.commit
    assert isinstance(files, dict)
    nothing = {path: content.replace(regarding.encode(), b"") for path, content in files.items()}
    said = str(made["said"]).replace(f"Regarding: {regarding}\n", "")
    # The text is known by the position of Germany, which is read before.
    put(treaty, honest)
    put(
        treaty,
        {"files": nothing, "said": said},
        "refs/heads/positions/FRA",
        author="Delegate of France <fra@example.org>",
    )
    read = reading.read(treaty)
    assert [each.position.signatory for each in read.positions] == ["DEU"]
    assert any("not in its canonical form" in each.message for each in read.problems)


@pytest.mark.parametrize("mode", ["100755", "120000"])
def test_a_file_that_becomes_a_program_or_a_link_does_not_count_any_more(treaty: Repository, mode: str) -> None:
    put(treaty, support(treaty))
    assert len(reading.read(treaty).positions) == 1
    ref = "refs/heads/positions/DEU"
    tip = treaty.commit(refs(treaty)[ref])
    clauses = treaty.tree(treaty.tree(tip.tree)["clauses"].id)
    changed = treaty.git.tree({"scope.toml": Entry(mode, clauses["scope.toml"].id)})
    tree = treaty.git.tree({"clauses": Entry("40000", changed)})
    somebody = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
    made = plain_git(treaty.root, *somebody, "commit-tree", tree, "-p", tip.id, "-m", "x").strip()
    plain_git(treaty.root, "update-ref", ref, made)
    for repo in (treaty, Repository.open(treaty.root)):
        read = reading.read(repo)
        assert read.positions == ()
        assert any("not a plain file" in each.message for each in read.problems)
        repo.close()


def test_a_strange_file_does_not_make_all_of_a_branch_be_read(
    treaty: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    for stance in (Stance.SUPPORT, Stance.OPPOSE, Stance.RESERVE, Stance.ACCEPT):
        recording.position(treaty, DEU, Target("scope"), stance, date=day(3))
    put(treaty, {"files": {"notes.txt": b"?", "clauses/Scope.toml": b"?"}, "said": str(support(treaty)["said"])})
    taken: list[str] = []
    look = origins._Walk.step

    def noting(self: origins._Walk, commits: Iterator[Object]) -> None:
        some = list(commits)
        taken.extend(id for id, _, _ in some)
        look(self, iter(some))

    monkeypatch.setattr(origins._Walk, "step", noting)
    with Repository.open(treaty.root) as repo:
        (repo.common_dir / "drafter" / f"recorded-{VERSION}" / "DEU.json").unlink(missing_ok=True)
        assert [each.message for each in reading.read(repo).problems]
    assert len(taken) < 4


def test_a_file_that_is_not_canonical_does_not_count(treaty: Repository) -> None:
    made = support(treaty)
    files = made["files"]
    assert isinstance(files, dict)
    files["clauses/scope.toml"] += b"\n"
    files["notes.txt"] = b"?"
    put(treaty, made)
    read = reading.read(treaty)
    assert read.positions == ()
    assert {each.file for each in read.problems} >= {"positions/DEU:clauses/scope.toml", "positions/DEU:notes.txt"}


def test_a_commit_that_is_no_record_is_told_and_does_not_hide_the_records_before_it(treaty: Repository) -> None:
    recording.position(treaty, DEU, Target("scope"), Stance.SUPPORT, date=day(3))
    forge(treaty, "refs/heads/positions/DEU", {}, "a note\n")
    for _ in range(2):
        read = reading.read(treaty)
        assert [each.date for each in read.positions] == [day(3)]
        assert any("doesn't count" in each.message for each in read.problems)


def test_a_local_time_is_not_the_date_of_a_record(treaty: Repository) -> None:
    put(treaty, support(treaty), zone="+0200")
    assert any("not in UTC" in each.message for each in reading.read(treaty).problems)


def test_branches_of_nobody_and_of_observers_do_not_count(treaty: Repository) -> None:
    put(treaty, support(treaty), ref="refs/heads/positions/XRC")
    put(treaty, support(treaty), ref="refs/heads/positions/ZZZ")
    put(treaty, support(treaty), ref="refs/heads/positions/XXS")
    read = reading.read(treaty)
    assert read.positions == ()
    assert [each.file for each in read.problems] == ["positions/XRC", "positions/XXS", "positions/ZZZ"]


def test_a_record_of_a_delegate_who_has_left_still_counts(treaty: Repository) -> None:
    recording.position(treaty, acting_for("DEU", 1), Target("scope"), Stance.SUPPORT, date=day(3))
    without = SIGNATORIES.replace('  { name = "Adviser of Germany", email = "deu-2@example.org" },\n', "")
    put_on_main(treaty, {"signatories.toml": without.encode()}, on=5)
    read = reading.read(treaty)
    assert [each.delegate for each in read.positions] == ["Adviser of Germany"]
    assert read.problems == ()
    put(treaty, support(treaty), author="Adviser of Germany <deu-2@example.org>")
    assert reading.read(treaty).positions == ()


def test_who_has_left_was_a_delegate_from_the_first_text_that_lists_it_to_the_last(treaty: Repository) -> None:
    recording.position(treaty, acting_for("DEU", 1), Target("scope"), Stance.SUPPORT, date=day(3))
    for number, status in ((4, "provisional"), (5, "open")):
        recording.status(treaty, XXS, Target(CI), status, date=day(number))
    recording.position(treaty, acting_for("DEU", 1), Target("preamble"), Stance.SUPPORT, date=day(6))
    without = SIGNATORIES.replace('  { name = "Adviser of Germany", email = "deu-2@example.org" },\n', "")
    put_on_main(treaty, {"signatories.toml": without.encode()}, on=5)
    recording.status(treaty, XXS, Target(CI), "provisional", date=day(12))
    assert [str(each.position.target) for each in reading.read(treaty).positions] == ["preamble", "scope"]


def put_on_main(repo: Repository, files: dict[str, bytes | None], on: int) -> None:
    """Change files of main as the secretariat does by hand."""
    read = reading.read(repo)
    trailers = [("Drafter-Record", "main/1"), ("Treaty", read.treaty.name), ("Signatory", "XXS"), ("Action", "roster")]
    commit = repo.commit(read.treaty.commit)
    record(
        repo,
        Draft(
            ref="refs/heads/main",
            old=commit.id,
            tree=with_files(repo, commit.tree, files),
            parents=(commit.id,),
            message=message("Change the roster", "", trailers),
            who=XXS,
            epoch=commit.epoch + 86_400 * on,
        ),
    )


def test_commits_of_main_that_are_no_decisions_are_told_once(treaty: Repository) -> None:
    for _ in range(3):
        forge(treaty, "refs/heads/main", {}, "by hand\n")
    read = reading.read(treaty)
    (problem,) = read.problems
    assert problem.message.startswith("3 commits of main are not on record as decisions")
    assert problem.severity == "warning"


def test_a_delegation_decides_nothing_on_main(treaty: Repository) -> None:
    table(treaty, "FRA", "refrain", "abstain", id="000001")
    read = reading.read(treaty)
    trailers = [("Drafter-Record", "main/1"), ("Treaty", read.treaty.name), ("Signatory", "XXS")]
    trailers += [("Amendment", "FRA-000001"), ("Action", "status"), ("Status", "deferred")]
    said = message("Mark FRA-000001 as deferred", "", trailers).format()
    forge(treaty, "refs/heads/main", {}, said, author="Delegate of France <fra@example.org>")
    assert reading.read(treaty).by_id["FRA-000001"].status is AmendmentStatus.TABLED


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({"signatories.toml": b"x"}, "it changes signatories.toml, and an amendment changes clauses only"),
        ({f"clauses/310-{CI}.md": b"---\nkind: article\n"}, "the front matter is not closed"),
        ({f"clauses/310-{CI}.md": treaty_files()["clauses/210-scope.md"]}, "say another text than its tree"),
        ({"clauses/other.txt": b"x"}, "not the name of a clause file"),
        (
            {"clauses/210-scope.md": None, "clauses/900-scope.md": treaty_files()["clauses/210-scope.md"]},
            "it moves the clause to another place in the treaty, which an amendment can't",
        ),
    ],
)
def test_an_amendment_whose_tree_breaks_the_rules_does_not_count(
    treaty: Repository, files: dict[str, bytes | None], why: str
) -> None:
    act = table(treaty, "FRA", "refrain", "abstain", id="000001")
    said = plain_git(treaty.root, "log", "-1", "--format=%B", act.commit).rstrip("\n") + "\n"
    main, author = refs(treaty)["refs/heads/main"], "Delegate of France <fra@example.org>"
    forge(treaty, act.ref, files, said, author=author, on=main)
    read = reading.read(treaty)
    assert read.amendments == ()
    (problem,) = read.problems
    assert why in problem.message


@pytest.mark.parametrize(
    ("withdrawn", "act", "takes_out", "on", "why"),
    [
        (False, "revise", "Regarding", 3, "it doesn't say on which text it stands"),
        (False, "withdraw", "", 3, "its withdrawal changes the text"),
        (True, "revise", "", 3, "something follows its withdrawal"),
        (False, "revise", "", 9, "what follows it is dated before it"),
    ],
)
def test_an_amendment_with_a_record_that_does_not_fit_behind_the_one_before_does_not_count(
    treaty: Repository, withdrawn: bool, act: str, takes_out: str, on: int, why: str
) -> None:
    tabled = table(treaty, "FRA", "refrain", "abstain", id="000001", on=on)
    text = {f"clauses/310-{CI}.md": treaty_files()[f"clauses/310-{CI}.md"].replace(b"refrain", b"never")}
    revised = recording.revise(treaty, FRA, "FRA-000001", reworded(treaty, "refrain", "never"), "x", date=day(on))
    plain_git(treaty.root, "update-ref", tabled.ref, tabled.commit)
    gone = recording.withdraw(treaty, FRA, "FRA-000001", "x", date=day(on))
    lines = plain_git(treaty.root, "log", "-1", "--format=%B", (revised if act == "revise" else gone).commit)
    said = (
        "".join(line for line in lines.rstrip("\n").splitlines(True) if not takes_out or takes_out not in line) + "\n"
    )
    plain_git(treaty.root, "update-ref", tabled.ref, gone.commit if withdrawn else tabled.commit)
    assert [each.id for each in reading.read(treaty).amendments] == ["FRA-000001"]
    forge(treaty, tabled.ref, text, said, author="Delegate of France <fra@example.org>")
    read = reading.read(treaty)
    assert read.amendments == ()
    assert [why in each.message for each in read.problems] == [True]


def test_what_changes_an_amendment_counts_as_long_as_that_does_and_it_says_which(treaty: Repository) -> None:
    parent = table(treaty, "FRA", "refrain", "abstain", id="000001")
    sub = reading.read(treaty).by_id["FRA-000001"].changes[0].after
    assert sub is not None
    proposed = {CI: sub.with_body(sub.body.replace("abstain", "always abstain"))}
    act = recording.amend(treaty, DEU, proposed, "x", to="FRA-000001", id="DEU-000001", date=day(4))
    assert {each.id for each in reading.read(treaty).amendments} == {"FRA-000001", "DEU-000001"}
    tree = treaty.commit(act.commit).tree
    said = plain_git(treaty.root, "log", "-1", "--format=%B", act.commit).rstrip("\n") + "\n"
    unnamed = said.replace("Amendment: FRA-000001\n", "")
    assert unnamed != said
    clauses = {f"clauses/310-{CI}.md": proposed[CI].source.encode()}
    made = forge(treaty, act.ref, clauses, unnamed, on=parent.commit)
    assert treaty.commit(made).tree == tree
    read = reading.read(treaty)
    assert [each.id for each in read.amendments] == ["FRA-000001"]
    assert "is not a commit of main, nor of the amendment that it changes" in read.problems[0].message
    plain_git(treaty.root, "update-ref", act.ref, act.commit)
    forge(treaty, parent.ref, {}, "a note\n")
    read = reading.read(treaty)
    assert read.amendments == ()
    assert any("it changes FRA-000001, which doesn't count" in each.message for each in read.problems)


def test_an_amendment_on_the_branch_of_another_does_not_count(treaty: Repository) -> None:
    act = table(treaty, "FRA", "refrain", "abstain", id="000001")
    plain_git(treaty.root, "update-ref", "refs/heads/amendments/FRA-000002", act.commit)
    plain_git(treaty.root, "update-ref", "refs/heads/amendments/DEU-000001", act.commit)
    plain_git(treaty.root, "update-ref", "refs/heads/amendments/notes", act.commit)
    read = reading.read(treaty)
    assert [each.id for each in read.amendments] == ["FRA-000001"]
    assert [each.file for each in read.problems] == [
        "amendments/notes", "amendments/DEU-000001", "amendments/FRA-000002",
    ]  # fmt: skip


def test_what_follows_an_adoption_is_not_what_was_adopted(treaty: Repository) -> None:
    act = table(treaty, "FRA", "refrain", "abstain", id="000001")
    later = recording.revise(treaty, FRA, "FRA-000001", reworded(treaty, "refrain", "never"), "x", date=day(4))
    plain_git(treaty.root, "update-ref", act.ref, act.commit)
    recording.adopt(treaty, XXS, ["FRA-000001"], date=day(5))
    plain_git(treaty.root, "update-ref", act.ref, later.commit)
    read = reading.read(treaty)
    amendment = read.by_id["FRA-000001"]
    assert amendment.commit == act.commit
    assert amendment.status is AmendmentStatus.ACCEPTED
    assert "was adopted without it" in read.problems[0].message


def test_a_tag_of_somebody_else_is_no_issue(treaty: Repository) -> None:
    recording.issue(treaty, XXS, "Rev.1", date=day(3))
    plain_git(treaty.root, "tag", "light", "main")
    plain_git(treaty.root, "-c", "user.name=a", "-c", "user.email=a@b", "tag", "-a", "-m", "mine", "mine", "main")
    plain_git(treaty.root, "update-ref", "refs/tags/Rev.2", refs(treaty)["refs/tags/Rev.1"])
    read = reading.read(treaty)
    assert [each.name for each in read.issues] == ["Rev.1"]
    (problem,) = read.problems
    assert problem.file == "tags/Rev.2"


def test_replaced_objects_are_not_followed(treaty: Repository) -> None:
    read = reading.read(treaty)
    blob = plain_git(treaty.root, "rev-parse", "main:clauses/210-scope.md").strip()
    other = treaty.git.blob(treaty_files()["clauses/210-scope.md"].replace(b"all States", b"no State"))
    plain_git(treaty.root, "replace", blob, other)
    with Repository.open(treaty.root) as repo:
        assert reading.read(repo).treaty == read.treaty


def kept(repo: Repository, code: str = "DEU") -> Path:
    return repo.git_dir / "drafter" / f"recorded-{VERSION}" / f"{code}.json"


def what_is_kept(repo: Repository, code: str = "DEU") -> Any:
    return cache.load(kept(repo, code))


def fresh(repo: Repository) -> tuple[object, object]:
    """What is read with nothing remembered."""
    kept(repo).unlink(missing_ok=True)
    with Repository.open(repo.root) as again:
        read = reading.read(again)
        return read.positions, read.problems


def test_what_is_kept_of_who_recorded_what_never_changes_what_is_read(treaty: Repository) -> None:
    targets = [Target("scope"), Target(CI, "1"), Target(CI), Target("preamble")]
    for number, target in enumerate([*targets, *targets[:2]], 3):
        stance = Stance.OPPOSE if number > 6 else Stance.SUPPORT
        recording.position(treaty, acting_for("DEU", number % 2), target, stance, date=day(number))
        read = reading.read(treaty)
        assert (read.positions, read.problems) == fresh(treaty)
    assert what_is_kept(treaty)["tip"] == refs(treaty)["refs/heads/positions/DEU"]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"treaty": 1}', b"\xff", b'{"treaty": "x", "tip": ""}'])
def test_a_broken_file_of_what_is_kept_costs_nothing_but_time(treaty: Repository, content: bytes) -> None:
    recording.position(treaty, DEU, Target("scope"), Stance.SUPPORT, date=day(3))
    read = reading.read(treaty)
    kept(treaty).write_bytes(content)
    with Repository.open(treaty.root) as again:
        assert reading.read(again) == read
    assert what_is_kept(treaty)["who"] == [0]


def test_no_damaged_byte_of_what_is_kept_makes_another_position(treaty: Repository) -> None:
    recording.position(treaty, DEU, Target("scope"), Stance.SUPPORT, statement="All States, always.", date=day(3))
    read = reading.read(treaty)
    whole = kept(treaty).read_bytes()
    for said, other in ((b"support", b"oppose"), (b"always", b"no way"), (b"-03T", b"-04T"), (b"scope", b"annex")):
        assert said in whole
        kept(treaty).write_bytes(whole.replace(said, other))
        with Repository.open(treaty.root) as again:
            assert reading.read(again) == read


def test_what_is_kept_of_another_signatory_or_tip_is_not_believed(treaty: Repository) -> None:
    recording.position(treaty, DEU, Target("scope"), Stance.SUPPORT, date=day(3))
    recording.position(treaty, FRA, Target("scope"), Stance.OPPOSE, date=day(3))
    read = reading.read(treaty)
    kept(treaty, "FRA").write_bytes(kept(treaty).read_bytes())
    with Repository.open(treaty.root) as again:
        assert reading.read(again) == read


def test_a_branch_that_was_rewound_is_read_anew(treaty: Repository) -> None:
    first = recording.position(treaty, DEU, Target("scope"), Stance.SUPPORT, date=day(3))
    recording.position(treaty, DEU, Target("scope"), Stance.OPPOSE, date=day(4))
    reading.read(treaty)
    plain_git(treaty.root, "update-ref", "refs/heads/positions/DEU", first.commit)
    read = reading.read(treaty)
    assert [(each.commit, each.position.stance) for each in read.positions] == [(first.commit, Stance.SUPPORT)]
    assert read.problems == ()


def test_two_lines_of_one_delegation_that_were_joined_are_both_read(treaty: Repository) -> None:
    ref = "refs/heads/positions/DEU"
    first = recording.position(treaty, DEU, Target("scope"), Stance.SUPPORT, date=day(3))
    ours = recording.position(treaty, DEU, Target("scope"), Stance.OPPOSE, date=day(4))
    plain_git(treaty.root, "update-ref", ref, first.commit)
    theirs = recording.position(treaty, DEU, Target("preamble"), Stance.ACCEPT, date=day(5))
    tree = plain_git(treaty.root, "merge-tree", "--write-tree", ours.commit, theirs.commit).strip()
    for kept_at in (None, ours.commit, theirs.commit):
        plain_git(treaty.root, "update-ref", ref, kept_at or first.commit)
        reading.read(treaty)
        if kept_at is None:
            kept(treaty).unlink()
        joined = plain_git(
            treaty.root, "-c", "user.name=a", "-c", "user.email=a@b",
            "commit-tree", tree, "-p", ours.commit, "-p", theirs.commit, "-m", "x",
        ).strip()  # fmt: skip
        plain_git(treaty.root, "update-ref", ref, joined)
        read = reading.read(treaty)
        assert {(str(each.position.target), each.commit) for each in read.positions} == {
            ("scope", ours.commit),
            ("preamble", theirs.commit),
        }


def test_nobody_speaks_for_a_group_but_its_spokesperson(treaty: Repository) -> None:
    put(treaty, support(treaty, on_behalf_of="EU"))
    read = reading.read(treaty)
    assert read.positions == ()
    assert any("only EUE speaks on behalf of EU" in each.message for each in read.problems)


def test_who_spoke_for_a_group_has_spoken_when_another_one_speaks_for_it(treaty: Repository) -> None:
    target = Target("scope")
    recording.position(treaty, acting_for("EUE"), target, Stance.OPPOSE, on_behalf_of="EU", date=day(3))
    turned = SIGNATORIES.replace('spokesperson = "EUE"', 'spokesperson = "FRA"').encode()
    recording.roster(treaty, XXS, lambda _: turned, "France speaks for the group", date=day(4))
    read = reading.read(treaty)
    assert read.problems == ()
    standings = Standings(read)
    assert {code: held.stance for code, held in standings.groups(target).items()} == {"EU": Stance.OPPOSE}
    assert standings.of("DEU", target).stance is Stance.OPPOSE
    recording.position(treaty, FRA, target, Stance.ACCEPT, on_behalf_of="EU", date=day(5))
    assert Standings(reading.read(treaty)).groups(target)["EU"].stance is Stance.ACCEPT


@pytest.mark.parametrize(
    ("since", "until", "counts"),
    [(day(4), day(5), False), (day(10), day(11), False), (day(4), day(10), True), (day(4), FORGED, True)],
)
def test_who_speaks_for_a_group_for_a_while_has_spoken_for_it_then_and_not_before_or_after(
    treaty: Repository, since: str, until: str, counts: bool
) -> None:
    by_hand = support(treaty, "FRA", on_behalf_of="EU")
    put(treaty, by_hand, "refs/heads/positions/FRA", author="Delegate of France <fra@example.org>")
    for code, date in (("FRA", since), ("DEU", until)):
        speaks = SIGNATORIES.replace('spokesperson = "EUE"', f'spokesperson = "{code}"').encode()
        recording.roster(treaty, XXS, lambda _, speaks=speaks: speaks, f"{code} speaks for the group", date=date)
    read = reading.read(treaty)
    assert [each.position.on_behalf_of for each in read.positions] == (["EU"] if counts else [])
    assert any("only DEU speaks on behalf of EU" in each.message for each in read.problems) is not counts


def test_where_signatures_are_required_an_unsigned_record_does_not_count(
    found_treaty: Callable[..., Repository], key: Path
) -> None:
    repo = found_treaty()
    recording.position(repo, FRA, Target("scope"), Stance.SUPPORT, date=day(3))
    signing = acting_for("DEU", key=str(key))
    recording.position(repo, signing, Target("scope"), Stance.SUPPORT, date=day(3))
    recording.amend(repo, signing, reworded(repo, "refrain", "abstain"), "x", id="DEU-000001", date=day(3))
    read = reading.read(repo)
    assert [(each.position.signatory, each.signed) for each in read.positions] == [("DEU", True), ("FRA", False)]
    assert read.amendments[0].signed
    required = SIGNATORIES.replace('signatures = "optional"', 'signatures = "required"')
    put_on_main(repo, {"signatories.toml": required.encode()}, on=5)
    read = reading.read(repo)
    assert [each.position.signatory for each in read.positions] == ["DEU"]
    assert [each.id for each in read.amendments] == ["DEU-000001"]
    assert any("requires signatures" in each.message for each in read.problems)
    again = acting_for("FRA", key=str(key))
    recording.position(repo, again, Target("scope"), Stance.SUPPORT, date=day(8))
    assert [each.position.signatory for each in reading.read(repo).positions] == ["DEU", "FRA"]
    with refused(repo, "on record already"):
        recording.position(repo, again, Target("scope"), Stance.SUPPORT, date=day(9))


def test_plain_git_verifies_what_was_signed(treaty: Repository, key: Path, tmp_path: Path) -> None:
    act = recording.position(treaty, acting_for("DEU", key=str(key)), Target("scope"), Stance.SUPPORT, date=day(3))
    assert act.signed
    recording.issue(treaty, acting_for(SECRETARIAT, key=str(key)), "Rev.1", date=day(4))
    public = key.with_name("key.pub").read_text().strip()
    signers = tmp_path / "signers"
    signers.write_text(f"deu@example.org {public}\nsecretariat@example.org {public}\n")
    settings = ("-c", "gpg.format=ssh", "-c", f"gpg.ssh.allowedSignersFile={signers}")
    plain_git(treaty.root, *settings, "verify-commit", act.commit)
    plain_git(treaty.root, *settings, "verify-tag", "Rev.1")
    assert [each.name for each in reading.read(treaty).issues] == ["Rev.1"]


def test_a_key_that_asks_for_a_passphrase_does_not_ask_on_the_terminal(treaty: Repository, tmp_path: Path) -> None:

    place = tmp_path / "locked"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "secret", "-f", str(place)], check=True)
    os.environ.pop("SSH_AUTH_SOCK", None)
    with pytest.raises(Refused, match="nothing was recorded"):
        recording.position(treaty, acting_for("DEU", key=str(place)), Target("scope"), Stance.SUPPORT)
    assert "refs/heads/positions/DEU" not in refs(treaty)


@pytest.mark.parametrize("before", [True, False])
def test_a_branch_that_unfolds_without_end_is_named_and_keeps_nobody_from_reading_the_others(
    treaty: Repository, before: bool
) -> None:
    recording.position(treaty, AUS, Target("scope"), Stance.OPPOSE, date=day(3))
    held = recording.position(treaty, DEU, Target("scope"), Stance.SUPPORT, date=day(3)).commit if before else ""
    tree = treaty.git.tree({"file.toml": Entry("100644", treaty.git.blob(b"x"))})
    for _ in range(2):
        tree = treaty.git.tree({f"n{nth:03}": Entry("40000", tree) for nth in range(500)})
    on = ("-p", held) if held else ()
    commit = treaty.git.run("commit-tree", tree, *on, "-m", "x", environment=author(DEU, 0)).decode().strip()
    plain_git(treaty.root, "update-ref", "refs/heads/positions/DEU", commit)
    for _ in range(2):
        # What was read first is remembered.
        with Repository.open(treaty.root) as again:
            read = reading.read(again)
        assert {each.position.signatory for each in read.positions} == ({"AUS", "DEU"} if before else {"AUS"})
        (problem,) = (each for each in read.problems if "holds more than" in each.message)
        assert problem.file == "positions/DEU"
        assert problem.message.startswith(f"what came after the commit {held[:12]}" if before else "what is on it")
    with Repository.open(treaty.root) as again:
        assert {each.ref for each in verify(again).problems} == {"refs/heads/positions/DEU"}


@pytest.mark.parametrize("most", [0, 1, 2, 5])
def test_of_more_records_than_anybody_makes_each_counts_that_is_sound(
    treaty: Repository, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """Too many files make a branch doubted, not silent: what verifies is shown, however much it is."""
    monkeypatch.setattr(branches, "MOST_FILES", most)
    for target in ("scope", "critical-infrastructure"):
        recording.position(treaty, DEU, Target(target), Stance.SUPPORT, date=day(3))
    for _ in range(2):
        # What was read first is remembered.
        with Repository.open(treaty.root) as again:
            read = reading.read(again)
        assert {each.position.target.clause for each in read.positions} == {"scope", "critical-infrastructure"}
        assert read.problems == ()


def test_of_very_many_files_that_are_no_positions_not_each_is_told(treaty: Repository) -> None:
    tree = treaty.git.tree({f"n{nth:04}.toml": Entry("100644", treaty.git.blob(b"x")) for nth in range(3000)})
    commit = treaty.git.run("commit-tree", tree, "-m", "x", environment=author(DEU, 0)).decode().strip()
    plain_git(treaty.root, "update-ref", "refs/heads/positions/DEU", commit)
    problems = reading.read(treaty).problems
    assert len(problems) < 200
    assert any("2900 more positions of DEU don't count" in each.message for each in problems)
