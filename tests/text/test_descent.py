"""Where words come from: no word without a source, none with a wrong one."""

from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from drafter.text.descent import Proposed, Source, Version, descent, passage, runs, stretches
from drafter.text.merge import merge
from drafter.text.tokens import tokens
from tests.text.descents import histories
from tests.text.texts import dear, known_words

BASE = "1. States shall refrain from cyber operations that damage critical infrastructure.\n"
NOR = BASE.replace("refrain from", "not conduct or knowingly support")
RUS = BASE.replace("critical ", "")
LONG = "2. Each State shall designate a point of contact and keep its address up to date.\n"


def told(versions: list[Version]) -> list[tuple[str, int, tuple[str, ...]]]:
    return [(run.text, run.source.version, run.source.names) for run in runs(versions)]


def by_word(versions: list[Version]) -> dict[str, Source]:
    return dict(zip(tokens(versions[-1].text), descent(versions), strict=True))


def test_words_of_the_opening_text_are_original() -> None:
    assert told([Version(BASE)]) == [(BASE, 0, ())]


def test_an_adopted_word_is_that_of_the_amendment_that_has_it() -> None:
    both = merge(BASE, NOR, RUS).text
    adopted = Version(both, (Proposed("NOR", BASE, NOR), Proposed("RUS", BASE, RUS)))
    assert told([Version(BASE), adopted]) == [
        ("1. States shall ", 0, ()),
        ("not conduct or knowingly support", 1, ("NOR",)),
        (" cyber operations that damage infrastructure.\n", 0, ()),
    ]


def test_words_that_two_adopted_amendments_have_are_those_of_both() -> None:
    adopted = Version(NOR, (Proposed("NOR", BASE, NOR), Proposed("EST", BASE, NOR)))
    assert ("not conduct or knowingly support", 1, ("NOR", "EST")) in told([Version(BASE), adopted])


def test_a_word_between_two_amendments_that_touch_it_stays_original() -> None:
    base = "Parties shall adopt suitable measures to protect submarine cables.\n"
    one = base.replace("adopt", "promptly put in place all")
    other = base.replace("measures", "legislation and policies")
    adopted = Version(merge(base, one, other).text, (Proposed("A", base, one), Proposed("B", base, other)))
    assert told([Version(base), adopted]) == [
        ("Parties shall ", 0, ()),
        ("promptly put in place all", 1, ("A",)),
        (" suitable ", 0, ()),
        ("legislation and policies", 1, ("B",)),
        (" to protect submarine cables.\n", 0, ()),
    ]


def test_an_amendment_tabled_on_an_older_text_keeps_its_words() -> None:
    newer = RUS + "\n" + LONG
    adopted = Version(merge(BASE, newer, NOR).text, (Proposed("NOR", BASE, NOR),))
    assert told([Version(BASE), Version(newer), adopted]) == [
        ("1. States shall ", 0, ()),
        ("not conduct or knowingly support", 2, ("NOR",)),
        (" cyber operations that damage infrastructure.", 0, ()),
        ("\n\n" + LONG.removesuffix("\n"), 1, ()),
        ("\n", 0, ()),
    ]


def test_adopted_as_modified_the_words_of_the_amendment_are_its_and_the_others_are_editorial() -> None:
    text = BASE.replace("refrain from", "never conduct or knowingly support")
    adopted = Version(text, (Proposed("NOR", BASE, NOR),), modified=True)
    assert told([Version(BASE), adopted]) == [
        ("1. States shall ", 0, ()),
        ("never", 1, ()),
        (" conduct or knowingly support", 1, ("NOR",)),
        (" cyber operations that damage critical infrastructure.\n", 0, ()),
    ]


def test_a_word_that_an_adoption_as_modified_leaves_as_it_stood_is_still_of_whoever_brought_it_in() -> None:
    text = BASE.replace("refrain from", "not conduct")
    asked = text.replace("1. States", "1. The Parties").replace("critical ", "essential ")
    adopted = Version(text, (Proposed("NOR", BASE, asked),), modified=True)
    assert told([Version(BASE), adopted]) == [
        ("1. States shall ", 0, ()),
        ("not conduct", 1, ("NOR",)),
        (" cyber operations that damage critical infrastructure.\n", 0, ()),
    ]
    assert [(each.kind, each.text) for each in stretches(BASE, [adopted])] == [
        ("deleted", "refrain from"),
        ("inserted", "not conduct"),
    ]


