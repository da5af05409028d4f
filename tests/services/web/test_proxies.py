"""Reverse proxies: believed when they are named, and only as far as they can know."""

import asyncio
from typing import Any

import pytest

from data.errors import BoardError
from services.web.gate import refusal
from services.web.proxies import Proxies, is_loopback, networks

PROXY, CLIENT = "10.1.0.2", "10.9.0.7"


def passed(client: str, trusted: str = "10.1.0.0/24", kind: str = "http", **headers: str) -> dict[str, Any]:
    """The connection as the application behind sees it."""
    seen: list[dict[str, Any]] = []

    async def inner(scope, receive, send) -> None:
        seen.append(dict(scope))

    async def nothing(*_: Any) -> Any:
        return None

    scope = {
        "type": kind,
        "scheme": "http" if kind == "http" else "ws",
        "client": (client, 4711),
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
    }
    asyncio.run(Proxies(inner, networks(trusted))(scope, nothing, nothing))
    return seen[0]


@pytest.mark.parametrize(
    ("forwarded", "client"),
    [
        (CLIENT, CLIENT),
        (f"127.0.0.1, {CLIENT}", CLIENT),
        (f"{CLIENT}, 10.1.0.9", CLIENT),
        ("10.1.0.9", PROXY),
        (f"{CLIENT}:4711", CLIENT),
        ("[2001:db8::7]:4711", "2001:db8::7"),
        ("nonsense", "nonsense"),
    ],
)
def test_the_client_is_the_last_address_that_is_no_proxy(forwarded, client):
    assert passed(PROXY, x_forwarded_for=forwarded)["client"][0] == client


@pytest.mark.parametrize(("kind", "scheme"), [("http", "https"), ("websocket", "wss")])
def test_the_scheme_is_that_of_the_client(kind, scheme):
    assert passed(PROXY, kind=kind, x_forwarded_proto="https")["scheme"] == scheme
    assert passed(PROXY, x_forwarded_proto="http")["scheme"] == "http"
    assert passed(CLIENT, x_forwarded_proto="https")["scheme"] == "http"


def test_a_trusted_proxys_headers_are_used_up_and_others_stay():
    given = {"x_forwarded_for": CLIENT, "forwarded": "for=x", "via": "1.1 x", "host": "board.example"}
    assert passed(PROXY, **given)["headers"] == [(b"host", b"board.example")]
    assert passed("::ffff:10.1.0.2", **given)["headers"] == [(b"host", b"board.example")]
    assert len(passed(CLIENT, **given)["headers"]) == 4


def test_who_only_says_to_be_a_proxy_is_refused():
    scope = passed(CLIENT, host="localhost", x_forwarded_for="127.0.0.1")
    assert refusal(scope, closed=True) == "forwarded by another server"
    assert passed(PROXY, trusted="", x_forwarded_for=CLIENT)["client"][0] == PROXY


def test_before_accounts_a_proxy_lets_nobody_in_from_elsewhere():
    scope = passed("127.0.0.1", trusted="127.0.0.1", host="localhost", x_forwarded_for=CLIENT)
    assert refusal(scope) == "not from this machine"


@pytest.mark.parametrize("written", ["proxy.example", "10.1.0.0/33", "10.1.0.5/24", "10.1.0.1;10.1.0.2"])
def test_what_is_no_address_is_refused(written):
    with pytest.raises(BoardError, match=r"BOARD_PROXIES=.* is refused"):
        networks(written)


def test_loopback():
    assert [is_loopback(text) for text in ("127.0.0.1", "::1", "::ffff:127.0.0.1", "127.0.0.1 ", "10.0.0.1")] == [
        True,
        True,
        True,
        False,
        False,
    ]
