"""Main: each commit a decision of the secretariat that changes what it says, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from drafter.model.amendment import Amendment, Change
from drafter.model.clause import Clause
from drafter.model.ids import CLAUSE_PATH, MAIN_REF, ROSTER_FILE, SECRETARIAT, amendment_ref, positions_ref
from drafter.model.problem import Problem
from drafter.model.record import Message, parse_message
from drafter.model.terms import RECOMMENDED, AmendmentStatus, ClauseStatus
from drafter.store.agreed import read_clauses
from drafter.store.changes import AS_MODIFIED, MAY_BE_SAID, reopened, status_when_edited
from drafter.store.finding import with_parents
from drafter.store.plumbing import EMPTY_TREE, Difference, Entry
from drafter.store.tabled import read_amendments
from drafter.store.verifying.acts import trailers_flaw
from drafter.store.verifying.examination import RefChange
from drafter.store.verifying.files import clause_flaw, file_flaw, twin_flaw
from drafter.store.verifying.ground import Ground, Read
from drafter.store.verifying.overtaken import overtaken
from drafter.store.verifying.parties import RECOVERED, never_speaking, roster_flaw, spoken_for, unconsented
from drafter.store.verifying.trees import tree_flaws


def stand_on(ground: Ground, tip: str) -> None:
    """Take in main's history up to a tip that was examined before: its commits and its rosters."""
    history = ground.repo.history(tip)[::-1]
    commits = ground.repo.commits(history)
    ground.received(MAIN_REF, history)
    tops = ground.repo.trees(commits[id].tree for id in history)
    known: dict[object, object] = {}
    for place, id in enumerate(history):
        ground.main[id] = place
        entry = tops[commits[id].tree].get(ROSTER_FILE)
        if known.get("entry") != entry:
            known["entry"] = entry
            roster, _ = ground.roster(commits[id].tree)
            if roster is not None:
                ground.keyring.add(_moment(ground, ground.when(commits[id]).epoch), roster)
    ground.treaty = f"{ground.keyring.rosters[-1].id}/{history[0][:12]}" if ground.keyring.rosters else ""


def examine_signers(ground: Ground, change: RefChange) -> list[Read]:
    """Check of main's new commits who made them and what they do to signatories.toml; give those that can be read.

    The keys by which everything else is judged come from here: up to the first commit that breaks a rule.
    """
    assert change.new is not None
    ids = ground.line(change.new, change.old)
    ground.received(MAIN_REF, ids)
    found: list[Read] = []
    sound = True
    for id, raw in ground.raw(ids):
        if not ground.main and change.old is None and id == ids[0]:
            _begin(ground, id)
        read = ground.read(id, raw, MAIN_REF, "main", SECRETARIAT)
        if read is not None:
            found.append(read)
            if sound:
                _check_parties(ground, read)
        sound = sound and id not in ground.flawed(MAIN_REF)
        if sound:
            ground.main[id] = len(ground.main)
    return found


def examine_decisions(ground: Ground, reads: Sequence[Read]) -> None:
    """Check of main's new commits that each changes what it says, up to the first that breaks a rule.

    What stands on that can't be told from what it says: the text that it changes may not even be readable.
    """
    reads = [read for read in reads if not read.commit.parents or read.commit.parents[0] in ground.main]
    trees = {read.id: ground.repo.commit(read.commit.parents[0]).tree if read.commit.parents else EMPTY_TREE
             for read in reads}  # fmt: skip
    pairs = [(trees[read.id], read.commit.tree) for read in reads]
    differences, broken = ground.differences(pairs), tree_flaws(ground, pairs)
    for read, pair in zip(reads, pairs, strict=True):
        if pair in broken:
            ground.wrong(read.id, MAIN_REF, *broken[pair])
        else:
            _check_decision(ground, read, differences[pair])
        if read.id in ground.flawed(MAIN_REF):
            return


def _begin(ground: Ground, root: str) -> None:
    if ground.trust.root is not None and ground.trust.root != root:
        ground.wrong(root, MAIN_REF, "root", f"main does not begin with {ground.trust.root[:12]}")
    commit = ground.repo.commit(root)
    roster, _ = ground.roster(commit.tree) if commit.tree else (None, ())
    if roster is not None:
        ground.keyring.add(ground.when(commit).epoch, roster)
        ground.treaty = f"{roster.id}/{root[:12]}"


