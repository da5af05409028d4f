"""The four conditions of 国知办发保字〔2021〕4号 with how they stand, what proves it and what lacks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import polars as pl

from data.registry.shapes import ZoneEntry
from data.texts import Text
from services.days import lights
from services.indication.industry import Share
from services.indication.words import percent
from services.indication.zone_registry import CONDITION, declared, years_after

Judged = tuple[Text | None, bool | None, Text | None]


@dataclass(frozen=True, slots=True)
class Condition:
    """One of the four conditions: how it stands, what proves it, whether it is met (None: not known), what lacks."""

    code: str
    label: Text
    definition: Text
    value: Text | None
    proof: str | None
    met: bool | None
    gap: Text | None


def conditions(
    rows: pl.DataFrame, rights: pl.DataFrame, industry: Sequence[Share], today: date
) -> tuple[Condition, ...]:
    """All four: the first from the rights, the second from the industry, the others as recorded in `rows`
    (zone_records with `light`)."""
    found = []
    for entry in declared(CONDITION):
        own = rows.filter(pl.col("topic") == entry.code)
        value, met, gap = _judged(entry, own, rights, industry, today)
        proof = "；".join(own["proof"].drop_nulls()) or None
        found.append(Condition(entry.code, entry.label, entry.definition or entry.label, value, proof, met, gap))
    return tuple(found)


def _judged(
    entry: ZoneEntry, own: pl.DataFrame, rights: pl.DataFrame, industry: Sequence[Share], today: date
) -> Judged:
    """Value, whether it is met, and the gap."""
    match entry.code:
        case "recognised":
            return _recognised(entry, rights, today)
        case "industry":
            return _industry(industry)
        case _:
            return _recorded(own)


def _recognised(entry: ZoneEntry, rights: pl.DataFrame, today: date) -> Judged:
    """By the earliest announcement of a right in force."""
    announced = rights.filter(pl.col("status") == "in_force")["announced_on"].min()
    if not isinstance(announced, date):
        return None, None, Text("未录入有效权利的公告日期", "no announcement date of a right in force is entered")
    since = Text(f"自 {announced} 起", f"since {announced}")
    full = years_after(announced, entry.years)
    if full <= today:
        return since, True, None
    days = (full - today).days
    return since, False, Text(f"{full} 满期，还差 {days} 天", f"reached on {full}, {days} days from now")


def _industry(both: Sequence[Share]) -> Judged:
    """By both shares; it is not met as soon as one of them is below, and not known before both are."""
    known = [(share, share.value) for share in both if share.value is not None]
    value = Text(
        "；".join(f"{share.label.zh} {_percent(quotient)}" for share, quotient in known),
        "; ".join(f"{share.label.en} {_percent(quotient)}" for share, quotient in known),
    )
    missing = [share for share in both if share.value is None]
    below = [share for share in both if share.met is False]
    met = False if below else None if missing else True
    gap = [Text(f"{share.label.zh}尚无数据", f"{share.label.en}: no data yet") for share in missing]
    gap += [
        Text(f"{share.label.zh}低于 {_percent(share.least)}", f"{share.label.en} is below {_percent(share.least)}")
        for share in below
    ]
    return (value if known else None), met, _joined(gap)


def _percent(quotient: Decimal) -> str:
    return percent(float(quotient))


def _recorded(own: pl.DataFrame) -> Judged:
    """As somebody recorded it: met once an item is done and a file proves it."""
    values = own["value"].drop_nulls()
    value = Text("；".join(values), "; ".join(values)) if len(values) else None
    proved = own.filter(pl.col("light") == lights.DONE.code, pl.col("attachment").is_not_null())
    if proved.height:
        return value, True, None
    lacking = [
        Text("没有登记", "nothing is recorded") if own.is_empty() else None,
        Text("未完成", "not done") if own.height and not (own["light"] == lights.DONE.code).any() else None,
        Text("缺证明文件", "no file proves it") if own["attachment"].is_null().all() else None,
    ]
    return value, None, _joined([text for text in lacking if text])


def _joined(texts: Sequence[Text]) -> Text | None:
    return Text("；".join(one.zh for one in texts), "; ".join(one.en for one in texts)) if texts else None
