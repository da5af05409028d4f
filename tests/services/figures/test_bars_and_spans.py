import polars as pl

from services.enforcement.figures.spans import spans, spans_rows
from services.figures.bars import bars
from services.figures.spec import screen_spec
from services.figures.theme import Look
from services.words.language import language


def test_bars_leave_room_for_their_words():
    spec = screen_spec(bars, Look("zh_CN"), ("商标", "专利"), 20)
    assert spec["layer"][0]["encoding"]["x"]["scale"]["domain"] == [0, 27.0]


def test_bars_without_anything_still_have_a_scale():
    assert screen_spec(bars, Look("zh_CN"), ("商标",), 0)["layer"][0]["encoding"]["x"]["scale"]["domain"] == [0, 1.35]


def test_classes_say_their_days():
    classes = pl.DataFrame(
        {"low": [0, 90], "high": [89, None], "n": [7, 2]},
        schema={"low": pl.Int64(), "high": pl.Int64(), "n": pl.Int64()},
    )
    rows = spans_rows(classes, 90, language("en"))
    assert rows["tip"].to_list() == ["0 to 89 days: 7", "90 days or more: 2"]
    assert rows["end"].to_list() == [90, 180]


def test_a_limit_is_drawn_only_where_it_is_in_days():
    with_limit = screen_spec(spans, Look("en"), 15, 180, 90, "90 days", "Days")
    assert [layer["mark"]["type"] for layer in with_limit["layer"]] == ["bar", "rule", "text"]
    assert len(screen_spec(spans, Look("en"), 3, 45, 0, "", "Days")["layer"]) == 1
