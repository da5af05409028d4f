"""Dated tasks: those a rule dates, and lights in their order of gravity."""

from datetime import date, timedelta

import pytest

from services.cultivation.tasks import tasks

ENTERED = date(2026, 1, 15)
CULTIVATION = [{"entered": ENTERED}]


def lights(built) -> list[tuple]:
    return tasks(built).select("task", "due", "ruled", "light").rows()


@pytest.mark.parametrize(
    ("day", "light"),
    [
        (date(2026, 2, 27), "calm"),
        (date(2026, 2, 28), "blue"),
        (date(2026, 3, 30), "blue"),
        (date(2026, 3, 31), "red"),
    ],
)
def test_the_work_plan_stands_there_before_anybody_enters_it(records, day: date, light: str) -> None:
    assert lights(records(day, cultivation=CULTIVATION)) == [("work_plan", date(2026, 3, 30), True, light)]


def test_once_it_is_entered_the_row_counts(records) -> None:
    done = [{"task": "work_plan", "due": date(2026, 3, 30), "done_on": date(2026, 3, 20)}]
    built = records(date(2026, 4, 1), cultivation=CULTIVATION, milestones=done)
    assert lights(built) == [("work_plan", date(2026, 3, 30), False, "done")]
    before = records(date(2026, 3, 19), cultivation=CULTIVATION, milestones=done)
    assert lights(before) == [("work_plan", date(2026, 3, 30), False, "blue")]


def test_another_years_work_plan_is_not_this_years(records) -> None:
    done = [{"task": "work_plan", "due": date(2024, 3, 30), "done_on": date(2024, 3, 20)}]
    built = records(date(2026, 4, 1), cultivation=CULTIVATION, milestones=done)
    assert [row[3] for row in lights(built)] == ["done", "red"]


def test_a_market_past_cultivation_owes_no_work_plan(records) -> None:
    built = records(date(2026, 4, 1), cultivation=[{"stage": "review", "entered": ENTERED}])
    assert lights(built) == []


@pytest.mark.parametrize(
    ("progress", "left", "light"),
    [
        (40.1, 50, "calm"),
        (40.0, 50, "yellow"),
        (None, 50, "calm"),
        (85.1, 5, "blue"),
        (80.0, 5, "yellow"),
        (90.0, -1, "red"),
    ],
)
def test_behind_is_ten_points_less_done_than_time_has_passed(
    records, progress: float | None, left: int, light: str
) -> None:
    day = date(2026, 6, 1)
    due = day + timedelta(days=left)
    task = {"task": "interim", "begins": due - timedelta(days=100), "due": due, "progress": progress}
    assert lights(records(day, milestones=[task])) == [("interim", due, False, light)]
