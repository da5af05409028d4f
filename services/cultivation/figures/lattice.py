"""Planned against actual over time, a small panel a market, all on one scale.

Vega's own facets can't follow the width of a window, so the panels are laid out here: a panel is one unit wide and
high, time and share run from 0 to 1 within it, and everything is one row of a kind (`what`).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import altair as alt
import polars as pl

from services.cultivation.figures.against_plan import behind, percent
from services.cultivation.figures.common import by_light
from services.days.lights import PROGRESS
from services.figures.spec import ROWS, Chart
from services.figures.theme import Look
from services.words import formats
from services.words.language import Language

COLUMNS = 4
ACROSS, DOWN = 1.1, 1.75
ACROSS_ALL = (COLUMNS - 1) * ACROSS + 1
PANEL = 84
SCHEMA = {
    "what": pl.String(),
    "line": pl.String(),
    "x": pl.Float64(),
    "x2": pl.Float64(),
    "y": pl.Float64(),
    "y2": pl.Float64(),
    "order": pl.Int64(),
    "text": pl.String(),
    "light": pl.String(),
}


def lattice_rows(
    curve: pl.DataFrame, progress: pl.DataFrame, labels: Mapping[tuple[str, str], str], _: Language
) -> pl.DataFrame:
    """The rows to draw, from `curve` and `progress` of the same markets, furthest behind first. `labels` are names by
    market and ladder."""
    rows = []
    ranked = progress.sort("behind", descending=True)
    for place, row in enumerate(ranked.iter_rows(named=True)):
        left, top = place % COLUMNS * ACROSS, place // COLUMNS * DOWN
        own = curve.filter(pl.col("market") == row["market"], pl.col("ladder") == row["ladder"])
        until = max([row["end"], *own.drop_nulls("actual")["day"].tail(1)])
        own = own.filter(pl.col("day") <= until)
        rows += _words({**row, "end": until}, labels[row["market"], row["ladder"]], left, top, _)
        rows += _lines(own, f"{row['market']}/{row['ladder']}", left, top)
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _words(row: Mapping[str, Any], label: str, left: float, top: float, _: Language) -> list[dict[str, Any]]:
    first, last = formats.month(row["start"], _.code), formats.month(row["end"], _.code)
    state = f"{percent(row['actual'])} · {behind(row, row['light'], _)}"
    return [
        {"what": "panel", "x": left, "x2": left + 1, "y": top, "y2": top + 1},
        {"what": "name", "x": left, "y": top - 0.36, "text": label},
        {"what": "state", "x": left, "y": top - 0.12, "text": state, "light": row["light"] or ""},
        {"what": "first", "x": left, "y": top + 1.13, "text": first},
        {"what": "last", "x": left + 1, "y": top + 1.13, "text": last},
    ]


def _lines(own: pl.DataFrame, line: str, left: float, top: float) -> list[dict[str, Any]]:
    days: Sequence[date] = own["day"].to_list()
    whole = max((days[-1] - days[0]).days, 1) if days else 1
    return [
        {"what": what, "line": line, "x": left + (day - days[0]).days / whole, "y": top + 1 - value / 100, "order": n}
        for what in ("planned", "actual")
        for n, (day, value) in enumerate(zip(days, own[what], strict=True))
        if value is not None
    ]


def lattice(look: Look, panels: int) -> Chart:
    """Rows of `lattice_rows`: dashed the plan, solid what is on file."""
    colours, rows = look.palette, -(-panels // COLUMNS)
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, ACROSS_ALL], nice=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[rows * DOWN - 0.5, -0.5], nice=False, zero=False))

    def of(what: str) -> alt.Chart:
        return alt.Chart(ROWS).transform_filter(alt.datum.what == what).encode(x=x, y=y)

    panel = of("panel").mark_rect(fill=colours.panel, cornerRadius=3).encode(x2="x2:Q", y2="y2:Q")
    planned = (
        of("planned")
        .mark_line(strokeDash=[4, 3], strokeWidth=1.5, color=colours.muted)
        .encode(detail="line:N", order="order:Q")
    )
    actual = (
        of("actual")
        .mark_line(strokeWidth=2.5, interpolate="step-after", color=colours.primary)
        .encode(detail="line:N", order="order:Q")
    )

    def text(what: str, **mark: Any) -> alt.Chart:
        return of(what).mark_text(baseline="middle", **mark).encode(text="text:N")

    texts = [
        # A name ends in … where its panel does, however wide the window makes that.
        text("name", align="left", fontWeight="bold", limit=alt.expr(f"width / {ACROSS_ALL}")).encode(tooltip="text:N"),
        text("state", align="left").encode(color=by_light(PROGRESS, colours)),
        text("first", align="left", fontSize=look.size - 2, color=colours.muted),
        text("last", align="right", fontSize=look.size - 2, color=colours.muted),
    ]
    height = round(rows * PANEL * DOWN * look.size / 13)
    return alt.layer(panel, planned, actual, *texts).properties(height=height, width="container")
