"""Development over time as bands: a row of bars for each code, all on one scale, no crossing lines."""

import json
from collections.abc import Mapping

import altair as alt
import polars as pl

from services.figures.hatch import hatched, notes
from services.figures.spec import ROWS, Chart
from services.figures.theme import Look
from services.words import formats
from services.words.language import Language

BAND, FILLED = 60, 0.62
# Few bands share at least this height.
LOWEST = 240
TOP = -1.2
LABELLED_UP_TO = 20
# 3·15 is Consumer Rights Day, 4·26 World Intellectual Property Day: campaigns raise counts around them.
DAYS = ((3, 15, "3·15"), (4, 26, "4·26"))
NAMED = {"1mo": formats.month, "1q": formats.quarter}


def trend_rows(series: pl.DataFrame, labels: Mapping[str, str], every: str, _: Language) -> pl.DataFrame:
    """The rows to draw: those of `services.enforcement.trend.series` with label, when (the period in words), note (why
    it is not compared), tip, until (the period's end), and the band of each bar from base to top.

    `labels` gives the codes in the order of the bands; `every` is "1mo" or "1q".
    """
    most = series["n"].max() or 1
    base = pl.col("code").replace_strict({code: place for place, code in enumerate(labels)}, return_dtype=pl.Float64())
    when = [NAMED[every](day, _.code) for day in series["period"]]
    drawn = series.with_columns(
        pl.col("code").replace_strict(labels, return_dtype=pl.String()).alias("label"),
        pl.Series("when", when, dtype=pl.String()),
        pl.col("period").dt.offset_by(every).alias("until"),
        notes(_).alias("note"),
        base.alias("base"),
        (base - pl.col("n") * FILLED / most).alias("top"),
    )
    return drawn.with_columns(
        tip=pl.format("{} · {}{}: {}", "label", "when", "note", pl.col("n").cast(pl.String).fill_null(formats.MISSING))
    )


def trend(look: Look, labels: tuple[str, ...], first: int, last: int, periods: int) -> Chart:
    """Bars in a band for each label, with 3·15 and 4·26 of the years `first` to `last`.

    With up to LABELLED_UP_TO periods each bar carries its number. Periods that are not compared are hatched.
    """
    colours = look.palette
    bars = alt.Chart(ROWS).encode(
        x=alt.X("period:T", axis=alt.Axis(format="%Y", tickCount="year", grid=False, title=None)),
        x2="until:T",
        y=_bands(look, labels),
        y2="top:Q",
        tooltip="tip:N",
    )
    over = bars.transform_filter("!datum.incomplete").mark_bar(color=colours.primary, x2Offset=-2)
    running = bars.transform_filter("datum.incomplete && datum.n > 0").mark_bar(
        color=hatched(colours.primary, colours.paper), stroke=colours.primary, strokeWidth=1, x2Offset=-2
    )
    numbers = [_numbers(look, len(labels))] if periods <= LABELLED_UP_TO else []
    marks = _days(look, first, last, len(labels))
    return alt.layer(*marks, over, running, *numbers).properties(
        height=max(BAND * len(labels), LOWEST) + 24, width="container"
    )


def _bands(look: Look, labels: tuple[str, ...]) -> alt.Y:
    names = alt.Axis(
        values=list(range(len(labels))),
        labelExpr=f"{json.dumps(labels, ensure_ascii=False)}[datum.value]",
        labelFontSize=look.size + 1,
        labelBaseline="bottom",
        ticks=False,
        domain=False,
        title=None,
    )
    return alt.Y("base:Q", axis=names, scale=_scale(len(labels)))


def _scale(bands: int) -> alt.Scale:
    return alt.Scale(domain=[bands - 0.9, TOP], nice=False, zero=False)


def _numbers(look: Look, bands: int) -> alt.Chart:
    middle = "datum.period + (datum.until - datum.period) / 2"
    return (
        alt.Chart(ROWS)
        .transform_filter("datum.n > 0")
        .transform_calculate(middle=middle)
        .mark_text(dy=-8, fontSize=look.size - 1, color=look.palette.muted)
        .encode(x="middle:T", y=alt.Y("top:Q", scale=_scale(bands)), text="n:Q")
    )


def _days(look: Look, first: int, last: int, bands: int) -> list[alt.Chart]:
    """The days of campaigns, each a dotted line with its name. They lie six weeks apart: one name ends at its
    line, the other begins at it."""
    colour = look.palette.muted
    marks: list[alt.Chart] = []
    for (month, day, name), align, dx in zip(DAYS, ("right", "left"), (2, -2), strict=True):
        days = alt.Chart(alt.sequence(first, last + 1, as_="year")).transform_calculate(
            day=f"datetime(datum.year, {month - 1}, {day})"
        )
        marks += [
            days.mark_rule(strokeDash=[2, 4], color=colour, opacity=0.6).encode(
                x="day:T", y=alt.datum(bands - 0.95, type="quantitative"), y2=alt.datum(TOP + 0.2)
            ),
            days.mark_text(align=align, dx=dx, color=colour, fontSize=look.size - 2, baseline="top").encode(
                x="day:T", y=alt.datum(TOP, type="quantitative"), text=alt.value(name)
            ),
        ]
    return marks