def test_a_word_of_a_modified_text_that_two_amendments_bring_in_is_that_of_both() -> None:
    one = BASE.replace("infrastructure", "infrastructure, in particular hospitals")
    other = BASE.replace("infrastructure", "infrastructure, in particular the networks of schools")
    text = BASE.replace("infrastructure", "infrastructure, in particular the networks of schools and hospitals")
    adopted = Version(text, (Proposed("WSM", BASE, one), Proposed("NGA", BASE, other)), modified=True)
    sources = by_word([Version(BASE), adopted])
    assert sources["particular"] == Source(1, ("WSM", "NGA"))
    assert sources["networks"] == sources["schools"] == Source(1, ("NGA",))
    assert sources["hospitals"] == Source(1, ("WSM",))
    assert sources["and"] == Source(1)


def test_an_amendment_in_conflict_adopted_as_modified_is_still_named_for_its_words() -> None:
    newer = BASE.replace("refrain from", "abstain from")
    text = BASE.replace("refrain from", "abstain from and not knowingly support")
    adopted = Version(text, (Proposed("NOR", BASE, NOR),), modified=True)
    sources = by_word([Version(BASE), Version(newer), adopted])
    assert sources["knowingly"] == sources["support"] == Source(2, ("NOR",))
    assert sources["abstain"] == Source(1)
    assert sources["and"] == Source(2)


def test_a_paragraph_that_moved_keeps_its_sources() -> None:
    first = Version(BASE + "\n" + LONG)
    amended = Version(NOR + "\n" + LONG, (Proposed("NOR", first.text, NOR + "\n" + LONG),))
    moved = Version(LONG + "\n" + NOR)
    words = by_word([first, amended, moved])
    assert words["knowingly"] == Source(1, ("NOR",))
    assert words["address"] == Source(0)


def test_a_paragraph_that_an_amendment_moved_keeps_its_sources() -> None:
    base = BASE + "\n" + LONG
    moved = LONG + "\n" + BASE
    adopted = Version(moved, (Proposed("AUS", base, moved),))
    words = by_word([Version(base), adopted])
    assert words["address"] == words["infrastructure"] == Source(0)
    found = [each for each in stretches(base, [adopted]) if each.text.strip()]
    assert [(each.kind, each.sources) for each in found] == [("moved", (Source(0, ("AUS",)),))]


def test_a_paragraph_that_a_correction_moves_is_told_as_moved_by_it_and_by_nobody_else() -> None:
    base = BASE + "\n" + LONG
    found = [each for each in stretches(base, [Version(LONG + "\n" + BASE)]) if each.text.strip()]
    assert [(each.kind, each.sources) for each in found] == [("moved", (Source(0),))]


def test_a_paragraph_of_an_amendment_that_an_adoption_as_modified_puts_elsewhere_is_still_its() -> None:
    adopted = Version(BASE + "\n" + LONG, (Proposed("NOR", LONG, LONG + "\n" + BASE),), modified=True)
    words = by_word([Version(LONG), adopted])
    assert words["refrain"] == words["infrastructure"] == Source(1, ("NOR",))
    assert words["address"] == Source(0)


def test_a_paragraph_that_an_amendment_joined_to_another_one_keeps_its_sources() -> None:
    base = BASE + "\n" + LONG
    joined = BASE.replace(".\n", ", and each") + LONG.removeprefix("2. Each")
    other = base.replace("critical", "vital")
    adopted = Version(merge(base, joined, other).text, (Proposed("AUS", base, joined), Proposed("BRA", base, other)))
    assert told([Version(base), adopted]) == [
        ("1. States shall refrain from cyber operations that damage ", 0, ()),
        ("vital", 1, ("BRA",)),
        (" infrastructure", 0, ()),
        (", and each", 1, ("AUS",)),
        (LONG.removeprefix("2. Each"), 0, ()),
    ]


def test_a_short_paragraph_that_an_amendment_joined_to_a_long_one_keeps_its_sources() -> None:
    long = (
        "1. " + "; ".join(f"each Party shall take measure {n} of those listed in annex {n}" for n in range(20)) + ".\n"
    )
    short = "2. Nothing in this Article affects the Charter.\n"
    base, between = f"{long}\n{LONG}\n{short}", LONG.replace("2. ", "2 bis. ")
    amended = base.replace("affects", "prejudices")
    joined = f"{long.removesuffix(chr(10))} Nothing in this Article prejudices the Charter.\n\n{between}"
    history = [
        Version(base),
        Version(amended, (Proposed("BRA", base, amended),)),
        Version(joined, (Proposed("AUS", amended, joined),)),
    ]
    words = by_word(history)
    assert words["Nothing"] == words["Charter"] == Source(0)
    assert words["prejudices"] == Source(1, ("BRA",))
    assert words["bis"] == Source(2, ("AUS",))


