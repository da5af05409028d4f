"""Checking passwords: a few at a time, a short queue, and nobody takes all of it."""

import asyncio
import threading

import pytest

from services.web.turns import Crowded, Turns


def test_so_many_run_at_once_so_many_wait_and_others_are_told_to_come_again():
    turns, go, running, most = Turns(threads=2, waiting=6, of_one_source=4), threading.Event(), [], []

    def work() -> str:
        running.append(1)
        most.append(len(running))
        go.wait(30)
        running.pop()
        return "done"

    async def all_at_once() -> list[object]:
        asked = [asyncio.ensure_future(turns.take(source, work)) for source in "aaaaaabbbc"]
        await asyncio.sleep(0)
        refused = [one.done() for one in asked]
        go.set()
        assert refused == [False] * 4 + [True] * 2 + [False] * 2 + [True] * 2
        return await asyncio.gather(*asked, return_exceptions=True)

    answers = asyncio.run(all_at_once())
    assert answers.count("done") == 6
    assert sum(isinstance(answer, Crowded) for answer in answers) == 4
    assert max(most) <= 2
    assert not turns.sources


def test_what_goes_wrong_frees_the_place():
    turns = Turns(waiting=1)

    async def fail() -> None:
        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                await turns.take("a", divmod, 1, 0)

    asyncio.run(fail())
