"""All that is known of the standardised markets on one day, each part computed once, when somebody first asks."""

from collections.abc import Callable, Mapping
from datetime import date
from threading import RLock
from typing import Any

import polars as pl

from data.store import Store
from services.cultivation import joining, progress, records, scores, standing, tasks, watch
from services.cultivation.missing import Gap, gaps, next_stage
from services.cultivation.records import Incidents, Records
from services.records.facts import StoreFacts

Where = tuple[str, str]
# How many days lie between two points of a line.
EVERY = 7


class Known:
    """The frames of `services.cultivation` over one set of records; shared by all readers, so read them only. Who asks
    for a part that another thread computes waits for that one."""

    def __init__(self, records: Records, incidents: Incidents) -> None:
        self.records, self.incidents = records, incidents
        self._parts: dict[str, Any] = {}
        self._lock = RLock()

    def _part(self, name: str, compute: Callable[[], Any]) -> Any:
        with self._lock:
            if name not in self._parts:
                self._parts[name] = compute()
            return self._parts[name]

    @property
    def board(self) -> pl.DataFrame:
        """Where each market stands, with the columns of `progress` (null for who has no plan)."""
        return self._part("board", self._board)

    def _board(self) -> pl.DataFrame:
        return standing.standing(self.records).join(self.progress, on=standing.WHERE, how="left", maintain_order="left")

    @property
    def lacking(self) -> Mapping[Where, tuple[Gap, ...]]:
        """What each market lacks for the stage that follows, after the last stage for that one itself."""
        return self._part("lacking", self._lacking)

    def _lacking(self) -> Mapping[Where, tuple[Gap, ...]]:
        now = standing.standing(self.records).select("market", "ladder", "stage")
        return {
            (market, ladder): gaps(self.records, market, ladder, next_stage(ladder, stage) or stage)
            for market, ladder, stage in now.iter_rows()
        }

    @property
    def progress(self) -> pl.DataFrame:
        return self._part("progress", lambda: progress.progress(self.records))

    @property
    def on_file(self) -> pl.DataFrame:
        return self._part("on_file", lambda: progress.on_file(self.records))

    @property
    def evidence(self) -> pl.DataFrame:
        return self._part("evidence", lambda: progress.evidence(self.records))

    @property
    def curve(self) -> pl.DataFrame:
        """Planned against actual each week from the first plan to the last planned end, and on the days that matter."""
        return self._part("curve", self._curve)

    def _curve(self) -> pl.DataFrame:
        plans = progress.plans(self.records)
        ends = {day for plan in plans for day in (plan.start, plan.end)}
        if not ends:
            return progress.curve(self.records, [])
        weeks = pl.date_range(min(ends), max(ends), f"{EVERY}d", eager=True)
        return progress.curve(self.records, sorted({*weeks, *ends, self.records.as_of}))

    @property
    def tasks(self) -> pl.DataFrame:
        return self._part("tasks", lambda: tasks.tasks(self.records))

    @property
    def totals(self) -> pl.DataFrame:
        return self._part("totals", lambda: scores.totals(self.records))

    @property
    def by_group(self) -> pl.DataFrame:
        return self._part("by_group", lambda: scores.by_group(self.records))

    @property
    def titles(self) -> list[standing.Title]:
        return self._part("titles", lambda: standing.titles(self.records))

    @property
    def signals(self) -> list[watch.Signal]:
        return self._part("signals", lambda: watch.signals(self.records, self.incidents))

    @property
    def joined(self) -> pl.DataFrame:
        """Complaints and cases of every market before and after it joined."""
        return self._part("joined", lambda: joining.before_and_after(self.records, self.incidents))

    def checklist(self, kind: str) -> pl.DataFrame:
        """The checklist by one kind of assessment."""
        return self._part(f"checklist {kind}", lambda: scores.checklist(self.records, kind))


def known(store: Store, as_of: date) -> Known:
    """All of it, of one day."""
    return Known(records.read(store, as_of), records.incidents(StoreFacts(store), as_of))
