"""Characters that could deceive a reader or command a terminal, made visible."""

import re
import unicodedata

_NAMES = {
    0x00AD: "SHY",
    0x0332: "UNDERLINE",
    0x0333: "UNDERLINE",
    0x0335: "STRIKE",
    0x0336: "STRIKE",
    0x0337: "STRIKE",
    0x0338: "STRIKE",
    0x034F: "CGJ",
    0x061C: "ALM",
    0x115F: "FILLER",
    0x1160: "FILLER",
    0x180E: "MVS",
    0x200B: "ZWSP",
    0x200C: "ZWNJ",
    0x200D: "ZWJ",
    0x200E: "LRM",
    0x200F: "RLM",
    0x2028: "LINE",
    0x2029: "PARAGRAPH",
    0x202A: "LRE",
    0x202B: "RLE",
    0x202C: "PDF",
    0x202D: "LRO",
    0x202E: "RLO",
    0x2060: "WJ",
    0x20E5: "STRIKE",
    0x20E6: "STRIKE",
    0x2800: "BLANK",
    0x2066: "LRI",
    0x2067: "RLI",
    0x2068: "FSI",
    0x2069: "PDI",
    0x3164: "FILLER",
    0xFEFF: "BOM",
    0xFFA0: "FILLER",
}

# Marks that strike or underline the letter before them are among them: the words would read as if they were a redline.
_SUSPECT = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u0332\u0333\u0335-\u0338\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e"
    r"\u2060-\u206f\u20d2\u20d3\u20d8-\u20da\u20e5\u20e6\u20ea\u20eb\u2800\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    r"\ud800-\udfff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)

_PRINTABLE = bytes((0x09, 0x0A, *range(0x20, 0x7F)))


def visible(text: str) -> str:
    """Replace control, escape, bidirectional, invisible and striking characters by marks; line ends and tabs stay.

    `␛` for escape, `‹RLO›` for an override. Joiners inside words of scripts that need them stay, and so do variation
    selectors and marks. No word is dropped. It is for printing; it cannot be reversed.
    """
    if text.isascii() and (text.isprintable() or not text.encode().translate(None, _PRINTABLE)):
        return text
    return _SUSPECT.sub(_mark, text)


def shortened(text: str, most: int) -> str:
    """Give the beginning of a text, on one line; that there is more, a `…` says."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def quoted(words: str, most: int = 80) -> str:
    """Quote words, or their beginning, in what is said about them."""
    return f"“{shortened(words, most)}”"


def columns_of(text: str) -> int:
    """Give how many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def _mark(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    if code in (0x200C, 0x200D) and _joins(match.string, match.start()):
        return match[0]
    return f"‹{_NAMES.get(code, f'U+{code:04X}')}›"


def _joins(text: str, at: int) -> bool:
    """Whether a joiner stands between two letters that it can join, or two parts of one pictograph."""
    if not 0 < at < len(text) - 1:
        return False
    before, after = text[at - 1], text[at + 1]
    if text[at] == "\u200d" and unicodedata.category(after) == "So":
        return True
    return all(unicodedata.category(each)[0] in "LM" and not each.isascii() for each in (before, after))
