"""Invented cases: found, opened, concluded, decided, closed, published, with plausible days and amounts between."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from math import log
from random import Random
from typing import Any

from data.demo.days import YEARS, day_of, days_after, working_days_after
from data.demo.names import credit_code, party
from data.demo.scene import Row, Scene
from data.demo.trades import CEMENT_BAGS, TITLES, Trade, subject, trade_in

COUNTS = {2023: 66, 2024: 80, 2025: 94, 2026: 84}
SEASONS = (1.2, 0.8, 1.6, 1.4, 1, 0.9, 0.9, 0.9, 1.1, 0.8, 1.1, 1.1)
SOURCES = {"report": 25, "hotline": 18, "inspection": 32, "transfer": 8, "procurator": 4, "holder": 13}
MORE_CEMENT = (7, 8, 8, 8, 9, 9, 9)  # months of 2026 in which the rise shows
LONG_OPEN, OVER_TIME = 15, 90  # every so manieth case is still open, took too long
STILL_OPEN_FROM = date(2025, 8, 1)


def cases(chance: Random, scene: Scene) -> list[Row]:
    """All cases with their numbers, by day of opening."""
    drawn = [_drawn(chance, scene, year) for year in YEARS for _ in range(COUNTS[year])]
    drawn += [
        _case(chance, scene, CEMENT_BAGS, date(2026, month, chance.randint(1, 20)), "report") for month in MORE_CEMENT
    ]
    rows = sorted((row for row in drawn if row and not scene.lags("cases", row)), key=lambda row: row["opened_on"])
    for position, row in enumerate(rows, start=1):
        _proceed(chance, row, position)
    scene.number(rows, "opened_on", "示例立〔{year}〕{number}号")
    decided = [row for row in rows if row["decided_on"] and row["outcomes"] not in ("withdrawn", "transferred")]
    scene.number(decided, "decided_on", "示例市监处罚〔{year}〕{number}号", column="decision_number")
    return rows


def _drawn(chance: Random, scene: Scene, year: int) -> Row | None:
    found = day_of(chance, year, SEASONS)
    source = chance.choices(list(SOURCES), list(SOURCES.values()))[0]
    return _case(chance, scene, trade_in(chance, found.month), found, source)


def _case(chance: Random, scene: Scene, trade: Trade, lead: date, source: str) -> Row | None:
    """A case as it is when it is opened; None when that would be after the last day."""
    late = chance.random() < 0.06
    found = days_after(lead, 0)
    opened = found and working_days_after(found, chance.randint(17, 24) if late else chance.randint(3, 14))
    if opened is None:
        return None
    channel, goods = chance.choice(trade.channels), chance.choice(trade.goods)
    place = scene.place(chance, trade, channel)
    name = party(chance, trade.shops)
    brigade = channel in ("production", "online") or chance.random() < 0.2
    value = _value(chance, trade.usual)
    return {
        **place,
        "office": "ZD" if brigade else place["office"],
        "title": name + TITLES[trade.act].format(goods=goods),
        "party": name,
        "credit_code": credit_code(chance, "92") if chance.random() < 0.12 and not name.endswith("某") else None,
        "act": trade.act,
        "law": trade.law,
        "right": trade.right,
        "key_object": chance.choice(trade.key_objects) if trade.key_objects and chance.random() < 0.6 else None,
        "sector": trade.sector,
        "product_group": trade.product_group or None,
        "channel": channel,
        "source": source,
        "found_on": found,
        "opened_on": opened,
        "receiver": trade.receiver or None,
        "reported_value": value,
        "foreign_holder": chance.random() < 0.2 if trade.right in ("trademark", "patent") else None,
        "subject": subject(chance, trade, goods),
    }


def _value(chance: Random, usual: int) -> Decimal:
    """An amount around the usual one, to ten yuan; few are far above it, none absurdly so."""
    drawn = chance.lognormvariate(log(usual), 0.7)
    return Decimal(round(min(max(drawn, usual / 6), usual * 4, 80_000), -1))


def _proceed(chance: Random, row: Row, position: int) -> None:
    """What became of the case after it was opened, as far as the last day allows."""
    row["concluded_on"] = row["decided_on"] = row["closed_on"] = row["published_on"] = None
    row["outcomes"] = row["transferred_on"] = None
    if row["opened_on"] >= STILL_OPEN_FROM and position % LONG_OPEN == 5:
        row["note"] = "权利人鉴定意见尚未出具"
        return
    if row["receiver"] or chance.random() < 0.04:
        _transfer(chance, row)
        return
    tested = chance.randint(10, 45) if chance.random() < 0.3 else 0
    row["excluded_days"] = tested or None
    row["extended"] = chance.random() < 0.07
    days = chance.randint(98, 118) if position % OVER_TIME == 40 or row["extended"] else chance.randint(28, 82)
    row["concluded_on"] = days_after(row["opened_on"], tested + days - chance.randint(8, 20))
    row["decided_on"] = days_after(row["opened_on"], tested + days - 3) if row["concluded_on"] else None
    if row["decided_on"]:
        _decide(chance, row)


def _transfer(chance: Random, row: Row) -> None:
    """Handed to another authority, which decides; the police get what is large enough to be a crime."""
    row["transferred_on"] = days_after(row["opened_on"], chance.randint(8, 35))
    if row["transferred_on"] is None:
        return
    if not row["receiver"]:
        row["receiver"] = "police"
        row["reported_value"] = Decimal(chance.randrange(60_000, 85_000, 100))
    row["outcomes"] = "transferred"
    row["decided_on"] = row["transferred_on"]
    row["closed_on"] = days_after(row["transferred_on"], chance.randint(3, 15))
    row["answer"] = chance.choice(("已接收，正在办理", "已立案", None)) if row["closed_on"] else None


def _decide(chance: Random, row: Row) -> None:
    """The decision with its amounts, its publication and the closing."""
    outcomes: Sequence[tuple[str, int]] = (
        ("fine;confiscation", 62),
        ("fine", 12),
        ("confiscation", 7),
        ("warning", 9),
        ("no_penalty", 6),
        ("withdrawn", 4),
    )
    row["outcomes"] = chance.choices([name for name, _ in outcomes], [weight for _, weight in outcomes])[0]
    row["closed_on"] = days_after(row["decided_on"], chance.randint(8, 45))
    if row["outcomes"] == "withdrawn":
        return
    late = chance.random() < 0.05
    row["published_on"] = working_days_after(row["decided_on"], chance.randint(9, 15) if late else chance.randint(2, 7))
    row.update(_amounts(chance, row["reported_value"], row["outcomes"]))


def _amounts(chance: Random, value: Decimal, outcomes: str) -> dict[str, Any]:
    """The three legal amounts, which differ, and what was imposed."""
    turnover = _share(chance, value, 50, 100)
    gains = min(_share(chance, turnover, 8, 25), Decimal(12_000)) if chance.random() < 0.8 else None
    fine = max(Decimal(500), round(_share(chance, turnover, 40, 130), -2))
    return {
        "goods_value": value,
        "illegal_turnover": turnover,
        "illegal_gains": gains,
        "fine": min(fine, Decimal(48_000)) if "fine" in outcomes else None,
        "confiscated": gains if "confiscation" in outcomes else None,
        "recovered": _share(chance, value, 10, 40) if chance.random() < 0.3 else None,
    }


def _share(chance: Random, value: Decimal, low: int, high: int) -> Decimal:
    return (value * chance.randint(low, high) / 100).quantize(Decimal("0.01"))
