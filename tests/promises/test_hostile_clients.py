"""Clients that mean harm against the board as it is served: sockets held open, sign-ins by the dozen, guessing from
many addresses (all of 127.0.0.0/8 is this machine), requests with two lengths."""

import http.client
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from tests.conftest import UsedBoard
from tests.services.web.posting import TOKEN
from tests.serving import add_account, served, user_command

resource = pytest.importorskip("resource", reason="Windows has no bound on handles")
HANDLES, FLOOD = 400, 500
PATIENCE = 120


class Board:
    """A running board, and what a browser does there."""

    def __init__(self, address: str, folder: Path, password: str) -> None:
        self.address, self.folder, self.password = address, folder, password
        self.host, self.port = "127.0.0.1", urlsplit(address).port or 0

    def socket(self, source: str = "127.0.0.1") -> socket.socket:
        return socket.create_connection((self.host, self.port), timeout=PATIENCE, source_address=(source, 0))

    def ask(
        self, path: str, form: dict[str, str] | None = None, source: str = "127.0.0.1", cookies: str = ""
    ) -> tuple[int, str, http.client.HTTPMessage]:
        connection = http.client.HTTPConnection(self.host, self.port, PATIENCE, source_address=(source, 0))
        headers = {"Cookie": cookies, "Origin": self.address, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request("POST" if form else "GET", path, urlencode(form) if form else None, headers)
            response = connection.getresponse()
            return response.status, response.read().decode(), response.headers
        finally:
            connection.close()

    def sign_in(self, password: str, source: str = "127.0.0.1", kept: str = "") -> tuple[int, dict[str, str]]:
        """The answer to the form, and the cookies that it sets."""
        _, page, headers = self.ask("/login?lang=en", source=source)
        token = TOKEN.search(page)
        assert token, page
        form = (headers["set-cookie"] or "").partition(";")[0]
        values = {"token": token[1], "code": "owner", "password": password}
        status, page, headers = self.ask("/login?lang=en", values, source, f"{form}; {kept}")
        pairs = [line.partition(";")[0].partition("=") for line in headers.get_all("set-cookie") or ()]
        assert status != 503 or headers["retry-after"]
        return status, {name: value for name, _, value in pairs}


@pytest.fixture(scope="module")
def board(used_board: UsedBoard, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    """A board that may have few files open, with one account whose owner has been here before."""
    folder = used_board(tmp_path_factory.mktemp("attacked"))
    password = add_account(folder, "owner", role="administrator")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    # The flood's own ends are in this process, beside all that other tests left open.
    wanted = max(soft, 10 * FLOOD)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
    with served(folder, lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (HANDLES, hard))) as address:
        yield Board(address, folder, password)
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_half_open_connections_take_the_board_from_nobody(board: Board):
    """More of them than the process may have handles, and who asks meanwhile is answered."""
    with ExitStack() as stack:
        for number in range(FLOOD):
            held = stack.enter_context(board.socket(f"127.0.1.{number % 10 + 1}"))
            held.sendall(b"GET / HTTP/1.1\r\nHost: 127" if number % 2 else b"")
        for source in ("127.0.0.1", "127.0.1.1"):
            assert board.ask("/healthz", source=source)[0] == 200
        assert board.ask("/login")[0] == 200


def test_headers_and_bodies_that_drip_are_cut(board: Board):
    """A byte a second in each: the server closes all of them, with or without a word."""
    own = f"Host: 127.0.0.1:{board.port}\r\nOrigin: {board.address}\r\n"
    post = f"POST /login HTTP/1.1\r\n{own}Content-Length: 9000\r\n\r\n"
    beginnings = [b"", b"GET /healthz HTTP/1.1\r\nX: ", post.encode()]

    def drip(beginning: bytes) -> bool:
        with board.socket() as held:
            held.sendall(beginning)
            held.settimeout(1)
            for _ in range(PATIENCE):
                try:
                    if beginning:
                        held.sendall(b"x")
                    if not held.recv(10_000):
                        return True
                except TimeoutError:
                    continue
                except OSError:
                    return True
        return False

    with ThreadPoolExecutor(len(beginnings)) as pool:
        assert list(pool.map(drip, beginnings)) == [True] * len(beginnings)


@pytest.mark.parametrize(
    "lengths",
    [
        "Content-Length: 4\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 4",
        "Content-Length: 4\r\nContent-Length: 5",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
    ],
)
def test_a_request_with_two_lengths_is_refused_and_nothing_behind_it_is_read(board: Board, lengths: str):
    host = f"Host: 127.0.0.1:{board.port}\r\n"
    body = f"0\r\n\r\nGET /healthz HTTP/1.1\r\n{host}\r\n"
    with board.socket() as sent:
        sent.sendall(f"POST /login HTTP/1.1\r\n{host}{lengths}\r\n\r\n{body}".encode())
        answer = b""
        while part := sent.recv(10_000):
            answer += part
    assert answer.count(b"HTTP/1.1 ") == 1
    assert answer.split()[1] in (b"400", b"501")


def test_eighty_who_sign_in_at_once_stop_nobody_else(board: Board):
    """They are checked a few at a time, the others told when to come again; to be alive is said at once."""
    slowest, done = [0.0], threading.Event()

    def watch() -> None:
        while not done.is_set():
            began = time.monotonic()
            assert board.ask("/healthz")[0] == 200
            slowest.append(time.monotonic() - began)

    with ThreadPoolExecutor(81) as pool:
        watching, began = pool.submit(watch), time.monotonic()
        answers = list(pool.map(lambda n: board.sign_in("wrong", f"127.0.2.{n % 8 + 1}")[0], range(80)))
        took = time.monotonic() - began
        done.set()
        watching.result(PATIENCE)
    assert set(answers) == {403, 503}
    assert max(slowest) < max(took / 2, 2)


def test_the_owner_gets_in_while_thirty_addresses_guess(board: Board):
    status, cookies = board.sign_in(board.password)
    assert status == 303
    kept, done = f"board_browser={cookies['board_browser']}", threading.Event()

    def guess(number: int) -> list[int]:
        answers = []
        while not done.is_set() and len(answers) < 50:
            answers.append(board.sign_in(f"guess {number}", f"127.0.3.{number}")[0])
        return answers

    with ThreadPoolExecutor(30) as pool:
        guessing = [pool.submit(guess, number) for number in range(1, 31)]
        try:
            known_browser = [board.sign_in(board.password, "127.0.3.1", kept)[0] for _ in range(2)]
            known_address = [board.sign_in(board.password)[0] for _ in range(2)]
        finally:
            done.set()
        answers = {answer for one in guessing for answer in one.result(PATIENCE)}
    assert (known_browser, known_address) == ([303] * 2, [303] * 2)
    assert answers <= {403, 503}


def test_who_is_disabled_and_enabled_again_signs_in_anew(board: Board):
    first = add_account(board.folder, "other", role="administrator")
    assert first
    cookie = f"board_session={board.sign_in(board.password)[1]['board_session']}"
    assert board.ask("/account", cookies=cookie)[0] == 200
    for word in ("disable", "enable"):
        user_command(board.folder, word, "owner")
    assert board.ask("/account", cookies=cookie)[0] == 401
