"""The field for words: what is painted and where lines break is what Textual's own field does, at another cost."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.content import Content
from textual.document._document import Document
from textual.document._wrapped_document import WrappedDocument
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from drafter.tui.present.excerpt import excerpt
from drafter.tui.present.row import Contest
from drafter.tui.widgets import writing
from drafter.tui.widgets.writing import Wrapped, Writing
from tests.tui.seat import piloted

_WORDS = st.lists(st.sampled_from(["a", "shall", "infrastructure", "“(b)", "約束", " ", "é", "x" * 25]), max_size=60)
_EDITS = st.lists(
    st.tuples(st.integers(0, 400), st.integers(0, 30), st.sampled_from(["", "n", " ", "not ", "a very long", "力"])),
    min_size=1,
    max_size=6,
)


@given(_WORDS, _EDITS, st.integers(4, 40))
def test_lines_break_after_an_edit_where_they_break_in_the_whole_paragraph(
    typed: list[str], edits: list[tuple[int, int, str]], width: int
) -> None:
    document = Document(" ".join(typed))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writing, "_LONG", 0)
        lines = Wrapped(document, width)
        for at, length, put_in in edits:
            start = min(at, len(document[0]))
            end = min(start + length, len(document[0]))
            done = document.replace_range((0, start), (0, end), put_in)
            lines.wrap_range((0, start), (0, end), done.end_location)
            whole = WrappedDocument(document, width)
            assert lines.get_offsets(0) == whole.get_offsets(0)
            assert lines.get_sections(0) == whole.get_sections(0)
            assert lines.height == whole.height


def test_a_key_breaks_a_few_lines_of_ten_thousand_words_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    document = Document(" ".join(random.Random(1).choices(["shall", "the", "operation", "of", "States"], k=10_000)))
    lines = Wrapped(document, 60)
    broken: list[int] = []
    whole = writing.compute_wrap_offsets

    def counted(text: str, width: int, tab_size: int) -> list[int]:
        broken.append(len(text))
        return whole(text, width, tab_size)

    monkeypatch.setattr(writing, "compute_wrap_offsets", counted)
    for nth in range(20):
        at = 30_000 + nth
        done = document.replace_range((0, at), (0, at), "n")
        lines.wrap_range((0, at), (0, at), done.end_location)
    assert len(document[0]) > 45_000
    assert sum(broken) < 20 * 3_000


class _Fields(App[None]):
    CSS = "TextArea { height: 12; width: 50; }"

    def compose(self) -> ComposeResult:
        yield Writing(id="ours")
        stock = TextArea(soft_wrap=True, tab_behavior="focus", show_line_numbers=False, id="stock")
        stock.cursor_blink = False
        yield stock


@piloted
async def test_a_long_paragraph_is_painted_like_a_short_one() -> None:
    paragraph = " ".join(random.Random(2).choices(["shall", "約束", "(a)", "operation\tof", "\x1b[31mé"], k=900))
    app = _Fields()
    async with app.run_test(size=(50, 24)) as pilot:
        ours, stock = app.query_one("#ours", TextArea), app.query_one("#stock", TextArea)
        for text in (paragraph, paragraph.replace("\t", " ")):
            assert len(text) > writing._LONG
            for field in (ours, stock):
                field.load_text(f"Before.\n{text}\nBehind.")
            for chosen in (((1, 2000), (1, 2000)), ((1, 1500), (1, 2100)), ((0, 3), (2, 2)), ((1, 2100), (1, 40))):
                painted = []
                for field in (ours, stock):
                    field.focus()
                    field.selection = Selection(*chosen)
                    await pilot.pause()
                    painted.append([field.render_line(y) for y in range(12)])
                assert [strip._segments for strip in painted[0]] == [strip._segments for strip in painted[1]]


_SPARSE = st.builds(lambda part, many: (part * many)[:9000], st.text("ab .", min_size=1, max_size=40), st.just(9000))


@given(_SPARSE, st.lists(st.integers(0, 5900), min_size=2, max_size=8), st.data())
def test_an_excerpt_shows_every_place_that_matters_and_leaves_out_what_is_far_from_all(
    text: str, places: list[int], data: st.DataObject
) -> None:
    ends = sorted(set(places))
    contests = tuple(Contest(start, end, (str(start),)) for start, end in pairwise(ends[: len(ends) // 2 * 2]))[::2]
    matter = [each for each in contests if data.draw(st.booleans())]
    shown, found = excerpt(Content(text), contests, matter)
    for each in matter:
        (kept,) = [one for one in found if one.names == each.names]
        assert shown.plain[kept.start : kept.end] == text[each.start : each.end]
    if not matter:
        assert shown.plain == text
    else:
        span = max(each.end for each in matter) - min(each.start for each in matter)
        assert len(shown) <= span + 1000
