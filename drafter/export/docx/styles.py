"""How a Word file of ours looks: styles by name, so that a secretariat can change them in one place.

Meaning is never colour alone; everything prints in black and white.
"""

from __future__ import annotations

from drafter.model.language import ENGLISH, runs_right
from drafter.model.word import GAP, NOTE, W

FONT = "Times New Roman"

TITLE, FACT, FRONT, NOTICE, PART, ARTICLE, PROVISION, PROPOSAL, QUOTED = (
    *("Title", "DrafterFact", "DrafterFront", "DrafterNotice", "Heading1", "Heading2", "DrafterProvision"),
    *("Heading3", "DrafterQuoted"),
)
CELL, HEAD, NOTE_STYLE, GAP_STYLE, HEADER, FOOTER, COMMENT, GRID = (
    *("DrafterCell", "DrafterHead", "DrafterNote", "DrafterGap", "Header", "Footer", "CommentText", "TableGrid"),
)
BRACKET, NAMES, UNRESOLVED, COMMENT_MARK, CODE, PUT_IN, TAKEN_OUT = (
    *("DrafterBracket", "DrafterNames", "DrafterUnresolved", "CommentReference", "DrafterCode"),
    *("DrafterPutIn", "DrafterTakenOut"),
)
FOOTNOTE, FOOTNOTE_MARK = "FootnoteText", "FootnoteReference"


OF_TREATY = frozenset((PART, ARTICLE, PROVISION))
"""The styles of the treaty's own words, which run as its language does."""


def styles(language: str = ENGLISH) -> bytes:
    """Give the part with the styles, for a text in that language."""
    parts = (_defaults(language), *_PARAGRAPHS, *_CHARACTERS, _TABLES)
    return f'<w:styles xmlns:w="{W}">{"".join(parts)}</w:styles>'.encode()


def _languages(language: str) -> str:
    """Say in which language the words are, of each kind of script.

    Word knows some languages only with a country: the one that it takes when none is chosen.
    """
    tag = _COMMON.get(language, language)
    kind = "bidi" if runs_right(language) else "eastAsia" if language.partition("-")[0] in ("zh", "ja", "ko") else "val"
    held = {"val": "en-GB", "eastAsia": "zh-CN", "bidi": "ar-SA"} | {kind: tag}
    named = " ".join(f'w:{name}="{value}"' for name, value in held.items())
    return f"<w:lang {named}/>"


_COMMON = {
    "en": "en-GB",
    "fr": "fr-FR",
    "es": "es-ES",
    "ru": "ru-RU",
    "ar": "ar-SA",
    "zh": "zh-CN",
    "zh-Hans": "zh-CN",
    "zh-Hant": "zh-TW",
    "pt": "pt-PT",
    "de": "de-DE",
    "it": "it-IT",
    "he": "he-IL",
    "fa": "fa-IR",
    "ja": "ja-JP",
    "ko": "ko-KR",
}


def _paragraph(
    id: str, name: str, layout: str = "", letters: str = "", *, based: str = "Normal", next: str = ""
) -> str:
    following = f'<w:next w:val="{next}"/>' if next else ""
    parent = f'<w:basedOn w:val="{based}"/>' if based else ""
    default = ' w:default="1"' if id == "Normal" else ""
    own = ' w:customStyle="1"' if id.startswith("Drafter") else ""
    return (
        f'<w:style w:type="paragraph"{default}{own} w:styleId="{id}"><w:name w:val="{name}"/>{parent}{following}'
        f"<w:qFormat/><w:pPr>{layout}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
    )


def _character(id: str, name: str, letters: str) -> str:
    own = ' w:customStyle="1"' if id.startswith("Drafter") else ""
    return (
        f'<w:style w:type="character"{own} w:styleId="{id}"><w:name w:val="{name}"/><w:rPr>{letters}</w:rPr></w:style>'
    )


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


_BOLD = "<w:b/><w:bCs/>"
_ITALIC = "<w:i/><w:iCs/>"
_UNNUMBERED = "<w:suppressLineNumbers/>"


def _defaults(language: str) -> str:
    return (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="SimSun" w:cs="{FONT}"/>'
        f"{_size(11)}{_languages(language)}</w:rPr></w:rPrDefault>"
        '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
    )


