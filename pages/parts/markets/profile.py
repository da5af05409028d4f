"""One market: its facts, and what happened there."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from data.ledgers import ledger
from data.ledgers.columns import Column, Kind
from pages.parts.frame import cached
from pages.parts.frame.context import Page
from services.access import desk
from services.days.months import months_up_to
from services.exchange.sheets import unit_label
from services.markets import register as markets
from services.records.readable import readable
from services.words import formats

LEDGER = ledger("markets")
FACTS = (
    "kind", "operator", "credit_code", "township", "address", "office", "area", "turnover",
    "online", "status", "level", "level_document", "level_valid_to", "point",
)  # fmt: skip
PAST = 260


def profile(page: Page, row: Mapping, close: Callable[[], None]) -> None:
    """The market of `row` (as `services.markets.register.known` gives it); `close` is called by its button."""
    _ = page._
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.subheader(formats.literal(row["name"]), anchor=False, width="content")
            st.button(_("Close"), icon=":material/close:", type="tertiary", on_click=close)
        with st.container(horizontal=True):
            st.metric(_("Merchants"), formats.number(row["merchants"]))
            st.metric(_("Cases"), formats.number(row["cases"]))
            st.metric(_("Complaints"), formats.number(row["complaints"]))
        months = formats.months(*months_up_to(page.as_of), page.language)
        st.caption(_("Cases by filing date and complaints by day of receipt, {months}", months=months))
        st.markdown(_facts(page, row["code"]))
        _past(page, row["code"])


def _facts(page: Page, code: str) -> str:
    """What the ledger says of it; what is not known is left out."""
    sight = page.sight
    rows = desk.rows(page.store, sight, "markets", where={"code": code}, language=page.language)
    known = readable(page.store, rows, LEDGER, page.language, sight).row(0, named=True)
    columns = [LEDGER.column(name) for name in FACTS if known[name] not in (None, "")]
    return " · ".join(
        f"{page._.text(column.label)} **{formats.literal(_value(page, column, known[column.name]))}**"
        for column in columns
    )


def _value(page: Page, column: Column, value: Any) -> str:
    """A value as readable text has it, with numbers, amounts and days as the board writes them."""
    match column.kind:
        case Kind.MONEY:
            return formats.money(value, page.language)
        case Kind.DECIMAL | Kind.COUNT:
            return f"{formats.number(value)} {unit_label(column.unit, page.language)}"
        case Kind.DATE:
            return formats.day(value, page.language)
    return str(value)


def _past(page: Page, code: str) -> None:
    _ = page._
    st.caption(_("What happened here, up to {day}", day=formats.day(page.as_of, page.language)))
    rows = cached.answer(markets.timeline, code, page.as_of)
    if rows.is_empty():
        st.caption(_("Nothing is recorded for this market yet."))
        return
    with st.container(height=PAST, border=False, gap="xxsmall"):
        for row in rows.iter_rows(named=True):
            st.markdown(_happened(page, row))


def _happened(page: Page, row: Mapping) -> str:
    """One line of the timeline."""
    _, kept = page._, ledger(row["ledger"])
    codes = zip(markets.WHAT[row["ledger"]], (row["what"], row["how"]), strict=False)
    labels = {name: _.labels(kept.column(name).options()) for name, _code in codes}
    texts = [labels[name].get(row[place], "") for name, place in zip(labels, ("what", "how"), strict=True)]
    if row["problems"]:
        texts.append(_.n("{n} problem found", "{n} problems found", row["problems"]))
    if row["ledger"] != "inspections":
        closed = row["done"] and row["done"] <= page.as_of
        texts.append(_("closed {day}", day=formats.day(row["done"], page.language)) if closed else _("not closed yet"))
    names = {"cases": _("Case opened"), "complaints": _("Complaint or report"), "inspections": _("Inspection")}
    day = formats.day(row["day"], page.language)
    return f"**{day}** {' · '.join([names[row['ledger']], *filter(None, texts)])}"