def test_a_word_that_a_conflicting_amendment_wanted_out_too_is_taken_out_by_it_where_that_was_declared() -> None:
    newer = BASE.replace("refrain from", "abstain from")
    text = BASE.replace("refrain from", "abstain and not knowingly support")
    for modified, names in ((True, ("NOR",)), (False, ())):
        adopted = Version(text, (Proposed("NOR", BASE, NOR),), modified)
        gone = {each.text.strip(): each.sources for each in stretches(newer, [adopted]) if each.kind == "deleted"}
        assert gone["from"] == (Source(0, names),)


def test_who_took_a_word_out_is_named_once_whatever_else_was_modified() -> None:
    adopted = Version(RUS.replace("States", "Parties"), (Proposed("RUS", BASE, RUS),), modified=True)
    gone = {each.text.strip(): each.sources for each in stretches(BASE, [adopted]) if each.kind == "deleted"}
    assert gone == {"States": (Source(0),), "critical": (Source(0, ("RUS",)),)}


def test_of_two_equal_words_of_which_an_amendment_brought_in_one_that_which_stood_is_not_its() -> None:
    base = "Parties report.\n"
    adopted = Version("Parties.\n", (Proposed("NOR", base, "Parties Parties.\n"),), modified=True)
    assert by_word([Version(base), adopted])["Parties"] == Source(0)


def test_a_word_put_back_comes_from_the_version_that_put_it_back() -> None:
    sources = by_word([Version(BASE), Version(RUS), Version(BASE)])
    assert sources["critical"] == Source(2)
    assert sources["damage"] == Source(0)


def test_stretches_name_who_took_words_out_and_who_put_words_in() -> None:
    both = merge(BASE, NOR, RUS).text
    adopted = Version(both, (Proposed("NOR", BASE, NOR), Proposed("RUS", BASE, RUS)))
    assert [(each.kind, each.text, each.sources) for each in stretches(BASE, [adopted])] == [
        ("deleted", "refrain from", (Source(0, ("NOR",)),)),
        ("inserted", "not conduct or knowingly support", (Source(0, ("NOR",)),)),
        ("deleted", "critical ", (Source(0, ("RUS",)),)),
    ]


def test_words_that_two_amendments_delete_are_deleted_by_both() -> None:
    adopted = Version(RUS, (Proposed("RUS", BASE, RUS), Proposed("IND", BASE, RUS)))
    assert [each.sources for each in stretches(BASE, [adopted])] == [(Source(0, ("RUS", "IND")),)]


def test_what_a_version_slipped_in_beside_the_merge_is_not_the_proposals() -> None:
    slipped = Version(NOR.replace("critical", "essential"), (Proposed("NOR", BASE, NOR),))
    found = {each.text: each.sources for each in stretches(BASE, [slipped])}
    assert found["critical"] == found["essential"] == (Source(0),)
    assert not passage(BASE, slipped).plain


def test_a_version_that_leaves_a_word_of_the_proposal_out_is_not_the_plain_merge() -> None:
    assert passage(BASE, Version(NOR, (Proposed("NOR", BASE, NOR),))).plain
    assert not passage(BASE, Version(NOR.replace("not conduct", "conduct"), (Proposed("NOR", BASE, NOR),))).plain
    conflicting = Proposed("IND", BASE, BASE.replace("refrain", "abstain"))
    assert not passage(NOR, Version(NOR, (conflicting,))).plain
    both = merge(BASE, NOR, RUS).text
    assert not passage(NOR, Version(both, (conflicting, Proposed("RUS", BASE, RUS)))).plain


def test_a_change_that_was_reversed_is_not_told() -> None:
    assert stretches(BASE, [Version(RUS), Version(BASE)]) == ()


def test_a_word_smuggled_in_is_told_even_where_an_equal_word_was_taken_out() -> None:
    base = "A Party shall not use it. Another Party may not use it.\n"
    without = base.replace("shall not", "shall")
    smuggled = without.replace("may not", "may not not")
    found = stretches(base, [Version(without, (Proposed("FRA", base, without),)), Version(smuggled)])
    assert Source(1) in {source for each in found for source in each.sources}


@dear
@given(histories())
def test_the_runs_joined_are_the_text(history: list[Version]) -> None:
    assert "".join(run.text for run in runs(history)) == history[-1].text
    assert all(run.text for run in runs(history))
    assert all(one.source != other.source for one, other in pairwise(runs(history)))


@dear
@given(histories())
def test_every_token_has_one_source_that_exists(history: list[Version]) -> None:
    sources = descent(history)
    assert len(sources) == len(tokens(history[-1].text))
    for source in sources:
        assert 0 <= source.version < len(history)
        assert set(source.names) <= {each.name for each in history[source.version].proposed}


