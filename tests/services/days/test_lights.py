"""Traffic lights around the holidays of 2026: 1 to 7 October are days off, 10 October is worked."""

from datetime import date

import pytest

from services.days.lights import light

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("due", "done", "ready", "shown"),
    [
        (None, None, False, "undated"),
        (date(2026, 11, 22), None, False, "red"),
        (date(2026, 11, 22), None, True, "red"),
        (date(2026, 11, 22), date(2026, 11, 23), False, "done"),
        (MONDAY, None, False, "yellow"),
        (date(2026, 11, 30), None, False, "yellow"),
        (date(2026, 12, 1), None, False, "blue"),
        (date(2026, 11, 30), None, True, "blue"),
        (date(2026, 12, 23), None, False, "blue"),
        (date(2026, 12, 24), None, False, "calm"),
        (date(2026, 12, 24), date(2026, 12, 1), False, "calm"),
    ],
)
def test_lights(due: date | None, done: date | None, ready: bool, shown: str) -> None:
    assert light(due, done, MONDAY, ready=ready) == shown


def test_working_days_are_counted_over_a_holiday() -> None:
    # 28 September to 12 October 2026: 29, 30 September, 8, 9, 10, 12 October are six working days.
    assert light(date(2026, 10, 10), None, date(2026, 9, 28)) == "yellow"
    assert light(date(2026, 10, 12), None, date(2026, 9, 28)) == "blue"


def test_a_year_whose_holidays_are_not_known_yet_is_counted_in_weeks() -> None:
    assert light(date(2031, 3, 10), None, date(2031, 3, 3)) == "yellow"
    assert light(date(2031, 3, 11), None, date(2031, 3, 3)) == "blue"
