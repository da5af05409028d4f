"""Measures over patent disputes, the key objects of trademark protection and campaigns (tasks 5, 6 and 8)."""

from datetime import date

import polars as pl

from data.ledgers.patent_disputes import LOCAL
from data.ledgers.patent_number import DESIGN, UTILITY_MODEL
from services.indicators import Value, measure
from services.indicators.enforcement import count
from services.records.facts import Facts

DISPUTES = "patent_dispute_days"


@measure("disputes_accepted")
def disputes_accepted(facts: Facts, start: date, end: date) -> Value:
    return count(facts, DISPUTES, "accepted", start, end)


@measure("disputes_closed")
def disputes_closed(facts: Facts, start: date, end: date) -> Value:
    return count(facts, DISPUTES, "closed", start, end)


@measure("disputes_local")
def disputes_local(facts: Facts, start: date, end: date) -> Value:
    here = pl.col("handled") == LOCAL, pl.col("patent_kind").is_in([UTILITY_MODEL, DESIGN])
    return count(facts, DISPUTES, "accepted", start, end, *here)


@measure("key_object_inspections")
def key_object_inspections(facts: Facts, start: date, end: date) -> Value:
    return count(facts, "inspection_objects", "inspected", start, end, pl.col("objects") != "")


@measure("gi_campaigns_done")
def gi_campaigns_done(facts: Facts, start: date, end: date) -> Value:
    return count(facts, "campaign_days", "done", start, end)
