"""Charts are built once and dressed as the reader's screen needs."""

import altair as alt
import polars as pl

from services.figures.spec import NAME, ROWS, Chart, picture_spec, scale_end, screen_spec, with_rows
from services.figures.theme import Look

built: list[Look] = []


def bars(look: Look, unit: str) -> Chart:
    built.append(look)
    chart = alt.Chart(ROWS).mark_bar(color=look.palette.primary)
    return chart.encode(x="month:O", y=alt.Y("n:Q", title=unit)).configure_axis(labelFontSize=9)


def test_a_figure_is_built_once_for_each_look_and_option() -> None:
    built.clear()
    look = Look("zh_CN", "dark")
    assert screen_spec(bars, look, "件") is screen_spec(bars, Look("zh_CN", "dark"), "件")
    assert len(built) == 1
    screen_spec(bars, look, "cases")
    screen_spec(bars, Look("en", "dark"), "件")
    assert len(built) == 3


def test_rows_are_put_in_without_touching_what_is_kept() -> None:
    spec = screen_spec(bars, Look("zh_CN"), "件")
    first, second = pl.DataFrame({"month": ["1"], "n": [1]}), pl.DataFrame({"month": ["2"], "n": [2]})
    assert with_rows(spec, first)["datasets"][NAME] is first
    assert with_rows(spec, second)["datasets"][NAME] is second
    assert "datasets" not in spec
    assert spec["data"] == {"name": NAME}


def test_the_screen_leaves_colours_to_streamlit_and_a_picture_does_not() -> None:
    look = Look("zh_CN", "dark", large=True)
    screen, picture = screen_spec(bars, look, "件"), picture_spec(bars, look, "件")
    assert screen["config"]["background"] == "transparent"
    assert "labelColor" not in screen["config"]["axis"]
    assert screen["mark"]["color"] == "#2C9C80"
    assert picture["config"]["background"] == "#FBFBF9"
    assert picture["mark"]["color"] == "#0B6E5B"


def test_what_a_figure_sets_itself_goes_first() -> None:
    axis = screen_spec(bars, Look("zh_CN"), "件")["config"]["axis"]
    assert axis["labelFontSize"] == 9
    assert axis["titleFontSize"] == 13


def test_type_is_larger_on_a_shared_screen() -> None:
    assert Look("en", large=True).size > Look("en").size


def test_a_scale_ends_at_half_a_leading_digit_so_that_figures_are_not_built_for_every_number() -> None:
    assert [scale_end([number]) for number in (0, 1, 7, 12, 94, 101, 1309, 1500)] == [0, 1, 7, 15, 95, 150, 1500, 1500]
    assert scale_end([None, 31, 4]) == 35
    assert scale_end([]) == 0
    assert len({scale_end([number]) for number in range(100, 1000)}) == 19
