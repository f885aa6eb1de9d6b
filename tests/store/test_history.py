"""Main's history as decisions."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from drafter.model.clause import compose_clause
from drafter.model.ids import SECRETARIAT
from drafter.model.problem import Refused
from drafter.model.target import Target
from drafter.model.terms import Kind
from drafter.store import reading, recording
from drafter.store.history import history
from drafter.store.repository import Repository
from tests.conftest import acting_for
from tests.store.acts import CI, clause, day, plain_git, reworded, table

XXS = acting_for(SECRETARIAT)


def commit_by_hand(repo: Repository, path: str, content: str, message: str = "fix typo", who: str = "A Person") -> str:
    """Somebody commits a file on main with plain git."""
    (repo.root / path).write_text(content)
    plain_git(repo.root, "add", path)
    identity = ("-c", f"user.name={who}", "-c", "user.email=person@example.org")
    plain_git(repo.root, *identity, "commit", "-q", "-m", message)
    return plain_git(repo.root, "rev-parse", "HEAD").strip()


def test_the_history_begins_with_the_opening_text(treaty: Repository) -> None:
    (opening,) = history(treaty)
    assert opening.opening
    assert opening.act is not None
    assert [change.clause for change in opening.changes] == ["preamble", "scope", CI, "depositary"]
    assert all(change.before is None for change in opening.changes)


def test_an_adoption_has_its_amendments_as_their_branches_stood(treaty: Repository) -> None:
    table(treaty, "FRA", "refrain from", "never conduct", id="000001", on=3)
    table(treaty, "DEU", "critical infrastructure", "hospitals", id="000001", on=4)
    adopted = recording.adopt(treaty, XXS, ["DEU-000001", "FRA-000001"], accept_near=True, date=day(5))
    _, adoption = history(treaty)
    assert adoption.commit == adopted.commit
    assert [each.id for each in adoption.adopted] == ["DEU-000001", "FRA-000001"]
    assert [each.tabled for each in adoption.adopted] == [day(4), day(3)]
    assert adoption.missing == ()
    assert adoption.editorial == ()
    change = adoption.change(CI)
    assert change is not None
    assert change.after == clause(treaty)
    assert "never conduct cyber operations that damage hospitals" in clause(treaty).body


def test_a_sub_amendment_stands_behind_its_parent_in_an_adoption(treaty: Repository) -> None:
    table(treaty, "FRA", "refrain from", "never conduct", id="000001")
    parent = reading.read(treaty).by_id["FRA-000001"].changes[0].after
    assert parent is not None
    sub = {CI: parent.with_body(parent.body.replace("never conduct", "never knowingly conduct"))}
    recording.amend(treaty, acting_for("DEU"), sub, "", to="FRA-000001", id="DEU-000001", date=day(4))
    recording.adopt(treaty, XXS, ["DEU-000001", "FRA-000001"], date=day(5))
    assert [each.id for each in history(treaty)[-1].adopted] == ["FRA-000001", "DEU-000001"]


def test_the_history_of_a_clause_leaves_the_others_out(treaty: Repository) -> None:
    table(treaty, "FRA", "all States", "every State", id="000001", clause="scope")
    recording.adopt(treaty, XXS, ["FRA-000001"], date=day(4))
    table(treaty, "FRA", "refrain from", "never conduct", id="000002", on=5)
    recording.adopt(treaty, XXS, ["FRA-000002"], date=day(6))
    recording.status(treaty, XXS, Target(CI), "provisional", date=day(7))
    assert [each.act.action for each in history(treaty, clause="scope") if each.act] == ["open", "adopt"]
    assert [each.act.action for each in history(treaty, clause=CI) if each.act] == ["open", "adopt", "status"]
    assert all({change.clause for change in each.changes} == {CI} for each in history(treaty, clause=CI))


def test_a_clause_whose_id_ends_in_another_ones_is_another_clause(found_treaty: Callable[..., Repository]) -> None:
    repo = found_treaty()
    extra = compose_clause("territorial-scope", "220", kind=Kind.ARTICLE, number="1 bis", body="Text.\n")
    commit_by_hand(repo, extra.path, extra.source)
    assert len(history(repo, clause="scope")) == 1
    assert len(history(repo, clause="territorial-scope")) == 1


def test_a_clause_is_followed_by_its_id_when_its_place_in_the_order_changes(treaty: Repository) -> None:
    plain_git(treaty.root, "mv", "clauses/210-scope.md", "clauses/999-scope.md")
    moved = compose_clause("scope", "999", kind=Kind.ARTICLE, number="1", heading="Scope", body="It applies.\n")
    commit_by_hand(treaty, moved.path, moved.source)
    opening, second = history(treaty, clause="scope")
    change = second.change("scope")
    assert change is not None
    assert change.before is not None
    assert opening.changes[0].after == change.before
    assert (change.before.order, change.after.order if change.after else "") == ("210", "999")


def test_a_plain_commit_on_main_is_named_with_why_it_is_no_decision(treaty: Repository) -> None:
    body = clause(treaty).source.replace("critical", "vital")
    made = commit_by_hand(treaty, clause(treaty).path, body)
    rogue = history(treaty)[-1]
    assert rogue.commit == made
    assert rogue.act is None
    assert rogue.flaw
    assert (rogue.subject, rogue.author) == ("fix typo", "A Person")
    assert rogue.change(CI) is not None


def test_a_commit_that_only_claims_to_be_the_secretariats_does_not_count(treaty: Repository) -> None:
    table(treaty, "FRA", "refrain from", "never conduct", id="000001")
    adopted = recording.adopt(treaty, XXS, ["FRA-000001"], date=day(5))
    message = plain_git(treaty.root, "log", "-1", "--format=%B", adopted.commit).strip() + "\n"
    made = commit_by_hand(treaty, clause(treaty).path, clause(treaty).source.replace("damage", "harm"), message)
    rogue = history(treaty)[-1]
    assert (rogue.commit, rogue.act) == (made, None)


def test_a_file_that_could_not_be_read_for_a_while_is_left_out_of_the_history(treaty: Repository) -> None:
    sound = clause(treaty)
    commit_by_hand(treaty, sound.path, "no front matter\n")
    commit_by_hand(treaty, sound.path, sound.source.replace("critical", "vital"), "mend it")
    opening, broken, mended = history(treaty)
    assert broken.changes == ()
    change = mended.change(CI)
    assert change is not None
    assert change.before == opening.change(CI).after == sound  # type: ignore[union-attr]


def test_since_and_until_limit_the_history(treaty: Repository) -> None:
    acts = []
    for number, (old, new) in enumerate([("refrain from", "never conduct"), ("damage", "harm")], 1):
        table(treaty, "FRA", old, new, id=f"00000{number}", on=2 * number + 1)
        acts.append(recording.adopt(treaty, XXS, [f"FRA-00000{number}"], accept_near=True, date=day(2 * number + 2)))
    opening, first, second = history(treaty)
    assert [each.commit for each in (first, second)] == [each.commit for each in acts]
    assert history(treaty, since=first.commit) == (second,)
    assert history(treaty, until=first.commit) == (opening, first)
    assert history(treaty, since=first.commit, until=first.commit) == ()
    assert history(treaty, clause=CI, since=opening.commit, until=first.commit)[0].commit == first.commit
    with pytest.raises(Refused, match="comes after"):
        history(treaty, since=second.commit, until=first.commit)
    with pytest.raises(Refused, match="not a commit of main"):
        history(treaty, since="0" * 40)


def test_an_adoption_that_joins_no_branch_of_its_amendment_says_which_is_missing(treaty: Repository) -> None:
    table(treaty, "FRA", "refrain from", "never conduct", id="000001")
    amended = clause(treaty).with_body(clause(treaty).body.replace("refrain from", "never conduct"))
    name = reading.read(treaty).treaty.name
    message = (
        "Adopt FRA-000001\n\n"
        f"Drafter-Record: main/1\nTreaty: {name}\nSignatory: XXS\nAmendment: FRA-000001\nClause: {CI}\n"
        f"Text-SHA256: {CI} {amended.text_sha256}\nAction: adopt\n"
    )
    delegate = XXS.delegate
    (treaty.root / amended.path).write_text(amended.source)
    plain_git(treaty.root, "add", ".")
    plain_git(
        treaty.root,
        "-c",
        f"user.name={delegate.name}",
        "-c",
        f"user.email={delegate.email}",
        "commit",
        "-q",
        "--date=2026-03-05T09:00:00Z",
        "-m",
        message,
    )
    last = history(treaty)[-1]
    assert last.adopted == ()
    assert last.missing == ("FRA-000001",) or last.act is None


def test_reading_the_history_starts_a_bounded_number_of_git_processes(
    treaty: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 7):
        old, new = ("harm", "damage") if number % 2 == 0 else ("damage", "harm")
        recording.amend(
            treaty, acting_for("FRA"), reworded(treaty, old, new), "", id=f"FRA-00000{number}", date=day(2 * number + 1)
        )
        recording.adopt(treaty, XXS, [f"FRA-00000{number}"], date=day(2 * number + 2))
    with Repository.open(treaty.root) as fresh:
        started: list[tuple[str, ...]] = []
        start = fresh.git._start
        monkeypatch.setattr(
            fresh.git, "_start", lambda arguments, *a, **k: started.append(arguments) or start(arguments, *a, **k)
        )
        assert len(history(fresh, clause=CI)) == 7
        assert len(started) <= 4, started
