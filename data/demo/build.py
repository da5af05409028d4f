"""`python -m data.demo.build` writes the demonstration's workbooks and boundaries, the same each time."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any

import xlsxwriter

from data.demo import FOLDER, mark_use, patents, shows, zone
from data.demo.boundaries import files
from data.demo.cases import cases
from data.demo.complaints import complaints
from data.demo.coop import coop
from data.demo.cultivation import cultivation
from data.demo.days import LAST
from data.demo.inspections import inspections
from data.demo.places import markets, offices, people
from data.demo.plots import plots
from data.demo.publicity import publicity
from data.demo.scene import DATED, Row, Scene
from data.demo.submissions import submissions
from data.ledgers import ledger
from data.ledgers.columns import Column, Kind, Ledger

SEED = 20230529
TITLE = "{title}（演示数据，均为虚构）"
# The zone's team keeps its ledgers as sheets of one workbook.
ZONE_LEDGERS = (
    "gi_rights", "mark_users", "gi_plots", "label_issues", "sales", "gi_samples", "gi_years", "zone_records"
)  # fmt: skip
PATENT_LEDGERS = ("patent_disputes", "campaigns")
SHOW_LEDGERS = ("exhibitions", "exhibition_records", "exhibition_complaints", "pilot_works")
# So does the section that keeps the plan's work, a workbook for each group of ledgers.
COOP_LEDGERS = (
    "joint_actions", "mediation_agreements", "qualifications", "trainings", "patent_uploads", "guidance_use"
)  # fmt: skip
PUBLICITY_LEDGERS = (
    "publicity", "exposed_cases", "media_releases", "difficult_cases", "recommended_cases", "leads", "agencies",
    "company_visits",
)  # fmt: skip
BOOKS: dict[str, str] = {
    **dict.fromkeys(ZONE_LEDGERS, "indication"),
    **dict.fromkeys(COOP_LEDGERS, "coop"),
    **dict.fromkeys(PUBLICITY_LEDGERS, "publicity"),
    **dict.fromkeys(PATENT_LEDGERS, "patents"),
    **dict.fromkeys(SHOW_LEDGERS, "shows"),
}
# The product of these is real.
TITLES = {"gi_rights": "{title}（演示数据，未核实内容留空）"}


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
    patents.mark_key_objects(Random(SEED + 3), opened, rows["inspections"])
    base = {"offices": units, "people": staff, "markets": places}
    cultivated = cultivation(Random(SEED + 2), scene, received)
    zone_rows = indication(Random(SEED + 1))
    worked = {
        **coop(Random(SEED + 6), opened), **publicity(Random(SEED + 7), opened),
        **of_patents(Random(SEED + 4)), **of_shows(Random(SEED + 5)),
    }  # fmt: skip
    return {**base, **rows, "submissions": handed_in, **zone_rows, **cultivated, **worked}


def of_patents(chance: Random) -> dict[str, list[Row]]:
    """The rows of PATENT_LEDGERS."""
    return dict(zip(PATENT_LEDGERS, (patents.disputes(chance), patents.campaigns(chance)), strict=True))


def of_shows(chance: Random) -> dict[str, list[Row]]:
    """The rows of SHOW_LEDGERS."""
    held = shows.exhibitions(chance)
    rows = (held, shows.records(chance, held), shows.complaints(chance, held), shows.pilot_works())
    return dict(zip(SHOW_LEDGERS, rows, strict=True))


def indication(chance: Random) -> dict[str, list[Row]]:
    """The rows of ZONE_LEDGERS."""
    grown = plots(chance, mark_use.growers())
    users, labels = mark_use.mark_users(chance), mark_use.label_issues(chance, grown)
    sold, samples = mark_use.sales(chance, grown), mark_use.samples(chance, grown)
    rows = (zone.rights(), users, grown, labels, sold, samples, zone.years(grown), zone.records())
    return dict(zip(ZONE_LEDGERS, rows, strict=True))


def sheets(ledger: Ledger, rows: list[Row]) -> Iterator[tuple[str, list[list[Any]]]]:
    """Name and cells of each sheet of a ledger's workbook, a year a sheet where the ledger has a date."""
    dated = DATED.get(ledger.name)
    years = sorted({row[dated].year for row in rows}) if dated else [None]
    for year in years:
        chosen = [row for row in rows if dated is None or row[dated].year == year]
        name = f"{year}年" if year else ledger.title.zh
        cells = [[_cell(column, row.get(column.name)) for column in ledger.columns] for row in chosen]
        title = TITLES.get(ledger.name, TITLE).format(title=ledger.title.zh)
        yield name, [[title], [_header(column) for column in ledger.columns], *cells]


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
    """Writes the boundaries and the workbooks into the folder and returns their paths."""
    contents = files()
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    books: dict[str, dict[str, list[Row]]] = defaultdict(dict)
    for name, rows in demonstration().items():
        books[f"{BOOKS.get(name, name)}.xlsx"][name] = rows
    for book, ledgers in books.items():
        _write_book(folder / book, ledgers)
    return [folder / name for name in (*contents, *books)]


def _write_book(path: Path, ledgers: dict[str, list[Row]]) -> None:
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": datetime(LAST.year, LAST.month, LAST.day)})
        dates = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in ledgers.items():
            for title, cells in sheets(ledger(name), rows):
                sheet = book.add_worksheet(title)
                for number, values in enumerate(cells):
                    for position, value in enumerate(values):
                        sheet.write(number, position, value, dates if isinstance(value, date) else None)


if __name__ == "__main__":
    for path in write(FOLDER):
        print(f"{path.name}: {path.stat().st_size:,} bytes")
