"""What the invented work of the plan shares: its units, when it was done, and how its rows are numbered."""

from collections.abc import Iterator
from datetime import date
from random import Random

from data.demo.days import WORKDAYS
from data.demo.names import FANCY
from data.demo.scene import Row

PLAN = date(2023, 5, 29)
UNITS = ("IP", "ZD", "SLS102", "SLS105", "SLS108")


def numbered(prefix: str, rows: Iterator[Row]) -> list[Row]:
    """The rows with their numbers."""
    return [{"number": f"{prefix}{position:03}", **row} for position, row in enumerate(rows, start=1)]


def now_and_then(chance: Random, most: int) -> Iterator[date]:
    """Working days from the first to the last, each up to so many working days after the one before."""
    position = chance.randrange(most)
    while position < len(WORKDAYS):
        yield WORKDAYS[position]
        position += chance.randint(most // 2, most)


def company(chance: Random, kind: str = "科技有限公司") -> str:
    """An invented company of that kind."""
    start = 2 * chance.randrange(len(FANCY) // 2)
    return f"示例{FANCY[start : start + 2]}{kind}"
