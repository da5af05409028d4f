"""How what lies on the map on screen looks, in named fields; the one place that knows deck.gl's words for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pydeck as pdk
from pydeck.types import String

FONTS = "Noto Sans CJK SC, Noto Sans SC, Microsoft YaHei, PingFang SC, sans-serif"
PIXELS = String("pixels")

Paint = str | Sequence[int]
"""A colour as [red, green, blue, alpha], or the name of the column that holds it for each row."""
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Look:
    """How discs and polygons are painted; None is not painted. `width` is the line's in pixels, or the name of its
    column; `pickable` says that they can be clicked and have a tooltip."""

    fill: Paint | None = None
    line: Paint | None = None
    width: float | str = 1.5
    pickable: bool = False

    def words(self) -> dict[str, Any]:
        """The same as deck.gl says it."""
        painted = {"get_fill_color": self.fill, "get_line_color": self.line}
        return {
            **{name: paint for name, paint in painted.items() if paint is not None},
            "filled": self.fill is not None,
            "stroked": self.line is not None,
            "get_line_width": self.width,
            "line_width_units": PIXELS,
            "pickable": self.pickable,
        }


@dataclass(frozen=True, slots=True)
class Lettering:
    """How words are written: colour, size in pixels, weight of the type, and the colour of the paper behind them, None
    without. `offset` is the column that moves them, in pixels right and down."""

    colour: Paint
    size: float | str = 12
    weight: int = 400
    paper: Paint | None = None
    offset: str | None = None

    def words(self) -> dict[str, Any]:
        """The same as deck.gl says it."""
        paper = {"background": True, "get_background_color": self.paper, "background_padding": [3, 1]}
        return {
            "get_color": self.colour,
            "get_size": self.size,
            "font_weight": self.weight,
            **(paper if self.paper is not None else {}),
            **({"get_pixel_offset": self.offset} if self.offset else {}),
        }


def discs(name: str, rows: Rows, look: Look, *, metres: float | None = None) -> pdk.Layer:
    """Discs at `position`: of `radius` pixels each, or all of so many metres on the ground."""
    radius, units = ("radius", PIXELS) if metres is None else (metres, String("meters"))
    return pdk.Layer(
        "ScatterplotLayer",
        id=name,
        data=rows,
        get_position="position",
        get_radius=radius,
        radius_units=units,
        **look.words(),
    )


def areas(name: str, rows: Rows, look: Look) -> pdk.Layer:
    """The rings of each `polygon`."""
    return pdk.Layer("PolygonLayer", id=name, data=rows, get_polygon="polygon", **look.words())


def texts(name: str, rows: Rows, lettering: Lettering) -> pdk.Layer:
    """The `text` at each `position`."""
    return pdk.Layer(
        "TextLayer",
        id=name,
        data=rows,
        get_position="position",
        get_text="text",
        character_set=String("auto"),
        font_family=String(FONTS),
        pickable=False,
        **lettering.words(),
    )
