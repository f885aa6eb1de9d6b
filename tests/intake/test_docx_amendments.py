"""A delegate's Word file becomes amendments: no word lost, none under another name, the rest named."""

from __future__ import annotations

import zipfile
from copy import deepcopy
from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lxml import etree

from drafter.draft.consolidate import consolidate
from drafter.export.docx import document, tracked
from drafter.intake.docx import ReadAmendments, amendments
from drafter.intake.docx.source import rewritten, shown_lines, without_blanks
from drafter.model.negotiation import Negotiation
from drafter.model.problem import Refused
from drafter.model.terms import AmendmentAction
from drafter.model.word import W
from drafter.text.shown import Signs
from tests.draft.building import NOR, RUS, Talks, article
from tests.intake.word import LATER, Delegate, footnoted, repacked, with_part
from tests.text.texts import canonical, changed, texts

BODY = """\
1. States shall refrain from cyber operations that damage critical infrastructure, as {end:1} says.

2. *Each* State shall report _annually_ \\[or more often\\].

(a) to the Depositary;
"""


def talks() -> Talks:
    return Talks(
        article("scope", BODY, order="100", heading="Scope"),
        article("end", "1. Last words.\n", order="200", number="2", heading="End"),
    )


def clean(negotiation: Negotiation) -> bytes:
    return document(consolidate(negotiation, style="clean"))


def returned(delegate: Delegate, negotiation: Negotiation) -> ReadAmendments:
    return amendments(delegate.saved(), negotiation)


def rules(read: ReadAmendments) -> list[str]:
    return [problem.rule for problem in read.problems]


def test_an_unchanged_file_proposes_nothing() -> None:
    negotiation = talks().at()
    read = amendments(clean(negotiation), negotiation)
    assert (read.amendments, read.problems) == ((), ())
    assert read.commit == negotiation.treaty.commit


def test_words_put_in_and_taken_out_are_one_amendment_and_leave_all_others_alone() -> None:
    negotiation = talks().at()
    delegate = Delegate(clean(negotiation), "Delegate of Brazil")
    delegate.delete("critical ").insert(" and data", behind="infrastructure")
    read = returned(delegate, negotiation)
    (found,) = read.amendments
    assert found.change.proposed_text == "Scope\n\n" + BODY.replace(
        "critical infrastructure", "infrastructure and data"
    )
    assert (found.author, found.to, found.tracked) == ("Delegate of Brazil", None, True)
    assert read.problems == ()


def test_the_author_is_known_by_name_or_code() -> None:
    negotiation = talks().at()
    for name, code in (("Brazil", "BRA"), ("bra", "BRA"), ("J. Smith", None)):
        (found,) = returned(Delegate(clean(negotiation), name).delete("critical "), negotiation).amendments
        assert found.signatory == code


def test_two_authors_of_one_clause_make_two_amendments() -> None:
    negotiation = talks().at()
    first = Delegate(clean(negotiation), "Brazil").delete("critical ")
    second = Delegate(first.saved(), "India").insert(" and data", behind="infrastructure")
    read = returned(second, negotiation)
    assert [(each.signatory, each.change.clause) for each in read.amendments] == [("BRA", "scope"), ("IND", "scope")]
    texts = [each.change.proposed_text or "" for each in read.amendments]
    assert "critical" not in texts[0]
    assert "and data" not in texts[0]
    assert "critical infrastructure and data" in texts[1]


def test_paragraphs_come_and_go() -> None:
    negotiation = talks().at()
    delegate = Delegate(clean(negotiation), "Brazil")
    delegate.add_paragraph("(b) to all *Parties*.", behind="to the Depositary").delete_paragraph("State shall report")
    (found,) = returned(delegate, negotiation).amendments
    first, _, last = BODY.split("\n\n")
    assert found.change.proposed_text == f"Scope\n\n{first}\n\n{last.strip()}\n\n(b) to all \\*Parties\\*.\n"


