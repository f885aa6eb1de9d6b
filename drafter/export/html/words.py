"""Words of a document as HTML. Whatever a delegate wrote comes out as text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from drafter.draft.document import Document, ProposedText
from drafter.draft.emphasis import runs
from drafter.draft.inline import Deleted, Inline, Inserted
from drafter.draft.languages import Saying
from drafter.draft.printing import printed, stretches
from drafter.export.facts import anchors, behind_line, by_mark, proposed_title
from drafter.model.language import is_english, runs_right
from drafter.text.direction import direction
from drafter.text.visible import visible

_CODE = re.compile(r"(?<![\w-])[A-Z][A-Z0-9]+(?![\w-])")
_WEIGHTS = {
    "plain": ("", ""),
    "emphasis": ("<em>", "</em>"),
    "strong": ("<strong>", "</strong>"),
    "both": ("<strong><em>", "</em></strong>"),
}
_CHANGES = {
    "{+": ("ins", "inserted: "),
    "[-": ("del", "deleted: "),
}


def text(words: object) -> str:
    """Write any text: what could deceive a reader is made visible, what HTML would read as a mark is escaped."""
    return escape(visible(str(words)), quote=True)


def dialect(words: str) -> str:
    """Write words of the inline dialect, with their emphasis."""
    parts = []
    for run in runs(words):
        opening, closing = _WEIGHTS[run.weight]
        said = (f"<sup>{text(part)}</sup>" if raised else text(part) for part, raised in by_mark(run.text))
        parts.append(f"{opening}{''.join(said)}{closing}")
    return "".join(parts)


def abbreviated(code: str, names: Mapping[str, str]) -> str:
    """Write the code of a State or group with its name behind it, for whoever points at it or has it read."""
    return f'<abbr title="{text(names[code])}">{text(code)}</abbr>' if code in names else text(code)


def in_treaty(document: Document) -> str:
    """Write the attributes of what is in the language of the treaty: none where the page is in one language."""
    return _lang(document) + (' dir="rtl"' if runs_right(document.language) else "")


def round_the_text(document: Document) -> str:
    """Write the attributes of what drafter says beside the text: none where it is said in the treaty's language."""
    return "" if document.language.partition("-")[0] == document.say.language else in_english(document)


def in_english(document: Document) -> str:
    """Write the attributes of what stands in English on a page in another language."""
    if is_english(document.language):
        return ""
    return ' lang="en"' + (' dir="ltr"' if runs_right(document.language) else "")


def _lang(document: Document) -> str:
    return "" if is_english(document.language) else f' lang="{document.language}"'


class Writing:
    """Writes inline content in a document's way of printing."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.attributed = document.attributed
        self.bracketed = document.style == "bracketed"
        self.right = runs_right(document.language)
        self.lang = _lang(document)
        self.named = in_treaty(document) if self.right else f'{self.lang} dir="auto"'
        """The attributes of a title."""
        self._anchors = anchors(document)
        self._named = {each.code: each.name for each in (*document.groups, *document.signatories)}
        self._behind = {each.label: behind_line(each, document.say) for each in document.behind}

    def dir(self, content: Sequence[Inline]) -> str:
        """Write the attribute of a block whose words run from right to left; the page's other words don't.

        The browser's own rule (`auto`) goes by the `(a)` before Arabic words, and by nothing that stands in brackets.
        Where the treaty's language runs so, all its lines do: one may begin with a name in Latin letters.
        """
        if self.right:
            return ' dir="rtl"'
        line = printed(content, attributed=False, bracketed=self.bracketed)
        return ' dir="rtl"' if direction(line) == "right" else ""

    def names(self, printed: str) -> str:
        """Write who wants what, each code with what it stands for."""
        return f'<span class="names">{_CODE.sub(self._full, text(printed))}</span>'

    def _full(self, code: re.Match[str]) -> str:
        return abbreviated(code[0], self._named)

    def proposed(self, texts: Iterable[ProposedText], say: Saying) -> Iterator[str]:
        """Write what a proposal does, clause by clause: the changed paragraphs."""
        for each in texts:
            yield f"<p{self.named}>{text(proposed_title(each, say))}{':' if each.paragraphs else '.'}</p>"
            for content in each.paragraphs:
                yield f'<p class="text"{self.lang}{self.dir(content)}>{self.line(content)}</p>'

    def line(self, content: Sequence[Inline]) -> str:
        """Write inline content: brackets nested, changes as `ins` and `del` that say what is behind them."""
        changes = [each.label for each in content if isinstance(each, Inserted | Deleted)]
        labels = iter([self._behind.get(label, label) for label in changes])
        out = []
        for each in stretches(content, attributed=self.attributed, bracketed=self.bracketed, apart=True):
            if each.role == "mark":
                out.append(_mark(each.text, labels.__next__ if each.text in _CHANGES else str))
            elif each.role == "names":
                out.append(self.names(each.text))
            elif each.role in ("reference", "unresolved"):
                anchor = self._anchors.get(each.target)
                out.append(f'<a href="#{anchor}">{text(each.text)}</a>' if anchor else text(each.text))
            else:
                out.append(dialect(each.text))
        return "".join(out)


def _mark(mark: str, label: object) -> str:
    if mark in _CHANGES:
        assert callable(label)
        tag, said = _CHANGES[mark]
        behind = label()
        title = f' title="{text(behind)}"' if behind else ""
        return f'<{tag}{title}><span class="unseen">[{said}</span>'
    if mark == "+}":
        return '<span class="unseen">]</span></ins>'
    if mark == "-]":
        return '<span class="unseen">]</span></del>'
    if mark == "[":
        return '<span class="bracket">['
    if mark == "]":
        return "]</span>"
    return f'<span class="mark">{escape(mark)}</span>'
