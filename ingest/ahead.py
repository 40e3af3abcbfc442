"""Calls made ahead in threads, their results in order, never more than so many of them waiting.

What is called, and whether it works in this process or in another, is not known here.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def call_ahead(
    function: Callable[[Item], Result], items: Iterable[Item], *, threads: int, ahead: int
) -> Generator[Result, None, None]:
    """The result of each item, in the order of the items; an item is taken only when there is room for its result.

    ahead  calls that are begun or done before their result is asked for, at most

    Who stops early (or is interrupted) leaves no call that is not begun yet, and waits for none.
    """
    waiting: deque[Future[Result]] = deque()
    pool = ThreadPoolExecutor(threads)
    try:
        for item in items:
            if len(waiting) == ahead:
                yield waiting.popleft().result()
            waiting.append(pool.submit(function, item))
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
