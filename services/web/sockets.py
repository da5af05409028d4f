"""Open websockets, each of which ends with its session."""

import asyncio
import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SESSION_ENDED = 4401
EVERY_SECONDS = 2.0

# Which of these sessions, by the hashes of their tokens, are live, given those that were used since it last looked.
Look = Callable[[Collection[str], Collection[str]], Collection[str]]

log = logging.getLogger(__name__)


@dataclass(eq=False)
class Socket:
    """One open websocket: the session it belongs to, whether anything came in of late, and the end of it."""

    session: str
    used: bool = False
    ended: asyncio.Event = field(default_factory=asyncio.Event)


class Sockets:
    """The open websockets, and the one task that looks every two seconds whether their sessions are live."""

    def __init__(self, look: Look, every: float = EVERY_SECONDS) -> None:
        self.look, self.every = look, every
        self.open: set[Socket] = set()
        self.watcher: asyncio.Task[None] | None = None

    async def serve(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send, session: str) -> None:
        """Let the application talk over this websocket until it, the client or the session ends."""
        socket = Socket(session)
        ending = asyncio.ensure_future(socket.ended.wait())

        async def receive_until_ended() -> Message:
            coming = asyncio.ensure_future(receive())
            try:
                await asyncio.wait({coming, ending}, return_when=asyncio.FIRST_COMPLETED)
                if not ending.done():
                    socket.used |= (message := coming.result())["type"] == "websocket.receive"
                    return message
            finally:
                coming.cancel()
            await send({"type": "websocket.close", "code": SESSION_ENDED})
            return {"type": "websocket.disconnect", "code": SESSION_ENDED}

        async def send_until_ended(message: Message) -> None:
            if not ending.done():
                await send(message)

        self.open.add(socket)
        if self.watcher is None or self.watcher.done():
            self.watcher = asyncio.create_task(self.watch())
        try:
            await app(scope, receive_until_ended, send_until_ended)
        finally:
            self.open.discard(socket)
            ending.cancel()

    async def watch(self) -> None:
        """End the websockets whose sessions are not live; all of them when that can't be known."""
        try:
            while self.open:
                await asyncio.sleep(self.every)
                used = {socket.session for socket in self.open if socket.used}
                watched = list(self.open)
                for socket in watched:
                    socket.used = False
                live = await run_in_threadpool(self.look, {socket.session for socket in watched}, used)
                for socket in watched:
                    if socket.session not in live:
                        socket.ended.set()
                        self.open.discard(socket)
        finally:
            if self.open:
                log.error("can't look after the sessions: closing %s websockets", len(self.open))
            for socket in self.open:
                socket.ended.set()
