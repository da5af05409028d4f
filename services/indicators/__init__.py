"""Indicators: each declared once in data/registry/indicators.toml, each with one measure of the same id here.

Every module of this package is imported; a measure registers itself with `@measure("id")`.
"""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Literal, Protocol

import polars as pl

from data.ledgers import ledger as ledger_of
from data.registry import Entry, RegistryError, entries, text_of
from data.store import Store, read_rollup, read_rows
from data.texts import Text

Value = int | Decimal | None
KINDS = ("count", "money")
Direction = Literal["none", "more", "less"]
DIRECTIONS: tuple[Direction, ...] = ("none", "more", "less")


class Facts(Protocol):
    """What measures read: rollups by name, and the day from which units have reported to a ledger, if any has."""

    def rollup(self, name: str) -> pl.DataFrame: ...

    def reported_from(self, ledger: str) -> date | None: ...


Measure = Callable[[Facts, date, date], Value]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One declared indicator. `direction` says which way is better, "none" where neither is."""

    code: str
    label: Text
    unit: Text
    kind: str
    definition: Text
    numerator: Text
    denominator: Text | None
    direction: Direction
    target: int | None
    owner: str
    ledger: str
    source: Text
    overview: bool


_measures: dict[str, Measure] = {}


def measure(code: str) -> Callable[[Measure], Measure]:
    """Registers the function that measures an indicator between two days, both included."""

    def register(function: Measure) -> Measure:
        if code in _measures:
            raise RegistryError(f"indicator {code}: two measures")
        _measures[code] = function
        return function

    return register


@cache
def measures() -> dict[str, Measure]:
    """All measures by id, from every module of this package."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
    return dict(_measures)


def indicators() -> dict[str, Indicator]:
    """All declared indicators by id; RegistryError names what is wrong with one."""
    return {entry.code: _indicator(entry) for entry in entries("indicators")}


def _indicator(entry: Entry) -> Indicator:
    where, more = f"indicators.toml [{entry.code}]", entry.more
    if entry.definition is None:
        raise RegistryError(f"{where}: needs a definition")
    for name, allowed in (("kind", KINDS), ("direction", DIRECTIONS)):
        if more.get(name) not in allowed:
            raise RegistryError(f"{where} {name}: one of {', '.join(allowed)}")
    for name in ("owner", "ledger"):
        if not more.get(name):
            raise RegistryError(f"{where}: needs {name}")
    denominator = more.get("denominator")
    return Indicator(
        code=entry.code,
        label=entry.label,
        unit=Text(more["unit"]["zh"], more["unit"]["en"]),
        kind=more["kind"],
        definition=entry.definition,
        numerator=text_of(more.get("numerator"), f"{where} numerator"),
        denominator=text_of(denominator, f"{where} denominator") if denominator else None,
        direction=more["direction"],
        target=more.get("target"),
        owner=more["owner"],
        ledger=more["ledger"],
        source=text_of(more.get("source"), f"{where} source"),
        overview=more.get("overview", False),
    )


def value(facts: Facts, code: str, start: date, end: date) -> Value:
    """The indicator between two days, both included; None where nobody had reported to its ledger by then."""
    if not covers(facts, indicators()[code].ledger, end):
        return None
    return measures()[code](facts, start, end)


def covers(facts: Facts, ledger: str, day: date) -> bool:
    """Whether units had begun to report to a ledger by a day: what lies before is not known, and not zero."""
    first = facts.reported_from(ledger)
    return first is not None and first <= day


@dataclass(frozen=True)
class StoreFacts:
    """Facts read straight from a store; pages read the same through their cache."""

    store: Store

    def rollup(self, name: str) -> pl.DataFrame:
        return read_rollup(self.store, name)

    def reported_from(self, ledger: str) -> date | None:
        return reported_from(self.store, ledger)


def reported_from(store: Store, ledger: str) -> date | None:
    """The first day of the first month that any unit handed in, or of the first row; None when there is neither."""
    dated = ledger_of(ledger).dated
    told = read_rows(store, "submissions", where={"ledger": ledger}, order=("period",), limit=1, columns=("period",))
    first = read_rows(store, ledger, order=(dated or "id",), limit=1, columns=(dated,) if dated else ())
    days = [date.fromisoformat(f"{period}-01") for period in told["period"]]
    if not first.is_empty():
        days.append(first[dated].item() if dated else date.min)
    return min(days, default=None)
