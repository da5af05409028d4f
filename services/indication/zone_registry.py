"""What data/registry/zone.toml declares of the application: stages, conditions, dimensions, tasks, summaries."""

from datetime import date

from data.registry import Entry, RegistryError, entries, judged_by
from data.texts import Text

STAGE, CONDITION, DIMENSION, TASK, SUMMARY = "stage", "condition", "dimension", "task", "summary"
GROUPS = (STAGE, CONDITION, DIMENSION, TASK, SUMMARY)


def declared(*groups: str) -> list[Entry]:
    """The registry's entries of some groups, in its order; RegistryError for an unknown group."""
    known = entries("zone")
    for entry in known:
        if entry.more.get("group") not in GROUPS:
            allowed = ", ".join(GROUPS)
            raise RegistryError(f"zone.toml [{entry.code}] group", Text(f"应为 {allowed} 之一", f"one of {allowed}"))
    return [entry for entry in known if entry.more["group"] in groups]


def years_after(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


judged_by("zone", lambda: declared(*GROUPS))
