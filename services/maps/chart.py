"""The drawn map as a chart: outline and roads by a projection of the view, all else in pixels from the rows."""

import math
from dataclasses import dataclass
from typing import Any, Literal

import altair as alt

from services.figures.palette import palette
from services.figures.spec import ROWS, Chart
from services.figures.theme import Look
from services.maps import basemap
from services.maps.colours import ground
from services.maps.view import View

Weight = Literal["normal", "bold"]
NAMES: tuple[tuple[str, Weight], ...] = (("name", "normal"), ("bold name", "bold"))
DISCS = (("place", 1), ("market", 1.5), ("ring", 3), ("legend", 1))


@dataclass(frozen=True, slots=True)
class Shape:
    """How a part of the basemap is drawn: its ground and its line, None without; the line's width in pixels."""

    fill: str | None = None
    line: str | None = None
    width: float = 1
    opacity: float = 1

    def mark(self) -> dict[str, Any]:
        """The same as Vega-Lite says it."""
        line = {"stroke": self.line, "strokeWidth": self.width, "strokeCap": "round"} if self.line else {}
        ground_of = {"fill": self.fill} if self.fill else {"filled": False}
        return {**ground_of, **line, "opacity": self.opacity}


def chart(look: Look, view: View, parts: dict[str, Any], *, credited: bool) -> Chart:
    """The map of this view over rows as `services.maps.drawn` lays them out; where it is `credited`, there is room
    beneath for the credit.

    `parts` gives for each part of the basemap its GeoJSON features, or the address they are served at.
    """
    ground_here = alt.ViewBackground(fill=ground(look.theme).land, stroke=None, cornerRadius=6)
    here = alt.layer(
        *_basemap(view, parts, look.theme),
        *(_discs(*disc) for disc in DISCS),
        *(_halo(*name) for name in NAMES),
        *(_name(*name) for name in NAMES),
        *_furniture(look),
        width=view.width,
        height=view.height,
        view=ground_here,
    )
    if not credited:
        return here
    credit = _text("credit", palette(look.theme).muted, look.size)
    beneath = credit.properties(width=view.width, height=40, view=alt.ViewBackground(stroke=None))
    return alt.vconcat(here, beneath, spacing=6)


def _basemap(view: View, parts: dict[str, Any], theme: str) -> list[alt.Chart]:
    colours = ground(theme)
    return [
        _shape(view, parts["neighbours"], Shape(fill=colours.neighbours, line=colours.borders)),
        _shape(view, parts["district"], Shape(fill=colours.district)),
        *(_road(view, parts["roads"], name, colour) for name, colour in colours.roads.items()),
        _shape(view, parts["outside"], Shape(fill=colours.land, opacity=basemap.VEIL)),
        _shape(view, parts["district"], Shape(line=colours.outline, width=2)),
    ]


def _furniture(look: Look) -> list[alt.Chart]:
    colours = palette(look.theme)
    return [
        _text("legend", colours.text, look.size, dx=14),
        _of("scale").mark_rule(color=colours.muted, strokeWidth=2).encode(*_at(), x2="x2:Q"),
        _text("scale", colours.muted, look.size, dy=-10),
        _text("mark", colours.caution, look.size + 3, align="right", weight="bold"),
    ]


def _shape(view: View, part: Any, shape: Shape) -> alt.Chart:
    data = (
        alt.UrlData(part, format=alt.JsonDataFormat(property="features"))
        if isinstance(part, str)
        else alt.InlineData(part)
    )
    return (
        alt.Chart(data)
        .mark_geoshape(clip=False, **shape.mark())
        .project(
            type="mercator",
            center=[view.longitude, view.latitude],
            scale=view.world / (2 * math.pi),
            translate=[view.width / 2, view.height / 2],
            clipExtent=[[0, 0], [view.width, view.height]],
        )
    )


def _road(view: View, part: Any, name: str, colour: str) -> alt.Chart:
    shape = _shape(view, part, Shape(line=colour, width=basemap.WIDTHS[name]))
    return shape.transform_filter(f"datum.properties.highway === '{name}'")


def _of(what: str) -> alt.Chart:
    return alt.Chart(ROWS).transform_filter(alt.datum.what == what)


def _at() -> tuple[alt.X, alt.Y]:
    return alt.X("x:Q", scale=None, axis=None), alt.Y("y:Q", scale=None, axis=None)


def _discs(what: str, width: float) -> alt.Chart:
    colours = alt.Fill("fill:N", scale=None), alt.Stroke("line:N", scale=None)
    tooltip = alt.Tooltip("text:N", title=" ") if what == "market" else alt.TooltipValue(None)
    return (
        _of(what)
        .mark_point(shape="circle", strokeWidth=width, opacity=1)
        .encode(*_at(), *colours, tooltip, size=alt.Size("size:Q", scale=None))
    )


def _text(
    what: str,
    colour: str,
    size: int,
    *,
    align: Literal["left", "right"] = "left",
    weight: Weight = "normal",
    dx: float = 0,
    dy: float = 0,
) -> alt.Chart:
    words = _of(what).mark_text(align=align, color=colour, fontSize=size, fontWeight=weight, dx=dx, dy=dy)
    return words.encode(*_at(), text="text:N")


def _name(what: str, weight: Weight) -> alt.Chart:
    return _of(what).mark_text(fontWeight=weight).encode(*_lettering("fill:N"))


def _halo(what: str, weight: Weight) -> alt.Chart:
    """The same text, thicker and in the colour of the ground, beneath a name."""
    thick = _of(what).mark_text(fontWeight=weight, strokeWidth=3, strokeJoin="round", opacity=0.85)
    return thick.encode(*_lettering("line:N"), alt.Stroke("line:N", scale=None))


def _lettering(colour: str) -> tuple[alt.X, alt.Y, alt.Text, alt.Color, alt.Size]:
    return *_at(), alt.Text("text:N"), alt.Color(colour, scale=None), alt.Size("size:Q", scale=None)
