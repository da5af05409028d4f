"""The gate, by raw ASGI connections: who gets through, who is refused, what an inner application sees."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from data.store import Store, end_session, save_credential
from data.store.errors import Full, Unreachable
from data.texts import Text
from services.access.accounts.people import Wanted, add, change
from services.access.accounts.sessions import open_session, session_of
from services.access.accounts.tokens import digest
from services.access.identity import SESSION_COOKIE, THE_BOARD
from services.web.gate import REFUSAL, Gate, is_own_origin, refusal

OWN = ("127.0.0.1", 50000)


class Inner:
    """Answers everything and remembers the connections it was given."""

    def __init__(self, cache: str = "no-cache") -> None:
        self.seen: list[dict[str, Any]] = []
        self.cache = cache

    async def __call__(self, scope, receive, send) -> None:
        self.seen.append(dict(scope))
        if scope["type"] == "http":
            headers = [(b"cache-control", self.cache.encode()), (b"etag", b'"1"')]
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await send({"type": "http.response.body", "body": b"inside"})
        elif scope["type"] == "websocket":
            await send({"type": "websocket.accept"})


@pytest.fixture
def connect(store: Store):
    """What the gate answers to one connection; headers in Python's spelling, Host being localhost."""

    def connect(
        inner: Inner, kind: str = "http", client=OWN, path: str = "/", method: str = "GET", hosts=(), **headers: str
    ) -> list[dict[str, Any]]:
        given = {"host": "localhost:8501", **{name.replace("_", "-"): value for name, value in headers.items()}}
        scope = {
            "type": kind,
            "method": method,
            "path": path,
            "query_string": b"kind=mall" if path == "/markets" else b"",
            "scheme": "http",
            "client": client,
            "server": ("10.0.0.1", 8501),
            "headers": [(name.encode(), value.encode()) for name, value in given.items()],
        }
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request"}

        async def send(message) -> None:
            sent.append(dict(message))

        asyncio.run(Gate(inner, store=lambda: store, hosts=hosts)(scope, receive, send))
        return sent

    return connect


@pytest.mark.parametrize("client", [OWN, ("127.8.9.1", 1), ("::1", 1), ("::ffff:127.0.0.1", 1)])
@pytest.mark.parametrize("host", ["localhost", "LocalHost:8501", "127.0.0.1:8501", "[::1]:8501", "[::1]"])
def test_this_machine_gets_through(connect, client, host):
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
def test_another_machine_is_refused(connect, client):
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
def test_a_foreign_host_is_refused(connect, host):
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
def test_a_forwarded_request_is_refused(connect, header):
    assert connect(Inner(), **{header: "127.0.0.1"})[0]["status"] == 403


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://localhost:9999", "http://127.0.0.1:8501", "file://"]
)
def test_a_foreign_origin_closes_the_websocket_and_refuses_the_request(connect, origin):
    inner = Inner()
    assert connect(inner, "websocket", origin=origin) == [{"type": "websocket.close", "code": 1008}]
    assert connect(inner, origin=origin)[0]["status"] == 403
    assert inner.seen == []


def test_the_own_origin_opens_the_websocket(connect):
    assert connect(Inner(), "websocket", origin="http://localhost:8501") == [{"type": "websocket.accept"}]


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_a_client_cannot_say_who_it_is(connect, kind):
    inner = Inner()
    connect(inner, kind, X_Board_User="SLR001", x_other="kept")
    assert [name for name, _ in inner.seen[0]["headers"]] == [b"host", b"x-other"]


def test_the_lifespan_passes(connect):
    inner = Inner()
    connect(inner, "lifespan", client=None)
    assert inner.seen[0]["type"] == "lifespan"


def test_origins():
    assert is_own_origin("https://LOCALHOST:1", "localhost:1")
    assert not is_own_origin("http://localhost:1/", "localhost:1")


LAN = ("10.0.0.7", 50000)
HTML = "text/html,application/xhtml+xml"


@pytest.fixture
def cookie(store: Store) -> str:
    """The Cookie header of an officer who is signed in; with it there are accounts."""
    add(store, THE_BOARD, Wanted("A", "示例甲", "IP", "officer"))
    save_credential(store, "A", "hash", initial=False, now=datetime.now(UTC))
    token = open_session(store, "A", "officer", address="", now=datetime.now(UTC) - timedelta(minutes=10))
    return f"board_session={token}"


def header(message: dict[str, Any], name: str) -> str | None:
    found = [value.decode() for key, value in message["headers"] if key.decode().lower() == name]
    return found[0] if found else None


