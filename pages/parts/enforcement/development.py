"""态势: how the sectors develop, what is more than chance, and the wider figures beside it."""

from dataclasses import replace

import polars as pl
import streamlit as st

from pages.parts.enforcement.chosen import Chosen, events
from pages.parts.enforcement.national import reference_figures
from pages.parts.showing.figure import figure, not_compared
from services.enforcement import trend as trends
from services.enforcement.figures.heatmap import heatmap, heatmap_rows
from services.enforcement.figures.trend import trend, trend_rows
from services.enforcement.selection import Filters, by
from services.figures.spec import scale_end
from services.figures.two_years import this_year_and_last

AGRICULTURE, PLANT_VARIETY = "agriculture", "plant_variety"
ROW = 64


def development(chosen: Chosen) -> None:
    """The whole part; a view of one sector shows its events instead of the sectors."""
    if chosen.view:
        _one_sector(chosen)
    else:
        left, right = st.columns([7, 5])
        with left:
            _sectors(chosen)
        with right:
            _against_last_year(chosen)
        _months(chosen)
    reference_figures(chosen)


def _sectors(chosen: Chosen) -> None:
    span = _known_span(chosen, trends.trend_span(chosen.filters))
    counted = chosen.cells("sector", filters=span).filter(pl.col("event") == chosen.event)
    title = chosen.page._("{event} by sector", event=chosen.what[0])
    _bands(chosen, span, counted, "sector", chosen.labels("sector"), title)


def _known_span(chosen: Chosen, span: Filters) -> Filters:
    """The span from the first day of which anything is known."""
    first = chosen.facts.reported_from("cases")
    return replace(span, start=min(max(span.start, first or span.start), span.end))


def _one_sector(chosen: Chosen) -> None:
    """Opened, closed and transferred; for seeds, what went to the agriculture authority stands beside."""
    _ = chosen.page._
    span = _known_span(chosen, trends.trend_span(chosen.filters))
    labels = {event: name for event, (name, _definition) in events(chosen.page).items()}
    if chosen.view == "seeds":
        cells = pl.concat([_own(chosen, span).select("event", "period", "n"), _to_agriculture(chosen, span)])
        labels = {"opened": _("Own cases opened"), "closed": _("Own cases closed")}
        labels[AGRICULTURE] = _("To the agriculture authority")
    else:
        cells = chosen.cells(filters=span)
    sector = chosen.labels("sector")[chosen.view]
    kept = cells.filter(pl.col("event").is_in(list(labels)))
    _bands(chosen, span, kept, "event", labels, _("{sector}: cases over time", sector=sector))
    if chosen.view == "seeds":
        st.caption(
            _(
                "Plant-variety cases belong to the agriculture authority: here they count as leads transferred, by the "
                "day of the transfer, and are left out of the bureau's own cases. The totals above hold every row of "
                "the ledger."
            )
        )


def _own(chosen: Chosen, span: Filters) -> pl.DataFrame:
    """Cases without those on plant varieties."""
    return chosen.cells("right", filters=span).filter(pl.col("right") != PLANT_VARIETY)


def _to_agriculture(chosen: Chosen, span: Filters) -> pl.DataFrame:
    """Transfers to the agriculture authority as cells of an event of their own."""
    cells = chosen.cells(filters=span, rollup="case_receivers").filter(pl.col("receiver") == AGRICULTURE)
    return cells.select(pl.lit(AGRICULTURE).alias("event"), "period", "n")


def _bands(
    chosen: Chosen, span: Filters, cells: pl.DataFrame, dimension: str, labels: dict[str, str], title: str
) -> None:
    _ = chosen.page._
    every = trends.grain(cells, dimension, span.start, span.end)
    counted = trends.series(cells, dimension, list(labels), every, span.start, span.end, chosen.known)
    rows = trend_rows(counted, labels, every, _)
    monthly, quarterly = _("{title}, by month", title=title), _("{title}, by quarter", title=title)
    definition = _(
        "One scale for all rows. By quarter where even the largest row has fewer than 5 a month. A period of which "
        "not every day is counted or handed in by every unit is hatched and must not be compared; one of which "
        "nobody has handed in anything has no bar. 3·15 and 4·26 are days of campaigns."
    )
    figure(
        chosen.page,
        trend,
        rows,
        chosen.provenance(monthly if every == trends.MONTH else quarterly, definition, filters=span),
        key="trend",
        options=(tuple(labels.values()), span.start.year, span.end.year, counted["period"].n_unique()),
        columns={"label": _("Row"), "when": _("Period"), "n": _("Cases"), "note": _("Note")},
    )
    not_compared(chosen.page, rows)


def _against_last_year(chosen: Chosen) -> None:
    """Sector by sector, with the word whether the difference is more than chance."""
    _, before, labels = chosen.page._, chosen.before(), chosen.labels("sector")
    now = by(chosen.cells("sector"), "sector", chosen.event).filter(pl.col("code").is_in(list(labels)))
    if before:
        compared = trends.against_last_year(now, by(chosen.cells("sector", filters=before), "sector", chosen.event))
        text = pl.format(_("{now} (last year {before})", now="{}", before="{}"), "n", "before") + pl.when(
            "beyond_chance"
        ).then(pl.lit(_(" · more than chance"))).otherwise(pl.lit(""))
    else:
        compared = now.with_columns(before=pl.lit(None, pl.Int64))
        text = pl.format("{}", "n")
    rows = compared.with_columns(
        pl.col("code").replace_strict(labels, return_dtype=pl.String()).alias("label"),
        now="n",
        text=text,
    )
    rows = rows.clear() if chosen.unknown else rows
    definition = _(
        "{what} The tick is the same days last year. “More than chance”: so large a difference "
        "between two equally long spans would come by chance alone in fewer than 5 of 100 years (binomial test). "
        "It says nothing of the cause.",
        what=chosen.what[1],
    )
    end = scale_end([*rows["now"], *rows["before"]])
    figure(
        chosen.page,
        this_year_and_last,
        rows,
        chosen.provenance(_("{event} against the same days last year", event=chosen.what[0]), definition),
        key="against",
        options=(tuple(labels.values()), end, ROW * len(labels)),
        columns={"label": _("Sector"), "now": _("Cases"), "before": _("Same days last year")},
    )
    if not before:
        st.caption(_("Not compared with last year"))


def _months(chosen: Chosen) -> None:
    _, labels = chosen.page._, chosen.labels("sector")
    span = _known_span(chosen, trends.heatmap_span(chosen.filters))
    cells = chosen.cells("sector", filters=span).filter(pl.col("event") == chosen.event)
    counted = trends.series(cells, "sector", list(labels), trends.MONTH, span.start, span.end, chosen.known)
    figure(
        chosen.page,
        heatmap,
        heatmap_rows(counted, labels, _),
        chosen.provenance(
            _("{event}, sector by month", event=chosen.what[0]),
            _(
                "{what} The last 24 months. It shows where officers looked, not where the law is broken. A month of "
                "which not every day is counted or handed in by every unit is hatched.",
                what=chosen.what[1],
            ),
            filters=span,
        ),
        key="heatmap",
        options=(tuple(labels.values()),),
        columns={"label": _("Sector"), "month": _("Month"), "n": _("Cases"), "note": _("Note")},
    )
