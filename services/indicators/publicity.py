"""Measures of publicity, of leads and agencies, and of what is answered and recommended: tasks 3 to 5, requirements."""

from datetime import date

from services.indicators import Value, measure
from services.indicators.enforcement import count
from services.records.facts import Facts


@measure("publicity_events")
def publicity_events(facts: Facts, start: date, end: date) -> Value:
    return count(facts, "publicity_days", "held", start, end)


@measure("exposed_cases")
def exposed_cases(facts: Facts, start: date, end: date) -> Value:
    return count(facts, "exposed_cases_days", "exposed", start, end)


@measure("media_releases")
def media_releases(facts: Facts, start: date, end: date) -> Value:
    return count(facts, "media_releases_days", "released", start, end)


@measure("difficult_cases_answered")
def difficult_cases_answered(facts: Facts, start: date, end: date) -> Value:
    return count(facts, "difficult_cases_days", "answered", start, end)


@measure("recommended_cases")
def recommended_cases(facts: Facts, start: date, end: date) -> Value:
    return count(facts, "recommended_cases_days", "recommended", start, end)


@measure("leads_received")
def leads_received(facts: Facts, start: date, end: date) -> Value:
    return count(facts, "leads_days", "received", start, end)


@measure("leads_handled")
def leads_handled(facts: Facts, start: date, end: date) -> Value:
    return count(facts, "leads_days", "handled", start, end)


@measure("agency_commitments")
def agency_commitments(facts: Facts, start: date, end: date) -> Value:
    return count(facts, "agencies_days", "committed", start, end)


@measure("company_visits")
def company_visits(facts: Facts, start: date, end: date) -> Value:
    return count(facts, "company_visits_days", "visited", start, end)
