from datetime import date
from pathlib import Path

import pytest

from data.ledgers import ledger
from data.ledgers.columns import Kind
from services.returns.form import BadPeriod, forms, quarter
from tests.refusing import refuses


def test_the_quarterly_form_has_the_rows_and_columns_of_the_state_form():
    form = forms()["quarterly-ip"]
    assert [row.label.zh for row in form.rows] == [
        "商标侵权", "地理标志", "官方/特殊/奥林匹克标志", "商标代理", "其他商标", "假冒专利", "专利代理", "其他专利",
    ]  # fmt: skip
    assert [column.label.zh.split("（")[0] for column in form.columns] == [
        "立案", "结案", "涉案金额", "罚没款", "挽回损失", "移送", "电商", "重点实体市场", "农村市场", "外资",
    ]  # fmt: skip


def test_every_form_asks_only_what_its_ledger_has():
    for form in forms().values():
        kept = ledger(form.ledger)
        for column in form.columns:
            assert kept.column(column.date).kind is Kind.DATE
            assert all(kept.column(name).kind is Kind.MONEY for name in column.sums)
        for part in [*form.rows, *form.columns]:
            for name, values in part.where.items():
                codes = {choice.code for choice in kept.column(name).options()}
                assert set(values) <= (codes or {True, False}), (part.code, name)


def test_quarters():
    second = quarter("2023-Q2")
    assert (second.first, second.last, str(second)) == (date(2023, 4, 1), date(2023, 6, 30), "2023-Q2")
    assert quarter("2024q4").last == date(2024, 12, 31)
    assert quarter("2024-Q1").last == date(2024, 3, 31)


@pytest.mark.parametrize("text", ["2023", "2023-Q5", "2023-Q", "第二季度", ""])
def test_what_is_no_quarter(text: str):
    with pytest.raises(BadPeriod, match="2023-Q2"):
        quarter(text)


def test_a_faulty_form_names_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "registry").mkdir()
    own = tmp_path / "registry" / "forms.toml"
    own.write_text('[quarterly-ip]\ncolumns = [{ code = "x", label = { zh = "甲", en = "A" } }]\n', encoding="utf-8")
    monkeypatch.setenv("BOARD_DATA", str(tmp_path))
    forms()
    assert refuses(r"quarterly-ip.*date")
