import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from drafter.text.diff import Diff, diff
from drafter.text.tokens import tokens
from tests.text.texts import ANY_TEXT, law, texts, versions

THREE = (
    "1. States shall protect the infrastructure on which civilians depend.\n\n"
    "2. Each Party shall report to the Secretariat once a year.\n\n"
    "3. Nothing in this Article affects the Charter of the United Nations.\n"
)
FIRST, SECOND, THIRD = THREE[:-1].split("\n\n")


def marked(compared: Diff) -> str:
    """A redline in one line."""
    marks = {"same": "{}", "deleted": "[-{}-]", "inserted": "{{+{}+}}"}
    return "".join(marks[piece.kind].format(piece.text) for piece in compared.pieces())


@law
@given(versions(1, 1))
def test_both_texts_can_be_rebuilt(case: tuple[str, list[str]]) -> None:
    base, (new,) = case
    compared = diff(base, new)
    assert compared.base == tokens(base)
    assert compared.new == tokens(new)
    assert "".join(piece.text for piece in compared.pieces() if piece.kind != "inserted") == base
    assert "".join(piece.text for piece in compared.pieces() if piece.kind != "deleted") == new


@law
@given(ANY_TEXT, ANY_TEXT)
def test_unrelated_texts_can_be_rebuilt(base: str, new: str) -> None:
    compared = diff(base, new)
    assert "".join(piece.text for piece in compared.pieces() if piece.kind != "inserted") == base
    assert "".join(piece.text for piece in compared.pieces() if piece.kind != "deleted") == new


@law
@given(versions(1, 1))
def test_edits_are_sorted_and_what_is_between_them_is_the_same(case: tuple[str, list[str]]) -> None:
    base, (new,) = case
    compared = diff(base, new)
    at = at2 = 0
    for edit in compared.edits:
        assert at <= edit.start <= edit.end
        assert at2 <= edit.start2 <= edit.end2
        assert edit.start < edit.end or edit.start2 < edit.end2
        assert compared.base[at : edit.start] == compared.new[at2 : edit.start2]
        at, at2 = edit.end, edit.end2
    assert compared.base[at:] == compared.new[at2:]


@law
@given(versions(1, 1))
def test_there_is_no_edit_exactly_when_the_texts_are_equal(case: tuple[str, list[str]]) -> None:
    base, (new,) = case
    assert (not diff(base, new).edits) == (base == new)


@law
@given(texts())
@example("| |\n\n")
@example("[ [ …\n\nshall shall\n")
def test_wrapping_a_text_anew_is_editorial(text: str) -> None:
    # A line that begins with an upright stroke is a row of a table.
    compared = diff(text, re.sub(r"(?<=[^\s]) (?=[^\s|])", "\n", text))
    assert all(compared.editorial(edit) for edit in compared.edits)


@law
@given(versions(1, 1))
def test_every_token_has_an_origin_that_is_the_same_token(case: tuple[str, list[str]]) -> None:
    base, (new,) = case
    compared = diff(base, new)
    origins = compared.origins()
    assert len(origins) == len(compared.new)
    known = [origin for origin in origins if origin is not None]
    assert len(known) == len(set(known))
    assert all(compared.base[o] == token for o, token in zip(origins, compared.new, strict=True) if o is not None)


def test_a_replacement_takes_no_word_that_stays() -> None:
    assert marked(diff("States shall refrain from harm.", "States shall not cause harm.")) == (
        "States shall [-refrain from-]{+not cause+} harm."
    )


def test_a_deleted_word_takes_one_space_along() -> None:
    assert marked(diff("damage critical systems", "damage systems")) == "damage [-critical -]systems"


def test_words_added_before_a_full_stop_bring_their_comma() -> None:
    assert marked(diff("It protects data.", "It protects data, wherever held.")) == (
        "It protects data{+, wherever held+}."
    )


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("| Shelf | 250 | 24 |", "| Shelf | 300 | 36 |", "| Shelf | [-250-]{+300+} | [-24-]{+36+} |"),
        ("| 250 | 24 | 6 |", "| 300 | 36 | 9 |", "| [-250-]{+300+} | [-24-]{+36+} | [-6-]{+9+} |"),
        ("| Shelf | 24 |", "| 24 | Shelf |", "| [-Shelf-]{+24+} | [-24-]{+Shelf+} |"),
        ("| a \\| b | 24 |", "| a \\| c | 36 |", "| a \\| [-b-]{+c+} | [-24-]{+36+} |"),
    ],
)
def test_what_comes_into_a_cell_takes_the_place_of_no_other_cell(old: str, new: str, told: str) -> None:
    assert marked(diff(old, new)) == told


