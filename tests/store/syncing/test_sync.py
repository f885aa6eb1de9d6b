"""Exchange: what one delegation recorded every other gets, verified; nothing is forced, nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.model.ids import SECRETARIAT
from drafter.model.problem import Refused
from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.store import reading, recording
from drafter.store.repository import Repository
from drafter.store.syncing import sync
from drafter.store.verifying import verify
from tests.conftest import acting_for
from tests.store.acts import CI, day, plain_git, table
from tests.store.served import Clone, cloned, pushed, refs_of, served

XXS = acting_for(SECRETARIAT)


@pytest.fixture
def server(treaty: Repository, tmp_path: Path) -> Path:
    return served(treaty, tmp_path / "server.git")


def test_a_record_reaches_the_other_clones(server: Path, tmp_path: Path) -> None:
    deu, fra = cloned(server, tmp_path / "deu", "DEU"), cloned(server, tmp_path / "fra", "FRA")
    commit = deu.take("scope", Stance.SUPPORT, "We welcome it.")
    report = deu.sync()
    assert [(each.ref, each.new, each.count) for each in report.sent] == [("refs/heads/positions/DEU", commit, 1)]
    assert report.ok
    report = fra.sync()
    assert report.ok
    assert "refs/heads/positions/DEU" in [each.ref for each in report.arrived]
    with Repository.open(fra.root) as repo:
        (held,) = reading.read(repo).positions
    assert (held.position.signatory, held.position.statement, held.commit) == ("DEU", "We welcome it.", commit)


def test_a_new_clone_is_told_the_records_of_an_amendment_that_was_adopted_since(server: Path, tmp_path: Path) -> None:
    xxs = cloned(server, tmp_path / "xxs", SECRETARIAT)
    on = "refs/heads/amendments/FRA-000001"
    upon = "refs/heads/amendments/DEU-000002"

    def talks(repo: Repository) -> None:
        table(repo, "FRA", "refrain from", "not conduct", id="000001")
        proposed = reading.read(repo).by_id["FRA-000001"].changes[0].after
        assert proposed is not None
        sub = {CI: proposed.with_body(proposed.body.replace("not conduct", "never conduct"))}
        recording.amend(repo, acting_for("DEU"), sub, "So.", to="FRA-000001", id="DEU-000002", date=day(4))
        recording.adopt(repo, XXS, ["FRA-000001"], date=day(5))

    xxs.act(talks)
    assert xxs.sync().ok
    plain_git(tmp_path, "clone", "--quiet", str(server), "deu")
    told = {each.ref: (each.count, each.subjects) for each in Clone(tmp_path / "deu", "DEU").sync().arrived}
    assert told[on] == (1, ("FRA proposes to amend article 4 (Protection of critical infrastructure)",))
    assert told[upon][0] == 1


def test_what_was_adopted_is_told_before_what_else_was_done_on_main_since(server: Path, tmp_path: Path) -> None:
    xxs, deu = (cloned(server, tmp_path / code, code) for code in (SECRETARIAT, "DEU"))

    def sitting(repo: Repository) -> None:
        table(repo, "FRA", "refrain from", "not conduct", id="000001")
        recording.adopt(repo, XXS, ["FRA-000001"], date=day(5))
        for nth in range(6):
            status = "agreed" if nth % 2 == 0 else "open"
            recording.status(repo, XXS, Target("scope"), status, date=day(6 + nth))

    xxs.act(sitting)
    assert xxs.sync().ok
    told = {each.ref: (each.count, each.subjects) for each in deu.sync().arrived}
    count, (first, *others) = told["refs/heads/main"]
    assert (count, "FRA-000001" in first, len(others)) == (7, True, 4)
    assert all("FRA-000001" not in each for each in others)


def test_what_an_exchange_has_verified_is_not_verified_again_and_what_it_took_in_is_not_lost(
    server: Path, tmp_path: Path
) -> None:
    deu = cloned(server, tmp_path / "deu", "DEU")
    first = deu.take("scope", Stance.SUPPORT)
    deu.take(CI, Stance.OPPOSE)
    assert deu.sync().ok
    fra = cloned(server, tmp_path / "fra", "FRA")
    with Repository.open(fra.root) as repo:
        found = verify(repo)
        assert (found.checked, found.ok) == (0, True)
    for clone in (deu, fra):
        plain_git(clone.root, "update-ref", "refs/remotes/origin/positions/DEU", first)
        with Repository.open(clone.root) as repo:
            found = verify(repo)
            assert [each.ref for each in found.problems] == ["refs/remotes/origin/positions/DEU"]
    with Repository.open(fra.root) as repo:
        assert verify(repo, anew=True).checked > 2


def test_an_exchange_without_news_does_nothing(server: Path, tmp_path: Path) -> None:
    deu = cloned(server, tmp_path / "deu", "DEU")
    before = refs_of(deu.root)
    report = deu.sync()
    assert (report.arrived, report.sent, report.set_up, report.ok) == ([], [], (), True)
    assert refs_of(deu.root) == before


def test_a_plain_clone_is_set_up_without_force_and_prune(server: Path, tmp_path: Path) -> None:
    plain_git(tmp_path, "clone", "--quiet", str(server), "deu")
    assert plain_git(tmp_path / "deu", "config", "remote.origin.fetch").startswith("+")
    Clone(tmp_path / "deu", "DEU").sync()
    assert plain_git(tmp_path / "deu", "config", "--get-all", "remote.origin.fetch") == (
        "refs/heads/*:refs/remotes/origin/*\n"
    )
    assert plain_git(tmp_path / "deu", "config", "fetch.prune") == "false\n"


def test_a_clone_of_a_server_that_shows_another_branch_is_led_to_main(server: Path, tmp_path: Path) -> None:
    deu = cloned(server, tmp_path / "deu", "DEU")
    deu.take("scope", Stance.SUPPORT)
    assert deu.sync().ok
    plain_git(server, "symbolic-ref", "HEAD", "refs/heads/positions/DEU")
    plain_git(tmp_path, "clone", "--quiet", str(server), "fra")
    with pytest.raises(Refused, match="git switch main"):
        Repository.open(tmp_path / "fra")
    plain_git(tmp_path / "fra", "switch", "--quiet", "main")
    assert Clone(tmp_path / "fra", "FRA").sync().ok
    assert refs_of(tmp_path / "fra") == refs_of(server)


def test_a_tag_of_ones_own_stays_at_home(server: Path, tmp_path: Path) -> None:
    deu = cloned(server, tmp_path / "deu", "DEU")
    plain_git(deu.root, "tag", "before-lunch", "main")
    report = deu.sync()
    assert (report.ok, report.sent) == (True, [])
    assert "refs/tags/before-lunch" not in refs_of(server)


def test_a_light_tag_of_the_server_never_stands_for_an_issue(server: Path, tmp_path: Path) -> None:
    deu = cloned(server, tmp_path / "deu", "DEU")
    plain_git(server, "tag", "Rev.9", "main")
    report = deu.sync()
    assert [(each.ref, each.rule) for each in report.violations] == [("refs/tags/Rev.9", "ref-name")]
    assert report.arrived == []
    assert "refs/tags/Rev.9" not in refs_of(deu.root)


def _upload_pack_that_once_hides(place: Path, ref: str) -> str:
    """A server whose first answer is of the moment before a ref was there, and of the moment after it was logged."""
    place.write_text(
        f'#!/bin/sh\necho >> {place}.calls\n[ "$(wc -l < {place}.calls)" = 1 ] && '
        f'exec git -c transfer.hideRefs={ref} upload-pack "$@"\nexec git-upload-pack "$@"\n'
    )
    place.chmod(0o755)
    return str(place)


def test_a_server_that_receives_while_it_is_asked_is_asked_again_before_anybody_is_alarmed(
    server: Path, tmp_path: Path
) -> None:
    deu, fra = cloned(server, tmp_path / "deu", "DEU"), cloned(server, tmp_path / "fra", "FRA")
    commit = deu.take("scope", Stance.SUPPORT)
    assert deu.sync().ok
    hides = _upload_pack_that_once_hides(tmp_path / "hides", "refs/heads/positions/DEU")
    plain_git(fra.root, "config", "remote.origin.uploadpack", hides)
    report = fra.sync()
    assert (report.ok, report.violations) == (True, [])
    assert (tmp_path / "hides.calls").read_text().count("\n") == 4
    assert fra.refs()["refs/heads/positions/DEU"] == commit


def test_a_new_clone_is_told_of_a_record_that_the_server_logged_and_dropped(server: Path, tmp_path: Path) -> None:
    deu = cloned(server, tmp_path / "deu", "DEU")
    first = deu.take("scope", Stance.SUPPORT)
    assert deu.sync().ok
    second = deu.take(CI, Stance.OPPOSE)
    assert deu.sync().ok
    plain_git(server, "update-ref", "refs/heads/positions/DEU", first)
    plain_git(tmp_path, "clone", "--quiet", str(server), "fra")
    for _ in range(2):
        report = Clone(tmp_path / "fra", "FRA").sync()
        (found,) = report.violations
        assert (found.ref, found.rule) == ("refs/heads/positions/DEU", "rewound")
        assert second[:12] in found.message
    # Its own delegation brings it back, and everybody is in step again.
    plain_git(server, "update-ref", "refs/heads/positions/DEU", second)
    assert Clone(tmp_path / "fra", "FRA").sync().ok


def test_a_founder_names_the_server_once(treaty: Repository, tmp_path: Path) -> None:
    from drafter.store.serving.installing import install

    plain_git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "new.git")
    install(tmp_path / "new.git")
    table(treaty, "FRA", "refrain from", "not conduct", id="000001")
    report = sync(treaty, XXS, str(tmp_path / "new.git"))
    assert report.ok
    assert refs_of(tmp_path / "new.git") == refs_of(treaty.root)
    assert sync(treaty, XXS).ok


def test_main_and_the_work_tree_that_shows_it_follow(server: Path, tmp_path: Path) -> None:
    xxs, deu = cloned(server, tmp_path / "xxs", SECRETARIAT), cloned(server, tmp_path / "deu", "DEU")
    xxs.act(lambda repo: recording.status(repo, XXS, Target("scope"), "provisional"))
    assert xxs.sync().ok
    assert deu.sync().ok
    assert "status: provisional" in (deu.root / "clauses" / "210-scope.md").read_text()
    assert plain_git(deu.root, "status", "--porcelain") == ""


def test_local_changes_of_the_work_tree_stay_and_main_waits(server: Path, tmp_path: Path) -> None:
    xxs, deu = cloned(server, tmp_path / "xxs", SECRETARIAT), cloned(server, tmp_path / "deu", "DEU")
    xxs.act(lambda repo: recording.status(repo, XXS, Target("scope"), "provisional"))
    assert xxs.sync().ok
    edited = deu.root / "clauses" / "210-scope.md"
    edited.write_text(edited.read_text().replace("all States", "all Parties"))
    report = deu.sync()
    assert [each.ref for each in report.kept] == ["refs/heads/main"]
    assert "local changes" in report.kept[0].reasons[0]
    assert "all Parties" in edited.read_text()
    plain_git(deu.root, "restore", ".")
    assert deu.sync().ok
    assert deu.refs() == refs_of(server)


def test_an_issue_arrives_once_it_is_verified(server: Path, tmp_path: Path) -> None:
    xxs, deu = cloned(server, tmp_path / "xxs", SECRETARIAT), cloned(server, tmp_path / "deu", "DEU")
    xxs.act(lambda repo: recording.issue(repo, XXS, "Rev.1"))
    assert [each.ref for each in xxs.sync().sent] == ["refs/tags/Rev.1"]
    assert "refs/tags/Rev.1" in [each.ref for each in deu.sync().arrived]
    with Repository.open(deu.root) as repo:
        assert [each.name for each in reading.read(repo).issues] == ["Rev.1"]


def test_a_rewound_remote_is_an_alarm_that_names_the_ref_and_changes_nothing(server: Path, tmp_path: Path) -> None:
    deu, fra = cloned(server, tmp_path / "deu", "DEU"), cloned(server, tmp_path / "fra", "FRA")
    first = deu.take("scope", Stance.SUPPORT)
    deu.take(CI, Stance.OPPOSE)
    assert deu.sync().ok
    assert fra.sync().ok
    held = fra.refs()
    plain_git(server, "update-ref", "refs/heads/positions/DEU", first)
    for clone in (fra, deu):
        report = clone.sync()
        assert [(each.ref, each.kind) for each in report.alarms] == [("refs/heads/positions/DEU", "rewound")]
        assert report.sent == []
    assert fra.refs() == held == deu.refs()


def test_a_ref_that_is_gone_from_the_remote_is_an_alarm_and_stays_here(server: Path, tmp_path: Path) -> None:
    deu, fra = cloned(server, tmp_path / "deu", "DEU"), cloned(server, tmp_path / "fra", "FRA")
    deu.take("scope", Stance.SUPPORT)
    assert deu.sync().ok
    assert fra.sync().ok
    plain_git(server, "update-ref", "-d", "refs/heads/positions/DEU")
    report = fra.sync()
    assert [(each.ref, each.kind) for each in report.alarms] == [("refs/heads/positions/DEU", "deleted")]
    assert "refs/heads/positions/DEU" in fra.refs()


def test_another_server_under_the_name_of_one_that_was_removed_is_alarmed_of_nothing(
    treaty: Repository, tmp_path: Path
) -> None:
    """What the clone knew of the first one is no fault of the second, which gets what it lacks."""
    recording.issue(treaty, XXS, "Rev.1")
    first = served(treaty, tmp_path / "first.git")
    clone = cloned(first, tmp_path / "deu", "DEU")
    plain_git(tmp_path, "init", "-q", "--bare", "-b", "main", "second.git")
    plain_git(tmp_path / "second.git", "config", "core.hooksPath", "hooks")
    for told in (("remove", "origin"), ("add", "origin", str(tmp_path / "second.git"))):
        plain_git(clone.root, "remote", *told)
    report = clone.sync()
    assert report.alarms == []
    assert "refs/tags/Rev.1" in [each.ref for each in report.sent]
    assert plain_git(tmp_path / "second.git", "tag") == "Rev.1\n"


def test_a_server_with_objects_of_another_kind_is_told_in_one_line(treaty: Repository, tmp_path: Path) -> None:
    plain_git(tmp_path, "init", "-q", "--bare", "-b", "main", "--object-format=sha256", "long.git")
    with pytest.raises(Refused, match="names objects otherwise than this clone") as refusal:
        sync(treaty, None, str(tmp_path / "long.git"))
    assert "--object-format=sha1" in str(refusal.value)


def test_a_forked_remote_is_an_alarm(server: Path, tmp_path: Path) -> None:
    deu, fra = cloned(server, tmp_path / "deu", "DEU"), cloned(server, tmp_path / "fra", "FRA")
    deu.take("scope", Stance.SUPPORT)
    assert deu.sync().ok
    assert fra.sync().ok
    held = fra.refs()
    other = Clone(tmp_path / "other", "DEU")
    plain_git(tmp_path, "clone", "--quiet", "--single-branch", "--branch=main", str(server), "other")
    forked = other.take("scope", Stance.OPPOSE)
    plain_git(server, "fetch", "--quiet", str(other.root), f"+{forked}:refs/heads/positions/DEU")
    report = fra.sync()
    assert [(each.ref, each.kind) for each in report.alarms] == [("refs/heads/positions/DEU", "forked")]
    assert fra.refs() == held


@pytest.mark.parametrize("harm", ["rewound", "forked", "deleted"])
def test_nothing_at_all_is_sent_to_a_server_whose_log_is_another_one(server: Path, tmp_path: Path, harm: str) -> None:
    deu = cloned(server, tmp_path / "deu", "DEU")
    deu.take("scope", Stance.SUPPORT)
    assert deu.sync().ok
    before = plain_git(server, "rev-parse", "log~1").strip()
    if harm == "deleted":
        plain_git(server, "update-ref", "-d", "refs/heads/log")
    else:
        plain_git(server, "update-ref", "refs/heads/log", before)
    if harm == "forked":
        fra = cloned(server, tmp_path / "fra", "FRA")
        fra.take("scope", Stance.OPPOSE)
        assert pushed(fra.root, "positions/FRA")[0] == 0
    stands = plain_git(server, "for-each-ref")
    deu.act(lambda repo: table(repo, "DEU", "refrain from", "not conduct", id="000001", on=30))
    deu.take(CI, Stance.OPPOSE)
    report = deu.sync()
    assert ("refs/heads/log", harm) in [(each.ref, each.kind) for each in report.alarms]
    assert report.sent == []
    assert {each.ref for each in report.kept if each.sending} == {
        "refs/heads/amendments/DEU-000001", "refs/heads/positions/DEU",
    }  # fmt: skip
    assert all("the server's log is not the one that this clone knows" in each.reasons[0] for each in report.kept)
    assert plain_git(server, "for-each-ref") == stands


def test_what_breaks_a_rule_at_the_remote_is_not_followed_and_the_rest_is(server: Path, tmp_path: Path) -> None:
    deu, fra = cloned(server, tmp_path / "deu", "DEU"), cloned(server, tmp_path / "fra", "FRA")
    commit = deu.take("scope", Stance.SUPPORT)
    plain_git(server, "fetch", "--quiet", str(deu.root), f"{commit}:refs/heads/positions/AUS")
    plain_git(server, "fetch", "--quiet", str(deu.root), f"{commit}:refs/heads/positions/DEU")
    report = fra.sync()
    assert {each.ref for each in report.violations} >= {"refs/heads/positions/AUS"}
    assert "refs/heads/positions/AUS" not in fra.refs()
    assert fra.refs()["refs/heads/positions/DEU"] == commit


def test_what_the_server_refuses_is_said_and_the_rest_is_sent(server: Path, tmp_path: Path) -> None:
    deu = cloned(server, tmp_path / "deu", "DEU")
    deu.take("scope", Stance.SUPPORT)
    hook = server / "hooks" / "pre-receive"
    real = hook.read_text()
    hook.write_text(
        "#!/bin/sh\nwhile read old new ref; do case $ref in *FRA*) "
        'echo "drafter: refused: positions/FRA abc: it is Tuesday [day]" >&2; exit 1;; esac; done\n'
    )
    deu.act(lambda repo: recording.position(repo, acting_for("FRA"), Target("scope"), Stance.OPPOSE))
    report = deu.sync()
    assert [each.ref for each in report.sent] == ["refs/heads/positions/DEU"]
    assert [(each.ref, each.sending) for each in report.kept] == [("refs/heads/positions/FRA", True)]
    assert "it is Tuesday" in report.kept[0].reasons[0]
    hook.write_text(real)
    assert deu.sync().ok
    assert refs_of(server) == deu.refs()


def test_a_record_that_breaks_a_rule_here_is_not_sent(server: Path, tmp_path: Path) -> None:
    deu = cloned(server, tmp_path / "deu", "DEU")
    deu.take("scope", Stance.SUPPORT)
    plain_git(deu.root, "update-ref", "refs/heads/positions/AUS", "refs/heads/positions/DEU")
    report = deu.sync()
    assert [each.ref for each in report.sent] == ["refs/heads/positions/DEU"]
    assert [each.ref for each in report.kept] == ["refs/heads/positions/AUS"]
    assert "refs/heads/positions/AUS" not in refs_of(server)


def test_another_branch_of_the_clone_is_its_own_affair(server: Path, tmp_path: Path) -> None:
    deu = cloned(server, tmp_path / "deu", "DEU")
    plain_git(deu.root, "branch", "notes")
    assert deu.sync().ok
    assert "refs/heads/notes" not in refs_of(server)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/nonexistent/treaty.git", "there is no repository at that address"),
        ("http://127.0.0.1:1/treaty.git", "127.0.0.1"),
        ("ssh://nobody@127.0.0.1:1/treaty.git", "127.0.0.1"),
        ("no-such-remote", "there is no remote"),
        ("-oProxyCommand=x", "remote"),
        ("ext::sh -c true", "is not an address"),
    ],
)
def test_a_remote_that_cannot_be_reached_is_one_line(treaty: Repository, address: str, said: str) -> None:
    with pytest.raises(Refused, match=said) as refusal:
        sync(treaty, None, address)
    assert "\n" not in str(refusal.value)


def test_an_address_that_was_mistyped_is_not_kept(treaty: Repository, server: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="there is no repository at that address"):
        sync(treaty, None, str(tmp_path / "servr.git") + "/")
    assert sync(treaty, None, str(server)).ok
    plain_git(tmp_path, "clone", "--quiet", "--bare", str(server), "other.git")
    with pytest.raises(Refused, match=f"this clone belongs to {server}"):
        sync(treaty, None, str(tmp_path / "other.git"))


def test_a_clone_without_a_remote_says_what_to_do(treaty: Repository) -> None:
    with pytest.raises(Refused, match="drafter sync ADDRESS"):
        sync(treaty, None)


def test_what_arrived_is_recorded_on_by_who_had_the_repository_open(server: Path, tmp_path: Path) -> None:
    deu, colleague = cloned(server, tmp_path / "deu", "DEU"), cloned(server, tmp_path / "colleague", "DEU", 1)
    who = acting_for("DEU")
    with Repository.open(deu.root) as repo:
        recording.position(repo, who, Target("scope"), Stance.SUPPORT)
        assert sync(repo, who).ok
        colleague.sync()
        colleague.take("critical-infrastructure", Stance.RESERVE, "The capital is asked.")
        assert colleague.sync().ok
        assert sync(repo, who).ok
        recording.position(repo, who, Target("scope"), Stance.OPPOSE)
        held = {str(each.position.target): each.position.stance for each in reading.read(repo).positions}
    assert held == {"scope": Stance.OPPOSE, "critical-infrastructure": Stance.RESERVE}


def test_what_a_sub_amendment_stands_on_is_not_sent_with_it(server: Path, tmp_path: Path) -> None:
    fra, deu = cloned(server, tmp_path / "fra", "FRA"), cloned(server, tmp_path / "deu", "DEU")
    fra.act(lambda repo: table(repo, "FRA", "refrain", "abstain", id="000001"))
    assert fra.sync().ok
    deu.sync()

    def below(repo: Repository) -> None:
        parent = reading.read(repo).by_id["FRA-000001"].change(CI)
        assert parent is not None
        assert parent.after is not None
        proposed = parent.after.with_body(parent.after.body.replace("abstain", "keep"))
        recording.amend(repo, acting_for("DEU"), {CI: proposed}, "x", id="DEU-000001", to="FRA-000001")

    deu.act(below)
    assert [(each.ref, each.count) for each in deu.sync().sent] == [("refs/heads/amendments/DEU-000001", 1)]
