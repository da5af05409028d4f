"""The page 沙窝萝卜: what its views show of the demonstration and of boundaries of our own, and what is done there."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from data.store import Change, Store, commit, open_store, read_rows
from pages.parts.indication import review, sources
from services.access.rights import MANAGER, Person
from services.days.clock import FixedClock
from services.indication.comments import Pin, add_comment, comment, comments, reply
from services.indication.review import sign_off, submit
from services.indication.uploads import load, take
from services.indication.versions import add_version, findings, version
from tests.pages.reading import of_type, sent, texts
from tests.services.indication.reviewing import (
    AUTHOR,
    CHOSEN_SECOND,
    CLOCK,
    CROSSED,
    SECOND,
    SQUARE,
    WIDER,
    draft,
    plot,
    polygon,
    user,
)

Open = Callable[..., AppTest]
LANGUAGES = ("zh_CN", "en")
HERE = (116.955, 39.055)
TODAY = date(2026, 11, 23)
HANDLES = Person("IP01", "signed-in", MANAGER, "IP")
EARLIER = FixedClock(date(2026, 3, 2))


def page(open_page: Open, **address: str) -> AppTest:
    board = open_page("indication.py", **{"lang": "zh_CN", **address})
    assert not board.exception
    return board


def on_map(board: AppTest) -> dict[str, list[dict[str, Any]]]:
    """What each layer of the moving map draws, by the name of the layer without what is chosen."""
    (deck,) = of_type(board, "deck_gl_json_chart")
    layers = json.loads(deck.proto.json)["layers"]
    return {re.sub(r"-(none|\w+:.*)$", "", layer["id"]): layer["data"] for layer in layers}


def codes(rows: list[dict[str, Any]]) -> set[str]:
    return {row["code"] for row in rows}


def press(board: AppTest, label: str) -> AppTest:
    board = next(button for button in board.button if label in button.label).click().run()
    assert not board.exception
    return board


def shown(board: AppTest) -> str:
    return "\n".join(texts(board))


def in_review(store: Store, outline: str = SQUARE, **more: Any) -> str:
    code = add_version(store, AUTHOR, draft(outline, **more), clock=CLOCK)
    submit(store, AUTHOR, version(store, code), clock=CLOCK)
    return code


def signed(store: Store, outline: str = SQUARE, *, clock: FixedClock = CLOCK, **more: Any) -> str:
    code = add_version(store, AUTHOR, draft(outline, **more), clock=clock)
    submit(store, AUTHOR, version(store, code), clock=clock)
    sign_off(store, SECOND, version(store, code), clock=clock)
    return code


@pytest.fixture
def demonstrated(demonstration: Path) -> Store:
    """The demonstration's store, to read what a page should show of it."""
    return open_store(f"sqlite:///{demonstration / 'board.db'}", demonstration)


def this_season(store: Store) -> pl.DataFrame:
    """The plots of the newest season."""
    plots = read_rows(store, "gi_plots")
    return plots.filter(pl.col("season") == pl.col("season").max())


def test_the_map_shows_every_plot_finding_and_comment(
    open_demonstration: Open, demonstrated: Store, act_as: Callable[[Person], None]
) -> None:
    act_as(HANDLES)
    looked_at = read_rows(demonstrated, "gi_areas", where={"state": "in_review"})["code"][0]
    layers = on_map(page(open_demonstration))
    plots = this_season(demonstrated)["code"]
    assert codes(layers["plots"]) | codes(layers["plot-points"]) == {f"plot:{code}" for code in plots}
    found = findings(demonstrated, version(demonstrated, looked_at))
    assert codes(layers["findings"]) == {f"finding:{one.id}" for one in found}
    said = comments(demonstrated, looked_at)
    assert codes(layers["comments"]) == {f"comment:{one.number}" for one in said}
    samples = read_rows(demonstrated, "gi_samples")
    first = date(int(this_season(demonstrated)["season"][0][:4]), 7, 1)
    taken = samples.filter(pl.col("taken_on").is_between(first, min(first.replace(year=first.year + 1), TODAY)))
    assert len(layers["samples"]) == taken["number"].n_unique()