def test_with_accounts_the_signed_in_get_through_from_anywhere(connect, cookie):
    inner = Inner()
    for host in ("10.0.0.1:8501", "10.0.0.1", "BOARD.example:8501", "localhost"):
        assert connect(inner, client=LAN, host=host, hosts=["board.example"], cookie=cookie)[0]["status"] == 200
    assert inner.seen[0]["board.session"].code == "A"
    assert connect(inner, "websocket", LAN, host="10.0.0.1", cookie=cookie)[0] == {"type": "websocket.accept"}


@pytest.mark.parametrize("host", ["evil.example", "10.0.0.2", "10.0.0.1.evil.example", "10.0.0.1:x", "[10.0.0.1"])
def test_with_accounts_foreign_hosts_stay_refused(connect, cookie, host):
    inner = Inner()
    assert connect(inner, client=LAN, host=host, hosts=["board.example"], cookie=cookie)[0]["status"] == 403
    assert connect(inner, client=LAN, host="10.0.0.1", cookie=cookie, origin="http://evil.example")[0]["status"] == 403
    assert connect(inner, client=LAN, host="10.0.0.1", cookie=cookie, x_forwarded_for="127.0.0.1")[0]["status"] == 403
    assert inner.seen == []


@pytest.mark.parametrize(
    "forged",
    [
        {},
        {"cookie": "board_session="},
        {"cookie": "board_session=" + "x" * 43},
        {"cookie": "board_actor=A"},
        {"cookie": "board_session=A; board_actor=A"},
        {"x_board_user": "A", "remote_user": "A", "x_remote_user": "A", "x_auth_request_user": "A"},
        {"authorization": "Basic QTpB"},
    ],
)
def test_with_accounts_nobody_else_gets_through(connect, cookie, forged):
    inner = Inner()
    assert connect(inner, **forged)[0]["status"] == 401
    assert connect(inner, accept=HTML, method="POST", **forged)[0]["status"] == 401
    assert connect(inner, accept=HTML, sec_fetch_mode="cors", **forged)[0]["status"] == 401
    assert connect(inner, accept=HTML, **forged)[0]["status"] == 303
    assert connect(inner, "websocket", **forged) == [{"type": "websocket.close", "code": 1008}]
    assert inner.seen == []


def test_a_browser_is_sent_to_sign_in_and_told_why(connect, cookie, store):
    assert header(connect(Inner(), accept=HTML)[0], "location") == "/login"
    fresh = connect(Inner(), accept=HTML, path="/markets")[0]
    assert header(fresh, "location") == "/login?back=%2Fmarkets%3Fkind%3Dmall"
    end_session(store, digest(cookie.partition("=")[2]))
    ended = connect(Inner(), accept=HTML, path="/markets", cookie=cookie)[0]
    assert header(ended, "location") == "/login?back=%2Fmarkets%3Fkind%3Dmall&why=ended"
    assert header(ended, "cache-control") == "no-store"


@pytest.mark.parametrize("path", ["/login", "/setup", "/healthz", "/oidc/start", "/oidc/callback"])
def test_what_stands_before_the_gate(connect, cookie, path):
    assert connect(Inner(), path=path)[0]["status"] == 200


@pytest.mark.parametrize("path", ["/login/", "//login", "/login/../", "/Login", "/healthz/x", "/readyz", "/loginx"])
def test_and_nothing_that_looks_like_it(connect, cookie, path):
    assert connect(Inner(), path=path)[0]["status"] == 401


def test_answers_to_one_person_are_kept_by_no_cache(connect, cookie):
    start = connect(Inner(), cookie=cookie)[0]
    assert (header(start, "cache-control"), header(start, "etag")) == ("no-store", None)
    public = connect(Inner("public, max-age=3600"), cookie=cookie)[0]
    assert (header(public, "cache-control"), header(public, "etag")) == ("public, max-age=3600", '"1"')


@pytest.mark.usefixtures("cookie")
def test_an_initial_password_leads_to_changing_it(connect, store):
    save_credential(store, "A", "hash", initial=True, now=datetime.now(UTC))
    cookie = f"{SESSION_COOKIE}={open_session(store, 'A', 'officer', address='', now=datetime.now(UTC))}"
    inner = Inner()
    location = header(connect(inner, accept=HTML, path="/markets", cookie=cookie)[0], "location")
    assert location == "/account?back=%2Fmarkets%3Fkind%3Dmall"
    assert connect(inner, path="/_stcore/health", cookie=cookie)[0]["status"] == 401
    assert connect(inner, "websocket", cookie=cookie) == [{"type": "websocket.close", "code": 1008}]
    assert inner.seen == []
    assert connect(inner, path="/account", cookie=cookie)[0]["status"] == 200


