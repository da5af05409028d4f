"""What data/registry/zone.toml declares of the application: stages, conditions, dimensions, tasks, summaries."""

from datetime import date

from data.registry import Entry, RegistryError, entries

STAGE, CONDITION, DIMENSION, TASK, SUMMARY = "stage", "condition", "dimension", "task", "summary"
GROUPS = (STAGE, CONDITION, DIMENSION, TASK, SUMMARY)


def declared(*groups: str) -> list[Entry]:
    """The registry's entries of some groups, in its order; RegistryError for an unknown group."""
    known = entries("zone")
    for entry in known:
        if entry.more.get("group") not in GROUPS:
            raise RegistryError(f"zone.toml [{entry.code}] group: one of {', '.join(GROUPS)}")
    return [entry for entry in known if entry.more["group"] in groups]


def years_after(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
