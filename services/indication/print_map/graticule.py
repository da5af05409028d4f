"""The net of meridians and parallels over a plane map, and its degrees in the border."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from services.ground import geometry
from services.indication.print_map.frame import Frame
from services.indication.print_map.svg import Node, lines, node, words
from services.indication.print_map.symbols import INK

# Seconds of arc between two lines.
STEPS = (10, 20, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 18000)
MOST_LINES = 6
BENDS = 24
CLEAR_OF_CORNER = 3.2


@dataclass(frozen=True, slots=True)
class Line:
    """A meridian or parallel in units of the frame, and what its ends are labelled."""

    label: str
    points: NDArray[np.float64]
    meridian: bool


def net(frame: Frame) -> list[Line]:
    """The meridians and parallels that cross the window, at most six either way, at round degrees."""
    west, south, east, north = frame.bounds
    step = next((step for step in STEPS if max(east - west, north - south) * 3600 / step <= MOST_LINES), STEPS[-1])
    return [
        *(_line(frame, seconds, step, (south, north), meridian=True) for seconds in _round(west, east, step)),
        *(_line(frame, seconds, step, (west, east), meridian=False) for seconds in _round(south, north, step)),
    ]


def drawn(frame: Frame, found: list[Line]) -> list[Node]:
    """The lines themselves, thin enough for what lies below."""
    look = {"fill": "none", "stroke": INK, "stroke_opacity": 0.35, "stroke_width": frame.letter * 0.05}
    return [node("path", d=lines([line.points.tolist()]), **look) for line in found]


def labels(frame: Frame, found: list[Line], ring: float) -> Iterator[Node]:
    """Degrees at both ends of each line, in a border `ring` units wide around the window."""
    clear, size = CLEAR_OF_CORNER * frame.letter, frame.letter * 0.85
    for line in found:
        x, y = line.points[:, 0], line.points[:, 1]
        if line.meridian:
            for edge, out in ((0.0, -ring / 2), (frame.height, frame.height + ring / 2)):
                at = float(np.interp(edge, y[::-1], x[::-1]))
                if clear < at < frame.width - clear:
                    yield words(line.label, at, out, size, fill=INK)
        else:
            for edge, out in ((0.0, -ring / 2), (frame.width, frame.width + ring / 2)):
                at = float(np.interp(edge, x, y))
                if clear < at < frame.height - clear:
                    turn = f"rotate(-90 {out:.2f} {at:.2f})"
                    yield words(line.label, out, at, size, fill=INK, transform=turn)


def degrees(seconds: int, step: int, *, meridian: bool) -> str:
    """A coordinate as maps write it: 116°56′E, with seconds only where the lines stand nearer than a minute."""
    minutes, rest = divmod(abs(seconds), 60)
    side = ("E" if seconds >= 0 else "W") if meridian else ("N" if seconds >= 0 else "S")
    return f"{minutes // 60}°{minutes % 60:02}′{f'{rest:02}″' if step % 60 else ''}{side}"


def _round(low: float, high: float, step: int) -> range:
    return range(math.ceil(low * 3600 / step) * step, math.floor(high * 3600 / step) * step + 1, step)


def _line(frame: Frame, seconds: int, step: int, along: tuple[float, float], *, meridian: bool) -> Line:
    """Longer than the window by a little, so that both ends reach its edges."""
    spare = (along[1] - along[0]) * 0.05
    moving, fixed = np.linspace(along[0] - spare, along[1] + spare, BENDS), np.full(BENDS, seconds / 3600)
    longitudes, latitudes = (fixed, moving) if meridian else (moving, fixed)
    line = geometry.to_metres(shapely.LineString(np.column_stack([longitudes, latitudes])))
    points = np.array([frame.at(x, y) for x, y in line.coords])
    return Line(degrees(seconds, step, meridian=meridian), points, meridian)
