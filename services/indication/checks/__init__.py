"""Checks of a boundary and its plots: one module a family; every check registers itself with `@check("code", …)`.

`find` runs them all. A finding's id follows from what was found and where, so that comments pinned to it
survive another run.
"""

import hashlib
import importlib
import json
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

import polars as pl

from data.errors import BoardError
from data.texts import Text
from services.ground.coordinates import Point
from services.indication.checks.ground import Ground, Standard, standard

Severity = Literal["blocking", "warning", "note"]
SEVERITIES: dict[Severity, Text] = {
    "blocking": Text("必须处理", "Blocking"),
    "warning": Text("需核实", "Warning"),
    "note": Text("提示", "Note"),
}
HERE = Text("看板设定", "Default of the board")


@dataclass(frozen=True, slots=True)
class Measure:
    """How much of it: a value and its unit."""

    value: float
    unit: Text


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, pinned at `place` (longitude, latitude).

    `subject` are the codes of the plots concerned, none for the area itself. `local` says that the same subject may
    have several such faults, told apart by their place. `repairable` findings can be given to `repairs`.
    """

    code: str
    message: Text
    place: Point
    subject: tuple[str, ...] = ()
    measure: Measure | None = None
    local: bool = False
    repairable: bool = False

    @property
    def id(self) -> str:
        """Sixteen hex digits of check, subject and, for a local fault, the place to six decimals (0.1 m)."""
        spot = [f"{degrees:.6f}" for degrees in self.place] if self.local else []
        key = json.dumps([self.code, self.subject, spot], ensure_ascii=False)
        return hashlib.sha256(key.encode()).hexdigest()[:16]

    @property
    def severity(self) -> Severity:
        return checks()[self.code].severity


@dataclass(frozen=True, slots=True)
class Check:
    """One check: what it is called, why it matters, and the rule or source it rests on.

    `thresholds` are the codes of the thresholds it uses (services.indication.thresholds).
    """

    code: str
    severity: Severity
    title: Text
    explanation: Text
    source: Text
    thresholds: tuple[str, ...]
    run: Callable[[Ground], Iterator[Finding]]


_checks: dict[str, Check] = {}


def check(
    code: str, severity: Severity, *, title: Text, explanation: Text, source: Text, thresholds: tuple[str, ...] = ()
) -> Callable[[Callable[[Ground], Iterator[Finding]]], Callable[[Ground], Iterator[Finding]]]:
    """Registers the function that yields the findings of one check."""

    def register(run: Callable[[Ground], Iterator[Finding]]) -> Callable[[Ground], Iterator[Finding]]:
        if code in _checks:
            raise BoardError(Text(f"检查 {code} 声明了两次", f"check {code}: declared twice"))
        _checks[code] = Check(code, severity, title, explanation, source, thresholds, run)
        return run

    return register


@cache
def checks() -> dict[str, Check]:
    """All checks by code, from every module of this package."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
    return dict(_checks)


def find(
    area: str, plots: pl.DataFrame, *, declared: float | None = None, against: Standard | None = None
) -> tuple[Finding, ...]:
    """Every finding on an area (GeoJSON text) and its plots, the gravest first.

    `plots` are those of one season: code, geometry or point, and where known area_declared (亩) and user; `declared` is
    the declared size of the area in 亩. Raises NotGeometry when the area is not made of polygons.
    """
    ground = Ground.of(area, plots, declared, against or standard())
    found = [finding for check in checks().values() for finding in check.run(ground)]
    return _ordered({finding.id: finding for finding in found}.values())


def _ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The gravest first, then by check, from north to south."""
    graveness, codes = list(SEVERITIES), list(checks())
    return tuple(
        sorted(
            findings,
            key=lambda found: (
                graveness.index(found.severity),
                codes.index(found.code),
                -found.place[1],
                found.place[0],
                found.subject,
            ),
        )
    )
