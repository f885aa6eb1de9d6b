"""A treaty in Markdown, split into clauses without losing a byte.

The source is the clause bodies, in order, with the gaps between them: `Split.source` joins them again. A gap holds
nothing but headings that were taken (as a clause's designation and heading, or as the title), lines of white space
round them, and before the first body the byte-order mark and the YAML front matter of the source. Every other byte
stands in a body as it stood in the source: line ends, spaces, letters as they are encoded, HTML, tables, footnotes.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from markdown_it import MarkdownIt

from drafter.model.clause import Clause, compose_clause
from drafter.model.designation import bare_number, designation, unemphasized
from drafter.model.label import leading_labels
from drafter.model.problem import Problem
from drafter.model.scripts import arabic
from drafter.model.source import FrontMatter, read_front_matter
from drafter.model.terms import ClauseStatus, Kind
from drafter.model.treaty import APART
from drafter.text.balance import unbalanced
from drafter.text.visible import quoted

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_METADATA_KEY = re.compile(r"[A-Za-z][\w.-]*\Z")
_STRUCK = re.compile(
    r"~~(?=\S)(?P<tildes>[^~\r\n]{1,400}?)(?<=\S)~~|<(?P<tag>del|s|strike)>(?P<words>[^<\r\n]{1,400})</(?P=tag)>"
)
"""What other dialects of Markdown strike out."""
_END_OF_SENTENCE = (".", ";", ":", ",", "。", "；", "：", "，")
_PLAIN_LEVEL = 7
_MOST_HEADING = 120
_MOST_ID = 40


@dataclass(frozen=True, slots=True)
class Split:
    """A source as clauses, with everything between their bodies, and what is wrong with it."""

    title: str
    clauses: tuple[Clause, ...]
    gaps: tuple[str, ...]
    """What stands before each body, and behind the last one."""
    metadata: tuple[str, ...]
    """The keys of the source's front matter, which is read for the title and not part of the treaty."""
    problems: tuple[Problem, ...]

    @property
    def source(self) -> str:
        """The source, to the byte."""
        bodies = [clause.body for clause in self.clauses]
        return "".join(gap + body for gap, body in zip(self.gaps, [*bodies, ""], strict=True))


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading where it stands in the source, and what was read in it."""

    start: int
    end: int
    level: int
    text: str
    kind: Kind | None = None
    name: str = ""
    number: str = ""
    words: str = ""
    bracketed: bool = False
    repeats: bool = False
    """Whether it says the title again: it opens what stands before the first article."""


def split(source: str, file: str) -> Split:
    """Split a Markdown text into preamble, parts, articles and annexes, as its headings say.

    A heading that designates (`## Article 4 bis: Scope`, `# Part II`, `ANNEX I`, `第四條`) begins a clause, with the
    number as it is written; so does any other heading on the level of the articles, or above it. Deeper headings
    stay in the bodies. When no Markdown heading names an article, lines such as `Article 4` do, and the line `Preamble`
    above the first clause in any text. Text before the first clause becomes the preamble, or an introduction when a
    preamble follows. Unbalanced brackets are kept, each with a problem that tells file and line.
    """
    starts = _line_starts(source)
    body_start, title, metadata = _metadata(source, file)
    found = _headings(source, body_start, starts)
    lines = _plain_headings(source, body_start, starts, found)
    if any(each.kind is Kind.ARTICLE for each in found):
        # That word alone above the first clause is the heading of what follows, and no word of it.
        first_clause = next(each.start for each in found if each.kind is not None)
        above = (each for each in lines if each.kind is Kind.PREAMBLE and each.start < first_clause)
        named = any(each.kind is Kind.PREAMBLE for each in found)
        lines = (replace(each, level=1) for each in islice(above, 0 if named else 1))
    found = sorted([*found, *lines], key=lambda each: each.start)
    found = _headed(source, found)
    titled, found = _title(source, body_start, found, title)
    title = title or (titled.words if titled is not None else _first_line(source[body_start:]))
    cuts = list(_clauses(list(_repeated(found, title))))
    has_preamble = any(each.kind is Kind.PREAMBLE and not each.repeats for each in cuts)

    clauses: list[Clause] = []
    gaps: list[str] = []
    problems: list[Problem] = []
    taken: Counter[str] = Counter()
    first = _Heading(body_start, titled.end if titled is not None else body_start, 0, "")
    done = 0
    width = len(str((len(cuts) + 1) * APART))
    for here, behind in pairwise([first, *cuts, _Heading(len(source), len(source), 0, "")]):
        start, end = _without_blank_lines(source, here.end, behind.start)
        if here.repeats and start == end:
            continue
        if here is first and (start == end or (cuts and unemphasized(source[start:end]) == title)):
            # Nothing but the title stands before the first clause: it is a heading, though no mark says so.
            continue
        if here is first or here.repeats:
            another = has_preamble or (here is first and any(each.repeats for each in cuts))
            here = replace(here, kind=Kind.PREAMBLE, name="Introduction" if another else "Preamble")
        clause = _clause(here, source[start:end], taken, str((len(clauses) + 1) * APART).zfill(width))
        gaps.append(source[done:start])
        clauses.append(clause)
        done = end
        problems.extend(_unbalanced(source, start, end, file, starts))
        problems.extend(_struck_out(source, start, end, file, starts))
        if here.bracketed:
            message = f"the heading `{here.text}` stands in brackets: its clause gets the status bracketed"
            remedy = "change the status if that is not what they mean"
            problems.append(_warning("bracketed-heading", message, remedy, file, bisect_right(starts, here.start)))
    gaps.append(source[done:])
    return Split(title, tuple(clauses), tuple(gaps), metadata, tuple(sorted(problems, key=lambda each: each.line or 0)))


def _line_starts(source: str) -> list[int]:
    return [match.start() for match in _LINE.finditer(source)] or [0]


def _metadata(source: str, file: str) -> tuple[int, str, tuple[str, ...]]:
    """Give the offset of the text behind the front matter, the title in it, and its keys.

    A text that begins with a rule (`---`) has no front matter, whatever stands between this rule and the next.
    """
    front = read_front_matter(source, file)
    names_only = isinstance(front, FrontMatter) and all(_METADATA_KEY.match(each.key) for each in front.fields)
    if not isinstance(front, FrontMatter) or not names_only or not front.fields:
        return (1 if source.startswith("\ufeff") else 0), "", ()
    title = front.field("title")
    words = title.value if title is not None and isinstance(title.value, str) else ""
    return front.body, " ".join(words.split()), tuple(each.key for each in front.fields)


def _headings(source: str, body_start: int, starts: list[int]) -> list[_Heading]:
    """Find the Markdown headings: not those in code, HTML, lists and quotations."""
    parser = MarkdownIt("commonmark")
    parser.core.ruler.enableOnly(["normalize", "block"])
    tokens = parser.parse(source[body_start:])
    offset = bisect_right(starts, body_start) - 1
    found: list[_Heading] = []
    for token, inline in pairwise(tokens):
        if token.type != "heading_open" or token.level != 0 or token.map is None:
            continue
        first, last = token.map[0] + offset, token.map[1] + offset
        start, end = max(starts[first], body_start), starts[last] if last < len(starts) else len(source)
        text = re.sub(r"[ \t\n]+", " ", inline.content)
        if text and "\0" not in source[start:end] and (token.markup.startswith("#") or _underlined(inline.content)):
            found.append(_designated(_Heading(start, end, int(token.tag[1:]), text)))
    return found


def _underlined(content: str) -> bool:
    """Whether what Markdown takes for an underlined heading is one: a line, or a second one with its words.

    A rule below a paragraph of the treaty makes a heading of it to Markdown, of its points too.
    """
    _, *more = content.split("\n")
    points = any(leading_labels(line)[0] for line in more)
    return len(content) <= _MOST_HEADING and len(more) < 2 and not points


def _plain_headings(source: str, body_start: int, starts: list[int], known: list[_Heading]) -> Iterator[_Heading]:
    """Find lines that are nothing but a designation, with its heading behind a separator at most."""
    before = ""
    for start, end in pairwise([*starts, len(source)]):
        if start < body_start or any(each.start <= start < each.end for each in known):
            before = ""
            continue
        line = source[start:end].strip()
        if line and not before and len(line) <= _MOST_HEADING:
            heading = _designated(_Heading(start, end, _PLAIN_LEVEL, line))
            apart = not heading.words or re.search(r"[-.:–—\t\u3000]|[條条章節节編编] ", line[: -len(heading.words)])
            if heading.kind is not None and apart and not _ends_sentence(line):
                yield heading
        before = line


def _designated(heading: _Heading) -> _Heading:
    found = designation(heading.text)
    if found is None:
        return replace(heading, words=unemphasized(heading.text))
    return replace(
        heading,
        kind=found.kind,
        name=found.name,
        number=found.number,
        words=found.heading,
        bracketed=found.bracketed,
    )


def _headed(source: str, found: list[_Heading]) -> list[_Heading]:
    """Give a designation without words those of the heading, or of the line that is one, right below it."""
    headed: list[_Heading] = []
    skipped = False
    for here, behind in pairwise([*found, _Heading(len(source), len(source), 0, "")]):
        if skipped:
            skipped = False
            continue
        if here.kind is None or here.kind is Kind.PREAMBLE or here.words:
            headed.append(here)
        elif (
            behind.words
            and behind.kind is None
            and behind.level >= here.level
            and not source[here.end : behind.start].strip()
        ):
            headed.append(replace(here, end=behind.end, words=behind.words, text=f"{here.text} {behind.text}"))
            skipped = True
        else:
            headed.append(_with_line_below(source, here, behind.start))
    return headed


def _with_line_below(source: str, here: _Heading, until: int) -> _Heading:
    """Take a heading that is a short paragraph of one line, not a sentence, with further text below it."""
    match = re.compile(r"(?:[^\S\r\n]*(?:\r\n|\r|\n)){0,3}(?P<line>[^\r\n]*\S[^\r\n]*)(?:\r\n|\r|\n)").match(
        source, here.end, until
    )
    if match is None:
        return here
    line, rest = match["line"].strip(), source[match.end() : until]
    below = rest.lstrip()
    parted = re.match(r"[^\S\r\n]*(?:\r\n|\r|\n)", rest) is not None
    words = unemphasized(line)
    first = words.lstrip("[(“\"'")[:1]
    a_heading = (
        len(line) <= _MOST_HEADING
        and parted
        and bool(below)
        and first.isalpha()
        and not first.islower()
        and not _ends_sentence(words)
        and not leading_labels(line)[0]
        and not re.match(r"\((?:a|i|1|甲|一)\)|[-*+•][ \t]", below)
        and "|" not in line
        and line.count("[") == line.count("]")
    )
    # An emphasized word opens many a preambular paragraph; only a line that is emphasized as a whole is a heading.
    if not a_heading or ("*" in words or words.startswith(("#", ">", "```", "~~~", "<"))):
        return here
    return replace(here, end=match.end(), words=words, text=f"{here.text} {words}")


def _ends_sentence(line: str) -> bool:
    """Whether a line ends a sentence, or a part of one; the mark of a footnote may stand behind it."""
    return re.sub(r"(?:\[\^[\w-]{1,40}\])+$", "", line).endswith(_END_OF_SENTENCE)


def _title(source: str, body_start: int, found: list[_Heading], title: str) -> tuple[_Heading | None, list[_Heading]]:
    """Take a first heading above all others as the title; it stays in the text when the front matter names another."""
    if not found or found[0].kind is not None or source[body_start : found[0].start].strip():
        return None, found
    first = found[0]
    others = [each for each in found[1:] if each.words.casefold() != first.words.casefold()]
    alone = all(each.level > first.level or (each.kind and each.level == first.level) for each in others)
    if not alone or (len(found) == 1 and first.level > 1):
        return None, found
    another = bool(title) and title.casefold() != first.words.casefold()
    return (None if another else first), found[1:]


def _repeated(found: list[_Heading], title: str) -> Iterator[_Heading]:
    """Mark headings before the first clause that say the title again, as many Word files have it."""
    designated = False
    for each in found:
        designated = designated or each.kind is not None
        repeats = not designated and bool(title) and each.words.casefold() == title.casefold()
        yield replace(each, kind=Kind.PREAMBLE, words="", repeats=True) if repeats else each


def _first_line(text: str) -> str:
    """Give the first line as a title if it looks like one; it stays where it is."""
    line, _, below = text.lstrip().partition("\n")
    words = unemphasized(line)
    a_title = 0 < len(words) <= _MOST_HEADING and not _ends_sentence(words) and not below[:1].strip()
    return words if a_title and words[0].isalnum() else ""


def _clauses(found: list[_Heading]) -> Iterator[_Heading]:
    """Give the headings that begin a clause; the others stay in the bodies."""
    levels = Counter(each.level for each in found if each.kind is Kind.ARTICLE)
    if levels:
        usual = max(levels, key=lambda level: (levels[level], -level))
        highest, deepest = min(levels), max(levels)
    else:
        usual = highest = deepest = min((each.level for each in found), default=1)
    begun = not levels
    for each in found:
        if each.kind is Kind.ARTICLE or (each.kind is not None and each.level <= deepest):
            begun = True
            yield each
        elif each.kind is None and (each.level < highest or (begun and each.level == usual)):
            kind = Kind.ARTICLE if each.level >= highest else Kind.PART
            numbered = bare_number(each.text)
            if numbered is not None:
                number, words = numbered
                yield replace(each, kind=kind, name=number, number=number, words=words)
            else:
                yield replace(each, kind=kind, name=each.words, words="")


def _without_blank_lines(source: str, start: int, end: int) -> tuple[int, int]:
    """Narrow a range to whole lines, from the first that holds more than white space to the last."""
    stretch = source[start:end]
    if not stretch.strip():
        return start, start
    words = len(stretch) - len(stretch.lstrip())
    first = max(stretch.rfind("\n", 0, words), stretch.rfind("\r", 0, words)) + 1
    last = _LINE.match(stretch, len(stretch.rstrip()))
    return start + first, start + (last.end() if last is not None else len(stretch))


def _clause(heading: _Heading, body: str, taken: Counter[str], order: str) -> Clause:
    kind = heading.kind or Kind.ARTICLE
    usual = f"{kind.value} {heading.number}".strip()
    name = "" if heading.name.casefold() == usual.casefold() else heading.name
    return compose_clause(
        _id(heading, kind, taken),
        order,
        kind=kind,
        number=heading.number,
        heading=heading.words,
        status=ClauseStatus.BRACKETED if heading.bracketed else ClauseStatus.OPEN,
        designation=name,
        body=body,
    )


def _id(heading: _Heading, kind: Kind, taken: Counter[str]) -> str:
    """Make an id from the words of a heading, else from its kind and number; never one that is taken."""
    numbered = _slug(f"{kind.value} {arabic(heading.number)}") if heading.number else ""
    unnumbered = _slug(heading.name) if not heading.number else ""
    base = _slug(heading.words) or numbered or unnumbered or kind.value
    for candidate in _candidates(base, numbered):
        if candidate not in taken:
            taken[candidate] += 1
            return candidate
    raise AssertionError("candidates never end")


def _candidates(base: str, numbered: str) -> Iterator[str]:
    yield base
    if numbered and numbered != base:
        yield numbered
    count = 2
    while True:
        yield f"{base[: _MOST_ID - 6].rstrip('-')}-{count}"
        count += 1


def _slug(text: str) -> str:
    """Write words in small ASCII letters, digits and hyphens, cut between words; empty when none is Latin.

    The mark of a footnote is none of them.
    """
    text = re.sub(r"\[\^[\w-]+\]", "", text)
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    slug = ""
    for word in re.findall(r"[a-z0-9]+", plain.replace("'", "")):
        longer = f"{slug}-{word}" if slug else word[:_MOST_ID]
        if len(longer) > _MOST_ID:
            break
        slug = longer
    return slug


def _unbalanced(source: str, start: int, end: int, file: str, starts: list[int]) -> Iterable[Problem]:
    for offset in unbalanced(source[start:end]):
        what = "is not closed" if source[start + offset] == "[" else "closes nothing"
        line = bisect_right(starts, start + offset)
        yield _warning(
            "unbalanced-bracket", f"a square bracket {what} in its clause", "it is kept as it is", file, line
        )


def _struck_out(source: str, start: int, end: int, file: str, starts: list[int]) -> Iterable[Problem]:
    for match in _STRUCK.finditer(source, start, end):
        words = " ".join((match["tildes"] or match["words"]).split())
        message = f"{quoted(words)} is struck out in the draft, and stands among the words with its marks"
        line = bisect_right(starts, match.start())
        yield _warning("struck-out", message, "take it out, or table its deletion as an amendment", file, line)


def _warning(rule: str, message: str, remedy: str, file: str, line: int) -> Problem:
    return Problem(rule=rule, message=message, remedy=remedy, file=file, line=line, severity="warning")
