"""A signatory's position about an exact text, and the small file that holds it."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from typing import NamedTuple

from drafter.model.ids import COMMIT, GROUP_CODE, SIGNATORY_CODE
from drafter.model.problem import Problem
from drafter.model.target import Target, parse_target
from drafter.model.terms import STANCES, Stance

_HASH = re.compile(r"sha256:(?P<hex>[0-9a-f]{64})\Z")
_PLAIN = re.compile(
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
(?P<statement>(?:[^"\\\x00-\x09\x0b-\x1f\x7f]|\\["\\])+)"""
)?\Z'''
)
_UNESCAPED = re.compile(r'[^"\\\x00-\x09\x0b-\x1f\x7f]*\Z')
_ESCAPED = re.compile(r"\\(.)")
_target = lru_cache(maxsize=4096)(parse_target)
_KEYS = ("signatory", "amendment", "provision", "clause", "text", "commit", "stance", "cosponsor", "on_behalf_of")


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

    A file that reads but is written otherwise is refused too, so that no two readers can read different things.
    """
    try:
        text = source.decode("utf-8")
        # Negotiations hold tens of thousands of positions, and a TOML reader takes twenty times as long.
        read = _read_plain(text, path)
        if read is not None:
            return read
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        return _not_a_position(str(error), path)
    kinds = [key for key in ("amendment", "provision", "clause") if key in data]
    unknown = [key for key in data if key not in (*_KEYS, "statement")]
    if len(kinds) != 1 or unknown:
        return _not_a_position("it names not exactly one target, or has unknown keys", path)
    strings = {key: data.get(key) for key in ("signatory", kinds[0], "text", "commit", "stance")}
    if not all(isinstance(value, str) for value in strings.values()):
        return _not_a_position("a value is missing or not text", path)
    hashed = _HASH.match(data["text"])
    target = parse_target(data[kinds[0]])
    group, statement, cosponsor = data.get("on_behalf_of"), data.get("statement", ""), data.get("cosponsor", False)
    sound = (
        hashed is not None
        and target is not None
        and SIGNATORY_CODE.match(data["signatory"])
        and COMMIT.match(data["commit"])
        and data["stance"] in STANCES
        and (group is None or (isinstance(group, str) and GROUP_CODE.match(group)))
        and isinstance(statement, str)
        and isinstance(cosponsor, bool)
    )
    if not sound or hashed is None or target is None:
        return _not_a_position("a value has not its form", path)
    position = Position(
        signatory=data["signatory"],
        target=target,
        text_sha256=hashed["hex"],
        commit=data["commit"],
        stance=STANCES[data["stance"]],
        cosponsor=cosponsor,
        on_behalf_of=group,
        statement=statement,
    )
    if target.path != path or position_file(position) != text:
        return _not_a_position("it is not in its canonical form, or not in its place", path)
    return position


def _read_plain(text: str, path: str) -> Position | None:
    """Read a file that is visibly in the canonical form; None says that it has to be looked at closely."""
    match = _PLAIN.match(text)
    if match is None:
        return None
    signatory, kind, named, text_sha256, commit, stance, cosponsor, group, statement = match.groups()
    target = _target(named)
    if target is None or _placed(target) != (kind, path):
        return None
    escaped = statement is not None and "\\" in statement
    said = _ESCAPED.sub(r"\1", statement) if escaped else statement or ""
    position = Position(
        signatory, target, text_sha256, commit, STANCES[stance], cosponsor is not None, group, said
    )  # fmt: skip
    # Without an escape there is but one way to write it, the one that was matched.
    return position if not escaped or position_file(position) == text else None


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
