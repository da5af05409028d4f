"""A process of its own for reading one file: whatever the file does to memory or parser, the server is untouched.

Request: a line of JSON (name, limits), then the file. Answer: a line of JSON, with the refusal or what was read,
then blocks of bytes whose lengths that line gives. Errors go to no log: they could quote a cell.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import psutil

from data.texts import Text
from services.intake.errors import RefusedFile
from services.intake.limits import MEGABYTE, Limits

ROOT = Path(__file__).parents[2]

Answer = tuple[dict[str, Any], Iterable[bytes]]


def ask(
    module: str, name: str, content: bytes, limits: Limits, *, mend: Text, environment: Mapping[str, str]
) -> tuple[dict[str, Any], bytes]:
    """What the module's process answers to a file, and the blocks behind it.

    Raises RefusedFile: as the process said, or, with `mend`, when it died, or when it took too long.
    """
    _refuse_large(content, limits)
    seconds = limits.seconds_for(len(content))
    request = json.dumps({"name": name, "limits": asdict(limits)}).encode() + b"\n"
    try:
        done = subprocess.run(
            [sys.executable, "-m", module],
            input=request + content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            cwd=ROOT,
            env={**os.environ, **environment},
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise RefusedFile(
            Text(
                f"读取超过 {seconds:.0f} 秒，已停止",
                f"reading took longer than {seconds:.0f} seconds and was stopped",
            ),
            Text("拆成几个较小的文件上传", "split it into smaller files"),
        ) from error
    except subprocess.CalledProcessError as error:
        raise RefusedFile(
            Text(
                "文件内容异常，读取时超出内存上限或无法解析",
                "the file can't be read: it takes too much memory, or is malformed",
            ),
            mend,
        ) from error
    line, _, rest = done.stdout.partition(b"\n")
    answer = json.loads(line)
    if "refusal" in answer:
        raise RefusedFile(*(Text(**text) for text in answer["refusal"]))
    return answer, rest


def _refuse_large(content: bytes, limits: Limits) -> None:
    if len(content) > limits.upload:
        most = limits.upload // MEGABYTE
        raise RefusedFile(
            Text(f"文件超过 {most} MB", f"the file is larger than {most} MB"),
            Text("拆成几个文件上传", "split it into several files"),
        )


def answer(read: Callable[[bytes, str, Limits], Answer]) -> None:
    """The process's side: read the one request on standard input, write what `read` makes of it, or its refusal."""
    source = sys.stdin.buffer
    request = json.loads(source.readline())
    limits = Limits(**request["limits"])
    _bound_memory(limits)
    try:
        found, blocks = read(source.read(), request["name"], limits)
    except RefusedFile as refused:
        found, blocks = {"refusal": [asdict(refused.message), asdict(refused.mend)]}, []
    sys.stdout.buffer.write(json.dumps(found).encode() + b"\n")
    sys.stdout.buffer.writelines(blocks)


def _bound_memory(limits: Limits) -> None:
    """Hold this process to its memory, where the system can."""
    try:
        import resource
    except ImportError:
        return
    most = psutil.Process().memory_info().vms + limits.memory
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
