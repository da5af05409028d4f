"""勘测定界界址点 (国土 TXT) as surveying programs write it."""

import pytest
from shapely.geometry import MultiPolygon, Polygon

from services.ground import geometry
from services.ground.coordinates import UnknownSystem
from services.indication.boundary.errors import SystemContradicted, SystemUnknown
from services.indication.checks import find
from services.intake.errors import RefusedFile
from tests.services.indication.boundary.conftest import bent, off, take
from tests.services.indication.boundary.test_faults import TRUE
from tests.services.indication.boundary.test_tables import CORNERS, HOLE, NORTH
from tests.services.indication.drawing import NO_PLOTS

HEAD = (
    "[属性描述]\n格式版本号=1.01版本\n坐标系={system}\n几度分带=3\n投影类型=高斯克吕格\n计量单位=米\n带号={zone}\n"
    "精度=0.001\n[地块坐标]\n"
)


def lines(points, ring=1, system="EPSG:4527", *, repeat=True, start=1):
    planar = [(y, x) for x, y in bent(Polygon(points), system).exterior.coords[: None if repeat else -1]]
    count = len(points)
    return "".join(
        f"J{start + place % count},{ring},{north:.3f},{east:.3f}\n" for place, (north, east) in enumerate(planar)
    )


def text(body, system="2000国家大地坐标系", zone=39):
    return HEAD.format(system=system, zone=zone) + body


def read(content, answer=None, encoding="gb18030", name="a.txt"):
    return take(name, content.encode(encoding), answer)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(
    "head", ["7,12.5,1,沙窝,面,,,,@\n", "6,12.5,1,沙窝,面,,农用地,011,耕地,甲,乙,丙,@\n", "7,12.5,@\n", ""]
)
@pytest.mark.parametrize("repeat", [True, False])
def test_one_parcel(encoding, head, repeat):
    found = read(text(head + lines(CORNERS, repeat=repeat)), encoding=encoding)
    assert off(found.as_area(), TRUE) < 0.1
    assert (found.system, found.known) == ("EPSG:4527", "file")


def test_the_name_of_a_parcel():
    [one] = read(text("7,662,沙-1,沙窝,面,,,,@\n" + lines(CORNERS))).features
    assert one.attributes["name"] == "沙窝"
    assert one.attributes["地块编号"] == "沙-1"


@pytest.mark.parametrize(
    "change",
    [("[", "【"), (",", "，"), ("\n", "\r\n"), ("=", "＝"), ("\n", "\n\n")],
)
def test_other_marks(change):
    content = text("7,12.5,1,沙窝,面,,,,@\n" + lines(CORNERS)).replace(*change)
    content = content.replace("]", "】") if change[0] == "[" else content
    assert off(read(content).as_area(), TRUE) < 0.1


def test_rings_of_number_two_and_more_are_holes():
    found = read(text("12,1,1,沙窝,面,,,,@\n" + lines(CORNERS) + lines(HOLE, 2, start=7)))
    assert off(found.as_area(), Polygon(CORNERS, [HOLE])) < 0.1


def test_a_hole_outside_is_a_finding():
    found = read(text("14,1,1,沙窝,面,,,,@\n" + lines(CORNERS) + lines(NORTH, 2, start=7)))
    assert geometry.size(found.as_area()).hectares == pytest.approx(662, abs=0.1)
    assert "structure" in {one.code for one in find(found.as_area(), NO_PLOTS)}


@pytest.mark.parametrize("heads", [True, False])
def test_several_parcels(heads):
    head = "7,1,{0},{0},面,,,,@\n" if heads else ""
    found = read(text(head.format("甲") + lines(CORNERS) + head.format("乙") + lines(NORTH)))
    assert off(found.as_area(), MultiPolygon([Polygon(CORNERS), Polygon(NORTH)])) < 0.1
    assert len(found.features) == (2 if heads else 1)


def test_eastings_without_the_zone_take_it_from_the_head():
    found = read(text("7,1,1,沙窝,面,,,,@\n" + lines(CORNERS, system="EPSG:4548")))
    assert (found.system, found.known) == ("EPSG:4548", "file")
    assert off(found.as_area(), TRUE) < 0.1


def test_a_zone_in_the_head_that_contradicts_the_eastings():
    content = text("7,1,1,沙窝,面,,,,@\n" + lines(CORNERS), zone=38)
    with pytest.raises(SystemContradicted, match="带号 38") as refused:
        read(content)
    assert refused.value.offered == "EPSG:4527"
    assert off(read(content, "EPSG:4527").as_area(), TRUE) < 0.1


@pytest.mark.parametrize("system", ["80国家大地坐标系", "1980西安坐标系", "西安80坐标系", "1954北京坐标系", "北京54"])
def test_other_datums_are_refused(system):
    with pytest.raises(UnknownSystem):
        read(text("7,1,1,沙窝,面,,,,@\n" + lines(CORNERS), system=system), "EPSG:4527")


def test_without_a_system_it_is_asked():
    content = "[地块坐标]\n7,1,1,沙窝,面,,,,@\n" + lines(CORNERS)
    with pytest.raises(SystemUnknown) as asked:
        read(content)
    assert asked.value.suggested == "EPSG:4527"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("9,1,1,沙窝,面,,,,@\n" + lines(CORNERS), "9 个界址点"),
        ("7,1,1,沙窝,面,,,,@\n" + lines(CORNERS) + "J1,1,abc,39494824\n", "第 18 行"),
        ("7,1,1,沙窝,面,,,,@\n" + lines(CORNERS) + "J1,1,4326332\n", "第 18 行"),
        ("7,1,1,沙窝,面,,,,@\n", "没有界址点"),
        ("", "没有任何图形"),
    ],
)
def test_what_is_not_whole_is_refused(body, message):
    with pytest.raises(RefusedFile, match=message) as refused:
        read(text(body))
    assert refused.value.mend.both()


def test_a_count_that_is_too_small_is_said():
    found = read(text("3,1,1,沙窝,面,,,,@\n" + lines(CORNERS)))
    assert any("3 个界址点" in note.zh for note in found.notes)
