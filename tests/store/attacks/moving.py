"""Attacks with refs: rewinding, deleting, tags, replaced objects, the server's own log, joins that lose a record."""

from __future__ import annotations

from dataclasses import replace

from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.store.plumbing import EMPTY_TREE
from tests.store.acts import day, plain_git
from tests.store.attacks.attack import attack, put
from tests.store.attacks.presiding import MAIN, decision
from tests.store.attacks.proposing import reworded
from tests.store.attacks.stage import SERVER, Draft, Stage, commit, head, keys, person, stance

DEU, FRA = "refs/heads/positions/DEU", "refs/heads/positions/FRA"
AMENDMENT = "refs/heads/amendments/FRA-000002"


def _before(stage: Stage, ref: str) -> str:
    return plain_git(stage.root, "rev-parse", f"{ref}^1").strip()


@attack("rewound")
def positions_rewound(stage: Stage) -> None:
    stage.move(DEU, _before(stage, DEU))


@attack("rewound")
def positions_rewritten(stage: Stage) -> None:
    parent = _before(stage, DEU)
    put(stage, DEU, replace(stance(stage), parents=(parent,)))


@attack("rewound")
def positions_begun_anew(stage: Stage) -> None:
    put(stage, DEU, replace(stance(stage), parents=()))


@attack("rewound")
def main_rewound(stage: Stage) -> None:
    stage.move(MAIN, _before(stage, MAIN))


@attack("rewound")
def main_turned_around(stage: Stage) -> None:
    other = commit(stage, replace(decision(stage, "edit", reworded(stage)), parents=(_before(stage, MAIN),)))
    put(stage, MAIN, replace(decision(stage, "edit", reworded(stage)), parents=(other, stage.main)))


@attack("rewound")
def an_amendment_replaced(stage: Stage) -> None:
    from tests.store.attacks.proposing import tabling

    put(stage, AMENDMENT, tabling(stage, "FRA-000002", reworded(stage)))


@attack("ref-deleted")
def positions_deleted(stage: Stage) -> None:
    stage.move(DEU, None)


@attack("ref-deleted")
def an_amendment_deleted(stage: Stage) -> None:
    stage.move(AMENDMENT, None)


@attack("ref-deleted")
def an_issue_deleted(stage: Stage) -> None:
    stage.move("refs/tags/Rev.1", None)


@attack("ref-name")
def a_branch_of_nobody(stage: Stage) -> None:
    stage.move("refs/heads/evil", stage.main)


@attack("ref-name")
def a_branch_below_a_branch(stage: Stage) -> None:
    stage.move("refs/heads/positions/AUS/x", stage.main)


@attack("ref-name")
def positions_in_small_letters(stage: Stage) -> None:
    put(stage, "refs/heads/positions/aus", stance(stage, "AUS"))


@attack("ref-name")
def a_tag_that_is_no_issue(stage: Stage) -> None:
    stage.move("refs/tags/final", stage.main)


@attack("ref-name")
def notes(stage: Stage) -> None:
    stage.move("refs/notes/commits", stage.main)


@attack("replace", "ref-name")
def a_replaced_object(stage: Stage) -> None:
    stage.move(f"refs/replace/{stage.tip(DEU)}", stage.tip(FRA))


@attack("ref-kind", logged=False)
def positions_that_are_a_file(stage: Stage) -> None:
    stage.move("refs/heads/positions/AUS", stage.blob(b"x")[1])


@attack("issue")
def an_issue_of_another_text(stage: Stage) -> None:
    _issue(stage, tree=stage.tree(stage.tree_of(stage.main), reworded(stage)))


@attack("delegate")
def an_issue_by_a_delegation(stage: Stage) -> None:
    _issue(stage, by="fra@example.org")


@attack("issue")
def an_issue_that_holds_what_is_on_no_branch(stage: Stage) -> None:
    other = commit(stage, stance(stage, "AUS"))
    _issue(stage, joined=(other,))


@attack("unsigned")
def an_issue_whose_tag_is_not_signed(stage: Stage) -> None:
    _issue(stage, signed=False)


@attack("issue")
def an_issue_under_another_name(stage: Stage) -> None:
    _issue(stage, ref="refs/tags/Rev.3")


@attack("join")
def a_join_that_loses_a_record(stage: Stage) -> None:
    ours, theirs = _lines(stage)
    _join(stage, ours, theirs, stage.tree_of(ours))


@attack("join")
def a_join_that_drops_what_was_said_again(stage: Stage) -> None:
    ours, theirs = _said_again(stage)
    _join(stage, ours, theirs, stage.tree_of(theirs))


@attack("join")
def a_join_that_keeps_what_was_said_again_and_does_not_say_so(stage: Stage) -> None:
    ours, theirs = _said_again(stage)
    _join(stage, ours, theirs, stage.tree_of(ours))


