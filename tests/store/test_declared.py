from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from drafter.model.problem import Problem
from drafter.model.record import parse_message
from drafter.store.declared import plain_reader, read_declared
from drafter.store.objects import parse_commit

TREATY = "cyber-treaty/0123456789ab"
LINKS = f"tree {'a' * 40}\nparent {'b' * 40}\n"
PERSON = "Delegate of France <fra@example.org> 1772442000 +0000\n"
SIGNATURE = "gpgsig -----BEGIN SSH SIGNATURE-----\n abc=\n -----END SSH SIGNATURE-----\n"
TRAILERS = (
    f"Drafter-Record: position/1\nTreaty: {TREATY}\nSignatory: FRA\n"
    f"Clause: scope\nRegarding: {'c' * 40}\nStance: support\n"
)

PIECES = (
    *(
        "FRA supports article 4",
        "FRA",
        " ",
        "\n",
        "\n\n",
        "a",
        "-",
        "---",
        "--- a",
        ">8",
        "\x00",
        "\t",
        "\r",
        "x" * 101,
    ),
    *("\u00e9", "e\u0301", "\u202e", "Drafter-Record: position/1\n", TRAILERS, TRAILERS.replace("FRA", "DEU")),
    *("Stance: oppose\n", "Signatory: FRA\n", "Amendment: FRA-7K3QXD\n", "Provision: scope:1.a\n", "Clause: scope\n"),
)
"""What a message can be made of to make two readers disagree."""


def _commit(message: str, links: str = LINKS, author: str = PERSON, committer: str = PERSON, more: str = "") -> bytes:
    return f"{links}author {author}committer {committer}{more}\n{message}".encode()


def _check_alike(raw: bytes) -> bool:
    """Whether the commit is plainly declared; then the strict reading must say the same."""
    plain = plain_reader(TREATY, "FRA")(raw)
    if plain is None:
        return False
    commit = parse_commit("d" * 40, raw)
    message = parse_message(commit.message)
    assert commit.flaw is None
    assert not isinstance(message, Problem)
    parents = (plain["parent"].decode(),) if plain["parent"] else ()
    assert (commit.parents, commit.author, commit.email) == (parents, plain["author"].decode(), plain["email"].decode())
    assert (commit.epoch, commit.signed) == (int(plain["epoch"]), plain["signature"] is not None)
    assert read_declared("d" * 40, raw, TREATY, "FRA") in ((commit, message), None)
    assert message.statement == (plain["statement"] or b"").decode()
    assert message.trailers == (
        ("Drafter-Record", "position/1"),
        ("Treaty", TREATY),
        ("Signatory", "FRA"),
        (plain["kind"].decode(), plain["target"].decode()),
        ("Regarding", plain["regarding"].decode()),
        ("Stance", plain["stance"].decode()),
    )
    return True


def test_an_ordinary_record_is_plain() -> None:
    assert _check_alike(_commit(f"FRA supports article 1\n\n{TRAILERS}", more=SIGNATURE))
    assert _check_alike(_commit(f"FRA supports article 1\n\nOne.\nTwo.\n\nThree.\n\n{TRAILERS}", links=LINKS[:46]))


def test_what_is_read_in_one_step_is_read_as_strictly() -> None:
    raw = _commit(f"FRA supports article 1\n\nOne.\nTwo.\n\nThree.\n\n{TRAILERS}", more=SIGNATURE)
    commit = parse_commit("d" * 40, raw)
    assert read_declared("d" * 40, raw, TREATY, "FRA") == (commit, parse_message(commit.message))


def test_a_target_that_is_none_of_its_kind_is_left_to_the_strict_reading() -> None:
    raw = _commit("FRA supports article 1\n\n" + TRAILERS.replace("Clause: scope", "Provision: scope"))
    assert plain_reader(TREATY, "FRA")(raw) is not None
    assert read_declared("d" * 40, raw, TREATY, "FRA") is None


def test_what_another_signatory_or_treaty_says_is_not_plain() -> None:
    assert not _check_alike(_commit("FRA supports article 1\n\n" + TRAILERS.replace("FRA", "DEU")))
    assert not _check_alike(_commit("FRA supports article 1\n\n" + TRAILERS.replace("0123", "9999")))


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.booleans())
def test_no_message_is_read_in_two_ways(begin: str, closed: bool) -> None:
    _check_alike(_commit(begin + (f"\n\n{TRAILERS}" if closed else "")))


OTHER = "a <b> 1 +0000\n"
HEADERS = ("", SIGNATURE, "encoding latin-1\n", SIGNATURE * 2, f"gpgsig-sha256 x\n{SIGNATURE}", f"{SIGNATURE}x y\n")


@given(
    st.sampled_from((LINKS, LINKS[:46], LINKS + LINKS[46:], "tree x\n", LINKS.upper())),
    st.sampled_from((PERSON, PERSON.replace("0000", "0100"), PERSON.replace("France", "Fr\u00e4nce"), OTHER, "<> 1\n")),
    st.sampled_from((PERSON, OTHER)),
    st.sampled_from(HEADERS),
)
def test_no_header_is_read_in_two_ways(links: str, author: str, committer: str, more: str) -> None:
    _check_alike(_commit(f"FRA supports article 1\n\n{TRAILERS}", links, author, committer, more))