def _check_parties(ground: Ground, read: Read) -> None:
    if not read.commit.parents:
        return
    entries = ground.repo.tree(read.commit.tree)
    before = ground.repo.tree(ground.repo.commit(read.commit.parents[0]).tree).get(ROSTER_FILE)
    if entries.get(ROSTER_FILE) == before:
        return
    if read.message.one("Action") != "roster":
        ground.wrong(read.id, MAIN_REF, "path", f"it changes {ROSTER_FILE}, which only the act `roster` does")
        return
    after, problems = ground.roster(read.commit.tree)
    if after is None:
        ground.wrong(read.id, MAIN_REF, "roster", f"{ROSTER_FILE}: {problems[0].message}")
        return
    flaw = roster_flaw(ground.keyring, ground.keyring.rosters[-1], after)
    # What an early version of the program let in stays readable; nothing new of it comes in.
    for said in never_speaking(ground.keyring.rosters[-1], after):
        if ground.arriving(read.id):
            flaw = flaw or ("roster", said)
        else:
            ground.notice(read.id, MAIN_REF, "parties", said)
    if flaw is not None:
        ground.wrong(read.id, MAIN_REF, *flaw)
        return
    recovered = set(read.message.all("Recovery"))
    found, used = unconsented(ground, read, ground.keyring.rosters[-1], after)
    for code, why in found.items():
        if code in recovered:
            said = f"the secretariat changed the delegates of {code} without its consent (a recovery)"
            ground.notice(read.id, MAIN_REF, "recovery", said)
        else:
            ground.wrong(read.id, MAIN_REF, "consent", f"it changes the delegates of {code}: {why}")
    if recovered and not read.message.subject.endswith(RECOVERED):
        ground.wrong(read.id, MAIN_REF, "consent", f"it is a recovery, and its subject does not end with{RECOVERED}")
    if recovered - set(found):
        ground.wrong(read.id, MAIN_REF, "consent", f"it is no recovery of {min(recovered - set(found))}")
    if read.id in ground.flawed(MAIN_REF):
        # Nor need there be what it names.
        return
    if used != set(read.message.all("Consent")):
        ground.wrong(read.id, MAIN_REF, "consent", "it names a consent of which it makes no use")
    elif used:
        held = ground.held_before(read.commit, map(positions_ref, after.by_code))
        for flaw in overtaken(ground.repo, read.commit, held):
            ground.wrong(read.id, MAIN_REF, *flaw)
    for said in spoken_for(ground.keyring.rosters[-1], after):
        ground.notice(read.id, MAIN_REF, "parties", said)
    if read.id not in ground.flawed(MAIN_REF):
        ground.keyring.add(_moment(ground, ground.when(read.commit).epoch), after)


def _moment(ground: Ground, epoch: int) -> int:
    """Rosters come into force one after the other, whatever clocks say."""
    return max([epoch, *ground.keyring.since[-1:]])


def _check_decision(ground: Ground, read: Read, differences: Sequence[Difference]) -> None:
    flaw = trailers_flaw(read.message)
    if flaw is not None:
        ground.wrong(read.id, MAIN_REF, *flaw)
        return
    action, parents = read.message.one("Action"), read.commit.parents
    if (action == "open") != (not parents):
        ground.wrong(read.id, MAIN_REF, "act", "main begins with the act `open`, and holds no other")
        return
    if action == "issue":
        ground.wrong(read.id, MAIN_REF, "act", "an issue is a tag, not a commit of main")
        return
    if action != "adopt" and len(parents) > 1:
        ground.wrong(read.id, MAIN_REF, "parents", "only an adoption joins other branches to main")
        return
    if _check_files(ground, read, differences):
        return
    if action == "open":
        _check_hashes(ground, read, {})
    elif action == "status":
        _check_status(ground, read, differences)
    elif action == "recommend":
        _check_recommendation(ground, read, differences)
    elif action == "adopt":
        _check_adoption(ground, read, differences)
    elif action == "edit":
        _check_edit(ground, read, differences)


def _check_files(ground: Ground, read: Read, differences: Sequence[Difference]) -> bool:
    """Check path, mode and content of what a decision changes; says whether something is wrong."""
    action = read.message.one("Action")
    for each in differences:
        flaw = file_flaw(each)
        if flaw is None and action != "open":
            own = each.path == ROSTER_FILE if action == "roster" else each.path.startswith("clauses/")
            flaw = None if own else ("path", f"the act `{action}` does not change {each.path}")
        if flaw is None and each.path.startswith("clauses/"):
            flaw = clause_flaw(ground, each)
        if flaw is not None:
            ground.wrong(read.id, MAIN_REF, *flaw)
            return True
    flaw = twin_flaw(ground, read.commit.tree, differences)
    if flaw is not None:
        ground.wrong(read.id, MAIN_REF, *flaw)
    return flaw is not None


