"""What the plan is still owed: open matters, and what is to be done by a day, by whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from data.registry.plan_shapes import Plan
from data.texts import Text
from services.days import lights
from services.days.lights import Light
from services.plan.plan import limit_named, tasks_of
from services.plan.standing import Standing, TaskStanding


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing that is owed: by when (None without a deadline), its light, for which task, by which unit ("" for all
    that are responsible for the task), and the row it is about; row 0 where nothing stands in a ledger yet."""

    due: date | None
    light: Light
    task: str
    office: str
    label: Text
    number: str
    ledger: str
    row: int


def owed(tasks: Iterable[TaskStanding]) -> list[Owed]:
    """All that is owed for these tasks, each once, the earliest first."""
    found = {one for task in tasks for measure in task.measures for one in _of_measure(task.task.code, measure)}
    return sorted(found, key=lambda one: (one.due or date.max, len(one.task), one.task, one.office, one.number))


def owed_by(plan: Plan, tasks: Iterable[TaskStanding], unit: str, kind: str) -> list[Owed]:
    """What a unit of that kind owes: its own matters, and what all that are responsible for a task do."""
    own = {task.code for task in tasks_of(plan, unit, kind)}
    return [one for one in owed(tasks) if one.office == unit or (not one.office and one.task in own)]


def _of_measure(task: str, one: Standing) -> Iterable[Owed]:
    for row in one.matters.iter_rows(named=True):
        light = lights.LIGHTS[row["light"]]
        label = limit_named(row["limit"]) or one.label
        yield Owed(row["due"], light, task, row["office"] or "", label, row["number"], row["ledger"], row["id"])
    if one.due and one.matters.is_empty():
        yield Owed(one.due, one.light or lights.NOT_DUE, task, "", one.label, "", one.ledger, 0)
