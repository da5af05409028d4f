"""Websockets end with their session, and only with theirs."""

import asyncio
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


def test_when_the_store_does_not_answer_all_are_closed():
    def look(_sessions: Collection[str], _used: Collection[str]) -> Collection[str]:
        raise ConnectionError

    async def talk() -> Line:
        sockets, line = Sockets(look, every=0.01), Line()
        await sockets.serve(echo, {}, line.receive, line.send, "one")
        assert sockets.watcher is not None
        assert isinstance((await asyncio.gather(sockets.watcher, return_exceptions=True))[0], ConnectionError)
        return line

    assert asyncio.run(talk()).got[-1] == {"type": "websocket.close", "code": 4401}
