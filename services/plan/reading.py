"""What a plan asks of the store."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import polars as pl

from data.ledgers import ledger as declared
from data.ledgers.columns import Kind
from data.store import Range, Store, count_rows, read_rows
from services.days.lights import Light
from services.plan import standing as standings
from services.plan.plan import plan_of
from services.plan.standing import MATTERS, Proof, TaskStanding
from services.records.facts import StoreFacts
from services.records.matters import matters


class Once(StoreFacts):
    """A store's facts, each read once: a year's plan asks for the same ones month by month."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        for name in ("rollup", "handed_in", "reported_from"):
            object.__setattr__(self, name, cache(getattr(super(), name)))


@dataclass(frozen=True)
class StoreRecords:
    """`services.plan.standing.Records` of a store."""

    store: Store

    def matters(self, day: date) -> pl.DataFrame:
        return matters(self.store, day).rows.select(MATTERS.names())

    def count(self, ledger: str, start: date, end: date) -> int | None:
        within = count_rows(self.store, ledger, where=_within(ledger, start, end))
        return within or (0 if count_rows(self.store, ledger) else None)

    def proof(self, ledger: str, start: date, end: date) -> Proof | None:
        dated = declared(ledger).dated
        found = [
            Proof(ledger, row["id"], row[dated] if dated else None)
            for column in declared(ledger).columns
            if column.kind is Kind.ATTACHMENT
            for row in read_rows(
                self.store,
                ledger,
                where={**_within(ledger, start, end), column.name: Range()},
                order=(f"-{dated}" if dated else "-id",),
                limit=1,
                columns=(dated,) if dated else (),
            ).iter_rows(named=True)
        ]
        return max(found, key=lambda proof: (proof.day or date.min, proof.row), default=None)


def _within(ledger: str, start: date, end: date) -> Mapping[str, Any]:
    dated = declared(ledger).dated
    return {dated: Range(start, end)} if dated else {}


def stands(store: Store, year: int, day: date) -> tuple[TaskStanding, ...]:
    """How the plan of a year stands on a day."""
    return standings.standing(Once(store), StoreRecords(store), plan_of(year), year, day)


def stood(store: Store, year: int, day: date, code: str) -> tuple[Light | None, ...]:
    """How the light of a task stood at the end of each month."""
    task = next(one for one in plan_of(year).tasks if one.code == code)
    return standings.history(Once(store), StoreRecords(store), task, year, day)
