"""Who owes what: worked by hand on a calendar of three units and one or two months."""

from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from data.store import Actor, Change, Store, commit, undo
from data.store.errors import Conflict, DuplicateKey
from services.access.rights import NotAllowed, Person
from services.days.clock import FixedClock
from services.records.submissions import (
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
    reported_until,
    reports,
    take_back_nothing,
)

ACTOR = Actor("SLR001", "chosen")
CLERK = Person("SLR001", "signed-in", "officer", "TJ")
TODAY = date(2026, 11, 23)


def submit(
    store: Store,
    *handed_in: tuple[str, str, str],
    on: date = date(2026, 11, 5),
    content: str = "rows",
    until: date | None = None,
) -> None:
    at = datetime(on.year, on.month, on.day, 1, tzinfo=UTC)
    values = [
        {"office": office, "ledger": ledger, "period": period, "content": content, "until": until, "by": "x", "at": at}
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
    submit(store, *((*one, "2026-11") for one in everything), on=TODAY)
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
    done = report_nothing(store, CLERK, "TJ", "complaints", "2026-10", FixedClock(TODAY))
    assert state(store, "TJ", "complaints", "2026-10") == NOTHING
    with pytest.raises(DuplicateKey):
        report_nothing(store, CLERK, "TJ", "complaints", "2026-10", FixedClock(TODAY))
    undo(store, ACTOR, done.number)
    assert OVERDUE not in matrix(store, TODAY, "2026-10")["state"]


def test_part_of_a_month_is_not_handed_in_and_moves_the_day_no_further_than_it_reaches(store: Store) -> None:
    everything = [("ZD", "cases"), ("ZD", "inspections"), ("TJ", "complaints")]
    submit(store, *((*one, "2026-09") for one in everything))
    submit(store, ("ZD", "cases", "2026-10"), until=date(2026, 10, 2))
    submit(store, ("ZD", "inspections", "2026-10"), ("TJ", "complaints", "2026-10"))
    row = matrix(store, TODAY, "2026-10").filter(ledger="cases").row(0, named=True)
    assert (row["state"], row["until"], row["late"]) == (OVERDUE, date(2026, 10, 2), False)
    assert default_as_of(store, TODAY) == (date(2026, 10, 2), ("执法支队",))
    until = {(row["office"], row["ledger"]): row["until"] for row in reported_until(store, TODAY).to_dicts()}
    assert until == {
        ("ZD", "cases"): date(2026, 10, 2),
        ("ZD", "inspections"): date(2026, 10, 31),
        ("TJ", "complaints"): date(2026, 10, 31),
    }


def test_a_month_handed_in_before_it_was_over_is_reported_up_to_that_day(store: Store) -> None:
    """As the board kept submissions before they said up to which day."""
    submit(store, ("ZD", "cases", "2026-10"), on=date(2026, 10, 20))
    row = matrix(store, TODAY, "2026-10").filter(ledger="cases").row(0, named=True)
    assert (row["state"], row["until"]) == (OVERDUE, date(2026, 10, 20))


def test_a_gap_between_handed_in_months_holds_the_day_back(store: Store) -> None:
    submit(store, *(("ZD", "cases", period) for period in ("2026-06", "2026-09", "2026-10")))
    states = {period: state(store, "ZD", "cases", f"2026-{period}") for period in ("06", "07", "08", "09")}
    assert states == {"06": REPORTED, "07": OVERDUE, "08": OVERDUE, "09": REPORTED}
    assert default_as_of(store, TODAY).day == date(2026, 6, 30)


def test_nothing_to_report_of_a_running_month_holds_up_to_today_and_the_rest_can_follow(store: Store) -> None:
    report_nothing(store, CLERK, "TJ", "complaints", "2026-11", FixedClock(TODAY))
    row = matrix(store, TODAY, "2026-11").filter(office="TJ").row(0, named=True)
    assert (row["state"], row["until"]) == (OPEN, TODAY)
    december = date(2026, 12, 2)
    report_nothing(store, CLERK, "TJ", "complaints", "2026-11", FixedClock(december))
    assert state(store, "TJ", "complaints", "2026-11", december) == NOTHING


def test_the_rest_of_a_month_with_rows_is_reported_by_one_click(store: Store) -> None:
    submit(store, ("TJ", "complaints", "2026-10"), until=date(2026, 10, 20))
    report_nothing(store, CLERK, "TJ", "complaints", "2026-10", FixedClock(TODAY))
    assert state(store, "TJ", "complaints", "2026-10") == REPORTED


def test_a_nil_report_is_taken_back_and_can_be_given_again(store: Store) -> None:
    submit(store, ("ZD", "cases", "2026-10"), on=date(2026, 10, 20))
    submit(store, ("TJ", "complaints", "2026-10"), content="nothing")
    with pytest.raises(NotAllowed):
        take_back_nothing(store, Person("F", "signed-in", "officer", "ZD"), "TJ", "complaints", "2026-10")
    take_back_nothing(store, CLERK, "TJ", "complaints", "2026-10")
    assert state(store, "TJ", "complaints", "2026-10") == OVERDUE
    with pytest.raises(Conflict):
        take_back_nothing(store, CLERK, "TJ", "complaints", "2026-10")
    report_nothing(store, CLERK, "TJ", "complaints", "2026-10", FixedClock(TODAY))
    assert state(store, "TJ", "complaints", "2026-10") == NOTHING


def test_another_day_holds_only_for_what_is_due_from_then_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "registry").mkdir()
    (tmp_path / "registry" / "reporting.2026-11-02.toml").write_text("[monthly]\ndue_day = 5\n")
    monkeypatch.setenv("BOARD_DATA", str(tmp_path))
    monkeypatch.setenv("BOARD_TODAY", "2026-11-23")
    assert due_day() == 5
    assert due_date(date(2026, 10, 1)) == date(2026, 11, 10)
    assert due_date(date(2026, 11, 1)) == date(2026, 12, 5)
    assert due_date(date(2026, 12, 1)) == date(2027, 1, 5)
