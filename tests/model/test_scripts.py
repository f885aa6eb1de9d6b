"""Labels of other scripts are provisions with addresses in ASCII, the same in every language of a treaty."""

from __future__ import annotations

import pytest

from drafter.model.label import LATIN_ORDINALS, follows, leading_labels
from drafter.model.provision import paragraphs, repeated
from drafter.model.scripts import ABJAD, CYRILLIC, LETTERS, STEMS, arabic
from drafter.model.target import REFERENCE, Target
from drafter.text.paragraphs import paragraphs as cut


def addresses(*texts: str) -> list[str]:
    return [".".join(each.path) for each in paragraphs("\n\n".join(texts))]


@pytest.mark.parametrize(
    "texts",
    [
        ("1. Each Party:", "(a) shall", "(b) may:", "(i) act", "(ii) report", "2. Parties", "2 bis. Parties"),
        ("1. Chaque Partie :", "a) s'engage", "b) peut :", "i) agir", "ii) rendre", "2. Les Parties", "2 bis. Les"),
        ("1. Каждая:", "а) обязуется", "б) может:", "i) действовать", "ii) сообщать", "2. Стороны", "2 bis. Стороны"),
        ("١ - تقوم:", "(أ) بالعمل", "(ب) بما يلي:", "(i) ما", "(ii) ما", "٢ - الأطراف", "٢ مكررا - الأطراف"),
        ("一、各方：", "（甲）应", "（乙）可：", "（子）行动", "（丑）报告", "二、各方", "2 bis. 各方"),
        ("1.各方：", "(a)应", "(b)可：", "(i)行动", "(ii)报告", "2.各方", "2 bis. 各方"),
        ("第一款 各方：", "甲、应", "乙、可：", "（i）行动", "（ii）报告", "第二款 各方", "2 bis. 各方"),
    ],
)
def test_a_provision_has_one_address_in_every_language(texts: tuple[str, ...]) -> None:
    assert addresses(*texts) == ["1", "1.a", "1.b", "1.b.i", "1.b.ii", "2", "2bis"]


def test_each_level_of_a_chinese_list_has_its_own_address() -> None:
    texts = (
        "一、各方：",
        "1.行动",
        "2.报告",
        "二、各方：",
        "（一）行动：",
        "1.甲方",
        "（1）通知",
        "（2）公布",
        "2.乙方",
        "（二）报告",
        "三、条约",
    )
    expected = ["1", "1.1", "1.2", "2", "2.1", "2.1.1", "2.1.1.1", "2.1.1.2", "2.1.2", "2.2", "3"]
    assert addresses(*texts) == expected


@pytest.mark.parametrize(
    ("text", "labels", "words"),
    [
        ("١- تتعهد", ["١-"], "تتعهد"),
        ("(هـ) يعني", ["(هـ)"], "يعني"),
        ("一、条约", ["一、"], "条约"),
        ("二十一、\u3000条约", ["二十一、"], "条约"),
        ("（十）“条约”", ["（十）"], "“条约”"),
        ("㈢条约", ["㈢"], "条约"),
        ("1. a) États", ["1.", "a)"], "États"),
        ("(a bis) États", ["(a bis)"], "États"),
        ("١٠-١٢ يوما", [], "١٠-١٢ يوما"),
        ("一、二两款", [], "一、二两款"),
        ("1、2款所述", [], "1、2款所述"),
        ("甲、乙双方", [], "甲、乙双方"),
        ("第一款规定", [], "第一款规定"),
        ("第四条 适用", [], "第四条 适用"),
        ("1.5万人", [], "1.5万人"),
        ("в случае) слово", [], "в случае) слово"),
        ("2 бис применяется", [], "2 бис применяется"),
        ("二之一、条约", [], "二之一、条约"),
    ],
)
def test_words_that_look_like_a_label_are_no_label(text: str, labels: list[str], words: str) -> None:
    found, at = leading_labels(text)
    assert ([each.text for each in found], text[at:]) == (labels, words)


