"""What a reader asks of the market map: filters, colouring, one market."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from data.ledgers import ledger
from data.registry import entries
from pages.parts.asking.filters import Choice, Switch, Words, filters, joined, told
from pages.parts.frame import address, cached
from pages.parts.frame.context import Page
from services.cultivation.colouring import by_stage
from services.cultivation.market_day import known
from services.cultivation.standing import stage_by_market
from services.maps.colouring import Colouring
from services.markets import register as markets
from services.markets.colourings import COLOURINGS, by_office
from services.words import formats

LEDGER = ledger("markets")
choose = partial(address.put, "market")


def controls(page: Page) -> tuple[dict[str, Any], str]:
    """The filters and the way of colouring, from the address; and what the filters leave, in words."""
    _ = page._

    def choice(column: str, width: int, options: Mapping[str, str] | None = None) -> Choice:
        declared = LEDGER.column(column)
        if options is None:
            options = _.labels(declared.options())
        return Choice(column, _.text(declared.label), options, all=_("All"), width=width)

    colourings = {
        "office": _.text(LEDGER.column("office").label),
        **{code: _.text(label) for code, (label, _how) in COLOURINGS.items()},
        "stage": _("Stage of cultivation"),
    }
    sectors = _.labels(entries("sectors"))
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
