"""How well and how fast words are compared and bracketed, beside git, wdiff and redlines where they are installed.

    python -m benchmarks.words [PATH]

PATH is a folder with sample.json (amendments: id, elements, old, new, and the words that another tool recorded as del
and ins) and base-text.json (the elements: id, text) of real amendments; they are no part of the project. Without it
only the speed is measured, on made texts. Times are processor time, the best of three.
"""

import importlib.util
import json
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import _lru_cache_wrapper
from itertools import accumulate
from pathlib import Path
from typing import Any

from diff_match_patch import diff_match_patch

from drafter.text import words as words_module
from drafter.text.alternatives import Alternatives, Proposal, alternatives
from drafter.text.attribution import Parties
from drafter.text.diff import diff
from drafter.text.merge import merge
from drafter.text.notation import bracketed
from drafter.text.paragraphs import paragraphs as cut_paragraphs
from drafter.text.printing import plain
from drafter.text.tokens import tokens
from tests.text.readback import key, readback

Pieces = list[tuple[str, str]]
"""A redline: `same`, `deleted` or `inserted`, and the text."""

_PORCELAIN = {" ": "same", "-": "deleted", "+": "inserted"}
_WDIFF = re.compile(r"\[-(.*?)-\]|\{\+(.*?)\+\}", re.DOTALL)


def by_drafter(old: str, new: str) -> Pieces:
    """The redline of this project."""
    return [(piece.kind, piece.text) for piece in diff(old, new).pieces()]


def by_git(old: str, new: str) -> Pieces:
    """`git diff --word-diff`, with a word or a sign as a word."""
    with tempfile.TemporaryDirectory() as folder:
        paths = _written(Path(folder), old, new)
        words = r"--word-diff-regex=[[:alnum:]]+|[^[:space:]]"
        command = ["git", "diff", "--no-index", "--word-diff=porcelain", words, "-U100000", *paths]
        printed = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    lines = printed.split("\n@@", 1)[-1].split("\n")[1:]
    return [(_PORCELAIN[line[0]], line[1:]) for line in lines if line[:1] in _PORCELAIN]


def by_wdiff(old: str, new: str) -> Pieces:
    """GNU wdiff."""
    with tempfile.TemporaryDirectory() as folder:
        printed = subprocess.run(
            ["wdiff", *_written(Path(folder), old, new)], capture_output=True, text=True, check=False
        ).stdout
    pieces: Pieces = []
    at = 0
    for match in _WDIFF.finditer(printed):
        pieces.append(("same", printed[at : match.start()]))
        pieces.append(("deleted", match[1]) if match[1] is not None else ("inserted", match[2]))
        at = match.end()
    return [*pieces, ("same", printed[at:])]


def by_redlines(old: str, new: str) -> Pieces:
    """The redlines package, read from its Markdown."""
    from redlines import Redlines  # type: ignore[import-not-found]

    printed = Redlines(old, new, markdown_style="none").output_markdown
    pieces: Pieces = []
    at = 0
    for match in re.finditer(r"<(del|ins)>(.*?)</\1>", printed, re.DOTALL):
        pieces.append(("same", printed[at : match.start()]))
        pieces.append(("deleted" if match[1] == "del" else "inserted", match[2]))
        at = match.end()
    return [*pieces, ("same", printed[at:])]


def _written(folder: Path, old: str, new: str) -> tuple[str, str]:
    one, other = folder / "old", folder / "new"
    one.write_text(old, encoding="utf-8")
    other.write_text(new, encoding="utf-8")
    return str(one), str(other)


def tools() -> dict[str, Callable[[str, str], Pieces]]:
    """What can be measured here."""
    found: dict[str, Callable[[str, str], Pieces]] = {"drafter": by_drafter, "git --word-diff": by_git}
    if shutil.which("wdiff"):
        found["wdiff"] = by_wdiff
    if importlib.util.find_spec("redlines"):
        found["redlines"] = by_redlines
    return found


def words(texts: Iterable[str]) -> Counter[str]:
    """The words of some texts, punctuation aside."""
    return Counter(token for text in texts for token in tokens(text) if token[0].isalnum())


