"""Indicators: each declared once in data/registry/indicators.toml, each with one measure of the same id here.

Every module of this package is imported; a measure registers itself with `@measure("id")`.
"""

import importlib
import pkgutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Literal

from data.ledgers import require_declared
from data.registry import RegistryError, entries, judged_by
from data.registry.shapes import Indicator
from data.texts import Text
from services.records.facts import Facts
from services.records.reported import Known, known

Value = int | Decimal | None
Direction = Literal["none", "more", "less"]


Measure = Callable[[Facts, date, date], Value]


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
    return {entry.code: _checked(entry) for entry in entries("indicators", Indicator)}


def _checked(indicator: Indicator) -> Indicator:
    where = f"indicators.toml [{indicator.code}]"
    if indicator.code not in measures():
        raise RegistryError(where, Text("没有相应的算法", "there is no measure of it"))
    require_declared(where, indicator.ledger)
    return indicator


def value(facts: Facts, code: str, start: date, end: date) -> Value:
    """The indicator between two days, both included; None where nobody has reported any of them to its ledger and no
    row lies in them, for that is no zero. What stands on the last day may have begun at any time before it."""
    indicator = indicators()[code]
    if known(facts, indicator.ledger, date.min if indicator.standing else start, end) is Known.NONE:
        return None
    return measures()[code](facts, start, end)


judged_by("indicators", indicators)
