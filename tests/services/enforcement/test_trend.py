from datetime import date

import polars as pl
import pytest

from services.enforcement.filters import Filters
from services.enforcement.trend import (
    MONTH,
    QUARTER,
    against_last_year,
    beyond_chance,
    first_known,
    grain,
    heatmap,
    series,
    trend_span,
)


def opened(*rows: tuple[date, str, int]) -> pl.DataFrame:
    schema = {"period": pl.Date(), "sector": pl.String(), "n": pl.Int64()}
    return pl.DataFrame(rows, schema=schema, orient="row").select(pl.lit("opened").alias("event"), pl.all())


def test_three_years_are_shown_or_more_when_more_is_chosen():
    assert trend_span(Filters(date(2026, 1, 1), date(2026, 10, 31))).start == date(2024, 1, 1)
    assert trend_span(Filters(date(2022, 5, 1), date(2026, 10, 31))).start == date(2022, 5, 1)


def test_a_sparse_series_goes_by_quarter():
    """Five a month in the largest row is the border."""
    few = opened((date(2026, 1, 5), "food", 4), (date(2026, 2, 5), "food", 5), (date(2026, 2, 5), "drugs", 1))
    enough = opened((date(2026, 1, 5), "food", 5), (date(2026, 2, 5), "food", 5), (date(2026, 2, 5), "drugs", 1))
    assert grain(few, "sector") == QUARTER
    assert grain(enough, "sector") == MONTH
    assert grain(few.clear(), "sector") == QUARTER


def test_series_have_no_gaps_and_mark_what_is_not_over():
    cells = opened((date(2026, 1, 31), "food", 2), (date(2026, 7, 1), "food", 3))
    found = series(cells, "sector", ["food"], QUARTER, date(2026, 1, 1), date(2026, 8, 15))
    assert found.rows() == [
        (date(2026, 1, 1), "food", 2, False),
        (date(2026, 4, 1), "food", 0, False),
        (date(2026, 7, 1), "food", 3, True),
    ]


def test_a_period_whose_last_day_is_the_end_is_over():
    found = series(opened(), "sector", ["food"], MONTH, date(2026, 2, 10), date(2026, 2, 28))
    assert found.rows() == [(date(2026, 2, 1), "food", 0, False)]


def test_nothing_is_shown_before_anything_is_known():
    days = opened((date(2025, 3, 9), "food", 1))
    assert first_known(days, date(2024, 1, 1)) == date(2025, 3, 9)
    assert first_known(days, date(2026, 1, 1)) == date(2026, 1, 1)
    assert first_known(days.clear(), date(2026, 1, 1)) == date(2026, 1, 1)


def test_the_heat_map_holds_24_months_of_every_sector():
    days = opened((date(2023, 1, 1), "food", 1), (date(2026, 10, 2), "cement", 4))
    found = heatmap(days, Filters(date(2026, 1, 1), date(2026, 10, 31)), ["food", "cement"], "opened")
    assert found.height == 48
    assert found["period"].min() == date(2024, 11, 1)
    assert found.filter(pl.col("n") > 0).rows() == [(date(2026, 10, 1), "cement", 4, False)]


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        # Two-sided binomial tails with one half, from tables: 5:0 0.0625, 6:0 0.031, 15:5 0.041, 14:6 0.115.
        (5, 0, False),
        (6, 0, True),
        (15, 5, True),
        (14, 6, False),
        (5, 15, True),
        (7, 7, False),
        (0, 0, False),
        # Beyond a thousand: 1.96 times the root of 2000 is 87.7.
        (1044, 956, True),
        (1043, 957, False),
    ],
)
def test_beyond_chance(now: int, before: int, expected: bool):
    assert beyond_chance(now, before) is expected


def test_against_last_year_keeps_the_order():
    now = pl.DataFrame({"code": ["food", "cement"], "n": [15, 2]})
    before = pl.DataFrame({"code": ["cement", "food"], "n": [2, 5]})
    assert against_last_year(now, before).rows() == [("food", 15, 5, True), ("cement", 2, 2, False)]
