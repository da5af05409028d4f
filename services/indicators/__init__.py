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
from typing import Literal

from data.registry import Entry, RegistryError, entries, judged_by, text_of
from data.texts import Text
from services.records.facts import Facts
from services.records.reported import Known, known

Value = int | Decimal | None
KINDS = ("count", "money")
Direction = Literal["none", "more", "less"]
DIRECTIONS: tuple[Direction, ...] = ("none", "more", "less")


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
            raise RegistryError(f"indicator {code}", Text("有两种算法", "two measures"))
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
        raise RegistryError(where, Text("缺少 definition", "needs a definition"))
    for name, allowed in (("kind", KINDS), ("direction", DIRECTIONS)):
        if more.get(name) not in allowed:
            known = ", ".join(allowed)
            raise RegistryError(f"{where} {name}", Text(f"应为 {known} 之一", f"one of {known}"))
    for name in ("owner", "ledger"):
        if not more.get(name):
            raise RegistryError(where, Text(f"缺少 {name}", f"needs {name}"))
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
    """The indicator between two days, both included; None where nobody has reported any of them to its ledger and no
    row lies in them, for that is no zero."""
    if known(facts, indicators()[code].ledger, start, end) is Known.NONE:
        return None
    return measures()[code](facts, start, end)


judged_by("indicators", indicators)
