"""How much one client, and all together, may ask at once, and how slowly a body may come.

Whichever way the board is started this holds, and the client is the one behind a trusted proxy. What never becomes a
request (a connection on which nothing, or half a header, comes) no application sees: `services.web.connections`.
"""

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.access.accounts.attempts import network_of

ALIVE = "/healthz"
# By kind, how many at once in all and of one source: open websockets, of which a reader has one; requests being
# answered; and those with a body, which anybody can let come slowly.
ROOMS = {"websocket": (300, 150), "http": (300, 150), "body": (200, 20)}
# A body has so many seconds, and one more for so many bytes that came.
SECONDS, BYTES_A_SECOND = 20.0, 16_384
TRY_AGAIN_LATER = 1013
FULL = "看板此刻太忙，请稍后再试。\nThe board is too busy at the moment: try again shortly.\n"
AMBIGUOUS = "请求的长度不明确。\nThe length of the request is ambiguous.\n"
SLOW = "请求传得太慢。\nThe request came too slowly.\n"
CLOSING = {"Connection": "close", "Cache-Control": "no-store"}


class Bounds:
    """ASGI middleware: refuses with 503 (a websocket with 1013) what is more than a source or all may ask at once,
    with 408 a body that comes too slowly, with 400 one whose end two servers could see in different places. Whether the
    board is alive can always be asked."""

    def __init__(self, app: ASGIApp, rooms: Mapping[str, tuple[int, int]] = ROOMS, seconds: float = SECONDS) -> None:
        self.app, self.seconds = app, seconds
        self.rooms = {kind: Room(*most) for kind, most in rooms.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return await self.app(scope, receive, send)
        headers = Headers(scope=scope)
        lengths = [*headers.getlist("content-length"), *headers.getlist("transfer-encoding")]
        # A server before this one may have believed the other (RFC 9112, 6.3).
        if len(lengths) > 1:
            return await PlainTextResponse(AMBIGUOUS, 400, CLOSING)(scope, receive, send)
        if scope["path"] == ALIVE:
            return await self.app(scope, receive, send)
        kind = "body" if scope["type"] == "http" and lengths not in ([], ["0"]) else scope["type"]
        source = network_of(scope["client"][0]) if scope.get("client") else ""
        with self.rooms[kind].entered(source) as may:
            if not may:
                return await refuse(scope, receive, send)
            await self.app(scope, in_time(receive, self.seconds) if kind == "body" else receive, send)


class Room:
    """So many may be in it at once, in all and of one source."""

    def __init__(self, in_all: int, of_one_source: int) -> None:
        self.in_all, self.of_one_source = in_all, of_one_source
        self.sources: Counter[str] = Counter()

    @contextmanager
    def entered(self, source: str) -> Iterator[bool]:
        """Whether there is room for one more of a source, which takes it until the end."""
        if self.sources.total() >= self.in_all or self.sources[source] >= self.of_one_source:
            yield False
            return
        self.sources[source] += 1
        try:
            yield True
        finally:
            self.sources[source] -= 1
            if not self.sources[source]:
                del self.sources[source]


async def refuse(scope: Scope, receive: Receive, send: Send) -> None:
    """Say that there is no room; whoever has a websocket open tries again by itself."""
    if scope["type"] == "websocket":
        return await send({"type": "websocket.close", "code": TRY_AGAIN_LATER})
    await PlainTextResponse(FULL, 503, {**CLOSING, "Retry-After": "5"})(scope, receive, send)


def in_time(receive: Receive, seconds: float) -> Receive:
    """What the application receives of a request whose body must come in time, from when it is first asked for;
    HTTPException 408 else. After the body it waits as long as it likes: for the client to leave."""
    clock = asyncio.get_running_loop().time
    began, came, whole = None, 0, False

    async def receive_in_time() -> Message:
        nonlocal began, came, whole
        if whole:
            return await receive()
        began = clock() if began is None else began
        try:
            async with asyncio.timeout_at(began + seconds + came / BYTES_A_SECOND):
                message = await receive()
        except TimeoutError:
            raise HTTPException(408, SLOW, CLOSING) from None
        came += len(message.get("body", b""))
        whole = not message.get("more_body", False)
        return message

    return receive_in_time
