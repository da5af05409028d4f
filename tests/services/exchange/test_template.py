"""The template an office downloads."""

import io

import pytest
from openpyxl import load_workbook

from data.ledgers import ledger, ledgers
from data.store import Store
from services.exchange.template import example, offered, template


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("name", list(ledgers()))
def test_every_column_has_its_header_and_comment(store: Store, name: str, language: str) -> None:
    book = load_workbook(io.BytesIO(template(store, ledger(name), language=language)))
    sheet = book.worksheets[0]
    for column, cell in zip(ledger(name).columns, sheet[1], strict=True):
        assert str(cell.value).startswith(column.label(language))
        assert cell.comment
        assert column.label(language) in cell.comment.text
        assert cell.font.bold is column.required


def test_drop_downs_offer_choices_and_the_stores_offices(store: Store) -> None:
    cases = ledger("cases")
    assert offered(store, cases.column("channel"), "zh_CN")[:2] == ["线下门店", "市场摊位"]
    assert offered(store, cases.column("extended"), "en") == ["Yes", "No"]
    assert "执法支队" in offered(store, cases.column("office"), "zh_CN")
    assert offered(store, cases.column("title"), "zh_CN") == []


def test_drop_downs_read_from_a_hidden_sheet(store: Store) -> None:
    book = load_workbook(io.BytesIO(template(store, ledger("cases"))))
    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible", "visible", "hidden"]
    sources = {rule.formula1 for rule in book.worksheets[0].data_validations.dataValidation}
    assert sources
    assert all(source.startswith("'选项'!$") for source in sources)


def test_the_example_follows_the_language() -> None:
    cases = ledger("cases")
    assert example(cases.column("sector"), "en") == "Food"
    assert example(ledger("people").column("active"), "en") == "Yes"
    assert example(cases.column("opened_on"), "en") == "2023-05-29"


def test_the_guide_says_what_is_required(store: Store) -> None:
    sheet = load_workbook(io.BytesIO(template(store, ledger("markets")))).worksheets[1]
    lines = {str(row[0]).partition(". ")[2]: row for row in sheet.iter_rows(values_only=True) if row[0]}
    assert sheet.title == "填写说明"
    assert lines["市场类型"][1] == "必填"
    assert "菜市场" in str(lines["市场类型"][5])
    assert lines["年交易额"][3] == "元"
