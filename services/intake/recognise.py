"""Sheets to ledgers: where the header stands, which ledger it is, what each column means, which rows count."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import polars as pl

from data.ledgers import ledger as ledger_of
from data.ledgers import ledgers
from data.ledgers.columns import Kind, Ledger
from data.texts import Text
from services.intake.headers import LATITUDE, LONGITUDE, NO_COLUMNS, Match, Remembered, match
from services.intake.read import Sheet
from services.intake.units import money_unit_above, system_above
from services.intake.words import plain

DEEPEST_HEADER = 30
ENOUGH = 3
TOTAL = r"^(?:本页|本月|全年|累计)?(?:合计|总计|小计|共计|total|subtotal|grandtotal|sum)[:：]?$"
REMARK = r"^(?:注|备注|说明|填表说明|填表人|填报人|审核|审核人|制表|制表人|联系人|联系电话|note)[:：]"
LEFT_OUT = {
    "total": Text("合计行", "total rows"),
    "empty": Text("空行", "empty rows"),
    "remark": Text("表下说明行", "remarks below the table"),
    "header": Text("重复的表头行", "repeated header rows"),
}


@dataclass(frozen=True, kw_only=True)
class Layout:
    """How a sheet is a ledger. `header_row` is the lowest of the header's rows, from 1; `headers` the header
    of each recognised column (half a point has a name of its own, see `headers`); `unknown` the headers
    nobody knows, `ignored` those a person left out; `missing` the required columns the sheet lacks;
    `left_out` the numbers of the rows that don't count, by the reasons of LEFT_OUT."""

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


@dataclass(frozen=True, slots=True)
class Recognised:
    """A sheet that is a ledger. `cells` has a text column for each recognised column and `_row`, the row's
    number in the sheet; unknown columns are in it no more."""

    layout: Layout
    cells: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Header:
    """A row that may be the header: its place (from 0, the lowest of its rows), what each position means."""

    ledger: Ledger
    top: int
    bottom: int
    texts: dict[int, str]
    matches: dict[int, Match]
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
    """A header of two rows: an upper cell over several lower ones holds for all of them. Empty where the
    lower row can't belong to it: a row of values has one under each header, not several."""
    texts: dict[int, list[str]] = {}
    over = ""
    for position, (above, below) in enumerate(zip(upper, lower, strict=True)):
        if not below or below == above:
            over = ""
            texts |= {position: [above]} if above else {}
            continue
        starts = above and position + 1 < len(upper) and not upper[position + 1] and lower[position + 1]
        if (above and not starts) or (not above and not over):
            return {}
        over = above or over
        texts[position] = [f"{over}{below}", f"{below}{over}", below]
    return texts if any(len(words) > 1 for words in texts.values()) else {}


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
        position: [found for word in words for found in meaning(word)]
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
    return Header(ledger, top, bottom, {position: words[0] for position, words in texts.items()}, chosen, score)


def _with_rows(sheet: Sheet, header: Header, remembered: Remembered) -> Recognised:
    names = {found.column: str(position) for position, found in header.matches.items()}
    body = sheet.cells.with_row_index("_row", offset=1).slice(header.bottom + 1)
    kept, left_out = _split_rows(body, header, names)
    above = " ".join(str(cell) for row in sheet.cells.head(header.top).iter_rows() for cell in row if cell)
    systems = [found.system for found in header.matches.values() if found.system]
    others = [text for position, text in header.texts.items() if position not in header.matches]
    ignored = [text for text in others if plain(text) in remembered.ignored or plain(text) in NO_COLUMNS]
    given = {name.removesuffix(LONGITUDE).removesuffix(LATITUDE) for name in names}
    layout = Layout(
        file=sheet.file,
        sheet=sheet.name,
        ledger=header.ledger.name,
        header_row=header.bottom + 1,
        rows=kept.height,
        headers={found.column: header.texts[position] for position, found in header.matches.items()},
        units=_units(header, money_unit_above(above)),
        system=systems[0] if systems else system_above(above),
        unknown=tuple(text for text in others if text not in ignored),
        ignored=tuple(ignored),
        missing=tuple(c.name for c in header.ledger.columns if c.required and c.name not in given),
        left_out=left_out,
    )
    return Recognised(layout, kept.select("_row", **{name: pl.col(position) for name, position in names.items()}))


def _units(header: Header, above: str) -> dict[str, str]:
    """The unit of each column that names one: its own, or for money the one above the table."""
    units = {}
    for found in header.matches.values():
        column = header.ledger.column(found.column) if "." not in found.column else None
        if column and column.unit and column.kind in (Kind.MONEY, Kind.DECIMAL, Kind.COUNT):
            unit = found.unit or (above if column.kind is Kind.MONEY else "")
            units |= {column.name: unit} if unit else {}
    return units


def _split_rows(body: pl.DataFrame, header: Header, names: dict[str, str]) -> tuple[pl.DataFrame, dict[str, list[int]]]:
    """The rows that count, and the numbers of those left out by reason."""
    first = [str(position) for position in sorted(header.texts)][:4]
    keys = [names[column.name] for column in header.ledger.keys if column.name in names]
    looked_at = [pl.col(name).str.replace_all(r"\s", "").str.to_lowercase() for name in dict.fromkeys([*first, *keys])]
    text_of = {position: text for position, text in header.texts.items() if str(position) in body.columns}
    reason = (
        pl.when(pl.all_horizontal(pl.col(position).is_null() for position in names.values()))
        .then(pl.lit("empty"))
        .when(pl.any_horizontal(text.str.contains(TOTAL) for text in looked_at).fill_null(False))
        .then(pl.lit("total"))
        .when(pl.coalesce(looked_at).str.contains(REMARK).fill_null(False))
        .then(pl.lit("remark"))
        .when(pl.all_horizontal(pl.col(str(position)).eq_missing(text) for position, text in text_of.items()))
        .then(pl.lit("header"))
    )
    marked = body.with_columns(reason.alias("_why"))
    why = marked.filter(pl.col("_why").is_not_null())
    left_out = {reason: why.filter(pl.col("_why") == reason)["_row"].to_list() for reason in LEFT_OUT}
    last = marked.filter(pl.col("_why").is_null())["_row"].max()
    # Empty rows below the last row are no news.
    left_out["empty"] = [row for row in left_out["empty"] if isinstance(last, int) and row < last]
    return marked.filter(pl.col("_why").is_null()).drop("_why"), {why: rows for why, rows in left_out.items() if rows}
