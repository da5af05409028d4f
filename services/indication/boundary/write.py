"""An area as a file for other programs, in the coordinate system they want."""

import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

import numpy as np
import pyogrio.raw
import shapely
from shapely.geometry import MultiPolygon, Polygon

from data.texts import Text
from services.ground import geometry
from services.ground.coordinates import CGCS2000, WGS_84, epsg_code, from_wgs84, is_plane
from services.indication.boundary.errors import NotWritten
from services.indication.boundary.raw import SYSTEM_FIELD, Value

Form = Literal["geojson", "shapefile", "kml", "geopackage"]
Attributes = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Kind:
    """What a form is called, and the ending and media type of its files."""

    title: str
    ending: str
    media: str


FORMS: dict[Form, Kind] = {
    "geojson": Kind("GeoJSON", "geojson", "application/geo+json"),
    "shapefile": Kind("Shapefile", "zip", "application/zip"),
    "kml": Kind("KML", "kml", "application/vnd.google-earth.kml+xml"),
    "geopackage": Kind("GeoPackage", "gpkg", "application/geopackage+sqlite3"),
}
KML_SPACE = "http://www.opengis.net/kml/2.2"
DBF_NAME, DBF_TEXT = 10, 254
# Decimals that hold a millimetre.
IN_METRES, IN_DEGREES = 3, 8


def file_name(title: str, form: Form, system: str) -> str:
    """The name of an area's file; the system is part of it."""
    return f"{title}_{system.replace(':', '')}.{FORMS[form].ending}"


def write_area(area: str, attributes: Attributes, form: Form, system: str = WGS_84) -> bytes:
    """The file of one area: `area` is a GEOMETRY column's text, the attributes become one record.

    GeoJSON in another system than WGS-84 carries the member `crs` that RFC 7946 dropped and QGIS and ArcGIS
    read. Raises NotWritten for KML in metres or in a bent system, and where a Shapefile would cut a name or text;
    UnknownSystem; NotGeometry.
    """
    shape = _in_system(geometry.read_area(area), system)
    record = {**attributes, SYSTEM_FIELD: system}
    match form:
        case "geojson":
            return _geojson(shape, record, system)
        case "kml":
            return _kml(shape, record, system)
        case "shapefile":
            _refuse_cuts(record)
            return _shapefile(shape, record, system)
        case "geopackage":
            return _driven(shape, record, system, "GPKG", "area.gpkg")["area.gpkg"]


def _in_system(shape: Polygon | MultiPolygon, system: str) -> Polygon | MultiPolygon:
    decimals = IN_METRES if is_plane(system) else IN_DEGREES

    def convert(given: np.ndarray) -> np.ndarray:
        return np.round(from_wgs84([(x, y) for x, y in given.tolist()], system), decimals)

    return shapely.transform(shape, convert)


def _geojson(shape: Polygon | MultiPolygon, record: Attributes, system: str) -> bytes:
    feature = {"type": "Feature", "properties": record, "geometry": shapely.geometry.mapping(shape)}
    code = epsg_code(system)
    named = {"crs": {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{code}"}}}
    stated = named if code and system != WGS_84 else {}
    document = {"type": "FeatureCollection", **stated, "features": [feature]}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _kml(shape: Polygon | MultiPolygon, record: Attributes, system: str) -> bytes:
    # The degrees of CGCS2000 are those of WGS-84 to decimetres: the file is KML by its standard, and names the other.
    if system not in (WGS_84, CGCS2000):
        raise NotWritten(
            Text(
                f"KML 标准只允许经纬度（WGS-84，CGCS2000 与之一致），不能写成 {system}：请改选，或换用其他格式",
                f"KML is WGS-84 by its standard (or CGCS2000, which is one with it), not {system}: choose another",
            )
        )
    ElementTree.register_namespace("", KML_SPACE)
    root = Element(f"{{{KML_SPACE}}}kml")
    place = _child(_child(root, "Document"), "Placemark")
    data = _child(place, "ExtendedData")
    for name, value in record.items():
        if value is not None:
            datum = _child(data, "Data")
            datum.set("name", name)
            _child(datum, "value").text = str(value)
    parts = _child(place, "MultiGeometry")
    for polygon in geometry.polygons(shape):
        part = _child(parts, "Polygon")
        for side, ring in [("outer", polygon.exterior), *(("inner", ring) for ring in polygon.interiors)]:
            line = _child(_child(_child(part, f"{side}BoundaryIs"), "LinearRing"), "coordinates")
            line.text = " ".join(f"{x:.8f},{y:.8f}" for x, y in ring.coords)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _child(element: Element, name: str) -> Element:
    return SubElement(element, f"{{{KML_SPACE}}}{name}")


def _refuse_cuts(record: Attributes) -> None:
    names = [name for name in record if len(name.encode()) > DBF_NAME]
    texts = [name for name, value in record.items() if isinstance(value, str) and len(value.encode()) > DBF_TEXT]
    if names or texts:
        listed = "、".join([*names, *texts])
        raise NotWritten(
            Text(
                f"Shapefile 字段名最多 10 字节、文字最多 254 字节，会截断：{listed}。请换用 GeoPackage",
                f"a Shapefile would cut names over 10 bytes and texts over 254: {listed}. Choose GeoPackage",
            )
        )


def _shapefile(shape: Polygon | MultiPolygon, record: Attributes, system: str) -> bytes:
    """UTF-8 with a .cpg; without a .prj where no EPSG code stands behind the system."""
    parts = _driven(shape, record, system, "ESRI Shapefile", "area.shp")
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            if epsg_code(system) or not name.endswith(".prj"):
                archive.writestr(name, part)
    return file.getvalue()


def _driven(shape: Polygon | MultiPolygon, record: Attributes, system: str, driver: str, name: str) -> dict[str, bytes]:
    """The files GDAL's driver makes, by name."""
    code = epsg_code(system)
    with TemporaryDirectory() as folder:
        pyogrio.raw.write(
            Path(folder) / name,
            np.array([shapely.to_wkb(shape)], dtype=object),
            [_column(value) for value in record.values()],
            list(record),
            layer="area",
            driver=driver,
            geometry_type=shape.geom_type,
            crs=f"EPSG:{code}" if code else f'LOCAL_CS["{system}",UNIT["degree",0.0174532925199433]]',
            encoding="UTF-8",
        )
        return {path.name: path.read_bytes() for path in sorted(Path(folder).iterdir())}


def _column(value: Value) -> np.ndarray:
    """One value as the column of one record: texts and nothing as objects, as the driver wants them."""
    return np.array([value], dtype=object if value is None or isinstance(value, str) else None)
