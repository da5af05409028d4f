"""The map as a drawn picture, for browsers without WebGL and for PNG and SVG: the same marks, names and colours.

What stands over the basemap is laid out in pixels of the view, one row a thing.
"""

import math
from collections.abc import Sequence
from typing import Any

import polars as pl

from data import geo
from services.figures.palette import palette
from services.figures.spec import Chart
from services.figures.theme import Look
from services.maps import basemap
from services.maps.chart import chart
from services.maps.colours import ground
from services.maps.labels import Placed
from services.maps.layers import name_looks
from services.maps.marks import MARK_OF_PLACE
from services.maps.view import View

Legend = Sequence[tuple[str, str | None]]

EDGE, LINE = 20, 22
SCALES_KM = (1, 2, 5, 10)
WIDEST_SCALE = 120
SCHEMA = {"what": pl.String, "x": pl.Float64, "y": pl.Float64, "x2": pl.Float64, "size": pl.Float64}
SCHEMA |= {"fill": pl.String, "line": pl.String, "text": pl.String}


def screen_map(look: Look, view: View, credited: bool = True) -> Chart:
    """The drawing for a page; the browser fetches the basemap's parts from the application and keeps them. A page that
    writes the credit itself leaves no room for it."""
    return chart(look, view, {part: basemap.url(part) for part in basemap.PARTS}, credited=credited)


def printed_map(look: Look, view: View) -> Chart:
    """The drawing for a picture that is passed on, with the basemap inside."""
    return chart(look, view, {part: basemap.features(part)["features"] for part in basemap.PARTS}, credited=True)


def rows(
    marks: pl.DataFrame,
    placed: Sequence[Placed],
    selected: str | None,
    view: View,
    look: Look,
    *,
    legend: Legend = (),
    credit: Sequence[str] = (),
    mark: str = "",
) -> pl.DataFrame:
    """What is drawn over the basemap: markets, names, legend, scale, `credit` beneath, and `mark` (演示数据) above.

    A legend entry without a colour stands for "no data".
    """
    drawn = [
        *_places(view, look.theme),
        *_markets(marks, selected, view, look.theme),
        *_names(placed, view, look.theme),
        *_legend(legend, view, look.theme),
        _scale(view, EDGE + LINE * (len(legend) + 0.5)),
        *({"what": "credit", "x": 0.0, "y": 10.0 + 18 * line, "text": text} for line, text in enumerate(credit)),
        {"what": "mark", "x": view.width - EDGE, "y": EDGE, "text": mark},
    ]
    return pl.DataFrame(drawn, schema=SCHEMA)


def _places(view: View, theme: str) -> list[dict[str, Any]]:
    points = geo.points("markets").select("longitude", "latitude").rows()
    return [
        _disc("place", view.pixel(*at), MARK_OF_PLACE, ground(theme).district, palette(theme).muted) for at in points
    ]


def _markets(marks: pl.DataFrame, selected: str | None, view: View, theme: str) -> list[dict[str, Any]]:
    colours, paper = palette(theme), ground(theme).district
    discs = []
    for row in marks.to_dicts():
        at = view.pixel(row["longitude"], row["latitude"])
        line = paper if row["colour"] else colours.muted
        discs.append(_disc("market", at, row["radius"], row["colour"] or paper, line) | {"text": row["label"]})
        if row["code"] == selected:
            discs.append(_disc("ring", at, row["radius"] + 5, "transparent", colours.text))
    return discs


def _names(placed: Sequence[Placed], view: View, theme: str) -> list[dict[str, Any]]:
    looks = name_looks(theme)
    found = []
    for name in placed:
        x, y = view.pixel(name.label.longitude, name.label.latitude)
        colour, weight, paper = looks[name.label.style]
        text = {"text": name.label.text, "size": name.label.size, "fill": colour, "line": paper}
        what = "bold name" if weight > 400 else "name"
        found.append({"what": what, "x": x + name.right, "y": y + name.down} | text)
    return found


def _legend(legend: Legend, view: View, theme: str) -> list[dict[str, Any]]:
    """The entries above one another in the lower left corner, which the district leaves free."""
    discs = []
    for number, (text, colour) in enumerate(legend):
        at = EDGE, view.height - EDGE - LINE * (len(legend) - 1 - number)
        line = ground(theme).land if colour else palette(theme).muted
        discs.append(_disc("legend", at, 6, colour or ground(theme).district, line) | {"text": text})
    return discs


def _scale(view: View, above: float) -> dict[str, Any]:
    """A bar of a round length at the left edge, so many pixels above the lower one: over the legend."""
    km = max(km for km in SCALES_KM if km == SCALES_KM[0] or km * 1000 / view.metres_per_pixel <= WIDEST_SCALE)
    end = EDGE + km * 1000 / view.metres_per_pixel
    return {"what": "scale", "x": EDGE, "x2": end, "y": view.height - above, "text": f"{km} km"}


def _disc(what: str, at: tuple[float, float], radius: float, fill: str, line: str) -> dict[str, Any]:
    """Vega's size of a disc is its area in square pixels."""
    return {"what": what, "x": at[0], "y": at[1], "size": math.pi * radius**2, "fill": fill, "line": line}
