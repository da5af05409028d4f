"""市场地图: where the regulated markets are, which need a visit, what happened at this one."""

from functools import partial

import streamlit as st

from pages.parts.frame import cached
from pages.parts.frame.context import current
from pages.parts.frame.head import head
from pages.parts.markets.asked import asked_for, choose, colouring, controls
from pages.parts.markets.listing import listing
from pages.parts.markets.profile import profile
from pages.parts.markets.shown import show
from pages.parts.showing.figure import origin
from pages.parts.showing.sources import CachedFacts, provenance
from services.days.months import months_up_to
from services.maps.colouring import coloured
from services.markets import register as markets

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
        "The last inspection is exact to the as-of day and of any sector; “never inspected” where the unit has handed "
        "in and none is on file."
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
