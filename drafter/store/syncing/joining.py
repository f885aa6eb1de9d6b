"""Two lines of one signatory: two of its delegates, or one on two machines, recorded at once.

Records of different things are joined by a merge; of records of the same thing a delegate chooses one, and both stay
in the history.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from drafter.model.ids import AMENDMENTS_PREFIX, MAIN_REF, POSITIONS_PREFIX, TAGS_PREFIX, amendment_ref
from drafter.model.position import Position, parse_position
from drafter.model.problem import Problem, Refused
from drafter.model.record import parse_message
from drafter.store import recording
from drafter.store.agreed import Agreed
from drafter.store.identity import Identity
from drafter.store.plumbing import EMPTY_TREE, Entry, GitFailed
from drafter.store.recording.commit import (
    Draft,
    Moved,
    check_who,
    compose,
    moment,
    point,
    trailers_of,
    with_entries,
    write,
)
from drafter.store.recording.worktree import moving_main, showing_main
from drafter.store.repository import Repository
from drafter.store.snapshot import refs_under, tips
from drafter.store.syncing.report import Choice, Kept, Report, Side
from drafter.store.syncing.standing import move
from drafter.store.tabled import read_amendments
from drafter.store.verifying import VERIFIED_PREFIX, spoken_of, verified

SET_ASIDE = "refs/drafter/set-aside/"
MINE, THEIRS = "mine", "theirs"
MAIN = "main"
"""Stands for main, and for what the secretariat issued on what of it gives way."""
ALL = "all"
"""Stands for everything that both sides recorded."""


def join(
    repo: Repository, who: Identity, ref: str, mine: str, theirs: str, chosen: Mapping[str, str], report: Report
) -> None:
    """Bring two lines of one own ref together.

    `chosen`: `mine` or `theirs` for what both recorded: by `Choice.key`, or whatever the two records are, by its name
    (a target, an amendment, main). What nobody chose, and what may not be joined, is in the report, and the ref stays
    as it is. Raises Refused when git fails.
    """
    if ref.startswith(POSITIONS_PREFIX):
        try:
            _join_positions(repo, who, ref, mine, theirs, chosen, report)
        except GitFailed:
            raise
        except Refused as error:
            # What arrived, and what everybody shall see of it, is told all the same.
            report.kept.append(Kept(ref, (str(error.problem),), sending=True))
        return
    name = name_of(ref) or ref
    issued = ref.startswith(TAGS_PREFIX)
    own, others = (_side(repo, repo.peeled(id)) for id in (mine, theirs))
    # Nothing follows a withdrawal.
    ended = ref.startswith(AMENDMENTS_PREFIX) and _withdraws(repo, theirs)
    choice = Choice(ref, name, own, others, only_theirs=issued or ended or ref == MAIN_REF)
    taken = (
        THEIRS if ref.startswith(AMENDMENTS_PREFIX) and _say_the_same(repo, mine, theirs) else _decided(chosen, choice)
    )
    if issued and chosen.get(MAIN) == THEIRS:
        taken = THEIRS
    if taken is None or (choice.only_theirs and taken == MINE):
        report.choices.append(choice)
    elif give_way(repo, ref, mine, theirs, report) and taken == MINE:
        try:
            _record_again(repo, who, name, mine)
        except Refused as error:
            report.kept.append(
                Kept(ref, (f"your own version could not be recorded on it: {error.problem}",), sending=True)
            )


def _withdraws(repo: Repository, id: str) -> bool:
    message = parse_message(repo.commit(id).message)
    return not isinstance(message, Problem) and message.one("Action") == "withdraw"


def _say_the_same(repo: Repository, mine: str, theirs: str) -> bool:
    """Whether two versions differ in nothing but who recorded them and when: there is nothing to choose."""
    own, others = repo.commit(mine), repo.commit(theirs)
    return own.tree == others.tree and own.message == others.message


def name_of(ref: str) -> str | None:
    """Say how main, an amendment or an issue is named on the command line; None for positions, which are many."""
    if ref == MAIN_REF:
        return MAIN
    prefix = next((each for each in (AMENDMENTS_PREFIX, TAGS_PREFIX) if ref.startswith(each)), None)
    return ref.removeprefix(prefix) if prefix is not None else None


def give_way(repo: Repository, ref: str, mine: str, theirs: str | None, report: Report) -> bool:
    """Let a ref be what the server holds (None: nothing), once the own line is set aside. Raises Refused.

    Or what was recorded anew on that. Gives whether it moved; what is set aside is in the report.
    """
    aside = f"{SET_ASIDE}{ref.removeprefix('refs/').removeprefix('heads/')}/{mine[:12]}"
    # It is there already where an exchange ended between the two.
    if not move(repo, aside, None, mine, "set aside") and refs_under(repo, aside).get(aside) != mine:
        report.kept.append(Kept(ref, (f"{aside} is taken; rename it first",), sending=True))
        return False
    report.set_aside.append(aside)
    _note_no_more_than(repo, ref, theirs)
    if ref == MAIN_REF and theirs is not None:
        return _main_gives_way(repo, mine, theirs)
    return move(repo, ref, mine, theirs, "followed the server's")


def _note_no_more_than(repo: Repository, ref: str, theirs: str | None) -> None:
    """Forget that more of a ref was verified than what it gives way to: that would look as if it was rewound."""
    noted = verified(repo).get(ref)
    if noted is None or (theirs is not None and repo.is_ancestor(noted, theirs)):
        return
    kept = repo.meeting(noted, theirs) if theirs is not None and not ref.startswith(TAGS_PREFIX) else None
    move(repo, f"{VERIFIED_PREFIX}{ref.removeprefix('refs/')}", noted, kept, "set aside")


def _decided(chosen: Mapping[str, str], choice: Choice) -> str | None:
    return chosen.get(choice.key, chosen.get(choice.name, chosen.get(ALL)))


def _join_positions(
    repo: Repository, who: Identity, ref: str, mine: str, theirs: str, chosen: Mapping[str, str], report: Report
) -> None:
    base = repo.meeting(mine, theirs)
    before = files_of(repo, repo.commit(base).tree if base is not None else EMPTY_TREE)
    own, others = (files_of(repo, repo.commit(id).tree) for id in (mine, theirs))
    taken: dict[str, Entry | None] = {}
    open_choices: list[Choice] = []
    resolved: list[str] = []
    said = spoken_of(repo, mine, theirs), spoken_of(repo, theirs, mine)
    for path in sorted({*own, *others}):
        if own.get(path) == others.get(path):
            continue
        if path not in said[0] and own.get(path) == before.get(path):
            continue
        if path not in said[1] and others.get(path) == before.get(path):
            taken[path] = own.get(path)
            continue
        choice = _choice(repo, ref, path, mine, theirs, own, others)
        decided = _decided(chosen, choice)
        if decided not in (MINE, THEIRS):
            open_choices.append(choice)
            continue
        resolved += [choice.mine.commit, choice.theirs.commit]
        if decided == MINE:
            taken[path] = own.get(path)
    if open_choices:
        report.choices.extend(open_choices)
        return
    agreed = Agreed(repo, repo.commit(tips(repo)[MAIN_REF]))
    check_who(agreed, who)
    server, clone = repo.commit(theirs), repo.commit(mine)
    trailers = [*trailers_of(agreed, "position", who), ("Action", "join")]
    trailers += [("Resolves", id) for id in dict.fromkeys(resolved)]
    draft = Draft(
        ref=ref,
        old=mine,
        tree=with_entries(repo, server.tree, taken) if taken else server.tree,
        parents=(theirs, mine),
        message=compose(f"{who.code} joins two lines of its positions", "", trailers),
        who=who,
        epoch=moment(None, [server, clone]),
    )
    # Who recorded meanwhile joins with the next exchange.
    with suppress(Moved):
        point(repo, draft, write(repo, draft))
        report.joined.append(ref)


def _main_gives_way(repo: Repository, mine: str, theirs: str) -> bool:
    """Let main be what the server holds: the secretariat's own acts were set aside."""
    with moving_main(repo), showing_main(repo) as shown:
        if shown is not None:
            shown.check(mine)
            shown.check_follows(mine, theirs)
        if not move(repo, MAIN_REF, mine, theirs, "followed the server's"):
            return False
        if shown is not None:
            # If not, the next act on main, or the next exchange, brings the work tree up to date.
            with suppress(GitFailed):
                shown.follow(mine, theirs)
        return True


