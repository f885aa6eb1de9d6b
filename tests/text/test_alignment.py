import pytest
from hypothesis import given

from drafter.text.alignment import align
from drafter.text.paragraphs import differing, paragraphs
from tests.text.texts import law, texts, versions

FIRST = "1. States shall protect the infrastructure on which civilians depend."
SECOND = "2. Each Party shall report to the Secretariat once a year."
THIRD = "3. Nothing in this Article affects the Charter of the United Nations."
BASE = f"{FIRST}\n\n{SECOND}\n\n{THIRD}\n"


def kinds(new: str, base: str = BASE) -> list[str]:
    """What became of each paragraph."""
    return [step.kind for step in align(paragraphs(base), paragraphs(new))]


@law
@given(texts())
def test_paragraphs_joined_give_the_text_back(text: str) -> None:
    cut = paragraphs(text)
    assert cut.lead + "".join(each.text + each.separator for each in cut.items) == text
    assert all(each.text.strip() == each.text for each in cut.items)


@law
@given(versions(1, 1))
def test_every_paragraph_of_both_texts_is_accounted_for_once(case: tuple[str, list[str]]) -> None:
    old, young = paragraphs(case[0]), paragraphs(case[1][0])
    steps = align(old, young)
    assert sorted(n for step in steps for n in range(step.start, step.end)) == list(range(len(old.items)))
    assert [n for step in steps for n in range(step.start2, step.end2)] == list(range(len(young.items)))
    standing = [step.start for step in steps if step.kind != "moved"]
    assert standing == sorted(standing)


@law
@given(versions(1, 1))
def test_what_is_the_same_at_both_ends_is_left_out_and_nothing_else(case: tuple[str, list[str]]) -> None:
    base, (new,) = case
    first, old, young = differing(base, new)
    everything = paragraphs(base).items
    rest = len(everything) - first - len(old.items)
    assert old.items == everything[first : first + len(old.items)]
    head = paragraphs(base).lead + "".join(each.text + each.separator for each in everything[:first])
    tail = "".join(each.text + each.separator for each in everything[len(everything) - rest :])
    middle = young.lead + "".join(each.text + each.separator for each in young.items)
    assert (head if first else "") + middle + tail == new


def test_a_kept_paragraph_is_kept() -> None:
    assert kinds(BASE) == ["kept", "kept", "kept"]


def test_a_changed_word_changes_one_paragraph() -> None:
    assert kinds(BASE.replace("once a year", "annually")) == ["kept", "changed", "kept"]


def test_a_rewritten_paragraph_under_the_same_number_is_still_that_paragraph() -> None:
    assert kinds(f"{FIRST}\n\n2. Reports go to all Parties every five years.\n\n{THIRD}\n") == [
        "kept",
        "changed",
        "kept",
    ]


def test_an_added_paragraph_does_not_amend_those_it_renumbers() -> None:
    new = f"{FIRST}\n\n2. Disputes are settled by negotiation.\n\n3.{SECOND[2:]}\n\n4.{THIRD[2:]}\n"
    assert kinds(new) == ["kept", "added", "renumbered", "renumbered"]


def test_a_deleted_paragraph_is_deleted() -> None:
    assert kinds(f"{FIRST}\n\n{THIRD}\n") == ["kept", "deleted", "kept"]


def test_a_moved_paragraph_is_neither_deleted_nor_added() -> None:
    assert sorted(kinds(f"{THIRD}\n\n{FIRST}\n\n{SECOND}\n")) == ["kept", "kept", "moved"]


def test_a_moved_and_changed_paragraph_is_moved() -> None:
    new = f"{THIRD.replace('affects', 'modifies')}\n\n{FIRST}\n\n{SECOND}\n"
    assert sorted(kinds(new)) == ["kept", "kept", "moved"]


