"""Attacks with objects that git stores and reads, and that two programs may read differently: trees that list a file
twice, modes and dates that nobody writes, tags of tags, refs where nobody looks."""

from __future__ import annotations

from dataclasses import replace

from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.store.objects import parse_tree
from tests.store.acts import plain_git
from tests.store.attacks.attack import attack, put
from tests.store.attacks.moving import _issue, _join, _lines
from tests.store.attacks.presiding import MAIN, decision
from tests.store.attacks.proposing import NEW, reworded, tabling
from tests.store.attacks.stage import Stage, commit, head, keys, person, stance

DEU, AUS = "refs/heads/positions/DEU", "refs/heads/positions/AUS"
REV = "refs/tags/Rev.2"

_Row = tuple[str, bytes, str]


def _listed(stage: Stage, tree: str) -> list[_Row]:
    return [(entry.mode, name.encode(), entry.id) for name, entry in parse_tree(stage.read(tree)).items()]


def _with(stage: Stage, tree: str, *more: _Row, inside: str = "", last: bool = True) -> str:
    """The same tree with entries that may have the names of others, before or behind them."""
    if inside:
        below = parse_tree(stage.read(tree))[inside].id
        changed = _with(stage, below, *more, last=last)
        rows = [row if row[1] != inside.encode() else (row[0], row[1], changed) for row in _listed(stage, tree)]
        return stage.raw_tree(rows)
    known = _listed(stage, tree)
    return stage.raw_tree([*known, *more] if last else [*more, *known])


@attack("path")
def a_position_listed_twice_in_a_first_record(stage: Stage) -> None:
    draft, other = stance(stage, "AUS"), stance(stage, "AUS", stance=Stance.OPPOSE)
    evil = parse_tree(stage.read(parse_tree(stage.read(other.tree))["clauses"].id))["preamble.toml"].id
    put(stage, AUS, replace(draft, tree=_with(stage, draft.tree, ("100644", b"preamble.toml", evil), inside="clauses")))


@attack("path")
def a_position_listed_again_behind_itself(stage: Stage) -> None:
    draft = stance(stage, target=Target("scope"), stance=Stance.OPPOSE)
    new = parse_tree(stage.read(parse_tree(stage.read(draft.tree))["clauses"].id))["scope.toml"].id
    tree = _with(stage, stage.tree_of(stage.tip(DEU)), ("100644", b"scope.toml", new), inside="clauses")
    put(stage, DEU, replace(draft, tree=tree))


@attack("path")
def a_position_listed_again_before_itself(stage: Stage) -> None:
    draft = stance(stage, target=Target("scope"), stance=Stance.OPPOSE)
    new = parse_tree(stage.read(parse_tree(stage.read(draft.tree))["clauses"].id))["scope.toml"].id
    tree = _with(stage, stage.tree_of(stage.tip(DEU)), ("100644", b"scope.toml", new), inside="clauses", last=False)
    put(stage, DEU, replace(draft, tree=tree))


@attack("path")
def a_directory_listed_twice(stage: Stage) -> None:
    draft = stance(stage)
    file = parse_tree(stage.read(parse_tree(stage.read(draft.tree))["clauses"].id))["preamble.toml"].id
    alone = stage.raw_tree([("100644", b"preamble.toml", file)])
    put(stage, DEU, replace(draft, tree=_with(stage, stage.tree_of(stage.tip(DEU)), ("40000", b"clauses", alone))))


@attack("path", "clause")
def a_clause_listed_twice_on_main(stage: Stage) -> None:
    draft = decision(stage, "edit", reworded(stage))
    new = parse_tree(stage.read(parse_tree(stage.read(draft.tree))["clauses"].id))["210-scope.md"].id
    tree = _with(stage, stage.tree_of(stage.main), ("100644", b"210-scope.md", new), inside="clauses")
    put(stage, MAIN, replace(draft, tree=tree))


