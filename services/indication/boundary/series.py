"""The points of a coordinate table in their order, and where one ring ends and the next begins."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from data.texts import Text
from services.intake.errors import RefusedFile

CLOSED, FEWEST = 3, 3
NUMBER = re.compile(r"\D*?(\d+)\D*")


@dataclass(frozen=True, slots=True)
class Row:
    """A point: its row in the sheet from 1, its own number (3 of J3), what it belongs to (feature, part, ring as
    written), whether a blank row ("blank") or a title ("title") stands before it, and the point."""

    number: int
    label: int | None
    belongs: tuple[str, str, str]
    gap: str
    point: tuple[float, float]


def label_of(text: str | None) -> int | None:
    """The number in a point's name; None where there is none or several."""
    found = NUMBER.fullmatch(text or "")
    return int(found[1]) if found else None


def in_order(columns: Sequence[Sequence[Row]], sheet: str) -> list[Row]:
    """The points of sets of columns printed side by side: set after set or row after row, as their numbers run.

    Raises RefusedFile where they run neither way.
    """
    down = [row for column in columns for row in column]
    if len(columns) <= 1:
        return down
    across = sorted(down, key=lambda row: row.number)
    for order in (down, across):
        if _runs(order):
            return order
    raise RefusedFile(
        Text(
            f"工作表“{sheet}”的坐标分 {len(columns)} 栏并列，点号不连续，无法确定先后",
            f'sheet "{sheet}": its points stand in {len(columns)} sets of columns whose numbers don\'t run on',
        ),
        Text(
            "补全各栏点号（J1、J2…），或把各栏上下接成一栏",
            "number the points of all sets (J1, J2 …), or put the sets below each other",
        ),
    )


def _runs(order: Sequence[Row]) -> bool:
    """Whether each number follows the one before, or closes its ring, or begins another."""
    if any(row.label is None for row in order):
        return False
    ring: list[Row] = []
    for row in order:
        if ring and row.belongs == ring[0].belongs and not row.gap and not _closed(ring) and not _anew(ring, row):
            if row.label != (ring[-1].label or 0) + 1 and row.point != ring[0].point:
                return False
        else:
            ring = []
        ring.append(row)
    return True


def _closed(ring: Sequence[Row]) -> bool:
    return len(ring) > CLOSED and ring[0].point == ring[-1].point


def _anew(ring: Sequence[Row], row: Row) -> bool:
    """Whether numbers that ran on begin anew, and not just to close the ring."""
    whole = len(ring) >= FEWEST and row.point != ring[0].point
    first = ring[0].label
    if not whole or row.label is None or first is None or row.label > first:
        return False
    return all(one.label == first + place for place, one in enumerate(ring))


def rings_of(rows: Sequence[Row], sheet: str) -> list[list[tuple[float, float]]]:
    """The rings of points that belong together: a ring ends where it closes, where the numbers begin anew, and at a
    title or blank row. Raises RefusedFile where a blank row may as well be the end of a page, and where the points
    are numbered through and stand in another order."""
    rings: list[list[Row]] = []
    for row in rows:
        if not rings or _ends(rings[-1], row, sheet):
            rings.append([])
        rings[-1].append(row)
    for ring in rings:
        _refuse_jumbled(ring, sheet)
    return [[row.point for row in ring] for ring in rings]


def _refuse_jumbled(ring: Sequence[Row], sheet: str) -> None:
    """J1, J10, J2 …, as a spreadsheet sorts them, would be drawn criss-cross; a ring may begin at any of its points and
    run either way."""
    rows = ring[:-1] if _closed(ring) else ring
    labels = [row.label for row in rows if row.label is not None]
    if len(labels) < max(len(rows), FEWEST) or set(labels) != set(range(min(labels), min(labels) + len(labels))):
        return
    steps = {(later - label) % len(labels) for label, later in zip(labels, labels[1:] + labels[:1], strict=True)}
    if steps in ({1}, {len(labels) - 1}):
        return
    at = next(place for place in range(1, len(labels)) if labels[place] != labels[place - 1] + 1)
    raise RefusedFile(
        Text(
            f"工作表“{sheet}”第 {rows[at].number} 行的点号没有接上一行，各行不是按点号排列的",
            f'sheet "{sheet}": the number in row {rows[at].number} doesn\'t follow the one above: rows out of order',
        ),
        Text(
            "按点号从小到大排列各行；确以行的先后为准的，删去点号列",
            "sort the rows by their numbers; delete that column if the order of the rows is meant",
        ),
    )


def _ends(ring: Sequence[Row], row: Row, sheet: str) -> bool:
    if _closed(ring) or _anew(ring, row):
        return True
    if len(ring) < FEWEST or row.point == ring[0].point or not row.gap:
        return False
    if row.gap == "blank" and row.label is not None and row.label == (ring[-1].label or 0) + 1:
        raise RefusedFile(
            Text(
                f"工作表“{sheet}”第 {row.number} 行之前有空行，点号连续而环未闭合：无法判断是另一个环还是分页",
                f'sheet "{sheet}": a blank row before row {row.number}, numbers that run on and a ring not closed: '
                "another ring, or another page?",
            ),
            Text(
                "同一个环删去空行；不同的环加“环”列写明环号，或在每个环末尾重复首点",
                "delete the blank row within a ring; number rings in a column of their own, or close each with its "
                "first point",
            ),
        )
    return True
