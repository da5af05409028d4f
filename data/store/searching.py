"""Where a text that somebody searches for is looked for: not in what that person may not read."""

from dataclasses import dataclass

import sqlalchemy as sa

from data.ledgers.columns import Column, Kind, Ledger
from data.store.forms import ids_of

OFFICE = "office"
# Stands in a text where a name is taken out of it.
NAMELESS = "＊"
MIDDLE_DOT = "·"


@dataclass(frozen=True, slots=True)
class Looking:
    """Whose rows may be searched. In rows of `offices` (codes; all rows when None) a text is looked for in every
    searched column. In other rows, in columns that are hidden until a date only once that is filled, and in
    personal columns only with `personal`, and never where the text meets a person's name."""

    offices: tuple[str, ...] | None = None
    personal: bool = False


EVERYWHERE = Looking()


def stands(
    connection: sa.Connection, district: str, ledger: Ledger, source: sa.FromClause, text: str, looking: Looking
) -> sa.ColumnElement[bool]:
    """The condition that the text stands in a searched column of a row."""
    searched = [column for column in ledger.columns if column.searched]
    inside = sa.or_(sa.false(), *(_contains(source.c[column.name], text) for column in searched))
    if looking.offices is None:
        return inside
    others = [
        _in_others(source, ledger, column, text) for column in searched if looking.personal or not column.personal
    ]
    if OFFICE not in ledger.schema or not looking.offices:
        return sa.or_(sa.false(), *others)
    ids = ids_of(connection, district, ledger.column(OFFICE).refers_to, looking.offices)
    return sa.or_(source.c[OFFICE].in_(list(ids.values())) & inside, *others)


def _in_others(source: sa.FromClause, ledger: Ledger, column: Column, text: str) -> sa.ColumnElement[bool]:
    """Whether the text stands in a column of a row as that may be shown to anybody."""
    value = source.c[column.name]
    found = _contains(value, text)
    if column.personal and column.kind is Kind.PERSON:
        # Such a name is a person's, however long its parts are.
        found = found & ~value.contains(MIDDLE_DOT)
    elif column.personal:
        found = _contains(_nameless(source, ledger, value), text)
    return found & source.c[column.hidden_until].is_not(None) if column.hidden_until else found


def _nameless(source: sa.FromClause, ledger: Ledger, value: sa.ColumnElement[str]) -> sa.ColumnElement[str]:
    """A text without the names that stand in other columns of its row."""
    for column in ledger.columns:
        if column.personal and column.kind is Kind.PERSON:
            name = sa.func.coalesce(sa.func.nullif(source.c[column.name], ""), NAMELESS)
            value = sa.func.replace(value, name, NAMELESS)
    return value


def _contains(value: sa.ColumnElement[str], text: str) -> sa.ColumnElement[bool]:
    return value.icontains(text, autoescape=True)
