"""投诉与案件: what happened at one market by month, before and after it joined."""

from datetime import date

import polars as pl
import streamlit as st

from pages.parts.cultivation.chosen import Chosen
from pages.parts.cultivation.comparison import about_joining, joined_rows, titles
from pages.parts.showing.figure import figure, not_compared
from services.cultivation.figures.history import month_rows, months
from services.cultivation.records import Incidents, add_months
from services.cultivation.standing import began
from services.words import formats

BEFORE = 12


def past(chosen: Chosen, code: str) -> None:
    """A figure for complaints and one for cases."""
    _ = chosen.page._
    starts = began(chosen.records.of(code))["start"]
    start = starts.min()
    if not isinstance(start, date):
        st.info(_("Cultivation has not begun here: there is no before and after yet."))
        return
    found = chosen.known.joined.filter(pl.col("market") == code)
    compared, measures = joined_rows(chosen, found), found["measure"].to_list()
    for column, (measure, title) in zip(st.columns(2), titles(chosen).items(), strict=True):
        with column:
            _months(chosen, code, chosen.known.incidents, measure, title, start)
            if measure in measures:
                row = compared.row(measures.index(measure), named=True)
                st.markdown(
                    _("{n} whole months each: {text}", n=row["months"], text=row["text"]),
                    help=_("The month in which cultivation began is left out."),
                )


def _months(chosen: Chosen, code: str, counted: Incidents, measure: str, title: str, start: date) -> None:
    _, states = chosen.page._, counted.states(measure, add_months(start.replace(day=1), -BEFORE))
    own = counted.counts.filter(pl.col("market") == code, pl.col("measure") == measure)
    shown, begin = month_rows(own, states, start, _), min(states, default=counted.last)
    about = chosen.provenance(title, about_joining(chosen, title, measure).definition, measure, since=begin)
    columns = {"when": _("Month"), "n": _("Number"), "note": _("Note")}
    figure(
        chosen.page, months, shown, about, key=f"months-{measure}",
        options=(start.isoformat(), _("joined {day}", day=formats.day(start, _.code))), columns=columns,
        empty=_("No whole month is reported yet."),
    )  # fmt: skip
    not_compared(chosen.page, shown.rename({"month": "period"}))
