"""Invented plots in two seasons: blocks beside the village points, drawn on the grid of the village sketch."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from data.demo.ground import CENTRE, Point, between, to_degrees, villages
from data.demo.places import Row

EARLIER, LATER = SEASONS = ("2024-2025", "2025-2026")
# One step is the precision of the village sketch, about 8.6 m by 11.1 m; a plot measures about 2.9 亩.
STEPS_A_DEGREE = 10_000
WIDE, DEEP = 10, 2
COLUMNS, ROWS = 6, 7
MU = 2.88
KINDS = {"solar": 5, "arch": 3, "open": 2}
VARIETIES = ("示例一号", "示例二号", "示例三号")
NUMERALS = "一二三四五六七"
# By the number of the plot: what is odd about it.
OVERLAPPING, CROSSED, WRONG_AREA = {9: 3, 130: 4}, 47, 88
ONLY_POINTS, SURVEYED = range(160, 167), range(200, 206)
FIRST_OF_LATER = 281
BEYOND_EAST: Point = (498_150.0, 4_327_000.0)
BEYOND_NORTH: Point = (497_650.0, 4_329_640.0)

Cell = tuple[int, int]


def plots(chance: Random, growers: dict[int, str | None]) -> list[Row]:
    """A row for each plot and season, by season and code; `growers` gives the mark user of each plot's number."""
    drawn = [_plot(chance, number, village, cell) for number, (village, cell) in enumerate(_cells(), start=1)]
    rows = []
    for season in SEASONS:
        known = [row for row in drawn if season == LATER or row["number"] < FIRST_OF_LATER]
        rows += [_grown(chance, row, season, growers[row["number"]]) for row in known]
    return rows


def count() -> int:
    return len(_cells())


def _cells() -> list[tuple[str, Cell]]:
    """The village and the south-western corner of every plot, in steps: a block for each village, moved towards the
    centre, and a few plots beyond the area, in the east and in the north."""
    found = []
    for name, place in zip(NUMERALS, villages().values(), strict=True):
        x, y = _cell(between(place, CENTRE, 0.2))
        west, south = x - COLUMNS * (WIDE + 1) // 2, y - ROWS * (DEEP + 1) // 2
        found += [
            (f"示例{name}村", (west + column * (WIDE + 1), south + row * (DEEP + 1)))
            for row in range(ROWS)
            for column in range(COLUMNS)
        ]
    x, y = _cell(BEYOND_EAST)
    found += [("示例六村", (x, y - row * (DEEP + 1))) for row in range(4)]
    x, y = _cell(BEYOND_NORTH)
    return [*found, ("示例五村", (x, y)), ("示例五村", (x + WIDE + 1, y))]


def _cell(metres: Point) -> Cell:
    longitude, latitude = to_degrees(metres)
    return (round(longitude * STEPS_A_DEGREE), round(latitude * STEPS_A_DEGREE))


def _plot(chance: Random, number: int, village: str, cell: Cell) -> Row:
    x, y = cell
    wide = WIDE + OVERLAPPING.get(number, 0)
    corners = [(x, y), (x + wide, y), (x + wide, y + DEEP), (x, y + DEEP)]
    if number == CROSSED:
        corners[2:] = reversed(corners[2:])
    if number in SURVEYED:
        corners = [(x + chance.uniform(-0.02, 0.02), y + chance.uniform(-0.02, 0.02)) for x, y in corners]
    placed = {"point": _point(x + wide / 2, y + DEEP / 2)} if number in ONLY_POINTS else {"geometry": _ring(corners)}
    area = MU * wide / WIDE * (1.3 if number == WRONG_AREA else chance.uniform(0.98, 1.02))
    return {
        "number": number,
        "code": f"SLDK{number:03}",
        "village": village,
        "grower": f"SLH{(number + 1) // 2:03}",
        "kind": chance.choices(list(KINDS), list(KINDS.values()))[0],
        "area_declared": round(area, 2),
        **placed,
    }


def _point(x: float, y: float) -> str:
    return f"{x / STEPS_A_DEGREE:.6f},{y / STEPS_A_DEGREE:.6f}"


def _ring(corners: Sequence[tuple[float, float]]) -> str:
    """GeoJSON of a ring in steps."""
    ring = [[round(x / STEPS_A_DEGREE, 7), round(y / STEPS_A_DEGREE, 7)] for x, y in [*corners, corners[0]]]
    return json.dumps({"type": "Polygon", "coordinates": [ring]}, separators=(",", ":"))


def _grown(chance: Random, plot: Row, season: str, user: str | None) -> Row:
    """What stands on the plot in a season; of plots of nobody who uses the mark the yield is not known."""
    year = int(season[:4])
    sown = date(year, 8, 5) + timedelta(chance.randrange(45))
    kilograms = round(plot["area_declared"] * chance.uniform(3_000, 3_900), -1)
    kept = {name: value for name, value in plot.items() if name != "number"}
    return {
        **kept,
        "season": season,
        "user": user,
        "variety": chance.choice(VARIETIES),
        "sown_on": sown,
        "expected_yield": kilograms if user else None,
    }
