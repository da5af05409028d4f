"""Connections that never ask anything end in time, and nobody's fill the house; a real server in this process."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from ipaddress import ip_network
from typing import Any

import pytest
import uvicorn

from services.web import connections
from services.web.connections import Connection, Crowd, most_connections
from tests.serving import free_port

GET = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def hello(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"5")]})
    await send({"type": "http.response.body", "body": b"hello"})


@asynccontextmanager
async def serving(crowd: Crowd) -> AsyncIterator[Callable[[], Coroutine[Any, Any, Stream]]]:
    """A server with this crowd; gives what opens a connection to it."""
    protocol = type("Limited", (Connection,), {"crowd": crowd})
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(hello, port=port, http=protocol, lifespan="off", log_level="error"))
    running = asyncio.ensure_future(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    opened: list[asyncio.StreamWriter] = []

    async def connect() -> Stream:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        opened.append(writer)
        return reader, writer

    yield connect
    for writer in opened:
        writer.close()
    server.should_exit = True
    await running


async def status(stream: Stream) -> bytes:
    """The first line of what is answered; nothing when the connection was cut."""
    try:
        return (await asyncio.wait_for(stream[0].readline(), 60)).strip()
    except ConnectionError:
        return b""


async def asked(stream: Stream) -> bytes:
    stream[1].write(GET)
    return await status(stream)


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nHost: x\r\n", GET])
def test_nothing_and_half_a_header_end_in_time(monkeypatch: pytest.MonkeyPatch, sent: bytes):
    """Also when a byte comes now and then, and after a request that was answered."""
    monkeypatch.setattr(connections, "HEADERS", 1.0)

    async def drip() -> None:
        async with serving(Crowd(10)) as connect:
            reader, writer = await connect()
            writer.write(sent)
            ended = asyncio.ensure_future(reader.read())
            for _ in range(600):
                await asyncio.sleep(0.1)
                if ended.done():
                    break
                writer.write(b"X")
            assert ended.done()
            await asyncio.gather(ended, return_exceptions=True)

    asyncio.run(drip())


def test_the_rest_of_a_body_that_nobody_reads_ends_in_time(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(connections, "LEFT_OVER", 1.0)

    async def drip() -> None:
        async with serving(Crowd(10)) as connect:
            reader, writer = await connect()
            writer.write(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n")
            ended = asyncio.ensure_future(reader.read())
            for _ in range(600):
                await asyncio.sleep(0.1)
                if ended.done():
                    break
                writer.write(b"x")
            assert ended.done()
            await asyncio.gather(ended, return_exceptions=True)

    asyncio.run(drip())


def test_who_asks_takes_the_place_of_who_waits_longest():
    async def crowded() -> None:
        async with serving(Crowd(10)) as connect:
            silent = [await connect() for _ in range(12)]
            assert await asked(await connect()) == b"HTTP/1.1 200 OK"
            # Of one source four may be open: nine of the thirteen had to go, the oldest first.
            assert [await status(stream) for stream in silent[:9]] == [b""] * 9
            assert await asked(silent[-1]) == b"HTTP/1.1 200 OK"

    asyncio.run(crowded())


def test_a_proxy_speaks_for_many():
    async def through() -> None:
        async with serving(Crowd(10, [ip_network("127.0.0.1")])) as connect:
            streams = [await connect() for _ in range(10)]
            assert [await asked(stream) for stream in streams] == [b"HTTP/1.1 200 OK"] * 10

    asyncio.run(through())


class Busy:
    """A connection on which a request is being answered, or not, without a socket."""

    def __init__(self, source: str, *, idle: bool) -> None:
        self.source, self.idle, self.client = source, idle, (source, 1)
        self.cut: list[bool] = []
        self.transport = self

    def abort(self) -> None:
        self.cut.append(True)

    def leave(self) -> None:
        crowd.forget(self)  # type: ignore[arg-type]


crowd = Crowd(10)


def test_where_nobody_waits_the_new_one_is_refused_and_one_source_keeps_no_other_out():
    many = [Busy("10.0.0.1", idle=False) for _ in range(4)]
    assert all(crowd.admits(one) for one in many)  # type: ignore[arg-type]
    assert not crowd.admits(Busy("10.0.0.1", idle=True))  # type: ignore[arg-type]
    waiting = [Busy(f"10.0.0.{n}", idle=True) for n in (2, 2, 2, 3, 4, 5)]
    assert all(crowd.admits(one) for one in waiting)  # type: ignore[arg-type]
    many[0].idle = True
    assert crowd.admits(Busy("10.0.0.9", idle=False))  # type: ignore[arg-type]
    assert [one.cut for one in many] == [[True], [], [], []]
    for one in many[1:]:
        one.leave()
    assert crowd.admits(Busy("10.0.0.1", idle=True))  # type: ignore[arg-type]


def test_half_of_the_handles_are_for_connections():
    resource = pytest.importorskip("resource")
    soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    assert most_connections() == min(1000, soft // 2)
