"""Sheets to ledgers: where the header stands, which ledger it is, what each column means, which rows count."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import polars as pl
from msgspec import field

from data.ledgers import ledger as ledger_of
from data.ledgers import ledgers
from data.ledgers.columns import Kind, Ledger
from data.store.kept import Kept
from data.texts import Text
from services.intake.headers import LATITUDE, LINE_NUMBERS, LONGITUDE, NO_COLUMNS, Match, Remembered, match
from services.intake.read import Sheet
from services.intake.rows_out import reasons
from services.intake.units import NUMBERS, money_unit_around, split_header, system_above
from services.intake.words import plain

# Sheets that show how another one is filled in.
EXAMPLE = re.compile(r"\s*(?:填写|填报|填表|录入)?(?:示例|样例|样表|范例|范本|举例|说明|须知)")
DEEPEST_HEADER = 30
ENOUGH = 3
LEFT_OUT = {
    "total": Text("合计行", "total rows"),
    "empty": Text("空行", "empty rows"),
    "example": Text("模板示例行", "example rows of the template"),
    "section": Text("分段标题行", "section titles"),
    "remark": Text("说明、签字、页码等行", "remarks, signatures, page numbers"),
    "header": Text("重复的表头行、栏次行", "repeated header rows, or rows that number the columns"),
}


class Layout(Kept, frozen=True, kw_only=True):
    """How a sheet is a ledger. `header_row` is the lowest of the header's rows, from 1; `headers` the header
    of each recognised column (half a point has a name of its own, see `headers`) and `places` its position from 0;
    `units` the unit of each number column that has one, UNCLEAR where the sheet contradicts itself; `unknown` the
    headers nobody knows, `ignored` those a person left out, `twice` those of a column that another header has
    already; `missing` the required columns the sheet lacks; `left_out` the numbers of the rows that don't count, by
    the reasons of LEFT_OUT; `hidden_rows` and `hidden_columns` what counts though nobody sees it."""

    file: str
    sheet: str
    ledger: str
    header_row: int
    rows: int
    headers: dict[str, str]
    units: dict[str, str]
    system: str
    unknown: tuple[str, ...]
    ignored: tuple[str, ...]
    missing: tuple[str, ...]
    left_out: dict[str, list[int]]
    places: dict[str, int] = field(default_factory=dict)
    twice: tuple[str, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recognised:
    """A sheet that is a ledger. `cells` has a text column for each recognised column, with the reader's `marks` before
    the texts, and `_row`, the row's number in the sheet; unknown columns are in it no more."""

    layout: Layout
    cells: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Header:
    """Rows that may be the header: their places (from 0), what each position means, and the positions of columns that
    another header has already."""

    ledger: Ledger
    top: int
    bottom: int
    texts: dict[int, str]
    matches: dict[int, Match]
    twice: dict[int, Match]
    score: float


def recognise(
    sheet: Sheet, remembered: Callable[[str], Remembered], ledger_name: str | None = None
) -> Recognised | None:
    """The sheet as the ledger whose columns its header fits best; None when it fits none.

    `remembered` gives what was assigned by hand for a ledger. With `ledger_name` only that one is tried.
    No sheet is a sealed ledger.
    """
    named = [ledger_of(ledger_name)] if ledger_name else ledgers().values()
    candidates = [ledger for ledger in named if not ledger.sealed]
    headers = [
        header
        for ledger in candidates
        for header in _headers(sheet, ledger, remembered(ledger.name))
        if _enough(header, given=bool(ledger_name))
    ]
    if not headers:
        return None
    best = max(headers, key=lambda header: header.score)
    return _with_rows(sheet, best, remembered(best.ledger.name))


def _enough(header: Header, *, given: bool) -> bool:
    """Whether it can be a header: the board's own ledgers must be complete, for few hand them in."""
    found = {found.column for found in header.matches.values()}
    if given:
        return len(found) >= 1 and len(found) * 2 >= min(len(header.texts), 4)
    required = [column.name in found for column in header.ledger.columns if column.required]
    if header.ledger.own:
        return all(required)
    return len(found) >= ENOUGH and (len(found) * 2 >= len(header.texts) or sum(required) * 2 >= len(required))


