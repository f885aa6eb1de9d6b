"""What each screen and dialog is there for, in a few lines."""

from __future__ import annotations

from drafter.tui.keymap import Keys


def about(place: str, keys: Keys) -> str:
    """Say what a screen or a dialog is there for, with the keys in force; nothing of a place that has no guidance."""
    said = _GUIDANCE.get(place, "")
    for id in _NAMED:
        said = said.replace(f"<{id}>", keys[id])
    return " ".join(said.split())


_NAMED = ("read.next", "act.position", "act.amend", "show.agenda", "view.positions", "view.draft", "draft.export")
"""The actions whose keys stand in a guidance."""

_GUIDANCE = {
    "read": """
        The treaty with its brackets. Words in square brackets are in dispute; behind a dash stand those who want them.
        Go from one dispute to the next with <read.next>, then take a position with <act.position> or propose other
        words with <act.amend>. Before anything is recorded you see what will be, in words. <show.agenda> lists what
        waits for you, <view.positions> shows who stands where, <view.draft> the text to export.
        """,
    "diff": "What changes, word by word: [-words taken out-] and {+words put in+}.",
    "positions": """
        Clauses and amendments by signatories. A position is about an exact text; when the text changes, it is stale.
        """,
    "log": "Every recorded act, newest first. Nothing is ever overwritten.",
    "draft": """
        The text as it would be exported with <draft.export>. bracketed: agreed words and live proposals. clean: agreed
        words only. redline: what changed since an issue or a day. compilation: every proposal in full, under its
        proponent. comparison: what each proponent makes of each paragraph. marshalled: the amendments in the order in
        which they are voted on. Above the text stands what is chosen, each choice behind the key that changes it.
        """,
    "amend": """
        Change the words and say why. Beside them stands what changes and how the brackets would read. Nothing is
        recorded before you have read what will be and answered y. What you type is kept on disk at every pause, and
        comes back when you begin on the same clause again.
        """,
    "compose": """
        The words that will be adopted. Beside them stands how they differ from the proposal and from the agreed text.
        Nothing is recorded before you have answered y.
        """,
    "resolve": """
        Words that the agreed text and the proposal both changed, or the changes of a proposal of which the room takes a
        part only. Choose for each place which wording stands, or type another; then the whole text is shown once more.
        """,
    "gather": """
        Mark the amendments to adopt. Below stands what they give together, and which can't be taken with the others and
        why. Nothing is recorded before you have answered y.
        """,
    "settle": """
        Mark the clauses, or the amendments, that get the same status, then choose it. Each gets a record of its own;
        all are recorded, or none. Nothing is recorded before you have answered y.
        """,
    "position": """
        Choose the text (Up, Down, or Tab to its list and type its name), then a stance, and say why if you like. The
        last lines say in words what will be recorded. The position is about the words shown: when they change, you are
        asked again.
        """,
    "export": """
        Writes the text that is shown to a file on this computer. Enter never replaces a file that exists.
        """,
}
