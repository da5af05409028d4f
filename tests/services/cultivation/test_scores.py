"""Scores by hand: the last points of each criterion, self and official and both channels apart."""

from datetime import date

import pytest

from services.cultivation import scores
from tests.services.cultivation.conftest import assessed

FIRST, SECOND = date(2026, 1, 10), date(2026, 3, 10)


@pytest.fixture
def rows() -> list[dict]:
    return [
        *assessed(FIRST, {"operation": 4, "goods": 6, "organisation": 5, "system": 10, "cooperation": 5, "support": 5}),
        # 10 → 15 and 6 → 8: the total goes from 35 to 42.
        *assessed(SECOND, {"system": 15, "goods": 8, "standard_duties": 1}),
        *assessed(SECOND, {"system": 12, "target": 20}, kind="official"),
        *assessed(SECOND, {"system": 7, "goods": 9}, channel="online"),
    ]


def test_totals_and_their_history(records, rows: list[dict]) -> None:
    built = records(SECOND, online=True, assessments=rows)
    totals = scores.totals(built).select("kind", "channel", "points", "possible", "assessed", "criteria")
    # Online: goods 10, system 20, cooperation 10, target 35.
    assert totals.rows() == [
        ("official", "offline", 32.0, 100.0, 2, 7),
        ("self", "offline", 42.0, 100.0, 6, 7),
        ("self", "online", 16.0, 75.0, 2, 4),
    ]
    history = scores.history(built).filter(kind="self", channel="offline").select("day", "points", "assessed")
    assert history.rows() == [(FIRST, 35.0, 6), (SECOND, 42.0, 6)]


def test_groups_have_a_share_only_when_every_criterion_is_assessed(records, rows: list[dict]) -> None:
    found = scores.by_group(records(SECOND, assessments=rows)).filter(kind="self", channel="offline")
    assert found.select("group", "points", "possible", "assessed", "criteria", "share").rows() == [
        ("base", 42.0, 65.0, 6, 6, pytest.approx(42 / 65)),
        ("standard", 1.0, 5.0, 1, 5, None),
    ]


def test_gaps_come_in_the_order_of_points_for_a_days_work(records, rows: list[dict]) -> None:
    found = scores.gaps(records(SECOND, assessments=rows), "self")
    scored = found.filter("scored").select("criterion", "missing", "per_effort").rows()
    # (possible − points) / person-days: target 35/20, organisation 5/5, cooperation 5/5, support 5/5, operation 1/2,
    # goods 2/5, system 5/15.
    assert scored[0] == ("target", 35.0, 1.75)
    assert {row[0] for row in scored[1:4]} == {"organisation", "cooperation", "support"}
    assert [row[0] for row in scored[4:]] == ["operation", "goods", "system"]
    assert found["scored"].to_list() == sorted(found["scored"], reverse=True)
    assert "standard_duties" not in found["criterion"].to_list()


def test_the_online_channel_stands_beside_the_stalls(records, rows: list[dict]) -> None:
    found = scores.side_by_side(records(SECOND, online=True, assessments=rows), "self")
    values = {row["criterion"]: (row["offline"], row["online"]) for row in found.iter_rows(named=True)}
    assert values["system"] == (15.0, 7.0)
    assert values["cooperation"] == (5.0, None)
    assert "operation" not in values
    assert scores.side_by_side(records(SECOND, assessments=rows), "self").is_empty()


def test_a_criterion_no_longer_in_use_does_not_count(records) -> None:
    built = records(SECOND, assessments=assessed(FIRST, {"abolished": 5, "goods": 5}))
    assert scores.totals(built)["points"].to_list() == [5.0]
