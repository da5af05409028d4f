"""How a market's score came about, and what happened there by month before and after it joined."""

from collections.abc import Mapping
from datetime import date

import altair as alt
import polars as pl

from services.cultivation.figures.common import today_line
from services.figures.hatch import hatched, notes
from services.figures.spec import ROWS, Chart
from services.figures.theme import Look
from services.records.reported import Known
from services.words import formats
from services.words.language import Language

HEIGHT = 220
# As `services.figures.hatch.notes` calls them.
STATES = {Known.ALL: "whole", Known.SOME: "some", Known.NONE: "none"}


def score_rows(history: pl.DataFrame, possible: float, names: Mapping[str, str], _: Language) -> pl.DataFrame:
    """The rows to draw: those of `services.cultivation.scores.history` of one market and channel with series, share
    (points of `possible`), end (the line's name, at its last day), above (whether that is the higher line) and tip.
    `names` by kind."""
    if history.is_empty():
        return history
    rows = history.with_columns(
        pl.col("kind").replace_strict(names, return_dtype=pl.String()).alias("series"),
        share=pl.col("points") / possible,
    ).sort("series", "day")
    when = pl.Series("when", [formats.day(day, _.code) for day in rows["day"]], dtype=pl.String())
    last = pl.col("day") == pl.col("day").max().over("series")
    reached = pl.col("share").last().over("series")
    points = pl.format(_("{points} points, {n} criteria assessed", points="{}", n="{}"), "points", "assessed")
    return rows.with_columns(when).with_columns(
        tip=pl.format("{} · {} · {}", "when", "series", points),
        end=pl.when(last).then(pl.format("{} {}", "series", "points")).otherwise(pl.lit("")),
        above=reached == reached.max(),
    )


def scores(look: Look, series: tuple[str, ...]) -> Chart:
    """Rows of `score_rows` as steps in percent of what can be reached, named at their ends."""
    tints = alt.Scale(domain=list(series), range=list(look.palette.categories)[: len(series)])
    base = alt.Chart(ROWS).encode(
        x=alt.X("day:T", axis=alt.Axis(format="%Y-%m", tickCount=5, grid=False, title=None)),
        y=alt.Y("share:Q", axis=alt.Axis(format=".0%", tickCount=4, title=None), scale=alt.Scale(domain=[-0.1, 1.12])),
        color=alt.Color("series:N", scale=tints, legend=None),
    )
    lines = base.mark_line(interpolate="step-after", strokeWidth=2.5)
    points = base.mark_point(size=60, filled=True, opacity=1).encode(tooltip="tip:N")
    ends = [
        base.transform_filter(f"datum.end !== '' && {side}datum.above")
        .mark_text(align="right", dx=4, dy=down, fontWeight="bold")
        .encode(text="end:N")
        for side, down in (("", -12), ("!", 15))
    ]
    return alt.layer(lines, points, *ends).properties(height=HEIGHT, width="container")


def month_rows(counts: pl.DataFrame, states: Mapping[date, Known], joined: date, _: Language) -> pl.DataFrame:
    """A row for every month of `states`, by its first day: month, n (zero where nothing was counted, null where nobody
    has reported), until, after (whether the market had joined), incomplete (not reported by all), note and tip."""
    months = {"month": list(states), "state": [STATES[state] for state in states.values()]}
    known = pl.DataFrame(months, schema={"month": pl.Date(), "state": pl.String()})
    rows = known.join(counts.group_by("month").agg(pl.col("n").sum()), on="month", how="left").sort("month")
    when = pl.Series("when", [formats.month(day, _.code) for day in rows["month"]], dtype=pl.String())
    return rows.with_columns(
        when,
        notes(_).alias("note"),
        pl.when(pl.col("state") != STATES[Known.NONE]).then(pl.col("n").fill_null(0)),
        until=pl.col("month").dt.offset_by("1mo"),
        after=pl.col("month") >= joined.replace(day=1),
        incomplete=pl.col("state") != STATES[Known.ALL],
    ).with_columns(tip=pl.format("{}{}: {}", "when", "note", pl.col("n").cast(pl.String).fill_null(formats.MISSING)))


def months(look: Look, joined: str, joined_label: str) -> Chart:
    """Rows of `month_rows` as bars, grey before the market joined, hatched where not all have reported; a line at the
    day it joined (ISO)."""
    colours = look.palette
    bars = alt.Chart(ROWS).encode(
        x=alt.X("month:T", axis=alt.Axis(format="%Y-%m", tickCount=6, grid=False, title=None)),
        x2="until:T",
        y=alt.Y("n:Q", axis=alt.Axis(tickMinStep=1, tickCount=4, title=None)),
        y2=alt.datum(0),
        tooltip="tip:N",
    )
    drawn = [
        mark
        for side, colour in (("", colours.primary), ("!", colours.muted))
        for mark in (
            bars.transform_filter(f"{side}datum.after && !datum.incomplete").mark_bar(color=colour, x2Offset=-2),
            bars.transform_filter(f"{side}datum.after && datum.incomplete && datum.n > 0").mark_bar(
                color=hatched(colour, colours.paper), stroke=colour, strokeWidth=1, x2Offset=-2
            ),
        )
    ]
    return alt.layer(*drawn, *today_line(look, joined, joined_label, "month")).properties(
        height=HEIGHT, width="container"
    )
