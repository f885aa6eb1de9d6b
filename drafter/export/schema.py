"""JSON Schemas (draft 2020-12) of what drafter prints as JSON; `python -m drafter.export.schema DIR` writes them.

What is made of the program's values is derived from them, so that a schema can't say something else.
"""

from __future__ import annotations

import ast
import inspect
import json
import sys
import textwrap
import types
from collections.abc import Mapping
from dataclasses import is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from drafter.draft.document import Document
from drafter.draft.dossier import BracketCount
from drafter.draft.matrix import PositionRow
from drafter.draft.summary import AmendmentRow, ClauseRow
from drafter.export.data import TYPED
from drafter.export.fields import names
from drafter.model.amendment import Version
from drafter.text.attribution import Attribution

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

TEXT: Schema = {"type": "string"}
COUNT: Schema = {"type": "integer", "minimum": 0}
TRUTH: Schema = {"type": "boolean"}
MAYBE: Schema = {"type": ["string", "null"]}
_LINE: Schema = {"type": ["integer", "null"]}
COMMIT: Schema = {"type": "string", "pattern": "^[0-9a-f]{40}$"}
HASH: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
DATE: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"}


def schemas() -> Mapping[str, Schema]:
    """Give every schema by its name: that of the command, or of what several commands print."""
    made = {
        "consolidate": _document(),
        "list": _rows(ClauseRow),
        "amendments": _rows(AmendmentRow),
        "positions": _rows(PositionRow),
        "log": _listed(_recorded()),
        "recorded": _recorded(),
        "show": _show(),
        "diff": _object(
            edits=_listed(
                _object(clause=TEXT, old=TEXT, new=TEXT, start=COUNT, end=COUNT, editorial={"type": "boolean"})
            ),
            renumbered=_listed(_object(clause=TEXT, old=TEXT, new=TEXT)),
        ),
        "diff-accounted": _accounted(),
        "blame": _listed(_object(clause=TEXT, part=TEXT, text=TEXT, start=COUNT, end=COUNT, **_origin())),
        "what-if": _what_if(),
        "renumber": _object(
            clauses=_listed(TEXT),
            numbers=_listed(_object(before=TEXT, after=TEXT)),
            labels=_listed(_object(before=TEXT, after=TEXT)),
            left=_listed(TEXT),
            reopened=_listed(TEXT),
            stale=COUNT,
        ),
        "roll-call": _object(
            votes=_listed(_object(code=TEXT, name=TEXT, vote={"enum": ["", "yes", "no", "abstain", "absent"]})),
            **dict.fromkeys(("yes", "no", "abstain", "absent", "present_and_voting", "two_thirds"), _LINE),
            adopted={"type": ["boolean", "null"]},
        ),
        "check": _listed(_problem()),
        "init": _object(
            directory=TEXT,
            id=TEXT,
            title=TEXT,
            clauses=_listed(TEXT),
            signatories=_listed(TEXT),
            problems=_listed(_doubt()),
        ),
        "as": _object(code=TEXT, name=TEXT, email=TEXT, key=MAYBE, public_key=MAYBE, listed=TRUTH),
        "doctor": _listed(_object(rule=TEXT, severity=TEXT, message=TEXT, remedy=TEXT, mended=TRUTH)),
        "verify": _object(ok=TRUTH, checked=COUNT, problems=_listed(_violation()), notices=_listed(_violation())),
        "import": _import(),
        "sync": _exchange(),
        "bundle-import": _exchange(),
        "bundle-export": _object(file=TEXT, refs=COUNT, bytes=COUNT),
        "hook-install": _object(directory=TEXT, key=TEXT, root=MAYBE, checked=COUNT, notices=_listed(_violation())),
        "page": _page(),
    }
    return {name: {"$schema": DIALECT, "title": f"drafter: {name}", **schema} for name, schema in made.items()}


class _Derived:
    """Derives schemas from types; each kind of value has one definition."""

    def __init__(self) -> None:
        self.definitions: dict[str, Schema] = {}

    def of(self, kind: Any) -> Schema:
        """Give the schema of a type."""
        origin, inner = get_origin(kind), get_args(kind)
        if origin is Literal:
            return {"enum": list(inner)}
        if origin in (Union, types.UnionType):
            return self._either(inner)
        if origin is tuple and inner[-1] is Ellipsis:
            return _listed(self.of(inner[0]))
        if origin is tuple:
            items = [self.of(each) for each in inner]
            return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}
        if isinstance(kind, type) and issubclass(kind, Enum):
            return {"enum": [each.value for each in kind]}
        if isinstance(kind, type) and (is_dataclass(kind) or hasattr(kind, "_fields")):
            return self._reference(kind)
        return {"type": {str: "string", int: "integer", bool: "boolean", type(None): "null"}[kind]}

    def _either(self, kinds: tuple[Any, ...]) -> Schema:
        found = [self.of(each) for each in kinds]
        if all(set(each) == {"type"} for each in found):
            return {"type": [each["type"] for each in found]}
        return {"anyOf": found}

    def _reference(self, kind: type) -> Schema:
        name = kind.__name__
        if name not in self.definitions:
            self.definitions[name] = {}
            self.definitions[name] = self.value(kind)
        return {"$ref": f"#/$defs/{name}"}

    def value(self, kind: type) -> Schema:
        """Give the schema of a value of the program, as `data.plain` writes it."""
        if kind is Attribution:
            parts = _listed(_object(parties=_listed(TEXT), verb=TEXT))
            return {"description": _said(kind.__doc__), **_object(text=TEXT, parts=parts)}
        hints, told = get_type_hints(kind), _documented(kind)
        properties: dict[str, Schema] = {"type": {"const": kind.__name__.lower()}} if kind in TYPED else {}
        for name in names(kind):
            described = {"description": told[name]} if name in told else {}
            properties[name] = {**described, **self.of(hints[name])}
        return {"description": _said(kind.__doc__), **_object(**properties)}


