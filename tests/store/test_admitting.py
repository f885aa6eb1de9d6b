"""A delegate who leaves takes nothing back that was said before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from drafter.model.ids import SECRETARIAT
from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.store import recording
from drafter.store.reading import read
from drafter.store.repository import Repository
from drafter.store.verifying import verify
from tests.conftest import SIGNATORIES, acting_for, new_key, treaty_files
from tests.store.acts import day, refused

SECOND = "2026-03-03T10:00:00Z"


def test_what_was_said_in_the_second_in_which_its_delegate_left_still_counts(treaty: Repository) -> None:
    adviser = acting_for("DEU", 1)
    recording.position(treaty, adviser, Target("scope"), Stance.SUPPORT, date=SECOND)

    def without_the_adviser(source: bytes) -> bytes:
        lines = source.decode().splitlines(keepends=True)
        return "".join(line for line in lines if "deu-2@example.org" not in line).encode()

    recording.roster(treaty, acting_for(SECRETARIAT), without_the_adviser, "Remove a delegate", date=SECOND)
    talks = read(treaty)
    assert [recorded.position.signatory for recorded in talks.positions] == ["DEU"]
    assert talks.problems == ()


def test_the_last_key_of_the_secretariat_does_not_end(treaty: Repository, key: Path) -> None:
    public = key.with_suffix(".pub").read_text().strip()

    def listing(entry: str) -> Callable[[bytes], bytes]:
        own = 'email = "secretariat@example.org"'
        return lambda _: SIGNATORIES.replace(own, f"{own}, keys = [{entry}]").encode()

    recording.roster(treaty, acting_for(SECRETARIAT), listing(f'"{public}"'), "List a key", date=SECOND)
    who = acting_for(SECRETARIAT, key=str(key))
    for end in ('until = "2026-03-04T00:00:00Z"', 'revoked = { at = "2026-03-04T00:00:00Z", reason = "lost" }'):
        with refused(treaty, "nobody could act for the secretariat any more", "another key"):
            recording.roster(treaty, who, listing(f'{{ key = "{public}", {end} }}'), "End it")
    later = f'{{ key = "{public}", until = "2100-01-01T00:00:00Z" }}'
    assert recording.roster(treaty, who, listing(later), "End it, in time").signed


def test_who_becomes_an_observer_has_said_nothing_wrong_before(treaty: Repository) -> None:
    recording.position(treaty, acting_for("AUS"), Target("scope"), Stance.SUPPORT, date=SECOND)
    listed = SIGNATORIES.replace('name = "Australia"\nkind = "state"', 'name = "Australia"\nkind = "observer"').encode()
    recording.roster(treaty, acting_for(SECRETARIAT), lambda _: listed, "Australia observes", date=SECOND)
    assert verify(treaty, anew=True).problems == ()
    assert read(treaty).positions == ()


def test_what_was_recorded_before_its_key_was_revoked_stands_in_every_clone(
    treaty: Repository, key: Path, tmp_path: Path
) -> None:
    lost, new = (each.with_suffix(".pub").read_text().strip() for each in (key, new_key(tmp_path / "new")))

    def listing(*entries: str) -> Callable[[bytes], bytes]:
        own = 'email = "deu@example.org"'
        return lambda _: SIGNATORIES.replace(own, f"{own}, keys = [{', '.join(entries)}]").encode()

    recording.roster(treaty, acting_for(SECRETARIAT), listing(f'"{lost}"'), "List a key", date=day(3))
    recording.position(treaty, acting_for("DEU", key=str(key)), Target("scope"), Stance.OPPOSE, date=day(4))
    assert verify(treaty).problems == ()
    revoked = f'{{ key = "{lost}", revoked = {{ at = "{day(3)}", log = 0, reason = "stolen" }} }}'
    recording.roster(
        treaty, acting_for(SECRETARIAT), listing(revoked, f'"{new}"'), "Revoke a key", date=day(5), recovery=("DEU",)
    )
    recording.position(
        treaty, acting_for("DEU", key=str(tmp_path / "new")), Target("preamble"), Stance.ACCEPT, date=day(6)
    )
    assert verify(treaty).problems == verify(treaty, anew=True).problems == ()
    assert len(read(treaty).positions) == 2


def test_nothing_that_is_received_after_a_key_was_revoked_counts(treaty: Repository, key: Path) -> None:
    lost = key.with_suffix(".pub").read_text().strip()
    own, at = 'email = "deu@example.org"', f'revoked = {{ at = "{day(4)}", reason = "stolen" }}'
    listed, revoked = (
        SIGNATORIES.replace(own, f"{own}, keys = [{entry}]").encode()
        for entry in (f'"{lost}"', f'{{ key = "{lost}", {at} }}')
    )
    recording.roster(treaty, acting_for(SECRETARIAT), lambda _: listed, "List a key", date=day(3))
    recording.position(treaty, acting_for("DEU", key=str(key)), Target("scope"), Stance.OPPOSE, date=day(5))
    recording.roster(treaty, acting_for(SECRETARIAT), lambda _: revoked, "Revoke a key", date=day(4), recovery=("DEU",))
    assert {each.rule for each in verify(treaty, anew=True).problems} == {"key-revoked"}


def with_keys_of(email: str, *entries: str) -> Callable[[bytes], bytes]:
    """A change of signatories.toml: these are the keys of a delegate."""
    own = f'email = "{email}"'
    return lambda _: SIGNATORIES.replace(own, f"{own}, keys = [{', '.join(entries)}]").encode()


def test_a_consent_is_about_the_delegates_of_who_gives_it_and_nothing_beside(treaty: Repository, key: Path) -> None:
    public = key.with_suffix(".pub").read_text().strip()
    own = with_keys_of("deu@example.org", f'"{public}"')
    changes: tuple[Callable[[bytes], bytes], ...] = (
        lambda source: own(source).replace(b'"Delegate of France"', b'"Envoy of France"'),
        lambda source: source.replace(b'name = "Germany"', b'name = "Federal Republic"'),
    )
    for change in changes:
        with refused(treaty, "DEU consents to changes of its own delegates only"):
            recording.consent(treaty, acting_for("DEU"), change)
    stranger = replace(acting_for("DEU"), delegate=acting_for("FRA").delegate)
    with refused(treaty, "is not a delegate of DEU"):
        recording.consent(treaty, stranger, own)
    with refused(treaty, "XRC is an observer", "as a recovery"):
        recording.consent(treaty, acting_for("XRC"), with_keys_of("xrc@example.org", f'"{public}"'))


def test_a_consent_is_given_once_and_leaves_the_positions_as_they_are(treaty: Repository, key: Path) -> None:
    public = key.with_suffix(".pub").read_text().strip()
    own = with_keys_of("deu@example.org", f'"{public}"')
    recording.position(treaty, acting_for("DEU"), Target("scope"), Stance.OPPOSE, date=day(3))
    recording.consent(treaty, acting_for("DEU"), own, date=day(4))
    with refused(treaty, "this consent is on record already"):
        recording.consent(treaty, acting_for("DEU"), own, date=day(5))
    recording.position(treaty, acting_for("DEU"), Target("preamble"), Stance.ACCEPT, date=day(6))
    assert [str(each.position.target) for each in read(treaty).positions] == ["preamble", "scope"]
    assert verify(treaty).problems == ()


def test_a_consent_is_to_the_list_that_it_names_instead_of_the_one_that_stood_then(
    treaty: Repository, key: Path, tmp_path: Path
) -> None:
    first, second, third = (
        f'"{each.with_suffix(".pub").read_text().strip()}"'
        for each in (key, new_key(tmp_path / "second"), new_key(tmp_path / "third"))
    )
    secretariat, germany = acting_for(SECRETARIAT), acting_for("DEU", key=str(key))
    lists = {name: with_keys_of("deu@example.org", *keys) for name, keys in (
        ("first", (first,)), ("asked", (first, second)), ("other", (first, third)),
    )}  # fmt: skip
    recording.roster(treaty, secretariat, lists["first"], "List a key", date=day(3))
    recording.consent(treaty, germany, lists["asked"], date=day(4))
    with refused(treaty, "DEU has consented to another change"):
        recording.roster(treaty, secretariat, lists["other"], "List another key")
    recording.roster(treaty, secretariat, lists["other"], "Recover", recovery=["DEU"], date=day(5))
    with refused(treaty, "DEU has not consented"):
        recording.roster(treaty, secretariat, lists["asked"], "List a key")
    recording.roster(treaty, secretariat, lists["first"], "Recover", recovery=["DEU"], date=day(6))
    assert recording.roster(treaty, secretariat, lists["asked"], "List a key", date=day(7)).action == "roster"


@pytest.mark.parametrize(
    ("end", "void"),
    [
        ('until = "2026-03-04T00:00:00Z"', True),
        ('revoked = { at = "2026-03-04T00:00:00Z", reason = "lost" }', True),
        ('until = "2100-01-01T00:00:00Z"', False),
    ],
)
def test_nobody_signs_with_a_key_the_consent_that_it_has_ended(
    treaty: Repository, key: Path, tmp_path: Path, end: str, void: bool
) -> None:
    mine, other = (each.with_suffix(".pub").read_text().strip() for each in (key, new_key(tmp_path / "other")))
    both = with_keys_of("deu@example.org", f'"{mine}"', f'"{other}"')
    recording.roster(treaty, acting_for(SECRETARIAT), both, "List two keys", date=SECOND)
    ended = with_keys_of("deu@example.org", f'{{ key = "{mine}", {end} }}', f'"{other}"')
    if void:
        with refused(treaty, "this ends the key with which you would sign it", "another of your keys"):
            recording.consent(treaty, acting_for("DEU", key=str(key)), ended)
        assert recording.consent(treaty, acting_for("DEU", key=str(tmp_path / "other")), ended).signed
    else:
        assert recording.consent(treaty, acting_for("DEU", key=str(key)), ended).signed


@pytest.mark.parametrize(
    ("was", "becomes", "why"),
    [
        (
            'delegates = [{ name = "Secretariat of the Conference", email = "secretariat@example.org" }]',
            "delegates = []",
            "nobody could act on this treaty any more",
        ),
        ('id = "cyber-treaty"', 'id = "another-treaty"', "nobody could act on this treaty any more"),
        ("[groups.EU]\n", "[groups.EU\n", "signatories.toml:"),
    ],
)
def test_no_change_of_who_takes_part_ends_the_treaty(treaty: Repository, was: str, becomes: str, why: str) -> None:
    assert was in SIGNATORIES
    with refused(treaty, why):
        recording.roster(treaty, acting_for(SECRETARIAT), lambda _: SIGNATORIES.replace(was, becomes).encode(), "Tidy")


def test_a_key_of_which_a_part_is_missing_is_not_listed_and_one_that_is_hinders_nothing_else(
    found_treaty: Callable[..., Repository], key: Path
) -> None:
    cut = key.with_suffix(".pub").read_text().strip()[:-8]
    listed = with_keys_of("deu@example.org", f'"{cut}"')(b"")
    before, since = found_treaty("before"), found_treaty("since", treaty_files() | {"signatories.toml": listed})
    with refused(before, "nothing could ever be signed with the key of deu@example.org", "not copied whole"):
        recording.roster(before, acting_for(SECRETARIAT), lambda _: listed, "List a key")
    act = recording.roster(
        since, acting_for(SECRETARIAT), lambda source: source.replace(b'"Fiji"', b'"Republic of Fiji"'), "Tidy"
    )
    assert act.action == "roster"


def test_a_consent_waits_until_the_secretariat_has_listed_just_that(
    treaty: Repository, key: Path, tmp_path: Path
) -> None:
    old, new = (each.with_suffix(".pub").read_text().strip() for each in (key, new_key(tmp_path / "new")))
    one, two = (with_keys_of("deu@example.org", *entries) for entries in ((f'"{old}"',), (f'"{old}"', f'"{new}"')))
    recording.roster(treaty, acting_for(SECRETARIAT), one, "List a key", date=day(3))
    assert recording.consents(treaty) == {}
    recording.consent(treaty, acting_for("DEU", key=str(key)), two, date=day(4))
    waits = recording.consents(treaty)
    assert [held.blob for held in waits["DEU"][0].keys] == [old.split()[1], new.split()[1]]
    assert len(waits) == 1
    recording.roster(treaty, acting_for(SECRETARIAT), two, "List another key", date=day(5))
    assert recording.consents(treaty) == {}


def test_of_what_a_signatory_has_consented_to_only_the_last_counts_and_it_can_be_taken_back(
    treaty: Repository, key: Path, tmp_path: Path
) -> None:
    mine, second, third = (
        f'"{each.with_suffix(".pub").read_text().strip()}"'
        for each in (key, new_key(tmp_path / "second"), new_key(tmp_path / "third"))
    )
    secretariat, germany = acting_for(SECRETARIAT), acting_for("DEU", key=str(key))
    asked, other = (with_keys_of("deu@example.org", mine, each) for each in (second, third))
    recording.roster(treaty, secretariat, with_keys_of("deu@example.org", mine), "List a key", date=day(3))
    with refused(treaty, "DEU has consented to no other list of its delegates"):
        recording.consent(treaty, germany, None)
    recording.consent(treaty, germany, asked, date=day(4))
    recording.consent(treaty, germany, other, date=day(5))
    with refused(treaty, "DEU has consented to another change"):
        recording.roster(treaty, secretariat, asked, "List a key")
    act = recording.consent(treaty, germany, None, date=day(6))
    assert act.subject == "DEU takes back its consent to another list of delegates"
    assert recording.consents(treaty) == {}
    for change in (asked, other):
        with refused(treaty, "DEU has not consented"):
            recording.roster(treaty, secretariat, change, "List a key")
    with refused(treaty, "DEU has consented to no other list of its delegates"):
        recording.consent(treaty, germany, None)
    recording.consent(treaty, germany, asked, date=day(7))
    recording.roster(treaty, secretariat, asked, "List a key", date=day(8))
    with refused(treaty, "DEU has consented to no other list of its delegates"):
        recording.consent(treaty, germany, None)
    assert verify(treaty, anew=True).problems == ()
