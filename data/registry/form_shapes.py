"""What forms.toml may say: a form's rows and columns."""

from typing import Literal

from msgspec import field

from data.registry.shapes import Part, Sourced, Word
from data.texts import Text

# By column of the ledger, the values that are meant.
Conditions = dict[str, tuple[str | bool | int, ...]]


class FormRow(Part, frozen=True, kw_only=True):
    """A row: which cases belong to it, and which may (`unclear`): one of those leaves its cells empty."""

    code: Word
    label: Text
    where: Conditions
    without: Conditions = field(name="except", default_factory=dict)
    unclear: Conditions = field(default_factory=dict)


class FormColumn(Part, frozen=True, kw_only=True):
    """A column: the date that puts a case in the period, what is added up (nothing: cases are counted),
    which cases, and the column that every one of the row's cases must have filled in."""

    code: Word
    label: Text
    date: Word
    sums: tuple[str, ...] = field(name="sum", default=())
    where: Conditions = field(default_factory=dict)
    needs: str = ""


class Form(Sourced, frozen=True, kw_only=True):
    """A form as the registry declares it."""

    ledger: Word
    period: Literal["quarter"]
    rows: tuple[FormRow, ...]
    columns: tuple[FormColumn, ...]
