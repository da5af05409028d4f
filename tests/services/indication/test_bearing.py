"""The shares that are drawn, in what order, and what stands beside them."""

import math

import polars as pl
import pytest

from services.figures.spec import picture_spec
from services.figures.theme import Look
from services.indication.figures.bearing import KINDS, MOST, bearing, bearing_rows, ground_end, legend
from services.words.language import language

CHINESE = language("zh_CN")
SCHEMA = {"user": pl.String, "name": pl.String, "state": pl.String, "expected_yield": pl.Float64,
          "alarms": pl.List(pl.String), "label_share": pl.Float64, **dict.fromkeys(KINDS, pl.Float64)}  # fmt: skip


def rows(*values: tuple) -> pl.DataFrame:
    return bearing_rows(pl.DataFrame(values, schema=SCHEMA, orient="row"), CHINESE)


def test_shares_are_of_the_expected_yield_and_the_worst_comes_first() -> None:
    found = rows(
        ("C", None, "unknown", None, [], None, None, 10.0, 20.0, None, 5.0),
        ("A", "示例甲", "fine", 1000.0, [], 0.5, 500.0, 400.0, 600.0, 800.0, None),
        ("D", "示例丁", "fine", 1000.0, [], 0.9, 900.0, 400.0, 900.0, None, None),
        ("B", "示例乙", "to_verify", 1000.0, ["over_yield"], 4.0, 4000.0, 1000.0, 4100.0, 900.0, 1500.0),
    )
    assert found["label"].to_list() == ["示例乙 B", "示例丁 D", "示例甲 A", "C"]
    assert found["words"].to_list() == ["400% 待核实", "90%", "50%", "未掌握"]
    assert found.row(0, named=True)["of_labelled"] == MOST
    assert found["over"].to_list() == [True, False, False, False]
    assert found.row(2, named=True)["of_quota_weight"] == pytest.approx(0.8)
    assert found.select(pl.col("^of_.*$")).row(3) == (None,) * len(KINDS)
    assert found["end"].to_list() == [MOST, 0.9, 0.8, 0.0]
    assert found["tip"][2] == (
        "A · 预计产量 1,000 千克 · 在用标识 500 千克 · 已使用标识 400 千克 · 发放标识 600 千克 · 标识限额 800 千克"
        " · 带标销售 — 千克"
    )


def test_ground_that_bears_nothing_is_no_share() -> None:
    found = rows(("A", "示例甲", "to_verify", 0.0, ["over_yield"], math.inf, 500.0, 1.0, 1.0, 1.0, 1.0)).row(
        0, named=True
    )
    assert (found["words"], found["end"]) == ("待核实", 0)


@pytest.mark.parametrize(("most", "end"), [(None, 1.5), (1.2, 1.5), (1.5, 1.5), (1.51, 2.0), (3.0, 3.0)])
def test_the_scale_ends_at_a_half(most: float | None, end: float) -> None:
    assert ground_end(pl.DataFrame({"end": [most] if most else []}, schema={"end": pl.Float64})) == end


def test_the_band_begins_at_the_threshold() -> None:
    options = (("A",), legend(CHINESE), ("产能 100%", "阈值 110%"), 1.1, 2.0)
    spec = picture_spec(bearing, Look("zh_CN"), *options)
    (band,) = [layer for layer in spec["layer"] if layer["mark"]["type"] == "rect"]
    assert (band["encoding"]["x"]["datum"], band["encoding"]["x2"]["datum"]) == (1.1, 2.0)
    assert {
        layer["encoding"]["text"]["value"] for layer in spec["layer"] if "value" in layer["encoding"].get("text", {})
    } == {
        "产能 100%",
        "阈值 110%",
    }
