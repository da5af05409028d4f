"""Days between two steps as a histogram, with the lawful limit where it is counted in days."""

import altair as alt
import polars as pl

from services.figures.spec import ROWS, Chart
from services.figures.theme import Look
from services.words.language import Language

HEIGHT = 200


def spans_rows(histogram: pl.DataFrame, width: int, _: Language) -> pl.DataFrame:
    """The rows to draw: those of `services.enforcement.spans.histogram` with end (of the bar) and tip."""
    open_class = pl.format(_("{low} days or more: {n}", low="{}", n="{}"), "low", "n")
    closed_class = pl.format(_("{low} to {high} days: {n}", low="{}", high="{}", n="{}"), "low", "high", "n")
    tip = pl.when(pl.col("high").is_null()).then(open_class).otherwise(closed_class)
    return histogram.with_columns(end=pl.col("low") + width, tip=tip)


def spans(look: Look, width: int, up_to: int, limit: int, limit_label: str, title: str) -> Chart:
    """Bars of `width` days, all from `up_to` in the last; a line at `limit` days with its label, none for 0."""
    colours = look.palette
    ticks = alt.Axis(
        values=list(range(0, up_to + 1, 2 * width)),
        labelExpr=f"datum.value >= {up_to} ? datum.label + '+' : datum.label",
        grid=False,
        title=title,
    )
    bars = (
        alt.Chart(ROWS)
        .mark_bar(color=colours.primary, x2Offset=-2)
        .encode(
            x=alt.X("low:Q", axis=ticks, scale=alt.Scale(domain=[0, up_to + width], nice=False)),
            x2="end:Q",
            y=alt.Y("n:Q", axis=alt.Axis(tickMinStep=1, tickCount=4, title=None)),
            y2=alt.datum(0),
            tooltip="tip:N",
        )
    )
    return alt.layer(bars, *(_limit(look, limit, limit_label) if limit else [])).properties(
        height=HEIGHT, width="container"
    )


def _limit(look: Look, days: int, label: str) -> list[alt.Chart]:
    mark = alt.Chart(alt.sequence(days, days + 1, as_="days")).encode(x="days:Q")
    line = mark.mark_rule(color=look.palette.text, strokeDash=[4, 3])
    text = mark.mark_text(align="left", dx=5, baseline="top", color=look.palette.text).encode(
        text=alt.value(label), y=alt.value(0)
    )
    return [line, text]
