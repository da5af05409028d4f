"""What data/registry/zone.toml declares of the application: stages, conditions, dimensions, tasks, summaries."""

from datetime import date

from data.registry import entries
from data.registry.shapes import ZoneEntry

STAGE, CONDITION, DIMENSION, TASK, SUMMARY = "stage", "condition", "dimension", "task", "summary"
GROUPS = (STAGE, CONDITION, DIMENSION, TASK, SUMMARY)


def declared(*groups: str) -> list[ZoneEntry]:
    """The registry's entries of some groups, in its order. Raises RegistryError."""
    return [entry for entry in entries("zone", ZoneEntry) if entry.group in groups]


def years_after(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
