"""Every changed word between two texts has a decision behind it, or is named as having none."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings

from drafter.draft.account import Account, account
from drafter.draft.origin import Blamed, blame
from drafter.model.amendment import Amendment, Change, Version
from drafter.model.clause import Clause, compose_clause, parse_clause
from drafter.model.decision import Decision
from drafter.model.ids import SECRETARIAT
from drafter.model.negotiation import Act
from drafter.model.target import Target
from drafter.model.terms import AmendmentStatus, Kind
from drafter.model.treaty import Treaty
from drafter.store import reading, recording
from drafter.store.history import history
from drafter.store.repository import Repository
from drafter.text.tokens import tokens
from tests.conftest import acting_for, roster
from tests.store.acts import CI, clause, day, plain_git, reworded, table
from tests.store.test_history import commit_by_hand
from tests.text import descents

XXS = acting_for(SECRETARIAT)


def accounted(repo: Repository) -> Account:
    """Everything since the opening."""
    opening = history(repo)[0].commit
    since = reading.read(repo, opening).treaty
    return in_their_place(since, account(since, reading.read(repo).treaty, history(repo, since=opening)))


def in_their_place(older: Treaty, found: Account) -> Account:
    """Check that the words which a change takes stand where it says, in the order of the text, and give the account."""
    place: dict[str, int] = {}
    for each in found.changes:
        if each.part in ("heading", "text"):
            known = older.by_id.get(each.clause)
            taken = tokens(known.text)[each.start : each.end] if known is not None else ()
            # Line ends at the beginning of a body are one token with those behind the heading.
            assert "".join(taken).split() == ([] if each.change == "moved" else each.old.split())
            assert place.get(each.clause, 0) <= each.start
            place[each.clause] = each.end
    return found


def blamed(repo: Repository, id: str = CI, label: str = "") -> tuple[Blamed, ...]:
    return blame(history(repo, clause=id), id, label)


def words(found: Account) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """What changed, and the amendments or the kind of what is behind it."""
    return [
        (each.part, each.old, each.new, each.origins[0].amendments or (each.origins[0].kind,))
        for each in found.changes
        if (each.old + each.new).strip()
    ]


def recorded_by_hand(
    repo: Repository, changed: Sequence[Clause], action: str, trailers: Sequence[str] = (), parents: Sequence[str] = ()
) -> str:
    """The secretariat writes a record of its own with plain git: a well-formed one, with whatever text."""
    for each in changed:
        (repo.root / each.path).write_text(each.source)
    plain_git(repo.root, "add", "-A")
    tree = plain_git(repo.root, "write-tree").strip()
    order = ["Amendment", "Clause", "Text-SHA256", "Action", "Status", "Editorial-change"]
    listed = [*trailers, *(f"Clause: {each.id}" for each in changed), f"Action: {action}"]
    listed += [f"Text-SHA256: {each.id} {each.text_sha256}" for each in changed if action != "status"]
    listed.sort(key=lambda line: order.index(line.partition(":")[0]))
    head = ["Drafter-Record: main/1", f"Treaty: {reading.read(repo).treaty.name}", "Signatory: XXS"]
    message = f"A record\n\n{chr(10).join([*head, *listed])}\n"
    who = XXS.delegate
    identity = ("-c", f"user.name={who.name}", "-c", f"user.email={who.email}")
    joined = [argument for parent in ("refs/heads/main", *parents) for argument in ("-p", parent)]
    plain_git(repo.root, "config", "user.name", who.name)
    plain_git(repo.root, "config", "user.email", who.email)
    file = repo.root.parent / "message"
    file.write_text(message)
    made = plain_git(repo.root, *identity, "commit-tree", tree, *joined, "-F", str(file)).strip()
    plain_git(repo.root, "update-ref", "refs/heads/main", made)
    return made


@pytest.fixture(autouse=True)
def in_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    """Records are dated in UTC, those made by hand too; after everything else."""
    monkeypatch.setenv("TZ", "UTC")
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_DATE", "2026-03-30T09:00:00Z")


def test_every_word_of_an_adoption_is_that_of_its_amendment(treaty: Repository) -> None:
    table(treaty, "FRA", "refrain from", "not conduct or knowingly support", id="000001")
    table(treaty, "DEU", "critical ", "", id="000002")
    recording.adopt(treaty, XXS, ["FRA-000001", "DEU-000002"], accept_near=True, date=day(5))
    found = accounted(treaty)
    assert words(found) == [
        ("text", "refrain from", "not conduct or knowingly support", ("FRA-000001",)),
        ("text", "critical ", "", ("DEU-000002",)),
    ]
    assert [each.change for each in found.changes] == ["replaced", "deleted"]
    assert found.unattributed == found.unrecorded == ()


def test_each_of_several_deletions_is_told(treaty: Repository) -> None:
    table(treaty, "FRA", "cyber ", "", id="000001")
    table(treaty, "DEU", "critical ", "", id="000002")
    table(treaty, "AUS", " without undue delay", "", id="000003")
    recording.adopt(treaty, XXS, ["FRA-000001", "DEU-000002", "AUS-000003"], accept_near=True, date=day(5))
    assert [(each.old, each.new, each.change) for each in accounted(treaty).changes] == [
        ("cyber ", "", "deleted"),
        ("critical ", "", "deleted"),
        (" without undue delay", "", "deleted"),
    ]


def test_blame_names_amendment_signatory_and_dates(treaty: Repository) -> None:
    table(treaty, "FRA", "refrain from", "not conduct or knowingly support", id="000001")
    adopted = recording.adopt(treaty, XXS, ["FRA-000001"], date=day(5))
    found = {each.text: each.origin for each in blamed(treaty)}
    origin = found["not conduct or knowingly support"]
    assert (origin.kind, origin.signatory, origin.amendments) == ("amendment", "FRA", ("FRA-000001",))
    assert (origin.commit, origin.date, origin.tabled) == (adopted.commit, day(5), day(3))
    assert origin.delegate == "Delegate of France"
    assert found["1. States shall "].kind == "original"
    assert "".join(each.text for each in blamed(treaty) if each.part == "text") == clause(treaty).body
    assert "".join(each.text for each in blamed(treaty) if each.part == "heading") == clause(treaty).heading


def test_blame_of_a_provision_is_that_of_its_words_only(treaty: Repository) -> None:
    table(treaty, "FRA", "a point", "one or more points", id="000001")
    recording.adopt(treaty, XXS, ["FRA-000001"], date=day(5))
    found = blamed(treaty, CI, "2.a")
    assert "".join(each.text for each in found) == "(a) designate one or more points of contact;"
    assert [each.origin.signatory for each in found] == ["XXS", "FRA", "XXS"]
    assert blamed(treaty, CI, "9") == ()


def test_adopted_as_modified_the_added_words_are_a_declared_editorial_change(treaty: Repository) -> None:
    table(treaty, "FRA", "refrain from", "not conduct or knowingly support", id="000001")
    body = clause(treaty).body.replace("refrain from", "not conduct, instigate or knowingly support")
    modified = {CI: clause(treaty).with_body(body)}
    adopted = recording.adopt(treaty, XXS, ["FRA-000001"], as_modified=modified, date=day(5))
    found = accounted(treaty)
    assert found.unattributed == ()
    assert ("text", "", ", instigate", ("editorial",)) in words(found)
    by_word = {each.text: each.origin for each in blamed(treaty)}
    assert by_word[", instigate"].kind == "editorial"
    assert by_word[", instigate"].signatory == "XXS"
    assert by_word[", instigate"].commit == adopted.commit
    assert by_word[" or knowingly support"].amendments == ("FRA-000001",)


def test_a_status_that_the_secretariat_set_is_accounted_for(treaty: Repository) -> None:
    recording.status(treaty, XXS, Target(CI), "provisional", date=day(5))
    (change,) = accounted(treaty).changes
    assert (change.part, change.change, change.old, change.new) == ("status", "changed", "open", "provisional")
    assert change.origins[0].kind == "decision"


def test_a_clause_reopened_by_an_adoption_is_accounted_for(treaty: Repository) -> None:
    table(treaty, "FRA", "is the Depositary", "shall be the Depositary", id="000001", clause="depositary")
    recording.adopt(treaty, XXS, ["FRA-000001"], date=day(5))
    found = accounted(treaty)
    assert found.unattributed == ()
    assert {(each.part, each.old, each.new) for each in found.changes} >= {("status", "agreed", "open")}


def test_a_clause_that_is_added_or_deleted_is_accounted_for(treaty: Repository) -> None:
    new = clause(treaty, "scope").source.replace('"1"', '"1 bis"')
    added = parse_clause("clauses/215-use-of-terms.md", new)
    assert isinstance(added, Clause)
    recording.amend(treaty, acting_for("FRA"), {added.id: added}, "", id="FRA-000001", date=day(3))
    recording.amend(treaty, acting_for("DEU"), {"preamble": None}, "", id="DEU-000001", date=day(3))
    recording.adopt(treaty, XXS, ["FRA-000001", "DEU-000001"], date=day(5))
    found = accounted(treaty)
    assert found.unattributed == ()
    parts = {(each.clause, each.part, each.change): each.origins[0].amendments for each in found.changes}
    assert parts["use-of-terms", "clause", "added"] == ("FRA-000001",)
    assert parts["preamble", "status", "removed"] == ("DEU-000001",)
    assert {origin.signatory for each in blamed(treaty, added.id) for origin in [each.origin]} == {"FRA"}


def test_a_clause_that_is_taken_out_is_one_change_and_none_of_what_its_file_says(treaty: Repository) -> None:
    recording.edit(treaty, XXS, {"scope": None}, "Entered by mistake.", date=day(3))
    [change] = [each for each in accounted(treaty).changes if each.part not in ("heading", "text")]
    assert (change.part, change.change, change.old, change.new) == ("clause", "removed", "Article 1. Scope", "")
    assert change.origins[0].kind == "decision"


def test_a_heading_and_a_number_that_an_amendment_changes_are_its(treaty: Repository) -> None:
    changed = clause(treaty).with_value("heading", "Protection of essential services").with_value("number", "4 bis")
    recording.amend(treaty, acting_for("FRA"), {CI: changed}, "", id="FRA-000001", date=day(3))
    recording.adopt(treaty, XXS, ["FRA-000001"], date=day(5))
    found = accounted(treaty)
    assert found.unattributed == ()
    assert ("number", "4", "4 bis", ("FRA-000001",)) in words(found)
    assert "removed" not in {each.change for each in found.changes}
    assert ("heading", "critical infrastructure", "essential services", ("FRA-000001",)) in words(found)


def test_a_plain_commit_is_unattributed_and_named(treaty: Repository) -> None:
    table(treaty, "FRA", "refrain from", "not conduct", id="000001")
    recording.adopt(treaty, XXS, ["FRA-000001"], date=day(5))
    made = commit_by_hand(treaty, clause(treaty).path, clause(treaty).source.replace("damage", "may damage"))
    found = accounted(treaty)
    assert [(each.new, each.origins[0].commit) for each in found.unattributed] == [("may ", made)]
    assert [each.commit for each in found.unrecorded] == [made]
    assert len(found.changes) == 2
    assert [each.origin.commit for each in blamed(treaty) if each.origin.kind == "unattributed"] == [made]


def test_a_plain_commit_that_was_undone_is_no_change_and_is_still_named(treaty: Repository) -> None:
    source = clause(treaty).source
    made = commit_by_hand(treaty, clause(treaty).path, source.replace("damage", "may damage"))
    undone = commit_by_hand(treaty, clause(treaty).path, source, "undo it")
    found = accounted(treaty)
    assert found.changes == ()
    assert [each.commit for each in found.unrecorded] == [made, undone]


def test_an_adoption_with_a_word_beyond_the_merge_that_it_does_not_declare_is_unattributed(treaty: Repository) -> None:
    table(treaty, "FRA", "refrain from", "not conduct", id="000001")
    body = clause(treaty).body.replace("refrain from", "not conduct").replace("critical", "essential")
    made = recorded_by_hand(
        treaty, [clause(treaty).with_body(body)], "adopt", ["Amendment: FRA-000001"], ["amendments/FRA-000001"]
    )
    found = accounted(treaty)
    assert {each.new for each in found.unattributed} == {"not conduct", "essential"}
    assert {origin.commit for each in found.unattributed for origin in each.origins} == {made}
    assert "neither the merge" in found.unattributed[0].origins[0].why


def test_an_adoption_that_leaves_a_word_of_its_amendment_out_is_unattributed(treaty: Repository) -> None:
    table(treaty, "FRA", "refrain from", "not conduct or support", id="000001")
    body = clause(treaty).body.replace("refrain from", "conduct or support")
    recorded_by_hand(
        treaty, [clause(treaty).with_body(body)], "adopt", ["Amendment: FRA-000001"], ["amendments/FRA-000001"]
    )
    assert [each.new for each in accounted(treaty).unattributed] == ["conduct or support"]
    assert {each.origin.signatory for each in blamed(treaty)} == {"XXS", ""}


def test_the_same_adoption_declared_is_an_editorial_change(treaty: Repository) -> None:
    table(treaty, "FRA", "refrain from", "not conduct", id="000001")
    body = clause(treaty).body.replace("refrain from", "not conduct").replace("critical", "essential")
    trailers = ["Amendment: FRA-000001", f"Editorial-change: {CI}"]
    recorded_by_hand(treaty, [clause(treaty).with_body(body)], "adopt", trailers, ["amendments/FRA-000001"])
    found = accounted(treaty)
    assert found.unattributed == ()
    assert ("text", "critical", "essential", ("editorial",)) in words(found)


def test_an_adoption_that_names_an_amendment_without_joining_its_branch_is_unattributed(treaty: Repository) -> None:
    table(treaty, "FRA", "refrain from", "not conduct", id="000001")
    body = clause(treaty).body.replace("refrain from", "not conduct")
    recorded_by_hand(treaty, [clause(treaty).with_body(body)], "adopt", ["Amendment: FRA-000001"])
    (change,) = accounted(treaty).unattributed
    assert "FRA-000001" in change.origins[0].why


def test_an_act_that_sets_a_status_changes_no_words(treaty: Repository) -> None:
    body = clause(treaty).body.replace("critical", "essential")
    changed = clause(treaty).with_body(body).with_value("status", "agreed")
    recorded_by_hand(treaty, [changed], "status", ["Status: agreed"])
    found = accounted(treaty)
    assert [(each.part, each.attributed) for each in found.changes] == [("status", True), ("text", False)]


def test_an_edit_of_the_secretariat_is_a_decision_where_it_names_the_clause(treaty: Repository) -> None:
    body = clause(treaty).body.replace("critical", "essential")
    recorded_by_hand(treaty, [clause(treaty).with_body(body)], "edit")
    found = accounted(treaty)
    assert words(found) == [("text", "critical", "essential", ("decision",))]
    assert found.unattributed == ()


def test_another_clause_changed_under_cover_of_an_adoption_is_unattributed(treaty: Repository) -> None:
    table(treaty, "FRA", "refrain from", "not conduct", id="000001")
    changed = clause(treaty).with_body(clause(treaty).body.replace("refrain from", "not conduct"))
    scope = clause(treaty, "scope").with_body("This Treaty applies to no State.\n")
    recorded_by_hand(treaty, [changed, scope], "adopt", ["Amendment: FRA-000001"], ["amendments/FRA-000001"])
    found = accounted(treaty)
    assert {each.clause for each in found.unattributed} == {"scope"}
    assert ("text", "refrain from", "not conduct", ("FRA-000001",)) in words(found)


def test_an_amendment_on_an_older_text_is_accounted_for_after_the_text_moved(treaty: Repository) -> None:
    table(treaty, "FRA", "refrain from", "not conduct", id="000001", on=3)
    proposed = reworded(treaty, "without undue delay", "within 24 hours")
    recording.amend(treaty, acting_for("DEU"), proposed, "", id="DEU-000001", date=day(4))
    recording.adopt(treaty, XXS, ["FRA-000001"], date=day(5))
    recording.adopt(treaty, XXS, ["DEU-000001"], date=day(6))
    assert words(accounted(treaty)) == [
        ("text", "refrain from", "not conduct", ("FRA-000001",)),
        ("text", "without undue delay", "within 24 hours", ("DEU-000001",)),
    ]


def as_clause(text: str) -> Clause:
    """A clause with any text as its body."""
    made = compose_clause("scope", "210", kind=Kind.ARTICLE, number="1", heading="Scope of it").with_body(text)
    assert made.body == text
    return made


def as_treaty(text: str) -> Treaty:
    return Treaty(roster(), (as_clause(text),), "0" * 40, day(2), "0" * 40)


def as_decision(number: int, before: str, version: descents.Version, *, recorded: bool = True) -> Decision:
    """The adoption that made a version, or a plain commit that did."""
    change = Change("scope", as_clause(before), as_clause(version.text))
    commit = f"{number:040x}"
    act = Act(
        commit=commit,
        ref="refs/heads/main",
        date=day(3),
        signatory="XXS",
        delegate="Secretariat",
        email="secretariat@example.org",
        record="main",
        action="adopt",
        targets=(Target("scope"),),
        subject="Adopt",
        statement="",
        signed=False,
    )
    return Decision(
        commit=commit,
        date=day(3),
        author="Secretariat",
        subject="Adopt",
        act=act if recorded else None,
        flaw="" if recorded else "it is no record",
        changes=(change,) if change.before != change.after else (),
        adopted=tuple(as_amendment(each) for each in version.proposed),
        editorial=("scope",) if version.modified else (),
        hashes={"scope": change.text_sha256},
    )


def as_amendment(proposed: descents.Proposed) -> Amendment:
    tabling = Version(commit="1" * 40, date=day(2), delegate="D", action="table", subject="S", rationale="")
    return Amendment(
        id=proposed.name,
        signatory=proposed.name[:3],
        base="0" * 40,
        changes=(Change("scope", as_clause(proposed.base), as_clause(proposed.text)),),
        versions=(tabling,),
        status=AmendmentStatus.ACCEPTED,
    )


@settings(deadline=None)
@given(descents.histories(plain=True))
def test_plain_and_declared_adoptions_leave_nothing_unattributed(history: list[descents.Version]) -> None:
    decisions = [
        as_decision(number, before.text, version) for number, (before, version) in enumerate(pairwise(history))
    ]
    older = as_treaty(history[0].text)
    found = in_their_place(older, account(older, as_treaty(history[-1].text), decisions))
    assert found.unattributed == ()
    assert bool(found.changes) == (history[0].text != history[-1].text)


@settings(deadline=None)
@given(descents.histories(plain=True))
def test_a_word_slipped_in_by_a_plain_commit_is_always_unattributed(history: list[descents.Version]) -> None:
    rogue = descents.Version(f"{history[-1].text} zeppelin")
    versions = [*history, rogue]
    decisions = [
        as_decision(number, before.text, version, recorded=version is not rogue)
        for number, (before, version) in enumerate(pairwise(versions))
    ]
    found = account(as_treaty(history[0].text), as_treaty(rogue.text), decisions)
    assert "zeppelin" in "".join(each.new for each in found.unattributed)
    assert {origin.commit for each in found.unattributed for origin in each.origins} >= {decisions[-1].commit}
