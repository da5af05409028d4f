"""A process of its own for reading one file: whatever the file does to memory or parser, the server is untouched.

Request: a line of JSON (name, limits), then the file. Answer: the line `READY` once the process stands, then a line of
JSON, with the refusal or what was read, then blocks of bytes whose lengths that line gives. What goes to the log quotes
no cell: until it is ready a process knows no file, and afterwards it names only places in the code.
"""

import json
import logging
import os
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Any

import psutil
from msgspec import to_builtins

from data.texts import Text
from services.intake.errors import RefusedFile
from services.intake.limits import MEGABYTE, Limits

log = logging.getLogger(__name__)

ROOT = Path(__file__).parents[2]
READY = b"ready\n"
OUT_OF_MEMORY = 71
# What a process needs to start; the rest of the server's environment holds its secrets.
INHERITED = ("PATH", "SYSTEMROOT", "WINDIR", "TEMP", "TMP", "TMPDIR", "LANG", "LC_ALL", "LC_CTYPE", "TZ",
             "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")  # fmt: skip
MOST_LOGGED = 4_000

Answer = tuple[dict[str, Any], Iterable[bytes]]


def ask(
    module: str, name: str, content: bytes, limits: Limits, *, mend: Text, environment: Mapping[str, str]
) -> tuple[dict[str, Any], bytes]:
    """What the module's process answers to a file, and the blocks behind it.

    Raises RefusedFile: as the process said, or for what ended it: time, memory, a fault of the installation, or
    the file itself, to which `mend` is the answer.
    """
    _refuse_large(content, limits)
    with tempfile.TemporaryFile() as request, tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as said:
        request.write(json.dumps({"name": name, "limits": to_builtins(limits)}).encode() + b"\n")
        request.write(content)
        request.seek(0)
        ended = _run(module, environment, limits.seconds_for(len(content)), request, given, said)
        given.seek(0)
        if ended != 0 or given.readline() != READY:
            given.seek(0)
            raise _died(module, ended, _tail(said), ready=given.readline() == READY, mend=mend)
        answer, rest = json.loads(given.readline()), given.read()
    if "refusal" in answer:
        raise RefusedFile(*(Text(**text) for text in answer["refusal"]))
    return answer, rest


def _run(
    module: str,
    environment: Mapping[str, str],
    seconds: float,
    request: IO[bytes],
    given: IO[bytes],
    said: IO[bytes],
) -> int:
    """The exit status of the process; raises RefusedFile where it took too long."""
    inherited = {name: os.environ[name] for name in INHERITED if name in os.environ}
    try:
        return subprocess.run(
            [sys.executable, "-m", module],
            stdin=request,
            stdout=given,
            stderr=said,
            timeout=seconds,
            cwd=ROOT,
            env={**inherited, **environment},
            check=False,
        ).returncode
    except subprocess.TimeoutExpired as error:
        log.warning("%s was stopped after %.0f seconds", module, seconds)
        raise RefusedFile(
            Text(
                f"读取超过 {seconds:.0f} 秒，已停止",
                f"reading took longer than {seconds:.0f} seconds and was stopped",
            ),
            Text("拆成几个较小的文件上传", "split it into smaller files"),
        ) from error


def _tail(said: IO[bytes]) -> str:
    said.seek(0)
    return said.read().decode(errors="replace")[-MOST_LOGGED:]


def _died(module: str, ended: int, said: str, *, ready: bool, mend: Text) -> RefusedFile:
    """The refusal for a process that ended without an answer, told as what it was and logged."""
    if not ready:
        log.error("%s could not start (exit status %s): %s", module, ended, said)
        return RefusedFile(
            Text(
                "读取程序没有启动，属系统安装问题，与文件无关",
                "the reading process could not start: a fault of the installation, not of the file",
            ),
            Text("请管理员查看服务器日志", "ask the administrator to look into the server's log"),
        )
    # Libraries abort where an allocation fails, and the system kills whatever takes the last of its memory.
    if ended == OUT_OF_MEMORY or "memory allocation of" in said or ended in (-9, 137):
        log.warning("%s ran out of memory (exit status %s)", module, ended)
        return RefusedFile(
            Text("读取时超出内存上限，已停止", "reading it took more memory than allowed and was stopped"), mend
        )
    log.error("%s ended with exit status %s: %s", module, ended, said)
    return RefusedFile(
        Text("文件内容异常，无法解析", "the file is malformed and can't be read"),
        mend,
    )


def _refuse_large(content: bytes, limits: Limits) -> None:
    if len(content) > limits.upload:
        most = limits.upload // MEGABYTE
        raise RefusedFile(
            Text(f"文件超过 {most} MB", f"the file is larger than {most} MB"),
            Text("拆成几个文件上传", "split it into several files"),
        )


def answer(read: Callable[[bytes, str, Limits], Answer]) -> None:
    """The process's side: read the one request on standard input, write what `read` makes of it, or its refusal."""
    source, target = sys.stdin.buffer, sys.stdout.buffer
    request = json.loads(source.readline())
    limits = Limits(**request["limits"])
    target.write(READY)
    target.flush()
    sys.excepthook = _name_place
    _bound(limits)
    try:
        found, blocks = read(source.read(), request["name"], limits)
    except RefusedFile as refused:
        found, blocks = {"refusal": to_builtins([refused.message, refused.mend])}, []
    target.write(json.dumps(found).encode() + b"\n")
    target.writelines(blocks)


def _name_place(kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
    """The kind of an error and where it happened: its message could quote a cell."""
    if issubclass(kind, MemoryError):
        os._exit(OUT_OF_MEMORY)
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(trace)]
    print(kind.__name__, *places, file=sys.stderr, flush=True)


def _bound(limits: Limits) -> None:
    """Hold this process to its memory and its answer to a size, where the system can."""
    try:
        import resource
    except ImportError:
        return
    most = psutil.Process().memory_info().vms + limits.memory
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.answer, limits.answer))
