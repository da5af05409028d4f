"""An officer of one unit can neither see another unit's undecided parties nor change its rows, whatever the way."""

import io
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl
import pytest
from openpyxl import load_workbook

from data.ledgers import ledger
from data.store import Change, Store, commit, count_rows, new_staged, read_access, read_rows
from services.access import desk
from services.access.identity import THE_BOARD
from services.access.privacy import HIDDEN, may_identify
from services.access.rights import MASKED, NotAllowed, Person, Sight
from services.administration.demonstration import remove_demonstration
from services.days.clock import FixedClock
from services.exchange.export import export
from services.intake.assignments import Assignment, forget, remember
from services.intake.changes import rejected_workbook
from services.intake.confirm import confirm
from services.intake.corrections import correct, withdraw
from services.intake.errors import IntakeError
from services.intake.judge import refresh
from services.intake.limits import Limits
from services.intake.read import Reading, Sheet
from services.intake.reader import read
from services.intake.stage import discard, stage
from services.intake.staged import Staged, load, waiting
from services.records.batches import attachment, batches, files, may_undo, undo
from services.records.proofs import keep_proof
from services.records.reviews import mark
from services.records.submissions import report_nothing

CLOCK = FixedClock(date(2026, 11, 23))
ZD = Person("ZD01", "signed-in", "officer", "ZD")
COLLEAGUE = Person("ZD02", "signed-in", "officer", "ZD")
FLD = Person("FLD01", "signed-in", "officer", "FLD")
VIEWER = Person("V01", "signed-in", "viewer", "FLD")
MANAGER = Person("M01", "signed-in", "manager", "IP")
REVIEWER = Person("R01", "signed-in", "reviewer", "IP")
SECRET = {"title": "欧阳锋白驼山商行案", "party": "欧阳锋", "note": "线索由欧阳锋提供"}
OPEN, DECIDED = "示例立〔2026〕1号", "示例立〔2026〕2号"
CASE = {
    "act": "trademark_sale",
    "law": "trademark",
    "right": "trademark",
    "sector": "food",
    "township": "120111100",
    "office": "ZD",
    "channel": "market",
    "source": "inspection",
    "opened_on": date(2026, 5, 29),
    **SECRET,
}
HEADER = "立案编号,案件名称,当事人,案由,适用法律,权利类型,行业,街镇,承办单位,发生渠道,案件来源,立案日期"
LINE = "{number},{title},{party},假冒专利,专利法,专利,食品,杨柳青镇,{office},线上,检查,2026-05-29"


@pytest.fixture
def kept(store: Store) -> Store:
    """A case of ZD that is not decided and one that is."""
    decided = {"decided_on": date(2026, 10, 30), "decision_number": "津西市监处罚〔2026〕1号", "outcomes": "fine"}
    commit(store, ZD.actor, "案件", [
        Change("cases", {**CASE, "number": OPEN}), Change("cases", {**CASE, **decided, "number": DECIDED}),
    ])  # fmt: skip
    return store


def id_of(store: Store, number: str = OPEN) -> int:
    return read_rows(store, "cases", where={"number": number})["id"].item()


def line(number: str = "示例立〔2026〕9号", office: str = "FLD", title: str = "甲案", party: str = "") -> str:
    return LINE.format(number=number, office=office, title=title, party=party)


def read_here(name: str, content: bytes, limits: Limits) -> Reading:
    """Reads without a process of its own, which is tried elsewhere."""
    _, sheets = read(content, name, limits)
    return Reading(tuple(Sheet(name, sheet.name, sheet.cells, sheet.hidden) for sheet in sheets))


def upload(
    store: Store, person: Person, *lines: str, office: str = "FLD", header: str = HEADER, ledger: str | None = None
) -> Staged:
    content = "\n".join([header, *lines]).encode()
    return stage(store, person, [("案件.csv", content)], clock=CLOCK, office=office, read=read_here, ledger=ledger)


def everything(frame: pl.DataFrame) -> str:
    return str(frame.to_dicts())


# Seeing


