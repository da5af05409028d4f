"""What a form declares: its rows, its columns, its period."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from data.errors import BoardError
from data.ledgers import require_declared
from data.registry import entries, judged_by
from data.registry.form_shapes import Form
from data.texts import Text

QUARTER = re.compile(r"(\d{4})-?Q([1-4])", re.IGNORECASE)


class BadPeriod(BoardError):
    """A period that is no quarter, or one that has not begun."""


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
    """Every declared form by its code. Raises RegistryError."""
    return {entry.code: _checked(entry) for entry in entries("forms", Form)}


def _checked(form: Form) -> Form:
    asked = [where for row in form.rows for where in (row.where, row.without, row.unclear)]
    columns = [name for where in (*asked, *(column.where for column in form.columns)) for name in where]
    for column in form.columns:
        columns += [column.date, *column.sums, *filter(None, [column.needs])]
    require_declared(f"forms.toml [{form.code}]", form.ledger, columns)
    return form


def quarter(text: str) -> Quarter:
    """The quarter of "2023-Q2"; raises BadPeriod."""
    found = QUARTER.fullmatch(text.strip())
    if not found:
        raise BadPeriod(Text(f"{text}：不是季度，请写成 2023-Q2", f"{text}: no quarter; write it as 2023-Q2"))
    return Quarter(int(found[1]), int(found[2]))


judged_by("forms", forms)
