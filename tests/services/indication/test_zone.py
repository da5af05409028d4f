"""The application for the zone: its stage, conditions, evidence and yearly summaries."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from data.store import Change, Store, commit, get_attachment, read_rows
from data.store.errors import Conflict, StoreError
from services.access.rights import NotAllowed
from services.indication.industry import least_share, shares, shares_of
from services.indication.versions import SourceFile
from services.indication.zone import attach_evidence, enter_stage, zone
from services.records.proofs import ProofRefused
from tests.services.indication.reviewing import AUTHOR, CLOCK, OFFICER, VIEWER

TODAY = date(2026, 11, 23)
SHA = "0" * 64


def record(topic: str, item: str = "示例事项", **more: Any) -> Change:
    return Change("zone_records", {"topic": topic, "item": item, "office": "IP", **more})


def put(store: Store, *changes: Change) -> None:
    commit(store, AUTHOR.actor, "示范区", changes)


def test_without_records_the_stage_is_the_first(store: Store) -> None:
    found = zone(store, date(2023, 6, 1))
    assert found.stage.label.zh == "申报"
    assert [stage.state for stage in found.stages] == ["current", *["ahead"] * 9]
    assert [stage.label.zh for stage in found.stages] == [
        "申报", "省级推荐", "综合评审", "公示（筹建前）", "筹建", "验收自查", "验收评估", "综合评定", "公示（认定前）",
        "成效复核",
    ]  # fmt: skip
    assert found.summaries == ()
    assert found.applicant.zh == "区人民政府"


def test_the_furthest_stage_that_has_begun_is_the_current_one(store: Store) -> None:
    put(
        store,
        record("recommended", begun=date(2024, 5, 1)),
        record("setting_up", begun=date(2025, 3, 15)),
        record("self_check", begun=date(2028, 3, 1)),
    )
    assert zone(store, date(2024, 4, 30)).stage.code == "applying"
    assert zone(store, date(2025, 3, 14)).stage.code == "recommended"
    found = zone(store, TODAY)
    assert (found.stage.code, found.stage.begun) == ("setting_up", date(2025, 3, 15))
    assert [stage.state for stage in found.stages[:6]] == ["passed"] * 4 + ["current", "ahead"]
    assert [stage.begun for stage in found.stages[:3]] == [None, date(2024, 5, 1), None]


def test_a_summary_is_due_on_the_last_day_of_every_year_of_the_set_up(store: Store) -> None:
    put(
        store,
        record("setting_up", begun=date(2024, 3, 15)),
        record("yearly_summary", "2024 年度总结", due=date(2024, 12, 31), done=date(2024, 12, 20)),
        record("yearly_summary", "2026 年度总结", due=date(2026, 12, 31), attachment=SHA),
    )
    found = zone(store, date(2026, 12, 28)).summaries
    # Three years from 15 March 2024 hold three last days of a year.
    assert [(one.year, one.due, one.done, one.light.code) for one in found] == [
        (2024, date(2024, 12, 31), date(2024, 12, 20), "done"),
        (2025, date(2025, 12, 31), None, "red"),
        (2026, date(2026, 12, 31), None, "blue"),
    ]
    assert found[1].number is None


def test_topics_count_items_proofs_and_the_gravest_light(store: Store) -> None:
    put(
        store,
        record("quality", "抽检", due=date(2026, 11, 1)),
        record("quality", "标准", due=date(2026, 11, 1), done=date(2026, 10, 1), attachment=SHA),
        record("quality", "培训", due=date(2027, 6, 1)),
        record("publicity", "宣传", due=date(2026, 12, 20), attachment=SHA),
    )
    found = {topic.code: topic for topic in zone(store, TODAY).topics}
    assert len(found) == 8
    quality = found["quality"]
    assert (quality.items, quality.done, quality.proved, quality.light and quality.light.code) == (3, 1, 1, "red")
    publicity, brand = found["publicity"], found["brand"]
    assert (publicity.light and publicity.light.code, publicity.proved, publicity.items) == ("blue", 1, 1)
    assert (brand.light, brand.items) == (None, 0)
    assert zone(store, TODAY).records["topic"].to_list() == ["publicity", "quality", "quality", "quality"]


def test_the_first_condition_counts_three_years_from_the_announcement(store: Store) -> None:
    def first(today: date) -> tuple[Any, ...]:
        one = zone(store, today).conditions[0]
        return one.met, one.gap.zh if one.gap else None

    assert first(TODAY) == (None, "未录入有效权利的公告日期")
    right = {"code": "Q1", "product": "示例萝卜", "system": "gi_product", "announced_on": date(2024, 2, 29)}
    put(store, Change("gi_rights", {**right, "status": "applied"}))
    assert first(TODAY)[0] is None
    put(store, Change("gi_rights", {**right, "code": "Q2", "status": "in_force"}))
    # 29 February 2024 and three years: there is none in 2027, so 1 March, 98 days from 23 November 2026.
    assert first(TODAY) == (False, "2027-03-01 满期，还差 98 天")
    assert first(date(2027, 3, 1)) == (True, None)


def test_the_second_condition_needs_both_shares(store: Store) -> None:
    year = {"season": "2025-2026", "source": "示例", "counted_on": date(2026, 5, 1)}
    second = zone(store, TODAY).conditions[1]
    assert (second.value, second.met) == (None, None)
    assert second.gap is not None
    assert second.gap.zh == "用标主体占生产者的比例尚无数据；用标主体产值占产业总产值的比例尚无数据"
    put(store, Change("gi_years", {**year, "producers": 500, "users": 300}))
    second = zone(store, TODAY).conditions[1]
    assert (second.met, second.value.zh if second.value else "") == (None, "用标主体占生产者的比例 60.0%")
    newer = {**year, "season": "2026-2027", "output_value": Decimal(1000), "users_output_value": Decimal("599.99")}
    put(store, Change("gi_years", {**newer, "producers": 500, "users": 300}))
    second = zone(store, TODAY).conditions[1]
    assert second.met is False
    assert second.gap is not None
    assert second.gap.zh == "用标主体产值占产业总产值的比例低于 60.0%"


def test_shares_are_exact_and_without_data_nothing(store: Store) -> None:
    least = Decimal("0.6")
    producers, value = shares_of({"users": 3, "producers": 5, "output_value": Decimal(0)}, least)
    assert (producers.value, producers.met) == (Decimal("0.6"), True)
    assert (value.value, value.met) == (None, None)
    assert shares_of({"users": 599, "producers": 1000}, least)[0].met is False
    assert [one.value for one in shares(store)] == [None, None]
    assert least_share() == least


def test_other_conditions_are_met_when_an_item_is_done_and_proved(store: Store) -> None:
    def fourth() -> tuple[Any, ...]:
        one = zone(store, TODAY).conditions[3]
        return one.met, one.gap.zh if one.gap else None, one.proof

    assert fourth() == (None, "没有登记；缺证明文件", None)
    put(store, record("policy_support", proof="示例文件", done=date(2026, 1, 1), value="每年安排资金"))
    assert fourth() == (None, "缺证明文件", "示例文件")
    row = read_rows(store, "zone_records").row(0, named=True)
    attach_evidence(store, OFFICER, row["id"], row["version"], SourceFile("证明.pdf", b"%PDF-1.7", "text/html"))
    assert fourth() == (True, None, "示例文件")
    kept = read_rows(store, "zone_records").row(0, named=True)
    assert (kept["attachment_name"], get_attachment(store, kept["attachment"])) == ("证明.pdf", b"%PDF-1.7")
    with pytest.raises(Conflict):
        attach_evidence(store, OFFICER, row["id"], row["version"], SourceFile("二.pdf", b"%PDF-2"))
    with pytest.raises(ProofRefused):
        attach_evidence(store, OFFICER, row["id"], kept["version"], SourceFile("脚本.html", b"<script>"))
    with pytest.raises(NotAllowed):
        attach_evidence(store, VIEWER, row["id"], kept["version"], SourceFile("二.pdf", b"%PDF-2"))


def test_a_stage_is_entered_once_and_its_day_can_be_mended(store: Store) -> None:
    enter_stage(store, OFFICER, "recommended", date(2026, 3, 1), "示例函〔2026〕1号", clock=CLOCK)
    enter_stage(store, OFFICER, "recommended", date(2026, 3, 2), clock=CLOCK)
    row = read_rows(store, "zone_records").row(0, named=True)
    assert (row["topic"], row["item"], row["begun"], row["proof"]) == (
        "recommended", "省级推荐", date(2026, 3, 2), "示例函〔2026〕1号",
    )  # fmt: skip
    assert zone(store, TODAY).stage.code == "recommended"
    assert read_rows(store, "zone_records").height == 1


@pytest.mark.parametrize(
    ("code", "day"),
    [
        ("announced", date(2026, 11, 24)),
        ("applying", date(2026, 3, 2)),
        ("announced", date(2026, 2, 28)),
        ("publicity", date(2026, 3, 1)),
    ],
    ids=["in the future", "after a later stage", "before an earlier stage", "no stage"],
)
def test_a_stage_out_of_order_is_refused(store: Store, code: str, day: date) -> None:
    enter_stage(store, OFFICER, "recommended", date(2026, 3, 1), clock=CLOCK)
    with pytest.raises(StoreError):
        enter_stage(store, OFFICER, code, day, clock=CLOCK)
    with pytest.raises(NotAllowed):
        enter_stage(store, VIEWER, "announced", date(2026, 4, 1), clock=CLOCK)
    assert read_rows(store, "zone_records").height == 1
