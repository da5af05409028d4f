"""A print map says everything a map must say, and nothing of where single plots lie."""

import json
import struct
import zlib
from datetime import date
from xml.etree import ElementTree

import polars as pl
import pyproj
import pytest
import shapely

from services.figures.export import Provenance
from services.ground import geometry
from services.ground.geometry import NotGeometry
from services.indication.print_map.content import Area, Layers, Pin, by_village
from services.indication.print_map.draw import boundary_lines
from services.indication.print_map.furniture import bar, met, plate
from services.indication.print_map.picture import composed as composed_picture
from services.indication.print_map.picture import map_picture
from services.indication.print_map.sheet import TEMPLATE, Sheet, composed, print_map, window
from services.indication.print_map.symbols import AREAS, DRAFTS
from services.papers import typeset
from services.words.language import language

CHINESE, ENGLISH = language("zh_CN"), language("en")
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '<script>alert("x")</script> #panic("run") *a* & "'
# Around 大沙沃 (116.960871, 39.059070), with a hole.
RINGED = json.dumps(
    {
        "type": "Polygon",
        "coordinates": [
            [[116.93, 39.04], [116.99, 39.04], [116.99, 39.08], [116.93, 39.08], [116.93, 39.04]],
            [[116.95, 39.05], [116.95, 39.06], [116.96, 39.06], [116.96, 39.05], [116.95, 39.05]],
        ],
    }
)
BOW_TIE = (
    '{"type":"Polygon","coordinates":[[[116.95,39.05],[116.99,39.09],[116.99,39.05],[116.95,39.09],[116.95,39.05]]]}'
)
SWAPPED = '{"type":"Polygon","coordinates":[[[39.05,116.95],[39.09,116.99],[39.05,116.99],[39.05,116.95]]]}'
PLOTS = pl.DataFrame(
    {
        "village": ["大沙窝村", "大沙窝村", "示例一村", "示例一村", "无点村"],
        "geometry": [None, None, None, None, None],
        "point": ["116.961234,39.058765", "116.962345,39.057654", "116.973456,39.061234", "116.974567,39.062345", None],
    },
    schema_overrides={"geometry": pl.String},
)
LAYERS = Layers(
    areas=[Area(RINGED, "现行保护范围", "in_force"), Area(BOW_TIE, "修订草案", "draft")],
    added='{"type":"Polygon","coordinates":[[[116.99,39.04],[117,39.04],[117,39.05],[116.99,39.05],[116.99,39.04]]]}',
    counts=by_village(PLOTS),
    pins=[Pin((116.97, 39.07), "自相交", "blocking"), Pin((39.05, 116.95), "经纬度颠倒", "comment")],
)


def provenance(title: str = "保护范围图", *, demonstration: bool = True) -> Provenance:
    return Provenance(title, "", "2025年产季", date(2026, 11, 19), 42, "范围版本台账", demonstration)


def sheet(**more) -> Sheet:
    return Sheet(more.pop("provenance", provenance()), date(2026, 11, 23), **more)


def drawing(layers: Layers = LAYERS, _=CHINESE, **more) -> ElementTree.Element:
    return ElementTree.fromstring(composed(sheet(**more), layers, _)[1]["map.svg"])


def texts(svg: ElementTree.Element) -> list[str]:
    return [text.text or "" for text in svg.iter(f"{SVG}text")]


