"""The servers that are measured, and what their processes use."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.serving import free_port, served, wait_until_ready

TODAY = "2026-11-23"
BLANK = Path(__file__).parent / "blank.py"
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Server:
    """One server: its address and its process."""

    address: str
    process: psutil.Process

    def cpu(self) -> float:
        """Seconds of processor that it has used."""
        times = self.process.cpu_times()
        return times.user + times.system

    def memory(self) -> float:
        """Megabytes that nobody else shares with it."""
        return self.process.memory_full_info().uss / MEGABYTE


@contextmanager
def board(folder: Path) -> Iterator[Server]:
    """The board over a data folder."""
    before = set(psutil.Process().children())
    with served(folder, BOARD_TODAY=TODAY) as address:
        (process,) = set(psutil.Process().children()) - before
        yield Server(address, process)


@contextmanager
def blank() -> Iterator[Server]:
    """The blank page, served by Streamlit as it comes, without watcher and statistics."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    options = {
        "server.port": port,
        "server.address": "127.0.0.1",
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
    }
    words = [word for name, value in options.items() for word in (f"--{name}", str(value))]
    with tempfile.TemporaryDirectory() as folder, (Path(folder) / "server.log").open("w") as log:
        # Elsewhere than in the project, whose .streamlit/config.toml it would read.
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", BLANK, *words],
            cwd=folder, env=dict(os.environ), stdout=log, stderr=log,
        )  # fmt: skip
        try:
            wait_until_ready(process, address, Path(log.name), path="/_stcore/health")
            yield Server(address, psutil.Process(process.pid))
        finally:
            process.terminate()
            process.wait(timeout=20)
