"""Shapefiles and GeoPackages, each opened by GDAL's driver for it and no other."""

import re
import warnings
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import repeat
from typing import Any

import polars as pl
import pyogrio
import pyogrio.raw
from shapely.geometry.base import BaseGeometry

from data.texts import Text
from services.indication.boundary.archive import shapefiles
from services.indication.boundary.encoded import BYTES, codec_of, decoded
from services.indication.boundary.errors import damaged
from services.indication.boundary.handled import meet, notes
from services.indication.boundary.raw import RawFeature, RawFile, Stated, Value, value_of
from services.indication.boundary.rings import by_winding
from services.indication.boundary.shapefile import HIGH, NULL, POLYGONS, checked, kind_of, rings_of
from services.indication.boundary.shapes import Shaper
from services.indication.boundary.signature import GEOPACKAGE, SHAPEFILE
from services.intake.errors import RefusedFile
from services.intake.limits import Limits

DRIVEN = (".shp", ".shx", ".dbf")
DRIVERS = {SHAPEFILE: "ESRI Shapefile", GEOPACKAGE: "GPKG"}
# WKB's CircularString to MultiSurface; 1000 more with heights.
CURVES = range(8, 13)
WRITE_AHEAD = 2
# It misses the file's extension and closed rings; the signature was checked, and rings are ours to close.
HARMLESS = re.compile(r"non conformant file extension|[Uu]nclosed ring|non-closed ring|Could not decode error message")
MOST_WARNING = 300

# Its own errors are RuntimeErrors; the others slip out of it when a file is damaged.
FAULTS = (RuntimeError, ValueError, LookupError, UnboundLocalError)


def environment() -> dict[str, str]:
    """What GDAL is told in the reading process: to know only the two drivers that are needed, and how finely arcs
    are drawn as lines, in degrees."""
    others = [name for name in pyogrio.list_drivers() if name not in DRIVERS.values()]
    return {"GDAL_SKIP": ",".join(others), "OGR_ARC_STEPSIZE": "0.5"}


def read_shapefile(content: bytes, limits: Limits) -> RawFile:
    """The features of all Shapefiles in a zip; raises RefusedFile."""
    shaper, features, systems, said = Shaper(), list[RawFeature](), list[Stated](), list[Text]()
    found = shapefiles(content, limits)
    for name, parts in found.items():
        layer = name if len(found) > 1 else ""
        codec, noted = codec_of(parts)
        read = _shapes(parts, layer, shaper, said, before=len(features))
        features += [decoded(feature, codec) for feature in read]
        said += noted
        if projection := _projection(parts.get(".prj", b"")):
            systems.append(Stated(projection, layer))
    told = [*dict.fromkeys(said), *notes(shaper.met)]
    return RawFile(SHAPEFILE, tuple(systems), tuple(features), tuple(told))


def _projection(part: bytes) -> str:
    """A .prj: UTF-8 or, with a Chinese name in it, GB18030."""
    try:
        return part.decode("utf-8-sig").strip("\x00 \r\n\t")
    except UnicodeDecodeError:
        return part.decode("gb18030", "replace").strip("\x00 \r\n\t")


def _shapes(
    parts: dict[str, bytes], layer: str, shaper: Shaper, said: list[Text], *, before: int
) -> Iterator[RawFeature]:
    """The features of one Shapefile: polygons put together by us (see `rings`), all else by GDAL."""
    records, table = checked(parts)
    if any(kind_of(record) not in (NULL, *POLYGONS) for record in records):
        yield from _features(
            _zipped(parts), SHAPEFILE, shaper, said, name="", layer=layer, encoding=BYTES, before=before
        )
        return
    rows = _attributes(_zipped(parts), said)
    for number, record in enumerate(records, 1):
        if table and number in table.deleted:
            meet(shaper.met, "deleted", before + number)
        elif shape := _polygon(record, shaper, before + number):
            yield RawFeature(before + number, layer, rows.get(number - 1, {}), shape)


def _attributes(content: bytes, said: list[Text]) -> dict[int, dict[str, Value]]:
    """The attributes of each record by its number from 0; those marked as deleted have none."""
    options = {"encoding": BYTES, "read_geometry": False, "return_fids": True, "datetime_as_string": True}
    meta, numbers, _, columns = _ask(pyogrio.raw.read, content, said, **options)
    rows = zip(*(column.tolist() for column in columns), strict=True) if columns else repeat(())
    return {
        int(number): {str(name): value_of(value) for name, value in zip(meta["fields"], row, strict=True)}
        for number, row in zip(numbers, rows, strict=bool(columns))
    }


def _polygon(record: bytes, shaper: Shaper, number: int) -> BaseGeometry | None:
    rings = rings_of(record) if kind_of(record) != NULL else []
    if not rings:
        return shaper.from_object(None, number)
    if kind_of(record) in HIGH:
        meet(shaper.met, "flat", number)
    made = by_winding(rings)
    for oddity in made.met:
        meet(shaper.met, oddity, number)
    return shaper.from_rings(made.polygons, number)