@attack("join")
def a_join_that_says_something_new(stage: Stage) -> None:
    ours, theirs = _lines(stage)
    tree = plain_git(stage.root, "merge-tree", "--write-tree", ours, theirs).strip()
    more = stage.blob(b"x")
    _join(stage, ours, theirs, stage.tree(tree, {"clauses/depositary.toml": more}))


@attack("parents", "trailers")
def a_join_that_is_a_position(stage: Stage) -> None:
    ours, theirs = _lines(stage)
    put(stage, DEU, replace(stance(stage), parents=(ours, theirs)))


@attack("signatory", "delegate", "record", "join")
def a_join_with_the_line_of_another(stage: Stage) -> None:
    ours, theirs = stage.tip(DEU), stage.tip(FRA)
    tree = plain_git(stage.root, "merge-tree", "--write-tree", "--allow-unrelated-histories", ours, theirs).strip()
    _join(stage, ours, theirs, tree)


@attack("log-gap", logged=False)
def an_entry_of_the_log_left_out(stage: Stage) -> None:
    _entry(stage, Seq="99")


@attack("log-clock", logged=False)
def an_entry_of_the_log_backdated(stage: Stage) -> None:
    _entry(stage, Received=day(3))


@attack("log-entry", logged=False)
def an_entry_of_the_log_that_hides_a_move(stage: Stage) -> None:
    _entry(stage, Old="1" * 40)


@attack("key", logged=False)
def an_entry_of_the_log_by_somebody_else(stage: Stage) -> None:
    _entry(stage, key="fra@example.org")


@attack("rewound", logged=False)
def a_log_that_was_rewound(stage: Stage) -> None:
    stage.move("refs/heads/log", _before(stage, "refs/heads/log"))


@attack("unlogged", logged=False, door=False)
def a_record_that_never_came_by_the_log(stage: Stage) -> None:
    put(stage, DEU, stance(stage))


def _issue(
    stage: Stage, *, tree: str | None = None, by: str = "secretariat@example.org", joined: tuple[str, ...] = (),
    signed: bool = True, ref: str = "refs/tags/Rev.2",
) -> None:  # fmt: skip
    rows = [("Regarding", stage.main), ("Issue", "Rev.2")]
    draft = decision(stage, "issue", None, rows)
    draft = replace(draft, by=by, tree=tree or draft.tree, parents=(stage.main, *joined), subject="Issue Rev.2")
    id = commit(stage, draft)
    text = f"object {id}\ntype commit\ntag Rev.2\ntagger {person(by)} 1773565200 +0000\n\n{draft.text()}".encode()
    stage.move(ref, stage.write("tag", text + (keys()[by].sign(text).encode() if signed else b"")))


def _lines(stage: Stage) -> tuple[str, str]:
    """Two lines of Germany's positions that part at its tip."""
    ours = commit(stage, stance(stage))
    theirs = commit(stage, stance(stage, target=Target("critical-infrastructure"), stance=Stance.OPPOSE))
    return ours, theirs


def _said_again(stage: Stage) -> tuple[str, str]:
    """Two lines: one supports what Germany accepts, and then accepts it again; the other opposes it."""
    target, tip = Target("depositary"), stage.tip(DEU)
    before = stage.file(tip, target.path)
    regarding = plain_git(stage.root, "log", "-1", "--format=%(trailers:key=Regarding,valueonly)", tip, "--",
                          target.path).strip()  # fmt: skip
    first = commit(stage, stance(stage, target=target))
    again = stance(stage, target=target, content=before, stance=Stance.ACCEPT).said(Regarding=regarding)
    theirs = commit(stage, stance(stage, target=target, stance=Stance.OPPOSE))
    return commit(stage, replace(again, parents=(first,))), theirs


def _join(stage: Stage, ours: str, theirs: str, tree: str, *resolved: str) -> None:
    rows = (*head(stage, "position", "DEU"), ("Action", "join"), *(("Resolves", each) for each in resolved))
    put(stage, DEU, Draft(tree=tree, parents=(ours, theirs), trailers=rows, subject="DEU joins its lines"))


def _entry(stage: Stage, *, key: str | None = None, **changed: str) -> None:
    """An entry of the log for a sound record of Germany."""
    new = commit(stage, stance(stage))
    stage.move(DEU, new)
    tip = stage.tip("refs/heads/log")
    rows = dict(line.split(": ", 1) for line in stage.read(tip).decode().splitlines() if ": " in line)
    said = {
        "Drafter-Record": "log/1", "Treaty": stage.treaty, "Seq": str(int(rows["Seq"]) + 1), "Ref": DEU,
        "Old": stage.tip(DEU), "New": new, "Received": day(16), **changed,
    }  # fmt: skip
    draft = Draft(
        tree=EMPTY_TREE, parents=(tip, new), trailers=tuple(said.items()), author="Server <log@example.org>",
        key=keys()[key] if key is not None else SERVER, subject="log", date=max(day(16), said["Received"]),
    )  # fmt: skip
    put(stage, "refs/heads/log", draft)
