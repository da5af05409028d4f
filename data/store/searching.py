"""Where a text that somebody searches for is looked for: not in what that person may not read."""

from dataclasses import dataclass

import sqlalchemy as sa

from data.ledgers.columns import Column, Kind, Ledger
from data.store.values import ids_of

OFFICE = "office"
# Stands in a text where a name is taken out of it.
NAMELESS = "＊"
BLANKS = (" ", "\u3000", "\u00a0", "\u200b")
LONGEST_NAME = 4
# How names of organisations end, and what none of them holds that is nothing but that: several names, an operator.
ORGANISATIONS = ("公司", "店", "商行", "经营部", "厂", "超市", "合作社", "中心", "市场")
MORE_THAN_A_NAME = tuple("、，,;；:：/()（）[]【】〔〕+&·•・‧和及与跟暨等的者人")


@dataclass(frozen=True, slots=True)
class Looking:
    """Whose rows may be searched. In rows of `offices` (codes; all rows when None) a text is looked for in every
    searched column. In other rows, in columns that are hidden until a date only once that is filled, and in
    personal columns only with `personal`, and never where the text meets a person's name. Blanks don't count there."""

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
    if column.personal:
        names = [one.name for one in ledger.columns if one.personal and one.kind is Kind.PERSON]
        plain = sa.and_(sa.true(), *(_plain(source.c[name]) for name in names))
        told = _unspaced_text(text)
        # Its first sign first: that spares most rows the rest, which costs four times as much.
        found = _contains(value, told[:1]) & plain & _contains(_nameless(source, names, value, column.name), told)
    return found & source.c[column.hidden_until].is_not(None) if column.hidden_until else found


def _nameless(source: sa.FromClause, names: list[str], value: sa.ColumnElement[str], own: str) -> sa.ColumnElement[str]:
    """A text without blanks, and without the names that stand in other columns of its row."""
    value = _unspaced(value)
    for name in names:
        if name != own:
            value = sa.func.replace(value, sa.func.coalesce(_unspaced(source.c[name]), NAMELESS), NAMELESS)
    return value


def _plain(name: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
    """Whether a name is one name, so that taking it out of a text takes out all that it names: none, a short one, or
    one that ends as an organisation's. A row with others is not searched on behalf of who may not read names."""
    name = sa.func.coalesce(_unspaced(name), "")
    ends = sa.or_(*(name.endswith(ending) for ending in ORGANISATIONS))
    return sa.or_(sa.func.length(name) <= LONGEST_NAME, ends) & sa.and_(*(~name.contains(s) for s in MORE_THAN_A_NAME))


def _unspaced(value: sa.ColumnElement[str]) -> sa.ColumnElement[str]:
    """The value without blanks, null when nothing is left."""
    for blank in BLANKS:
        value = sa.func.replace(value, blank, "")
    return sa.func.nullif(value, "")


def _unspaced_text(text: str) -> str:
    for blank in BLANKS:
        text = text.replace(blank, "")
    return text


def _contains(value: sa.ColumnElement[str], text: str) -> sa.ColumnElement[bool]:
    return value.icontains(text, autoescape=True)
