"""Days were counted by hand on the calendar of 2026: Qingming on 4 to 6 April, Labour Day on 1 to 5 May."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from data.store import SYSTEM, Change, Store, commit
from services.days.clock import ZONE
from services.records import matters as module
from services.records.matters import SCHEMA, Matters, matters

DULL: dict[str, dict[str, Any]] = {
    "cases": {
        "title": "示例案", "party": "示例商行", "act": "trademark_sale", "law": "trademark", "right": "trademark",
        "sector": "food", "township": "120111101", "office": "ZD", "channel": "market", "source": "inspection",
    },
    "complaints": {
        "channel": "12315", "kind": "complaint", "respondent": "示例商行", "township": "120111101", "office": "TJ",
        "subject": "反映所购商品疑似侵权", "sector": "food",
    },
    "zone_records": {"topic": "application", "item": "示例事项", "office": "IP"},
}  # fmt: skip
# What a bureau may add of its own: a limit in hours over a ledger that has moments, and one in months.
OWN = """
[answering]
label = { zh = "答复意见", en = "Answering a comment" }
definition = { zh = "示例", en = "Example" }
source = { zh = "示例", en = "Example" }
ledger = "gi_comments"
starts = "at"
ends = "settled_at"
terms = [{ value = 24, unit = "hours" }]

