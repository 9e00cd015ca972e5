"""What is made ahead comes in order, one at a time, and faults come in their turn."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from framing.parallel import ahead


def test_faults_come_after_what_stands_before_them() -> None:
    def faulty() -> Iterator[int]:
        yield 1
        yield 2
        raise ValueError("three")

    coming = ahead(faulty())
    assert [next(coming), next(coming)] == [1, 2]
    with pytest.raises(ValueError, match="three"):
        next(coming)


def test_no_more_than_one_item_is_made_ahead() -> None:
    made: list[int] = []

    def counted() -> Iterator[int]:
        for number in range(10):
            made.append(number)
            yield number

    coming = ahead(counted())
    assert (next(coming), next(coming)) == (0, 1)
    coming.close()  # type: ignore[attr-defined]  # a generator, given as an iterator
    assert made == [0, 1, 2]


def test_nothing_gives_nothing() -> None:
    assert list(ahead([])) == []


def test_what_is_done_meanwhile_is_done_once_and_before_the_first_item_is_given() -> None:
    done: list[str] = []
    done += ahead(["a", "b"], lambda: done.append("prepared"))
    assert done == ["prepared", "a", "b"]
