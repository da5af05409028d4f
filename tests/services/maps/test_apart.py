"""Discs at one place are set apart so that each can be clicked; those that have room stay where they are."""

import math
from itertools import combinations

import polars as pl
import pytest

from services.maps import marks
from services.maps.apart import MOST, apart
from services.maps.layers import scale_bar
from services.maps.view import around

VIEW = around((116.94, 39.04, 117.0, 39.08), 620, 540)
HERE = (116.97, 39.06)


def pixels(places: list) -> list[tuple[float, float]]:
    return [VIEW.pixel(*place) for place in places]


def test_twenty_discs_at_one_place_lie_beside_each_other() -> None:
    radii = [13.0, 10.0, *[7.0] * 18]
    found = apart([HERE] * 20, radii, VIEW)
    assert found[0] == HERE
    for (one, its), (other, others) in combinations(zip(pixels(found), radii, strict=True), 2):
        assert math.dist(one, other) >= its + others
    assert max(math.dist(VIEW.pixel(*HERE), at) for at in pixels(found)) < 90


def test_who_has_room_stays() -> None:
    places = [(116.95, 39.05), (116.96, 39.06), (116.98, 39.07)]
    assert apart(places, [7.0, 7.0, 7.0], VIEW) == places


def test_partly_covered_ones_move_too() -> None:
    x, y = VIEW.pixel(*HERE)
    near = VIEW.degrees(x + 6, y)
    first, second = apart([HERE, near], [7.0, 7.0], VIEW)
    assert first == HERE
    assert math.dist(VIEW.pixel(*first), VIEW.pixel(*second)) >= 14


def test_very_many_are_left_alone() -> None:
    assert apart([HERE] * (MOST + 5), [1.0] * (MOST + 5), VIEW)[MOST:] == [HERE] * 5
    assert apart([], [], VIEW) == []


def test_a_pixel_and_its_point_are_each_others_inverse() -> None:
    assert VIEW.degrees(*VIEW.pixel(*HERE)) == pytest.approx(HERE)


def test_the_scale_bar_on_screen_is_as_long_on_the_ground_as_it_says() -> None:
    """Its ends by the haversine on a sphere, which is within 0.5 % of the ellipsoid."""
    line, words = scale_bar(VIEW, "light")
    assert line.data
    assert words.data
    _tick, left, right, _other = line.data[0]["path"]
    a, b = math.radians(left[1]), math.radians(right[1])
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(right[0] - left[0]) / 2) ** 2
    metres = 2 * 6_371_000 * math.asin(math.sqrt(half))
    assert words.data[0]["text"] == "1 km"
    assert metres == pytest.approx(1000, rel=0.006)


def test_markets_of_one_village_can_each_be_clicked() -> None:
    rows = [(f"M{n}", f"市场{n}", f"{HERE[0]},{HERE[1]}", 30) for n in range(5)]
    frame = pl.DataFrame(rows, schema=["code", "name", "point", "merchants"], orient="row").with_columns(
        label=pl.col("name"), colour=pl.lit("#000000")
    )
    found = marks.set_apart(marks.markets(frame), VIEW)
    places = found.select("longitude", "latitude").rows()
    for one, other in combinations(pixels(places), 2):
        assert math.dist(one, other) >= 2 * found["radius"][0]
    assert found.row(0, named=True)["home_longitude"] is None
    assert [home for _place, home in marks.homes(found)] == [HERE] * 4
