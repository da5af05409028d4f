"""What an export holds and what it says of itself."""

import io
from datetime import date
from decimal import Decimal

import polars as pl
import pytest
from openpyxl import load_workbook

from data.ledgers import ledger
from data.store import SYSTEM, Change, Store, commit, last_commit
from services.access.identity import THE_BOARD
from services.days.clock import FixedClock
from services.exchange.export import export

CLOCK = FixedClock(date(2026, 6, 4))
CASES = ledger("cases")
CASE = {
    "number": "=1+1",
    "title": "示例张某销售假冒食品案",
    "party": "示例张某",
    "act": "trademark_sale",
    "law": "trademark",
    "right": "trademark",
    "sector": "food",
    "township": "120111101",
    "office": "ZD",
    "channel": "market",
    "source": "inspection",
    "opened_on": date(2026, 5, 29),
    "decided_on": date(2026, 6, 1),
    "outcomes": "fine;confiscation",
    "goods_value": Decimal("12345.60"),
}


@pytest.fixture
def with_case(store: Store) -> Store:
    commit(store, SYSTEM, "test", [Change("cases", CASE)])
    return store


def test_a_workbook_holds_values_as_people_read_them(with_case: Store) -> None:
    content = export(with_case, THE_BOARD, CASES, form=".xlsx", mask=False, clock=CLOCK)
    sheet, about = load_workbook(io.BytesIO(content)).worksheets
    names, values = ([cell.value for cell in row] for row in sheet.iter_rows())
    shown = dict(zip(names, values, strict=True))
    assert shown["货值金额（元）"] == 12345.6
    assert shown["处理结果"] == "罚款；没收"
    assert shown["承办单位"] == "ZD"
    assert shown["当事人"] == "示例张某"
    assert about["B1"].value == "案件台账"


def test_text_is_never_a_formula(with_case: Store) -> None:
    content = export(with_case, THE_BOARD, CASES, form=".xlsx", mask=False, clock=CLOCK)
    assert load_workbook(io.BytesIO(content)).worksheets[0]["A2"].data_type == "s"
    lines = export(with_case, THE_BOARD, CASES, form=".csv", mask=False, clock=CLOCK).decode("utf-8-sig").splitlines()
    assert lines[-1].startswith("'=1+1,")


def test_persons_are_masked_in_text_too(with_case: Store) -> None:
    text = export(with_case, THE_BOARD, CASES, form=".csv", mask=True, clock=CLOCK).decode("utf-8-sig")
    assert "示例张某" not in text
    assert "示＊＊＊销售假冒食品案" in text


def test_an_export_says_what_it_is_and_when_it_was_known(with_case: Store) -> None:
    text = export(with_case, THE_BOARD, CASES, form=".csv", mask=True, clock=CLOCK, language="en").decode("utf-8-sig")
    assert f"As known at commit,{last_commit(with_case)}" in text
    assert "As of,4 Jun 2026" in text
    assert "Rows,1" in text


def test_an_export_as_known_before_the_case_has_none(with_case: Store) -> None:
    before = last_commit(with_case) - 1
    content = export(with_case, THE_BOARD, CASES, form=".parquet", mask=False, known_at=before, clock=CLOCK)
    assert pl.read_parquet(io.BytesIO(content)).height == 0


def test_parquet_keeps_the_frame_form_and_carries_its_notes(with_case: Store) -> None:
    content = export(with_case, THE_BOARD, CASES, form=".parquet", mask=False, clock=CLOCK)
    frame = pl.read_parquet(io.BytesIO(content))
    assert dict(frame.schema) == CASES.schema
    assert frame["goods_value"].item() == Decimal("12345.60")
    assert pl.read_parquet_metadata(io.BytesIO(content))["ledger"] == "案件台账"


def test_the_demonstration_is_marked(store: Store) -> None:
    commit(store, SYSTEM, "test", [Change("cases", CASE)], kind="demonstration")
    text = export(store, THE_BOARD, CASES, form=".csv", mask=True, clock=CLOCK).decode("utf-8-sig")
    assert "演示数据" in text
