"""The compilation text: every proposal in full, nothing merged."""

from __future__ import annotations

import hashlib

import pytest

from drafter.draft.blocks import source
from drafter.draft.consolidate import consolidate
from drafter.draft.document import Document, Heading, Paragraph, Verbatim
from drafter.draft.inline import Words
from drafter.export.markdown import markdown
from drafter.model.problem import Refused
from drafter.model.terms import Stance
from tests.draft.building import CRITICAL, JPN, NOR, RUS, WSM, Talks, article, worked_example


def compiled(talks: Talks) -> Document:
    return consolidate(talks.at(), style="compilation")


def proposals(document: Document) -> list[Verbatim]:
    return [block for block in document.blocks if isinstance(block, Verbatim)]


def test_every_proposal_stands_word_for_word_with_its_hash() -> None:
    talks = worked_example()
    found = {each.amendment: each for each in proposals(compiled(talks))}
    assert set(found) == {NOR, RUS, WSM, JPN}
    for name in (NOR, RUS, WSM):
        proposed = talks.amendments[name].changes[0].after
        assert proposed is not None
        assert found[name].text == proposed.text
        assert found[name].text_sha256 == hashlib.sha256(proposed.text.encode()).hexdigest()
        shown = "".join(source(block.content) + block.separator for block in found[name].content)  # type: ignore[union-attr]
        assert shown == proposed.body


def test_a_proposal_stands_under_whoever_it_speaks_for() -> None:
    found = {each.amendment: each for each in proposals(compiled(worked_example()))}
    assert (found[WSM].proponent, found[WSM].signatory) == ("AOSIS", "WSM")
    assert found[NOR].cosponsors == ("EST",)
    assert [each.proponent for each in proposals(compiled(worked_example()))] == ["AOSIS", "JPN", "NOR", "RUS"]


def test_a_retain_says_what_it_keeps_and_against_whom() -> None:
    found = {each.amendment: each for each in proposals(compiled(worked_example()))}
    assert found[JPN].about == "keeps article 4, paragraph 1 against NOR-000001"
    assert found[JPN].text == ""


def test_withdrawn_proposals_stay_on_record() -> None:
    talks = worked_example()
    talks.withdraw(RUS)
    found = {each.amendment: each for each in proposals(compiled(talks))}
    assert found[RUS].status == "withdrawn"
    assert "critical" not in found[RUS].text.partition("\n")[2]


def test_the_text_as_it_stands_comes_before_its_proposals() -> None:
    document = compiled(worked_example())
    heading, paragraph, *others = document.blocks
    assert isinstance(heading, Heading)
    assert isinstance(paragraph, Paragraph)
    assert paragraph.content == (Words(CRITICAL.rstrip("\n")),)
    assert all(isinstance(each, Verbatim) for each in others)


def test_a_proposed_article_stands_in_its_place_though_the_text_has_none() -> None:
    talks = Talks(article("scope", "Words.\n", order="100"), article("end", "Words.\n", order="300", number="2"))
    talks.amend("KEN-000001", {"middle": article("middle", "New words.\n", order="200", number="1 bis")})
    talks.amend("FRA-000001", {"middle": article("middle", "Others.\n", order="200", number="1 bis")})
    document = compiled(talks)
    assert [block.clause for block in document.blocks if isinstance(block, Heading)] == ["scope", "middle", "end"]
    assert [block.status for block in document.blocks if isinstance(block, Heading)][1] == "proposed"
    assert {each.amendment for each in proposals(document)} == {"KEN-000001", "FRA-000001"}


def test_the_indexes_lead_to_every_proposal() -> None:
    document = compiled(worked_example())
    anchors = {each.anchor for each in proposals(document)}
    for index in document.indexes:
        assert {anchor for entry in index.entries for _, anchor in entry.places} == anchors
    by_signatory = {entry.name: entry.places for entry in document.indexes[0].entries}
    assert by_signatory["EST, Estonia"] == ((NOR, f"{NOR}-critical-infrastructure"),)


def test_a_compilation_without_names_is_refused() -> None:
    for style in ("compilation", "comparison"):
        with pytest.raises(Refused, match="names its proponents"):
            consolidate(worked_example().at(), style=style, attributed=False)  # type: ignore[arg-type]


def test_markdown_of_a_compilation_has_every_word_and_hash() -> None:
    talks = worked_example()
    talks.position("FRA", NOR, Stance.SUPPORT, cosponsor=True)
    text = markdown(compiled(talks))
    assert "1\\. States shall not conduct or knowingly support cyber operations that damage critical" in text
    assert "infrastructure, including submarine cables." in text
    for each in proposals(compiled(talks)):
        assert each.text_sha256 in text
    assert "- EST, Estonia: NOR-000001" in text
