"""KML: every Placemark at any depth, with its ExtendedData.

Not through GDAL, whose driver turns Chinese names of ExtendedData into "______". What leads out of the file is
refused before anything is built of it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.parsers import expat

from data.texts import Text
from services.indication.boundary.errors import damaged
from services.indication.boundary.handled import notes
from services.indication.boundary.raw import RawFeature, RawFile, Value
from services.indication.boundary.shapes import Shaper
from services.indication.boundary.signature import KML, XML_FAULTS, in_utf_8
from services.intake.errors import RefusedFile

DEEPEST = 200
# expat: a prefix that isn't declared.
UNBOUND = 27
# People type blanks behind the commas, which the standard forbids.
COMMA = re.compile(r"\s*,\s*")


def read_kml(content: bytes) -> RawFile:
    """The placemarks of a KML text; raises RefusedFile."""
    content = in_utf_8(content)
    said = list[Text]()
    _refuse_ways_out(content)
    shaper = Shaper()
    try:
        places = list(_placemarks(_tree(content, said), ""))
        features = [_feature(number, folder, place, shaper) for number, (folder, place) in enumerate(places, 1)]
    except ElementTree.ParseError as error:
        raise _no_xml(*error.position) from error
    told = (*said, *notes(shaper.met))
    return RawFile(KML, (), tuple(one for one in features if one), told)


def read_kmz(documents: Mapping[str, bytes]) -> RawFile:
    """The placemarks of the KML documents in a KMZ, each a layer where there are several; raises RefusedFile."""
    read = {name: read_kml(content) for name, content in documents.items()}
    if len(read) == 1:
        return next(iter(read.values()))
    features = [replace(one, layer=name) for name, raw in read.items() for one in raw.features]
    told = dict.fromkeys(note for raw in read.values() for note in raw.notes)
    return RawFile(KML, (), tuple(replace(one, number=n) for n, one in enumerate(features, 1)), tuple(told))


def _tree(content: bytes, said: list[Text]) -> Element:
    """The document; prefixes that were never declared are dropped, with a note. Raises ParseError."""
    try:
        return ElementTree.fromstring(content)
    except ElementTree.ParseError as error:
        if error.code != UNBOUND:
            raise
        said.append(
            Text(
                "有未声明的命名空间前缀，已忽略前缀读取", "it has prefixes that were never declared: they were ignored"
            )
        )
        return _without_prefixes(content)


def _without_prefixes(content: bytes) -> Element:
    """The document by names without prefixes, as a parser that knows no namespaces has it."""
    builder = ElementTree.TreeBuilder()
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda tag, given: builder.start(
        _local(tag), {_local(name): text for name, text in given.items()}
    )
    parser.EndElementHandler = lambda tag: builder.end(_local(tag))
    parser.CharacterDataHandler = builder.data
    parser.Parse(content, True)
    return builder.close()


def _no_xml(line: int, column: int) -> RefusedFile:
    return RefusedFile(
        Text(
            f"文件不完整或已损坏：第 {line} 行第 {column + 1} 个字符起不是有效的 XML",
            f"the file is truncated or damaged: no XML from line {line}, character {column + 1} on",
        ),
        Text("在原软件中重新导出后上传", "export it again from the program it was made with"),
    )


def _refuse_ways_out(content: bytes) -> None:
    """Raises RefusedFile for declarations, network links and a tree too deep to walk."""
    depth = 0

    def enter(tag: str, _: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if _local(tag) == "NetworkLink":
            raise _leads_out(Text("网络链接（NetworkLink）", "a network link"))
        if depth > DEEPEST:
            raise damaged()

    def leave(_: str) -> None:
        nonlocal depth
        depth -= 1

    def declare(*_: object) -> None:
        raise _leads_out(Text("文档类型声明（DTD、实体）", "a document type declaration (DTD, entities)"))

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = declare
    parser.StartElementHandler = enter
    parser.EndElementHandler = leave
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise _no_xml(error.lineno, error.offset) from error
    except XML_FAULTS as error:
        raise damaged() from error


def _leads_out(what: Text) -> RefusedFile:
    return RefusedFile(
        Text(f"KML 含{what.zh}，不予打开", f"the KML holds {what.en}, which isn't opened"),
        Text("在原软件中把内容存入同一个 KML 后上传", "save everything in one KML file and upload that"),
    )


def _local(tag: str) -> str:
    """A name without its namespace, as {address}name or prefix:name."""
    return re.split(r"[}:]", tag)[-1]


def _children(element: Element, name: str) -> list[Element]:
    return [child for child in element if _local(child.tag) == name]


def _text_of(element: Element, name: str) -> str:
    return next(((child.text or "").strip() for child in _children(element, name)), "")


def _placemarks(element: Element, folder: str) -> Iterator[tuple[str, Element]]:
    for child in element:
        match _local(child.tag):
            case "Placemark":
                yield folder, child
            case "Folder":
                yield from _placemarks(child, _text_of(child, "name"))
            case "Document" | "Create" | "Update":
                yield from _placemarks(child, folder)


def _feature(number: int, folder: str, place: Element, shaper: Shaper) -> RawFeature | None:
    geometries = [one for one in map(_geometry, place) if one]
    geometry = geometries[0] if len(geometries) == 1 else {"type": "GeometryCollection", "geometries": geometries}
    shape = shaper.from_object(geometry, number)
    return RawFeature(number, folder, _attributes(place), shape) if shape else None


def _attributes(place: Element) -> dict[str, Value]:
    """Name, description, and what stands in ExtendedData."""
    found = {name: _text_of(place, name) for name in ("name", "description")}
    for one in place.iter():
        if _local(one.tag) == "Data":
            found[one.get("name", "")] = _text_of(one, "value")
        elif _local(one.tag) == "SimpleData":
            found[one.get("name", "")] = (one.text or "").strip()
    return {name: text for name, text in found.items() if name and text}


def _geometry(element: Element) -> dict[str, Any] | None:
    """A GeoJSON object; None for an element that is no geometry. Raises ValueError."""
    match _local(element.tag):
        case "Point":
            return {"type": "Point", "coordinates": next(iter(_line(element)), [])}
        case "LineString" | "LinearRing":
            return {"type": "LineString", "coordinates": _line(element)}
        case "Polygon":
            return {"type": "Polygon", "coordinates": _rings(element)}
        case "MultiGeometry":
            return {"type": "GeometryCollection", "geometries": [one for one in map(_geometry, element) if one]}
        case _:
            return None


def _rings(polygon: Element) -> list[list[list[float]]]:
    sides = _children(polygon, "outerBoundaryIs") + _children(polygon, "innerBoundaryIs")
    return [_line(ring) for side in sides for ring in _children(side, "LinearRing")]


def _line(element: Element) -> list[list[float]]:
    places = COMMA.sub(",", _text_of(element, "coordinates")).split()
    points = []
    for place in places:
        try:
            x, y, *height = (float(number) for number in place.split(",") if number)
        except ValueError as error:
            raise _no_point(place) from error
        points.append([x, y, *height])
    return points


def _no_point(place: str) -> RefusedFile:
    return RefusedFile(
        Text(f"坐标“{place[:40]}”不是“经度,纬度”两个数字", f'"{place[:40]}" is no longitude and latitude'),
        Text(
            "写成“经度,纬度”，点与点之间空格，如 116.9402,39.0705 116.9588,39.0682",
            "write longitude,latitude with blanks between points, as 116.9402,39.0705 116.9588,39.0682",
        ),
    )
