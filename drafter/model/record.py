"""The message of a recorded act: subject, statement, and trailers that a strict grammar reads back.

git's and GitPython's own trailer parsers can read different values out of one message; this one refuses what is
not written exactly as `Message.format` writes it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from drafter.model.character import not_text
from drafter.model.ids import AMENDMENT_ID, CLAUSE_ID, COMMIT, CROCKFORD, ISSUE_NAME, SIGNATORY_CODE
from drafter.model.moment import MOMENT
from drafter.model.problem import Problem
from drafter.model.target import parse_target
from drafter.model.terms import DEGREES, AmendmentStatus, ClauseStatus, Stance

MOST_SUBJECT = 100
MOST_MESSAGE = 512 * 1024
"""The longest message in bytes: who numbers a convention through names all its articles in one record, with hashes."""
MOST_SAID = 32 * 1024
"""The longest one of a record that changes no clause, and of any other what may stand before its trailers."""
MOST_STATEMENT = 24 * 1024
"""The longest statement in bytes."""

KINDS = ("position/1", "amendment/1", "main/1", "log/1")
"""The kinds of records; `log/1` is an entry of the server, with trailers of its own."""
ACTIONS = ("table", "revise", "withdraw", "adopt", "edit", "status", "recommend", "roster", "issue", "open", "join")
LOG = "log/1"


PUSHER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}\Z")
"""How the server names the account that pushed."""


def _one_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})\Z")


_FORMS: dict[str, re.Pattern[str]] = {
    "Drafter-Record": _one_of(KINDS),
    "Treaty": re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[0-9a-f]{12})?\Z"),
    "Signatory": SIGNATORY_CODE,
    "Amendment": AMENDMENT_ID,
    "Provision": re.compile(r"[a-z0-9-]+:[a-z0-9.-]+\Z"),
    "Clause": CLAUSE_ID,
    "Regarding": COMMIT,
    "Text-SHA256": re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)* [0-9a-f]{64}\Z"),
    "Stance": _one_of(each.value for each in Stance),
    "Condition": re.compile(rf"(?:{'|'.join(DEGREES)}) [A-Za-z0-9:.-]+ [0-9a-f]{{40}}\Z"),
    "Action": _one_of(ACTIONS),
    "Taken-over": re.compile(rf"[A-Z]{{3}}-[{CROCKFORD}]{{6}} [0-9a-f]{{40}}\Z"),
    "Status": _one_of(each.value for each in (*ClauseStatus, *AmendmentStatus)),
    "Issue": ISSUE_NAME,
    "Editorial-change": CLAUSE_ID,
    "Consent": COMMIT,
    "Recovery": SIGNATORY_CODE,
    "Resolves": COMMIT,
    "Seq": re.compile(r"(?:0|[1-9][0-9]{0,11})\Z"),
    "Ref": re.compile(r"refs/(?:heads|tags)/[A-Za-z0-9./-]{1,100}\Z"),
    "Old": COMMIT,
    "New": COMMIT,
    "Pusher": PUSHER,
    "Received": MOMENT,
    "Late": re.compile(r"yes\Z"),
    "Earlier": re.compile(r"yes\Z"),
}
_OF_LOG = frozenset({"Seq", "Ref", "Old", "New", "Pusher", "Received", "Late", "Earlier"})
"""What only an entry of the server's log says."""
_IN_LOG = _OF_LOG | {"Drafter-Record", "Treaty"}
_SCISSORS = "------------------------ >8 ------------------------"
_REPEATED = frozenset(
    {"Amendment", "Provision", "Clause", "Condition"}
    | {"Text-SHA256", "Editorial-change", "Consent", "Recovery", "Resolves"}
)
_NAMES = {"Provision": 0, "Condition": 1}
"""Which word of a trailer names a target."""
_TRAILER = re.compile(r"(?P<key>[A-Z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*): (?P<value>\S.*)\Z")
_ORDER = {key: position for position, key in enumerate(_FORMS)}


@dataclass(frozen=True, slots=True)
class Message:
    """Subject (it says the act in words), statement or rationale, and trailers in their fixed order."""

    subject: str
    statement: str
    trailers: tuple[tuple[str, str], ...]

    def one(self, key: str) -> str | None:
        """Give the value of a trailer, the first when it may be repeated, or None."""
        for name, value in self.trailers:
            if name == key:
                return value
        return None

    def all(self, key: str) -> tuple[str, ...]:
        """Give every value of a trailer."""
        return tuple(value for name, value in self.trailers if name == key)

    def format(self) -> str:
        """Write the message. `parse_message` reads exactly this back."""
        paragraphs = [self.subject]
        if self.statement:
            paragraphs.append(self.statement)
        paragraphs.append("\n".join(f"{key}: {value}" for key, value in self.trailers))
        return "\n\n".join(paragraphs) + "\n"