def _documented(kind: type) -> dict[str, str]:
    """Give what the source says of each field."""
    (body,) = ast.parse(textwrap.dedent(inspect.getsource(kind))).body
    assert isinstance(body, ast.ClassDef)
    found = {}
    for field, said in zip(body.body, body.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(said, ast.Expr) and isinstance(said.value, ast.Constant):
            assert isinstance(field.target, ast.Name)
            found[field.target.id] = _said(str(said.value.value))
    return found


def _said(text: str | None) -> str:
    return " ".join((text or "").split())


def _object(**properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _listed(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _rows(kind: type) -> Schema:
    derived = _Derived()
    rows = _listed(derived.value(kind))
    return {**rows, "$defs": derived.definitions} if derived.definitions else rows


def _document() -> Schema:
    derived = _Derived()
    found = derived.value(Document)
    found["properties"]["brackets"] = {"description": "Brackets in the whole text.", **COUNT}
    found["required"].append("brackets")
    return {**found, "$defs": derived.definitions}


def _page() -> Schema:
    """What a page holds in its element `_data`."""
    derived = _Derived()
    document = _document()
    amendment = derived.value(AmendmentRow)
    amendment["properties"]["rationale"] = TEXT
    amendment["required"].append("rationale")
    found = _object(
        document={key: value for key, value in document.items() if key != "$defs"},
        positions=_listed(derived.value(PositionRow)),
        amendments=_listed(amendment),
        brackets=_listed(derived.value(BracketCount)),
    )
    # What a page of very many positions has instead, and what it has besides.
    found["required"].remove("positions")
    found["properties"]["positions_by_column"] = _columns(derived.value(PositionRow))
    found["properties"]["matrix"] = {
        "description": "Beside `positions_by_column`: what the page's script shows of them.",
        "type": "object",
    }
    found["oneOf"] = [{"required": ["positions"]}, {"required": ["positions_by_column", "matrix"]}]
    return {**found, "$defs": {**document["$defs"], **derived.definitions}}


def _columns(row: Schema) -> Schema:
    """Rows as `columns.columns` writes them."""
    return {
        "description": "Instead of `positions` where there are more than 3,000: column by column. A column "
        "holds a value for each row, from 0; or its values and for each row the place of its value among them; or the "
        "value of most rows and, by the number of the row, "
        "the others.",
        **_object(
            count={"description": "How many rows.", **COUNT},
            columns=_object(**{name: _column(value) for name, value in row["properties"].items()}),
        ),
    }


def _column(value: Schema) -> Schema:
    return {
        "anyOf": [
            _object(each=_listed(value)),
            _object(values=_listed(value), index=_listed(COUNT)),
            _object(most=value, others={"type": "object", "additionalProperties": value}),
        ]
    }


def _recorded() -> Schema:
    return _object(
        commit=COMMIT,
        date=DATE,
        signatory=TEXT,
        delegate=TEXT,
        action=TEXT,
        target=TEXT,
        subject=TEXT,
        ref=TEXT,
        statement=TEXT,
        signed=TRUTH,
    )


def _problem() -> Schema:
    return _object(
        file=MAYBE,
        line=_LINE,
        rule=TEXT,
        severity={"enum": ["error", "warning"]},
        message=TEXT,
        remedy=TEXT,
    )


def _doubt() -> Schema:
    """What is doubtful in a text that is taken in."""
    return _object(file=MAYBE, line=_LINE, rule=TEXT, message=TEXT)


def _import() -> Schema:
    """Clause files that were written, or amendments of a Word file that were tabled."""
    clauses = _object(clauses=_listed(TEXT), problems=_listed(_doubt()))
    return {"anyOf": [clauses, _object(recorded=_listed(_recorded()), problems=_listed(TEXT))]}


def _violation() -> Schema:
    return _object(commit=TEXT, ref=TEXT, rule=TEXT, message=TEXT)


def _exchange() -> Schema:
    """What an exchange with a server, or by a file, did."""
    count = {"description": "None where so many refs moved that they were not counted.", "type": ["integer", "null"]}
    transfer = _object(ref=TEXT, old=MAYBE, new=TEXT, count=count, subjects=_listed(TEXT))
    side = _object(commit=TEXT, author=TEXT, date=TEXT, says=TEXT)
    return _object(
        ok=TRUTH,
        remote=TEXT,
        address=TEXT,
        set_up=_listed(TEXT),
        checked=COUNT,
        arrived=_listed(transfer),
        sent=_listed(transfer),
        joined=_listed(TEXT),
        set_aside=_listed(TEXT),
        anew=_listed(_object(ref=TEXT, target=TEXT, says=TEXT, why=TEXT)),
        kept=_listed(_object(ref=TEXT, sending=TRUTH, reasons=_listed(TEXT))),
        problems=_listed(_violation()),
        notices=_listed(_violation()),
        choices=_listed(_object(ref=TEXT, name=TEXT, mine=side, theirs=side)),
        alarms=_listed(_object(ref=TEXT, kind={"enum": ["rewound", "forked", "deleted"]}, message=TEXT)),
    )


def _show() -> Schema:
    """A clause or provision, an amendment, or a position."""
    derived = _Derived()
    position, amendment = derived.value(PositionRow), derived.value(AmendmentRow)
    text = _object(
        id=TEXT,
        kind=TEXT,
        number=TEXT,
        heading=TEXT,
        designation=TEXT,
        status=TEXT,
        reopened_by=_listed(TEXT),
        sources=_listed(TEXT),
        path=TEXT,
        text=TEXT,
        text_sha256=HASH,
        bracketed=MAYBE,
        brackets=COUNT,
        amendments=_listed(amendment),
        positions=_listed(position),
    )
    change = _object(clause=TEXT, action={"enum": ["add", "modify", "delete", "retain"]}, before=MAYBE, after=MAYBE)
    more = _object(
        nearly_same_as=_listed(TEXT),
        rationale=TEXT,
        base=COMMIT,
        text_sha256=HASH,
        retains=_listed(TEXT),
        decision=TEXT,
        decided_because=TEXT,
        recommendation_reason=TEXT,
        changes=_listed(change),
        parts=_listed(_object(clause=TEXT, part={"enum": ["clause", "number", "heading", "body"]}, old=TEXT, new=TEXT)),
        versions=_listed(derived.value(Version)),
        positions=_listed(position),
    )
    whole = _object(**amendment["properties"], **more["properties"])
    return {"anyOf": [text, whole, position], "$defs": derived.definitions}


def _origin() -> Mapping[str, Schema]:
    return {
        "kind": TEXT,
        "signatory": TEXT,
        "amendment": MAYBE,
        "amendments": _listed(TEXT),
        "signatories": _listed(TEXT),
        "tabled": TEXT,
        "delegate": TEXT,
        "commit": COMMIT,
        "date": TEXT,
        "action": TEXT,
        "subject": TEXT,
        "author": TEXT,
        "why": TEXT,
    }


def _accounted() -> Schema:
    edit = _object(
        clause=TEXT,
        part=TEXT,
        change={"enum": ["inserted", "deleted", "moved", "replaced", "changed", "added", "removed"]},
        old=TEXT,
        new=TEXT,
        start=COUNT,
        end=COUNT,
        attributed=TRUTH,
        behind=_listed(_object(**_origin())),
    )
    unrecorded = _object(commit=COMMIT, date=TEXT, author=TEXT, subject=TEXT, clauses=_listed(TEXT), why=TEXT)
    return _object(
        **{"from": TEXT},
        to=TEXT,
        accounted=TRUTH,
        edits=_listed(edit),
        unattributed=_listed(edit),
        unrecorded=_listed(unrecorded),
    )


def _what_if() -> Schema:
    conflict = _object(clause=TEXT, base=TEXT, ours=TEXT, theirs=TEXT)
    refused = _object(amendment=TEXT, reason=TEXT, overlaps=_listed(TEXT), conflicts=_listed(conflict))
    standing = _object(
        amendment=TEXT,
        opposes=_listed(TEXT),
        reserves=_listed(TEXT),
        depends=_listed(TEXT),
        retains=_listed(TEXT),
        silent=_listed(TEXT),
        stale=_listed(TEXT),
        consensus=TRUTH,
    )
    return _object(
        taken=_listed(TEXT),
        contained=_listed(TEXT),
        refused=_listed(refused),
        near=_listed(_object(amendment=TEXT, clause=TEXT, by={"enum": ["amendment", "text"]}, base=TEXT, text=TEXT)),
        clauses=_listed(_object(id=TEXT, text=MAYBE, brackets=COUNT)),
        brackets={"type": "object", "additionalProperties": COUNT},
        reopened=_listed(TEXT),
        opposed_by=_listed(TEXT),
        standing=_listed(standing),
    )


def write(directory: Path) -> None:
    """Write each schema as `NAME.json`."""
    directory.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas().items():
        (directory / f"{name}.json").write_text(text(schema), encoding="utf-8", newline="\n")


def text(schema: Schema) -> str:
    """Give a schema as its file holds it."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    write(Path(sys.argv[1]))
