"""`run.py import`, run as a command."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from data.store import Store, commits, last_commit, read_rows
from services.commands.__main__ import main
from tests.services.intake.conftest import NewWorkbook

Cases = Callable[..., list[list[Any]]]


@pytest.fixture(autouse=True)
def here(store: Store, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands open the test's own store, on its own day."""
    monkeypatch.setenv("BOARD_DATA", str(store.folder))
    monkeypatch.setenv("BOARD_DATABASE_URL", database)
    monkeypatch.setenv("BOARD_TODAY", "2026-11-23")
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")


def test_it_commits(
    store: Store, workbook: NewWorkbook, cases: Cases, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    path = tmp_path / "案件.xlsx"
    path.write_bytes(workbook(cases({})))
    assert main(["import", str(path)]) == 0
    assert "案件台账：新增 1" in capsys.readouterr().out
    assert read_rows(store, "cases").height == 1
    assert main(["import", str(path)]) == 0
    assert "完全相同" in capsys.readouterr().out


def test_any_bad_row_stops_it_unless_the_good_are_accepted(
    store: Store, workbook: NewWorkbook, cases: Cases, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    path, before = tmp_path / "案件.xlsx", last_commit(store)
    path.write_bytes(workbook(cases({}, {"立案编号": "示例立〔2023〕2号", "立案日期": "5.29"})))
    assert main(["import", str(path)]) == 1
    assert "案件.xlsx Sheet1 第 3 行 立案日期 “5.29”：日期没有写四位年份" in capsys.readouterr().out
    assert last_commit(store) == before
    assert main(["import", str(path), "--accept-good"]) == 0
    assert read_rows(store, "cases").height == 1


def test_no_month_is_whole_without_its_bad_rows(
    store: Store, workbook: NewWorkbook, cases: Cases, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    path, before = tmp_path / "案件.xlsx", last_commit(store)
    path.write_bytes(workbook(cases({}, {"立案编号": "示例立〔2023〕2号", "立案日期": "5.29"})))
    assert main(["import", str(path), "--accept-good", "--until", "2023-05-31"]) == 1
    assert "最晚为 2023-05-30，或暂不报送，改好后补报 (--until)" in capsys.readouterr().out
    assert last_commit(store) == before
    assert main(["import", str(path), "--accept-good", "--until", "2023-05-30"]) == 0
    assert str(read_rows(store, "submissions")["until"].item()) == "2023-05-30"


def test_a_dry_run_writes_nothing_and_reports_as_json(
    store: Store, workbook: NewWorkbook, cases: Cases, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    path, before = tmp_path / "案件.xlsx", last_commit(store)
    path.write_bytes(workbook(cases({}, {"立案编号": "示例立〔2023〕2号", "行业": "外星"})))
    assert main(["import", str(path), "--ledger", "cases", "--dry-run", "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["counts"]["cases"] == {"new": 1, "changed": 0, "same": 0, "bad": 1, "vanished": 0}
    assert [(error["row"], error["column"], error["rule"]) for error in report["errors"]] == [(3, "sector", "choice")]
    assert (report["commit"], last_commit(store)) == (None, before)


def test_a_refused_file_says_how_to_mend_it(store: Store, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    path = tmp_path / "程序.xlsx"
    path.write_bytes(b"MZ" + bytes(100))
    assert main(["import", str(path)]) == 1
    assert "只上传表格文件" in capsys.readouterr().out
    assert commits(store, ledger_name="cases").is_empty()


def test_unusual_amounts_need_a_word(
    store: Store, workbook: NewWorkbook, cases: Cases, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    usual = [{"立案编号": f"示例立〔2023〕{n}号", "罚款金额": 1000} for n in range(25)]
    path = tmp_path / "案件.xlsx"
    path.write_bytes(workbook(cases(*usual, {"立案编号": "示例立〔2023〕99号", "罚款金额": 20000})))
    assert main(["import", str(path)]) == 1
    assert "20,000.00 元，通常约 1,000.00 元" in capsys.readouterr().out
    assert main(["import", str(path), "--confirm-amounts"]) == 0
    assert read_rows(store, "cases").height == 26
