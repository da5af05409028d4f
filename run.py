#!/usr/bin/env python3
"""Sets the board up and runs it, its tests or one of its commands: see `python run.py --help`.

Needs nothing but Python itself, on Linux and Windows: what else is needed it installs into .venv beside it.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import BinaryIO
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OLDEST_PYTHON = (3, 11)
BROWSER = ROOT / "tests" / "browser"
# More at once mostly wait for each other's databases.
MOST_WORKERS = 4
# Where a full run's reports stand; the seed of its order is printed, and repeats it.
REPORTS = ROOT / "test-results" / "reports"
SHUFFLED = ["--random-order", "--durations", "25"]
PIPS_OWN = {"PIP_INDEX_URL", "PIP_NO_INDEX"}
RUNTIME, TESTS = ROOT / "requirements.txt", ROOT / "tests" / "requirements.txt"

OWN_COMMANDS = {
    "serve": (
        "在本机提供看板；只写 `python run.py` 即是",
        "serve the board on this machine; what `python run.py` alone does",
    ),
    "test": (
        "运行全部测试；--quick 只跑快的，--coverage 量覆盖率，其余参数交给 pytest",
        "run every test; --quick: the quick ones, --coverage: measured, further words go to pytest",
    ),
    "check": (
        "检查写法、类型、各部分之间的界限、译文、库结构和字典",
        "style, types, walls between the parts, translations, schema and dictionary",
    ),
    "bench": ("与空白页对比测速，打印比值", "measure speed against a blank page and print the ratios"),
}
CHECKS = {
    "style": ["-m", "ruff", "check", "."],
    "format": ["-m", "ruff", "format", "--check", "."],
    "types": ["-m", "pyright"],
    "walls": ["-c", "from importlinter.cli import lint_imports_command as lint; lint()"],
    "translations": ["-m", "services.commands", "messages", "--check"],
    "schema": ["-m", "services.commands", "migration", "--check"],
    "dictionary": ["-m", "services.commands", "dictionary", "--check"],
}
SETTINGS = {
    "BOARD_PORT": ("服务端口（8501）", "port to serve on (8501)"),
    "BOARD_ADDRESS": (
        "服务地址（127.0.0.1）；用其他地址须先有账号",
        "address to serve on (127.0.0.1); others need an account first",
    ),
    "BOARD_HOSTS": (
        "浏览器可用哪些名称访问看板，用逗号分隔",
        "names by which browsers may ask for the board, with commas",
    ),
    "BOARD_TLS_CERT": (
        "提供 https 的证书链（PEM）；BOARD_TLS_KEY 为其私钥",
        "certificate chain (PEM) to serve https with; BOARD_TLS_KEY its key",
    ),
    "BOARD_TLS_KEY": ("BOARD_TLS_CERT 的私钥（PEM）", "key (PEM) of BOARD_TLS_CERT"),
    "BOARD_PROXIES": (
        "可信的反向代理地址或网段，用逗号分隔",
        "addresses or networks of reverse proxies to believe, with commas",
    ),
    "BOARD_OIDC_ISSUER": (
        "用来登录的统一身份认证（OpenID Connect）",
        "identity provider to sign in with (OpenID Connect)",
    ),
    "BOARD_OIDC_CLIENT_ID": ("看板在那里登记的名称", "what the board is called there"),
    "BOARD_OIDC_CLIENT_SECRET": (
        "看板在那里的密钥；最好用 BOARD_OIDC_CLIENT_SECRET_FILE",
        "its secret there; better: BOARD_OIDC_CLIENT_SECRET_FILE",
    ),
    "BOARD_OIDC_CLIENT_SECRET_FILE": ("存放该密钥的文件", "file that holds the secret"),
    "BOARD_DATA": (
        "存放数据库、文件和本局登记表的文件夹（var/）",
        "folder for database, files and the bureau's own registry (var/)",
    ),
    "BOARD_DATABASE_URL": (
        "不用 SQLite 而用 PostgreSQL，写作 postgresql+psycopg://…",
        "PostgreSQL instead of SQLite, as postgresql+psycopg://…",
    ),
    "BOARD_UPLOAD_MB": ("上传文件的上限，单位 MB（50）", "largest upload in megabytes (50)"),
}


class RunError(Exception):
    """What failed and what to do about it, in one line; `status` is the exit status."""

    def __init__(self, line: str, status: int = 1) -> None:
        super().__init__(line)
        self.status = status


def say(line: str) -> None:
    """One line of progress; flushed, so that it stands before what the started programs print."""
    print(line, flush=True)


def told(zh: str, en: str) -> str:
    """The one that the terminal's locale asks for."""
    from data.terminal import terminal_language

    return zh if terminal_language(os.environ) == "zh_CN" else en


