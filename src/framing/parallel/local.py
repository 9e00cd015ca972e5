"""Local processes: results come back in the order of the shards, so that the number of jobs changes nothing."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

__all__ = ["map_ordered"]

Shard = TypeVar("Shard")
Result = TypeVar("Result")


def map_ordered(function: Callable[[Shard], Result], shards: Iterable[Shard], jobs: int = 1) -> Iterator[Result]:
    """Yield function(shard) for every shard, in order, holding at most two shards a process in memory.

    Args:
        function: importable from a module, since other processes must find it.
        shards: read only as far as they are needed.
        jobs: how many processes; 1 stays in this one, 0 takes as many as there are processors.

    Examples:
        >>> list(map_ordered(len, ["a", "bc"]))
        [1, 2]
    """
    jobs = jobs or os.cpu_count() or 1
    if jobs == 1:
        yield from map(function, shards)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Threads of Arrow do not survive a fork, hence spawned processes.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        waiting: deque[Future[Result]] = deque()
        for shard in shards:
            waiting.append(pool.submit(function, shard))
            if len(waiting) >= 2 * jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
