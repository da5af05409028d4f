"""Who owes what: worked by hand on a calendar of three units and one or two months."""

from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from data.store import Actor, Change, Store, commit, undo
from data.store.errors import DuplicateKey
from services.clock import FixedClock
from services.rights import Person
from services.submissions import (
    NOTHING,
    OPEN,
    OVERDUE,
    REPORTED,
    default_as_of,
    due_date,
    due_day,
    matrix,
    obligations,
    one_line,
    overdue,
    report_nothing,
    reports,
)

ACTOR = Actor("SLR001", "chosen")
CLERK = Person("SLR001", "signed-in", "officer", "TJ")
TODAY = date(2026, 11, 23)


def submit(store: Store, *handed_in: tuple[str, str, str], on: date = date(2026, 11, 5), content: str = "rows") -> None:
    at = datetime(on.year, on.month, on.day, 1, tzinfo=UTC)
    values = [
        {"office": office, "ledger": ledger, "period": period, "content": content, "by": "x", "at": at}
        for office, ledger, period in handed_in
    ]
    commit(store, ACTOR, "test", [Change("submissions", row) for row in values])


def state(store: Store, office: str, ledger: str, period: str, today: date = TODAY) -> str:
    found = matrix(store, today, period).filter(pl.col("office") == office, pl.col("ledger") == ledger)
    return found["state"].item()


def test_brigade_and_complaints_centre_owe_their_dated_ledgers(store: Store) -> None:
    owed = set(obligations(store).select("office", "ledger").iter_rows())
    assert owed == {("ZD", "cases"), ("ZD", "inspections"), ("TJ", "complaints")}


def test_empty_store_counts_up_to_today_and_owes_only_the_running_month(store: Store) -> None:
    assert default_as_of(store, TODAY) == (TODAY, ())
    assert reports(store, TODAY)["period"].unique().to_list() == ["2026-11"]
    assert one_line(matrix(store, TODAY, "2026-11")) == {REPORTED: 0, NOTHING: 0, OPEN: 3, OVERDUE: 0}


def test_report_is_overdue_from_the_day_after_the_tenth(store: Store) -> None:
    submit(store, ("ZD", "cases", "2026-10"), on=date(2026, 10, 20))
    assert state(store, "TJ", "complaints", "2026-10", date(2026, 11, 10)) == OPEN
    assert state(store, "TJ", "complaints", "2026-10", date(2026, 11, 11)) == OVERDUE


def test_late_report_is_told_from_one_in_time(store: Store) -> None:
    submit(store, ("ZD", "cases", "2026-10"), on=date(2026, 11, 10))
    submit(store, ("ZD", "inspections", "2026-10"), on=date(2026, 11, 11))
    late = dict(matrix(store, TODAY, "2026-10").filter(pl.col("office") == "ZD").select("ledger", "late").iter_rows())
    assert late == {"cases": False, "inspections": True}


def test_as_of_is_the_end_of_the_last_month_that_all_reported(store: Store) -> None:
    everything = [("ZD", "cases"), ("ZD", "inspections"), ("TJ", "complaints")]
    submit(store, *((*one, period) for one in everything for period in ("2026-09", "2026-10")))
    assert default_as_of(store, TODAY) == (date(2026, 10, 31), ())
    submit(store, *((*one, "2026-11") for one in everything))
    assert default_as_of(store, TODAY) == (TODAY, ())


def test_unit_that_misses_a_month_holds_the_day_back_and_is_named(store: Store) -> None:
    submit(store, *(("ZD", ledger, period) for ledger in ("cases", "inspections") for period in ("2026-09", "2026-10")))
    submit(store, ("TJ", "complaints", "2026-09"))
    assert default_as_of(store, TODAY) == (date(2026, 9, 30), ("投举中心",))


def test_unit_that_never_reported_owes_from_the_month_the_board_came_into_use(store: Store) -> None:
    submit(store, ("ZD", "cases", "2023-05"), on=date(2026, 10, 20))
    periods = reports(store, TODAY).filter(pl.col("office") == "TJ")["period"].to_list()
    assert periods == ["2026-10", "2026-11"]


def test_overdue_says_how_long(store: Store) -> None:
    submit(store, ("ZD", "cases", "2026-08"), ("ZD", "inspections", "2026-10"), ("TJ", "complaints", "2026-10"))
    row = overdue(store, TODAY).row(0, named=True)
    # September was due on 10 October: 44 days before 23 November.
    assert (row["office"], row["ledger"], row["months"], row["period"], row["days"]) == (
        "ZD",
        "cases",
        2,
        "2026-09",
        44,
    )


def test_nothing_to_report_is_one_commit_and_can_be_undone(store: Store) -> None:
    done = report_nothing(store, CLERK, "TJ", "complaints", "2026-11", FixedClock(TODAY))
    assert state(store, "TJ", "complaints", "2026-11") == NOTHING
    with pytest.raises(DuplicateKey):
        report_nothing(store, CLERK, "TJ", "complaints", "2026-11", FixedClock(TODAY))
    undo(store, ACTOR, done.number)
    assert state(store, "TJ", "complaints", "2026-11") == OPEN


def test_another_day_holds_only_for_what_is_due_from_then_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "registry").mkdir()
    (tmp_path / "registry" / "reporting.2026-11-02.toml").write_text("[monthly]\ndue_day = 5\n")
    monkeypatch.setenv("BOARD_DATA", str(tmp_path))
    monkeypatch.setenv("BOARD_TODAY", "2026-11-23")
    assert due_day() == 5
    assert due_date(date(2026, 10, 1)) == date(2026, 11, 10)
    assert due_date(date(2026, 11, 1)) == date(2026, 12, 5)
    assert due_date(date(2026, 12, 1)) == date(2027, 1, 5)
