"""The whole board on an open address, under TLS, with accounts: who is not signed in gets nothing from any route."""

import asyncio
import http.client
import json
import ssl
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
import streamlit
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from data.registry import entries
from services.web.gate import SIGN_IN
from tests.certificate import certificate
from tests.conftest import UsedBoard
from tests.services.web.posting import TOKEN
from tests.serving import ROOT, add_account, served, user_command

# What answers without a session, and how: nothing of it tells anything about the board's content.
PUBLIC = {"/healthz": 200, "/login": 200, "/setup": 404, "/oidc/start": 404, "/oidc/callback": 404}
WEBSOCKET = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
LIST_ROUTES = """
import json, app
def walk(routes, before=""):
    for route in routes:
        path = before + getattr(route, "path", "")
        yield path, type(route).__name__
        yield from walk(getattr(route, "routes", None) or (), path)
print(json.dumps(list(walk(app.app._build_starlette_app().routes))))
"""


@dataclass(frozen=True)
class Answer:
    """What the board answered; header names in lower case."""

    status: int
    text: str
    headers: dict[str, str]


@dataclass(frozen=True)
class Board:
    """A running board: its address, its data, its certificate, every route it has, and a connection to it."""

    address: str
    folder: Path
    context: ssl.SSLContext
    routes: list[tuple[str, str]]
    connection: http.client.HTTPSConnection

    def ask(self, path: str, method: str = "GET", body: str = "", **headers: str) -> Answer:
        """One request; headers in Python's spelling. The server lets go of a connection that was idle."""
        given = {name.replace("_", "-"): text for name, text in headers.items()}
        if method == "GET":
            self.connection.close()
        self.connection.request(method, path, body or None, given)
        response = self.connection.getresponse()
        text = response.read().decode()
        # Of several cookies the first.
        return Answer(response.status, text, {name.lower(): value for name, value in reversed(response.getheaders())})


