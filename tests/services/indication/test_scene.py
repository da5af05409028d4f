"""What stands on the review map: plots, users in the middle of theirs, samples, cases counted by township."""

from datetime import date
from typing import Any

import polars as pl
import pytest

from data.ledgers.cases import GI_ACTS
from data.store import SYSTEM, Change, Store, commit, read_rows
from services.access.rights import Sight
from services.indication import scene
from services.indication.colourings import coloured
from tests.services.indication.reviewing import SQUARE, plot, user

SEASON = ("2026-2027",)
CASE = {
    "title": "示例案", "party": "示例店", "law": "trademark", "sector": "food", "office": "ZD", "channel": "shop",
    "source": "inspection", "township": "120111102",
}  # fmt: skip

COMPLAINT = {
    "channel": "12315", "kind": "complaint", "township": "120111102", "office": "ZD", "sector": "food",
}  # fmt: skip


def grown(store: Store) -> None:
    user(store)
    commit(store, SYSTEM, "地块", [
        plot("P1", user="YB001", point="116.95,39.05", kind="arch"), plot("P2", user="YB001", point="116.97,39.05"),
        plot("P3", geometry=SQUARE, point=None), plot("P1", season="2025-2026"),
    ])  # fmt: skip


def test_plots_of_the_seasons_have_a_place_each(store: Store) -> None:
    grown(store)
    rows = scene.plots(store, SEASON)
    assert rows["code"].to_list() == ["P1", "P2", "P3"]
    assert rows.filter(code="P1").select("longitude", "latitude").row(0) == (116.95, 39.05)
    assert 116.95 < rows.filter(code="P3")["longitude"][0] < 116.96
    assert scene.plots(store, (*SEASON, "2025-2026")).height == 4
    assert scene.plots(store, ()).is_empty()


def test_a_user_stands_in_the_middle_of_the_plots(store: Store) -> None:
    grown(store)
    (row,) = scene.mark_users(store, SEASON).to_dicts()
    assert (row["code"], row["plots"], round(row["longitude"], 6), row["latitude"]) == ("YB001", 2, 116.96, 39.05)


def test_a_sample_stands_at_its_place_its_plot_or_its_user(store: Store) -> None:
    grown(store)

    def sample(number: str, verdict: str = "passed", parameter: str = "甲", **more: object) -> Change:
        values = {"number": number, "parameter": parameter, "taken_on": date(2026, 11, 1), "verdict": verdict}
        return Change("gi_samples", {**values, **more})

    commit(store, SYSTEM, "抽样", [
        sample("C1", user="YB001", point="116.9,39.0"), sample("C2", plot="P2"), sample("C3", user="YB001"),
        sample("C4", "passed", plot="P1"), sample("C4", "failed", "乙", plot="P1"),
        sample("C5", plot="P1", taken_on=date(2026, 5, 1)), sample("C6", plot="P1", taken_on=date(2026, 11, 20)),
    ])  # fmt: skip
    rows = {row["code"]: row for row in scene.samples(store, SEASON, date(2026, 11, 15)).to_dicts()}
    assert {code: round(row["longitude"], 6) for code, row in rows.items()} == {
        "C1": 116.9, "C2": 116.97, "C3": 116.96, "C4": 116.95
    }  # fmt: skip
    assert (rows["C4"]["verdict"], rows["C4"]["failed"]) == ("failed", ["乙"])


def test_cases_are_counted_by_township_and_only_those_of_the_indication(store: Store) -> None:
    def case(number: str, right: str, act: str, day: date) -> Change:
        return Change("cases", {**CASE, "number": number, "right": right, "act": act, "opened_on": day})

    commit(store, SYSTEM, "案件", [
        case("A1", "gi", "other", date(2026, 8, 1)), case("A2", "trademark", "gi_misuse", date(2026, 9, 1)),
        case("A3", "trademark", "other", date(2026, 9, 1)), case("A4", "gi", "other", date(2026, 6, 1)),
    ])  # fmt: skip
    (row,) = scene.incidents(store, date(2026, 7, 1), date(2026, 11, 23)).to_dicts()
    assert (row["name"], row["cases"], row["complaints"]) == ("辛口镇", 2, 0)
    assert set(row) == {"code", "name", "cases", "complaints", "longitude", "latitude"}


@pytest.mark.parametrize("act", [act.code for act in GI_ACTS])
def test_a_case_of_any_act_against_an_indication_is_about_one(store: Store, act: str) -> None:
    case = {**CASE, "number": "A1", "right": "none", "act": act, "opened_on": date(2026, 8, 1)}
    commit(store, SYSTEM, "案件", [Change("cases", case)])
    assert scene.incidents(store, date(2026, 7, 1), date(2026, 11, 23))["cases"].to_list() == [1]


@pytest.mark.both_databases
def test_only_what_concerns_the_indication_is_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three cases of the indication among many others, one of them of long ago; a complaint led to each, one to
    another. The rows that leave the store are those of the days and the indication, not all that it holds."""

    def case(number: str, right: str, day: date, act: str = "other") -> Change:
        return Change("cases", {**CASE, "number": number, "right": right, "act": act, "opened_on": day})

    def complaint(number: str, about: str | None) -> Change:
        return Change("complaints", {**COMPLAINT, "number": number, "case": about, "received_on": date(2026, 9, 1)})

    others = [case(f"B{n}", "trademark", date(2026, 8, 1)) for n in range(300)]
    commit(store, SYSTEM, "案件", [
        *others, case("A1", "gi", date(2026, 8, 1)), case("A2", "gi", date(2026, 9, 1), "gi_misuse"),
        case("A3", "gi", date(2024, 9, 1)),
    ])  # fmt: skip
    commit(store, SYSTEM, "投诉", [complaint(f"T{n}", code) for n, code in enumerate(("A1", "A3", "B1", None))])
    read: list[int] = []

    def counting(*arguments: Any, **options: Any) -> pl.DataFrame:
        found = read_rows(*arguments, **options)
        read.append(found.height)
        return found

    monkeypatch.setattr("services.indication.scene.read_rows", counting)
    (row,) = scene.incidents(store, date(2026, 7, 1), date(2026, 11, 23)).to_dicts()
    assert (row["cases"], row["complaints"]) == (2, 2)
    assert sum(read) < 15


def test_names_on_a_shared_screen_are_masked(store: Store) -> None:
    user(store)
    assert scene.user_names(store, Sight(None)) == {"YB001": "示例合作社YB001"}
    assert scene.user_names(store, Sight(None, screen=True))["YB001"] != "示例合作社YB001"


def test_plots_are_coloured_by_class_and_the_rest_is_grey(store: Store) -> None:
    grown(store)
    rows = scene.plots(store, SEASON)
    by_kind = coloured(rows, "kind", {}, "zh_CN", "light")
    assert by_kind.words == ("塑料大棚", "日光温室", "日光温室")
    assert [text for text, _colour in by_kind.legend] == ["日光温室", "塑料大棚"]
    by_user = coloured(rows, "user", {"YB001": "甲"}, "zh_CN", "light")
    assert by_user.words == ("甲", "甲", "未填")
    assert by_user.legend[-1] == ("未填", by_user.colours[2])