@attack("path", "clause")
def a_clause_listed_twice_in_an_amendment(stage: Stage) -> None:
    draft = tabling(stage, "FRA-000007", reworded(stage))
    new = parse_tree(stage.read(parse_tree(stage.read(draft.tree))["clauses"].id))["210-scope.md"].id
    tree = _with(stage, stage.tree_of(stage.main), ("100644", b"210-scope.md", new), inside="clauses")
    put(stage, NEW, replace(draft, tree=tree))


@attack("join", "path")
def a_join_that_lists_a_position_twice(stage: Stage) -> None:
    ours, theirs = _lines(stage)
    tree = plain_git(stage.root, "merge-tree", "--write-tree", ours, theirs).strip()
    evil = stage.file(stance(stage, target=Target("scope"), stance=Stance.SUPPORT).tree, "clauses/scope.toml")
    entry = stage.blob(evil)
    _join(stage, ours, theirs, _with(stage, tree, (entry[0], b"scope.toml", entry[1]), inside="clauses", last=False))


@attack("mode")
def a_position_that_is_a_program(stage: Stage) -> None:
    draft = stance(stage)
    content = stage.write("blob", stage.file(draft.tree, "clauses/preamble.toml"))
    put(stage, DEU, stance(stage, files={"clauses/preamble.toml": ("100755", content)}))


@attack("path")
def a_position_whose_group_may_write(stage: Stage) -> None:
    draft = stance(stage)
    content = stage.write("blob", stage.file(draft.tree, "clauses/preamble.toml"))
    put(stage, DEU, stance(stage, files={"clauses/preamble.toml": ("100664", content)}))


@attack("path", "mode")
def a_tree_without_a_floor(stage: Stage) -> None:
    draft = stance(stage)
    below = stage.raw_tree([("100644", b"x", stage.blob(b"x")[1])])
    for _ in range(1500):
        below = stage.raw_tree([("40000", b"a", below)])
    put(stage, DEU, replace(draft, tree=stage.tree(draft.tree, {"a": ("40000", below)})))


@attack("ref-name")
def an_issue_that_git_shows_in_the_place_of_main(stage: Stage) -> None:
    _issue(stage, ref="refs/tags/main")


@attack("path", "mode")
def a_position_beside_a_tree_that_unfolds_without_end(stage: Stage) -> None:
    put(stage, DEU, stance(stage, files={"beside": ("40000", _unfolding(stage))}))


@attack("path", "mode")
def a_correction_beside_a_tree_that_unfolds_without_end(stage: Stage) -> None:
    said = [("Clause", "scope"), ("Text-SHA256", f"scope {'0' * 64}")]
    put(stage, MAIN, decision(stage, "edit", {"clauses/beside": ("40000", _unfolding(stage))}, said))


@attack("path", "mode")
def an_amendment_beside_a_tree_that_unfolds_without_end(stage: Stage) -> None:
    put(stage, NEW, tabling(stage, "FRA-000007", {"clauses/beside": ("40000", _unfolding(stage))}))


@attack("join", "mode")
def a_join_of_a_tree_that_unfolds_without_end(stage: Stage) -> None:
    ours, theirs = _lines(stage)
    _join(stage, ours, theirs, stage.tree(stage.tree_of(theirs), {"beside": ("40000", _unfolding(stage))}))


@attack("path", "mode")
def a_position_below_more_directories_than_there_are(stage: Stage) -> None:
    inner = stage.blob(b"x")
    # Deeper than Python calls itself, and not so deep that a newer git takes no part in it at all (2048).
    for _ in range(1500):
        inner = ("40000", stage.raw_tree([(inner[0], b"d", inner[1])]))
    put(stage, DEU, stance(stage, files={"beside": inner}))


@attack("message", "header")
def a_null_in_a_message(stage: Stage) -> None:
    put(stage, DEU, replace(stance(stage), statement="We support this.\0We oppose it."))


