"""The ledgers of patents and shows: what the intake refuses, what it only doubts, and who sees the parties."""

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import polars as pl
import pytest

from data.ledgers import ledger
from data.store import Change, Store, commit, read_rows
from services.access import desk
from services.access.identity import THE_BOARD
from services.access.rights import MASKED
from services.days.clock import FixedClock
from services.intake.confirm import confirm
from services.intake.corrections import CorrectionRefused, validated
from services.intake.outcome import How
from services.intake.parse import parse
from services.intake.stage import stage
from tests.data.store.examples import OFFICER

DAY = date(2026, 11, 23)
NAMES = (
    "patent_disputes", "campaigns", "exhibitions", "exhibition_records", "exhibition_complaints", "pilot_works"
)  # fmt: skip
SHOW = {"code": "ZH001", "name": "示例展", "venue": "示例馆", "starts_on": DAY, "ends_on": DAY, "office": "IP"}


def example(name: str) -> dict[str, str | None]:
    return {column.name: column.example or None for column in ledger(name).columns}


@pytest.mark.parametrize("name", NAMES)
def test_the_example_of_every_column_is_good_and_no_unit_owes_the_ledger(store: Store, name: str) -> None:
    commit(store, OFFICER, "展会", [Change("exhibitions", SHOW)])
    assert validated(store, ledger(name), example(name), DAY)["office"] == "ZD"
    assert ledger(name).reported_by == ()
    assert 90 <= ledger(name).order <= 99


BROKEN = [
    ("patent_disputes", {"opened_on": "2023-05-28"}, "纠纷立案早于请求"),
    ("patent_disputes", {"opened_on": "2023-06-01", "sent_on": "2023-05-31"}, "副本送达早于立案"),
    ("patent_disputes", {"closed_on": "2023-06-01"}, "须同时填写"),
    ("patent_disputes", {"outcome": "撤回"}, "须同时填写"),
    ("campaigns", {"checked": "3", "found": "1"}, "有检查结果而无专项完成日期"),
    ("exhibitions", {"ends_on": "2023-05-28"}, "闭展日期早于开展日期"),
    ("exhibition_records", {"phase": "展前展后"}, "不在可选项内"),
    ("exhibition_complaints", {"answered_at": "2023-05-29 09:29"}, "答辩早于投诉"),
    ("pilot_works", {"accepted_on": "2023-06-01"}, "验收而未完成"),
]


@pytest.mark.parametrize(("name", "changed", "message"), BROKEN)
def test_what_cannot_be_is_refused(store: Store, name: str, changed: dict[str, str], message: str) -> None:
    commit(store, OFFICER, "展会", [Change("exhibitions", SHOW)])
    with pytest.raises(CorrectionRefused) as refused:
        validated(store, ledger(name), {**example(name), **changed}, DAY)
    assert message in refused.value.text.zh


# The check digits were calculated by hand: 2·2+0·3+0·4+3·5+1·6+0·7+1·8+0·9+0·2+0·3+0·4+2·5 = 43 = 3·11 + 10 → X.
DOUBTS = [
    ("200310100002.X", "invention", set()),
    ("ZL200310100002.X", "发明", set()),
    ("ZL20031010000 2.x", "发明", set()),
    ("200310100002.9", "invention", {"patent_number_check_digit"}),
    ("200310100002", "invention", set()),
    ("200310100002.X", "design", {"patent_kind_of_its_digit"}),
    # By the PCT: 8 is an invention, 9 a utility model. 2·2+0·3+1·4+8·5+9·6+0·7+0·8+0·9+0·2+0·3+0·4+1·5 = 107 → 8.
    ("201890000001.8", "utility_model", set()),
    ("201890000001.8", "invention", {"patent_kind_of_its_digit"}),
    ("98312345.6", "design", {"patent_number_form"}),
    ("201840000001.8", "design", {"patent_number_form"}),
]


@pytest.mark.parametrize(("number", "kind", "doubted"), DOUBTS)
def test_a_patent_number_is_doubted_and_taken(store: Store, number: str, kind: str, doubted: set[str]) -> None:
    declared = ledger("patent_disputes")
    row = validated(store, declared, {**example("patent_disputes"), "patent_number": number, "patent_kind": kind}, DAY)
    frame = pl.DataFrame([row], schema_overrides={"patent_number": pl.String()})
    rules = [rule for rule in declared.rules if rule.doubt]
    assert {rule.name for rule in rules if frame.select(rule.broken().fill_null(False)).item()} == doubted


def book(*rows: dict[str, Any]) -> bytes:
    declared, workbook = ledger("patent_disputes"), openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append([column.label.zh for column in declared.columns])
    for row in rows:
        sheet.append([row.get(column.name) for column in declared.columns])
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def test_an_upload_says_what_is_doubtful_and_is_taken(store: Store) -> None:
    good, clock = {**example("patent_disputes"), "requested_on": "2023-06-02"}, FixedClock(DAY)
    wrong = {**good, "patent_number": "ZL202330999999.4"}
    staged = stage(store, THE_BOARD, [("a.xlsx", book(good, wrong))], clock=clock)
    assert staged.errors().is_empty()
    assert [note.message.zh for note in staged.notes] == [
        "第 3 行：专利号的校验位与前12位不符，照收；与专利登记簿副本或公报核对"
    ]
    confirm(store, THE_BOARD, staged.id, clock=clock)
    assert read_rows(store, "patent_disputes").height == 2


def test_the_parties_of_a_dispute_are_hidden_until_it_is_closed_and_persons_masked_after(store: Store) -> None:
    declared = ledger("patent_disputes")
    row = validated(store, declared, {**example("patent_disputes"), "respondent": "王五"}, DAY)
    open_one = {name: row[name] for name in declared.schema}
    closed = {**open_one, "requested_on": date(2023, 6, 1), "closed_on": DAY, "outcome": "mediated"}
    changes = [Change("patent_disputes", {**values, "number": key}) for key, values in (("A", open_one), ("B", closed))]
    commit(store, OFFICER, "纠纷", changes)
    seen = desk.rows(store, MASKED, "patent_disputes", order=("number",))
    assert seen["requester"].to_list() == ["未公开", "示例有限公司"]
    assert seen["respondent"].to_list() == ["未公开", "王＊"]
    assert seen["patent_number"].to_list() == ["未公开", "ZL202330999999.5"]
    assert seen["kind"].to_list() == ["adjudication", "adjudication"]


CHOSEN = [("cases", "act"), ("cases", "key_object"), ("inspections", "objects"), ("inspections", "channel")]


@pytest.mark.parametrize(("name", "column"), CHOSEN)
def test_every_spelling_of_a_choice_is_read(name: str, column: str) -> None:
    """The label in either language, and every alias."""
    declared = ledger(name).column(column)
    for choice in declared.options():
        spellings = [*choice.label.both(), *choice.aliases, choice.code]
        read = parse(declared, pl.Series(spellings), How(today=DAY))
        assert read["value"].to_list() == [choice.code] * len(spellings), read["rule"].to_list()
