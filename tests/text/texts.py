"""Texts that a treaty may hold and an attacker may send, and changed versions of them."""

from hypothesis import strategies as st

WORDS = (
    *("shall", "should", "refrain", "from", "the", "of", "to", "and", "a", "Party", "Parties", "States", "critical"),
    *("infrastructure", "damage", "operations", "knowingly", "support", "not", "including", "submarine", "cables,"),
    *("hospitals;", "annually.", "report.", "each"),
)

HOSTILE = (
    *("[", "]", "[shall]", "/", "-", "and/or", "\\", "\\*", "\\-", "⟦", "⟧", "∅", "¶", "␣", "‹U+0020›", "{+x+}", "+}"),
    *("{a:1.a}", "[^1]", "Alt 1: x (y)", "No text", "{amendments in these brackets: X 1.1}", "(a)", "1.", "2 bis."),
    *("café", "cafe\u0301", "“quoted”", '"quoted"', "don’t", "1,000.5", "北京条约", "か゚", "ข้าว", "ກົດ", "ភាសា", "မြန်မာ"),
    *(
        "العَرَبِيَّة",
        "שָׁלוֹם",
        "می\u200cخواهم",
        "\u202eevil",
        "\u2068",
        "\u2069",
        "\u200b",
        "\u0600",
        "👨\u200d👩\u200d👧",
        "🇨🇭",
    ),
    *(
        "\ud800",
        "\udc00x",
        "\ue000",
        "\U00010000",
        "\U000f0000",
        "\x00",
        "\x1b[31m",
        "\x85",
        "\u0301",
        "|",
        "| a | b |",
    ),
)

ANY_TEXT = st.text(st.characters(), max_size=60)

WORD = st.one_of(st.sampled_from(WORDS), st.sampled_from(WORDS), st.sampled_from(HOSTILE), st.text(max_size=3))
GAP = st.sampled_from([" "] * 8 + ["", "  ", "\u00a0", "\n", "\t", "\u202f", "\r\n"])
BREAK = st.sampled_from(["\n\n"] * 6 + ["\n\n\n", "\r\n\r\n", "\n \n"])
LABEL = st.sampled_from(["", "", "1. ", "2. ", "2 bis. ", "(a) ", "1. (a) ", "(iv)\t"])


@st.composite
def prose(draw: st.DrawFn, words: st.SearchStrategy[str] = WORD, gap: st.SearchStrategy[str] = GAP) -> str:
    """The body of a paragraph."""
    parts: list[str] = []
    for word in draw(st.lists(words, min_size=1, max_size=14)):
        parts += (draw(gap), word) if parts else (word,)
    return "".join(parts)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A text of a few paragraphs, well formed or not."""
    parts = [draw(st.sampled_from(["", "", "", "\n\n", " "]))]
    for _ in range(draw(st.integers(0, 4))):
        parts += (draw(LABEL), draw(prose()), draw(BREAK))
    parts.append(draw(st.sampled_from(["", "\n", "\n\n"])))
    return "".join(parts)


@st.composite
def changed(draw: st.DrawFn, text: str) -> str:
    """A version of a text in which words and paragraphs come, go, change and move."""
    paragraphs = text.split("\n\n")
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(paragraphs)))
        what = draw(st.sampled_from(["words", "words", "words", "add", "delete", "move", "copy", "join"]))
        if what == "add":
            paragraphs.insert(at, draw(LABEL) + draw(prose()))
        elif at < len(paragraphs):
            paragraph = paragraphs.pop(at)
            if what == "words":
                words = paragraph.split(" ")
                start = draw(st.integers(0, len(words)))
                end = min(len(words), start + draw(st.integers(0, 4)))
                paragraphs.insert(at, " ".join([*words[:start], *draw(st.lists(WORD, max_size=3)), *words[end:]]))
            elif what == "move":
                paragraphs.insert(draw(st.integers(0, len(paragraphs))), paragraph)
            elif what == "copy":
                paragraphs[at:at] = [paragraph, paragraph]
            elif what == "join" and at < len(paragraphs):
                paragraphs[at] = f"{paragraph} {paragraphs[at]}"
    return "\n\n".join(paragraphs)


@st.composite
def versions(draw: st.DrawFn, least: int, most: int) -> tuple[str, list[str]]:
    """A base and some versions of it; now and then one that has nothing to do with it, or the base itself."""
    base = draw(texts())
    version = st.one_of(changed(base), changed(base), changed(base), texts(), st.just(base), ANY_TEXT)
    return base, draw(st.lists(version, min_size=least, max_size=most))


def canonical(text: str) -> str:
    """The text in the standard layout: a blank line between paragraphs, a line end behind the last."""
    paragraphs = [paragraph.strip() for paragraph in text.replace("\r\n", "\n").split("\n\n")]
    kept = [paragraph for paragraph in paragraphs if paragraph and "\n" not in paragraph]
    return "\n\n".join(kept) + "\n" if kept else ""
