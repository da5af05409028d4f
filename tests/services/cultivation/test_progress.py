"""Planned against actual, lights and the forecast, against values calculated by hand."""

from datetime import date, timedelta

import polars as pl
import pytest

from services.cultivation import progress
from services.cultivation.figures.against_plan import behind
from services.cultivation.forecast import forecast, gains
from services.cultivation.progress import Plan
from services.days.lights import BEHIND, FAR_BEHIND, ON_PLAN
from services.words.language import language
from tests.services.cultivation.conftest import assessed

START, END = date(2026, 1, 1), date(2026, 4, 11)  # a hundred days
IN_CULTIVATION = [{"entered": START, "planned_end": END}]


def test_actual_is_the_points_with_a_proof_on_file(records) -> None:
    rows = [
        *assessed(START, {"system": 1, "goods": 1}, proof=True),  # 20 + 10 of 100
        *assessed(date(2026, 2, 1), {"system": 20}, proof=True),  # on file already
        *assessed(date(2026, 2, 1), {"target": 30}),  # no proof
        *assessed(date(2026, 3, 1), {"operation": 0}, proof=True, kind="official"),
        *assessed(date(2026, 3, 1), {"standard_duties": 1}, proof=True),  # not scored
    ]
    built = records(END, assessments=rows)
    assert progress.on_file(built).rows() == [("M1", START, 30.0), ("M1", date(2026, 3, 1), 35.0)]
    # With the online channel 75 points more are asked for, and none of them is on file.
    online = records(END, online=True, assessments=rows)
    assert progress.on_file(online)["actual"].to_list() == [pytest.approx(3000 / 175), pytest.approx(3500 / 175)]


def test_rows_of_a_ledger_prove_its_criterion(records) -> None:
    signed = [{"signed_on": date(2026, 2, 3), "merchant": 1, "channel": "online"}]
    paid = [{"happened_on": date(2026, 2, 4), "kind": "fund"}]
    found = progress.evidence(records(END, commitments=signed, compensations=paid))
    assert found.rows() == [
        ("M1", "offline", "advance_compensation", date(2026, 2, 4)),
        ("M1", "online", "admission_commitment", date(2026, 2, 3)),
        ("M1", "online", "advance_compensation", date(2026, 2, 4)),
    ]


@pytest.mark.parametrize(
    ("day", "planned", "behind", "shown"),
    [
        (START, 30.0, 0.0, ON_PLAN.code),
        (date(2026, 1, 15), 30 + 70 * 0.14, 9.8, ON_PLAN.code),
        (date(2026, 1, 16), 30 + 70 * 0.15, 10.5, BEHIND.code),
        (date(2026, 2, 20), 30 + 70 * 0.5, 35.0, FAR_BEHIND.code),
        (date(2026, 5, 1), 100.0, 70.0, FAR_BEHIND.code),
    ],
)
def test_the_plan_is_a_line_from_what_was_on_file_to_all_of_it(
    records, day: date, planned: float, behind: float, shown: str
) -> None:
    rows = assessed(START, {"system": 1, "goods": 1}, proof=True)
    found = progress.progress(records(day, cultivation=IN_CULTIVATION, assessments=rows)).row(0, named=True)
    assert (found["planned"], found["actual"], found["behind"]) == pytest.approx((planned, 30.0, behind))
    assert found["light"] == shown


def test_without_a_planned_end_the_usual_year_counts(records) -> None:
    found = progress.plans(records(END, cultivation=[{"entered": START}]))
    assert found == [Plan("M1", "city", START, START + timedelta(days=365))]


@pytest.mark.parametrize("change", [{"state": "paused"}, {"stage": "review", "entered": date(2026, 3, 1)}])
def test_no_light_outside_an_active_cultivation(records, change: dict) -> None:
    entries = [{"stage": "cultivation", "entered": START}]
    built = records(END, cultivation=[{**IN_CULTIVATION[0], **change}], stage_entries=entries)
    assert progress.progress(built).select("start", "light").rows() == [(START, None)]


def test_the_burn_up_of_all_is_the_mean_of_those_that_have_begun(records) -> None:
    rows = assessed(date(2026, 2, 20), {"target": 0}, proof=True)
    built = records(date(2026, 2, 20), cultivation=IN_CULTIVATION, assessments=rows)
    days = [date(2025, 12, 1), START, date(2026, 2, 20), date(2026, 3, 2)]
    curve = progress.curve(built, days)
    assert curve.select("day", "planned", "actual").rows() == [
        (START, 0.0, 0.0),
        (date(2026, 2, 20), 50.0, 35.0),
        (date(2026, 3, 2), pytest.approx(60.0), None),
    ]
    other = curve.filter(pl.col("day") > START).with_columns(market=pl.lit("M2"), planned=pl.col("planned") / 2)
    assert progress.burn_up(pl.concat([curve, other])).rows() == [
        (START, 1, 0.0, 0.0),
        (date(2026, 2, 20), 2, 37.5, 35.0),
        (date(2026, 3, 2), 2, pytest.approx(45.0), None),
    ]


