"""Texts that try to be more than text, and how to look for words in what was exported."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import strategies as st

from drafter.draft.consolidate import consolidate
from drafter.draft.document import Document
from drafter.model.terms import Stance
from tests.draft.building import Talks, article

HOSTILE = (
    "</script><script>alert(1)</script><!-- <img src=x onerror=alert(1)>",
    "<![CDATA[ ]]> <?xml version='1.0'?> <!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]> &e; &amp; &#0;",
    '#import "x.typ" #panic("out") $ x $ *a _b `c` <label> @ref [content] {code} // comment /* */ \\u{41} #',
    "\x1b[31mred\x1b[0m \x07bell \x00null \x08back \u202eright-to-left\u202c zero\u200bwidth \ufeffmark",
    "العربية تُكتب من اليمين עברית - and back again",
    "javascript:alert(1) http://example.org/x.js @import url(//x) expression(1) '\" ` = + - @SUM(A1)",
    "Parties](States) [Article 2] - [ ] **bold _and __more ~~struck~~ ![i](j)",
)
LONG = "w" * 10_000


def hostile_talks() -> Talks:
    """Talks in which every text that a delegate can write tries to be something else."""
    bad = " ".join(HOSTILE)
    heading = bad.replace("\x00", "").replace("\x1b", "").replace("\x07", "").replace("\x08", "")
    body = "\n\n".join([f"{number}. {each}" for number, each in enumerate(HOSTILE, 1)] + [LONG]) + "\n"
    talks = Talks(article("scope", body, heading=heading[:200]), article("end", "1. Last words.\n", order="900"))
    talks.amend("FRA-000001", {"scope": body.replace("Article 2", "Article 3")}, rationale=bad, subject=bad)
    talks.amend("RUS-000001", {"end": f"1. Last {HOSTILE[0]} words {HOSTILE[2]}.\n"}, rationale=bad)
    talks.amend("BRA-000001", {"more": article("more", f"1. {bad}\n", order="500", heading="More")})
    talks.amend("AUS-000001", {"end": f"1. Other {HOSTILE[4]} words.\n"})
    talks.position("BRA", "FRA-000001", Stance.OPPOSE, statement=bad)
    talks.position("EUE", "scope", Stance.SUPPORT, statement=bad, on_behalf_of="EU")
    return talks


WORD = st.text(alphabet=st.sampled_from("abé国ا*_[]<&>#$\\'\"-/@{}(=+`~|"), min_size=1, max_size=8)
LABEL = st.sampled_from(["", "1. ", "2. ", "(a) ", "(b) ", "(i) ", "2 bis. "])
PARAGRAPHS = st.lists(
    st.tuples(LABEL, st.lists(WORD, min_size=1, max_size=6)).map(lambda pair: pair[0] + " ".join(pair[1])),
    min_size=1,
    max_size=6,
).map(lambda lines: "\n\n".join(lines) + "\n")


def clean(body: str, heading: str = "") -> Document:
    """A clean document of one clause."""
    return consolidate(Talks(article("scope", body, heading=heading)).at(), style="clean")


def squeezed(text: str) -> str:
    """Leave all white space out: formats break lines where they like."""
    return re.sub(r"[\s\u200b]+", "", text)


class Page(HTMLParser):
    """What a reader of a page sees in one view, and what would run or be loaded."""

    VOID = frozenset({"meta", "br", "input", "link", "img", "line", "rect"})

    def __init__(self, source: str, view: str = "") -> None:
        super().__init__(convert_charrefs=True)
        self.view = view
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text: list[str] = []
        self.json = ""
        self._open: list[tuple[str, bool, bool]] = []
        self.feed(source)
        self.close()
        assert not self._open, self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.add(tag)
        self.attributes.update(found)
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if found.get("href"):
            self.links.append(str(found["href"]))
        if tag in self.VOID:
            return
        classes = (found.get("class") or "").split()
        hidden = "unseen" in classes or ("view" in classes and self.view not in classes)
        hidden = hidden or tag in ("script", "style", "title") or (bool(self._open) and self._open[-1][1])
        inside = (tag == "section" and "clause" in classes) or (bool(self._open) and self._open[-1][2])
        self._open.append((tag, hidden, inside))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open[-1][0] == tag, (self._open, tag)
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][0] == "script":
            self.json += data
        elif self._open and not self._open[-1][1] and self._open[-1][2]:
            self.text.append(data)

    @property
    def words(self) -> str:
        """The words of the clauses."""
        return " ".join(" ".join(self.text).split())
