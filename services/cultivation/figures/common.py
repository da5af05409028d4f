"""What several figures draw: a day that matters as a thin named line, and the colour of a light."""

from datetime import date

import altair as alt

from services.days.lights import Rule
from services.figures.palette import Palette, tint
from services.figures.theme import Look

# The most that names take of a figure, in pixels.
NAMES = 170


def today_line(look: Look, today: str, label: str, field: str = "day") -> list[alt.Chart]:
    """The line at a day (ISO) and its name; `field` is what the figure's own time axis is called."""
    colour = look.palette.muted
    day = date.fromisoformat(today)
    # A sequence of one, because a figure's named rows take the place of data that stand in its specification.
    once = alt.Chart(alt.sequence(0, 1, as_="once"))
    at = once.transform_calculate(**{field: f"datetime({day.year}, {day.month - 1}, {day.day})"}).encode(x=f"{field}:T")
    line = at.mark_rule(color=colour, strokeDash=[2, 4])
    name = at.mark_text(align="center", dy=-4, baseline="bottom", color=colour).encode(
        y=alt.value(0), text=alt.value(label)
    )
    return [line, name]


def names_axis() -> alt.Axis:
    """The axis of names at the left; each stands at the middle of its row, the first and the last too. A long one ends
    in …, so that the figure keeps its room."""
    return alt.Axis(ticks=False, domain=False, title=None, labelPadding=8, labelFlush=False, labelLimit=NAMES)


def by_light(rule: Rule, colours: Palette) -> alt.Color:
    """The field `light`, a code of one that the rule gives, as colour; "" is no light and muted."""
    codes, tints = [light.code for light in rule.gives], [tint(light, colours) for light in rule.gives]
    scale = alt.Scale(domain=[*codes, ""], range=[*tints, tint(None, colours)])
    return alt.Color("light:N", scale=scale, legend=None)
