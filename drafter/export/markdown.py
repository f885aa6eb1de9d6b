"""A document as Markdown that reads well as it is and in any viewer.

No engine may eat a bracket, count a number or make a list: `[Parties](States)`, `2.`, `(a)` and `- [ ]` are text.
What Markdown would take for a mark is escaped; emphasis and strong of the inline dialect stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drafter.draft.document import (
    Alternative,
    Block,
    ChangeEntry,
    Closing,
    Comparison,
    Document,
    Heading,
    NotReflected,
    Paragraph,
    Reading,
    Row,
    Table,
    Verbatim,
)
from drafter.draft.inline import Inline
from drafter.draft.printing import printed_label, printed_names, stretches
from drafter.export.facts import (
    behind_line,
    by,
    cell_lines,
    clause_facts,
    column,
    document_facts,
    entry,
    proposed_title,
    rationales,
    said_behind,
    signature,
    standing,
    verbatim_facts,
)
from drafter.model.designation import before_heading
from drafter.text.attribution import Attribution
from drafter.text.printing import NO_TEXT
from drafter.text.visible import visible

# What is a mark to some Markdown engine: a backslash, unless it escapes one already, and these.
_MARK = re.compile(r"\\(?P<escaped>[!-/:-@\[-`{-~])?|[\[\]<`~^$@]|&(?=[#A-Za-z])")
_HARD = re.compile(r"(?<!\\)(?:\\\\)*\\\Z")
_LINE_START = re.compile(
    r"""(?P<before>[ \t]*)(?:
        (?P<item>\(?(?:[0-9]+|[A-Za-z]|[ivxlcdmIVXLCDM]+|\#|@)(?P<after>[.)]))(?=[ \t]|$)
      | (?P<mark>[-+*](?=[ \t]|$)|[>|:%]|\#{1,6}(?=[ \t]|$)             # list, quotation, pandoc's blocks, heading
        |(?:-[ \t]*){2,}$|(?:_[ \t]*){3,}$|(?:\*[ \t]*){3,}$|=+[ \t]*$)  # rules, underlines of headings
    )""",
    re.VERBOSE,
)


def markdown(document: Document) -> str:
    """Write a document as Markdown, with a final newline."""
    parts = [*_front(document), "---", *_blocks(document)]
    back = [*_signatures(document), *_statements(document), *_changes(document), *_behind(document)]
    back += [*_annex(document), *_indexes(document)]
    if back:
        parts += ["---", *back]
    return "\n\n".join(part for part in parts if part) + "\n"


def _signatures(document: Document) -> Iterator[str]:
    if document.signatures:
        yield f"## {document.say('Signatures')}"
        yield from (f"{_literal(signature(party, document.say))} {'.' * 40}" for party in document.signatures)


def escaped(text: str, *, starts: bool = False) -> str:
    """Write words of the inline dialect so that every Markdown engine shows exactly them.

    `starts`: the words begin a line.
    """
    lines = visible(text).split("\n")
    # A backslash that ends a line breaks it, in the dialect as in Markdown: it stays, and is no backslash to be shown.
    broken = [_HARD.search(line) is not None for line in lines[:-1]] + [False]
    return "\n".join(
        _line(line[:-1] if hard else line, starts or place > 0) + ("\\" if hard else "")
        for place, (line, hard) in enumerate(zip(lines, broken, strict=True))
    )


def _line(line: str, starts: bool) -> str:
    found = _inline(line)
    if not starts:
        return found
    match = _LINE_START.match(found)
    if match is None:
        return found
    if match["item"] is None:
        at = match.start("mark")
    else:
        at = match.start("item") if found[match.start("item")] == "(" else match.start("after")
    return f"{found[:at]}\\{found[at:]}"


def _inline(line: str) -> str:
    return _MARK.sub(lambda match: match[0] if match["escaped"] else f"\\{match[0]}", line)


def _literal(text: str) -> str:
    """Write text that is no dialect, such as a name: every mark is escaped."""
    return re.sub(r"([\\*_\[\]<`~^$@&|])", r"\\\1", visible(" ".join(text.split())))


class _Written:
    """Inline content on its way to Markdown: knows the document's way of printing."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.attributed = document.attributed
        self.bracketed = document.style == "bracketed"
        self.say = document.say

    def line(self, content: Sequence[Inline], *, starts: bool = True) -> str:
        out = ""
        for each in stretches(content, attributed=self.attributed, bracketed=self.bracketed):
            text = each.text
            if each.role in ("inserted", "deleted"):
                text = " ".join(_HARD.sub(lambda match: match[0][:-1], line) for line in text.split("\n"))
            if each.role == "mark":
                out += _inline(text)
                continue
            out += escaped(text, starts=starts and not out)
        return out

    def alternative(self, whole: Alternative) -> str:
        text = self.line(whole.content, starts=False) or self.say(NO_TEXT)
        return f"{whole.heading}: {text}{standing(whole.attribution, self.document)}"

    def names(self, attribution: Attribution) -> str:
        return escaped(printed_names(attribution)) if self.attributed else ""


def _front(document: Document) -> Iterator[str]:
    say = document.say
    yield f"# {_heading(_literal(document.title))}"
    yield "\n".join(f"- {name}{say.colon}{_literal(value)}" for name, value in document_facts(document))
    yield f"**{document.say(document.notice)}**"
    if document.notes:
        yield "\n>\n".join(_note(note, document) for note in document.notes)
    if document.legend:
        yield f"## {say('Legend')}"
        yield "\n".join(f"- `{each.mark}`{say.colon}{_literal(say(each.meaning))}" for each in document.legend)
    if document.groups:
        yield f"## {say('Groups')}"
        members = [", ".join(_literal(name) for _, name in party.members) for party in document.groups]
        groups = zip(document.groups, members, strict=True)
        yield "\n".join(f"- {party.code}{say.colon}{_literal(party.name)} ({names})" for party, names in groups)
    if document.signatories:
        yield f"## {say('Signatories')}"
        yield "\n".join(f"- {party.code}{say.colon}{_literal(party.name)}" for party in document.signatories)


def _blocks(document: Document) -> Iterator[str]:
    written = _Written(document)
    for block in document.blocks:
        yield _block(block, document, written)


def _block(block: Block, document: Document, written: _Written) -> str:
    if isinstance(block, Heading):
        return "\n\n".join(_clause(block, document, written))
    if isinstance(block, Paragraph):
        return written.line(block.content)
    if isinstance(block, Table):
        return _table(block, written)
    if isinstance(block, Alternative):
        return written.alternative(block)
    if isinstance(block, Closing):
        names = written.names(block.attribution).lstrip()
        return f"\\{names}\\]" if names else "\\]"
    if isinstance(block, Verbatim):
        return "\n\n".join(_verbatim(block, document, written))
    if isinstance(block, Comparison):
        return "\n\n".join(_comparison(block, written))
    return _note(block.text, document)


def _note(text: str, document: Document) -> str:
    return f"> {_literal(document.say('Note: {}.', document.say(text)))}"


def _verbatim(proposal: Verbatim, document: Document, written: _Written) -> Iterator[str]:
    facts = [(name, _literal(value)) for name, value in verbatim_facts(proposal, document.say)]
    yield f"#### {_literal(by(proposal))}"
    yield "\n>\n".join(f"> {name}{document.say.colon}{value}" for name, value in facts)
    if proposal.content:
        yield f"**{escaped(proposal.title)}**"
    for block in proposal.content:
        yield _block(block, document, written)


def _comparison(table: Comparison, written: _Written) -> Iterator[str]:
    header = [written.say("Text as it stands"), *(_literal(column(side, written.say)) for side in table.columns)]
    rows = [header, ["---"] * len(header)]
    for row in table.rows:
        base = written.line(row.base, starts=False) if row.base is not None else ""
        rows.append([base, *("<br>".join(_readings(each, written)) for each in row.readings)])
    yield "\n".join("| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows)
    said = (f"> {name}{written.say.colon}{_literal(why)}" for name, why in rationales(table, written.say))
    if table.rationales:
        yield "\n>\n".join(said)


def _readings(readings: Sequence[Reading], written: _Written) -> Iterator[str]:
    for name, said, content in cell_lines(readings):
        yield f"{name}{said}{written.line(content, starts=False)}"


def _clause(heading: Heading, document: Document, written: _Written) -> Iterator[str]:
    words = written.line(heading.content, starts=False)
    between = before_heading(heading.designation) if words else ""
    title = f"{heading.designation}{between.rstrip()}"
    if document.style == "redline" and heading.change:
        label = _literal(printed_label(heading.label))
        title = f"{{+{title}{label}+}}" if heading.change == "added" else f"\\[-{title}{label}-\\]"
    title = f"{title}{between[-1:]}{words}"
    if document.style == "bracketed" and heading.change:
        title = f"\\[{title}"
    if heading.alternative:
        title = f"{heading.alternative}: {title}"
    yield f"{'#' * (heading.level + 1)} {_heading(title)}"
    facts = list(_status(heading, document))
    if facts:
        yield "\n>\n".join(f"> {fact}" for fact in facts)


def _status(heading: Heading, document: Document) -> Iterator[str]:
    yield from map(_literal, clause_facts(heading, document))
    for change in heading.changed_by:
        yield document.say("Changed by: {}", _entry(change, document))


def _table(table: Table, written: _Written) -> str:
    width = max(len(table.alignment), *(len(row.cells) for row in table.rows))
    lines = [_row(row, width, written) for row in table.rows]
    alignment = (*table.alignment, *("" for _ in range(width - len(table.alignment))))
    dashes = {"": "---", "left": ":---", "center": ":---:", "right": "---:"}
    lines.insert(1, "| " + " | ".join(dashes[each] for each in alignment) + " |")
    return "\n".join(lines)


def _row(row: Row, width: int, written: _Written) -> str:
    cells = [_cell(written.line(cell, starts=False)) for cell in row.cells]
    cells = cells or [""]
    if row.heading:
        cells[0] = f"{row.heading}: {cells[0] or written.say(NO_TEXT)}"
        cells[-1] += standing(row.attribution, written.document)
    elif row.change and written.bracketed:
        cells[0] = f"\\[{cells[0]}"
        cells[-1] = f"{cells[-1]}{written.names(row.attribution)}\\]"
    cells += [""] * (width - len(cells))
    return "| " + " | ".join(cells) + " |"


def _cell(text: str) -> str:
    """Keep a cell on its line, and its bars from parting it."""
    return re.sub(r"(?<!\\)((?:\\\\)*)\|", r"\1\\|", text.replace("\n", " "))


def _heading(title: str) -> str:
    """Keep `#` at the end of a heading: engines take it for a closing mark."""
    title = title.replace("\n", " ")
    end = len(title.rstrip())
    begin = len(title[:end].rstrip("#"))
    signs = "\\#" * (end - begin)
    escaped = title[:begin].endswith("\\")
    return title[:begin] + (signs[1:] if escaped else signs) + title[end:]


def _statements(document: Document) -> Iterator[str]:
    for title, told in said_behind(document):
        yield f"## {title}"
        for head, paragraphs in told:
            yield _literal(head)
            yield "\n>\n".join(f"> {_line(_literal(each), starts=True)}" for each in paragraphs)


def _changes(document: Document) -> Iterator[str]:
    if not document.changes_since:
        return
    yield f"## {document.say('Changes since {}', _literal(document.changes_since))}"
    yield "\n".join(f"- {_entry(each, document)}" for each in document.changes) or document.say("None.")


def _entry(change: ChangeEntry, document: Document) -> str:
    return f"{_literal(entry(change, document.say))} (`{change.commit[:12]}`)"


def _behind(document: Document) -> Iterator[str]:
    if not document.behind:
        return
    yield f"## {document.say('Behind the changes')}"
    told = ((each.label, behind_line(each, document.say)) for each in document.behind)
    yield "\n".join(f"- {_literal(label)}: {_literal(line)}" for label, line in told)


def _annex(document: Document) -> Iterator[str]:
    if not document.annex:
        return
    yield f"## {document.say('Proposals not reflected in this text')}"
    for each in document.annex:
        yield from _not_reflected(each, document)


def _not_reflected(hindered: NotReflected, document: Document) -> Iterator[str]:
    written = _Written(document)
    yield f"### {hindered.amendment}: {_heading(_literal(hindered.subject))}"
    because = f"> {document.say('Reason: {}', _literal(document.say(hindered.reason)))}"
    if hindered.decision is not None:
        because = document.say.listed(because, _entry(hindered.decision, document))
    yield because
    for proposed in hindered.proposed:
        yield f"{_literal(proposed_title(proposed, document.say))}:"
        for paragraph in proposed.paragraphs:
            yield written.line(paragraph)


def _indexes(document: Document) -> Iterator[str]:
    for index in document.indexes:
        yield f"## {document.say('Index: {}', document.say(index.title))}"
        entries = (f"- {_literal(each.name)}: {', '.join(name for name, _ in each.places)}" for each in index.entries)
        yield "\n".join(entries) or document.say("None.")
