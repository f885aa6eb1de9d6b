"""Attacks on main: by delegations, and by a secretariat that is not to be trusted blindly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from benchmarks.signing import Key
from drafter.model.clause import parse_clause
from drafter.model.problem import Problem
from tests.store.acts import day, plain_git
from tests.store.attacks.attack import attack, put
from tests.store.attacks.proposing import REF, SCOPE, _withdrawal, reworded, tabling
from tests.store.attacks.stage import RETIRED_ON, Draft, Entry, Stage, commit, head, keys, log, signatories

MAIN = "refs/heads/main"
PREAMBLE = "clauses/100-preamble.md"
INFRASTRUCTURE = "clauses/310-critical-infrastructure.md"


def decision(
    stage: Stage,
    action: str,
    files: Mapping[str, bytes | Entry | None] | None = None,
    trailers: Sequence[tuple[str, str]] = (),
    *,
    joined: Sequence[str] = (),
) -> Draft:
    """A decision of the secretariat; `trailers` in their order, without the head and the action."""
    changed = files or {}
    texts: list[tuple[str, str]] = []
    for path, content in changed.items():
        read = parse_clause(path, content) if isinstance(content, bytes) and path.startswith("clauses/") else None
        if read is not None and not isinstance(read, Problem):
            texts.append((read.id, read.text_sha256))
    rows = [*head(stage, "main", "XXS"), *trailers, ("Action", action)]
    if action in ("adopt", "edit"):
        rows += [("Clause", id) for id, _ in texts] + [("Text-SHA256", f"{id} {digest}") for id, digest in texts]
    order = ("Drafter-Record", "Treaty", "Signatory", "Amendment", "Clause", "Regarding", "Text-SHA256", "Action",
             "Status", "Issue", "Editorial-change", "Consent", "Recovery")  # fmt: skip
    rows.sort(key=lambda row: order.index(row[0]))
    recovered = any(key == "Recovery" for key, _ in rows)
    return Draft(
        tree=stage.tree(stage.tree_of(stage.main), changed),
        parents=(stage.main, *joined),
        trailers=tuple(rows),
        by="secretariat@example.org",
        subject="Decide (a recovery)" if recovered else "Decide",
    )


def adopting(stage: Stage, words: bytes = b"harm") -> Draft:
    """The adoption of the second amendment."""
    files = {INFRASTRUCTURE: stage.file(stage.main, INFRASTRUCTURE).replace(b"damage", words)}
    return decision(stage, "adopt", files, [("Amendment", "FRA-000002")], joined=[stage.tip(REF)])


def adopting_on_a_correction(stage: Stage, words: bytes) -> str:
    """Correct the clause to say `critical and civilian`, and adopt on that the second amendment, as these words."""
    stands = stage.file(stage.main, INFRASTRUCTURE)
    corrected = stands.replace(b"damage critical infra", b"damage critical and civilian infra", 1)
    plain_git(stage.root, "update-ref", MAIN, commit(stage, decision(stage, "edit", {INFRASTRUCTURE: corrected})))
    result = corrected.replace(b"damage", b"harm").replace(b"critical and civilian", words)
    draft = decision(stage, "adopt", {INFRASTRUCTURE: result}, [("Amendment", "FRA-000002")], joined=[stage.tip(REF)])
    made = commit(stage, draft)
    plain_git(stage.root, "update-ref", MAIN, made)
    return made


def roster(stage: Stage, old: str, new: str, **trailers: str) -> Draft:
    """A change of signatories.toml."""
    text = signatories(until=day(RETIRED_ON))
    assert old in text
    rows = [("Regarding", stage.main), *((key, value) for key, value in trailers.items())]
    return decision(stage, "roster", {"signatories.toml": text.replace(old, new).encode()}, rows)


@attack("signatory")
def a_delegation_that_decides_in_its_own_name(stage: Stage) -> None:
    draft = replace(decision(stage, "edit", reworded(stage)), by="fra@example.org")
    put(stage, MAIN, draft.said(Signatory="FRA"))


@attack("delegate")
def a_delegation_that_decides_in_the_name_of_the_secretariat(stage: Stage) -> None:
    put(stage, MAIN, replace(decision(stage, "edit", reworded(stage)), by="fra@example.org"))


@attack("key")
def a_decision_signed_with_the_key_of_a_delegation(stage: Stage) -> None:
    put(stage, MAIN, replace(decision(stage, "edit", reworded(stage)), key=keys()["fra@example.org"]))


@attack("unsigned")
def an_unsigned_decision(stage: Stage) -> None:
    put(stage, MAIN, replace(decision(stage, "edit", reworded(stage)), signed=False))


@attack("key")
def a_decision_that_lists_the_key_that_signed_it(stage: Stage) -> None:
    mine = Key("intruder")
    public = keys()["secretariat@example.org"].public
    put(stage, MAIN, replace(roster(stage, f'"{public}"', f'"{public}", "{mine.public}"'), key=mine))


@attack("adoption")
def an_adoption_with_other_words_than_the_amendment(stage: Stage) -> None:
    put(stage, MAIN, adopting(stage, b"disturb"))


@attack("adoption")
def an_adoption_as_modified_that_those_who_list_records_take_for_a_plain_one(stage: Stage) -> None:
    draft = adopting(stage, b"disturb").said(Editorial_change="critical-infrastructure")
    put(stage, MAIN, replace(draft, subject="Adopt FRA-000002: article 4"))


@attack("adoption")
def an_adoption_that_changes_another_clause_too(stage: Stage) -> None:
    draft = adopting(stage)
    more = stage.file(stage.main, SCOPE).replace(b"all Parties", b"no Party")
    both = decision(
        stage, "adopt", {INFRASTRUCTURE: stage.file(draft.tree, INFRASTRUCTURE), SCOPE: more},
        [("Amendment", "FRA-000002")], joined=[stage.tip(REF)],
    )  # fmt: skip
    put(stage, MAIN, both)


@attack("text")
def an_adoption_whose_hash_is_of_another_text(stage: Stage) -> None:
    draft = adopting(stage)
    said = dict(draft.trailers)["Text-SHA256"].split()[0]
    put(stage, MAIN, draft.said(Text_SHA256=f"{said} {'0' * 64}"))


@attack("adoption")
def an_adoption_that_joins_nothing(stage: Stage) -> None:
    put(stage, MAIN, replace(adopting(stage), parents=(stage.main,)))


@attack("adoption")
def an_adoption_that_joins_another_amendment_than_it_names(stage: Stage) -> None:
    put(stage, MAIN, adopting(stage).said(Amendment="FRA-000001"))


@attack("adoption")
def an_adoption_of_what_is_on_no_branch(stage: Stage) -> None:
    other = commit(stage, tabling(stage, "FRA-000008", reworded(stage)))
    put(
        stage,
        MAIN,
        decision(stage, "adopt", reworded(stage), [("Amendment", "FRA-000008")], joined=[other]),
    )


def _received_before(stage: Stage, record: Draft) -> None:
    """Let the server receive a record on the second amendment, and log it."""
    plain_git(stage.root, "update-ref", REF, commit(stage, record))
    log(stage, day(16))


@attack("adoption", door=False)
def an_adoption_received_after_the_withdrawal(stage: Stage) -> None:
    draft = adopting(stage)
    _received_before(stage, _withdrawal(stage))
    put(stage, MAIN, replace(draft, date=day(14)))


@attack("adoption", door=False)
def an_adoption_received_after_the_revision(stage: Stage) -> None:
    draft = adopting(stage)
    parents = (stage.tip(REF), stage.main)
    _received_before(stage, tabling(stage, "FRA-000002", reworded(stage), action="revise", parents=parents))
    put(stage, MAIN, draft)


@attack("adoption", door=False)
def an_adoption_of_a_withdrawal(stage: Stage) -> None:
    _received_before(stage, _withdrawal(stage))
    put(stage, MAIN, adopting(stage))


@attack("adoption", door=False)
def a_declared_change_received_after_the_withdrawal(stage: Stage) -> None:
    draft = adopting(stage, b"disturb")
    _received_before(stage, _withdrawal(stage))
    put(stage, MAIN, replace(draft, trailers=(*draft.trailers, ("Editorial-change", "critical-infrastructure"))))


@attack("adoption")
def an_adoption_without_the_words(stage: Stage) -> None:
    put(stage, MAIN, replace(adopting(stage), tree=stage.tree_of(stage.main)).said(Text_SHA256=None, Clause=None))


@attack("adoption")
def an_adoption_that_settles_the_clause(stage: Stage) -> None:
    draft = adopting(stage)
    words = stage.file(draft.tree, INFRASTRUCTURE).replace(b"status: open", b"status: agreed")
    put(stage, MAIN, replace(draft, tree=stage.tree(draft.tree, {INFRASTRUCTURE: words})))


@attack("adoption")
def an_adoption_with_a_declared_change_that_settles_the_clause(stage: Stage) -> None:
    words = adopting(stage, b"disturb")
    agreed = stage.file(words.tree, INFRASTRUCTURE).replace(b"status: open", b"status: agreed")
    draft = decision(
        stage, "adopt", {INFRASTRUCTURE: agreed},
        [("Amendment", "FRA-000002"), ("Editorial-change", "critical-infrastructure")], joined=[stage.tip(REF)],
    )  # fmt: skip
    put(stage, MAIN, draft)


@attack("adoption")
def an_adoption_that_declares_a_change_of_another_clause(stage: Stage) -> None:
    draft = adopting(stage)
    put(stage, MAIN, replace(draft, trailers=(*draft.trailers, ("Editorial-change", "scope"))))


@attack("trailers")
def an_adoption_that_does_not_say_what_it_changes(stage: Stage) -> None:
    put(stage, MAIN, adopting(stage).said(Clause=None, Text_SHA256=None))


@attack("clause", "path")
def a_correction_that_puts_a_second_file_beside_that_of_a_clause(stage: Stage) -> None:
    put(stage, MAIN, decision(stage, "edit", {"clauses/215-scope.md": reworded(stage)[SCOPE]}))


@attack("parents")
def an_edit_that_joins_a_branch(stage: Stage) -> None:
    put(stage, MAIN, replace(decision(stage, "edit", reworded(stage)), parents=(stage.main, stage.tip(REF))))


@attack("trailers")
def an_edit_that_does_not_say_what_it_changes(stage: Stage) -> None:
    put(stage, MAIN, decision(stage, "edit", reworded(stage)).said(Clause="depositary"))


@attack("trailers")
def a_status_that_changes_words(stage: Stage) -> None:
    files = {SCOPE: reworded(stage)[SCOPE].replace(b"status: open", b"status: agreed")}  # type: ignore[union-attr]
    put(
        stage, MAIN,
        decision(stage, "status", files, [("Clause", "scope"), ("Regarding", stage.main), ("Status", "agreed")]),
    )  # fmt: skip


@attack("trailers")
def a_status_of_an_amendment_that_changes_words(stage: Stage) -> None:
    rows = [("Amendment", "FRA-000002"), ("Regarding", stage.tip(REF)), ("Status", "deferred")]
    put(stage, MAIN, decision(stage, "status", reworded(stage), rows))


@attack("status")
def a_status_that_withdraws_the_amendment_of_a_delegation(stage: Stage) -> None:
    rows = [("Amendment", "FRA-000002"), ("Regarding", stage.tip(REF)), ("Status", "withdrawn")]
    put(stage, MAIN, decision(stage, "status", None, rows))


@attack("status")
def a_status_that_accepts_what_was_not_adopted(stage: Stage) -> None:
    rows = [("Amendment", "FRA-000002"), ("Regarding", stage.tip(REF)), ("Status", "accepted")]
    put(stage, MAIN, decision(stage, "status", None, rows))


@attack("trailers")
def a_recommendation_that_changes_words(stage: Stage) -> None:
    rows = [("Amendment", "FRA-000002"), ("Regarding", stage.tip(REF)), ("Status", "accepted")]
    put(stage, MAIN, decision(stage, "recommend", reworded(stage), rows))


@attack("status")
def a_recommendation_that_a_delegation_withdraw(stage: Stage) -> None:
    rows = [("Amendment", "FRA-000002"), ("Regarding", stage.tip(REF)), ("Status", "withdrawn")]
    put(stage, MAIN, decision(stage, "recommend", None, rows))


@attack("status")
def a_recommendation_on_an_amendment_that_nobody_tabled(stage: Stage) -> None:
    rows = [("Amendment", "FRA-00000Z"), ("Regarding", stage.tip(REF)), ("Status", "accepted")]
    put(stage, MAIN, decision(stage, "recommend", None, rows))


@attack("status")
def a_status_that_deletes_a_clause(stage: Stage) -> None:
    files = {SCOPE: stage.file(stage.main, SCOPE).replace(b"status: open", b"status: deleted")}
    rows = [("Clause", "scope"), ("Regarding", stage.main), ("Status", "deleted")]
    put(stage, MAIN, decision(stage, "status", files, rows))


@attack("trailers")
def a_status_that_changes_the_words_of_another_clause(stage: Stage) -> None:
    files = {
        SCOPE: stage.file(stage.main, SCOPE).replace(b"status: open", b"status: agreed"),
        INFRASTRUCTURE: stage.file(stage.main, INFRASTRUCTURE).replace(b"damage", b"harm"),
    }
    rows = [("Clause", "scope"), ("Regarding", stage.main), ("Status", "agreed")]
    put(stage, MAIN, decision(stage, "status", files, rows))


@attack("trailers")
def a_status_of_another_clause_than_it_changes(stage: Stage) -> None:
    files = {SCOPE: stage.file(stage.main, SCOPE).replace(b"status: open", b"status: agreed")}
    rows = [("Clause", "critical-infrastructure"), ("Regarding", stage.main), ("Status", "agreed")]
    put(stage, MAIN, decision(stage, "status", files, rows))


@attack("trailers")
def a_status_that_changes_nothing(stage: Stage) -> None:
    rows = [("Clause", "scope"), ("Regarding", stage.main), ("Status", "agreed")]
    put(stage, MAIN, decision(stage, "status", None, rows))


@attack("trailers")
def a_status_of_two_amendments(stage: Stage) -> None:
    rows = [("Amendment", id) for id in ("FRA-000001", "FRA-000002")]
    put(stage, MAIN, decision(stage, "status", None, [*rows, ("Regarding", stage.tip(REF)), ("Status", "deferred")]))


@attack("status")
def a_status_of_an_amendment_that_is_not_there(stage: Stage) -> None:
    rows = [("Amendment", "FRA-000009"), ("Regarding", stage.tip(REF)), ("Status", "deferred")]
    put(stage, MAIN, decision(stage, "status", None, rows))


@attack("path")
def a_change_of_delegates_that_changes_words(stage: Stage) -> None:
    draft = roster(stage, 'name = "Australia"', 'name = "Commonwealth of Australia"')
    put(stage, MAIN, replace(draft, tree=stage.tree(draft.tree, reworded(stage))))


@attack("path")
def a_status_that_lists_a_new_delegate(stage: Stage) -> None:
    rows = [("Amendment", "FRA-000002"), ("Regarding", stage.tip(REF)), ("Status", "deferred")]
    put(stage, MAIN, decision(stage, "status", {"signatories.toml": b"x"}, rows))


@attack("path")
def git_attributes_on_main(stage: Stage) -> None:
    put(stage, MAIN, decision(stage, "edit", {".gitattributes": b"* merge=ours\n", **reworded(stage)}))


@attack("act")
def a_second_beginning(stage: Stage) -> None:
    put(stage, MAIN, decision(stage, "open"))


@attack("act")
def an_issue_that_is_a_decision(stage: Stage) -> None:
    put(stage, MAIN, decision(stage, "issue", None, [("Regarding", stage.main), ("Issue", "Rev.2")]))


@attack("consent")
def a_key_that_the_secretariat_makes_for_a_delegation(stage: Stage) -> None:
    public = keys()["fra@example.org"].public
    put(stage, MAIN, roster(stage, f'"{public}"', f'"{public}", "{Key("made").public}"'))


@attack("consent")
def a_delegate_whom_the_secretariat_names_for_a_delegation(stage: Stage) -> None:
    old = 'delegates = [{ name = "Delegate of France"'
    envoy = f'{{ name = "Envoy", email = "e@example.org", keys = ["{Key("e").public}"] }}'
    put(stage, MAIN, roster(stage, old, old.replace("{ name", f"{envoy}, {{ name")))


@attack("consent")
def a_consent_that_was_never_given(stage: Stage) -> None:
    public = keys()["fra@example.org"].public
    draft = roster(stage, f'"{public}"', f'"{Key("made").public}"', Consent=stage.tip("refs/heads/positions/FRA"))
    put(stage, MAIN, draft)


@attack("consent")
def a_consent_of_another_signatory(stage: Stage) -> None:
    public = keys()["fra@example.org"].public
    draft = roster(stage, f'"{public}"', f'"{Key("made").public}"', Consent=stage.tip("refs/heads/positions/DEU"))
    put(stage, MAIN, draft)


@attack("consent")
def a_recovery_whose_subject_does_not_say_so(stage: Stage) -> None:
    public = keys()["fra@example.org"].public
    put(stage, MAIN, replace(roster(stage, f'"{public}"', f'"{Key("new").public}"', Recovery="FRA"), subject="Tidy"))


@attack("consent")
def a_delegation_that_is_taken_off_the_list(stage: Stage) -> None:
    text = signatories(until=day(RETIRED_ON))
    begin = text.index("[signatories.AUS]")
    end = text.index("[signatories.", begin + 1)
    rows = [("Regarding", stage.main)]
    put(stage, MAIN, decision(stage, "roster", {"signatories.toml": (text[:begin] + text[end:]).encode()}, rows))


@attack("roster")
def one_new_key_listed_for_two_delegations(stage: Stage) -> None:
    key = Key("shared").public
    text = signatories(until=day(RETIRED_ON))
    for email in ("aus@example.org", "eue@example.org"):
        text = text.replace(f'"{keys()[email].public}"', f'"{keys()[email].public}", "{key}"')
    assert text.count(key) == 2
    rows = [("Regarding", stage.main), ("Recovery", "AUS"), ("Recovery", "EUE")]
    put(stage, MAIN, decision(stage, "roster", {"signatories.toml": text.encode()}, rows))


@attack("roster")
def one_delegate_listed_for_two_delegations(stage: Stage) -> None:
    put(stage, MAIN, roster(stage, 'email = "aus@example.org"', 'email = "FRA@example.org"', Recovery="AUS"))


@attack("roster")
def the_key_of_a_delegate_listed_as_that_of_the_server(stage: Stage) -> None:
    from tests.store.attacks.stage import SERVER

    put(stage, MAIN, roster(stage, SERVER.public, keys()["fra@example.org"].public))


@attack("roster")
def a_code_with_a_lookalike_letter(stage: Stage) -> None:
    new = '[signatories."FR\u0410"]\nname = "France"\nkind = "state"\n\n[signatories.FRA]'
    put(stage, MAIN, roster(stage, "[signatories.FRA]", new))


@attack("roster")
def a_retired_key_that_speaks_again(stage: Stage) -> None:
    public = keys()["deu-2@example.org"].public
    until = day(RETIRED_ON)
    put(stage, MAIN, roster(stage, f'{{ key = "{public}", until = "{until}" }}', f'"{public}"', Recovery="DEU"))


@attack("roster")
def a_retired_key_that_is_retired_later(stage: Stage) -> None:
    put(stage, MAIN, roster(stage, f'until = "{day(RETIRED_ON)}"', f'until = "{day(30)}"', Recovery="DEU"))


@attack("roster")
def the_key_of_one_delegation_listed_for_another(stage: Stage) -> None:
    fra, aus = keys()["fra@example.org"].public, keys()["aus@example.org"].public
    put(stage, MAIN, roster(stage, f'"{aus}"', f'"{fra}"', Recovery="AUS"))


@attack("roster")
def the_key_of_one_delegation_moved_to_another(stage: Stage) -> None:
    fra, aus = keys()["fra@example.org"].public, keys()["aus@example.org"].public
    text = (
        signatories(until=day(RETIRED_ON)).replace(f'"{fra}"', f'"{Key("x").public}"').replace(f'"{aus}"', f'"{fra}"')
    )
    rows = [("Regarding", stage.main), ("Recovery", "AUS"), ("Recovery", "FRA")]
    put(stage, MAIN, decision(stage, "roster", {"signatories.toml": text.encode()}, rows))


@attack("roster")
def signatories_that_cannot_be_read(stage: Stage) -> None:
    put(stage, MAIN, decision(stage, "roster", {"signatories.toml": b"["}, [("Regarding", stage.main)]))


@attack("roster")
def another_treaty_under_the_same_root(stage: Stage) -> None:
    put(stage, MAIN, roster(stage, 'id = "cyber-treaty"', 'id = "other-treaty"'))


@attack("consent")
def a_recovery_of_one_who_was_not_changed(stage: Stage) -> None:
    put(stage, MAIN, roster(stage, 'name = "Australia"', 'name = "Commonwealth of Australia"', Recovery="AUS"))


@attack("status")
def a_correction_that_also_settles_the_clause(stage: Stage) -> None:
    content = stage.file(stage.main, SCOPE).replace(b"status: open", b"status: agreed")
    put(stage, MAIN, decision(stage, "edit", {SCOPE: content}))


@attack("status")
def a_correction_of_settled_words_that_leaves_them_settled(stage: Stage) -> None:
    content = stage.file(stage.main, PREAMBLE)
    assert b"status: provisional" in content
    put(stage, MAIN, decision(stage, "edit", {PREAMBLE: content + b"\nMore.\n"}))


@attack("status")
def a_correction_that_puts_in_a_clause_as_agreed(stage: Stage) -> None:
    content = stage.file(stage.main, SCOPE).replace(b"status: open", b"status: agreed")
    put(stage, MAIN, decision(stage, "edit", {"clauses/215-cables.md": content}))


@attack("text")
def a_correction_that_states_another_text(stage: Stage) -> None:
    draft = decision(stage, "edit", reworded(stage))
    put(
        stage,
        MAIN,
        replace(draft, tree=decision(stage, "edit", {SCOPE: b"%s\nMore.\n" % stage.file(stage.main, SCOPE)}).tree),
    )


def envoy_in_place_of(stage: Stage, email: str, name: str) -> Draft:
    """A recovery: France is spoken for by somebody else from now on."""
    public = keys()[email].public
    old = f'name = "{name}", email = "{email}", keys = ["{public}"]'
    new = f'name = "Envoy of France", email = "envoy@example.org", keys = ["{Key("envoy").public}"]'
    return roster(stage, old, new, Recovery="FRA")
