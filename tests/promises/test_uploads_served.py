"""The served board while two people upload at once: a viewer's files are not taken, an officer's are."""

import http.client
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from data.store import open_store, save_credential
from services.access.accounts.sessions import open_session
from services.access.identity import SESSION_COOKIE
from tests.conftest import UsedBoard
from tests.serving import add_account, served

MEGABYTE = 1024 * 1024
PEOPLE = {"V01": "viewer", "ZD01": "officer", "A01": "administrator"}


@pytest.fixture(scope="module")
def board(used_board: UsedBoard, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """A served board and the session cookie of each of PEOPLE."""
    folder = used_board(tmp_path_factory.mktemp("uploads"))
    for code, role in PEOPLE.items():
        add_account(folder, code, role=role, office="ZD")
    with served(folder, BOARD_UPLOAD_MB="10") as address:
        store, now = open_store(f"sqlite:///{folder / 'board.db'}", folder), datetime.now(UTC)
        cookies = {}
        for code, role in PEOPLE.items():
            save_credential(store, code, "hash", initial=False, now=now)
            cookies[code] = f"{SESSION_COOKIE}={open_session(store, code, role, address='', now=now)}"
        yield address, cookies
        store.close()


class Visitor:
    """Somebody with a page open, as Streamlit's front end has it."""

    def __init__(self, address: str, cookie: str, session: str) -> None:
        self.address, self.cookie, self.session = urlsplit(address).netloc, cookie, session
        _, headers = self.ask("GET", "/_stcore/health")
        self.token = headers.get("set-cookie", "").partition("=")[2].partition(";")[0]

    def ask(self, method: str, path: str, body: bytes = b"", **more: str) -> tuple[int, dict[str, str]]:
        connection = http.client.HTTPConnection(self.address, timeout=60)
        headers = {"Cookie": self.cookie, **{name.replace("_", "-"): text for name, text in more.items()}}
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            response.read()
            return response.status, {name.lower(): value for name, value in response.getheaders()}
        except ConnectionError:
            # Refused while the body was still being sent.
            return 0, {}
        finally:
            connection.close()

    def put(self, name: str, size: int) -> int:
        body = (
            b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
            + bytes(size)
            + b"\r\n--x--\r\n"
        )
        status, _ = self.ask(
            "PUT", f"/_stcore/upload_file/{self.session}/{name}", body, X_Xsrftoken=self.token,
            Cookie=f"{self.cookie}; _streamlit_xsrf={self.token}", Content_Type="multipart/form-data; boundary=x",
        )  # fmt: skip
        return status

    def take_away(self, name: str) -> int:
        cookie = f"{self.cookie}; _streamlit_xsrf={self.token}"
        path = f"/_stcore/upload_file/{self.session}/{name}"
        return self.ask("DELETE", path, X_Xsrftoken=self.token, Cookie=cookie)[0]


@contextmanager
def opened(board: tuple[str, dict[str, str]], code: str) -> Iterator[Visitor]:
    """A page that somebody has open until the end."""
    address, cookies = board
    with connect(
        f"{address.replace('http', 'ws', 1)}/_stcore/stream", origin=Origin(address), max_size=None,
        subprotocols=[Subprotocol("streamlit")], additional_headers={"Cookie": cookies[code]},
    ) as socket:  # fmt: skip
        yield Visitor(address, cookies[code], begun(socket))


def begun(socket: ClientConnection) -> str:
    """The session that Streamlit gives a page that is opened."""
    message = BackMsg()
    message.rerun_script.page_name = "overview"
    socket.send(message.SerializeToString())
    while True:
        answer = ForwardMsg.FromString(socket.recv(timeout=60, decode=False))
        if answer.WhichOneof("type") == "new_session":
            return answer.new_session.initialize.session_id


def test_a_viewer_uploads_nothing_while_an_officer_does(board: tuple[str, dict[str, str]]) -> None:
    with opened(board, "V01") as viewer, opened(board, "ZD01") as officer, ThreadPoolExecutor(4) as pool:
        refused = [pool.submit(viewer.put, f"v{n}", 8 * MEGABYTE) for n in range(10)]
        taken = [pool.submit(officer.put, f"o{n}", 8 * MEGABYTE) for n in range(3)]
        assert {one.result() for one in refused} <= {403, 0}
        assert [one.result() for one in taken] == [204] * 3
        assert viewer.put("small", 10) == 403
        for n in range(3):
            assert officer.take_away(f"o{n}") == 204
    with opened(board, "A01") as administrator:
        assert administrator.put("small", 10) == 403


def test_an_officers_files_are_bounded_over_all_tabs(board: tuple[str, dict[str, str]]) -> None:
    """Four times the largest file, here 40 MB; what is taken away makes room."""
    with opened(board, "ZD01") as one, opened(board, "ZD01") as another:
        answers = [tab.put(f"n{n}", 9 * MEGABYTE) for n in range(3) for tab in (one, another)]
        assert answers[:4] == [204] * 4
        assert set(answers[4:]) <= {413, 0}
        assert one.take_away("n0") == 204
        assert another.put("again", 8 * MEGABYTE) == 204
        for tab, name in ((another, "n0"), (another, "again"), (one, "n1"), (another, "n1")):
            assert tab.take_away(name) == 204, "other tests have the officer's room to themselves"
