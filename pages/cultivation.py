"""规范化培育: which market is at which stage, what is missing, how far it is, who slips back; and the work itself."""

import polars as pl
import streamlit as st

from data.ledgers import ledger
from pages.parts import cached
from pages.parts.context import Page, current
from pages.parts.cultivation import known
from pages.parts.cultivation.after import after
from pages.parts.cultivation.board import board
from pages.parts.cultivation.chosen import Chosen
from pages.parts.cultivation.comparison import comparison
from pages.parts.cultivation.market_view import market
from pages.parts.cultivation.progress import progress
from pages.parts.filters import Choice, filters
from pages.parts.head import head
from pages.parts.ledger_common import choose, notice
from pages.parts.sources import CachedFacts
from services import markets
from services.cultivation.ladders import ladders

VIEWS = {"board": board, "progress": progress, "market": market, "compare": comparison, "after": after}


def choices(page: Page) -> Chosen:
    """The filters, from the address."""
    _, register = page._, ledger("markets")

    def choice(column: str, width: int) -> Choice:
        declared = register.column(column)
        options = {option.code: _.text(option.label) for option in declared.options()}
        return Choice(column, _.text(declared.label), options, all=_("All"), width=width)

    office = Choice("office", _.text(register.column("office").label), cached.answer(markets.offices), all=_("All"))
    ladder = {code: _.text(one.label) for code, one in ladders().items()}
    asked = filters(
        page,
        Choice("ladder", _("Ladder"), ladder, all=_("All"), width=130),
        office,
        choice("kind", 140),
        choice("township", 150),
    )
    records = known.all_records(page.as_of)
    found = records.markets
    for name in ("office", "kind", "township"):
        if asked[name]:
            found = found.filter(pl.col(name) == asked[name])
    return Chosen(page, CachedFacts(), records, tuple(found["code"]), asked["ladder"] or "")


page = current()
_ = page._
head(page, "cultivation")
names = {
    "board": _("Board"),
    "progress": _("Progress"),
    "market": _("One market"),
    "compare": _("Comparison"),
    "after": _("After recognition"),
}
opened = "market" if "market" in st.query_params else "board"
shown = choose(page, Choice("view", _("View"), names, default=opened, buttons=True))["view"]
said = st.container()
VIEWS[shown](choices(page))
with said:
    notice()
