"""The zone's application in the demonstration: rights whose contents nobody verified, the industry, items of work."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

from data.demo.places import Row
from data.demo.plots import EARLIER, LATER
from data.ledgers.indication_columns import SYSTEMS

# Producers, mark users, output value and that of the users in yuan: the zone's two 60 % are missed once and once met.
INDUSTRY = {EARLIER: (36, 20, "41800000", "22400000"), LATER: (30, 19, "43600000", "25300000")}
# The industry's area for one 亩 on the list of plots, and its yield.
GROWN, KILOGRAMS_A_MU = 1.4, 3_400
DAYS = ("begun", "due", "done")


def rights() -> list[Row]:
    """The three systems of protection. The product is real and nothing of it verified, so all else stays empty."""
    return [
        {
            "code": f"SLQL{number}",
            "product": "沙窝萝卜",
            "system": system.code,
            "note": "演示数据：内容未核实，留空待录",
        }
        for number, system in enumerate(SYSTEMS, start=1)
    ]


def years(plots: list[Row]) -> list[Row]:
    """The industry of each season."""
    rows = []
    for season, (producers, users, value, users_value) in INDUSTRY.items():
        area = round(GROWN * sum(row["area_declared"] for row in plots if row["season"] == season), 1)
        rows.append(
            {
                "season": season,
                "producers": producers,
                "users": users,
                "area": area,
                "output": round(area * KILOGRAMS_A_MU, -2),
                "output_value": Decimal(value),
                "users_output_value": Decimal(users_value),
                "source": "示例产业统计表（虚构）",
                "counted_on": date(int(season[5:]), 5, 31),
            }
        )
    return rows


def records() -> list[Row]:
    """The stage, conditions and items of work of zone.csv: some done, some overdue, some near their day."""
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        rows = [{name: value or None for name, value in row.items()} for row in csv.DictReader(file)]
    return [
        {**row, "number": f"SLSF{number:02}", **{name: _day(row[name]) for name in DAYS}}
        for number, row in enumerate(rows, start=1)
    ]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
