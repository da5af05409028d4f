"""Tiles and figures as pages draw them."""

import json
from collections.abc import Callable

from streamlit.testing.v1 import AppTest

Run = Callable[..., AppTest]

TILES = """
from pages.parts.frame.context import current
from pages.parts.showing.tiles import Tile, tiles
tiles(current(), [
    Tile("Opened", "46", "38→46", 1, "3 new this week", "Counted by opening date"),
    Tile("In time", "91%", "+4%", 1, "", "Closed within 90 days", direction="more"),
], key="numbers")
"""

FIGURE = """
from datetime import date
import altair as alt, polars as pl
from pages.parts.frame.context import current
from pages.parts.showing.figure import figure
from services.figures.export import Provenance
from services.figures.spec import ROWS

def bars(look, unit):
    return alt.Chart(ROWS).mark_bar().encode(x="month:N", y=alt.Y("n:Q", title=unit))

rows = pl.DataFrame({"month": ["5"], "n": [3]})
provenance = Provenance("Opened", "By opening date", "2026", date(2026, 11, 23), 7, "Cases", True, 4)
figure(current(), bars, rows.head(COUNT), provenance, key="opened", options=("cases",), columns={"n": "Cases"})
"""


def test_changes_are_coloured_only_where_a_direction_is_declared(run_script: Run) -> None:
    board = run_script(TILES, lang="en")
    assert not board.exception
    plain, directed = board.metric
    assert (plain.value, plain.delta) == ("46", "38→46")
    assert plain.proto.color == plain.proto.GRAY
    assert directed.proto.color == directed.proto.GREEN
    assert "Counted by opening date" in [text.value for text in board.markdown]
    assert board.caption[0].value == "3 new this week"


def test_a_figure_shows_its_rows_and_where_they_come_from(run_script: Run) -> None:
    board = run_script(FIGURE.replace("COUNT", "1"), lang="en")
    assert not board.exception
    (chart,) = board.get("vega_lite_chart")
    assert json.loads(chart.proto.spec)["encoding"]["y"]["title"] == "cases"
    assert [one.name for one in chart.proto.datasets] == ["rows"]
    assert board.caption[-1].value == "2026 · As of 23 Nov 2026 · Source: Cases · 4 rows unchecked · Demonstration data"
    assert board.subheader[0].help == "By opening date"


def test_a_figure_without_rows_says_what_to_do(run_script: Run) -> None:
    board = run_script(FIGURE.replace("COUNT", "0"), lang="en")
    assert not board.exception
    assert not board.get("vega_lite_chart")
    assert board.info[0].value.startswith("No rows here yet.")
