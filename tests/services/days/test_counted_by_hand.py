"""Every limit, counted by hand on the calendars that the State Council published (国办发明电〔2022〕16号, 〔2023〕7号,
〔2024〕12号, 〔2025〕7号):

2023: off 1-21–27, 4-5, 4-29–5-3, 6-22–24, 9-29–10-6; worked 1-28, 1-29, 4-23, 5-6, 6-25, 10-7, 10-8
2024: off 1-1, 2-10–17, 4-4–6, 5-1–5, 6-10, 9-15–17, 10-1–7; worked 2-4, 2-18, 4-7, 4-28, 5-11, 9-14, 9-29, 10-12
2025: off 1-1, 1-28–2-4, 4-4–6, 5-1–5, 5-31–6-2, 10-1–8; worked 1-26, 2-8, 4-27, 9-28, 10-11
2026: off 1-1–3, 2-15–23, 4-4–6, 5-1–5, 6-19–21, 9-25–27, 10-1–7; worked 1-4, 2-14, 2-28, 5-9, 9-20, 10-10
"""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as any_

from data.registry.shapes import Limit, Term
from data.texts import Text
from services.days.calendar import YearNotKnown
from services.days.clock import ZONE
from services.days.limits import NoLimit, due, due_at, in_hours, limits


def on(text: str) -> date:
    return date.fromisoformat(text)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


