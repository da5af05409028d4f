"""What is sent to the browser: only what is drawn, each layer under a name, nothing that becomes HTML."""

import json

import pytest

from services.maps import layers, marks
from services.maps.basemap import style_url
from services.maps.view import fit

VIEW = fit(900, 700)


@pytest.fixture
def sent(market_marks):
    """What the browser gets when a market is selected, or none."""

    def send(selected):
        stack = [
            layers.villages("light"),
            layers.reference_places("light"),
            layers.market_points(market_marks, selected, "light"),
            layers.selection_ring(market_marks, selected, "light"),
        ]
        return json.loads(layers.deck(stack, VIEW, style_url("light", "zh_CN"), "light").to_json())

    return send


def test_marks_are_sized_by_merchants_largest_first(market_marks):
    assert market_marks.select("code", "radius").rows() == [("M3", 15.0), ("M1", 6.2), ("M2", 5.0)]
    assert market_marks.filter(code="M1").select("longitude", "latitude").row(0) == (117.0, 39.13)


def test_every_layer_has_a_name_of_its_own(sent):
    names = [layer["id"] for layer in sent("M2")["layers"]]
    assert len(names) == len(set(names))
    assert "markets-M2" in names


def test_markets_carry_only_what_is_drawn(sent):
    [layer] = [layer for layer in sent("M2")["layers"] if layer["id"].startswith("markets")]
    assert {key for row in layer["data"] for key in row} == {"code", "label", "position", "radius", "fill", "line"}
    assert layer["pickable"]


def test_a_market_without_data_stays_as_a_hollow_mark(sent):
    rows = {row["code"]: row for row in sent("M2")["layers"][2]["data"]}
    assert rows["M1"]["fill"][:3] == [0x0B, 0x6E, 0x5B]
    assert rows["M2"]["fill"][:3] == [255, 255, 255]
    assert rows["M2"]["line"] != rows["M1"]["line"]


def test_the_ring_is_a_layer_of_its_own(sent):
    assert [row["position"] for row in sent("M2")["layers"][3]["data"]] == [[117.268, 38.88]]
    assert sent(None)["layers"][3]["data"] == []


def test_tooltips_are_plain_text():
    tooltip = layers.deck([], VIEW, style_url("light", "zh_CN"), "light")._tooltip
    assert isinstance(tooltip, dict)
    assert tooltip["text"] == "{label}"
    assert "html" not in tooltip


def test_the_style_is_served_by_the_application(sent):
    found = sent("M2")
    assert found["mapStyle"] == "/basemap/light.json?lang=zh_CN"
    assert found["mapProvider"] == "carto"


def test_townships_are_named_in_the_language_of_the_reader(market_marks):
    chinese = {name.label.text for name in marks.names(market_marks, None, VIEW, "zh_CN")}
    english = {name.label.text for name in marks.names(market_marks, None, VIEW, "en")}
    assert {"杨柳青镇", "王稳庄镇", "静海区"} <= chinese
    assert {"Yangliuqing", "Wangwenzhuang", "Jinghai"} <= english
