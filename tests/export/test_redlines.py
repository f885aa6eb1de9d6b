"""A redline in every format: each change with what is behind it, and hostile words as words."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import takewhile

from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from drafter.draft.consolidate import consolidate
from drafter.draft.document import Document
from drafter.draft.dossier import Dossier
from drafter.draft.emphasis import without_marks
from drafter.export.akn import akn
from drafter.export.data import data
from drafter.export.docx import document as word
from drafter.export.html import page
from drafter.export.markdown import markdown
from drafter.export.pdf import pdf
from drafter.export.pdf.sheets import sheets
from drafter.export.plain import plain
from drafter.model.character import not_text
from drafter.model.word import W
from drafter.text.printing import PILCROW
from drafter.text.visible import visible
from tests.draft.building import CRITICAL, NOR, WSM, Talks, article, worked_example
from tests.export.test_akn import read as read_akn
from tests.export.words import HOSTILE, PARAGRAPHS, Page, hostile_talks, squeezed
from tests.text.texts import changed, texts

CLAUSE = "critical-infrastructure"


def two_adopted() -> Document:
    """Two amendments adopted into one sentence, and a word that nothing on record is behind."""
    talks = worked_example()
    before = talks.issue("Rev.1")
    first = CRITICAL.replace("refrain from", "not conduct or knowingly support")
    talks.decide("adopt", [CLAUSE, NOR], bodies={CLAUSE: first})
    second = first.replace("infrastructure.", "infrastructure, including submarine cables.")
    talks.decide("adopt", [CLAUSE, WSM], bodies={CLAUSE: second})
    talks.decide("status", [CLAUSE], bodies={CLAUSE: second.replace("States", "Parties")})
    return consolidate(talks.at(), style="redline", since=before, decisions=talks.since(before))


def hostile() -> Document:
    """Words, subjects and reasons that try to be something else, adopted and edited."""
    talks = hostile_talks()
    before = talks.at()
    bad = " ".join(HOSTILE)
    proposed = talks.amendments["FRA-000001"].changes[0].after
    assert proposed is not None
    talks.decide("adopt", ["scope", "FRA-000001"], bodies={"scope": proposed}, subject=bad)
    ended = "\n\n".join(f"{number}. {words}" for number, words in enumerate(HOSTILE, 1))
    talks.decide("edit", ["end"], bodies={"end": ended + "\n"}, subject=bad)
    return consolidate(talks.at(), style="redline", since=before, decisions=talks.since(before))


def unattributed(document: Document) -> str:
    return next(each.label for each in document.behind if each.label.startswith("unattributed"))


def test_each_format_names_what_is_behind_each_change() -> None:
    document = two_adopted()
    nothing = unattributed(document)
    line = (
        f"1. [-States-]{{+Parties - {nothing}+}} shall [-refrain from-]{{+not conduct or knowingly support - {NOR}+}} "
        f"cyber operations that damage critical infrastructure{{+, including submarine cables - {WSM}+}}."
    )
    assert line in plain(document)
    assert f"{NOR} of NOR, tabled 2026-03-01 by Delegate of NOR; adopted 2026-03-01 in " in markdown(document)
    seen = page(Dossier(document=document, views=(document,)))
    for label, words in ((NOR, "not conduct or knowingly support"), (WSM, ", including submarine cables")):
        assert re.search(rf'<ins title="{label} of [^"]+">.*{words}<span class="names"> - {label}</span>', seen)
    runs = [(run["role"], run["text"]) for block in sheets(document)["blocks"] for run in block.get("runs", ())]
    assert runs[runs.index(("inserted", "not conduct or knowingly support")) + 1] == ("label", NOR)
    assert ("label", nothing) in runs
    with zipfile.ZipFile(BytesIO(word(document))) as archive:
        tree = etree.fromstring(archive.read("word/document.xml"))
    told = [(each.get(f"{{{W}}}author"), "".join(each.itertext())) for each in tree.iter(f"{{{W}}}ins", f"{{{W}}}del")]
    assert told == [
        *((nothing, words) for words in ("States", "Parties")),
        *((NOR, words) for words in ("refrain from", "not conduct or knowingly support")),
        (WSM, ", including submarine cables"),
    ]
    assert f'title="{WSM}">, including submarine cables' in akn(Dossier(document=document, views=(document,)))
    held = json.loads(json.dumps(data(document)))
    assert [each["label"] for each in held["behind"]] == [nothing, NOR, WSM]
    assert held["behind"][0]["origins"][0]["why"] == "an act of the kind `status` changes no words"


def test_hostile_words_are_words_in_every_redline() -> None:
    document = hostile()
    dossier = Dossier(document=document, views=(document,))
    wanted = squeezed(without_marks(visible(HOSTILE[0])))
    read = Page(page(dossier), "redline")
    assert not {"img", "alert"} & read.tags
    assert not [name for name in read.attributes if name.startswith("on")]
    assert wanted in squeezed(read.words)
    for form in (plain(document), markdown(document)):
        assert not re.search("[\x00-\x08\x1b\u202e]", form)
    assert wanted in squeezed("".join(read_akn(akn(dossier)).itertext()))
    assert pdf(document).startswith(b"%PDF-")
    with zipfile.ZipFile(BytesIO(word(document))) as archive:
        tree = etree.fromstring(archive.read("word/document.xml"))
    assert wanted in squeezed("".join(tree.itertext()))
    assert "\x1b" not in json.dumps(sheets(document))


def told(body: str) -> str:
    """The words of a body as a reader sees them: of the mark of a footnote its number."""
    shown = "".join(visible(without_marks(each)) for each in re.split(r"\n\s*\n", body.strip()))
    return squeezed(re.sub(r"\[\^([\w-]{1,40})\]", r"\1", shown))


def fit_for_record(body: str) -> str:
    """Leave out what no record may hold, the bars of tables, and the sign of a break that was put in or taken out."""
    return "".join(each for each in body if each == "\n" or (each not in "|¶" and not not_text(each)))


def page_without(document: Document, tag: str) -> str:
    """What a page reads as where changes of one kind, and the names behind changes, are passed over."""

    def words(element: etree._Element) -> Iterator[str]:
        if element.tag != tag and element.get("class") not in ("unseen", "names"):
            yield element.text or ""
            for each in element:
                yield from (*words(each), each.tail or "")

    text = etree.HTML(page(Dossier(document=document, views=(document,)))).find(".//section[@class='clause']")
    assert text is not None
    lines = (each for each in text.iter("p") if str(each.get("class")).startswith("text"))
    return squeezed("".join(part for line in lines for part in words(line)).replace(PILCROW, ""))


def sheets_without(document: Document, role: str) -> str:
    """The same of the runs that a PDF is set from."""
    _, *blocks = sheets(document)["blocks"]
    body = takewhile(lambda block: block["type"] != "heading", blocks)
    runs = (run for block in body for run in block["runs"])
    shown = "".join(run["text"] for run in runs if run["role"] not in (role, "label"))
    return squeezed(shown.replace(PILCROW, ""))


@settings(max_examples=60, deadline=None)
@given(st.data())
@example(None)
def test_a_reader_who_passes_over_what_is_put_in_has_the_old_words_and_over_what_is_taken_out_the_new(
    data: st.DataObject | None,
) -> None:
    if data is None:
        # A stroke and a dash are words: only where names stand among the words could they be taken for signs.
        old, new = "1. States may report.\n", "1. States and / or groups - all of them - may report.\n"
    else:
        old = data.draw(st.one_of(PARAGRAPHS, texts().map(fit_for_record)))
        new = fit_for_record(data.draw(st.one_of(PARAGRAPHS, changed(old))))
    talks = Talks(article("scope", old), article("end", "1. Last.\n", order="900", number="2"))
    before = talks.at()
    talks.decide("edit", ["scope"], bodies={"scope": new})
    document = consolidate(talks.at(), style="redline", since=before, decisions=talks.since(before))
    assert (page_without(document, "ins"), page_without(document, "del")) == (told(old), told(new))
    assert (sheets_without(document, "inserted"), sheets_without(document, "deleted")) == (told(old), told(new))


def test_two_redlines_of_one_text_are_the_same_bytes() -> None:
    for made in (two_adopted, hostile):
        first, second = made(), made()
        assert first == second
        assert word(first) == word(second)
        assert page(Dossier(document=first, views=(first,))) == page(Dossier(document=second, views=(second,)))
