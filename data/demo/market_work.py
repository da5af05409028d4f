"""What the invented markets do themselves: commitments, compensation, exits, training, checks, grades, punishments."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from data.demo.days import LAST, days_after
from data.demo.names import FANCY
from data.demo.proofs import sha256
from data.demo.scene import Row
from data.demo.stories import Manner, manner

LEDGERS = {
    "commitments": "SLCN",
    "compensations": "SLPC",
    "exits": "SLLC",
    "market_trainings": "SLPX",
    "self_inspections": "SLZC",
    "credit_grades": "SLXY",
    "joint_punishments": "SLCJ",
}
SHOPS = ("商行", "经营部", "食品店", "日杂店", "服饰店")
THEMES = ("商标真伪辨识", "进货索证与台账", "假冒商品处置流程", "线上店铺知识产权规则")
REASONS = ("counterfeit", "counterfeit", "repeated", "refused")
GRADES = {"A": 40, "B": 42, "C": 14, "D": 4}
MOST_SIGNED, MOST_GRADED, EXIT_EVERY = 160, 40, 170


def work(
    chance: Random, places: dict[int, Row], since: dict[int, date | None], received: list[Row]
) -> dict[str, list[Row]]:
    """The rows of LEDGERS, numbered. `since` is the day from which each market's work is on record."""
    rows: dict[str, list[Row]] = {name: [] for name in LEDGERS}
    for number, place in places.items():
        if start := since[number]:
            for name, row in _of_one(chance, place, start, manner(number), received):
                rows[name].append({"market": place["code"], "office": place["office"], **row})
    for name, own in rows.items():
        for position, row in enumerate(own, start=1):
            row["number"] = f"{LEDGERS[name]}{position:04}"
    return rows


def _of_one(chance: Random, place: Row, start: date, how: Manner, received: list[Row]) -> Iterator[tuple[str, Row]]:
    """Ledger and row of everything one market did."""
    end = how.stops or LAST
    merchants = [_merchant(number) for number in range(min(round(place["merchants"] * how.signing), MOST_SIGNED))]
    yield from (("commitments", row) for row in _commitments(chance, place, start, end, merchants, how))
    yield from (("compensations", row) for row in _compensations(chance, place, start, end, received))
    for day in _days(start + timedelta(90), end, EXIT_EVERY):
        yield from _exit(chance, day, chance.choice(merchants))
    for position, day in enumerate(_days(start + timedelta(25), end, 80)):
        yield "market_trainings", _training(chance, day, THEMES[position % len(THEMES)])
    for day in _days(start + timedelta(12), end, 31):
        for channel in ("offline", "online") if place["online"] else ("offline",):
            yield "self_inspections", _check(chance, day, channel, place["merchants"])
    for day in _days(start + timedelta(110), end, 190):
        for merchant in merchants[:MOST_GRADED]:
            grade = chance.choices(list(GRADES), list(GRADES.values()))[0]
            yield "credit_grades", {
                "merchant": merchant, "graded_on": day, "grade": grade, "proof": sha256("grading.pdf")
            }  # fmt: skip


def _merchant(number: int) -> str:
    """A name and a stall; no two of a market are the same."""
    start = 2 * (number % (len(FANCY) // 2))
    return f"示例{FANCY[start : start + 2]}{SHOPS[number % len(SHOPS)]}{'ABCD'[number % 4]}{number + 1}号"


def _days(first: date, last: date, every: int) -> list[date]:
    """Every so many days a working day."""
    found = [days_after(first + timedelta(days), 0) for days in range(0, max((last - first).days, 0), every)]
    return [day for day in found if day and day <= last]


def _commitments(
    chance: Random, place: Row, start: date, end: date, merchants: list[str], how: Manner
) -> Iterator[Row]:
    """Most are signed in the first half year and hold three years; where work is given up they ran out."""
    for merchant in merchants:
        day = days_after(start, 15 + min(int(chance.expovariate(1 / 70)), 300))
        if day is None or day > end:
            continue
        lapses = how.stops is not None and chance.random() < 0.4
        channel = "online" if place["online"] and chance.random() < 0.2 else "offline"
        yield {
            "merchant": merchant,
            "channel": channel,
            "signed_on": day,
            "valid_to": date(2026, 6, 30) if lapses else day + timedelta(3 * 365),
            "scan": sha256("commitment.pdf") if chance.random() < 0.9 else None,
        }


def _compensations(chance: Random, place: Row, start: date, end: date, received: list[Row]) -> Iterator[Row]:
    """Money paid in each year, and claims out of it: complaints at this market that were settled with money."""
    proof = sha256("payment.pdf")
    for day in _days(start + timedelta(30), end, 365):
        yield {"kind": "fund", "happened_on": day, "amount": Decimal(50_000), "proof": proof}
    for row in received:
        paid = row.get("recovered") if row.get("market") == place["code"] else None
        if paid and start + timedelta(40) < row["received_on"] and row["closed_on"] <= end:
            days = (row["closed_on"] - row["received_on"]).days
            claim = {"kind": "claim", "happened_on": row["closed_on"], "amount": paid, "complaint": row["number"]}
            yield {**claim, "days_to_pay": min(days, chance.randint(2, 12)), "proof": proof}


def _exit(chance: Random, day: date, merchant: str) -> Iterator[tuple[str, Row]]:
    """A merchant that had to leave, now and then punished jointly besides."""
    settled, reason = (LAST - day).days > 60, chance.choice(REASONS)
    yield "exits", {
        "merchant": merchant, "exited_on": day, "reason": reason, "settled": settled, "proof": sha256("exit.pdf")
    }  # fmt: skip
    if chance.random() < 0.3:
        yield (
            "joint_punishments",
            {
                "merchant": merchant,
                "punished_on": day,
                "measure": "列为重点监管对象",
                "partners": "示例区有关部门",
                "ends_on": day + timedelta(365),
                "proof": sha256("punishment.pdf"),
            },
        )


def _training(chance: Random, day: date, theme: str) -> Row:
    return {"held_on": day, "theme": theme, "attendees": chance.randint(18, 75), "proof": sha256("training.png")}


def _check(chance: Random, day: date, channel: str, merchants: int) -> Row:
    found = chance.choices((0, 1, 2, 3, 4), (35, 30, 20, 10, 5))[0]
    return {
        "checked_on": day,
        "channel": channel,
        "merchants_checked": min(merchants, chance.randint(20, 60)),
        "found": found,
        "mended": max(found - (chance.random() < 0.15), 0),
        "proof": sha256("self_inspection.png"),
    }