@pytest.mark.parametrize("sight", [FLD.sight, VIEWER.sight, MASKED, Sight(None, names=True, screen=True)])
def test_an_undecided_case_hides_all_that_names_anybody(kept: Store, sight: Sight) -> None:
    row = desk.rows(kept, sight, "cases", where={"number": OPEN})
    assert row.select("title", "party", "note").row(0) == (HIDDEN.zh,) * 3
    decided = everything(desk.rows(kept, sight, "cases", where={"number": DECIDED}))
    assert "欧阳" not in decided
    assert "欧＊＊" in decided


def test_who_handles_the_case_sees_it_and_names_where_asked_for(kept: Store) -> None:
    assert desk.row(kept, ZD.sight, "cases", id_of(kept))["title"] == "欧＊＊白驼山商行案"
    assert desk.row(kept, Sight(frozenset({"ZD"}), names=True), "cases", id_of(kept))["party"] == "欧阳锋"


def test_a_name_is_masked_in_a_text_also_where_its_own_column_was_not_asked_for(kept: Store) -> None:
    for columns in (("number", "title"), ("number", "note")):
        assert "欧阳" not in everything(desk.rows(kept, FLD.sight, "cases", columns=columns))


def test_each_version_in_the_history_is_masked_by_the_unit_it_belonged_to(kept: Store) -> None:
    correct(kept, MANAGER, "cases", id_of(kept), 1, {"office": "FLD"}, clock=CLOCK)
    told = desk.history(kept, FLD.sight, "cases", id_of(kept))
    assert told["title"].to_list() == [HIDDEN.zh, "欧＊＊白驼山商行案"]


@pytest.mark.parametrize(
    "text", ["欧阳锋", "欧阳", "锋", "阳锋白驼山商行", "欧阳锋白驼山商行案", "锋白驼山商行", "线索由欧阳锋"]
)
def test_what_may_not_be_read_is_not_found(kept: Store, text: str) -> None:
    for sight in (FLD.sight, VIEWER.sight, MASKED, Sight(None, screen=True)):
        assert desk.count(kept, sight, "cases", text=text) == 0
        assert desk.rows(kept, sight, "cases", text=text).is_empty()
    assert desk.count(kept, ZD.sight, "cases", text=text) == 2
    assert desk.count(kept, MANAGER.sight, "cases", text=text) == 2


def test_what_may_be_read_is_found(kept: Store) -> None:
    assert desk.rows(kept, FLD.sight, "cases", text="白驼山商行")["number"].to_list() == [DECIDED]
    assert desk.count(kept, FLD.sight, "cases", text="示例立") == 2


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("张三", True), ("欧阳小明", True), ("热合曼·买买提", True), ("John Smith", True), ("8123", True), ("商", True),
        ("", False), ("白驼山商行案", False), ("利民店", False), ("某某公司", False), ("Smith Co Ltd", False),
    ],
)  # fmt: skip
def test_what_could_be_a_part_of_a_name(text: str, may: bool) -> None:
    assert may_identify(text) is may


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("party", "title", "text"),
    [
        ("孙 悦", "孙悦销售假冒白酒案", "孙悦销售假冒"),
        ("孙悦", "孙　悦销售假冒白酒案", "孙　悦销售假冒"),
        ("周五、吴六", "吴六销售假冒白酒案", "吴六销售假冒"),
        ("郑七等3人", "郑七销售假冒白酒案", "郑七销售假冒"),
        ("经营者沈十二", "假冒案", "经营者沈十二"),
        ("利民商店（经营者：王八）", "王八假冒白酒案", "王八假冒白酒"),
        ("利民商店（经营者：王八）", "假冒案", "（经营者：王八"),
        ("买买提•艾力", "买买提·艾力假冒案", "提·艾力假冒案"),
        ("欧阳锋", "案", "刘建厂"),
    ],
)
def test_no_spelling_of_a_name_is_found(store: Store, party: str, title: str, text: str) -> None:
    decided = {"decided_on": date(2026, 10, 30), "number": DECIDED, "party": party, "title": title, "note": ""}
    commit(store, ZD.actor, "案件", [Change("cases", {**CASE, **decided})])
    for sight in (FLD.sight, MASKED, Sight(None, screen=True)):
        assert desk.count(store, sight, "cases", text=text) == 0
    assert desk.count(store, FLD.sight, "cases", text="示例立") == 1


