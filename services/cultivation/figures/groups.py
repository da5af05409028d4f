"""All markets by criterion group as dots, and market by criterion as a grid of gaps."""

import json
import textwrap
from collections.abc import Mapping
from typing import Any

import altair as alt
import polars as pl

from services.cultivation.criteria import criteria, groups
from services.cultivation.figures.common import names_axis
from services.figures.spec import ROWS, Chart
from services.figures.theme import Look
from services.words import formats
from services.words.language import Language

BAND, ROW = 96, 34
# Dots closer than this share of the axis lie one above another: so high each, all together below the next group.
NEAR, LIFT, HIGHEST = 0.018, 0.13, 0.62
HAN, LATIN = 6, 13
QUARTERS = [0, 0.25, 0.5, 0.75, 1]
DOTS = {
    "group": pl.String(),
    "market": pl.String(),
    "share": pl.Float64(),
    "points": pl.Float64(),
    "possible": pl.Float64(),
    "y": pl.Float64(),
    "label": pl.String(),
    "chosen": pl.Boolean(),
    "tip": pl.String(),
}


def dots_rows(by_group: pl.DataFrame, labels: Mapping[str, str], chosen: str, _: Language) -> pl.DataFrame:
    """The rows to draw: share, y, label (of the lowest, the highest and the chosen market), chosen and tip.

    `by_group` are the rows of `services.cultivation.scores.by_group` of one kind and channel; those not wholly
    assessed have no share and are left out."""
    rows = []
    for place, group in enumerate(groups()):
        own = by_group.filter(pl.col("group") == group, pl.col("share").is_not_null()).sort("share", "market")
        lanes = _lanes(own["share"].to_list())
        named = {chosen, *_alone(own["market"].to_list(), lanes)}
        for row, lane in zip(own.to_dicts(), lanes, strict=True):
            name = labels[row["market"]]
            points = f"{formats.number(row['points'])}/{formats.number(row['possible'])}"
            rows.append(
                {
                    "group": _.text(groups()[group].label),
                    "market": name,
                    "share": row["share"],
                    "points": row["points"],
                    "possible": row["possible"],
                    "y": place - lane * min(LIFT, HIGHEST / max(*lanes, 1)),
                    "label": name if row["market"] in named else "",
                    "chosen": row["market"] == chosen,
                    "tip": f"{name} · {_.text(groups()[group].label)} {points}",
                }
            )
    return pl.DataFrame(rows, schema=DOTS, orient="row")


def _lanes(shares: list[float]) -> list[int]:
    """How many dots each lies above the line, so that none hides another."""
    lanes: list[int] = []
    for place, share in enumerate(shares):
        together = place and share - shares[place - 1] < NEAR
        lanes.append(lanes[-1] + 1 if together else 0)
    return lanes


def _alone(markets: list[str], lanes: list[int]) -> list[str]:
    """The lowest and the highest market, where they are not several."""
    ends = [markets[0]] if len(lanes) == 1 or lanes[1:2] == [0] else []
    return ends + ([markets[-1]] if len(lanes) > 1 and lanes[-1] == 0 else [])


def dots(look: Look, labels: tuple[str, ...]) -> Chart:
    """Rows of `dots_rows`, a line for each group; the chosen market is filled and named."""
    colours, count = look.palette, len(labels)
    names = alt.Axis(
        values=list(range(count)),
        labelExpr=f"{json.dumps(labels, ensure_ascii=False)}[datum.value]",
        ticks=False,
        domain=False,
        title=None,
    )
    base = alt.Chart(ROWS).encode(
        x=alt.X(
            "share:Q",
            axis=alt.Axis(format=".0%", values=QUARTERS, title=None),
            scale=alt.Scale(domain=[-0.02, 1.06], nice=False),
        ),
        y=alt.Y("y:Q", axis=names, scale=alt.Scale(domain=[count - 0.5, -0.75], nice=False, zero=False)),
        tooltip="tip:N",
    )
    filled = alt.condition("datum.chosen", alt.value(colours.primary), alt.value(colours.panel))
    marks = base.mark_point(size=90, strokeWidth=2, opacity=1, stroke=colours.primary).encode(fill=filled)
    words = base.mark_text(dy=16, fontSize=look.size - 1).encode(
        text="label:N", color=alt.condition("datum.chosen", alt.value(colours.text), alt.value(colours.muted))
    )
    return alt.layer(marks, words).properties(height=BAND * count, width="container")


def gaps_rows(checklist: pl.DataFrame, labels: Mapping[str, str], _: Language) -> pl.DataFrame:
    """The rows to draw: market, criterion (wrapped), gap (missing points of the possible, null while not assessed),
    text and tip. `checklist` is `services.cultivation.scores.checklist` of one channel."""
    known = criteria()
    missing = _("not assessed")
    rows: list[dict[str, Any]] = []
    for row in checklist.iter_rows(named=True):
        label = _.text(known[row["criterion"]].label)
        lacks = None if row["points"] is None else row["possible"] - row["points"]
        points = missing if lacks is None else f"{formats.number(row['points'])}/{formats.number(row['possible'])}"
        rows.append(
            {
                "market": labels[row["market"]],
                "criterion": wrapped(label, _.code),
                "gap": None if lacks is None else lacks / row["possible"],
                "lacks": lacks,
                "text": "?" if lacks is None else f"-{formats.number(lacks)}" if lacks > 0 else "✓",
                "tip": f"{labels[row['market']]} · {label} · {points}",
            }
        )
    texts = dict.fromkeys(("market", "criterion", "text", "tip"), pl.String())
    return pl.DataFrame(rows, schema={**texts, "gap": pl.Float64(), "lacks": pl.Float64()})


def wrapped(label: str, language: str) -> str:
    """A long label over several lines, for the head of a narrow column."""
    return "\n".join(textwrap.wrap(label, LATIN if language == "en" else HAN))


def gaps(look: Look, markets: tuple[str, ...], names: tuple[str, ...]) -> Chart:
    """Rows of `gaps_rows`: the darker, the more points are missing; ✓ where none, ? where nobody assessed."""
    colours = look.palette
    head = alt.Axis(
        labelExpr="split(datum.label, '\\n')", orient="top", labelAngle=0, labelOverlap=False, ticks=False,
        domain=False, title=None,
    )  # fmt: skip
    base = alt.Chart(ROWS).encode(
        x=alt.X("criterion:N", sort=list(names), axis=head),
        y=alt.Y("market:N", sort=list(markets), axis=names_axis()),
        tooltip="tip:N",
    )
    shades = alt.Scale(range=list(colours.sequence), domain=[0, 1])
    cells = base.transform_filter("datum.gap !== null").mark_rect(stroke=colours.paper, strokeWidth=2)
    light = alt.condition("datum.gap > 0.55", alt.value(colours.paper), alt.value(colours.text))
    words = base.mark_text(fontSize=look.size).encode(text="text:N", color=light)
    return alt.layer(cells.encode(color=alt.Color("gap:Q", scale=shades, legend=None)), words).properties(
        height=ROW * len(markets), width="container"
    )