[case_closing]
label = { zh = "结案", en = "Closing" }
definition = { zh = "示例", en = "Example" }
source = { zh = "示例", en = "Example" }
ledger = "cases"
starts = "opened_on"
ends = "closed_on"
extended = "extended"
excluded = "excluded_days"
terms = [{ value = 3, unit = "months", extension = 1 }]
"""


def keep(store: Store, ledger: str, *rows: dict[str, Any]) -> None:
    commit(store, SYSTEM, "test", [Change(ledger, {**DULL.get(ledger, {}), **row}) for row in rows])


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "own" / "registry"
    folder.mkdir(parents=True)
    (folder / "time-limits.toml").write_text(OWN, encoding="utf-8")
    monkeypatch.setenv("BOARD_DATA", str(folder.parent))


def told(found: Matters, *columns: str) -> list[tuple[Any, ...]]:
    return found.rows.select(columns).rows()


@pytest.mark.both_databases
def test_what_waits_is_told_with_day_light_and_unit(store: Store) -> None:
    """90 days after 2 March are Sunday 31 May, so 1 June; 10 excluded days later is 10 June, 30 more 10 July."""
    opened = {"opened_on": date(2026, 3, 2)}
    keep(
        store, "cases",
        {"number": "1", **opened}, {"number": "2", "excluded_days": 10, **opened},
        {"number": "3", "excluded_days": 10, "extended": True, "office": "IP", **opened},
        {"number": "decided", "decided_on": date(2026, 5, 2), "outcomes": "no_penalty", **opened},
        {"number": "later", "decided_on": date(2026, 6, 4), **opened},
        {"number": "dropped", "closed_on": date(2026, 5, 4), **opened},
        {"number": "not yet", "opened_on": date(2026, 6, 4)},
    )  # fmt: skip
    found = matters(store, date(2026, 6, 3), codes=("case_decision",))
    assert found.rows.schema == SCHEMA
    assert told(found, "number", "office", "due", "left", "light", "excluded", "extended") == [
        ("1", "ZD", date(2026, 6, 1), -2, "red", 0, 0),
        ("later", "ZD", date(2026, 6, 1), -2, "red", 0, 0),
        ("2", "ZD", date(2026, 6, 10), 7, "yellow", 10, 0),
        ("3", "IP", date(2026, 7, 10), 37, "calm", 10, 1),
    ]
    assert set(found.rows["ledger"]) == {"cases"}
    assert found.cut == ()
    one = matters(store, date(2026, 6, 3), offices=("IP",), codes=("case_decision",))
    assert one.rows["number"].to_list() == ["3"]


@pytest.mark.both_databases
def test_every_limit_of_a_ledger_and_its_only_rows(store: Store) -> None:
    """Published are fines, confiscations and warnings alone, whichever of several; reports have their own limit."""
    decided = {"opened_on": date(2026, 3, 2), "decided_on": date(2026, 3, 25), "closed_on": date(2026, 4, 1)}
    keep(
        store, "cases",
        {"number": "1", "outcomes": "confiscation;fine", **decided}, {"number": "3", **decided},
        {"number": "2", "outcomes": "no_penalty", **decided},
        {"number": "4", "outcomes": "fine", "published_on": date(2026, 4, 1), **decided},
    )  # fmt: skip
    keep(
        store, "complaints",
        {"number": "T1", "received_on": date(2026, 3, 20)},
        {"number": "T2", "received_on": date(2026, 3, 20), "decided_on": date(2026, 3, 24), "decision": "accepted"},
        {"number": "T3", "received_on": date(2026, 3, 20), "kind": "report"},
        {"number": "T4", "received_on": date(2026, 3, 20), "decided_on": date(2026, 3, 24), "decision": "refused"},
    )  # fmt: skip
    assert sorted(told(matters(store, date(2026, 4, 1)), "limit", "number", "due", "light")) == [
        ("complaint_acceptance", "T1", date(2026, 3, 31), "red"),
        ("complaint_mediation", "T2", date(2026, 5, 29), "calm"),
        ("publication", "1", date(2026, 4, 3), "yellow"),
        ("report_opening", "T3", date(2026, 4, 13), "blue"),
    ]


@pytest.mark.both_databases
def test_a_row_that_says_its_own_day(store: Store) -> None:
    keep(
        store, "zone_records",
        {"number": "Z1", "due": date(2026, 5, 30)}, {"number": "Z2", "item": "另一事项"},
        {"number": "Z3", "item": "第三事项", "due": date(2026, 5, 1), "done": date(2026, 5, 20)},
    )  # fmt: skip
    assert told(matters(store, date(2026, 6, 3), offices=("IP",)), "limit", "number", "left", "light") == [
        ("zone_due", "Z1", -4, "red")
    ]
    assert told(matters(store, date(2026, 5, 10), codes=("zone_due",)), "number") == [("Z3",), ("Z1",)]
    assert matters(store, date(2026, 6, 3), offices=("ZD",)).rows.is_empty()


@pytest.mark.both_databases
@pytest.mark.usefixtures("own")
def test_hours_run_out_within_a_day(store: Store) -> None:
    """A comment of 15:30 on Friday 15 May, in Shanghai, is out of time at 15:30 on Saturday."""
    keep(store, "gi_rights", {"code": "GI1", "product": "示例", "system": "gi_product"})
    keep(store, "gi_areas", {"code": "A1", "right": "GI1", "title": "示例", "kind": "protected", "state": "draft"})
    comment = {"area": "A1", "text": "示例", "by": "system"}
    keep(
        store, "gi_comments",
        {"number": "C1", "at": datetime(2026, 5, 15, 7, 30, tzinfo=UTC), **comment},
        {"number": "C2", "at": datetime(2026, 5, 15, 7, 30, tzinfo=UTC),
         "settled_at": datetime(2026, 5, 16, 7, tzinfo=UTC), **comment},
    )  # fmt: skip
    saturday = date(2026, 5, 16)

    def found(hour: int, minute: int) -> list[tuple[Any, ...]]:
        at = datetime(2026, 5, 16, hour, minute, tzinfo=ZONE)
        return told(matters(store, saturday, at, codes=("answering",)), "number", "light")

    assert found(14, 59) == [("C1", "yellow"), ("C2", "yellow")], "not settled before three"
    assert found(15, 0) == [("C1", "yellow")]
    assert found(15, 30) == [("C1", "red")]
    whole = matters(store, saturday, codes=("answering",)).rows
    assert whole.select("due", "due_at", "left").rows() == [(saturday, datetime(2026, 5, 16, 7, 30, tzinfo=UTC), 0)]


@pytest.mark.both_databases
@pytest.mark.usefixtures("own")
def test_a_year_that_is_not_known_is_said_and_nothing_guessed(store: Store) -> None:
    keep(store, "cases", {"number": "1", "opened_on": date(2026, 10, 15), "decided_on": date(2026, 10, 16)})
    found = matters(store, date(2026, 12, 31), codes=("case_closing",))
    assert told(found, "number", "due", "left", "light", "year") == [("1", None, None, "undated", 2027)]
    assert found.unknown_years == [2027]


@pytest.mark.both_databases
def test_reading_is_bounded_and_says_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest are read; what was filtered takes no one's place."""
    monkeypatch.setattr(module, "MOST_ROWS", 2)
    old = {"opened_on": date(2026, 1, 5), "decided_on": date(2026, 1, 9)}
    keep(store, "cases", *({"number": f"旧{n}", "outcomes": "no_penalty", **old} for n in range(5)))
    new = {"opened_on": date(2026, 3, 2), "decided_on": date(2026, 3, 9), "outcomes": "fine;warning"}
    keep(store, "cases", *({"number": f"新{n}", **new} for n in range(3)))
    found = matters(store, date(2026, 4, 1), codes=("publication",))
    assert found.rows["number"].to_list() == ["新0", "新1"]
    assert found.cut == ("publication",)


