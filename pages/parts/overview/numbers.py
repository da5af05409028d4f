"""The overview's tiles: the year so far, the same days last year, the week."""

from decimal import Decimal

from data.ledgers import ledger
from pages.parts.frame.context import Page
from pages.parts.showing.tiles import Tile
from services.indicators import Value
from services.overview import year as overview
from services.overview.year import Number
from services.records.reported import Known
from services.words import formats


def written(page: Page, number: Number, value: Value) -> str:
    """A value of an indicator with its unit."""
    if number.indicator.kind == "money":
        return formats.money(value, page.language)
    unit = page._.text(number.indicator.unit)
    return formats.short(value, page.language) + (f" {unit}" if unit and value is not None else "")


def tile(page: Page, number: Number) -> Tile:
    _, indicator = page._, number.indicator
    year = formats.span(*overview.year_to(page.as_of), page.language)
    before = formats.span(*overview.same_days_last_year(page.as_of), page.language)
    definition = [
        _.text(indicator.definition),
        _("Counted: {what}", what=_.text(indicator.numerator)),
        _("This year: {now}; the same days last year: {before}", now=year, before=before),
        _("Source: {source}", source=f"{_.text(ledger(indicator.ledger).title)} · {_.text(indicator.source)}"),
    ]
    return Tile(
        label=_.text(indicator.label),
        value=written(page, number, number.now),
        change=_change(page, number),
        rising=_rising(number),
        recent=_recent(page, number),
        definition="\n\n".join(definition),
        direction=indicator.direction,
    )


def _recent(page: Page, number: Number) -> str:
    """What the week brought, as far as units have handed it in, and why nothing is compared, if so."""
    _, span = page._, overview.week_of(page.as_of)
    week = formats.span(*span, page.language, year=False)
    brought = _("Not reported yet") if number.week is None else written(page, number, number.week)
    if number.week is not None and number.known_week is not Known.ALL:
        brought = _("{n} so far, not reported by all", n=brought)
    recent = _("New this week ({days}): {n}", days=week, n=brought)
    return "  \n".join(filter(None, (recent, _not_compared(page, number))))


def _not_compared(page: Page, number: Number) -> str:
    """Why nothing is compared; "" where it is."""
    _ = page._
    if number.known is not Known.ALL:
        return _("Not compared: not all units have handed in up to this day")
    return "" if number.before is not None else _("Not compared: not all units handed in last year")


def _change(page: Page, number: Number) -> str:
    """Amounts rest on few cases, so they change by an amount; "" where nothing is compared."""
    now, before = number.now, number.before
    if now is None or before is None:
        return ""
    if isinstance(now, Decimal) and isinstance(before, Decimal):
        return formats.money_change(now, before, page.language)
    return formats.change(now, before)


def _rising(number: Number) -> int:
    if number.now is None or number.before is None:
        return 0
    return (number.now > number.before) - (number.now < number.before)