@pytest.mark.both_databases
@pytest.mark.parametrize("text", ["销售假冒白酒", "销售假冒 白酒案", "利民商店"])
def test_what_others_may_read_of_a_case_they_find(store: Store, text: str) -> None:
    title = "利民商店销售假冒　白酒案"
    decided = {"decided_on": date(2026, 10, 30), "number": DECIDED, "party": "利民商店", "title": title, "note": ""}
    commit(store, ZD.actor, "案件", [Change("cases", {**CASE, **decided})])
    assert desk.count(store, FLD.sight, "cases", text=text) == 1


@pytest.mark.parametrize("name", ["party", "title", "note", "credit_code", "address", "point"])
def test_rows_are_not_ordered_or_chosen_by_what_may_not_be_read(kept: Store, name: str) -> None:
    for order in (name, f"-{name}"):
        with pytest.raises(NotAllowed):
            desk.rows(kept, FLD.sight, "cases", order=(order,))
    for ask in (desk.rows, desk.count):
        with pytest.raises(NotAllowed):
            ask(kept, FLD.sight, "cases", where={name: "欧阳锋"})
    assert name not in {column.name for column in desk.orderable(ledger("cases"), FLD.sight)}
    assert desk.rows(kept, MANAGER.sight, "cases", order=(name,)).height == 2


def test_an_export_masks_what_is_not_ones_own_and_is_noted_only_where_something_was_unmasked(kept: Store) -> None:
    commit(kept, FLD.actor, "案件", [Change("cases", {**CASE, "number": "3", "office": "FLD", "party": "黄药师"})])
    content = export(kept, FLD, ledger("cases"), form=".csv", mask=False, clock=CLOCK, where={"sector": ["food"]})
    text = content.decode("utf-8-sig")
    assert "欧阳锋," not in text.replace("黄药师", "")
    assert "黄药师" in text
    assert "其余已脱敏" in text
    (noted,) = read_access(kept, kinds=("exported_unmasked",)).iter_rows(named=True)
    assert noted["code"] == "FLD01"
    assert json.loads(noted["detail"]) == {
        "ledger": "cases", "rows": 1, "form": ".csv", "filters": {"sector": "['food']"},
    }  # fmt: skip
    for person, mask in ((VIEWER, False), (FLD, True)):
        text = export(kept, person, ledger("cases"), form=".csv", mask=mask, clock=CLOCK).decode("utf-8-sig")
        assert "黄药师" not in text
        assert "已脱敏" in text
    assert read_access(kept, kinds=("exported_unmasked",)).height == 1


@pytest.mark.parametrize("form", [".xlsx", ".csv", ".parquet"])
def test_a_masked_export_holds_no_address_and_no_hash(kept: Store, form: str) -> None:
    home = "西青区杨柳青镇柳口路12号3门501"
    commit(kept, ZD.actor, "案件", [Change("cases", {"address": home, "point": "117.01,39.13"}, id=id_of(kept, DECIDED),
                                         version=1)])  # fmt: skip
    proof = keep_proof(kept, MANAGER, "欧阳锋.pdf", b"%PDF-")
    record = {"number": "ZR1", "topic": "setting_up", "item": "方案", "office": "ZD", "attachment": proof.sha256}
    commit(
        kept, MANAGER.actor, "材料", [Change("zone_records", {**record, "attachment_name": proof.name})], files=[proof]
    )
    for name, secrets in (("cases", ("柳口路", "117.01", "欧阳")), ("zone_records", (proof.sha256, "欧阳"))):
        for person, mask in ((MANAGER, True), (FLD, False), (VIEWER, False)):
            content = export(kept, person, ledger(name), form=form, mask=mask, clock=CLOCK)
            text = {
                ".csv": lambda c: c.decode("utf-8-sig"),
                ".parquet": lambda c: everything(pl.read_parquet(io.BytesIO(c))),
                ".xlsx": lambda c: str([list(s.values) for s in load_workbook(io.BytesIO(c)).worksheets]),
            }[form](content)
            assert [secret for secret in secrets if secret in text] == []
    own = export(kept, MANAGER, ledger("zone_records"), form=".csv", mask=False, clock=CLOCK).decode("utf-8-sig")
    assert proof.sha256 in own


