"""Attacks on who speaks: forged authors, foreign keys and branches, replays, dates."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.signing import Key
from drafter.model.target import Target
from drafter.model.terms import Stance
from tests.store.acts import day
from tests.store.attacks.attack import attack, put
from tests.store.attacks.stage import Stage, commit, head, keys, person, stance

DEU, FRA = "refs/heads/positions/DEU", "refs/heads/positions/FRA"
AUS = "refs/heads/positions/AUS"


@attack("unsigned")
def an_unsigned_record(stage: Stage) -> None:
    put(stage, DEU, replace(stance(stage), signed=False))


@attack("key")
def a_record_signed_by_a_stranger(stage: Stage) -> None:
    put(stage, DEU, replace(stance(stage), key=Key("nobody")))


@attack("key")
def a_record_of_another_signed_with_ones_own_key(stage: Stage) -> None:
    put(stage, DEU, replace(stance(stage), key=keys()["fra@example.org"]))


@attack("delegate")
def a_record_on_the_branch_of_another_under_ones_own_name(stage: Stage) -> None:
    put(stage, DEU, replace(stance(stage), by="fra@example.org"))


@attack("delegate", "header")
def the_name_of_another_over_ones_own_address(stage: Stage) -> None:
    put(
        stage,
        FRA,
        replace(stance(stage, "FRA", target=Target("scope")), author="Delegate of Germany <fra@example.org>"),
    )


@attack("delegate")
def an_address_in_capitals(stage: Stage) -> None:
    put(stage, DEU, replace(stance(stage), author="Delegate of Germany <DEU@example.org>"))


@attack("delegate")
def a_name_with_a_lookalike_letter(stage: Stage) -> None:
    put(stage, DEU, replace(stance(stage), author="Delegate of Gеrmany <deu@example.org>"))


@attack("header")
def a_committer_who_is_not_the_author(stage: Stage) -> None:
    put(stage, DEU, replace(stance(stage), committer=person("fra@example.org")))


@attack("signatory")
def a_record_of_another_on_ones_own_branch(stage: Stage) -> None:
    put(stage, DEU, stance(stage).said(Signatory="FRA"))


@attack("signatory")
def a_file_in_the_name_of_another(stage: Stage) -> None:
    put(stage, DEU, stance(stage, signatory="FRA"))


@attack("signatory", "delegate")
def the_whole_record_of_another_on_ones_own_branch(stage: Stage) -> None:
    put(stage, AUS, replace(stance(stage, "FRA"), parents=()))


@attack("signatory")
def a_position_of_the_secretariat(stage: Stage) -> None:
    draft = replace(stance(stage), by="secretariat@example.org", parents=(), tree=stance(stage, "AUS").tree)
    put(stage, "refs/heads/positions/XXS", draft.said(Signatory="XXS"))


@attack("signatory")
def a_position_of_an_observer(stage: Stage) -> None:
    put(stage, "refs/heads/positions/XRC", stance(stage, "XRC"))


@attack("signatory", "delegate")
def a_position_of_nobody(stage: Stage) -> None:
    put(stage, "refs/heads/positions/ZZZ", stance(stage, "AUS").said(Signatory="ZZZ"))


@attack("cosponsor")
def co_sponsorship_that_opposes(stage: Stage) -> None:
    put(stage, DEU, stance(stage, target=Target(amendment="FRA-000002"), stance=Stance.OPPOSE, cosponsor=True))


@attack("cosponsor")
def co_sponsorship_of_ones_own_amendment(stage: Stage) -> None:
    put(stage, FRA, stance(stage, "FRA", target=Target(amendment="FRA-000002"), cosponsor=True))


@attack("path", "signatory")
def co_sponsorship_of_another_beside_ones_own(stage: Stage) -> None:
    other = stance(stage, "AUS", target=Target(amendment="FRA-000002"), cosponsor=True)
    content = stage.read(dict(_files(stage, other.tree))["amendments/FRA-000002.toml"])
    put(stage, DEU, stance(stage, files={"amendments/FRA-000002.toml": content}))


@attack("on-behalf-of")
def a_position_for_a_group_by_one_who_may_not(stage: Stage) -> None:
    put(stage, DEU, stance(stage, on_behalf_of="EU"))


@attack("on-behalf-of")
def a_position_for_a_group_that_is_not_there(stage: Stage) -> None:
    put(stage, DEU, stance(stage, on_behalf_of="G77"))


@attack("key-retired")
def a_backdated_record_of_a_retired_key(stage: Stage) -> None:
    draft = replace(stance(stage), by="deu-2@example.org", date=day(9))
    put(stage, DEU, draft)


@attack("key-retired")
def a_record_of_a_retired_key(stage: Stage) -> None:
    put(stage, DEU, replace(stance(stage), by="deu-2@example.org"))


@attack("key-retired")
def the_first_record_of_a_branch_by_a_retired_key(stage: Stage) -> None:
    base = stage.main
    words = stage.file(base, "clauses/210-scope.md").replace(b"all Parties", b"no State")
    from tests.store.attacks.proposing import tabling

    put(
        stage,
        "refs/heads/amendments/DEU-000001",
        tabling(stage, "DEU-000001", {"clauses/210-scope.md": words}, by="deu-2@example.org", date=day(12)),
    )


@attack("key")
def the_other_key_of_the_same_delegation(stage: Stage) -> None:
    put(stage, DEU, replace(stance(stage), key=keys()["deu-2@example.org"]))


@attack("date")
def a_record_dated_before_the_one_it_follows(stage: Stage) -> None:
    put(stage, DEU, replace(stance(stage), date=day(3)))


@attack("date")
def a_record_from_the_future(stage: Stage) -> None:
    put(stage, DEU, replace(stance(stage), date="2027-01-01T00:00:00Z"))


@attack("header")
def a_date_in_local_time(stage: Stage) -> None:
    put(stage, DEU, replace(stance(stage), zone="+0200"))


@attack("signatory", "delegate", "record")
def a_record_of_another_replayed_on_ones_own_branch(stage: Stage) -> None:
    stage.move(AUS, stage.tip(DEU))


@attack("amendment", "record", "signatory")
def an_amendment_replayed_under_another_id(stage: Stage) -> None:
    stage.move("refs/heads/amendments/FRA-000009", stage.tip("refs/heads/amendments/FRA-000002"))


@attack("amendment", "record", "signatory", "delegate")
def an_amendment_taken_for_ones_own(stage: Stage) -> None:
    stage.move("refs/heads/amendments/DEU-000009", stage.tip("refs/heads/amendments/FRA-000002"))


@attack("record", "rewound")
def positions_of_main(stage: Stage) -> None:
    stage.move(AUS, stage.main)


@attack("treaty")
def a_record_of_another_treaty(stage: Stage) -> None:
    put(stage, DEU, stance(stage).said(Treaty="cyber-treaty/000000000000"))


@attack("treaty")
def a_record_that_names_no_root(stage: Stage) -> None:
    put(stage, DEU, stance(stage).said(Treaty="cyber-treaty"))


@attack("signature")
def a_signature_of_other_words(stage: Stage) -> None:
    draft = stance(stage)
    sound = stage.read(commit(stage, draft))
    stage.move(DEU, stage.write("commit", sound.replace(b"DEU supports article 1", b"DEU supports article 2")))


@attack("signature", "rewound")
def a_signature_moved_to_another_parent(stage: Stage) -> None:
    sound = stage.read(commit(stage, stance(stage)))
    first = stage.tip(DEU)
    changed = sound.replace(first.encode(), stage.tip(FRA).encode())
    stage.move(DEU, stage.write("commit", changed))


@attack("signature")
def a_signature_for_files(stage: Stage) -> None:
    _forged(stage, lambda made: made.replace("U1NIU0lH", "U1NIU0lI", 1))


@attack("signature")
def a_signature_that_is_cut_off(stage: Stage) -> None:
    _forged(stage, lambda made: "\n".join([*made.split("\n")[:2], made.split("\n")[-1]]))


@attack("signature")
def a_signature_with_something_behind_it(stage: Stage) -> None:
    _forged(stage, lambda made: f"{made}\nand more")


@attack("signature")
def a_signature_of_another_kind(stage: Stage) -> None:
    _forged(stage, lambda _: "-----BEGIN PGP SIGNATURE-----\n\nAAAA\n-----END PGP SIGNATURE-----")


@attack("header")
def two_signatures(stage: Stage) -> None:
    draft = stance(stage)
    other = keys()["fra@example.org"].sign(b"x").rstrip().replace("\n", "\n ")
    put(stage, DEU, replace(draft, extra=f"gpgsig {other}\n".encode()))


@attack("header")
def a_signature_for_another_hash(stage: Stage) -> None:
    put(stage, DEU, replace(stance(stage), extra=b"gpgsig-sha256 x\n"))


@attack("header")
def an_encoding_of_its_own(stage: Stage) -> None:
    put(stage, DEU, replace(stance(stage), extra=b"encoding ISO-8859-1\n"))


@attack("header")
def a_tag_merged_into_a_header(stage: Stage) -> None:
    put(stage, DEU, replace(stance(stage), extra=b"mergetag object 0\n"))


@attack("header")
def a_header_that_nobody_knows(stage: Stage) -> None:
    put(stage, DEU, replace(stance(stage), extra=b"HG:extra x\n"))


@attack("record")
def a_commit_that_is_no_record(stage: Stage) -> None:
    draft = stance(stage)
    put(stage, DEU, replace(draft, trailers=(*head(stage, "main", "DEU"), ("Action", "open"))))


@attack("message")
def a_note_without_trailers(stage: Stage) -> None:
    put(stage, DEU, replace(stance(stage), message="a note\n"))


def _forged(stage: Stage, change: object) -> None:
    draft = stance(stage)
    raw = stage.read(commit(stage, draft))
    start, end = raw.index(b"gpgsig ") + 7, raw.index(b"\n\n")
    made = raw[start:end].decode().replace("\n ", "\n")
    forged = change(made).replace("\n", "\n ")  # type: ignore[operator]
    stage.move(DEU, stage.write("commit", raw[:start] + forged.encode() + raw[end:]))


def _files(stage: Stage, tree: str) -> list[tuple[str, str]]:
    from tests.store.acts import plain_git

    rows = (line.split("\t") for line in plain_git(stage.root, "ls-tree", "-r", tree).splitlines())
    return [(path, left.split()[2]) for left, path in rows]