def _record_again(repo: Repository, who: Identity, id: str, mine: str) -> None:
    """Record an own version of an amendment anew, on the server's: the words that its delegate wrote, on the text on
    which they were written, and nothing of the server's version. Raises Refused.
    """
    message = parse_message(repo.commit(mine).message)
    if isinstance(message, Problem):
        raise Refused(message)
    if message.one("Action") == "withdraw":
        recording.withdraw(repo, who, id, message.statement)
        return
    now = {**tips(repo), amendment_ref(id): mine}
    read, problems = read_amendments(repo, now, Agreed(repo, repo.commit(now[MAIN_REF])), decided=False)
    found = next((each for each in read if each.id == id), None)
    if found is None:
        raise Refused(next((each for each in problems if id in each.message), Problem(rule="amendment", message=id)))
    proposed = {each.clause: each.after for each in found.changes}
    recording.revise(repo, who, id, proposed, message.statement, base=found.base, whole=True)


def files_of(repo: Repository, tree: str) -> dict[str, Entry]:
    """Give every file of a tree by path."""
    listed = repo.git.run("ls-tree", "-r", "-z", tree).decode("utf-8", "surrogateescape")
    found = {}
    for line in listed.split("\0"):
        head, _, path = line.partition("\t")
        if path:
            mode, _, id = head.split(" ")
            found[path] = Entry(mode, id)
    return found


def _choice(
    repo: Repository,
    ref: str,
    path: str,
    mine: str,
    theirs: str,
    own: Mapping[str, Entry],
    others: Mapping[str, Entry],
) -> Choice:
    name = path
    sides = []
    for tip, files in ((mine, own), (theirs, others)):
        last = repo.git.run("rev-list", "--max-count=1", tip, "--", path).decode().strip() or tip
        says = "removed"
        if path in files:
            read = parse_position(repo.blobs([files[path].id])[files[path].id], path)
            if isinstance(read, Problem):
                says = read.message
            else:
                name = str(read.target)
                says = spoken(read)
        sides.append(_side(repo, last, says))
    return Choice(ref, name, sides[0], sides[1])


def spoken(position: Position) -> str:
    """Say what a position says, and for whom: two records may differ in that alone."""
    said = position.stance.value
    if position.cosponsor:
        said += ", as co-sponsor"
    if position.on_behalf_of:
        said += f", on behalf of {position.on_behalf_of}"
    if position.conditions:
        said += f", on condition: {', '.join(f'{each.degree.value} {each.target}' for each in position.conditions)}"
    return f"{said}: {position.statement}" if position.statement else said


def _side(repo: Repository, id: str, says: str | None = None) -> Side:
    commit = repo.commit(id)
    if says is None:
        message = parse_message(commit.message)
        reason = "" if isinstance(message, Problem) else message.statement
        says = ": ".join(filter(None, (commit.message.partition("\n")[0], reason)))
    return Side(id, commit.author, commit.date, says)
