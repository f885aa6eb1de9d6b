"""What was worked out before is given again for the same words and names only, and says exactly the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from drafter.draft.brackets import Brackets
from drafter.draft.consolidate import consolidate
from drafter.draft.notebook import as_written, bracketed_words, carried, rivals, written
from drafter.draft.proposals import Proposals
from drafter.draft.summary import amendment_rows, clause_rows
from drafter.model.amendment import Change
from drafter.model.clause import Clause, parse_clause
from drafter.text.alternatives import Proposal
from drafter.text.attribution import Parties, Voice
from drafter.text.notation import Retain
from tests.draft.building import Talks
from tests.draft.test_brackets import worked_example
from tests.text.texts import dear, lineages, versions

PARTIES = Parties((("AOSIS", ("FJI", "TUV")),), ("AUS", "EST", "FJI", "NOR", "RUS", "TUV", "USA"))
SAYS = st.sampled_from(["proposes", "cosponsors", "supports", "accepts", "reserves", "opposes", "retains"])
VOICE = st.builds(Voice, st.sampled_from(["AOSIS", *PARTIES.signatories]), SAYS)


class Memory:
    """A notebook as the next run of the program finds it: what it gives went through JSON."""

    def __init__(self) -> None:
        self.answers: dict[str, str] = {}
        self.asked: list[str] = []
        self.kept: list[str] = []

    def known(self, key: str) -> object:
        self.asked.append(key)
        found: object = json.loads(self.answers[key]) if key in self.answers else None
        return found

    def keep(self, key: str, answer: object) -> None:
        self.kept.append(key)
        self.answers[key] = json.dumps(answer)

    def close(self) -> None:
        """Keep no more."""

    def another_run(self) -> Memory:
        other = Memory()
        other.answers = self.answers
        return other


def by_two_runs(work: Callable[[Memory], Any]) -> tuple[Any, Any, Memory]:
    """What is worked out, and what the next run finds, with its notebook."""
    first = Memory()
    answer = work(first)
    second = first.another_run()
    return answer, work(second), second


@dear
@given(lineages(1, 4), st.lists(st.lists(VOICE, max_size=4), min_size=4, max_size=4), st.booleans())
def test_brackets_are_read_from_the_notebook_as_they_were_worked_out(
    case: tuple[str, list[tuple[str, int | None]]], said: list[list[Voice]], retaining: bool
) -> None:
    base, tabled = case
    proposals = tuple(
        Proposal(f"P-{at}", text, f"P-{parent}" if parent is not None else None)
        for at, (text, parent) in enumerate(tabled)
    )
    voices = tuple((each.name, tuple(said[at])) for at, each in enumerate(proposals))
    retains = (Retain("USA"), Retain("RUS", frozenset({"P-0"}), "1")) if retaining else ()
    asked = (base, proposals, voices, PARTIES, retains)
    answer, again, notebook = by_two_runs(lambda notebook: bracketed_words(*asked, notebook))
    assert again == answer == bracketed_words(*asked)
    assert (len(notebook.asked), notebook.kept) == (1, [])
    assert as_written(json.loads(json.dumps(written(answer)))) == answer


def clause(body: str, heading: str = "Scope", status: str = "open") -> Clause:
    source = f'---\nkind: article\nnumber: "1"\nheading: "{heading}"\nstatus: {status}\n---\n\n{body}'
    found = parse_clause("clauses/010-scope.md", source)
    assert isinstance(found, Clause), found
    return found


@given(versions(2, 2), st.sampled_from(["Scope", "Use"]), st.sampled_from(["Scope", "Aim"]))
def test_what_was_carried_is_read_from_the_notebook_as_it_was_worked_out(
    case: tuple[str, list[str]], heading: str, other: str
) -> None:
    base, (ours, theirs) = case
    before, current, after = clause(base), clause(ours, heading), clause(theirs, other)
    change = Change("scope", before, after)
    answer, again, notebook = by_two_runs(lambda notebook: carried(change, current, notebook))
    assert again == answer == carried(change, current)
    assert (len(notebook.asked), notebook.kept) == (1, [])
    answer, again, notebook = by_two_runs(lambda notebook: rivals("scope", before, current, after, notebook))
    assert again is answer
    assert notebook.kept == []


def test_no_answer_is_given_for_other_words_names_parents_or_parties() -> None:
    base = "States shall refrain from attacks.\n"
    one, other = Proposal("FRA-1", base.replace("shall", "should")), Proposal("RUS-1", base.replace("attacks", "harm"))
    child = Proposal("RUS-1", other.text, "FRA-1")
    voices = (("FRA-1", (Voice("FRA", "proposes"),)), ("RUS-1", (Voice("RUS", "proposes"),)))
    turned = (("FRA-1", (Voice("RUS", "proposes"),)), ("RUS-1", (Voice("FRA", "proposes"),)))
    parties, others = Parties((), ("FRA", "RUS")), Parties((), ("RUS", "FRA"))
    asked: list[tuple[Any, ...]] = [
        (base, (one, other), voices, parties, ()),
        (base, (other, one), voices, parties, ()),
        (base, (one, child), voices, parties, ()),
        (base, (one,), voices[:1], parties, ()),
        (base, (one, other), turned, parties, ()),
        (base, (one, other), voices, others, ()),
        (base, (one, other), voices, parties, (Retain("FRA"),)),
        (base, (one, other), voices, parties, (Retain("FRA", frozenset()),)),
        (base, (one, other), voices, parties, (Retain("FRA", None, "1"),)),
        (base.replace("States", "All States"), (one, other), voices, parties, ()),
    ]
    notebook = Memory()
    for each in asked:
        assert bracketed_words(*each, notebook) == bracketed_words(*each)
    assert len(set(notebook.kept)) == len(asked)


def test_a_whole_negotiation_reads_the_same_with_a_notebook() -> None:
    def all_of(talks: Talks, notebook: Memory | None) -> tuple[Any, ...]:
        negotiation = talks.at()
        brackets = Brackets(negotiation, notebook=notebook) if notebook is not None else Brackets(negotiation)
        proposals = Proposals(negotiation, notebook) if notebook is not None else Proposals(negotiation)
        return (
            clause_rows(negotiation, brackets),
            amendment_rows(negotiation, proposals=proposals),
            consolidate(negotiation, style="bracketed", brackets=brackets),
        )

    plain = all_of(worked_example(), None)
    answer, again, notebook = by_two_runs(lambda notebook: all_of(worked_example(), notebook))
    assert plain == answer == again
    assert notebook.asked
    assert notebook.kept == []
