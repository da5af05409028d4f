"""Coordinate systems in the words of titles, headers and cells."""

import pytest

from services.ground.coordinates import UnknownSystem
from services.ground.spoken_systems import spoken, system_spoken
from services.intake.places import system_named
from services.intake.units import system_above

SPELLINGS = {
    "CGCS2000": ["CGCS2000", "cgcs 2000", "CGCS-2000", "国家大地2000", "国家2000", "2000国家大地坐标系", "2000坐标系",
                 "国家大地坐标系2000", "China Geodetic Coordinate System 2000", "由北京54转换到 CGCS2000"],
    "WGS-84": ["WGS84", "WGS-84", "WGS 1984", "wgs_84", "GPS坐标"],
    "GCJ-02": ["GCJ-02", "GCJ02", "火星坐标系", "火星", "高德", "腾讯地图"],
    "BD-09": ["BD-09", "BD09", "百度", "百度坐标系"],
    "EPSG:4527": ["EPSG:4527", "epsg 4527", "urn:ogc:def:crs:EPSG::4527", "urn:ogc:def:crs:EPSG:6.9:4527"],
}  # fmt: skip
UNUSABLE = ["1980西安坐标系", "西安80", "西安 80", "1980年西安坐标系", "80西安坐标系", "Xian 1980", "80国家大地坐标系",
            "北京54", "北京54坐标系", "BJ54", "Beijing 1954", "1954年北京坐标系", "54北京坐标系", "新北京54坐标系",
            "天津90坐标系", "1990年天津市任意直角坐标系", "地方独立坐标系"]  # fmt: skip


@pytest.mark.parametrize(("system", "text"), [(system, text) for system, texts in SPELLINGS.items() for text in texts])
def test_a_system_in_any_spelling(system: str, text: str) -> None:
    assert system_spoken(text) == system
    assert system_spoken(f"沙窝萝卜界址点表（{text}）") == system


@pytest.mark.parametrize("text", UNUSABLE)
def test_what_has_no_exact_conversion_is_refused(text: str) -> None:
    for said in (system_spoken, system_named):
        with pytest.raises(UnknownSystem) as refused:
            said(text)
        assert "精确转换" in refused.value.text.zh
    with pytest.raises(UnknownSystem):
        system_above(f"坐标系：{text} 填表人：张三")


@pytest.mark.parametrize(
    "text",
    ["坐落：北京路54号", "填表日期2000年1月", "使用GPS测量", "单位：米", "面积80亩", "西安道80号", ""],
)
def test_other_words_say_nothing(text: str) -> None:
    assert (spoken(text).systems, spoken(text).unusable, spoken(text).zone) == ((), (), None)


def test_zone_and_meridian() -> None:
    said = spoken("2000国家大地坐标系 3度分带 带号：39 中央子午线：117°")
    assert (said.zone, said.meridian, said.width) == (39, 117, 3)
    assert spoken("6度带 第20带").width == 6


def test_what_stands_behind_the_system_above_a_table_hides_it_no_more() -> None:
    assert system_above("坐标系：CGCS2000 填表人：张三 单位：万元") == "CGCS2000"
