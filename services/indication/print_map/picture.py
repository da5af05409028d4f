"""The map as a picture of given size: for a report or dossier, and for browsers that can't draw the live map."""

from pathlib import Path
from typing import Any

from services.figures.export import Provenance
from services.indication.print_map.content import Layers
from services.indication.print_map.draw import RING, roomy, svg
from services.indication.print_map.frame import Frame, extent, on_screen
from services.indication.print_map.legend import HEIGHT, WIDTH, files, legend
from services.indication.print_map.sheet import MAP, mark
from services.maps.credit import credit
from services.papers import typeset
from services.papers.paper import writable
from services.words.formats import day
from services.words.language import Language

TEMPLATE = Path(__file__).with_name("picture.typ")
LETTER = 11.0
POINTS_PER_INCH = 72


def map_picture(
    layers: Layers,
    provenance: Provenance,
    _: Language,
    *,
    width: int = 900,
    height: int = 720,
    approval: str | None = None,
    sharpness: int = 1,
) -> bytes:
    """A PNG of `width` by `height` pixels, times `sharpness` for print: map with scale bar, north and net, below it
    the legend, the source, the as-of day, and the 审图号 or what stands in its place.

    Raises services.ground.geometry.NotGeometry for an area that is none.
    """
    content, drawings = composed(layers, provenance, _, width, height, approval)
    return typeset.png(TEMPLATE, content, drawings, POINTS_PER_INCH * sharpness)[0]


def composed(
    layers: Layers, provenance: Provenance, _: Language, width: int, height: int, approval: str | None
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """What the template sets, ready for JSON, and its drawings by name."""
    # What stands below is set once alone, for the map to have all the height that it leaves.
    rough = _frame(layers, width, height, 0)
    content, drawings = _below(layers, rough, provenance, _, width, approval)
    below = _height(typeset.png(TEMPLATE, content | {"map": None}, drawings, POINTS_PER_INCH)[0])
    frame = _frame(layers, width, height, below)
    words = writable(provenance.title)
    shown = {"file": MAP, "height": height - below, "words": words}
    return content | {"map": shown}, drawings | {MAP: svg(frame, layers, mark(provenance, _), None, _)}


def _frame(layers: Layers, width: int, height: int, below: float) -> Frame:
    border, here = 2 * RING * LETTER, extent(layers)
    wide, high = width - border, height - below - border
    return roomy(lambda foot: on_screen(here, wide, high, LETTER, foot), layers)


def _below(
    layers: Layers, frame: Frame, provenance: Provenance, _: Language, width: int, approval: str | None
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Legend and credits, without the map."""
    listed, drawings = files(legend(layers, frame, _))
    sketch = _("Sketch map: not a basis for administrative boundaries")
    lines = [*credit(_, day(provenance.as_of, _.code), approval), sketch]
    content = {
        "language": _.code[:2],
        "width": width,
        "legend": listed,
        "swatch": {"width": WIDTH, "height": HEIGHT},
        "lines": [writable(line) for line in lines],
        "letter": LETTER,
    }
    return content, drawings


def _height(png: bytes) -> int:
    """The height in pixels from the header of a PNG (ISO/IEC 15948, 11.2.2)."""
    return int.from_bytes(png[20:24])
