"""The process that reads a file: what it is given, what it may hand over, and what is said of its end."""

import json
import logging
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from data.texts import Text
from services.intake import child
from services.intake.child import ask
from services.intake.errors import RefusedFile
from services.intake.limits import Limits
from services.intake.read import read_file
from services.intake.stage import _readings  # pyright: ignore[reportPrivateUsage]
from tests.services.intake.conftest import NewWorkbook

LIMITS = replace(Limits(), seconds=30)
MEND = Text("另存", "save it again")
Ask = Callable[[str], tuple[dict[str, object], bytes]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Asks a process that does what the given code says."""
    monkeypatch.setattr(child, "ROOT", tmp_path)

    def new(code: str) -> tuple[dict[str, object], bytes]:
        (tmp_path / "reading.py").write_text(code)
        root = str(Path(child.__file__).parents[2])
        return ask("reading", "甲.xlsx", b"content", LIMITS, mend=MEND, environment={"PYTHONPATH": root})

    return new


READING = "from services.intake.child import answer\ndef read(content, name, limits):\n    {}\nanswer(read)\n"


def refused(run: Ask, code: str) -> str:
    with pytest.raises(RefusedFile) as raised:
        run(code)
    return raised.value.message.zh


def test_it_is_given_no_secrets(run: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOARD_DATABASE", "postgresql://board:secret@db/board")
    monkeypatch.setenv("ANY_PASSWORD", "secret")
    code = READING.format("import os; return {'seen': dict(os.environ)}, [b'block']")
    found, blocks = run(code)
    assert "secret" not in json.dumps(found)
    assert blocks == b"block"


def test_a_fault_of_the_installation_is_told_as_one(run: Ask, caplog: pytest.LogCaptureFixture) -> None:
    assert "系统安装问题" in refused(run, "import no_such_library")
    assert "no_such_library" in caplog.text
    assert caplog.records[0].levelno == logging.ERROR


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on memory there")
def test_running_out_of_memory_is_told_as_that(run: Ask, caplog: pytest.LogCaptureFixture) -> None:
    assert "超出内存上限" in refused(run, READING.format("raise MemoryError"))
    assert "超出内存上限" in refused(run, READING.format("import os; os.kill(os.getpid(), 9)"))
    assert "out of memory" in caplog.text


def test_an_error_while_reading_quotes_no_cell(run: Ask, caplog: pytest.LogCaptureFixture) -> None:
    assert "无法解析" in refused(run, READING.format("raise KeyError('13812345678')"))
    assert "KeyError" in caplog.text
    assert "reading.py:3" in caplog.text
    assert "13812345678" not in caplog.text


def test_taking_too_long_is_told_as_that(workbook: NewWorkbook, caplog: pytest.LogCaptureFixture) -> None:
    (refusal,) = read_file("a.xlsx", workbook([["a"]]), replace(LIMITS, seconds=0)).refusals
    assert "已停止" in refusal.message.zh
    assert "stopped" in caplog.text


def test_a_small_file_with_one_long_text_many_times(workbook: NewWorkbook) -> None:
    """Some 50 KB, which cost the server half a gigabyte: what is handed over is bounded as a whole."""
    content = workbook([["标题"], *([["甲" * 32_000]] * 9_000)])
    assert len(content) < 300_000
    (refusal,) = read_file("a.xlsx", content, LIMITS).refusals
    assert "表格过大" in refusal.message.zh


def test_a_cell_longer_than_a_column_holds_is_cut_for_its_rule_to_refuse(workbook: NewWorkbook) -> None:
    (sheet,) = read_file("a.xlsx", workbook([["甲" * 30_000, "{" + "1" * 29_000]]), LIMITS).sheets
    assert sheet.cells.select(pl.all().str.len_chars()).row(0) == (LIMITS.cell + 1, 29_001)


def test_cells_of_all_sheets_are_bounded_together(workbook: NewWorkbook) -> None:
    wide = workbook([["a"], [None] * 99 + ["b"]])
    assert read_file("a.xlsx", wide, replace(LIMITS, cells=199)).refusals
    assert not read_file("a.xlsx", wide, replace(LIMITS, cells=200)).refusals


def test_all_files_of_an_upload_may_hold_what_one_may(workbook: NewWorkbook) -> None:
    files = [(f"{n}.csv", b"a,b\n" + b"c" * 600) for n in range(2)]
    first, second = _readings(files, read_file, replace(LIMITS, text=1_000), lambda *_: None)
    assert (len(first.sheets), len(second.refusals)) == (1, 1)