def test_a_clause_taken_out_whole_is_a_deletion() -> None:
    negotiation = talks().at()
    delegate = Delegate(clean(negotiation), "Brazil").delete_paragraph("End").delete_paragraph("Last words")
    (found,) = returned(delegate, negotiation).amendments
    assert (found.change.clause, found.change.action) == ("end", AmendmentAction.DELETE)


def test_a_clause_put_in_whole_is_an_addition_between_its_neighbours() -> None:
    negotiation = talks().at()
    delegate = Delegate(clean(negotiation), "Brazil")
    delegate.add_paragraph("1. More.", behind="to the Depositary")
    delegate.add_paragraph("Article 1 bis. Further scope", behind="to the Depositary", style="Heading2")
    (found,) = returned(delegate, negotiation).amendments
    clause = found.change.after
    assert found.change.action is AmendmentAction.ADD
    assert clause is not None
    assert (clause.number, clause.heading, clause.body) == ("1 bis", "Further scope", "1. More.\n")
    assert "100" < clause.order < "200"


def test_another_number_and_heading_are_changes_of_the_clause() -> None:
    negotiation = talks().at()
    (found,) = returned(
        Delegate(clean(negotiation), "Brazil").insert(" of application", behind="Scope"), negotiation
    ).amendments
    assert found.change.after is not None
    assert found.change.after.heading == "Scope of application"
    (found,) = returned(
        Delegate(clean(negotiation), "Brazil").insert(" bis", behind="Article 1"), negotiation
    ).amendments
    assert found.change.after is not None
    assert (found.change.after.number, found.change.after.heading) == ("1 bis", "Scope")


def test_a_number_that_word_counts_for_a_new_paragraph_is_its_number() -> None:
    """Word makes an item of a list of whatever somebody begins with a number."""
    negotiation = talks().at()
    delegate = Delegate(clean(negotiation), "Brazil").add_paragraph("To act at once.", behind="State shall report")
    (added,) = (each for each in delegate.document.iter(f"{{{W}}}p") if "To act" in "".join(each.itertext()))
    item = f'<w:numPr xmlns:w="{W}"><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    added[0].insert(1, etree.fromstring(item))
    level = '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    instance = '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    lists = f'<w:abstractNum w:abstractNumId="1">{level}</w:abstractNum>{instance}'
    read = amendments(with_part(delegate.saved(), "numbering", lists), negotiation)
    (found,) = read.amendments
    assert "\n\n3. To act at once.\n\n" in (found.change.proposed_text or "")
    assert read.problems == ()


def test_a_heading_that_is_joined_to_the_paragraph_above_it_is_named() -> None:
    negotiation = talks().at()
    delegate = Delegate(clean(negotiation), "Brazil")
    (last,) = (each for each in delegate.document.iter(f"{{{W}}}p") if "Depositary" in "".join(each.itertext()))
    gone = f'<w:del w:id="7003" w:author="Brazil" w:date="{LATER}"/>'
    last[0].append(etree.fromstring(f'<w:rPr xmlns:w="{W}">{gone}</w:rPr>'))
    read = returned(delegate, negotiation)
    assert (read.amendments, rules(read)) == ((), ["heading"])
    assert "“Article 2. End”" in str(read.problems[0])
    whole = returned(Delegate(delegate.saved(), "Brazil").delete_paragraph("End").delete_paragraph("Last"), negotiation)
    assert ([each.change.clause for each in whole.amendments], whole.problems) == (["end"], ())


def test_what_is_said_of_a_heading_names_references_as_they_are_written() -> None:
    talk = Talks(article("scope", "1. See {end:1}.\n"), article("end", "1. Last words.\n", order="200", number="2"))
    negotiation = talk.at()
    read = returned(Delegate(clean(negotiation), "Brazil").delete_paragraph("Article 1"), negotiation)
    assert rules(read) == ["heading"]
    assert "“1. See {end:1}.”" in str(read.problems[0])