def _check_status(ground: Ground, read: Read, differences: Sequence[Difference]) -> None:
    message = read.message
    named = (*message.all("Amendment"), *message.all("Clause"))
    if len(named) != 1:
        ground.wrong(read.id, MAIN_REF, "trailers", "a status is that of one clause or one amendment")
        return
    if message.one("Amendment") is not None:
        if differences:
            ground.wrong(read.id, MAIN_REF, "trailers", "the status of an amendment changes no file")
        elif message.one("Status") not in [each.value for each in MAY_BE_SAID]:
            ground.wrong(read.id, MAIN_REF, "status", f"nobody says of an amendment that it is {message.one('Status')}")
        elif amendment_ref(named[0]) not in ground.view:
            ground.wrong(read.id, MAIN_REF, "status", f"there is no amendment {named[0]}")
        return
    changed = _after(differences)
    before = _clause(ground, differences[0].path, differences[0].before) if differences else None
    status = message.one("Status") or ""
    if len(differences) != 1 or set(changed) != {named[0]} or before is None:
        ground.wrong(read.id, MAIN_REF, "trailers", f"it changes other files than that of {named[0]}")
        return
    if ClauseStatus.DELETED.value in (status, before.status.value):
        ground.wrong(read.id, MAIN_REF, "status", "a clause is not deleted or brought back by its status")
        return
    after = _clause(ground, changed[named[0]].path, changed[named[0]].after)
    if after is None or after.source != before.with_value("status", status).source:
        ground.wrong(read.id, MAIN_REF, "trailers", f"it does not make {named[0]} `{status}`, and nothing else")


def _check_recommendation(ground: Ground, read: Read, differences: Sequence[Difference]) -> None:
    message = read.message
    named = message.all("Amendment")
    if len(named) != 1 or differences:
        ground.wrong(read.id, MAIN_REF, "trailers", "a recommendation is about one amendment, and changes no file")
    elif message.one("Status") not in [each.value for each in (*RECOMMENDED, AmendmentStatus.TABLED)]:
        ground.wrong(read.id, MAIN_REF, "status", f"nobody recommends that an amendment be {message.one('Status')}")
    elif amendment_ref(named[0]) not in ground.view:
        ground.wrong(read.id, MAIN_REF, "status", f"there is no amendment {named[0]}")


def _check_edit(ground: Ground, read: Read, differences: Sequence[Difference]) -> None:
    changed = {id: _clause(ground, each.path, each.after) for id, each in _after(differences).items()}
    _check_hashes(ground, read, changed)
    if set(read.message.all("Clause")) != set(changed):
        ground.wrong(read.id, MAIN_REF, "trailers", "its trailers name other clauses than it changes")
        return
    gone = {match["id"]: each for each in differences if each.before and (match := CLAUSE_PATH.match(each.path))}
    for id, after in changed.items():
        before = _clause(ground, gone[id].path, gone[id].before) if id in gone else None
        if after is not None and after.status is not status_when_edited(before, after):
            said = f"a correction does not make {id} `{after.status.value}`, and reopens it when settled words change"
            ground.wrong(read.id, MAIN_REF, "status", said)


def _check_adoption(ground: Ground, read: Read, differences: Sequence[Difference]) -> None:
    # Few changes adopt anything, and the text engine takes longer to load than most take to be examined.
    from drafter.text.carry import adoption

    chosen = _adopted(ground, read)
    if chosen is None:
        return
    treaty = ground.agreed(read.commit.parents[0]).treaty
    changed = {id: _clause(ground, each.path, each.after) for id, each in _after(differences).items()}
    editorial = set(read.message.all("Editorial-change"))
    touched = {clause for each in chosen for clause in each.clauses}
    made = adoption(treaty, chosen)
    held = ground.held_before(read.commit, map(amendment_ref, read.message.all("Amendment")))
    for late in overtaken(ground.repo, read.commit, held, ground.tabled):
        ground.wrong(read.id, MAIN_REF, *late)
    if editorial and AS_MODIFIED not in read.message.subject:
        said = f"it declares an editorial change, and its subject does not say `{AS_MODIFIED.strip()}`"
        ground.wrong(read.id, MAIN_REF, "adoption", said)
    if not editorial <= touched or not set(changed) <= touched:
        ground.wrong(read.id, MAIN_REF, "adoption", "it changes clauses that the adopted amendments don't change")
        return
    for id in sorted(touched):
        before = treaty.by_id.get(id)
        now = changed.get(id, before)
        if id in editorial:
            settled = now is not None and reopened(before, now) is not now
            flaw = f"the status of {id} is not what the adoption gives it" if settled else None
        else:
            unmade = made.unmade.get(id)
            flaw = unmade.said if unmade else _reading_flaw(id, before, made.clauses.get(id, before), now)
        if flaw is None:
            continue
        if id in editorial or ground.arriving(read.id) or not _otherwise(before, now, chosen):
            ground.wrong(read.id, MAIN_REF, "adoption", flaw)
        else:
            said = f"{id} reads otherwise than this version of the program puts the same words together"
            ground.notice(read.id, MAIN_REF, "merge", f"{said}: read it against the adopted amendments")
    result = {id: changed.get(id, treaty.by_id.get(id)) for id in read.message.all("Clause")}
    _check_hashes(ground, read, result)
    if not set(changed) <= set(result):
        ground.wrong(read.id, MAIN_REF, "trailers", "its trailers don't name every clause that it changes")


