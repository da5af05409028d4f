"""The gate, by raw ASGI connections: who gets through, who is refused, what an inner application sees."""

import asyncio
from typing import Any

import pytest

from services.web.gate import REFUSAL, Gate, is_loopback, is_own_origin, refusal

OWN = ("127.0.0.1", 50000)


class Inner:
    """Answers everything and remembers the connections it was given."""

    def __init__(self) -> None:
        self.seen: list[dict[str, Any]] = []

    async def __call__(self, scope, receive, send) -> None:
        self.seen.append(dict(scope))
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b"inside"})
        elif scope["type"] == "websocket":
            await send({"type": "websocket.accept"})


def connect(inner: Inner, kind: str = "http", client=OWN, **headers: str) -> list[dict[str, Any]]:
    """What the gate answers to one connection; `headers` in Python's spelling, Host being localhost."""
    given = {"host": "localhost:8501", **{name.replace("_", "-"): value for name, value in headers.items()}}
    scope = {
        "type": kind,
        "method": "GET",
        "path": "/",
        "scheme": "http",
        "client": client,
        "headers": [(name.encode(), value.encode()) for name, value in given.items()],
    }
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request"}

    async def send(message) -> None:
        sent.append(dict(message))

    asyncio.run(Gate(inner)(scope, receive, send))
    return sent


@pytest.mark.parametrize("client", [OWN, ("127.8.9.1", 1), ("::1", 1), ("::ffff:127.0.0.1", 1)])
@pytest.mark.parametrize("host", ["localhost", "LocalHost:8501", "127.0.0.1:8501", "[::1]:8501", "[::1]"])
def test_this_machine_gets_through(client, host):
    assert connect(Inner(), client=client, host=host)[0]["status"] == 200


@pytest.mark.parametrize(
    "client",
    [
        None,
        ("10.0.0.7", 1),
        ("192.168.1.5", 1),
        ("::ffff:10.0.0.7", 1),
        ("fe80::1", 1),
        ("0.0.0.0", 1),
        ("nonsense", 1),
    ],
)
def test_another_machine_is_refused(client):
    inner = Inner()
    start, body = connect(inner, client=client)
    assert (start["status"], body["body"].decode()) == (403, REFUSAL)
    assert inner.seen == []


@pytest.mark.parametrize(
    "host",
    [
        "board.example",
        "localhost.example",
        "127.0.0.1.example:80",
        "localhost:8501@evil",
        "",
        "127.0.0.2",
        "localhost:",
        "１27.0.0.1",
    ],
)
def test_a_foreign_host_is_refused(host):
    assert connect(Inner(), host=host)[0]["status"] == 403


def test_no_host_and_two_hosts_are_refused():
    scope = {"type": "http", "client": OWN, "headers": []}
    assert refusal(scope) == "foreign host"
    assert refusal({**scope, "headers": [(b"host", b"localhost"), (b"host", b"evil")]}) == "foreign host"


@pytest.mark.parametrize(
    "header",
    [
        "forwarded",
        "via",
        "x_forwarded_for",
        "x_forwarded_host",
        "x_forwarded_proto",
        "x_forwarded",
        "x_original_forwarded_for",
        "x_real_ip",
        "x_client_ip",
        "x_cluster_client_ip",
        "true_client_ip",
        "cf_connecting_ip",
    ],
)
def test_a_forwarded_request_is_refused(header):
    assert connect(Inner(), **{header: "127.0.0.1"})[0]["status"] == 403


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://localhost:9999", "http://127.0.0.1:8501", "file://"]
)
def test_a_foreign_origin_closes_the_websocket_and_refuses_the_request(origin):
    inner = Inner()
    assert connect(inner, "websocket", origin=origin) == [{"type": "websocket.close", "code": 1008}]
    assert connect(inner, origin=origin)[0]["status"] == 403
    assert inner.seen == []


def test_the_own_origin_opens_the_websocket():
    assert connect(Inner(), "websocket", origin="http://localhost:8501") == [{"type": "websocket.accept"}]


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_a_client_cannot_say_who_it_is(kind):
    inner = Inner()
    connect(inner, kind, **{"X_Board_User": "SLR001", "x_other": "kept"})
    assert [name for name, _ in inner.seen[0]["headers"]] == [b"host", b"x-other"]


def test_the_lifespan_passes():
    inner = Inner()
    connect(inner, "lifespan", client=None)
    assert inner.seen[0]["type"] == "lifespan"


def test_addresses_and_origins():
    assert is_loopback("127.0.0.1")
    assert not is_loopback("127.0.0.1 ")
    assert is_own_origin("https://LOCALHOST:1", "localhost:1")
    assert not is_own_origin("http://localhost:1/", "localhost:1")
