"""A print map: a sheet of A4 or A3 with map, title, legend, list of pins and everything that must be said of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

import polars as pl

from services.figures.export import Provenance
from services.indication.print_map.content import Layers
from services.indication.print_map.draw import RING, roomy, svg
from services.indication.print_map.frame import METRES_OF_A_POINT, Frame, extent, off_map, on_paper
from services.indication.print_map.legend import HEIGHT, WIDTH, files, legend
from services.maps.credit import credit
from services.maps.settings import compiled_by
from services.papers import typeset
from services.papers.paper import writable
from services.words.formats import day, listing
from services.words.language import Language

TEMPLATE = Path(__file__).with_name("sheet.typ")
MAP = "map.svg"
POINTS_OF_A_MILLIMETRE = 72 / 25.4
DOTS_PER_INCH = 200

Paper = Literal["A4", "A3"]
Orientation = Literal["landscape", "portrait"]
Form = Literal["pdf", "png"]


@dataclass(frozen=True, slots=True)
class Layout:
    """Millimetres: the page, its margin, the heads and feet, the panel beside or below the map; letters in points."""

    short: float
    long: float
    margin: float
    head: float
    foot: float
    beside: float
    below: float
    letter: float


LAYOUTS: dict[Paper, Layout] = {
    "A4": Layout(210, 297, 8, 15, 8, 62, 76, 7.5),
    "A3": Layout(297, 420, 10, 20, 10, 84, 96, 9.5),
}
GAP = 3.0
# Left over in the height, for a page that is full to the last hair flows over to a second one.
SPARE = 0.5


@dataclass(frozen=True, slots=True)
class Sheet:
    """Paper and words of a print map. `provenance` gives title, period, source, as-of day, commit and whether the data
    are invented; `drawn` is the day of drawing; `approval` the 审图号 of this map, where it has one of its own."""

    provenance: Provenance
    drawn: date
    paper: Paper = "A4"
    orientation: Orientation = "landscape"
    approval: str | None = None

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page in millimetres."""
        layout = LAYOUTS[self.paper]
        sides = layout.short, layout.long
        return sides if self.orientation == "portrait" else (sides[1], sides[0])


def print_map(sheet: Sheet, layers: Layers, _: Language, form: Form = "pdf") -> bytes:
    """The map as PDF, or as PNG at 200 dots an inch.

    What the list of pins has no room for follows on further pages of the PDF; the PNG is the first page and says so.
    Raises services.ground.geometry.NotGeometry for an area that is none.
    """
    content, drawings = composed(sheet, layers, _)
    if form == "pdf":
        return typeset.pdf(TEMPLATE, content, drawings)
    return typeset.png(TEMPLATE, content, drawings, DOTS_PER_INCH)[0]


def composed(sheet: Sheet, layers: Layers, _: Language) -> tuple[dict[str, Any], dict[str, bytes]]:
    """What the template sets, ready for JSON, and its drawings by name."""
    frame, scale = window(sheet, layers)
    listed, drawings = files(legend(layers, frame, _))
    content = {
        "language": _.code[:2],
        "title": writable(sheet.provenance.title),
        "layout": _layout(sheet),
        "map": {"file": MAP, "words": writable(sheet.provenance.title)},
        "headings": {"legend": _("Legend"), "pins": _("Findings and comments"), "notes": _("Notes")},
        "legend": listed,
        "swatch": {"width": WIDTH, "height": HEIGHT},
        "pins": list(pins(layers, frame, _)),
        "further": _("Further entries, on the following page of the PDF: {n}", n="{n}"),
        "notes": notes(sheet, layers, _),
        "foot": foot(sheet, _),
        "mark": mark(sheet.provenance, _),
    }
    drawing = svg(frame, layers, mark(sheet.provenance, _), scale, _)
    return content, drawings | {MAP: drawing}


def window(sheet: Sheet, layers: Layers) -> tuple[Frame, int]:
    """The window of the sheet's map, and its scale, 1 to so many."""
    layout = LAYOUTS[sheet.paper]
    width, height = _map_size(sheet)
    here = extent(layers)
    border = 2 * RING * layout.letter
    wide, high = width * POINTS_OF_A_MILLIMETRE - border, height * POINTS_OF_A_MILLIMETRE - border
    frame = roomy(lambda foot: on_paper(here, wide, high, layout.letter, foot), layers)
    return frame, round(frame.metres_per_unit / METRES_OF_A_POINT)


def pins(layers: Layers, frame: Frame, _: Language) -> Iterator[dict[str, str]]:
    """The list of pins; one that lies outside the map says so."""
    for number, pin in enumerate(layers.pins, start=1):
        beyond = _(" (outside this map)") if off_map(frame, pin.place) else ""
        yield {"number": str(number), "words": writable(pin.text) + beyond, "kind": pin.kind}


def notes(sheet: Sheet, layers: Layers, _: Language) -> list[str]:
    """What must be said of a map, line by line."""
    known = sheet.provenance
    lines = [
        _("CGCS2000, Gauss–Krüger projection, 3-degree zone, central meridian 117°E (EPSG:4548)"),
        _("Compiled by: {unit}", unit=compiled_by()),
        _("Period: {period}", period=known.period) if known.period else "",
        _("Source: {source}", source=known.source),
        credit(_, day(known.as_of, _.code))[0],
        _("As known at commit {commit}, drawn on {day}", commit=known.commit, day=day(sheet.drawn, _.code)),
        _unplaced(layers, _),
    ]
    return [writable(line) for line in lines if line]


def foot(sheet: Sheet, _: Language) -> list[str]:
    """The 审图号 or what stands in its place, and what a sketch must say."""
    review = credit(_, day(sheet.provenance.as_of, _.code), sheet.approval)[1]
    return [writable(review), _("Sketch map: not a basis for administrative boundaries")]


def mark(provenance: Provenance, _: Language) -> str:
    """What stands on the map itself when its data are invented."""
    return _("Demonstration data, not real") if provenance.demonstration else ""


def _unplaced(layers: Layers, _: Language) -> str:
    """Villages whose plots could not be drawn, because nothing says where the village is."""
    lost = layers.counts.filter(pl.col("longitude").is_null())
    if not lost.height:
        return ""
    names = (f"{name} {plots:,}" for name, plots in lost.select("village", "plots").iter_rows())
    return _("Plots without a place, not drawn: {villages}", villages=listing(names, _.code))


def _map_size(sheet: Sheet) -> tuple[float, float]:
    """Width and height in millimetres of the map with its border."""
    layout, (width, height) = LAYOUTS[sheet.paper], sheet.size
    wide, high = width - 2 * layout.margin, height - 2 * layout.margin - layout.head - layout.foot - SPARE
    if sheet.orientation == "landscape":
        return wide - layout.beside - GAP, high
    return wide, high - layout.below - GAP


def _layout(sheet: Sheet) -> dict[str, Any]:
    layout, (width, height), (wide, high) = LAYOUTS[sheet.paper], sheet.size, _map_size(sheet)
    return {
        "width": width,
        "height": height,
        "margin": layout.margin,
        "head": layout.head,
        "foot": layout.foot,
        "gap": GAP,
        "map": [wide, high],
        "beside": sheet.orientation == "landscape",
        "panel": [layout.beside, high] if sheet.orientation == "landscape" else [wide, layout.below],
        "letter": layout.letter,
    }
