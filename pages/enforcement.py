"""侵权假冒执法: how cases develop by sector, where they come from, what is late, and every case."""

from collections.abc import Callable
from decimal import Decimal
from operator import attrgetter

import streamlit as st

from data.registry import entries
from pages.parts.asking.filters import Choice, Choices, Day, filters, read, told
from pages.parts.enforcement.cases import listing, story
from pages.parts.enforcement.chosen import CASES, VIEWS, Chosen, events
from pages.parts.enforcement.development import development
from pages.parts.enforcement.links import linked
from pages.parts.enforcement.quarterly import form_button
from pages.parts.enforcement.structure import structure
from pages.parts.enforcement.timely import timely
from pages.parts.frame import address, cached
from pages.parts.frame.context import Page, current
from pages.parts.frame.head import head
from pages.parts.showing.sources import CachedFacts
from pages.parts.showing.tiles import Tile, tiles
from services.enforcement.selection import Filters, Totals, totals
from services.records.readable import names_of
from services.words import formats

PARTS = {
    "development": development,
    "structure": structure,
    "chain": linked,
    "timeliness": timely,
    "cases": listing,
}


def choose(page: Page) -> Chosen:
    """The view and the filters, from the address."""
    _ = page._
    sectors = {entry.code: _.text(entry.label) for entry in entries("sectors")}

    def several(column: str, name: str, width: int = 170) -> Choices:
        options = {choice.code: _.text(choice.label) for choice in CASES.column(column).options()}
        return Choices(name, _.text(CASES.column(column).label), options, all=_("All"), width=width)

    view = Choice("view", _("View"), {code: sectors[code] for code in VIEWS}, all=_("All sectors"), buttons=True)
    seen = read(page, view)[0]["view"] or ""
    declared = {
        **({} if seen else {"sector": several("sector", "sectors")}),
        "office": Choices(
            "offices", _.text(CASES.column("office").label), cached.answer(names_of, "offices"), all=_("All"), width=170
        ),
        "right": several("right", "rights", 150),
        "act": several("act", "acts"),
        "channel": several("channel", "channels", 150),
    }
    values = filters(
        page,
        view,
        Choice("event", _("Count"), {code: name for code, (name, _definition) in events(page).items()}, width=110),
        Day("from", _("From"), latest=page.as_of),
        *declared.values(),
    )
    start = min(values["from"] or page.as_of.replace(month=1, day=1), page.as_of)
    wanted = (seen,) if seen else values["sectors"]
    codes = {name: values[name] for name in ("offices", "rights", "acts", "channels")}
    said = told(page, values, *declared.values())
    words = {column: said[one.name] for column, one in declared.items() if one.name in said}
    if seen:
        words["sector"] = _("{label}: {text}", label=_.text(CASES.column("sector").label), text=sectors[seen])
    chosen = Filters(start, page.as_of, wanted, **codes)
    return Chosen(page, CachedFacts(), seen, values["event"], chosen, words)


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


page = current()
_ = page._
head(page, "enforcement")
if number := address.get("case"):
    story(page, number)
chosen = choose(page)
if chosen.facts.reported_from("cases") is None:
    st.info(
        _("No unit has handed in cases yet. Hand in the case ledger on the ledgers page, or load the demonstration.")
    )
    st.page_link("ledgers.py", label=_("To the ledgers"), icon=":material/table_view:")
    st.stop()
st.caption(counted(chosen))
tiles(page, numbers(chosen), key="enforcement-tiles")
names = {
    "development": _("Development"),
    "structure": _("Structure"),
    "chain": _("Chain"),
    "timeliness": _("Timeliness"),
    "cases": _("Cases"),
}
part = Choice("part", _("Part"), names, buttons=True)
shown = read(page, part)[0]["part"]
with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
    part.widget(page, shown)
    form_button(page)
PARTS[shown](chosen)
