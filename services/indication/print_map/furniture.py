"""Scale bar and north arrow on one plate, in the corner of the map where they cover least."""

from dataclasses import dataclass

import numpy as np
import shapely

from services.indication.print_map.frame import Frame
from services.indication.print_map.svg import Node, lines, node, words
from services.indication.print_map.symbols import INK, PAPER
from services.maps.labels import width
from services.words.language import Language

PIECES = 4
LONGEST = 16.0
ARROW, HIGH, PAD = 3.4, 5.4, 0.9


@dataclass(frozen=True, slots=True)
class Bar:
    """A scale bar: a round length in metres, and how many units of the drawing it is long."""

    metres: float
    units: float


@dataclass(frozen=True, slots=True)
class Plate:
    """The ground that scale bar and north arrow stand on, in units."""

    x: float
    y: float
    width: float
    height: float


def bar(frame: Frame) -> Bar:
    """The longest bar of 1, 2 or 5 times a power of ten metres that has room; EPSG:4548 is true to scale here."""
    most = LONGEST * frame.letter * frame.metres_per_unit
    metres = max(step * 10.0**power for power in range(-1, 6) for step in (1, 2, 5) if step * 10.0**power <= most)
    return Bar(metres, metres / frame.metres_per_unit)


def plate(frame: Frame, lines: list[shapely.Geometry], spots: list[shapely.Geometry]) -> Plate:
    """The plate in the corner that covers fewest boundaries, then fewest other things (shapes in units); lower left
    before the others."""
    letter = frame.letter
    wide, high = bar(frame).units + (ARROW + 3.6 * PAD + 2) * letter, HIGH * letter
    right, low = frame.width - wide, frame.height - high
    corners = [Plate(x, y, wide, high) for x, y in ((0, low), (right, low), (0, 0), (right, 0))]
    return min(corners, key=lambda plate: (met(plate, lines), met(plate, spots)))


def met(plate: Plate, obstacles: list[shapely.Geometry]) -> int:
    """How many of these shapes in units the plate covers something of."""
    return int(np.sum(shapely.intersects(box(plate), np.array(obstacles, dtype=object))))


def box(plate: Plate) -> shapely.Polygon:
    """The plate as a shape in units."""
    return shapely.box(plate.x, plate.y, plate.x + plate.width, plate.y + plate.height)


def drawn(frame: Frame, here: Plate, scale: int | None, _: Language) -> list[Node]:
    """North arrow and scale bar on their plate; the scale in figures only on paper, where it holds."""
    letter = frame.letter
    ground = node("rect", x=here.x, y=here.y, width=here.width, height=here.height, fill=PAPER, fill_opacity=0.88)
    arrow = _arrow(here.x + (PAD + ARROW / 2) * letter, here.y + 0.6 * letter, letter, _)
    left = here.x + (ARROW + 1.6 * PAD + 1) * letter
    return [
        ground,
        *arrow,
        *_bar(bar(frame), left, here.y + 3.2 * letter, letter),
        *_scale(scale, left, here.y, letter),
    ]


def _scale(scale: int | None, x: float, y: float, letter: float) -> list[Node]:
    if scale is None:
        return []
    figures = f"1:{scale:,}".replace(",", " ")
    return [words(figures, x, y + 1.1 * letter, letter, fill=INK, bold=True, text_anchor="start")]


def _bar(bar: Bar, x: float, y: float, letter: float) -> list[Node]:
    """Four pieces in turn black and white, figures at both ends and in the middle."""
    piece, high = bar.units / PIECES, letter * 0.45
    edge = {"stroke": INK, "stroke_width": letter * 0.07}
    pieces = [
        node("rect", x=x + number * piece, y=y, width=piece, height=high, fill=PAPER if number % 2 else INK, **edge)
        for number in range(PIECES)
    ]
    figures = [
        words(text, x + share * bar.units, y - 0.75 * letter, letter * 0.85, fill=INK)
        for share, text in zip((0, 0.5, 1), _figures(bar.metres), strict=True)
    ]
    return [*pieces, *figures]


def _figures(metres: float) -> tuple[str, str, str]:
    size, unit = (1000, "km") if metres >= 1000 else (1, "m")
    return "0", f"{metres / 2 / size:g}", f"{metres / size:g} {unit}"


def _arrow(x: float, y: float, letter: float, _: Language) -> list[Node]:
    """An arrow to grid north, half black and half white."""
    top, low, notch, half = y + 0.9 * letter, y + 3.2 * letter, y + 2.6 * letter, 0.75 * letter
    edge = {"stroke": INK, "stroke_width": letter * 0.07, "stroke_linejoin": "round"}
    left = node("path", d=lines([[(x, top), (x - half, low), (x, notch)]], closed=True), fill=INK, **edge)
    right = node("path", d=lines([[(x, top), (x + half, low), (x, notch)]], closed=True), fill=PAPER, **edge)
    name = _("Grid north")
    size = min(letter * 0.85, letter * 0.85 * ARROW * letter / width(name, round(letter)))
    return [
        words("N", x, y + 0.3 * letter, letter, fill=INK, bold=True),
        left,
        right,
        words(name, x, low + 0.85 * letter, size, fill=INK),
    ]