@dear
@given(known_words(2, 3), st.booleans())
def test_each_new_word_is_its_authors_and_who_took_a_word_out_did_not_want_it(
    case: tuple[str, list[str]], modified: bool
) -> None:
    base, texts = case
    now, taken = base, []
    for text in dict.fromkeys(texts):
        together = merge(base, now, text, first="ours")
        if together.clean:
            now = together.text
            taken.append(text)
    adopted = Version(now, tuple(Proposed(text, base, text) for text in taken), modified)
    old = tokens(base)
    for word, source in zip(tokens(now), descent([Version(base), adopted]), strict=True):
        if word[0].isalpha() and word not in old:
            assert source == Source(1, tuple(text for text in taken if word in tokens(text)))
    for word, names in zip(old, passage(base, adopted).went, strict=True):
        if word[0].isalpha() and word not in tokens(now):
            assert names == tuple(text for text in taken if word not in tokens(text))


@dear
@given(known_words(2, 3))
def test_an_adoption_as_modified_that_leaves_a_text_as_it_stood_changes_nobodys_words(
    case: tuple[str, list[str]],
) -> None:
    base, texts = case
    adopted = Version(base, tuple(Proposed(text, base, text) for text in texts), modified=True)
    for word, source in zip(tokens(base), descent([Version(base), adopted]), strict=True):
        assert not word[0].isalnum() or source == Source(0)
    assert not any(map(str.isalnum, "".join(each.text for each in stretches(base, [adopted]))))


@dear
@given(histories(), st.integers(1, 3))
def test_what_did_not_change_since_a_version_comes_from_it_or_before(history: list[Version], times: int) -> None:
    longer = [*history, *[Version(history[-1].text)] * times]
    assert descent(longer) == descent(history)


@dear
@given(histories())
def test_a_token_of_a_passage_is_the_same_token_in_both_texts(history: list[Version]) -> None:
    for before, version in pairwise(history):
        step = passage(before.text, version)
        old, new = tokens(before.text), tokens(version.text)
        claimed = [each.token for each in step.came if each.token is not None]
        assert len(claimed) == len(set(claimed))
        assert all(old[each.token] == word for each, word in zip(step.came, new, strict=True) if each.token is not None)
        assert {index for index, names in enumerate(step.went) if names is None} == set(claimed)


@dear
@given(histories())
def test_a_plain_merge_leaves_nothing_without_a_name(history: list[Version]) -> None:
    for before, version in pairwise(history):
        step = passage(before.text, version)
        if step.plain:
            assert all(each.names for each in step.came if each.token is None or each.moved)
            assert () not in step.went


@dear
@given(histories())
def test_the_stretches_lead_from_the_one_text_to_the_other(history: list[Version]) -> None:
    base, last = history[0].text, history[-1].text
    found = stretches(base, history[1:])
    assert all(each.sources for each in found)
    old, new = tokens(base), tokens(last)
    deleted = Counter(word for each in found if each.kind == "deleted" for word in old[each.start : each.end])
    assert [each.text for each in found if each.kind == "deleted"] == [
        "".join(old[each.start : each.end]) for each in found if each.kind == "deleted"
    ]
    length = sum(len(each.text) for each in found if each.kind == "inserted")
    kept = sum(map(len, old)) - sum(len(word) * count for word, count in deleted.items())
    assert kept + length == len(last)
    characters = Counter(base)
    for each in found:
        if each.kind == "deleted":
            characters.subtract(each.text)
        elif each.kind == "inserted":
            characters.update(each.text)
    assert +characters == Counter(last)
    assert sum(map(len, new)) == len(last)


@dear
@given(histories())
def test_nothing_is_told_of_a_text_that_came_back_to_itself(history: list[Version]) -> None:
    assert stretches(history[0].text, [*history[1:], Version(history[0].text)]) == ()


@dear
@given(histories())
def test_texts_that_differ_are_never_told_as_equal(history: list[Version]) -> None:
    base, last = history[0].text, history[-1].text
    if Counter(tokens(base)) != Counter(tokens(last)):
        assert stretches(base, history[1:])


@dear
@given(histories(), st.booleans())
def test_a_new_paragraph_leaves_the_sources_of_all_other_words(history: list[Version], before: bool) -> None:
    text, added = history[-1].text, "Quite another paragraph, about xylophones and zeppelins."
    longer = f"{added}\n\n{text}" if before else f"{text}\n\n{added}"
    old = [(word, at) for word, at in zip(tokens(text), descent(history), strict=True) if not word.isspace()]
    new = [
        (word, at)
        for word, at in zip(tokens(longer), descent([*history, Version(longer)]), strict=True)
        if not word.isspace()
    ]
    rest = new[len(new) - len(old) :] if before else new[: len(old)]
    assert rest == old
