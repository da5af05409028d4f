"""规范化培育: which market is at which stage, what is missing, how far it is, who slips back; and the work itself."""

import polars as pl
import streamlit as st

from data.ledgers import ledger
from pages.parts.asking.filters import Choice, choose, filters, joined, told
from pages.parts.cultivation.after import after
from pages.parts.cultivation.board import board
from pages.parts.cultivation.chosen import Chosen
from pages.parts.cultivation.comparison import comparison
from pages.parts.cultivation.market_view import market
from pages.parts.cultivation.progress import progress
from pages.parts.cultivation.work import work
from pages.parts.doing.commands import notice
from pages.parts.frame import cached
from pages.parts.frame.context import Page, current
from pages.parts.frame.head import head
from pages.parts.showing.tasks import tasks_resting_on
from services.cultivation.ladders import ladders
from services.cultivation.market_day import known
from services.markets import register as markets

VIEWS = {
    "board": board,
    "progress": progress,
    "market": market,
    "compare": comparison,
    "after": after,
    "work": work,
}
# They show one market, chosen by its name.
OF_ONE = ("market", "work")
# What the tasks of the plan may rest on here.
LEDGERS = (
    "milestones", "commitments", "compensations", "exits", "self_inspections", "market_trainings",
    "joint_punishments", "credit_grades",
)  # fmt: skip


def all_markets(page: Page) -> Chosen:
    """Every market on a ladder, without filters."""
    found = cached.answer(known, page.as_of)
    return Chosen(page, found, tuple(found.records.markets["code"]), "")


def filtered(page: Page) -> Chosen:
    """The markets that pass the filters of the address."""
    _, register = page._, ledger("markets")

    def choice(column: str, width: int) -> Choice:
        declared = register.column(column)
        options = _.labels(declared.options())
        return Choice(column, _.text(declared.label), options, all=_("All"), width=width)

    office = Choice("office", _.text(register.column("office").label), cached.answer(markets.offices), all=_("All"))
    ladder = _.labels(ladders().values())
    declared = (
        Choice("ladder", _("Ladder"), ladder, all=_("All"), width=130),
        office,
        choice("kind", 140),
        choice("township", 150),
    )
    asked = filters(page, *declared)
    everything = all_markets(page)
    found = everything.records.markets
    for name in ("office", "kind", "township"):
        found = found.filter(pl.col(name) == asked[name]) if asked[name] else found
    if asked["ladder"]:
        on_it = everything.records["cultivation"].filter(pl.col("ladder") == asked["ladder"])
        found = found.filter(pl.col("code").is_in(on_it["market"].to_list()))
    words = joined(page, told(page, asked, *declared).values())
    return Chosen(page, everything.known, tuple(found["code"]), asked["ladder"] or "", words)


page = current()
_ = page._
top = st.container()
names = {
    "board": _("Board"),
    "progress": _("Progress"),
    "market": _("One market"),
    "compare": _("Comparison"),
    "after": _("After recognition"),
    "work": _("Work"),
}
opened = "market" if "market" in st.query_params else "board"
shown = choose(page, Choice("view", _("View"), names, default=opened, buttons=True))["view"]
with top:
    # Work is entered into what is known now.
    head(page, "cultivation", day=page.clock.today() if shown == "work" else None)
said = st.container()
if shown != "work" and cached.answer(known, page.as_of).records["cultivation"].is_empty():
    st.info(
        _("No market is in cultivation yet. Record the first stage of one under Work, hand in the cultivation ledgers "
          "on the ledgers page, or load the demonstration.")
    )  # fmt: skip
    st.page_link("ledgers.py", label=_("To the ledgers"), icon=":material/table_view:")
else:
    VIEWS[shown](all_markets(page) if shown in OF_ONE else filtered(page))
tasks_resting_on(page, *LEDGERS)
with said:
    notice()
