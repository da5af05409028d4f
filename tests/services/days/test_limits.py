"""Expected days were counted by hand on the calendars the State Council published."""

from datetime import date
from pathlib import Path

import pytest
from services.days.deadlines import (
    NoLimit,
    YearNotKnown,
    built_in,
    due,
    is_working_day,
    limits,
    natural_days,
    working_days,
)

from tests.refusing import refuses


def test_the_worked_case():
    """Reported on 2025-05-30, opened on 2025-06-20: 14 working days, 2 June being the Dragon Boat holiday."""
    assert working_days(date(2025, 5, 30), date(2025, 6, 20)) == 14


def test_the_day_of_the_event_does_not_count():
    assert working_days(date(2025, 6, 20), date(2025, 6, 20)) == 0
    assert due(limits()["case_opening"], date(2025, 5, 30)) == date(2025, 6, 23)


def test_a_weekend_worked_in_exchange_counts():
    assert is_working_day(date(2023, 4, 23))  # a Sunday worked for the Labour Day holiday
    assert not is_working_day(date(2023, 5, 3))  # a Wednesday off in exchange


def test_a_limit_ending_on_a_day_off_rolls():
    """90 days after 2023-07-05 is 2023-10-03, in the National Day holiday; work began again on the 7th, a Saturday."""
    decision = limits()["case_decision"]
    assert due(decision, date(2023, 7, 5)) == date(2023, 10, 7)


def test_extension_and_excluded_days_move_the_end():
    decision = limits()["case_decision"]
    assert due(decision, date(2023, 3, 1)) == date(2023, 5, 30)
    assert due(decision, date(2023, 3, 1), extended=True) == date(2023, 6, 29)
    assert due(decision, date(2023, 3, 1), excluded=10) == date(2023, 6, 9)


def test_the_version_of_a_limit_follows_its_date():
    mediation = limits()["complaint_mediation"]
    assert due(mediation, date(2026, 4, 16), of=date(2026, 4, 14)) == date(2026, 6, 23)
    assert due(mediation, date(2026, 4, 16), of=date(2026, 4, 15)) == date(2026, 6, 15)


def test_a_day_of_the_month():
    upload = limits()["patent_upload"]
    assert due(upload, date(2023, 6, 5)) == date(2023, 6, 5)
    assert due(upload, date(2023, 6, 6)) == date(2023, 7, 5)
    assert due(upload, date(2023, 7, 31)) == date(2023, 8, 7)  # the 5th was a Saturday


def test_only_limits_in_natural_days_have_them():
    known = limits()
    assert natural_days(known["case_decision"], date(2026, 1, 1)) == 90
    assert natural_days(known["publication"], date(2026, 1, 1)) == 0
    assert natural_days(known["complaint_mediation"], date(2026, 4, 15)) == 60
    assert natural_days(known["patent_adjudication"], date(2026, 1, 1)) == 0


def test_what_is_not_verified_is_not_judged():
    with pytest.raises(NoLimit):
        due(limits()["patent_adjudication"], date(2023, 6, 5))


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


def test_a_faulty_limit_names_its_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "registry").mkdir()
    own = tmp_path / "registry" / "time-limits.toml"
    own.write_text('[publication]\nterms = [{ value = 7, unit = "weeks" }]\n', encoding="utf-8")
    monkeypatch.setenv("BOARD_DATA", str(tmp_path))
    limits()
    assert refuses(r"\[publication\] terms\[0\]\.unit: has to be one of day_of_month, days, working_days")


def test_every_limit_has_its_source_and_a_grade():
    for limit in limits().values():
        assert all(limit.source.both()), limit.code
        assert limit.grade in ("S", "A", "B", "C", "-"), limit.code


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
