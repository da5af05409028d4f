"""How much one client and all together may ask at once, and how a body must come; by raw ASGI connections."""

import asyncio
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from services.web.bounds import ALIVE, BYTES_A_SECOND, Bounds, in_time
from services.web.proxies import Proxies, networks


def scope(client: str = "10.0.0.7", path: str = "/", kind: str = "http", **headers: str) -> dict[str, Any]:
    given = [(name.lower().replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {
        "type": kind,
        "method": "POST",
        "path": path,
        "query_string": b"",
        "client": (client, 50000),
        "headers": given,
    }


class Line:
    """The other end of a connection: gives these messages, then is silent; keeps what it got."""

    def __init__(self, *messages: dict[str, Any]) -> None:
        self.coming, self.got = list(messages), list[dict[str, Any]]()

    async def receive(self) -> dict[str, Any]:
        if not self.coming:
            await asyncio.Event().wait()
        return self.coming.pop(0)

    async def send(self, message) -> None:
        self.got.append(dict(message))


class Slow:
    """An application that answers nobody until it may."""

    def __init__(self) -> None:
        self.may = asyncio.Event()

    async def __call__(self, scope, receive, send) -> None:
        await self.may.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})


def test_a_source_has_its_share_and_all_have_a_bound():
    async def many() -> list[Any]:
        app = Slow()
        bounds = Bounds(app, {"http": (5, 3), "websocket": (0, 0)})
        sources = [*["10.0.0.7"] * 4, *["10.0.0.8"] * 3, "10.0.0.9"]
        lines = [Line() for _ in sources]
        asking = [
            asyncio.ensure_future(bounds(scope(source), line.receive, line.send))
            for source, line in zip(sources, lines, strict=True)
        ]
        await asyncio.sleep(0)
        refused = [line.got[0]["status"] if line.got else None for line in lines]
        alive, socket = Line(), Line()
        app.may.set()
        await bounds(scope(path=ALIVE), alive.receive, alive.send)
        await bounds(scope(kind="websocket"), socket.receive, socket.send)
        await asyncio.gather(*asking)
        again = Line()
        await bounds(scope(), again.receive, again.send)
        return [
            refused,
            alive.got[0]["status"],
            socket.got,
            again.got[0]["status"],
            bounds.rooms["http"].sources.total(),
        ]

    refused, alive, socket, again, left = asyncio.run(many())
    assert refused == [None, None, None, 503, None, None, 503, 503]
    assert (alive, again, left) == (200, 200, 0)
    assert socket == [{"type": "websocket.close", "code": 1013}]


def test_bodies_that_are_waited_for_leave_room_for_everything_else():
    async def many() -> list[Any]:
        app = Slow()
        bounds = Bounds(app, {"http": (9, 9), "body": (9, 2), "websocket": (9, 9)})
        lines = [Line() for _ in range(5)]
        bodies = {"content_length": "5"}, {"transfer_encoding": "chunked"}, {"content_length": "6"}, {}, {}
        scopes = [scope(**headers) for headers in bodies]
        asking = [
            asyncio.ensure_future(bounds(one, line.receive, line.send)) for one, line in zip(scopes, lines, strict=True)
        ]
        await asyncio.sleep(0)
        app.may.set()
        await asyncio.gather(*asking)
        return [line.got[0]["status"] for line in lines]

    assert asyncio.run(many()) == [200, 200, 503, 200, 200]


def test_addresses_of_one_ipv6_network_are_one_source():
    async def two() -> int:
        app = Slow()
        bounds, line = Bounds(app, {"http": (9, 1)}), Line()
        first = asyncio.ensure_future(bounds(scope("2001:db8::1"), Line().receive, Line().send))
        await asyncio.sleep(0)
        await bounds(scope("2001:db8::2"), line.receive, line.send)
        app.may.set()
        await first
        return line.got[0]["status"]

    assert asyncio.run(two()) == 503


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"content_length": "5"}, 200),
        ({"transfer_encoding": "chunked"}, 200),
        ({}, 200),
        ({"content_length": "5", "transfer_encoding": "chunked"}, 400),
        ({"content_length": "5", "Content_Length": "6"}, 400),
        ({"transfer_encoding": "chunked", "Transfer_Encoding": "identity"}, 400),
    ],
)
def test_a_request_that_says_its_length_twice_is_refused(headers: dict[str, str], status: int):
    async def ask() -> dict[str, Any]:
        app, line = Slow(), Line()
        app.may.set()
        await Bounds(app)(scope(**headers), line.receive, line.send)
        return line.got[0]

    answer = asyncio.run(ask())
    assert answer["status"] == status
    assert ((b"connection", b"close") in answer["headers"]) == (status == 400)


async def length(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


def posted(*parts: bytes, whole: bool) -> int:
    app = Starlette(routes=[Route("/", length, methods=["POST"])], middleware=[Middleware(Bounds, seconds=0.2)])
    messages = [{"type": "http.request", "body": part, "more_body": True} for part in parts]
    messages[-1]["more_body"] = not whole
    line = Line(*messages)
    asyncio.run(asyncio.wait_for(app(scope(content_length="10"), line.receive, line.send), 30))
    return line.got[0]["status"]


def test_a_body_that_does_not_come_is_not_waited_for():
    assert posted(b"12345", whole=True) == 200
    assert posted(b"12345", whole=False) == 408


def test_what_came_buys_time():
    """Twice the bytes of a second have not used up their time when a body without them has."""

    async def deadline(came: int) -> bool:
        line = Line({"type": "http.request", "body": b"x" * came, "more_body": True})
        receive = in_time(line.receive, 0.0 if not came else 0.1)
        await receive()
        waiting = asyncio.ensure_future(receive())
        done, _ = await asyncio.wait({waiting}, timeout=0.5)
        waiting.cancel()
        return bool(done)

    assert not asyncio.run(deadline(BYTES_A_SECOND * 60))
    assert asyncio.run(deadline(1))


def test_behind_a_trusted_proxy_the_clients_are_the_sources():
    async def two() -> list[int]:
        app = Slow()
        behind = Proxies(Bounds(app, {"http": (9, 1)}), networks("10.1.0.2"))
        lines = [Line() for _ in range(3)]
        asking = [
            asyncio.ensure_future(
                behind({**scope("10.1.0.2", X_Forwarded_For=client), "scheme": "http"}, line.receive, line.send)
            )
            for client, line in zip(("10.0.0.7", "10.0.0.8", "10.0.0.7"), lines, strict=True)
        ]
        await asyncio.sleep(0)
        app.may.set()
        await asyncio.gather(*asking)
        return [line.got[0]["status"] for line in lines]

    assert asyncio.run(two()) == [200, 200, 503]
