"""Connections as the server takes them: those on which no request comes are closed in time, and nobody has all.

Only `python app.py`, and so `run.py`, serves with these; `streamlit run` and `uvicorn` bring a protocol of their own.
"""

import asyncio
import os
from collections import defaultdict
from collections.abc import Sequence
from importlib import import_module

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from services.access.accounts.attempts import network_of
from services.web.proxies import Network, address_of, networks

# Seconds for the headers of a request, for what is left of a body that nobody reads, and for a client to go on reading.
HEADERS, LEFT_OVER, READING = 10.0, 5.0, 60.0
MOST, SHARE = 1_000, 0.4
FULL = b"HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 5\r\nContent-Length: 0\r\n\r\n"


def most_connections() -> int:
    """How many connections are taken: half of what the process may have open, for files and websockets need handles
    too."""
    if os.name == "nt":
        return MOST
    resource = import_module("resource")
    return min(MOST, resource.getrlimit(resource.RLIMIT_NOFILE)[0] // 2)


class Crowd:
    """The open connections by source, each with the oldest first. One more than there is room for takes the place
    of the longest that waits for a request, of the source that has most; where none of these waits, it is refused."""

    def __init__(self, most: int, trusted: Sequence[Network] = ()) -> None:
        self.most, self.trusted = most, trusted
        self.sources: defaultdict[str, dict[Connection, None]] = defaultdict(dict)

    def admits(self, connection: "Connection") -> bool:
        """Take a connection in, at the cost of another where that is needed; False when there is no room."""
        own = self.sources[connection.source]
        if not self.speaks_for_many(connection) and len(own) >= self.most * SHARE:
            crowded = own
        elif sum(map(len, self.sources.values())) >= self.most:
            crowded = max(self.sources.values(), key=len)
        else:
            crowded = {}
        idle = next((one for one in crowded if one.idle), None)
        if crowded and idle is None:
            return False
        if idle:
            idle.leave()
            idle.transport.abort()
        self.sources[connection.source][connection] = None
        return True

    def speaks_for_many(self, connection: "Connection") -> bool:
        """Whether it comes from a proxy of BOARD_PROXIES."""
        address = address_of(connection.client[0]) if connection.client else None
        return address is not None and any(address in network for network in self.trusted)

    def forget(self, connection: "Connection") -> None:
        """A connection has gone, or has become a websocket."""
        own = self.sources[connection.source]
        own.pop(connection, None)
        if not own:
            del self.sources[connection.source]


class Connection(H11Protocol):
    """uvicorn's connection, with time limits and a place in the crowd."""

    crowd = Crowd(most_connections(), networks(os.environ.get("BOARD_PROXIES", "")))
    waiting: asyncio.TimerHandle | None = None
    stuck: asyncio.TimerHandle | None = None
    source = ""

    @property
    def idle(self) -> bool:
        """Whether it waits for a request, or for the rest of one that was answered already."""
        return self.conn.our_state in (h11.IDLE, h11.DONE) and self.conn.their_state in (h11.IDLE, h11.SEND_BODY)

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.source = network_of(self.client[0]) if self.client else ""
        if self.crowd.admits(self):
            return self.watch()
        transport.write(FULL)
        transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        self.leave()
        super().connection_lost(exc)

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        self.leave()
        super().handle_websocket_upgrade(event)

    def handle_events(self) -> None:
        super().handle_events()
        self.watch()

    def on_response_complete(self) -> None:
        self.calm()
        super().on_response_complete()
        self.watch()

    def pause_writing(self) -> None:
        super().pause_writing()
        self.stuck = self.loop.call_later(READING, self.transport.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        if self.stuck:
            self.stuck.cancel()

    def watch(self) -> None:
        """While no request is being answered, time runs, whatever comes in drop by drop meanwhile."""
        if not self.idle or self.transport.is_closing():
            return self.calm()
        if self.waiting is None:
            seconds = HEADERS if self.conn.their_state is h11.IDLE else LEFT_OVER
            self.waiting = self.loop.call_later(seconds, self.transport.abort)

    def calm(self) -> None:
        """Time runs no more."""
        if self.waiting:
            self.waiting.cancel()
            self.waiting = None

    def leave(self) -> None:
        """Out of the crowd, and no clock runs any more."""
        self.calm()
        if self.stuck:
            self.stuck.cancel()
        self.crowd.forget(self)
