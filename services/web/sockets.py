"""Open websockets, each of which ends with its session."""

import asyncio
import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SESSION_ENDED = 4401
EVERY_SECONDS = 2.0
# How long the sessions may stay unknown, because the store does not answer, before all websockets are closed.
PATIENCE_SECONDS = 30.0

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

    def __init__(self, look: Look, every: float = EVERY_SECONDS, patience: float = PATIENCE_SECONDS) -> None:
        self.look, self.every, self.patience = look, every, patience
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
        """End the websockets whose sessions are not live. While that can't be known they go on, and all of them end
        when it has not been known for as long as the watcher's patience."""
        clock = asyncio.get_running_loop().time
        known = clock()
        try:
            while self.open:
                await asyncio.sleep(self.every)
                watched = list(self.open)
                used = {socket for socket in watched if socket.used}
                for socket in watched:
                    socket.used = False
                began = clock()
                live = await self.ask(watched, used, known + self.patience - began)
                if live is None:
                    for socket in used:
                        socket.used = True
                    continue
                known = began
                for socket in watched:
                    if socket.session not in live:
                        socket.ended.set()
                        self.open.discard(socket)
        finally:
            if self.open:
                log.error("can't look after the sessions: closing %s websockets", len(self.open))
            for socket in self.open:
                socket.ended.set()

    async def ask(
        self, watched: Collection[Socket], used: Collection[Socket], seconds: float
    ) -> Collection[str] | None:
        """Which sessions are live; None where the store didn't say and may yet be asked again. After so many seconds
        without an answer an error is raised."""
        sessions, in_use = ({socket.session for socket in sockets} for sockets in (watched, used))
        asking = asyncio.ensure_future(run_in_threadpool(self.look, sessions, in_use))
        await asyncio.wait({asking}, timeout=max(seconds, 0))
        if not asking.done():
            raise TimeoutError("the store does not say which sessions are live")
        if (error := asking.exception()) is None:
            return asking.result()
        if seconds <= 0:
            raise error
        log.warning("the sessions can't be looked up, asking again: %s", error)
        return None
