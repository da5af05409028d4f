"""The vocabulary in which a ledger is declared: kinds, columns, choices, rules, rollups.

Everything the board knows of a column follows from its one declaration: the table, the Excel
template, recognition, validation, comparison, the table on screen, the export and the dictionary.

Two forms of a value are used, and no third:
- **frame form**, everywhere outside `data/store`: polars dtypes of `FRAME_DTYPES`; choices are codes;
  a reference is the key of the row it refers to, money a Decimal in yuan, a point "longitude,latitude"
  in WGS-84, several choices their codes joined by ";".
- **table form**, only inside `data/store`: a reference is the surrogate id, money integer 分.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from data.registry import entries
from data.texts import Text


class Kind(StrEnum):
    TEXT = "text"
    IDENTIFIER = "identifier"
    DATE = "date"
    INSTANT = "instant"
    YES_NO = "yes_no"
    COUNT = "count"
    DECIMAL = "decimal"
    MONEY = "money"
    CHOICE = "choice"
    CHOICES = "choices"
    REFERENCE = "reference"
    PERSON = "person"
    PERIOD = "period"
    POINT = "point"
    GEOMETRY = "geometry"
    ATTACHMENT = "attachment"


KIND_LABELS: dict[Kind, Text] = {
    Kind.TEXT: Text("文本", "text"),
    Kind.IDENTIFIER: Text("编号", "identifier"),
    Kind.DATE: Text("日期", "date"),
    Kind.INSTANT: Text("时刻", "instant"),
    Kind.YES_NO: Text("是否", "yes or no"),
    Kind.COUNT: Text("整数", "whole number"),
    Kind.DECIMAL: Text("小数", "decimal number"),
    Kind.MONEY: Text("金额", "amount of money"),
    Kind.CHOICE: Text("单选", "one choice"),
    Kind.CHOICES: Text("多选", "several choices"),
    Kind.REFERENCE: Text("引用", "reference"),
    Kind.PERSON: Text("人员姓名", "person's name"),
    Kind.PERIOD: Text("期间", "period"),
    Kind.POINT: Text("坐标", "point"),
    Kind.GEOMETRY: Text("图形", "geometry"),
    Kind.ATTACHMENT: Text("附件", "attachment"),
}

MONEY_DTYPE = pl.Decimal(20, 2)

FRAME_DTYPES: dict[Kind, pl.DataType] = {
    **{kind: pl.String() for kind in Kind},
    Kind.DATE: pl.Date(),
    Kind.INSTANT: pl.Datetime("us", "UTC"),
    Kind.YES_NO: pl.Boolean(),
    Kind.COUNT: pl.Int64(),
    Kind.DECIMAL: pl.Float64(),
    Kind.MONEY: MONEY_DTYPE,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a choice column: the stored code, what people read, and what else they write."""

    code: str
    label: Text
    aliases: tuple[str, ...] = ()
    definition: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a ledger, declared once.

    `choices` is a tuple, or the name of a registry list (`"sectors"`) which a bureau may override.
    `refers_to` names the ledger a REFERENCE points to. `check` names a check in
    `services.access.numbers` (`"uscc"`, `"decision_number"`). `unit` is the unit of the stored value;
    a sheet may use another of the same dimension and is converted. `personal` drives masking;
    `hidden_until` names the date column before which the value is shown only to those who handle the row.
    `generated` is the prefix of a number the board makes when the sheet has none.
    """

    name: str
    kind: Kind
    label: Text
    unit: str = ""
    required: bool = False
    key: bool = False
    choices: tuple[Choice, ...] | str = ()
    refers_to: str = ""
    aliases: tuple[str, ...] = ()
    check: str = ""
    minimum: int | None = None
    maximum: int | None = None
    future: bool = False
    personal: bool = False
    hidden_until: str = ""
    generated: str = ""
    searched: bool = False
    example: str = ""
    note: Text | None = None

    def options(self) -> tuple[Choice, ...]:
        """The choices of this column, from the declaration or from the registry it names."""
        if isinstance(self.choices, str):
            return tuple(
                Choice(entry.code, entry.label, entry.aliases, entry.definition) for entry in entries(self.choices)
            )
        return self.choices

    @property
    def dtype(self) -> pl.DataType:
        return FRAME_DTYPES[self.kind]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule over several columns of one row. `broken` is a polars expression, true for a bad row. A `doubt` is told to
    whoever uploads the row, which is taken all the same."""

    name: str
    column: str
    broken: Callable[[], pl.Expr]
    message: Text
    mend: Text
    doubt: bool = False


def not_before(later: str, earlier: str, zh: str, en: str) -> Rule:
    """That one date or point in time of a row is not before another one."""
    return Rule(
        name=f"{later}_not_before_{earlier}",
        column=later,
        broken=lambda: pl.col(later) < pl.col(earlier),
        message=Text(zh, en),
        mend=Text("核对两个日期", "check both dates"),
    )


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened to a row on a date, counted by the rollups.

    `sums` are columns added up (money, counts). With `since`, the days from that column (a date, or a period by its
    first day) to `date` (less the column `without`) are kept as a histogram dimension `days`, -1 when one is missing.
    """

    name: str
    date: str
    sums: tuple[str, ...] = ()
    since: str = ""
    without: str = ""


@dataclass(frozen=True, kw_only=True)
class Rollup:
    """A bounded table kept by the commit: events counted by period (day or month) and dimensions."""

    name: str
    grain: str
    by: tuple[str, ...]
    events: tuple[Event, ...]

    @property
    def sums(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for event in self.events for name in event.sums))

    @property
    def spans(self) -> bool:
        return any(event.since for event in self.events)


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """One ledger. `dated` is the date by which a row belongs to a reporting period; `reported_by`
    the kinds of office that hand it in; `natural_key` tells rows apart when the key is generated;
    `own` marks the board's own ledgers, which no unit hands in. Rows of a `lasting` ledger that somebody
    wrote beside the demonstration stay when that is removed. A `sealed` ledger is written by commands of its
    own alone: no upload and no correction reaches it. A row whose column `frozen_by` is filled never changes
    again but in the columns `still_open`."""

    name: str
    title: Text
    definition: Text
    columns: tuple[Column, ...]
    rules: tuple[Rule, ...] = ()
    rollups: tuple[Rollup, ...] = ()
    natural_key: tuple[str, ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()
    dated: str = ""
    reported_by: tuple[str, ...] = ()
    own: bool = False
    lasting: bool = False
    sealed: bool = False
    frozen_by: str = ""
    still_open: tuple[str, ...] = ()
    order: int = 100

    def column(self, name: str) -> Column:
        return self._by_name[name]

    @property
    def _by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    @property
    def keys(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.key)

    @property
    def schema(self) -> dict[str, pl.DataType]:
        return {column.name: column.dtype for column in self.columns}

    @property
    def references(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.kind is Kind.REFERENCE)
