"""Invented mark users: their labels, sales and samples in two seasons, with what the use of the mark must find."""

from datetime import date, timedelta
from random import Random

from data.demo.names import FANCY, credit_code
from data.demo.places import Row
from data.demo.plots import LATER, SEASONS, count

USERS = 20
KINDS = (("果蔬专业合作社", "93"), ("家庭农场", "92"), ("农业科技有限公司", "91"))
# Users by number. In the later season the labels of one exceed what its ground bears, another's its quota, and a
# third sold more than it grew; of one the association keeps the books, of one the labels' weight isn't known.
OVER_YIELD, OVER_QUOTA, OVERSOLD, NO_BOOKS, NO_WEIGHT = 3, 6, 8, 11, 14
UNSAMPLED, FAILED = 16, 17
EXPIRING, EXPIRED, SUSPENDED, ENDED = 12, 18, 19, 20
TO = {EXPIRING: date(2026, 11, 28), EXPIRED: date(2026, 6, 30), ENDED: date(2024, 6, 30)}
QUOTAS, USUAL_QUOTA = {OVER_YIELD: 90_000, OVER_QUOTA: 30_000, NO_BOOKS: None}, 60_000
BOOKS = [number for number in range(1, USERS + 1) if number not in (NO_BOOKS, ENDED)]
STATES = {SUSPENDED: "suspended", ENDED: "ended"}
KILOGRAMS_A_LABEL = 2.5
PLOTS_A_USER = 15
# Plots beyond the area: two that its third version takes in, one that stays outside.
BEYOND = {295: "SLYB05", 296: "SLYB05", 299: "SLYB09"}
PARAMETERS = {"示例指标甲": ("毫克/千克", 0.2), "示例指标乙": ("毫克/千克", 0.5)}


def user(number: int) -> str:
    return f"SLYB{number:02}"


def mark_users(chance: Random) -> list[Row]:
    """Twenty users, of whom one no longer grows anything."""
    return [_user(chance, number) for number in range(1, USERS + 1)]


def _user(chance: Random, number: int) -> Row:
    kind, prefix = KINDS[number % len(KINDS)]
    fancy = FANCY[2 * number - 2 : 2 * number]
    begun = date(2023, 9, 1) + timedelta(chance.randrange(300))
    return {
        "code": user(number),
        "name": f"示例{fancy}{kind}",
        "credit_code": credit_code(chance, prefix),
        "systems": "gi_product;certification_mark" if number % 4 == 0 else "gi_product",
        "authorised_from": begun,
        "authorised_to": TO.get(number, date(begun.year + 5, 8, 31)),
        "label_quota": QUOTAS.get(number, USUAL_QUOTA),
        "state": STATES.get(number, "authorised"),
    }


def growers() -> dict[int, str | None]:
    """The mark user of each plot by its number, None for those of nobody: neighbours go together."""
    return {number: _grower(number) for number in range(1, count() + 1)}


def _grower(number: int) -> str | None:
    if number > PLOTS_A_USER * (USERS - 1):
        return BEYOND.get(number)
    return None if number % 9 == 0 else user((number - 1) // PLOTS_A_USER + 1)


def label_issues(chance: Random, plots: list[Row]) -> list[Row]:
    """What was issued to each user in a season and what became of it, in two goes."""
    rows = []
    for season in SEASONS:
        for number in BOOKS:
            total = _labels(chance, number, season, _yield(plots, number, season))
            rows += [_issue(chance, number, season, half, round(total / 2)) for half in (0, 1)]
    return _numbered(rows, "SLBS", "issued_on")


def _labels(chance: Random, number: int, season: str, kilograms: float) -> float:
    if season == LATER and number == OVER_YIELD:
        return kilograms * 1.45 / KILOGRAMS_A_LABEL
    wanted = kilograms * chance.uniform(0.6, 0.85) / KILOGRAMS_A_LABEL
    if season == LATER and number == OVER_QUOTA:
        return wanted
    return min(wanted, QUOTAS.get(number) or USUAL_QUOTA)


def _issue(chance: Random, number: int, season: str, half: int, issued: int) -> Row:
    known = number != NO_WEIGHT
    used, damaged = round(issued * chance.uniform(0.85, 0.95)), round(issued * chance.uniform(0, 0.01))
    day = date(int(season[:4]), 10, 20) + timedelta(60 * half + chance.randrange(20))
    return {
        "user": user(number),
        "season": season,
        "issued_on": day,
        "issued": issued,
        "used": used if known else None,
        "returned": round((issued - used - damaged) * 0.5) if known else None,
        "damaged": damaged if known else None,
        "label_weight": KILOGRAMS_A_LABEL if known else None,
    }


def sales(chance: Random, plots: list[Row]) -> list[Row]:
    """What each user sold under the mark in a season."""
    rows = []
    for season in SEASONS:
        for number in BOOKS:
            share = 1.3 if season == LATER and number == OVERSOLD else chance.uniform(0.5, 0.8)
            quantity = round(_yield(plots, number, season) * share, -1)
            sold_on = date(int(season[5:]), 4, 30)
            rows.append({"user": user(number), "season": season, "sold_on": sold_on, "quantity": quantity})
    return _numbered(rows, "SLXS", "sold_on")


def _yield(plots: list[Row], number: int, season: str) -> float:
    return sum(row["expected_yield"] for row in plots if row["user"] == user(number) and row["season"] == season)


def samples(chance: Random, plots: list[Row]) -> list[Row]:
    """One sample a user and season, two parameters each; in the later season one user has none, and one failed."""
    rows = []
    for season in SEASONS:
        for number in range(1, USERS + 1):
            own = [row["code"] for row in plots if row["user"] == user(number) and row["season"] == season]
            if own and not (season == LATER and number == UNSAMPLED):
                rows += _sample(chance, number, season, chance.choice(own))
    return rows


def _sample(chance: Random, number: int, season: str, plot: str) -> list[Row]:
    taken_on = date(int(season[:4]), 11, 25) + timedelta(chance.randrange(40))
    failed = season == LATER and number == FAILED
    rows = []
    for parameter, (unit, most) in PARAMETERS.items():
        above = failed and parameter == min(PARAMETERS)
        value = most * (1.4 if above else chance.uniform(0.1, 0.7))
        rows.append(
            {
                "number": f"SLCY{season[:4]}-{number:03}",
                "parameter": parameter,
                "taken_on": taken_on,
                "user": user(number),
                "plot": plot,
                "value": f"{value:.3f}",
                "unit": unit,
                "limit": f"≤{most}",
                "verdict": "failed" if above else "passed",
                "laboratory": "示例检验检测机构",
            }
        )
    return rows


def _numbered(rows: list[Row], prefix: str, dated: str) -> list[Row]:
    """The rows by day, with numbers that begin anew each year."""
    counts: dict[int, int] = {}
    ordered = sorted(rows, key=lambda row: (row[dated], row["user"]))
    for row in ordered:
        year = row[dated].year
        counts[year] = counts.get(year, 0) + 1
        row["number"] = f"{prefix}{year}-{counts[year]:03}"
    return ordered
