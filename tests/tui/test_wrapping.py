from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from drafter.tui.present.wrapping import cropped, wrap

TEXTS = st.text(st.sampled_from("abc  \n，条约各国がの[]e\u0301عرب{}-"), max_size=80)


@given(TEXTS, st.integers(4, 30))
def test_lines_joined_are_the_text_but_for_line_ends(text: str, width: int) -> None:
    assert "".join(text[start:end] for start, end in wrap(text, width)) == text.replace("\n", "")


@given(TEXTS, st.integers(4, 30), st.integers(4, 30))
def test_no_line_is_wider_than_the_window_but_for_white_space_at_its_end(text: str, width: int, first: int) -> None:
    for nth, (start, end) in enumerate(wrap(text, width, first)):
        assert cell_len(text[start:end].rstrip()) <= (width if nth else max(width, first))


def test_words_stay_whole() -> None:
    text = "States shall refrain from operations"
    assert [text[start:end].rstrip() for start, end in wrap(text, 14)] == ["States shall", "refrain from", "operations"]


def test_chinese_breaks_between_characters() -> None:
    text = "各国不得对关键基础设施进行网络行动"
    assert all(cell_len(text[start:end]) == 10 for start, end in wrap(text, 10)[:-1])


def test_no_line_of_chinese_begins_with_a_stop_or_ends_with_an_opening_bracket() -> None:
    text = "适用于区域经济一体化组织（以下称“组织”）。各国[应当 / 不得]开展行动，并交换资料。"
    for width in range(8, 30):
        lines = [text[start:end].strip() for start, end in wrap(text, width)]
        assert not any(line[0] in "）。，”]" or line[-1] in "（“[" for line in lines), lines


def test_a_combining_mark_is_never_parted_from_its_letter() -> None:
    text = "e\u0301" * 30
    assert all(not text[start:end].startswith("\u0301") for start, end in wrap(text, 7))


def test_a_cropped_text_says_so_and_fits() -> None:
    assert cropped("Protection of critical infrastructure", 16) == "Protection of.."
    assert cropped("Scope", 16) == "Scope"
