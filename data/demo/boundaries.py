"""Three versions of the demonstration's boundary and the files they come in; the first and the last have faults."""

import csv
import io
import json
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyogrio.raw
import shapely
from shapely import MultiPolygon, Polygon

from data.demo.days import LAST
from data.demo.ground import CENTRE, Point, between, outline, outward, to_degrees
from data.demo.review import FIRST_FILE, SECOND_FILE, THIRD_FILE

NAME = "示意范围（演示数据，虚构）"
# Corners by their place in the ring of the second version.
NORTH, EAST, SOUTH = 20, slice(60, 68), slice(50, 54)


def files() -> dict[str, bytes]:
    """The content of each version's file by its name."""
    return {FIRST_FILE: _shapefile(first()), SECOND_FILE: _corners(second()), THIRD_FILE: _geojson(third())}


def first() -> Polygon:
    """Drawn too wide, across the district's edge in the south-west; crossed, spiked, with points taken twice."""
    ring = outline(700, seed=1)
    ring[46:46] = _twice(ring[45])
    ring[31:31] = _spike(ring[30], ring[31], 240)
    ring[13:13] = _loop(ring[12], ring[13])
    return Polygon(ring)


def second() -> Polygon:
    """The outline without faults."""
    return Polygon(outline(260, seed=2))


def third() -> MultiPolygon:
    """The second one, wider in the east and narrower in the south, with faults of every kind brought in."""
    ring = outline(260, seed=2)
    ring[EAST] = [outward(corner, 420) for corner in ring[EAST]]
    ring[SOUTH] = [outward(corner, -560) for corner in ring[SOUTH]]
    strip = _strip(ring[28], ring[29])
    ring[36:36] = _spike(ring[35], ring[36], 160)
    ring[NORTH:NORTH] = _loop(ring[NORTH - 1], ring[NORTH])
    ring[10:10] = _twice(ring[9])
    hole = _box((CENTRE[0] + 350, CENTRE[1] - 900), 280, 190)
    return MultiPolygon([Polygon(ring, [hole]), Polygon(strip)])


def _spike(here: Point, there: Point, metres: float) -> list[Point]:
    """Out to a point and back beside where it began."""
    return [outward(here, metres), between(here, there, 0.01)]


def _loop(here: Point, there: Point) -> list[Point]:
    """Two corners in the wrong order, by which the line on either side of them crosses."""
    return [outward(between(here, there, share), 60) for share in (0.7, 0.3)]


def _twice(corner: Point) -> list[Point]:
    return [(corner[0] + 0.004, corner[1])]


def _box(corner: Point, wide: float, deep: float) -> list[Point]:
    x, y = corner
    return [(x, y), (x, y + deep), (x + wide, y + deep), (x + wide, y)]


def _strip(here: Point, there: Point) -> list[Point]:
    """Sixty centimetres wide, along an edge and some metres beyond it."""
    inner, outer = 6.0, 6.6
    return [outward(here, inner), outward(here, outer), outward(there, outer), outward(there, inner)]


def _shapefile(shape: Polygon) -> bytes:
    """As surveyors hand it in: zipped, in EPSG:4548, with GBK attributes and the day of the demonstration."""
    columns = {"MC": NAME, "BZ": "虚构，仅供演练"}
    with TemporaryDirectory() as folder:
        pyogrio.raw.write(
            Path(folder) / "area.shp",
            np.array([shapely.to_wkb(shape)], dtype=object),
            [np.array([value], dtype=object) for value in columns.values()],
            list(columns),
            driver="ESRI Shapefile",
            geometry_type="Polygon",
            crs="EPSG:4548",
            encoding="GBK",
            DBF_DATE_LAST_UPDATE=LAST.isoformat(),
        )
        return _zipped({path.name: path.read_bytes() for path in sorted(Path(folder).iterdir())})


def _zipped(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            member = zipfile.ZipInfo(name, (LAST.year, LAST.month, LAST.day, 0, 0, 0))
            archive.writestr(member, content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _corners(shape: Polygon) -> bytes:
    """A table of corner points as surveyors write it: X is the northing, Y the easting."""
    file = io.StringIO()
    table = csv.writer(file)
    table.writerows([[NAME], ["坐标系：EPSG:4548"], ["地块名称", "点号", "X坐标", "Y坐标"]])
    for number, (east, north) in enumerate(shape.exterior.coords[:-1], start=1):
        table.writerow(["示意范围", f"J{number}", f"{north:.3f}", f"{east:.3f}"])
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def _geojson(shape: MultiPolygon) -> bytes:
    """Degrees with nine decimals: points taken twice stand four millimetres apart."""
    degrees = shapely.transform(shape, lambda xy: np.round([to_degrees((x, y)) for x, y in xy.tolist()], 9))
    properties = {"name": NAME, "坐标系": "CGCS2000"}
    feature = {"type": "Feature", "properties": properties, "geometry": shapely.geometry.mapping(degrees)}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}, ensure_ascii=False).encode()