def test_an_added_sentence_stands_whole() -> None:
    old = "The Court decides. Its decision is final."
    assert marked(diff(old, "The Court decides. The parties are heard. Its decision is final.")) == (
        "The Court decides. {+The parties are heard. +}Its decision is final."
    )


@pytest.mark.parametrize(
    ("old", "new", "redline"),
    [
        (
            "the right to ask for a human review; or",
            "the right to ask for a human review, with reasons given after such review; or",
            "the right to ask for a human review{+, with reasons given after such review+}; or",
        ),
        (
            "rules that protect small boats;",
            "rules that protect small boats and are fair to small boats;",
            "rules that protect small boats{+ and are fair to small boats+};",
        ),
        (
            "namely open access, crew safety, fair pay",
            "namely open access, crew training, rest at night, crew safety, fair pay",
            "namely open access{+, crew training, rest at night+}, crew safety, fair pay",
        ),
        ("保护医院，学校和水库。", "保护医院，医院船，学校和水库。", "保护医院{+，医院船+}，学校和水库。"),
        ("on climate change,", "on climate change, and resources,", "on climate change{+, and resources+},"),
    ],
)
def test_an_addition_whose_first_words_come_again_begins_and_ends_between_clauses(
    old: str, new: str, redline: str
) -> None:
    assert marked(diff(old, new)) == redline


def test_an_addition_before_equal_words_ends_with_its_conjunction() -> None:
    old = "It shall consist of the Secretariat."
    assert marked(diff(old, old.replace("shall", "shall function and shall"))) == (
        "It {+shall function and +}shall consist of the Secretariat."
    )
    assert marked(diff(old, old.replace("the S", "the Parties and the S"))) == (
        "It shall consist of {+the Parties and +}the Secretariat."
    )


def test_a_sentence_rewritten_round_single_words_is_one_change() -> None:
    old = "The Mechanism shall report annually and shall operate under rules agreed by the Conference at its session."
    new = "The Committee, its bureau included, shall be under the authority of and report annually to the Parties."
    assert marked(diff(old, new)) == (
        "The [-Mechanism shall report annually and shall operate under rules agreed by the Conference at its session-]"
        "{+Committee, its bureau included, shall be under the authority of and report annually to the Parties+}."
    )


def test_words_that_change_places_round_one_word_are_one_change() -> None:
    old = "8. The adaptation communications referred to in paragraph 7 shall be public."
    assert marked(
        diff(old, old.replace("adaptation communications", "communications or undertakings on adaptation"))
    ) == (
        "8. The [-adaptation communications-]{+communications or undertakings on adaptation+} referred to in "
        "paragraph 7 shall be public."
    )


def test_insertions_round_a_kept_word_stay_insertions() -> None:
    old = "Silence or delay is not consent."
    new = "Advice is given in plain words beforehand. Silence, even a long one of many months, or delay is not consent."
    assert marked(diff(old, new)) == (
        "{+Advice is given in plain words beforehand. +}Silence{+, even a long one of many months,+} or delay is not "
        "consent."
    )


def test_a_rewritten_sentence_has_no_islands() -> None:
    old = "The Secretariat of the Convention shall inform each of the Parties of the receipt of any request."
    new = "Requests, once they arrive at the office of the depositary, must be passed on to all of the others at once."
    assert len(diff(old, new).edits) <= 2


def test_an_edit_does_not_cut_a_pair_of_brackets() -> None:
    assert marked(diff("in points (b) and (c) of Article 3", "in points (a) to (e) of Article 3")) == (
        "in points [-(b) and (c)-]{+(a) to (e)+} of Article 3"
    )


