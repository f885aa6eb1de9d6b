"""A position file has one form, and no other is read."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.model.position import MOST_CONDITIONS, Condition, Position, by_degree, parse_position, position_file
from drafter.model.problem import Problem
from drafter.model.target import Target, parse_target
from drafter.model.terms import Degree, Stance

HEX = "0123456789abcdef" * 4
TARGETS = [Target("scope"), Target("scope", "1.a"), Target("scope", "2bis"), Target(amendment="FRA-7K3QXD")]
CONDITIONS = st.dictionaries(
    st.sampled_from([Target("depositary"), Target("depositary", "1.a"), Target(amendment="AUS-000009")]),
    st.sampled_from(Degree),
).map(lambda made: by_degree(Condition(degree, each, HEX, HEX[:40]) for each, degree in made.items()))
statements = st.text(st.characters(exclude_categories=("Cs",)))


def position(**values: object) -> Position:
    given_values: dict[str, object] = {
        "signatory": "DEU",
        "target": TARGETS[0],
        "text_sha256": HEX,
        "commit": HEX[:40],
        "stance": Stance.SUPPORT,
    }
    return Position(**(given_values | values))  # type: ignore[arg-type]


@given(
    st.sampled_from(TARGETS), st.sampled_from(Stance), st.booleans(), st.sampled_from((None, "EU", "G77")), statements,
    CONDITIONS,
)  # fmt: skip
def test_a_position_reads_back_whatever_its_statement(
    target: Target,
    stance: Stance,
    cosponsor: bool,
    group: str | None,
    statement: str,
    conditions: tuple[Condition, ...],
) -> None:
    made = position(target=target, stance=stance, cosponsor=cosponsor, on_behalf_of=group, statement=statement)
    if stance is not Stance.NONE and not cosponsor:
        made = made._replace(conditions=conditions)
    written = position_file(made)
    assert written.endswith("\n")
    assert parse_position(written.encode(), target.path) == made


@given(statements, CONDITIONS, st.data())
def test_no_second_way_of_writing_is_read(
    statement: str, conditions: tuple[Condition, ...], data: st.DataObject
) -> None:
    written = position_file(position(statement=statement, conditions=conditions))
    at = data.draw(st.integers(0, len(written)))
    cut = data.draw(st.integers(0, 3))
    put = data.draw(st.text(max_size=3))
    changed = written[:at] + put + written[at + cut :]
    read = parse_position(changed.encode("utf-8", "surrogatepass"), "clauses/scope.toml")
    if isinstance(read, Position):
        assert position_file(read) == changed


WRITTEN = position_file(position())


@pytest.mark.parametrize(
    "source",
    [
        "",
        "x = ",
        WRITTEN + "\n",
        WRITTEN + "# comment\n",
        WRITTEN.replace("\n", "\r\n"),
        "\ufeff" + WRITTEN,
        WRITTEN + "cosponsor = false\n",
        WRITTEN + 'statement = ""\n',
        WRITTEN + 'unknown = "x"\n',
        WRITTEN + 'amendment = "FRA-7K3QXD"\n',
        WRITTEN + 'on_behalf_of = "eu"\n',
        WRITTEN + "cosponsor = 1\n",
        WRITTEN + "on_behalf_of = 3\n",
        WRITTEN + "statement = 3\n",
        WRITTEN + 'statement = "No."\n',
        WRITTEN + "statement = '''\nNo.'''\n",
        WRITTEN + 'statement = """No."""\n',
        WRITTEN + 'statement = """\nN\\u006F."""\n',
        WRITTEN + 'statement = """\nN\\u00e9."""\n',
        WRITTEN + 'statement = """\nNo.\\n"""\n',
        WRITTEN + 'statement = """\nNo.\t"""\n',
        WRITTEN + 'statement = """\nNo\\"""\n',
        WRITTEN + 'statement = """\nNo. \x1b"""\n',
        WRITTEN.replace('"DEU"', '"deu"'),
        WRITTEN.replace('"DEU"', "3"),
        WRITTEN.replace('"support"', '"supports"'),
        WRITTEN.replace('"support"', "'support'"),
        WRITTEN.replace("sha256:", "sha1:"),
        WRITTEN.replace(HEX[:40] + '"', HEX[:39] + '"'),
        WRITTEN.replace("clause =", "provision ="),
        WRITTEN.replace("clause =", "amendment ="),
        WRITTEN.replace(HEX, HEX[:63]),
        WRITTEN.replace('"scope"', '"scope:1"'),
        WRITTEN.replace('"scope"', '"../scope"'),
        WRITTEN.replace("stance = ", "stance  = "),
        "\n".join(reversed(WRITTEN.splitlines())) + "\n",
        WRITTEN + f"x = {'1' * 5000}\n",
        WRITTEN + f"x = {'[' * 5000}\n",
    ],
)
def test_what_is_not_canonical_is_refused(source: str) -> None:
    assert isinstance(parse_position(source.encode(), "clauses/scope.toml"), Problem)


REQUIRED = Condition(Degree.REQUIRED, Target("depositary"), HEX, HEX[:40])
UNWANTED = Condition(Degree.UNWANTED, Target(amendment="AUS-000009"), HEX, HEX[:40])


@pytest.mark.parametrize(
    "changed",
    [
        {"conditions": (UNWANTED, REQUIRED)},
        {"conditions": (REQUIRED, REQUIRED)},
        {"conditions": (REQUIRED, REQUIRED._replace(degree=Degree.UNWANTED))},
        {"conditions": (REQUIRED._replace(target=TARGETS[0]),)},
        {"conditions": (REQUIRED,), "stance": Stance.NONE},
        {"conditions": (REQUIRED,), "target": TARGETS[3], "cosponsor": True},
        {"conditions": (REQUIRED,), "target": TARGETS[3], "signatory": "FRA"},
        {
            "conditions": by_degree(
                REQUIRED._replace(target=Target("depositary", str(each))) for each in range(1, MOST_CONDITIONS + 2)
            )
        },
    ],
)
def test_conditions_that_nobody_can_make_are_refused(changed: dict[str, object]) -> None:
    made = position(**changed)
    assert isinstance(parse_position(position_file(made).encode(), made.target.path), Problem)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  { required", "{ required"),
        ("required", "needed"),
        ("required", "requested"),
        ('"depositary"', '"../depositary"'),
        ('"depositary"', '"DEPOSITARY"'),
        (" },\n]", " }\n]"),
        ("conditions = [\n", "conditions = []\n"),
        ("sha256:", "sha1:"),
        (" },\n]", ' }, { desired = "scope:1" },\n]'),
        (" },\n]", " },\n  { spoiled },\n]"),
    ],
)
def test_a_condition_has_one_form(old: str, new: str) -> None:
    written = position_file(position(conditions=(REQUIRED,)))
    assert isinstance(parse_position(written.encode(), "clauses/scope.toml"), Position)
    at = written.rindex(old)
    spoiled = written[:at] + new + written[at + len(old) :]
    assert isinstance(parse_position(spoiled.encode(), "clauses/scope.toml"), Problem)


def test_a_position_file_is_toml_that_says_the_same_to_whoever_reads_toml() -> None:
    statement = 'It says "shall" \\ not\x1b\x7f\t\r\nmay.\n'
    made = position(cosponsor=True, on_behalf_of="EU", statement=statement)
    written = position_file(made)
    assert parse_position(written.encode(), "clauses/scope.toml") == made
    assert tomllib.loads(written) == {
        "signatory": "DEU",
        "clause": "scope",
        "text": f"sha256:{HEX}",
        "commit": HEX[:40],
        "stance": "support",
        "cosponsor": True,
        "on_behalf_of": "EU",
        "statement": statement,
    }


def test_a_position_that_is_not_in_utf_8_is_refused() -> None:
    source = position_file(position(statement="Ja, très.")).encode("latin-1")
    assert isinstance(parse_position(source, "clauses/scope.toml"), Problem)


@given(st.binary())
def test_any_bytes_are_a_position_or_a_problem(source: bytes) -> None:
    parse_position(source, "clauses/scope.toml")
    parse_position(WRITTEN.encode() + source, "clauses/scope.toml")


def test_a_position_out_of_its_place_is_refused() -> None:
    assert isinstance(parse_position(WRITTEN.encode(), "clauses/scope.toml"), Position)
    for path in ("clauses/other.toml", "clauses/scope/1.toml", "scope.toml", "amendments/FRA-7K3QXD.toml"):
        assert isinstance(parse_position(WRITTEN.encode(), path), Problem)


@pytest.mark.parametrize("target", TARGETS)
def test_a_target_reads_back_as_it_is_written(target: Target) -> None:
    assert parse_target(str(target)) == target


NO_TARGETS = ["", ":", "scope:", ":1", "Scope", "scope:1.", "scope:A", "FRA-7K3QX", "FRA-7K3QXI", "scope:1:2"]


@pytest.mark.parametrize("text", [*NO_TARGETS, "scope\n", "../scope", "scope:../x", "scope:1\n"])
def test_what_names_no_target_is_refused(text: str) -> None:
    assert parse_target(text) is None