def test_of_two_swapped_paragraphs_the_shorter_one_has_moved_though_the_other_has_changed() -> None:
    long = "1. States refrain from cyber operations that damage hospitals, schools, dams and power plants."
    short = "2. Each Party shall report to the Conference every year."
    changed = long.replace("dams", "ports, dams")
    assert kinds(f"{short}\n\n{changed}\n", f"{long}\n\n{short}\n") == ["moved", "changed"]
    assert kinds(f"{changed}\n\n{short}\n", f"{short}\n\n{long}\n") == ["changed", "moved"]


def test_a_paragraph_of_few_words_that_both_texts_have_once_has_moved() -> None:
    points = ["States shall protect:", "(a) hospitals;", "(b) schools;", "(c) dams;"]
    base, new = ("\n\n".join(each) for each in (points, [points[0], points[2], "(b) dams;", "(c) hospitals;"]))
    assert kinds(new, base) == ["kept", "kept", "renumbered", "moved"]
    several = "\n\n".join([*points, points[1]])
    assert "moved" not in kinds("\n\n".join([points[0], *points[2:], points[1], points[1]]), several)


def test_a_paragraph_cut_in_two_is_split() -> None:
    long = "States shall protect hospitals at all times.{}Each Party shall report to the others on what it has done."
    assert kinds(long.format("\n\n"), long.format(" ")) == ["split"]
    assert kinds(long.format(" "), long.format("\n\n")) == ["joined"]


def test_a_numbered_paragraph_that_is_written_into_another_one_is_joined() -> None:
    both = f"{FIRST} {SECOND[3:]}"
    assert kinds(f"{both}\n\n{THIRD}\n") == ["joined", "kept"]
    assert kinds(BASE, f"{both}\n\n{THIRD}\n") == ["split", "kept"]


def test_what_is_joined_under_its_number_is_known_though_its_words_change() -> None:
    first, second = (
        "1. Each Party shall report every year.",
        "2. The report shall be public and sent to the Secretariat.",
    )
    joined = f"{first} {second[3:]}\n".replace("Each Party", "All States")
    assert kinds(joined, f"{first}\n\n{second}\n") == ["joined"]


CHAPEAU = "1. Each State shall:"
POINTS = (
    "(a) designate a point of contact for urgent requests;",
    "(b) notify the others of incidents; and",
    "(c) keep a register of the operations that it has authorised.",
)
SENTENCE = (
    "1. Each State shall designate a point of contact for urgent requests, notify the others of incidents and keep a "
    "register of the operations that it has authorised."
)


def test_a_chapeau_and_its_points_written_as_one_sentence_are_joined_and_the_reverse_is_split() -> None:
    listed = "\n\n".join((CHAPEAU, *POINTS))
    assert kinds(f"{SENTENCE}\n\n{SECOND}\n", f"{listed}\n\n{SECOND}\n") == ["joined", "kept"]
    assert kinds(f"{listed}\n\n{SECOND}\n", f"{SENTENCE}\n\n{SECOND}\n") == ["split", "kept"]


def test_a_paragraph_deleted_beside_one_that_grew_is_deleted() -> None:
    grown = FIRST.replace("depend.", "depend, among it dams, cables, wells and the networks of hospitals.")
    assert kinds(f"{grown}\n\n{THIRD}\n") == ["changed", "deleted", "kept"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2 bis. Each", "2 bis. "),
        ("(a) each", "(a) "),
        ("1. (a) each", "1. (a) "),
        ("(iv)\teach", "(iv)\t"),
        ("Each 1.", ""),
    ],
)
def test_a_label_is_told_apart_from_the_words(text: str, label: str) -> None:
    assert paragraphs(text).items[0].label == label


def test_each_row_of_a_table_is_a_paragraph() -> None:
    assert [each.body for each in paragraphs("| a | b |\n|---|---|\n| 1 | 2 |\n").items] == [
        "| a | b |",
        "|---|---|",
        "| 1 | 2 |",
    ]
