"""What a look says in its fields is what deck.gl is told, and every layer takes no other words."""

import inspect
import json
from types import ModuleType
from typing import Any

import pydeck as pdk
import pytest

from services.indication import review_layers
from services.maps import chart, layers, looks
from services.maps.looks import Lettering, Look, areas, discs, texts


def sent(layer: pdk.Layer) -> dict[str, Any]:
    return json.loads(layer.to_json())


def test_what_has_no_paint_is_not_painted() -> None:
    ring = sent(discs("ring", [], Look(line=[1, 2, 3, 255], width=3)))
    assert (ring["filled"], ring["stroked"], ring["getLineWidth"], ring["pickable"]) == (False, True, 3, False)
    assert "getFillColor" not in ring
    dot = sent(discs("dot", [], Look([1, 2, 3, 255], pickable=True)))
    assert (dot["filled"], dot["stroked"], dot["pickable"]) == (True, False, True)


def test_columns_are_named_and_lengths_have_a_unit() -> None:
    drawn = sent(areas("areas", [], Look("fill", "line", "wide")))
    columns = ("getFillColor", "getLineColor", "getLineWidth", "getPolygon")
    assert [drawn[name] for name in columns] == ["@@=fill", "@@=line", "@@=wide", "@@=polygon"]
    spots, ground = sent(discs("spots", [], Look())), sent(discs("ground", [], Look(), metres=40))
    assert (spots["getRadius"], spots["radiusUnits"]) == ("@@=radius", "pixels")
    assert (ground["getRadius"], ground["radiusUnits"]) == (40, "meters")


def test_words_without_paper_have_no_ground() -> None:
    assert "background" not in sent(texts("signs", [], Lettering([0, 0, 0, 255])))
    assert sent(texts("names", [], Lettering([0, 0, 0, 255], paper=[255, 255, 255, 190])))["background"] is True


@pytest.mark.parametrize("module", [looks, layers, review_layers, chart])
def test_no_layer_takes_words_that_nobody_knows(module: ModuleType) -> None:
    """A misspelt property of deck.gl or Vega-Lite would be sent, and drawn as if it weren't there."""
    loose = [
        name
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and any(one.kind is inspect.Parameter.VAR_KEYWORD for one in inspect.signature(function).parameters.values())
    ]
    assert loose == []
