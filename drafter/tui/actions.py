"""The one registry of named actions: keys, footer, help, palette and the cheat sheet are made from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from textual.binding import Binding, BindingType

EVERYWHERE = "everywhere"

DIALOGS = ("amend", "compose", "resolve", "gather", "settle", "position", "export")
"""The dialogs that answer keys of their own: nothing else is answered while one is open."""

_TOGETHER = tuple(
    frozenset(each)
    for each in (
        ("read", "prose", "rows", EVERYWHERE),
        ("read", "tree", "rows", EVERYWHERE),
        ("diff", "prose", "rows", EVERYWHERE),
        ("log", "prose", "rows", EVERYWHERE),
        ("draft", "prose", "rows", EVERYWHERE),
        ("positions", "matrix", EVERYWHERE),
        *((dialog,) for dialog in DIALOGS),
    )
)
"""The places whose keys are answered together."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a delegate can do.

    `id` is `area.verb`, and what a key is remapped by. `keys` are separated by commas, the one to show first.
    `call` is the method `action_<call>`. `where` is the screen or widget that answers the key. `footer` orders the
    footer, lowest first; 0 leaves the action out of it.
    """

    id: str
    keys: str
    text: str
    help: str
    call: str
    where: str = EVERYWHERE
    footer: int = 0
    palette: bool = True
    first: bool = False
    """Whether a dialog answers the key before the field in which one types."""


def shown_key(key: str) -> str:
    """Write a key as people read it: `^p`, `?`, `PgUp`."""
    names = {
        "question_mark": "?",
        "slash": "/",
        "escape": "Esc",
        "enter": "Enter",
        "tab": "Tab",
        "shift+tab": "Shift+Tab",
        "pageup": "PgUp",
        "pagedown": "PgDn",
        "plus": "+",
        "tilde": "~",
        "full_stop": ".",
        "up": "Up",
        "down": "Down",
        "left": "Left",
        "right": "Right",
        "home": "Home",
        "end": "End",
        "space": "Space",
    }
    if key in names:
        return names[key]
    return f"^{key.removeprefix('ctrl+')}" if key.startswith("ctrl+") else key


# fmt: off
_SCREENS = (
    # Acts: what a delegate records
    Action("act.amend", "a", "Amend",
           "Propose other words for the clause under the cursor. The draft is kept until it is recorded.",
           "amend", footer=1),
    Action("act.position", "p", "Position",
           "Say whether your delegation supports, can accept, reserves on or opposes what is under the cursor.",
           "position", footer=2),
    Action("act.undo", "u", "Undo",
           "Take back your own last act by a new record; nothing is erased.", "act('act.undo')", footer=9),
    Action("act.withdraw", "W", "Withdraw",
           "Withdraw your amendment under the cursor. It stays on record; another signatory may take it over.",
           "act('act.withdraw')"),
    Action("act.sync", "E", "Sync",
           "Exchange records with the secretariat's server. What arrives is verified before it counts.",
           "sync", footer=8),
    Action("act.identity", "i", "Who am I", "Choose the delegation for which you act in this clone.",
           "act('act.identity')"),
    Action("secretariat.adopt", "A", "Adopt",
           "Secretariat: take the amendment under the cursor into the agreed text, after a preview.",
           "act('secretariat.adopt')", footer=1),
    Action("secretariat.adopt-several", "M", "Adopt several",
           "Secretariat: mark amendments, read what they give together and which is left out and why, and adopt them.",
           "act('secretariat.adopt-several')", footer=2),
    Action("secretariat.correct", "C", "Correct",
           "Secretariat: correct the number, heading or words of the clause under the cursor, with the reason.",
           "act('secretariat.correct')"),
    Action("secretariat.status", "S", "Status",
           "Secretariat: say how far the clause, what became of the amendment, or what you recommend to do with it.",
           "act('secretariat.status')", footer=2),
    Action("secretariat.status-several", "T", "Statuses",
           "Secretariat: mark clauses, or amendments, and give them a status together.",
           "act('secretariat.status-several')"),
    Action("secretariat.issue", "I", "Issue",
           "Secretariat: issue the text as it stands, as Rev.1, Rev.2, ...", "act('secretariat.issue')"),
    # Screens
    Action("view.read", "1", "Read", "The treaty with its brackets, and who says what about it.", "show('read')"),
    Action("view.diff", "2", "Diff", "What an amendment, or an issue, changes: word by word.", "show('diff')"),
    Action("view.positions", "3", "Positions", "Clauses and amendments by signatories.", "show('positions')"),
    Action("view.log", "4", "Log", "Every recorded act, newest first.", "show('log')"),
    Action("view.draft", "5", "Draft", "The consolidated text, and its export.", "show('draft')"),
    # What is under the cursor
    Action("show.diff", "d", "Diff",
           "Show what the amendment under the cursor changes, or what changed in the clause since the last issue.",
           "diff", footer=3),
    Action("show.blocks", "B", "Who blocks",
           "List who opposes what is under the cursor and so blocks consensus, who reserves, who is silent.",
           "act('show.blocks')"),
    Action("show.origin", "O", "Origin",
           "Say who brought in each agreed word under the cursor, by which decision (blame); Enter shows the record.",
           "origin"),
    Action("show.agenda", "Z", "What waits",
           "List what waits for you: texts on which you have to speak; for the secretariat, what could be closed.",
           "agenda", footer=7),
    Action("show.delegates", "D", "Delegates",
           "See who may act for whom and with which key; the secretariat changes it, and their own State consents.",
           "delegates"),
    Action("copy.text", "y", "Copy",
           "Copy the selected text, or what is under the cursor: on a heading the whole clause.", "copy"),
    Action("app.refresh", "f5,ctrl+r", "Refresh",
           "Read the repository again (it is watched anyway), and paint the screen anew.", "refresh_now"),
    Action("app.theme", "f2", "Theme",
           "Change between the dark and the light colours; the next start begins with them.", "next_theme"),
    Action("app.help", "question_mark,f1", "Help", "What the keys do here.", "help", footer=10),
    Action("app.palette", "ctrl+p", "Menu", "Find and do anything that makes sense now.", "command_palette", footer=11),
    Action("app.quit", "q,ctrl+q", "Quit", "Leave. Drafts are kept.", "quit"),
    # Moving in a list or a text
    Action("move.down", "down,j", "Down", "Next paragraph or row.", "cursor_down", "rows", palette=False),
    Action("move.up", "up,k", "Up", "Paragraph or row before.", "cursor_up", "rows", palette=False),
    Action("move.page-down", "pagedown,space", "Page down", "One page down.", "page_down", "rows", palette=False),
    Action("move.page-up", "pageup,b", "Page up", "One page up.", "page_up", "rows", palette=False),
    Action("move.first", "home,g", "First", "To the beginning.", "first", "rows", palette=False),
    Action("move.last", "end,G", "Last", "To the end.", "last", "rows", palette=False),
    Action("move.open", "enter", "Open", "Open what is under the cursor.", "open", "rows", palette=False),
    # Read
    Action("read.next", "n", "Next",
           "Go to the next contested words (while finding: the next place).", "next", "prose", 4),
    Action("read.previous", "N", "Previous", "Go to the contested words before.", "previous", "prose"),
    Action("read.find", "slash", "Find",
           "Find words, through brackets too, or an amendment by its name. Enter goes on, Esc ends.",
           "find", "prose", 6),
    Action("read.brackets", "v", "View",
           "Show the text with brackets and names, with brackets alone, or the agreed words alone.",
           "brackets", "read", 5),
    Action("read.apply", "w", "What if",
           "Show the text with the amendment under the cursor applied; again: as it stands.", "apply", "read"),
    Action("read.wall", "P", "Projector",
           "Show nothing but the paragraph under the cursor, for the wall; enlarge the letters there. Esc ends.",
           "wall", "read"),
    Action("read.tree", "t", "List", "Go to the list of clauses.", "tree", "read", 7),
    Action("read.docket", "o", "Proposals",
           "Go to the amendments and positions on what is under the cursor.", "docket", "read"),
    Action("tree.fold", "left,h", "Fold", "Fold the part.", "fold", "tree", palette=False),
    Action("tree.unfold", "right,l", "Unfold", "Unfold the part.", "unfold", "tree", palette=False),
    # Positions
    Action("matrix.down", "down,j", "Down", "Row below.", "cursor_down", "matrix", palette=False),
    Action("matrix.up", "up,k", "Up", "Row above.", "cursor_up", "matrix", palette=False),
    Action("matrix.left", "left,h", "Left", "Signatory to the left.", "cursor_left", "matrix", palette=False),
    Action("matrix.right", "right,l", "Right", "Signatory to the right.", "cursor_right", "matrix", palette=False),
    Action("matrix.page-down", "pagedown,space", "Page down", "One page down.", "page_down", "matrix", palette=False),
    Action("matrix.page-up", "pageup,b", "Page up", "One page up.", "page_up", "matrix", palette=False),
    Action("matrix.first", "home", "First", "To the first signatory.", "first_column", "matrix", palette=False),
    Action("matrix.last", "end", "Last", "To the last signatory.", "last_column", "matrix", palette=False),
    Action("matrix.top", "g", "Top", "To the first row.", "top", "matrix", palette=False),
    Action("matrix.bottom", "G", "Bottom", "To the last row.", "bottom", "matrix", palette=False),
    Action("matrix.mine", "m", "My column", "Go to your delegation's column.", "mine", "matrix", 5),
    Action("matrix.open", "enter", "Read", "Read the text that the row is about.", "open", "matrix", palette=False),
    Action("stance.support", "plus", "Supports",
           "Support the text of the row: asks for it.", "stance('support')", "matrix"),
    Action("stance.accept", "tilde", "Can accept", "Can live with the text of the row.", "stance('accept')", "matrix"),
    Action("stance.reserve", "r", "Reserves",
           "Reserve your position, awaiting instructions.", "stance('reserve')", "matrix"),
    Action("stance.oppose", "x", "Opposes",
           "Oppose the text of the row: blocks consensus.", "stance('oppose')", "matrix"),
    Action("stance.none", "full_stop", "No position",
           "Take your position back: none is recorded.", "stance('none')", "matrix"),
    Action("positions.contested", "c", "Contested",
           "Show only what somebody opposes or reserves on.", "contested", "positions", 4),
    Action("positions.stale", "s", "Stale",
           "Show only rows with positions that were taken on an older text.", "stale", "positions"),
    Action("positions.undecided", "z", "My decisions",
           "Show only what still needs your decision.", "undecided", "positions", 6),
    Action("positions.groups", "f", "Groups",
           "Fold the members of groups into one column, or unfold them.", "groups", "positions", 7),
    Action("positions.filter", "v", "Filter",
           "Show only a group's columns, or only rows on which somebody holds a stance: who opposes blocks consensus.",
           "filter", "positions", 5),
    Action("positions.party", "o", "Its page",
           "Show everything that the signatory or group of the column proposes, supports, opposes and has said.",
           "party", "positions", 5),
    Action("positions.find", "slash", "Find",
           "Go to a clause, an amendment, a State or a group by its name.", "find", "positions", 6),
    # Draft
    Action("draft.style", "s", "Style",
           "Bracketed, clean, redline, compilation, comparison or marshalled list.", "style", "draft", 3),
    Action("draft.names", "v", "Names", "Show or leave out who wants what; under a clean text, the places to sign.",
           "names", "draft", 4),
    Action("draft.changes", "o", "Changes only", "Leave out what nobody changes, or show it.", "changes", "draft", 8),
    Action("draft.clauses", "r", "Clauses", "Show an extract: the clauses from one to another.", "clauses", "draft", 9),
    Action("draft.text", "t", "Text", "Show today's text, or one that was issued.", "text", "draft", 9),
    Action("draft.since", "c", "Since",
           "Choose the issue, or the day, since which the redline shows changes.", "since", "draft", 6),
    Action("draft.with", "w", "With",
           "Show amendments as if they were adopted; their redline is exported to Word as tracked changes.",
           "with", "draft", 7),
    Action("draft.export", "e", "Export",
           "Write the text to a file: Markdown, Word, PDF, web page, ...", "export", "draft", 2),
    # Diff
    Action("diff.side", "s", "Side by side", "Show the two texts side by side, or in one.", "side", "diff", 4),
    Action("diff.marks", "m", "Marks", "Show or leave out the marks [-old-] {+new+}.", "marks", "diff", 5),
    Action("diff.choose", "c", "Compare", "Choose what is compared.", "choose", "diff", 3),
    Action("diff.family", "o", "Belongs",
           "Go to what belongs with the amendment: what it changes, repeats or takes over, or what does so to it.",
           "family", "diff", 8),
    # Log
    Action("log.filter", "c", "Filter",
           "Show only the acts since a day, of one signatory, on one clause or of one kind, or of these together.",
           "filter", "log", 4),
)

ACTIONS: tuple[Action, ...] = (
    *_SCREENS,
    # Dialogs
    Action("amend.record", "ctrl+s", "Record", "Say what will be recorded, and ask.", "review", "amend", first=True),
    Action("amend.kind", "ctrl+t", "Kind", "Choose what kind of proposal this is.", "what", "amend", first=True),
    Action("amend.editor", "ctrl+e", "Editor", "Change the words in your own editor.", "editor", "amend", first=True),
    Action("amend.again", "ctrl+r", "Start again", "Begin with the text as it stands.", "restore", "amend", first=True),
    Action("compose.adopt", "ctrl+s", "Adopt", "Say what will be adopted, and ask.", "review", "compose", first=True),
    Action("compose.begin", "ctrl+r", "Begin", "Begin with another text.", "begin", "compose", first=True),
    Action("compose.clause", "ctrl+t", "Next clause", "Go to the next clause.", "clause", "compose", first=True),
    Action("resolve.first", "1", "First", "Take the first wording.", "choose(0)", "resolve"),
    Action("resolve.second", "2", "Second", "Take the second wording.", "choose(1)", "resolve"),
    Action("resolve.third", "3", "Third", "Take the third wording.", "choose(2)", "resolve"),
    Action("resolve.next", "n", "Next", "Go to the next place.", "step(1)", "resolve"),
    Action("resolve.previous", "N", "Previous", "Go to the place before.", "step(-1)", "resolve"),
    Action("resolve.other", "e", "Other words", "Type other words.", "own", "resolve"),
    Action("resolve.whole", "w", "Whole text", "Compose the whole text at once, without choosing.", "whole", "resolve"),
    Action("resolve.go-on", "ctrl+s", "Go on", "Go on with the words chosen.", "compose", "resolve", first=True),
    Action("gather.mark", "space", "Mark", "Mark the amendment, or take its mark away.", "mark", "gather", first=True),
    Action("gather.adopt", "ctrl+s", "Adopt", "Say what will be adopted, and ask.", "review", "gather", first=True),
    Action("settle.mark", "space", "Mark", "Mark the row, or take its mark away.", "mark", "settle", first=True),
    Action("settle.range", "r", "Range", "Mark all rows from the last one marked to this one.", "range", "settle"),
    Action("settle.other", "ctrl+t", "Amendments", "Amendments instead of clauses, or back.", "other", "settle"),
    Action("settle.status", "ctrl+s", "Status", "Choose the status, and ask.", "status", "settle", first=True),
    Action("position.record", "ctrl+s,ctrl+j", "Record", "Record the position.", "record", "position"),
    Action("position.cosponsor", "c", "Co-sponsor", "Co-sponsor, or not.", "cosponsor", "position"),
    Action("position.condition", "k", "Condition", "Make it depend on another text, or no longer.", "condition",
           "position"),
    Action("position.group", "o", "On behalf of", "Speak for the next group.", "group", "position"),
    Action("export.format", "ctrl+t", "Format", "Take the next format.", "format", "export"),
    Action("export.replace", "ctrl+r", "Replace", "Replace the file that is there.", "replace", "export"),
)
# fmt: on

BY_ID = {action.id: action for action in ACTIONS}


def answered(where: str) -> Iterator[Action]:
    """Give the actions that a screen or widget answers."""
    return (action for action in ACTIONS if action.where == where)


def bindings(*scopes: str) -> list[BindingType]:
    """Make the bindings of a screen, a widget or the app."""
    return [each for scope in scopes for action in answered(scope) for each in binding(action.id)]


def binding(id: str) -> list[BindingType]:
    """Make the binding of one action."""
    action = BY_ID[id]
    return [
        Binding(
            action.keys,
            action.call,
            action.text,
            id=action.id,
            tooltip=action.help,
            show=False,
            priority=action.first,
        )
    ]


def together(one: Action, other: Action) -> bool:
    """Whether two actions are answered at one time, so that a key can mean only one of them."""
    return any(one.where in places and other.where in places for places in _TOGETHER)
