"""Websockets end with their session, and only with theirs."""

import asyncio
import threading
from collections.abc import Collection
from typing import Any

from services.web.sockets import Sockets


class Line:
    """A websocket's other end: what it sends, and what it got."""

    def __init__(self) -> None:
        self.coming: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.got: list[dict[str, Any]] = []

    async def receive(self) -> dict[str, Any]:
        return await self.coming.get()

    async def send(self, message) -> None:
        self.got.append(dict(message))


async def echo(scope, receive, send) -> None:
    """Sends back what comes, until the other side has gone; and once more after that."""
    await send({"type": "websocket.accept"})
    while (message := await receive())["type"] == "websocket.receive":
        await send({"type": "websocket.send", "bytes": message["bytes"]})
    await send({"type": "websocket.send", "bytes": b"too late"})


def test_the_websockets_of_a_session_that_ended_are_closed_and_others_go_on():
    live, looked = {"one", "two"}, []

    def look(sessions: Collection[str], used: Collection[str]) -> Collection[str]:
        looked.append((set(sessions), set(used)))
        return live

    async def talk() -> tuple[Line, Line]:
        sockets, one, two = Sockets(look, every=0.01), Line(), Line()
        talks = [
            asyncio.create_task(sockets.serve(echo, {}, line.receive, line.send, name))
            for line, name in ((one, "one"), (two, "two"))
        ]
        one.coming.put_nowait({"type": "websocket.receive", "bytes": b"1"})
        while len(looked) < 2:
            await asyncio.sleep(0.01)
        live.discard("one")
        await talks[0]
        two.coming.put_nowait({"type": "websocket.receive", "bytes": b"2"})
        two.coming.put_nowait({"type": "websocket.disconnect"})
        await talks[1]
        assert not sockets.open
        return one, two

    one, two = asyncio.run(talk())
    echoed = {"type": "websocket.send", "bytes": b"1"}
    assert one.got == [{"type": "websocket.accept"}, echoed, {"type": "websocket.close", "code": 4401}]
    assert {"type": "websocket.send", "bytes": b"2"} in two.got
    assert ({"one", "two"}, {"one"}) in looked
    assert looked[-1][1] in (set(), {"two"})


async def opened(sockets: Sockets, line: Line) -> asyncio.Task[None]:
    task = asyncio.create_task(sockets.serve(echo, {}, line.receive, line.send, "one"))
    while not sockets.open:
        await asyncio.sleep(0)
    return task


CLOSED = {"type": "websocket.close", "code": 4401}


def test_a_store_that_stumbles_throws_nobody_out():
    """Nine looks of ten fail: the websockets go on, what was in use is told by the next look, and who ends, ends."""
    looked: list[Collection[str]] = []

    def look(_sessions: Collection[str], used: Collection[str]) -> Collection[str]:
        looked.append(set(used))
        if len(looked) % 10:
            raise ConnectionError
        return {"one"} if len(looked) < 30 else ()

    async def talk() -> Line:
        sockets, line = Sockets(look, every=0.001, patience=5), Line()
        task = await opened(sockets, line)
        line.coming.put_nowait({"type": "websocket.receive", "bytes": b"1"})
        await task
        return line

    assert asyncio.run(talk()).got[-1] == CLOSED
    assert len(looked) == 30
    assert {"one"} in looked[1:10], "a use that could not be told is told again"
    assert looked[9] in ({"one"}, set())


def test_when_the_store_does_not_answer_for_long_all_are_closed():
    def look(_sessions: Collection[str], _used: Collection[str]) -> Collection[str]:
        raise ConnectionError

    async def talk() -> tuple[Line, float]:
        sockets, line = Sockets(look, every=0.01, patience=0.3), Line()
        began = asyncio.get_running_loop().time()
        await (await opened(sockets, line))
        return line, asyncio.get_running_loop().time() - began

    line, seconds = asyncio.run(talk())
    assert line.got[-1] == CLOSED
    assert 0.29 < seconds < 5


def test_a_look_that_never_ends_keeps_nobody_in():
    free = threading.Event()

    def look(_sessions: Collection[str], _used: Collection[str]) -> Collection[str]:
        free.wait(20)
        return {"one"}

    async def talk() -> Line:
        sockets, line = Sockets(look, every=0.01, patience=0.2), Line()
        await (await opened(sockets, line))
        free.set()
        return line

    assert asyncio.run(talk()).got[-1] == CLOSED
