"""The served board while somebody's upload is being written: readers read, sign-ins succeed, nobody is thrown out."""

import asyncio
import time
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from websockets.asyncio.client import connect
from websockets.typing import Origin

from data.store import Store, open_store
from services.access.accounts.sessions import open_session, session_of
from tests.conftest import UsedBoard
from tests.services.web.posting import with_account
from tests.serving import served

HELD = 12.0


@pytest.fixture(scope="module")
def store(used_board: UsedBoard, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(folder=used_board(tmp_path_factory.mktemp("written")))
    with_account(opened, role="viewer")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def address(store: Store) -> Iterator[str]:
    with served(store.folder) as address:
        yield address


def test_readers_go_on_while_somebody_writes(store: Store, address: str) -> None:
    """A viewer whose last use is ten minutes old: to note the new one, reading used to wait for the write to end."""
    before = datetime.now(UTC) - timedelta(minutes=10)
    token = open_session(store, "A", "viewer", address="127.0.0.1", now=before)
    cookie = {"Cookie": f"board_session={token}"}

    def page() -> float:
        began = time.perf_counter()
        request = urllib.request.Request(f"{address}/markets", headers=cookie)
        with urllib.request.urlopen(request, timeout=60) as answer:
            assert answer.status == 200
        return time.perf_counter() - began

    async def look_on() -> list[float]:
        socket = f"{address.replace('http', 'ws')}/_stcore/stream"
        async with connect(socket, additional_headers=cookie, origin=Origin(address)) as line:
            with store.writing():
                ends = time.perf_counter() + HELD
                took = [await asyncio.to_thread(page)]
                while time.perf_counter() < ends:
                    await asyncio.sleep(1)
                    took.append(await asyncio.to_thread(page))
            await asyncio.wait_for(await line.ping(), 10)
            return took

    assert max(asyncio.run(look_on())) < HELD / 2
    session = session_of(store, token)
    assert session is not None
    assert session.seen > before + timedelta(minutes=9)
