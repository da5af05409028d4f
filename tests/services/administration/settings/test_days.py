"""Days off as officers write them: expected days were read off a calendar of 2027 (1 January is a Friday)."""

from datetime import date

import pytest

from services.administration.settings.days import parse_days, write_days
from services.administration.settings.errors import SettingRefused


@pytest.mark.parametrize(
    "text",
    [
        "2027-02-05 至 2027-02-09",
        "2027年2月5日—9日",
        "2027/2/5–2/9",
        "2027.2.5 to 2027.2.9",
        "\n2027-2-5~9\n2027-02-08\n",
    ],
)
def test_a_span_gives_its_weekdays(text: str) -> None:
    assert parse_days(text, weekend=False) == [date(2027, 2, day) for day in (5, 8, 9)]


def test_weekends_worked() -> None:
    assert parse_days("2027-01-31\n2027年2月20日", weekend=True) == [date(2027, 1, 31), date(2027, 2, 20)]


@pytest.mark.parametrize(
    "line", ["soon", "2027-13-01", "2027-02-09 至 2027-02-05", "2027-01-01 至 2027-12-31", "2月5日"]
)
def test_what_is_no_day_is_named(line: str) -> None:
    with pytest.raises(SettingRefused, match=line):
        parse_days(line, weekend=False)


def test_what_is_written_is_read_back() -> None:
    days = parse_days("2027-01-01\n2027-02-05 至 2027-02-12\n2027-05-03", weekend=False)
    assert write_days(days) == "2027-01-01\n2027-02-05 – 2027-02-12\n2027-05-03"
    assert parse_days(write_days(days), weekend=False) == days
    assert write_days([]) == ""
