"""What every part of the plan's page gets."""

from dataclasses import dataclass
from datetime import date

from data.registry.plan_shapes import Plan
from pages.parts.frame.context import Page
from services.plan.plan import unit_names
from services.plan.standing import TaskStanding
from services.words import formats


@dataclass(frozen=True, slots=True)
class Chosen:
    """The plan that holds for a year, and how its tasks stand on the day, today."""

    page: Page
    plan: Plan
    year: int
    day: date
    tasks: tuple[TaskStanding, ...]

    def units(self, task: TaskStanding) -> str:
        """The units responsible for a task, in the plan's words."""
        names = unit_names()
        return formats.listing((self.page._.text(names[code]) for code in task.task.units), self.page.language)

    def short_day(self, day: date | None) -> str:
        """A day as people read it; one of this year without the year."""
        return formats.day(day, self.page.language, year=day is not None and day.year != self.day.year)
