"""Attacks with amendments: on other bases, in other names, with words that their trailers don't tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from drafter.model.clause import parse_clause
from drafter.model.problem import Problem
from tests.store.acts import day
from tests.store.attacks.attack import attack, put
from tests.store.attacks.stage import Draft, Entry, Stage, commit, head

SCOPE = "clauses/210-scope.md"
REF = "refs/heads/amendments/FRA-000002"
NEW = "refs/heads/amendments/FRA-000007"


def tabling(
    stage: Stage,
    id: str,
    files: Mapping[str, bytes | Entry | None],
    *,
    on: str | None = None,
    by: str | None = None,
    date: str = day(15),
    named: Sequence[str] = (),
    action: str = "table",
    parents: Sequence[str] | None = None,
) -> Draft:
    """A sound tabling (or revision) of an amendment on a base, main as it stands; any files can be changed."""
    base = on or stage.main
    code = id[:3]
    texts: list[tuple[str, str]] = []
    for path, content in sorted(files.items()):
        read = parse_clause(path, content) if isinstance(content, bytes) else None
        if read is not None and not isinstance(read, Problem):
            texts.append((read.id, read.text_sha256))
    trailers = [*head(stage, "amendment", code), *(("Amendment", each) for each in (id, *named))]
    trailers += [("Clause", clause) for clause, _ in texts] or [("Clause", "scope")]
    trailers += [("Regarding", base)]
    trailers += [("Text-SHA256", f"{clause} {digest}") for clause, digest in texts]
    return Draft(
        tree=stage.tree(stage.tree_of(base), files),
        parents=tuple(parents) if parents is not None else (base,),
        trailers=(*trailers, ("Action", action)),
        by=by or f"{code.lower()}@example.org",
        subject=f"{code} proposes to amend article 1",
        statement="Because.",
        date=date,
    )


def reworded(stage: Stage, words: bytes = b"no States", on: str | None = None) -> dict[str, bytes | Entry | None]:
    """A proposal for article 1."""
    return {SCOPE: stage.file(on or stage.main, SCOPE).replace(b"all Parties", words)}


@attack("signatory")
def an_amendment_in_the_name_of_another(stage: Stage) -> None:
    put(stage, NEW, tabling(stage, "FRA-000007", reworded(stage)).said(Signatory="DEU"))


@attack("delegate")
def an_amendment_of_another_signed_by_oneself(stage: Stage) -> None:
    put(stage, NEW, tabling(stage, "FRA-000007", reworded(stage), by="deu@example.org"))


@attack("delegate")
def a_revision_of_the_amendment_of_another(stage: Stage) -> None:
    tip = stage.tip(REF)
    draft = tabling(stage, "FRA-000002", reworded(stage), by="deu@example.org", action="revise",
                    parents=(tip, stage.main))  # fmt: skip
    put(stage, REF, draft)


@attack("delegate")
def a_withdrawal_of_the_amendment_of_another(stage: Stage) -> None:
    put(stage, REF, replace(_withdrawal(stage), by="deu@example.org"))


@attack("amendment")
def an_amendment_that_names_another_id(stage: Stage) -> None:
    put(stage, NEW, tabling(stage, "FRA-000008", reworded(stage)))


@attack("signatory", "amendment")
def an_id_of_another_signatory(stage: Stage) -> None:
    put(stage, "refs/heads/amendments/DEU-000007", tabling(stage, "FRA-000007", reworded(stage)))


@attack("ref-name")
def an_amendment_without_an_id(stage: Stage) -> None:
    put(stage, "refs/heads/amendments/FRA-7", tabling(stage, "FRA-000007", reworded(stage)))


@attack("ref-name")
def an_amendment_in_small_letters(stage: Stage) -> None:
    put(stage, "refs/heads/amendments/fra-000007", tabling(stage, "FRA-000007", reworded(stage)))


@attack("base")
def an_amendment_of_a_text_that_was_never_agreed(stage: Stage) -> None:
    other = commit(stage, replace(tabling(stage, "FRA-000007", reworded(stage)), parents=(stage.main,)))
    files = {SCOPE: stage.file(other, SCOPE).replace(b"no States", b"one State")}
    put(stage, NEW, tabling(stage, "FRA-000007", files, on=other))


@attack("base", "message", "record")
def an_amendment_without_a_base(stage: Stage) -> None:
    put(stage, NEW, tabling(stage, "FRA-000007", reworded(stage), parents=()))


@attack("base")
def an_amendment_that_regards_another_text_than_its_base(stage: Stage) -> None:
    older = _first_parent(stage, stage.main)
    put(stage, NEW, tabling(stage, "FRA-000007", reworded(stage), parents=(older,)))


@attack("base", "parents")
def an_amendment_that_brings_a_second_parent(stage: Stage) -> None:
    put(stage, NEW, tabling(stage, "FRA-000007", reworded(stage), parents=(stage.main, stage.tip(REF))))


@attack("text")
def an_amendment_whose_trailers_hide_its_words(stage: Stage) -> None:
    draft = tabling(stage, "FRA-000007", reworded(stage))
    put(stage, NEW, replace(draft, tree=stage.tree(stage.tree_of(stage.main), reworded(stage, b"few States"))))


@attack("trailers", "text")
def an_amendment_that_changes_more_than_it_says(stage: Stage) -> None:
    draft = tabling(stage, "FRA-000007", reworded(stage))
    depositary = stage.file(stage.main, "clauses/400-depositary.md").replace(b"Secretary-General", b"President")
    put(stage, NEW, replace(draft, tree=stage.tree(draft.tree, {"clauses/400-depositary.md": depositary})))


@attack("path")
def an_amendment_of_the_list_of_signatories(stage: Stage) -> None:
    put(stage, NEW, tabling(stage, "FRA-000007", {**reworded(stage), "signatories.toml": b"x"}))


@attack("path", "clause")
def an_amendment_that_makes_its_clause_agreed(stage: Stage) -> None:
    files = {SCOPE: stage.file(stage.main, SCOPE).replace(b"status: open", b"status: agreed")}
    put(stage, NEW, tabling(stage, "FRA-000007", files))


@attack("path", "clause")
def an_amendment_that_calls_its_clause_otherwise(stage: Stage) -> None:
    named = stage.file(stage.main, SCOPE).replace(b"status: open", b'status: open\ndesignation: "Chapter I"')
    put(stage, NEW, tabling(stage, "FRA-000007", {SCOPE: named}))


@attack("trailers", "act")
def a_withdrawal_that_changes_the_text(stage: Stage) -> None:
    draft = _withdrawal(stage)
    put(stage, REF, replace(draft, tree=stage.tree(draft.tree, reworded(stage))))


@attack("unseen")
def a_revision_of_a_number_that_keeps_the_words_which_others_support(stage: Stage) -> None:
    tip = stage.tip(REF)
    path = "clauses/310-critical-infrastructure.md"
    renumbered = stage.file(tip, path).replace(b'number: "4"', b'number: "9"')
    draft = tabling(stage, "FRA-000002", {path: renumbered}, on=_first_parent(stage, tip), action="revise")
    put(stage, REF, replace(draft, parents=(tip,)))


@attack("act")
def a_revision_of_what_is_withdrawn(stage: Stage) -> None:
    first = commit(stage, _withdrawal(stage))
    put(stage, REF, tabling(stage, "FRA-000002", reworded(stage), action="revise", parents=(first, stage.main)))


@attack("act")
def an_amendment_tabled_twice(stage: Stage) -> None:
    put(stage, REF, tabling(stage, "FRA-000002", reworded(stage), parents=(stage.tip(REF),)))


@attack("parents", "base")
def a_revision_that_takes_in_another_amendment(stage: Stage) -> None:
    tips = (stage.tip(REF), stage.tip("refs/heads/amendments/FRA-000001"))
    put(stage, REF, tabling(stage, "FRA-000002", reworded(stage), action="revise", parents=tips))


@attack("signatory", "delegate")
def an_amendment_of_the_secretariat(stage: Stage) -> None:
    draft = tabling(stage, "XXS-000001", reworded(stage), by="secretariat@example.org")
    put(stage, "refs/heads/amendments/XXS-000001", draft)


@attack("trailers", "message")
def a_co_sponsor_claimed_in_a_trailer(stage: Stage) -> None:
    put(stage, NEW, tabling(stage, "FRA-000007", reworded(stage)).said(Stance="support"))


@attack("amendment")
def an_amendment_of_two_others(stage: Stage) -> None:
    put(stage, NEW, tabling(stage, "FRA-000007", reworded(stage), named=("FRA-000001", "FRA-000002")))


@attack("base")
def a_retain_against_an_amendment_that_regards_another_one(stage: Stage) -> None:
    draft = tabling(stage, "FRA-000007", {}, named=("FRA-000002",))
    put(stage, NEW, draft.said(Regarding=stage.tip("refs/heads/amendments/FRA-000001")))


@attack("base")
def a_revision_on_a_text_that_was_never_agreed(stage: Stage) -> None:
    tip = stage.tip(REF)
    put(stage, REF, _revision(stage, (tip,), stage.tip("refs/heads/amendments/FRA-000001")))


@attack("parents")
def a_revision_that_brings_a_third_parent(stage: Stage) -> None:
    other = stage.tip("refs/heads/amendments/FRA-000001")
    put(stage, REF, _revision(stage, (stage.tip(REF), stage.main, other), stage.main))


@attack("trailers")
def a_withdrawal_of_another_version_than_the_last(stage: Stage) -> None:
    put(stage, REF, _withdrawal(stage).said(Regarding=stage.main))


@attack("trailers")
def a_withdrawal_that_brings_a_second_parent(stage: Stage) -> None:
    draft = _withdrawal(stage)
    put(stage, REF, replace(draft, parents=(*draft.parents, stage.main)))


@attack("trailers")
def an_amendment_that_changes_nothing_and_retains_nothing(stage: Stage) -> None:
    put(stage, NEW, tabling(stage, "FRA-000007", {}).said(Clause=None))


@attack("trailers")
def a_retain_that_gives_the_hash_of_a_text(stage: Stage) -> None:
    read = parse_clause(SCOPE, stage.file(stage.main, SCOPE))
    assert not isinstance(read, Problem)
    draft = tabling(stage, "FRA-000007", {})
    trailers = [*draft.trailers[:-1], ("Text-SHA256", f"scope {read.text_sha256}"), draft.trailers[-1]]
    put(stage, NEW, replace(draft, trailers=tuple(trailers)))


@attack("trailers")
def a_revision_that_changes_nothing_any_more(stage: Stage) -> None:
    tip = stage.tip(REF)
    put(stage, REF, tabling(stage, "FRA-000002", {}, action="revise", parents=(tip, stage.main)))


@attack("trailers")
def an_amendment_that_names_a_clause_that_it_does_not_change(stage: Stage) -> None:
    draft = tabling(stage, "FRA-000007", reworded(stage))
    place = draft.trailers.index(("Clause", "scope"))
    trailers = [*draft.trailers[:place], ("Clause", "depositary"), *draft.trailers[place:]]
    put(stage, NEW, replace(draft, trailers=tuple(trailers)))


@attack("trailers")
def an_amendment_that_names_another_clause_than_it_changes(stage: Stage) -> None:
    put(stage, NEW, tabling(stage, "FRA-000007", reworded(stage)).said(Clause="depositary"))


def _revision(stage: Stage, parents: Sequence[str], base: str) -> Draft:
    """A revision of article 4, sound but for its parents and its base."""
    path = "clauses/310-critical-infrastructure.md"
    words = stage.file(stage.main, path).replace(b"damage", b"impair")
    draft = tabling(stage, "FRA-000002", {path: words}, action="revise", parents=parents)
    return draft.said(Regarding=base)


def _withdrawal(stage: Stage) -> Draft:
    tip = stage.tip(REF)
    trailers = (*head(stage, "amendment", "FRA"), ("Amendment", "FRA-000002"), ("Regarding", tip))
    return Draft(
        tree=stage.tree_of(tip), parents=(tip,), trailers=(*trailers, ("Action", "withdraw")), by="fra@example.org",
        subject="FRA withdraws FRA-000002",
    )  # fmt: skip


def _first_parent(stage: Stage, id: str) -> str:
    return next(line[7:] for line in stage.read(id).decode().splitlines() if line.startswith("parent "))
