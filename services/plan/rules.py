"""The light of a measure by the rule that its plan names, and its next deadline (lights: `services.days.lights`)."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

import polars as pl

from data.registry.plan_shapes import Measure
from services.days import lights
from services.days.lights import Light
from services.indicators import Value

MONTHS = 12


def light_of(measure: Measure, found: Value, year: int, day: date, waiting: Iterable[str] = ()) -> Light | None:
    """The light of a measure by its rule; a count that nobody has handed in is no data, unless a day asks for it."""
    rule = RULES.get(measure.rule)
    return rule(measure, found, year, day, tuple(waiting)) if rule else None


def _progress(measure: Measure, found: Value, year: int, day: date, _waiting: tuple[str, ...]) -> Light:
    if found is None or measure.target is None:
        return lights.NO_DATA
    whole, gone = (date(year, 12, 31) - date(year, 1, 1)).days + 1, (day - date(year, 1, 1)).days + 1
    planned = 100 if measure.per == "always" else 100 * min(gone, whole) / whole
    return lights.progress(planned - 100 * float(found) / measure.target)


def _dated(measure: Measure, found: Value, year: int, day: date, _waiting: tuple[str, ...]) -> Light:
    done = found is not None and found >= (measure.target or 1)
    return lights.dated(date.fromisoformat(f"{year}-{measure.due}"), day if done else None, day)


def _faultless(_measure: Measure, found: Value, _year: int, _day: date, _waiting: tuple[str, ...]) -> Light:
    return lights.NO_DATA if found is None else lights.faultless(int(found))


def _by_matters(_measure: Measure, found: Value, _year: int, _day: date, waiting: tuple[str, ...]) -> Light:
    nothing = lights.NO_DATA if found is None else lights.faultless(0)
    return lights.gravest(waiting) or nothing


Rule = Callable[[Measure, Value, int, date, tuple[str, ...]], Light]
RULES: Mapping[str, Rule] = {
    "progress": _progress,
    "dated": _dated,
    "faultless": _faultless,
    "matters": _by_matters,
}


def next_due(measure: Measure, own: pl.DataFrame, year: int, day: date, *, done: bool) -> date | None:
    """The earliest day of its open matters, or else the plan's own."""
    waiting = own["due"].drop_nulls()
    if waiting.len():
        return waiting.sort()[0]
    if not measure.due or done or year < day.year:
        return None
    if "-" in measure.due:
        return date.fromisoformat(f"{year}-{measure.due}")
    day = max(day, date(year, 1, 1))
    this = day.replace(day=int(measure.due))
    return this if this >= day else (day.replace(day=28) + timedelta(days=4)).replace(day=int(measure.due))


def months(year: int, day: date) -> list[tuple[date, date]]:
    """The months of a year that have begun by a day, the last one up to it."""
    starts = [date(year, month, 1) for month in range(1, MONTHS + 1)]
    ends = [*(start - timedelta(days=1) for start in starts[1:]), date(year, 12, 31)]
    return [(start, min(end, day)) for start, end in zip(starts, ends, strict=True) if start <= day]