def test_what_may_name_somebody_is_not_read(store: Store) -> None:
    keep(store, "cases", {"number": "1", "opened_on": date(2026, 3, 2)})
    found = matters(store, date(2026, 6, 3)).rows
    assert not found.select(pl.any_horizontal(pl.col(pl.String()).str.contains("商行|示例案")).any()).item()


UPLOADED = {"period": "2026-03", "office": "IP", "uploaded_on": date(2026, 4, 3)}


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("on", "owed"),
    [
        # April's is due by 5 May, a day off: by Wednesday, 6 May.
        (date(2026, 4, 30), []),
        (date(2026, 5, 1), [("2026-04", date(2026, 5, 6), 5, "yellow")]),
        (date(2026, 5, 6), [("2026-04", date(2026, 5, 6), 0, "yellow")]),
        (date(2026, 5, 7), [("2026-04", date(2026, 5, 6), -1, "red")]),
        # May's is due by Friday, 5 June.
        (date(2026, 6, 5), [("2026-04", date(2026, 5, 6), -30, "red"), ("2026-05", date(2026, 6, 5), 0, "yellow")]),
        (date(2026, 6, 6), [("2026-04", date(2026, 5, 6), -31, "red"), ("2026-05", date(2026, 6, 5), -1, "red")]),
    ],
)
def test_a_month_without_a_row_is_owed(store: Store, on: date, owed: list[tuple[Any, ...]]) -> None:
    keep(store, "patent_uploads", UPLOADED)
    found = matters(store, on, codes=("patent_upload",))
    assert told(found, "number", "due", "left", "light") == owed
    assert set(found.rows.select("ledger", "id", "office").rows()) <= {("patent_uploads", 0, "IP")}


@pytest.mark.both_databases
def test_months_are_owed_by_units_that_upload_and_until_the_row_is_there(store: Store) -> None:
    day = date(2026, 6, 8)
    assert matters(store, day, codes=("patent_upload",)).rows.is_empty(), "a board without rows claims nothing"
    keep(
        store, "patent_uploads", UPLOADED,
        {**UPLOADED, "period": "2026-05", "uploaded_on": None}, {**UPLOADED, "office": "ZD"},
        {**UPLOADED, "office": "ZD", "period": "2026-04", "uploaded_on": date(2026, 5, 6)},
    )  # fmt: skip
    found = matters(store, day, codes=("patent_upload",))
    assert [(number, office, id > 0) for number, office, id in told(found, "number", "office", "id")] == [
        ("2026-04", "IP", False), ("2026-05", "IP", True), ("2026-05", "ZD", False),
    ]  # fmt: skip
    keep(store, "patent_uploads", {**UPLOADED, "period": "2026-04", "uploaded_on": date(2026, 6, 8)})
    assert told(matters(store, day, offices=("IP",), codes=("patent_upload",)), "number") == [("2026-05",)]
    keep(store, "patent_uploads", {**UPLOADED, "office": "ZD", "period": "2026-05", "uploaded_on": day})
    assert matters(store, day, offices=("ZD",), codes=("patent_upload",)).rows.is_empty()


def test_a_month_beyond_the_known_holidays_is_not_dated(store: Store) -> None:
    """December is due in January: of a year whose holidays nobody knows no day is said."""
    keep(store, "patent_uploads", {**UPLOADED, "period": "2026-11", "uploaded_on": date(2026, 12, 3)})
    found = matters(store, date(2027, 1, 2), codes=("patent_upload",))
    assert told(found, "number", "due", "light", "year") == [("2026-12", None, "undated", 2027)]
