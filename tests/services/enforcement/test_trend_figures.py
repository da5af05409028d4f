from datetime import date

import polars as pl
import pytest

from services.enforcement.figures.heatmap import heatmap, heatmap_rows
from services.enforcement.figures.trend import trend, trend_rows
from services.figures.spec import screen_spec
from services.figures.theme import Look
from services.words.language import language

SERIES = pl.DataFrame(
    [
        (date(2026, 4, 1), "food", 8, "whole", False),
        (date(2026, 7, 1), "food", 4, "cut", True),
        (date(2026, 4, 1), "seeds", 0, "whole", False),
        (date(2026, 7, 1), "seeds", 2, "cut", True),
    ],
    schema={
        "period": pl.Date(),
        "code": pl.String(),
        "n": pl.Int64(),
        "state": pl.String(),
        "incomplete": pl.Boolean(),
    },
    orient="row",
)
LABELS = {"food": "食品", "seeds": "种业"}


def test_bands_share_one_scale():
    """The largest number fills its band; half of it reaches half as high, in whatever band."""
    rows = trend_rows(SERIES, LABELS, "1q", language("zh_CN"))
    heights = (rows["base"] - rows["top"]).to_list()
    assert rows["base"].to_list() == [0, 0, 1, 1]
    assert heights == pytest.approx([0.62, 0.31, 0, 0.155])
    assert rows["until"].to_list() == [date(2026, 7, 1), date(2026, 10, 1)] * 2


def test_a_bar_says_what_it_is():
    rows = trend_rows(SERIES, LABELS, "1q", language("en"))
    assert rows["tip"].to_list()[:2] == ["食品 · Q2 2026: 8", "食品 · Q3 2026 (not the whole period): 4"]


def test_periods_that_are_not_over_are_hatched_and_days_of_campaigns_marked():
    spec = screen_spec(trend, Look("zh_CN"), tuple(LABELS.values()), 2025, 2026, 2)
    marks = [layer["mark"] for layer in spec["layer"]]
    assert [mark["type"] for mark in marks] == ["rule", "text", "rule", "text", "bar", "bar", "text"]
    assert marks[5]["color"]["gradient"] == "linear"
    texts = [layer["encoding"]["text"].get("value") for layer in spec["layer"] if layer["mark"]["type"] == "text"]
    assert texts == ["3·15", "4·26", None]


def test_many_periods_carry_no_numbers():
    spec = screen_spec(trend, Look("zh_CN"), tuple(LABELS.values()), 2024, 2026, 36)
    assert spec["layer"][-1]["mark"]["type"] == "bar"


def test_a_label_can_not_leave_its_axis_expression():
    """Labels come from the registry, which a bureau may override."""
    spec = screen_spec(trend, Look("zh_CN"), ('a"]; alert(1); ["',), 2026, 2026, 1)
    expression = spec["layer"][-2]["encoding"]["y"]["axis"]["labelExpr"]
    assert expression == '["a\\"]; alert(1); [\\""][datum.value]'


def test_what_nobody_reported_is_no_zero_in_a_tip_either():
    nobody = pl.DataFrame([(date(2026, 10, 1), "food", None, "none", True)], schema=SERIES.schema, orient="row")
    assert trend_rows(nobody, LABELS, "1q", language("en"))["tip"].to_list() == ["食品 · Q4 2026 (not reported yet): —"]
    assert heatmap_rows(nobody, LABELS, language("en"))["tip"].to_list() == ["食品 · Oct 2026 (not reported yet): —"]


def test_heat_map_rows_name_month_and_label():
    rows = heatmap_rows(SERIES, LABELS, language("zh_CN"))
    assert rows["month"].to_list()[:2] == ["2026-04", "2026-07"]
    assert rows["tip"][0] == "食品 · 2026年4月: 8"
    assert screen_spec(heatmap, Look("zh_CN"), tuple(LABELS.values()))["height"] == 76
