"""The ledgers of standardised markets: what the intake refuses, and that a proof's hash survives a round trip."""

from datetime import date

import pytest

from data.ledgers import ledger
from data.ledgers.columns import Kind
from data.store import Change, Store, commit, put_attachment, read_rows
from services.access.identity import THE_BOARD
from services.cultivation.records import LEDGERS, STEPS
from services.days.clock import FixedClock
from services.exchange.export import export
from services.intake.corrections import CorrectionRefused, validated
from services.intake.stage import stage
from services.intake.staged import Counts
from tests.data.store.examples import OFFICER, market

DAY = date(2026, 11, 23)
AT = {"market": "SC001", "office": "ZD"}
ASSESSED = {**AT, "assessed_on": date(2026, 5, 4), "kind": "self", "channel": "offline", "criterion": "system"}


@pytest.fixture(autouse=True)
def register(store: Store) -> None:
    commit(store, OFFICER, "市场", [market()])


@pytest.mark.parametrize("name", [*LEDGERS, *STEPS])
def test_every_ledger_belongs_to_a_market_and_a_unit(name: str) -> None:
    declared = ledger(name)
    assert declared.column("market").refers_to == "markets"
    assert declared.column("office").refers_to == "offices"
    assert declared.reported_by == (), "no unit owes these every month"


@pytest.mark.parametrize("form", [".xlsx", ".csv"])
def test_a_proof_survives_export_and_import(store: Store, form: str) -> None:
    proof = put_attachment(store, b"%PDF-1.4", "制度.pdf")
    commit(store, OFFICER, "评价", [Change("assessments", {**ASSESSED, "points": 12.5, "proof": proof.sha256})])
    clock = FixedClock(DAY)
    content = export(store, THE_BOARD, ledger("assessments"), form=form, mask=False, clock=clock)
    staged = stage(store, THE_BOARD, [(f"a{form}", content)], clock=clock)
    assert staged.errors().rows() == []
    assert staged.counts == {"assessments": Counts(same=1)}
    assert read_rows(store, "assessments")["proof"].to_list() == [proof.sha256]


BROKEN = [
    ("assessments", {"points": "20.5"}, "得分高于该指标满分"),
    ("assessments", {"points": "12", "proof": "制度.pdf"}, "不是附件编号"),
    ("assessments", {"points": "12", "criterion": "好评"}, "不在可选项内"),
    ("commitments", {"signed_on": "2026-05-04", "valid_to": "2026-05-03"}, "承诺有效期早于签订日期"),
    ("compensations", {"kind": "资金缴存", "days_to_pay": "3"}, "资金缴存不填赔付用时"),
    ("self_inspections", {"found": "1", "mended": "2"}, "整改完成数大于发现问题数"),
    ("stage_entries", {"entered": "2026-05-04", "valid_to": "2026-05-03"}, "称号有效期早于进入日期"),
    ("milestones", {"begins": "2026-05-05", "due": "2026-05-04"}, "节点开始日期晚于期限"),
    ("joint_punishments", {"punished_on": "2026-05-05", "ends_on": "2026-05-04"}, "惩戒截止早于决定"),
]


@pytest.mark.parametrize(("name", "changed", "message"), BROKEN)
def test_what_cannot_be_is_refused(store: Store, name: str, changed: dict[str, str], message: str) -> None:
    declared = ledger(name)
    good: dict[str, str | None] = {column.name: column.example or None for column in declared.columns}
    good |= {"market": "SC001", "office": "ZD"}
    assert validated(store, declared, good, DAY)["market"] == "SC001"
    with pytest.raises(CorrectionRefused) as refused:
        validated(store, declared, {**good, **changed}, DAY)
    assert message in refused.value.text.zh


def test_files_are_the_only_attachments() -> None:
    proofs = {name: [c.name for c in ledger(name).columns if c.kind is Kind.ATTACHMENT] for name in (*LEDGERS, *STEPS)}
    assert {name for name, columns in proofs.items() if not columns} == {"cultivation"}
