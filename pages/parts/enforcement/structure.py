"""结构: cases by right, act, channel, township; the amounts each for itself; where cases were transferred."""

from dataclasses import replace

import polars as pl
import streamlit as st

from pages.parts.enforcement.chosen import CASES, Chosen, counted_rows
from pages.parts.frame import cached
from pages.parts.showing.figure import figure, origin, table
from services.enforcement.legal_basis import gains_note
from services.enforcement.places import by_receiver, by_township, reported_townships
from services.enforcement.selection import AMOUNTS, by, totals
from services.figures.bars import bars
from services.figures.export import Provenance
from services.figures.spec import scale_end
from services.words import formats


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
    """Cases by right, act or channel. The acts are many: those without a case are left out."""
    _, labels = chosen.page._, chosen.labels(dimension)
    counted, definition, nothing = by(chosen.cells(dimension), dimension, chosen.event), chosen.what[1], ""
    if dimension == "act":
        counted = counted.filter(pl.col("n") > 0)
        left_out = _("Acts without a case in the period are left out.")
        definition = f"{definition}\n\n{left_out}"
        nothing = _("Not reported yet") if chosen.unknown else _("No cases in the period.")
    label = _.text(CASES.column(dimension).label)
    about = chosen.provenance(_("{event} by: {dimension}", event=chosen.what[0], dimension=label), definition)
    rows = counted_rows(chosen.page, _or_unknown(chosen, counted), labels)
    _bars(chosen, rows, about, dimension, label, nothing)


def _or_unknown(chosen: Chosen, counted: pl.DataFrame) -> pl.DataFrame:
    """The counts; none at all while nobody has handed in any of the period."""
    return counted.with_columns(n=pl.lit(None, pl.Int64)) if chosen.unknown else counted


def _townships(chosen: Chosen) -> None:
    _, wanted = chosen.page._, chosen.filters
    reported = cached.answer(reported_townships, wanted.start, wanted.end, wanted.offices)
    counted = by_township(chosen.cells(rollup="case_places"), reported)
    about = chosen.provenance(
        _("Cases opened by township"),
        _(
            "Cases by filing date. It shows where officers looked, not where the law is broken. A township has a zero "
            "only when its office has handed in all of the period; otherwise it reads “Not reported yet”."
        ),
        dated="opened_on",
    )
    label = _.text(CASES.column("township").label)
    _bars(chosen, counted_rows(chosen.page, counted, chosen.labels("township")), about, "township", label)


def _receivers(chosen: Chosen) -> None:
    _ = chosen.page._
    counted = by_receiver(chosen.cells(rollup="case_receivers"))
    labels = {code: label for code, label in chosen.labels("receiver").items() if code in counted["code"].to_list()}
    rows = counted_rows(chosen.page, counted, labels)
    nothing = _("Not reported yet") if chosen.unknown else _("Nothing was transferred.")
    about = chosen.provenance(
        _("Cases transferred, by receiving authority"), _("Cases by date of transfer."), dated="transferred_on"
    )
    _bars(chosen, rows, about, "receiver", _.text(CASES.column("receiver").label), nothing)


def _bars(chosen: Chosen, rows: pl.DataFrame, about: Provenance, key: str, label: str, empty: str = "") -> None:
    _ = chosen.page._
    names = {"label": label, "n": _("Cases")}
    options = (tuple(rows["label"]), scale_end(rows["n"]))
    figure(chosen.page, bars, rows, about, key=key, options=options, columns=names, empty=empty)


def _amounts(chosen: Chosen) -> None:
    """Every amount by its own name, in total and by sector; none is called 案值, which is no legal term. While nobody
    has handed in any of the period there is none."""
    _ = chosen.page._
    if chosen.unknown:
        return
    cells, labels = chosen.cells("sector"), chosen.labels("sector")
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
    counted_otherwise = gains_note(chosen.filters.start, chosen.filters.end)
    about = chosen.provenance(
        _("Amounts by sector"),
        _(
            "In yuan. The reported amount counts by filing date, all others by the date of decision. Value of goods, "
            "illegal turnover and illegal gains are three different amounts and can't be added up. Amounts stand for "
            "the bureau and its sectors, never for an office or officer."
        ),
    )
    if counted_otherwise:
        about = replace(about, definition=f"{about.definition}\n\n{_.text(counted_otherwise)}")
    with st.container(border=True, gap="xsmall"):
        table(chosen.page, pl.DataFrame({names.name: names, **exact}), about, key="amounts")
        st.table(pl.DataFrame({names.name: names, **written}), border="horizontal", hide_index=True)
        if counted_otherwise:
            st.caption(_.text(counted_otherwise))
        origin(chosen.page, about)
