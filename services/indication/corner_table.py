"""界址点坐标表: the points of a boundary in their order, as an announcement lists them; as a table and as a paper.

X is the northing and Y the easting of EPSG:4548 in metres, without a zone number, as surveyors write them. Each ring
begins at its north-western point, is closed by it again, and has the ground to its right: clockwise round a part,
counter-clockwise round a hole.
"""

from dataclasses import replace

import numpy as np
import polars as pl
import shapely
from numpy.typing import NDArray
from shapely import LinearRing

from services.figures.export import Provenance
from services.ground import geometry
from services.indication import words
from services.indication.review import state_label
from services.indication.versions import Version
from services.papers.paper import Block, Heading, Paper, Paragraph, Table
from services.words.language import Language

MILLIMETRES = 3
# More points than this fill a hundred pages; a spreadsheet holds any number.
MOST_ON_PAPER = 3_000
SCHEMA = {
    "part": pl.Int64(),
    "ring": pl.Int64(),
    "order": pl.Int64(),
    "point": pl.String(),
    "x": pl.Float64(),
    "y": pl.Float64(),
    "side": pl.Float64(),
}


def corner_table(area: str) -> pl.DataFrame:
    """A row a point, the closing one of each ring too: part and ring (the first is the outer one, others are holes)
    from 1, order in the ring, point number, x (northing) and y (easting) in metres, side to the next point in metres.

    Raises NotGeometry.
    """
    rows: list[tuple] = []
    number = 0
    for part, polygon in enumerate(shapely.get_parts(geometry.to_metres(geometry.read_area(area))), 1):
        for ring, line in enumerate((polygon.exterior, *polygon.interiors), 1):
            points = _ordered(line, clockwise=ring == 1)
            names = [f"J{number + place}" for place in range(1, len(points) + 1)]
            number += len(points)
            closed = np.vstack([points, points[:1]])
            sides = [*np.hypot(*np.diff(closed, axis=0).T).round(MILLIMETRES).tolist(), None]
            told = zip([*names, names[0]], closed.tolist(), sides, strict=True)
            rows += [(part, ring, order, name, y, x, side) for order, (name, (x, y), side) in enumerate(told, 1)]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _ordered(ring: LinearRing, *, clockwise: bool) -> NDArray[np.float64]:
    """The points of a ring to the millimetre, from the north-western one on, without the closing one."""
    points = shapely.get_coordinates(ring)[:-1].round(MILLIMETRES)
    if ring.is_ccw == clockwise:
        points = points[::-1]
    return np.roll(points, -int(np.argmax(points[:, 1] - points[:, 0])), axis=0)


def written(table: pl.DataFrame, _: Language) -> pl.DataFrame:
    """The table with the headings that people read, lengths with their three decimals."""
    return table.with_columns(pl.col("x", "y", "side").cast(pl.Decimal(12, MILLIMETRES))).rename(
        {
            "part": _("Part number"),
            "ring": _("Ring number"),
            "order": _("Place in the ring"),
            "point": _("Point"),
            "x": _("X (northing, m)"),
            "y": _("Y (easting, m)"),
            "side": _("Side to the next point (m)"),
        }
    )


def about_corners(own: Version, about: Provenance, _: Language) -> Provenance:
    """`about` with what such a table says of itself: its title, and by which rules it is written."""
    system = _("CGCS2000, Gauss–Krüger projection, 3-degree zone, central meridian 117°E (EPSG:4548)")
    how = _(
        "X is the northing, Y the easting with 500 km added and without a zone number. Each ring begins at its "
        "north-western point and closes with it; parts run clockwise, holes (ring 2 and on) counter-clockwise."
    )
    return replace(about, title=_("Boundary points of {title}", title=own.title), definition=f"{system}\n{how}")


def corner_paper(own: Version, about: Provenance, _: Language) -> Paper:
    """The table on paper, a section for each ring, with the size of the area and what the version is."""
    rows = corner_table(own.geometry)
    state = _.text(state_label(own.state))
    unsigned = _("Not signed off ({state}): not to be announced.", state=state)
    drafted = [] if own.frozen else [Paragraph(unsigned, "strong")]
    blocks: list[Block] = [
        *drafted,
        Paragraph(_("Area: {area}; points: {n}", area=_.text(words.ground(own.area)), n=rows["point"].n_unique())),
    ]
    for (part, ring), ringed in rows.group_by("part", "ring", maintain_order=True):
        heading = _("Part {part}", part=part) if ring == 1 else _("Part {part}, hole {n}", part=part, n=ring - 1)
        # As texts, for coordinates are written without separators.
        shown = (
            written(ringed, _).drop(_("Part number"), _("Ring number")).with_columns(pl.col(pl.Decimal).cast(pl.String))
        )
        blocks += [
            Heading(heading, 2),
            Table(shown, widths=(0.7, 1, 1.8, 1.8, 1.6), right=frozenset(shown.columns[2:])),
        ]
    return Paper(about_corners(own, about, _), blocks, more=[(_("Version"), own.code)])