@pytest.mark.parametrize(("role", "status"), [("officer", 403), ("administrator", 200)])
def test_only_administrators_see_how_busy_the_machine_is(connect, cookie, store, role, status):
    """The counts and sizes say how many are at work and what the caches hold."""
    change(store, THE_BOARD, Wanted("A", role=role))
    token = open_session(store, "A", role, address="", now=datetime.now(UTC))
    for path in ("/_stcore/metrics", "/_stcore/metrics/"):
        assert connect(Inner(), path=path, cookie=f"{SESSION_COOKIE}={token}")[0]["status"] == status
    assert connect(Inner(), path="/_stcore/metrics")[0]["status"] == 401


def test_opening_pages_keeps_a_session_alive_and_polling_does_not(connect, cookie, store):
    token = cookie.partition("=")[2]
    before = session_of(store, token)
    connect(Inner(), path="/_stcore/health", cookie=cookie)
    assert session_of(store, token) == before
    connect(Inner(), cookie=cookie)
    after = session_of(store, token)
    assert before is not None
    assert after is not None
    assert after.seen - before.seen > timedelta(minutes=9)


def test_of_the_sessions_of_websockets_those_are_live_that_the_store_knows(store, cookie):
    gate, token = Gate(Inner(), store=lambda: store), digest(cookie.partition("=")[2])
    assert gate.live({token, "", "other"}, set()) == {token}
    save_credential(store, "A", "hash", initial=True, now=datetime.now(UTC))
    initial = digest(open_session(store, "A", "officer", address="", now=datetime.now(UTC)))
    assert gate.live({token, initial}, set()) == set()


def test_what_comes_through_a_websocket_keeps_its_session_alive(store, cookie):
    gate, token = Gate(Inner(), store=lambda: store), cookie.partition("=")[2]
    before = session_of(store, token)
    gate.live({digest(token)}, set())
    assert session_of(store, token) == before
    gate.live({digest(token)}, {digest(token)})
    assert session_of(store, token) != before


def test_before_accounts_every_websocket_is_live_and_none_of_these_after(store):
    gate = Gate(Inner(), store=lambda: store)
    assert gate.live({""}, set()) == {""}
    save_credential(store, "A", "hash", initial=False, now=datetime.now(UTC))
    assert gate.live({""}, set()) == set()


class Refusing:
    """An application whose every request meets a store that can't be written."""

    async def __call__(self, scope, receive, send) -> None:
        raise Full(Text("磁盘已满", "the disk is full"))


def test_reading_needs_no_writing(connect, cookie, store):
    """Ten minutes after the last use a use would be noted; while somebody writes there, nobody waits for that."""
    token = cookie.partition("=")[2]
    with store.notes.writing(), store.writing():
        began = time.perf_counter()
        assert connect(Inner(), cookie=cookie)[0]["status"] == 200
        assert time.perf_counter() - began < 5
    unused = session_of(store, token)
    assert unused is not None
    assert connect(Inner(), cookie=cookie, path="/_stcore/health")[0]["status"] == 200
    assert session_of(store, token) == unused
    assert connect(Inner(), cookie=cookie)[0]["status"] == 200
    used = session_of(store, token)
    assert used is not None
    assert used.seen - unused.seen > timedelta(minutes=9)


def test_a_store_that_does_not_answer_lets_nobody_in_and_says_so(connect, cookie, store, monkeypatch):
    def gone(*_words: object) -> None:
        raise Unreachable(Text("无法连接 db.example", "db.example does not answer"))

    monkeypatch.setattr("services.web.gate.accounts_exist", gone)
    inner = Inner()
    start, body = connect(inner, cookie=cookie)
    assert (start["status"], header(start, "cache-control")) == (503, "no-store")
    assert "数据库暂时无法读取" in body["body"].decode()
    assert "db.example" not in body["body"].decode()
    assert connect(inner, "websocket", cookie=cookie) == [{"type": "websocket.close", "code": 1008}]
    assert connect(inner, path="/login")[0]["status"] == 503
    assert inner.seen == []
    assert connect(inner, path="/healthz")[0]["status"] == 200


def test_what_the_store_refuses_is_a_sentence_and_no_error_page(connect):
    start, body = connect(Refusing())
    assert (start["status"], body["body"].decode()) == (503, "磁盘已满\nthe disk is full\n")
