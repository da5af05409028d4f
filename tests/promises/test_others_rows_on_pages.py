"""Signed in as an officer of another unit, or a viewer: no page and no address shows or changes what is not theirs."""

from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from data.store import Actor, Change, Store, commit, last_commit, read_rows
from services.access.rights import Person
from services.days.clock import FixedClock
from services.intake.stage import stage
from services.records.proofs import keep_proof
from tests.pages.reading import sent, texts

Open = Callable[..., AppTest]
SignIn = Callable[[str, str, str], None]

CLOCK = FixedClock(date(2026, 11, 23))
ZD = Person("ZD01", "signed-in", "officer", "ZD")
NUMBER, PARTY, TITLE, WHY = "示例立〔2026〕1号", "欧阳锋", "白驼山商行案", "欧阳锋否认"
CASE = {
    "number": NUMBER,
    "title": TITLE,
    "party": PARTY,
    "act": "trademark_sale",
    "law": "trademark",
    "right": "trademark",
    "sector": "food",
    "township": "120111100",
    "office": "ZD",
    "channel": "market",
    "source": "inspection",
    "opened_on": date(2026, 5, 29),
}
OTHERS = [("FLD01", "FLD", "officer"), ("V01", "ZD", "viewer"), ("A01", "IP", "administrator")]
HANDLING = [("ZD02", "ZD", "officer"), ("M01", "IP", "manager"), ("R01", "IP", "reviewer")]
ADDRESSES: dict[str, tuple[str, dict[str, str]]] = {
    "rows": ("ledgers.py", {"view": "browse", "ledger": "cases", "names": "1"}),
    "row": ("ledgers.py", {"view": "browse", "ledger": "cases", "row": "1", "names": "1"}),
    "batches": ("ledgers.py", {"view": "batches", "ledger": "cases"}),
    "cases": ("enforcement.py", {"part": "cases", "from": "2026-01-01", "as_of": "2026-11-20"}),
    "case": ("enforcement.py", {"case": NUMBER}),
    "overview": ("overview.py", {}),
}


@pytest.fixture
def kept(store: Store) -> Store:
    """One undecided case of ZD, corrected once with a reason that names its party."""
    commit(store, Actor("ZD01", "signed-in"), "案件", [Change("cases", CASE)], kind="batch")
    commit(store, Actor("ZD01", "signed-in"), WHY, [Change("cases", {"note": f"访{PARTY}"}, id=1, version=1)])
    assert read_rows(store, "cases")["id"].to_list() == [1]
    return store


def whole(board: AppTest) -> str:
    assert not board.exception
    return "\n".join(texts(board)) + sent(board) + str([widget.value for widget in board.text_input])


def button(board: AppTest, label: str) -> list[bool]:
    """Whether each button of that label can be pressed."""
    return [not one.disabled for one in board.button if one.label == label]


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("where", ADDRESSES)
@pytest.mark.parametrize("who", OTHERS)
def test_no_address_shows_others_an_undecided_case(sign_in: SignIn, open_empty: Open, where: str, who: tuple) -> None:
    sign_in(*who)
    script, address = ADDRESSES[where]
    shown = whole(open_empty(script, **address))
    assert not [secret for secret in (PARTY, TITLE, "欧阳", WHY) if secret in shown]


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("where", ["rows", "row", "cases", "case"])
@pytest.mark.parametrize("who", HANDLING)
def test_those_who_handle_it_see_it_but_not_on_a_shared_screen(
    sign_in: SignIn, open_empty: Open, where: str, who: tuple
) -> None:
    sign_in(*who)
    script, address = ADDRESSES[where]
    assert TITLE in whole(open_empty(script, **address))
    screen = whole(open_empty(script, **address, screen="1"))
    assert not [secret for secret in (PARTY, TITLE, "欧阳") if secret in screen]


SPELLINGS = {
    "孙 悦": ("孙悦销售假冒白酒案", ("孙悦", "孙 悦")),
    "周五、吴六": ("吴六等销售假冒白酒案", ("周五", "吴六")),
    "利民商店（经营者：王八）": ("王八销售假冒白酒案", ("王八",)),
    "买买提•艾力": ("买买提·艾力销售假冒白酒案", ("艾力",)),
}
HOME = "西青区杨柳青镇柳口路12号3门501"
DECIDED = {"decided_on": date(2026, 6, 30), "decision_number": "津西市监处罚〔2026〕1号", "outcomes": "fine"}


@pytest.mark.parametrize("where", ["rows", "row", "cases", "case"])
@pytest.mark.parametrize("party", SPELLINGS)
def test_no_spelling_of_a_person_and_no_home_is_shown_once_it_is_decided(
    sign_in: SignIn, open_empty: Open, store: Store, where: str, party: str
) -> None:
    title, secrets = SPELLINGS[party]
    case = {**CASE, **DECIDED, "party": party, "title": title, "address": HOME, "point": "117.0123,39.1378"}
    commit(store, Actor("ZD01", "signed-in"), "案件", [Change("cases", case)])
    script, address = ADDRESSES[where]
    for who, more in (("FLD01", {}), ("V01", {}), ("M01", {"screen": "1"})):
        office, role = {"FLD01": ("FLD", "officer"), "V01": ("ZD", "viewer"), "M01": ("IP", "manager")}[who]
        sign_in(who, office, role)
        shown = whole(open_empty(script, **address, **more))
        assert "销售假冒白酒案" in shown
        assert not [secret for secret in (*secrets, "柳口路", "117.0123") if secret in shown]


