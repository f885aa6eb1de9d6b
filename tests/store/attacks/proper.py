"""Acts that look like attacks or stand beside them, and that everybody must let pass."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.signing import Key
from drafter.model.clause import EMPTY_TEXT_SHA256
from drafter.model.consent import consent_file
from drafter.model.signatory import parse_roster
from drafter.model.target import Target
from drafter.model.terms import Degree, Stance
from tests.store.acts import day, plain_git
from tests.store.attacks.attack import legitimate, put
from tests.store.attacks.moving import _issue, _join, _lines, _said_again
from tests.store.attacks.presiding import INFRASTRUCTURE, MAIN, PREAMBLE, adopting, decision, roster
from tests.store.attacks.proposing import NEW, REF, SCOPE, _withdrawal, reworded, tabling
from tests.store.attacks.stage import RETIRED_ON, Draft, Stage, commit, condition, head, keys, signatories, stance

DEU, FRA = "refs/heads/positions/DEU", "refs/heads/positions/FRA"


@legitimate
def a_position(stage: Stage) -> None:
    put(stage, DEU, stance(stage))


@legitimate
def a_first_position(stage: Stage) -> None:
    put(stage, "refs/heads/positions/AUS", stance(stage, "AUS", statement="We can live with it.", stance=Stance.ACCEPT))


@legitimate
def a_position_on_conditions(stage: Stage) -> None:
    on = (condition(stage, Target(amendment="FRA-000002")), condition(stage, Target("scope"), Degree.UNACCEPTABLE))
    put(stage, DEU, stance(stage, conditions=on))


@legitimate
def a_co_sponsor(stage: Stage) -> None:
    put(stage, DEU, stance(stage, target=Target(amendment="FRA-000002"), cosponsor=True))


@legitimate
def a_position_on_a_provision_for_a_group(stage: Stage) -> None:
    target = Target("critical-infrastructure", "2.a")
    put(stage, "refs/heads/positions/EUE", stance(stage, "EUE", target=target, on_behalf_of="EU"))


@legitimate
def several_positions_at_once(stage: Stage) -> None:
    first = commit(stage, stance(stage))
    second = stance(stage, target=Target("critical-infrastructure"))
    put(stage, DEU, replace(second, parents=(first,), tree=stage.tree(stage.tree_of(first), {
        "clauses/critical-infrastructure.toml": stage.file(second.tree, "clauses/critical-infrastructure.toml"),
    })))  # fmt: skip


@legitimate
def a_recommendation(stage: Stage) -> None:
    rows = [("Amendment", "FRA-000002"), ("Regarding", stage.tip(REF)), ("Status", "accepted-as-modified")]
    put(stage, MAIN, decision(stage, "recommend", None, rows))


@legitimate
def a_recommendation_that_is_taken_back(stage: Stage) -> None:
    rows = [("Amendment", "FRA-000002"), ("Regarding", stage.tip(REF)), ("Status", "tabled")]
    put(stage, MAIN, decision(stage, "recommend", None, rows))


@legitimate
def an_amendment(stage: Stage) -> None:
    put(stage, NEW, tabling(stage, "FRA-000007", reworded(stage)))


@legitimate
def an_amendment_of_an_observer(stage: Stage) -> None:
    put(stage, "refs/heads/amendments/XRC-000001", tabling(stage, "XRC-000001", reworded(stage)))


@legitimate
def an_amendment_and_a_position_on_it_at_once(stage: Stage) -> None:
    put(stage, NEW, tabling(stage, "FRA-000007", reworded(stage)))
    put(stage, FRA, stance(stage, "FRA", target=Target("scope"), stance=Stance.OPPOSE))


@legitimate
def a_sub_amendment(stage: Stage) -> None:
    tip = stage.tip(REF)
    path = "clauses/310-critical-infrastructure.md"
    files = {path: stage.file(tip, path).replace(b"harm", b"wilfully harm")}
    put(stage, "refs/heads/amendments/DEU-000001", tabling(stage, "DEU-000001", files, on=tip, named=["FRA-000002"]))


@legitimate
def a_revision_on_a_newer_text(stage: Stage) -> None:
    parents = (stage.tip(REF), stage.main)
    put(stage, REF, tabling(stage, "FRA-000002", reworded(stage), action="revise", parents=parents))


@legitimate
def a_withdrawal(stage: Stage) -> None:
    put(stage, REF, _withdrawal(stage))


@legitimate
def a_retain(stage: Stage) -> None:
    put(stage, NEW, tabling(stage, "FRA-000007", {}))


@legitimate
def an_adoption(stage: Stage) -> None:
    put(stage, MAIN, adopting(stage))


@legitimate
def an_adoption_and_a_withdrawal_that_one_courier_brings(stage: Stage) -> None:
    put(stage, MAIN, adopting(stage))
    put(stage, REF, _withdrawal(stage))


@legitimate
def an_adoption_of_a_revision_that_comes_with_it(stage: Stage) -> None:
    files = {INFRASTRUCTURE: stage.file(stage.main, INFRASTRUCTURE).replace(b"damage", b"disturb")}
    parents = (stage.tip(REF), stage.main)
    revised = put(stage, REF, tabling(stage, "FRA-000002", files, action="revise", parents=parents))
    put(stage, MAIN, decision(stage, "adopt", files, [("Amendment", "FRA-000002")], joined=[revised]))


@legitimate
def an_adoption_with_a_declared_change(stage: Stage) -> None:
    draft = adopting(stage, b"disturb")
    said = (*draft.trailers, ("Editorial-change", "critical-infrastructure"))
    put(stage, MAIN, replace(draft, trailers=said, subject="Adopt FRA-000002 as modified"))


@legitimate
def a_status_of_a_clause(stage: Stage) -> None:
    files = {SCOPE: stage.file(stage.main, SCOPE).replace(b"status: open", b"status: agreed")}
    rows = [("Clause", "scope"), ("Regarding", stage.main), ("Status", "agreed")]
    put(stage, MAIN, decision(stage, "status", files, rows))


@legitimate
def an_issue(stage: Stage) -> None:
    _issue(stage)


@legitimate
def a_join_of_two_lines(stage: Stage) -> None:
    ours, theirs = _lines(stage)
    _join(stage, ours, theirs, plain_git(stage.root, "merge-tree", "--write-tree", ours, theirs).strip())


@legitimate
def a_join_that_chooses_what_was_said_again(stage: Stage) -> None:
    ours, theirs = _said_again(stage)
    _join(stage, ours, theirs, stage.tree_of(ours), ours, theirs)


@legitimate
def a_join_that_chooses_against_what_was_said_again(stage: Stage) -> None:
    ours, theirs = _said_again(stage)
    _join(stage, ours, theirs, stage.tree_of(theirs), ours, theirs)


@legitimate
def a_new_key_with_consent(stage: Stage) -> None:
    text = signatories(until=day(RETIRED_ON))
    public = keys()["fra@example.org"].public
    read, _ = parse_roster(text.replace(f'"{public}"', f'"{public}", "{Key("new").public}"'))
    assert read is not None
    content = consent_file("FRA", read.by_code["FRA"].delegates).encode()
    tip = stage.tip(FRA)
    rows = (*head(stage, "position", "FRA"), ("Regarding", stage.main), ("Action", "roster"))
    given = put(
        stage, FRA,
        Draft(tree=stage.tree(stage.tree_of(tip), {"roster.toml": content}), parents=(tip,), trailers=rows,
              by="fra@example.org", subject="FRA consents"),
    )  # fmt: skip
    put(stage, MAIN, roster(stage, f'"{public}"', f'"{public}", "{Key("new").public}"', Consent=given))


@legitimate
def a_recovery_that_everybody_is_shown(stage: Stage) -> None:
    public = keys()["fra@example.org"].public
    put(stage, MAIN, roster(stage, f'"{public}"', f'"{Key("new").public}"', Recovery="FRA"))


@legitimate
def a_correction(stage: Stage) -> None:
    put(stage, MAIN, decision(stage, "edit", reworded(stage)))


@legitimate
def a_correction_that_puts_a_clause_in(stage: Stage) -> None:
    put(stage, MAIN, decision(stage, "edit", {"clauses/215-cables.md": stage.file(stage.main, SCOPE)}))


@legitimate
def a_correction_that_moves_a_clause(stage: Stage) -> None:
    content = stage.file(stage.main, SCOPE)
    moved = decision(stage, "edit", {"clauses/315-scope.md": content})
    put(stage, MAIN, replace(moved, tree=stage.tree(moved.tree, {SCOPE: None})))


@legitimate
def a_correction_that_takes_a_clause_out(stage: Stage) -> None:
    draft = decision(stage, "edit", {SCOPE: stage.file(stage.main, SCOPE)})
    gone = stage.tree(stage.tree_of(stage.main), {SCOPE: None})
    rows = tuple(
        (key, f"scope {EMPTY_TEXT_SHA256}" if key == "Text-SHA256" else value) for key, value in draft.trailers
    )
    put(stage, MAIN, replace(draft, tree=gone, trailers=rows))


@legitimate
def a_correction_of_a_source_that_leaves_the_status(stage: Stage) -> None:
    content = stage.file(stage.main, PREAMBLE)
    assert b"status: provisional" in content
    put(
        stage,
        MAIN,
        decision(
            stage, "edit", {PREAMBLE: content.replace(b"kind: preamble", b"kind: preamble\nsources:\n  - A paper")}
        ),
    )
