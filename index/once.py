"""A property worked out once, by whichever thread comes first, while the others wait for it.

`functools.cached_property` was that up to Python 3.11; since then two threads may
both work, and load a model twice.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import RLock
from typing import Any, Generic, TypeVar

_Value = TypeVar("_Value")


class once(Generic[_Value]):
    """Decorates a method without arguments; its value is kept in the object, under the method's name."""

    def __init__(self, make: Callable[[Any], _Value]) -> None:
        self._make = make
        self._lock = RLock()
        self.__doc__ = make.__doc__

    def __get__(self, owner: Any, kind: type | None = None) -> _Value:
        with self._lock:
            kept: dict[str, _Value] = owner.__dict__
            if self._make.__name__ not in kept:
                kept[self._make.__name__] = self._make(owner)
            return kept[self._make.__name__]