def test_the_note_of_an_export_does_not_say_whom_it_was_searched_for(kept: Store) -> None:
    export(kept, ZD, ledger("cases"), form=".csv", text="欧阳锋", mask=False, clock=CLOCK)
    detail = read_access(kept, kinds=("exported_unmasked",))["detail"].item()
    assert json.loads(detail)["rows"] == 2
    assert "欧阳" not in detail


def test_what_somebody_wrote_why_is_hidden_with_the_rows_it_is_about(kept: Store) -> None:
    correct(kept, ZD, "cases", id_of(kept), 1, {"note": ""}, clock=CLOCK, reason="欧阳锋否认")
    reasons = {name: batches(kept, person.sight, ledger_name="cases")["reason"][0] for name, person in
               (("own", ZD), ("other", FLD), ("viewer", VIEWER), ("manager", MANAGER))}  # fmt: skip
    assert reasons == {"own": "欧阳锋否认", "other": HIDDEN.zh, "viewer": HIDDEN.zh, "manager": "欧阳锋否认"}


# Changing

Act = Callable[[Store, Person], Any]
CHANGES: dict[str, Act] = {
    "correct": lambda store, who: correct(store, who, "cases", id_of(store), 1, {"note": "改"}, clock=CLOCK),
    "take over": lambda store, who: correct(store, who, "cases", id_of(store), 1, {"office": "FLD"}, clock=CLOCK),
    "withdraw": lambda store, who: withdraw(store, who, "cases", id_of(store), 1, "误录"),
    "undo": lambda store, who: undo(store, who, commit_of(store)),
    "nil report": lambda store, who: report_nothing(store, who, "ZD", "cases", "2026-11", CLOCK),
    "upload": lambda store, who: upload(store, who, line(office="ZD"), office="ZD"),
    "assignment": lambda store, who: remember(store, who, "ZD", [Assignment("cases", "header", "现状", "note")]),
}


def commit_of(store: Store) -> int:
    return read_rows(store, "cases", where={"number": OPEN})["since"].item()


@pytest.mark.parametrize("what", CHANGES)
@pytest.mark.parametrize("person", [FLD, VIEWER, REVIEWER, Person("A", "signed-in", "administrator", "IP")])
def test_others_change_nothing(kept: Store, what: str, person: Person) -> None:
    before = [count_rows(kept, name) for name in ("cases", "submissions", "assignments")]
    with pytest.raises(NotAllowed):
        CHANGES[what](kept, person)
    assert desk.row(kept, MASKED, "cases", id_of(kept))["version"] == 1
    assert [count_rows(kept, name) for name in ("cases", "submissions", "assignments")] == before


@pytest.mark.parametrize("what", [name for name in CHANGES if name != "take over"])
@pytest.mark.parametrize("person", [ZD, MANAGER, THE_BOARD])
def test_those_whose_row_it_is_may(kept: Store, what: str, person: Person) -> None:
    CHANGES[what](kept, person)


def test_an_officer_gives_no_row_away_either(kept: Store) -> None:
    with pytest.raises(NotAllowed):
        correct(kept, ZD, "cases", id_of(kept), 1, {"office": "FLD"}, clock=CLOCK)
    correct(kept, MANAGER, "cases", id_of(kept), 1, {"office": "FLD"}, clock=CLOCK)


def test_undo_needs_the_right_to_every_row_before_and_after(kept: Store) -> None:
    correct(kept, MANAGER, "cases", id_of(kept), 1, {"office": "FLD"}, clock=CLOCK)
    moved = commit_of(kept)
    for person in (ZD, FLD, VIEWER, REVIEWER):
        assert not may_undo(kept, person, moved)
        with pytest.raises(NotAllowed):
            undo(kept, person, moved)
    undo(kept, MANAGER, moved)
    assert desk.row(kept, MASKED, "cases", id_of(kept))["office"] == "ZD"


