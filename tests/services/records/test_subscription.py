"""What a unit's calendar holds, and what it does not."""

from datetime import date

import pytest

from data.store import Store
from services.days.clock import FixedClock
from services.records import subscription as module
from services.records.subscription import subscription
from services.words.language import language
from tests.services.records.test_matters import keep

TODAY = FixedClock(date(2026, 6, 3))


def asked(store: Store, office: str, code: str = "zh_CN") -> str:
    content = subscription(store, office, TODAY.today(), TODAY.now(), language(code))
    return content.decode().replace("\r\n ", "")


def test_a_unit_has_its_own_days_and_no_partys_name(store: Store) -> None:
    opened = {"opened_on": date(2026, 3, 2), "party": "张三", "title": "张三销售侵权商品案"}
    keep(
        store, "cases",
        {"number": "示例立〔2026〕1号", **opened}, {"number": "示例立〔2026〕2号", "office": "IP", **opened},
        {"number": "示例立〔2026〕3号", "opened_on": date(2026, 3, 20)},
    )  # fmt: skip
    found = asked(store, "ZD")
    assert "SUMMARY:■ 逾期 立案至处理决定 示例立〔2026〕1号" in found
    assert "DTSTART;VALUE=DATE:20260601" in found
    assert "SUMMARY:◆ 临近 立案至处理决定 示例立〔2026〕3号" in found
    assert "2号" not in found
    assert "张三" not in found
    assert "市场监督管理行政处罚程序规定" in found, "the source of the rule"
    assert "SUMMARY:■ Overdue Opening to decision 示例立〔2026〕1号" in asked(store, "ZD", "en")


def test_a_calendar_is_bounded(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    keep(store, "cases", *({"number": str(n), "opened_on": date(2026, 3, n)} for n in range(2, 7)))
    found = asked(store, "ZD")
    assert found.count("BEGIN:VEVENT") == 2
    assert "立案至处理决定 2\r\n" in found, "the oldest first"


def test_what_cannot_be_dated_is_not_in_it(store: Store) -> None:
    """90 days after 15 October 2026 lie in 2027."""
    keep(store, "cases", {"number": "1", "opened_on": date(2026, 10, 15)})
    at = FixedClock(date(2026, 12, 1))
    assert b"VEVENT" not in subscription(store, "ZD", at.today(), at.now(), language("zh_CN"))


def test_months_without_a_row_stay_apart(store: Store) -> None:
    keep(store, "patent_uploads", {"period": "2026-01", "office": "IP", "uploaded_on": date(2026, 2, 5)})
    lines = asked(store, "IP").splitlines()
    assert len({line for line in lines if line.startswith("UID:")}) == lines.count("BEGIN:VEVENT") == 4
