"""GeoJSON as RFC 7946 and its predecessor of 2008, which had a member `crs`, have it."""

import json
from collections.abc import Iterator
from typing import Any

from data.texts import Text
from services.indication.boundary.errors import damaged
from services.indication.boundary.handled import notes
from services.indication.boundary.raw import RawFeature, RawFile, Stated, value_of
from services.indication.boundary.shapes import Shaper
from services.indication.boundary.signature import ACCEPTED, GEOJSON
from services.intake.errors import RefusedFile

# Pairs of brackets around a number.
DEPTHS = {"Point": 1, "MultiPoint": 2, "LineString": 2, "MultiLineString": 3, "Polygon": 3, "MultiPolygon": 4}
AGAIN = Text("在原软件中重新导出后上传", "export it again from the program it was made with")


def read_geojson(content: bytes) -> RawFile:
    """The features of a GeoJSON text in UTF-8 or GB18030; raises RefusedFile."""
    shaper, said = Shaper(), list[Text]()
    document = _document(_text(content, said))
    try:
        features = [_feature(feature, number, shaper) for number, feature in enumerate(_features(document), 1)]
        systems = _systems(document)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise _malformed() from error
    return RawFile(GEOJSON, systems, tuple(one for one in features if one), (*said, *notes(shaper.met)))


def _document(text: str) -> dict[str, Any]:
    """Raises RefusedFile with the line where the text ceases to be JSON."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise RefusedFile(
            Text(
                f"文件不完整或已损坏：第 {error.lineno} 行第 {error.colno} 个字符起不是有效的 JSON",
                f"the file is truncated or damaged: no JSON from line {error.lineno}, character {error.colno} on",
            ),
            AGAIN,
        ) from error
    except (ValueError, RecursionError) as error:
        raise damaged() from error


def _malformed() -> RefusedFile:
    return RefusedFile(
        Text("GeoJSON 结构有误或已损坏：缺少必需的成员", "malformed or damaged GeoJSON: a member it needs is missing"),
        AGAIN,
    )


def _text(content: bytes, said: list[Text]) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        said.append(Text("文字为 GBK 编码，已按 GB18030 读取", "its text was GBK: it was read as GB18030"))
        return content.decode("gb18030")


def _features(document: Any) -> Iterator[dict[str, Any]]:
    match document.get("type") if isinstance(document, dict) else None:
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
    geometry = feature.get("geometry")
    if geometry is not None:
        _refuse_depth(geometry, number)
    shape = shaper.from_object(geometry, number)
    attributes = {str(key): value_of(value) for key, value in (feature.get("properties") or {}).items()}
    return RawFeature(number, "", attributes, shape) if shape else None


def _refuse_depth(geometry: dict[str, Any], number: int) -> None:
    """Raises RefusedFile where the coordinates stand in more or fewer brackets than their kind has."""
    if geometry.get("type") == "GeometryCollection":
        for part in geometry["geometries"]:
            _refuse_depth(part, number)
    wanted, given = DEPTHS.get(str(geometry.get("type"))), geometry.get("coordinates")
    found = _depths(given) if wanted and given is not None else set[int]()
    if wanted and found - {wanted}:
        kind, depth = geometry["type"], max(found - {wanted})
        raise RefusedFile(
            Text(
                f"第 {number} 个要素的坐标括号层数不对：{kind} 应为 {wanted} 层，实为 {depth} 层",
                f"feature {number} has its coordinates at the wrong depth of brackets: {kind} has {wanted}, there are "
                f"{depth}",
            ),
            Text(
                "补上或去掉一层方括号：面为 [[[经度, 纬度], …]]，多部件面再多一层",
                "add or remove brackets: a Polygon is [[[longitude, latitude], …]], a MultiPolygon one deeper",
            ),
        )


def _depths(coordinates: Any) -> set[int]:
    """At which depths of brackets numbers stand; not of empty ones. Raises RecursionError on absurd depths."""
    if not isinstance(coordinates, list):
        return {0}
    return {1 + depth for one in coordinates for depth in _depths(one)}


def _systems(document: dict[str, Any]) -> tuple[Stated, ...]:
    """What the member `crs` of 2008 says, in each of the forms that were written."""
    stated = document.get("crs")
    if stated is None:
        return ()
    if isinstance(stated, str | int):
        return (Stated(_coded(stated)),)
    properties = stated.get("properties") or {}
    said = properties.get("name") or properties.get("code") or stated.get("name") or stated.get("code")
    if said is not None:
        return (Stated(_coded(said)),)
    if properties.get("href") or stated.get("type") in ("link", "url", "OGC"):
        raise RefusedFile(
            Text("坐标系写成了外部链接，不予打开", "its coordinate system is a link to elsewhere, which isn't opened"),
            Text("导出时写明 EPSG 编号", "export it with the EPSG code"),
        )
    raise RefusedFile(
        Text("crs 成员没有写明坐标系", "its member crs names no coordinate system"),
        Text("写成 EPSG 编号，或去掉 crs 由看板询问", "give the EPSG code there, or leave crs out and be asked"),
    )


def _coded(said: Any) -> str:
    """A bare number is an EPSG code."""
    return f"EPSG:{said}" if str(said).isdigit() else str(said)
