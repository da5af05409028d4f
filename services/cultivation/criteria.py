"""The criteria a market is assessed by, from data/registry/criteria.toml and criteria-groups.toml.

Scored groups make up the reference score (65 + 35 = 100); the others are held against, item by item.
"""

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

import polars as pl

from data.registry import Entry, RegistryError, entries, judged_by
from data.texts import Text
from services.cultivation.declared import MISSING, Keys, definition_of, known_codes, more_of, remembered, source_of
from services.cultivation.records import LEDGERS

PROOFS: dict[str, Text] = {
    "figures": Text("经营数据", "Figures"),
    "document": Text("制度文件", "Document"),
    "agreement": Text("承诺、协议", "Agreement"),
    "record": Text("工作记录", "Record"),
}
GROUP_KEYS: Keys = {"scored": (bool, MISSING), "points": (int, 0), "grade": (str, MISSING)}
KEYS: Keys = {
    "group": (str, MISSING),
    "points": (int, MISSING),
    "proof": (str, MISSING),
    "effort": (int, MISSING),
    "online": (bool, False),
    "records": (str, ""),
}
SCHEMA = {
    "criterion": pl.String(),
    "group": pl.String(),
    "possible": pl.Float64(),
    "scored": pl.Boolean(),
    "online": pl.Boolean(),
    "effort": pl.Int64(),
}


@dataclass(frozen=True, slots=True)
class Group:
    """A group of criteria; `points` is what a scored group adds up to, 0 for one that is not scored."""

    code: str
    label: Text
    definition: Text
    scored: bool
    points: int
    source: Text
    grade: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion: `points` at most, `proof` one of PROOFS, `effort` in person-days to fill it (an estimate of
    the bureau's), `online` whether the online channel is assessed too, `records` the ledger whose rows prove it."""

    code: str
    label: Text
    definition: Text
    group: str
    points: int
    proof: str
    effort: int
    online: bool
    records: str
    source: Text


@remembered("criteria-groups")
def groups() -> dict[str, Group]:
    """Every group by its code, in the registry's order. Raises RegistryError."""
    return {entry.code: _group(entry) for entry in entries("criteria-groups")}


def _group(entry: Entry) -> Group:
    file = "criteria-groups"
    more = more_of(file, entry, GROUP_KEYS)
    if more["scored"] and more["points"] < 1:
        raise RegistryError(
            f"{file}.toml [{entry.code}] points", Text("计分的组须写明总分", "a scored group needs its points")
        )
    return Group(entry.code, entry.label, definition_of(file, entry), source=source_of(file, entry), **more)


@remembered("criteria", "criteria-groups")
def criteria() -> dict[str, Criterion]:
    """Every criterion in use by its code, group by group. Raises RegistryError, also where a scored group doesn't
    add up to its points."""
    declared = groups()
    found = [_criterion(entry, declared) for entry in entries("criteria")]
    used = [criterion for criterion in found if criterion.points]
    for group in declared.values():
        total = sum(criterion.points for criterion in used if criterion.group == group.code)
        if group.scored and total != group.points:
            raise RegistryError(
                "criteria.toml",
                Text(
                    f"{group.code} 组各项合计 {total} 分，与该组 {group.points} 分不符",
                    f"group {group.code} adds up to {total}, its points are {group.points}",
                ),
            )
    order = list(declared)
    return {one.code: one for one in sorted(used, key=lambda one: order.index(one.group))}


def _criterion(entry: Entry, declared: dict[str, Group]) -> Criterion:
    where = f"criteria.toml [{entry.code}]"
    more = more_of("criteria", entry, KEYS)
    known_codes(f"{where} group", [more["group"]], declared)
    known_codes(f"{where} proof", [more["proof"]], PROOFS)
    if more["records"]:
        known_codes(f"{where} records", [more["records"]], LEDGERS)
    if more["points"] < 0 or more["effort"] < 1:
        raise RegistryError(
            where, Text("分值不能为负，工期至少一天", "points may not be negative, effort is at least one day")
        )
    if not declared[more["group"]].scored and more["points"] > 1:
        raise RegistryError(
            f"{where} points", Text("不计分的组里只能写 1 或 0", "1 (or 0) in a group that is not scored")
        )
    return Criterion(
        entry.code, entry.label, definition_of("criteria", entry), source=source_of("criteria", entry), **more
    )


def by_group() -> dict[str, tuple[Criterion, ...]]:
    """The criteria of each group that has any."""
    return {code: tuple(each) for code, each in groupby(criteria().values(), attrgetter("group"))}


def scored() -> tuple[Criterion, ...]:
    """The criteria that make up the reference score."""
    declared = groups()
    return tuple(one for one in criteria().values() if declared[one.group].scored)


@remembered("criteria", "criteria-groups")
def table() -> pl.DataFrame:
    """The criteria as a frame, columns of SCHEMA."""
    declared = groups()
    return pl.DataFrame(
        [
            (one.code, one.group, float(one.points), declared[one.group].scored, one.online, one.effort)
            for one in criteria().values()
        ],
        schema=SCHEMA,
        orient="row",
    )


judged_by("criteria-groups", criteria)
judged_by("criteria", criteria)