def test_layers_are_switched_by_the_address(open_demonstration: Open) -> None:
    layers = on_map(page(open_demonstration, layers="findings;grid"))
    assert {"findings", "grid"} <= layers.keys()
    assert not {"plots", "samples", "comments", "villages", "counts", "vertices"} & layers.keys()
    place = layers["grid"][0]
    assert place["code"] == "place:{:.6f},{:.6f}".format(*place["position"])


def style_of(board: AppTest) -> dict[str, str]:
    """What the moving map asks of its style; what is placed at every zoom is part of it, and no layer of the map."""
    (deck,) = of_type(board, "deck_gl_json_chart")
    drawn = json.loads(deck.proto.json)
    assert not [layer["id"] for layer in drawn["layers"] if layer["id"].startswith("names")]
    path, _mark, query = drawn["mapStyle"].partition("?")
    assert path == "/basemap/light.json"
    return dict(parse_qsl(query))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", ["review", "compare", "inside"])
def test_the_names_are_placed_at_every_zoom(open_demonstration: Open, view: str, language: str) -> None:
    asked = style_of(page(open_demonstration, view=view, lang=language))
    assert (asked["lang"], asked["without"]) == (language, "place"), "the map bears no marks of the real markets"
    assert style_of(page(open_demonstration, view=view, lang=language, screen="1"))["scale"] == "1.3"


def test_names_keep_clear_of_the_pins_and_follow_the_switches(open_demonstration: Open) -> None:
    board = page(open_demonstration, layers="findings")
    asked = style_of(board)
    assert (asked["ground"], asked["without"]) == ("plain", "place;village")
    places = ["{:.5f}_{:.5f}_7".format(*row["position"]) for row in on_map(board)["findings"]]
    assert places
    assert sorted(asked["pins"].split("~")) == sorted(places)
    assert "ground" not in style_of(page(open_demonstration))


def test_a_shared_screen_shows_numbers_by_village_and_no_names(open_demonstration: Open, demonstrated: Store) -> None:
    board = page(open_demonstration, screen="1", colour="user")
    layers = on_map(board)
    plots = this_season(demonstrated)
    assert "plots" not in layers
    assert sum(int(row["text"]) for row in layers["counts-signs"]) == plots.height
    names = read_rows(demonstrated, "mark_users")["name"]
    assert not [name for name in names if name in sent(board)]
    assert [name for name in names if name in sent(page(open_demonstration, colour="user"))]


def test_plots_are_coloured_by_what_is_asked(
    open_demonstration: Open, demonstrated: Store, act_as: Callable[[Person], None]
) -> None:
    act_as(HANDLES)
    plots = this_season(demonstrated)
    board = page(open_demonstration, colour="kind", layers="plots")
    drawn = on_map(board)["plots"]
    kinds = dict(plots.select("code", "kind").iter_rows())
    fills = {(kinds[row["code"].removeprefix("plot:")], tuple(row["fill"])) for row in drawn}
    assert len(fills) == len({kind for kind, _fill in fills}) == plots["kind"].n_unique()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_finding_of_the_address_is_explained_and_ringed(open_empty: Open, store: Store, language: str) -> None:
    code = in_review(store, CROSSED)
    found = findings(store, version(store, code))[0]
    board = page(open_empty, lang=language, pin=f"finding:{found.id}")
    assert found.message(language) in shown(board)
    assert [row["position"] for row in on_map(board)["chosen"]] == [list(found.place)]


