"""A signatory's position about an exact text, and the small file that holds it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from drafter.model.problem import Problem
from drafter.model.target import Target, parse_target
from drafter.model.terms import DEGREES, STANCES, Degree, Stance

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
)?(?:conditions = \[
(?P<conditions>(?:  \{ [^\n]+ \},\n)+)\]
)?(?:statement = """
(?P<statement>(?:[^"\\\x00-\x09\x0b-\x1f\x7f]|\\["\\]|\\u00[0-9A-F]{2})+)"""
)?\Z'''
)
"""The one form of a position file, a part of TOML 1.0. The codes of parties are those of `ids`."""
_UNESCAPED = re.compile(r'[^"\\\x00-\x09\x0b-\x1f\x7f]*\Z')
_ESCAPED = re.compile(r"\\(?:u([0-9A-F]{4})|(.))")
_CONDITION = re.compile(
    r"  \{ (?P<degree>" + "|".join(DEGREES) + r') = "(?P<target>[A-Za-z0-9:.-]+)", '
    r'text = "sha256:(?P<hex>[0-9a-f]{64})", commit = "(?P<commit>[0-9a-f]{40})" \},\n'
)
MOST_CONDITIONS = 20
"""The most conditions that one position carries: nobody can tell any more whether longer lists are fulfilled."""
_target = lru_cache(maxsize=4096)(parse_target)


class Condition(NamedTuple):
    """What a position depends on: that a text is in the treaty (adopted, or kept as it is), or that it is not.

    It is about an exact text, as a position is: when that is another one by now, nobody knows what its author would
    say of it.
    """

    degree: Degree
    target: Target
    text_sha256: str
    commit: str
    """The commit at which the text stood: of main, or the amendment's."""


class Depends(NamedTuple):
    """A condition that a delegate makes, on a text as it stands now."""

    degree: Degree
    target: Target
    seen: str | None = None
    """Hash of the text that the delegate saw: when it is another one by now, nothing is recorded."""


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
    conditions: tuple[Condition, ...] = ()
    """By degree, then by target, each of them once."""


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
            f"conditions = [\n{''.join(map(_condition, position.conditions))}]\n" if position.conditions else "",
            f'statement = """\n{_escaped(position.statement)}"""\n' if position.statement else "",
        ]
    )


def _condition(condition: Condition) -> str:
    return (
        f'  {{ {condition.degree.value} = "{condition.target}", '
        f'text = "sha256:{condition.text_sha256}", commit = "{condition.commit}" }},\n'
    )


def condition_trailer(condition: Condition) -> str:
    """Write a condition as the message of its record does: `required FRA-7K3QXD <commit>`."""
    return f"{condition.degree.value} {condition.target} {condition.commit}"


def by_degree(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    """Give conditions in the order in which they are recorded."""
    degrees = list(Degree)
    return tuple(sorted(conditions, key=lambda each: (degrees.index(each.degree), each.target)))


def conditions_problem(position: Position) -> str | None:
    """Say why a position can't have its conditions, or None."""
    conditions = position.conditions
    if not conditions:
        return None
    if position.stance is Stance.NONE:
        return "who takes no position makes no conditions"
    if position.cosponsor or position.target.amendment.startswith(f"{position.signatory}-"):
        return f"who proposes or co-sponsors {position.target} asks for it as it stands, without conditions"
    if len(conditions) > MOST_CONDITIONS:
        return f"a position has at most {MOST_CONDITIONS} conditions"
    named = [each.target for each in conditions]
    twice = next((each for nth, each in enumerate(named) if each in named[:nth]), None)
    if twice is not None:
        return f"two conditions are about {twice}"
    if position.target in named:
        return f"a position on {position.target} can't depend on {position.target}"
    return None


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
    signatory, kind, named, text_sha256, commit, stance, cosponsor, group, conditional, statement = match.groups()
    target = _target(named)
    if target is None or _placed(target) != (kind, path):
        return _not_a_position("its target is none, or it is not in the place of its target", path)
    escaped = statement is not None and "\\" in statement
    said = _ESCAPED.sub(_character, statement) if escaped else statement or ""
    conditions = _conditions(conditional) if conditional is not None else ()
    position = Position(
        signatory, target, text_sha256, commit, STANCES[stance], cosponsor is not None, group, said, conditions
    )  # fmt: skip
    # Without an escape or a condition there is but one way to write it, the one that was matched.
    if (escaped or conditional) and (position_file(position) != text or by_degree(conditions) != conditions):
        return _not_a_position("it is not in its canonical form", path)
    why = conditions_problem(position)
    return position if why is None else _not_a_position(why, path)


def _conditions(written: str) -> tuple[Condition, ...]:
    """Read the lines of conditions, as far as they are in their form."""
    found = []
    for match in _CONDITION.finditer(written):
        target = _target(match["target"])
        if target is not None:
            found.append(Condition(DEGREES[match["degree"]], target, match["hex"], match["commit"]))
    return tuple(found)


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
