"""The layers of the review map, a function each: pydeck over the basemap. Tooltips are plain text.

What can be chosen carries a `code`, "kind:target", which the page writes into the address. The ids of these layers
change with what is chosen: Streamlit then forgets the click, which would otherwise dim everything else.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl
import pydeck as pdk
import shapely
from shapely.geometry.base import BaseGeometry

from services.figures.palette import palette
from services.ground import geometry
from services.ground.coordinates import Point
from services.indication.print_map.content import Area, AreaKind, ranks, tag_places, tags
from services.maps.colours import ground, rgb
from services.maps.looks import Lettering, Look, discs, texts
from services.maps.looks import areas as drawn_areas
from services.maps.view import Bounds

GRID, MOST_VERTICES = 44, 3_000
SMALL, USUAL, LARGE, COUNT = 4.0, 7.0, 10.0, 13.0


@dataclass(frozen=True, slots=True)
class Spot:
    """Something at a place: its tooltip, its colour as #RRGGBB, a sign in its disc; `code` is what the address calls
    it, "" for what can't be chosen; `home` is where it belongs when it was set apart from others."""

    place: Point
    label: str
    colour: str
    code: str = ""
    sign: str = ""
    radius: float = USUAL
    home: Point | None = None


def area_colours(shown: Sequence[Area], theme: str) -> list[str]:
    """The colour of each boundary, as on the print map: two drafts never have the same."""
    colours = palette(theme)
    green, yellow, blue, rust, _lime, purple, *_rest = colours.categories
    kinds: dict[AreaKind, str] = {"in_force": green, "core": rust, "former": colours.muted}
    drafts = (purple if theme != "dark" else "#C59BEA", blue, yellow)
    return [kinds.get(area.kind, drafts[rank % len(drafts)]) for area, rank in zip(shown, ranks(shown), strict=True)]


def area_legend(shown: Sequence[Area], theme: str) -> list[tuple[str, str]]:
    """What each boundary is called, behind the letter it has on the map, and its colour; the uppermost first."""
    told = zip(shown, tags(shown), area_colours(shown, theme), strict=True)
    return [(f"{tag} {area.label}".strip(), colour) for area, tag, colour in told][::-1]


def areas(shown: Sequence[Area], theme: str) -> list[pdk.Layer]:
    """Boundaries as lines, with the letters of those that share their kind; the last of them uppermost, the only one
    with a faint ground."""
    colours = area_colours(shown, theme)
    rows = [
        {
            "polygon": rings,
            "line": rgb(colour, 255 if area is shown[-1] else 190),
            "fill": rgb(colour, 26 if area is shown[-1] else 0),
            "wide": 3.5 if area is shown[-1] else 2,
        }
        for area, colour in zip(shown, colours, strict=True)
        for rings in polygons(area.geometry)
    ]
    letters = [
        {"position": list(place), "text": tag, "colour": rgb(colour)}
        for tag, place, colour in zip(tags(shown), tag_places(shown), colours, strict=True)
        if tag and place
    ]
    lettering = Lettering("colour", size=16, weight=700, paper=rgb(ground(theme).district, 200))
    return [
        drawn_areas("areas", rows, Look("fill", "line", "wide")),
        texts("area-letters", letters, lettering),
    ]


def plots(
    rows: pl.DataFrame, colours: Sequence[str], labels: Sequence[str], chosen: str, theme: str
) -> list[pdk.Layer]:
    """Plots as they were drawn, and those of which only a point is known as small discs: code, geometry, longitude,
    latitude; a colour and a tooltip for each."""
    drawn, spots = [], []
    for row, colour, label in zip(rows.iter_rows(named=True), colours, labels, strict=True):
        told = {"code": f"plot:{row['code']}", "label": label}
        if row["geometry"]:
            line, fill = rgb(colour), rgb(colour, 150)
            drawn += [told | {"polygon": rings, "fill": fill, "line": line} for rings in polygons(row["geometry"])]
        elif row["longitude"] is not None:
            spots.append(Spot((row["longitude"], row["latitude"]), label, colour, told["code"], radius=SMALL))
    return [
        drawn_areas(f"plots-{chosen}", drawn, Look("fill", "line", 1, pickable=True)),
        pins("plot-points", spots, chosen, theme),
    ]


def pins(name: str, spots: Iterable[Spot], chosen: str, theme: str) -> pdk.Layer:
    """Discs, those with a code to be chosen."""
    rows = [
        {"label": spot.label, "position": list(spot.place), "radius": spot.radius, "fill": rgb(spot.colour, 235)}
        | ({"code": spot.code} if spot.code else {})
        for spot in spots
    ]
    return discs(f"{name}-{chosen}", rows, Look("fill", rgb(ground(theme).district), pickable=True))


