"""Rows against every rule, all at once: what is wrong where, and the good rows in frame form."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

import polars as pl

from data.ledgers import ledger as ledger_of
from data.ledgers.columns import Column, Kind, Ledger
from services.access.numbers import hide_numbers, numbers_records
from services.access.rights import OFFICE, Person, may, may_everywhere, units, writing
from services.intake.grid import column_letters
from services.intake.headers import LATITUDE, LONGITUDE, Remembered
from services.intake.held import Known
from services.intake.marks import MARKED
from services.intake.matching import PLACE, STORED, given_or_stored, matched, without_repetitions
from services.intake.outcome import How
from services.intake.parse import parse
from services.intake.recognise import Recognised
from services.intake.references import Index, index
from services.intake.units import factor_of
from services.records.faults import FAULTS, Fault
from services.records.proofs import nameable
from services.records.staged import UNKNOWN

# In place of a unit where a row does not say whose it is; no unit has this code.
WITHDRAWN = "_withdrawn"
INCOMPLETE = "incomplete"
PERSONAL_RULES = ("mobile", "identity")
# Of what a record needs; fewer may be slips.
MANY = 3
ERROR_SCHEMA = {
    "file": pl.String(),
    "sheet": pl.String(),
    "row": pl.Int64(),
    "cell": pl.String(),
    "ledger": pl.String(),
    "column": pl.String(),
    "value": pl.String(),
    "rule": pl.String(),
    "message_zh": pl.String(),
    "message_en": pl.String(),
    "mend_zh": pl.String(),
    "mend_en": pl.String(),
    "offers": pl.String(),
}


@dataclass(frozen=True)
class Validated:
    """One ledger of an upload. `rows` are the good rows: the ledger's columns in frame form as they will
    be, `_file`, `_sheet`, `_row`, and id, version and "stored:" columns of the row they change (null when
    new). `bad` counts the others; `met` are the ids of the stored rows that any row is, good or bad;
    `withheld` counts the masked cells for which the stored value was kept; `offices` are the units of all rows,
    good or bad, and of the stored rows they are, UNKNOWN where a row does not say; `again` are the places of rows that
    stand in another sheet of the upload as well and count once."""

    ledger: str
    rows: pl.DataFrame
    errors: pl.DataFrame
    bad: int
    met: pl.Series
    withheld: int
    offices: frozenset[str]
    again: pl.DataFrame


@dataclass
class _Faults:
    """Collects faults as frames. `letters` are the columns of each sheet as a spreadsheet names them."""

    ledger: Ledger
    frames: list[pl.DataFrame]
    letters: pl.DataFrame

    def add(self, cells: pl.DataFrame, column: Column, rule: str, fault: Fault) -> None:
        """`cells`: _file, _sheet, _row, value (text) and offers of the cells that broke the rule."""
        if cells.is_empty():
            return
        # Only these rules can fail on a cell that holds a personal number worth hiding.
        hide = partial(hide_numbers, records=numbers_records(column))
        value = pl.col("value").str.replace(MARKED, "").map_elements(hide, return_dtype=pl.String)
        own = self.letters.filter(pl.col("column") == column.name).drop("column")
        self.frames.append(
            cells.join(own, on=("_file", "_sheet"), how="left", maintain_order="left").select(
                pl.col("_file").alias("file"),
                pl.col("_sheet").alias("sheet"),
                pl.col("_row").cast(pl.Int64).alias("row"),
                (pl.col("letters").fill_null("") + pl.col("_row").cast(pl.String)).alias("cell"),
                pl.lit(self.ledger.name).alias("ledger"),
                pl.lit(column.name).alias("column"),
                value.str.slice(0, 200).alias("value"),
                pl.lit(rule).alias("rule"),
                *_texts(fault),
                pl.col("offers"),
            )
        )

    def table(self) -> pl.DataFrame:
        """All faults in the order of the sheet; a row that fails everywhere has a line for each cell."""
        found = pl.concat([pl.DataFrame(schema=ERROR_SCHEMA), *self.frames], how="diagonal")
        return found.sort("file", "sheet", "row", maintain_order=True)


def _texts(fault: Fault) -> list[pl.Expr]:
    return [
        pl.lit(fault.message.zh).alias("message_zh"),
        pl.lit(fault.message.en).alias("message_en"),
        pl.lit(fault.mend.zh).alias("mend_zh"),
        pl.lit(fault.mend.en).alias("mend_en"),
    ]


def validate(
    sheets: Sequence[Recognised],
    known: Known,
    remembered: Remembered,
    fresh: dict[str, pl.DataFrame],
    today: date,
    person: Person,
    refused: pl.DataFrame | None = None,
) -> Validated:
    """All sheets of one ledger, for somebody who may write only rows of some units. `fresh` are the good rows of the
    ledgers validated before it; `refused` errors that were found before and can't be found again, because what
    they are about was not kept."""
    ledger = ledger_of(sheets[0].layout.ledger)
    found_before = [] if refused is None else [refused.filter(pl.col("ledger") == ledger.name)]
    faults = _Faults(ledger, found_before, _letters(sheets))
    parts = [_parsed(sheet, ledger, known, remembered, fresh, today, faults) for sheet in sheets]
    rows, again = without_repetitions(pl.concat(parts, how="diagonal_relaxed"), ledger)
    _find_duplicates(rows, ledger, faults)
    _find_repeated(rows, ledger, faults)
    rows = given_or_stored(matched(rows, ledger, known), ledger)
    own = _own(rows, ledger, known, person, faults)
    scanty = _find_incomplete(own, ledger, faults)
    own = own.join(scanty, on=PLACE, how="anti")
    _find_missing(own, ledger, faults)
    _find_broken_rules(own, ledger, faults)
    _find_foreign_files(own, ledger, known, person, faults)
    errors = _one_a_line(faults.table())
    wrong = errors.select(pl.col("file").alias("_file"), pl.col("sheet").alias("_sheet"), pl.col("row").alias("_row"))
    good = rows.join(wrong.unique(), on=PLACE, how="anti")
    withheld = sum(int(rows[name].sum()) for name in rows.columns if name.startswith("withheld:"))
    kept = good.select(pl.exclude("^(withheld|given|refused):.*$"))
    met = rows["id"].drop_nulls()
    bad = rows.height - good.height
    return Validated(ledger.name, kept, errors, bad, met, withheld, _offices(rows, ledger), again)


def _letters(sheets: Sequence[Recognised]) -> pl.DataFrame:
    """Where each column stands in each sheet."""
    places = [
        (layout.file, layout.sheet, name.removesuffix(LONGITUDE).removesuffix(LATITUDE), column_letters(position))
        for layout in (sheet.layout for sheet in sheets)
        for name, position in layout.places.items()
    ]
    schema = [(name, pl.String) for name in ("_file", "_sheet", "column", "letters")]
    return pl.DataFrame(places, schema=schema, orient="row").unique(["_file", "_sheet", "column"], keep="first")


def _one_a_line(errors: pl.DataFrame) -> pl.DataFrame:
    """Of a line that is hardly a record only that is said, and what no cell may hold."""
    place = ["file", "sheet", "row"]
    scanty = errors.filter(pl.col("rule") == INCOMPLETE).select(place).unique()
    said = pl.col("rule").is_in([INCOMPLETE, *PERSONAL_RULES])
    others = errors.filter(~said).join(scanty, on=place, how="anti")
    return pl.concat([errors.filter(said), others]).sort(*place, maintain_order=True)


def _own(rows: pl.DataFrame, ledger: Ledger, known: Known, person: Person, faults: _Faults) -> pl.DataFrame:
    """The rows that are the person's to write, as they stand in the store and as they would stand there. Nothing
    more is said of the others: rules on them would tell what the store holds."""
    action = writing(ledger)
    if may_everywhere(person, action):
        return rows
    column, foreign = ledger.keys[0], pl.lit(True)
    if OFFICE in ledger.schema:
        column, rows = ledger.column(OFFICE), _with_withdrawn(rows, ledger, known)
        places = [pl.col(name) for name in (OFFICE, STORED + OFFICE, WITHDRAWN)]
        offices = {office for place in places for office in rows.select(place).to_series().drop_nulls()}
        others = [office for office in offices if not may(person, action, office)]
        foreign = pl.any_horizontal(place.is_in(others).fill_null(False) for place in places)
    elif may(person, action):
        return rows
    found = rows.filter(foreign).with_columns(value=pl.col(column.name).cast(pl.String), offers=pl.lit(""))
    faults.add(found, column, "not_allowed", FAULTS["not_allowed"])
    return rows.filter(~foreign).drop(WITHDRAWN, strict=False)


def _with_withdrawn(rows: pl.DataFrame, ledger: Ledger, known: Known) -> pl.DataFrame:
    """The rows with the unit of the withdrawn row that each would bring back, for a new row takes its place."""
    keys = [column.name for column in ledger.keys]
    new = rows.filter(pl.col("id").is_null())[keys[0]].drop_nulls().unique().to_list()
    gone = known.with_values(ledger.name, keys[0], new, withdrawn=True).select(*keys, pl.col(OFFICE).alias(WITHDRAWN))
    return rows.join(gone, on=keys, how="left", maintain_order="left")


def _offices(rows: pl.DataFrame, ledger: Ledger) -> frozenset[str]:
    if OFFICE not in ledger.schema:
        return units(ledger, rows)
    stored = rows[STORED + OFFICE].drop_nulls().unique()
    return frozenset(rows[OFFICE].fill_null(UNKNOWN).unique()) | frozenset(stored)


def _parsed(
    sheet: Recognised,
    ledger: Ledger,
    known: Known,
    remembered: Remembered,
    fresh: dict[str, pl.DataFrame],
    today: date,
    faults: _Faults,
) -> pl.DataFrame:
    """One sheet's rows: for each column the value, "given:" whether the sheet has it, "withheld:" where
    the cell was masked, "refused:" where it could not be read."""
    cells = _points_joined(sheet.cells, ledger)
    place = cells.select(
        pl.lit(sheet.layout.file).alias("_file"),
        pl.lit(sheet.layout.sheet).alias("_sheet"),
        pl.col("_row").cast(pl.Int64),
    )
    columns: list[pl.Series | pl.Expr] = []
    for column in ledger.columns:
        given = column.name in cells.columns
        columns.append(pl.lit(given).alias(f"given:{column.name}"))
        if not given:
            columns.append(pl.lit(None, column.dtype).alias(column.name))
            continue
        how = How(
            today=today,
            factor=factor_of(column, sheet.layout.units.get(column.name, "")),
            system=sheet.layout.system,
            remembered=remembered.values.get(column.name, {}),
            names=_names(column, cells[column.name], known, fresh),
        )
        read = parse(column, cells[column.name], how)
        _find_unreadable(place, cells[column.name], read, column, faults)
        columns.append(read["value"].alias(column.name))
        if read["rule"].is_not_null().any():
            columns.append(read["rule"].is_not_null().alias(f"refused:{column.name}"))
        if read["withheld"].any():
            columns.append(read["withheld"].alias(f"withheld:{column.name}"))
    return place.with_columns(columns)


def _points_joined(cells: pl.DataFrame, ledger: Ledger) -> pl.DataFrame:
    """A pair of columns 经度 and 纬度 as the one point column."""
    point = next((column.name for column in ledger.columns if column.kind is Kind.POINT), "")
    pair = [point + LONGITUDE, point + LATITUDE]
    if not set(pair) <= set(cells.columns):
        return cells.drop(pair, strict=False)
    joined = pl.when(pl.any_horizontal(pl.col(pair).is_not_null())).then(
        pl.concat_str(pl.col(pair).fill_null(""), separator=",")
    )
    return cells.with_columns(joined.alias(point)).drop(pair)


def _names(column: Column, cells: pl.Series, known: Known, fresh: dict[str, pl.DataFrame]) -> Index | None:
    if column.kind is not Kind.REFERENCE:
        return None
    return index(known, column.refers_to, fresh.get(column.refers_to), cells.drop_nulls().unique())


def _find_unreadable(
    place: pl.DataFrame, cells: pl.Series, read: pl.DataFrame, column: Column, faults: _Faults
) -> None:
    wrong = place.with_columns(cells.alias("value"), read["rule"], read["offers"]).filter(pl.col("rule").is_not_null())
    for rule in wrong["rule"].unique(maintain_order=True):
        faults.add(wrong.filter(pl.col("rule") == rule), column, rule, FAULTS[rule])


def _find_foreign_files(rows: pl.DataFrame, ledger: Ledger, known: Known, person: Person, faults: _Faults) -> None:
    """Hashes of files that the person may not name. A hash is no right: rows open what they name."""
    for column in ledger.columns:
        if column.kind is not Kind.ATTACHMENT:
            continue
        named = rows.filter(
            pl.col(column.name).is_not_null() & pl.col(column.name).ne_missing(pl.col(STORED + column.name))
        )
        own = nameable(known.store, person, named[column.name].unique())
        foreign = named.filter(~pl.col(column.name).is_in(sorted(own)))
        cells = foreign.with_columns(value=pl.col(column.name), offers=pl.lit(""))
        faults.add(cells, column, "foreign_file", FAULTS["foreign_file"])


def _find_duplicates(rows: pl.DataFrame, ledger: Ledger, faults: _Faults) -> None:
    """A key that stands more than once in the upload; one that stands in the store is a change, no fault."""
    keys = [column.name for column in ledger.keys]
    full = pl.all_horizontal(pl.col(keys).is_not_null())
    twice = rows.filter(full & pl.struct(keys).is_duplicated())
    where = twice.group_by(keys).agg(
        pl.concat_str("_sheet", pl.col("_row").cast(pl.String), separator=" ").str.join("；").alias("offers")
    )
    cells = twice.join(where, on=keys).with_columns(pl.col(keys[0]).cast(pl.String).alias("value"))
    faults.add(cells, ledger.keys[0], "duplicate", FAULTS["duplicate"])


def _find_repeated(rows: pl.DataFrame, ledger: Ledger, faults: _Faults) -> None:
    """Rows without a key of their own that are the same as another of their sheet in every cell."""
    if not ledger.natural_key:
        return
    unkeyed = rows.filter(~pl.all_horizontal(pl.col(column.name).is_not_null() for column in ledger.keys))
    columns = ["_file", "_sheet", *ledger.schema]
    twice = unkeyed.filter(
        pl.struct(columns).is_duplicated() & pl.any_horizontal(pl.col(list(ledger.natural_key)).is_not_null())
    )
    others = twice.group_by(columns).agg(pl.col("_row").cast(pl.String).str.join("、").alias("offers"))
    cells = twice.join(others, on=columns, nulls_equal=True, maintain_order="left")
    faults.add(
        cells.with_columns(value=pl.lit(None, pl.String)),
        ledger.column(ledger.natural_key[0]),
        "repeated",
        FAULTS["repeated"],
    )


def _find_incomplete(rows: pl.DataFrame, ledger: Ledger, faults: _Faults) -> pl.DataFrame:
    """New rows that lack most of what is required, and their places: a bare total, a line of text."""
    required = [column for column in ledger.columns if column.required]
    lacking = pl.sum_horizontal(pl.col(column.name).is_null() & pl.col(f"given:{column.name}") for column in required)
    if len(required) < MANY:
        return rows.head(0).select(PLACE)
    found = rows.filter(pl.col("id").is_null() & (lacking >= MANY) & (2 * lacking > len(required)))
    cells = found.with_columns(value=pl.lit(None, pl.String), offers=pl.lit(""))
    faults.add(cells, required[0], INCOMPLETE, FAULTS[INCOMPLETE])
    return found.select(PLACE)


def _find_missing(rows: pl.DataFrame, ledger: Ledger, faults: _Faults) -> None:
    """Required values that neither the sheet nor the store has."""
    for column in ledger.columns:
        if not column.required:
            continue
        refused = pl.col(f"refused:{column.name}") if f"refused:{column.name}" in rows.columns else pl.lit(False)
        lacking = rows.filter(pl.col(column.name).is_null() & ~refused.fill_null(False))
        lacking = lacking.with_columns(value=pl.lit(None, pl.String), offers=pl.lit(""))
        given = pl.col(f"given:{column.name}")
        faults.add(lacking.filter(given), column, "required", FAULTS["required"])
        faults.add(lacking.filter(~given), column, "column_missing", FAULTS["column_missing"])


def _find_broken_rules(rows: pl.DataFrame, ledger: Ledger, faults: _Faults) -> None:
    """The ledger's rules over several columns, on the row as it would be in the store. A rule about a cell
    that could not be read says nothing."""
    for rule in (rule for rule in ledger.rules if not rule.doubt):
        column = ledger.column(rule.column)
        unread = [f"refused:{name}" for name in rule.broken().meta.root_names() if f"refused:{name}" in rows.columns]
        readable = ~pl.any_horizontal(pl.col(unread).fill_null(False)) if unread else pl.lit(True)
        broken = rows.filter(readable & rule.broken().fill_null(False))
        value = pl.col(column.name).cast(pl.String).alias("value")
        faults.add(broken.with_columns(value, offers=pl.lit("")), column, rule.name, Fault(rule.message, rule.mend))
