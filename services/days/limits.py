"""Time limits: what they are (`data/registry/time-limits.toml`), and the last day or hour of one that has begun.

Counted as the Civil Code counts periods (民法典 第二百条 to 第二百零四条). The day of the event doesn't count; a limit
in months or years ends on the day of the same number, where the month has none on its last; one that ends on a day off
runs on to the next working day. Hours are counted from the moment itself (第二百零一条) and run through nights and
holidays: 第二百零三条 rolls a last *day*, and no rule in the registry rolls hours.
"""

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from data.clock import ZONE
from data.errors import BoardError
from data.ledgers import ledgers
from data.ledgers.columns import Column, Kind
from data.registry import RegistryError, entries, judged_by
from data.registry.shapes import DAY_OF_MONTH, DAYS, HOURS, MONTHS, WORKING_DAYS, YEARS, Limit, Term
from data.texts import Text
from services.days.calendar import ONE_DAY, after_working_days, rolled

# Ten years are longer than any limit; no month is without its 28th.
MOST = {WORKING_DAYS: 3650, DAYS: 3650, MONTHS: 120, YEARS: 10, HOURS: 3650, DAY_OF_MONTH: 28}
DATES = frozenset({Kind.DATE, Kind.INSTANT})
# What each key of a limit that names a column may name.
WANTED = {
    "starts": DATES | {Kind.PERIOD},
    "ends": DATES,
    "due": DATES,
    "stops": DATES,
    "version": DATES,
    "extended": frozenset({Kind.YES_NO, Kind.COUNT}),
    "excluded": frozenset({Kind.COUNT}),
}


class NoLimit(BoardError):
    """No limit is known to hold for this matter on this day."""


def limits() -> dict[str, Limit]:
    """Every limit by its code, in the registry's order. Raises RegistryError."""
    return {limit.code: _checked(limit) for limit in entries("time-limits", Limit)}


def _checked(limit: Limit) -> Limit:
    where = f"time-limits.toml [{limit.code}]"
    for number, term in enumerate(limit.terms):
        longest = term.value + term.extension + term.further
        if longest > MOST[term.unit]:
            why = f"过长：最多 {MOST[term.unit]}", f"is too long: {MOST[term.unit]} at most"
            if term.unit == DAY_OF_MONTH:
                why = f"{longest} 不是每月都有的一天", f"{longest} is no day of every month"
            raise RegistryError(f"{where} terms[{number}].value", Text(*why))
    begins = [name for name in (limit.starts, limit.due) if name]
    given = bool(limit.ledger), bool(limit.ends), len(begins)
    if given not in ((True, True, 1), (False, False, 0)):
        zh = "ledger、ends 与 starts（或 due）须一并写或都不写"
        raise RegistryError(where, Text(zh, "ledger, ends and starts (or due) are given together or not at all"))
    if limit.ledger:
        _check_columns(limit, where)
    return limit


def _check_columns(limit: Limit, where: str) -> None:
    """RegistryError for a ledger, a column or a code that there is not, and for a column that can't be meant."""
    if limit.ledger not in ledgers():
        known = ", ".join(ledgers())
        raise RegistryError(
            f"{where} ledger", Text(f"没有名为 {limit.ledger} 的台账", f"no ledger {limit.ledger}; known: {known}")
        )
    hours = any(term.unit == HOURS for term in limit.terms)
    for key, kinds in WANTED.items():
        if name := getattr(limit, key):
            column = _column(limit, name, f"{where} {key}")
            exact = hours and key in ("starts", "ends")
            if column.kind not in ({Kind.INSTANT} if exact else kinds):
                why = Text(f"{name} 栏的种类不合", f"{name} is of kind {column.kind}, which does not fit")
                raise RegistryError(f"{where} {key}", why)
    for name, wanted in limit.only.items():
        codes = [choice.code for choice in _column(limit, name, f"{where} only.{name}").options()]
        for code in wanted if isinstance(wanted, tuple) else (wanted,):
            if code not in codes:
                known = ", ".join(codes)
                why = Text(f"{name} 栏没有代码 {code}", f"{name} has no code {code}; known: {known}")
                raise RegistryError(f"{where} only.{name}", why)


def _column(limit: Limit, name: str, where: str) -> Column:
    ledger = ledgers()[limit.ledger]
    if name not in ledger.schema:
        known = ", ".join(ledger.schema)
        raise RegistryError(
            where, Text(f"{limit.ledger} 台账没有 {name} 栏", f"{limit.ledger} has no column {name}; known: {known}")
        )
    return ledger.column(name)


def term_of(limit: Limit, day: date) -> Term:
    """The version in force for a matter of this day; raises NoLimit where there is none."""
    term = next((term for term in reversed(limit.terms) if term.since is None or term.since <= day), None)
    if term and (term.until is None or day <= term.until):
        return term
    raise NoLimit(Text(f"{limit.code}：{day} 没有已知的期限", f"{limit.code}: no limit is known for {day}"))


def in_hours(limit: Limit) -> bool:
    """Whether a limit is counted from moment to moment: then `due_at` answers, and `due` does not."""
    return any(term.unit == HOURS for term in limit.terms)


def due(limit: Limit, start: date, *, of: date | None = None, extended: int = 0, excluded: int = 0) -> date:
    """The last day in time for something that began on `start`.

    `of` decides which version holds where that is another day than `start`; `extended` says how many times it was (a
    yes is once), `excluded` how many days do not count: they push the end of the limit back. Raises NoLimit where no
    version holds, YearNotKnown beyond the known calendar.
    """
    term = term_of(limit, of or start)
    length, pause = _length(term, extended), timedelta(days=excluded)
    match term.unit:
        case "working_days":
            return after_working_days(start + pause, length)
        case "day_of_month":
            start += pause
            month_after = (start.replace(day=1) + timedelta(days=32)).replace(day=length)
            return rolled(start.replace(day=length) if start.day <= length else month_after)
        case "months":
            return rolled(_months_after(start, length) + pause)
        case "years":
            return rolled(_months_after(start, 12 * length) + pause)
        case "days":
            return rolled(start + timedelta(days=length) + pause)
    raise NoLimit(Text(f"{limit.code} 按小时计算", f"{limit.code} is counted in hours"))


def due_at(limit: Limit, start: datetime, *, of: date | None = None, extended: int = 0, excluded: int = 0) -> datetime:
    """The moment at which something that began at the moment `start` is out of time: by a limit in hours so many hours
    later, and 24 more for each day that does not count; by any other the end of the last day in time (24:00 in
    Asia/Shanghai). Raises as `due`."""
    day = start.astimezone(ZONE).date()
    term = term_of(limit, of or day)
    if term.unit == HOURS:
        return start + timedelta(hours=_length(term, extended), days=excluded)
    last = due(limit, day, of=of, extended=extended, excluded=excluded)
    return datetime.combine(last + ONE_DAY, time(), ZONE).astimezone(start.tzinfo)


def _length(term: Term, extended: int) -> int:
    return term.value + sum((term.extension, term.further)[:extended])


def _months_after(day: date, months: int) -> date:
    """The day of the same number so many months later, or the month's last where it has none (第二百零二条)."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def natural_days(limit: Limit, day: date) -> int:
    """How many natural days a matter of this day has; 0 where it is counted otherwise or not known."""
    try:
        term = term_of(limit, day)
    except NoLimit:
        return 0
    return term.value if term.unit == DAYS else 0


judged_by("time-limits", limits)