def taken(groups: Iterable[Sequence[Spot]]) -> list[tuple[Point, float]]:
    """Where the spots of layers, the lowest first, leave no room for names: place and radius, the uppermost first."""
    return [(spot.place, spot.radius) for group in groups for spot in group][::-1]


def signs(name: str, spots: Iterable[Spot], theme: str) -> pdk.Layer:
    """The signs in these discs, so that nothing is told by its hue alone."""
    rows = [{"position": list(spot.place), "text": spot.sign} for spot in spots if spot.sign]
    return texts(f"{name}-signs", rows, Lettering(rgb(ground(theme).district), weight=700))


def ring(places: Iterable[Point], theme: str) -> pdk.Layer:
    """A ring round what is chosen."""
    rows = [{"position": list(place), "radius": 15} for place in places]
    return discs("chosen", rows, Look(line=rgb(palette(theme).text), width=3))


def outlines(name: str, shapes: Iterable[str], colour: str) -> pdk.Layer:
    """Outlines without ground: what is chosen, or what a repair would make of it."""
    rows = [{"polygon": rings} for text in shapes for rings in polygons(text)]
    return drawn_areas(name, rows, Look(line=rgb(colour), width=3))


def changed(added: str | None, removed: str | None, theme: str) -> list[pdk.Layer]:
    """Ground that was added and ground that was removed (GeoJSON texts)."""
    return [
        drawn_areas(name, [{"polygon": rings} for rings in polygons(text)], Look(rgb(colour, 130), rgb(colour), 2))
        for (name, colour), text in zip(change_colours(theme).items(), (added, removed), strict=True)
        if text
    ]


def change_colours(theme: str) -> dict[str, str]:
    """Of added and removed ground, as on the print map."""
    categories = palette(theme).categories
    return {"added": categories[2], "removed": categories[3]}


def vertices(outline: str, view: Bounds, chosen: str, label: str, theme: str) -> pdk.Layer:
    """The corners of a boundary in what the view shows, to be chosen by number (`corner`); at most MOST_VERTICES."""
    west, south, east, north = view
    rows = [
        {"code": f"vertex:{number}", "label": label.format(n=number), "position": [x, y], "radius": SMALL}
        for number, (x, y) in enumerate(corners_of(outline), 1)
        if west <= x <= east and south <= y <= north
    ]
    look = Look(rgb(ground(theme).district), rgb(palette(theme).text), pickable=True)
    return discs(f"vertices-{chosen}", rows[:MOST_VERTICES], look)


def corners_of(outline: str) -> list[Point]:
    """The corners of a boundary in the order of its rings, the closing ones left out: vertex 1, 2, …"""
    rings = shapely.get_rings(shapely.get_parts(geometry.read_area(outline)))
    return [(x, y) for ring in rings for x, y in shapely.get_coordinates(ring)[:-1].tolist()]


def grid(view: Bounds, chosen: str, theme: str) -> pdk.Layer:
    """Discs to choose a free place by, GRID to a side of what the view shows: a click tells only what it hit, so they
    touch at any zoom."""
    west, south, east, north = view
    across, along = (east - west) / GRID, (north - south) / GRID
    middles = [
        (round(west + across * (column + 0.5), 6), round(south + along * (row + 0.5), 6))
        for column in range(GRID)
        for row in range(GRID)
    ]
    radius = geometry.distance((west, south), (west + across, south + along)) / 2
    rows = [{"code": f"place:{x:.6f},{y:.6f}", "label": f"{x:.6f}, {y:.6f}", "position": [x, y]} for x, y in middles]
    colour = palette(theme).muted
    return discs(f"grid-{chosen}", rows, Look(rgb(colour, 18), rgb(colour, 70), 1, pickable=True), metres=radius)


def polygons(text: str) -> list[list[list[list[float]]]]:
    """The rings of each polygon of a GeoJSON text, faults and all; nothing of what has no ground."""
    return [[shapely.get_coordinates(ring).tolist() for ring in shapely.get_rings(part)] for part in _parts(text)]


def _parts(text: str) -> list[BaseGeometry]:
    return list(geometry.polygons(geometry.read(text)))


def bounds(shapes: Iterable[str], places: Iterable[Point] = ()) -> Bounds | None:
    """What holds all of these GeoJSON texts and places, None without any."""
    boxes = [geometry.read(text).bounds for text in shapes] + [(*place, *place) for place in places]
    if not boxes:
        return None
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)
