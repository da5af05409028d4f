"""What the board hands out, it takes back: templates with their example, exports without a change."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from data.ledgers import ledger, ledgers
from data.store import SYSTEM, Change, Store, commit
from services.access.identity import THE_BOARD
from services.days.clock import FixedClock
from services.exchange.export import export
from services.exchange.template import template
from services.intake.limits import Limits
from services.intake.stage import stage
from services.intake.staged import Counts
from tests.services.intake.conftest import read_here

CLOCK = FixedClock(date(2026, 6, 4))
MARKET: dict[str, Any] = {
    "code": "SC009",
    "name": "示例菜市场",
    "kind": "wet_market",
    "township": "120111101",
    "office": "ZD",
    "status": "open",
    "point": "117.012345,39.123456",
    "area": 3500.5,
    "turnover": Decimal("1234567.89"),
    "online": False,
}
CASE: dict[str, Any] = {
    "number": "示例立〔2026〕1号",
    "title": "=示例张某销售假冒食品案",
    "party": "示例张某",
    "act": "trademark_sale",
    "law": "trademark",
    "right": "trademark",
    "sector": "food",
    "township": "120111101",
    "market": "SC009",
    "office": "ZD",
    "channel": "market",
    "source": "inspection",
    "opened_on": date(2026, 5, 29),
    "decided_on": date(2026, 6, 1),
    "outcomes": "fine;confiscation",
    "goods_value": Decimal("0.01"),
    "excluded_days": 0,
    "extended": True,
    "note": "+@-，“引号”\n第二行",
}
UNDECIDED = CASE | {"number": "示例立〔2026〕2号", "decided_on": None, "outcomes": None}
SUBMISSION: dict[str, Any] = {
    "office": "ZD",
    "ledger": "cases",
    "period": "2026-05",
    "content": "rows",
    "by": "示例李某",
    "at": datetime(2026, 6, 3, 1, 2, 3, 456789, tzinfo=UTC),
}


@pytest.fixture
def filled(store: Store) -> Store:
    rows = (("markets", MARKET), ("cases", CASE), ("cases", UNDECIDED), ("submissions", SUBMISSION))
    commit(store, SYSTEM, "test", [Change(name, row) for name, row in rows])
    return store


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_templates_example_row_is_left_out(store: Store, language: str) -> None:
    taken = {name: declared for name, declared in ledgers().items() if not declared.sealed}
    files = [(f"{name}.xlsx", template(store, declared, language=language)) for name, declared in taken.items()]
    staged = stage(store, THE_BOARD, files, clock=CLOCK, limits=Limits(files=len(files)), read=read_here)
    assert staged.refusals == ()
    assert staged.errors().rows() == []
    assert staged.counts == dict.fromkeys(taken, Counts())
    assert [sheet.left_out for sheet in staged.sheets] == [{"example": [2]}] * len(taken)


def test_a_sealed_ledger_is_taken_from_no_sheet(store: Store) -> None:
    sealed = [declared for declared in ledgers().values() if declared.sealed]
    assert [declared.name for declared in sealed] == ["settings", "gi_areas", "gi_comments", "gi_replies"]
    for declared in sealed:
        files = [("forged.xlsx", template(store, declared))]
        staged = stage(store, THE_BOARD, files, clock=CLOCK, ledger=declared.name)
        assert [refusal.file for refusal in staged.refusals] == ["forged.xlsx"]
        assert staged.counts == {}


@pytest.mark.parametrize(
    ("form", "language", "mask"), [(".xlsx", "zh_CN", True), (".xlsx", "en", False), (".csv", "zh_CN", False)]
)
def test_an_export_taken_back_changes_nothing(filled: Store, form: str, language: str, mask: bool) -> None:
    names = ("markets", "cases", "submissions")
    files = [
        (name + form, export(filled, THE_BOARD, ledger(name), form=form, language=language, mask=mask, clock=CLOCK))
        for name in names
    ]
    staged = stage(filled, THE_BOARD, files, clock=CLOCK)
    assert staged.refusals == ()
    assert staged.errors().rows() == []
    assert staged.counts == {"markets": Counts(same=1), "cases": Counts(same=2), "submissions": Counts(same=1)}
    assert (staged.withheld > 0) is mask


def test_the_mark_above_invented_rows_is_no_row_of_the_sheet(store: Store) -> None:
    commit(store, SYSTEM, "test", [Change("markets", MARKET)], kind="demonstration")
    content = export(store, THE_BOARD, ledger("markets"), form=".xlsx", mask=False, clock=CLOCK, filters="街镇：示例")
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert all("演示数据" in str([cell for row in sheet.values for cell in row]) for sheet in book)
    assert ("筛选", "街镇：示例") in list(book.worksheets[1].values)
    staged = stage(store, THE_BOARD, [("市场.xlsx", content)], clock=CLOCK)
    assert staged.refusals == ()
    assert staged.errors().rows() == []
    assert sum(counts.new + counts.changed + counts.same for counts in staged.counts.values()) == 1
