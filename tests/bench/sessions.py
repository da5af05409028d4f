"""Visitors without a browser: they open a page over the websocket as Streamlit's front end does, and stay."""

from collections.abc import Sequence
from contextlib import ExitStack
from time import sleep

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from tests.bench.servers import Server

COUNTS = (1, 10, 30)
SECONDS_TO_REST = 2


def memory_by_sessions(server: Server, pages: Sequence[str]) -> dict[int, float]:
    """Megabytes of the server with so many sessions open at once, the pages in turn, each asked for once before."""
    found = {}
    for page in pages:
        with _connected(server) as connection:
            visit(connection, page)
    with ExitStack() as open_sessions:
        for number in range(1, max(COUNTS) + 1):
            connection = open_sessions.enter_context(_connected(server))
            visit(connection, pages[number % len(pages)])
            if number in COUNTS:
                sleep(SECONDS_TO_REST)
                found[number] = server.memory()
    return found


def visit(connection: ClientConnection, page: str) -> None:
    """Runs a page's script and takes in all it sends."""
    message = BackMsg()
    message.rerun_script.page_name = page
    connection.send(message.SerializeToString())
    while True:
        answer = ForwardMsg.FromString(connection.recv(timeout=60, decode=False))
        if answer.WhichOneof("type") == "script_finished":
            return


def _connected(server: Server) -> ClientConnection:
    address = f"{server.address.replace('http', 'ws', 1)}/_stcore/stream"
    return connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None)
