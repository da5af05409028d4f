"""Files on their way into memory, by raw ASGI connections: whose are taken, and how many bytes at once."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from data.store import Session
from services.intake.limits import MEGABYTE
from services.web.gate import SESSION
from services.web.uploads import LEAST, Uploads, weigh

NOW = datetime(2026, 11, 28, tzinfo=UTC)
LARGEST = 50 * MEGABYTE


def session(role: str, office: str = "ZD", token: str = "t") -> Session:
    return Session(token, "A", "示例甲", role, office, False, NOW, NOW, "")


class Streamlit:
    """Takes files as Streamlit does, and answers only when it is told to."""

    def __init__(self) -> None:
        self.held: dict[str, list[int]] = {}
        self.go = asyncio.Event()

    async def __call__(self, scope, receive, send) -> None:
        await self.go.wait()
        if scope["method"] == "PUT":
            where = scope["path"].split("/")[3]
            self.held.setdefault(where, []).append(int(dict(scope["headers"])[b"content-length"]))
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})


async def put(
    uploads: Uploads, who: Session | None, size: int | str | None, tab: str = "tab", method: str = "PUT"
) -> int:
    """The status of one upload."""
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request"}

    async def send(message) -> None:
        sent.append(dict(message))

    headers = [] if size is None else [(b"content-length", str(size).encode())]
    path = f"/_stcore/upload_file/{tab}/file"
    await uploads({"type": "http", "method": method, "path": path, "headers": headers, SESSION: who}, receive, send)
    return sent[0]["status"]


def statuses(*wanted: tuple[Session | None, int | str | None, str], at_once: bool = False) -> list[int]:
    """What several uploads are answered, one after the other or all before the first is taken in."""

    async def run() -> list[int]:
        inner = Streamlit()
        uploads = Uploads(inner, lambda: weigh(inner.held))
        if at_once:
            asked = [asyncio.create_task(put(uploads, who, size, tab)) for who, size, tab in wanted]
            await asyncio.sleep(0)
            inner.go.set()
            return await asyncio.gather(*asked)
        inner.go.set()
        return [await put(uploads, who, size, tab) for who, size, tab in wanted]

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("who", "status"),
    [
        (session("viewer"), 403),
        (session("administrator"), 403),
        (session("officer", office=""), 403),
        (session("officer"), 204),
        (session("reviewer"), 204),
        (session("manager"), 204),
        (None, 204),
    ],
)
def test_only_who_may_hand_in_uploads(who: Session | None, status: int) -> None:
    assert statuses((who, 1000, "tab")) == [status]


@pytest.mark.parametrize("size", [None, "", "-1", "1e9"])
def test_an_upload_says_how_long_it_is(size: str | None) -> None:
    async def run() -> int:
        inner = Streamlit()
        inner.go.set()
        return await put(Uploads(inner, dict), session("officer"), size)

    assert asyncio.run(run()) == 411


def test_who_may_not_upload_may_still_take_away() -> None:
    async def run() -> int:
        inner = Streamlit()
        inner.go.set()
        return await put(Uploads(inner, dict), session("viewer"), None, method="DELETE")

    assert asyncio.run(run()) == 204


@pytest.mark.parametrize("at_once", [False, True])
def test_one_sign_in_has_a_bound_over_all_its_tabs_and_others_go_on(at_once: bool) -> None:
    own = [(session("officer"), LARGEST, f"tab {n}") for n in range(6)]
    other = (session("officer", token="u"), LARGEST, "another")
    assert statuses(*own, other, at_once=at_once) == [204] * 4 + [413] * 2 + [204]


@pytest.mark.parametrize("at_once", [False, True])
def test_the_board_has_a_bound(at_once: bool) -> None:
    many = [(session("officer", token=f"t{n // 4}"), LARGEST, f"tab {n}") for n in range(14)]
    assert statuses(*many, at_once=at_once) == [204] * 12 + [503] * 2


def test_many_small_files_are_bounded_too() -> None:
    most = 200 * MEGABYTE // LEAST
    assert statuses(*[(session("officer"), 1, "tab")] * (most + 1)) == [204] * most + [413]
