"""Repairs to choose from: alternatives of one place, what "all" contains, and what may not go together."""

import json
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest
import shapely

from data import geo
from data.store import Store
from services.ground import geometry
from services.indication.boundary.reader import read
from services.indication.checks import find
from services.indication.pictures import of_layer, of_repair
from services.indication.proposed import BY_HAND, TOGETHER, places, propose
from services.indication.repairs import NoRepair
from services.indication.versions import accept_repairs, add_version, repair_places, version
from services.intake.limits import limits
from tests.services.indication.drawing import NO_PLOTS, drawn
from tests.services.indication.reviewing import AUTHOR, CLOCK, draft
from tests.services.indication.test_repairs import HOLED, MANY, STRIP

SWAPPED = Path(__file__).parent / "boundary/faults/r01_swapped_corners.geojson"
TWO_SPIKES = shapely.Polygon(
    [
        (0, 0),
        (1000, 0),
        (1000, 1000),
        (702, 1000),
        (700, 1200),
        (698, 1000),
        (302, 1000),
        (300, 1200),
        (298, 1000),
        (0, 1000),
    ]
)


def swapped() -> str:
    return geometry.write(read(SWAPPED.name, SWAPPED.read_bytes(), limits()).features[0].shape)


def offered(outline):
    return places(outline, find(outline, NO_PLOTS))


def usual(found):
    return [place.usual for place in found if place.usual]


def test_two_swapped_corners_are_alternatives_of_one_place() -> None:
    found = offered(swapped())
    crossing = next(place for place in found if len(place.options) > 1)
    assert {code for option in crossing.options for code in option.codes} >= {"self_intersection", "spike"}
    assert all(abs(option.change.square_metres) < 5_000 for option in crossing.options)
    assert usual(found) == []


def test_all_takes_no_ground_beyond_the_sum_of_its_parts() -> None:
    outline = drawn(MANY)
    chosen = usual(offered(outline))
    assert chosen
    ids = {id for option in chosen for id in option.ids}
    whole = propose(outline, [one for one in find(outline, NO_PLOTS) if one.id in ids])
    parts = sum(option.change.square_metres for option in chosen)
    assert whole.change.square_metres == pytest.approx(parts, rel=0.02)


@pytest.mark.parametrize("outline", [drawn(MANY), drawn(TWO_SPIKES), drawn(HOLED), swapped()])
def test_what_all_contains_lies_apart(outline: str) -> None:
    chosen = usual(offered(outline))
    for one, other in combinations(chosen, 2):
        here, there = (
            geometry.to_metres(
                shapely.union_all([geometry.read(text) for text in (option.added, option.removed) if text])
            )
            for option in (one, other)
        )
        assert here.is_empty or there.is_empty or shapely.distance(here, there) > TOGETHER
    assert not any(option.codes & BY_HAND for option in chosen)


def test_faults_far_apart_are_places_of_their_own() -> None:
    found = offered(drawn(TWO_SPIKES))
    assert [len(place.options) for place in found] == [1, 1]
    assert all(place.usual for place in found)


def test_a_hole_is_offered_and_never_in_all() -> None:
    found = offered(drawn(HOLED))
    assert [place.options[0].codes for place in found] == [{"hole"}, {"hole"}]
    assert usual(found) == []


def test_the_sketch_of_the_district_never_clips_in_all() -> None:
    district = geometry.to_metres(shapely.geometry.shape(geo.outline()))
    grown = shapely.union(district, shapely.Point(shapely.get_coordinates(district)[0]).buffer(500))
    found = offered(geometry.write(geometry.to_degrees(grown)))
    clipping = [option for place in found for option in place.options if "outside_district" in option.codes]
    assert clipping
    assert not [option for option in usual(found) if "outside_district" in option.codes]


def test_two_repairs_of_one_place_are_not_accepted_together(store: Store) -> None:
    code = add_version(store, AUTHOR, draft(swapped()), clock=CLOCK)
    kept = version(store, code)
    options = next(place.options for place in repair_places(store, kept) if len(place.options) > 1)
    with pytest.raises(NoRepair) as refused:
        accept_repairs(store, AUTHOR, kept, [options[0].ids[0], options[1].ids[0]], clock=CLOCK)
    assert refused.value.text.both()
    made = accept_repairs(store, AUTHOR, kept, options[0].ids, clock=CLOCK)
    assert version(store, made).area.square_metres == pytest.approx(options[0].after.square_metres, abs=1)


def test_the_preview_looks_at_what_changes() -> None:
    [place] = offered(drawn(STRIP))
    west, south, east, north = place.options[0].box
    inner = geometry.read(place.options[0].removed or "").bounds
    assert west < inner[0] < inner[2] < east
    assert south < inner[1] < inner[3] < north
    assert east - west < 4 * (inner[2] - inner[0])


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pictures_are_drawn(theme: str) -> None:
    outline = swapped()
    option = offered(outline)[0].options[0]
    for svg in (of_repair(outline, option, theme), of_layer(outline, [outline], theme)):
        paths = ElementTree.fromstring(svg).findall("{http://www.w3.org/2000/svg}path")
        assert paths
        assert all("M" in path.get("d", "") for path in paths)


def test_a_picture_of_metres_and_of_nothing_but_a_line() -> None:
    for points in ([(494824, 4326332), (496434, 4326076), (497499, 4327274)], [(0, 0), (0, 0), (0, 0)]):
        outline = json.dumps({"type": "Polygon", "coordinates": [[*points, points[0]]]})
        assert of_layer(outline, [], "light").startswith("<svg")
