"""All rules, applied to the files of a treaty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from drafter.check import characters, definitions, layout, numbering, parties, references, structure
from drafter.model.clause import Clause
from drafter.model.ids import ROSTER_FILE
from drafter.model.problem import Problem
from drafter.model.treaty import Treaty, parse_treaty

FILE_RULES: tuple[Callable[[str, str], Iterable[Problem]], ...] = (
    layout.byte_order_mark,
    layout.line_ends,
    layout.composed_letters,
    layout.trailing_spaces,
    layout.final_newline,
    characters.invisible,
    characters.mixed_scripts,
    structure.unsettled,
)
"""Rules of one file: its path and its text."""

CLAUSE_RULES: tuple[Callable[[Clause], Iterable[Problem]], ...] = (
    layout.paragraph_lines,
    numbering.repeated_labels,
    numbering.label_sequence,
    structure.balanced_brackets,
    structure.empty_clause,
)
"""Rules of one clause."""

TREATY_RULES: tuple[Callable[[Treaty], Iterable[Problem]], ...] = (
    numbering.clause_numbers,
    structure.headings,
    structure.parties,
    references.cross_references,
    references.literal_references,
    definitions.defined_twice,
    definitions.never_used,
)
"""Rules of the whole treaty; they need every file."""


def findings(files: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """Check the files of a treaty (`signatories.toml` and `clauses/`), by path: what is wrong, by file and line.

    A file that can't be read is a finding; the rules of the whole treaty then wait until it can.
    """
    found: list[Problem] = []
    for path, content in files.items():
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            continue
        for file_rule in FILE_RULES:
            found.extend(file_rule(path, text))
    roster, clauses, unread = parse_treaty(files)
    found.extend(unread)
    for clause in clauses:
        for clause_rule in CLAUSE_RULES:
            found.extend(clause_rule(clause))
    if roster is not None:
        listed = files[ROSTER_FILE].decode("utf-8")
        found.extend((*parties.unknown_keys(listed), *parties.unknown_language(listed)))
    if roster is not None and not unread:
        treaty = Treaty(roster, clauses, commit="", date="", root="")
        for treaty_rule in TREATY_RULES:
            found.extend(treaty_rule(treaty))
    return tuple(sorted(found, key=lambda each: (each.file or "", each.line or 0, each.rule, each.message)))
