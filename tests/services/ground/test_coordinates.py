"""Conversion against published pairs, distances on the ellipsoid, and round trips over the district."""

import prcoords
import pyproj
import pytest

from data import geo
from services.ground.coordinates import (
    SYSTEMS,
    UnknownSystem,
    epsg_code,
    epsg_system,
    from_wgs84,
    in_china,
    inside_district,
    is_plane,
    stands,
    to_wgs84,
    turned,
)

GEOD = pyproj.Geod(ellps="GRS80")
VILLAGES = list(geo.points("villages").select("longitude", "latitude").iter_rows())


def metres(here, there):
    return GEOD.inv(*here, *there)[2]


def bend(forward, points):
    return [(bent.lon, bent.lat) for bent in (forward((y, x)) for x, y in points)]


@pytest.mark.parametrize(("system", "forward"), [("GCJ-02", prcoords.wgs_gcj), ("BD-09", prcoords.wgs_bd)])
def test_round_trip_stays_within_a_hand(system, forward):
    back = to_wgs84(bend(forward, VILLAGES), system)
    assert max(metres(here, there) for here, there in zip(VILLAGES, back, strict=True)) < 0.2


def test_gcj_02_is_half_a_kilometre_off_here():
    offsets = [metres(*pair) for pair in zip(VILLAGES, bend(prcoords.wgs_gcj, VILLAGES), strict=True)]
    assert min(offsets) >= 510
    assert max(offsets) <= 575


def test_gcj_02_of_beijing_as_published_by_eviltransform():
    [point] = to_wgs84([(116.38404722455657, 39.91334545536069)], "GCJ-02")
    assert metres(point, (116.377817, 39.911954)) < 0.2


def test_plane_coordinates_by_the_length_of_the_meridian():
    northing = GEOD.inv(117, 0, 117, 39)[2]
    assert metres(to_wgs84([(500_000.0, northing)], "EPSG:4548")[0], (117, 39)) < 0.01


@pytest.mark.parametrize("system", [*SYSTEMS, "EPSG:32650", "EPSG:3857", "EPSG:4509"])
def test_there_and_back(system):
    there = from_wgs84(VILLAGES, system)
    back = to_wgs84(there, system)
    assert max(metres(*pair) for pair in zip(VILLAGES, back, strict=True)) < 0.1
    assert stands(there, system)
    assert not turned(there, system)
    assert turned([(y, x) for x, y in there], system)


def test_utm_by_the_scale_on_its_meridian():
    northing = GEOD.inv(117, 0, 117, 39)[2] * 0.9996
    assert metres(to_wgs84([(500_000.0, northing)], "EPSG:32650")[0], (117, 39)) < 0.01


@pytest.mark.parametrize("system", ["EPSG:4214", "EPSG:2384", "EPSG:4610", "EPSG:4326000", "EPSG:5773", "天津90"])
def test_datums_without_an_exact_conversion_are_refused(system):
    with pytest.raises(UnknownSystem) as refused:
        to_wgs84(VILLAGES, system)
    assert system in refused.value.text.zh
    assert system in refused.value.text.en


def test_a_system_has_one_name():
    assert [epsg_system(code) for code in (4326, 4979, 4490, 4480, 4548)] == [
        "WGS-84",
        "WGS-84",
        "CGCS2000",
        "CGCS2000",
        "EPSG:4548",
    ]
    assert [epsg_code(system) for system in SYSTEMS] == [4326, 4490, 4548, 4527, None, None]
    assert [is_plane(system) for system in SYSTEMS] == [False, False, True, True, False, False]


def test_points_that_stand_both_ways_are_not_turned():
    there = [(117.0, 39.0), (39.0, 117.0)]
    assert not stands(there, "WGS-84")
    assert not turned(there, "WGS-84")
    assert not in_china(there)


def test_systems_of_the_earth_pass_unchanged():
    for system in ("WGS-84", "CGCS2000"):
        assert to_wgs84(VILLAGES, system) == VILLAGES


def test_no_points_are_no_points():
    assert all(to_wgs84([], system) == [] for system in SYSTEMS)


def test_an_unknown_system_is_named():
    with pytest.raises(UnknownSystem, match="Beijing-54"):
        to_wgs84(VILLAGES, "Beijing-54")


def test_inside_tells_the_district_government_from_tiananmen():
    assert inside_district([(117.0027, 39.1408), (116.3974, 39.9087)]) == [True, False]
