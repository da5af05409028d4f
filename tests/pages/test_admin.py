"""The page Administration: settings made and undone, units, accounts, who signed in and who took data out."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data.registry import read
from data.store import SYSTEM, Change, Store, calendar_for, commit, count_rows, log_access, read_credential, read_rows
from data.texts import LANGUAGES
from services.access.accounts.passwords import fits
from services.access.accounts.people import Wanted, add
from services.access.accounts.tokens import digest
from services.access.identity import THE_BOARD
from tests.pages.reading import texts

Open = Callable[..., AppTest]
SignIn = Callable[[str, str, str], None]
TODAY = date(2026, 11, 23)


def shown(board: AppTest) -> str:
    return "\n".join(texts(board)).replace("\\", "")


def press(board: AppTest, label: str) -> AppTest:
    return next(button for button in board.button if label in button.label).click().run()


def fill(board: AppTest, **given: str | int) -> None:
    """Types into the inputs whose keys name these parts."""
    for name, text in given.items():
        keyed([*board.text_input, *board.text_area, *board.number_input], f"-{name}:").set_value(text)


def keyed(widgets: Iterable[Any], part: str) -> Any:
    """The widget whose key holds this part."""
    return next(one for one in widgets if part in (one.key or ""))


def answered(board: AppTest) -> str:
    assert not board.exception
    return (board.success or board.error)[0].value.replace("\\", "")


def test_a_setting_is_made_shown_and_undone(open_empty: Open, store: Store) -> None:
    board = open_empty("admin.py", lang="zh_CN", admin="settings", registry="reporting", entry="monthly")
    assert "尚未自定" in shown(board)
    fill(board, due_day=5, why="局务会")
    assert "自 2026-11-23 起生效" in answered(press(board, "保存设置"))
    assert read("reporting")["monthly"]["due_day"] == 5
    assert "月报——次月几日前（含）：5" in shown(board)
    assert "随版本发来：10" in shown(board)
    assert "系统，2026年11月23日" in shown(board)
    assert "局务会" in shown(board)
    assert "撤销" in answered(press(board, "撤销批次"))
    assert read("reporting")["monthly"]["due_day"] == 10
    assert "尚未自定" in shown(board)


def test_a_dated_setting_is_still_to_come(open_empty: Open) -> None:
    board = open_empty("admin.py", lang="en", admin="settings", registry="sectors", entry="food")
    fill(board, **{"label.zh": "食品类", "why": "板式调整"})
    board.date_input[0].set_value(date(2026, 12, 1))
    assert "holds from 2026-12-01" in answered(press(board, "Save the setting"))
    assert read("sectors")["food"]["label"]["zh"] == "食品"
    assert "Still to come" in shown(board)


def test_what_is_refused_says_why(open_empty: Open, store: Store) -> None:
    board = open_empty("admin.py", lang="zh_CN", admin="settings", registry="holidays", entry="2027")
    fill(board, off="2027-02-30", why="通知")
    assert "“2027-02-30”不是日期" in answered(press(board, "保存设置"))
    fill(board, off="2027年1月1日", why="")
    assert answered(press(board, "保存设置")) == "请写明理由"
    assert count_rows(store, "settings") == 0


def test_an_entry_is_added(open_empty: Open) -> None:
    board = press(open_empty("admin.py", lang="zh_CN", admin="settings", registry="sectors"), "新增一项")
    fill(board, code="toys", **{"label.zh": "玩具", "label.en": "Toys", "aliases": "儿童玩具", "why": "新增行业"})
    press(board, "保存设置")
    assert read("sectors")["toys"]["aliases"] == ["儿童玩具"]
    assert board.query_params["entry"] == "toys"


def test_a_file_written_by_hand_is_named(open_empty: Open, store: Store) -> None:
    (store.folder / "registry").mkdir()
    (store.folder / "registry" / "map.toml").write_text(
        '[approval_number]\nvalue = "津S(2026)001号"\n', encoding="utf-8"
    )
    board = open_empty("admin.py", lang="zh_CN", admin="settings", registry="map")
    assert "手工文件" in shown(board)
    assert "审图号——内容：津S(2026)001号" in shown(board)


def test_a_unit_is_added_renamed_and_withdrawn(open_empty: Open, store: Store) -> None:
    board = open_empty("admin.py", lang="zh_CN", admin="units")
    fill(board, code="YLQ", name="杨柳青市场监管所", short_name="杨柳青所")
    keyed(board.selectbox, "-kind:").select("office")
    keyed(board.multiselect, "-townships:").select("120111101")
    assert answered(press(board, "新增此单位")) == "单位已新增。"
    fill(board, name="示例市场监管所", short_name="示例所")
    press(board, "保存变更")
    row = read_rows(store, "offices", where={"code": "YLQ"}).row(0, named=True)
    assert (row["name"], row["former_names"], row["townships"]) == (
        "示例市场监管所",
        "杨柳青市场监管所;杨柳青所",
        "120111101",
    )
    keyed(board.text_input, "withdraw-unit-why").set_value("撤并")
    next(one for one in board.button if one.label == "作废").click().run()
    assert answered(board) == "单位已作废。"
    assert count_rows(store, "offices", where={"code": "YLQ"}) == 0


def test_a_unit_with_rows_is_not_withdrawn(open_empty: Open, store: Store) -> None:
    commit(store, SYSTEM, "人员", [Change("people", {"code": "P1", "name": "示例甲", "office": "FG", "active": True})])
    board = open_empty("admin.py", lang="zh_CN", admin="units", chosen_unit="FG")
    assert "该单位还有数据，不能作废：人员 1" in shown(board)
    assert not [one for one in board.button if one.label == "作废"]


def test_accounts_before_there_are_any(open_empty: Open, store: Store) -> None:
    add(store, THE_BOARD, Wanted("GL01", "示例甲", "IP", "administrator"))
    board = open_empty("admin.py", lang="zh_CN", admin="people", person="GL01")
    assert "看板还没有账号" in shown(board)
    assert "尚无口令" in shown(board)
    keyed(board.selectbox, "-role:").select("manager")
    assert "最后一个在岗的管理员" in answered(press(board, "保存变更"))
    assert read_rows(store, "people")["role"].item() == "administrator"


def test_an_account_is_opened_and_its_password_shown_once(open_empty: Open, store: Store, sign_in: SignIn) -> None:
    sign_in("GL01", "IP", "administrator")
    board = open_empty("admin.py", lang="zh_CN", admin="people")
    fill(board, code="ZD01", name="示例乙")
    keyed(board.selectbox, "-office:").select("ZD")
    keyed(board.selectbox, "-role:").select("officer")
    assert answered(press(board, "开通此账号")) == "账号 ZD01 已开通。"
    assert "**ZD01** 的初始口令" in shown(board)
    password = board.code[-1].value
    assert password_lets_in(store, "ZD01", password)
    assert read_rows(store, "people", where={"code": "ZD01"})["role"].item() == "officer"
    board.run()
    assert password not in shown(board)
    assert answered(press(board, "重设初始口令")).startswith("口令已重设")
    assert not password_lets_in(store, "ZD01", password)
    assert answered(press(board, "停用 ZD01")) == "账号已停用，其会话已全部结束。"
    assert answered(press(board, "启用")) == "账号已重新启用。"


def password_lets_in(store: Store, code: str, password: str) -> bool:
    credential = read_credential(store, code)
    return fits(credential.hash if credential else None, password)


def test_one_gives_up_ones_own_role_only_on_purpose(open_empty: Open, store: Store, sign_in: SignIn) -> None:
    sign_in("GL02", "IP", "administrator")
    sign_in("GL01", "IP", "administrator")
    board = open_empty("admin.py", lang="zh_CN", admin="people", person="GL01")
    keyed(board.selectbox, "-role:").select("viewer")
    assert "取消自己的管理员权限" in answered(press(board, "保存变更"))
    board.checkbox[0].check()
    press(board, "保存变更")
    assert read_rows(store, "people", where={"code": "GL01"})["role"].item() == "viewer"
    assert "登录已结束" in board.error[0].value


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", ["viewer", "officer", "reviewer", "manager"])
def test_others_get_a_sentence(open_empty: Open, sign_in: SignIn, role: str, language: str) -> None:
    sign_in("QT01", "IP", role)
    board = open_empty("admin.py", lang=language, admin="people")
    assert not board.exception
    assert [info.value for info in board.info] == [
        {
            "zh_CN": "本页仅供管理员使用。需要变更账号、单位或设置的，请联系管理员。",
            "en": "This page is for administrators. If you need to change something here, ask one of them.",
        }[language]
    ]
    assert not board.dataframe


def test_sign_ins_and_refusals_are_listed_and_filtered(open_empty: Open, store: Store) -> None:
    commit(store, SYSTEM, "人员", [Change("people", {"code": "P1", "name": "示例甲", "office": "FG", "active": True})])
    log_access(store, "signed_in", "P1", address="10.0.0.7", detail={"by": "password"})
    log_access(store, "refused", "", address="10.0.0.8", detail={"why": "=cmd()"})
    board = open_empty("admin.py", lang="zh_CN", admin="access")
    rows = board.dataframe[0].value
    assert rows["事项"].to_list() == ["拒绝", "登录"]
    assert rows["人员"].to_list()[1] == "示例甲 P1"
    board = open_empty("admin.py", lang="zh_CN", admin="access", who="P1", logged_from="2026-11-23")
    assert len(board.dataframe[0].value) == 1
    board = open_empty("admin.py", lang="zh_CN", admin="access", logged_to="2026-11-22")
    assert "没有符合筛选条件的记录" in shown(board)


def test_unmasked_exports_are_listed(open_empty: Open, store: Store) -> None:
    log_access(store, "exported_unmasked", "system", detail={"ledger": "cases", "rows": 3})
    rows = open_empty("admin.py", lang="en", admin="access", log="exports").dataframe[0].value
    assert rows.drop(columns="When").to_dict("records") == [
        {"Person": "the system", "Ledger": "Cases", "Number of rows": 3}
    ]


def test_a_calendars_address_is_shown_once_and_void_when_revoked(open_empty: Open, store: Store) -> None:
    board = open_empty("admin.py", lang="zh_CN", admin="calendars")
    keyed(board.button, "calendar-IP:").click().run()
    assert "已生成新地址" in answered(board)
    (address,) = [one.value for one in board.code if "/calendar/" in one.value]
    token = address.rpartition("/")[2].removesuffix(".ics")
    assert address.endswith(f"/calendar/{token}.ics")
    assert calendar_for(store, digest(token)) == "IP"
    assert token not in shown(board.run()), "the next run forgets it"
    assert not [one for one in board.code if token in one.value]
    keyed(board.button, "calendar-off-IP:").click().run()
    assert "已停用" in answered(board)
    assert calendar_for(store, digest(token)) is None
