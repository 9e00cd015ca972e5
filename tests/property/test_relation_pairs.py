"""Pairs of relations are matched one to one, whichever side comes first and in whatever order they stand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from framing.validate.relation_pairs import Pair, Relation, of_actors, pairs, same_actors, shared

ranges = st.tuples(st.integers(0, 12), st.integers(1, 4)).map(lambda at: (at[0], at[0] + at[1]))
several = st.lists(st.tuples(ranges, ranges), max_size=6, unique=True)
relations = st.lists(
    st.builds(
        Relation,
        predicate=ranges,
        agent=st.none() | ranges,
        patient=st.none() | ranges,
        agent_actor=st.sampled_from(["Norway", "Ghana", "other"]),
        patient_actor=st.sampled_from(["Norway", "Ghana", "other"]),
        negated=st.booleans(),
    ),
    max_size=6,
)


@given(several, several)
def test_as_many_are_right_from_either_side(ours: list[Pair], gold: list[Pair]) -> None:
    right = shared(ours, gold)
    assert len(right) == len(shared(gold, ours)) == len(shared(ours[::-1], gold[::-1]))
    assert len({mine for mine, _ in right}) == len({theirs for _, theirs in right}) == len(right)
    assert all(a < d and c < b for mine, theirs in right for (a, b), (c, d) in zip(mine, theirs, strict=True))


@given(several)
def test_everything_is_right_by_itself(ours: list[Pair]) -> None:
    assert len(shared(ours, ours)) == len(ours)


@given(relations, relations)
def test_no_more_are_right_than_there_are(ours: list[Relation], gold: list[Relation]) -> None:
    right, found, there = of_actors(ours, gold, "agent")
    assert right <= min(found, there)
    assert of_actors(gold, ours, "agent") == (right, there, found)
    same, both = same_actors(ours, gold, "agent")
    assert same <= both <= min(len(pairs(ours, "agent")), len(pairs(gold, "agent")))
