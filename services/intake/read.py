"""Files to sheets of text, each file in a process of its own (see `reader`)."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import polars as pl

from data.texts import Text
from services.intake.errors import RefusedFile
from services.intake.limits import MEGABYTE, Limits

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: cells all text, columns "0", "1", …, empty is null; row i is the sheet's row i + 1."""

    file: str
    name: str
    cells: pl.DataFrame
    hidden: bool


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not read: why, and how to mend it."""

    file: str
    message: Text
    mend: Text


@dataclass(frozen=True, slots=True)
class Note:
    """Something people should know about a file or sheet; no fault."""

    file: str
    sheet: str
    message: Text


@dataclass(frozen=True, slots=True)
class Reading:
    """What came out of one file."""

    sheets: tuple[Sheet, ...] = ()
    notes: tuple[Note, ...] = ()
    refusals: tuple[Refusal, ...] = ()


def read_file(name: str, content: bytes, limits: Limits) -> Reading:
    """The sheets of one file, or its refusal; never raises for what is in the file."""
    try:
        return _read(name, content, limits)
    except RefusedFile as refused:
        return Reading(refusals=(Refusal(name, refused.message, refused.mend),))


def read_files(files: Sequence[tuple[str, bytes]], limits: Limits) -> Reading:
    """All files, in their order."""
    readings = [read_file(name, content, limits) for name, content in files]
    return Reading(
        tuple(sheet for reading in readings for sheet in reading.sheets),
        tuple(note for reading in readings for note in reading.notes),
        tuple(refusal for reading in readings for refusal in reading.refusals),
    )


def _read(name: str, content: bytes, limits: Limits) -> Reading:
    if len(content) > limits.upload:
        most = limits.upload // MEGABYTE
        raise RefusedFile(
            Text(f"文件超过 {most} MB", f"the file is larger than {most} MB"),
            Text("拆成几个文件上传", "split it into several files"),
        )
    answer, rest = _ask(name, content, limits)
    if "refusal" in answer:
        message, mend = (Text(**text) for text in answer["refusal"])
        raise RefusedFile(message, mend)
    sheets, start = [], 0
    for sheet in answer["sheets"]:
        block = rest[start : start + sheet["bytes"]]
        start += sheet["bytes"]
        sheets.append(Sheet(name, sheet["name"], pl.read_ipc(io.BytesIO(block)), sheet["hidden"]))
    return Reading(tuple(sheets), tuple(Note(name, "", Text(**note)) for note in answer["notes"]))


def _ask(name: str, content: bytes, limits: Limits) -> tuple[dict[str, Any], bytes]:
    """The reader's answer and what follows it. Raises RefusedFile when it took too long or died."""
    request = json.dumps({"name": name, "limits": asdict(limits)}).encode() + b"\n"
    try:
        done = subprocess.run(
            [sys.executable, "-m", "services.intake.reader"],
            input=request + content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limits.seconds,
            cwd=ROOT,
            env={**os.environ, "POLARS_MAX_THREADS": "1"},
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise RefusedFile(
            Text(
                f"读取超过 {limits.seconds} 秒，已停止",
                f"reading took longer than {limits.seconds} seconds and was stopped",
            ),
            Text("拆成几个较小的文件上传", "split it into smaller files"),
        ) from error
    except subprocess.CalledProcessError as error:
        raise RefusedFile(
            Text(
                "文件内容异常，读取时超出内存上限或无法解析",
                "the file can't be read: it takes too much memory, or is malformed",
            ),
            Text(
                "在 Excel 或 WPS 中打开，只保留表格，另存为 .xlsx",
                "open it in Excel or WPS, keep only the table, save it as .xlsx",
            ),
        ) from error
    line, _, rest = done.stdout.partition(b"\n")
    return json.loads(line), rest