_PARAGRAPHS = (
    _paragraph("Normal", "Normal", based=""),
    _paragraph(
        TITLE,
        "Title",
        f'<w:keepNext/>{_UNNUMBERED}<w:spacing w:before="240" w:after="240"/><w:jc w:val="center"/>',
        _BOLD + _size(20),
    ),
    _paragraph(FACT, "Drafter Fact", f'{_UNNUMBERED}<w:spacing w:after="40"/><w:jc w:val="center"/>', _size(10.5)),
    _paragraph(
        NOTICE,
        "Drafter Notice",
        f'{_UNNUMBERED}<w:spacing w:before="200" w:after="200"/><w:jc w:val="center"/>',
        _BOLD + _ITALIC,
    ),
    _paragraph(
        FRONT,
        "Drafter Front Heading",
        f'<w:keepNext/>{_UNNUMBERED}<w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="0"/>',
        _BOLD,
    ),
    _paragraph(
        PART,
        "heading 1",
        '<w:keepNext/><w:keepLines/><w:spacing w:before="400" w:after="160"/><w:jc w:val="center"/>'
        '<w:outlineLvl w:val="0"/>',
        _BOLD + _size(13),
        next=PROVISION,
    ),
    _paragraph(
        ARTICLE,
        "heading 2",
        '<w:keepNext/><w:keepLines/><w:spacing w:before="280" w:after="120"/><w:outlineLvl w:val="1"/>',
        _BOLD + _size(11.5),
        next=PROVISION,
    ),
    _paragraph(
        PROPOSAL,
        "heading 3",
        f'<w:keepNext/><w:keepLines/>{_UNNUMBERED}<w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="2"/>',
        _BOLD + _ITALIC,
    ),
    _paragraph(PROVISION, "Drafter Provision"),
    _paragraph(
        QUOTED,
        "Drafter Quoted",
        '<w:pBdr><w:left w:val="single" w:sz="8" w:space="8" w:color="auto"/></w:pBdr><w:ind w:left="425"/>',
    ),
    _paragraph(
        CELL,
        "Drafter Cell",
        f'{_UNNUMBERED}<w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/>',
        _size(10),
    ),
    _paragraph(HEAD, "Drafter Head", "<w:keepNext/>", _BOLD, based=CELL),
    _paragraph(
        NOTE_STYLE,
        NOTE,
        f'{_UNNUMBERED}<w:spacing w:after="80" w:line="240" w:lineRule="auto"/><w:ind w:left="284"/>',
        _ITALIC + _size(9.5),
    ),
    _paragraph(GAP_STYLE, GAP, f'{_UNNUMBERED}<w:spacing w:after="0" w:line="120" w:lineRule="exact"/>', _size(4)),
    _paragraph(
        HEADER,
        "header",
        f'{_UNNUMBERED}<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="auto"/></w:pBdr>'
        '<w:spacing w:after="0"/>',
        _size(9.5),
    ),
    _paragraph(
        FOOTER,
        "footer",
        f'{_UNNUMBERED}<w:spacing w:after="0"/>',
        _size(8.5),
    ),
    _paragraph(FOOTNOTE, "footnote text", '<w:spacing w:after="40" w:line="240" w:lineRule="auto"/>', _size(9.5)),
    _paragraph(COMMENT, "annotation text", '<w:spacing w:after="60" w:line="240" w:lineRule="auto"/>', _size(10)),
)

_CHARACTERS = (
    _character(BRACKET, "Drafter Bracket", _BOLD),
    _character(NAMES, "Drafter Names", f"{_size(9)}"),
    _character(UNRESOLVED, "Drafter Unresolved", '<w:u w:val="dotted"/>'),
    _character(
        CODE, "Drafter Code", '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>' + _size(9.5)
    ),
    _character(PUT_IN, "Drafter Put In", '<w:u w:val="single"/>'),
    _character(TAKEN_OUT, "Drafter Taken Out", "<w:strike/>"),
    _character(COMMENT_MARK, "annotation reference", _size(8)),
    _character(FOOTNOTE_MARK, "footnote reference", '<w:vertAlign w:val="superscript"/>'),
)

_BORDER = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_TABLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    f'<w:style w:type="table" w:styleId="{GRID}"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
    f"<w:tblPr><w:tblBorders>{_BORDER}</w:tblBorders></w:tblPr></w:style>"
)