@pytest.mark.parametrize(
    ("old", "new", "redline"),
    [
        ("Parties [shall][should] act", "Parties shall act", "Parties [-[shall][should]-]{+shall+} act"),
        ("Parties shall act", "Parties [shall] act", "Parties [-shall-]{+[shall]+} act"),
        ("keep [all [new] data] safe", "keep all new data safe", "keep [-[all [new] data]-]{+all new data+} safe"),
        (
            "the Council (the Body) sits",
            "the Council, the Body, sits",
            "the Council[- (the Body)-]{+, the Body,+} sits",
        ),
        ("the a) port (or", "the a port or", "the a[-)-] port [-(-]or"),
    ],
)
def test_lifting_a_pair_of_brackets_is_one_change_of_what_stood_in_them(old: str, new: str, redline: str) -> None:
    assert marked(diff(old, new)) == redline


def test_lifting_the_brackets_of_a_long_sentence_marks_the_brackets() -> None:
    words = "All States shall at all times and in all places keep every one of the undertakings that are set out above."
    assert marked(diff(f"[{words}]", words)) == f"[-[-]{words}[-]-]"


def test_an_addition_behind_the_only_word_of_a_point_stands_behind_it() -> None:
    assert marked(diff("(b) torture;", "(b) torture, including psychological torture;")) == (
        "(b) torture{+, including psychological torture+};"
    )


def test_the_letter_of_a_point_changes_with_its_brackets() -> None:
    assert marked(diff("points (d) and (f) apply", "points (d) and (e) apply")) == "points (d) and [-(f)-]{+(e)+} apply"
    assert marked(diff("points (d, f) apply", "points (d, e) apply")) == "points (d, [-f-]{+e+}) apply"


def test_an_apostrophe_belongs_to_its_word() -> None:
    assert marked(diff("the Party's duty", "the Parties' duty")) == "the [-Party's-]{+Parties'+} duty"


def test_one_chinese_character_is_one_change() -> None:
    assert marked(diff("各国应当保护医院。", "各国必须保护医院和学校。")) == "各国[-应当-]{+必须+}保护医院{+和学校+}。"


def test_arabic_words_keep_their_marks() -> None:
    assert marked(diff("تَمتَنِعُ الدُّوَلُ", "تَلتَزِمُ الدُّوَلُ")) == "[-تَمتَنِعُ-]{+تَلتَزِمُ+} الدُّوَلُ"


def test_quotation_marks_and_encoding_are_editorial() -> None:
    compared = diff("the “café” rule", 'the "cafe\u0301" rule')
    assert compared.edits
    assert all(compared.editorial(edit) for edit in compared.edits)
    assert all(piece.editorial for piece in compared.pieces() if piece.kind != "same")


def test_a_changed_word_is_not_editorial() -> None:
    compared = diff("may act", "shall act")
    assert not any(compared.editorial(edit) for edit in compared.edits)


def test_renumbering_marks_the_numbers_only() -> None:
    new = f"{FIRST}\n\n2. Disputes are settled peacefully.\n\n3.{SECOND[2:]}\n\n4.{THIRD[2:]}\n"
    assert marked(diff(THREE, new)) == (
        f"{FIRST}\n\n{{+2. Disputes are settled peacefully.\n\n+}}[-2.-]{{+3.+}}{SECOND[2:]}\n\n"
        f"[-3.-]{{+4.+}}{THIRD[2:]}\n"
    )


def test_a_word_in_a_moved_paragraph_keeps_its_origin() -> None:
    compared = diff(THREE, f"{THIRD.replace('affects', 'modifies')}\n\n{FIRST}\n\n{SECOND}\n")
    origins = compared.origins()
    place = compared.new.index("Charter")
    assert origins[place] == compared.base.index("Charter")
    assert origins[compared.new.index("modifies")] is None


