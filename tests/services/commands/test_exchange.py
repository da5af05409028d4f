"""The commands that write templates, exports and the dictionary."""

from pathlib import Path

import fastexcel
import pytest

from services.commands.__main__ import main


@pytest.fixture(autouse=True)
def _own_store(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands open the store of the environment: here a fresh one."""
    monkeypatch.setenv("BOARD_DATA", str(tmp_path))
    monkeypatch.setenv("BOARD_DATABASE_URL", database)


def test_a_template_is_written(tmp_path: Path) -> None:
    file = tmp_path / "cases.xlsx"
    assert main(["template", "cases", "--out", str(file), "--language", "en"]) == 0
    assert fastexcel.read_excel(file).sheet_names[:2] == ["Cases", "How to fill in"]


@pytest.mark.parametrize("ending", [".xlsx", ".csv", ".parquet"])
def test_an_export_is_written_in_each_form(tmp_path: Path, ending: str, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / f"offices{ending}"
    assert main(["export", "offices", "--out", str(file)]) == 0
    assert file.stat().st_size > 0
    assert file.name in capsys.readouterr().out


def test_an_export_can_ask_for_an_earlier_commit(tmp_path: Path) -> None:
    file = tmp_path / "offices.csv"
    assert main(["export", "offices", "--out", str(file), "--known-at", "0"]) == 0
    assert "行数,0\n" in file.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("words", [["export", "offices", "--out", "x.pdf"], ["template", "offices", "--out", "x.csv"]])
def test_another_ending_is_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        main(words)
    assert refused.value.code == 2
    assert ".xlsx" in capsys.readouterr().err


def test_the_dictionary_is_up_to_date() -> None:
    assert main(["dictionary", "--check"]) == 0