def test_words_of_a_heading_that_bear_the_bold_of_its_style_are_no_emphasis() -> None:
    """As LibreOffice saves them."""
    table = "Words:\n\n| Category | Systems |\n|---|---|\n| Health | all |\n"
    negotiation = Talks(article("scope", table, heading="Scope of all")).at()
    delegate = Delegate(clean(negotiation), "Brazil").delete("of all").insert("of most", behind="Scope ")
    delegate.insert(" of it", behind="Category")
    bold = etree.fromstring(f'<w:rPr xmlns:w="{W}"><w:b/><w:bCs/></w:rPr>')
    for run in delegate.document.iter(f"{{{W}}}r"):
        if run.find(f"{{{W}}}rPr") is None and "".join(run.itertext()) in ("of most", " of it"):
            run.insert(0, deepcopy(bold))
    (found,) = returned(delegate, negotiation).amendments
    assert found.change.proposed_text == "Scope of most\n\n" + table.replace("Category", "Category of it")


def test_words_that_are_set_otherwise_under_tracking_are_a_change_of_their_author() -> None:
    negotiation = talks().at()
    delegate = Delegate(clean(negotiation), "Brazil")
    was = f'<w:rPrChange w:id="7002" w:author="Brazil" w:date="{LATER}"><w:rPr/></w:rPrChange>'
    (run,) = (each for each in delegate.document.iter(f"{{{W}}}r") if "Last words" in "".join(each.itertext()))
    run.insert(0, etree.fromstring(f'<w:rPr xmlns:w="{W}"><w:i/>{was}</w:rPr>'))
    read = returned(delegate, negotiation)
    assert [(each.signatory, each.tracked) for each in read.amendments] == [("BRA", True)]
    assert read.amendments[0].change.proposed_text == "End\n\n*1. Last words.*\n"
    assert read.problems == ()


def test_a_comment_is_the_rationale_of_its_author() -> None:
    talk = talks()
    talk.amend(NOR, {"end": "1. Very last words.\n"}, rationale="Clearer.")
    negotiation = talk.at()
    delegate = Delegate(tracked(negotiation, [NOR]), "Brazil").delete("critical ")
    read = returned(delegate.comment("It is too narrow.", on="States shall refrain"), negotiation)
    assert [each.rationale for each in read.amendments] == ["It is too narrow."]
    assert read.problems == ()


def test_words_of_a_comment_stay_apart_where_its_line_ends() -> None:
    talk = talks()
    talk.amend(NOR, {"end": "1. Very last words.\n"}, rationale="Clearer.")
    negotiation = talk.at()
    delegate = Delegate(tracked(negotiation, [NOR]), "Brazil").delete("critical ")
    delegate.comment("It is too narrow", on="States shall refrain")
    assert delegate.comments is not None
    begun = next(delegate.comments[-1].iter(f"{{{W}}}r"))
    for name, said in (("br", "for us"), ("tab", "and for"), ("noBreakHyphen", "all")):
        etree.SubElement(begun, f"{{{W}}}{name}")
        etree.SubElement(begun, f"{{{W}}}t").text = said
    read = returned(delegate, negotiation)
    assert [each.rationale for each in read.amendments] == ["It is too narrow\nfor us\tand for\u2011all"]


def test_a_comment_without_a_change_is_named() -> None:
    talk = talks()
    talk.amend(NOR, {"end": "1. Very last words.\n"}, rationale="Clearer.")
    negotiation = talk.at()
    read = returned(
        Delegate(tracked(negotiation, [NOR]), "Brazil").comment("Why?", on="States shall refrain"), negotiation
    )
    assert read.amendments == ()
    assert rules(read) == ["comment"]
    assert "Why?" in str(read.problems[0])


def test_tabled_amendments_in_the_file_are_not_tabled_again() -> None:
    talk = talks()
    talk.amend(NOR, {"scope": BODY.replace("critical ", "")}, rationale="Broader.")
    negotiation = talk.at()
    read = returned(
        Delegate(tracked(negotiation, [NOR]), "Brazil").insert(" and data", behind="infrastructure"), negotiation
    )
    (found,) = read.amendments
    assert found.signatory == "BRA"
    assert "critical infrastructure and data" in (found.change.proposed_text or "")


