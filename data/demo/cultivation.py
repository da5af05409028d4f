"""Invented markets on the ladders: where each stands, how it came there, its dated tasks, and its assessments."""

from datetime import date, timedelta
from random import Random

from data.demo.days import FIRST, LAST, days_after
from data.demo.market_work import work
from data.demo.proofs import PAPERS, sha256
from data.demo.scene import Row, Scene
from data.demo.stories import MARKETS, STAGES, STEPS, SUPERIOR_BODY, Step, manner, steps
from data.registry import entries
from data.registry.ladder_shapes import Criterion, Group

# Two years before the last day: what a market did earlier is known only by its stages.
SINCE = date(2024, 10, 8)
CRITERIA = {entry.code: entry for entry in entries("criteria", Criterion)}
SCORED = {entry.code for entry in entries("criteria-groups", Group) if entry.scored}
# The order in which markets file their proofs.
FILED = ("operation", "organisation", "cooperation", "support", "goods", "system", "target")
CONTROL_PAPERS = {
    "admission_commitment": "commitment.pdf",
    "advance_compensation": "payment.pdf",
    "credit_grading": "grading.pdf",
    "joint_punishment": "punishment.pdf",
    "counterfeit_exit": "system.pdf",
    "online_offline": "system.pdf",
}
STARTED = 7  # in selection, and only some criteria are assessed
UNPLANNED, UNSCANNED = 15, 23  # its work plan is overdue; the scan of its superior's notice is missing


def cultivation(chance: Random, scene: Scene, received: list[Row]) -> dict[str, list[Row]]:
    """The rows of every ledger of the standardised markets. `received` are the complaints that claims refer to."""
    places = {number: scene.markets[number - 1] for number in MARKETS}
    standing = [_standing(places[step.market], step.market, step.ladder) for step in STEPS if _last(step)]
    return {
        "cultivation": standing,
        "stage_entries": [_entry(number, step, places[step.market]) for number, step in enumerate(STEPS, start=1)],
        "assessments": [row for number in MARKETS for row in _assessments(chance, number, places[number])],
        "milestones": _milestones(places),
        **work(chance, places, {number: began(number) for number in MARKETS}, received),
    }


def _last(step: Step) -> bool:
    return step is steps(step.market, step.ladder)[-1]


def began(market: int) -> date | None:
    """The first day from which the market's own work is on record; None for one that is not yet in cultivation."""
    days = [
        step.entered for step in STEPS if step.market == market and step.stage not in ("selection", "selection_notice")
    ]
    return max(min(days), SINCE) if days else None


def _standing(place: Row, market: int, ladder: str) -> Row:
    step = steps(market, ladder)[-1]
    planned = [one.entered for one in steps(market, ladder) if one.stage == "cultivation"]
    return {
        "market": place["code"],
        "ladder": ladder,
        "stage": step.stage,
        "entered": step.entered,
        "planned_end": planned[-1] + timedelta(STAGES["cultivation"].days - 1) if planned else None,
        "responsible": f"示例人员{100 + market}",
        "office": place["office"],
        "state": "active",
    }


def _entry(number: int, step: Step, place: Row) -> Row:
    scanned = step.superior and not (step.market == UNSCANNED and step.stage == "selection_notice")
    return {
        "number": f"SLJD{number:03}",
        "market": place["code"],
        "ladder": step.ladder,
        "stage": step.stage,
        "entered": step.entered,
        "document_number": step.document,
        "document_date": max(step.entered - timedelta(2), FIRST) if step.superior else None,
        "document_body": SUPERIOR_BODY if step.superior else None,
        "document": sha256("document.pdf") if scanned else None,
        "valid_to": step.title_ends,
        "office": place["office"],
    }


