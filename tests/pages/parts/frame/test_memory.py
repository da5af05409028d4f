"""Answers that are kept: until their ledgers change, computed once, at most so many bytes."""

from collections.abc import Set
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from typing import Any

import polars as pl
import pytest
import shapely

from pages.parts.frame.memory import Memory, weigh

KIB = 1024
AT_FIRST = {"cases": 1, "markets": 1}


def frame(kib: int) -> pl.DataFrame:
    """A frame of so many KiB: eight bytes a number."""
    return pl.DataFrame({"n": range(kib * KIB // 8)}, schema={"n": pl.Int64})


class Asked:
    """Counts how often it is computed."""

    def __init__(self, value: Any, rests: Set[str] | None = frozenset({"cases"})) -> None:
        self.value, self.rests, self.times = value, rests, 0

    def __call__(self) -> tuple[Any, Set[str] | None]:
        self.times += 1
        return self.value, self.rests


def test_an_answer_holds_until_a_ledger_it_rests_on_changes() -> None:
    memory, asked = Memory(KIB * KIB), Asked(7)
    for standing in (AT_FIRST, AT_FIRST, {"cases": 1, "markets": 2}):
        assert memory.answer("q", standing, asked) == 7
    assert asked.times == 1
    memory.answer("q", {"cases": 3, "markets": 2}, asked)
    assert asked.times == 2
    memory.answer("q", AT_FIRST, asked)
    assert asked.times == 2, "who still looks at the state before finds its answer"


def test_what_rests_on_nothing_known_is_asked_each_time() -> None:
    memory, asked = Memory(KIB * KIB), Asked(7, None)
    memory.answer("q", AT_FIRST, asked)
    memory.answer("q", AT_FIRST, asked)
    assert asked.times == 2


def test_bounded_by_bytes_and_the_longest_unasked_goes_first() -> None:
    memory = Memory(100 * KIB)
    questions = {name: Asked(frame(30)) for name in "abc"}
    for name in "abc":
        memory.answer(name, AT_FIRST, questions[name])
    memory.answer("a", AT_FIRST, questions["a"])
    memory.answer("d", AT_FIRST, Asked(frame(30)))
    assert memory.bytes <= 100 * KIB
    for name in "ac":
        memory.answer(name, AT_FIRST, questions[name])
    assert [questions[name].times for name in "ac"] == [1, 1]
    memory.answer("b", AT_FIRST, questions["b"])
    assert questions["b"].times == 2


def test_one_answer_too_large_to_be_kept_drives_nothing_out() -> None:
    memory, small = Memory(100 * KIB), Asked(frame(10))
    memory.answer("small", AT_FIRST, small)
    assert memory.answer("large", AT_FIRST, Asked(frame(200))).height == 200 * KIB // 8
    memory.answer("small", AT_FIRST, small)
    assert small.times == 1


def test_questions_have_their_weight_too() -> None:
    """Who asks for every day and every filter must not fill the memory with answers of one number each."""
    memory = Memory(100 * KIB)
    first = Asked(0)
    memory.answer(("count", "x" * KIB, 0), AT_FIRST, first)
    for n in range(1, 200):
        memory.answer(("count", f"{n}" + "x" * KIB, n), AT_FIRST, Asked(n))
    assert memory.bytes <= 100 * KIB
    memory.answer(("count", "x" * KIB, 0), AT_FIRST, first)
    assert first.times == 2


class Growing:
    """An object of which parts are computed later."""


Growing.__module__ = "services.growing"


def test_what_grows_after_it_was_kept_is_weighed_again() -> None:
    memory, growing = Memory(100 * KIB), Growing()
    memory.answer("growing", AT_FIRST, Asked(growing))
    growing.part = frame(90)  # type: ignore[attr-defined]
    memory.answer("growing", AT_FIRST, Asked(growing))
    memory.answer("small", AT_FIRST, Asked(frame(20)))
    assert memory.bytes <= 100 * KIB


def test_eight_threads_compute_once() -> None:
    memory, asked, together, let_go = Memory(KIB * KIB), Asked(7), Barrier(8), Event()

    def compute() -> tuple[Any, Set[str] | None]:
        let_go.wait(5)
        return asked()

    def ask(_number: int) -> int:
        together.wait()
        return memory.answer("q", AT_FIRST, compute)

    with ThreadPoolExecutor(9) as pool:
        answers = [pool.submit(ask, number) for number in range(8)]
        pool.submit(let_go.set)
        assert [answer.result(10) for answer in answers] == [7] * 8
    assert asked.times == 1


def test_a_fault_reaches_who_asks_and_is_not_kept() -> None:
    memory = Memory(KIB * KIB)

    def fails() -> tuple[Any, Set[str] | None]:
        raise ValueError("示例")

    for _time in range(2):
        with pytest.raises(ValueError, match="示例"):
            memory.answer("q", AT_FIRST, fails)
    assert memory.answer("q", AT_FIRST, Asked(7)) == 7


def test_weights_of_what_answers_are_made_of() -> None:
    assert weigh(frame(50)) >= 50 * KIB
    assert weigh({"a": (frame(50), [frame(50)])}) >= 100 * KIB
    one = frame(50)
    assert weigh([one, one]) < 100 * KIB
    assert weigh(shapely.linestrings([(n, n) for n in range(10 * KIB)])) >= 160 * KIB
    assert weigh("示" * KIB) >= 2 * KIB
