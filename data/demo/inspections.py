"""Invented inspections: routine rounds, campaigns, random checks, and visits that a complaint or a case called for."""

from datetime import date
from random import Random

from data.demo.days import YEARS, days_after, workdays_of, working_days_after
from data.demo.names import party
from data.demo.places import SELLS
from data.demo.scene import Row, Scene
from data.demo.trades import trade_in

# Theme and sector of the campaign that runs in a month.
CAMPAIGNS = {
    1: ("counterfeit", "food"),
    2: ("gi", "food"),
    3: ("counterfeit", "other"),
    4: ("trademark", "food"),
    5: ("quality", "seeds"),
    6: ("patent", "other"),
    7: ("counterfeit", "public_health"),
    9: ("trademark", "cement"),
    10: ("quality", "food"),
    11: ("gi", "food"),
    12: ("counterfeit", "food"),
}
NEVER_VISITED = "SLSC39"
NOT_VISITED_SINCE = {"SLSC12": date(2026, 2, 1), "SLSC28": date(2026, 4, 1)}
GOODS_OF = {kind: sector for sector, kinds in reversed(SELLS.items()) for kind in kinds}


def inspections(chance: Random, scene: Scene, cases: list[Row], complaints: list[Row]) -> list[Row]:
    """All inspections with their numbers, by day."""
    rows = [row for year in YEARS for month in range(1, 13) for row in _rounds(chance, scene, year, month)]
    reports = {row["case"]: row for row in complaints if "case" in row}
    rows += [_for_case(chance, case, reports.get(case["number"])) for case in cases]
    rows += [_for_complaint(chance, row) for row in complaints if "case" not in row and chance.random() < 0.13]
    rows = [row for row in rows if row["inspected_on"] and not _omitted(scene, row)]
    rows.sort(key=lambda row: row["inspected_on"])
    scene.number(rows, "inspected_on", "SLJC{year}-{number:04}")
    return rows


def _omitted(scene: Scene, row: Row) -> bool:
    market = row.get("market")
    forgotten = market in NOT_VISITED_SINCE and row["inspected_on"] >= NOT_VISITED_SINCE[market]
    return market == NEVER_VISITED or forgotten or scene.lags("inspections", row)


def _rounds(chance: Random, scene: Scene, year: int, month: int) -> list[Row]:
    """What a month brings without any complaint: markets visited in turn, the campaign, a few random checks."""
    days = workdays_of(year, month)
    if not days:
        return []
    rows = []
    theme, sector = CAMPAIGNS.get(month, ("other", ""))
    for market in scene.markets:
        if chance.random() < 0.33:
            rows.append(_visit(chance, market, chance.choice(days), "routine", "counterfeit", GOODS_OF[market["kind"]]))
        if sector and market["kind"] in SELLS[sector] and chance.random() < 0.3:
            rows.append(_visit(chance, market, chance.choice(days), "campaign", theme, sector))
    for _ in range(round(4 * len(days) / 21)):
        rows.append(_random_check(chance, scene, chance.choice(days)))
    return rows


def _visit(chance: Random, market: Row, day: date, reason: str, theme: str, sector: str) -> Row:
    stalls = max(3, round(market["merchants"] * chance.uniform(0.05, 0.2)))
    return {
        "inspected_on": day,
        "market": market["code"],
        "township": market["township"],
        "office": market["office"],
        "sector": sector,
        "theme": theme,
        "reason": reason,
        "stalls_checked": stalls,
        **_found(chance, day, chance.choices((0, 1, 2, 3), (70, 18, 8, 4))[0]),
    }


def _random_check(chance: Random, scene: Scene, day: date) -> Row:
    trade = trade_in(chance, day.month)
    place = scene.place(chance, trade, "online")
    return {
        "inspected_on": day,
        "object_name": party(chance, trade.shops),
        **{name: place[name] for name in ("township", "office", "address")},
        "sector": trade.sector,
        "theme": "trademark",
        "reason": "random",
        "stalls_checked": 1,
        **_found(chance, day, chance.choices((0, 1), (80, 20))[0]),
    }


def _for_case(chance: Random, case: Row, report: Row | None) -> Row:
    """The visit at which a case was found, or that followed the lead."""
    own = case["source"] == "inspection"
    waited = 0 if own else chance.randint(0, 2)
    return {
        **_same_place(case),
        "office": case["office"],
        "inspected_on": working_days_after(case["found_on"], waited) if waited else case["found_on"],
        "object_name": case["party"],
        "credit_code": case["credit_code"],
        "theme": "gi" if case["right"] == "gi" else "patent" if case["right"] == "patent" else "trademark",
        "reason": "complaint" if report else chance.choice(("routine", "campaign")),
        "complaint": report and report["number"],
        "case": case["number"],
        "stalls_checked": 1,
        "people_sent": chance.randint(2, 4),
        "problems": 1,
    }


def _for_complaint(chance: Random, complaint: Row) -> Row:
    day = working_days_after(complaint["received_on"], chance.randint(1, 5))
    office = complaint["office"] if complaint["office"] != "TJ" else "ZD"
    return {
        **_same_place(complaint),
        "office": office,
        "inspected_on": day,
        "object_name": complaint["respondent"],
        "theme": "counterfeit",
        "reason": "complaint",
        "complaint": complaint["number"],
        "stalls_checked": 1,
        **(_found(chance, day, chance.choices((0, 1), (75, 25))[0]) if day else {}),
    }


def _same_place(row: Row) -> Row:
    return {name: row.get(name) for name in ("township", "market", "address", "sector")}


def _found(chance: Random, day: date, problems: int) -> Row:
    """What was found, and until when it is to be mended; some mend it late, a few not at all."""
    found: Row = {"people_sent": chance.randint(2, 4), "problems": problems}
    due = days_after(day, chance.randint(7, 15)) if problems else None
    if due:
        found["follow_up_due"] = due
        late = chance.random() < 0.1
        found["follow_up_done"] = days_after(due, chance.randint(2, 9) if late else -chance.randint(0, 5))
    return found
