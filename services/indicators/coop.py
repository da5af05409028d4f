"""Measures of the work with partners and of what the bureau can do itself: tasks 1 and 2 of the plan."""

from datetime import date, timedelta

import polars as pl

from services.days.calendar import YearNotKnown
from services.days.limits import due, limits
from services.indicators import Value, measure
from services.indicators.enforcement import count
from services.records.facts import Facts
from services.records.submissions import last_day

UPLOADS = "patent_uploads_days"


@measure("joint_actions")
def joint_actions(facts: Facts, start: date, end: date) -> Value:
    return count(facts, "joint_actions_days", "acted", start, end)


@measure("mediation_submitted")
def mediation_submitted(facts: Facts, start: date, end: date) -> Value:
    return count(facts, "mediation_agreements_days", "submitted", start, end)


@measure("mediation_confirmed")
def mediation_confirmed(facts: Facts, start: date, end: date) -> Value:
    return count(facts, "mediation_agreements_days", "confirmed", start, end)


@measure("trainings_held")
def trainings_held(facts: Facts, start: date, end: date) -> Value:
    return count(facts, "trainings_days", "held", start, end)


@measure("qualified_people")
def qualified_people(facts: Facts, _start: date, end: date) -> Value:
    """Those who on the last day hold a certificate more than have run out: a certificate holds on its own last day."""
    ends = pl.col("event") == "last_day"
    cells = facts.days("qualifications_days", date.min, end, ("person",)).filter(~ends | (pl.col("period") < end))
    held = pl.when(ends).then(-pl.col("n")).otherwise(pl.col("n")).sum()
    return cells.group_by("office", "person").agg(held.alias("held")).filter(pl.col("held") > 0).height


@measure("uploads_on_time")
def uploads_on_time(facts: Facts, start: date, end: date) -> Value:
    return _uploads(facts, start, end, late=False)


@measure("uploads_late")
def uploads_late(facts: Facts, start: date, end: date) -> Value:
    return _uploads(facts, start, end, late=True)


def _uploads(facts: Facts, start: date, end: date, *, late: bool) -> Value:
    """Uploads made between two days that were late, or were not; None where that hangs on a year whose holidays
    nobody knows."""
    made = facts.rollup(UPLOADS).filter(pl.col("period").is_between(start, end))
    try:
        return sum(n for day, days, n in made.select("period", "days", "n").rows() if _is_late(day, days) is late)
    except YearNotKnown:
        return None


def _is_late(uploaded: date, days: int) -> bool:
    """Whether what was uploaded this many days after its month began came after the limit: the day of the next month
    that the limit names, moved on to a working day."""
    month = last_day(uploaded - timedelta(days=days))
    return uploaded > due(limits()["patent_upload"], month)


@measure("guidance_in_use")
def guidance_in_use(facts: Facts, _start: date, end: date) -> Value:
    taken = facts.rollup("guidance_use_days").filter(pl.col("period") <= end)
    return taken["document"].n_unique()