def quality(cases: Sequence[dict[str, Any]]) -> None:
    """Compare with the recorded words, and count what a reader feels."""
    print(f"\n{len(cases)} recorded amendments")
    print(f"{'':18} {'F1':>6} {'exact':>6} {'pieces each':>12} {'islands':>8} {'unchanged words marked':>23}")
    for name, tool in tools().items():
        hits = ours = theirs = exact = pieces = islands = unchanged = 0
        for case in cases:
            redline = tool(case["old"], case["new"])
            gone = words(text for kind, text in redline if kind == "deleted")
            come = words(text for kind, text in redline if kind == "inserted")
            gone2, come2 = words(case["del"]), words(case["ins"])
            hits += (gone & gone2).total() + (come & come2).total()
            ours += gone.total() + come.total()
            theirs += gone2.total() + come2.total()
            exact += gone == gone2 and come == come2
            here = changes(redline)
            pieces += len(here)
            islands += sum(1 for kept in between(redline) if 0 < words([kept]).total() <= 2)
            unchanged += sum((words([before]) & words([after])).total() for before, after in here)
        score = 2 * hits / (ours + theirs)
        print(
            f"{name:18} {score:6.4f} {exact / len(cases):6.3f} {pieces / len(cases):12.2f} {islands:8} {unchanged:23}"
        )


def changes(redline: Pieces) -> list[tuple[str, str]]:
    """Neighbouring deletions and insertions as one change: what goes, what comes."""
    found: list[tuple[str, str]] = []
    open_change = False
    for kind, text in redline:
        if kind == "same":
            open_change = open_change and not text.strip()
            continue
        if not open_change:
            found.append(("", ""))
            open_change = True
        before, after = found[-1]
        found[-1] = (before + " " + text, after) if kind == "deleted" else (before, after + " " + text)
    return found


def between(redline: Pieces) -> list[str]:
    """What is kept between two changes, without what is before the first and after the last."""
    kept = ["".join(text for _, text in run) for same, run in _runs(redline) if same]
    first = bool(redline) and redline[0][0] == "same"
    last = bool(redline) and redline[-1][0] == "same"
    return kept[first : len(kept) - last]


def _runs(redline: Pieces) -> list[tuple[bool, Pieces]]:
    runs: list[tuple[bool, Pieces]] = []
    for piece in redline:
        same = piece[0] == "same"
        if runs and runs[-1][0] == same:
            runs[-1][1].append(piece)
        else:
            runs.append((same, [piece]))
    return runs


def negotiation(cases: Sequence[dict[str, Any]], elements: Sequence[dict[str, Any]]) -> None:
    """All amendments over the whole base as one negotiation: every word in its bracket, every proposal read back."""
    paragraphs = [plain_text(element["text"]) for element in elements]
    places = {element["id"]: number for number, element in enumerate(elements)}
    base = "\n\n".join(filter(None, paragraphs)) + "\n"
    proposals = []
    last = -1
    for case in cases:
        # What is new stands behind a paragraph (`a1p2+`), or else behind what was amended before it.
        place = places.get(case["elements"][0].rstrip("+")) if case["elements"] else None
        last = last if place is None else place
        if case["old"] and place is not None:
            changed = [*paragraphs[:place], proposed(case, paragraphs[place]), *paragraphs[place + 1 :]]
        else:
            changed = [*paragraphs[: last + 1], plain_text(case["new"]), *paragraphs[last + 1 :]]
        proposals.append(Proposal(case["id"], "\n\n".join(filter(None, changed)) + "\n"))
    begin = time.perf_counter()
    shown = bracketed(alternatives(base, proposals), {}, Parties())
    printed = plain(shown)
    seconds = time.perf_counter() - begin
    reading = readback(f"{printed}\n{key(shown, [each.name for each in proposals])}\n")
    exact = sum(reading.proposals[each.name] == each.text for each in proposals)
    missing = sum((words([each.text]) - words([printed])).total() for each in proposals)
    print(
        f"\none negotiation: {len(proposals)} of {len(cases)} amendments over a base of {len(base.split())} words;\n"
        f"  {printed.count('[')} brackets, {missing} words missing in them, base read back {reading.base == base},"
        f" proposals read back {exact} of {len(proposals)}, {seconds:.2f} s"
    )


def proposed(case: Mapping[str, Any], paragraph: str) -> str:
    """What an amendment makes of a paragraph of the base, from which its own record of the old text may differ.

    The base has no numbers, and other quotation marks. Where the words that go are others, the whole new text stands.
    """
    old, new = plain_text(case["old"]), plain_text(case["new"])
    cut = cut_paragraphs(old).items
    label = cut[0].label if cut and not paragraph.startswith(cut[0].label or "\0") else ""
    result = merge(old.removeprefix(label), paragraph, new.removeprefix(label))
    return result.text if result.clean else new.removeprefix(label)


