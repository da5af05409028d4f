"""Which names a map shows: in the order given, each at its first free place, else not at all."""

import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

LINE = 1.3
PADDING = 3
STEP, FARTHEST = 8, 40
STEPS = range(-FARTHEST, FARTHEST + 1, STEP)
NEAR_FIRST = sorted(((float(right), float(down)) for right in STEPS for down in STEPS), key=lambda to: math.hypot(*to))
Box = tuple[float, float, float, float]


class Canvas(Protocol):
    """What names are placed on: `services.maps.view.View`, or a map on paper. Sizes are in pixels or points."""

    @property
    def width(self) -> float: ...

    @property
    def height(self) -> float: ...

    @property
    def bounds(self) -> Box:
        """(west, south, east, north) in degrees."""
        ...

    def pixel(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a point falls, from the upper left corner."""
        ...


@dataclass(frozen=True, slots=True)
class Label:
    """A name at a point, in pixels: the size of its letters, and either the radius of the mark that it stands
    beside, or how far the name itself, which has no mark, may move away. A `needed` name is shown even where
    it covers others."""

    text: str
    longitude: float
    latitude: float
    style: str
    size: int
    radius: float = 0.0
    reach: float = 0.0
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A label with its middle moved by (right, down) pixels from the point."""

    label: Label
    right: float
    down: float


def place(labels: Iterable[Label], view: Canvas, marks: Sequence[tuple[float, float, float]] = ()) -> list[Placed]:
    """The labels that fit into the view without covering each other or a mark (longitude, latitude, radius)."""
    taken = [_mark(view, *mark) for mark in marks]
    placed = []
    for label in labels:
        free = _first_free(label, view, taken)
        if free:
            placed.append(Placed(label, *free))
            taken.append(_moved(_box(label, view), *free))
    return placed


def width(text: str, size: int) -> float:
    """About how wide a text is drawn, in pixels: Chinese letters fill a square, others half of it."""
    return size * sum(1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.58 for letter in text)


def _offsets(label: Label) -> list[tuple[float, float]]:
    """Below, above, right and left of the mark; a name without a mark on its point or ever further from it."""
    if not label.radius:
        return [offset for offset in NEAR_FIRST if math.hypot(*offset) <= label.reach]
    across = width(label.text, label.size) / 2 + PADDING + label.radius + 3
    along = label.size * LINE / 2 + label.radius + 2
    return [(0.0, along), (0.0, -along), (across, 0.0), (-across, 0.0)]


def _first_free(label: Label, view: Canvas, taken: list[Box]) -> tuple[float, float] | None:
    home = _box(label, view)
    for right, down in _offsets(label):
        box = _moved(home, right, down)
        if _on_map(box, view) and not _covers_any(box, taken):
            return right, down
    return _offsets(label)[0] if label.needed else None


def _box(label: Label, view: Canvas) -> Box:
    x, y = view.pixel(label.longitude, label.latitude)
    half, high = width(label.text, label.size) / 2 + PADDING, label.size * LINE / 2
    return x - half, y - high, x + half, y + high


def _moved(box: Box, right: float, down: float) -> Box:
    return box[0] + right, box[1] + down, box[2] + right, box[3] + down


def _mark(view: Canvas, longitude: float, latitude: float, radius: float) -> Box:
    x, y = view.pixel(longitude, latitude)
    return x - radius, y - radius, x + radius, y + radius


def _covers_any(box: Box, taken: Iterable[Box]) -> bool:
    # Asked a hundred thousand times for a map of 200 markets: a call for each pair would take twice as long.
    left, top, right, bottom = box
    return any(left < end and start < right and top < low and high < bottom for start, high, end, low in taken)


def _on_map(box: Box, view: Canvas) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= view.width and box[3] <= view.height
