"""Invented complaints and reports: those that led to cases, and many that did not."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from data.demo.days import YEARS, day_of, days_after, working_days_after
from data.demo.names import party
from data.demo.scene import Row, Scene
from data.demo.trades import CLOTHES, Trade, subject, trade_in

COUNTS = {2023: 390, 2024: 470, 2025: 550, 2026: 500}
SEASONS = (1.25, 0.9, 1.6, 1.3, 1, 0.95, 0.9, 0.9, 1, 0.95, 1.15, 1.2)
CHANNELS = {"12315": 55, "12345": 30, "visit": 6, "letter": 3, "transfer": 6}
SURGE_MARKET, SURGE_FROM, SURGE_DAYS, SURGE = "trade_city", date(2026, 9, 7), 19, 44


def complaints(chance: Random, scene: Scene, cases: list[Row]) -> list[Row]:
    """All complaints and reports with their numbers, by the day they were received."""
    rows = [_behind(chance, case) for case in cases if case["source"] in ("report", "hotline")]
    for year in YEARS:
        for _ in range(COUNTS[year]):
            received = day_of(chance, year, SEASONS)
            trade = trade_in(chance, received.month)
            rows.append(_complaint(chance, trade, scene.place(chance, trade, chance.choice(trade.channels)), received))
    market = next(row for row in scene.markets if row["kind"] == SURGE_MARKET)
    for _ in range(SURGE):
        received = SURGE_FROM + timedelta(chance.randrange(SURGE_DAYS))
        rows.append(_complaint(chance, CLOTHES, scene.at(chance, market), received))
    rows.sort(key=lambda row: row["received_on"])
    scene.number(rows, "received_on", "SLTS{year}-{number:04}")
    return rows


def _behind(chance: Random, case: Row) -> Row:
    """The report from which a case grew."""
    kept = ("party", "credit_code", "sector", "township", "office", "address", "market", "subject")
    row = {name: case.get(name) for name in kept}
    return {
        **row,
        "office": "TJ" if row["office"] == "ZD" else row["office"],
        "respondent": row["party"],
        "channel": "12345" if case["source"] == "hotline" else chance.choice(("12315", "12315", "visit", "letter")),
        "kind": "report",
        "received_on": case["found_on"],
        "decision": "opened",
        "decided_on": case["opened_on"],
        "closed_on": case["closed_on"],
        "case": case["number"],
    }


def _complaint(chance: Random, trade: Trade, place: Row, received: date) -> Row:
    """One that led to no case."""
    kind = "complaint" if chance.random() < 0.72 else "report"
    row = {
        **place,
        "office": "TJ" if chance.random() < 0.12 else place["office"],
        "respondent": party(chance, trade.shops),
        "channel": chance.choices(list(CHANNELS), list(CHANNELS.values()))[0],
        "kind": kind,
        "received_on": received,
        "sector": trade.sector,
        "subject": subject(chance, trade, chance.choice(trade.goods)),
    }
    (_mediate if kind == "complaint" else _examine)(chance, row, trade)
    return row


def _mediate(chance: Random, row: Row, trade: Trade) -> None:
    """A complaint is accepted or refused within seven working days, then mediated."""
    late = chance.random() < 0.04
    row["decided_on"] = working_days_after(row["received_on"], chance.randint(8, 12) if late else chance.randint(1, 7))
    if row["decided_on"] is None:
        return
    row["decision"] = "refused" if chance.random() < 0.08 else "accepted"
    if row["decision"] == "refused":
        row["closed_on"] = row["decided_on"]
        return
    row["closed_on"] = days_after(row["decided_on"], chance.randint(50, 75) if late else chance.randint(4, 40))
    if row["closed_on"]:
        row["outcome"] = "settled" if chance.random() < 0.62 else "ended"
        if row["outcome"] == "settled":
            row["recovered"] = Decimal(chance.randrange(60, 1_500, 10))


def _examine(chance: Random, row: Row, trade: Trade) -> None:
    """A report without ground for a case is answered within fifteen working days; seeds go where they belong."""
    row["decided_on"] = working_days_after(row["received_on"], chance.randint(3, 15))
    if row["decided_on"] is None:
        return
    row["decision"] = "not_opened"
    row["closed_on"] = row["decided_on"]
    row["outcome"] = "transferred" if trade.receiver else None