def test_an_officer_undoes_the_own_upload_with_the_months_it_reported(kept: Store) -> None:
    staged = upload(kept, FLD, line())
    number = confirm(kept, FLD, staged.id, clock=CLOCK)
    assert not may_undo(kept, ZD, number)
    undo(kept, FLD, number)
    assert count_rows(kept, "submissions") == 0


def test_the_boards_own_ledgers_are_not_written_by_hand(kept: Store) -> None:
    """Else an officer could date a late report back."""
    report_nothing(kept, ZD, "ZD", "cases", "2026-10", CLOCK)
    row = read_rows(kept, "submissions").row(0, named=True)
    for person in (ZD, MANAGER, REVIEWER):
        with pytest.raises(NotAllowed):
            correct(kept, person, "submissions", row["id"], 1, {"at": "2026-10-01 08:00"}, clock=CLOCK)
    header, late = "报送单位,台账,报送期间,报送内容,报送时间", "ZD,cases,2026-10,零报告,2026-10-01 08:00"
    staged = upload(kept, ZD, late, header=header, office="ZD", ledger="submissions")
    assert staged.errors()["rule"].to_list() == ["not_allowed"]


def test_an_assignment_is_forgotten_by_its_own_unit_only(kept: Store) -> None:
    remember(kept, ZD, "ZD", [Assignment("cases", "header", "现状", "note")])
    id = read_rows(kept, "assignments")["id"].item()
    with pytest.raises(NotAllowed):
        forget(kept, FLD, id)
    forget(kept, ZD, id)
    assert count_rows(kept, "assignments") == 0


def test_only_reviewers_check_and_only_administrators_clear_the_demonstration(kept: Store) -> None:
    for person in (ZD, FLD, VIEWER, MANAGER, Person("A", "signed-in", "administrator", "IP")):
        with pytest.raises(NotAllowed):
            mark(kept, person, commit_of(kept), CLOCK)
    mark(kept, REVIEWER, commit_of(kept), CLOCK)
    for person in (ZD, VIEWER, MANAGER, REVIEWER):
        with pytest.raises(NotAllowed):
            remove_demonstration(kept, person)


# Uploads


def test_ones_own_upload_is_offered_however_many_others_wait(kept: Store) -> None:
    own = upload(kept, ZD, line(office="ZD"), office="ZD")
    for _n in range(101):
        new_staged(kept, "ledgers", FLD.actor, {"files": ["立案.csv"], "office": "FLD", "offices": ["FLD"]})
    assert [row.id for row in waiting(kept, COLLEAGUE, 5)] == [own.id]


def test_rows_of_other_units_in_an_upload_are_errors_and_tell_nothing(kept: Store) -> None:
    """The key of another unit's case, with and without its unit, would else show what the store holds of it."""
    staged = upload(kept, FLD, line(), line(OPEN, "ZD"), line(DECIDED, "FLD"))
    errors = staged.errors()
    assert errors.select("row", "rule").rows() == [(3, "not_allowed"), (4, "not_allowed")]
    assert staged.rows("cases")["number"].to_list() == ["示例立〔2026〕9号"]
    assert "欧阳" not in everything(errors) + everything(staged.changed("cases"))
    confirm(kept, FLD, staged.id, clock=CLOCK, accept_good=True)
    assert desk.row(kept, MASKED, "cases", id_of(kept, DECIDED))["version"] == 1


def test_rules_are_not_tried_on_what_the_store_holds_of_others(kept: Store) -> None:
    staged = upload(kept, FLD, f"{DECIDED},2026-11-20", header="立案编号,立案日期", ledger="cases")
    assert staged.errors()["rule"].to_list() == ["not_allowed"]


def test_a_withdrawn_row_of_another_unit_does_not_come_back_as_ones_own(kept: Store) -> None:
    withdraw(kept, ZD, "cases", id_of(kept), 1, "误录")
    staged = upload(kept, FLD, line(OPEN))
    assert staged.errors()["rule"].to_list() == ["not_allowed"]
    assert upload(kept, ZD, line(OPEN, "ZD"), office="ZD").errors().is_empty()