@pytest.fixture(scope="module")
def board(used_board: UsedBoard, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    folder = used_board(tmp_path_factory.mktemp("closed"))
    add_account(folder, "admin", role="administrator")
    listed = subprocess.run([sys.executable, "-c", LIST_ROUTES], cwd=ROOT, capture_output=True, text=True, check=True)
    tls = certificate(folder, "127.0.0.1")
    with served(folder, BOARD_ADDRESS="0.0.0.0", BOARD_PROXIES="127.0.0.1", **tls) as address:
        context = ssl.create_default_context(cafile=tls["BOARD_TLS_CERT"])
        connection = http.client.HTTPSConnection(urlsplit(address).netloc, timeout=20, context=context)
        yield Board(address, folder, context, [(path, kind) for path, kind in json.loads(listed.stdout)], connection)
        connection.close()


def example(path: str) -> str:
    """A path of a route with its parameters filled in."""
    parts = ["x" if part.startswith("{") else part for part in path.split("/")]
    return "/".join(parts) or "/"


def test_no_route_answers_who_is_not_signed_in(board: Board):
    paths = {example(path) for path, kind in board.routes if kind != "WebSocketRoute"}
    assert {"/_stcore/health", "/basemap/x", "/readyz", "/account", "/actor"} <= paths
    for path in sorted(paths - set(PUBLIC)):
        for method in METHODS:
            answer = board.ask(path, method)
            assert (path, method, answer.status) == (path, method, 401)
            assert answer.text in ("", SIGN_IN)


def test_no_page_and_no_file_of_the_front_end_either(board: Board):
    files = Path(streamlit.__file__).parent / "static" / "static" / "js"
    script = next(files.glob("index.*.js")).name
    for path in ("/", *(f"/{page.code}" for page in entries("pages")), f"/static/js/{script}", "/index.html"):
        assert board.ask(path).status == 401
        opened = board.ask(path, Accept="text/html", Sec_Fetch_Mode="navigate")
        assert (opened.status, opened.headers.get("location", "").partition("?")[0]) == (303, "/login")
        assert opened.text == ""


@pytest.mark.parametrize(("path", "status"), PUBLIC.items())
def test_what_stands_before_the_gate_is_this_and_tells_nothing(board: Board, path: str, status: int):
    answer = board.ask(path)
    assert answer.status == status
    assert "streamlit" not in answer.text.lower()
    assert "示例" not in answer.text
    assert board.ask(path, "POST").status in (403, 405)


def test_a_calendar_answers_only_who_knows_its_address(board: Board):
    """Beside PUBLIC the one path without a session: 43 signs that nobody can guess."""
    path = f"/calendar/{'a' * 43}.ics"
    answer = board.ask(path)
    assert (answer.status, answer.text) == (404, "no such calendar")
    assert "no-store" in answer.headers["cache-control"]
    assert board.ask(path, "POST").status == 405
    for other in (f"{path}/", path.replace(".ics", ""), "/calendar/x.ics", f"/calendar/{'a' * 44}.ics"):
        assert board.ask(other).status == 401


def handshake(board: Board, cookie: str = "", origin: str = "") -> int:
    """The status with which a page's websocket is opened (101) or refused."""
    headers = {**WEBSOCKET, "Cookie": cookie, "Origin": origin or board.address}
    return board.ask("/_stcore/stream", **headers).status


async def close_code(board: Board, cookie: str, *disable: str) -> int | None:
    """The code with which an open websocket is closed once the command has run."""
    headers = {"Cookie": cookie, "Origin": board.address}
    address = board.address.replace("https", "wss") + "/_stcore/stream"
    async with connect(address, additional_headers=headers, ssl=board.context) as websocket:
        await asyncio.to_thread(user_command, board.folder, *disable)
        with pytest.raises(ConnectionClosed) as closed:
            await asyncio.wait_for(websocket.recv(), 20)
    return closed.value.rcvd.code if closed.value.rcvd else None


def test_signing_in_opens_the_board_and_being_disabled_closes_it_at_once(board: Board):
    for cookie in ("", "board_session=forged", "board_actor=admin"):
        assert handshake(board, cookie) == 403
    cookie = signed_in(board, "leaver")
    assert board.ask("/", Cookie=cookie).status == 200
    assert board.ask("/readyz", Cookie=cookie).text.startswith("ready")
    assert handshake(board, cookie, origin="https://evil.example") == 403
    assert asyncio.run(close_code(board, cookie, "disable", "leaver")) == 4401
    assert board.ask("/", Cookie=cookie).status == 401
    assert handshake(board, cookie) == 403


def signed_in(board: Board, code: str, **headers: str) -> str:
    """The Cookie header of somebody new, signed in and with a password of their own."""
    initial = add_account(board.folder, code, role="viewer")
    cookie = posted(board, "/login", "", headers, code=code, password=initial)
    own = "yellow tractor velvet 9"
    posted(board, "/account/password", cookie, headers, form="/account", old=initial, new=own, again=own)
    return cookie


def posted(board: Board, path: str, cookie: str, headers: dict[str, str], *, form: str = "", **values: str) -> str:
    """Post a form; the cookie that the answer sets, which must be Secure, else the one that was sent."""
    page = board.ask(form or path, Cookie=cookie)
    token = TOKEN.search(page.text)
    assert token
    cookie = cookie or page.headers.get("set-cookie", "").partition(";")[0]
    body = urlencode({"token": token[1], **values})
    kind = "application/x-www-form-urlencoded"
    answer = board.ask(path, "POST", body, Cookie=cookie, Origin=board.address, Content_Type=kind, **headers)
    assert answer.status == 303
    assert answer.headers.get("strict-transport-security")
    given = answer.headers.get("set-cookie", "")
    assert not given or "; Secure" in given
    return given.partition(";")[0] or cookie


def test_a_foreign_host_gets_nothing_not_even_the_form(board: Board):
    assert board.ask("/login", Host="evil.example").status == 403


def test_a_trusted_proxy_is_believed_whom_it_speaks_for(board: Board):
    cookie = signed_in(board, "remote", X_Forwarded_For="127.0.0.1, 10.9.9.9")
    assert "10.9.9.9" in board.ask("/account", Cookie=cookie).text
