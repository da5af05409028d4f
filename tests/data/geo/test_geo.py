"""The map data as counted and measured in its sources."""

import polars as pl
import pyproj
import pytest
import shapely
from shapely.geometry import shape

from data import geo
from data.geo.packages import Record
from data.geo.roads import schematic, spanning_tree


def test_rows_of_each_file():
    assert len(geo.features("districts")) == 16
    assert len(geo.features("roads_schematic")) == 595
    assert len(geo.features("water_names")) == 47
    assert {name: geo.points(name).height for name in ("villages", "seats", "markets")} == {
        "villages": 68,
        "seats": 10,
        "markets": 34,
    }


def test_the_district_is_valid_and_as_large_as_known():
    outline = shape(geo.outline())
    area, _ = pyproj.Geod(ellps="GRS80").geometry_area_perimeter(shapely.orient_polygons(outline))
    assert outline.is_valid
    assert area / 1e6 == pytest.approx(557.8, abs=0.05)


def test_an_unknown_district_is_an_error():
    with pytest.raises(KeyError, match="999999"):
        geo.outline("999999")


def test_villages_carry_their_township_in_the_code():
    villages = geo.points("villages")
    assert villages["code"].n_unique() == 68
    assert villages["code"].str.starts_with(geo.XIQING).all()
    assert villages.group_by(pl.col("code").str.head(9)).agg(pl.col("township").n_unique())["township"].max() == 1


def test_places_stand_where_maps_show_them():
    places = {row["name"]: row for row in geo.points("markets").to_dicts()}
    assert (places["万达广场"]["longitude"], places["万达广场"]["latitude"]) == (117.230707, 39.018723)
    village = geo.points("villages").row(by_predicate=pl.col("code") == "120111102211", named=True)
    assert (village["village"], village["longitude"], village["latitude"]) == ("大沙沃村委会", 116.960871, 39.05907)


def test_a_spanning_tree_takes_the_short_way():
    edges = spanning_tree([(117.00, 39.0), (117.02, 39.0), (117.01, 39.0)])
    assert [(a, b) for a, b, _ in edges] == [(0, 2), (2, 1)]
    assert sum(km for *_, km in edges) == pytest.approx(0.02 * 111.32 * 0.77715, abs=0.001)


def test_roads_skip_a_long_jump_and_names_with_too_few_points():
    def piece(name, longitude):
        return Record("道路", "", name, "secondary", longitude, 39.0)

    near = [piece("示例路", 117.0 + n / 100) for n in range(3)]
    [road] = schematic([*near, piece("示例路", 117.1), piece("示例短路", 117.0), piece("示例短路", 117.001)])
    assert road["properties"] == {"name": "示例路", "highway": "secondary"}
    assert road["geometry"]["coordinates"] == [[[117.0, 39.0], [117.01, 39.0]], [[117.01, 39.0], [117.02, 39.0]]]
