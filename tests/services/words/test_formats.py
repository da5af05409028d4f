"""The one formatter."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from services.words import formats


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        (Decimal(128000), "12.8 万元", "¥128,000"),
        (Decimal(9800), "9,800 元", "¥9,800"),
        (Decimal("9999.99"), "1 万元", "¥10,000"),
        (Decimal(43500), "4.35 万元", "¥43,500"),
        (Decimal(1200000), "120 万元", "¥1,200,000"),
        (Decimal(839000000), "8.39 亿元", "¥839,000,000"),
        (Decimal(99999999), "1 亿元", "¥99,999,999"),
        (Decimal(9999), "9,999 元", "¥9,999"),
        (Decimal(-25000), "−2.5 万元", "−¥25,000"),
        (Decimal("-0.4"), "−0.4 元", "¥0"),
        (Decimal(0), "0 元", "¥0"),
        (None, "—", "—"),
    ],
)
def test_money_in_wan_and_yi_for_chinese_readers(value: Decimal | None, chinese: str, english: str) -> None:
    assert formats.money(value, "zh_CN") == chinese
    assert formats.money(value, "en") == english


def test_money_in_full_keeps_the_fen() -> None:
    assert formats.money_in_full(Decimal("128000.50"), "zh_CN") == "128,000.50 元"
    assert formats.money_in_full(Decimal("128000.50"), "en") == "¥128,000.50"
    assert formats.money_in_full(None, "en") == "—"


def test_numbers_are_exact_and_headlines_short() -> None:
    assert formats.number(12345) == "12,345"
    assert formats.number(2.25) == "2.3"
    assert formats.number(None) == "—"
    assert formats.short(43500, "zh_CN") == "4.35 万"
    assert formats.short(432, "zh_CN") == "432"
    assert formats.short(43500, "en") == "43,500"


@pytest.mark.parametrize(
    ("now", "before", "written"),
    [
        (4, 1, "1→4"),
        (0, 19, "19→0"),
        (24, 20, "+20%"),
        (18, 20, "−10%"),
        (20, 20, "±0%"),
        (3, 0, "0→3"),
        (3, None, "—"),
    ],
)
def test_changes_on_a_small_base_are_numbers(now: int, before: int | None, written: str) -> None:
    assert formats.change(now, before) == written


def test_the_base_of_an_amount_is_what_it_was_made_of() -> None:
    def write(value: formats.Number) -> str:
        return formats.money(Decimal(value), "zh_CN")

    now, before = Decimal(150000), Decimal(120000)
    assert formats.change(now, before, base=12, write=write) == "12 万元→15 万元"
    assert formats.change(now, before, base=40, write=write) == "+25%"


@pytest.mark.parametrize(
    ("now", "before", "written"),
    [("150000", "120000", "+3 万元"), ("120000", "150000", "−3 万元"), ("5", "5.00", "±0"), ("0", "0", "±0")],
)
def test_an_amount_changes_by_an_amount_and_an_unchanged_one_has_no_sign(now: str, before: str, written: str) -> None:
    assert formats.money_change(Decimal(now), Decimal(before), "zh_CN") == written


def test_one_minus_sign_and_none_for_zero() -> None:
    assert formats.number(-1234) == "−1,234"
    assert formats.number(-0.04) == "0.0"
    assert formats.money_in_full(Decimal("-5.5"), "en") == "−¥5.50"
    assert formats.money_in_full(Decimal("-5.5"), "zh_CN") == "−5.50 元"
    assert formats.percent(-2.5) == "−3%"


def test_halves_are_rounded_away_from_zero() -> None:
    assert [formats.percent(value) for value in (0.5, 1.5, 2.5, 70.5)] == ["1%", "2%", "3%", "71%"]
    assert [formats.number(value) for value in (0.25, 0.35, 2.45)] == ["0.3", "0.4", "2.5"]


def test_a_median_keeps_its_half() -> None:
    assert formats.days(6.5, "zh_CN") == "6.5 天"
    assert formats.days(6.0, "en") == "6 days"


def test_shares_of_few_things_are_fractions() -> None:
    assert formats.share(10, 11) == "10/11"
    assert formats.share(91, 100) == "91%"
    assert formats.share(0, 0) == "—"


def test_dates_in_both_languages() -> None:
    day = date(2026, 5, 29)
    assert formats.day(day, "zh_CN") == "2026年5月29日"
    assert formats.day(day, "en", year=False) == "29 May"
    assert formats.month(day, "zh_CN") == "2026年5月"
    assert formats.quarter(day, "zh_CN") == "2026年第2季度"
    assert formats.quarter(day, "en") == "Q2 2026"
    assert formats.days(1, "en") == "1 day"
    assert formats.days(3, "zh_CN") == "3 天"


def test_spans_say_the_year_once() -> None:
    start, end = date(2026, 5, 29), date(2026, 6, 4)
    assert formats.span(start, end, "zh_CN") == "2026年5月29日—6月4日"
    assert formats.span(start, end, "zh_CN", year=False) == "5月29日—6月4日"
    assert formats.span(start, end, "en") == "29 May – 4 Jun 2026"
    assert formats.span(date(2025, 12, 29), date(2026, 1, 4), "zh_CN") == "2025年12月29日—2026年1月4日"
    assert formats.span(date(2025, 12, 29), date(2026, 1, 4), "en") == "29 Dec 2025 – 4 Jan 2026"
    assert formats.span(date(2026, 9, 28), date(2026, 9, 30), "zh_CN", year=False) == "9月28日—30日"
    assert formats.span(date(2026, 9, 28), date(2026, 9, 30), "en") == "28–30 Sep 2026"
    assert formats.span(start, start, "zh_CN") == "2026年5月29日"
    assert formats.span(None, end, "zh_CN") == "—"


def test_instants_are_absolute_and_local() -> None:
    value = datetime(2026, 5, 29, 16, 5, tzinfo=UTC)
    assert formats.instant(value, "zh_CN") == "2026年5月30日 00:05"
    assert formats.instant(value, "en") == "30 May 2026, 00:05"
