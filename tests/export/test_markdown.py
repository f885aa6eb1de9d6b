"""Markdown that no engine misreads."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from drafter.draft.consolidate import consolidate
from drafter.draft.emphasis import without_marks
from drafter.export.facts import said
from drafter.export.markdown import escaped, markdown
from drafter.text.visible import visible
from tests.draft.building import Talks, article

ENGINES = [MarkdownIt("commonmark"), MarkdownIt("commonmark").enable(["table", "strikethrough"])]
NASTY = st.text(alphabet=st.sampled_from("ab1iI [](){}<>|*_~`^$&;#@!.\\+-=:/\"'é国%\u202e\x1b"), max_size=30)


def read(source: str, engine: MarkdownIt) -> str:
    """Give what an engine shows of a paragraph."""
    rendered = engine.render(source)
    found = re.fullmatch(r"<p>(.*)</p>\n", rendered, re.DOTALL)
    assert found is not None, rendered
    return html.unescape(re.sub(r"</?(?:em|strong)>", "", found[1]))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "words",
    [
        "[Parties](States) shall",
        "[shall][should]",
        "- [ ] not a checkbox",
        "1. States shall",
        "14) States shall",
        "(a) the words",
        "2 bis. States",
        "<script>alert(1)</script>",
        "![image](x)",
        "`code`",
        "&amp; and &#42;",
        "# 4",
        "> quoted",
        "a | b",
        "---",
        "===",
        "1.",
        "-",
        "~~struck~~",
        "[^1] and [ref]: http://x",
        "C:\\temp and \\",
        "\\*not emphasis\\*",
    ],
)
def test_treaty_text_is_shown_as_it_stands(words: str, engine: MarkdownIt) -> None:
    assert read(escaped(words, starts=True), engine) == without_marks(words)


@given(NASTY)
@example("*a* [b")
@example("a\\")
@example("\\#")
def test_every_engine_shows_exactly_the_words(words: str) -> None:
    words = words.strip()
    if not words:
        return
    for engine in ENGINES:
        assert read(escaped(words, starts=True), engine) == without_marks(visible(words))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("words", "shown"), [("a\\\nb", "a<br />\nb"), ("a\\\\\nb", "a\\\nb"), ("a\\", "a\\")])
def test_a_backslash_breaks_a_line_and_is_not_shown(words: str, shown: str, engine: MarkdownIt) -> None:
    assert read(escaped(words, starts=True), engine) == shown
    assert re.sub("<br />", "", shown) == without_marks(words)


def test_a_clean_text_with_brackets_of_its_own_keeps_every_one() -> None:
    body = "1. [Parties](States) [shall] act.\n\n2 bis. - [ ] Others [may] act.\n"
    text = markdown(consolidate(Talks(article("scope", body)).at(), style="clean"))
    shown = html.unescape(re.sub(r"<[^>]+>", "", ENGINES[0].render(text)))
    assert "1. [Parties](States) [shall] act." in shown
    assert "2 bis. - [ ] Others [may] act." in shown


def test_a_table_stays_a_table_and_its_bars_stay_in_their_cells() -> None:
    body = "| Category | Systems |\n|---|---:|\n| Health | a \\| b |\n| [Water] | |\n"
    text = markdown(consolidate(Talks(article("annex", body)).at(), style="clean"))
    shown = ENGINES[1].render(text)
    assert "<td>Health</td>" in shown
    assert "a | b</td>" in shown
    assert "<td>[Water]</td>" in shown


def test_control_characters_are_made_visible() -> None:
    text = markdown(consolidate(Talks(article("scope", "States \x1b[31mshall\u202e act.\n")).at(), style="clean"))
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_dates_are_said_without_a_locale() -> None:
    assert said("2026-03-02T09:00:00Z") == "2 March 2026, 09:00 UTC"


def test_the_header_says_what_the_text_is() -> None:
    text = markdown(consolidate(Talks(article("scope", "Words.\n", heading="Scope")).at(), style="clean"))
    assert text.startswith("# Convention on Tests\n\n- Symbol: TEST/1\n- Date: 1 March 2026, 00:00 UTC\n- Commit: ")
    assert "**Nothing is agreed until everything is agreed.**" in text
    assert "### Article 1. Scope\n\nWords.\n" in text


@pytest.mark.parametrize(
    ("heading", "body"),
    [("Scope", f"Others of a{' ' * 2_000_000}b and more.\n"), (f"Scope {'#' * 2_000_000} of it", "Words.\n")],
)
def test_no_proposal_keeps_everybody_from_reading_by_its_length_alone(heading: str, body: str) -> None:
    # A step for each pair of its characters would take years.
    talks = Talks(article("scope", "Words.\n", order="210"))
    talks.amend("FRA-000001", {"scope": article("scope", body, order="210", heading=heading)})
    read = markdown(consolidate(talks.at(), style="bracketed"))
    assert "b and more" in read or "of it" in read
