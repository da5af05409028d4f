"""Hatching, for periods that are not compared: stripes told without any colour. Vega-Lite knows no patterns."""

import altair as alt
import polars as pl

from services.words.language import Language

STRIPES = 13


def hatched(colour: str, ground: str) -> alt.LinearGradient:
    """Upright stripes of a colour over a ground, as the colour of a mark; they stay upright in a flat one."""
    edges = [step / STRIPES for step in range(STRIPES + 1)]
    stops = [
        alt.GradientStop(offset=offset, color=colour if stripe % 2 else ground)
        for stripe in range(STRIPES)
        for offset in (edges[stripe], edges[stripe + 1])
    ]
    return alt.LinearGradient(gradient="linear", stops=stops, x1=0, y1=0, x2=1, y2=0)


def notes(_: Language) -> pl.Expr:
    """Why a period is not compared, from its state; "" where it is."""
    said = {
        "whole": "",
        "cut": _(" (not the whole period)"),
        "some": _(" (not reported by all)"),
        "none": _(" (not reported yet)"),
    }
    return pl.col("state").replace_strict(said, return_dtype=pl.String())
