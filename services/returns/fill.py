"""Filling a form from its ledger: a cell for each row and column, or the reason why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import polars as pl

from data.registry.form_shapes import Conditions, FormColumn, FormRow
from data.store import Range, Store, read_rows
from data.texts import Text
from services.records.facts import StoreFacts
from services.records.reported import Days, Known, known, missing
from services.returns.form import BadPeriod, Form, Quarter, forms, quarter


@dataclass(frozen=True, slots=True)
class Empty:
    """A cell left empty, by the codes of its row and column, and why."""

    row: str
    column: str
    why: Text


@dataclass(frozen=True, slots=True)
class Filled:
    """A form filled in: values by row and column code (None for an empty cell), the empty cells, the
    units (short names) that have not handed in every day of the quarter up to the as-of day, and the cases that
    belong to no row."""

    form: Form
    quarter: Quarter
    values: Mapping[tuple[str, str], int | Decimal | None]
    empty: tuple[Empty, ...]
    missing_units: tuple[str, ...]
    in_no_row: int


def filled_form(store: Store, code: str, period: str, as_of: date) -> Filled:
    """The form of that code for a quarter such as 2026-Q3, as `fill` gives it."""
    return fill(store, forms()[code], quarter(period), as_of)


def fill(store: Store, form: Form, asked: Quarter, as_of: date) -> Filled:
    """The form for a quarter up to a day, from the ledger as it stands. Raises BadPeriod for one that has not begun."""
    if asked.first > as_of:
        raise BadPeriod(Text(f"{asked} 尚未开始", f"{asked} has not begun"))
    facts, days = StoreFacts(store), (asked.first, min(asked.last, as_of))
    cases = {column.date: _cases(store, form, column.date, days) for column in form.columns}
    if known(facts, form.ledger, *days) is Known.NONE:
        nothing = Text("该季度尚无单位报送", "nobody has handed in anything for this quarter")
        cells = {(row.code, column.code): (None, nothing) for row in form.rows for column in form.columns}
    else:
        cells = {
            (row.code, column.code): _cell(cases[column.date], row, column)
            for row in form.rows
            for column in form.columns
        }
    empty = tuple(Empty(*key, why) for key, (_, why) in cells.items() if why)
    opened = cases[form.columns[0].date]
    in_some_row = pl.any_horizontal(_of_row(row) for row in form.rows)
    return Filled(
        form,
        asked,
        {key: value for key, (value, _) in cells.items()},
        empty,
        missing(facts, form.ledger, *days),
        opened.filter(~in_some_row).height,
    )


def _cases(store: Store, form: Form, dated: str, days: Days) -> pl.DataFrame:
    """The cases of these days by one date, with the columns that the form asks about."""
    named = {name for row in form.rows for part in (row.where, row.without, row.unclear) for name in part}
    for column in form.columns:
        named |= {*column.sums, *column.where, *([column.needs] if column.needs else [])}
    return read_rows(store, form.ledger, where={dated: Range(*days)}, columns=sorted(named))


def _matches(conditions: Conditions) -> pl.Expr:
    return pl.all_horizontal(pl.lit(True), *(pl.col(name).is_in(values) for name, values in conditions.items()))


def _of_row(row: FormRow) -> pl.Expr:
    """Cases of a row; `without` takes those away that match one of its columns."""
    excluded = [pl.col(name).is_in(values) for name, values in row.without.items()]
    return _matches(row.where) & ~pl.any_horizontal(pl.lit(False), *excluded)


def _cell(cases: pl.DataFrame, row: FormRow, column: FormColumn) -> tuple[int | Decimal | None, Text | None]:
    """The value, or None and the reason."""
    unclear = cases.filter(_matches(row.unclear)).height if row.unclear else 0
    if unclear:
        return None, Text(
            f"有 {unclear} 件台账未注明权利类型，分不清归属",
            f"the ledger does not say which right (cases: {unclear})",
        )
    mine = cases.filter(_of_row(row))
    lacking = mine[column.needs].null_count() if column.needs else 0
    if lacking:
        return None, Text(f"有 {lacking} 件未填写该项", f"not filled in (cases: {lacking})")
    mine = mine.filter(_matches(column.where))
    if not column.sums:
        return mine.height, None
    return sum(mine.select(pl.col(column.sums).sum()).row(0), Decimal(0)), None