@st.composite
def rearranged(draw: st.DrawFn) -> tuple[list[str], str, str]:
    """Sentences of which no two have a word in common, as paragraphs, and those sentences in other paragraphs."""
    sizes = draw(st.lists(st.sampled_from([3, 5, 6, 9, 20, 40, 120]), min_size=2, max_size=8))
    letters = "abcdefghijklmnopqrstuvwxyz"
    sentences = [
        " ".join(letters[n] + letters[w // 26] + letters[w % 26] for w in range(k)) for n, k in enumerate(sizes)
    ]
    ends = [draw(st.sampled_from([".", ".", ";", "; and"])) for _ in sentences]
    old = [sentence + end for sentence, end in zip(sentences, ends, strict=True)]
    new = [
        *draw(st.permutations(old)),
        *(f"{letters[25]}{letter * 3} is quite new." for letter in draw(st.sampled_from(["", "x", "xy"]))),
    ]
    if draw(st.booleans()):
        new = old
    return sentences, _in_paragraphs(draw, old), _in_paragraphs(draw, new)


def _in_paragraphs(draw: st.DrawFn, sentences: list[str]) -> str:
    gaps = [draw(st.sampled_from([" ", "\n\n", "\n\n3. "])) for _ in sentences[1:]]
    return "1. " + sentences[0] + "".join(gap + each for gap, each in zip(gaps, sentences[1:], strict=True)) + "\n"


@law
@given(rearranged())
def test_a_sentence_keeps_its_origin_in_whatever_paragraph_it_stands(case: tuple[list[str], str, str]) -> None:
    sentences, base, new = case
    compared = diff(base, new)
    known = dict(zip(compared.new, compared.origins(), strict=True))
    for sentence in sentences:
        for word in sentence.split():
            assert known[word] == compared.base.index(word)


def test_a_point_of_one_word_keeps_its_origin_when_the_list_is_set_in_another_order() -> None:
    compared = diff("(a) hospitals;\n\n(b) schools;\n\n(c) dams.\n", "(a) dams;\n\n(b) schools;\n\n(c) hospitals.\n")
    came = [token for token, origin in zip(compared.new, compared.origins(), strict=True) if origin is None]
    assert not {"hospitals", "schools", "dams"}.intersection(came)


def test_a_sentence_that_was_moved_and_changed_in_places_is_new_in_those_places_only() -> None:
    sentence = "States shall refrain from cyber operations that damage the hospitals of another State."
    moved = sentence.replace("shall", "shall knowingly").replace("the hospitals", "schools and hospitals")
    base, new = f"{FIRST} {sentence}\n\n{SECOND}\n\n{THIRD}\n", f"{FIRST}\n\n{SECOND}\n\n{THIRD} {moved}\n"
    compared = diff(base, new)
    came = [token for token, origin in zip(compared.new, compared.origins(), strict=True) if origin is None]
    assert "".join(came).split() == ["knowingly", "schools", "and"]


def test_the_number_of_a_moved_paragraph_is_new_as_a_whole() -> None:
    compared = diff(THREE, f"1.{THIRD[2:]}\n\n2.{FIRST[2:]}\n\n3.{SECOND[2:]}\n")
    came = [token for token, origin in zip(compared.new, compared.origins(), strict=True) if origin is None]
    assert "".join(came).split() == ["1.", "2.3."]


def test_a_text_is_compared_with_nothing() -> None:
    assert marked(diff("", "")) == ""
    assert marked(diff("", "a\n")) == "{+a\n+}"
    assert marked(diff("a\n", "")) == "[-a\n-]"


def test_very_long_words_and_unrelated_long_texts_are_replaced() -> None:
    assert len(diff("x" * 10_000, "y" * 10_000).edits) == 1
    old, new = (" ".join(f"{letter}{n}" for n in range(6000)) for letter in "ab")
    assert len(diff(old, new).edits) == 1


def test_equal_passages_of_a_long_rewritten_paragraph_stay() -> None:
    words = [f"word{n}" for n in range(400)]
    new = [f"other{n}" if n % 20 > 10 else word for n, word in enumerate(words)]
    compared = diff(" ".join(words), " ".join(new))
    assert len(compared.edits) == 20
    assert "".join(compared.deleted(edit) for edit in compared.edits).count("word") == 180


def test_words_that_are_put_into_brackets_keep_their_origin() -> None:
    compared = diff("In addition, they act.", "[In addition], they act.")
    came = [token for token, origin in zip(compared.new, compared.origins(), strict=True) if origin is None]
    assert came == ["[", "]"]
