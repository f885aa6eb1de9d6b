"""What a record says that its file holds, known by the file's id without reading the file.

A record of a position says all that its file does, but for the hash of the text, co-sponsorship, and the group that is
spoken for. git names a file by the SHA-1 of what it holds: the file that has the id of what the record would have
written holds just that. What speaks for a group is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from drafter.model.ids import COMMIT
from drafter.model.position import Position, position_file
from drafter.model.target import Target
from drafter.model.terms import STANCES, Stance
from drafter.store.objects import object_id


class Written(NamedTuple):
    """A file that a record may have written."""

    id: str
    position: Position
    content: bytes


def written(
    signatory: str, target: Target, regarding: str, stance: str, statement: str, texts: Iterable[str]
) -> Iterator[Written]:
    """Give the files that a record may have written, as its trailers put it, for these hashes of its text.

    None when a trailer is missing or has not its form: what can't be a position is none, whatever its file is called.
    """
    taken = STANCES.get(stance)
    if taken is None or COMMIT.match(regarding) is None:
        return
    for text_sha256 in texts:
        position = Position(signatory, target, text_sha256, regarding, taken, statement=statement)
        yield _written(position)
        if taken is Stance.SUPPORT and target.amendment:
            yield _written(position._replace(cosponsor=True))


def _written(position: Position) -> Written:
    content = position_file(position).encode()
    return Written(object_id("blob", content), position, content)
