"""侵权假冒执法: how cases develop by sector, where they come from, what is late, and every case."""

import streamlit as st

from pages.parts.asking.filters import Choice, read
from pages.parts.enforcement.asked import choose
from pages.parts.enforcement.cases import listing, story
from pages.parts.enforcement.development import development
from pages.parts.enforcement.links import linked
from pages.parts.enforcement.quarterly import form_button
from pages.parts.enforcement.structure import structure
from pages.parts.enforcement.timely import timely
from pages.parts.enforcement.totals import counted, numbers
from pages.parts.frame import address
from pages.parts.frame.context import current
from pages.parts.frame.head import head
from pages.parts.showing.tasks import tasks_resting_on
from pages.parts.showing.tiles import tiles

PARTS = {
    "development": development,
    "structure": structure,
    "chain": linked,
    "timeliness": timely,
    "cases": listing,
}


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
tasks_resting_on(page, "cases", "complaints", "inspections")
