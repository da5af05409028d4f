"""Where numbers and names stand on a print map: pins first, then villages with plots, then all other names."""

from collections.abc import Iterator

import polars as pl

from data import geo
from services.indication.print_map.content import Layers
from services.indication.print_map.frame import Frame, off_map
from services.indication.print_map.svg import Node, words
from services.indication.print_map.symbols import INK, PAPER, count, count_radius, pin, tie, village
from services.maps import marks
from services.maps.colours import ground
from services.maps.labels import Label, Placed, place
from services.words.language import Language

PIN, COUNT = "pin", "count"
COLOURS = ground("light")
# The sizes of names in services.maps.marks are pixels of a screen, on which small type has 11.
SCREEN_LETTER = 11
# Style: colour, bold.
LOOKS = {
    "neighbour": (COLOURS.faint, False),
    "water": (COLOURS.water, False),
    "village": (INK, False),
    COUNT: (INK, True),
    "township": (INK, True),
}


def marked(frame: Frame, layers: Layers, taken: list[tuple[float, float, float]], _: Language) -> list[Node]:
    """Villages, numbers of plots, pins and names. `taken` are discs (longitude, latitude, radius) to leave free."""
    counts = layers.counts.drop_nulls(["longitude", "latitude"])
    plots = [(x, y, count_radius(frame.letter)) for x, y in counts.select("longitude", "latitude").iter_rows()]
    villages = [(x, y, frame.letter * 0.3) for x, y in _villages(counts).select("longitude", "latitude").iter_rows()]
    wanted = [*_pins(frame, layers), *_names(frame, counts, _)]
    placed = place(wanted, frame, [*taken, *plots, *villages])
    names = [_name(frame, name) for name in placed if name.label.style != PIN]
    dots = [village(*frame.pixel(x, y), frame.letter) for x, y, _radius in villages]
    return [*dots, *names, *_counts(frame, counts), *_drawn_pins(frame, layers, placed)]


def _villages(counts: pl.DataFrame) -> pl.DataFrame:
    """The villages that have no number of plots to stand for them."""
    return geo.points("villages").join(counts, on=["longitude", "latitude"], how="anti")


def _pins(frame: Frame, layers: Layers) -> Iterator[Label]:
    """The number of each pin on the map, as near to its place as there is room; shown in any case."""
    size = round(frame.letter * 1.2)
    for number, here in enumerate(layers.pins, start=1):
        if not off_map(frame, here.place):
            yield Label(str(number), *here.place, PIN, size, reach=40, needed=True)


def _names(frame: Frame, counts: pl.DataFrame, _: Language) -> Iterator[Label]:
    scale = frame.letter / SCREEN_LETTER
    small = round(frame.letter)
    for name, x, y in counts.select("village", "longitude", "latitude").iter_rows():
        yield Label(name, x, y, COUNT, small, count_radius(frame.letter))
    yield from marks.township_names(_.code, scale)
    for name, x, y in _villages(counts).select("name", "longitude", "latitude").iter_rows():
        yield Label(name, x, y, "village", small, frame.letter * 0.3)
    yield from marks.water_names(scale)
    yield from marks.neighbour_names(frame, _.code, scale)


def _name(frame: Frame, name: Placed) -> Node:
    x, y = frame.pixel(name.label.longitude, name.label.latitude)
    colour, bold = LOOKS[name.label.style]
    look = {"fill": colour, "halo": PAPER, "bold": bold}
    return words(name.label.text, x + name.right, y + name.down, name.label.size, **look)


def _counts(frame: Frame, counts: pl.DataFrame) -> list[Node]:
    rows = counts.select("plots", "longitude", "latitude").iter_rows()
    return [node for plots, x, y in rows for node in count(f"{plots:,}", *frame.pixel(x, y), frame.letter)]


def _drawn_pins(frame: Frame, layers: Layers, placed: list[Placed]) -> list[Node]:
    """All ties lie below all numbers."""
    ties: list[Node] = []
    numbers: list[Node] = []
    for label, right, down in ((name.label, name.right, name.down) for name in placed if name.label.style == PIN):
        x, y = frame.pixel(label.longitude, label.latitude)
        at = x + right, y + down
        ties += tie(at, (x, y), frame.letter)
        numbers += pin(layers.pins[int(label.text) - 1].kind, label.text, at, frame.letter)
    return ties + numbers