def test_a_hash_typed_into_ones_own_row_opens_nothing(sign_in: SignIn, open_empty: Open, store: Store) -> None:
    files = {}
    for number, person in enumerate((ZD, Person("FLD01", "signed-in", "officer", "FLD")), 1):
        proof = keep_proof(store, person, "材料.pdf", b"%PDF-" + person.code.encode(), person.office)
        values = {"number": f"SF{number}", "topic": "setting_up", "item": "事项", "office": person.office}
        commit(
            store, person.actor, "材料", [Change("zone_records", {**values, "attachment": proof.sha256})], files=[proof]
        )
        files[person.office] = proof.sha256
    sign_in("FLD01", "FLD", "officer")
    row = open_empty("ledgers.py", view="browse", ledger="zone_records", row="2", lang="zh_CN")
    next(one for one in row.text_input if one.label == "附件").set_value(files["ZD"])
    next(one for one in row.button if one.label == "保存更正").click().run()
    assert "不是您上传的" in row.error[0].value
    assert read_rows(store, "zone_records", where={"number": "SF2"})["attachment"].item() == files["FLD"]


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("text", [PARTY, "白驼山", TITLE])
@pytest.mark.parametrize("where", ["rows", "cases"])
def test_others_do_not_find_it_either(sign_in: SignIn, open_empty: Open, where: str, text: str) -> None:
    script, address = ADDRESSES[where]
    sign_in("FLD01", "FLD", "officer")
    assert NUMBER not in whole(open_empty(script, **address, text=text))
    sign_in("ZD02", "ZD", "officer")
    assert NUMBER in whole(open_empty(script, **address, text=text))


@pytest.mark.usefixtures("kept")
def test_an_order_by_what_is_hidden_is_not_offered(sign_in: SignIn, open_empty: Open) -> None:
    sign_in("FLD01", "FLD", "officer")
    board = open_empty("ledgers.py", view="browse", ledger="cases", sort="-party")
    assert "-party" in board.warning[0].value.replace("\\", "")
    assert NUMBER in whole(board)


@pytest.mark.parametrize("who", OTHERS)
def test_a_row_of_others_is_not_theirs_to_change(sign_in: SignIn, open_empty: Open, kept: Store, who: tuple) -> None:
    address, before = {"view": "browse", "ledger": "cases", "row": "1", "lang": "zh_CN"}, last_commit(kept, "cases")
    sign_in("ZD02", "ZD", "officer")
    row = open_empty("ledgers.py", **address)
    assert button(row, "保存更正") == [True]
    # The page was drawn for one person, the button is pressed by another: rights are asked for anew.
    sign_in(*who)
    next(one for one in row.text_input if one.label == "案件名称").set_value("另一案")
    next(one for one in row.button if one.label == "保存更正").click().run()
    assert "无权" in row.error[0].value
    assert button(row, "保存更正") == [False]
    assert last_commit(kept, "cases") == before


def test_a_batch_of_others_is_not_theirs_to_undo_or_check(sign_in: SignIn, open_empty: Open, kept: Store) -> None:
    sign_in("FLD01", "FLD", "officer")
    before = last_commit(kept)
    board = open_empty("ledgers.py", view="batches", ledger="cases", lang="zh_CN")
    next(one for one in board.button if "标记为已核" in one.label).click().run()
    assert "无权" in board.error[0].value
    next(one for one in board.button if one.label.startswith("撤销批次")).click().run()
    while "job" in board.query_params:
        board.run()
    assert "无权" in board.error[0].value
    assert last_commit(kept) == before


def test_a_staged_upload_of_others_is_not_opened_by_its_address(sign_in: SignIn, open_empty: Open, kept: Store) -> None:
    content = f"立案编号,案件名称,承办单位\n{NUMBER},{TITLE},执法支队".encode()
    id = stage(kept, ZD, [("案件.csv", content)], clock=CLOCK, office="ZD").id
    sign_in("FLD01", "FLD", "officer")
    board = open_empty("ledgers.py", view="upload", staged=id, lang="zh_CN")
    assert "不能查看" in board.warning[0].value
    assert "staged" not in board.query_params
    assert "案件.csv" not in whole(board)
    sign_in("ZD02", "ZD", "officer")
    assert "案件.csv" in whole(open_empty("ledgers.py", view="upload", staged=id)).replace("\\", "")


def test_an_officer_hands_in_for_the_own_unit_only(sign_in: SignIn, open_empty: Open) -> None:
    sign_in("FLD01", "FLD", "officer")
    board = open_empty("ledgers.py", view="upload", lang="zh_CN")
    (unit,) = [box for box in board.selectbox if box.label == "报送单位"]
    assert len(unit.options) == 1
    status = open_empty("ledgers.py", unit="TJ", lang="zh_CN")
    nil_reports = [one for one in status.button if "零报告" in one.label]
    assert nil_reports
    assert all(one.disabled for one in nil_reports)


def test_a_viewer_reads_and_is_told_so_where_the_address_asks_for_an_upload(sign_in: SignIn, open_empty: Open) -> None:
    sign_in("V01", "ZD", "viewer")
    board = open_empty("ledgers.py", view="upload", lang="en")
    assert "hands in nothing" in board.warning[0].value
    assert not board.file_uploader
    assert "Rows" in texts(board)
    assert "Upload" not in texts(board)
