"""`python -m data.demo.build` writes the demonstration's workbooks, cell for cell the same each time."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any

import xlsxwriter

from data.demo.cases import cases
from data.demo.complaints import complaints
from data.demo.cultivation import cultivation
from data.demo.days import LAST
from data.demo.inspections import inspections
from data.demo.places import markets, offices, people
from data.demo.scene import DATED, Row, Scene
from data.demo.submissions import submissions
from data.ledgers import ledger
from data.ledgers.columns import Column, Kind, Ledger

SEED = 20230529
FOLDER = Path(__file__).parent
TITLE = "{title}（演示数据，均为虚构）"


def demonstration() -> dict[str, list[Row]]:
    """The rows of every ledger by its name, in frame form, in the order in which they are to be taken in."""
    chance = Random(SEED)
    units = offices()
    staff, places = people(units), markets(chance, units)
    scene = Scene(units, places)
    opened = cases(chance, scene)
    received = complaints(chance, scene, opened)
    rows = {"cases": opened, "complaints": received, "inspections": inspections(chance, scene, opened, received)}
    handed_in = submissions(chance, staff, rows)
    cultivated = cultivation(Random(SEED + 2), scene, received)
    return {"offices": units, "people": staff, "markets": places, **rows, "submissions": handed_in, **cultivated}


def sheets(ledger: Ledger, rows: list[Row]) -> Iterator[tuple[str, list[list[Any]]]]:
    """Name and cells of each sheet of a ledger's workbook, a year a sheet where the ledger has a date."""
    dated = DATED.get(ledger.name)
    years = sorted({row[dated].year for row in rows}) if dated else [None]
    for year in years:
        chosen = [row for row in rows if dated is None or row[dated].year == year]
        name = f"{year}年" if year else ledger.title.zh
        cells = [[_cell(column, row.get(column.name)) for column in ledger.columns] for row in chosen]
        yield name, [[TITLE.format(title=ledger.title.zh)], [_header(column) for column in ledger.columns], *cells]


def _header(column: Column) -> str:
    """A header with its unit, for a point's with its coordinate system."""
    return f"{column.label.zh}（{column.unit}）" if column.unit else column.label.zh


def _cell(column: Column, value: Any) -> Any:
    """A value as an officer writes it: choices by their label, yes and no in words."""
    if value is None:
        return None
    match column.kind:
        case Kind.CHOICE | Kind.CHOICES:
            labels = {choice.code: choice.label.zh for choice in column.options()}
            return "；".join(labels[code] for code in value.split(";"))
        case Kind.YES_NO:
            return "是" if value else "否"
        case Kind.INSTANT:
            return value.isoformat()
        case _:
            return value


def write(folder: Path) -> list[Path]:
    """Writes a workbook for each ledger into the folder and returns their paths."""
    paths = []
    for name, rows in demonstration().items():
        paths.append(folder / f"{name}.xlsx")
        with xlsxwriter.Workbook(paths[-1]) as book:
            book.set_properties({"created": datetime(LAST.year, LAST.month, LAST.day)})
            dates = book.add_format({"num_format": "yyyy-mm-dd"})
            for title, cells in sheets(ledger(name), rows):
                sheet = book.add_worksheet(title)
                for number, values in enumerate(cells):
                    for position, value in enumerate(values):
                        sheet.write(number, position, value, dates if isinstance(value, date) else None)
    return paths


if __name__ == "__main__":
    for path in write(FOLDER):
        print(f"{path.name}: {path.stat().st_size:,} bytes")