@attack("message")
def trailers_without_end(stage: Stage) -> None:
    draft = stance(stage)
    many = tuple(("Resolves", f"{number:040x}") for number in range(1200))
    put(stage, DEU, replace(draft, trailers=(*draft.trailers, *many)))


@attack("trailers")
def a_position_on_two_targets(stage: Stage) -> None:
    draft = stance(stage)
    rows = list(draft.trailers)
    place = next(number for number, row in enumerate(rows) if row[0] == "Clause")
    put(stage, DEU, replace(draft, trailers=(*rows[: place + 1], ("Clause", "scope"), *rows[place + 1 :])))


@attack("date")
def a_record_from_another_age(stage: Stage) -> None:
    _dated(stage, b"99999999999")


@attack("header")
def a_record_from_before_time(stage: Stage) -> None:
    _dated(stage, b"-1")


@attack("header")
def a_date_that_no_number_holds(stage: Stage) -> None:
    _dated(stage, b"18446744073709551617")


@attack("ref-name", "ref-kind")
def an_issue_that_is_a_light_tag(stage: Stage) -> None:
    stage.move(REV, stage.main)


@attack("message", "trailers", "record", "issue", "act")
def an_issue_of_a_decision(stage: Stage) -> None:
    _tag(stage, stage.main)


@attack("record", "issue", "signatory", "delegate")
def an_issue_of_the_record_of_a_delegation(stage: Stage) -> None:
    _tag(stage, stage.tip(DEU))


@attack("ref-name")
def an_issue_of_an_issue(stage: Stage) -> None:
    _tag(stage, stage.tip("refs/tags/Rev.1"), kind="tag")


@attack("ref-name", logged=False)
def an_issue_of_files_alone(stage: Stage) -> None:
    _tag(stage, stage.tree_of(stage.main), kind="tree")


@attack("ref-name", "rewound", logged=False)
def a_note_of_how_far_the_server_verified(stage: Stage) -> None:
    stage.move("refs/drafter/verified/heads/positions/DEU", commit(stage, replace(stance(stage), signed=False)))


@attack("ref-name", logged=False)
def a_ref_below_another_root(stage: Stage) -> None:
    stage.move("refs/pull/1/head", stage.main)


@attack("ref-name", "signatory", logged=False)
def a_branch_as_if_from_a_remote(stage: Stage) -> None:
    stage.move("refs/remotes/origin/positions/DEU", commit(stage, replace(stance(stage), signed=False)))


def _dated(stage: Stage, epoch: bytes) -> None:
    draft = replace(stance(stage), signed=False)
    raw = stage.read(commit(stage, draft))
    old = raw.split(b"committer ")[1].split(b"> ")[1].split(b" ")[0]
    raw = raw.replace(b"> " + old + b" ", b"> " + epoch + b" ")
    made = keys()[draft.by].sign(raw).rstrip().replace("\n", "\n ")
    top, _, text = raw.partition(b"\n\n")
    stage.move(DEU, stage.write("commit", top + f"\ngpgsig {made}\n\n".encode() + text))


def _tag(stage: Stage, object: str, kind: str = "commit") -> None:
    """An annotated tag that the secretariat signed, of anything."""
    by = "secretariat@example.org"
    rows = (*head(stage, "main", "XXS"), ("Regarding", stage.main), ("Action", "issue"), ("Issue", "Rev.2"))
    said = "Issue Rev.2\n\n" + "\n".join(f"{key}: {value}" for key, value in rows) + "\n"
    text = f"object {object}\ntype {kind}\ntag Rev.2\ntagger {person(by)} 1773565200 +0000\n\n{said}".encode()
    stage.move(REV, stage.write("tag", text + keys()[by].sign(text).encode()))


def _unfolding(stage: Stage) -> str:
    """A few small trees that hold, as a work tree would, ten thousand million files."""
    inner = stage.blob(b"x")
    for _ in range(10):
        inner = ("40000", stage.raw_tree([(inner[0], b"%d" % name, inner[1]) for name in range(10)]))
    return inner[1]
