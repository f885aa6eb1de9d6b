"""Brackets read alike on the command line, where they can be read back, and in every other format."""

from __future__ import annotations

import re

from hypothesis import assume, example, given
from hypothesis import strategies as st

from drafter.draft.printing import printed
from drafter.draft.reference import of
from drafter.text.alternatives import Proposal, alternatives
from drafter.text.attribution import Parties, Voice
from drafter.text.notation import Retain, bracketed
from drafter.text.printing import ESCAPABLE, plain
from tests.draft.building import Talks, article
from tests.text.texts import canonical, dear, versions

CODES = ("AUS", "BRA", "EST")
PARTIES = Parties((("G77", ("BRA", "EST")),), CODES)
REFERENCES = of(Talks(article("scope", "1. States shall act.\n")).at())
OF_THE_NOTATION = re.compile(rf"[{ESCAPABLE}\\{{}}*_]")


@dear
@given(versions(1, 3), st.booleans())
@example(("States shall act.\n", ["States\u00a0shall act.\n"]), True)
@example(
    ("States shall act at once. They shall report.\n", ["States shall act at once.\n\nThey shall report.\n"]), False
)
@example(
    ("They act at once. They report.\n", ["They act at once.\n\nThey report.\n", "They act; they report.\n"]), True
)
def test_a_bracket_reads_the_same_wherever_it_is_printed(case: tuple[str, list[str]], attributed: bool) -> None:
    base, texts = canonical(case[0]), [canonical(text) for text in case[1]]
    assume(not any(OF_THE_NOTATION.search(text) for text in (base, *texts)))
    proposals = [Proposal(code, text) for code, text in zip(CODES, texts, strict=False)]
    voices = {each.name: [Voice(each.name, "proposes"), Voice("G77", "opposes")] for each in proposals}
    for paragraph in bracketed(alternatives(base, proposals), voices, PARTIES, retains=[Retain("AUS")]):
        if not paragraph.heading:
            elsewhere = printed(REFERENCES.resolve(paragraph.content), attributed=attributed)
            assert plain([paragraph], attributed=attributed) == elsewhere + "\n"
