"""This year against the same days last year, a bar and a tick for each sector, the numbers written at the end."""

import altair as alt

from services.figures.spec import ROWS, Chart
from services.figures.theme import Look

STEP = 44
ROOM = 1.45


def this_year_and_last(look: Look, labels: tuple[str, ...], end: int, height: int) -> Chart:
    """Rows: label, now, before (null where last year is not known), text (both in words). `end` is where the
    scale ends, `height` the chart's in pixels."""
    colours = look.palette
    base = alt.Chart(ROWS).encode(
        y=alt.Y("label:N", sort=list(labels), axis=alt.Axis(ticks=False, domain=False, title=None, labelPadding=8))
    )
    across = alt.Scale(domain=[0, max(end, 1) * ROOM])
    now = base.mark_bar(color=colours.primary, height={"band": 0.5}).encode(
        x=alt.X("now:Q", axis=None, scale=across), tooltip="text:N"
    )
    before = base.mark_tick(color=colours.text, thickness=3, height={"band": 0.72}).encode(
        x="before:Q", tooltip="text:N"
    )
    longest = alt.expr.max(alt.datum.now, alt.datum.before)
    words = base.transform_calculate(end=longest).mark_text(align="left", dx=9).encode(x="end:Q", text="text:N")
    return alt.layer(now, before, words).properties(height=height, width="container")