@pytest.mark.parametrize("paper", ["A4", "A3"])
@pytest.mark.parametrize("orientation", ["landscape", "portrait"])
def test_the_scale_bar_is_as_long_as_it_says(paper, orientation):
    """Its ends are taken from the drawing, back to degrees by pyproj, and the geodesic between them is measured."""
    here = sheet(paper=paper, orientation=orientation)
    frame, scale = window(here, LAYERS)
    high = f"{frame.letter * 0.45:.2f}".rstrip("0").rstrip(".")
    pieces = [
        rect for rect in drawing(paper=paper, orientation=orientation).iter(f"{SVG}rect") if rect.get("height") == high
    ]
    assert len(pieces) == 4
    left, top = float(pieces[0].attrib["x"]), float(pieces[0].attrib["y"])
    right = float(pieces[-1].attrib["x"]) + float(pieces[-1].attrib["width"])
    to_degrees = pyproj.Transformer.from_crs("EPSG:4548", "EPSG:4490", always_xy=True)
    ends = [
        to_degrees.transform(frame.west + x * frame.metres_per_unit, frame.north - top * frame.metres_per_unit)
        for x in (left, right)
    ]
    geodesic = pyproj.Geod(ellps="GRS80").inv(*ends[0], *ends[1])[2]
    assert geodesic == pytest.approx(bar(frame).metres, rel=0.001)
    # On paper: points of 1/72 inch, enlarged by the scale.
    assert (right - left) / 72 * 0.0254 * scale == pytest.approx(geodesic, rel=0.001)


def test_the_scale_bar_is_round_and_written():
    frame, scale = window(sheet(), LAYERS)
    metres = bar(frame).metres
    assert str(int(metres)).strip("0") in {"1", "2", "5"}
    assert {"0", f"{metres / 1000:g} km", f"1:{scale:,}".replace(",", " ")} <= set(texts(drawing()))


@pytest.mark.parametrize("paper", ["A4", "A3"])
@pytest.mark.parametrize("orientation", ["landscape", "portrait"])
def test_the_page_has_its_size_and_the_map_holds_every_boundary(paper, orientation):
    here = sheet(paper=paper, orientation=orientation)
    (page,) = typeset.png(TEMPLATE, *composed(here, LAYERS, CHINESE), dots_per_inch=25.4)
    short, long = {"A4": (210, 297), "A3": (297, 420)}[paper]
    size = int.from_bytes(page[16:20]), int.from_bytes(page[20:24])
    assert size == ((long, short) if orientation == "landscape" else (short, long))
    frame, _scale = window(here, LAYERS)
    for x, y in shapely.get_coordinates(shapely.from_geojson(RINGED)).tolist():
        left, down = frame.pixel(x, y)
        assert 0 < left < frame.width
        assert 0 < down < frame.height


def test_the_drawing_bears_everything_a_map_needs():
    found = texts(drawing())
    assert {"演示数据，非真实数据", "N", "坐标北", "大沙窝村", "示例一村", "2", "辛口镇", "静海区"} <= set(found)
    assert [text for text in found if text.endswith("E")]
    assert [text for text in found if text.endswith("N") and "°" in text]


def test_the_sheet_says_where_all_of_it_comes_from():
    content, _drawings = composed(sheet(), LAYERS, CHINESE)
    notes = "\n".join(content["notes"])
    for words in (
        "EPSG:4548",
        "范围版本台账",
        "2025年产季",
        "天地图",
        "截至 2026年11月19日",
        "42",
        "2026年11月23日绘制",
    ):
        assert words in notes
    assert content["foot"] == ["内部工作用图，未经地图审核，不得公开", "示意图，不作为行政区域界线依据"]
    legend = [entry["words"] for entry in content["legend"]]
    # 0.06° by 0.04° less 0.01° by 0.01°, by pyproj.Geod on WGS 84.
    assert legend[0] == "现行保护范围，2,210.03 公顷（33,150.4 亩）"
    assert legend[2] == "增加的范围"
    assert "编制单位：天津市西青区市场监督管理局" in notes
    assert "减少的范围" not in legend
    assert [pin["words"] for pin in content["pins"]] == ["自相交", "经纬度颠倒（在本图范围之外）"]