@pytest.mark.parametrize("alphabet", [ABJAD, CYRILLIC, STEMS])
def test_no_two_letters_of_an_alphabet_have_one_address(alphabet: str) -> None:
    body = "\n\n".join(f"({letter}) x" for letter in alphabet)
    assert list(repeated(body)) == []
    keys = [LETTERS[letter] for letter in alphabet]
    assert len({*keys}) == len(keys)
    assert not {*keys} & {*LATIN_ORDINALS}


def test_letters_that_only_some_lists_of_russian_have_stand_between_their_neighbours() -> None:
    assert addresses("е) x", "ё) x", "ж) x", "и) x", "й) x", "к) x") == ["f", "f2", "g", "i", "i2", "j"]


def test_an_inserted_point_is_bis_of_the_one_before_it_in_every_script() -> None:
    assert addresses("а) x", "а bis) x", "б) x", "б ter) x") == ["a", "abis", "b", "bter"]
    assert addresses("(أ) x", "(أ مكررا) x", "(ب) x") == ["a", "abis", "b"]
    assert addresses("(甲) x", "(甲 bis) x", "（乙 bis） x") == ["a", "abis", "bbis"]


@pytest.mark.parametrize(
    ("inserted", "counted"),
    [
        (("2 bis.", "2 ter.", "2 quater."), ("2.", "3.", "4.", "5.")),
        (("٢ مكرر -", "٢ مكررا ثانيا -", "٢ مكررا ثالثا -"), ("٢ -", "٣ -", "٤ -", "٥ -")),
        (("2 бис.", "2\u00a0тер.", "2-кватер."), ("2.", "3.", "4.", "5.")),
        (("二之二、", "二之三、", "二之四、"), ("二、", "三、", "四、", "五、")),
        (("第二款之二", "第二款之三", "第二款之四"), ("第二款", "第三款", "第四款", "第五款")),
        (("٢ مكررا -", "٢ مكرراً ثانياً -", "٢ مكررا ثالثا -"), ("٢ -", "٣ -", "٤ -", "٥ -")),
    ],
)
def test_an_inserted_paragraph_has_one_address_in_the_six_languages(
    inserted: tuple[str, ...], counted: tuple[str, ...]
) -> None:
    first, *after = counted
    assert addresses(*(f"{label} x" for label in (first, *inserted))) == ["2", "2bis", "2ter", "2quater"]
    before, bis, _, _, behind = (leading_labels(f"{label} x")[0][0] for label in (first, *inserted, after[0]))
    assert follows(before, bis)
    assert follows(bis, behind)


def test_an_inserted_point_stands_behind_its_own_in_russian_and_chinese() -> None:
    assert addresses("а) x", "а бис) x", "б) x") == ["a", "abis", "b"]
    assert addresses("（一） x", "（一之二） x", "（二） x") == ["1", "1bis", "2"]


def test_an_address_is_sound_as_a_path_and_as_a_reference_whatever_script_its_label_has() -> None:
    for letter, key in LETTERS.items():
        label = leading_labels(f"({letter}) x")[0][0]
        assert label.key == key
        target = Target("scope", f"1.{key}")
        assert target.path.isascii()
        assert REFERENCE.fullmatch(f"{{{target}}}")


def test_chinese_and_arabic_numerals_are_the_digits_that_they_say() -> None:
    written = ["四十一", "十", "二十", "一〇五", "٤١", "۴۱", "4bis"]
    assert [arabic(each) for each in written] == ["41", "10", "20", "105", "41", "41", "4bis"]


def test_a_label_of_another_script_is_told_apart_from_the_words_of_its_paragraph() -> None:
    found = cut("１ x\n\nа) действие\n\n一、条约\n\n(أ) نص\n").items
    assert [(each.label, each.body) for each in found] == [
        ("", "１ x"),
        ("а) ", "действие"),
        ("一、", "条约"),
        ("(أ) ", "نص"),
    ]
