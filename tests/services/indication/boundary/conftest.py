"""One area that everything is tried on, and the files it is handed in as."""

import io
import json
import warnings
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio.raw
import pyproj
import pytest
import shapely
from shapely.geometry import MultiPolygon, shape

from services.indication.boundary.read import Boundary, read_boundary
from services.indication.boundary.reader import read
from tests.services.indication.boundary.bending import bd_09, gcj_02

GEOD = pyproj.Geod(ellps="GRS80")
# In WGS-84 near 沙窝: a part with a hole, and another part.
OUTER = [(116.95, 39.05), (116.98, 39.051), (116.979, 39.07), (116.951, 39.069)]
HOLE = [(116.96, 39.055), (116.962, 39.058), (116.965, 39.055)]
OTHER = [(116.99, 39.05), (117.0, 39.05), (116.995, 39.06)]
AREA = MultiPolygon([(OUTER, [HOLE]), (OTHER, [])])

Bend = Callable[[tuple[float, float]], tuple[float, float]]


def _projected(text: str) -> Bend:
    """A projection spelled out, so that no code is looked up as the board does."""
    project = pyproj.Proj(text)
    return lambda point: project(*point)


GAUSS = "+proj=tmerc +lat_0=0 +lon_0=117 +k=1 +y_0=0 +ellps=GRS80 +units=m +x_0="
BENDS: dict[str, Bend] = {
    "WGS-84": lambda point: point,
    "CGCS2000": lambda point: point,
    "EPSG:4548": _projected(f"{GAUSS}500000"),
    "EPSG:4527": _projected(f"{GAUSS}39500000"),
    "EPSG:32650": _projected("+proj=utm +zone=50 +ellps=WGS84"),
    "GCJ-02": gcj_02,
    "BD-09": bd_09,
}
CODES = {"WGS-84": 4326, "CGCS2000": 4490, "EPSG:4548": 4548, "EPSG:4527": 4527, "EPSG:32650": 32650}


def bent(geometry: Any, system: str) -> Any:
    """The geometry in a system."""
    return shapely.transform(geometry, lambda points: np.array([BENDS[system]((x, y)) for x, y in points.tolist()]))


def off(found: str, expected: Any = AREA) -> float:
    """The largest distance in metres of a vertex from its like; both must have the same rings."""
    there = shapely.normalize(shape(json.loads(found)))
    here = shapely.normalize(expected)
    assert there.geom_type == here.geom_type
    pairs = zip(shapely.get_coordinates(here).tolist(), shapely.get_coordinates(there).tolist(), strict=True)
    return max(GEOD.inv(*one, *other)[2] for one, other in pairs)


def take(name: str, content: bytes, answer: str | None = None, **options: Any) -> Boundary:
    """As `read_boundary`, without a process of its own: that is tested in test_child.py."""
    return read_boundary(name, content, answer, read=read, **options)


def geojson(*geometries: Any, crs: str | None = None, **properties: Any) -> bytes:
    """A FeatureCollection by hand."""
    features = [
        {"type": "Feature", "properties": properties, "geometry": one if isinstance(one, dict) else mapping(one)}
        for one in geometries
    ]
    stated = {"crs": {"type": "name", "properties": {"name": crs}}} if crs else {}
    return json.dumps({"type": "FeatureCollection", **stated, "features": features}).encode()


def mapping(geometry: Any) -> dict[str, Any] | None:
    return None if geometry is None else json.loads(shapely.to_geojson(geometry))


def zipped(parts: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


NewFile = Callable[..., dict[str, bytes]]


@pytest.fixture
def driven(tmp_path: Path) -> NewFile:
    """Writes shapes with GDAL; gives the files by name."""

    def new(
        driver: str,
        name: str,
        shapes: Sequence[Any],
        crs: str | None = None,
        fields: dict[str, list[Any]] | None = None,
        **options: Any,
    ) -> dict[str, bytes]:
        wkb = [one if one is None or isinstance(one, bytes) else shapely.to_wkb(one) for one in shapes]
        fields = fields or {"title": ["示例"] * len(shapes)}
        with warnings.catch_warnings():
            # Some are written without a coordinate system on purpose.
            warnings.simplefilter("ignore", UserWarning)
            pyogrio.raw.write(
                tmp_path / name,
                np.array([*wkb, None], dtype=object)[:-1],
                [
                    np.array(values) if None not in values else np.array(values, dtype=object)
                    for values in fields.values()
                ],
                list(fields),
                driver=driver,
                crs=crs,
                **{"geometry_type": "Unknown", "layer": "area", "encoding": "UTF-8", **options},
            )
        return {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    return new
