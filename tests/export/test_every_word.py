"""What a document says it says in every format: the text, what stands round it, and who wants what."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from dataclasses import replace
from io import BytesIO

import pytest
from lxml import etree

from drafter.draft.consolidate import consolidate
from drafter.draft.document import Document, Style
from drafter.draft.final import to_be_signed
from drafter.export.docx import document as word
from drafter.export.pdf.sheets import sheets
from drafter.export.plain import plain
from drafter.model.terms import ClauseStatus, Degree, Kind, Stance
from drafter.model.word import W
from tests.draft.building import NOR, RUS, WSM, Talks, article, worked_example

BODY = "1. Words *in italics*:\n\n(a) one;\n\n| Term | Use |\n| --- | --- |\n| a | b |\n"
RIVAL = "1. The Organization shall investigate operations alleged to breach this Convention and publish its findings.\n"
STYLES: list[Style] = ["clean", "bracketed", "redline", "compilation", "comparison", "marshalled"]


def talks() -> Talks:
    """Talks of which each kind of line of a document has something to say."""
    made = worked_example()
    made.clauses["preamble"] = article("preamble", "The Parties,\n", number="", order="010", kind=Kind.PREAMBLE)
    made.clauses["terms"] = article("terms", BODY, order="400", number="5", heading="Terms")
    made.clauses["old"] = article("old", "1. An old rule.\n", order="500", number="6", heading="Old")
    made.clauses["split"] = article("split", "One part. Another part.\n", order="600", number="7", heading="Split")
    made.clauses["rival"] = article("rival", RIVAL, order="700", heading="Rival")
    made.amend("BRA-000001", {"terms": BODY.replace("| a | b |", "| a | b |\n| c | d |")}, rationale="A row is due.")
    made.amend("IND-000001", {"more": article("more", "1. More.\n", order="900", number="8", heading="Further")})
    made.amend("JPN-000002", {"more": article("more", "1. Much more.\n", order="900", number="8", heading="Otherwise")})
    made.amend("TUV-000001", {"late": article("late", "1. Late.\n", order="950", number="9", heading="Lately")})
    settled = "1. No body shall judge States; disputes are settled by those concerned alone, in private.\n"
    made.amend("IND-000003", {"rival": settled})
    made.amend("FRA-000002", {"terms": BODY.replace("| a | b |\n", "")}, rationale="Not needed.")
    made.amend("CHN-000001", {"old": None}, rationale="It is out of date.")
    made.amend("AUS-000001", {"preamble": "Every word of this is rewritten by somebody else.\n"})
    made.amend("IND-000002", {"preamble": "Nothing here is left as it stood before today.\n"})
    made.amend("FRA-000001", {"terms": BODY.replace("one;", "one or two;")}, rationale="For clarity.")
    made.withdraw("FRA-000001")
    made.amend("USA-000001", {"split": "One part.\n\nAnother part.\n"})
    made.position("DEU", NOR, Stance.OPPOSE, statement="Too far.")
    made.position("FRA", "terms", Stance.RESERVE)
    made.position("EST", RUS, Stance.ACCEPT, on={NOR: Degree.REQUIRED})
    return made


def document(style: Style) -> Document:
    """Give a document as it stands after an issue and what was decided since."""
    made = talks()
    first = made.issue("Rev.1")
    bodies = {
        id: change.after
        for each in (made.amendments[WSM], made.amendments["USA-000001"], made.amendments["TUV-000001"])
        for change in each.changes
        for id in (change.clause,)
        if change.after is not None
    }
    made.decide("adopt", [*bodies], bodies=bodies, status=dict.fromkeys([WSM, "USA-000001", "TUV-000001"], "accepted"))
    made.decide("edit", ["old"], bodies={"old": made.clauses["old"].with_value("status", ClauseStatus.DELETED.value)})
    now = made.at()
    shown = consolidate(now, style=style, since=first, decisions=made.since(first))
    if style == "clean":
        adopted = tuple(each.with_value("status", ClauseStatus.ADOPTED.value) for each in now.treaty.clauses)
        return to_be_signed(shown, replace(now.treaty, clauses=adopted).roster)
    return shown


def said(text: str) -> Counter[str]:
    """Count the words of a text, without commits and hashes."""
    return Counter(each for each in re.findall(r"[^\W_]+", text) if not re.fullmatch(r"[0-9a-f]{40,}", each))


def of_word(shown: Document) -> str:
    """Give the words of a Word file, and under whom its changes stand."""
    lines = []
    with zipfile.ZipFile(BytesIO(word(shown))) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"word/(document|header1|footer1)\.xml", name):
                root = etree.fromstring(archive.read(name))
                lines += ["".join(each.itertext()) for each in root.iter("{*}p")]
                lines += [each.get(f"{{{W}}}author", "") for each in root.iter("{*}ins", "{*}del")]
    return "\n".join(lines)


def of_print(held: object) -> str:
    """Give the words of all runs; what is taken out and what is put in touch, struck out and underlined."""
    if isinstance(held, dict) and "role" in held:
        return f" {held['text']} " if held["role"] in ("inserted", "deleted") else str(held["text"])
    if isinstance(held, dict):
        return "\n".join(map(of_print, held.values()))
    if isinstance(held, list):
        runs = bool(held) and isinstance(held[0], dict) and "role" in held[0]
        return ("" if runs else "\n").join(map(of_print, held))
    return str(held)


@pytest.mark.parametrize("style", STYLES)
def test_no_word_of_a_document_is_missing_in_word_or_in_print(style: Style) -> None:
    shown = document(style)
    whole = said(plain(shown))
    assert sum(whole.values()) > 60
    # Print has one title above both lists of parties, and Word tells no notation of changes that it tracks.
    titles = said("Groups Signatories")
    told = replace(shown, legend=()) if style == "redline" else shown
    assert said(plain(told)) - said(of_word(shown)) == Counter()
    assert whole - said(of_print(sheets(shown))) - titles == Counter()


def test_every_bracket_of_a_text_is_opened_and_closed_in_word_and_in_print() -> None:
    shown = replace(document("bracketed"), legend=(), annex=())
    for text in (plain(shown), of_word(shown), of_print(sheets(shown)["blocks"])):
        assert re.sub(r"[^\[\]]", "", text) == re.sub(r"[^\[\]]", "", plain(shown))
        assert [text.count(f"Alt {nth}: ") for nth in (1, 2, 3)] == [2, 2, 0]


def test_a_list_of_changes_says_that_there_are_none() -> None:
    made = talks()
    shown = consolidate(made.at(), style="redline", since=made.issue("Rev.1"))
    assert "None." in of_word(shown)
    assert "None." in of_print(sheets(shown))


@pytest.mark.parametrize(
    ("words", "tag"),
    [("Article 9. Lately", "ins"), ("1. Late.", "ins"), ("Article 6. Old", "del"), ("1. An old", "del")],
)
def test_a_clause_that_came_or_went_does_so_with_all_its_words_under_tracking(words: str, tag: str) -> None:
    with zipfile.ZipFile(BytesIO(word(document("redline")))) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    (line,) = (each for each in root.iter(f"{{{W}}}p") if "".join(each.itertext()).startswith(words))
    assert all(next(run.iterancestors(f"{{{W}}}{tag}"), None) is not None for run in line.iter(f"{{{W}}}r"))
    assert line.find(f"{{{W}}}pPr/{{{W}}}rPr/{{{W}}}{tag}") is not None
