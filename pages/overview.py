"""总览: is the work on track, what changed, what is overdue."""

import streamlit as st

from pages.parts.frame.context import current
from pages.parts.frame.head import head
from pages.parts.overview.attention import handed_in, needs_attention
from pages.parts.overview.beginning import where_to_begin
from pages.parts.overview.changes import changed
from pages.parts.overview.numbers import tile
from pages.parts.overview.sectors import sectors
from pages.parts.showing.sources import CachedFacts
from pages.parts.showing.tiles import tiles
from services.overview import year as overview

page = current()
facts = CachedFacts()
head(page, "overview")
numbers = overview.numbers(facts, page.as_of)
if all(facts.reported_from(number.indicator.ledger) is None for number in numbers):
    where_to_begin(page)
tiles(page, [tile(page, number) for number in numbers], key="numbers")
left, right = st.columns([6, 5])
with left:
    sectors(page, facts)
with right:
    needs_attention(page)
    handed_in(page)
changed(page)
