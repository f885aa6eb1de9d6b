"""The page: header, contents, the text in its styles, and behind it all that belongs to it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

from drafter import __version__
from drafter.draft.document import ChangeEntry, Document, Heading, NotReflected
from drafter.draft.dossier import Dossier
from drafter.draft.emphasis import without_marks
from drafter.draft.languages import Phrase
from drafter.draft.matrix import PositionRow
from drafter.draft.printing import printed
from drafter.export.columns import columns
from drafter.export.data import data, plain
from drafter.export.facts import behind_line, document_facts, entry, said_behind, signature
from drafter.export.html import many
from drafter.export.html.curve import curve
from drafter.export.html.many import are_many, policy, script
from drafter.export.html.stances import amendments, matrix, statements
from drafter.export.html.views import text_of
from drafter.export.html.words import Writing, in_english, in_treaty, round_the_text, text
from drafter.model.designation import before_heading
from drafter.model.language import runs_right

_NAMES = {
    "clean": "Clean",
    "bracketed": "Brackets",
    "redline": "Redline",
    "compilation": "Compilation",
    "comparison": "Comparison",
    "marshalled": "Marshalled list",
}
_RIGHT = ' dir="rtl"'
_IN_JSON = re.compile(r"[<>&]")


def page(dossier: Dossier) -> str:
    """Write a dossier as one HTML file. The same dossier gives the same bytes.

    Ids of the page's own parts begin with `_`, so that no clause can have them. The embedded JSON holds the document
    that was asked for, the positions, the amendments and the counts of brackets.
    """
    return "\n".join([*_page(dossier), ""])


def _page(dossier: Dossier) -> Iterator[str]:
    document = dossier.document
    name = ", ".join(each for each in (document.title, document.symbol, document.issue) if each)
    yield f'<!doctype html>\n<html lang="{document.language}">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark">'
    # Nothing may be loaded, and nothing of others run, even if some words had found a way out of being text.
    runs = f"; script-src {policy()}" if are_many(dossier) else ""
    allowed = f"default-src 'none'; style-src 'unsafe-inline'{runs}"
    yield f'<meta http-equiv="Content-Security-Policy" content="{allowed}">'
    yield f"<title>{text(name)}</title>\n<style>\n{_style()}{_switching(dossier)}</style>\n</head>"
    # What the page says round the text is in the language of the treaty, or English; who stands where is English.
    yield f"<body{round_the_text(document) or (_RIGHT if runs_right(document.language) else '')}>"
    yield f'<a class="skip" href="#_text">{document.say("Skip to the text")}</a>'
    yield from _header(dossier)
    yield from _contents(dossier)
    yield '<main id="_text" tabindex="-1">'
    yield from _switch(dossier)
    yield from text_of(dossier.views, document, {each.row.id for each in dossier.amendments})
    yield from _signatures(document)
    yield from _behind(dossier)
    yield "</main>"
    yield from _footer(document)
    yield f'<script type="application/json" id="_data">{_embedded(dossier)}</script>'
    if are_many(dossier):
        yield f"<script>{script()}</script>"
    yield "</body>\n</html>"


@cache
def _style() -> str:
    return resources.files("drafter.export.html").joinpath("page.css").read_text(encoding="utf-8")


def _switching(dossier: Dossier) -> str:
    """Say which view is shown: by the radio buttons, and without `:has()` the one that was asked for."""
    if len(dossier.views) < 2:
        return ""
    rules = ["@supports selector(:has(a)) {"]
    rules.extend(
        f"body:has(#_view-{view.style}:checked) .view:not(.{view.style}) {{ display: none; }}" for view in dossier.views
    )
    rules.append("}\n@supports not selector(:has(a)) {")
    rules.append(f".view:not(.{dossier.document.style}) {{ display: none; }}\n.switch {{ display: none; }}\n}}\n")
    return "\n".join(rules)


def _header(dossier: Dossier) -> Iterator[str]:
    document = dossier.document
    yield f"<header><h1{Writing(document).named}>{text(document.title)}</h1><dl>"
    for name, value in document_facts(document):
        yield f'<dt>{name}</dt><dd dir="auto">{text(value)}</dd>'
    yield f'</dl><p class="notice">{text(document.say(document.notice))}</p>'
    ways = [("_legend", "Legend"), ("_parties", "Parties named"), ("_positions", "Positions")]
    there = {"_legend": document.legend, "_parties": document.signatories, "_positions": dossier.standpoints}
    links = [f'<a href="#{anchor}">{document.say(name)}</a>' for anchor, name in ways if there[anchor]]
    if links:
        yield f'<p class="ways">{" · ".join(links)}</p>'
    said = (document.say("Note: {}.", document.say(note)) for note in document.notes)
    yield from (f'<p class="note">{text(note)}</p>' for note in said)
    yield f'<p class="note paper">{document.say("On paper the lines of each paragraph are numbered.")}</p>'
    yield "</header>"


def _switch(dossier: Dossier) -> Iterator[str]:
    document = dossier.document
    if len(dossier.views) > 1:
        yield f'<fieldset class="switch"><legend>{document.say("Show")}</legend>'
        for view in dossier.views:
            checked = " checked" if view is document else ""
            since = view.style == "redline" and view.since
            name = document.say("Redline since {}", view.since) if since else document.say(_NAMES[view.style])
            yield f'<label><input type="radio" name="view" id="_view-{view.style}"{checked}> {text(name)}</label>'
        yield "</fieldset>"


def _contents(dossier: Dossier) -> Iterator[str]:
    document = dossier.document
    named = document.say("Contents")
    yield f'<nav aria-label="{named}" tabindex="0"><h2>{named}</h2><ol>'
    for block in document.blocks:
        if isinstance(block, Heading):
            words = without_marks(printed(block.content, attributed=False, bracketed=document.style == "bracketed"))
            lead = block.designation
            title = f"{lead}{before_heading(lead)}{words}" if words else lead
            level = "part" if block.level == 1 else "article"
            yield f'<li class="{level}"{in_treaty(document)}><a href="#{block.anchor}">{text(title)}</a></li>'
    parts = [
        ("_signatures", "Signatures", document.signatures),
        ("_legend", "Legend", any(view.legend for view in dossier.views)),
        ("_parties", "Parties named", document.groups or document.signatories),
        *((f"_behind-{nth}", title, told) for nth, (title, told) in enumerate(said_behind(document), 1)),
        ("_changes", Phrase("Changes since {}", document.changes_since), document.changes_since),
        ("_annex", "Proposals not reflected", document.annex),
        ("_index", "Indexes", document.indexes),
        ("_positions", "Positions", dossier.standpoints),
        ("_statements", "Statements", dossier.positions),
        ("_amendments", "Amendments", dossier.amendments),
        ("_brackets", "Brackets per issue", dossier.counts),
    ]
    for anchor, name, there in parts:
        if there:
            yield f'<li class="part"><a href="#{anchor}">{text(document.say(name))}</a></li>'
    yield "</ol></nav>"


def _signatures(document: Document) -> Iterator[str]:
    if document.signatures:
        yield f'<section id="_signatures"><h2>{document.say("Signatures")}</h2><ul class="signatures">'
        yield from (f'<li dir="auto">{text(signature(party, document.say))}</li>' for party in document.signatures)
        yield "</ul></section>"


def _behind(dossier: Dossier) -> Iterator[str]:
    document = dossier.document
    yield from _legend(dossier)
    yield from _parties(document)
    for nth, (title, told) in enumerate(said_behind(document), 1):
        yield f'<section id="_behind-{nth}"><h2>{title}</h2><ul class="statements">'
        for head, paragraphs in told:
            said = "".join(f"<p>{text(each)}</p>" for each in paragraphs)
            quoted = f'<blockquote dir="auto">{said}</blockquote>' if said else ""
            yield f'<li dir="auto">{text(head)}{quoted}</li>'
        yield "</ul></section>"
    if document.changes_since:
        yield f'<section id="_changes"><h2>{text(document.say("Changes since {}", document.changes_since))}</h2>'
        listed = "".join(f'<li dir="auto">{_entry(each, document)}</li>' for each in document.changes)
        yield f"<ul>{listed}</ul></section>" if listed else f"<p>{document.say('None.')}</p></section>"
    yield from _behind_changes(dossier)
    if document.annex:
        yield f'<section id="_annex"><h2>{document.say("Proposals not reflected in this text")}</h2>'
        writing = Writing(document)
        for each in document.annex:
            yield from _not_reflected(each, document, writing)
        yield "</section>"
    if document.indexes:
        yield f'<section id="_index"><h2>{document.say("Indexes")}</h2>'
        for index in document.indexes:
            yield f"<h3>{text(document.say(index.title))}</h3><ul>"
            for under in index.entries:
                links = ", ".join(f'<a href="#{anchor}">{name}</a>' for name, anchor in under.places)
                yield f"<li>{text(under.name)}: {links}</li>"
            yield "</ul>"
        yield "</section>"
    english = "" if round_the_text(document) else in_english(document)
    if english:
        yield f"<div{english}>"
    yield from matrix(dossier)
    yield from statements(dossier)
    yield from amendments(dossier)
    yield from curve(dossier.counts)
    if english:
        yield "</div>"


def _behind_changes(dossier: Dossier) -> Iterator[str]:
    """Say what the labels of the redline stand for."""
    for view in dossier.views:
        if not view.behind:
            continue
        shown = f' class="view {view.style}"' if len(dossier.views) > 1 else ""
        yield f'<section id="_behind"{shown}><h2>{view.say("Behind the changes")}</h2><dl class="legend">'
        yield from (
            f'<dt dir="auto">{text(each.label)}</dt><dd dir="auto">{text(behind_line(each, view.say))}</dd>'
            for each in view.behind
        )
        yield "</dl></section>"


def _legend(dossier: Dossier) -> Iterator[str]:
    if not any(view.legend for view in dossier.views):
        return
    yield f'<section id="_legend"><h2>{dossier.document.say("Legend")}</h2>'
    for view in dossier.views:
        if not view.legend:
            continue
        several = f' class="view {view.style}"' if len(dossier.views) > 1 else ""
        listed = "".join(f"<dt>{_mark(each.mark)}</dt><dd>{text(view.say(each.meaning))}</dd>" for each in view.legend)
        yield f'<div{several}><dl class="legend">{listed}</dl></div>'
    yield "</section>"


def _mark(mark: str) -> str:
    """Show a mark of the legend as the page does: what is put in underlined, what is taken out struck out."""
    shown = text(mark).replace("[-…-]", "<del>…</del>").replace("{+…+}", "<ins>…</ins>")
    return f'<code dir="ltr">{shown}</code>'


def _parties(document: Document) -> Iterator[str]:
    if not document.groups and not document.signatories:
        return
    yield f'<section id="_parties"><h2>{document.say("Parties named")}</h2><ul>'
    for each in (*document.groups, *document.signatories):
        members = f" ({text(', '.join(name for _, name in each.members))})" if each.members else ""
        yield f"<li><b>{text(each.code)}</b> {text(each.name)}{members}</li>"
    yield "</ul></section>"


def _entry(change: ChangeEntry, document: Document) -> str:
    return f"{text(entry(change, document.say))} (<code>{change.commit[:12]}</code>)"


def _not_reflected(hindered: NotReflected, document: Document, writing: Writing) -> Iterator[str]:
    yield f'<h3 dir="auto">{hindered.amendment}: {text(hindered.subject)}</h3>'
    decided = (_entry(hindered.decision, document),) if hindered.decision is not None else ()
    reason = document.say("Reason: {}", text(document.say(hindered.reason)))
    yield f'<p class="facts">{document.say.listed(reason, *decided)}</p>'
    yield from writing.proposed(hindered.proposed, document.say)


def _footer(document: Document) -> Iterator[str]:
    say = document.say
    made = "Made by drafter {} from commit {} of {}, with the records until {}."
    commit = f"<code>{document.commit}</code>"
    yield f"<footer><p>{say(made, __version__, commit, say.date(document.date), say.date(document.records_until))}"
    yield f"{say('The same commit gives the same file.')}</p></footer>"


def _positions(dossier: Dossier) -> dict[str, Any]:
    """Give the positions row by row; column by column, under another key, where there are very many."""
    if not are_many(dossier):
        return {"positions": [plain(row) for row in dossier.positions]}
    held = {"count": len(dossier.positions), "columns": columns(PositionRow, dossier.positions)}
    return {"positions_by_column": held}


def _embedded(dossier: Dossier) -> str:
    """Write the data so that nothing in it ends the element that holds it."""
    held = {
        "document": data(dossier.document),
        **_positions(dossier),
        "amendments": [plain(each.row) | {"rationale": each.rationale} for each in dossier.amendments],
        "brackets": plain(dossier.counts),
    }
    if are_many(dossier):
        held["matrix"] = many.held(dossier)
    written = json.dumps(held, separators=(",", ":"))
    return _IN_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", written)