def _milestones(places: dict[int, Row]) -> list[Row]:
    """The dated tasks of each cultivation from the work plan on; what lies ahead is not done."""
    rows = []
    for step in (one for one in STEPS if one.stage == "cultivation"):
        place, start = places[step.market], step.entered
        next_march = date(start.year + (start >= date(start.year, 3, 30)), 3, 30)
        tasks = {
            "work_plan": (next_march, "work_plan.pdf"),
            "rules": (start + timedelta(120), "system.pdf"),
            "interim": (start + timedelta(190), None),
            "materials": (start + timedelta(350), None),
        }
        for task, (due, paper) in tasks.items():
            late = step.market == UNPLANNED and task in ("work_plan", "interim")
            done = None if late else days_after(due, -12)
            done = done if done and done <= LAST else None
            rows.append(
                {
                    "number": f"SLJDN{len(rows) + 1:03}",
                    "market": place["code"],
                    "ladder": step.ladder,
                    "task": task,
                    "begins": start,
                    "due": due,
                    "progress": 100.0 if done else 40.0,
                    "done_on": done,
                    "proof": sha256(paper) if done and paper else None,
                    "office": place["office"],
                }
            )
    return rows


def _assessments(chance: Random, market: int, place: Row) -> list[Row]:
    """A self-assessment when it applied, one for each proof that is filed, and both kinds every half year."""
    start = began(market)
    rows: dict[tuple, Row] = {}
    first = min(step.entered for step in STEPS if step.market == market)
    if first >= SINCE:
        _round(chance, rows, market, place, first - timedelta(6), "self")
    if start:
        last = manner(market).stops or LAST
        for criterion, day in filed_on(market).items():
            _round(chance, rows, market, place, day, "self", (criterion,))
        for kind, offset in (("self", 75), ("official", 150)):
            for days in range(offset, (last - start).days, 180):
                _round(chance, rows, market, place, days_after(start, days), kind)
    return sorted(rows.values(), key=lambda row: row["assessed_on"])


def filed_on(market: int) -> dict[str, date]:
    """The day on which the market files the proof of each scored criterion, as far as it has come."""
    start, how = began(market), manner(market)
    days = {code: start and days_after(start, 20 + how.gap * place) for place, code in enumerate(FILED[: how.filed])}
    return {code: day for code, day in days.items() if day}


def _round(
    chance: Random, rows: dict, market: int, place: Row, day: date | None, kind: str, codes: tuple[str, ...] = ()
) -> None:
    """An assessment by the criteria named, else by all of them, of both channels, added to the rows."""
    if day is None or day < FIRST:
        return
    for channel in ("offline", "online") if place["online"] else ("offline",):
        for code in codes or tuple(CRITERIA)[: 4 if market == STARTED else None]:
            if channel == "offline" or CRITERIA[code].online:
                row = _points(chance, market, place, day, code)
                where = {"market": place["code"], "assessed_on": day, "kind": kind, "channel": channel}
                rows[(kind, channel, code, day)] = {**where, **row, "assessor": _assessor(market, kind)}


def _assessor(market: int, kind: str) -> str:
    return "示例人员101" if kind == "official" else f"示例人员{200 + market}"


def _points(chance: Random, market: int, place: Row, day: date, code: str) -> Row:
    criterion, filed = CRITERIA[code], filed_on(market).get(code)
    scored, share = criterion.group in SCORED, _share(chance, market, day)
    possible = criterion.points
    proved = filed is not None and filed <= day
    paper = f"{code}.pdf" if f"{code}.pdf" in PAPERS else CONTROL_PAPERS.get(code, "standard.pdf")
    return {
        "criterion": code,
        "points": round(possible * share * 2) / 2 if scored else float(share > 0.6),
        "proof": sha256(paper) if proved or (not scored and share > 0.75) else None,
        "office": place["office"],
    }


def _share(chance: Random, market: int, day: date) -> float:
    """The share of a criterion's points on a day: it rises in the first year, and falls where work is given up."""
    how, start = manner(market), began(market) or day
    share = how.low + (how.high - how.low) * min(max((day - start).days / 365, 0), 1)
    if how.stops:
        share -= 0.3 * min(max((day - (how.stops - timedelta(183))).days / 183, 0), 1)
    return min(max(share + chance.uniform(-0.06, 0.06), 0), 1)