@pytest.mark.parametrize("count", [1, 14, 15, 40])
def test_the_list_of_findings_is_as_high_as_its_rows_up_to_fourteen(
    open_empty: Open, store: Store, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    """Streamlit's rows are 35 pixels high; its head takes 38 with the frame."""
    (first, *_others) = findings(store, version(store, in_review(store, CROSSED)))
    east, north = first.place
    found = [
        replace(first, place=(east + number / 10_000, north), local=True, repairable=False) for number in range(count)
    ]
    heights: dict[str, int] = {}

    def listed(_page: Any, rows: pl.DataFrame, _codes: list[str], *, height: int, key: str, **_others: Any) -> None:
        heights[key] = height
        assert rows.height == count

    monkeypatch.setattr(sources, "found", lambda _chosen: found)
    monkeypatch.setattr(review, "picking_table", listed)
    page(open_empty)
    assert heights["findings"] == 38 + 35 * min(count, 14)


@pytest.mark.parametrize("pin", ["finding:0123456789abcdef", "comment:YJ9", "plot:<b>x</b>", "vertex:99", "place:1,2"])
def test_a_pin_that_is_gone_is_named(open_empty: Open, store: Store, pin: str) -> None:
    in_review(store)
    board = page(open_empty, pin=pin)
    assert "已不存在" in board.warning[0].value
    assert not on_map(board)["chosen"]


@pytest.mark.parametrize("pin", ["", "nonsense", "<script>:1", "place", ":", "plot:" + "长" * 500])
def test_what_is_no_pin_chooses_nothing(open_empty: Open, store: Store, pin: str) -> None:
    in_review(store)
    board = page(open_empty, pin=pin)
    assert not on_map(board)["chosen"]
    assert not board.warning


def test_a_repair_is_seen_before_it_is_accepted_as_a_new_draft(open_empty: Open, store: Store) -> None:
    code = in_review(store, CROSSED)
    found = next(one for one in findings(store, version(store, code)) if one.repairable)
    board = page(open_empty, pin=f"finding:{found.id}")
    assert "repair" not in on_map(board)
    board = press(board, "查看修复方案")
    assert on_map(board)["repair"]
    assert "变化" in shown(board)
    assert read_rows(store, "gi_areas").height == 1
    press(board, "接受修复")
    made = read_rows(store, "gi_areas", where={"parent": code})
    assert made["state"].to_list() == ["draft"]
    assert board.query_params["version"] == made["code"][0]
    remaining = findings(store, version(store, made["code"][0]))
    assert found.code not in {one.code for one in remaining}


def test_a_comment_on_a_place_is_written_answered_and_resolved(open_empty: Open, store: Store) -> None:
    code = in_review(store)
    board = page(open_empty, pin="place:116.955000,39.055000")
    next(area for area in board.text_area if area.label == "新意见").set_value("请核实此处")
    board = press(board, "提出意见")
    (made,) = comments(store, code)
    assert (made.text, made.pin, made.point, made.state) == ("请核实此处", "place", "116.955000,39.055000", "pending")
    assert board.query_params["pin"] == f"comment:{made.number}"
    next(area for area in board.text_area if area.label == "答复").set_value("已改")
    next(box for box in board.selectbox if box.label == "处理结果").set_value("resolved")
    press(board, "答复")
    assert comment(store, made.number).state == "resolved"


def test_a_sign_off_is_refused_with_reasons_and_ways_to_them(open_empty: Open, store: Store) -> None:
    code = in_review(store, CROSSED)
    add_comment(store, SECOND, version(store, code), Pin(HERE), "村庄用地应划出", clock=CLOCK)
    board = press(page(open_empty), "签署定稿")
    (refusal,) = [one.value for one in board.error]
    assert "未消除的必须处理项" in refusal
    assert "村庄用地应划出" in refusal
    assert version(store, code).state == "in_review"
    way = next(button for button in board.button if "村庄用地应划出" in button.label)
    board = way.click().run()
    assert board.query_params["pin"].startswith("comment:")


def test_a_version_is_submitted_and_returned(open_empty: Open, store: Store) -> None:
    code = add_version(store, AUTHOR, draft(), clock=CLOCK)
    board = press(page(open_empty, version=code), "提交审图")
    assert version(store, code).state == "in_review"
    next(area for area in board.text_area if area.label == "退回理由").set_value("界线不清")
    board = press(board, "确认退回")
    assert version(store, code).state == "returned"
    assert "界线不清" in "".join(one.value for one in board.warning)


def test_the_map_as_it_stood(open_empty: Open, store: Store) -> None:
    first = signed(store, SQUARE, clock=EARLIER, title="示意一稿")
    signed(store, WIDER, title="示意二稿")
    board = page(open_empty, on="2026-06-01")
    assert "示意一稿" in [title.value for title in board.subheader]
    assert not [button for button in board.button if "提交" in button.label]
    assert version(store, first).state == "replaced"
    before = page(open_empty, on="2026-01-01")
    assert "2026年1月1日没有有效的范围版本" in before.info[0].value
    assert not on_map(before)["areas"]


def test_comments_stand_as_they_stood(open_empty: Open, store: Store) -> None:
    code = add_version(store, AUTHOR, draft(), clock=EARLIER)
    number = add_comment(store, SECOND, version(store, code), Pin(HERE), "待改", clock=EARLIER)
    reply(store, SECOND, comment(store, number), "", clock=CLOCK, state="resolved")
    then, now = (page(open_empty, version=code, **day) for day in ({"on": "2026-06-01"}, {}))
    assert "待处理" in then.dataframe[-1].value["状态"][0]
    assert "已解决" in now.dataframe[-1].value["状态"][0]
    nothing = page(open_empty, version=code, on="2026-01-01")
    assert "0 条意见" in [title.value for title in nothing.subheader]


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_version_the_announcement_speaks(open_empty: Open, store: Store, language: str) -> None:
    right = {"code": "QL001", "product": "示例萝卜", "system": "gi_product", "area_text": "示例镇示例村"}
    commit(store, AUTHOR.actor, "权利", [Change("gi_rights", right)])
    board = page(open_empty, lang=language)
    assert not on_map(board)["areas"]
    assert on_map(board)["villages"]
    assert "示例镇示例村" in shown(board)
    assert {"zh_CN": "未录入、未核实", "en": "not entered, not verified"}[language] in shown(board)


def test_two_versions_are_compared(open_empty: Open, store: Store) -> None:
    """The wider one adds 0.02° by 0.01°, twice the 96.09 ha of the square."""
    user(store)
    inside = plot("P1", user="YB001", point="116.955,39.055")
    commit(store, AUTHOR.actor, "地块", [inside, plot("P2", point="116.975,39.055")])
    corners = ((116.95, 39.05), (116.96, 39.05), (116.98, 39.05), (116.98, 39.06), (116.96, 39.06), (116.95, 39.06))
    before, after = signed(store, SQUARE, title="窄"), in_review(store, polygon(*corners), title="宽")
    board = page(open_empty, view="compare", **{"with": before}, version=after)
    sizes = dict(board.table[0].value.itertuples(index=False))
    assert sizes["增加的范围"].startswith("192.")
    assert sizes["减少的范围"].startswith("0.00")
    assert on_map(board)["added"]
    moved = board.dataframe[-1].value
    assert moved["地块"].to_list() == ["P2"]
    assert moved["变化"].to_list() == ["划入"]


def test_fewer_than_two_versions_are_not_compared(open_empty: Open) -> None:
    assert "不足两个" in page(open_empty, view="compare").info[0].value


@pytest.mark.parametrize(
    ("at", "answer"), [("116.955,39.055", "在内"), ("116.99,39.055", "在外"), ("116.95,39.055", "在界上")]
)
def test_is_a_place_inside(open_empty: Open, store: Store, at: str, answer: str) -> None:
    signed(store)
    board = page(open_empty, view="inside", at=at)
    (said,) = [title.value for title in board.subheader]
    assert f" {answer}，距界" in said
    assert len(on_map(board)["places"]) == 1


def test_inside_is_asked_of_the_day(open_empty: Open, store: Store) -> None:
    signed(store)
    board = page(open_empty, view="inside", at="116.955,39.055", day="2026-06-01")
    assert "2026年6月1日没有有效的范围版本" in board.info[0].value


@pytest.mark.parametrize(("role", "offered"), [("viewer", False), ("officer", True)])
def test_a_table_is_read_for_who_may_upload(
    open_empty: Open, store: Store, sign_in: Callable[[str, str, str], None], role: str, offered: bool
) -> None:
    signed(store)
    sign_in("P01", "ZD", role)
    board = page(open_empty, view="inside", what="table")
    assert bool(of_type(board, "file_uploader")) is offered


def test_is_a_market_or_a_plot_inside(open_empty: Open, store: Store) -> None:
    market = {
        "code": "SC1",
        "name": "示例市场",
        "kind": "mall",
        "township": "120111101",
        "office": "ZD",
        "status": "open",
    }
    commit(store, AUTHOR.actor, "市场", [Change("markets", {**market, "point": "116.99,39.055"}), plot("P1")])
    signed(store)
    for what, address, answer in (("market", {"market": "SC1"}, "在外"), ("plot", {"plot": "P1"}, "在内")):
        board = page(open_empty, view="inside", what=what, **address)
        assert answer in board.subheader[0].value


def test_a_boundary_file_waits_in_the_address_and_becomes_a_draft(open_empty: Open, store: Store) -> None:
    feature = {"type": "Feature", "properties": {}, "geometry": json.loads(SQUARE)}
    content = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    id = take(store, AUTHOR, "范围.geojson", content, lambda _fraction, _message: None)
    assert load(store, id).asks
    board = page(open_empty, view="import", boundary=id)
    assert "没有写明坐标系" in board.info[0].value
    board = press(board, "按此坐标系读取")
    while "boundary-job" in board.query_params:
        board.run()
    assert "96.10 公顷" in shown(board)
    assert on_map(board)["areas"]
    assert style_of(board)["lang"] == "zh_CN"
    board = press(board, "生成草案")
    assert "请填写版本名称" in board.error[0].value
    next(field for field in board.text_input if field.label == "版本名称").set_value("新稿")
    board = press(board, "生成草案")
    made = read_rows(store, "gi_areas").row(0, named=True)
    assert (made["title"], made["declared_system"], made["source_name"]) == ("新稿", "WGS-84", "范围.geojson")
    assert board.query_params["version"] == made["code"]


def test_an_upload_that_is_gone_is_said(open_empty: Open) -> None:
    assert "已不存在" in page(open_empty, view="import", boundary="0" * 32).warning[0].value


def test_a_drawn_map_for_browsers_that_draw_none(open_empty: Open, store: Store) -> None:
    in_review(store)
    board = page(open_empty, drawn="1")
    assert not of_type(board, "deck_gl_json_chart")
    assert of_type(board, "image")


def test_other_versions_are_chosen_one_by_one(open_empty: Open, store: Store) -> None:
    first, second = in_review(store, title="一稿"), in_review(store, WIDER, title="二稿")
    own = in_review(store, title="三稿")
    every = page(open_empty, version=own)
    assert "A 一稿" in shown(every)
    assert "C 三稿" in shown(every)
    assert len(on_map(every)["areas"]) == 3
    one = page(open_empty, version=own, others=second)
    assert len(on_map(one)["areas"]) == 2
    assert "一稿（" not in shown(one)
    assert len(on_map(page(open_empty, version=own, others="none"))["areas"]) == 1
    turned = page(open_empty, version=second, others=f"{first};{second}")
    assert len(on_map(turned)["areas"]) == 2, "the one now looked at was a choice of another version's page"
    assert not turned.warning


def test_a_wrong_import_is_withdrawn_and_brought_back(open_empty: Open, store: Store) -> None:
    code = in_review(store, title="错图")
    board = page(open_empty, version=code)
    board = press(board, "确认撤回")
    assert "请写明撤回的理由" in board.error[0].value
    next(field for field in board.text_input if field.label == "撤回理由").set_value("导错文件")
    board = press(board, "确认撤回")
    assert read_rows(store, "gi_areas").is_empty()
    assert "撤回：错图（导错文件）" in shown(board)
    press(board, "恢复")
    assert version(store, code).state == "in_review"


def test_a_rehearsal_says_what_it_is_and_is_ended(open_empty: Open, store: Store) -> None:
    code = in_review(store, title="演练稿")
    sign_off(store, CHOSEN_SECOND, version(store, code), clock=CLOCK)
    board = page(open_empty, version=code)
    assert "演练签署" in shown(board)
    assert "演练定稿不生效" in shown(board)
    assert "已定稿" not in shown(board)
    assert "2026年11月23日没有有效的范围版本" in page(open_empty, on="2026-11-23").info[0].value
    press(page(open_empty, version=code), "结束演练")
    assert version(store, code).state == "in_review"
