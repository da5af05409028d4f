"""A full disk, locked or damaged notes and a database that is deleted under a served board: reading goes on or says
why, and nobody meets an error of the program's own."""

import os
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from data.store import SYSTEM, Change, commit, migrate, open_store
from tests.serving import ROOT, add_account, served

resource = pytest.importorskip("resource", reason="only Linux limits the files of another process")


@pytest.fixture
def board(tmp_path: Path) -> Iterator[tuple[str, Path, str]]:
    """A served board that was used, with one account: address, folder, initial password."""
    folder = tmp_path / "board"
    store = open_store(f"sqlite:///{folder / 'board.db'}", folder)
    migrate(store)
    right = {"code": "QL1", "product": "示例", "system": "gi_product"}
    commit(store, SYSTEM, "先行使用", [Change("gi_rights", right)])
    store.close()
    password = add_account(folder, "A1", role="administrator")
    with served(folder) as address:
        yield address, folder, password


def visitor(address: str) -> httpx.Client:
    return httpx.Client(base_url=address, timeout=60, headers={"Accept": "text/html", "Accept-Language": "zh-CN"})


def sign_in(client: httpx.Client, password: str) -> httpx.Response:
    form = client.get("/login")
    token = re.search(r'name="token" value="([^"]+)"', form.text)
    assert token is not None, form.text
    values = {"token": token[1], "code": "A1", "password": password, "back": "/"}
    return client.post("/login", data=values, headers={"Origin": str(client.base_url).rstrip("/")})


def limit_files(largest: int) -> None:
    """No file of the server grows beyond so many bytes: to it the disk is full."""
    (server,) = (one for one in psutil.Process().children() if "app.py" in one.cmdline())
    _, hard = resource.prlimit(server.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (largest or hard, hard))


def test_reading_goes_on_and_what_fails_is_said(board: tuple[str, Path, str]) -> None:
    address, folder, password = board
    reader = visitor(address)
    assert sign_in(reader, password).status_code == 303

    limit_files(1)
    assert reader.get("/account").status_code == 200
    refused = sign_in(visitor(address), password)
    assert (refused.status_code, "磁盘已满或不可写" in refused.text) == (403, True)
    limit_files(0)
    assert sign_in(visitor(address), password).status_code == 303

    other = sqlite3.connect(folder / "board-notes.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    began = time.monotonic()
    assert reader.get("/account").status_code == 200
    assert time.monotonic() - began < 10
    other.close()

    for name in ("board-notes.db", "board.db"):
        for path in folder.glob(f"{name}*"):
            path.unlink()
        for _again in range(3):
            answer = reader.get("/account")
            assert (answer.status_code, "数据库" in answer.text) == (503, True), answer.text
        (folder / name).write_bytes(os.urandom(20_000))
        answer = reader.get("/account")
        assert (answer.status_code, "数据库" in answer.text) == (503, True), answer.text
    assert reader.get("/healthz").status_code == 200
    assert "Traceback" not in (folder / "server.log").read_text(errors="replace")


@pytest.mark.parametrize("language", ["zh_CN.UTF-8", "en_GB.UTF-8"])
@pytest.mark.parametrize("command", [["-m", "services.commands", "prepare"], ["app.py"]])
def test_a_start_on_a_full_disk_says_so_in_a_sentence(tmp_path: Path, command: list[str], language: str) -> None:
    environment = {**os.environ, "BOARD_DATA": str(tmp_path / "new"), "LANG": language, "LC_ALL": language}

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1, 1))

    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, preexec_fn=full
    )
    assert done.returncode
    said = "磁盘已满或不可写" if language.startswith("zh") else "disk is full or can't be written to"
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_that_can_not_be_made_is_said(tmp_path: Path) -> None:
    """As on a read-only disk: the folder's place is no folder."""
    (tmp_path / "file").touch()
    environment = {**os.environ, "BOARD_DATA": str(tmp_path / "file" / "board"), "LC_ALL": "zh_CN.UTF-8"}
    command = [sys.executable, "-m", "services.commands", "prepare"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode
    assert "数据文件夹" in done.stderr
