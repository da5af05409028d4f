"""The drawn map: laid out like the map on screen, and complete in a picture that is passed on."""

from datetime import date
from functools import partial

import pytest

from services.figures.export import Provenance, svg
from services.figures.spec import picture_spec, screen_spec
from services.figures.theme import Look
from services.maps import drawn, marks
from services.maps.credit import credit
from services.maps.view import fit
from services.words.language import language

VIEW = fit(700, 560)
LOOK = Look("zh_CN")
ZH = language("zh_CN")


@pytest.fixture
def rows(market_marks):
    return partial(drawn.rows, market_marks, marks.names(market_marks, "M1", VIEW, "zh_CN"), "M1", VIEW, LOOK)


def test_markets_stand_where_the_view_puts_them(rows, market_marks):
    found = rows().filter(what="market")
    assert found.select("x", "y").rows() == [
        VIEW.pixel(*at) for at in market_marks.select("longitude", "latitude").rows()
    ]
    assert rows().filter(what="ring").select("x", "y").row(0) == VIEW.pixel(117.0, 39.13)


def test_the_scale_bar_is_as_long_as_it_says(rows):
    scale = rows().filter(what="scale").row(0, named=True)
    km = int(scale["text"].removesuffix(" km"))
    assert round((scale["x2"] - scale["x"]) * VIEW.metres_per_pixel) == km * 1000


def test_a_page_fetches_the_basemap_and_a_picture_carries_it():
    assert "/basemap/roads.geojson" in str(screen_spec(drawn.screen_map, LOOK, VIEW))
    assert "/basemap/" not in str(picture_spec(drawn.printed_map, LOOK, VIEW))


def test_the_picture_says_what_it_is(rows):
    lines = credit(ZH, "2026年11月22日", number="")
    legend = [("菜市场", "#0B6E5B"), ("尚无数据", None)]
    provenance = Provenance("市场分布", "在营市场", "", date(2026, 11, 22), 1, "市场台账", demonstration=True)
    picture = svg(
        picture_spec(drawn.printed_map, LOOK, VIEW),
        rows(legend=legend, credit=lines, mark="演示数据"),
        provenance,
        ZH,
    ).decode()
    shown = ["示例菜市场", "杨柳青镇", "尚无数据", "演示数据", "示意", "天地图", "OpenStreetMap", *lines]
    assert [text for text in shown if text not in picture] == []
    assert lines[1] == "内部工作用图，未经地图审核，不得公开"


def test_a_number_takes_the_place_of_the_warning():
    assert credit(ZH, "2026年11月22日", number="津S(2026)001号")[1] == "审图号：津S(2026)001号"