def _zipped(parts: dict[str, bytes]) -> bytes:
    """The parts under names of our own, whatever they were called; not those that are ours to understand."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for ending in DRIVEN:
            if ending in parts:
                archive.writestr(f"area{ending}", parts[ending])
    return file.getvalue()


def read_geopackage(content: bytes) -> RawFile:
    """The features of all layers of a GeoPackage; raises RefusedFile."""
    if WRITE_AHEAD in content[18:20]:
        raise RefusedFile(
            Text("GeoPackage 正被其他软件打开，内容尚未写全", "a program has the GeoPackage open: part may be missing"),
            Text("在 QGIS 等软件中关闭或重新导出后上传", "close it in QGIS or the like, or export it again"),
        )
    shaper, features, systems, said = Shaper(), list[RawFeature](), list[Stated](), list[Text]()
    for layer in _layers(content, said):
        if system := _ask(pyogrio.read_info, content, said, layer=layer)["crs"]:
            systems.append(Stated(str(system), layer))
        features += _features(content, GEOPACKAGE, shaper, said, name=layer, layer=layer, before=len(features))
    told = [*dict.fromkeys(said), *notes(shaper.met)]
    return RawFile(GEOPACKAGE, tuple(systems), tuple(features), tuple(told))


def _layers(content: bytes, said: list[Text]) -> list[str]:
    """The layers with geometry; raises RefusedFile for one that is computed and not kept: a view or virtual table."""
    layers = [str(name) for name, kind in _ask(pyogrio.list_layers, content, said) if kind is not None]
    query = "SELECT name, sql FROM sqlite_master"
    _, _, _, (names, statements) = _ask(pyogrio.raw.read, content, said, sql=query)
    kept = {name for name, made in zip(names, statements, strict=True) if str(made).upper().startswith("CREATE TABLE")}
    computed = [layer for layer in layers if layer not in kept]
    if computed:
        raise RefusedFile(
            Text(
                f"图层“{computed[0]}”是视图或外部引用，不予打开", f'layer "{computed[0]}" is a view or refers elsewhere'
            ),
            Text("把该图层另存为普通图层后上传", "save that layer as an ordinary one"),
        )
    return layers


def _features(
    content: bytes,
    form: str,
    shaper: Shaper,
    said: list[Text],
    *,
    name: str,
    layer: str,
    encoding: str | None = None,
    before: int = 0,
) -> list[RawFeature]:
    """The features of the driver's layer `name`, "" for the only one, said to be of `layer`."""
    options = {"layer": name or None, "encoding": encoding}
    if _ask(pyogrio.read_info, content, said, **options)["driver"] != DRIVERS[form]:
        raise damaged()
    if form == GEOPACKAGE:
        _note_curves(content, name, shaper, said, before)
    meta, _, shapes, columns = _ask(pyogrio.raw.read, content, said, **options, datetime_as_string=True)
    rows = zip(*(column.tolist() for column in columns), strict=True) if columns else repeat(())
    found = []
    for number, (wkb, row) in enumerate(zip(shapes, rows, strict=bool(columns)), before + 1):
        shape = shaper.from_wkb(wkb, number)
        attributes = {str(name): value_of(value) for name, value in zip(meta["fields"], row, strict=True)}
        found += [RawFeature(number, layer, attributes, shape)] if shape else []
    return found


def _note_curves(content: bytes, layer: str, shaper: Shaper, said: list[Text], before: int) -> None:
    for number, wkb in enumerate(_ask(_as_kept, content, said, layer=layer), before + 1):
        if wkb and int.from_bytes(wkb[1:5], "little" if wkb[0] else "big") % 1000 in CURVES:
            meet(shaper.met, "curved", number)


def _as_kept(content: bytes, layer: str) -> list[bytes | None]:
    """Only Arrow gives the shapes as they are kept; pyogrio's other ways have turned arcs into lines already."""
    with pyogrio.raw.open_arrow(content, layer=layer, columns=[]) as (meta, stream):
        return pl.DataFrame(stream)[meta["geometry_name"] or "wkb_geometry"].to_list()


def _ask(function: Callable[..., Any], content: bytes, said: list[Text], **options: Any) -> Any:
    """Call GDAL, and tell what it warns of in `said`; raises RefusedFile where it gives up."""
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            found = function(content, **options)
    except FAULTS as error:
        raise damaged() from error
    texts = dict.fromkeys(" ".join(str(one.message).split())[:MOST_WARNING] for one in caught)
    said += [_warned(text) for text in texts if not HARMLESS.search(text)]
    return found


def _warned(text: str) -> Text:
    return Text(f"读取程序提示，请核对图形：{text}", f"the reading program warns, look at the map: {text}")