def run(*words: str | Path, output: BinaryIO | None = None, **environment: str) -> int:
    """Runs one program in the project's folder and gives its exit status; Ctrl+C and a kill reach it too. With
    `output`, what it prints goes there."""
    with subprocess.Popen(
        [str(word) for word in words], cwd=ROOT, env={**os.environ, **environment}, stdout=output, stderr=output
    ) as process:
        signal.signal(signal.SIGTERM, lambda *_: process.terminate())
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                continue  # the terminal sent it to the program as well, which now ends by itself


def fingerprint(requirements: Path) -> str:
    """SHA-256 of a requirements file, line endings aside: Git on Windows changes them."""
    return hashlib.sha256(requirements.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def stamp(folder: Path, requirements: Path) -> Path:
    """Where a virtual environment remembers the fingerprint of a requirements file it holds."""
    return folder / f"{requirements.parent.name}-{requirements.name}.sha256"


def is_installed(folder: Path, requirements: Path) -> bool:
    """Whether a virtual environment holds exactly what the file asks for today."""
    kept = stamp(folder, requirements)
    return kept.is_file() and kept.read_text() == fingerprint(requirements)


def succeeds(*words: str | Path) -> bool:
    """Whether a program runs through; what it prints is not shown."""
    return subprocess.run([str(word) for word in words], capture_output=True, check=False).returncode == 0


def make_environment() -> None:
    """A .venv whose Python starts and has pip; one that does is left alone."""
    if not (PYTHON.exists() and succeeds(PYTHON, "-c", "")):
        if importlib.util.find_spec("ensurepip") is None:
            raise RunError(
                told(
                    "这个 Python 不能建立 .venv：请安装 venv 模块（Debian：apt-get install python3-venv）",
                    "This Python can't make a .venv: install its venv module (Debian: apt-get install python3-venv)",
                )
            )
        say(told("正在建立 .venv …", "Making .venv …"))
        if run(sys.executable, "-m", "venv", "--clear", "--without-pip", VENV):
            raise RunError(told("未能建立 .venv，原因见上一行", ".venv could not be made: see the line above"))
    if not succeeds(PYTHON, "-m", "pip", "--version") and run(PYTHON, "-m", "ensurepip", "--default-pip"):
        raise RunError(
            told(
                "未能在 .venv 中装入 pip：请删除 .venv 文件夹后重新启动",
                "pip could not be put into .venv: delete the folder .venv and start again",
            )
        )


def install(*files: Path) -> None:
    """Brings .venv up to the given requirements files; does nothing where they are installed."""
    make_environment()
    for requirements in files:
        if is_installed(VENV, requirements):
            continue
        name = requirements.relative_to(ROOT)
        say(
            told(
                f"正在把 {name} 装入 .venv；只需一次，该文件改动后再装 …",
                f"Installing {name} into .venv; this is needed once, and again when the file changes …",
            )
        )
        # What uv can't reach, pip may, by its configuration file.
        if not any(ran_quietly(*installer, "--require-hashes", "-r", requirements) for installer in installers()):
            raise RunError(
                told(
                    f"未能安装 {name}：原因见上面最后几行，检查网络后重新启动",
                    f"{name} could not be installed: see the last lines above, mend the connection, start again",
                )
            )
        stamp(VENV, requirements).write_text(fingerprint(requirements))


def installers() -> list[list[str | Path]]:
    """The programs that install into .venv, the quickest first: uv where this machine has it, and pip; pip alone where
    it was told where to look, for uv does not read its settings."""
    uv = None if PIPS_OWN & os.environ.keys() else shutil.which("uv")
    pip = [PYTHON, "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
    return [[uv, "pip", "install", "--python", PYTHON], pip] if uv else [pip]


def ran_quietly(*words: str | Path) -> bool:
    """Whether a program ran through; what it printed is shown only when it did not."""
    with tempfile.TemporaryFile() as output:
        if status := run(*words, output=output):
            output.seek(0)
            say(output.read().decode(errors="replace"))
    return not status


def free_port(address: str, port: str) -> str:
    """The port, when nothing answers there yet; RunError otherwise."""
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise RunError(
            told(
                f"BOARD_PORT={port} 不是端口：请填 1 到 65535 之间的数",
                f"BOARD_PORT={port} is no port: give a number from 1 to 65535",
            ),
            2,
        )
    try:
        socket.create_connection((address, int(port)), timeout=1).close()
    except OSError:
        return port
    raise RunError(
        told(
            f"端口 {port} 已被占用：请停掉占用它的程序，或用 BOARD_PORT 另设一个",
            f"Port {port} is taken: stop the program that uses it, or set BOARD_PORT to another",
        )
    )


def serve() -> int:
    """Installs, brings the store up to date, and serves until stopped."""
    address = os.environ.get("BOARD_ADDRESS") or "127.0.0.1"
    port = free_port(address, os.environ.get("BOARD_PORT") or "8501")
    install(RUNTIME)
    if command("prepare"):
        raise RunError(told("未能准备好数据库，原因见上一行", "The store could not be prepared: see the line above"))
    scheme = "https" if os.environ.get("BOARD_TLS_CERT") else "http"
    say(
        told(
            f"看板已在 {scheme}://{address}:{port} 提供服务，按 Ctrl+C 停止",
            f"Serving the board at {scheme}://{address}:{port}; stop it with Ctrl+C",
        )
    )
    return run(PYTHON, "app.py", BOARD_ADDRESS=address, BOARD_PORT=port)


def test(*arguments: str) -> int:
    """Runs pytest in a process for each core: all tests, those with a browser after the others, for Playwright keeps an
    event loop running; with `--quick` those that are not marked slow; with `--coverage` all, and fails below the floor
    in pyproject.toml. With other words, pytest as they say. Fails when no browser can be had, rather than leave its
    tests out."""
    install(RUNTIME, TESTS)
    workers = ["-n", str(min(os.cpu_count() or 1, MOST_WORKERS)), "--dist", "loadfile"]
    if arguments == ("--quick",):
        return run(PYTHON, "-m", "pytest", *workers, "-m", "not slow and not browser")
    if status := run(PYTHON, "-m", "tests.browser.chromium"):
        return status
    if arguments not in ((), ("--coverage",)):
        return run(PYTHON, "-m", "pytest", *arguments)
    shutil.rmtree(REPORTS, ignore_errors=True)
    # The boards that the browser looks at are programs of their own, which coverage does not see.
    measured = ["--cov"] if arguments else []
    runs = {"tests": ["--ignore", BROWSER, *measured], "browser": [BROWSER]}
    statuses = [
        run(PYTHON, "-m", "pytest", *workers, *SHUFFLED, *words, "--junitxml", REPORTS / f"{name}.xml")
        for name, words in runs.items()
    ]
    say(tally(REPORTS))
    return next(filter(None, statuses), 0)


def tally(reports: Path) -> str:
    """How many tests passed, failed and were left out, over all reports that pytest wrote."""
    counts = Counter[str]()
    for report in reports.glob("*.xml"):
        for suite in ElementTree.parse(report).iter("testsuite"):  # noqa: S314 - pytest wrote it
            counts.update({name: int(suite.get(name, "0")) for name in ("tests", "failures", "errors", "skipped")})
    failed = counts["failures"] + counts["errors"]
    passed = counts["tests"] - failed - counts["skipped"]
    return f"{passed} passed, {failed} failed, {counts['skipped']} skipped"


def check() -> int:
    """Runs every check, also after one has failed, and names those that did."""
    install(RUNTIME, TESTS)
    failed = []
    for name, words in CHECKS.items():
        say(f"== {name}")
        if run(PYTHON, *words):
            failed.append(name)
    if failed:
        names = ", ".join(failed)
        raise RunError(told(f"检查未通过：{names}", f"check failed: {names}"))
    say(told("检查全部通过", "check passed"))
    return 0


def bench(*arguments: str) -> int:
    """Runs the benchmarks."""
    install(RUNTIME, TESTS)
    return run(PYTHON, "-m", "tests.bench", *arguments)


def command(name: str, *arguments: str) -> int:
    """Runs one of the board's own commands."""
    install(RUNTIME)
    return run(PYTHON, "-m", "services.commands", name, *arguments)


def overview() -> str:
    """What `--help` prints: every command and every setting, a line each."""
    from services.commands import descriptions

    def lines(entries: dict[str, tuple[str, str]]) -> str:
        return "\n".join(f"  {name:<31}{told(*text)}" for name, text in entries.items())

    commands = {**OWN_COMMANDS, **descriptions()}
    head = told(
        "python run.py [命令 …]\n\n命令（各有自己的 --help）",
        "python run.py [command …]\n\nCommands (each has its own --help)",
    )
    return f"{head}\n{lines(commands)}\n\n{told('设置（环境变量）', 'Settings (environment)')}\n{lines(SETTINGS)}"


def main(words: list[str]) -> int:
    """Runs what the words of the command line ask for; the result is the exit status."""
    if sys.version_info[:2] < OLDEST_PYTHON:
        raise RunError(
            f"Python {sys.version.split()[0]} 太旧，需要 3.11 及以上 · is too old: run this with Python 3.11 or newer",
            2,
        )
    from services.commands import descriptions

    name, arguments = (words[0], words[1:]) if words else ("serve", [])
    own = {"serve": serve, "test": test, "check": check, "bench": bench}
    if name in ("--help", "-h", "help"):
        say(overview())
        return 0
    if name in ("serve", "check") and arguments:
        raise RunError(
            told(
                f"{name} 后面不接其他参数，见 python run.py --help",
                f"{name} takes no further words; see python run.py --help",
            ),
            2,
        )
    if name in own:
        return own[name](*arguments)
    if name in descriptions():
        return command(name, *arguments)
    raise RunError(told(f"没有命令 {name!r}。", f"There is no command {name!r}.") + f"\n\n{overview()}", 2)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except RunError as error:
        print(error, file=sys.stderr)
        sys.exit(error.status)
