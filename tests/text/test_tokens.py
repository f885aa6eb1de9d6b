import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from drafter.text.tokens import beside, common_ends, layout_key, tokens, weight
from tests.text.texts import ANY_TEXT, law, texts, versions


@law
@given(ANY_TEXT)
def test_joined_tokens_give_any_string_back(text: str) -> None:
    assert "".join(tokens(text)) == text


@law
@given(texts())
def test_joined_tokens_give_a_hostile_text_back(text: str) -> None:
    assert "".join(tokens(text)) == text


@law
@given(
    st.text(st.sampled_from("aZéß’'ʼ-{}[]^\\.,: \n\t\u00a01ЖйʼŒ«»–…_*|/5"), max_size=40)
    | st.text(st.sampled_from("aé'’.,1 "), max_size=12)
)
def test_plain_letters_are_cut_as_all_others_are(text: str) -> None:
    # A character of another script switches to the general rules.
    assert tokens(f"{text} 北")[:-1] == tokens(f"{text} ")


@law
@given(texts(), texts())
def test_white_space_is_where_a_text_may_be_cut(before: str, after: str) -> None:
    assert tokens(f"{before.rstrip()} {after.lstrip()}") == (*tokens(before.rstrip()), " ", *tokens(after.lstrip()))


@law
@given(versions(1, 1))
def test_a_text_cut_beside_another_has_the_tokens_that_it_has_alone(case: tuple[str, list[str]]) -> None:
    base, [new] = case
    assert beside(base, new) == (tokens(base), tokens(new), common_ends(tokens(base), tokens(new)))


@law
@given(st.text(st.sampled_from("aZé.,'’ \n\u00a0\u0301北ก[]{}^:\\"), max_size=24), st.data())
def test_a_text_cut_beside_one_with_another_middle_has_its_own_tokens(base: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(base)))
    end = data.draw(st.integers(start, len(base)))
    new = base[:start] + data.draw(st.text(st.sampled_from("aé.' \n\u0301北[}"), max_size=4)) + base[end:]
    assert beside(base, new) == (tokens(base), tokens(new), common_ends(tokens(base), tokens(new)))


@law
@given(texts())
def test_a_token_is_white_space_or_has_none(text: str) -> None:
    for token in tokens(text):
        assert token.isspace() or not any(character.isspace() for character in token)


@law
@given(texts())
def test_no_grapheme_cluster_is_cut_unless_it_begins_in_white_space(text: str) -> None:
    ends = set()
    at = 0
    for token in tokens(text):
        at += len(token)
        ends.add(at)
    for cluster in regex.finditer(r"\X", text):
        if not any(character.isspace() for character in cluster[0]):
            inside = range(cluster.start() + 1, cluster.end())
            assert not ends.intersection(inside), cluster[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("don’t", ["don’t"]),
        ("States' rights", ["States", "'", " ", "rights"]),
        ("1,000.5 days.", ["1,000.5", " ", "days", "."]),
        ("CO2 and G77", ["CO2", " ", "and", " ", "G77"]),
        ("4bis, 2.5km; 1st", ["4bis", ",", " ", "2.5km", ";", " ", "1st"]),
        ("H1N1/٣ب٢", ["H1N1", "/", "٣ب٢"]),
        ("第4条", ["第", "4", "条"]),
        ("see {terms:1.a}", ["see", " ", "{terms:1.a}"]),
        ("noted[^2]", ["noted", "[^2]"]),
        ("\\*\u0301 {terms:1}\u0301", ["\\*\u0301", " ", "{terms:1}\u0301"]),
        ("北京条约", ["北", "京", "条", "约"]),
        ("العَرَبِيَّة", ["العَرَبِيَّة"]),
        ("شرکت‌ها", ["شرکت‌ها"]),
        ("ข้าว", ["ข้", "า", "ว"]),
        ("cafe\u0301s", ["cafe\u0301s"]),
        ("👨\u200d👩\u200d👧!", ["👨\u200d👩\u200d👧", "!"]),
        ("a\r\n\r\nb", ["a", "\r\n\r\n", "b"]),
        ("", []),
    ],
)
def test_each_script_has_its_words(text: str, expected: list[str]) -> None:
    assert list(tokens(text)) == expected


def test_a_word_of_ten_thousand_letters_is_one_token() -> None:
    assert tokens("a" * 10_000) == ("a" * 10_000,)


def test_wrapping_quotation_marks_and_encoding_are_layout() -> None:
    assert layout_key("the “café”\nof") == layout_key('the "cafe\u0301" of')
    assert layout_key("the café") != layout_key("the cafe")


def test_a_word_weighs_more_than_what_joins_words() -> None:
    assert weight("infrastructure") > weight("the") > weight(",") > weight(" ") == 0
    assert weight("北") == weight("the")
