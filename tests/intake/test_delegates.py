"""Delegates in `signatories.toml`: one comes or goes, and every other byte stays."""

from __future__ import annotations

import pytest

from drafter.intake.delegates import named, with_delegate, without_delegate
from drafter.model.key import Key
from drafter.model.problem import Problem, Refused
from drafter.model.signatory import Delegate, parse_roster

HEAD = """\
[treaty]
id = "sample"
title = "Sample"

[secretariat]
delegates = [{ name = "C", email = "c@example.org" }]
"""
NEW = Delegate("Delegate of France", "fra@example.org", (Key("ssh-ed25519 AAAA"),))
ENTRY = '{ name = "Delegate of France", email = "fra@example.org", keys = ["ssh-ed25519 AAAA"] }'

FORMS = {
    "none": '[signatories.FRA]\nname = "France" # first\n\n[signatories.DEU]\nname = "Germany"\n',
    "last": '[signatories.FRA]\nname = "France"',
    "empty": '[signatories.FRA]\ndelegates = [] # nobody\nname = "France"\n',
    "one": """\
[signatories.FRA]
name = "France"
delegates = [{ name = "A", email = "a@example.org" }]

[groups.X1]
name = "x"
""",
    "lines": """\
[signatories.FRA]
name = "France"
delegates = [
  { name = "A ]}, #", email = "a@example.org" }, # the first
  { name = "B", email = "b@example.org", keys = ["ssh-ed25519 BBBB k]"] },
]
""",
    "quoted": "[ signatories . 'FRA' ]\nname = \"France\"\n",
}


TABLES = '[signatories.FRA]\nname = "x"\n[[signatories.FRA.delegates]]\nname = "A"\nemail = "a@b"\n'


@pytest.mark.parametrize("form", FORMS)
def test_a_delegate_is_added_and_every_other_byte_stays(form: str) -> None:
    source = HEAD + "\n" + FORMS[form]
    changed = with_delegate(source, "FRA", NEW)
    assert isinstance(changed, str), changed
    before, _ = parse_roster(source)
    after, _ = parse_roster(changed)
    assert before is not None
    assert after is not None
    assert after.by_code["FRA"].delegates == (*before.by_code["FRA"].delegates, NEW)
    at = changed.index(ENTRY)
    assert source.startswith(changed[: changed.rindex("\n", 0, at)].rstrip(", \n") or changed[:1])
    assert all(line in changed for line in source.splitlines() if "delegates" not in line)
    again = without_delegate(changed, "FRA", NEW.email)
    assert isinstance(again, str), again
    assert parse_roster(again)[0] == before


@pytest.mark.parametrize("form", ["one", "lines"])
def test_any_delegate_can_go(form: str) -> None:
    source = HEAD + "\n" + FORMS[form]
    before, _ = parse_roster(source)
    assert before is not None
    for each in before.by_code["FRA"].delegates:
        changed = without_delegate(source, "FRA", each.email)
        assert isinstance(changed, str), changed
        after, _ = parse_roster(changed)
        assert after is not None
        assert each not in after.by_code["FRA"].delegates
        assert len(after.by_code["FRA"].delegates) == len(before.by_code["FRA"].delegates) - 1


def test_the_secretariat_has_delegates_too() -> None:
    changed = with_delegate(HEAD, "XXS", NEW)
    assert isinstance(changed, str)
    roster, _ = parse_roster(changed)
    assert roster is not None
    assert [each.email for each in roster.secretariat.delegates] == ["c@example.org", "fra@example.org"]


@pytest.mark.parametrize(
    ("source", "code", "delegate", "said"),
    [
        (FORMS["none"], "FRE", NEW, "no signatory `FRE`"),
        (FORMS["one"], "FRA", Delegate("A", "a@example.org"), "listed twice for FRA"),
        (FORMS["one"], "FRA", Delegate("A", "c@example.org"), "listed for XXS and for FRA"),
        (FORMS["one"], "FRA", Delegate("A.", "d@example.org"), "can't be the name"),
        (FORMS["one"], "FRA", Delegate("A", "d@"), "not an e-mail address"),
        ('[signatories]\nFRA = { name = "France" }\n', "FRA", NEW, "can't be changed"),
        (
            '[signatories.FRA]\nname = "x"\n[[signatories.FRA.delegates]]\nname = "A"\nemail = "a@b"\n',
            "FRA",
            NEW,
            "can't be",
        ),
        ("x = ", "FRA", NEW, "not TOML"),
    ],
)
def test_what_can_not_be_added_is_told(source: str, code: str, delegate: Delegate, said: str) -> None:
    problem = with_delegate(HEAD + source, code, delegate)
    assert isinstance(problem, Problem), problem
    assert said in problem.message
    assert problem.remedy


def test_a_delegate_that_is_not_there_can_not_go() -> None:
    problem = without_delegate(HEAD + FORMS["one"], "FRA", "z@example.org")
    assert isinstance(problem, Problem)
    assert "a@example.org" in problem.remedy


@pytest.mark.parametrize("text", ["", "A", "<a@b>", "A <>", "A <a@b> c", "A <a b>"])
def test_what_names_no_delegate_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="doesn't name a delegate"):
        named(text, None)
    assert named(" A  B <a@b> ", None) == Delegate("A  B", "a@b")
