"""XML as text: elements, and words inside them. Whatever a delegate wrote comes out as text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from drafter.draft.document import Document
from drafter.draft.emphasis import runs
from drafter.draft.inline import Deleted, Inline, Inserted
from drafter.draft.printing import Stretch, stretches
from drafter.text.tokens import FOOTNOTE
from drafter.text.visible import visible

_CALL = re.compile(f"({FOOTNOTE})")
_WEIGHTS = {"plain": "", "emphasis": "i", "strong": "b", "both": "b"}


def element(tag: str, *children: str, **attributes: str) -> str:
    """Write an element. Children are XML already; attributes are text, and left out when empty.

    `__` in the name of an attribute stands for the colon of a namespace, a final `_` for nothing.
    """
    names = {name.rstrip("_").replace("__", ":"): value for name, value in attributes.items() if value}
    written = "".join(f" {name}={quoteattr(_plain(value))}" for name, value in names.items())
    inner = "".join(children)
    return f"<{tag}{written}>{inner}</{tag}>" if inner else f"<{tag}{written}/>"


def text(words: str) -> str:
    """Write text: marks escaped, characters that XML can't hold made visible."""
    return escape(visible(words))


def _plain(value: str) -> str:
    return " ".join(visible(value).split())


def words(content: Sequence[Inline], document: Document, links: Mapping[str, str], notes: Mapping[str, str]) -> str:
    """Write inline content; `links` lead from the target of a cross-reference to where it is.

    `notes` holds the footnotes of the clause by the marks that call them, and each stands in place of its mark.
    """
    labels = iter([each.label for each in content if isinstance(each, Inserted | Deleted)])
    out = []
    for each in _stretches(content, document):
        if each.role == "mark":
            out.append(_mark(each.text, labels))
        elif each.role == "names":
            out.append(element("inline", text(each.text), name="parties"))
        elif each.role in ("reference", "unresolved"):
            link = links.get(each.target, "")
            out.append(element("ref", text(each.text), href=link) if link else text(each.text))
        else:
            out.append(_dialect(each.text, notes))
    return "".join(out)


def calls(content: Sequence[Inline], document: Document) -> Iterator[str]:
    """Give the marks of footnotes in some content, as `words` comes upon them."""
    for each in _stretches(content, document):
        if each.role in ("words", "inserted", "deleted"):
            for run in runs(each.text):
                yield from _CALL.findall(run.text)


def _stretches(content: Sequence[Inline], document: Document) -> tuple[Stretch, ...]:
    return stretches(content, attributed=document.attributed, bracketed=document.style == "bracketed", apart=True)


def _mark(mark: str, labels: Iterator[str]) -> str:
    if mark in ("{+", "[-"):
        label = next(labels)
        tag = "ins" if mark == "{+" else "del"
        return f"<{tag} title={quoteattr(_plain(label))}>" if label else f"<{tag}>"
    if mark in ("+}", "-]"):
        return "</ins>" if mark == "+}" else "</del>"
    if mark == "[":
        return '<inline name="bracket">['
    if mark == "]":
        return "]</inline>"
    return escape(mark)


def _dialect(said: str, notes: Mapping[str, str]) -> str:
    parts = []
    for run in runs(said):
        written = "".join(notes.get(part) or text(part) for part in _CALL.split(run.text))
        if run.weight == "both":
            written = element("i", written)
        tag = _WEIGHTS[run.weight]
        parts.append(element(tag, written) if tag else written)
    return "".join(parts)