def test_what_somebody_else_had_judged_is_confirmed_by_who_has_the_right_to_every_row(kept: Store) -> None:
    both = upload(kept, MANAGER, line(), line("示例立〔2026〕8号", "ZD"), office="FLD")
    for person in (FLD, ZD, VIEWER):
        with pytest.raises(NotAllowed):
            confirm(kept, person, both.id, clock=CLOCK)
    assert count_rows(kept, "cases") == 2
    confirm(kept, MANAGER, both.id, clock=CLOCK)
    assert count_rows(kept, "cases") == 4


def test_a_staged_upload_opens_for_who_staged_it_and_the_unit_where_all_is_the_units_own(kept: Store) -> None:
    own, mixed = upload(kept, ZD, line(office="ZD"), office="ZD"), upload(kept, ZD, line(), office="ZD")
    assert load(kept, ZD, own.id).id == own.id
    assert load(kept, ZD, mixed.id).id == mixed.id
    assert load(kept, COLLEAGUE, own.id).id == own.id
    assert {row.id for row in waiting(kept, ZD, 5)} == {own.id, mixed.id}
    assert {row.id for row in waiting(kept, COLLEAGUE, 5)} == {own.id}
    acts: list[Callable[[Person, str], Any]] = [
        lambda who, id: load(kept, who, id),
        lambda who, id: refresh(kept, who, id, clock=CLOCK),
        lambda who, id: discard(kept, who, id),
        lambda who, id: confirm(kept, who, id, clock=CLOCK),
        lambda who, id: rejected_workbook(kept, who, id),
    ]
    for act in acts:
        for person, id in ((FLD, own.id), (VIEWER, own.id), (COLLEAGUE, mixed.id), (FLD, mixed.id)):
            with pytest.raises(NotAllowed):
                act(person, id)
    assert waiting(kept, FLD, 5) == waiting(kept, VIEWER, 5) == []


@pytest.mark.parametrize("files", [[("a.csv", b"x")] * 41, [("a.csv", bytes(40 * 2**20))] * 3])
def test_one_upload_holds_only_so_much(kept: Store, files: list[tuple[str, bytes]]) -> None:
    """A worker reads it to its end, so it is refused before anything of it is read."""
    with pytest.raises(IntakeError, match="40 files and 100 MB"):
        stage(kept, FLD, files, clock=CLOCK, office="FLD", read=lambda *_words: pytest.fail("it was read"))
    assert waiting(kept, FLD, 5) == []


def test_the_wrong_rows_go_back_to_who_handed_them_in(kept: Store) -> None:
    staged = upload(kept, FLD, line(OPEN, "ZD", "欧阳锋案"))
    sheet = load_workbook(io.BytesIO(rejected_workbook(kept, FLD, staged.id))).worksheets[0]
    assert "不归您报送" in str(sheet.cell(2, sheet.max_column).value)


def test_an_attachment_is_for_those_who_may_see_all_that_is_in_it(kept: Store) -> None:
    """The manager's file names a row of ZD that was not written, for it stood in the store already."""
    same = upload(kept, MANAGER, line(), line("示例立〔2026〕8号", "ZD"), office="IP")
    confirm(kept, MANAGER, same.id, clock=CLOCK)
    again = upload(kept, MANAGER, line("示例立〔2026〕7号"), line("示例立〔2026〕8号", "ZD"), office="IP")
    number = confirm(kept, MANAGER, again.id, clock=CLOCK)
    sha256 = files(kept, MANAGER.sight, number)["sha256"].item()
    assert "示例立〔2026〕8号" in attachment(kept, REVIEWER, number, sha256).decode()
    for person in (FLD, ZD, VIEWER):
        assert files(kept, person.sight, number).is_empty()
        with pytest.raises(NotAllowed):
            attachment(kept, person, number, sha256)


def test_an_attachment_of_ones_own_is_open_but_not_under_anothers_number(kept: Store) -> None:
    staged = upload(kept, FLD, line())
    number = confirm(kept, FLD, staged.id, clock=CLOCK)
    sha256 = files(kept, FLD.sight, number)["sha256"].item()
    assert attachment(kept, FLD, number, sha256)
    with pytest.raises(NotAllowed):
        attachment(kept, ZD, number, sha256)
    with pytest.raises(NotAllowed):
        attachment(kept, FLD, number - 1, sha256)
