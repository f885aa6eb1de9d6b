"""Two versions of a clause file merged: value by value, word by word, nothing lost and nothing guessed."""

from hypothesis import given
from hypothesis import strategies as st

from drafter.model.clause import Clause, parse_clause
from drafter.text.clausefile import merge_files
from tests.text.texts import canonical, dear, texts

BASE = """\
---
kind: article
number: "4"
heading: Protection of critical infrastructure
status: open
sources:
  - "UN GGE 2015, 13(f)"
---

1. States shall refrain from cyber operations that damage critical infrastructure.

2. Each State shall report annually.
"""
VALUES = ("kind: article", 'number: "4"', "heading: Protection of critical infrastructure", "status: open")


def read(text: str) -> Clause:
    found = parse_clause("clauses/310-critical-infrastructure.md", text)
    assert isinstance(found, Clause), found
    return found


def test_different_words_of_one_paragraph_merge() -> None:
    ours = BASE.replace("refrain from", "not conduct or knowingly support")
    theirs = BASE.replace("infrastructure.", "infrastructure, including submarine cables.")
    merged = merge_files(BASE, ours, theirs)
    assert merged.conflicts == ()
    assert "1. States shall not conduct or knowingly support cyber operations that damage" in merged.text
    assert "infrastructure, including submarine cables." in merged.text
    assert merged.near


def test_the_same_words_changed_differently_conflict_where_they_stand() -> None:
    ours = BASE.replace("refrain from", "abstain from")
    theirs = BASE.replace("refrain from", "never conduct")
    merged = merge_files(BASE, ours, theirs)
    assert "1. States shall ⟦refrain from⟧⟨ours: abstain from⟩⟨theirs: never conduct⟩ cyber operations" in merged.text
    assert "<<<<<<<" not in merged.text
    assert merged.conflicts == ("⟦refrain from⟧⟨ours: abstain from⟩⟨theirs: never conduct⟩",)


def test_two_insertions_at_one_point_conflict_since_nobody_knows_which_was_tabled_first() -> None:
    ours = BASE.replace("damage critical", "damage or disable critical")
    theirs = BASE.replace("damage critical", "damage or degrade critical")
    assert len(merge_files(BASE, ours, theirs).conflicts) == 1


def test_values_of_the_front_matter_merge_one_by_one() -> None:
    ours = BASE.replace("status: open", "status: bracketed")
    theirs = BASE.replace('number: "4"', 'number: "4 bis"').replace("critical infrastructure\n", "essential services\n")
    merged = merge_files(BASE, ours, theirs)
    assert merged.conflicts == ()
    clause = read(merged.text)
    assert (clause.number, clause.status.value, clause.heading) == (
        "4 bis",
        "bracketed",
        "Protection of essential services",
    )


def test_neighbouring_values_conflict_no_more_than_distant_ones() -> None:
    ours = BASE.replace("status: open", "status: provisional")
    theirs = BASE.replace("heading: Protection of critical infrastructure", "heading: Essential services")
    assert merge_files(BASE, ours, theirs).conflicts == ()


def test_one_value_changed_differently_conflicts_and_cannot_pass_for_a_value() -> None:
    ours, theirs = (BASE.replace("status: open", f"status: {value}") for value in ("bracketed", "provisional"))
    merged = merge_files(BASE, ours, theirs)
    assert merged.conflicts == ("status: ⟦open⟧⟨ours: bracketed⟩⟨theirs: provisional⟩",)
    assert 'status: "⟦open⟧⟨ours: bracketed⟩⟨theirs: provisional⟩"\n' in merged.text
    assert not isinstance(parse_clause("clauses/310-critical-infrastructure.md", merged.text), Clause)


def test_a_list_of_sources_and_a_key_that_nobody_knows_are_kept() -> None:
    ours = BASE.replace("sources:\n", "x-note: kept   # why\nsources:\n")
    theirs = BASE.replace('13(f)"\n', '13(f)"\n  - "OEWG 2021, 19"\n')
    merged = merge_files(BASE, ours, theirs)
    assert merged.conflicts == ()
    assert "x-note: kept   # why\n" in merged.text
    assert read(merged.text).sources == ("UN GGE 2015, 13(f)", "OEWG 2021, 19")


def test_a_key_that_theirs_adds_follows_the_one_before_it() -> None:
    ours = BASE.replace("status: open", "status: bracketed")
    theirs = BASE.replace("status: open\n", "status: open\nx-note: new\n")
    assert "status: bracketed\nx-note: new\nsources:" in merge_files(BASE, ours, theirs).text


def test_the_same_value_written_in_another_way_is_no_conflict() -> None:
    ours = BASE.replace("status: open", 'status: "open"')
    theirs = BASE.replace("status: open", "status: 'open'")
    assert merge_files(BASE, ours, theirs).text == ours


def test_a_clause_that_both_added_keeps_what_both_say_alike() -> None:
    other = BASE.replace("refrain from", "abstain from")
    merged = merge_files("", BASE, other)
    assert len(merged.conflicts) == 1
    assert merged.text.startswith(BASE.partition("1. States")[0])


def test_a_file_without_front_matter_is_merged_as_text() -> None:
    base = "States shall refrain from it. Each State shall report to the others every year.\n"
    ours, theirs = base.replace("refrain from", "abstain from"), base.replace("every year", "annually")
    assert merge_files(base, ours, theirs).text == (
        "States shall abstain from it. Each State shall report to the others annually.\n"
    )


@st.composite
def clause_files(draw: st.DrawFn) -> str:
    head = [draw(st.sampled_from([value, value.replace("e", "ee"), ""])) for value in VALUES]
    listed = "\n".join(line for line in head if line)
    return f"---\n{listed}\n---\n\n" + canonical(draw(texts())).replace("\x00", "")


@dear
@given(clause_files(), clause_files())
def test_a_side_that_changed_nothing_takes_the_other(base: str, ours: str) -> None:
    assert merge_files(base, ours, base) == merge_files(base, base, ours) == merge_files(base, ours, ours)
    assert merge_files(base, ours, base).text == ours


@dear
@given(clause_files(), clause_files(), clause_files())
def test_swapping_the_sides_finds_the_same_conflicts(base: str, ours: str, theirs: str) -> None:
    there, back = merge_files(base, ours, theirs), merge_files(base, theirs, ours)
    assert len(there.conflicts) == len(back.conflicts)
    if not there.conflicts:
        assert sorted(there.text.split("\n")) == sorted(back.text.split("\n"))


@dear
@given(clause_files(), clause_files(), clause_files())
def test_a_clean_merge_has_the_values_of_whoever_changed_them(base: str, ours: str, theirs: str) -> None:
    merged = merge_files(base, ours, theirs)
    if merged.conflicts:
        return
    for value in VALUES:
        key = value.partition(":")[0]
        old, one, other, result = (
            [line for line in text.split("\n---\n")[0].split("\n") if line.startswith(f"{key}:")]
            for text in (base, ours, theirs, merged.text)
        )
        assert result == (other if one == old else one)