def test_a_change_of_words_that_another_puts_in_is_a_sub_amendment() -> None:
    talk = talks()
    talk.amend(NOR, {"scope": BODY.replace("critical infrastructure", "critical and civilian infrastructure")})
    negotiation = talk.at()
    delegate = Delegate(tracked(negotiation, [NOR]), "Brazil").delete("civilian").delete("damage ")
    read = returned(delegate, negotiation)
    assert [each.to for each in read.amendments] == [None, NOR]
    on_text, below = (each.change.proposed_text or "" for each in read.amendments)
    assert "that critical infrastructure," in on_text
    assert "that damage critical and  infrastructure," in below


def test_words_put_into_words_of_another_are_a_sub_amendment_too() -> None:
    talk = talks()
    talk.amend(NOR, {"scope": BODY.replace("critical infrastructure", "critical and civilian infrastructure")})
    negotiation = talk.at()
    delegate = Delegate(tracked(negotiation, [NOR]), "Brazil").insert(" also", behind="and")
    (found,) = returned(delegate, negotiation).amendments
    assert found.to == NOR
    assert "critical and also civilian infrastructure" in (found.change.proposed_text or "")


@pytest.mark.parametrize("words", ["and civilian ", "civilian "])
def test_words_typed_for_the_last_words_of_another_are_a_sub_amendment(words: str) -> None:
    """LibreOffice puts them behind what the other puts in, and so does Word where that ends."""
    talk = talks()
    talk.amend(NOR, {"scope": BODY.replace("critical infrastructure", "critical and civilian infrastructure")})
    negotiation = talk.at()
    delegate = Delegate(tracked(negotiation, [NOR]), "Brazil").delete(words)
    change = f'xmlns:w="{W}" w:id="7001" w:author="Brazil" w:date="{LATER}"'
    typed = f'<w:ins {change}><w:r><w:t xml:space="preserve">other </w:t></w:r></w:ins>'
    inside = [each for each in delegate.document.iter(f"{{{W}}}ins") if "civilian" in "".join(each.itertext())]
    inside[-1].addnext(etree.fromstring(typed))
    (found,) = returned(delegate, negotiation).amendments
    assert found.to == NOR
    kept = "" if words.startswith("and") else "and "
    assert f"damage critical {kept}other infrastructure" in (found.change.proposed_text or "")


def test_a_change_of_anothers_words_takes_nothing_back_that_was_decided_since_those_were_tabled() -> None:
    talk = talks()
    proposed = BODY.replace("critical infrastructure", "critical and civilian infrastructure")
    talk.amend(NOR, {"scope": proposed})
    talk.decide("status", ["scope"], status={"scope": "bracketed"})
    talk.decide("adopt", ["scope"], bodies={"scope": BODY.replace("annually", "monthly")})
    negotiation = talk.at()
    (found,) = returned(Delegate(tracked(negotiation, [NOR]), "Brazil").delete("and civilian "), negotiation).amendments
    before, after = found.change.before, found.change.after
    assert before == negotiation.by_id[NOR].changes[0].after
    assert after is not None
    assert (after.status.value, after.body) == ("open", proposed.replace("and civilian ", ""))


def test_words_put_for_words_of_the_text_and_of_a_proposal_at_once_are_not_placed_by_guess() -> None:
    talk = talks()
    talk.amend(NOR, {"scope": BODY.replace("critical infrastructure", "critical and civilian infrastructure")})
    negotiation = talk.at()
    delegate = Delegate(tracked(negotiation, [NOR]), "Brazil").insert("private systems", behind="infrastructure")
    read = returned(delegate.delete("civilian ").delete("infrastructure"), negotiation)
    assert (read.amendments, rules(read)) == ((), ["nested-change"])
    assert "private systems" in str(read.problems[0])