TWICE: dict[str, Any] = {"extended": 2}
ONCE: dict[str, Any] = {"extended": 1}
DAYS: list[tuple[str, str, dict[str, Any], str, str]] = [
    ("case_opening", "2025-05-30", {}, "2025-06-23", "2 June off; the 20th is the 14th working day, as in the case"),
    ("case_opening", "2026-02-10", {}, "2026-03-09", "Spring Festival; Saturdays 14 and 28 February worked"),
    ("case_opening", "2023-09-20", ONCE, "2023-11-07", "30 over National Day; 7 and 8 October worked"),
    ("report_opening", "2023-12-29", {}, "2024-01-22", "over the end of the year, 1 January off"),
    ("report_opening", "2024-04-25", {}, "2024-05-17", "Sunday 28 April and Saturday 11 May worked"),
    ("case_decision", "2023-07-05", {}, "2023-10-07", "3 October is off; work began on Saturday the 7th"),
    ("case_decision", "2025-11-05", {}, "2026-02-03", "25 + 31 + 31 + 3 days"),
    ("case_decision", "2026-01-16", ONCE, "2026-05-18", "120 days end on Saturday 16 May"),
    ("case_decision", "2025-10-24", {"excluded": 10}, "2026-02-02", "22 January and 10 days is Sunday 1 February"),
    ("case_decision", "2025-10-24", {"excluded": 24}, "2026-02-24", "ends on the first day of the Spring Festival"),
    ("publication", "2025-09-25", {}, "2025-10-11", "Sunday 28 September and Saturday 11 October worked"),
    ("publication", "2026-04-02", {}, "2026-04-14", "Qingming"),
    ("publication_system", "2025-01-20", {}, "2025-02-21", "Spring Festival; 26 January and 8 February worked"),
    ("publication_system", "2024-09-10", {}, "2024-10-14", "Mid-Autumn and National Day, three weekend days worked"),
    ("service", "2025-12-30", {}, "2026-01-09", "New Year; Sunday 4 January worked"),
    ("service", "2024-06-05", {}, "2024-06-17", "Monday 10 June off"),
    ("closing_form", "2026-04-24", {}, "2026-05-19", "Labour Day; Saturday 9 May worked"),
    ("closing_form", "2023-06-16", {}, "2023-07-10", "Dragon Boat; Sunday 25 June worked"),
    ("legal_review", "2023-04-20", {}, "2023-05-06", "the tenth is a Saturday that is worked"),
    ("legal_review", "2025-04-25", {}, "2025-05-13", "Sunday 27 April worked"),
    ("statement_defence", "2026-06-16", {}, "2026-06-24", "Friday 19 June off"),
    ("statement_defence", "2025-01-24", {}, "2025-02-07", "Spring Festival; Sunday 26 January worked"),
    ("prior_registration", "2024-09-26", {}, "2024-10-11", "National Day; Sunday 29 September worked"),
    ("prior_registration", "2026-02-13", {}, "2026-03-02", "Saturdays 14 and 28 February worked"),
    ("sealing", "2026-01-20", {}, "2026-02-24", "19 February lies in the Spring Festival"),
    ("sealing", "2026-01-20", ONCE, "2026-03-23", "60 days end on Saturday 21 March"),
    ("transfer_decision", "2025-09-29", {}, "2025-10-09", "2 October lies in National Day"),
    ("transfer_decision", "2026-03-10", {}, "2026-03-13", "three days within a week"),
    ("police_review", "2026-04-02", {}, "2026-04-07", "5 April is off"),
    ("police_review", "2024-12-31", {}, "2025-01-03", "over the end of the year"),
    ("complaint_acceptance", "2026-09-18", {}, "2026-09-29", "Sunday 20 September worked, Friday 25 off"),
    ("complaint_acceptance", "2023-01-17", {}, "2023-01-31", "Spring Festival; 28 and 29 January worked"),
    ("complaint_mediation", "2026-04-16", {"of": on("2026-04-14")}, "2026-06-23", "received before: 45 working days"),
    ("complaint_mediation", "2026-04-16", {"of": on("2026-04-15")}, "2026-06-15", "received on the day: 60 days"),
    ("complaint_mediation", "2025-12-01", {"of": on("2025-11-20")}, "2026-02-03", "before; over the end of the year"),
    ("complaint_mediation", "2026-08-04", {"of": on("2026-07-30")}, "2026-10-08", "after; 3 October is off"),
    ("informer_notice", "2026-04-30", {"of": on("2026-04-14")}, "2026-05-11", "Labour Day; Saturday 9 May worked"),
    ("informer_notice", "2025-09-28", {"of": on("2025-09-26")}, "2025-10-11", "decided on a Sunday that is worked"),
    ("hotline_order", "2026-02-13", {}, "2026-02-14", "Saturday 14 February is worked"),
    ("hotline_order", "2026-02-14", {}, "2026-02-24", "the next working day is behind the Spring Festival"),
    ("patent_upload", "2023-07-31", {}, "2023-08-07", "5 August is a Saturday"),
    ("patent_upload", "2026-02-28", {}, "2026-03-05", "a Thursday"),
    ("patent_upload", "2026-04-30", {}, "2026-05-06", "5 May is off"),
    ("patent_upload", "2026-09-30", {}, "2026-10-08", "5 October is off"),
    ("patent_upload", "2025-12-31", {}, "2026-01-05", "over the end of the year"),
    ("dispute_opening", "2025-04-30", {}, "2025-05-12", "Labour Day"),
    ("dispute_opening", "2025-04-30", ONCE, "2025-05-19", "five more"),
    ("dispute_sending", "2025-02-03", {}, "2025-02-10", "from a day off; Saturday 8 February worked"),
    ("dispute_sending", "2025-10-10", {}, "2025-10-16", "Saturday 11 October worked"),
    ("dispute_answer", "2025-09-18", {}, "2025-10-09", "3 October is off"),
    ("dispute_answer", "2026-02-28", {}, "2026-03-16", "15 March is a Sunday"),
    ("patent_adjudication", "2025-11-30", {}, "2026-02-28", "February has no 30th; its last day is worked"),
    ("patent_adjudication", "2025-11-29", {}, "2026-02-28", "nor a 29th"),
    ("patent_adjudication", "2025-12-31", {}, "2026-03-31", "the 31st of a month that has one"),
    ("patent_adjudication", "2026-07-01", {}, "2026-10-08", "1 October is off"),
    ("patent_adjudication", "2025-09-30", ONCE, "2026-01-30", "4 months"),
    ("patent_adjudication", "2025-08-31", TWICE, "2026-02-28", "6 months, to the end of February"),
    ("patent_adjudication", "2025-11-10", {"excluded": 20}, "2026-03-02", "10 February and 20 days"),
    ("patent_adjudication", "2025-10-29", {"extended": 1, "excluded": 1}, "2026-03-02", "28 February and a day"),
    ("mediation_notice", "2026-05-08", {}, "2026-05-14", "Saturday 9 May worked"),
    ("mediation_notice", "2025-12-31", {}, "2026-01-08", "New Year; Sunday 4 January worked"),
    ("mediation_opinion", "2026-04-20", {}, "2026-05-06", "5 May is off"),
    ("mediation_opinion", "2025-06-16", {}, "2025-07-01", "over the end of a month"),
    ("mediation_opening", "2026-09-24", {}, "2026-10-09", "Mid-Autumn and National Day"),
    ("mediation_opening", "2025-05-28", {}, "2025-06-05", "Monday 2 June off"),
    ("judicial_confirmation", "2025-12-04", {}, "2026-01-04", "3 January is off, Sunday the 4th is worked"),
    ("judicial_confirmation", "2023-08-31", {}, "2023-10-07", "30 September is off, Saturday 7 October is worked"),
    ("exhibition_opening", "2024-04-28", {}, "2024-05-21", "Saturday 11 May worked"),
    ("exhibition_opening", "2026-09-27", {}, "2026-10-22", "Saturday 10 October worked"),
    ("mark_unused", "2024-02-29", {}, "2026-02-28", "2026 has no 29 February; the 28th is a Saturday that is worked"),
    ("mark_unused", "2023-10-02", {}, "2025-10-09", "2 October is off"),
    ("mark_unused", "2024-02-17", {}, "2026-02-24", "17 February lies in the Spring Festival"),
]  # fmt: skip
HOURS: list[tuple[str, str, dict[str, Any], str, str]] = [
    ("exhibition_hand_over", "2026-05-15 16:30", {}, "2026-05-16 16:30", "from Friday into Saturday"),
    ("exhibition_hand_over", "2025-09-30 18:00", {}, "2025-10-01 18:00", "into a holiday"),
    ("exhibition_answer", "2026-06-20 09:00", {}, "2026-06-21 09:00", "within a weekend off"),
    ("exhibition_answer", "2025-12-31 23:59", {}, "2026-01-01 23:59", "over the end of the year"),
    ("exhibition_answer", "2026-03-06 10:00", {"excluded": 2}, "2026-03-09 10:00", "two days that do not count"),
    ("transfer_hand_over", "2024-02-28 08:15", {}, "2024-02-29 08:15", "into a leap day"),
    ("transfer_hand_over", "2026-10-07 17:00", {}, "2026-10-08 17:00", "out of a holiday"),
]  # fmt: skip
A_MONTH = [
    ("2023-01-31", "2023-02-28"), ("2024-01-31", "2024-02-29"), ("2025-01-31", "2025-02-28"),
    ("2026-01-31", "2026-02-28"), ("2024-01-29", "2024-02-29"), ("2025-01-30", "2025-02-28"),
    ("2025-03-31", "2025-04-30"), ("2025-05-31", "2025-06-30"), ("2025-12-31", "2026-02-02"),
    ("2025-02-28", "2025-03-28"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "start", "more", "last", "why"), DAYS)
