"""When a market's materials will be complete at its pace so far; never when the superior will decide.

Method: what was gained in each whole span of 30 days since cultivation began. With n spans, mean gain m and standard
deviation s, the gain of k further spans lies with 80 % within k·m ± t·s·√(k + k²/n), t being Student's 0.9 quantile
with n − 1 degrees of freedom: the prediction interval of a sum of k further values of the same normal population
(Hahn and Meeker, Statistical Intervals, 1991, chapter 4, for their mean, times k). The early day is the first on
which the upper end reaches what is left, the late day that of the lower end.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import ceil, sqrt
from statistics import mean, stdev

import polars as pl

from services.cultivation.progress import Plan, actual_on

SPAN = 30
FEWEST_SPANS = 4
COVERAGE = 0.8
# Later than that is no forecast.
FARTHEST = 5 * 365
# Student's t, 0.9 quantile, for 1 to 30 degrees of freedom (NIST/SEMATECH e-Handbook, 1.3.6.7.2).
STUDENT = (
    3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383, 1.372,
    1.363, 1.356, 1.350, 1.345, 1.341, 1.337, 1.333, 1.330, 1.328, 1.325,
    1.323, 1.321, 1.319, 1.318, 1.316, 1.315, 1.314, 1.313, 1.311, 1.310,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Forecast:
    """The day by which the materials are complete at the pace so far, with an interval of COVERAGE: `late` is None
    where the pace varies so much that no end is in sight. `pace` is in points a span of SPAN days, over `spans`."""

    day: date
    early: date
    late: date | None
    pace: float
    spans: int


def forecast(plan: Plan, steps: pl.DataFrame, as_of: date) -> Forecast | None:
    """The forecast on a day, by the steps of `progress.on_file`. None while there are fewer than FEWEST_SPANS whole
    spans, where nothing was gained, where everything is on file, and where the end lies beyond FARTHEST."""
    gained = gains(plan, steps, as_of)
    left = 100 - actual_on(steps, plan.market, as_of)
    if len(gained) < FEWEST_SPANS or left <= 0 or mean(gained) <= 0:
        return None
    likely = ceil(SPAN * left / mean(gained))
    if likely > FARTHEST:
        return None
    early, late = _first_day(gained, left, +1), _first_day(gained, left, -1)
    return Forecast(
        day=as_of + timedelta(days=likely),
        early=as_of + timedelta(days=likely if early is None else early),
        late=None if late is None else as_of + timedelta(days=late),
        pace=mean(gained),
        spans=len(gained),
    )


def gains(plan: Plan, steps: pl.DataFrame, as_of: date) -> list[float]:
    """What was gained in each whole span since cultivation began, in points, the oldest first."""
    count = max((as_of - plan.start).days, 0) // SPAN
    ends = [plan.start + timedelta(days=SPAN * number) for number in range(count + 1)]
    values = [actual_on(steps, plan.market, day) for day in ends]
    return [after - before for before, after in pairwise(values)]


def _first_day(gained: list[float], left: float, side: int) -> int | None:
    """How many days until an end of the interval reaches what is left; None when it doesn't within FARTHEST."""
    return next((days for days in range(1, FARTHEST + 1) if _reached(gained, days / SPAN, side) >= left), None)


def _reached(gained: list[float], spans: float, side: int) -> float:
    """The upper (side 1) or lower (-1) end of what so many further spans gain."""
    count = len(gained)
    quantile = STUDENT[min(count - 1, len(STUDENT)) - 1]
    return spans * mean(gained) + side * quantile * stdev(gained) * sqrt(spans + spans**2 / count)
