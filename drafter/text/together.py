"""Whether a text can be what several changes make of another one, whatever rules put them together.

Where words go when changes meet is refined from one version of the program to the next (`merge`); what words there are
in the end is not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

from drafter.text.alignment import align
from drafter.text.diff import diff
from drafter.text.paragraphs import paragraphs
from drafter.text.tokens import tokens


def put_together(before: str, changes: Sequence[tuple[str, str]], text: str) -> bool:
    """Whether a text can be what changes, (their base, what they propose), make of the text `before`.

    A text that nothing changes, or one change alone on its own base, can read in one way only. Of several changes, or
    one that is carried to a newer text, every word has to be there as often as they ask for: what two bring in alike
    may stand once or twice, and so may what two take out. A paragraph that goes takes its number along, whatever it is.
    """
    changes = [(base, proposed) for base, proposed in changes if base != proposed]
    if not changes or (len(changes) == 1 and changes[0][0] == before):
        return text == (changes[0][1] if changes else before)
    there, here = _words(tokens(before)), _words(tokens(text))
    least, most = Counter(there), Counter(there)
    due: Counter[str] = Counter()
    gone: Counter[str] = Counter()
    deleted = {body for change in changes for body in _deleted(*change)}
    for base, proposed in changes:
        (come, went), (came, left) = _changed(base, proposed), _changed(base, before)
        least.subtract(went)
        most.update(come)
        # What main has brought in, or taken out, since the base of a change, may be that same change.
        due |= come - came
        gone |= went - left
    least.update(due)
    for each in chain.from_iterable(paragraphs(text).items for text in (before, *(text for _, text in changes))):
        least.subtract(_words(tokens(each.label)) if each.body in deleted else ())
    most.subtract(gone)
    return all(least[word] <= here[word] <= most[word] for word in {*least, *most, *here})


def _changed(old: str, new: str) -> tuple[Counter[str], Counter[str]]:
    """Give the words that come in and those that go."""
    origins = diff(old, new).origins()
    kept = {origin for origin in origins if origin is not None}
    come = (word for word, origin in zip(tokens(new), origins, strict=True) if origin is None)
    return _words(come), _words(word for at, word in enumerate(tokens(old)) if at not in kept)


def _deleted(old: str, new: str) -> set[str]:
    """Give what the paragraphs say that go as a whole."""
    was = paragraphs(old)
    return {was.items[step.start].body for step in align(was, paragraphs(new)) if step.kind == "deleted"}


def _words(some: Iterable[str]) -> Counter[str]:
    return Counter(token for token in some if not token.isspace())
