"""The five tiles of enforcement, and the days that they count."""

from collections.abc import Callable
from decimal import Decimal
from operator import attrgetter

from pages.parts.enforcement.chosen import Chosen, events
from pages.parts.frame.context import Page
from pages.parts.showing.tiles import Tile
from services.enforcement.selection import Totals, totals
from services.words import formats


def numbers(chosen: Chosen) -> list[Tile]:
    """The five tiles, against the same days last year where they can be compared."""
    _, last_year, wanted = chosen.page._, chosen.before(), chosen.filters
    now, before = totals(chosen.cells()), totals(chosen.cells(filters=last_year)) if last_year else None

    def tile(label: str, definition: str, measure: Callable[[Totals], int | Decimal]) -> Tile:
        if isinstance(measure(now), Decimal) and wanted.offices:
            return Tile(label, formats.MISSING, "", 0, _("Not shown for single offices"), definition)
        if chosen.unknown:
            return Tile(label, formats.MISSING, "", 0, _("Not reported yet"), definition)
        return _tile(chosen.page, label, definition, measure(now), measure(before) if before else None)

    reported = _("As units report it, by filing date; none of the legal amounts.")
    fines = _("Fines and confiscated money by date of decision.")
    return [
        *(tile(label, definition, attrgetter(event)) for event, (label, definition) in events(chosen.page).items()),
        tile(_("Reported amount"), reported, lambda found: found.amounts["reported_value"]),
        tile(_("Fines and confiscation"), fines, attrgetter("fines_and_confiscation")),
    ]


def _tile(page: Page, label: str, definition: str, now: int | Decimal, before: int | Decimal | None) -> Tile:
    """One total; more is neither good nor bad."""
    _ = page._

    def written(value: int | Decimal) -> str:
        whole = isinstance(value, int)
        return formats.short(value, page.language) if whole else formats.money(value, page.language)

    if before is None:
        return Tile(label, written(now), "", 0, _("Not compared with last year"), definition)
    rising = (now > before) - (now < before)
    if isinstance(now, Decimal) and isinstance(before, Decimal):
        change = formats.money_change(now, before, page.language)
    else:
        change = formats.change(now, before)
    return Tile(label, written(now), change, rising, _("Same days last year: {n}", n=written(before)), definition)


def counted(chosen: Chosen) -> str:
    """The days that every figure here counts, and why they are not compared, if so."""
    _, filters = chosen.page._, chosen.filters
    days = _("Counted: {days}", days=formats.span(filters.start, filters.end, chosen.page.language))
    return " · ".join(filter(None, (days, chosen.not_compared())))