def test_the_planned_mean_does_not_fall_when_a_market_joins() -> None:
    """It fell from 80 to 45 on the day the second market, at 10, began."""
    days = [date(2026, 3, 1), date(2026, 3, 2)]
    rows = [("M1", days[0], 80.0, 70.0), ("M1", days[1], 80.0, 70.0), ("M2", days[1], 10.0, 10.0)]
    curve = pl.DataFrame(rows, schema=["market", "day", "planned", "actual"], orient="row")
    assert progress.burn_up(curve.with_columns(ladder=pl.lit("city"))).rows() == [
        (days[0], 1, 40.0, 35.0),
        (days[1], 2, 45.0, 40.0),
    ]


def test_points_behind_are_the_difference_of_what_is_written(records) -> None:
    """A third and a half of a percent are written with one decimal each; the light follows the difference."""
    rows = assessed(START, {"system": 1}, proof=True)
    cultivation = [{"entered": START, "planned_end": date(2026, 3, 20)}]
    found = progress.progress(records(date(2026, 1, 12), cultivation=cultivation, assessments=rows)).row(0, named=True)
    # 20 + 80 · 11/78 = 31.28…: written 31.3, behind by 11.3.
    assert found["light"] == BEHIND.code
    assert found["behind"] == pytest.approx(80 * 11 / 78)
    assert behind(found, BEHIND.code, language("en")) == "▲ 11.3 points behind"
    # 70.95 and 45.04 are written 71 and 45; their exact difference would be written 25.9.
    assert behind({"planned": 70.95, "actual": 45.04}, None, language("en")) == "26 points behind"


PLAN = Plan("M1", "city", START, date(2027, 1, 1))


def steps(*values: tuple[int, float]) -> pl.DataFrame:
    """What was on file from so many days after the start."""
    rows = [("M1", START + timedelta(days=day), value) for day, value in values]
    return pl.DataFrame(rows, schema=["market", "day", "actual"], orient="row")


def test_gains_are_counted_in_whole_spans_of_thirty_days() -> None:
    on_file = steps((0, 5.0), (30, 15.0), (61, 20.0), (95, 30.0))
    assert gains(PLAN, on_file, START + timedelta(days=100)) == [10.0, 0.0, 5.0]


def test_an_even_pace_ends_on_the_day_with_no_spread() -> None:
    on_file = steps((30, 10.0), (60, 20.0), (90, 30.0), (120, 40.0))
    day = START + timedelta(days=120)
    found = forecast(PLAN, on_file, day)
    assert found is not None
    # 60 points are left at 10 in 30 days.
    assert (found.day, found.early, found.late) == (day + timedelta(days=180),) * 3
    assert (found.pace, found.spans) == (10.0, 4)


def test_the_interval_by_hand() -> None:
    # Gains 5, 15, 5, 15: mean 10, standard deviation √(100/3) = 5.7735; t(0.9; 3) = 1.638; 60 points are left.
    on_file = steps((30, 5.0), (60, 20.0), (90, 25.0), (120, 40.0))
    day = START + timedelta(days=120)
    found = forecast(PLAN, on_file, day)
    assert found is not None
    # 10k + 9.4570·√(k + k²/4) = 60 at k = 3.5108, and 10k − … = 60 at k = 11.8047, by the quadratic formula.
    assert found.day == day + timedelta(days=180)
    assert (found.early - day).days == pytest.approx(EARLY, abs=1)
    assert found.late is not None
    assert (found.late - day).days == pytest.approx(LATE, abs=1)


def roots() -> tuple[float, float]:
    """(10k − 60)² = (t·s)²·(k + k²/4), solved for k, in days."""
    spread = 1.638**2 * 100 / 3
    a, b, c = 100 - spread / 4, -1200 - spread, 3600
    root = (b * b - 4 * a * c) ** 0.5
    return 30 * (-b - root) / (2 * a), 30 * (-b + root) / (2 * a)


EARLY, LATE = roots()


def test_no_forecast_without_enough_to_go_by() -> None:
    on_file = steps((30, 10.0), (60, 20.0), (90, 30.0), (120, 40.0))
    assert forecast(PLAN, on_file, START + timedelta(days=119)) is None
    assert forecast(PLAN, steps((0, 40.0)), START + timedelta(days=300)) is None
    assert forecast(PLAN, steps((0, 40.0), (100, 100.0)), START + timedelta(days=300)) is None


def test_an_uneven_pace_has_no_late_end() -> None:
    found = forecast(PLAN, steps((110, 40.0)), START + timedelta(days=120))
    assert found is not None
    assert found.late is None
    assert found.early < found.day
