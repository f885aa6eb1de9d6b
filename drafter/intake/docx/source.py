"""What was read in a Word file, written in the dialect again; what nobody touched keeps its bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from drafter.intake.docx.lines import cells, filled, normal_row, with_cells
from drafter.model.label import leading_labels
from drafter.model.target import REFERENCE
from drafter.text.alignment import align
from drafter.text.dialect import Weight, written
from drafter.text.diff import character_edits
from drafter.text.paragraphs import STANDARD_BREAK, Paragraph, Paragraphs, paragraphs
from drafter.text.shown import BAR, NOTHING, SIGN, WEIGHT_OF, Shown, Signs, is_dashes, is_row, seen, shown


def shown_lines(text: str, signs: Signs) -> list[Shown]:
    """Give the paragraphs of a text as a reader sees them, rows of tables with one space round each cell."""
    return [_normal(shown(each.text, signs)) for each in paragraphs(text).items]


def without_blanks(lines: Sequence[Shown]) -> list[Shown]:
    """Give lines as they compare: a row without its last empty cells, a line of dashes as if it had one cell.

    Word has a cell for each column in every row; a row of the text may have fewer, and is the same row.
    """
    return [
        with_cells(line, 1 if is_dashes(line.text) else filled(line)) if is_row(line.text) else line for line in lines
    ]


def rewritten(base: str, lines: Sequence[Shown], signs: Signs) -> tuple[str, tuple[str, ...]]:
    """Change a body so that it shows `lines`. Gives it, and the lines of which only the bare words could be kept.

    A paragraph that shows what it showed keeps its bytes; in one that was changed, so do the words that were not. A row
    keeps the number of its cells, unless there are more with words in them or fewer in the file.
    """
    old = paragraphs(base)
    before = shown_lines(base, signs)
    known, come = without_blanks(before), without_blanks(lines)
    if known == come:
        return base, ()
    unset: list[str] = []
    parts: list[tuple[str, int | None]] = []
    more = 0
    for step in align(_laid_out(known), _laid_out(come)):
        paired = step.start < step.end and step.end2 - step.start2 == 1 and step.end - step.start == 1
        for place in range(step.start2, step.end2):
            index, line = step.start if paired else None, lines[place]
            if index is not None and known[index] == come[place]:
                text = _ruled(old.items[index].text, more) if more and is_dashes(line.text) else old.items[index].text
                more = 0
            elif index is None:
                line = _fitted(line, _normal(shown(parts[-1][0], signs)) if parts else NOTHING)
                text, more = _paragraph(None, line, signs, unset), 0
            else:
                line = _fitted(line, before[index])
                text = _paragraph((old.items[index].text, before[index]), line, signs, unset)
                more = len(cells(line)) - len(cells(before[index])) if is_row(line.text) else 0
            parts.append((text, index))
    return _body(old, parts), tuple(unset)


def _fitted(line: Shown, beside: Shown) -> Shown:
    """Give a row without the empty cells that it has more than another one: Word has put them there."""
    if not is_row(line.text) or not is_row(beside.text) or is_dashes(line.text):
        return line
    return with_cells(line, max(filled(line), min(len(cells(line)), len(cells(beside)))))


def _ruled(dashes: str, more: int) -> str:
    """Give a line of dashes for so many columns more, or fewer."""
    columns = dashes.strip("|").split("|")
    columns += [" --- "] * more
    return f"|{'|'.join(columns[:more] if more < 0 else columns)}|"


def heading_source(before: str, old: Shown, new: Shown, signs: Signs) -> str:
    """Write a heading in the dialect."""
    return _paragraph((before, old), new, signs, [])


def _normal(line: Shown) -> Shown:
    return normal_row(line) if is_row(line.text) else line


def _laid_out(lines: Sequence[Shown]) -> Paragraphs:
    items = []
    for line in lines:
        _, words = leading_labels(line.text[:64])
        items.append(Paragraph(line.text[:words], line.text[words:], STANDARD_BREAK))
    return Paragraphs("", tuple(items))


def _body(old: Paragraphs, parts: Sequence[tuple[str, int | None]]) -> str:
    """Put paragraphs together; those that follow each other as in the base keep the white space between them."""
    body = old.lead
    for number, (text, index) in enumerate(parts):
        body += text
        following = parts[number + 1] if number + 1 < len(parts) else None
        begins = number + 2 < len(parts) and is_dashes(parts[number + 2][0])
        if following is None:
            body += old.items[-1].separator if old.items else "\n"
        elif index is not None and following[1] == index + 1:
            body += old.items[index].separator
        else:
            # Only a blank line parts a row that no bar closes from the next one, and a table from the one before it.
            together = is_row(text) and text.endswith("|") and is_row(following[0]) and not begins
            body += "\n" if together else STANDARD_BREAK
    return body


def _paragraph(source: tuple[str, Shown] | None, new: Shown, signs: Signs, unset: list[str]) -> str:
    """Write one paragraph: the first way that shows what it should."""
    ways = [] if source is None else list(_spliced(*source, new, signs))
    for text in (*ways, _fresh(new, signs), _bare(new, signs)):
        if _normal(shown(text, signs)) == new and "\n\n" not in text:
            return text
    unset.append(new.text)
    return _bare(new, signs)


def _spliced(source: str, old: Shown, new: Shown, signs: Signs) -> Iterator[str]:
    """Put the changed words between those of the source that stay."""
    places = _places(source, old, signs)
    if places is None:
        return
    edits = list(character_edits(old.text, new.text))
    for outside in (False, True):
        for marked in (False, True):
            text, at = "", 0
            for start, end, start2, end2 in edits:
                if end > start:
                    first, last = places[start][0], places[end - 1][1]
                elif outside:
                    first = last = places[start][0] if start < len(places) else len(source)
                else:
                    first = last = places[start - 1][1] if start else 0
                words = new[start2:end2]
                text += source[at:first] + (_fresh(words, signs) if marked else _bare(words, signs))
                at = last
            yield text + source[at:]


def _places(source: str, old: Shown, signs: Signs) -> list[tuple[int, int]] | None:
    """Say for each shown character where it stands in the source; None when that can't be told."""
    found: list[tuple[int, int]] = []
    at = 0
    while len(found) < len(old.text):
        place = len(found)
        if at >= len(source):
            return None
        target = signs.target(old.text[place])
        match = REFERENCE.match(source, at)
        if match is not None:
            if target != match["target"]:
                return None
            found.append((at, match.end()))
            at = match.end()
            continue
        looks = seen(source[at])
        bar = old.text[place] == BAR and source.startswith("\\|", at)
        if bar:
            found.append((at, at + 2))
            at += 2
        elif old.text.startswith(looks, place):
            found.extend([(at, at + 1)] * len(looks))
            at += 1
        else:
            at += 1
    return found


def _fresh(words: Shown, signs: Signs) -> str:
    """Write words with the marks of their weight."""
    text = ""
    at = 0
    for weight, run in groupby(words.weights):
        size = len(list(run))
        text += _with_signs(words.text[at : at + size], signs, WEIGHT_OF[weight])
        at += size
    return _guarded(text, words)


def _bare(words: Shown, signs: Signs) -> str:
    """Write words without any weight."""
    return _guarded(_with_signs(words.text, signs, "plain"), words)


def _with_signs(text: str, signs: Signs, weight: Weight) -> str:
    """Write words of one weight, and references between them."""
    out = []
    for place, part in enumerate(SIGN.split(text)):
        target = signs.target(part) if place % 2 else None
        out.append(written(part, weight) if target is None else f"{{{target}}}")
    return "".join(out)


def _guarded(text: str, words: Shown) -> str:
    """Keep a bar in a cell from parting it."""
    return text.replace(BAR, "\\|")