def _reading_flaw(id: str, before: Clause | None, due: Clause | None, now: Clause | None) -> str | None:
    """Say how a clause, as it is now, is not what is due, or None."""
    if due is None or now is None:
        return None if due is now else f"{id} is not as the adopted amendments make it"
    same = now is before if due is before else (reopened(before, due).source, due.path) == (now.source, now.path)
    return (
        None if same else f"{id} does not read as the adopted amendments make it, and no editorial change is declared"
    )


def _otherwise(before: Clause | None, now: Clause | None, adopted: Sequence[Amendment]) -> bool:
    """Whether another version of the program may have put adopted amendments together so."""
    # Few clauses are asked about, and the text engine takes long to load.
    from drafter.store.verifying.otherwise import put_together_otherwise

    return put_together_otherwise(before, now, adopted)


def _adopted(ground: Ground, read: Read) -> list[Amendment] | None:
    """Read the amendments that an adoption joins, in the order in which it names them."""
    named = read.message.all("Amendment")
    tips = read.commit.parents[1:]
    joined: dict[str, str] = {}
    for tip in tips:
        message = parse_message(ground.repo.commit(tip).message)
        own = message.one("Amendment") if isinstance(message, Message) else None
        if own is not None and message is not None:
            joined[own] = tip
    if list(joined) != list(named) or len(tips) != len(named):
        ground.wrong(read.id, MAIN_REF, "adoption", "the amendments that it names are not those that it joins")
        return None
    refs = dict(ground.tabled_refs)
    for id, tip in joined.items():
        if not ground.tabled(id, tip):
            ground.wrong(read.id, MAIN_REF, "adoption", f"what it joins for {id} is not on record as that amendment")
            return None
        refs[amendment_ref(id)] = tip
    wanted = with_parents(ground.repo, refs, joined)
    found, problems = read_amendments(ground.repo, wanted, ground.agreed(read.commit.parents[0]), decided=False)
    by_id = {each.id: each for each in found}
    missing = [id for id in named if id not in by_id]
    if missing:
        why = next((each.message for each in problems if f"amendment {missing[0]} " in each.message), "it is unknown")
        ground.wrong(read.id, MAIN_REF, "adoption", why)
        return None
    withdrawn = [id for id in named if by_id[id].versions[-1].action == "withdraw"]
    if withdrawn:
        ground.wrong(read.id, MAIN_REF, "adoption", f"{withdrawn[0]} is withdrawn")
        return None
    return [by_id[id] for id in named]


def _check_hashes(ground: Ground, read: Read, clauses: Mapping[str, Clause | None]) -> None:
    said = {f"{id} {Change(id, None, clause).text_sha256}" for id, clause in clauses.items()}
    if said != set(read.message.all("Text-SHA256")):
        ground.wrong(read.id, MAIN_REF, "text", "the hashes in its trailers are not those of its text")


def _after(differences: Sequence[Difference]) -> dict[str, Difference]:
    """Give what changes by clause id: where a file was renamed, what stands at its new path."""
    found: dict[str, Difference] = {}
    for each in differences:
        match = CLAUSE_PATH.match(each.path)
        if match is not None and (each.after is not None or match["id"] not in found):
            found[match["id"]] = each
    return found


def _clause(ground: Ground, path: str, entry: Entry | None) -> Clause | None:
    if entry is None:
        return None
    (read,) = read_clauses(ground.repo, [(path, entry)])
    return None if isinstance(read, Problem) else read
