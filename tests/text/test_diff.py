from hypothesis import given

from drafter.text.diff import Diff, diff
from drafter.text.tokens import tokens
from tests.text.texts import ANY_TEXT, texts, versions

THREE = (
    "1. States shall protect the infrastructure on which civilians depend.\n\n"
    "2. Each Party shall report to the Secretariat once a year.\n\n"
    "3. Nothing in this Article affects the Charter of the United Nations.\n"
)
FIRST, SECOND, THIRD = THREE[:-1].split("\n\n")


def marked(compared: Diff) -> str:
    """A redline in one line."""
    marks = {"same": "{}", "deleted": "[-{}-]", "inserted": "{{+{}+}}"}
    return "".join(marks[piece.kind].format(piece.text) for piece in compared.pieces())


@given(versions(1, 1))
def test_both_texts_can_be_rebuilt(case: tuple[str, list[str]]) -> None:
    base, (new,) = case
    compared = diff(base, new)
    assert compared.base == tokens(base)
    assert compared.new == tokens(new)
    assert "".join(piece.text for piece in compared.pieces() if piece.kind != "inserted") == base
    assert "".join(piece.text for piece in compared.pieces() if piece.kind != "deleted") == new


@given(ANY_TEXT, ANY_TEXT)
def test_unrelated_texts_can_be_rebuilt(base: str, new: str) -> None:
    compared = diff(base, new)
    assert "".join(piece.text for piece in compared.pieces() if piece.kind != "inserted") == base
    assert "".join(piece.text for piece in compared.pieces() if piece.kind != "deleted") == new


@given(versions(1, 1))
def test_edits_are_sorted_and_what_is_between_them_is_the_same(case: tuple[str, list[str]]) -> None:
    base, (new,) = case
    compared = diff(base, new)
    at = at2 = 0
    for edit in compared.edits:
        assert at <= edit.start <= edit.end
        assert at2 <= edit.start2 <= edit.end2
        assert edit.start < edit.end or edit.start2 < edit.end2
        assert compared.base[at : edit.start] == compared.new[at2 : edit.start2]
        at, at2 = edit.end, edit.end2
    assert compared.base[at:] == compared.new[at2:]


@given(versions(1, 1))
def test_there_is_no_edit_exactly_when_the_texts_are_equal(case: tuple[str, list[str]]) -> None:
    base, (new,) = case
    assert (not diff(base, new).edits) == (base == new)


@given(texts())
def test_wrapping_a_text_anew_is_editorial(text: str) -> None:
    wrapped = text.replace(" ", "\n").replace("\n\n\n", "\n\n")
    if wrapped.count("\n\n") == text.count("\n\n"):
        compared = diff(text, wrapped)
        assert all(compared.editorial(edit) for edit in compared.edits)


@given(versions(1, 1))
def test_every_token_has_an_origin_that_is_the_same_token(case: tuple[str, list[str]]) -> None:
    base, (new,) = case
    compared = diff(base, new)
    origins = compared.origins()
    assert len(origins) == len(compared.new)
    known = [origin for origin in origins if origin is not None]
    assert len(known) == len(set(known))
    assert all(compared.base[o] == token for o, token in zip(origins, compared.new, strict=True) if o is not None)
