"""The latest few things of one kind: what a run holds is bounded, however long it is used."""

import threading
from collections import OrderedDict
from typing import Generic, Protocol, TypeVar

from starlette.exceptions import HTTPException


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_N = TypeVar("_N", bound=_Named)


class Recent(Generic[_N]):
    """The latest `most` things by their id; jobs and requests use it at once."""

    def __init__(self, most: int = 8) -> None:
        self._most = most
        self._items: OrderedDict[str, _N] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._items)

    def put(self, item: _N) -> None:
        """Keep it; the oldest beyond the number falls off."""
        with self._lock:
            self._items[item.id] = item
            dropped = [self._items.popitem(last=False)[1] for _ in range(len(self._items) - self._most)]
        for old in dropped:
            self.fallen(old)

    def drop(self, name: str) -> None:
        """Forget one, if it is still there."""
        with self._lock:
            old = self._items.pop(name, None)
        if old is not None:
            self.fallen(old)

    def get(self, name: str) -> _N:
        """Raises HTTPException 404 where it is no longer there."""
        with self._lock:
            found = self._items.get(name)
        if found is None:
            raise HTTPException(404)
        return found

    def newest_first(self) -> list[_N]:
        with self._lock:
            return list(reversed(self._items.values()))

    def fallen(self, item: _N) -> None:
        """What is to be done about one that is kept no longer: nothing."""
