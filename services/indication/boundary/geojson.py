"""GeoJSON as RFC 7946 and its predecessor of 2008, which had a member `crs`, have it."""

import json
from collections.abc import Iterator
from typing import Any

from data.texts import Text
from services.indication.boundary.errors import damaged
from services.indication.boundary.handled import notes
from services.indication.boundary.raw import RawFeature, RawFile, value_of
from services.indication.boundary.shapes import Shaper
from services.indication.boundary.signature import ACCEPTED, GEOJSON
from services.intake.errors import RefusedFile


def read_geojson(content: bytes) -> RawFile:
    """The features of a GeoJSON text in UTF-8 or GB18030; raises RefusedFile."""
    shaper, said = Shaper(), list[Text]()
    try:
        document = json.loads(_text(content, said))
        features = [_feature(feature, number, shaper) for number, feature in enumerate(_features(document), 1)]
        systems = _systems(document)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise damaged() from error
    return RawFile(GEOJSON, systems, tuple(one for one in features if one), (*said, *notes(shaper.met)))


def _text(content: bytes, said: list[Text]) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        said.append(Text("文字为 GBK 编码，已按 GB18030 读取", "its text was GBK: it was read as GB18030"))
        return content.decode("gb18030")


def _features(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    match document.get("type"):
        case "FeatureCollection":
            yield from document["features"]
        case "Feature":
            yield document
        case "Point" | "MultiPoint" | "LineString" | "MultiLineString" | "Polygon" | "MultiPolygon":
            yield {"geometry": document}
        case "GeometryCollection":
            yield {"geometry": document}
        case _:
            raise RefusedFile(Text("文件是 JSON，但不是 GeoJSON", "the file is JSON, but no GeoJSON"), ACCEPTED)


def _feature(feature: dict[str, Any], number: int, shaper: Shaper) -> RawFeature | None:
    shape = shaper.from_object(feature.get("geometry"), number)
    attributes = {str(key): value_of(value) for key, value in (feature.get("properties") or {}).items()}
    return RawFeature(number, "", attributes, shape) if shape else None


def _systems(document: dict[str, Any]) -> tuple[str, ...]:
    stated = document.get("crs")
    if stated is None:
        return ()
    if stated["type"] != "name":
        raise RefusedFile(
            Text("坐标系写成了外部链接，不予打开", "its coordinate system is a link to elsewhere, which isn't opened"),
            Text("导出时写明 EPSG 编号", "export it with the EPSG code"),
        )
    return (str(stated["properties"]["name"]),)
