"""What a form declares: its rows, its columns, its period."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from data.errors import BoardError
from data.registry import Entry, RegistryError, entries, judged_by, text_of
from data.texts import Text

Conditions = Mapping[str, list[Any]]
QUARTER = re.compile(r"(\d{4})-?Q([1-4])", re.IGNORECASE)


class BadPeriod(BoardError):
    """A period that is no quarter, or one that has not begun."""


@dataclass(frozen=True, kw_only=True)
class FormRow:
    """A row: which cases belong to it, and which may (`unclear`): one of those leaves its cells empty."""

    code: str
    label: Text
    where: Conditions
    without: Conditions
    unclear: Conditions


@dataclass(frozen=True, kw_only=True)
class FormColumn:
    """A column: the date that puts a case in the period, what is added up (nothing: cases are counted),
    which cases, and the column that every one of the row's cases must have filled in."""

    code: str
    label: Text
    date: str
    sums: tuple[str, ...]
    where: Conditions
    needs: str


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form as the registry declares it."""

    code: str
    label: Text
    definition: Text
    source: Text
    ledger: str
    rows: tuple[FormRow, ...]
    columns: tuple[FormColumn, ...]


@dataclass(frozen=True, slots=True)
class Quarter:
    """One quarter, written 2023-Q2."""

    year: int
    number: int

    @property
    def first(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        return date(self.year + self.number // 4, self.number % 4 * 3 + 1, 1) - timedelta(days=1)

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"


def forms() -> dict[str, Form]:
    """Every declared form by its code; raises RegistryError for a faulty one."""
    return {entry.code: _form(entry) for entry in entries("forms")}


def _form(entry: Entry) -> Form:
    where, more = f"forms.toml [{entry.code}]", entry.more
    if entry.definition is None or more.get("period") != "quarter" or not more.get("ledger"):
        raise RegistryError(
            where,
            Text('缺少 definition、ledger 或 period = "quarter"', 'needs definition, ledger and period = "quarter"'),
        )
    try:
        rows = tuple(
            FormRow(
                code=row["code"],
                label=text_of(row["label"], f"{where} rows"),
                where=row["where"],
                without=row.get("except", {}),
                unclear=row.get("unclear", {}),
            )
            for row in more["rows"]
        )
        columns = tuple(
            FormColumn(
                code=column["code"],
                label=text_of(column["label"], f"{where} columns"),
                date=column["date"],
                sums=tuple(column.get("sum", ())),
                where=column.get("where", {}),
                needs=column.get("needs", ""),
            )
            for column in more["columns"]
        )
    except KeyError as error:
        raise RegistryError(where, Text(f"有一行或一列缺少 {error}", f"a row or column lacks {error}")) from error
    source = text_of(more.get("source"), f"{where} source")
    return Form(
        code=entry.code,
        label=entry.label,
        definition=entry.definition,
        source=source,
        ledger=more["ledger"],
        rows=rows,
        columns=columns,
    )


def quarter(text: str) -> Quarter:
    """The quarter of "2023-Q2"; raises BadPeriod."""
    found = QUARTER.fullmatch(text.strip())
    if not found:
        raise BadPeriod(Text(f"{text}：不是季度，请写成 2023-Q2", f"{text}: no quarter; write it as 2023-Q2"))
    return Quarter(int(found[1]), int(found[2]))


judged_by("forms", forms)
