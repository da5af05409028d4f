"""The demonstration's work of the plan: something of everything in each year, and what a manager should notice."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest

from data.demo.build import COOP_LEDGERS, PUBLICITY_LEDGERS, demonstration
from data.demo.days import LAST
from data.ledgers import ledger
from data.store import Change, Store, commit
from services.indicators import value
from services.records.facts import StoreFacts
from tests.data.store.examples import OFFICER

Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def rows() -> Rows:
    return demonstration()


@pytest.mark.parametrize("name", [*COOP_LEDGERS, *PUBLICITY_LEDGERS])
def test_every_ledger_has_some_rows_and_not_too_many(rows: Rows, name: str) -> None:
    assert 7 <= len(rows[name]) <= 60
    natural = ledger(name).natural_key or tuple(column.name for column in ledger(name).keys)
    assert not pl.DataFrame([{key: row.get(key) for key in natural} for row in rows[name]]).is_duplicated().any()


@pytest.mark.parametrize(
    ("name", "dated"),
    [
        ("joint_actions", "acted_on"),
        ("mediation_agreements", "confirmed_on"),
        ("trainings", "held_on"),
        ("publicity", "held_on"),
        ("exposed_cases", "exposed_on"),
        ("media_releases", "released_on"),
        ("difficult_cases", "answered_on"),
        ("recommended_cases", "recommended_on"),
        ("leads", "handled_on"),
        ("company_visits", "visited_on"),
    ],
)
def test_each_year_has_some_of_it(rows: Rows, name: str, dated: str) -> None:
    assert {row[dated].year for row in rows[name] if row[dated]} == {2023, 2024, 2025, 2026}


def test_five_people_are_qualified_soon_after_the_plan_and_uploads_were_late_twice(store: Store, rows: Rows) -> None:
    for name in ("qualifications", "patent_uploads", "guidance_use"):
        kept = [{**row, "proof": None} if "proof" in row else row for row in rows[name]]
        at_units = [{**row, "office": row["office"] if len(row["office"]) < 3 else "FG"} for row in kept]
        commit(store, OFFICER, "录入", [Change(name, row) for row in at_units])
    facts = StoreFacts(store)
    days = {date(2023, 5, 29): 4, date(2023, 12, 31): 6, LAST: 7}
    assert {day: value(facts, "qualified_people", date(2023, 1, 1), day) for day in days} == days
    years = range(2023, 2027)
    late = [value(facts, "uploads_late", date(year, 1, 1), date(year, 12, 31)) for year in years]
    on_time = [value(facts, "uploads_on_time", date(year, 1, 1), date(year, 12, 31)) for year in years]
    # The months of May 2023 to October 2026, counted where they were uploaded.
    assert (late, on_time) == ([0, 1, 0, 1], [7, 11, 12, 10])
    assert value(facts, "guidance_in_use", date(2026, 1, 1), LAST) == 3


def test_one_lead_is_overdue_and_one_is_still_in_time(rows: Rows) -> None:
    waiting = [row["due_on"] for row in rows["leads"] if not row["handled_on"]]
    assert sorted(due < LAST for due in waiting) == [False, True]


def test_one_agreement_was_sent_after_its_thirty_days(rows: Rows) -> None:
    sent = [row for row in rows["mediation_agreements"] if row["submitted_on"]]
    late = [row for row in sent if row["submitted_on"] - row["effective_on"] > timedelta(30)]
    assert [row["outcome"] for row in late] == ["not_accepted"]


def test_both_great_days_are_kept_each_year_and_no_company_is_visited_twice_a_year(rows: Rows) -> None:
    kinds = {(row["kind"], row["held_on"].year) for row in rows["publicity"]}
    assert kinds >= {(kind, year) for kind in ("consumer_day", "ip_week") for year in range(2023, 2027)}
    visits = Counter((row["company"], row["visited_on"].year) for row in rows["company_visits"])
    assert set(visits.values()) == {1}


def test_agencies_have_no_grade_and_one_has_not_committed_itself(rows: Rows) -> None:
    assert "grade" not in ledger("agencies").schema
    assert sum(row["commitment_on"] is None for row in rows["agencies"]) == 1