def test_no_corner_is_free_then_the_map_makes_room_for_the_scale():
    """A boundary that comes into every corner of the sheet is covered in none."""
    for orientation, wide, high in (("landscape", 0.072, 0.043), ("portrait", 0.052, 0.04)):
        west, south, east, north = 116.95 - wide / 2, 39.06 - high / 2, 116.95 + wide / 2, 39.06 + high / 2
        cross = shapely.box(west, south, east, north)
        layers = Layers(areas=[Area(shapely.to_geojson(cross), "范围", "in_force")])
        frame, _scale = window(sheet(orientation=orientation), layers)
        here = plate(frame, boundary_lines(frame, layers), [])
        assert met(here, boundary_lines(frame, layers)) == 0
        for x, y in shapely.get_coordinates(cross).tolist():
            left, down = frame.pixel(x, y)
            assert 0 < left < frame.width
            assert 0 < down < frame.height


def test_two_drafts_are_told_apart_on_map_and_legend():
    other = Area(RINGED, "另一草案", "draft")
    layers = Layers(areas=[Area(BOW_TIE, "修订草案", "draft"), other])
    content, drawings = composed(sheet(), layers, CHINESE)
    lines = [
        (path.get("stroke"), path.get("stroke-dasharray"))
        for path in ElementTree.fromstring(drawings["map.svg"]).iter(f"{SVG}path")
        if path.get("stroke-dasharray") and path.get("stroke") in {draft.colour for draft in DRAFTS}
    ]
    assert len(set(lines)) == len(lines) == 2
    assert [entry["words"][:6] for entry in content["legend"][:2]] == ["A 修订草案", "B 另一草案"]
    swatches = [drawings[entry["file"]] for entry in content["legend"][:2]]
    assert swatches[0] != swatches[1]
    assert {"A", "B"} <= set(texts(ElementTree.fromstring(drawings["map.svg"])))


@pytest.mark.parametrize("made", ["sheet", "picture"])
def test_a_png_says_at_which_size_it_is_printed(made):
    """pHYs in pixels a metre: 200 dots an inch on the sheet, so that the scale written on it holds."""
    png = print_map(sheet(), LAYERS, CHINESE, "png") if made == "sheet" else map_picture(LAYERS, provenance(), CHINESE)
    at = png.index(b"pHYs")
    across, along, unit = struct.unpack(">IIB", png[at + 4 : at + 13])
    dots = 200 if made == "sheet" else 72
    assert (across, along, unit) == (round(dots / 0.0254), round(dots / 0.0254), 1)
    assert zlib.crc32(png[at : at + 13]) == int.from_bytes(png[at + 13 : at + 17])


def test_an_approval_number_stands_in_place_of_the_warning():
    content, _drawings = composed(sheet(approval="津S(2026)001号"), LAYERS, CHINESE)
    assert "津S(2026)001号" in content["foot"][0]
    assert "不得公开" not in content["foot"][0]


def test_only_a_demonstration_is_marked_as_one():
    real = sheet(provenance=provenance(demonstration=False))
    svg = composed(real, LAYERS, ENGLISH)[1]["map.svg"].decode()
    assert "Demonstration" not in svg
    assert "Demonstration data, not real" in texts(drawing(_=ENGLISH))


def test_a_hole_stays_a_hole_and_no_two_lines_look_the_same():
    paths = [path.attrib for path in drawing().iter(f"{SVG}path")]
    ground = [path for path in paths if path.get("fill") == AREAS["in_force"].colour]
    assert [path["fill-rule"] for path in ground] == ["evenodd"]
    assert ground[0]["d"].count("M") == 2
    assert (
        len({(look.dashes, look.width) for look in AREAS.values()})
        == len({look.dashes for look in AREAS.values()})
        == 4
    )


def test_villages_stand_at_their_point_or_at_a_sketch_of_it():
    counts = {row["village"]: row for row in by_village(PLOTS).to_dicts()}
    assert counts["大沙窝村"] == {"village": "大沙窝村", "plots": 2, "longitude": 116.960871, "latitude": 39.05907}
    # The middle of the two plots is 116.9740115, 39.0617895.
    assert counts["示例一村"] == {"village": "示例一村", "plots": 2, "longitude": 116.97, "latitude": 39.06}
    assert counts["无点村"]["longitude"] is None
    assert any("无点村 1" in note for note in composed(sheet(), LAYERS, CHINESE)[0]["notes"])


