"""The entries of a front matter as YAML has them, whatever form they are written in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from drafter.model.field import Field, broken
from drafter.model.problem import Problem

_LOADER: type = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_MOST_DEPTH = 20


def read_fields(header: str, offset: int, file: str) -> tuple[Field, ...] | Problem:
    """Read the entries of a header that stands at `offset` of its file, or say in which line it is broken."""
    try:
        return _fields(iter(yaml.parse(header, Loader=_LOADER)), offset, file)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return broken(f"the front matter is not YAML: {error.problem}", (mark.line if mark else 0) + 2, file)
    except yaml.YAMLError as error:
        return broken(f"the front matter is not YAML: {error}", 2, file)


def _fields(events: Iterator[Any], offset: int, file: str) -> tuple[Field, ...] | Problem:
    """Read the entries from the parser's events: composing nodes would recurse, and hostile nesting end the process."""
    fields: list[Field] = []
    root: object = None
    for event in events:
        line = event.start_mark.line + 2
        if isinstance(event, yaml.DocumentStartEvent) and root is not None:
            return broken("the front matter ends before its closing `---`", line, file)
        if isinstance(event, (yaml.StreamStartEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent)):
            continue
        if isinstance(event, (yaml.StreamEndEvent, yaml.MappingEndEvent)):
            continue
        if root is None:
            root = event
            indented = event.start_mark.column > 0
            if isinstance(event, yaml.ScalarEvent) and not event.value and event.implicit[0]:
                continue
            # A value of a flow mapping or of indented lines could not be written without touching its neighbours.
            if not isinstance(event, yaml.MappingStartEvent) or event.flow_style or indented:
                return broken("the front matter is not one `key: value` a line", line, file)
            continue
        if not isinstance(event, yaml.ScalarEvent):
            return broken("a key of the front matter is not a word", line, file)
        if any(field.key == event.value for field in fields):
            return broken(f"`{event.value}` stands twice in the front matter", line, file)
        read = _value(events)
        if read is None:
            # To edit an alias would change the value that it repeats; deep nesting takes the parser forever.
            return broken(f"`{event.value}` holds an alias, or lists nested too deep", line, file)
        value, start, end = read
        fields.append(Field(event.value, value, line, offset + start, offset + end))
    return tuple(fields)


def _value(events: Iterator[Any]) -> tuple[str | tuple[str, ...] | None, int, int] | None:
    """Read one value, with its place: text, a list of texts, or None for anything else.

    Gives None instead of the three for an alias, and for what is nested too deep.
    """
    first = next(events)
    start, end = first.start_mark.index, first.end_mark.index
    if isinstance(first, yaml.ScalarEvent):
        return first.value, start, end
    if isinstance(first, yaml.AliasEvent):
        return None
    items: list[str] = []
    understood = isinstance(first, yaml.SequenceStartEvent)
    depth = 1
    while depth:
        event = next(events)
        end = event.end_mark.index
        if isinstance(event, yaml.AliasEvent) or depth > _MOST_DEPTH:
            return None
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            understood = False
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.ScalarEvent):
            items.append(event.value)
    return tuple(items) if understood else None, start, end
