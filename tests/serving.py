"""The real board as a program of its own, for tests and benchmarks that look at it from outside."""

import os
import secrets
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
SECONDS_TO_START = 120


@contextmanager
def served(folder: Path, before: Callable[[], None] | None = None, /, **settings: str) -> Iterator[str]:
    """The board over a data folder, prepared and ready; gives its address. What it prints is in server.log there.

    With BOARD_TLS_CERT, its certificate must be one for 127.0.0.1. `before` is called in the server's process before it
    begins (not on Windows).
    """
    port = free_port()
    environment = {**os.environ, "BOARD_DATA": str(folder), "BOARD_PORT": str(port), **settings}
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "server.log"
    with log.open("w") as output:
        prepare = [sys.executable, "-m", "services.commands", "prepare"]
        if subprocess.run(prepare, cwd=ROOT, env=environment, stdout=output, stderr=output).returncode:
            raise RuntimeError(f"the store could not be prepared:\n{log.read_text()}")
        server = subprocess.Popen(
            [sys.executable, "app.py"], cwd=ROOT, env=environment, stdout=output, stderr=output, preexec_fn=before
        )
        try:
            address = f"{'https' if 'BOARD_TLS_CERT' in settings else 'http'}://127.0.0.1:{port}"
            wait_until_ready(server, address, log, certificate=settings.get("BOARD_TLS_CERT"))
            yield address
        finally:
            server.terminate()
            server.wait(timeout=20)


def add_account(folder: Path, code: str, *, role: str, office: str = "IP", name: str = "") -> str:
    """Give somebody an account of the board over a data folder, running or not; the initial password."""
    words = ["add", code, "--role", role, "--office", office, "--display", name or f"示例{code}"]
    return user_command(folder, *words).rpartition(": ")[2].strip()


def user_command(folder: Path, *words: str) -> str:
    """Runs `run.py user` over a data folder; what it prints."""
    command = [sys.executable, "-m", "services.commands", "user", *words]
    environment = {**os.environ, "BOARD_DATA": str(folder)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout


def free_port() -> int:
    """A port that nothing uses at this moment, and that no connection going out takes before the server has it: systems
    give those ports from 32768 up (Linux) or 49152 (Windows, RFC 6335)."""
    while True:
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", secrets.choice(range(20_000, 32_000))))
            except OSError:
                continue
            return probe.getsockname()[1]


def wait_until_ready(
    server: subprocess.Popen[bytes],
    address: str,
    log: Path,
    path: str = "/healthz",
    *,
    certificate: str | None = None,
) -> None:
    """Returns once the path answers, which it does only when all is prepared; raises RuntimeError with the log
    when the server ended or takes too long."""
    context = ssl.create_default_context(cafile=certificate) if certificate else None
    for _ in range(SECONDS_TO_START * 5):
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"{address}{path}", timeout=5, context=context).close()
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise RuntimeError(f"the board did not start:\n{log.read_text()}")
