"""Answers that are kept: each until a ledger it rests on changes; computed once, however many ask; bounded by bytes."""

import sys
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Set
from dataclasses import dataclass
from threading import Event, Lock
from typing import Any

import polars as pl
import shapely

# Of one question the answers of so many states are kept: others may still be looking at the one before.
STATES = 2
OWN = ("data", "services", "pages")
Standing = Mapping[str, int]


@dataclass(slots=True, eq=False)
class _Kept:
    """An answer, the commits of the ledgers it rests on, and about how many bytes it takes with its question."""

    value: Any
    stood: tuple[tuple[str, int], ...]
    bytes: int

    def holds(self, standing: Standing) -> bool:
        return all(standing[ledger] == commit for ledger, commit in self.stood)


class Memory:
    """The memory of one process, shared by all threads. At most `most` bytes are kept, about: of two answers the one
    that was asked for last stays longer."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._kept: OrderedDict[Hashable, list[_Kept]] = OrderedDict()
        self._under_way: dict[Hashable, Event] = {}
        self._grown: dict[_Kept, Hashable] = {}
        self._total = 0
        self._lock = Lock()

    def answer(self, question: Hashable, standing: Standing, compute: Callable[[], tuple[Any, Set[str] | None]]) -> Any:
        """The answer to a question where the ledgers stand so, kept or from `compute`: that gives it with the names of
        the ledgers it rests on, or None where it can't be kept. Who asks while another computes it waits for that one.

        Raises what `compute` raises, to each who asks; TypeError for a question that can't be hashed.
        """
        while True:
            with self._lock:
                if found := self._find(question, standing):
                    return found.value
                if (under_way := self._under_way.get(question)) is None:
                    self._under_way[question] = done = Event()
                    break
            under_way.wait()
        try:
            value, rests = compute()
            if rests is not None:
                stood = tuple((ledger, standing[ledger]) for ledger in sorted(rests))
                self._keep(question, _Kept(value, stood, weigh((question, value))))
            return value
        finally:
            with self._lock:
                del self._under_way[question]
            done.set()

    def _find(self, question: Hashable, standing: Standing) -> _Kept | None:
        found = next((kept for kept in self._kept.get(question, ()) if kept.holds(standing)), None)
        if found:
            self._kept.move_to_end(question)
            if _is_own(found.value):  # It may have grown: some compute their parts when they are asked for.
                self._grown[found] = question
        return found

    def _keep(self, question: Hashable, new: _Kept) -> None:
        if new.bytes > self.most:
            return
        with self._lock:
            states = [new, *self._kept.get(question, ())]
            self._kept[question] = states[:STATES]
            self._kept.move_to_end(question)
            self._total += new.bytes
            self._let_go(states[STATES:])
            self._weigh_grown()
            while self._total > self.most:
                self._let_go(self._kept.popitem(last=False)[1])

    def _let_go(self, forgotten: list[_Kept]) -> None:
        for kept in forgotten:
            self._total -= kept.bytes
            self._grown.pop(kept, None)

    def _weigh_grown(self) -> None:
        for kept, question in self._grown.items():
            before, kept.bytes = kept.bytes, weigh((question, kept.value))
            self._total += kept.bytes - before
        self._grown.clear()

    @property
    def bytes(self) -> int:
        """About how many bytes are kept."""
        with self._lock:
            self._weigh_grown()
            return self._total


def weigh(value: Any) -> int:
    """About how many bytes a value takes, with all that hangs on it; what it holds twice is counted once."""
    total, seen, left = 0, set[int](), [value]
    while left:
        one = left.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        total += sys.getsizeof(one, 0)
        match one:
            case pl.DataFrame() | pl.Series():
                total += int(one.estimated_size())
            case shapely.Geometry():
                total += 16 * int(shapely.get_num_coordinates(one))
            case dict():
                left += [*one.keys(), *one.values()]
            case list() | tuple() | set() | frozenset():
                left += one
            case _ if _is_own(one):
                left += _parts(one)
    return total


def _is_own(one: Any) -> bool:
    """Whether it is an object of the board's own."""
    return type(one).__module__.split(".")[0] in OWN


def _parts(one: Any) -> list[Any]:
    """What stands in the attributes of an object of the board's own."""
    slots = [name for kind in type(one).__mro__ for name in getattr(kind, "__slots__", ())]
    return [*getattr(one, "__dict__", {}).values(), *(getattr(one, name, None) for name in slots)]
