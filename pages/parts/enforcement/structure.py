"""结构: cases by right, act, channel, township; the amounts each for itself; where cases were transferred."""

import polars as pl
import streamlit as st

from pages.parts import cached
from pages.parts.enforcement.chosen import CASES, Chosen, counted_rows
from pages.parts.figure import figure, origin, table
from services import formats
from services.enforcement.filters import AMOUNTS, by, totals, within
from services.enforcement.places import by_receiver, by_township, reported_townships
from services.figures.bars import bars
from services.figures.export import Provenance
from services.figures.spec import scale_end


def structure(chosen: Chosen) -> None:
    """The whole part."""
    columns = st.columns([3, 4, 3])
    for column, dimension in zip(columns, ("right", "act", "channel"), strict=True):
        with column:
            _dimension(chosen, dimension)
    left, right = st.columns(2)
    with left:
        _townships(chosen)
    with right:
        _receivers(chosen)
    if chosen.filters.offices:
        st.info(chosen.page._("Amounts stand for the bureau and its sectors; they are not shown for single offices."))
    else:
        _amounts(chosen)


def _dimension(chosen: Chosen, dimension: str) -> None:
    """Cases by right, act or channel, in the whole months of the period."""
    _, labels, months = chosen.page._, chosen.labels(dimension), chosen.filters.in_months()
    rows = counted_rows(chosen.page, by(within(chosen.months, months), dimension, chosen.event), labels)
    label = _.text(CASES.column(dimension).label)
    _bars(
        chosen,
        rows,
        chosen.provenance(
            _("{event} by: {dimension}", event=chosen.what[0], dimension=label),
            _("{what} In whole months.", what=chosen.what[1]),
            filters=months,
        ),
        dimension,
        label,
    )


def _townships(chosen: Chosen) -> None:
    _, places, months = chosen.page._, chosen.facts.rollup("case_places"), chosen.filters.in_months()
    reported = cached.answer(reported_townships, months.start, min(months.end, chosen.page.as_of))
    rows = counted_rows(chosen.page, by_township(places, months, reported), chosen.labels("township"))
    about = chosen.provenance(
        _("Cases opened by township"),
        _(
            "Cases by filing date, in whole months. It shows where officers looked, not where the law is broken. "
            "A township has a zero only when its office has reported every month; otherwise it reads “No data yet”."
        ),
        filters=months,
        heeded=places.columns,
    )
    _bars(chosen, rows, about, "township", _.text(CASES.column("township").label))
    chosen.unheeded(places)


def _receivers(chosen: Chosen) -> None:
    _, cells, months = chosen.page._, chosen.facts.rollup("case_receivers"), chosen.filters.in_months()
    counted = by_receiver(cells, months)
    labels = {code: label for code, label in chosen.labels("receiver").items() if code in counted["code"].to_list()}
    rows = counted_rows(chosen.page, counted, labels)
    about = chosen.provenance(
        _("Cases transferred, by receiving authority"),
        _("Cases by date of transfer, in whole months."),
        filters=months,
        heeded=cells.columns,
    )
    _bars(chosen, rows, about, "receiver", _.text(CASES.column("receiver").label), _("Nothing was transferred."))
    chosen.unheeded(cells)


def _bars(chosen: Chosen, rows: pl.DataFrame, about: Provenance, key: str, label: str, empty: str = "") -> None:
    _ = chosen.page._
    names = {"label": label, "n": _("Cases")}
    options = (tuple(rows["label"]), scale_end(rows["n"]))
    figure(chosen.page, bars, rows, about, key=key, options=options, columns=names, empty=empty)


def _amounts(chosen: Chosen) -> None:
    """Every amount by its own name, in total and by sector; none is called 案值, which is no legal term."""
    _ = chosen.page._
    cells, labels = chosen.cells(), chosen.labels("sector")
    columns = {_("Total"): totals(cells)}
    columns |= {label: totals(cells.filter(pl.col("sector") == code)) for code, label in labels.items()}
    names = pl.Series(
        _("Amount"), [_.text(CASES.column(name).label) for name in AMOUNTS] + [_("Fines and confiscation")]
    )
    exact = {
        label: [*(found.amounts[name] for name in AMOUNTS), found.fines_and_confiscation]
        for label, found in columns.items()
    }
    written = {label: [formats.money(value, _.code) for value in values] for label, values in exact.items()}
    about = chosen.provenance(
        _("Amounts by sector"),
        _(
            "In yuan. The reported amount counts by filing date, all others by the date of decision. Value of goods, "
            "illegal turnover and illegal gains are three different amounts and can't be added up. Amounts stand for "
            "the bureau and its sectors, never for an office or officer."
        ),
    )
    with st.container(border=True, gap="xsmall"):
        table(chosen.page, pl.DataFrame({names.name: names, **exact}), about, key="amounts")
        st.table(pl.DataFrame({names.name: names, **written}), border="horizontal", hide_index=True)
        origin(chosen.page, about)
