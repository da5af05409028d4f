"""The forms button: choose a form and a quarter, see what can't be filled, take the workbook."""

from datetime import date, timedelta
from functools import partial

import streamlit as st

from pages.parts.doing.download import File, download
from pages.parts.frame import cached
from pages.parts.frame.context import Page
from pages.parts.showing.figure import XLSX
from services.records.batches import last_commit
from services.returns.fill import filled_form
from services.returns.form import Quarter, forms
from services.returns.workbook import provenance, remarks, workbook
from services.words import formats

QUARTERS = 8


def form_button(page: Page) -> None:
    """A popover; nothing is filled until it is open."""
    _ = page._
    opened = st.popover(_("Forms"), icon=":material/description:", key=page.key("forms"), on_change="rerun")
    if not opened.open:
        return
    with opened:
        labels = _.labels(forms().values())
        code = st.selectbox(_("Form"), list(labels), format_func=labels.__getitem__, key=page.key("form"))
        shown = {str(one): formats.quarter(one.first, _.code) for one in _quarters(page.as_of)}
        period = st.selectbox(_("Quarter"), list(shown), format_func=shown.__getitem__, key=page.key("quarter"))
        filled = cached.answer(filled_form, code, period, page.as_of)
        for label, text in remarks(filled, _):
            st.caption(f"**{label}** {formats.literal(text)}")
        about = provenance(
            filled,
            commit=cached.answer(last_commit),
            demonstration=page.demonstration,
            as_of=page.as_of,
            _=_,
        )
        name, make = f"{about.title}-{period}.xlsx", partial(workbook, filled, about, _)
        download(page, File(_("Download the form (XLSX)"), name, XLSX, make, None, "primary"), key="form-file")


def _quarters(day: date) -> list[Quarter]:
    """The quarter of a day and those before it, newest first."""
    found: list[Quarter] = []
    while len(found) < QUARTERS:
        found.append(Quarter(day.year, (day.month + 2) // 3))
        day = found[-1].first - timedelta(days=1)
    return found
