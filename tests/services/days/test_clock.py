"""The one clock."""

from datetime import UTC, date, datetime

import pytest

from services.days.clock import FixedClock, SystemClock, clock


def test_a_fixed_clock_stands_at_noon_in_shanghai() -> None:
    fixed = FixedClock(date(2026, 11, 23))
    assert fixed.today() == date(2026, 11, 23)
    assert fixed.now() == datetime(2026, 11, 23, 4, tzinfo=UTC)


def test_the_environment_fixes_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOARD_TODAY", "2026-11-23")
    assert clock().today() == date(2026, 11, 23)
    monkeypatch.delenv("BOARD_TODAY")
    assert isinstance(clock(), SystemClock)


def test_instants_carry_their_zone() -> None:
    assert SystemClock().now().tzinfo is UTC
