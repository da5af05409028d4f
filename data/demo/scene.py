"""The stage on which the demonstration plays: its offices and markets, and what all its ledgers share."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from data.demo.trades import Trade

Row = dict[str, Any]

# These units have not handed in the last whole month: nothing of theirs from then on is known.
LAGGING = {("inspections", "SLS108"), ("inspections", "SLS110"), ("cases", "SLS110")}
LAGS_FROM = date(2026, 10, 1)
DATED = {"cases": "opened_on", "complaints": "received_on", "inspections": "inspected_on"}


@dataclass(frozen=True)
class Scene:
    """The demonstration's offices and markets as rows of their ledgers."""

    offices: list[Row]
    markets: list[Row]

    def place(self, chance: Random, trade: Trade, channel: str) -> Row:
        """Township, office, address, market and point of a matter of that trade."""
        if channel == "market" or (channel == "shop" and chance.random() < 0.3):
            return self.at(chance, chance.choice(self.markets_for(trade)))
        office = chance.choice(self.offices)
        market = chance.choice(self.markets)
        return {
            "township": office["townships"],
            "office": office["code"],
            "address": f"示例路{chance.randint(1, 299)}号",
            # A workshop lies in the fields near some village, and its township is that village's.
            **(_near(chance, market) if channel == "production" else {}),
        }

    def at(self, chance: Random, market: Row) -> Row:
        """The place of a stall in that market."""
        return {
            "township": market["township"],
            "office": market["office"],
            "address": f"{market['name']}{chance.choice('ABCD')}区{chance.randint(1, 60)}号",
            "market": market["code"],
            "rural_market": int(market["township"][-3:]) >= 100 and market["kind"] in ("wet_market", "flowers"),
            "key_market": market["level"] != "none",
        }

    def markets_for(self, trade: Trade) -> list[Row]:
        """The open markets where its goods are sold."""
        return [row for row in self.markets if row["kind"] in trade.kinds and row["status"] == "open"]

    def lags(self, ledger: str, row: Row) -> bool:
        """Whether the row is one that its unit hasn't handed in yet."""
        return (ledger, row["office"]) in LAGGING and row[DATED[ledger]] >= LAGS_FROM

    @staticmethod
    def number(rows: Iterable[Row], dated: str, pattern: str, column: str = "number") -> None:
        """Numbers the rows of each year by their date, in place."""
        counters: dict[int, int] = defaultdict(int)
        for row in sorted(rows, key=lambda row: row[dated]):
            year = row[dated].year
            counters[year] += 1
            row[column] = pattern.format(year=year, number=counters[year])


def _near(chance: Random, market: Row) -> Row:
    longitude, latitude = (float(value) for value in market["point"].split(","))
    point = f"{longitude + chance.uniform(-0.004, 0.004):.6f},{latitude + chance.uniform(-0.004, 0.004):.6f}"
    return {"township": market["township"], "office": market["office"], "point": point}