def test_words_of_somebody_not_tabled_are_not_built_on() -> None:
    negotiation = talks().at()
    first = Delegate(clean(negotiation), "Brazil").insert(" and private data", behind="infrastructure")
    second = Delegate(first.saved(), "India").delete("private ")
    read = returned(second, negotiation)
    assert [each.signatory for each in read.amendments] == ["BRA"]
    assert rules(read) == ["nested-change"]


def test_a_change_that_was_not_tracked_is_named_with_its_words() -> None:
    negotiation = talks().at()
    read = returned(Delegate(clean(negotiation), "Brazil").retype("critical", "vital"), negotiation)
    assert rules(read) == ["untracked-change"]
    assert "critical" in str(read.problems[0])
    assert "vital" in str(read.problems[0])
    (found,) = read.amendments
    assert (found.tracked, found.author) == (False, "")
    assert "vital infrastructure" in (found.change.proposed_text or "")


def test_white_space_that_was_not_tracked_is_named_as_what_it_is() -> None:
    negotiation = Talks(article("scope", "1. States shall:\nact, and report.\n", heading="Scope")).at()
    delegate = Delegate(clean(negotiation), "Delegate of Brazil").without("br")
    (problem,) = returned(delegate, negotiation).problems
    assert problem.message.endswith("no tracked change says so: -a line break")


def test_tabled_words_that_were_altered_are_named_and_stay_as_tabled() -> None:
    talk = talks()
    talk.amend(NOR, {"scope": BODY.replace("critical infrastructure", "critical and civilian infrastructure")})
    negotiation = talk.at()
    read = returned(Delegate(tracked(negotiation, [NOR]), "Norway").retype("civilian", "military"), negotiation)
    assert read.amendments == ()
    assert rules(read) == ["tabled-text"]


@pytest.mark.parametrize("dropped", ["bookmarkStart", "pStyle", "hyperlink"])
def test_clauses_are_known_when_another_program_drops_what_marks_them(dropped: str) -> None:
    negotiation = talks().at()
    delegate = Delegate(clean(negotiation), "Brazil").delete("critical ")
    if dropped != "hyperlink":
        read = returned(delegate.without(dropped), negotiation)
        assert [each.change.clause for each in read.amendments] == ["scope"]
        return
    read = returned(delegate.without(dropped), negotiation)
    assert "untracked-change" in rules(read)


def test_a_change_outside_of_the_text_is_named() -> None:
    negotiation = talks().at()
    read = returned(
        Delegate(clean(negotiation), "Brazil").insert(" and tables", behind="Convention on Tests"), negotiation
    )
    assert rules(read) == ["outside-text"]


def test_a_clause_that_vanished_without_tracking_is_named() -> None:
    negotiation = talks().at()
    delegate = Delegate(clean(negotiation), "Brazil")
    for words in ("End", "Last words"):
        paragraph = next(p for p in delegate.document.iter("{*}p") if words in "".join(p.itertext()))
        paragraph.getparent().remove(paragraph)  # type: ignore[union-attr]
    read = returned(delegate, negotiation)
    assert "missing-clause" in rules(read)


def test_a_footnote_that_a_delegate_puts_in_is_its_amendment_with_its_words() -> None:
    negotiation = talks().at()
    delegate = Delegate(clean(negotiation), "Brazil").call_note("2", behind="more often")
    tracked = f'<w:ins w:id="1" w:author="Brazil" w:date="{LATER}"><w:r><w:t>As in 2020.</w:t></w:r></w:ins>'
    note = f'<w:footnote w:id="2"><w:p>{tracked}</w:p></w:footnote>'
    read = amendments(footnoted(delegate.saved(), note), negotiation)
    (found,) = read.amendments
    assert found.signatory == "BRA"
    assert found.change.after is not None
    assert found.change.after.body == BODY.replace("often\\]", "often[^1]\\]") + "\n[^1]: As in 2020.\n"
    assert read.problems == ()


def test_a_file_of_some_clauses_names_those_that_it_lacks_in_one_line() -> None:
    clauses = [article(f"a{n}", "Words.\n", order=str(n), number=str(n)) for n in range(1, 8)]
    negotiation = Talks(*clauses).at()
    read = amendments(document(consolidate(negotiation, style="clean", clauses=["a3", "a5"])), negotiation)
    assert read.amendments == ()
    assert [each.message for each in read.problems] == [
        "not in the file, and taken out by no tracked change: Article 1 – Article 2, Article 4, Article 6 – Article 7"
    ]


