"""The same texts give the same results in every process, whatever the order of its sets and dictionaries."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from drafter.text.alternatives import Proposal, alternatives
from drafter.text.attribution import Parties, Voice
from drafter.text.diff import diff
from drafter.text.merge import merge
from drafter.text.notation import bracketed
from drafter.text.printing import plain
from tests.built import PLAIN_LOCALE
from tests.text.readback import key
from tests.text.regions import all_regions
from tests.text.texts import HOSTILE, WORDS, law

PARTIES = Parties((("G77", ("BRA", "IND")), ("EU", ("DEU", "FRA"))), ("BRA", "DEU", "FRA", "IND", "NOR"))
STANCES = ("proposes", "cosponsors", "supports", "reserves", "opposes")


def results(count: int) -> Iterator[str]:
    """What the engine makes of so many negotiations, drawn by a generator that is the same everywhere."""
    drawn = random.Random("negotiations")
    vocabulary = (*WORDS * 4, *HOSTILE, "\n\n", "\n\n", "\n\n2. ", "\n\n(a) ")

    def version(text: str) -> str:
        words = text.split(" ")
        for _ in range(drawn.randint(0, 3)):
            at = drawn.randint(0, len(words))
            words[at : at + drawn.randint(0, 4)] = drawn.choices(vocabulary, k=drawn.randint(0, 3))
        return " ".join(words)

    for _ in range(count):
        base = " ".join(drawn.choices(vocabulary, k=drawn.randint(1, 40)))
        texts = [version(base) for _ in range(drawn.randint(2, 4))]
        names = [f"X{number}" for number in range(len(texts))]
        laid = alternatives(base, [Proposal(*each) for each in zip(names, texts, strict=True)])
        voices = {
            name: [
                Voice(drawn.choice(PARTIES.signatories), drawn.choice(STANCES))  # type: ignore[arg-type]
                for _ in range(3)
            ]
            for name in names
        }
        shown = bracketed(laid, voices, PARTIES)
        yield from (plain(shown), key(shown, names), repr(all_regions(laid)))
        yield from (repr(diff(base, each)) for each in texts)
        yield repr(merge(base, *texts[:2]))


def in_a_process(seed: str) -> list[str]:
    """The results of a fresh process with its own order of sets."""
    program = "import json, sys; from tests.text.test_processes import results; " + (
        f"json.dump(list(results({law.max_examples})), sys.stdout)"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": PLAIN_LOCALE, "TZ": "Asia/Tokyo"}
    room = Path(__file__).parents[2]
    printed = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment, cwd=room
    )
    found: list[str] = json.loads(printed.stdout)
    return found


def test_texts_are_compared_bracketed_and_merged_alike_in_every_process() -> None:
    one, other = in_a_process("1"), in_a_process("4711")
    assert one
    assert one == other
