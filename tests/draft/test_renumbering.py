"""A text numbered through: numbers and references move, and no word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.draft.counting import counted_on
from drafter.draft.renumbering import Renumbering, renumber, reopened, stale_after
from drafter.model.clause import Clause, compose_clause
from drafter.model.label import leading_labels
from drafter.model.provision import paragraphs, provision
from drafter.model.target import REFERENCE
from drafter.model.terms import ClauseStatus, Kind, Stance
from drafter.model.treaty import Treaty
from drafter.text.mentions import mentions, number_key
from tests.draft.building import Talks, article, commit, roster

PARTIES = roster()


def treaty(*clauses: Clause) -> Treaty:
    root = commit("root")
    return Treaty(roster=PARTIES, clauses=clauses, commit=root, date="2026-03-02T09:00:00Z", root=root)


def several(*given: tuple[str, str, str], kind: Kind = Kind.ARTICLE) -> list[Clause]:
    """Make clauses of id, number and body."""
    return [
        article(id, body, order=f"{100 + 10 * nth}", number=number, kind=kind)
        for nth, (id, number, body) in enumerate(given)
    ]


def body(found: Renumbering, id: str) -> str:
    return found.clauses[id].body


def test_behind_article_4_comes_article_5_and_the_references_follow() -> None:
    made = treaty(*several(
        ("one", "1", "Subject to articles 1 bis and 2, and to article 3, paragraph 1.\n"),
        ("two", "1 bis", "Words.\n"), ("three", "2", "Words.\n"), ("four", "3", "1. Words of article 2.\n"),
    ))  # fmt: skip
    found = renumber(made)
    assert found.numbers == (("Article 1 bis", "Article 2"), ("Article 2", "Article 3"), ("Article 3", "Article 4"))
    assert body(found, "one") == "Subject to articles 2 and 3, and to article 4, paragraph 1.\n"
    assert body(found, "four") == "1. Words of article 3.\n"
    assert found.left == ()


def test_a_reference_to_an_article_that_is_inserted_with_a_hyphen_follows() -> None:
    words = "Under article 1-bis, and articles 1-bis and 2.\n"
    made = treaty(*several(("one", "1", words), ("new", "1-bis", "Words.\n"), ("two", "2", "Words.\n")))
    found = renumber(made)
    assert body(found, "one") == "Under article 2, and articles 2 and 3.\n"
    assert found.left == ()


def test_a_reference_to_another_instrument_stays() -> None:
    words = (
        "Under Article 2, paragraph 4, of the Charter, Article 2(4) of the Charter and articles 2 and 3 thereof, "
        "l'article 2 de la Charte, and article 2 of this Convention.\n"
    )
    made = treaty(*several(("one", "1", words), ("new", "1 bis", "Words.\n"), ("two", "2", "Words.\n")))
    found = renumber(made)
    assert body(found, "one") == words.replace("article 2 of this", "article 3 of this")
    assert found.left[0] == (
        "Article 1: `Article 2, paragraph 4` stands as it is; it is read as one of another instrument"
    )
    assert len(found.left) == 4


@pytest.mark.parametrize(
    "behind",
    [", to the attention of the Council", " in good faith", " to the Depositary", " of Part II", " of this Treaty"],
)
def test_what_goes_on_behind_a_reference_does_not_lead_it_elsewhere(behind: str) -> None:
    made = treaty(*several(("one", "1", f"Under article 2{behind}.\n"), ("new", "1 bis", "A.\n"), ("two", "2", "B.\n")))
    assert body(renumber(made), "one") == f"Under article 3{behind}.\n"


@pytest.mark.parametrize(
    "behind", [" of the Charter", ", in the Geneva Conventions", " to the Optional Protocol", " of it"]
)
def test_what_is_said_to_be_of_another_instrument_is_told_and_not_followed(behind: str) -> None:
    made = treaty(*several(("one", "1", f"Under article 2{behind}.\n"), ("new", "1 bis", "A.\n"), ("two", "2", "B.\n")))
    found = renumber(made)
    assert ("one" in found.clauses, len(found.left)) == (False, 1)


@pytest.mark.parametrize(
    ("words", "becomes"),
    [
        ("articles 1 bis et 2", "articles 2 et 3"),
        ("articles 1 to 2", "articles 1 to 3"),
        ("articles 1\u20132", "articles 1\u20133"),
        ("articles 1, 1 bis, and 2", "articles 1, 2, and 3"),
        ("articles 1 bis and/or 2", "articles 2 and/or 3"),
        ("articles 1 as well as 2", "articles 1 as well as 3"),
        ("l'article 2, paragraphe 1,", "l'article 3, paragraphe 1,"),
        ("paragraphe 1 de l\u2019article 2", "paragraphe 1 de l\u2019article 3"),
        ("paragraphs 1 and 2 of article 2", "paragraphs 1 and 2 of article 3"),
        ("article 2, paragraphs 1 and 2", "article 3, paragraphs 1 and 2"),
    ],
)
def test_each_of_several_articles_that_are_named_together_is_followed(words: str, becomes: str) -> None:
    made = treaty(*several(("one", "1", f"See {words}.\n"), ("new", "1 bis", "A.\n"), ("two", "2", "1. B.\n\n2. C.\n")))
    found = renumber(made)
    assert (body(found, "one"), found.left) == (f"See {becomes}.\n", ())


@pytest.mark.parametrize(
    "words", ["articles 2 plus 1", "articles 2", "article 1 bis and 2", "articles 1 bis, and also 2"]
)
def test_where_fewer_or_more_articles_are_read_than_the_words_announce_they_are_left_and_told(words: str) -> None:
    made = treaty(*several(("one", "1", f"See {words}.\n"), ("new", "1 bis", "A.\n"), ("two", "2", "B.\n")))
    found = renumber(made)
    assert ("one" in found.clauses, len(found.left)) == (False, 1)


def test_in_a_language_whose_references_are_not_read_that_is_said() -> None:
    made = treaty(*several(("one", "1", "A.\n"), ("new", "1 bis", "B.\n")))
    spanish = replace(made, roster=replace(PARTIES, language="es"))
    assert renumber(spanish).left[-1].startswith("references in words are followed only where")
    assert renumber(made).left == ()
    assert renumber(replace(spanish, clauses=made.clauses[:1])).left == ()


def test_a_settled_clause_whose_words_name_another_number_would_be_open_again_and_a_number_reopens_nothing() -> None:
    one, other, new, two, still = several(
        ("one", "1", "See article 2.\n"), ("other", "1 bis", "See article 2.\n"), ("new", "1 ter", "A.\n"),
        ("two", "2", "B.\n"), ("still", "", "C.\n"),
    )  # fmt: skip
    settled = [each.with_value("status", "agreed") for each in (one, two, still)]
    made = treaty(settled[0], other, new, *settled[1:])
    assert [each.id for each in reopened(made, renumber(made))] == ["one"]


def test_a_clause_without_a_number_gets_none_and_nothing_is_said_of_it() -> None:
    made = treaty(*several(("one", "1", "A.\n"), ("note", "", "B.\n"), ("other", "", "C.\n"), ("new", "1 bis", "D.\n")))
    found = renumber(made)
    assert (found.numbers, found.left) == ((("Article 1 bis", "Article 2"),), ())


def test_a_reference_in_a_heading_follows_too() -> None:
    one, new, two = several(("one", "1", "A.\n"), ("new", "1 bis", "B.\n"), ("two", "2", "C.\n"))
    found = renumber(treaty(one.with_value("heading", "Exceptions to article 2"), new, two))
    assert (found.clauses["one"].heading, body(found, "one")) == ("Exceptions to article 3", "A.\n")


@pytest.mark.parametrize(
    ("given", "counted"),
    [
        ("4|4 bis|5", "4|5|6"),
        ("7|9|8", "7|8|9"),
        ("400|400 bis|401", "400|401|402"),
        ("iv|iv bis|v", "iv|v|vi"),
        ("I|I bis|II", "I|II|III"),
        ("c|d|d bis", "c|d|e"),
        ("c|l", "c|d"),
        ("v|x", "v|w"),
        ("y|z|z bis|aa", "y|z|aa|bb"),
        ("I|B", None),
        ("xi|x", None),
        ("4 bis|5", None),
        ("1|II", None),
    ],
)
def test_numbers_count_on_in_the_manner_of_the_first_or_not_at_all(given: str, counted: str | None) -> None:
    assert counted_on(given.split("|")) == (counted.split("|") if counted is not None else None)


def test_a_deleted_clause_keeps_its_number_and_counts_for_nothing() -> None:
    one, two, three = several(("one", "1", "A.\n"), ("two", "2", "B.\n"), ("three", "3", "C.\n"))
    found = renumber(treaty(one, two.with_value("status", ClauseStatus.DELETED.value), three))
    assert found.numbers == (("Article 3", "Article 2"),)


def test_parts_count_anew_and_articles_go_on() -> None:
    parts = several(("a", "I", "\n"), ("b", "I bis", "\n"), ("c", "I", "\n"), ("d", "III", "\n"), kind=Kind.PART)
    assert [after for _, after in renumber(treaty(*parts)).numbers] == ["Part II", "Part II"]
    articles = several(("a", "1", "A.\n"), ("b", "1", "B.\n"))
    assert renumber(treaty(*articles)).numbers == (("Article 1", "Article 2"),)


@pytest.mark.parametrize(
    ("own", "becomes"),
    [
        ("Annexe A|Annexe A bis|Annexe B", ["Annexe B", "Annexe C"]),
        ("Appendix A|Appendix B|Appendix B", ["Appendix C"]),
    ],
)
def test_a_letter_of_a_number_is_not_looked_for_in_the_word_before_it(own: str, becomes: list[str]) -> None:
    called = own.split("|")
    annexes = [
        article(f"c{nth}", "A.\n", order=f"{100 + nth}", number=each.partition(" ")[2], kind=Kind.ANNEX)
        for nth, each in enumerate(called)
    ]
    named = [
        compose_clause(each.id, each.order, kind=each.kind, number=each.number, body=each.body, designation=own)
        for each, own in zip(annexes, called, strict=True)
    ]
    assert [after for _, after in renumber(treaty(*named)).numbers] == becomes


def test_an_annex_that_is_named_in_words_is_followed_and_several_at_once_are_told() -> None:
    annexes = several(("a", "I", "A.\n"), ("b", "I bis", "B.\n"), ("c", "II", "C.\n"), kind=Kind.ANNEX)
    one = article("one", "See annex II, Annex I and annexes I and II; annex II of the Charter.\n", order="010")
    found = renumber(treaty(one, *annexes))
    assert body(found, "one") == "See annex III, Annex I and annexes I and II; annex II of the Charter.\n"
    assert found.left == ("Article 1: `annexes I` stands as it is; it is not clear what it names",)


def test_of_two_annexes_the_one_that_is_named_is_followed_also_beside_articles() -> None:
    annexes = several(
        ("a", "I", "A.\n"), ("b", "I bis", "B.\n"), ("c", "II", "C.\n"), ("d", "II bis", "D.\n"), kind=Kind.ANNEX
    )
    one = article("one", "See article 1, annex II bis, article 1 bis and annex II, with article 2.\n", order="010")
    new, two = (article(id, "A.\n", order=order, number=number) for id, order, number in (
        ("new", "020", "1 bis"), ("two", "030", "2")
    ))  # fmt: skip
    found = renumber(treaty(one, new, two, *annexes))
    assert body(found, "one") == "See article 1, annex IV, article 2 and annex III, with article 3.\n"


def test_an_annex_that_is_called_after_an_article_takes_no_reference_twice() -> None:
    annexes = [
        compose_clause(id, order, kind=Kind.ANNEX, number=number, body="A.\n", designation=f"Annex to article {number}")
        for id, order, number in (("a", "300", "1"), ("b", "310", "1 bis"))
    ]
    one, new = several(("one", "1", "See the annex to article 1 bis.\n"), ("new", "1 bis", "A.\n"))
    assert body(renumber(treaty(one, new, *annexes)), "one") == "See the annex to article 2.\n"


def test_a_word_that_only_looks_like_the_number_of_an_annex_is_none() -> None:
    annexes = several(("a", "I", "A.\n"), ("b", "I bis", "B.\n"), ("c", "II", "C.\n"), kind=Kind.ANNEX)
    one = article("one", "The annex ii, annexed to annex II.\n", order="010")
    assert body(renumber(treaty(one, *annexes)), "one") == "The annex ii, annexed to annex III.\n"


def test_what_two_articles_are_called_is_not_followed() -> None:
    made = treaty(*several(("one", "1", "See article 2.\n"), ("two", "2", "B.\n"), ("again", "2", "C.\n")))
    found = renumber(made)
    assert (found.numbers, "one" in found.clauses) == ((("Article 2", "Article 3"),), False)
    assert found.left == ("Article 1: `article 2` stands as it is; it is not clear what it names",)


def test_numbers_that_no_rule_counts_stay_and_are_told() -> None:
    found = renumber(treaty(*several(("one", "四", "A.\n"), ("two", "五", "B.\n"))))
    assert (found.clauses, len(found.left)) == ({}, 1)


def test_labels_are_counted_on_where_that_is_asked_for_and_the_references_to_them_follow() -> None:
    text = (
        "1. Words; paragraph 1 bis (a bis) does not apply, nor {one:1bis.abis}.\n\n1 bis. Words:\n\n(a) one;\n\n"
        "(a bis) two;\n\n(b) three.\n\n2. Paragraphs 1 bis and 2 of article 1.\n"
    )
    made = treaty(article("one", text))
    assert renumber(made).clauses == {}
    found = renumber(made, labels=True)
    assert body(found, "one") == (
        "1. Words; paragraph 2 (b) does not apply, nor {one:2.b}.\n\n2. Words:\n\n(a) one;\n\n"
        "(b) two;\n\n(c) three.\n\n3. Paragraphs 2 and 3 of article 1.\n"
    )
    assert found.labels == (
        ("one:1bis", "one:2"), ("one:2", "one:3"),
        ("one:1bis.a", "one:2.a"), ("one:1bis.abis", "one:2.b"), ("one:1bis.b", "one:2.c"),
    )  # fmt: skip


def test_of_two_labels_in_one_line_each_counts_in_its_own_list() -> None:
    text = "1. (a) One;\n\n(a bis) two;\n\n1 bis. (a) three;\n\n(b) four.\n"
    found = renumber(treaty(article("one", text)), labels=True)
    assert body(found, "one") == "1. (a) One;\n\n(b) two;\n\n2. (a) three;\n\n(b) four.\n"


def test_labels_stay_where_it_would_not_be_clear_any_more_to_which_list_one_belongs() -> None:
    text = "(h) One;\n\n(h bis) two:\n\n(ii) three.\n"
    found = renumber(treaty(article("one", text)), labels=True)
    why = "it would not be clear any more which label belongs to which list"
    assert (found.clauses, found.left) == ({}, (f"Article 1: its labels stand as they are; {why}",))


def test_labels_that_begin_with_an_insertion_stay_and_are_told() -> None:
    found = renumber(treaty(article("one", "(a bis) One;\n\n(b) two.\n")), labels=True)
    why = "Article 1: its labels stand as they are; (a bis) to (b) don't count on"
    assert (found.clauses, found.left) == ({}, (why,))


def test_positions_are_stale_after_it_on_what_names_another_number_and_on_nothing_else() -> None:
    talks = Talks(
        *several(("one", "1", "1. See article 2.\n\n2. A.\n"), ("new", "1 bis", "A.\n"), ("two", "2", "B.\n"))
    )
    for code, on in (("FRA", "one:1"), ("RUS", "one:1"), ("DEU", "one:2"), ("EST", "one"), ("JPN", "two")):
        talks.position(code, on, Stance.SUPPORT)
    assert stale_after(talks.at(), renumber(talks.at().treaty)) == 3
    talks.clauses["one"] = talks.clauses["one"].with_body("1. See article 2, always.\n\n2. A.\n")
    assert stale_after(talks.at(), renumber(talks.at().treaty)) == 0


@pytest.mark.parametrize(("first", "behind"), [("一、", "三、"), ("١ -", "٣ -"), ("(أ)", "(ج)")])
def test_no_label_is_put_into_the_numerals_of_another_script(first: str, behind: str) -> None:
    found = renumber(treaty(*several(("a", "1", f"{first} x\n\n{behind} y"))), labels=True)
    assert not found.clauses
    assert found.left == (
        f"Article 1: its labels stand as they are; {behind} is counted in another script: number it by hand, with "
        "`drafter edit`",
    )


def test_a_russian_insertion_is_counted_in_the_digits_that_it_has() -> None:
    found = renumber(treaty(*several(("a", "1", "1. x\n\n1 бис. y\n\n2. z"))), labels=True)
    assert body(found, "a") == "1. x\n\n2. y\n\n3. z"


def test_labels_of_which_one_stands_twice_stay_and_are_told() -> None:
    found = renumber(treaty(article("one", "1. A.\n\n2. B.\n\n2. C.\n\n4. D.\n")), labels=True)
    assert (found.clauses, found.left) == ({}, ("Article 1: its labels stand as they are; 2. stands twice",))


def test_capital_and_roman_labels_keep_their_manner() -> None:
    text = "(A) One;\n\n(A bis) two:\n\n(i) three;\n\n(i bis) four;\n\n(ii) five.\n"
    found = renumber(treaty(article("one", text)), labels=True)
    assert body(found, "one") == "(A) One;\n\n(B) two:\n\n(i) three;\n\n(ii) four;\n\n(iii) five.\n"


ORDINALS = ("", " bis", " ter")
LETTERS = ("a", "b", "c")


@st.composite
def texts(draw: st.DrawFn) -> Treaty:
    """Draw a treaty with insertions, whose paragraphs each hold a word of their own and references to others."""
    numbers = draw(st.lists(st.integers(1, 3), min_size=1, max_size=4))
    articles = [f"{nth}{ordinal}" for nth, many in enumerate(numbers, 1) for ordinal in ORDINALS[:many]]
    inside = [draw(st.lists(st.tuples(st.integers(1, 3), st.integers(0, 3)), min_size=1, max_size=3)) for _ in articles]
    places = [
        (at, label, letters)
        for at, lists in enumerate(inside)
        for nth, (many, letters) in enumerate(lists, 1)
        for label in (f"{nth}{ordinal}" for ordinal in ORDINALS[:many])
    ]
    bodies: list[list[str]] = [[] for _ in articles]
    for at, label, letters in places:
        at2, label2, letters2 = draw(st.sampled_from(places))
        points = [f" ({letter})" for letter in LETTERS[:letters2]]
        point = draw(st.sampled_from(["", *points]))
        braces = f"{{c{at2}:{label2.replace(' ', '')}{'.' + point[2] if point else ''}}}"
        words = draw(st.sampled_from([
            "nothing", braces, f"article {articles[at2]}, paragraph {label2}{point}",
            f"paragraph {label2}{point} of article {articles[at2]}",
        ]))  # fmt: skip
        bodies[at].append(f"{label}. Word{at}x{label.replace(' ', '')} and {words};")
        bodies[at].extend(f"({letter}) word{at}x{label.replace(' ', '')}{letter};" for letter in LETTERS[:letters])
    written = zip(articles, ("\n\n".join(rows) + "\n" for rows in bodies), strict=True)
    return treaty(*several(*((f"c{at}", number, body) for at, (number, body) in enumerate(written))))


def meant(made: Treaty) -> list[str]:
    """Give the first word of each provision to which a reference leads, in the order of the text."""
    by_number = {number_key(each.number): each for each in made.clauses}
    found = []
    for clause in made.clauses:
        for row in paragraphs(clause.body):
            text = clause.body[row.words : row.end]
            targets: list[tuple[Clause, Sequence[str]]] = [
                (made.by_id[match["target"].partition(":")[0]], match["target"].partition(":")[2].split("."))
                for match in REFERENCE.finditer(text)
            ]
            targets += [
                (by_number[number_key(each.articles[-1].words)], each.paragraphs[0].path) for each in mentions(text)
            ]
            for owner, path in targets:
                place = provision(owner.body, ".".join(path))
                assert place is not None, (text, path)
                found.append(owner.body[place.words : place.end].split()[0])
    return found


def bare(clause: Clause) -> str:
    """Give the words of a clause without labels and references."""
    rows = (clause.body[row.start : row.end] for row in paragraphs(clause.body))
    words = [row[leading_labels(row)[1] :] for row in rows]
    return re.sub(
        r"\{[^}]*\}|\d+( bis| ter)?( \([a-z]\))?(?![x\w])|, paragraph|paragraph|of article|article",
        "",
        "\n".join(words),
    )


@given(texts())
def test_every_reference_leads_where_it_led_and_no_other_word_changes(made: Treaty) -> None:
    found = renumber(made, labels=True)
    assert found.left == ()
    after = treaty(*(found.clauses.get(each.id, each) for each in made.clauses))
    assert [each.number for each in after.clauses] == [str(nth) for nth in range(1, len(after.clauses) + 1)]
    assert meant(after) == meant(made)
    assert [bare(each) for each in after.clauses] == [bare(each) for each in made.clauses]
    assert renumber(after, labels=True).clauses == {}