def test_a_clause_that_was_put_elsewhere_is_named() -> None:
    negotiation = talks().at()
    delegate = Delegate(clean(negotiation), "Brazil")
    paragraphs = list(delegate.document.iter("{*}p"))
    first = next(p for p in paragraphs if "Scope" in "".join(p.itertext()))
    for paragraph in paragraphs:
        if any(words in "".join(paragraph.itertext()) for words in ("End", "Last words")):
            first.addprevious(paragraph)
    read = returned(delegate, negotiation)
    assert (read.amendments, rules(read)) == ((), ["moved-clause"])


def test_a_file_of_an_older_text_is_carried_to_todays() -> None:
    talk = talks()
    before = talk.at()
    delegate = Delegate(clean(before), "Brazil").delete("critical ")
    talk.decide("adopt", ["scope"], bodies={"scope": BODY.replace("annually", "monthly")})
    today = talk.at()
    read = amendments(delegate.saved(), today, base=before.treaty)
    (found,) = read.amendments
    assert found.change.proposed_text == "Scope\n\n" + BODY.replace("critical ", "").replace("annually", "monthly")
    talk.decide("adopt", ["scope"], bodies={"scope": BODY.replace("critical", "vital")})
    read = amendments(delegate.saved(), talk.at(), base=before.treaty)
    assert (read.amendments, rules(read)) == ((), ["conflict"])


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_what_was_exported_is_read_as_it_was_proposed(data: st.DataObject) -> None:
    base = canonical(data.draw(texts()).encode("utf-8", "ignore").decode()) or "Words.\n"
    proposed = canonical(data.draw(changed(base)).encode("utf-8", "ignore").decode())
    signs = Signs()
    # Read as one that begins with a bar, as the formats say.
    assume(not any(line.text.startswith("\\|") for text in (base, proposed) for line in shown_lines(text, signs)))
    talk = Talks(article("scope", base, heading="Scope"))
    talk.amend(NOR, {"scope": proposed})
    negotiation = talk.at()
    read = amendments(tracked(negotiation, [NOR]), replace(negotiation, amendments=()))
    wanted = without_blanks(shown_lines(proposed, signs))
    if wanted == without_blanks(shown_lines(base, signs)):
        assert read.amendments == ()
        return
    (found,) = read.amendments
    assert found.change.after is not None
    assert without_blanks(shown_lines(found.change.after.body, signs)) == wanted
    assert [problem for problem in read.problems if problem.rule not in ("comment", "formatting", "characters")] == []


RAGGED = """\
1. Points of contact:

| State | Body | Notes |
|:--|--:|
| Estonia | CERT |
| Norway | NSM | 24/7 |
| Fiji |
| Samoa | | |

2. Last words.
"""


def test_an_unchanged_file_with_a_ragged_table_proposes_nothing() -> None:
    talk = Talks(article("scope", RAGGED, heading="Scope"))
    talk.amend(NOR, {"scope": RAGGED.replace("| Fiji |\n", "| Fiji |\n| Peru | CSIRT | 9 to 5 | none |\n")})
    negotiation = talk.at()
    for data in (clean(negotiation), tracked(negotiation, [NOR])):
        read = amendments(data, negotiation)
        assert (read.amendments, read.problems) == ((), ())


@settings(max_examples=40, deadline=None)
@given(texts(), st.booleans())
def test_whatever_an_unchanged_file_holds_it_proposes_nothing(text: str, as_tracked: bool) -> None:
    base = canonical(text.encode("utf-8", "ignore").decode()) or "Words.\n"
    talk = Talks(article("scope", base, heading="Scope"))
    talk.amend(NOR, {"scope": f"{base}\nOther words.\n"})
    negotiation = talk.at()
    read = amendments(tracked(negotiation, [NOR]) if as_tracked else clean(negotiation), negotiation)
    assert read.amendments == ()
    assert [problem.rule for problem in read.problems if problem.severity == "error"] == []