def test_no_plot_leaves_its_coordinates_in_the_map():
    content, drawings = composed(sheet(), LAYERS, CHINESE)
    everything = json.dumps(content, ensure_ascii=False) + drawings["map.svg"].decode()
    frame, _scale = window(sheet(), LAYERS)
    for text in PLOTS["point"].drop_nulls():
        longitude, latitude = (float(degrees) for degrees in text.split(","))
        easting, northing = shapely.get_coordinates(geometry.to_metres(shapely.Point(longitude, latitude)))[0]
        x, y = frame.at(easting, northing)
        for number in (f"{longitude}", f"{latitude}", f"{easting:.0f}", f"{northing:.0f}", f'"{x:.2f}"', f'"{y:.2f}"'):
            assert number not in everything


def test_hostile_words_stay_words():
    layers = Layers(
        [Area(RINGED, HOSTILE)],
        counts=by_village(PLOTS.with_columns(village=pl.lit(HOSTILE))),
        pins=[Pin((116.97, 39.07), HOSTILE)],
    )
    nasty = sheet(provenance=provenance(HOSTILE))
    content, drawings = composed(nasty, layers, ENGLISH)
    assert b"<script" not in drawings["map.svg"]
    assert HOSTILE in texts(ElementTree.fromstring(drawings["map.svg"]))
    assert content["title"] == HOSTILE
    assert print_map(nasty, layers, ENGLISH).startswith(b"%PDF")


def test_a_boundary_with_impossible_degrees_is_named_and_spoils_nothing():
    content, drawings = composed(sheet(), Layers([Area(RINGED, "甲"), Area(SWAPPED, "乙")]), ENGLISH)
    assert b"nan" not in drawings["map.svg"]
    assert b"inf" not in drawings["map.svg"]
    assert [entry["words"] for entry in content["legend"]][:2] == [
        "A 甲, 2,210.03 ha (33,150.4 mu)",
        "B 乙 (outside this map)",
    ]


def test_without_a_boundary_the_villages_of_the_township_are_shown():
    assert {"大沙沃", "当城", "水高庄"} <= set(texts(drawing(Layers())))


def test_an_area_that_is_none_is_refused():
    with pytest.raises(NotGeometry):
        print_map(sheet(), Layers([Area('{"type":"Point","coordinates":[117,39]}', "点")]), CHINESE)


def test_what_the_list_has_no_room_for_follows_on_another_page():
    pins = [Pin((116.95 + number / 2000, 39.06), f"第 {number} 条问题") for number in range(60)]
    many = Layers([Area(RINGED, "草案")], pins=pins)
    assert len(typeset.png(TEMPLATE, *composed(sheet(), many, CHINESE), dots_per_inch=20)) == 2
    assert len(typeset.png(TEMPLATE, *composed(sheet(), LAYERS, CHINESE), dots_per_inch=20)) == 1


def test_the_map_as_png():
    png = print_map(sheet(), LAYERS, CHINESE, "png")
    # 297 mm at 200 dots an inch.
    assert int.from_bytes(png[16:20]) == pytest.approx(297 / 25.4 * 200, abs=1)


def test_a_picture_has_the_size_asked_for_and_says_the_same():
    png = map_picture(LAYERS, provenance(), CHINESE, width=620, height=680)
    assert (int.from_bytes(png[16:20]), int.from_bytes(png[20:24])) == (620, 680)
    content, drawings = composed_picture(LAYERS, provenance(), CHINESE, 620, 680, None)
    assert "内部工作用图，未经地图审核，不得公开" in content["lines"]
    assert "示意图，不作为行政区域界线依据" in content["lines"]
    found = texts(ElementTree.fromstring(drawings["map.svg"]))
    assert {"N", "坐标北", "演示数据，非真实数据"} <= set(found)
    # No scale in figures: how large a picture is shown is not known.
    assert not [text for text in found if text.startswith("1:")]
