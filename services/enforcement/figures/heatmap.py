"""A grid of counts, code by month: darker is more, the number stands in the cell."""

from collections.abc import Mapping

import altair as alt
import polars as pl

from services.figures.hatch import hatched, notes
from services.figures.spec import ROWS, Chart
from services.figures.theme import Look
from services.words import formats
from services.words.language import Language

ROW = 38
# The year where it begins, else the month's number.
MONTH_LABEL = "slice(datum.label, 5) == '01' ? slice(datum.label, 0, 4) : '' + (+slice(datum.label, 5))"


def heatmap_rows(series: pl.DataFrame, labels: Mapping[str, str], _: Language) -> pl.DataFrame:
    """The rows to draw: those of `services.enforcement.trend.series` with label, month ("2026-05"), note (why it
    is not compared) and tip."""
    when = pl.Series("when", [formats.month(day, _.code) for day in series["period"]], dtype=pl.String())
    return series.with_columns(
        pl.col("code").replace_strict(labels, return_dtype=pl.String()).alias("label"),
        pl.col("period").dt.strftime("%Y-%m").alias("month"),
        notes(_).alias("note"),
        when,
    ).with_columns(
        tip=pl.format("{} · {}{}: {}", "label", "when", "note", pl.col("n").cast(pl.String).fill_null(formats.MISSING))
    )


def heatmap(look: Look, labels: tuple[str, ...]) -> Chart:
    """Cells in the order of `labels`; a month that is not compared is hatched."""
    colours = look.palette
    base = alt.Chart(ROWS).encode(
        x=alt.X("month:O", axis=alt.Axis(labelExpr=MONTH_LABEL, labelAngle=0, ticks=False, domain=False, title=None)),
        y=alt.Y("label:N", sort=list(labels), axis=alt.Axis(ticks=False, domain=False, title=None)),
        tooltip="tip:N",
    )
    cells = base.mark_rect(stroke=colours.paper, strokeWidth=2).encode(
        color=alt.Color("n:Q", scale=alt.Scale(range=list(colours.sequence), domainMin=0), legend=None)
    )
    running = base.transform_filter("datum.incomplete").mark_rect(
        color=hatched(colours.muted, "transparent"), opacity=0.22
    )
    dark = alt.condition("datum.n > 0.62 * datum.most", alt.value(colours.paper), alt.value(colours.text))
    numbers = (
        base.transform_joinaggregate(most="max(n)")
        .transform_filter("datum.n > 0")
        .mark_text(fontSize=look.size)
        .encode(text="n:Q", color=dark)
    )
    return alt.layer(cells, running, numbers).properties(height=ROW * len(labels), width="container")