def message(subject: str, statement: str, trailers: list[tuple[str, str]]) -> Message:
    """Make the message of an act: trailers in their fixed order, statement cleaned of outer blank lines.

    Raises ValueError when a trailer has not its form, the subject is too long, or the statement holds what no
    message may hold (`statement_problem`).
    """
    ordered = tuple(sorted(trailers, key=lambda pair: _ORDER.get(pair[0], len(_ORDER))))
    made = Message(subject, tidy_statement(statement), ordered)
    read = parse_message(made.format())
    if isinstance(read, Problem):
        raise ValueError(str(read))
    return made


def tidy_statement(statement: str) -> str:
    """Put a statement in the form in which it is recorded: NFC, LF, no spaces at line ends, no outer blank lines."""
    text = unicodedata.normalize("NFC", statement.replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def statement_problem(statement: str) -> str | None:
    """Say why a statement can't be recorded, or None. Control and bidirectional-override characters are not text."""
    if any(line.startswith("---") for line in statement.split("\n")):
        return "a line begins with `---`, which git reads as the end of the message"
    if _SCISSORS in statement:
        return f"it holds `{_SCISSORS}`, which git reads as the end of the message"
    found = not_text(statement, allowed="\t\n")
    return f"it holds {found}" if found is not None else None


def too_long(statement: str) -> str | None:
    """Say by how much a tidied statement is longer than a record takes, or None.

    It is no part of `statement_problem`: what is on record already is read as it is.
    """
    said = statement.encode("utf-8", "surrogatepass")
    if len(said) <= MOST_STATEMENT:
        return None
    excess = len(statement) - len(said[:MOST_STATEMENT].decode("utf-8", "ignore"))
    return f"it is {excess:,} characters too long"


def parse_message(text: str) -> Message | Problem:
    """Read the message of a recorded act, strictly.

    Gives a problem, never a guess, when the text is not exactly what `Message.format` writes, or a trailer is
    unknown, repeated where it must not be, or not of its form.
    """
    said = text.rpartition("\n\n")[0]
    for what, part, most in (("message", text, MOST_MESSAGE), ("text above its trailers", said, MOST_SAID)):
        if len(part.encode("utf-8", "surrogatepass")) > most:
            return _ungrammatical(f"the {what} is longer than {most} bytes")
    if not text.endswith("\n") or text.endswith("\n\n"):
        return _ungrammatical("the message doesn't end with one newline")
    paragraphs = text[:-1].split("\n\n")
    if len(paragraphs) < 2:
        return _ungrammatical("the message has no trailers")
    subject, last = paragraphs[0], paragraphs[-1]
    statement = "\n\n".join(paragraphs[1:-1])
    if "\n" in subject or not subject or len(subject) > MOST_SUBJECT:
        return _ungrammatical(f"the subject is not one line of at most {MOST_SUBJECT} characters")
    if subject != tidy_statement(subject).strip():
        return _ungrammatical("the subject is not in the form in which it is recorded")
    why = statement_problem(f"{subject}\n{statement}")
    if why is not None:
        return _ungrammatical(why)
    if statement != tidy_statement(statement):
        return _ungrammatical("the statement is not in the form in which it is recorded")
    trailers: dict[tuple[str, str], None] = {}
    named: set[str] = set()
    latest = 0
    for line in last.split("\n"):
        read = parse_trailer(line)
        if isinstance(read, Problem):
            return read
        key = read[0]
        if key in named:
            if key not in _REPEATED:
                return _ungrammatical(f"the trailer {key} is repeated")
            if read in trailers:
                return _ungrammatical(f"the trailer {key} says the same twice")
        if _ORDER[key] < latest:
            return _ungrammatical("the trailers are not in their order")
        latest = _ORDER[key]
        named.add(key)
        trailers[read] = None
    clauses = ("Drafter-Record", "main/1") in trailers or ("Drafter-Record", "amendment/1") in trailers
    if not clauses and len(text.encode("utf-8", "surrogatepass")) > MOST_SAID:
        return _ungrammatical(f"the message is longer than {MOST_SAID} bytes")
    of_log = ("Drafter-Record", LOG) in trailers
    for required in ("Drafter-Record", "Treaty", *(("Seq", "Received") if of_log else ("Signatory",))):
        if required not in named:
            return _ungrammatical(f"the trailer {required} is missing")
    misplaced = named - _IN_LOG if of_log else named & _OF_LOG
    if misplaced:
        return _ungrammatical(f"the trailer {min(misplaced)} doesn't belong in such a record")
    return Message(subject, statement, tuple(trailers))


@lru_cache(maxsize=8192)
def parse_trailer(line: str) -> tuple[str, str] | Problem:
    """Read one trailer: its key and value, or what is wrong with it.

    Remembered: the records of a negotiation say the same things again and again.
    """
    match = _TRAILER.match(line)
    if match is None or match["key"] not in _FORMS:
        return _ungrammatical(f"not a trailer of a record: {line[:60]!r}")
    key, value = match["key"], match["value"]
    if not _FORMS[key].match(value) or (key in _NAMES and parse_target(value.split(" ")[_NAMES[key]]) is None):
        return _ungrammatical(f"the trailer {key} has not its form: {value[:60]!r}")
    return key, value


def _ungrammatical(why: str) -> Problem:
    return Problem(rule="record-grammar", message=why)
