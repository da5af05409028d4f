from pathlib import Path

import openpyxl
import pytest

from services.commands.__main__ import main


@pytest.fixture(autouse=True)
def own_store(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOARD_DATABASE_URL", database)
    monkeypatch.setenv("BOARD_DATA", str(tmp_path))
    monkeypatch.setenv("BOARD_TODAY", "2026-11-23")


def test_a_form_is_written_and_what_is_empty_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    out = tmp_path / "form.xlsx"
    assert main(["form", "quarterly-ip", "--period", "2026-Q2", "--out", str(out), "--language", "en"]) == 0
    assert openpyxl.load_workbook(out).worksheets[0]["A1"].value == "IP enforcement statistics"
    assert "nobody has handed in anything for this quarter" in capsys.readouterr().out


def test_a_wrong_quarter_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["form", "quarterly-ip", "--period", "2026-06", "--out", str(tmp_path / "form.xlsx")]) == 1
    assert capsys.readouterr().err == "form: 2026-06: no quarter; write it as 2023-Q2\n"