def test_a_change_in_a_ragged_table_leaves_all_other_rows_and_the_number_of_cells_alone() -> None:
    negotiation = Talks(article("scope", RAGGED, heading="Scope")).at()
    delegate = Delegate(clean(negotiation), "Norway").delete("Estonia").insert(" (lead)", behind="Fiji").delete("24/7")
    (found,) = returned(delegate, negotiation).amendments
    assert found.change.after is not None
    assert found.change.after.body == RAGGED.replace("Estonia", "").replace("Fiji", "Fiji (lead)").replace("24/7", "")


def test_untouched_words_of_a_changed_paragraph_keep_their_bytes() -> None:
    signs = Signs()
    base = "*Each* State shall report _annually_ \\[or more often\\].\n"
    lines = shown_lines(base.replace("State shall", "Party shall"), signs)
    assert rewritten(base, lines, signs) == (base.replace("State shall", "Party shall"), ())


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"word/vbaProject.bin": b"x"}, "macros"),
        ({"word/document.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}, "entities"),
        ({"word/document.xml": b"<w:document"}, "can't be read"),
        ({"word/document.xml": None}, "not a Word file"),
        ({"word/huge.xml": b"\0" * (200 * 1024 * 1024)}, "unpacks to far more"),
        ({"[Content_Types].xml": b"<Types><Default ContentType='x.macroEnabled.12'/></Types>"}, "macros"),
    ],
)
def test_a_file_that_would_do_harm_is_refused(parts: dict[str, bytes | None], said: str) -> None:
    negotiation = talks().at()
    with pytest.raises(Refused, match=said):
        amendments(repacked(clean(negotiation), parts), negotiation)


