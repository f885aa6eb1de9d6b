"""What a record says is taken for what its file holds only where the file's id shows it: nothing is guessed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.generate import SIZES, generate
from drafter.model.position import Depends, Position, position_file
from drafter.model.target import Target
from drafter.model.terms import Degree, Stance
from drafter.store import branches, recording
from drafter.store.objects import object_id
from drafter.store.plumbing import Entry
from drafter.store.reading import read
from drafter.store.recording.commit import with_files
from drafter.store.repository import Repository
from drafter.store.said import written
from drafter.store.verifying import Examination, stances, verify
from drafter.store.verifying.again import Again
from tests.built import built_demo, copied
from tests.conftest import acting_for
from tests.store.acts import CI, day

__all__ = ["built_demo"]

HEX = "0123456789abcdef" * 4
OTHER = "fedcba9876543210" * 4
TARGETS = (Target("scope"), Target("scope", "1.a"), Target(amendment="FRA-7K3QXD"))
STATEMENTS = ("", "We can live with it.", 'It says "shall"; \\ so be it.', "两国\n\nو")


saying = st.tuples(st.sampled_from(Stance), st.sampled_from(STATEMENTS))


def test_what_depends_on_other_texts_is_read_and_never_taken_for_what_depends_on_none(treaty: Repository) -> None:
    others = [Target("preamble"), Target(CI, "1")]
    for code, about in (("DEU", Target("scope")), ("AUS", Target("scope")), ("FRA", Target("scope"))):
        on = [Depends(Degree.REQUIRED, each) for each in others] if code != "AUS" else []
        recording.position(treaty, acting_for(code), about, Stance.ACCEPT, conditions=on, date=day(3))
    for anew in (True, False):
        found = {each.position.signatory: each.position.conditions for each in read(treaty).positions}
        assert [(each.degree, each.target) for each in found["DEU"]] == [
            (Degree.REQUIRED, Target(CI, "1")), (Degree.REQUIRED, Target("preamble")),
        ]  # fmt: skip
        assert found["FRA"] == found["DEU"]
        assert found["AUS"] == ()
        if anew:
            shutil.rmtree(treaty.root / ".git/drafter", ignore_errors=True)
    assert not verify(treaty).problems


@given(
    st.sampled_from(TARGETS), st.booleans(), st.sampled_from((None, "EU")), saying, saying,
    st.lists(st.sampled_from((HEX, OTHER))),
)  # fmt: skip
def test_a_file_is_known_by_its_id_only_when_it_holds_what_its_record_says(
    target: Target, cosponsor: bool, group: str | None, holds: tuple[Stance, str], says: tuple[Stance, str],
    texts: list[str],
) -> None:  # fmt: skip
    (stance, statement), (taken, said) = holds, says
    held = Position("DEU", target, HEX, OTHER[:40], stance, cosponsor, group, statement)
    id = object_id("blob", position_file(held).encode())
    found = [each.position for each in written("DEU", target, OTHER[:40], taken.value, said, texts) if each.id == id]
    assert all(each == held for each in found)
    may_be_known = (
        (stance, statement, group) == (taken, said, None)
        and HEX in texts
        and (not cosponsor or (stance is Stance.SUPPORT and bool(target.amendment)))
    )
    assert bool(found) == may_be_known


def test_an_object_has_the_id_that_git_gives_it(treaty: Repository) -> None:
    for content in (b"", b"a\0b", b"x" * 100_000):
        assert object_id("blob", content) == treaty.git.blob(content)
    main = treaty.commit(treaty.git.run("rev-parse", "main").decode().strip())
    assert object_id("tree", treaty.raw_trees([main.tree])[main.tree]) == main.tree


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("generated") / "treaty"
    generate(place, SIZES["demo"])
    return place


@pytest.fixture(params=["generated", "demo"])
def talks(request: pytest.FixtureRequest, generated: Path, built_demo: Path, tmp_path: Path) -> Path:
    """A negotiation of which nothing is known."""
    place = copied(generated if request.param == "generated" else built_demo, tmp_path / "talks")
    shutil.rmtree(place / ".git" / "drafter", ignore_errors=True)
    return place


def test_positions_are_the_same_whether_files_are_known_by_their_ids_or_read(
    talks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Repository.open(talks) as repo:
        known = read(repo)
    shutil.rmtree(talks / ".git" / "drafter")
    monkeypatch.setattr(branches, "written", lambda *_: ())
    with Repository.open(talks) as repo:
        assert read(repo) == known
    assert known.positions


def test_an_examination_is_the_same_whether_trees_are_made_again_or_compared(
    talks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def examined() -> Examination:
        with Repository.open(talks) as repo:
            return verify(repo, anew=True)

    made: list[bool] = []
    makes = Again.makes
    monkeypatch.setattr(Again, "makes", lambda *each: made.append(makes(*each)) or made[-1])  # type: ignore[func-returns-value]
    again = examined()
    assert made.count(True) > made.count(False)
    monkeypatch.setattr(stances, "written", lambda *_: ())
    assert examined() == again


NAMES = ("scope", "scope-2", "scope0", "scope.1", "a", "b")
"""git orders some of them in another way as directories than as files."""

PATHS = (
    *(f"clauses/{name}.toml" for name in NAMES),
    *(f"clauses/{name}/1.a.toml" for name in NAMES),
    *(f"amendments/FRA-00000{number}.toml" for number in range(4)),
    "consent.toml",
)
files = st.tuples(st.sampled_from(PATHS), st.sampled_from((b"1", b"2")))


@settings(suppress_health_check=(HealthCheck.function_scoped_fixture,), max_examples=60)
@given(st.lists(st.tuples(files, files), min_size=1, max_size=12))
def test_a_tree_is_made_again_exactly_when_one_file_and_nothing_else_is_another(
    treaty: Repository, steps: list[tuple[tuple[str, bytes], tuple[str, bytes]]]
) -> None:
    again = Again(treaty)
    before = treaty.git.tree({})
    for put, beside in steps:
        after = with_files(treaty, before, dict([put]))
        more = with_files(treaty, after, dict([beside]))
        for (path, content), tree in ((put, more), (beside, after), ((put[0], beside[1]), after), (put, after)):
            expected = tree != before and with_files(treaty, before, {path: content}) == tree
            assert again.makes(before, path, object_id("blob", content), tree) == expected
            if expected:
                before = tree
                break


def test_a_file_in_the_place_of_a_directory_is_not_one_file_that_is_another(treaty: Repository) -> None:
    before = with_files(treaty, None, {"clauses/scope.toml/1.a.toml": b"1", "clauses/a.toml": b"1"})
    after = with_files(treaty, before, {"clauses/scope.toml": b"2"})
    assert not Again(treaty).makes(before, "clauses/scope.toml", object_id("blob", b"2"), after)
    back = with_files(treaty, after, {"clauses/scope.toml/1.a.toml": b"1"})
    assert not Again(treaty).makes(after, "clauses/scope.toml/1.a.toml", object_id("blob", b"1"), back)


def test_what_could_not_be_made_leaves_the_tree_as_it_was(treaty: Repository) -> None:
    blob, other = treaty.git.blob(b"1"), treaty.git.blob(b"2")
    before = treaty.git.tree({"a": Entry("100644", blob), "x": Entry("100755", blob)})
    after = treaty.git.tree({"a": Entry("100644", other), "x": Entry("100644", blob)})
    again = Again(treaty)
    assert not again.makes(before, "x", other, after)
    assert not again.makes(before, "a", other, after)
    assert again.makes(before, "a", other, treaty.git.tree({"a": Entry("100644", other), "x": Entry("100755", blob)}))