def test_the_last_day_in_time(code: str, start: str, more: dict[str, Any], last: str, why: str) -> None:
    assert due(limits()[code], on(start), **more) == on(last), why


@pytest.mark.parametrize(("code", "start", "more", "end", "why"), HOURS)
def test_the_last_moment_in_time(code: str, start: str, more: dict[str, Any], end: str, why: str) -> None:
    assert due_at(limits()[code], at(start), **more) == at(end), why


@pytest.mark.parametrize(("start", "last"), A_MONTH)
def test_a_month_ends_on_its_day_or_with_the_month(start: str, last: str) -> None:
    """31 January 2026 is a Saturday, so that of 31 December 2025 ends on Monday 2 February."""
    assert due(of_unit("months", 1), on(start)) == on(last)


def test_every_limit_was_counted_twice() -> None:
    counted = Counter(code for code, *_ in [*DAYS, *HOURS])
    assert {code for code, limit in limits().items() if limit.terms} == set(counted)
    assert min(counted.values()) >= 2
    assert len(DAYS) + len(HOURS) + len(A_MONTH) >= 60


@pytest.mark.parametrize(
    ("code", "day"), [("informer_notice", "2026-04-15"), ("dispute_opening", "2025-01-31"), ("leads_due", "2026-01-05")]
)
def test_where_no_limit_holds_none_is_made_up(code: str, day: str) -> None:
    with pytest.raises(NoLimit):
        due(limits()[code], on(day))