def _headers(sheet: Sheet, ledger: Ledger, remembered: Remembered) -> list[Header]:
    meaning = cache(lambda word: match(ledger, word, remembered))
    rows = [list(row) for row in sheet.cells.head(DEEPEST_HEADER).iter_rows()]
    title = plain(f"{sheet.name} {' '.join(str(cell) for row in rows[:3] for cell in row[:3] if cell)}")
    named = plain(ledger.title.zh) in title or plain(ledger.title.en) in title
    found = []
    for place, row in enumerate(rows):
        one = {position: [text] for position, text in enumerate(row) if text}
        found.append(_header(ledger, remembered, meaning, place, place, one, named))
        if place + 1 < len(rows) and (two := _two_rows(row, rows[place + 1])):
            found.append(_header(ledger, remembered, meaning, place, place + 1, two, named))
    return [header for header in found if header.matches]


def _two_rows(upper: Sequence[str | None], lower: Sequence[str | None]) -> dict[int, list[str]]:
    """A header of two rows: an upper cell holds for the lower ones below it up to the next upper cell. What each
    position may be called, likeliest first; empty where the lower row adds nothing."""
    groups: list[tuple[str, list[int]]] = []
    texts: dict[int, list[str]] = {}
    for position, (above, below) in enumerate(zip(upper, lower, strict=True)):
        if below and below != above:
            if above or not groups or groups[-1][1][-1] != position - 1:
                groups.append((above or "", []))
            groups[-1][1].append(position)
        elif above:
            texts[position] = [above]
    for over, positions in groups:
        for position in positions:
            texts[position] = _joined(over, str(lower[position]), several=len(positions) > 1)
    return texts if any(over for over, _ in groups) else {}


def _joined(over: str, below: str, *, several: bool) -> list[str]:
    """The words of a lower cell with those of the one above it, whose unit it shares. Alone it counts only beside
    others: a value below a header is one as well."""
    words, inside = split_header(over)
    shared = f"({inside})" if inside and split_header(below)[1] == "" else ""
    named = [
        f"{over}{below}",
        f"{words}{below}{shared}",
        f"{below}{words}{shared}",
        f"{words}{below}",
        f"{below}{words}",
    ]
    alone = [f"{below}{shared}", below] if several or not over else []
    return list(dict.fromkeys([*named, *alone]))


def _header(
    ledger: Ledger,
    remembered: Remembered,
    meaning: Callable[[str], list[Match]],
    top: int,
    bottom: int,
    texts: dict[int, list[str]],
    named: bool,
) -> Header:
    """Each column once: those that fit a header's only meaning first, then the rest from left to right."""
    options = {
        position: list(dict.fromkeys(found for word in words for found in meaning(word)))
        for position, words in texts.items()
        if not any(plain(word) in remembered.ignored for word in words)
    }
    chosen: dict[int, Match] = {}
    for position in sorted(options, key=lambda position: (len(options[position]), position)):
        taken = {found.column for found in chosen.values()}
        free = next((found for found in options[position] if found.column not in taken), None)
        if free:
            chosen[position] = free
    found = {one.column for one in chosen.values()}
    lacking = sum(1 for column in ledger.columns if column.required and column.name not in found)
    # A row of a two-row header fits almost as well alone; the shorter explanation wins a tie.
    score = len(found) - 0.5 * lacking + (2 if named else 0) - 0.1 * (bottom - top)
    headers = {position: words[0] for position, words in texts.items()}
    twice = {position: means[0] for position, means in options.items() if means and position not in chosen}
    return Header(ledger, top, bottom, headers, chosen, twice, score)


