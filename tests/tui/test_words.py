"""Every treaty word reaches the screen, whatever it looks like to a markup engine, a terminal or a bidi algorithm."""

from __future__ import annotations

from collections.abc import Callable

from drafter.model.clause import compose_clause
from drafter.model.terms import Kind, Stance
from drafter.store import recording
from drafter.store.repository import Repository
from tests.conftest import acting_for, treaty_files
from tests.tui.seat import Seat, piloted, seated

HOSTILE = (
    "[shall]",
    "[/]",
    "[@click=app.bell]x[/]",
    "[bold red]not a style[/bold red]",
    "\\[escaped\\]",
    "$accent",
    "{unknown-clause}",
    "e\u0301te\u0301",
    "各国不得进行网络行动",
    "المادة الأولى",
)
BODY = "1. States " + " and ".join(HOSTILE) + " agree.\n"
SHOWN = ("[shall]", "[/]", "[@click=app.bell]x[/]", "[bold red]not a style[/bold red]", "$accent", "{unknown-clause}")
OWN = str.maketrans("[]", "⟦⟧")


def hostile_treaty(found_treaty: Callable[..., Repository]) -> Repository:
    clause = compose_clause("hostile", "150", kind=Kind.ARTICLE, number="9", heading="Of [shall] and [/]", body=BODY)
    repo = found_treaty("hostile", {**treaty_files(), clause.path: clause.source.encode()})
    proposed = clause.with_body(BODY.replace("agree", "[agree] to [@click=app.quit]y[/]"))
    recording.amend(repo, acting_for("FRA"), {"hostile": proposed}, "Because [/] of [red]this[/red].", id="FRA-000001")
    recording.position(
        repo, acting_for("DEU"), target_of("hostile"), Stance.OPPOSE, statement="[@click=app.bell]No[/]."
    )
    return repo


def target_of(clause: str):  # type: ignore[no-untyped-def]
    from drafter.model.target import Target

    return Target(clause)


def holds_all(seat: Seat, *words: str, own: bool = True, pane: str = "#room, #dialog") -> bool:
    flat = "".join(seat.pane(pane).split())
    return all(
        "".join(word.split()) in flat or (own and "".join(word.translate(OWN).split()) in flat) for word in words
    )


@piloted
async def test_every_word_reaches_the_reader_the_tree_and_the_docket(found_treaty: Callable[..., Repository]) -> None:
    async with seated(hostile_treaty(found_treaty), size=(150, 50)) as seat:
        seat.app.rooms.read("hostile", "1")
        await seat.until(lambda: holds_all(seat, *SHOWN, pane="#reader"), "the words in the reader")
        assert holds_all(seat, "e\u0301te\u0301", "各国不得进行网络行动", "المادة", "الأولى", pane="#reader")
        await seat.until(lambda: holds_all(seat, "[@click=app.quit]y[/]"), "the proposed words")
        await seat.press("v", "v")
        await seat.until(lambda: holds_all(seat, *SHOWN, own=False, pane="#reader"), "the agreed words alone")
        await seat.press("t")
        assert holds_all(seat, "Of [shall] and [/]", own=False)


@piloted
async def test_every_word_reaches_the_dialogs(found_treaty: Callable[..., Repository]) -> None:
    from drafter.tui.dialogs.amend import AmendDialog
    from drafter.tui.dialogs.position import PositionDialog

    async with seated(hostile_treaty(found_treaty), code="DEU", size=(150, 50)) as seat:
        seat.app.rooms.read("hostile", "1")
        await seat.until(lambda: seat.subject.clause == "hostile")
        await seat.press("p")
        await seat.asks(PositionDialog)
        await seat.until(lambda: holds_all(seat, "[shall]", "[/]", own=False), "the words in the position dialog")
        await seat.press("escape", "a")
        await seat.asks(AmendDialog)
        await seat.until(lambda: holds_all(seat, *SHOWN, own=False, pane="#body"), "the words in the editor")
        await seat.type("Z")
        await seat.until(lambda: holds_all(seat, *SHOWN, pane="#preview"), "the words in the preview")


@piloted
async def test_every_word_reaches_the_other_screens(found_treaty: Callable[..., Repository]) -> None:
    async with seated(hostile_treaty(found_treaty), size=(150, 50)) as seat:
        await seat.press("2")
        await seat.until(lambda: holds_all(seat, "[shall]", "[@click=app.quit]y[/]", "Because [/] of [red]this[/red]."))
        await seat.press("3")
        await seat.until(lambda: holds_all(seat, "Of [shall] and [/]"))
        await seat.press("4")
        await seat.until(lambda: holds_all(seat, "[@click=app.bell]No[/]."))
        await seat.press("5")
        await seat.until(lambda: "Treaty on Cyber Operations" in seat.text)
        reader = seat.app.screen.query_one("#reader")
        reader.go_to_key("hostile", top=True)
        await seat.until(lambda: holds_all(seat, *SHOWN, pane="#reader"), "the words in the draft")


@piloted
async def test_control_characters_are_made_visible(found_treaty: Callable[..., Repository]) -> None:
    source = treaty_files()
    path = "clauses/210-scope.md"
    source[path] = source[path].replace(b"applies", "\u202eapplies \x1b[31mred".encode())
    async with seated(found_treaty("deceiving", source), size=(120, 40)) as seat:
        await seat.shows("‹RLO›applies", "␛⟦31mred")
        assert "\x1b" not in seat.text
        assert "\u202e" not in seat.text
