"""A Markdown treaty becomes clauses, and no byte is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from drafter.intake.markdown import Split, split
from drafter.model.ids import CLAUSE_PATH
from drafter.model.terms import ClauseStatus, Kind

FILE = "treaty.md"

TREATY = """\
---
title: Sample Treaty
layout: page
---

# Sample Treaty

Drawn up in 2026.

## Preamble

The Parties,

*Recalling* something,

# Part I: General provisions

## Article 1: Use of terms

1. "Party" means a State.

### A note

It stays.

## Article 2 bis

#### Scope

1. Everything [or nothing.

# PART II

## [Article 3] *(finance)*

| a | b |
|---|---|

    ## Article 99

```
## Article 98
```

## Final clause

The end.

# ANNEX I

Things.
"""


def rows(done: Split) -> list[tuple[str, str, str, str]]:
    return [(clause.id, clause.kind.value, clause.number, clause.heading) for clause in done.clauses]


def test_headings_become_parts_and_articles_with_their_literal_numbers() -> None:
    done = split(TREATY, FILE)
    assert done.title == "Sample Treaty"
    assert done.metadata == ("title", "layout")
    assert rows(done) == [
        ("introduction", "preamble", "", ""),
        ("preamble", "preamble", "", ""),
        ("general-provisions", "part", "I", "General provisions"),
        ("use-of-terms", "article", "1", "Use of terms"),
        ("scope", "article", "2 bis", "Scope"),
        ("part-ii", "part", "II", ""),
        ("finance", "article", "3", "(finance)"),
        ("final-clause", "article", "", ""),
        ("annex-i", "annex", "I", ""),
    ]
    assert [clause.designation for clause in done.clauses][-2:] == ["Final clause", "Annex I"]
    assert [clause.order for clause in done.clauses][:3] == ["1000", "2000", "3000"]


def test_deeper_headings_and_headings_in_code_stay_in_the_bodies() -> None:
    bodies = {clause.id: clause.body for clause in split(TREATY, FILE).clauses}
    assert bodies["use-of-terms"] == '1. "Party" means a State.\n\n### A note\n\nIt stays.\n'
    assert "    ## Article 99\n\n```\n## Article 98\n```\n" in bodies["finance"]
    assert bodies["part-ii"] == ""
    assert bodies["final-clause"] == "The end.\n"


def test_brackets_round_a_designation_are_told_and_kept_as_a_status() -> None:
    done = split(TREATY, FILE)
    assert [clause.id for clause in done.clauses if clause.status is ClauseStatus.BRACKETED] == ["finance"]
    problem = next(each for each in done.problems if each.rule == "bracketed-heading")
    assert TREATY.split("\n")[(problem.line or 0) - 1] == "## [Article 3] *(finance)*"


def test_an_unbalanced_bracket_is_kept_and_told_with_file_and_line() -> None:
    done = split(TREATY, FILE)
    (problem,) = [each for each in done.problems if each.rule == "unbalanced-bracket"]
    assert (problem.file, problem.severity) == (FILE, "warning")
    assert TREATY.split("\n")[(problem.line or 0) - 1] == "1. Everything [or nothing."


@pytest.mark.parametrize(
    ("heading", "kind", "number", "words", "designation"),
    [
        ("## Article 4 bis: Title", Kind.ARTICLE, "4 bis", "Title", "Article 4 bis"),
        ("## Article 2bis *(general)*", Kind.ARTICLE, "2bis", "(general)", "Article 2bis"),
        ("## **Article 4** Scope", Kind.ARTICLE, "4", "Scope", "Article 4"),
        ("## Article 4\u00a0bis – Title ##", Kind.ARTICLE, "4\u00a0bis", "Title", "Article 4\u00a0bis"),
        ("Article 4. Scope\n---", Kind.ARTICLE, "4", "Scope", "Article 4"),
        ("## ARTICLE IV", Kind.ARTICLE, "IV", "", "Article IV"),
        ("## Article 4A Scope", Kind.ARTICLE, "4A", "Scope", "Article 4A"),
        ("## Article 5-bis. Title", Kind.ARTICLE, "5-bis", "Title", "Article 5-bis"),
        ("## Article 5 – Bison", Kind.ARTICLE, "5", "Bison", "Article 5"),
        ("## Article 1er. Portée", Kind.ARTICLE, "1er", "Portée", "Article 1er"),
        ("## Artículo 3.º Ámbito", Kind.ARTICLE, "3.º", "Ámbito", "Artículo 3.º"),
        ("## Статья 5 бис. Термины", Kind.ARTICLE, "5 бис", "Термины", "Статья 5 бис"),
        ("## Article premier", Kind.ARTICLE, "premier", "", "Article premier"),
        ("## Artículo 12. Ámbito", Kind.ARTICLE, "12", "Ámbito", "Artículo 12"),
        ("## Статья 4. Термины", Kind.ARTICLE, "4", "Термины", "Статья 4"),
        ("## المادة 4", Kind.ARTICLE, "4", "", "المادة 4"),
        ("## 第四條", Kind.ARTICLE, "四", "", "第四條"),
        ("## 第四十一条 用语", Kind.ARTICLE, "四十一", "用语", "第四十一条"),
        ("## 第四條之二", Kind.ARTICLE, "四-二", "", "第四條之二"),
        ("## 第一章 總則", Kind.PART, "一", "總則", "第一章"),
        ("## Chapter IV: Disputes", Kind.PART, "IV", "Disputes", "Chapter IV"),
        ("## Annex", Kind.ANNEX, "", "", "Annex"),
        ("## Annex to the Convention", Kind.ANNEX, "", "to the Convention", "Annex"),
        ("## Preamble", Kind.PREAMBLE, "", "", "Preamble"),
    ],
)
def test_a_designation_is_read_as_it_is_written(
    heading: str, kind: Kind, number: str, words: str, designation: str
) -> None:
    source = f"# Treaty\n\n{heading}\n\nText.\n\n## Article 77\n\nMore.\n"
    done = split(source, FILE)
    clause = done.clauses[0]
    assert (clause.kind, clause.number, clause.heading) == (kind, number, words)
    assert clause.designation == designation
    assert clause.body == "Text.\n"
    assert done.source == source


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("## Article 1\n\n### Scope\n\nText.\n", [("1", "Scope", "Text.\n")]),
        ("## Article 1\nScope\n\nText.\n", [("1", "Scope", "Text.\n")]),
        ("## Article 1\n\n**Scope**\n\nText.\n", [("1", "Scope", "Text.\n")]),
        ("Article 1\n\nUse of terms\n\n1. Text.\n", [("1", "Use of terms", "1. Text.\n")]),
        ("Article 1: Scope\n\nText.\n\nArticle 2\n\nMore.\n", [("1", "Scope", "Text.\n"), ("2", "", "More.\n")]),
        (
            "## Article 1\n\nNo reservations may be made.\n\nMore.\n",
            [("1", "", "No reservations may be made.\n\nMore.\n")],
        ),
        ("## Article 1\n\nThe Parties shall\n\n(a) act;\n", [("1", "", "The Parties shall\n\n(a) act;\n")]),
        ("## Article 1\n\n1. Text\n\n2. Text\n", [("1", "", "1. Text\n\n2. Text\n")]),
        ("## Article 1\n\nOnly words\n", [("1", "", "Only words\n")]),
        ("## Article 1\n\nArticle 4 of it applies.\n", [("1", "", "Article 4 of it applies.\n")]),
        ("Article 1\n\nArticle 4 applies\n", [("1", "", "Article 4 applies\n")]),
    ],
)
def test_a_heading_may_stand_below_its_number_and_a_sentence_is_none(
    source: str, expected: list[tuple[str, str, str]]
) -> None:
    done = split(source, FILE)
    assert [(clause.number, clause.heading, clause.body) for clause in done.clauses] == expected
    assert done.source == source


def test_text_before_the_first_article_is_the_preamble_when_none_is_named() -> None:
    done = split("# Treaty\n\nThe Parties,\n\n## Article 1\n\nText.\n", FILE)
    assert [(clause.id, clause.designation) for clause in done.clauses] == [
        ("preamble", "Preamble"),
        ("article-1", "Article 1"),
    ]


def test_a_heading_above_the_articles_is_a_part_even_without_a_number() -> None:
    done = split("# One\n\n## Article 1\n\n# Final provisions\n\n## Article 2\n\n# Two\n", FILE)
    assert [(each.kind.value, each.title) for each in done.clauses] == [
        ("part", "One"),
        ("article", "Article 1"),
        ("part", "Final provisions"),
        ("article", "Article 2"),
        ("part", "Two"),
    ]


def test_a_text_without_designations_is_split_at_its_headings() -> None:
    done = split("# Treaty\n\n## 1. Scope\n\nText.\n\n## Terms\n\nText.\n\n### Deep\n\nText.\n", FILE)
    assert done.title == "Treaty"
    assert [(each.number, each.title) for each in done.clauses] == [("1", "1. Scope"), ("", "Terms")]


def test_ids_are_short_ascii_and_never_the_same() -> None:
    source = "".join(
        f"## Article {n}: Réservations à l'égard de la présente Convention et de ses annexes\n\nT.\n\n"
        for n in range(1, 30)
    )
    ids = [clause.id for clause in split(source, FILE).clauses]
    assert ids[:3] == ["reservations-a-legard-de-la-presente", "article-2", "article-3"]
    assert len(set(ids)) == len(ids) == 29
    assert all(len(id) <= 40 for id in ids)


def test_a_text_without_any_heading_is_one_clause() -> None:
    done = split("Just words,\n\nand more.\n", FILE)
    assert [clause.body for clause in done.clauses] == ["Just words,\n\nand more.\n"]
    assert split("", FILE).clauses == ()
    assert split(" \n\n", FILE).source == " \n\n"


@pytest.mark.parametrize(
    "source",
    [
        "\ufeff# T\r\n\r\n## Article 1\r\n\r\n1. e\u0301&nbsp;x  \r\n\r\n\r\n",
        "\ufeff---\r\ntitle: T\r\n---\r\n\r\n## Article 1\r\nText",
        "---\n\n## Article 1\n\n---\n\nText\n",
        "---\nArticle 1: x\n---\n\nText\n",
        "---\ntitle: [\n---\n\n## Article 1\n",
        "## Article 1\rText\r## Article 2\r\rText",
        "## Article 1\n\n<!--\n## Article 2\n-->\n\n<div>\n## Article 3\n</div>\n",
        "> ## Article 1\n\n- ## Article 2\n\n1. x\n---\n",
        "## \n\n#\n\n## Article 1 ##\n\n\\## Article 2\n",
        "Article 1\n===\n\nScope\n---\n\n\x00\x0c\x1c\x85\u2028\n",
        "## Article 1\n\n\u3000\n\n  indented\n\n\x0b\n",
    ],
)
def test_strange_sources_lose_nothing(source: str) -> None:
    assert split(source, FILE).source == source


snippets = st.sampled_from(
    [
        "# Treaty", "## Article 1", "## Article 2 bis: Scope", "# Part II", "### Deep", "ANNEX I", "Article 4",
        "Scope", "**Scope**", "---", "===", "```", "~~~", "<!--", "-->", "> quoted", "- item", "1. Text.", "(a) text;",
        "第四條", "Préambule", "[open", "close]", "| a | b |", "\ufeff", "e\u0301", "&amp;", "[^1]: note", "", " ",
        "    ## Article 9", "title: x", "* TOC", "{:toc}", "\\", "## [Article 3]",
    ]
)  # fmt: skip
documents = st.lists(
    st.tuples(st.one_of(snippets, st.text(st.characters(exclude_categories=("Cs",)), max_size=12)),
              st.sampled_from(["\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "", " \n"])).map("".join),
    max_size=25,
).map("".join)  # fmt: skip


def test_a_rule_right_below_a_paragraph_makes_no_heading_of_its_words() -> None:
    words = "Each State shall report\nannually and in full.\n(a) to the Secretariat;\n"
    done = split(f"# Treaty\n\nArticle 4\n{words}---\n\nArticle 5\n(a) text;\n---\n", FILE)
    assert [(each.number, each.heading, each.body) for each in done.clauses] == [
        ("4", "", f"{words}---\n"),
        ("5", "", "(a) text;\n---\n"),
    ]
    (underlined,) = split("# Treaty\n\nArticle 4\nReports\n---\n\nWords.\n", FILE).clauses
    assert (underlined.heading, underlined.body) == ("Reports", "Words.\n")


@example("# Treaty\n# Treaty\nArticle 4\nANNEX I\nANNEX I\n(a) text;\n---\n")
@given(documents)
def test_import_loses_nothing(source: str) -> None:
    done = split(source, FILE)
    assert done.source == source
    bodies = [clause.body for clause in done.clauses]
    at = 0
    for body in bodies:
        found = source.index(body, at)
        assert found >= at
        at = found + len(body)
    for gap in done.gaps[1:]:
        assert_only_headings(gap)
    for clause in done.clauses:
        assert CLAUSE_PATH.match(clause.path)
        assert not clause.body or clause.body.strip()
    assert len({clause.id for clause in done.clauses}) == len(done.clauses)
    orders = [clause.order for clause in done.clauses]
    assert orders == sorted(orders)
    for problem in done.problems:
        assert problem.line is not None
        assert 1 <= problem.line <= len(re.findall(r"\r\n|\r|\n", source)) + 1


def assert_only_headings(gap: str) -> None:
    """A gap holds one heading at most: its line, a second for words or a rule below it, and the words' own rule."""
    lines = [line for line in re.split(r"\r\n|\r|\n", gap) if line.strip()]
    assert len(lines) <= 4
    assert all(len(line) <= 130 or line.lstrip().startswith("#") for line in lines)


@given(documents)
def test_the_words_of_a_heading_that_was_taken_stand_in_the_clause(source: str) -> None:
    done = split(source, FILE)
    for gap, clause in zip(done.gaps, done.clauses, strict=False):
        for word in clause.heading.split():
            assert word in gap


def test_a_title_that_stands_alone_before_the_first_clause_is_no_clause() -> None:
    text = "Convention on Cables\n\nPreamble\n\nThe Parties,\n\nArticle 1\nScope\n\nWords.\n"
    read = split(text, "draft.txt")
    assert (read.title, [each.designation for each in read.clauses]) == (
        "Convention on Cables",
        ["Preamble", "Article 1"],
    )
    assert read.source == text
    # With more before it, all of that stands.
    longer = split(text.replace("\n\nPreamble", "\n\nDone at Geneva.\n\nPreamble", 1), "draft.txt")
    assert longer.clauses[0].body == "Convention on Cables\n\nDone at Geneva.\n"


@pytest.mark.parametrize(
    ("source", "titles"),
    [
        ("# Pact\n\n# Pact\n\nThe Parties,\n\n## Article 1\n\nWords.\n", ["Preamble", "Article 1"]),
        ("# Pact\n\n## PACT\n\n## Preamble\n\nThe Parties,\n\n## Article 1\n\nWords.\n", ["Preamble", "Article 1"]),
        (
            "# Pact\n\nDraft of May.\n\n## Pact\n\nThe Parties,\n\n## Article 1\n\nWords.\n",
            ["Introduction", "Preamble", "Article 1"],
        ),
        ("# Pact\n\n## Article 1\n\nWords.\n\n## Pact\n\nWords.\n", ["Article 1", "Pact"]),
    ],
)
def test_a_title_that_is_said_again_before_the_first_article_is_no_part_of_the_treaty(
    source: str, titles: list[str]
) -> None:
    done = split(source, FILE)
    assert done.title == "Pact"
    assert [each.designation for each in done.clauses] == titles
    assert done.source == source


@pytest.mark.parametrize("line", ["Preamble", "PRÉAMBULE", "**Préambule**", "Преамбула", "序言"])
def test_the_word_preamble_alone_above_the_first_clause_is_its_heading(line: str) -> None:
    source = f"# Convention\n\n{line}\n\nThe Parties,\n\nPreamble\n\n## Article 1: Scope\n\nPreamble\n\nWords.\n"
    found = split(source, "draft.md")
    assert [(each.kind, each.body) for each in found.clauses] == [
        (Kind.PREAMBLE, "The Parties,\n\nPreamble\n"),
        (Kind.ARTICLE, "Preamble\n\nWords.\n"),
    ]
    assert "".join(gap for gap in found.gaps if gap.strip()) == f"# Convention\n\n{line}\n\n\n## Article 1: Scope\n\n"


def test_a_sentence_that_ends_in_the_mark_of_a_footnote_is_no_heading() -> None:
    (annex,) = split("# Annex I\n\nLast words.[^4]\n\n[^4]: A note.\n", FILE).clauses
    assert (annex.heading, annex.body) == ("", "Last words.[^4]\n\n[^4]: A note.\n")


def test_words_that_a_draft_strikes_out_are_named_as_they_would_pass_for_agreed_ones() -> None:
    source = "# Article 1\n\nEach Party ~~shall~~ should act.\n\nWithin <del>thirty</del> sixty days, ~ 5 ~ 6, ~~~.\n"
    done = split(source, FILE)
    assert done.source == source
    assert [(each.rule, each.line, each.message.partition("”")[0]) for each in done.problems] == [
        ("struck-out", 3, "“shall"),
        ("struck-out", 5, "“thirty"),
    ]
