import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from drafter.text.alternatives import Proposal, alternatives
from drafter.text.attribution import Parties, Voice
from drafter.text.inline import BracketedParagraph
from drafter.text.notation import Retain, bracketed, bracketed_line
from drafter.text.printing import plain
from tests.text.readback import key, readback
from tests.text.texts import canonical, dear, versions

CODES = ("AUS", "BRA", "CHE", "DEU", "EST", "FRA")
PARTIES = Parties((("BLOC", ("BRA", "CHE")),), CODES)


@dear
@given(
    versions(0, 5),
    st.sampled_from(["nobody", "the one before", "the first"]),
    st.sampled_from(["oppose", "retain", ""]),
)
@example(("a ", ["a a ", "a ", "b a "]), "the one before", "oppose")
@example(("| a | b |\n| c | d |\n", ["a | b |\n\n| c | d |\n\nc\n", "| a | b |\n\nc | d\n"]), "nobody", "")
@example(("| a | b |\n| a | b |\n", ["a | b |\n| a | b |\n\na\n"]), "nobody", "oppose")
@example(
    (
        "| --- |\n| a | b |\n| c |\n",
        [
            "| --- |\n| a | b | Reports are published by each of the Parties every year.\n\n| c |\n",
            "| --- |\n| a which all of the States concerned have published every year in a register | b |\n| c |\n",
        ],
    ),
    "nobody",
    "",
)
def test_base_and_proposals_come_back_from_print_and_key(
    case: tuple[str, list[str]], amending: str, others: str
) -> None:
    base, texts = canonical(case[0]), [canonical(text) for text in case[1]]
    parents = {"nobody": [], "the one before": CODES, "the first": CODES[:1] * len(CODES)}[amending]
    proposals = [
        Proposal(f"{CODES[n]}-1", text, f"{parents[n - 1]}-1" if n and parents else None)
        for n, text in enumerate(texts)
    ]
    voices = {each.name: [Voice(each.name[:3], "proposes"), Voice("FRA", "reserves")] for each in proposals}
    if others == "oppose":
        for speaking in voices.values():
            speaking.append(Voice("EST", "opposes"))
    retains = [Retain("DEU")] if others == "retain" else []
    shown = bracketed(alternatives(base, proposals), voices, PARTIES, retains=retains)
    names = [each.name for each in proposals]
    reading = readback(plain(shown) + "\n" + key(shown, names) + "\n")
    assert reading.base == base
    assert reading.proposals == {each.name: each.text for each in proposals}


@dear
@given(versions(0, 5))
def test_a_line_that_is_one_whatever_is_proposed_comes_back_too(case: tuple[str, list[str]]) -> None:
    base, *texts = (" ".join(canonical(text).split()) for text in (case[0], *case[1]))
    proposals = [Proposal(f"{CODES[n]}-1", text) for n, text in enumerate(texts)]
    voices = {each.name: [Voice(each.name[:3], "proposes")] for each in proposals}
    line = bracketed_line(alternatives(base, proposals), voices, PARTIES)
    shown = [BracketedParagraph("base", line)] if line else []
    reading = readback(plain(shown) + "\n" + key(shown, [each.name for each in proposals]) + "\n")
    assert reading.base.removesuffix("\n") == base
    assert {name: text.removesuffix("\n") for name, text in reading.proposals.items()} == {
        each.name: each.text for each in proposals
    }


@dear
@given(versions(1, 4))
@example(("a a b ", ["", "a b a b ", "a \n\nb b ", "b "]))
def test_without_a_key_each_party_comes_back_that_stands_behind_one_proposal(case: tuple[str, list[str]]) -> None:
    base, texts = canonical(case[0]), [canonical(text) for text in case[1]]
    proposals = [Proposal(code, text) for code, text in zip(CODES, texts, strict=False)]
    reading = readback(plain(bracketed(alternatives(base, proposals), {}, Parties((), CODES))))
    assert reading.base == base
    for proposal in proposals:
        assert reading.proposals.get(proposal.name, base) == proposal.text


SIGN = st.sampled_from(
    (
        *(
            "\\",
            "\\\\",
            "a ",
            "b ",
            "b",
            "{+",
            "+}",
            "[-",
            "-]",
            "¶",
            "[",
            "]",
            "⟦",
            "|",
            "x\n\n",
            "\u2068",
            "א",
            " / ",
        ),
        *("Alt 1: ", " (x)", "No text", "∅", "‹U+0020›", "\\*", "{amendments in these brackets: "),
    )
)
FEW = st.lists(SIGN, max_size=6).map("".join)


@dear
@given(FEW, st.lists(FEW, min_size=6, max_size=10), st.booleans())
@example("\\", [*[""] * 6, "\\\\\\", "\\\\"], False)
@example("\\a", [*[""] * 6, "\\", "א"], False)
@example("\\b", [*[""] * 4, "\\", "{++}", "\\\\\\"], True)
def test_many_proposals_of_signs_that_mean_something_in_print_come_back(
    base: str, texts: list[str], among: bool
) -> None:
    # So many that they are printed as a table, a row each, unless few of them differ.
    whole = "The Parties {} act here.\n" if among else "{}\n"
    base, *texts = (canonical(whole.replace("{}", words)) for words in (base, *texts))
    proposals = [Proposal(f"XA{number}", text) for number, text in enumerate(texts)]
    shown = bracketed(alternatives(base, proposals), {}, Parties((), ()))
    with_key = readback(plain(shown) + "\n" + key(shown, [each.name for each in proposals]) + "\n")
    without = readback(plain(shown))
    assert with_key.base == without.base == base
    assert with_key.proposals == {each.name: each.text for each in proposals}
    assert all(without.proposals.get(each.name, base) == each.text for each in proposals)


@dear
@given(versions(0, 4))
def test_printed_brackets_balance(case: tuple[str, list[str]]) -> None:
    base, texts = canonical(case[0]), [canonical(text) for text in case[1]]
    proposals = [Proposal(code, text) for code, text in zip(CODES, texts, strict=False)]
    for attributed in (True, False):
        depth = 0
        for sign in plain(bracketed(alternatives(base, proposals), {}, PARTIES), attributed=attributed):
            depth += (sign == "[") - (sign == "]")
            assert depth >= 0
        assert depth == 0


@pytest.mark.parametrize(
    "text",
    ["[open\n", "closed]\n", "[a - FRA\n\n", "Alt 2: x (FRA)\n", "a\n\n{amendments in these brackets: FRA-1 x}\n"],
)
def test_a_text_that_was_never_printed_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(ValueError, match=r"bracket|alternative|key"):
        readback(text)
