"""What a person types is found by full id or unique beginning, and never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.model import resolve
from drafter.model.amendment import Amendment, Version
from drafter.model.clause import compose_clause
from drafter.model.negotiation import Negotiation
from drafter.model.problem import Refused
from drafter.model.target import Target
from drafter.model.terms import AmendmentStatus, Kind
from drafter.model.treaty import Treaty
from tests.conftest import roster

COMMIT = "0" * 40


def amendment(id: str) -> Amendment:
    version = Version(commit=COMMIT, date="", delegate="", action="table", subject="", rationale="")
    return Amendment(
        id=id, signatory=id[:3], base=COMMIT, changes=(), retains=(Target("scope"),), versions=(version,),
        status=AmendmentStatus.TABLED,
    )  # fmt: skip


IDS = ["FRA-7K3QXD", "FRA-7K9999", "FRA-A00000", "DEU-000001"]
CLAUSES = (
    compose_clause("scope", "100", kind=Kind.ARTICLE, number="1", body="1. One.\n\n(a) A.\n\n2. Two.\n"),
    compose_clause("fra-7k", "200", kind=Kind.ARTICLE, number="2"),
)
NEGOTIATION = Negotiation(Treaty(roster(), CLAUSES, COMMIT, "", COMMIT), tuple(map(amendment, IDS)), (), (), (), None)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("FRA-7K3QXD", "FRA-7K3QXD"),
        ("fra-7k3", "FRA-7K3QXD"),
        ("FRA-A", "FRA-A00000"),
        ("DEU", "DEU-000001"),
        ("D", "DEU-000001"),
    ],
)
def test_an_amendment_is_found_by_any_unique_beginning(typed: str, found: str) -> None:
    assert resolve.amendment(NEGOTIATION, typed).id == found
    if "-" in typed:
        assert resolve.target(NEGOTIATION, typed) == Target(amendment=found)


def test_an_ambiguous_beginning_names_the_candidates() -> None:
    with pytest.raises(Refused, match=r"`FRA-7K` could be FRA-7K3QXD, FRA-7K9999; type more"):
        resolve.amendment(NEGOTIATION, "FRA-7K")
    with pytest.raises(Refused, match="could be"):
        resolve.target(NEGOTIATION, "FRA-7K")


@pytest.mark.parametrize("typed", ["", "FRA-B", "-7K3QXD", "FRA-7K3QXD0", "../FRA"])
def test_what_no_amendment_begins_with_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="no amendment"):
        resolve.amendment(NEGOTIATION, typed)


@pytest.mark.parametrize(
    ("typed", "target"),
    [
        ("scope", Target("scope")),
        ("scope:1.a", Target("scope", "1.a")),
        ("scope:2", Target("scope", "2")),
        ("fra-7k", Target("fra-7k")),
    ],
)
def test_a_clause_and_a_provision_are_found_by_their_address(typed: str, target: Target) -> None:
    assert resolve.target(NEGOTIATION, typed) == target


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("scop", "no clause or amendment `scop`; did you mean scope"),
        ("scop:1", "no clause `scop`; did you mean scope"),
        ("scope:3", "`scope` has no provision `3`; did you mean 1, 2"),
        ("scope:", "has no provision"),
        ("", "no clause or amendment"),
        ("fra-7k:1", "`fra-7k` has no provision `1`; it has none"),
        # A number is explained, and never taken for a name: it may be another clause's in the next text.
        ("2", "no clause or amendment `2`; Article 2 is `fra-7k`"),
        ("Article 1", "no clause or amendment `Article 1`; Article 1 is `scope`"),
        ("article-1", "Article 1 is `scope`"),
        ("1:1", "no clause `1`; Article 1 is `scope`"),
        ("annex 1", "`drafter list` shows the clauses"),
    ],
)
def test_what_is_not_there_is_refused_with_what_is_near(typed: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        resolve.target(NEGOTIATION, typed)


_TYPED = st.one_of(
    st.builds(
        lambda name, end, small: (name[:end].lower() if small else name[:end]),
        st.sampled_from([*IDS, "scope", "scope:1.a", "scope:2", "fra-7k"]), st.integers(0, 10), st.booleans(),
    ),
    st.text("FRADEUfra-:7K3.12", max_size=6),
)  # fmt: skip


@given(_TYPED)
def test_what_is_plainly_meant_is_what_is_meant(typed: str) -> None:
    plainly = resolve.plainly(NEGOTIATION.treaty, IDS, typed)
    try:
        meant: Target | None = resolve.target(NEGOTIATION, typed)
    except Refused:
        meant = None
    assert plainly == meant


def test_a_branch_whose_name_is_no_id_is_never_meant() -> None:
    assert resolve.plainly(NEGOTIATION.treaty, ["XAB-", "XAB-7"], "XAB-7") is None


def test_a_clause_is_never_found_by_its_beginning() -> None:
    with pytest.raises(Refused, match="did you mean scope"):
        resolve.clause(NEGOTIATION, "sco")
