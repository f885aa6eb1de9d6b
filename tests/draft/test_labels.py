"""Every changed word of a redline bears the amendment or decision behind it, also when several changed one clause."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from hypothesis import given, settings

from drafter.draft.account import account
from drafter.draft.consolidate import consolidate
from drafter.draft.document import Block, Document, Heading, Note, Paragraph, Table
from drafter.draft.inline import Deleted, Inserted
from drafter.draft.labels import SAME_WORDS, UNATTRIBUTED, Labels
from drafter.draft.printing import printed
from drafter.draft.redline import RedlineParagraph, redline
from drafter.model.clause import Clause
from drafter.model.negotiation import Negotiation
from drafter.text import inline as text
from drafter.text.tokens import tokens
from tests.draft.building import CRITICAL, NOR, RUS, WSM, Talks, article, worked_example
from tests.draft.test_account import as_clause, as_decision, as_treaty
from tests.text import descents

CLAUSE = "critical-infrastructure"


def redlined(talks: Talks, since: Negotiation, *, attributed: bool = True) -> Document:
    return consolidate(talks.at(), style="redline", since=since, decisions=talks.since(since), attributed=attributed)


def line(document: Document, number: int = 0) -> str:
    return printed([block.content for block in document.blocks if isinstance(block, Paragraph)][number])


def labels(blocks: tuple[Block, ...]) -> Iterator[tuple[str, str]]:
    """The changed words of a document, each with its label."""
    for block in blocks:
        contents = [block.content] if isinstance(block, Heading | Paragraph) else []
        if isinstance(block, Table):
            contents = [cell for row in block.rows for cell in row.cells]
        for content in contents:
            for each in content:
                if isinstance(each, Inserted | Deleted):
                    yield "".join(part.text for part in each.content), each.label


def three_decisions() -> tuple[Talks, Negotiation]:
    """Two amendments adopted into one paragraph one after the other, and an edit of the secretariat."""
    talks = worked_example()
    before = talks.issue("Rev.1")
    first = CRITICAL.replace("refrain from", "not conduct or knowingly support")
    talks.decide("adopt", [CLAUSE, NOR], bodies={CLAUSE: first}, status={NOR: "accepted"})
    second = first.replace("infrastructure.", "infrastructure, including submarine cables.")
    talks.decide("adopt", [CLAUSE, WSM], bodies={CLAUSE: second}, status={WSM: "accepted"})
    talks.decide("edit", [CLAUSE], bodies={CLAUSE: f"{second}\n2. States shall report.\n"})
    return talks, before


def test_each_change_of_a_clause_bears_its_own_amendment_or_decision() -> None:
    talks, before = three_decisions()
    document = redlined(talks, before)
    assert line(document) == (
        f"1. States shall [-refrain from-]{{+not conduct or knowingly support - {NOR}+}} cyber operations that damage "
        f"critical infrastructure{{+, including submarine cables - {WSM}+}}."
    )
    assert line(document, 1) == f"{{+2. States shall report. - edit {talks.main[:8]}+}}"
    assert [each.label for each in document.behind] == [NOR, WSM, f"edit {talks.main[:8]}"]
    [origin] = document.behind[0].origins
    assert (origin.kind, origin.signatories, origin.commit) == ("amendment", ("NOR",), talks.history[0].commit)
    assert not document.notes


def test_a_word_that_no_act_may_change_is_unattributed_and_the_others_keep_their_labels() -> None:
    talks, before = three_decisions()
    slipped = talks.clauses[CLAUSE].body.replace("damage", "may damage")
    talks.decide("status", [CLAUSE], bodies={CLAUSE: slipped})
    document = redlined(talks, before)
    assert dict(labels(document.blocks))["may "] == f"{UNATTRIBUTED} {talks.main[:8]}"
    assert dict(labels(document.blocks))["refrain from"] == NOR
    assert document.notes == ("Article 4 has changed without a recorded decision",)
    assert document.behind[1].origins[0].why == "an act of the kind `status` changes no words"


def test_what_an_adoption_declares_beside_its_amendment_is_an_editorial_change() -> None:
    talks = worked_example()
    before = talks.at()
    proposed = CRITICAL.replace("refrain from", "not conduct or knowingly support")
    modified = proposed.replace("damage", "harm")
    talks.decide("adopt", [CLAUSE, NOR], bodies={CLAUSE: modified}, editorial=[CLAUSE], status={NOR: "accepted"})
    told = dict(labels(redlined(talks, before).blocks))
    assert told["refrain from"] == told["not conduct or knowingly support"] == NOR
    assert told["damage"] == told["harm"] == f"editorial change {talks.main[:8]}"


def test_words_of_two_amendments_that_say_the_same_bear_both() -> None:
    talks = worked_example()
    before = talks.at()
    proposed = CRITICAL.replace("critical ", "")
    talks.amend("EST-000001", {CLAUSE: proposed})
    talks.decide("adopt", [CLAUSE, RUS, "EST-000001"], bodies={CLAUSE: proposed})
    assert list(labels(redlined(talks, before).blocks)) == [("critical ", f"{RUS}, EST-000001")]


def test_a_paragraph_that_was_put_elsewhere_says_so_where_it_was_and_where_it_is() -> None:
    talks = worked_example()
    first = CRITICAL.strip()
    second = "2. Each State shall report to the Conference."
    talks.decide("edit", [CLAUSE], bodies={CLAUSE: f"{first}\n\n{second}\n"})
    before = talks.issue("Rev.1")
    talks.decide("edit", [CLAUSE], bodies={CLAUSE: f"{second}\n\n{first}\n"})
    document = redlined(talks, before)
    by = f"edit {talks.main[:8]} move"
    assert [line(document, number) for number in range(3)] == [
        f"{{+{second} - {by}+}}",
        first,
        f"[-{second} - {by}-]",
    ]
    assert [each.label for each in document.behind] == [by]
    assert "- move" in [entry.mark for entry in document.legend]


def test_who_changes_a_word_is_not_named_for_the_words_round_it_where_another_paragraph_was_moved() -> None:
    long = "1. States shall refrain from cyber operations that damage hospitals, schools, dams and power plants."
    short = "2. Each Party shall report to the Conference every year."
    talks = Talks(article(CLAUSE, f"{long}\n\n{short}\n"))
    before = talks.at()
    changed = long.replace("dams", "ports, dams")
    talks.amend("USA-000001", {CLAUSE: f"{changed}\n\n{short}\n"})
    talks.decide("adopt", [CLAUSE, "USA-000001"], bodies={CLAUSE: f"{changed}\n\n{short}\n"})
    talks.amend("DEU-000001", {CLAUSE: f"{short}\n\n{changed}\n"})
    talks.decide("adopt", [CLAUSE, "DEU-000001"], bodies={CLAUSE: f"{short}\n\n{changed}\n"})
    told = list(labels(redlined(talks, before).blocks))
    assert [(words, label) for words, label in told if "USA" in label] == [(", ports", "USA-000001")]
    assert {label for words, label in told if "ports" not in words} == {"DEU-000001 move"}


def adopted(base: str, *proposals: tuple[str, str]) -> list[str]:
    """The lines of a redline since some amendments were adopted one after the other; each is on what stood then."""
    talks = Talks(article(CLAUSE, base))
    before = talks.at()
    for name, body in proposals:
        talks.amend(name, {CLAUSE: body})
        talks.decide("adopt", [CLAUSE, name], bodies={CLAUSE: body})
    return [printed(block.content) for block in redlined(talks, before).blocks if isinstance(block, Paragraph)]


def test_a_kept_word_between_the_changes_of_two_is_neither_s() -> None:
    assert adopted(
        "1. Parties wishing promptly not delaying shall meet.\n",
        ("NOR-000001", "1. States which notwithstanding any rule not delaying shall meet.\n"),
        ("USA-000001", "1. States which notwithstanding any rule not withholding any contribution shall meet.\n"),
    ) == [
        "1. [-Parties wishing promptly-]{+States which notwithstanding any rule - NOR-000001+} not "
        "[-delaying-]{+withholding any contribution - USA-000001+} shall meet."
    ]


def test_a_word_or_two_that_stay_are_taken_along_in_the_rewriting_of_one() -> None:
    rewritten = "1. States which notwithstanding any rule not withholding any contribution shall meet.\n"
    assert adopted("1. Parties wishing promptly not delaying shall meet.\n", ("NOR-000001", rewritten)) == [
        "1. [-Parties wishing promptly not delaying-]"
        "{+States which notwithstanding any rule not withholding any contribution - NOR-000001+} shall meet."
    ]


def test_who_changes_words_of_a_paragraph_that_stands_elsewhere_is_not_named_for_a_word_beside_them() -> None:
    moved, changed = "3. One; two three four five six seven eight;", "3. One; two three four nine ten eight;"
    other, last = "3. Able baker charlie.", "3. Delta."
    long = "(a) Echo foxtrot golf hotel india juliett kilo lima. Mike november oscar papa quebec romeo sierra tango."
    lines = adopted(
        f"{moved}\n\n{other}\n\n{long}\n\n{last}\n",
        ("RUS-000001", f"{other}\n\n{long} {last}\n\n{moved}\n"),
        ("JPN-000001", f"{other}\n\n{long} {last}\n\n{changed}\n"),
    )
    assert not any("eight; - JPN" in each or "eight - JPN" in each for each in lines), lines


def test_a_clause_that_comes_goes_or_gets_another_number_says_by_what() -> None:
    talks = Talks(article("scope", "1. Words.\n"), article("end", "1. Last.\n", order="900", number="2", heading="End"))
    before = talks.at()
    added = article("more", "1. More.\n", order="500", number="1 bis", heading="More")
    talks.amend("BRA-000001", {"more": added})
    talks.amend("FRA-000001", {"scope": None})
    talks.decide("adopt", ["more", "BRA-000001"], bodies={"more": added})
    talks.decide(
        "adopt", ["scope", "FRA-000001"], bodies={"scope": talks.clauses["scope"].with_value("status", "deleted")}
    )
    talks.decide("edit", ["end"], bodies={"end": talks.clauses["end"].with_value("number", "3")})
    document = redlined(talks, before)
    headings = {block.clause: block for block in document.blocks if isinstance(block, Heading)}
    assert (headings["scope"].change, headings["scope"].label) == ("deleted", "FRA-000001")
    assert (headings["more"].change, headings["more"].label) == ("added", "BRA-000001")
    assert dict(labels(document.blocks)) == {"More": "BRA-000001", "1. More.": "BRA-000001", "1. Words.": "FRA-000001"}
    notes = [block.text for block in document.blocks if isinstance(block, Note)]
    assert notes == [f"it was Article 2 (changed by edit {talks.main[:8]})"]


def test_a_selection_is_labelled_word_by_word_as_if_it_were_adopted() -> None:
    document = consolidate(worked_example().at(), style="redline", selected=[NOR, WSM])
    told = dict(labels(document.blocks))
    assert told["not conduct or knowingly support"] == NOR
    assert told[", including submarine cables"] == WSM


def test_without_names_a_change_bears_the_decision_and_nobody_s_amendment() -> None:
    talks, before = three_decisions()
    document = redlined(talks, before, attributed=False)
    assert dict(labels(document.blocks))["refrain from"] == f"adopt {talks.history[0].commit[:8]}"
    assert not any(origin.amendments or origin.signatory for each in document.behind for origin in each.origins)


def test_without_the_decisions_every_change_is_unattributed() -> None:
    talks, before = three_decisions()
    document = consolidate(talks.at(), style="redline", since=before)
    assert {label for _, label in labels(document.blocks)} == {UNATTRIBUTED}


def pieces(shown: tuple[RedlineParagraph, ...]) -> list[tuple[str, str, str]]:
    return [
        (type(each).__name__, each.text, getattr(each, "label", ""))
        for paragraph in shown
        for each in paragraph.content
        if isinstance(each, text.Words | text.Inserted | text.Deleted)
    ]


def both_texts(shown: tuple[RedlineParagraph, ...]) -> list[tuple[str, str]]:
    """Each paragraph of a redline without what was put in, and without what was taken out."""
    found = []
    for each in shown:
        told = pieces((each,))
        old = "".join(words for kind, words, _ in told if kind != "Inserted")
        found.append((old, "".join(words for kind, words, _ in told if kind != "Deleted")))
    return found


def test_a_reference_is_labelled_whole() -> None:
    before = "shall\n\n1. (a) {a:1.a}\n\n| shall | act |\nshall\n\n"
    tabled = before.replace("(a)", "(a) (a)")
    after = tabled.removeprefix("shall\n\n")
    history = [
        descents.Version(text=before, proposed=(), modified=False),
        descents.Version(text=tabled, proposed=(descents.Proposed("P00", before, tabled),), modified=False),
        descents.Version(text=after, proposed=(), modified=True),
    ]
    decisions = [as_decision(number, was.text, version) for number, (was, version) in enumerate(pairwise(history))]
    clause = Labels(decisions).of(as_clause(before), as_clause(after))
    shown = pieces(clause.words("text", redline(before, after)))
    assert ("Inserted", "(a) ", "P00") in shown
    assert ("Inserted", "{a:1.a}", SAME_WORDS) in shown


@settings(deadline=None)
@given(descents.histories(plain=True))
def test_labelling_moves_no_word_and_blames_only_who_touched_it(history: list[descents.Version]) -> None:
    before, after = history[0].text, history[-1].text
    decisions = [as_decision(number, was.text, version) for number, (was, version) in enumerate(pairwise(history))]
    both: tuple[Clause, Clause] = (as_clause(before), as_clause(after))
    known = Labels(decisions)
    clause = known.of(*both)
    plain = redline(both[0].body, both[1].body)
    labelled = clause.words("text", plain)
    assert both_texts(labelled) == both_texts(plain)
    assert not clause.unattributed
    told: dict[str, set[str]] = {}
    for each in account(as_treaty(before), as_treaty(after), decisions).changes:
        for moved in (False, True):
            name = known.named(each.origins, moved=moved)
            told.setdefault(name, set()).update((*tokens(each.old), *tokens(each.new)))
    standing = set(tokens(both[0].body)) & set(tokens(both[1].body))
    for kind, words, label in pieces(labelled):
        if kind == "Words":
            continue
        assert label
        # Of words that stand in both texts the redline may show others as changed than the account does.
        said = {word for word in tokens(words) if not word.isspace()}
        assert said <= standing | told.get(label, set()), label
        assert label != SAME_WORDS or said <= standing
