"""How much one client, and all together, may ask at once, and how slowly a body may come.

Whichever way the board is started this holds, and the client is the one behind a trusted proxy. What never becomes a
request (a connection on which nothing, or half a header, comes) no application sees: `services.web.connections`.
"""

import asyncio
from collections import Counter

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.accounts.attempts import network_of

ALIVE = "/healthz"
# Requests being answered and open websockets. A reader has one websocket, and some requests while a page loads.
IN_ALL, OF_ONE_SOURCE = 300, 150
# A body has so many seconds, and one more for so many bytes that came.
SECONDS, BYTES_A_SECOND = 20.0, 16_384
TRY_AGAIN_LATER = 1013
FULL = "看板此刻太忙，请稍后再试。\nThe board is too busy at the moment: try again shortly.\n"
AMBIGUOUS = "请求的长度不明确。\nThe length of the request is ambiguous.\n"
SLOW = "请求传得太慢。\nThe request came too slowly.\n"
CLOSING = {"Connection": "close", "Cache-Control": "no-store"}


class Bounds:
    """ASGI middleware: refuses with 503 (a websocket with 1013) what is more than a source or all may ask at once,
    with 408 a body that comes too slowly, with 400 one whose end two servers could see in different places. Whether
    the board is alive can always be asked."""

    def __init__(
        self, app: ASGIApp, in_all: int = IN_ALL, of_one_source: int = OF_ONE_SOURCE, seconds: float = SECONDS
    ) -> None:
        self.app, self.seconds = app, seconds
        self.in_all, self.of_one_source = in_all, of_one_source
        self.asking: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return await self.app(scope, receive, send)
        if is_ambiguous(scope):
            return await PlainTextResponse(AMBIGUOUS, 400, CLOSING)(scope, receive, send)
        if scope["path"] == ALIVE:
            return await self.app(scope, receive, send)
        source = network_of(scope["client"][0]) if scope.get("client") else ""
        if self.asking.total() >= self.in_all or self.asking[source] >= self.of_one_source:
            return await refuse(scope, receive, send)
        self.asking[source] += 1
        try:
            await self.app(scope, in_time(receive, self.seconds) if scope["type"] == "http" else receive, send)
        finally:
            self.asking[source] -= 1
            if not self.asking[source]:
                del self.asking[source]


def is_ambiguous(scope: Scope) -> bool:
    """Whether a request says its length twice: a server before this one may have believed the other (RFC 9112, 6.3)."""
    headers = Headers(scope=scope)
    lengths, codings = headers.getlist("content-length"), headers.getlist("transfer-encoding")
    return len(lengths) + len(codings) > 1


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
