"""Dated tasks of the cultivation, and their lights by the rule PACED of `services.days.lights`."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from data.store import Attachment, Change, Commit, Store, commit, read_rows
from data.store.errors import Conflict, StoreError
from data.texts import Text
from services.access.rights import Action, Person, require
from services.cultivation.ladders import milestones
from services.cultivation.records import Records
from services.cultivation.responsible import filing_office
from services.cultivation.standing import WHERE, standing
from services.days import lights
from services.days.clock import Clock

TASK = {
    "market": pl.String(),
    "ladder": pl.String(),
    "task": pl.String(),
    "begins": pl.Date(),
    "due": pl.Date(),
    "progress": pl.Float64(),
    "done_on": pl.Date(),
    "proof": pl.String(),
    "id": pl.Int64(),
    "version": pl.Int64(),
}


def tasks(records: Records) -> pl.DataFrame:
    """Every task of every market, the earliest first: columns of TASK, `light` (its code), and `ruled` (a rule dates
    it and nobody has entered it yet, so it has no id)."""
    day = pl.lit(records.as_of)
    entered = records["milestones"].select(*TASK)
    # What was done later than the day had not been done on it.
    known = entered.with_columns(done_on=pl.when(pl.col("done_on") <= day).then(pl.col("done_on")))
    both = pl.concat([known.with_columns(ruled=pl.lit(False)), _ruled(records, known).with_columns(ruled=pl.lit(True))])
    return both.with_columns(_lights(both, records.as_of)).sort("due", *WHERE, "task")


def _ruled(records: Records, entered: pl.DataFrame) -> pl.DataFrame:
    """The tasks that a rule dates for the stage a market is in, and that nobody has entered."""
    dated = [milestone for milestone in milestones().values() if milestone.stage]
    rows = [
        (market, ladder, milestone.code, since, milestone.due(since))
        for market, ladder, stage, since in standing(records).select(*WHERE, "stage", "entered").iter_rows()
        for milestone in dated
        if milestone.stage == stage
    ]
    schema = {name: TASK[name] for name in ("market", "ladder", "task", "begins", "due")}
    wanted = pl.DataFrame(rows, schema=schema, orient="row")
    this_time = entered.join(standing(records).select(*WHERE, "entered"), on=WHERE)
    this_time = this_time.filter(pl.max_horizontal("due", "done_on") >= pl.col("entered"))
    missing = wanted.join(this_time, on=(*WHERE, "task"), how="anti")
    return missing.with_columns(pl.lit(None, TASK[name]).alias(name) for name in TASK if name not in schema)


def _lights(rows: pl.DataFrame, today: date) -> pl.Series:
    near = {code: milestone.near_days for code, milestone in milestones().items()}
    columns = rows.select("due", "done_on", "begins", "progress", "task")
    codes = [
        lights.paced(due, done, today, begins=begins, percent=percent, near_days=near.get(task, 0)).code
        for due, done, begins, percent, task in columns.iter_rows()
    ]
    return pl.Series("light", codes, dtype=pl.String)


@dataclass(frozen=True, slots=True)
class Finished:
    """A task that was done: which one (`id` and `version` as `tasks` gives them, None for one that only a rule dates),
    when, and the result if it is a file."""

    market: str
    ladder: str
    task: str
    due: date
    done_on: date
    id: int | None = None
    version: int | None = None
    result: Attachment | None = None


def finish(store: Store, person: Person, done: Finished, *, clock: Clock) -> Commit:
    """Record that a task was done. Raises NotAllowed, StoreError for a day that lies ahead, Conflict."""
    if done.done_on > clock.today():
        raise StoreError(Text("完成日期晚于今天，请核对", "the day lies after today: check it"))
    values: dict[str, Any] = {"done_on": done.done_on, "progress": 100.0}
    if done.result:
        values["proof"] = done.result.sha256
    files = [done.result] if done.result else []
    reason = f"节点完成：{done.market} {milestones()[done.task].label.zh}"
    return commit(store, person.actor, reason, [_finished(store, person, done, values)], files=files)


def _finished(store: Store, person: Person, done: Finished, values: dict[str, Any]) -> Change:
    if done.id is None:
        office = filing_office(store, person, done.market)
        task = {"market": done.market, "ladder": done.ladder, "task": done.task, "due": done.due, "office": office}
        return Change("milestones", {**task, **values})
    rows = read_rows(store, "milestones", where={"id": done.id}, columns=("office",))
    if rows.is_empty():
        raise Conflict(Text("该节点已被作废，请刷新", "this task was withdrawn: reload"))
    require(person, Action.HAND_IN, rows["office"].to_list()[0])
    return Change("milestones", values, done.id, done.version)
