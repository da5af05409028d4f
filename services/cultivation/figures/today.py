"""A day that matters, as a thin named line on a figure with a time axis."""

import altair as alt

from services.figures.theme import Look


def today_line(look: Look, today: str, label: str, field: str = "day") -> list[alt.Chart]:
    """The line at a day (ISO) and its name; `field` is what the figure's own time axis is called."""
    colour = look.palette.muted
    at = alt.Chart(alt.InlineData([{field: today, "label": label}]))
    line = at.mark_rule(color=colour, strokeDash=[2, 4]).encode(x=f"{field}:T")
    name = at.mark_text(align="left", dx=5, baseline="top", color=colour).encode(
        x=f"{field}:T", y=alt.value(0), text="label:N"
    )
    return [line, name]
