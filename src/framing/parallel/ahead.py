"""A thread that makes the next item while the caller works on this one: what follows in turn overlaps, nothing else changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

__all__ = ["ahead"]

Item = TypeVar("Item")


class _End:
    """Stands for no further item."""


_END: Final = _End()


def ahead(items: Iterable[Item], meanwhile: Callable[[], object] | None = None) -> Iterator[Item]:
    """Yield the items in order, each made in a thread while the caller works on the one before.

    No more than one item waits. What the items raise is raised here, in its turn; a caller who stops early waits for the
    item that is being made. `meanwhile` is called once, while the first item is made, for which the caller would only wait.
    Worth it where both sides spend their time in numpy, pyarrow or zlib, which let other threads run.

    Examples:
        >>> list(ahead(n * n for n in range(3)))
        [0, 1, 4]
    """
    source = iter(items)
    with ThreadPoolExecutor(1, thread_name_prefix="ahead") as thread:
        coming = thread.submit(next, source, _END)
        if meanwhile is not None:
            meanwhile()
        while not isinstance(item := coming.result(), _End):
            coming = thread.submit(next, source, _END)
            yield item
