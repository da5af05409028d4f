"""Planned against actual: a bar and a tick for each market, and both as lines over time for all of them."""

from collections.abc import Mapping
from typing import Any

import altair as alt
import polars as pl

from services.cultivation.figures.common import by_light, names_axis, today_line
from services.cultivation.progress import written
from services.days.lights import LIGHTS, PROGRESS
from services.figures.spec import ROWS, Chart
from services.figures.theme import Look
from services.words import formats
from services.words.language import Language

STEP, HEIGHT = 40, 300
# Room right of 100 % for the words.
ROOM = 175
PERCENT = alt.Axis(values=[0, 25, 50, 75, 100], labelExpr="datum.value + '%'", title=None)


def percent(value: float | None) -> str:
    """A share in percent, to one decimal: 45%, 45.5%."""
    return formats.percent(value, 1)


def behind(row: Mapping[str, Any], light: str | None, _: Language) -> str:
    """How far behind or ahead of plan a row of `progress` is, in percentage points: the difference of planned and
    actual as they are written. With the light's shape."""
    points = written(row["planned"]) - written(row["actual"])
    shape = f"{LIGHTS[light].shape} " if light else ""
    if not points:
        return shape + _("as planned")
    if points > 0:
        return shape + _("{n} points behind", n=formats.number(points))
    return shape + _("{n} points ahead", n=formats.number(-points))


def against_plan_rows(progress: pl.DataFrame, labels: Mapping[str, str], _: Language) -> pl.DataFrame:
    """The rows to draw: those of `services.cultivation.progress` with label, text and tip, furthest behind first.
    `labels` are the markets' names by code."""
    rows = [
        {
            **row,
            "light": row["light"] or "",
            "label": labels[row["market"]],
            "text": f"{percent(row['actual'])} · {behind(row, row['light'], _)}",
            "tip": f"{labels[row['market']]} · "
            + _("planned {planned}, actual {actual}", planned=percent(row["planned"]), actual=percent(row["actual"])),
        }
        for row in progress.sort("behind", descending=True).iter_rows(named=True)
    ]
    texts = {"label": pl.String(), "text": pl.String(), "tip": pl.String()}
    return pl.DataFrame(rows, schema={**progress.schema, **texts}, orient="row")


def against_plan(look: Look, labels: tuple[str, ...]) -> Chart:
    """Rows of `against_plan_rows`: a bar to what is on file in its light's colour, a tick at what was planned."""
    colours = look.palette
    base = alt.Chart(ROWS).encode(
        y=alt.Y("label:N", sort=list(labels), axis=names_axis()),
        tooltip="tip:N",
    )
    across = alt.Scale(domain=[0, ROOM])
    bars = base.mark_bar(height={"band": 0.46}).encode(
        x=alt.X("actual:Q", axis=None, scale=across), color=by_light(PROGRESS, colours)
    )
    ticks = base.mark_tick(color=colours.text, thickness=3, height={"band": 0.72}).encode(x="planned:Q")
    longest = alt.expr.max(alt.datum.actual, alt.datum.planned)
    words = base.transform_calculate(end=longest).mark_text(align="left", dx=9).encode(x="end:Q", text="text:N")
    return alt.layer(bars, ticks, words).properties(height=max(STEP * len(labels), STEP), width="container")


def burn_up_rows(burn_up: pl.DataFrame, _: Language) -> pl.DataFrame:
    """Long rows of day, planned and actual (percent): day, series, value, tip, and `end` where a line's name stands."""
    parts = [
        burn_up.select("day", pl.lit(name).alias("series"), pl.col(name).alias("value")).drop_nulls("value")
        for name in ("planned", "actual")
    ]
    names = {"planned": _("Planned"), "actual": _("Actual")}
    rows = pl.concat([part.with_columns(last=pl.col("day") == pl.col("day").max()) for part in parts])
    shares = pl.Series("share", [percent(value) for value in rows["value"]], dtype=pl.String())
    days = pl.Series("when", [formats.day(day, _.code) for day in rows["day"]], dtype=pl.String())
    named = rows.with_columns(
        days,
        shares,
        pl.col("series").replace_strict(names, return_dtype=pl.String()).alias("name"),
    )
    words = pl.format("{} {}", "name", "share")
    return named.with_columns(
        tip=pl.format("{} · {}", "when", words), end=pl.when("last").then(words).otherwise(pl.lit(""))
    ).drop("last", "name", "share")


def burn_up(look: Look, today: str, today_label: str) -> Chart:
    """Rows of `burn_up_rows`; a thin line at the day of the records (ISO), named."""
    colours = look.palette
    base = alt.Chart(ROWS).encode(
        x=alt.X("day:T", axis=alt.Axis(format="%Y-%m", tickCount=6, grid=False, title=None)),
        y=alt.Y("value:Q", axis=PERCENT, scale=alt.Scale(domain=[0, 108], nice=False)),
    )
    planned = base.transform_filter(alt.datum.series == "planned").mark_line(strokeDash=[5, 4], color=colours.muted)
    actual = base.transform_filter(alt.datum.series == "actual").mark_line(
        interpolate="step-after", color=colours.primary, strokeWidth=3
    )
    points = base.mark_point(opacity=0, size=200).encode(tooltip="tip:N")
    return alt.layer(
        *today_line(look, today, today_label),
        planned,
        actual,
        points,
        _ends(base, "planned", colours.muted),
        _ends(base, "actual", colours.primary),
    ).properties(height=HEIGHT, width="container")


def _ends(base: alt.Chart, series: str, colour: str) -> alt.Chart:
    named = base.transform_filter(f"datum.series === '{series}' && datum.end !== ''")
    return named.mark_text(align="right", dx=-4, dy=-10, color=colour, fontWeight="bold").encode(text="end:N")
