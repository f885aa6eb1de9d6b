"""The language of a treaty's text, as BCP 47 (RFC 5646) names languages: `en`, `fr`, `ar`, `zh-Hans`, `pt-BR`."""

from __future__ import annotations

import re

ENGLISH = "en"
"""That of a treaty which doesn't say; and that of drafter's own words, whatever the treaty's is."""

_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)\Z",
    re.IGNORECASE | re.ASCII,
)

_CODES = """
aaaar ababk aeave afafr akaka amamh anarg arara asasm avava ayaym azaze babak bebel bgbul bibis bmbam bnben bobod
brbre bsbos cacat ceche chcha cocos crcre csces cuchu cvchv cycym dadan dedeu dvdiv dzdzo eeewe elell eneng eoepo
esspa etest eueus fafas ffful fifin fjfij fofao frfra fyfry gagle gdgla glglg gngrn guguj gvglv hahau heheb hihin
hohmo hrhrv hthat huhun hyhye hzher iaina idind ieile igibo iiiii ikipk ioido isisl itita iuiku jajpn jvjav kakat
kgkon kikik kjkua kkkaz klkal kmkhm knkan kokor krkau kskas kukur kvkom kwcor kykir lalat lbltz lglug lilim lnlin
lolao ltlit lulub lvlav mgmlg mhmah mimri mkmkd mlmal mnmon mrmar msmsa mtmlt mymya nanau nbnob ndnde nenep ngndo
nlnld nnnno nonor nrnbl nvnav nynya ococi ojoji omorm orori ososs papan pipli plpol pspus ptpor quque rmroh rnrun
roron rurus rwkin sasan scsrd sdsnd sesme sgsag sisin skslk slslv smsmo snsna sosom sqsqi srsrp ssssw stsot susun
svswe swswa tatam tetel tgtgk ththa titir tktuk tltgl tntsn toton trtur tstso tttat twtwi tytah uguig ukukr ururd
uzuzb veven vivie vovol wawln wowol xhxho yiyid yoyor zazha zhzho zuzul
"""
_THREE_LETTERS = {each[:2]: each[2:] for each in _CODES.split()}
"""ISO 639-1 to ISO 639-2/T: the languages that have a code of two letters, and their code of three."""
_TWO_LETTERS = {three: two for two, three in _THREE_LETTERS.items()}

_RIGHT_LANGUAGES = "ar arc azb ckb dv fa he khw ks lrc mzn nqo pnb prs ps sd skr syr ug ur yi"
"""Languages that are commonly written from right to left."""
_RIGHT_SCRIPTS = "Adlm Arab Aran Hebr Mand Nkoo Rohg Samr Syrc Thaa"


def language_flaw(tag: str) -> tuple[str, str] | None:
    """Say what is wrong with the tag of a language, and what to do; None for one that is well-formed and canonical.

    RFC 5646 prescribes the shortest code (4.1) and recommends how its letters are written (2.1.1). Extensions and
    private tags say nothing about a treaty, and are not taken.
    """
    match = _TAG.match(tag)
    if match is None or (len(match["language"]) == 2 and match["language"].lower() not in _THREE_LETTERS):
        return f"`{tag}` is not the tag of a language", "write it as in BCP 47: en, fr, ar, zh-Hans, pt-BR"
    canonical = _canonical(match)
    return None if tag == canonical else (f"`{tag}` is not how the tag is written", f"write {canonical}")


def is_english(tag: str) -> bool:
    """Whether a language is English, in whatever country."""
    return tag.partition("-")[0] == ENGLISH


def runs_right(tag: str) -> bool:
    """Whether text in a language runs from right to left: by its script, else by the common one of the language."""
    language, *more = tag.split("-")
    scripts = [each for each in more if len(each) == 4 and each.isalpha()]
    return scripts[0] in _RIGHT_SCRIPTS.split() if scripts else language in _RIGHT_LANGUAGES.split()


def three_letters(tag: str) -> str:
    """Give the code of three letters of a language (ISO 639-2/T), which Akoma Ntoso names it by: `fra` for `fr-CA`."""
    language = tag.partition("-")[0]
    return _THREE_LETTERS.get(language, language)


def _canonical(match: re.Match[str]) -> str:
    language = match["language"].lower()
    parts = [_TWO_LETTERS.get(language, language), (match["script"] or "").title(), (match["region"] or "").upper()]
    return "-".join(each for each in parts if each) + match["variants"].lower()
