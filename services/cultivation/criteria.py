"""The criteria a market is assessed by, from data/registry/criteria.toml and criteria-groups.toml.

Scored groups make up the reference score (65 + 35 = 100); the others are held against, item by item.
"""

from itertools import groupby
from operator import attrgetter

import polars as pl

from data.registry import RegistryError, entries, judged_by
from data.registry.ladder_shapes import Criterion, Group
from data.registry.remembered import known_codes, remembered
from data.texts import Text
from services.cultivation.records import LEDGERS

PROOFS: dict[str, Text] = {
    "figures": Text("经营数据", "Figures"),
    "document": Text("制度文件", "Document"),
    "agreement": Text("承诺、协议", "Agreement"),
    "record": Text("工作记录", "Record"),
}
SCHEMA = {
    "criterion": pl.String(),
    "group": pl.String(),
    "possible": pl.Float64(),
    "scored": pl.Boolean(),
    "online": pl.Boolean(),
    "effort": pl.Int64(),
}


@remembered("criteria-groups")
def groups() -> dict[str, Group]:
    """Every group by its code, in the registry's order. Raises RegistryError."""
    return {group.code: _checked_group(group) for group in entries("criteria-groups", Group)}


def _checked_group(group: Group) -> Group:
    if group.scored and not group.points:
        raise RegistryError(
            f"criteria-groups.toml [{group.code}] points", Text("计分的组须写明总分", "a scored group needs its points")
        )
    return group


@remembered("criteria", "criteria-groups")
def criteria() -> dict[str, Criterion]:
    """Every criterion in use by its code, group by group. Raises RegistryError, also where a scored group doesn't
    add up to its points."""
    declared = groups()
    found = [_checked(one, declared) for one in entries("criteria", Criterion)]
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


def _checked(one: Criterion, declared: dict[str, Group]) -> Criterion:
    where = f"criteria.toml [{one.code}]"
    known_codes(f"{where} group", [one.group], declared)
    known_codes(f"{where} proof", [one.proof], PROOFS)
    known_codes(f"{where} records", filter(None, [one.records]), LEDGERS)
    if not declared[one.group].scored and one.points > 1:
        raise RegistryError(
            f"{where} points", Text("不计分的组里只能写 1 或 0", "1 (or 0) in a group that is not scored")
        )
    return one


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
