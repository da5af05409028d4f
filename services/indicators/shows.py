"""Measures over exhibitions and the patent pilot (tasks 9 and 11)."""

from datetime import date

import polars as pl

from data.ledgers.exhibition_records import AFTER, BEFORE, DURING
from services.indicators import Value, measure
from services.indicators.enforcement import count
from services.records.facts import Facts


def _done(facts: Facts, phase: str, start: date, end: date) -> int:
    return count(facts, "exhibition_record_days", "done", start, end, pl.col("phase") == phase)


@measure("exhibition_pre_checks")
def exhibition_pre_checks(facts: Facts, start: date, end: date) -> Value:
    return _done(facts, BEFORE, start, end)


@measure("exhibition_patrols")
def exhibition_patrols(facts: Facts, start: date, end: date) -> Value:
    return _done(facts, DURING, start, end)


@measure("exhibition_follow_ups")
def exhibition_follow_ups(facts: Facts, start: date, end: date) -> Value:
    return _done(facts, AFTER, start, end)


@measure("pilot_works_done")
def pilot_works_done(facts: Facts, start: date, end: date) -> Value:
    return count(facts, "pilot_work_days", "done", start, end)
