"""Which invented market went which way on the ladders of the standardised markets (stages.csv), and how it works."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from data.ledgers.markets import LEVELS
from data.registry import entries
from data.registry.ladder_shapes import Ladder, Stage

SUPERIOR_BODY = "示例市知识产权局"


@dataclass(frozen=True, slots=True)
class Step:
    """A market's entry into a stage; `valid_to` where the superior's document prolongs a title."""

    market: int
    ladder: str
    stage: str
    entered: date
    valid_to: date | None

    @property
    def superior(self) -> bool:
        return STAGES[self.stage].by == "superior"

    @property
    def document(self) -> str | None:
        """The number of the superior's document."""
        if not self.superior:
            return None
        return f"示例知规〔{self.entered.year}〕{self.entered.month:02}{self.market:02}号"

    @property
    def title_ends(self) -> date | None:
        """The last day of the title it grants or prolongs."""
        years = STAGES[self.stage].years
        if self.valid_to or not years:
            return self.valid_to
        # None of the days is a 29 February or the first of a month.
        return self.entered.replace(year=self.entered.year + years, day=self.entered.day - 1)


STAGES = {entry.code: entry for entry in entries("stages", Stage)}
LADDERS = {entry.code: entry for entry in entries("ladders", Ladder)}


def _step(row: dict[str, str]) -> Step:
    valid_to = date.fromisoformat(row["valid_to"]) if row["valid_to"] else None
    return Step(int(row["market"]), row["ladder"], row["stage"], date.fromisoformat(row["entered"]), valid_to)


with Path(__file__).with_name("stages.csv").open(encoding="utf-8", newline="") as file:
    STEPS = tuple(_step(row) for row in csv.DictReader(file))

MARKETS = tuple(dict.fromkeys(step.market for step in STEPS))


def steps(market: int, ladder: str) -> list[Step]:
    """A market's way on one ladder."""
    return [step for step in STEPS if (step.market, step.ladder) == (market, ladder)]


def levels(market: int) -> dict[str, Any]:
    """What follows for the register of markets: the highest level reached, its document, the last day of its title."""
    rank = [choice.code for choice in LEVELS]
    found: dict[str, Any] = {"level": "none", "level_document": None, "level_valid_to": None}
    for ladder in LADDERS:
        for step in steps(market, ladder):
            level = LADDERS[ladder].levels.get(step.stage, "none")
            if rank.index(level) >= max(rank.index(found["level"]), 1):
                found = {"level": level, "level_document": step.document, "level_valid_to": step.title_ends}
    return found


@dataclass(frozen=True, slots=True)
class Manner:
    """How a market works at it. Proofs are filed every `gap` days from the beginning, `filed` of the criteria in
    all; points rise from `low` to `high` (shares of what can be given) within a year; `signing` is the share of
    merchants with a commitment; work ends on `stops`, and from the half year before it the points fall."""

    gap: int = 36
    filed: int = 99
    low: float = 0.45
    high: float = 0.9
    signing: float = 0.8
    stops: date | None = None


USUAL = Manner()
MANNERS = {
    7: Manner(filed=0, signing=0),
    34: Manner(filed=1, signing=0),
    2: Manner(filed=6, high=0.85, signing=0.7),
    15: Manner(gap=60, filed=4, low=0.35, high=0.6, signing=0.25),
    23: Manner(gap=45, filed=5, high=0.75, signing=0.5),
    9: Manner(high=0.95, signing=0.95),
    37: Manner(high=0.97, signing=0.9),
    4: Manner(high=0.86),
    17: Manner(high=0.88, signing=0.7, stops=date(2026, 6, 10)),
}


def manner(market: int) -> Manner:
    """How a market works."""
    return MANNERS.get(market, USUAL)
