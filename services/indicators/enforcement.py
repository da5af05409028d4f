"""Measures over the rollups of cases, complaints and inspections."""

from datetime import date
from decimal import Decimal

import polars as pl

from services.indicators import Value, measure
from services.records.facts import Facts


def count(facts: Facts, rollup: str, event: str, start: date, end: date, *only: pl.Expr) -> int:
    """How often an event happened between two days, both included; `only` says of which cells of the rollup."""
    return int(_within(facts, rollup, event, start, end).filter(*only)["n"].sum())


def _within(facts: Facts, rollup: str, event: str, start: date, end: date) -> pl.DataFrame:
    return facts.rollup(rollup).filter(pl.col("event") == event, pl.col("period").is_between(start, end))


@measure("complaints_received")
def complaints_received(facts: Facts, start: date, end: date) -> Value:
    return count(facts, "complaint_days", "received", start, end)


@measure("inspections_made")
def inspections_made(facts: Facts, start: date, end: date) -> Value:
    return count(facts, "inspection_days", "inspected", start, end)


@measure("cases_opened")
def cases_opened(facts: Facts, start: date, end: date) -> Value:
    return count(facts, "case_days", "opened", start, end)


@measure("cases_closed")
def cases_closed(facts: Facts, start: date, end: date) -> Value:
    return count(facts, "case_days", "closed", start, end)


@measure("cases_transferred")
def cases_transferred(facts: Facts, start: date, end: date) -> Value:
    return count(facts, "case_days", "transferred", start, end)


@measure("fines_and_confiscation")
def fines_and_confiscation(facts: Facts, start: date, end: date) -> Value:
    decided = _within(facts, "case_days", "decided", start, end)
    return sum((Decimal(decided[name].sum()) for name in ("fine", "confiscated")), Decimal(0))
