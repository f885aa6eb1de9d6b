"""A signatory's position about an exact text, and the small file that holds it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from drafter.model.problem import Problem
from drafter.model.target import Target, parse_target
from drafter.model.terms import STANCES, Stance

_FILE = re.compile(
    r"""signatory = "(?P<signatory>[A-Z]{3})"
(?P<kind>amendment|provision|clause) = "(?P<target>[A-Za-z0-9:.-]+)"
text = "sha256:(?P<hex>[0-9a-f]{64})"
commit = "(?P<commit>[0-9a-f]{40})"
stance = "(?P<stance>"""
    + "|".join(stance.value for stance in Stance)
    + r''')"
(?P<cosponsor>cosponsor = true
)?(?:on_behalf_of = "(?P<group>[A-Z][A-Z0-9-]{1,19})"
)?(?:statement = """
(?P<statement>(?:[^"\\\x00-\x09\x0b-\x1f\x7f]|\\["\\]|\\u00[0-9A-F]{2})+)"""
)?\Z'''
)
"""The one form of a position file, a part of TOML 1.0. The codes of parties are those of `ids`."""
_UNESCAPED = re.compile(r'[^"\\\x00-\x09\x0b-\x1f\x7f]*\Z')
_ESCAPED = re.compile(r"\\(?:u([0-9A-F]{4})|(.))")
_target = lru_cache(maxsize=4096)(parse_target)


class Position(NamedTuple):
    """What one signatory says about one text. Bound to the text that its delegate saw (`text_sha256`, `commit`).

    A tuple, because a negotiation holds tens of thousands, and they are made several times as fast.
    """

    signatory: str
    target: Target
    text_sha256: str
    commit: str
    """The commit at which the text stood: of main, or the amendment's."""
    stance: Stance
    cosponsor: bool = False
    on_behalf_of: str | None = None
    statement: str = ""


class Recorded(NamedTuple):
    """A position with the commit that recorded it."""

    position: Position
    commit: str
    date: str
    delegate: str
    """Name of the delegate."""
    signed: bool


def position_file(position: Position) -> str:
    """Write a position in its one canonical form: fixed order of keys, LF, one final newline."""
    return "".join(
        [
            f'signatory = "{position.signatory}"\n{_named(position.target)}',
            f'text = "sha256:{position.text_sha256}"\ncommit = "{position.commit}"\n',
            f'stance = "{position.stance.value}"\n',
            "cosponsor = true\n" if position.cosponsor else "",
            f'on_behalf_of = "{position.on_behalf_of}"\n' if position.on_behalf_of is not None else "",
            f'statement = """\n{_escaped(position.statement)}"""\n' if position.statement else "",
        ]
    )


@lru_cache(maxsize=4096)
def _named(target: Target) -> str:
    """Write the line that names a target."""
    return f'{target.kind} = "{target}"\n'


def parse_position(source: bytes, path: str) -> Position | Problem:
    """Read a position file, strictly: the canonical form of `position_file` and the path of its target, or a problem.

    What a TOML reader would read, and is written otherwise, is refused, so that no two readers can read different
    things. None is used: negotiations hold tens of thousands of positions, and it takes twenty times as long.
    """
    try:
        text = source.decode("utf-8")
    except UnicodeDecodeError:
        return _not_a_position("it is not in UTF-8", path)
    match = _FILE.match(text)
    if match is None:
        return _not_a_position("it is not in its canonical form", path)
    signatory, kind, named, text_sha256, commit, stance, cosponsor, group, statement = match.groups()
    target = _target(named)
    if target is None or _placed(target) != (kind, path):
        return _not_a_position("its target is none, or it is not in the place of its target", path)
    escaped = statement is not None and "\\" in statement
    said = _ESCAPED.sub(_character, statement) if escaped else statement or ""
    position = Position(
        signatory, target, text_sha256, commit, STANCES[stance], cosponsor is not None, group, said
    )  # fmt: skip
    # Without an escape there is but one way to write it, the one that was matched.
    if escaped and position_file(position) != text:
        return _not_a_position("it is not in its canonical form", path)
    return position


def _character(match: re.Match[str]) -> str:
    """Give the character that an escape stands for."""
    return chr(int(match[1], 16)) if match[1] else match[2]


@lru_cache(maxsize=4096)
def _placed(target: Target) -> tuple[str, str]:
    """Give the key that names a target, and its path."""
    return target.kind, target.path


def _escaped(statement: str) -> str:
    """Escape a statement for a multi-line basic string of TOML 1.0."""
    if _UNESCAPED.match(statement):
        return statement
    out = []
    for character in statement:
        code = ord(character)
        if character == "\\":
            out.append("\\\\")
        elif character == '"':
            out.append('\\"')
        elif character != "\n" and (code < 0x20 or code == 0x7F):
            out.append(f"\\u{code:04X}")
        else:
            out.append(character)
    return "".join(out)


def _not_a_position(why: str, path: str) -> Problem:
    return Problem(rule="position-file", message=f"not a position: {why}", file=path)
