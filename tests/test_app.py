"""The application started in each of the three ways: always prepared, always behind the gate."""

import http.client
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.serving import ROOT, free_port, wait_until_ready

pytestmark = pytest.mark.slow

WAYS = {
    "python": ["app.py"],
    "streamlit": ["-m", "streamlit", "run", "app.py", "--server.port", "{port}"],
    "uvicorn": ["-m", "uvicorn", "app:app", "--port", "{port}"],
}
WEBSOCKET = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


@contextmanager
def started(way: str, folder: Path) -> Iterator[int]:
    """The application started in one of the ways over an empty data folder; gives its port."""
    port = free_port()
    command = [sys.executable, *(word.format(port=port) for word in WAYS[way])]
    environment = {**os.environ, "BOARD_DATA": str(folder), "BOARD_PORT": str(port)}
    log = folder / "server.log"
    with log.open("w") as output:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
        try:
            wait_until_ready(server, f"http://127.0.0.1:{port}", log)
            yield port
        finally:
            server.terminate()
            server.wait(timeout=20)


def asked(port: int, path: str, **headers: str) -> tuple[int, str, dict[str, str]]:
    """Status, text and headers (in lower case) of one request."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    response = connection.getresponse()
    text = "" if response.status == 101 else response.read().decode()
    connection.close()
    return response.status, text, {name.lower(): value for name, value in response.getheaders()}


@pytest.mark.parametrize("way", WAYS)
def test_every_start_is_prepared_and_gated(way: str, tmp_path: Path):
    with started(way, tmp_path) as port:
        own = f"http://127.0.0.1:{port}"
        status, page, headers = asked(port, "/")
        assert (status, '<html lang="zh-CN">' in page) == (200, True)
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert asked(port, "/readyz")[1].startswith("ready")
        assert asked(port, "/basemap/light.json")[0] == 200
        assert asked(port, "/", Host="board.example")[0] == 403
        assert asked(port, "/", Content_Length="4", Transfer_Encoding="chunked")[0] == 400
        assert asked(port, "/", X_Forwarded_For="127.0.0.1")[0] == 403
        assert asked(port, "/_stcore/stream", **WEBSOCKET, Origin=own)[0] == 101
        assert asked(port, "/_stcore/stream", **WEBSOCKET, Origin="http://evil.example")[0] == 403


@pytest.mark.parametrize(
    ("name", "value"), [("BOARD_ADDRESS", "0.0.0.0"), ("BOARD_PROXIES", "proxy.example"), ("BOARD_OIDC_ISSUER", "x")]
)
def test_settings_that_cannot_work_are_one_line(tmp_path: Path, name: str, value: str):
    environment = {**os.environ, "BOARD_DATA": str(tmp_path), name: value}
    ended = subprocess.run([sys.executable, "app.py"], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert ended.returncode == 1
    assert f"{name}" in ended.stderr
    assert "is refused" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("locale", "sentence"),
    [("zh_CN.UTF-8", "本机的日期是 2014-12-31"), ("en_GB.UTF-8", "set its clock (or BOARD_TODAY) right")],
)
@pytest.mark.parametrize("words", [["app.py"], ["-m", "services.commands", "prepare"]])
def test_a_clock_that_was_never_set_stops_the_start_with_a_sentence(
    tmp_path: Path, words: list[str], locale: str, sentence: str
):
    """Before anything is written under a date that can't be, and in the terminal's language."""
    environment = {**os.environ, "BOARD_DATA": str(tmp_path), "BOARD_TODAY": "2014-12-31", "LC_ALL": locale}
    ended = subprocess.run([sys.executable, *words], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert ended.returncode == 1
    assert sentence in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not list(tmp_path.glob("*.db"))