def test_a_year_whose_holidays_are_not_known_is_said() -> None:
    with pytest.raises(YearNotKnown, match="2027"):
        due(limits()["patent_adjudication"], on("2026-10-08"))
    with pytest.raises(YearNotKnown, match="2027"):
        due(limits()["publication"], on("2026-12-25"))
    assert due_at(limits()["transfer_hand_over"], at("2026-12-31 12:00")) == at("2027-01-01 12:00"), "hours need none"


def test_a_limit_in_days_has_a_moment_too() -> None:
    """The end of its last day (民法典 第二百零三条: 二十四时)."""
    assert due_at(limits()["publication"], at("2026-04-02 10:00")) == at("2026-04-15 00:00")


def of_unit(unit: Any, value: int) -> Limit:
    text = Text("示例", "Example")
    return Limit(code="example", label=text, definition=text, source=text, terms=(Term(value=value, unit=unit),))


STARTS = any_.dates(date(2023, 1, 1), date(2025, 6, 30))
PAUSES = any_.integers(0, 60)
UNITS = any_.sampled_from([("working_days", 15), ("days", 30), ("months", 3), ("years", 1), ("day_of_month", 5)])


@given(STARTS, UNITS, PAUSES, PAUSES)
def test_an_excluded_day_never_shortens_a_limit(start: date, unit: tuple[str, int], some: int, more: int) -> None:
    limit = of_unit(*unit)
    assert due(limit, start, excluded=some) <= due(limit, start, excluded=some + more)


@given(STARTS, any_.integers(1, 5), any_.lists(PAUSES, max_size=3), any_.randoms())
def test_the_order_of_exclusions_is_irrelevant(start: date, length: int, pauses: list[int], random: Any) -> None:
    """Excluding one after the other moves the end no further and no less than excluding all at once, in any order."""
    hours, other = of_unit("hours", 24 * length), random.sample(pauses, len(pauses))
    begun = datetime.combine(start, datetime.min.time(), ZONE)
    whole = due_at(hours, begun, excluded=sum(pauses))
    for order in (pauses, other):
        moved = begun
        for pause in order:
            moved += timedelta(days=pause)
        assert due_at(hours, moved) == whole
        for unit in ("working_days", "days"):
            assert due(of_unit(unit, length), moved.date()) == due(of_unit(unit, length), start, excluded=sum(order))


@given(STARTS, UNITS, any_.integers(1, 40))
def test_what_begins_later_ends_no_earlier(start: date, unit: tuple[str, int], later: int) -> None:
    limit = of_unit(*unit)
    assert due(limit, start) <= due(limit, start + timedelta(days=later))


def test_only_limits_in_hours_ask_for_a_moment() -> None:
    known = limits()
    assert {code for code, limit in known.items() if in_hours(limit)} == {
        "exhibition_hand_over", "exhibition_answer", "transfer_hand_over",
    }  # fmt: skip
    with pytest.raises(NoLimit, match="hours"):
        due(known["transfer_hand_over"], on("2026-03-02"))
