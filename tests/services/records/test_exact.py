"""Every figure of the enforcement page against a naive recount of the rows, for days and filters drawn at random."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

import polars as pl
import pytest

from data.ledgers import ledger
from data.registry import entries
from data.store import SYSTEM, Change, Store, commit
from services.enforcement.places import by_receiver, by_township
from services.enforcement.selection import AMOUNTS, DIMENSIONS, Filters, by, counted, totals
from services.enforcement.spans import histogram, median, unknown
from services.records.exact import months_and_days
from services.records.facts import StoreFacts

FIRST, DAYS, ROWS, TRIES = date(2025, 6, 1), 300, 250, 15
OFFICES = ("ZD", "TJ", "IP")
EVENTS = {"opened": "opened_on", "decided": "decided_on", "closed": "closed_on", "transferred": "transferred_on"}
SPANS = {
    "found_to_opened": ("found_on", "opened_on"),
    "decided": ("opened_on", "decided_on"),
    "closed": ("opened_on", "closed_on"),
    "decided_to_published": ("decided_on", "published_on"),
}
CODES = {
    name: [choice.code for choice in ledger("cases").column(name).options()]
    for name in ("sector", "right", "act", "channel", "receiver", "township")
} | {"office": list(OFFICES)}


def case(chance: Random, number: int) -> dict[str, Any]:
    def later(day: date | None) -> date | None:
        return day + timedelta(chance.randint(0, 60)) if day and chance.random() < 0.7 else None

    opened = FIRST + timedelta(chance.randrange(DAYS))
    decided = later(opened)
    return {
        "number": f"示例{number}", "title": "示例案", "party": "示例商行", "law": "trademark", "source": "inspection",
        **{name: chance.choice(CODES[name]) for name in ("sector", "right", "act", "channel", "township", "office")},
        "opened_on": opened, "found_on": chance.choice([None, opened - timedelta(chance.randint(0, 20))]),
        "decided_on": decided, "closed_on": later(opened), "published_on": later(decided),
        "excluded_days": chance.choice([None, 3]), "transferred_on": (transferred := later(opened)),
        "receiver": chance.choice(CODES["receiver"]) if transferred else None,
        **{name: chance.randint(0, 10**6) for name in AMOUNTS},
    }  # fmt: skip


@pytest.fixture
def rows(store: Store) -> pl.DataFrame:
    """Cases that are stored; two of them were withdrawn, and are none."""
    chance = Random(9)
    made = [case(chance, number) for number in range(ROWS)]
    commit(store, SYSTEM, "test", [Change("cases", row) for row in made])
    commit(store, SYSTEM, "test", [Change("cases", id=id, version=1, withdraw="重复") for id in (1, 2)])
    return pl.DataFrame(made[2:], infer_schema_length=None)


def chosen(chance: Random) -> Filters:
    """A span of any length within the data or beyond, and some codes of some dimensions."""
    start = FIRST + timedelta(chance.randrange(-40, DAYS))
    wanted = {
        plural: tuple(chance.sample(CODES[name], 2)) for name, plural in DIMENSIONS.items() if chance.random() < 0.3
    }
    return Filters(start, start + timedelta(chance.randrange(0, 200)), **wanted)


def recount(rows: pl.DataFrame, filters: Filters, dated: str) -> pl.DataFrame:
    wanted = [pl.col(name).is_in(filters.wanted(name)) for name in DIMENSIONS if filters.wanted(name)]
    return rows.filter(pl.col(dated).is_between(filters.start, filters.end), *wanted)


def counts(frame: pl.DataFrame, column: str) -> dict[str, int]:
    return dict(frame.drop_nulls(column).group_by(column).len().iter_rows())


def not_zero(frame: pl.DataFrame) -> dict[str, int]:
    return {code: n for code, n in frame.select("code", "n").iter_rows() if n}


def tried(check: Callable[[Filters], None]) -> None:
    chance = Random(29)
    for _ in range(TRIES):
        check(chosen(chance))


@pytest.mark.both_databases
def test_totals_and_every_dimension_are_those_of_the_rows_of_exactly_these_days(store: Store, rows: pl.DataFrame):
    facts = StoreFacts(store)

    def check(filters: Filters) -> None:
        for event, dated in EVENTS.items():
            mine = recount(rows, filters, dated)
            assert getattr(totals(counted(facts, filters)), event) == mine.height
            for dimension in ("sector", "right", "act", "channel"):
                found = not_zero(by(counted(facts, filters, by=(dimension,)), dimension, event))
                assert found == counts(mine, dimension), (filters, event, dimension)
        opened, decided = (recount(rows, filters, EVENTS[event]) for event in ("opened", "decided"))
        amounts = totals(counted(facts, filters)).amounts
        for name in AMOUNTS:
            assert amounts[name] == (opened if name == "reported_value" else decided)[name].sum()

    tried(check)


def test_townships_and_receivers_add_up_to_the_total(store: Store, rows: pl.DataFrame):
    facts = StoreFacts(store)

    def check(filters: Filters) -> None:
        places = by_township(counted(facts, filters, "case_places"), frozenset())
        assert not_zero(places) == counts(recount(rows, filters, "opened_on"), "township")
        assert len(places) == len(entries("townships"))
        receivers = by_receiver(counted(facts, filters, "case_receivers"))
        assert not_zero(receivers) == counts(recount(rows, filters, "transferred_on"), "receiver")

    tried(check)


def test_days_between_steps_follow_every_filter(store: Store, rows: pl.DataFrame):
    facts = StoreFacts(store)

    def check(filters: Filters) -> None:
        cells = counted(facts, filters, "case_spans")
        for event, (first, last) in SPANS.items():
            mine = recount(rows, filters, last)
            excluded = pl.col("excluded_days").fill_null(0) if event in ("decided", "closed") else 0
            days = mine.select(((pl.col(last) - pl.col(first)).dt.total_days() - excluded).clip(0).alias("days"))[
                "days"
            ]
            assert median(cells, event) == days.median()
            assert unknown(cells, event) == days.null_count()
            assert histogram(cells, event, 1, 500)["n"].to_list() == [(days == day).sum() for day in range(501)]

    tried(check)


@pytest.mark.parametrize(
    ("start", "end", "whole", "cut"),
    [
        ((2026, 1, 1), (2026, 8, 17), ((2026, 1, 1), (2026, 7, 31)), [((2026, 8, 1), (2026, 8, 17))]),
        ((2026, 1, 2), (2026, 3, 31), ((2026, 2, 1), (2026, 3, 31)), [((2026, 1, 2), (2026, 1, 31))]),
        ((2026, 2, 1), (2026, 2, 28), ((2026, 2, 1), (2026, 2, 28)), []),
        ((2026, 2, 3), (2026, 2, 9), None, [((2026, 2, 3), (2026, 2, 9))]),
        ((2026, 2, 3), (2026, 3, 9), None, [((2026, 2, 3), (2026, 3, 9))]),
        ((2025, 12, 31), (2026, 2, 1), ((2026, 1, 1), (2026, 1, 31)),
         [((2025, 12, 31), (2025, 12, 31)), ((2026, 2, 1), (2026, 2, 1))]),
    ],
)  # fmt: skip
def test_a_span_is_its_whole_months_and_the_days_left(start: tuple, end: tuple, whole: tuple | None, cut: list):
    def days(span: tuple) -> tuple[date, date]:
        return date(*span[0]), date(*span[1])

    assert months_and_days(date(*start), date(*end)) == (whole and days(whole), [days(span) for span in cut])
