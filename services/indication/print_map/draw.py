"""The map itself as SVG: basemap, boundaries, what changed, plots by village, pins, names, net, scale and north."""

from collections.abc import Callable

import shapely

from services.figures.palette import LIGHT
from services.ground import geometry
from services.indication.print_map import furniture, graticule, names, symbols
from services.indication.print_map.content import AreaKind, Layers, ranks, tag_places, tags
from services.indication.print_map.frame import Frame
from services.indication.print_map.ground import ground, outline_lines, outline_path
from services.indication.print_map.svg import Node, document, node, words
from services.indication.print_map.symbols import ADDED, INK, PAPER, REMOVED
from services.maps.labels import width
from services.words.language import Language

# The border with the degrees, in letters.
RING = 1.6
# The lowest first: what is in force is never covered by a draft.
ORDER: tuple[AreaKind, ...] = ("former", "draft", "core", "in_force")
SPACING = 3.0


def svg(frame: Frame, layers: Layers, mark: str, scale: int | None, _: Language) -> bytes:
    """The map with its border: `frame` and RING letters around it. `mark` stands in a corner of the map itself,
    so that it is not cut off with the paper; `scale` is 1 to so many, None on a screen."""
    ring = RING * frame.letter
    here = furniture.plate(frame, boundary_lines(frame, layers), _spots(frame, layers))
    found = graticule.net(frame)
    inside = [
        *ground(frame),
        *_boundaries(frame, layers),
        *graticule.drawn(frame, found),
        *_tags(frame, layers),
        *names.marked(frame, layers, _discs(frame, here), _),
        *furniture.drawn(frame, here, scale, _),
        *_mark(frame, here, mark),
    ]
    shown = node("g", inside, clip_path="url(#window)")
    middle = node("g", [shown, *_border(frame, ring), *graticule.labels(frame, found, ring)])
    middle.set("transform", f"translate({ring:.2f} {ring:.2f})")
    paper = node("rect", width=frame.width + 2 * ring, height=frame.height + 2 * ring, fill=PAPER)
    defs = [_window(frame), symbols.patterns(frame.letter)]
    return document(frame.width + 2 * ring, frame.height + 2 * ring, [*defs, paper, middle])


def _window(frame: Frame) -> Node:
    return node("clipPath", [node("rect", width=frame.width, height=frame.height)], id="window")


def _boundaries(frame: Frame, layers: Layers) -> list[Node]:
    changes = [
        symbols.change(name, outline_path(frame, text), frame.letter)
        for name, text in ((ADDED, layers.added), (REMOVED, layers.removed))
        if text
    ]
    ranked = sorted(zip(layers.areas, ranks(layers.areas), strict=True), key=lambda one: ORDER.index(one[0].kind))
    lines = [symbols.area(area.kind, outline_path(frame, area.geometry), frame.letter, rank) for area, rank in ranked]
    return [*changes, *(part for line in lines for part in line)]


def _tags(frame: Frame, layers: Layers) -> list[Node]:
    """The letter of each boundary that shares its kind with another, at a corner of its own."""
    looks = [symbols.look(area.kind, rank) for area, rank in zip(layers.areas, ranks(layers.areas), strict=True)]
    return [
        words(tag, *frame.pixel(*place), 1.3 * frame.letter, fill=look.colour, halo=PAPER, bold=True)
        for tag, place, look in zip(tags(layers.areas), tag_places(layers.areas), looks, strict=True)
        if tag and place
    ]


def roomy(made: Callable[[float], Frame], layers: Layers) -> Frame:
    """The window that `made` gives for a height left free at its foot: none, or where the plate would cover a boundary
    in every corner, that of the plate."""
    frame = made(0)
    here = furniture.plate(frame, lines := boundary_lines(frame, layers), _spots(frame, layers))
    return made(furniture.HIGH * frame.letter) if furniture.met(here, lines) else frame


def boundary_lines(frame: Frame, layers: Layers) -> list[shapely.Geometry]:
    """The boundaries in units, which the plate never covers."""
    rings = [ring for area in layers.areas for ring in outline_lines(area.geometry)]
    return [shapely.LineString([frame.at(x, y) for x, y in ring.coords]) for ring in rings]


def _spots(frame: Frame, layers: Layers) -> list[shapely.Geometry]:
    """What the plate should leave in sight as well, in units: villages with plots, pins."""
    places = [*layers.counts.select("longitude", "latitude").drop_nulls().rows(), *(pin.place for pin in layers.pins)]
    return [shapely.Point(frame.pixel(*place)).buffer(2 * frame.letter) for place in places]


def _discs(frame: Frame, here: furniture.Plate) -> list[tuple[float, float, float]]:
    """The plate as discs in degrees, which is what names are kept clear of."""
    radius = SPACING * frame.letter
    across = [here.x + min(radius * (1 + 2 * step), here.width) for step in range(int(here.width / radius / 2) + 1)]
    return [(*_degrees(frame, x, here.y + here.height / 2), radius) for x in across]


def _degrees(frame: Frame, x: float, y: float) -> tuple[float, float]:
    metres = shapely.Point(frame.west + x * frame.metres_per_unit, frame.north - y * frame.metres_per_unit)
    longitude, latitude = shapely.get_coordinates(geometry.to_degrees(metres))[0].tolist()
    return longitude, latitude


def _border(frame: Frame, ring: float) -> list[Node]:
    """The neat line round the map, and a thicker one round the degrees."""
    inner = node("rect", width=frame.width, height=frame.height, fill="none", stroke=INK, stroke_width=0.7)
    outer = node("rect", x=-ring, y=-ring, width=frame.width + 2 * ring, height=frame.height + 2 * ring, fill="none")
    outer.set("stroke", INK)
    outer.set("stroke-width", "1.4")
    return [inner, outer]


def _mark(frame: Frame, here: furniture.Plate, mark: str) -> list[Node]:
    """What every map of invented data says, at the top, on the side where the plate is not."""
    if not mark:
        return []
    size = frame.letter * 1.25
    wide = width(mark, round(size)) + frame.letter
    left = 0.0 if here.y == 0 and here.x > 0 else frame.width - wide
    plate = node("rect", x=left, width=wide, height=2 * size, fill=PAPER, fill_opacity=0.88)
    return [plate, words(mark, left + wide / 2, size, size, fill=LIGHT.late, bold=True)]
