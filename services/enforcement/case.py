"""One case's story: its own dates, the complaint and the inspections that belong to it, and the limits."""

from datetime import date
from typing import Any, NamedTuple

import polars as pl

from data.store import Range, Store
from data.texts import Text
from services.access.desk import rows
from services.access.rights import MASKED, Sight
from services.days.calendar import YearNotKnown
from services.days.limits import NoLimit, due, limits
from services.enforcement.timeliness import LATE, RUNNING, judge, measured

EVENTS = {
    "found_on": Text("发现线索", "Lead found"),
    "opened_on": Text("立案", "Case opened"),
    "concluded_on": Text("调查终结", "Investigation concluded"),
    "decided_on": Text("作出处理决定", "Decided"),
    "transferred_on": Text("移送", "Transferred"),
    "closed_on": Text("结案", "Closed"),
    "published_on": Text("公示", "Published"),
}
MOST_LINKED = 100
RECEIVED, INSPECTED = Text("收到投诉举报", "Complaint received"), Text("现场检查", "Inspection")
DECISION_DUE = Text("决定期限", "Decision due")


class Step(NamedTuple):
    """A dated event: what happened, the row it comes from where that is another, days since the step before,
    and whether a limit that ends here was kept ("" where none does)."""

    day: date
    what: Text
    row: str
    days: int | None
    state: str


def find(store: Store, sight: Sight, number: str, *, language: str = "zh_CN") -> pl.DataFrame:
    """The case of this number in frame form, masked, one row, or none."""
    return rows(store, sight, "cases", where={"number": number}, limit=1, language=language)


def timeline(store: Store, number: str, on: date) -> list[Step]:
    """The steps of one case, oldest first, up to `on`; with the day its decision is due while it is not decided,
    which may lie after `on`. Dates and numbers only: they are masked for nobody."""
    case = find(store, MASKED, number)
    row = case.row(0, named=True)
    states = _states(case, on)
    events = [(row[name], what, "", states.get(name, "")) for name, what in EVENTS.items()]
    events += _linked(store, "complaints", "received_on", row["number"], on, RECEIVED)
    events += _linked(store, "inspections", "inspected_on", row["number"], on, INSPECTED)
    happened = sorted((event for event in events if event[0] and event[0] <= on), key=lambda event: event[0])
    steps = [
        Step(day, what, of, (day - happened[place - 1][0]).days if place else None, state)
        for place, (day, what, of, state) in enumerate(happened)
    ]
    return [*steps, *_due_step(row, on)]


def _states(case: pl.DataFrame, on: date) -> dict[str, str]:
    """By date column, whether the limit that ends there was kept."""
    applied = [limit for limit in measured().values() if limit.ledger == "cases"]
    judged = {limit.ends: judge(case, limit, on) for limit in applied}
    return {name: found["state"][0] for name, found in judged.items() if found.height}


def _linked(
    store: Store, ledger: str, dated: str, number: str, on: date, what: Text
) -> list[tuple[date | None, Text, str, str]]:
    """The first MOST_LINKED rows up to `on` that name the case."""
    where = {"case": number, dated: Range(None, on)}
    found = rows(store, MASKED, ledger, where=where, order=(dated,), limit=MOST_LINKED, columns=("number", dated))
    return [(day, what, key, "") for key, day in found.select("number", dated).iter_rows()]


def _due_step(row: dict[str, Any], on: date) -> list[Step]:
    if any(row[name] and row[name] <= on for name in ("decided_on", "closed_on")):
        return []
    try:
        last = due(
            limits()["case_decision"],
            row["opened_on"],
            extended=bool(row["extended"]),
            excluded=row["excluded_days"] or 0,
        )
    except (NoLimit, YearNotKnown):
        return []
    return [Step(last, DECISION_DUE, "", None, LATE if last < on else RUNNING)]
