"""The cells of the quarterly form, counted by hand from a few cases."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from data.ledgers import ledger
from data.store import SYSTEM, Change, Store, commit
from services.returns.fill import Filled, fill
from services.returns.form import BadPeriod, Quarter, forms
from services.returns.workbook import provenance, remarks, workbook
from services.words.language import language

TODAY, SECOND = date(2023, 8, 1), Quarter(2023, 2)
# Which right an agency's case concerns has to be said, else it belongs to two rows.
UNCLEAR = ("none", "agency")
CASE = {
    "title": "示例案", "party": "示例商行", "act": "trademark_sale", "law": "trademark", "right": "trademark",
    "sector": "food", "township": "120111101", "office": "ZD", "channel": "market", "source": "inspection",
    "opened_on": date(2023, 5, 29), "reported_value": Decimal("100.50"), "key_market": False, "rural_market": False,
    "foreign_holder": False,
}  # fmt: skip


def filled(store: Store, *cases: dict[str, Any], period: Quarter = SECOND) -> Filled:
    rows = [Change("cases", {**CASE, "number": str(number), **case}) for number, case in enumerate(cases)]
    if rows:
        commit(store, SYSTEM, "test", rows)
    return fill(store, forms()["quarterly-ip"], period, TODAY)


def test_each_column_goes_by_its_own_date(store: Store):
    found = filled(
        store,
        {"channel": "online", "rural_market": True},
        {"opened_on": date(2023, 3, 31), "decided_on": date(2023, 4, 2), "closed_on": date(2023, 6, 30),
         "fine": Decimal(5000), "confiscated": Decimal("0.75"), "recovered": Decimal(20)},
        {"transferred_on": date(2023, 7, 1), "receiver": "police", "foreign_holder": True},
    )  # fmt: skip
    row = {column: value for (row, column), value in found.values.items() if row == "trademark_infringement"}
    assert row == {
        "opened": 2, "closed": 1, "reported_value": Decimal("201.00"), "fines_and_confiscation": Decimal("5000.75"),
        "recovered": Decimal(20), "transferred": 0, "online": 1, "key_market": 0, "rural_market": 1,
        "foreign_holder": 1,
    }  # fmt: skip
    assert found.empty == ()


def test_nothing_after_the_as_of_day_is_counted(store: Store):
    """In the middle of a quarter the form of it held what came later."""
    filled(store, {}, {"opened_on": date(2023, 6, 2)}, {"closed_on": date(2023, 6, 2)})
    found = fill(store, forms()["quarterly-ip"], SECOND, date(2023, 6, 1))
    counted = {column: value for (row, column), value in found.values.items() if row == "trademark_infringement"}
    assert (counted["opened"], counted["closed"]) == (2, 0)


def test_each_case_has_one_row(store: Store):
    found = filled(
        store,
        {"act": "trademark_bag"},
        {"act": "confusion"},
        {"act": "agency"},
        {"right": "gi", "act": "gi_misuse"},
        {"right": "special_mark", "act": "other"},
        {"right": "patent", "act": "fake_patent"},
        {"right": "patent", "act": "agency"},
        {"right": "patent", "act": "other"},
        {"right": "none", "act": "counterfeit_goods"},
    )
    opened = {row: value for (row, column), value in found.values.items() if column == "opened"}
    assert set(opened.values()) == {1}
    assert found.in_no_row == 1


def test_what_the_ledger_does_not_say_stays_empty_and_is_named(store: Store):
    found = filled(store, {"rural_market": None}, {"reported_value": None, "right": "gi", "act": "gi_misuse"})
    assert found.values["trademark_infringement", "rural_market"] is None
    assert found.values["gi", "reported_value"] is None
    assert found.values["gi", "opened"] == 1
    assert [(cell.row, cell.column) for cell in found.empty] == [
        ("trademark_infringement", "rural_market"), ("gi", "reported_value"),
    ]  # fmt: skip


def test_agency_without_a_right_belongs_to_no_row_for_certain(store: Store):
    found = filled(store, {"right": "none", "act": "agency"})
    assert found.values["trademark_agency", "opened"] is None
    assert found.values["patent_agency", "opened"] is None
    assert found.values["other_trademark", "opened"] == 0


def test_a_quarter_nobody_reported_has_no_zeros(store: Store):
    found = filled(store)
    assert set(found.values.values()) == {None}
    assert len(found.empty) == len(found.values) == 80


def test_a_part_of_a_month_handed_in_is_something(store: Store):
    """It said that nobody had handed in anything; the brigade had, up to 10 May, and there was no case."""
    part = {"office": "ZD", "ledger": "cases", "period": "2023-05", "content": "nothing", "until": date(2023, 5, 10)}
    commit(store, SYSTEM, "test", [Change("submissions", part)])
    found = filled(store)
    assert found.values["gi", "opened"] == 0
    assert found.missing_units == ("执法支队",)
    after = fill(store, forms()["quarterly-ip"], Quarter(2023, 3), TODAY)
    assert set(after.values.values()) == {None}


def test_a_quarter_that_has_not_begun_is_refused(store: Store):
    with pytest.raises(BadPeriod, match="2023-Q4"):
        filled(store, period=Quarter(2023, 4))


def test_the_workbook_says_what_it_is_and_runs_nothing(store: Store):
    _ = language("zh_CN")
    found = filled(store, {}, {"rural_market": None}, {"opened_on": date(2023, 6, 1), "act": "agency", "right": "none"})
    about = provenance(found, commit=2, demonstration=True, as_of=TODAY, _=_)
    assert about.as_of == date(2023, 6, 30)
    book = openpyxl.load_workbook(BytesIO(workbook(found, about, _)))
    table, notes = book.worksheets
    rows = list(table.iter_rows(values_only=True))
    assert rows[0][0] == "知识产权执法数据统计表"
    assert rows[2][1:3] == ("立案（件）", "结案（件）")
    assert rows[3][:4] == ("商标侵权", 2, 0, 201.0)
    assert rows[3][9] is None
    texts = [str(text) for _label, text in notes.iter_rows(values_only=True)]
    assert any("农村市场" in text and "1 件" in text for text in texts)
    assert any("演示数据" in text for text in texts)
    assert all(cell.data_type != "f" for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)


def test_remarks_name_units_that_have_not_handed_in(store: Store):
    """The brigade and the offices owe cases; only the brigade is in a new store, and it has handed in nothing."""
    report = {"office": "ZD", "ledger": "cases", "period": "2023-04", "content": "rows", "by": "system"}
    commit(store, SYSTEM, "test", [Change("submissions", report)])
    told = remarks(filled(store, {}), language("en"))
    assert ("Not handed in", "执法支队") in told


def test_whatever_the_act_a_case_has_one_row_and_the_columns_add_up(store: Store):
    """Every act with every right: acts that were added later fall into no row twice and out of none."""
    cases = ledger("cases")
    rights = [choice.code for choice in cases.column("right").options() if choice.code != "plant_variety"]
    acts = [choice.code for choice in cases.column("act").options()]
    found = filled(
        store, *({"right": right, "act": act} for right in rights for act in acts if (right, act) != UNCLEAR)
    )
    opened = {row: value for (row, column), value in found.values.items() if column == "opened"}
    n = len(acts)
    assert opened == {
        "trademark_infringement": 3, "trademark_agency": 1, "other_trademark": n - 4, "gi": n, "special_marks": 2 * n,
        "fake_patent": 1, "patent_agency": 1, "other_patent": n - 2,
    }  # fmt: skip
    assert found.in_no_row == n - 1
