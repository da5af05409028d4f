"""A ledger's column as a field of a form: one widget for each kind of column, whichever form asks for it."""

from datetime import date

import streamlit as st

from data.ledgers.columns import Column, Kind
from pages.parts.frame import cached
from pages.parts.frame.context import Page
from services.access import desk
from services.access.rights import MASKED
from services.exchange.sheets import NO, YES, header
from services.intake.corrections import as_text
from services.records.readable import names_of
from services.words import formats

MOST_CHOSEN = 2_000
EARLIEST = date(1990, 1, 1)


def column_field(page: Page, column: Column, text: str, key: str) -> None:
    """The one widget for a column: a list where the values come from one, a calendar for dates, else text."""
    label, help = header(column, page.language), column.note and page._.text(column.note)
    options = _options(page, column)
    if column.kind is Kind.CHOICES:
        chosen = [code for code in text.split(";") if code in options]
        st.multiselect(
            label, list(options), chosen, format_func=options.__getitem__, key=key, help=help, placeholder=""
        )
    elif options:
        codes = list(dict.fromkeys([*([] if column.required else [""]), *options, text]))
        texts: dict[str, str] = {"": formats.MISSING, **options}
        st.selectbox(
            label, codes, codes.index(text), format_func=lambda code: texts.get(code) or code, key=key, help=help
        )
    elif column.kind is Kind.DATE:
        _date(page, column, text, key, help)
    else:
        st.text_input(label, text, key=key, help=help, placeholder="")


def _date(page: Page, column: Column, text: str, key: str, help: str | None) -> None:
    value, today = date.fromisoformat(text) if text else None, page.clock.today()
    latest = today.replace(year=today.year + 20, day=1) if column.future else today
    bounds = [EARLIEST, latest, *([value] if value else [])]
    st.date_input(column.label(page.language), value, min(bounds), max(bounds), format="YYYY-MM-DD", key=key, help=help)


def _options(page: Page, column: Column) -> dict[str, str]:
    """Labels by code of a column's choices, of yes and no, or of a referred ledger short enough to choose from."""
    if column.kind in (Kind.CHOICE, Kind.CHOICES):
        return page._.labels(column.options())
    if column.kind is Kind.YES_NO:
        return {str(True): YES(page.language), str(False): NO(page.language)}
    if column.kind is Kind.REFERENCE and cached.answer(desk.count, MASKED, column.refers_to) <= MOST_CHOSEN:
        return cached.answer(names_of, column.refers_to)
    return {}


def given(key: str) -> str:
    """What a field was filled in with, as the text that `corrections` takes."""
    value = st.session_state[key]
    return ";".join(value) if isinstance(value, list) else as_text(value).strip()