@pytest.mark.parametrize("data", [b"", b"Dear all,", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old"])
def test_what_is_no_word_file_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(Refused) as refused:
        amendments(data, talks().at(), file="reply.docx")
    assert str(refused.value).startswith("reply.docx: ")
    assert "\n" not in str(refused.value)


def test_a_damaged_part_is_refused() -> None:
    negotiation = talks().at()
    whole = repacked(clean(negotiation), {})
    with zipfile.ZipFile(BytesIO(whole)) as archive:
        entry = archive.getinfo("word/document.xml")
    at = entry.header_offset + 60
    with pytest.raises(Refused):
        amendments(whole[:at] + b"\xff" * 40 + whole[at + 40 :], negotiation)


def test_brackets_and_redlines_are_not_words_of_the_treaty() -> None:
    negotiation = talks().at()
    with pytest.raises(Refused, match="bracketed"):
        amendments(document(consolidate(negotiation, style="bracketed")), negotiation)


def test_each_change_in_a_text_with_brackets_is_named_for_whoever_carries_it_over() -> None:
    talk = talks()
    talk.amend(NOR, {"scope": BODY.replace("critical ", "vital ")})
    negotiation = talk.at()
    first = Delegate(document(consolidate(negotiation, style="bracketed")), "Brazil")
    first.delete(" refrain from").insert(" not conduct", behind="States shall")
    read = returned(Delegate(first.saved(), "India").insert(" or first", behind="Last"), negotiation)
    assert read.amendments == ()
    said = "in a text with brackets, which are no words of the treaty; propose it on the clean text"
    assert [str(each) for each in read.problems] == [
        f"the file: Article 1: Brazil puts in “not conduct”, takes out “refrain from”, {said}",
        f"the file: Article 2: India puts in “or first”, {said}",
    ]


def test_words_that_somebody_carries_over_by_hand_are_all_told() -> None:
    said = "including those under the sea, above the atmosphere and on the territory of other States, at all times " * 3
    negotiation = talks().at()
    delegate = Delegate(document(consolidate(negotiation, style="bracketed")), "Brazil")
    (problem,) = returned(delegate.insert(f" {said}at dawn", behind="States shall"), negotiation).problems
    assert f"Brazil puts in “{said}at dawn”" in problem.message
    talk = talks()
    talk.amend(NOR, {"end": "1. Very last words.\n"}, rationale="Clearer.")
    delegate = Delegate(tracked(talk.at(), [NOR]), "Brazil").comment(f"{said}at dawn", on="States shall refrain")
    (problem,) = returned(delegate, talk.at()).problems
    assert problem.message == f"the comment of Brazil goes with no change: “{said}at dawn”"


def test_where_words_are_not_named_to_the_end_a_sign_says_so() -> None:
    negotiation = talks().at()
    words = " ".join("one more word" for _ in range(20))
    (problem,) = returned(Delegate(clean(negotiation), "Brazil").retype("critical", words), negotiation).problems
    assert problem.message.endswith("one more …”")


def test_a_file_of_another_treaty_is_refused() -> None:
    talk = talks()
    talk.amend(NOR, {"end": "1. Very last words.\n"})
    data = tracked(talk.at(), [NOR])
    other = replace(talk.at(), treaty=replace(talk.at().treaty, root="f" * 40))
    with pytest.raises(Refused, match="another treaty"):
        amendments(data, other)


def test_rival_changes_are_not_read_as_new_ones_where_the_amendments_are_unknown() -> None:
    talk = talks()
    for id, word in ((NOR, "vital"), (RUS, "essential")):
        talk.amend(id, {"scope": BODY.replace("critical", word)})
    negotiation = talk.at()
    data = tracked(negotiation, [NOR, RUS])
    assert amendments(data, negotiation).amendments == ()
    with pytest.raises(Refused, match=f"{RUS}.*not tabled here.*drafter sync"):
        amendments(data, replace(negotiation, amendments=negotiation.amendments[:1]))


def test_a_row_behind_one_that_no_bar_closes_stays_a_paragraph_of_its_own() -> None:
    signs = Signs()
    base = "Words\n\n| shall\n"
    lines = shown_lines(f"{base}\n| shall\n", signs)
    text, unset = rewritten(base, lines, signs)
    assert (shown_lines(text, signs), unset) == (lines, ())


def test_a_paragraph_that_word_moves_under_tracking_is_moved() -> None:
    body = "1. First *rule*.\n\n2. Second rule.\n\n3. Third rule.\n"
    negotiation = Talks(article("scope", body, heading="Scope")).at()
    delegate = Delegate(clean(negotiation), "Brazil")
    paragraphs = [each for each in delegate.document.iter(f"{{{W}}}p") if "rule" in "".join(each.itertext())]
    change = f'xmlns:w="{W}" w:id="7001" w:author="Brazil" w:date="{LATER}"'
    gone, last = paragraphs[0], paragraphs[-1]
    come = deepcopy(gone)
    for paragraph, kind in ((gone, "moveFrom"), (come, "moveTo")):
        layout = paragraph.find(f"{{{W}}}pPr")
        assert layout is not None
        layout.append(etree.fromstring(f'<w:rPr xmlns:w="{W}"><w:{kind} {change}/></w:rPr>'))
        for run in list(paragraph.iter(f"{{{W}}}r")):
            moved = etree.fromstring(f"<w:{kind} {change}/>")
            run.addprevious(moved)
            moved.append(run)
        layout.addnext(etree.fromstring(f'<w:{kind}RangeStart {change} w:name="move1"/>'))
        paragraph.append(etree.fromstring(f'<w:{kind}RangeEnd xmlns:w="{W}" w:id="7001"/>'))
    for bookmark in list(come.iter(f"{{{W}}}bookmarkStart", f"{{{W}}}bookmarkEnd")):
        bookmark.getparent().remove(bookmark)  # type: ignore[union-attr]
    last.addnext(come)
    read = returned(delegate, negotiation)
    (found,) = read.amendments
    assert found.change.proposed_text == "Scope\n\n2. Second rule.\n\n3. Third rule.\n\n1. First *rule*.\n"
    assert read.problems == ()
