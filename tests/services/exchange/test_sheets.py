"""How values are written in a sheet."""

from datetime import UTC, datetime

import polars as pl
import pytest

from data.ledgers import ledger
from services.exchange.sheets import guard, header, unguard, written


@pytest.mark.parametrize(
    ("ledger_name", "column", "zh", "en"),
    [
        ("cases", "goods_value", "货值金额（元）", "Value of goods (yuan)"),
        ("cases", "number", "立案编号", "Filing number"),
        ("markets", "point", "坐标（WGS-84）", "Coordinates (WGS-84)"),
        ("markets", "area", "经营面积（㎡）", "Area (m²)"),
    ],
)
def test_a_header_bears_its_unit(ledger_name: str, column: str, zh: str, en: str) -> None:
    declared = ledger(ledger_name).column(column)
    assert (header(declared, "zh_CN"), header(declared, "en")) == (zh, en)


def test_codes_are_written_as_labels() -> None:
    frame = pl.DataFrame(
        {"outcomes": ["fine;confiscation", None], "extended": [True, None], "sector": ["food", "seeds"]}
    )
    assert written(frame, ledger("cases"), "zh_CN").rows(named=True) == [
        {"sector": "食品", "extended": "是", "outcomes": "罚款；没收"},
        {"sector": "种业", "extended": None, "outcomes": None},
    ]


def test_an_instant_is_written_in_the_bureaus_zone() -> None:
    frame = pl.DataFrame({"at": [datetime(2026, 5, 29, 16, 5, tzinfo=UTC)]}, schema=None).cast(
        {"at": pl.Datetime("us", "UTC")}
    )
    assert written(frame, ledger("submissions"), "en").item() == "2026-05-30T00:05:00.000000+08:00"


@pytest.mark.parametrize("text", ["=1+1", "+8", "-x", "@sum", "\tx", "\rx", "＝1", "'=x", "''=x"])
def test_what_a_spreadsheet_would_run_is_guarded_and_comes_back(text: str) -> None:
    guarded = pl.select(guard(pl.lit(text))).item()
    assert guarded == "'" + text
    assert unguard(guarded) == text


@pytest.mark.parametrize("text", ["示例", "'引号'", "1=1", ""])
def test_other_text_is_left_alone(text: str) -> None:
    assert pl.select(guard(pl.lit(text))).item() == text
    assert unguard(text) == text
