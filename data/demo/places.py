"""Invented offices, people and markets. Only townships and village points are real; nothing bears a real name."""

import csv
from pathlib import Path
from random import Random
from typing import Any

from data.demo.names import credit_code
from data.demo.stories import levels
from data.registry import entries

Row = dict[str, Any]
VILLAGES = Path(__file__).parent.parent / "geo" / "villages.csv"
# Name, how many, and the usual number of merchants.
KINDS = {
    "wet_market": ("菜市场", 14, 110),
    "supermarket": ("超市", 7, 45),
    "produce_wholesale": ("农产品批发市场", 3, 420),
    "trade_city": ("商贸城", 4, 380),
    "mall": ("商场", 4, 160),
    "building_materials": ("建材市场", 3, 210),
    "vehicles": ("汽配城", 2, 130),
    "flowers": ("花卉市场", 1, 150),
    "exhibition": ("会展中心", 1, 60),
    "other": ("旧货市场", 1, 80),
}
# Where goods of a sector are sold; the first sector that names a kind is the one its rounds look at.
SELLS = {
    "food": ("wet_market", "supermarket", "produce_wholesale"),
    "cement": ("building_materials",),
    "other": ("trade_city", "mall", "vehicles", "building_materials", "exhibition", "other"),
    "public_health": ("supermarket", "trade_city"),
    "drugs": ("supermarket", "mall"),
    "seeds": ("flowers", "produce_wholesale"),
}


def offices() -> list[Row]:
    """One office for each township."""
    return [
        {
            "code": f"SLS{number}",
            "name": f"示例{_short(township.label.zh)}市场监管所",
            "short_name": f"示例{_short(township.label.zh)}所",
            "kind": "office",
            "townships": township.code,
        }
        for number, township in enumerate(entries("townships"), start=101)
    ]


def _short(township: str) -> str:
    return township.removesuffix("街道").removesuffix("镇")


def people(offices: list[Row]) -> list[Row]:
    """Three people of the IP section, of whom one has left, one of each other unit that hands ledgers in."""
    places = ["IP", "IP", "ZD", "TJ", *(office["code"] for office in offices), "IP"]
    return [
        {"code": f"SLR{number}", "name": f"示例人员{number}", "office": place, "active": number != 102}
        for number, place in enumerate(places, start=101)
    ]


def markets(chance: Random, offices: list[Row]) -> list[Row]:
    """Forty markets, each at a village point of its own, in the care of the township's office."""
    kinds = [kind for kind, (_, count, _) in KINDS.items() for _ in range(count)]
    chance.shuffle(kinds)
    with VILLAGES.open(encoding="utf-8-sig", newline="") as file:
        points = {(row["longitude"], row["latitude"]): row["code"][:9] for row in csv.DictReader(file)}
    chosen = sorted(chance.sample(sorted(points), len(kinds)), key=lambda point: (points[point], point))
    by_township = {office["townships"]: office["code"] for office in offices}
    rows = []
    for number, (kind, point) in enumerate(zip(kinds, chosen, strict=True), start=1):
        township = points[point]
        row = {"township": township, "office": by_township[township], "point": _point(point)}
        rows.append(row | _market(chance, number, kind))
    return rows


def _point(point: tuple[str, str]) -> str:
    return ",".join(f"{float(value):.6f}" for value in point)


def _market(chance: Random, number: int, kind: str) -> Row:
    label, _, usual = KINDS[kind]
    merchants = round(usual * chance.uniform(0.5, 1.8))
    return {
        "code": f"SLSC{number:02}",
        "name": f"示例{label}{number:02}",
        "kind": kind,
        "operator": f"示例市场管理有限公司{number:02}",
        "credit_code": credit_code(chance, "91") if number % 5 == 0 else None,
        "address": f"示例大街{chance.randint(1, 199)}号",
        "merchants": merchants,
        "area": float(merchants * chance.randint(15, 40)),
        "turnover": merchants * chance.randint(15, 60) * 10_000,
        "online": chance.random() < 0.35,
        "status": "suspended" if number == 33 else "open",
        **levels(number),
    }
