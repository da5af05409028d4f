"""Labels and sales of each user against what the ground bears: one line at 100 %, a band above the threshold."""

import json
import math
from collections.abc import Mapping
from typing import Any

import altair as alt
import polars as pl

from services.figures.spec import ROWS, Chart
from services.figures.theme import Look
from services.indication.use import FINE, STATES, TO_VERIFY, UNKNOWN
from services.words import formats
from services.words.language import Language

STEP = 30
# What goes beyond is cut off at the edge; its number stands there in words.
MOST, LEAST = 3.0, 1.5
# Room on the right for the words, as a part of the scale.
ROOM = 0.22
# What is drawn, by the column of `services.indication.use.balance` that holds its kilograms.
KINDS = ("labelled", "used_weight", "issued_weight", "quota_weight", "sold")
LABELLED, USED, *MARKS = KINDS
TICK = "M-0.16,-1H0.16V1H-0.16Z"
SHAPES = ("square", "square", TICK, TICK, "diamond")
ORDER = {TO_VERIFY: 0, FINE: 1, UNKNOWN: 2}


def bearing_rows(balance: pl.DataFrame, _: Language) -> pl.DataFrame:
    """The rows to draw: those of `services.indication.use.mark_use` with label, tip, words, for each of KINDS its
    share of the expected yield as far as it is drawn (of_labelled, …), end (of the longest), and over: whether the
    labels exceed the ground.

    Whose labels exceed the ground most comes first, those of whom it is not known last.
    """
    yields = pl.col("expected_yield")
    drawn = [
        pl.when(yields > 0).then(pl.col(kind) / yields).clip(upper_bound=MOST).alias(f"of_{kind}") for kind in KINDS
    ]
    place = pl.col("state").replace_strict(ORDER, return_dtype=pl.Int64)
    rows = balance.with_columns(drawn).sort(
        place, "label_share", "user", descending=[False, True, False], nulls_last=True
    )
    told = [(_words(row, _), _tip(row, _)) for row in rows.to_dicts()]
    return rows.with_columns(
        pl.concat_str("name", "user", separator=" ", ignore_nulls=True).alias("label"),
        pl.col("alarms").list.contains("over_yield").alias("over"),
        pl.max_horizontal(f"of_{kind}" for kind in KINDS).fill_null(0).alias("end"),
        pl.Series("words", [words for words, _tip in told], dtype=pl.String),
        pl.Series("tip", [tip for _words, tip in told], dtype=pl.String),
    )


def _words(row: Mapping[str, Any], _: Language) -> str:
    share, state = row["label_share"], row["state"]
    known = [formats.percent(100 * share)] if share is not None and math.isfinite(share) else []
    return " ".join([*known, *([] if state == FINE else [_.text(STATES[state])])])


def _tip(row: Mapping[str, Any], _: Language) -> str:
    figures = [_("Expected yield"), row["expected_yield"]], *zip(legend(_), (row[kind] for kind in KINDS), strict=True)
    said = (_("{label} {n} kg", label=label, n=formats.number(value)) for label, value in figures)
    return " · ".join([row["user"], *said])


def legend(_: Language) -> tuple[str, ...]:
    """What each of KINDS is called."""
    return _("Labels in circulation"), _("Labels used"), _("Labels issued"), _("Label quota"), _("Sold under the mark")


def ground_end(rows: pl.DataFrame) -> float:
    """Where the scale over `bearing_rows` ends, in halves: an exact end would have the figure built anew each time."""
    return max([LEAST, *(math.ceil(end * 2) / 2 for end in rows["end"])])


