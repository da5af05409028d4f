"""How a year's plan stands on a day: each measure's value, target, light and deadline, each task's gravest light.

What is counted comes from `Facts`, single rows from `Records`. Up to the day everything is counted that has been
handed in.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Protocol

import polars as pl

from data.ledgers import ledger as declared
from data.registry import entries
from data.registry.plan_shapes import Measure, Plan, Task
from data.registry.shapes import Page
from data.texts import Text
from services.days import lights
from services.days.lights import Light
from services.indicators import Value, indicators, value
from services.plan.plan import REQUIREMENTS, ledger_of
from services.plan.rules import light_of, months, next_due
from services.records.facts import Facts

# Open matters: the time limit ("" where a ledger has its own day), ledger, row and its number, office, due, light.
MATTERS = pl.Schema(
    {
        "limit": pl.String(),
        "ledger": pl.String(),
        "id": pl.Int64(),
        "number": pl.String(),
        "office": pl.String(),
        "due": pl.Date(),
        "light": pl.String(),
    }
)


@dataclass(frozen=True, slots=True)
class Proof:
    """A row whose file proves something, and the day it speaks of, where its ledger has one."""

    ledger: str
    row: int
    day: date | None


class Records(Protocol):
    """What a plan asks of single rows: the open matters of a day (MATTERS), how many rows of a ledger are dated within
    two days (None while it has none at all), and the newest proof among them."""

    def matters(self, day: date) -> pl.DataFrame: ...

    def count(self, ledger: str, start: date, end: date) -> int | None: ...

    def proof(self, ledger: str, start: date, end: date) -> Proof | None: ...


Count = Callable[[Measure, date, date], Value]


@dataclass(frozen=True, slots=True)
class Standing:
    """One measure: its value of the year up to the day and month by month (only months that have begun), its light
    (None where the plan asks for none), next deadline, open matters, newest proof, and the page with the address where
    its records are seen."""

    measure: Measure
    label: Text
    definition: Text
    unit: Text
    ledger: str
    value: Value
    target: int | None
    months: tuple[Value, ...]
    light: Light | None
    due: date | None
    matters: pl.DataFrame = field(compare=False)
    proof: Proof | None
    script: str
    address: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TaskStanding:
    """One task or requirement: the standings of each clause's measures, in the order of the clauses."""

    task: Task
    clauses: tuple[tuple[Standing, ...], ...]

    @property
    def measures(self) -> tuple[Standing, ...]:
        return tuple(one for clause in self.clauses for one in clause)

    @property
    def light(self) -> Light | None:
        """The gravest light of its measures."""
        return lights.gravest(one.light.code for one in self.measures if one.light)

    @property
    def due(self) -> date | None:
        """The next deadline of any of its measures."""
        return min((one.due for one in self.measures if one.due), default=None)

    @property
    def proof(self) -> Proof | None:
        """The newest proof of any of its measures."""
        found = [one.proof for one in self.measures if one.proof and one.proof.day]
        return max(found, key=lambda proof: proof.day or date.min, default=None)

    @property
    def headline(self) -> Standing | None:
        """The measure that speaks for the task: of the gravest light, one with a target before others; None where no
        clause is measured."""
        return min(
            self.measures,
            key=lambda one: (
                lights.gravity(one.light and one.light.code),
                one.target is None,
                one.measure.rule == "none",
            ),
            default=None,
        )


def standing(facts: Facts, records: Records, plan: Plan, year: int, day: date) -> tuple[TaskStanding, ...]:
    """How the tasks stand in a year as of a day of it or later, in the plan's order."""
    count = _counting(facts, records)
    open_then = records.matters(day) if year == day.year else MATTERS.to_frame()

    def of_task(task: Task) -> TaskStanding:
        clauses = (
            (_one(count, records, open_then, one, year, day) for one in clause.measures) for clause in task.clauses
        )
        return TaskStanding(task, tuple(tuple(one) for one in clauses))

    found = [of_task(task) for task in plan.tasks]
    numbered = [one.light for one in found if one.task.group != REQUIREMENTS]
    return tuple(_resting_on_tasks(one, numbered) for one in found)