def plain_text(text: str) -> str:
    """A text in one line, with one kind of quotation marks."""
    return " ".join(text.translate(_QUOTES).split())


_QUOTES = str.maketrans("‘’“”", "''\"\"")


class Texts:
    """Made texts: words by Zipf's law, so that common ones are as common as in a treaty."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        letters = "abcdefghiklmnoprstuv"
        self.words = ["".join(self.random.choices(letters, k=2 + n % 9)) for n in range(8000)]
        self.weights = list(accumulate(1 / (n + 3) for n in range(8000)))

    def paragraph(self, count: int) -> str:
        """A paragraph of so many words in sentences."""
        drawn = self.random.choices(self.words, cum_weights=self.weights, k=count)
        for place in range(11, count, 12):
            drawn[place] += "."
        return " ".join(drawn)

    def clause(self, count: int, paragraph: int = 75) -> str:
        """A clause of numbered paragraphs."""
        sizes = [min(paragraph, count - start) for start in range(0, count, paragraph)]
        return "\n\n".join(f"{n}. {self.paragraph(size)}" for n, size in enumerate(sizes, 1)) + "\n"

    def changed(self, text: str, edits: int) -> str:
        """The text with so many small edits: one to four words replaced, put in or taken out."""
        paragraphs = [paragraph.split(" ") for paragraph in text[:-1].split("\n\n")]
        for _ in range(edits):
            run = self.random.choice(paragraphs)
            if len(run) > 6:
                at = self.random.randrange(1, len(run) - 4)
                gone = self.random.choice((0, 1, 2, 4))
                run[at : at + gone] = self.random.choices(
                    self.words, cum_weights=self.weights, k=self.random.choice((0, 1, 3))
                )
        return "\n\n".join(" ".join(run) for run in paragraphs) + "\n"


def best(run: Callable[[], object], times: int = 3) -> float:
    """The shortest of some runs, in seconds of processor time, without anything remembered from the run before."""
    found = []
    for _ in range(times):
        forget()
        begin = processor()
        run()
        found.append(processor() - begin)
    return min(found)


def forget() -> None:
    """Forget every text that was cut or compared before."""
    for name, module in list(sys.modules.items()):
        if name.startswith("drafter."):
            for value in vars(module).values():
                if isinstance(value, _lru_cache_wrapper):
                    value.cache_clear()


def processor() -> float:
    """The processor time of this process and of those that it started and waited for."""
    waited = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + waited.ru_utime + waited.ru_stime


def show(result: Alternatives) -> str:
    """The bracketed text, as `drafter consolidate` prints it."""
    return plain(bracketed(result, {}, Parties()))


def by_character(old: str, new: str) -> object:
    """Compare by character, as diff-match-patch does it by itself."""
    engine = diff_match_patch()
    compared = engine.diff_main(old, new)
    engine.diff_cleanupSemantic(compared)
    return compared


def speed() -> None:
    """The figures that the project holds itself to, with the yardsticks in the same run."""
    texts = Texts(7)
    print(f"\n{'speed':62} {'seconds':>8} {'at most':>8}")

    def line(what: str, seconds: float, limit: float | None = None) -> None:
        print(f"{what:62} {seconds:8.4f} {'' if limit is None else f'{limit:8.3f}'}", flush=True)

    clause = texts.clause(600)
    clauses = [texts.changed(clause, 5) for _ in range(20)]
    line("word diff of a clause of 600 words", best(lambda: [diff(clause, each) for each in clauses]) / 20, 0.003)
    line("  diff-match-patch by character", best(lambda: [by_character(clause, each) for each in clauses]) / 20)

    treaty = [texts.clause(625) for _ in range(320)]
    numbers = [min(int(texts.random.expovariate(1 / 40)), 319) for _ in range(1000)]
    tabled: list[list[Proposal]] = [[] for _ in treaty]
    for number, place in enumerate(numbers):
        text = texts.changed(treaty[place], texts.random.randint(1, 6))
        tabled[place].append(Proposal(str(number), text))

    def consolidated() -> None:
        for base, proposals in zip(treaty, tabled, strict=True):
            show(alternatives(base, proposals))

    line("1,000 amendments over 320 clauses of 200,000 words, bracketed", best(consolidated), 1.0)

    hot = texts.clause(1000)
    fifty = [Proposal(str(n), texts.changed(hot, texts.random.randint(1, 6))) for n in range(50)]
    line("50 proposals on one clause of 1,000 words", best(lambda: show(alternatives(hot, fifty))), 0.2)
    thousand = [Proposal(str(n), texts.changed(hot, texts.random.randint(1, 6))) for n in range(1000)]
    line("1,000 proposals on one clause of 1,000 words", best(lambda: show(alternatives(hot, thousand))), 1.0)
    single = f"{texts.paragraph(1000)}\n"
    crowd = [Proposal(str(n), texts.changed(single, texts.random.randint(1, 6))) for n in range(1000)]
    line("1,000 proposals on one paragraph of 1,000 words", best(lambda: show(alternatives(single, crowd))), 1.0)

    rewritten = (f"{texts.paragraph(5000)}\n", f"{texts.paragraph(5000)}\n")
    line("a rewritten paragraph of 5,000 words", best(lambda: diff(*rewritten)), 0.3)
    half = texts.changed(rewritten[0], 2000)
    line("a paragraph of 5,000 words with 2,000 edits", best(lambda: diff(rewritten[0], half)), 0.3)
    rewritten_clause = (texts.clause(5000), texts.clause(5000))
    line("a rewritten clause of 5,000 words", best(lambda: diff(*rewritten_clause)), 0.3)
    endless = ("x" * 10_000 + "\n", "y" * 10_000 + "\n")
    line("a word of 10,000 letters replaced", best(lambda: diff(*endless)), 0.003)

    long = texts.clause(50_000)
    redline = texts.changed(long, 6250)
    for name, tool in tools().items():
        limit = 1.5 if name == "drafter" else None
        seconds = best(lambda tool=tool: tool(long, redline), 1 if name == "redlines" else 3)  # type: ignore[misc]
        line(f"redline of 50,000 words, a change in every eighth: {name}", seconds, limit)


class Compiled:
    """Myers' algorithm in C++ (the package fast-diff-match-patch), asked as the Python one is."""

    def diff_main(self, text: str, text2: str, checklines: bool) -> list[tuple[int, str]]:
        """The runs, of which only the kind and the length count."""
        import fast_diff_match_patch  # type: ignore[import-not-found]

        runs = fast_diff_match_patch.diff(
            text, text2, timelimit=0, checklines=checklines, cleanup="No", counts_only=True
        )
        return [({"-": -1, "+": 1, "=": 0}[kind], "." * length) for kind, length in runs]


