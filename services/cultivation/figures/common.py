"""What several figures draw: a day that matters as a thin named line, and the colour of a light."""

from collections.abc import Mapping

import altair as alt

from services.cultivation.lights import tint
from services.figures.palette import Light, Palette
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


def by_light(lights: Mapping[str, Light], colours: Palette) -> alt.Color:
    """The field `light` as colour; "" is no light and muted."""
    tints = [tint(light, colours) for light in lights.values()]
    scale = alt.Scale(domain=[*lights, ""], range=[*tints, tint(None, colours)])
    return alt.Color("light:N", scale=scale, legend=None)