def history(facts: Facts, records: Records, task: Task, year: int, day: date) -> tuple[Light | None, ...]:
    """The gravest light of a task's counted measures at the end of each month that has begun. What was open then is
    not known any more, so matters have no part in it."""
    count = _counting(facts, records)
    measures = (one for clause in task.clauses for one in clause.measures)
    counted = [one for one in measures if one.rule not in ("matters", "tasks", "none")]

    def then(last: date) -> Light | None:
        found = [light_of(one, count(one, date(year, 1, 1), last), year, last) for one in counted]
        return lights.gravest(light.code for light in found if light)

    return tuple(then(last) for _first, last in months(year, day))


def _one(count: Count, records: Records, open_then: pl.DataFrame, measure: Measure, year: int, day: date) -> Standing:
    label, definition, unit = _words(measure)
    first, last = date(year, 1, 1), min(day, date(year, 12, 31))
    ledger = ledger_of(measure)
    if measure.rule == "tasks":
        return Standing(
            measure, label, definition, unit, "", None, None, (), None, None, open_then.clear(), None, "plan.py", ()
        )
    found = count(measure, first, last)
    own = _matters(open_then, measure, ledger) if measure.rule == "matters" else open_then.clear()
    light = light_of(measure, found, year, day, own["light"])
    return Standing(
        measure,
        label,
        definition,
        unit,
        ledger,
        found,
        measure.target,
        _by_month(count, measure, ledger, year, day),
        light,
        next_due(measure, own, year, day, done=light is lights.DONE),
        own,
        records.proof(ledger, first, last),
        *_address(measure, ledger, first, last),
    )


def _by_month(count: Count, measure: Measure, ledger: str, year: int, day: date) -> tuple[Value, ...]:
    """What each month brought, or how it stood at its end where the measure always holds; () where rows have no day."""
    if not measure.indicator and not declared(ledger).dated:
        return ()
    first = date(year, 1, 1)
    return tuple(count(measure, first if measure.per == "always" else begin, end) for begin, end in months(year, day))


def _words(measure: Measure) -> tuple[Text, Text, Text]:
    """Label, definition and unit of a measure."""
    if measure.indicator:
        one = indicators()[measure.indicator]
        return one.label, one.definition, one.unit
    if measure.ledger:
        one = declared(measure.ledger)
        return one.title, one.definition, Text("条", "")
    return (
        Text("各项任务", "Tasks"),
        Text(
            "没有滞后、超期、逾期的任务项数；灯为各项任务中最重的。",
            "Tasks that are neither behind nor late; the gravest light of all.",
        ),
        Text("项", ""),
    )


def _counting(facts: Facts, records: Records) -> Count:
    """What counts a measure between two days; clauses ask for the same ones again."""

    @cache
    def count(indicator: str, ledger: str, start: date, end: date) -> Value:
        return value(facts, indicator, start, end) if indicator else records.count(ledger, start, end)

    return lambda measure, start, end: count(measure.indicator, measure.ledger, start, end)


def _matters(open_then: pl.DataFrame, measure: Measure, ledger: str) -> pl.DataFrame:
    own = open_then.filter(pl.col("ledger") == ledger)
    return (own.filter(pl.col("limit") == measure.limit) if measure.limit else own).sort("due", nulls_last=True)


def _address(measure: Measure, ledger: str, first: date, last: date) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The page on which the records are seen, and its address."""
    if measure.see:
        scripts = {page.code: page.script for page in entries("pages", Page)}
        page = scripts[measure.see["page"]]
        span = {"from": first.isoformat(), "to": last.isoformat()} if page == "enforcement.py" else {}
        rest = {name: code for name, code in measure.see.items() if name != "page"}
        return page, tuple({**rest, **span}.items())
    where = {"view": "browse", "ledger": ledger}
    if declared(ledger).dated:
        where |= {"from": first.isoformat(), "to": last.isoformat()}
    return "ledgers.py", tuple(where.items())


def _resting_on_tasks(task: TaskStanding, numbered: list[Light | None]) -> TaskStanding:
    """The task with what rests on all the numbered ones filled in."""
    gravest = lights.gravest(light.code for light in numbered if light)
    on_track = sum(light not in lights.OFF_TRACK for light in numbered)

    def filled(one: Standing) -> Standing:
        return replace(one, value=on_track, target=len(numbered), light=gravest) if one.measure.rule == "tasks" else one

    return TaskStanding(task.task, tuple(tuple(filled(one) for one in clause) for clause in task.clauses))
