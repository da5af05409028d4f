"""All that is known of the standardised markets on one day, each part computed once, when somebody first asks."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property

import polars as pl

from data.store import Store
from services.cultivation import joining, progress, records, scores, standing, tasks, watch
from services.cultivation.missing import Gap, gaps, next_stage
from services.cultivation.records import Incidents, Records
from services.facts import StoreFacts

Where = tuple[str, str]
# How many days lie between two points of a line.
EVERY = 7


class Known:
    """The frames of `services.cultivation` over one set of records; shared by all readers, so read them only."""

    def __init__(self, records: Records, incidents: Incidents) -> None:
        self.records, self.incidents = records, incidents
        self._checklists: dict[str, pl.DataFrame] = {}

    @cached_property
    def board(self) -> pl.DataFrame:
        """Where each market stands, with the columns of `progress` (null for who has no plan)."""
        return standing.standing(self.records).join(self.progress, on=standing.WHERE, how="left", maintain_order="left")

    @cached_property
    def lacking(self) -> Mapping[Where, tuple[Gap, ...]]:
        """What each market lacks for the stage that follows, after the last stage for that one itself."""
        now = standing.standing(self.records).select("market", "ladder", "stage")
        return {
            (market, ladder): gaps(self.records, market, ladder, next_stage(ladder, stage) or stage)
            for market, ladder, stage in now.iter_rows()
        }

    @cached_property
    def progress(self) -> pl.DataFrame:
        return progress.progress(self.records)

    @cached_property
    def on_file(self) -> pl.DataFrame:
        return progress.on_file(self.records)

    @cached_property
    def evidence(self) -> pl.DataFrame:
        return progress.evidence(self.records)

    @cached_property
    def curve(self) -> pl.DataFrame:
        """Planned against actual each week from the first plan to the last planned end, and on the days that matter."""
        plans = progress.plans(self.records)
        ends = {day for plan in plans for day in (plan.start, plan.end)}
        if not ends:
            return progress.curve(self.records, [])
        weeks = pl.date_range(min(ends), max(ends), f"{EVERY}d", eager=True)
        return progress.curve(self.records, sorted({*weeks, *ends, self.records.as_of}))

    @cached_property
    def tasks(self) -> pl.DataFrame:
        return tasks.tasks(self.records)

    @cached_property
    def totals(self) -> pl.DataFrame:
        return scores.totals(self.records)

    @cached_property
    def by_group(self) -> pl.DataFrame:
        return scores.by_group(self.records)

    @cached_property
    def titles(self) -> list[standing.Title]:
        return standing.titles(self.records)

    @cached_property
    def signals(self) -> list[watch.Signal]:
        return watch.signals(self.records, self.incidents)

    @cached_property
    def joined(self) -> pl.DataFrame:
        """Complaints and cases of every market before and after it joined."""
        return joining.before_and_after(self.records, self.incidents)

    def checklist(self, kind: str) -> pl.DataFrame:
        """The checklist by one kind of assessment."""
        if kind not in self._checklists:
            self._checklists[kind] = scores.checklist(self.records, kind)
        return self._checklists[kind]


def known(store: Store, as_of: date) -> Known:
    """All of it, of one day."""
    return Known(records.read(store, as_of), records.incidents(StoreFacts(store), as_of))
