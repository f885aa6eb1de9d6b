"""How the running text calls clauses and provisions, in the languages of the United Nations: `article 4, paragraph 1`.

In other languages they are called in English. Where a clause calls itself otherwise (`Chapter IV`), those words stand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from drafter.model.clause import Clause
from drafter.model.designation import called
from drafter.model.label import leading_labels
from drafter.model.language import ENGLISH
from drafter.model.terms import Kind

_NUMBER_SIGNS = re.compile(r"\A第|[\s.．、–-]+\Z|款\Z")
"""What a number has round it as a label, and not where the running text tells it."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one language; `{}` is the number. What has none is called as `alone` says."""

    numbered: Mapping[Kind, str]
    alone: Mapping[Kind, str]
    paragraph: str
    inner: str = " "
    """What stands before the label of a point."""


def _numbered(article: str, part: str, annex: str, preamble: str) -> Mapping[Kind, str]:
    return {Kind.ARTICLE: article, Kind.PART: part, Kind.ANNEX: annex, Kind.PREAMBLE: preamble}


def _alone(preamble: str, annex: str) -> Mapping[Kind, str]:
    return {Kind.PREAMBLE: preamble, Kind.ANNEX: annex}


_IN: Mapping[str, _Words] = {
    ENGLISH: _Words(
        _numbered("article {}", "part {}", "annex {}", "preamble {}"),
        _alone("the preamble", "the annex"),
        ", paragraph {}",
    ),
    "ar": _Words(
        _numbered("المادة {}", "الجزء {}", "المرفق {}", "الديباجة {}"),
        _alone("الديباجة", "المرفق"),
        "، الفقرة {}",
    ),
    "es": _Words(
        _numbered("artículo {}", "parte {}", "anexo {}", "preámbulo {}"),
        _alone("el preámbulo", "el anexo"),
        ", párrafo {}",
    ),
    "fr": _Words(
        _numbered("article {}", "partie {}", "annexe {}", "préambule {}"),
        _alone("le préambule", "l’annexe"),
        ", paragraphe {}",
    ),
    "ru": _Words(
        _numbered("статья {}", "часть {}", "приложение {}", "преамбула {}"),
        _alone("преамбула", "приложение"),
        ", пункт {}",
    ),
    "zh": _Words(
        _numbered("第{}条", "第{}部分", "附件{}", "序言{}"),
        _alone("序言", "附件"),
        "第{}款",
        inner="",
    ),
}


def designation(clause: Clause, language: str = ENGLISH) -> str:
    """Call a clause as the running text does: `article 4 bis`, `part II`, `the preamble`, `annex I`."""
    own = clause.own_designation and clause.designation
    if own and own != called(clause.kind, clause.number, language):
        return own
    words = _in(language)
    if clause.number:
        return words.numbered[clause.kind].format(clause.number)
    return words.alone.get(clause.kind, clause.heading)


def labels(found: Sequence[str], language: str = ENGLISH) -> str:
    """Say the labels of a provision: `, paragraph 1 (a)`; ` (a)` where no number is above the letter."""
    words = _in(language)
    opening, _ = leading_labels(found[0])
    said = ""
    if opening and opening[0].kind == "number":
        said, found = words.paragraph.format(_NUMBER_SIGNS.sub("", found[0])), found[1:]
    return said + "".join(f"{words.inner}{label}" for label in found)


def _in(language: str) -> _Words:
    return _IN.get(language.partition("-")[0], _IN[ENGLISH])