def bearing(
    look: Look, labels: tuple[str, ...], names: tuple[str, ...], lines: tuple[str, str], limit: float, end: float
) -> Chart:
    """The rows from the top as `labels`; `names` are those of KINDS, `lines` the words at what the ground bears and at
    the threshold `limit` (1.1 for 110 %); `end` is where the scale ends."""
    steps = [step / 2 for step in range(int(end * 2) + 1)]
    axis = alt.Axis(format="%", values=steps, title=None, domain=False, ticks=False)
    across = alt.X("share:Q", scale=alt.Scale(domain=[0, end * (1 + ROOM)], nice=False), axis=axis)
    base = alt.Chart(ROWS).encode(
        y=alt.Y("label:N", sort=list(labels), axis=alt.Axis(ticks=False, domain=False, title=None, labelPadding=8)),
        tooltip="tip:N",
    )
    folded = base.transform_fold([f"of_{kind}" for kind in KINDS], as_=["kind", "share"])
    known = folded.transform_filter("datum.share != null").encode(x=across)
    return alt.layer(
        _band(look, limit, end),
        *_bars(look, known, names),
        *_lines(look, lines, limit),
        _marks(look, known, names),
        _said(look, base, end),
    ).properties(height=alt.Step(STEP), width="container")


def _kind(look: Look, names: tuple[str, ...]) -> tuple[alt.Color, alt.Shape]:
    """Colour and shape of a kind, in one legend."""
    colours = look.palette
    codes = [f"of_{kind}" for kind in KINDS]
    key = alt.Legend(
        title=None,
        orient="top",
        offset=26,
        columns=3,
        labelExpr=f"{json.dumps(dict(zip(codes, names, strict=True)), ensure_ascii=False)}[datum.label]",
    )
    hues = [colours.sequence[3], colours.primary, colours.muted, colours.caution, colours.near]
    return (
        alt.Color("kind:N", scale=alt.Scale(domain=codes, range=hues), legend=key),
        alt.Shape("kind:N", scale=alt.Scale(domain=codes, range=list(SHAPES)), legend=key),
    )


def _bars(look: Look, known: alt.Chart, names: tuple[str, ...]) -> list[alt.Chart]:
    """Labels in circulation, red where they exceed the ground, and within them those used."""
    colour, _shape = _kind(look, names)
    raised = alt.condition("datum.over", alt.value(look.palette.late), colour)
    wide = known.transform_filter(f"datum.kind == 'of_{LABELLED}'").mark_bar(height=STEP * 0.6, opacity=0.75)
    thin = known.transform_filter(f"datum.kind == 'of_{USED}'").mark_bar(height=STEP * 0.22)
    return [wide.encode(color=raised), thin.encode(color=colour)]


def _marks(look: Look, known: alt.Chart, names: tuple[str, ...]) -> alt.Chart:
    colour, shape = _kind(look, names)
    chosen = known.transform_filter(alt.FieldOneOfPredicate(field="kind", oneOf=[f"of_{kind}" for kind in MARKS]))
    return chosen.mark_point(filled=True, size=190, opacity=1).encode(color=colour, shape=shape)


def _band(look: Look, limit: float, end: float) -> alt.Chart:
    """The ground above the threshold."""
    once = alt.Chart(alt.sequence(0, 1, as_="once"))
    return once.mark_rect(color=look.palette.late, opacity=0.08).encode(x=alt.datum(limit), x2=alt.datum(end))


def _lines(look: Look, lines: tuple[str, str], limit: float) -> list[alt.Chart]:
    """What the ground bears, and the threshold, each with its words above the rows, to either side."""
    colours = look.palette
    left, right = (alt.Chart(alt.sequence(0, 1, as_="once")).encode(x=alt.datum(place)) for place in (1, limit))
    words = {"dy": -8, "baseline": "bottom", "fontSize": look.size}
    return [
        left.mark_rule(strokeWidth=1.5, color=colours.text),
        right.mark_rule(strokeWidth=1.5, color=colours.late),
        left.mark_text(align="right", dx=-5, color=colours.text, **words).encode(
            text=alt.value(lines[0]), y=alt.value(0)
        ),
        right.mark_text(align="left", dx=5, color=colours.late, **words).encode(
            text=alt.value(lines[1]), y=alt.value(0)
        ),
    ]


def _said(look: Look, base: alt.Chart, end: float) -> alt.Chart:
    """The share in words, in a column of its own on the right."""
    colours = look.palette
    hue = alt.condition(f"datum.state == '{TO_VERIFY}'", alt.value(colours.late), alt.value(colours.muted))
    return base.mark_text(align="left", dx=6, fontSize=look.size).encode(x=alt.datum(end), text="words:N", color=hue)