def _with_rows(sheet: Sheet, header: Header, remembered: Remembered) -> Recognised:
    names = {found.column: str(position) for position, found in header.matches.items()}
    marked = _marked(sheet, [*names.values(), *(str(position) for position in header.twice)])
    body = marked.with_row_index("_row", offset=1).slice(header.bottom + 1)
    kept, left_out = _split_rows(body, header, names, sheet.cells)
    above = [str(cell) for row in sheet.cells.head(header.top).iter_rows() for cell in row if cell]
    around = money_unit_around([sheet.name, *above, *_remarks(sheet.cells, left_out)])
    systems = [found.system for found in header.matches.values() if found.system]
    others = {position: text for position, text in header.texts.items() if position not in header.matches}
    ignored = [text for text in others.values() if plain(text) in remembered.ignored or plain(text) in NO_COLUMNS]
    twice = [text for position, text in others.items() if position in header.twice and text not in ignored]
    given = {name.removesuffix(LONGITUDE).removesuffix(LATITUDE) for name in names}
    hidden = {row + 1 for row in sheet.hidden_rows}
    layout = Layout(
        file=sheet.file,
        sheet=sheet.name,
        ledger=header.ledger.name,
        header_row=header.bottom + 1,
        rows=kept.height,
        headers={found.column: header.texts[position] for position, found in header.matches.items()},
        units=_units(header, around),
        system=systems[0] if systems else system_above(" ".join(above)),
        unknown=tuple(text for text in others.values() if text not in ignored and text not in twice),
        ignored=tuple(ignored),
        missing=tuple(c.name for c in header.ledger.columns if c.required and c.name not in given),
        left_out=left_out,
        places={found.column: position for position, found in header.matches.items()},
        twice=tuple(twice),
        hidden_rows=tuple(row for row in kept["_row"].to_list() if row in hidden),
        hidden_columns=tuple(name for name, position in names.items() if int(position) in sheet.hidden_columns),
    )
    columns = {name: _with_others(header, name, position, around) for name, position in names.items()}
    return Recognised(layout, kept.select("_row", **columns))


def _with_others(header: Header, name: str, position: str, around: str) -> pl.Expr:
    """A column's cells; where they are empty, those of another column with the same meaning, with its own unit."""
    others = []
    for other, meant in header.twice.items():
        if meant.column == name:
            money = "." not in name and header.ledger.column(name).kind is Kind.MONEY
            others.append(pl.col(str(other)) + pl.lit((meant.unit or around) if money else ""))
    return pl.coalesce(pl.col(position), *others)


def _marked(sheet: Sheet, positions: Sequence[str]) -> pl.DataFrame:
    """The cells with the reader's marks before the texts of recognised columns."""
    columns = []
    for position in positions:
        own = sheet.marks.filter(pl.col("column") == int(position))
        if not own.is_empty():
            before = [""] * sheet.cells.height
            for row, mark in own.select("row", "mark").iter_rows():
                before[row] = mark
            columns.append((pl.Series(before, dtype=pl.String) + sheet.cells[position]).alias(position))
    return sheet.cells.with_columns(columns)


def _remarks(cells: pl.DataFrame, left_out: dict[str, list[int]]) -> list[str]:
    rows = [*left_out.get("remark", []), *left_out.get("section", [])]
    return [str(cell) for row in rows for cell in cells.row(row - 1) if cell]


def _units(header: Header, around: str) -> dict[str, str]:
    """The unit of each column that names one: its own, or for money the one named around the table."""
    units = {}
    for found in header.matches.values():
        column = header.ledger.column(found.column) if "." not in found.column else None
        if column and column.unit and column.kind in NUMBERS:
            unit = found.unit or (around if column.kind is Kind.MONEY else "")
            units |= {column.name: unit} if unit else {}
    return units


def _split_rows(
    body: pl.DataFrame, header: Header, names: dict[str, str], cells: pl.DataFrame
) -> tuple[pl.DataFrame, dict[str, list[int]]]:
    """The rows that count, and the numbers of those left out by reason."""
    numbers = [str(position) for position, text in header.texts.items() if plain(text) in LINE_NUMBERS]
    keys = [names[column.name] for column in header.ledger.keys if column.name in names]
    ahead = dict.fromkeys([*(str(position) for position in sorted(header.texts))][:4] + keys)
    heading = cells[header.top : header.bottom + 1]
    marked = body.with_columns(_why=reasons(body, heading, header.ledger, names, list(ahead), numbers))
    why = marked.filter(pl.col("_why").is_not_null())
    left_out = {reason: why.filter(pl.col("_why") == reason)["_row"].to_list() for reason in LEFT_OUT}
    last = marked.filter(pl.col("_why").is_null())["_row"].max()
    # Empty rows below the last row are no news.
    left_out["empty"] = [row for row in left_out["empty"] if isinstance(last, int) and row < last]
    return marked.filter(pl.col("_why").is_null()).drop("_why"), {why: rows for why, rows in left_out.items() if rows}
