"""What the import of a boundary asks, and the repairs to choose from, on the page 沙窝萝卜."""

import re
import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

from data.store import Store, read_rows
from services.ground import geometry
from services.indication.uploads import Answers, examine, load, take
from services.indication.versions import add_version, repair_places, version
from tests.pages.reading import texts
from tests.pages.test_indication import Open, on_map, page, press
from tests.services.indication.drawing import drawn
from tests.services.indication.reviewing import AUTHOR, CLOCK, draft
from tests.services.indication.test_proposed import swapped
from tests.services.indication.test_repairs import MANY

FAULTS = Path(__file__).parents[1] / "services/indication/boundary/faults"


def taken(store: Store, name: str, content: bytes | None = None) -> str:
    return take(store, AUTHOR, name, content or (FAULTS / name).read_bytes(), lambda *_: None)


def settled(board: AppTest) -> AppTest:
    """After the job in the background has ended."""
    for _ in range(60):
        if "boundary" in board.query_params and not board.query_params.get("boundary-job"):
            return board
        time.sleep(0.5)
        board = board.run()
    return board


def test_each_layer_is_shown_and_the_ticked_one_is_read(open_empty: Open, store: Store) -> None:
    id = taken(store, "p20_two_drafts.gpkg")
    board = page(open_empty, view="import", boundary=id)
    assert [box.label.split(" · ")[0] for box in board.checkbox] == ["**一稿**", "**二稿**"]
    assert next(one for one in board.button if one.label == "读取所选图层").disabled
    board = board.checkbox[1].check().run()
    settled(press(board, "读取所选图层"))
    boundary = load(store, id).boundary
    assert boundary is not None
    assert {one.layer for one in boundary.features} == {"二稿"}


def test_how_degrees_are_written_is_asked_with_examples(open_empty: Open, store: Store) -> None:
    id = taken(store, "t19_dmsdot.xlsx")
    board = page(open_empty, view="import", boundary=id)
    (asked,) = board.radio
    assert asked.value == "seconds"
    assert "116°56′24″" in asked.options[0]
    settled(press(board, "按此写法读取"))
    assert load(store, id).answers.writing == "seconds"


def test_the_system_that_the_numbers_bear_out_is_chosen_already(open_empty: Open, store: Store) -> None:
    id = taken(store, "t06b_xn_y39_4548.xlsx")
    examine(store, AUTHOR, id, Answers("EPSG:4548"), lambda *_: None)
    board = page(open_empty, view="import", boundary=id)
    assert "第 39 带" in board.error[0].value
    (choice,) = [box for box in board.selectbox if box.label == "坐标系"]
    assert choice.value == "EPSG:4527"
    assert any("39494824" in option for option in choice.options)


def test_a_drawing_is_refused_on_the_page(open_empty: Open, store: Store) -> None:
    id = taken(store, "范围.dxf", b"  0\r\nSECTION\r\n  2\r\nHEADER\r\n")
    refusal = page(open_empty, view="import", boundary=id).error[0].value
    assert "dxf" in refusal
    assert "Shapefile" in refusal


def test_any_file_may_be_chosen_and_is_then_told(open_empty: Open) -> None:
    (uploader,) = page(open_empty, view="import").get("file_uploader")
    assert not uploader.proto.type


def test_alternatives_of_one_place_are_chosen_one_at_a_time(open_empty: Open, store: Store) -> None:
    code = add_version(store, AUTHOR, draft(swapped()), clock=CLOCK)
    [several, *_others] = repair_places(store, version(store, code))
    board = page(open_empty, version=code, repair="all")
    assert "repair" not in on_map(board)
    (choice,) = [radio for radio in board.radio if "种修法" in radio.label]
    assert choice.value == ""
    assert len(choice.options) == len(several.options) + 1
    board = choice.set_value(several.options[1].ids[0]).run()
    assert on_map(board)["repair"]
    press(board, "接受修复")
    made = read_rows(store, "gi_areas", where={"parent": code}).row(0, named=True)
    assert geometry.size(made["geometry"]).square_metres - several.options[1].after.square_metres < 1


def test_a_repair_can_be_ticked_off(open_empty: Open, store: Store) -> None:
    code = add_version(store, AUTHOR, draft(drawn(MANY)), clock=CLOCK)
    board = page(open_empty, version=code, repair="all")
    ticked = [box for box in board.checkbox if box.value]
    assert ticked
    before = next(text for text in texts(board) if "变化" in text)
    board = ticked[0].uncheck().run()
    assert not board.exception
    assert next((text for text in texts(board) if "变化" in text), "") != before


def test_ground_that_a_repair_takes_is_written_with_a_minus_and_no_hyphen(open_empty: Open, store: Store) -> None:
    code = add_version(store, AUTHOR, draft(drawn(MANY)), clock=CLOCK)
    changes = [
        round(option.change.square_metres, 1) + 0.0
        for place in repair_places(store, version(store, code))
        for option in place.options
    ]
    taken = [f"\u2212{-change:,.1f} 平方米" for change in changes if change < 0]
    assert taken
    told = "\n".join(texts(page(open_empty, version=code, repair="all")))
    assert [text for text in taken if text not in told] == []
    assert re.findall(r"-[\d,.]+ 平方米", told) == []
