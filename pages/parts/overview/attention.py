"""What needs attention, and who has handed in."""

from datetime import timedelta

import streamlit as st

from data.ledgers import ledger
from pages.parts.frame import cached
from pages.parts.frame.context import Page
from services.overview import year as overview
from services.overview.year import Matter
from services.records import submissions
from services.words import formats


def line(page: Page, matter: Matter) -> None:
    """One matter that needs attention, as a link to where it can be seen."""
    _, days = page._, formats.days(matter.days, page.language)
    if matter.kind == "case":
        text = _("{office}: case {number}, open for {days}", office=matter.office, number=matter.code, days=days)
        script, icon, address = "enforcement.py", ":material/hourglass_bottom:", {"case": matter.code}
    else:
        name = _.text(ledger(matter.code).title)
        text = _("{office}: {ledger} not handed in, {days} late", office=matter.office, ledger=name, days=days)
        script, icon, address = "ledgers.py", ":material/assignment_late:", {"ledger": matter.code}
    st.page_link(script, label=formats.literal(text), icon=icon, query_params=address)


def needs_attention(page: Page) -> None:
    """Cases stand for the as-of day, as every figure here; what is owed is owed today."""
    _, today = page._, page.clock.today()
    with st.container(border=True, gap="xsmall"):
        st.subheader(_("Needs attention"), anchor=False, help=_("Cases open longest, and reports that are overdue"))
        shown = overview.attention(
            cached.answer(overview.longest_open, page.as_of, overview.LINES),
            cached.answer(overview.not_handed_in, today),
        )
        for matter in shown:
            line(page, matter)
        if not shown:
            st.caption(_("Nothing is overdue."))
        days = (formats.day(page.as_of, page.language), formats.day(today, page.language))
        st.caption(_("Cases as of {day}, reports as of today, {today}", day=days[0], today=days[1]))


def handed_in(page: Page) -> None:
    """One line of the submissions, for the month that is due."""
    _, today = page._, page.clock.today()
    month = today.replace(day=1) - timedelta(days=1)
    states = submissions.one_line(cached.answer(submissions.matrix, today, f"{month:%Y-%m}"))
    with st.container(border=True, gap="xsmall"):
        known = _("As of today, {day}", day=formats.day(today, page.language))
        st.subheader(_("Reports for {month}", month=formats.month(month, page.language)), anchor=False, help=known)
        st.markdown(
            _(
                "Handed in {reported} · nothing to report {nothing} · not yet {open} · overdue {overdue}",
                **{state: f"**{count}**" for state, count in states.items()},
            )
        )
        st.page_link("ledgers.py", label=_("All units and ledgers"), icon=":material/table_view:")
