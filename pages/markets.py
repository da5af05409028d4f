"""市场地图: where the regulated markets are, which need a visit, what happened at this one."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from data.ledgers import ledger
from data.registry import entries
from pages.parts.asking.filters import Choice, Switch, Words, filters, joined, told
from pages.parts.asking.picking import picking_table
from pages.parts.frame import address, cached
from pages.parts.frame.context import Page, current
from pages.parts.frame.head import head
from pages.parts.markets.profile import profile
from pages.parts.showing.figure import origin, pictures, table, take_away
from pages.parts.showing.map import map_style, scale, show_drawn, show_map
from pages.parts.showing.sources import CachedFacts, provenance
from services.cultivation.colouring import by_stage
from services.cultivation.market_day import known
from services.cultivation.standing import stage_by_market
from services.days.months import months_up_to
from services.figures.export import Provenance
from services.figures.palette import LIGHTS
from services.figures.spec import screen_spec, with_rows
from services.maps import drawn, layers, marks
from services.maps.colouring import Colouring, coloured
from services.maps.credit import credit
from services.maps.view import HEIGHT, WIDTH, fit
from services.markets import register as markets
from services.markets.colourings import COLOURINGS, by_office
from services.records.readable import readable
from services.words import formats

BESIDE_PROFILE = 240
LEDGER = ledger("markets")
SHOWN = ("name", "kind", "merchants", "cases", "complaints", "inspected_on", "office", "township")
COUNTED = ("cases", "complaints", "inspected_on")
choose = partial(address.put, "market")


def controls(page: Page) -> tuple[dict[str, Any], str]:
    """The filters and the way of colouring, from the address; and what the filters leave, in words."""
    _ = page._

    def choice(column: str, width: int, options: Mapping[str, str] | None = None) -> Choice:
        declared = LEDGER.column(column)
        if options is None:
            options = {option.code: _.text(option.label) for option in declared.options()}
        return Choice(column, _.text(declared.label), options, all=_("All"), width=width)

    colourings = {
        "office": _.text(LEDGER.column("office").label),
        **{code: _.text(label) for code, (label, _how) in COLOURINGS.items()},
        "stage": _("Stage of cultivation"),
    }
    sectors = {entry.code: _.text(entry.label) for entry in entries("sectors")}
    declared = (
        choice("kind", 140),
        choice("office", 170, cached.answer(markets.offices)),
        choice("township", 150),
        Choice("sector", _("Sector"), sectors, all=_("All"), width=130),
        choice("status", 110),
        Words("text", _("Search"), _("Name, address, code"), width=190),
    )
    values = filters(
        page,
        Choice("colour", _("Coloured by"), colourings, default="kind", width=190),
        *declared,
        Switch("drawn", _("Drawn map"), _("For browsers that can't draw the moving map")),
    )
    return values, joined(page, told(page, values, *declared).values())


def colouring(page: Page, code: str) -> Colouring:
    """How the markets are coloured."""
    match code:
        case "office":
            return by_office(cached.answer(markets.offices))
        case "stage":
            return by_stage(stage_by_market(cached.answer(known, page.as_of).board))
        case _:
            return COLOURINGS[code][1]


def tooltip(page: Page, row: Mapping) -> str:
    """A market in a few plain lines; the front end shows them as text. Its kind is said once, also as its class."""
    _ = page._
    kinds = {option.code: _.text(option.label) for option in LEDGER.column("kind").options()}
    kind, class_text = kinds.get(row["kind"], ""), row["class_text"] or LIGHTS["unknown"].label(page.language)
    cases, complaints = formats.number(row["cases"]), formats.number(row["complaints"])
    months = formats.months(*months_up_to(page.as_of), page.language)
    return "\n".join(
        [
            f"{row['name']} · {kind}",
            *([class_text] if class_text != kind else []),
            _("{months}: cases {cases}, complaints {complaints}", months=months, cases=cases, complaints=complaints),
            _("Last inspection {day}", day=inspected(page, row)),
        ]
    )


def inspected(page: Page, row: Mapping) -> str:
    """The day of the last inspection; a market without one was never inspected, where its unit has handed in."""
    if row["inspected_on"] is None and row["looked_after"]:
        return page._("never")
    return formats.day(row["inspected_on"], page.language)


def show(
    page: Page, shown: pl.DataFrame, selected: str | None, legend: drawn.Legend, source: Provenance, still: bool
) -> None:
    """The map, moving or drawn, its legend, its credit, and the picture to take away."""
    view = fit(WIDTH, HEIGHT)
    labels = pl.Series("label", [tooltip(page, row) for row in shown.to_dicts()], dtype=pl.String)
    points = marks.set_apart(marks.markets(shown.with_columns(labels)), view)
    names = marks.names(points, selected, view, page.language, scale=scale(page))
    lines = credit(page._, formats.day(page.as_of, page.language))
    mark = page._("Demonstration data") if page.demonstration else ""
    rows = partial(drawn.rows, points, names, selected, view, legend=legend, credit=lines, mark=mark)
    if still:
        show_drawn(with_rows(screen_spec(drawn.screen_map, page.look, view), rows(page.look)), "drawn-map")
    else:
        stack = [
            layers.reference_places(page.theme),
            layers.villages(page.theme),
            layers.ties(marks.homes(points), page.theme),
            layers.market_points(points, selected, page.theme),
            layers.selection_ring(points, selected, page.theme),
            *layers.scale_bar(view, page.theme),
        ]
        deck = layers.deck(stack, view, map_style(page, points["code"], selected), page.theme)
        show_map(deck, "map", choose, height=HEIGHT, credit=" · ".join(lines), legend=legend)
    taken = pictures(page, drawn.printed_map, rows(page.look.printed()), source, (view,))
    with st.container(horizontal=True, horizontal_alignment="right"):
        take_away(page, source, taken, "map-picture")


def listing(page: Page, shown: pl.DataFrame, selected: str | None, source: Provenance) -> None:
    """The markets as a table; a click on a row opens its profile."""
    _ = page._
    labels = {name: _.text(LEDGER.column(name).label) for name in SHOWN if name not in COUNTED}
    labels |= {"cases": _("Cases"), "complaints": _("Complaints"), "inspected_on": _("Last inspection")}
    texts = readable(page.store, shown.select(*LEDGER.schema), LEDGER, page.language, page.sight)
    rows = texts.hstack(shown.select(COUNTED)).select(SHOWN).rename(labels)
    table(page, rows, source, key="markets")
    months = formats.months(*months_up_to(page.as_of), page.language)
    st.caption(_("Cases by filing date and complaints by day of receipt, {months}", months=months))
    if rows.is_empty():
        st.info(_("No market fits these filters. Clear them, or hand in markets on the ledgers page."))
        return
    height = BESIDE_PROFILE if selected else HEIGHT
    picking_table(page, rows, shown["code"].to_list(), name="market", key="market-rows", height=height)


def asked_for(page: Page, everything: pl.DataFrame) -> dict[str, Any] | None:
    """The market of the address, whatever the filters say; a code that is none is named in a notice."""
    code = address.get("market")
    if not code:
        return None
    found = everything.filter(pl.col("code") == code)
    if found.is_empty():
        address.forget("market")
        notice = page._("There is no market {code}.", code=formats.literal(code[:40]))
        st.warning(notice, icon=":material/link_off:")
        return None
    return found.row(0, named=True)


page = current()
_ = page._
facts = CachedFacts()
head(page, "markets")
chosen, words = controls(page)
everything = markets.known(facts, cached.answer(markets.register, page.sight), page.as_of, chosen["sector"])
found = markets.chosen(everything, **{name: chosen[name] for name in ("kind", "office", "township", "status", "text")})
how = colouring(page, chosen["colour"])
shown, legend = coloured(found, how, page.as_of, page.language, page.theme)
source = provenance(
    page,
    _.n("{n} market", "{n} markets", shown.height),
    _(
        "Cases by filing date, complaints by day of receipt, of the last twelve whole months: the month of the as-of "
        "day counts only when that is its last day. Empty where the supervising unit has not handed in all of them. "
        "The last inspection is exact to the as-of day; “never inspected” where the unit has handed in and none is on "
        "file."
    ),
    months_up_to(page.as_of),
    "markets", "cases", "complaints", "inspections",
    filters=words,
)  # fmt: skip
selected = asked_for(page, everything)
code = selected["code"] if selected else None
left, right = st.columns([3, 2])
with left:
    show(page, shown, code, legend, source, chosen["drawn"])
with right:
    if selected:
        profile(page, selected, partial(choose, None))
    listing(page, shown, code, source)
    origin(page, source)
    if how.note:
        st.caption(_.text(how.note))
