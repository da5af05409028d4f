"""What is known of a span of days: one rule for every page.

A span is known wholly when every unit that owes the ledger has handed in all of its days; only such spans are
compared. Where nobody has handed in any of its days and no row lies in it, it is 尚未报送 and never zero. Between the
two, what is counted is what has come in so far, and the figure says that units are missing.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from enum import Enum

import polars as pl

from data.ledgers import ledger as ledger_of
from services.records.exact import months_and_days
from services.records.facts import Facts

Days = tuple[date, date]


class Known(Enum):
    """Whether all, some or none of the units have handed in; SOME also where one has handed in a part of the span."""

    ALL = "all"
    SOME = "some"
    NONE = "none"


def known(facts: Facts, ledger: str, start: date, end: date, units: Sequence[str] = ()) -> Known:
    """What is known of the days from `start` to `end`, both included; of the named units alone where any owes it."""
    held = [days for _office, _name, days in _days(facts, ledger, start, end, units)]
    if held and min(held) == _length(start, end):
        return Known.ALL
    return Known.SOME if any(held) or _any_row(facts, ledger, start, end, units) else Known.NONE


def _any_row(facts: Facts, name: str, start: date, end: date, units: Sequence[str]) -> bool:
    """Whether anything of a ledger happened in the span, by its first rollup: rows may come without a submission. Where
    units are named only theirs count: what others handed in makes no zero of a unit that handed in nothing."""
    rollups = ledger_of(name).rollups
    if not rollups:
        return False
    of_units = [pl.col("office").is_in(units)] if units else []
    return facts.rollup(rollups[0].name).filter(pl.col("period").is_between(start, end), *of_units).height > 0


def comparable(facts: Facts, ledger: str, *spans: Days, units: Sequence[str] = ()) -> bool:
    """Whether these spans may be compared: every unit has handed in all of each."""
    return all(known(facts, ledger, *span, units) is Known.ALL for span in spans)


def missing(facts: Facts, ledger: str, start: date, end: date, units: Sequence[str] = ()) -> tuple[str, ...]:
    """The short names of the units that have not handed in all of the span."""
    whole = _length(start, end)
    return tuple(name for _office, name, days in _days(facts, ledger, start, end, units) if days < whole)


def complete(facts: Facts, ledger: str, start: date, end: date) -> frozenset[str]:
    """The codes of the units that have handed in all of the span."""
    whole = _length(start, end)
    return frozenset(office for office, _name, days in _days(facts, ledger, start, end, ()) if days == whole)


def whole_months(facts: Facts, ledger: str) -> frozenset[date]:
    """The months, by their first day, of which every unit has handed in all days."""
    held: dict[str, set[date]] = {}
    for office, start, end in facts.handed_in(ledger).select("office", "start", "end").rows():
        whole = months_and_days(start, end)[0] if start else None
        held.setdefault(office, set()).update(pl.date_range(*whole, "1mo", eager=True) if whole else ())
    return frozenset(set.intersection(*held.values())) if held else frozenset()


def _days(facts: Facts, ledger: str, start: date, end: date, units: Sequence[str]) -> list[tuple[str, str, int]]:
    """Code and short name of each unit, and how many days of the span it has handed in. A page asks this of every
    period it draws, so it is counted without a frame."""
    spans = facts.handed_in(ledger).select("office", "name", "start", "end").rows()
    own = [span for span in spans if span[0] in units] or spans
    names, held = {office: name for office, name, *_ in own}, Counter[str]()
    for office, _name, first, last in own:
        if first is not None:
            held[office] += max(_length(max(first, start), min(last, end)), 0)
    return [(office, name, held[office]) for office, name in names.items()]


def _length(start: date, end: date) -> int:
    return (end - start).days + 1
