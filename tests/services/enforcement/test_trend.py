from datetime import date

import polars as pl

from services.enforcement.selection import Filters
from services.enforcement.trend import (
    CUT,
    MONTH,
    QUARTER,
    WHOLE,
    against_last_year,
    grain,
    heatmap_span,
    series,
    trend_span,
)
from services.records.reported import Known


def opened(*rows: tuple[date, str, int]) -> pl.DataFrame:
    schema = {"period": pl.Date(), "sector": pl.String(), "n": pl.Int64()}
    return pl.DataFrame(rows, schema=schema, orient="row").select(pl.lit("opened").alias("event"), pl.all())


def test_three_years_are_shown_or_more_when_more_is_chosen():
    assert trend_span(Filters(date(2026, 1, 1), date(2026, 10, 31))).start == date(2024, 1, 1)
    assert trend_span(Filters(date(2022, 5, 1), date(2026, 10, 31))).start == date(2022, 5, 1)


def test_a_sparse_series_goes_by_quarter():
    """Five a month in the largest row is the border; months without any case are months too."""
    months = date(2026, 1, 5), date(2026, 2, 28)
    few = opened((date(2026, 1, 5), "food", 4), (date(2026, 2, 5), "food", 5), (date(2026, 2, 5), "drugs", 1))
    enough = opened((date(2026, 1, 5), "food", 5), (date(2026, 2, 5), "food", 5), (date(2026, 2, 5), "drugs", 1))
    assert grain(few, "sector", *months) == QUARTER
    assert grain(enough, "sector", *months) == MONTH
    assert grain(enough, "sector", date(2025, 12, 31), months[1]) == QUARTER
    assert grain(few.clear(), "sector", *months) == QUARTER


def all_handed_in(_start: date, _end: date) -> Known:
    return Known.ALL


def test_series_have_no_gaps_and_mark_what_is_not_over():
    cells = opened((date(2026, 1, 31), "food", 2), (date(2026, 7, 1), "food", 3))
    found = series(cells, "sector", ["food"], QUARTER, date(2026, 1, 1), date(2026, 8, 15), all_handed_in)
    assert found.rows() == [
        (date(2026, 1, 1), "food", 2, WHOLE, False),
        (date(2026, 4, 1), "food", 0, WHOLE, False),
        (date(2026, 7, 1), "food", 3, CUT, True),
    ]


def test_a_period_whose_last_day_is_the_end_is_over_and_one_that_begins_before_the_first_day_is_cut():
    found = series(opened(), "sector", ["food"], MONTH, date(2026, 1, 10), date(2026, 2, 28), all_handed_in)
    assert found.rows() == [(date(2026, 1, 1), "food", 0, CUT, True), (date(2026, 2, 1), "food", 0, WHOLE, False)]


def test_what_is_not_reported_by_all_is_marked_and_what_nobody_reported_is_no_zero():
    """October is handed in by some, November by nobody: only the days up to the as-of day are asked for."""
    asked: list[tuple[date, date]] = []

    def state(start: date, end: date) -> Known:
        asked.append((start, end))
        return {9: Known.ALL, 10: Known.SOME, 11: Known.NONE}[start.month]

    cells = opened((date(2026, 9, 3), "food", 4), (date(2026, 10, 2), "food", 1))
    found = series(cells, "sector", ["food", "drugs"], MONTH, date(2026, 9, 1), date(2026, 11, 22), state)
    assert found.select("code", "n", "state", "incomplete").rows() == [
        ("drugs", 0, WHOLE, False), ("drugs", 0, "some", True), ("drugs", None, "none", True),
        ("food", 4, WHOLE, False), ("food", 1, "some", True), ("food", None, "none", True),
    ]  # fmt: skip
    assert asked[-1] == (date(2026, 11, 1), date(2026, 11, 22))


def test_the_heat_map_holds_24_months():
    span = heatmap_span(Filters(date(2026, 1, 1), date(2026, 10, 31)))
    assert (span.start, span.end) == (date(2024, 11, 1), date(2026, 10, 31))


def test_against_last_year_keeps_the_order():
    now = pl.DataFrame({"code": ["food", "cement"], "n": [15, 2]})
    before = pl.DataFrame({"code": ["cement", "food"], "n": [2, 5]})
    assert against_last_year(now, before).rows() == [("food", 15, 5, True), ("cement", 2, 2, False)]
