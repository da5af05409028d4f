"""Two values of the same thing, one line each: before and after, or stalls and online channel."""

import altair as alt

from services.cultivation.figures.common import names_axis
from services.figures.spec import ROWS, Chart
from services.figures.theme import Look

STEP = 34
# Room right of the largest value for the words, as a part of it.
ROOM = 1.5


def pairs(look: Look, labels: tuple[str, ...], end: float) -> Chart:
    """Rows: label, first (hollow), second (filled), either null where not known, text (at the right), tip. `end` is
    where the scale ends."""
    colours = look.palette
    base = alt.Chart(ROWS).encode(
        y=alt.Y("label:N", sort=list(labels), axis=names_axis()),
        tooltip="tip:N",
    )
    across = alt.Scale(domain=[-0.03 * max(end, 0.01), max(end, 0.01) * ROOM], nice=False)
    both = base.transform_filter("datum.first !== null && datum.second !== null")
    line = both.mark_rule(color=colours.border, strokeWidth=4).encode(
        x=alt.X("first:Q", axis=None, scale=across), x2="second:Q"
    )
    first = base.mark_point(size=110, strokeWidth=2, color=colours.muted, fill=colours.paper, opacity=1)
    second = base.mark_point(size=110, strokeWidth=2, color=colours.primary, fill=colours.primary, opacity=1)
    longest = alt.expr.max(alt.datum.first, alt.datum.second)
    words = base.transform_calculate(end=longest).mark_text(align="left", dx=12).encode(x="end:Q", text="text:N")
    return alt.layer(line, first.encode(x="first:Q"), second.encode(x="second:Q"), words).properties(
        height=STEP * len(labels), width="container"
    )
