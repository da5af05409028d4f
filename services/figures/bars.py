"""Lying bars with their number in words at the end; what is not known has no bar, and says so."""

import altair as alt

from services.figures.spec import ROWS, Chart
from services.figures.theme import Look

STEP = 28
# Room right of the longest bar for its words, as a part of it.
ROOM = 1.35


def bars(look: Look, labels: tuple[str, ...], end: int) -> Chart:
    """Rows: label, n (null where nothing is known), text (at the bar's end). `end` is where the scale ends."""
    colours = look.palette
    base = alt.Chart(ROWS).encode(
        x=alt.X("n:Q", axis=None, scale=alt.Scale(domain=[0, max(end, 1) * ROOM])),
        y=alt.Y("label:N", sort=list(labels), axis=alt.Axis(ticks=False, domain=False, title=None, labelPadding=8)),
    )
    drawn = base.mark_bar(color=colours.primary, height=STEP * 0.55).encode(tooltip="text:N")
    known = base.transform_filter("datum.n != null").mark_text(align="left", dx=6, color=colours.text)
    missing = base.transform_filter("datum.n == null").mark_text(align="left", dx=2, color=colours.muted)
    words = (known.encode(text="text:N"), missing.encode(x=alt.datum(0), text="text:N"))
    return alt.layer(drawn, *words).properties(height=alt.Step(STEP), width="container")
