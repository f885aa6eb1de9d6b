"""A bracketed text that this program printed, read back into the base and the proposals: nothing is lost in print."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TypeAlias

from drafter.text.bracketing import CLOSING
from drafter.text.inline import Bracket, BracketedParagraph, Inline, Wording
from drafter.text.paragraphs import STANDARD_BREAK
from drafter.text.printing import EMPTY, ESCAPABLE, NO_TEXT, PILCROW, STANDS, WHITE
from drafter.text.tokens import FOOTNOTE

KEY = "{amendments in these brackets: "

_VERBS = ("retain", "delete", "move", "renumber", "oppose", "on conditions", "reserve", "accept", "stale")
_GONE = ("delete", "move")
_ASKING = ("", "renumber")

_FOOTNOTE = re.compile(rf"(?<!\\){FOOTNOTE}")
_ESCAPE = re.compile(rf"(\\+)([{ESCAPABLE}])")
_OWN = str.maketrans("⟦⟧", "[]")
_WHITE = {**{sign: white for white, sign in WHITE.items()}, PILCROW: STANDARD_BREAK}
_ONLY_WHITE = re.compile(rf"(?:[{''.join(_WHITE)}]|‹U\+[0-9A-F]{{4,6}}›)+\Z")
_WHITE_SIGN = re.compile(r"‹U\+([0-9A-F]{4,6})›|(.)", re.DOTALL)
_ALTERNATIVE = re.compile(r"Alt (\d+): (.*) \(([^()]*)\)\Z", re.DOTALL)
# A mark begins and ends where no backslash takes its meaning: before it there is an even number of them.
_EVEN = r"(?<!\\)(?:\\\\)*"
_MARK = re.compile(rf"(?P<before>{_EVEN})(?:\{{\+(?P<come>.*?{_EVEN})\+\}}|\[-.*?{_EVEN}-\])", re.DOTALL)
_END_OF_NAMES = re.compile(r"\]| / ")
_KEY_ENTRY = re.compile(r'("(?:[^"\\]|\\.)*"|[\w.-]+)((?: \d+\.\d+)*)(?:; |\Z)')


@dataclass(frozen=True, slots=True)
class Reading:
    """The base, and for each name found the whole text that it asks for.

    With a key (`key`) the names are those of the amendments; without, the parties as printed, each with
    everything that it proposes or supports.
    """

    base: str
    proposals: Mapping[str, str]


@dataclass(slots=True)
class _Wording:
    content: list["_Node"]
    asking: frozenset[str] = frozenset()
    removing: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Bracket:
    number: int
    wordings: list[_Wording] = field(default_factory=list)

    @property
    def insertion(self) -> bool:
        """Whether the one wording is an added one; base words that are to go name nobody who asks for them."""
        return len(self.wordings) == 1 and bool(self.wordings[0].asking)


_Node: TypeAlias = str | _Bracket


def readback(text: str) -> Reading:
    """Read what `plain` printed with names, and, on a last line, perhaps its `key`.

    Gives base and proposals exactly, in the standard layout (see `standard_layout`).
    Raises ValueError, with the place, for a text that this program cannot have printed.
    """
    body, places = _without_key(text)
    reader = _Reader(body)
    paragraphs = list(reader.paragraphs())
    if places is None:
        names = dict.fromkeys(name for paragraph in paragraphs for name in _parties(paragraph))
        chosen: Mapping[str, Callable[[_Bracket], int | None]] = {name: _by_party(name) for name in names}
    else:
        chosen = {name: where.get for name, where in ((n, _Places(w)) for n, w in places.items())}
    base = _text(paragraphs, lambda bracket: None)
    return Reading(base, {name: _text(paragraphs, choice) for name, choice in chosen.items()})


@dataclass(frozen=True, slots=True)
class _Places:
    wordings: Mapping[int, int]

    def get(self, bracket: _Bracket) -> int | None:
        return self.wordings.get(bracket.number)


def _without_key(text: str) -> tuple[str, dict[str, dict[int, int]] | None]:
    core = text.rstrip("\n")
    at = core.rfind(KEY)
    if at < 0 or (at > 0 and core[at - 1] != "\n") or not core.endswith("}"):
        return text, None
    entries = core[at + len(KEY) : -1]
    places: dict[str, dict[int, int]] = {}
    end = 0
    while end < len(entries):
        match = _KEY_ENTRY.match(entries, end)
        if match is None:
            raise ValueError(f"the key of the brackets cannot be read at {entries[end : end + 20]!r}")
        name = json.loads(match[1]) if match[1].startswith('"') else match[1]
        where = (place.split(".") for place in match[2].split())
        places[name] = {int(number): int(wording) for number, wording in where}
        end = match.end()
    return core[:at].rstrip("\n") + "\n" if at else "", places


class _Reader:
    """Parses printed paragraphs; brackets are numbered in the order in which they open."""

    def __init__(self, text: str) -> None:
        self.text = text.removesuffix("\n")
        self.at = 0
        self.count = 0

    def paragraphs(self) -> Iterator[list[_Node]]:
        """Each paragraph; a run of whole alternatives is one, with a single bracket in it."""
        if not self.text:
            return
        run: _Bracket | None = None
        while True:
            match = _ALTERNATIVE.match(self._line())
            if match is not None:
                if match[1] == "1":
                    if run is not None:
                        yield [run]
                    run = self._bracket()
                if run is None:
                    raise ValueError(f"an alternative without the first one: {match[0][:40]!r}")
                run.wordings.append(self._alternative(match))
                self.at += len(match[0])
            else:
                if run is not None:
                    yield [run]
                    run = None
                yield list(self._nodes(inside=False))
            if self.at >= len(self.text):
                break
            if not self.text.startswith(STANDARD_BREAK, self.at):
                raise ValueError(f"no end of a paragraph at {self.text[self.at : self.at + 20]!r}")
            self.at += len(STANDARD_BREAK)
        if run is not None:
            yield [run]

    def _line(self) -> str:
        end = self.text.find(STANDARD_BREAK, self.at)
        return self.text[self.at : end if end >= 0 else len(self.text)]

    def _bracket(self) -> _Bracket:
        self.count += 1
        return _Bracket(self.count)

    def _alternative(self, match: re.Match[str]) -> _Wording:
        """A whole wording; in a row of a table, where it is a redline, what it leaves and puts in."""
        content = "" if match[2] == NO_TEXT else _as_put_in(match[2])
        asking, removing = _attribution(match[3]) if match[3] != STANDS else (frozenset(), frozenset())
        return _Wording([content] if content else [], asking | removing, frozenset())

    def _nodes(self, *, inside: bool) -> Iterator[_Node]:
        start = self.at
        text = self.text
        ends = (" / ", " - ") if inside else (STANDARD_BREAK,)
        while self.at < len(text):
            sign = text[self.at]
            escape = _ESCAPE.match(text, self.at) if sign == "\\" else None
            if escape is not None:
                self.at += len(escape[0]) if len(escape[1]) % 2 else len(escape[1])
            elif (footnote := _FOOTNOTE.match(text, self.at)) is not None:
                self.at = footnote.end()
            elif sign == "[" or text.startswith("\u2068[", self.at):
                isolated = sign != "["
                yield from self._literal(start, inside=inside, ended=isolated)
                self.at += 2 if isolated else 1
                yield self._parsed_bracket()
                if isolated:
                    if not text.startswith("\u2069", self.at):
                        raise ValueError(
                            f"a bracket that is isolated on one side, before {text[self.at : self.at + 20]!r}"
                        )
                    self.at += 1
                start = self.at
            elif sign == "]":
                if not inside:
                    raise ValueError(f"a bracket that was not opened: {text[max(0, self.at - 20) : self.at + 1]!r}")
                break
            elif text.startswith(ends, self.at):
                break
            else:
                self.at += 1
        yield from self._literal(start, inside=inside)

    def _literal(self, start: int, *, inside: bool, ended: bool = False) -> Iterator[str]:
        printed = self.text[start : self.at]
        if not printed or (inside and printed == EMPTY):
            return
        if inside and _ONLY_WHITE.match(printed):
            yield "".join(chr(int(m[1], 16)) if m[1] else _WHITE[m[2]] for m in _WHITE_SIGN.finditer(printed))
        else:
            yield _ended(printed, inside=inside) if ended else _unescaped(printed, inside=inside)

    def _parsed_bracket(self) -> _Bracket:
        bracket = self._bracket()
        while True:
            wording = _Wording(list(self._nodes(inside=True)))
            if self.text.startswith(" - ", self.at):
                match = _END_OF_NAMES.search(self.text, self.at + 3)
                if match is None:
                    raise ValueError(f"a bracket that does not close: {self.text[self.at : self.at + 20]!r}")
                end = match.start()
                wording.asking, wording.removing = _attribution(self.text[self.at + 3 : end])
                self.at = end
            bracket.wordings.append(wording)
            if self.text.startswith("]", self.at):
                self.at += 1
                return bracket
            if not self.text.startswith(" / ", self.at):
                raise ValueError(f"a bracket that does not close: {self.text[max(0, self.at - 20) : self.at]!r}")
            self.at += 3


def _as_put_in(printed: str) -> str:
    """The words of a whole wording; of a redline those that stand and those that it puts in."""
    inside = PILCROW in printed
    parts: list[str] = []
    at = 0
    for match in _MARK.finditer(printed):
        parts += (_ended(printed[at : match.end("before")], inside=inside), _ended(match["come"] or "", inside=inside))
        at = match.end()
    return "".join((*parts, _unescaped(printed[at:], inside=inside)))


def _ended(printed: str, *, inside: bool) -> str:
    """Words before a sign that a backslash would take its meaning: the last ones stand for half as many."""
    core = printed.rstrip("\\")
    return _unescaped(core, inside=inside) + "\\" * ((len(printed) - len(core)) // 2)


def _unescaped(printed: str, *, inside: bool) -> str:
    def signs(run: str) -> str:
        run = run.translate(_OWN)
        return run.replace(PILCROW, STANDARD_BREAK) if inside else run

    parts = []
    at = 0
    for match in _ESCAPE.finditer(printed):
        slashes = len(match[1])
        parts.append(signs(printed[at : match.start()]))
        parts.append("\\" * (slashes // 2) + (match[2] if slashes % 2 else signs(match[2])))
        at = match.end()
    return "".join((*parts, signs(printed[at:])))


def _attribution(printed: str) -> tuple[frozenset[str], frozenset[str]]:
    """Those who ask for a wording, and those who want it out."""
    asking: set[str] = set()
    removing: set[str] = set()
    for part in printed.split("; "):
        verb = next((verb for verb in _VERBS if part.endswith(f" {verb}")), "")
        parties = part.removesuffix(f" {verb}").split(", ")
        if verb in _ASKING:
            asking.update(parties)
        elif verb in _GONE:
            removing.update(parties)
    return frozenset(asking), frozenset(removing)


def _parties(nodes: Sequence[_Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, _Bracket):
            for place, wording in enumerate(node.wordings):
                yield from sorted(wording.asking)
                if place == 0 and not node.insertion:
                    yield from sorted(wording.removing)
                yield from _parties(wording.content)


def _by_party(party: str) -> Callable[[_Bracket], int | None]:
    def choice(bracket: _Bracket) -> int | None:
        first = bracket.wordings[0]
        if not bracket.insertion and party in first.removing:
            return 0
        asking = [n for n, wording in enumerate(bracket.wordings, 1) if party in wording.asking]
        proposed = bracket.wordings[0 if bracket.insertion else 1 :]
        # Who changes a proposed wording further takes it.
        amending = [
            n for n, wording in enumerate(proposed, 1 if bracket.insertion else 2) if party in _parties(wording.content)
        ]
        return next(iter((*asking, *amending)), None)

    return choice


def _text(paragraphs: Sequence[Sequence[_Node]], choice: Callable[[_Bracket], int | None]) -> str:
    # The rows of a table are printed as one block; in a proposal one of them may be no row any more.
    texts = (line for nodes in paragraphs for line in _closed_up(_said(nodes, choice)).split("\n"))
    return standard_layout([text for text in texts if text])


def _said(nodes: Sequence[_Node], choice: Callable[[_Bracket], int | None]) -> Iterator[str | None]:
    """The words that a choice leads to; None where a bracket leaves none and the space round it closes up."""
    for node in nodes:
        if isinstance(node, str):
            yield node
            continue
        chosen = choice(node)
        if chosen == 0 or (chosen is None and node.insertion):
            yield None
            continue
        place = 0 if chosen is None else chosen - 1
        if place >= len(node.wordings):
            raise ValueError(f"bracket {node.number} has no wording {chosen}")
        yield from _said(node.wordings[place].content, choice)


def _closed_up(words: Iterator[str | None]) -> str:
    """Join words, with one of the two spaces dropped that stand round a bracket without words."""
    text = ""
    pending = False
    for each in words:
        if each is None:
            pending = pending or not text or text[-1].isspace()
        elif each:
            if pending and each[0].isspace():
                each = each.lstrip()
            elif pending and each[0] in CLOSING:
                text = text.rstrip()
            pending = False
            text += each
    return text.rstrip() if pending else text


def key(paragraphs: Sequence[BracketedParagraph], names: Sequence[str] = ()) -> str:
    """One line that says which amendment stands in which bracket, behind which wording, counted from 1.

    `{amendments in these brackets: NOR-7K3QXD 1.2 4.1; RUS-2M7B9C 3.0}`: the second wording of the first bracket, an
    addition in the fourth; 0 is a deletion. With it `readback` gives each amendment apart; without, each party.
    """
    places: dict[str, list[str]] = {name: [] for name in names}
    for number, (wordings, first) in enumerate(_brackets(paragraphs), start=1):
        for place, wording in enumerate(wordings, start=1):
            nth = 0 if first and place == 1 and wording.role == "base" else place
            below = _below(wording.content) if wording.role == "proposed" else ()
            for name in dict.fromkeys((*wording.names, *below)):
                places.setdefault(name, []).append(f"{number}.{nth}")
    return KEY + "; ".join(" ".join((_quoted(name), *where)) for name, where in places.items()) + "}"


def _below(content: Sequence[Inline]) -> Iterator[str]:
    """The sub-amendments that change a wording: they take it, and say how it reads further inside."""
    return (name for wordings, _ in _nested(content) for wording in wordings for name in wording.names)


def _quoted(name: str) -> str:
    return name if re.fullmatch(r"[\w.-]+", name) else json.dumps(name)


def _brackets(paragraphs: Sequence[BracketedParagraph]) -> Iterator[tuple[Sequence[Wording], bool]]:
    """All brackets in the order in which they open; a run of whole alternatives is one, before those inside it."""
    run: list[Wording] = []
    for paragraph in (*paragraphs, None):
        if run and (paragraph is None or paragraph.heading in ("", "Alt 1")):
            yield run, True
            run = []
        if paragraph is not None and paragraph.heading:
            role = "base" if paragraph.heading == "Alt 1" else "proposed"
            run.append(Wording(paragraph.content, role, paragraph.names))  # type: ignore[arg-type]
        elif paragraph is not None:
            yield from _nested(paragraph.content)


def _nested(content: Sequence[Inline]) -> Iterator[tuple[Sequence[Wording], bool]]:
    for each in content:
        if isinstance(each, Bracket):
            yield each.wordings, True
            for wording in each.wordings:
                yield from _nested(wording.content)


def standard_layout(texts: Sequence[str]) -> str:
    """Paragraphs as a well-formed clause has them: a blank line between two, a line end between two rows of a table,
    and one behind the last."""
    parts: list[str] = []
    for text, following in zip_longest(texts, texts[1:]):
        row = following is not None and text.endswith("|") and following.startswith("|")
        parts += (text, "\n" if row or following is None else STANDARD_BREAK)
    return "".join(parts)
