"""Expected days were counted by hand on the calendars the State Council published."""

from datetime import date
from pathlib import Path

import pytest

from services.days.calendar import YearNotKnown, built_in, is_working_day, working_days
from tests.refusing import refuses


def test_the_worked_case():
    """Reported on 2025-05-30, opened on 2025-06-20: 14 working days, 2 June being the Dragon Boat holiday."""
    assert working_days(date(2025, 5, 30), date(2025, 6, 20)) == 14


def test_a_weekend_worked_in_exchange_counts():
    assert is_working_day(date(2023, 4, 23))  # a Sunday worked for the Labour Day holiday
    assert not is_working_day(date(2023, 5, 3))  # a Wednesday off in exchange


def test_an_unknown_year_says_so():
    with pytest.raises(YearNotKnown, match="2027") as raised:
        is_working_day(date(2027, 1, 4))
    assert raised.value.year == 2027


def test_the_bureau_extends_the_calendar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "registry").mkdir()
    own = tmp_path / "registry" / "holidays.toml"
    own.write_text("[2027]\noff = [2027-01-01]\nworking = [2027-01-03]\n", encoding="utf-8")
    monkeypatch.setenv("BOARD_DATA", str(tmp_path))
    assert not is_working_day(date(2027, 1, 1))
    assert is_working_day(date(2027, 1, 3))
    assert working_days(date(2026, 12, 31), date(2027, 1, 8)) == 6


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[2027]\noff = [2028-01-03]\n", r"holidays\.toml \[2027\] off: 2028-01-03"),
        ("[2027]\noff = [2027-01-02]\n", r"2027-01-02 is a weekend day"),
        ("[2027]\nworking = [2027-01-04]\n", r"2027-01-04 is a weekday"),
        ('[2027]\noff = ["2027-01-01"]\n', r"write it as 2027-01-01"),
        ("[soon]\noff = []\n", r"holidays\.toml \[soon\]"),
    ],
)
def test_a_faulty_calendar_names_its_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, fault: str):
    (tmp_path / "registry").mkdir()
    (tmp_path / "registry" / "holidays.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("BOARD_DATA", str(tmp_path))
    is_working_day(date(2026, 1, 5))
    assert refuses(fault)


def test_the_calendar_that_comes_with_the_board():
    """国办发明电〔2024〕12号: Spring Festival 2025-01-28 to 02-04, worked on 01-26 and 02-08; 28 days in all."""
    year = built_in(2025)
    assert year
    assert {date(2025, 1, 28), date(2025, 2, 4), date(2025, 10, 8)} <= year.off
    assert sorted(year.working) == [
        date(2025, 1, 26),
        date(2025, 2, 8),
        date(2025, 4, 27),
        date(2025, 9, 28),
        date(2025, 10, 11),
    ]
    assert built_in(2027) is None
