"""Counting from rollups. Expected numbers are those of the few cells below, added by hand."""

from datetime import date
from decimal import Decimal

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from data.ledgers.columns import MONEY_DTYPE
from data.registry import entries
from services.enforcement.selection import AMOUNTS, Filters, by, totals, within

SECTORS = [entry.code for entry in entries("sectors")]
OFFICES = ["ZD", "S01", "S02"]
YEAR = Filters(date(2026, 1, 1), date(2026, 12, 31))


def cells(rows: list[dict]) -> pl.DataFrame:
    """Cells of `case_days` or, with right, act and channel, of `case_months`."""
    schema = {"event": pl.String(), "period": pl.Date(), "sector": pl.String(), "office": pl.String()}
    if any("right" in row for row in rows):
        schema |= {"right": pl.String(), "act": pl.String(), "channel": pl.String()}
    schema |= {"n": pl.Int64(), **dict.fromkeys(AMOUNTS, MONEY_DTYPE)}
    blank = dict.fromkeys(AMOUNTS, Decimal(0))
    return pl.DataFrame([{**blank, **row} for row in rows], schema=schema)


DAYS = cells(
    [
        {"event": "opened", "period": date(2026, 3, 1), "sector": "food", "office": "ZD", "n": 2,
         "reported_value": 700},
        {"event": "opened", "period": date(2026, 3, 31), "sector": "cement", "office": "S01", "n": 1},
        {"event": "decided", "period": date(2026, 4, 2), "sector": "food", "office": "ZD", "n": 1, "fine": 30000,
         "confiscated": Decimal("12.50"), "goods_value": 900},
        {"event": "closed", "period": date(2026, 4, 9), "sector": "food", "office": "ZD", "n": 5},
        {"event": "transferred", "period": date(2025, 12, 31), "sector": "food", "office": "ZD", "n": 1},
    ]
)  # fmt: skip
MONTHS = cells(
    [
        {"event": "opened", "period": date(2026, 3, 1), "sector": "food", "office": "ZD", "right": "trademark",
         "act": "trademark_sale", "channel": "market", "n": 2},
        {"event": "opened", "period": date(2026, 3, 1), "sector": "cement", "office": "S01", "right": "none",
         "act": "other", "channel": "shop", "n": 1},
    ]
)  # fmt: skip


def test_totals_count_events_and_add_each_amount_for_itself():
    found = totals(within(DAYS, YEAR))
    assert (found.opened, found.decided, found.closed, found.transferred) == (3, 1, 5, 0)
    assert found.amounts["reported_value"] == Decimal(700)
    assert found.amounts["goods_value"] == Decimal(900)
    assert found.fines_and_confiscation == Decimal("30012.50")


def test_exact_days_are_counted():
    assert totals(within(DAYS, Filters(date(2026, 3, 1), date(2026, 3, 30)))).opened == 2
    assert totals(within(DAYS, Filters(date(2026, 3, 2), date(2026, 12, 31)))).opened == 1


def test_the_year_before_a_leap_day():
    before = Filters(date(2024, 2, 29), date(2024, 3, 31)).year_before()
    assert (before.start, before.end) == (date(2023, 2, 28), date(2023, 3, 31))


def test_filters_that_a_figure_can_not_follow_are_named():
    filters = Filters(date(2026, 1, 1), date(2026, 3, 31), sectors=("food",), rights=("gi",), channels=("shop",))
    assert filters.chosen() == ("sector", "right", "channel")
    assert filters.unheeded(("sector", "office")) == ("right", "channel")


def test_by_gives_every_declared_code():
    found = by(within(MONTHS, YEAR), "channel")
    assert dict(found.iter_rows()) == {
        "shop": 1, "market": 2, "online": 0, "production": 0, "exhibition": 0, "other": 0,
    }  # fmt: skip


some_cells = st.lists(
    st.fixed_dictionaries(
        {
            "event": st.sampled_from(["opened", "closed"]),
            "period": st.dates(date(2025, 1, 1), date(2026, 12, 31)),
            "sector": st.sampled_from(SECTORS),
            "office": st.sampled_from(OFFICES),
            "n": st.integers(1, 9),
        }
    ),
    max_size=30,
).map(cells)
some_codes = st.tuples(st.sets(st.sampled_from(SECTORS)), st.sets(st.sampled_from(OFFICES)))


@given(some_cells)
def test_sectors_add_up_to_the_total(days: pl.DataFrame):
    kept = within(days, YEAR)
    assert by(kept, "sector")["n"].sum() == totals(kept).opened


@given(some_cells, some_codes)
def test_the_order_of_filters_is_irrelevant(days: pl.DataFrame, codes: tuple[set[str], set[str]]):
    sectors, offices = (tuple(sorted(part)) for part in codes)
    both = Filters(YEAR.start, YEAR.end, sectors=sectors, offices=offices)
    turned = Filters(YEAR.start, YEAR.end, sectors=sectors[::-1], offices=offices[::-1])
    one_by_one = within(
        within(days, Filters(YEAR.start, YEAR.end, offices=offices)), Filters(YEAR.start, YEAR.end, sectors=sectors)
    )
    assert totals(within(days, both)) == totals(within(days, turned)) == totals(one_by_one)