def engines() -> None:
    """Both implementations of Myers' algorithm: whether they agree, and what the one in C++ would gain."""
    if importlib.util.find_spec("fast_diff_match_patch") is None:
        print("\nthe engine in C++ (pip install fast-diff-match-patch) is not installed")
        return
    python, compiled = words_module._ENGINE, Compiled()
    drawn = random.Random(1)
    differences = 0
    for alphabet in ("ab", "abc ", "\ue000\ue001\ue002\U00010000", [chr(0xE000 + n) for n in range(60)]):
        for _ in range(5000):
            one, other = ("".join(drawn.choices(alphabet, k=drawn.randint(0, 40))) for _ in range(2))
            runs = [
                [(kind, len(run)) for kind, run in each.diff_main(one, other, False)] for each in (python, compiled)
            ]
            differences += runs[0] != runs[1]
    made = Texts(7)
    clause, rewritten = made.clause(600), [made.paragraph(5000) for _ in range(2)]
    changed = [made.changed(clause, 5) for _ in range(20)]
    print(f"\nPython and C++ disagree in {differences} of 20,000 pairs of texts; seconds for")
    for name, engine in (("Python", python), ("C++", compiled)):
        words_module._ENGINE = engine
        small, large = best(lambda: [diff(clause, each) for each in changed]) / 20, best(lambda: diff(*rewritten))
        print(f"  {name:8} a clause of 600 words {small:.4f}, a rewritten paragraph of 5,000 words {large:.3f}")
    words_module._ENGINE = python


def main(arguments: Sequence[str]) -> None:
    """Print the quality tables when given the data, and the speed table."""
    if arguments:
        folder = Path(arguments[0])
        cases = json.loads((folder / "sample.json").read_text(encoding="utf-8"))
        quality(cases)
        negotiation(cases, json.loads((folder / "base-text.json").read_text(encoding="utf-8")))
    speed()
    engines()


if __name__ == "__main__":
    main(sys.argv[1:])
