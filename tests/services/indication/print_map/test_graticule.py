"""The net lies where it says, and its degrees are written as on maps."""

import pyproj
import pytest

from services.indication.print_map.frame import Frame
from services.indication.print_map.graticule import degrees, net

# Corner at 116.9° E, 39.1° N on EPSG:4548; 10 by 8 km.
WEST, NORTH = pyproj.Transformer.from_crs("EPSG:4490", "EPSG:4548", always_xy=True).transform(116.9, 39.1)
FRAME = Frame(WEST, NORTH, 20.0, 500.0, 400.0, 8.0)


def test_every_point_of_a_line_has_the_degrees_of_its_label():
    back = pyproj.Transformer.from_crs("EPSG:4548", "EPSG:4490", always_xy=True)
    lines = net(FRAME)
    assert {line.meridian for line in lines} == {True, False}
    for line in lines:
        longitude, latitude = back.transform(WEST + line.points[:, 0] * 20, NORTH - line.points[:, 1] * 20)
        whole, minutes = line.label.rstrip("′EN").split("°")
        said = int(whole) + int(minutes) / 60
        assert (longitude if line.meridian else latitude) == pytest.approx(said, abs=1e-7)


def test_lines_stand_at_round_minutes_and_are_few():
    labels = [line.label for line in net(FRAME)]
    # From 116°54′ to 117°00.9′ and from 39°01.7′ to 39°06′, every two minutes.
    assert labels == ["116°54′E", "116°56′E", "116°58′E", "117°00′E", "39°02′N", "39°04′N", "39°06′N"]


@pytest.mark.parametrize(
    ("seconds", "step", "meridian", "written"),
    [
        (116 * 3600 + 56 * 60, 120, True, "116°56′E"),
        (39 * 3600 + 4 * 60, 60, False, "39°04′N"),
        (39 * 3600 + 4 * 60 + 5, 10, False, "39°04′05″N"),
        (-3600, 60, True, "1°00′W"),
    ],
)
def test_degrees_as_maps_write_them(seconds, step, meridian, written):
    assert degrees(seconds, step, meridian=meridian) == written
