"""Paragraphs that several proposals add at one place."""

from hypothesis import given
from hypothesis import strategies as st

from drafter.text.additions import Added, Place, additions, numbered
from tests.text.texts import law

ADDED: st.SearchStrategy[Added] = st.builds(
    lambda label, body, origin: (label, body, origin),
    st.sampled_from(["", "2. "]),
    st.sampled_from("abc"),
    st.sampled_from([None, None, 0]),
)
RUNS = st.lists(st.lists(ADDED, min_size=1, max_size=5).map(tuple), min_size=1, max_size=4)


def gathered(runs: list[tuple[Added, ...]]) -> dict[tuple[Place, ...], list[int]]:
    """The runs with the proposals that have them, in order of tabling."""
    found: dict[tuple[Added, ...], list[int]] = {}
    for number, run in enumerate(runs):
        found.setdefault(numbered(run), []).append(number)
    return found


def joined_runs(runs: list[tuple[Added, ...]]) -> list[tuple[Added, tuple[int, ...]]]:
    return [(added, who) for (added, _), who in additions(gathered(runs))]


@law
@given(RUNS)
def test_each_proposal_has_its_own_paragraphs_in_its_own_order(runs: list[tuple[Added, ...]]) -> None:
    laid = joined_runs(runs)
    for number, run in enumerate(runs):
        assert tuple(added for added, who in laid if number in who) == run


@law
@given(RUNS, st.randoms(use_true_random=False))
def test_which_paragraphs_are_joined_does_not_depend_on_the_order_of_tabling(
    runs: list[tuple[Added, ...]], random
) -> None:  # type: ignore[no-untyped-def]
    def joined(order: list[int]) -> list[tuple[Added, tuple[int, ...]]]:
        laid = joined_runs([runs[number] for number in order])
        return sorted(((added, tuple(sorted(order[n] for n in who))) for added, who in laid), key=repr)

    shuffled = list(range(len(runs)))
    random.shuffle(shuffled)
    assert joined(list(range(len(runs)))) == joined(shuffled)


def test_equal_paragraphs_are_joined_and_two_orders_are_not() -> None:
    one, other, third = ("", "one", None), ("", "other", None), ("", "third", None)
    assert joined_runs([(one, other), (one, third)]) == [(one, (0, 1)), (other, (0,)), (third, (1,))]
    assert len(joined_runs([(one, other), (other, one)])) == 4


def test_a_place_is_kept_by_whoever_has_it() -> None:
    one, other = ("", "one", None), ("", "other", None)
    assert numbered([one, other, one]) == ((one, 0), (other, 0), (one, 1))
    assert numbered([one, (one, 0), one]) == ((one, 1), (one, 0), (one, 2))


def test_thousands_of_equal_paragraphs_are_counted_in_one_go() -> None:
    """In steps, not in time: each is hashed a few times, however many are equal before it."""
    hashed = 0

    class Counted(str):
        __slots__ = ()

        def __hash__(self) -> int:
            nonlocal hashed
            hashed += 1
            return super().__hash__()

    run = [("", Counted("a"), None)] * 3000
    assert [nth for _, nth in numbered(run)] == list(range(3000))
    assert hashed < 10 * len(run)
