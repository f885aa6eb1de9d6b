"""Amendments as tracked changes: rejecting all gives the text, accepting all the text with the proposals."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document as OtherReader
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lxml import etree

from drafter.export.docx import tracked
from drafter.intake.docx import amendments
from drafter.model.clause import Clause
from drafter.model.problem import Refused
from drafter.model.terms import Stance
from drafter.model.word import W
from drafter.text.carry import plan
from tests.draft.building import NOR, RUS, WSM, Talks, article, worked_example
from tests.export.word import accepted, even, rejected
from tests.text.texts import canonical, changed, texts

FRA, DEU = "FRA-000001", "DEU-000001"
TABLE = (
    "The categories are:\n\n| Category | Systems |\n|---|---:|\n| Health | Hospitals |\n| Water | Supply \\| waste |\n"
)


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def storable(text: str) -> str:
    return text.encode("utf-8", "ignore").decode()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_accepting_all_gives_the_proposal_and_rejecting_all_the_text(data: st.DataObject) -> None:
    base = storable(data.draw(texts()))
    proposed = storable(data.draw(st.one_of(changed(base), texts())))
    assume(even(base) and even(proposed))
    talks = Talks(article("scope", base, heading="Scope"), article("purpose", "Words.\n", order="200", number="2"))
    talks.amend(FRA, {"scope": proposed})
    got, want = rejected(talks.at(), [FRA])
    assert got == want
    got, want = accepted(talks.at(), [FRA])
    assert got == want


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_what_can_be_adopted_together_is_accepted_together(data: st.DataObject) -> None:
    base = canonical(storable(data.draw(texts()))) or "Words.\n"
    talks = Talks(article("scope", base, heading="Scope"))
    names = [f"{code}-000001" for code in ("FRA", "DEU", "NOR")]
    proposals = {name: storable(data.draw(changed(base))) for name in names}
    assume(all(map(even, (base, *proposals.values()))))
    for name, proposed in proposals.items():
        talks.amend(name, {"scope": proposed})
    negotiation = talks.at()
    got, want = rejected(negotiation, names)
    assert got == want
    taken = plan(negotiation.treaty, negotiation.amendments).taken
    if taken:
        got, want = accepted(negotiation, taken)
        assert got == want


@pytest.mark.parametrize(
    "proposed",
    [
        TABLE.replace("Hospitals", "Hospitals and laboratories"),
        TABLE.replace("| Water |", "| Energy | Grids |\n| Water |"),
        TABLE.replace("| Health | Hospitals |\n", ""),
        TABLE.replace("| Category | Systems |", "| Category | Systems | Since |").replace("---:|", "---:|---|"),
        "The categories are:\n",
        "The categories are:\n\n1. health;\n\n2. water.\n",
        TABLE + "\nNothing else.\n",
    ],
)
def test_rows_of_tables_come_and_go_whole(proposed: str) -> None:
    talks = Talks(article("annex", TABLE))
    talks.amend(FRA, {"annex": proposed})
    for got, want in (rejected(talks.at(), [FRA]), accepted(talks.at(), [FRA])):
        assert got == want


MORE = "| Kind | Since |\n|---|---|\n| Banks | 2027 |\n"


@pytest.mark.parametrize(
    ("base", "proposed", "tables"),
    [
        (f"{TABLE}\n{MORE}", f"{TABLE}\n{MORE}\nNothing else.\n", 2),
        (TABLE, f"{TABLE}\n{MORE}", 2),
        (f"{TABLE}\n{MORE}", TABLE, 2),
        (f"Before.\n\nThe old words of this.\n\n{MORE}", f"Before.\n\n{TABLE.partition(chr(10))[2].strip()}\n", 2),
        ("Before.\n\nShort words. Long words there.\n", f"Before.\n\nShort words.\n\n{MORE}", 1),
    ],
)
def test_tables_stay_tables_beside_others_and_where_they_replace_words(base: str, proposed: str, tables: int) -> None:
    talks = Talks(article("annex", base))
    talks.amend(FRA, {"annex": proposed})
    for got, want in (rejected(talks.at(), [FRA]), accepted(talks.at(), [FRA])):
        assert got == want
    document = part(tracked(talks.at(), [FRA]), "word/document.xml")
    assert len(list(document.iter(f"{{{W}}}tbl"))) == tables + 1
    assert "|" not in "".join(document.itertext()).replace("Supply | waste", "")


def test_a_clause_comes_and_goes_with_its_heading() -> None:
    talks = Talks(article("scope", "1. Words.\n", heading="Scope"), article("end", "Last.\n", order="200", number="2"))
    new: Clause = article("scope-bis", "More.\n", order="150", number="1 bis", heading="More")
    talks.amend(FRA, {"scope": None, "scope-bis": new})
    got, want = accepted(talks.at(), [FRA])
    assert got == want
    assert list(got) == ["scope-bis", "end"]
    got, want = rejected(talks.at(), [FRA])
    assert got == want


def test_the_end_at_which_words_are_put_in_is_the_new_one_as_when_typing_goes_on() -> None:
    talks = Talks(article("scope", "(a) one.\n\nlast.\n", heading="Scope"))
    talks.amend(FRA, {"scope": "(a) one; and\n\n(b) two.\n\n(c) *three*.\n\nlast.\n"})
    for got, want in (rejected(talks.at(), [FRA]), accepted(talks.at(), [FRA])):
        assert got == want
    document = part(tracked(talks.at(), [FRA]), "word/document.xml")
    ends = {
        "".join(each.itertext(f"{{{W}}}t", f"{{{W}}}delText")): each.find(f"{{{W}}}pPr/{{{W}}}rPr/{{{W}}}ins")
        is not None
        for each in document.iter(f"{{{W}}}p")
    }
    assert [ends[words] for words in ("(a) one.; and", "(b) two.", "(c) three.", "last.")] == [True, True, False, False]


def test_another_heading_or_emphasis_is_a_tracked_change_too() -> None:
    talks = Talks(article("scope", "*Recalling* the Charter,\n", heading="Scope"))
    clause = talks.clauses["scope"].with_value("heading", "Scope of application").with_value("number", "1 bis")
    talks.amend(FRA, {"scope": clause.with_body("*Recalling also* the **Charter**,\n")})
    for got, want in (rejected(talks.at(), [FRA]), accepted(talks.at(), [FRA])):
        assert got == want


def test_references_lead_to_their_clause_and_change_as_one_word() -> None:
    talks = Talks(
        article("scope", "1. As in {end:1}.\n", heading="Scope"),
        article("end", "1. Last.\n\n2. Very last.\n", order="200", number="2"),
    )
    talks.amend(FRA, {"scope": "1. As in {end:2} and {nowhere}.\n"})
    for got, want in (rejected(talks.at(), [FRA]), accepted(talks.at(), [FRA])):
        assert got == want
    text = "".join(part(tracked(talks.at(), [FRA]), "word/document.xml").itertext())
    assert "article 2, paragraph 1" in text
    assert "article 2, paragraph 2" in text


def test_the_delegation_is_the_author_and_the_commit_gives_the_date() -> None:
    negotiation = worked_example().at()
    document = part(tracked(negotiation, [NOR, RUS, WSM]), "word/document.xml")
    by_author: dict[str, list[str]] = {}
    for change in document.iter(f"{{{W}}}ins", f"{{{W}}}del"):
        words = "".join(change.itertext(f"{{{W}}}t", f"{{{W}}}delText"))
        by_author.setdefault(change.get(f"{{{W}}}author") or "", []).append(words)
        assert change.get(f"{{{W}}}date") in {each.versions[-1].date for each in negotiation.amendments}
    assert by_author["Norway"] == ["refrain from", "not conduct or knowingly support"]
    assert by_author["Russian Federation"] == ["critical "]
    assert by_author["Samoa"] == [", including submarine cables"]


def test_ids_of_revisions_never_repeat_and_tracking_is_on() -> None:
    data = tracked(worked_example().at(), [NOR, RUS, WSM])
    document = part(data, "word/document.xml")
    kinds = ("ins", "del", "bookmarkStart", "commentReference")
    ids = [each.get(f"{{{W}}}id") for kind in kinds for each in document.iter(f"{{{W}}}{kind}")]
    assert len(ids) == len(set(ids))
    assert part(data, "word/settings.xml").find(f"{{{W}}}trackRevisions") is not None
    assert next(document.iter(f"{{{W}}}lnNumType"), None) is not None
    assert next(document.iter(f"{{{W}}}numPr"), None) is None


def test_rationale_and_statements_stand_in_the_margin() -> None:
    talks = worked_example()
    talks.amend(
        FRA, {"critical-infrastructure": "1. States shall refrain.\n"}, rationale="It is shorter.\n\nAnd clear."
    )
    talks.position("DEU", FRA, Stance.SUPPORT, statement="We agree.")
    talks.position("EST", FRA, Stance.SUPPORT, cosponsor=True)
    talks.position("IND", "critical-infrastructure", Stance.OPPOSE, statement="Against the article.")
    talks.position("BRA", "critical-infrastructure:1", Stance.RESERVE, statement="Awaiting instructions.")
    comments = part(tracked(talks.at(), [FRA]), "word/comments.xml")
    said = {each.get(f"{{{W}}}author"): "\n".join(each.itertext()) for each in comments}
    assert "It is shorter." in said["France"]
    assert "And clear." in said["France"]
    assert "Co-sponsored by Estonia." in said["France"]
    assert "We agree." in said["Germany"]
    assert "Against the article." in said["India"]
    assert "Awaiting instructions." in said["Brazil"]
    # In the words of the text, not as a command takes it.
    assert "Brazil reserves its position on article 4, paragraph 1." in said["Brazil"]
    assert "India opposes article 4." in said["India"]
    assert amendments(tracked(talks.at(), [FRA]), talks.at()).problems == ()


def test_rival_wordings_stay_each_under_its_author_and_the_file_says_so() -> None:
    talks = Talks(article("scope", "States shall refrain from harm.\n"))
    talks.amend(FRA, {"scope": "States shall abstain from harm.\n"})
    talks.amend(DEU, {"scope": "States shall never do harm.\n"})
    data = tracked(talks.at(), [FRA, DEU])
    document = part(data, "word/document.xml")
    put_in = {each.get(f"{{{W}}}author"): "".join(each.itertext()) for each in document.iter(f"{{{W}}}ins")}
    assert put_in["France"] == "abstain"
    assert put_in["Germany"].startswith("never do")
    assert "DEU-000001 wants words otherwise than FRA-000001" in "".join(document.itertext())
    got, want = rejected(talks.at(), [FRA, DEU])
    assert got == want


def test_a_change_that_two_want_says_so_beside_the_one_under_whom_it_stands() -> None:
    talks = Talks(article("scope", "States shall refrain from all harm.\n\nThey report.\n"))
    talks.amend(FRA, {"scope": "States shall refrain from harm.\n\nThey report.\n"})
    talks.amend(DEU, {"scope": "States shall refrain from harm.\n\nThey report often.\n"})
    comments = part(tracked(talks.at(), [FRA, DEU]), "word/comments.xml")
    germany = next("".join(each.itertext()) for each in comments if each.get(f"{{{W}}}author") == "Germany")
    assert "marked here under France (FRA-000001) is proposed by it too" in germany


def test_a_sub_amendment_changes_the_words_of_its_parent() -> None:
    talks = Talks(article("scope", "States shall refrain.\n"))
    talks.amend(FRA, {"scope": "States shall refrain from grave harm.\n"})
    talks.amend(DEU, {"scope": "States shall refrain from harm to civilians.\n"}, to=FRA)
    negotiation = talks.at()
    for got, want in (rejected(negotiation, [FRA, DEU]), accepted(negotiation, [FRA, DEU])):
        assert got == want
    document = part(tracked(negotiation, [DEU]), "word/document.xml")
    nested = next(document.iter(f"{{{W}}}ins")).getroottree().xpath("//w:ins/w:del", namespaces={"w": W})
    assert [("".join(each.itertext()), each.get(f"{{{W}}}author")) for each in nested] == [("grave ", "Germany")]


def test_two_exports_of_one_state_are_the_same_bytes() -> None:
    one, other = worked_example().at(), worked_example().at()
    assert tracked(one, [NOR, RUS]) == tracked(other, [NOR, RUS])
    with zipfile.ZipFile(BytesIO(tracked(one, [NOR]))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    "text",
    [
        "States\x00 shall\x1b[31m &lt;w:p/&gt; ]]> <script>alert(1)</script>\n",
        "a" * 10_000 + "\n",
        "تتعهد الدول States بالامتناع عن \u202eevil.\n",
        "A\ud800B \ufffe \U000f0000 \u2028 C\n",
    ],
)
def test_hostile_text_is_data(text: str) -> None:
    talks = Talks(article("scope", "States.\n"))
    talks.amend(FRA, {"scope": text})
    for got, want in (rejected(talks.at(), [FRA]), accepted(talks.at(), [FRA])):
        assert got == want
    assert OtherReader(BytesIO(tracked(talks.at(), [FRA]))).paragraphs


def test_words_from_right_to_left_are_marked_so() -> None:
    talks = Talks(article("scope", "تتعهد الدول States بالامتناع.\n"))
    talks.amend(FRA, {"scope": "تتعهد الدول بالامتناع.\n"})
    document = part(tracked(talks.at(), [FRA]), "word/document.xml")
    right = [
        "".join(run.itertext()) for run in document.iter(f"{{{W}}}r") if run.find(f"{{{W}}}rPr/{{{W}}}rtl") is not None
    ]
    assert right
    assert not any("States" in each for each in right)
    assert next(document.iter(f"{{{W}}}bidi"), None) is not None


def test_control_characters_in_names_break_no_file() -> None:
    negotiation = worked_example().at()
    roster = replace(negotiation.treaty.roster, title="A \x1b title \ud800")
    data = tracked(replace(negotiation, treaty=replace(negotiation.treaty, roster=roster)), [NOR])
    assert OtherReader(BytesIO(data)).paragraphs[0].text.startswith("A ")


def test_another_reader_sees_headings_and_properties() -> None:
    read = OtherReader(BytesIO(tracked(worked_example().at(), [NOR])))
    headings = [each.text for each in read.paragraphs if each.style is not None and each.style.name == "Heading 2"]
    assert headings == ["Article 4. Protection of critical infrastructure"]
    assert read.core_properties.title == "Convention on Tests"


def test_an_amendment_that_is_not_there_is_refused() -> None:
    with pytest.raises(Refused):
        tracked(worked_example().at(), ["USA-000001"])
    with pytest.raises(Refused):
        tracked(worked_example().at(), [])


def test_an_author_with_a_long_name_is_one_that_word_can_open() -> None:
    talks = Talks(article("scope", "States shall report.\n"))
    talks.amend(FRA, {"scope": "States shall report often.\n"}, rationale="Clear.")
    talks.position("FRA", "scope", Stance.SUPPORT, statement="Ours.")
    negotiation = talks.at()
    roster = negotiation.treaty.roster
    named = [replace(each, name="République " * 60) if each.code == "FRA" else each for each in roster.signatories]
    long = replace(negotiation, treaty=replace(negotiation.treaty, roster=replace(roster, signatories=tuple(named))))
    data = tracked(long, [FRA])
    authors = [
        each.get(f"{{{W}}}author") or ""
        for name in ("word/document.xml", "word/comments.xml")
        for each in part(data, name).iter()
        if each.get(f"{{{W}}}author") is not None
    ]
    assert authors
    assert max(map(len, authors)) <= 255
    read = amendments(data, long)
    assert (read.amendments, read.problems) == ((), ())
