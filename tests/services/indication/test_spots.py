"""Everything that stands at a place of the review map is set apart together, whatever layer it is of."""

import math
from itertools import combinations

from services.indication import review_layers as layers
from services.indication.print_map.content import Area
from services.indication.review_layers import LARGE, Spot
from services.indication.spots import set_apart
from services.maps.view import around
from tests.services.indication.reviewing import SQUARE, WIDER

VIEW = around((116.94, 39.04, 117.0, 39.08), 620, 540)
HERE = (116.97, 39.06)


def test_pins_and_counts_on_one_spot_are_set_apart_and_tied_to_it() -> None:
    users = [Spot(HERE, "用标主体", "#000000", sign="13", radius=LARGE)]
    findings = [Spot(HERE, f"问题{n}", "#000000", f"finding:{n}", "!") for n in range(4)]
    groups = set_apart([users, findings, []], VIEW)
    assert [len(group) for group in groups] == [1, 4, 0]
    assert [spot.code for spot in groups[1]] == [spot.code for spot in findings]
    every = [spot for group in groups for spot in group]
    for one, other in combinations(every, 2):
        assert math.dist(VIEW.pixel(*one.place), VIEW.pixel(*other.place)) >= one.radius + other.radius
    # The gravest finding, drawn last, keeps its place; all others know theirs.
    assert (every[-1].place, every[-1].home) == (HERE, None)
    assert {spot.home for spot in every[:-1]} == {HERE}


def test_two_drafts_have_two_colours_and_letters() -> None:
    drafts = [Area(SQUARE, "一稿"), Area(WIDER, "二稿"), Area(SQUARE, "定稿", "in_force")]
    for theme in ("light", "dark"):
        colours = layers.area_colours(drafts, theme)
        assert len(set(colours)) == 3
        assert [words for words, _colour in layers.area_legend(drafts, theme)] == ["定稿", "B 二稿", "A 一稿"]
    _lines, letters = layers.areas(drafts, "light")
    assert [row["text"] for row in letters.data or ()] == ["A", "B"]
